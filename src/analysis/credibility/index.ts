// How far can the model be trusted, and for what? In the words of ICH M15: question of interest, context of use, model influence,
// consequence of a wrong decision, and the evidence for credibility.
export { headlines } from "./headlines.ts";
export { credibility } from "./result.ts";
export type { Credibility, Score } from "./types.ts";
