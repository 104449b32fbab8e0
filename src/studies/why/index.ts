export { exactValues } from "./exact.ts";
export { attributionFigures } from "./figures.ts";
export { type GameOptions, type Solved, solveGame } from "./game.ts";
export { type AttributionOptions, type AttributionRequest, attribute } from "./plan.ts";
export { effectsBehind, type Grouping, groupings } from "./players.ts";
export { attributionWords, inPercent, tellAttribution } from "./tell.ts";
export type {
  Attribution,
  Coalition,
  EffectShare,
  Evaluate,
  GroupValue,
  MissingValues,
  PlayerGroup,
  SystemShare,
} from "./types.ts";
