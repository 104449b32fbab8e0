import type { Credibility } from "../../src/analysis/index.ts";

/** What a credibility statement is told from, put down by hand: some of everything. */
export const found = {
  use: { question: "Which dose?", context: "Teaching.", influence: "Small.", consequence: "None." },
  tiers: [
    { tier: "human", parameters: 3, sourced: 2 },
    { tier: "assumed", parameters: 1, sourced: 0 },
  ],
  headlines: [
    { name: "blunting", says: "x", value: 0.4, low: 0.1, high: 0.7, assumedShare: 1.2 },
    { name: "mood", says: "y", value: 3, low: undefined, high: 4, assumedShare: 0.25 },
    { name: "never", says: "z", value: undefined, low: 1, high: 2, assumedShare: undefined },
  ],
  draws: 64,
  calibration: { asked: 4, hold: 3 },
  prediction: { asked: 8, hold: 5 },
  informative: { asked: 6, hold: 3 },
  noEffect: { asked: 8, hold: 2 },
  missed: [{ claim: "brake", reason: "It is 1." }],
  rivals: [
    { hypothesis: "h", choice: "a", gains: ["x", "y"], loses: [] },
    { hypothesis: "g", choice: "b", gains: ["x"], loses: ["z"] },
  ],
} as unknown as Credibility;
