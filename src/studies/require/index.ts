export { findAnswers, type Question } from "./answers.ts";
export { type RequireOptions, requireClaim, requireOutcome, type WishedOutcome } from "./require.ts";
export { shortestMove } from "./search.ts";
export type { Answer, AnswerKind, Found, Move, Point, Probe, Requirement, Room, Wish } from "./types.ts";
