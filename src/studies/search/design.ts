import { type Diagnostic, didYouMean } from "../../diagnostics/index.ts";
import type { HypothesisSource } from "../../model/index.ts";
import { keyOf, uniform } from "../../random/index.ts";
import type { Cast, SearchPlan, TriedHypothesis } from "../../scenario/index.ts";
import * as say from "./messages.ts";
import type { Combination, Design, HypothesisFactor } from "./types.ts";

/** The hypotheses of the plan as factors, in the order of the model; what does not exist is reported. */
export function factorsOf(
  asked: SearchPlan["hypotheses"],
  { model }: Cast,
  diagnostics: Diagnostic[],
): HypothesisFactor[] {
  if (asked === "none") return [];
  const known = new Map<string, HypothesisSource>(
    model.modules.flatMap((m) => m.hypotheses.map((h) => [`${m.name}.${h.name}`, h] as const)),
  );
  const wanted: readonly Omit<TriedHypothesis, "place">[] =
    asked === "all" ? [...known.keys()].map((name) => ({ name })) : asked;
  if (asked !== "all")
    for (const { name, place, shares = [] } of asked) {
      const hypothesis = known.get(name);
      if (!hypothesis) diagnostics.push(say.unknownHypothesis(name, place, [...known.keys()]));
      for (const { choice, place: at } of shares)
        if (hypothesis && !hypothesis.choices.some((c) => c.name === choice))
          diagnostics.push(
            say.unknownChoice(
              name,
              choice,
              at,
              hypothesis.choices.map((c) => c.name),
            ),
          );
    }
  const twice = wanted.find(({ name }, i) => wanted.findIndex((w) => w.name === name) < i);
  if (twice && asked !== "all") diagnostics.push(say.hypothesisTwice(twice.name, asked[0]!.place));
  return [...known].flatMap(([name, { question, default: first, choices }]): HypothesisFactor[] => {
    const entry = wanted.find((w) => w.name === name);
    if (!entry) return [];
    const shareOf = (choice: string) =>
      entry.shares ? (entry.shares.find((s) => s.choice === choice)?.share ?? 0) : 1;
    const total = choices.reduce((sum, c) => sum + shareOf(c.name), 0);
    return [
      {
        name,
        question,
        choices: choices
          .filter((c) => shareOf(c.name) > 0)
          .map((c) => ({
            name: c.name,
            about: c.about,
            isDefault: c.name === first,
            share: shareOf(c.name) / total,
          })),
      },
    ];
  });
}

/**
 * Up to `most` combinations are crossed with people in full. More are sampled: every person lives under one, and every
 * choice of every factor holds in its share of the people, drawn independently of the other factors (a Latin
 * hypercube; McKay, Beckman and Conover 1979, Technometrics 21:239).
 */
export function designOf(
  factors: readonly HypothesisFactor[],
  most: number,
  size: number,
  seed: number,
): Design {
  const count = factors.reduce((product, f) => product * f.choices.length, 1);
  if (count <= most) {
    let combinations: { combination: Combination; weight: number }[] = [{ combination: [], weight: 1 }];
    for (const { choices } of factors)
      combinations = combinations.flatMap(({ combination, weight }) =>
        choices.map(({ share }, choice) => ({
          combination: [...combination, choice],
          weight: weight * share,
        })),
      );
    return { factors, combinationCount: count, isCrossed: true, combinationsOf: () => combinations };
  }
  // A key of random draws and nothing else ("account" is a hypothesis): another word would draw other combinations.
  const ranks = factors.map(({ name }) => ranksOf(size, seed, `account ${name}`));
  return {
    factors,
    combinationCount: count,
    isCrossed: false,
    combinationsOf: (subject) => [
      {
        combination: factors.map(({ choices }, k) => at(choices, (ranks[k]![subject]! + 0.5) / size)),
        weight: 1,
      },
    ],
  };
}

/** The choice that holds this point of the unit interval. */
function at(choices: HypothesisFactor["choices"], u: number): number {
  let below = 0;
  for (const [i, { share }] of choices.entries()) {
    below += share;
    if (u < below) return i;
  }
  return choices.length - 1;
}

/** The rank of each of so many in a random order. */
function ranksOf(count: number, seed: number, what: string): number[] {
  const key = keyOf(what);
  const keys = Array.from({ length: count }, (_, i) => uniform(seed, i, key));
  const order = keys.map((_, i) => i).sort((a, b) => keys[a]! - keys[b]! || a - b);
  const rank = new Array<number>(count);
  for (const [position, i] of order.entries()) rank[i] = position;
  return rank;
}

/** Names of hypotheses asked for on the command line, or what is wrong with them. */
export function triedHypotheses(
  text: string,
  { model }: Cast,
): SearchPlan["hypotheses"] | { readonly problem: string } {
  const asked = text.trim();
  if (asked === "all" || asked === "none") return asked;
  const known = model.modules.flatMap((m) => m.hypotheses.map((h) => `${m.name}.${h.name}`));
  const names = [...new Set(asked.split(",").map((name) => name.trim()))];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return names.map((name) => ({ name, place: model.place }));
  const help = didYouMean(unknown, [...known, "all", "none"], "`lull list hypotheses` shows them all.");
  return { problem: `There is no hypothesis "${unknown}".\n${help}` };
}
