export { exactValues } from "./exact.ts";
export { attributionFigures } from "./figures.ts";
export { type GameOptions, type GameSolution, solveGame } from "./game.ts";
export { type AttributionOptions, attribute } from "./plan.ts";
export { effectsBehind } from "./players.ts";
export { attributionWords, inPercent, tellAttribution } from "./tell.ts";
export type {
  Attribution,
  Coalition,
  Evaluate,
  PlayerGroup,
} from "./types.ts";
