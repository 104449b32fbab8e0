export { type AttributionOptions, type AttributionRequest, attribute } from "./attribution.ts";
export { exactValues } from "./exact.ts";
export { type GameOptions, type Solved, solveGame } from "./game.ts";
export { effectsBehind, type Grouping, groupings } from "./players.ts";
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
