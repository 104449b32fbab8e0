import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  checkClaims,
  compare,
  fit as fitPoints,
  loadModel,
  population,
  requirement,
  scan,
  search,
  sensitivity,
  simulate,
  simulatePopulation,
  simulator,
  why,
} from "../../src/index.ts";
import { drugText } from "../support/drugs.ts";

// Any measure of any drug, by every verb of the library, whatever is sampled and however the run is split, against the
// closed form of one compartment with first-order absorption.

interface Case {
  /** mg */
  readonly dose: number;
  /** hours between doses */
  readonly every: number;
  /** 1/day */
  readonly absorption: number;
  /** L/day */
  readonly clearance: number;
  /** L */
  readonly volume: number;
  /** The level that is waited for, as a share of the highest. */
  readonly share: number;
  /** Where the run is split, and from and to when it is measured, in parts of the run. */
  readonly split: number;
  readonly window: readonly [number, number];
  /** days between samples */
  readonly sampleEvery: number;
}

const days = 3;

/** Four decimals, so that a text says the same number. */
const part = (from: number, to: number) =>
  fc.integer({ min: from * 10_000, max: to * 10_000 }).map((n) => n / 10_000);

const cases: fc.Arbitrary<Case> = fc
  .record({
    dose: fc.integer({ min: 1, max: 40 }),
    every: fc.constantFrom(6, 8, 12, 24),
    absorption: part(3, 60),
    rate: part(0.2, 2.5),
    volume: fc.integer({ min: 20, max: 2000 }),
    share: part(0.1, 0.9),
    split: part(0.05, 0.95),
    window: fc.tuple(part(0, 0.45), part(0.55, 1)),
    sampleEvery: part(0.01, days),
  })
  .map(({ rate, ...rest }) => ({ ...rest, clearance: Number((rate * rest.volume).toFixed(4)) }));

const heightOf = ({ dose, absorption, clearance, volume }: Case) =>
  (1000 * dose * 0.8 * absorption) / (volume * (absorption - clearance / volume));
const timesOf = ({ every }: Case) => Array.from({ length: (days * 24) / every }, (_, i) => (i * every) / 24);

/** ng/mL at a day, on paper. */
function levelOf(one: Case): (day: number) => number {
  const [height, k, ka] = [heightOf(one), one.clearance / one.volume, one.absorption];
  const after = (t: number) => (t > 0 ? height * (Math.exp(-k * t) - Math.exp(-ka * t)) : 0);
  return (day) => timesOf(one).reduce((sum, at) => sum + after(day - at), 0);
}

const pointsOf = (one: Case) =>
  ["time_day,value", ...[0.3, 1.1, 2.2].map((day) => `${day},${levelOf(one)(day)}`), ""].join("\n");

interface OnPaper {
  readonly text: string;
  readonly value: number;
}

/** What each measure is on paper; the first is the peak. */
function onPaper(one: Case): OnPaper[] {
  const { every, absorption: ka, clearance, volume, share } = one;
  const [height, times, k, level] = [heightOf(one), timesOf(one), clearance / volume, levelOf(one)];
  const integral = (to: number) =>
    times.reduce((sum, at) => {
      const rest = Math.max(0, to - at);
      return sum + height * ((1 - Math.exp(-k * rest)) / k - (1 - Math.exp(-ka * rest)) / ka);
    }, 0);
  /** Between two doses the level rises to one peak and falls. */
  const tops = times.map((at) => {
    let [low, high] = [at, at + every / 24];
    for (let i = 0; i < 200; i++) {
      const [a, b] = [low + (high - low) / 3, high - (high - low) / 3];
      if (level(a) < level(b)) low = a;
      else high = b;
    }
    return low;
  });
  const peak = Math.max(...tops.map(level));
  const wanted = share * peak;
  const within = tops.findIndex((top) => level(top) >= wanted);
  let [before, after] = [times[within]!, tops[within]!];
  for (let i = 0; i < 200; i++) {
    const middle = (before + after) / 2;
    if (level(middle) < wanted) before = middle;
    else after = middle;
  }
  const [from, to] = one.window.map((x) => Number((x * days).toFixed(4))) as [number, number];
  const area = integral(to) - integral(from);
  const of = "plasma.calmol";
  return [
    { text: `peak(${of})`, value: peak },
    { text: `auc(${of}, day ${from}, day ${to})`, value: area },
    { text: `mean(${of}, day ${from}, day ${to})`, value: area / (to - from) },
    { text: `time_to(${of}, ${wanted})`, value: after },
    { text: `at(${of}, day ${to})`, value: level(to) },
  ];
}

const texts = ({ absorption, clearance, volume }: Case, claim: string) => ({
  "model.yaml": `
model: small
title: Small
about: A drug and the site it holds.
modules: [own.yaml]
person: anybody
rows: {pk: Numbers.}
onset: {of: own.held, above: 0.01, says: some is held}
`,
  "own.yaml": `
module: own
title: Own
about: A site.
targets: {sert: [inhibitor]}
values:
  held: {unit: "1", formula: target.sert_inhibitor, about: Part that is held.}
`,
  "anybody.yaml": "person: anybody\ntitle: Anybody\nabout: Anybody.\nset: {}\n",
  "us.yaml": `
population: us
title: Us
about: People who are all the same.
people: {who: {shares: {anybody: 1}}}
same: [calmol]
cohort: {treatment: calmol 1 mg daily, duration: 1 day}
`,
  "calmol.yaml": drugText({ absorption, clearance, volume }),
  "claim.yaml": claim,
});

/** The measure by every verb. */
async function byEveryVerb(one: Case, { text, value: right }: OnPaper, peak: OnPaper) {
  const { dose, every, volume, split, sampleEvery, clearance } = one;
  const treatment = `calmol ${dose} mg every ${every} hours`;
  const claim = `
claim: number
row: pk
says: A number.
contested: "no"
duration: ${days} days
treatment: ${treatment}
measure: ${text}
expect: {above: ${right * (1 - 1e-6)}}
`;
  const model = loadModel(texts(one, claim));
  const scenario = {
    duration: `${days} days`,
    arms: [
      { label: "whole", treatment },
      {
        label: "split",
        treatment,
        changes: [{ at: `day ${Number((split * days).toFixed(4))}`, set: { "calmol.clearance": clearance } }],
      },
      { label: "without" },
    ],
    measure: { it: text },
  };
  const ask = { measure: "it", arm: "whole" };
  const parameters = ["calmol.volume"];
  const run = (settings = {}) => simulate(model, scenario, settings);
  const page = simulator(model)({ ...scenario, arms: [scenario.arms[0]] }, { precision: "exact" });
  const sides = await compare(model, scenario, undefined, { arms: ["whole", "split"] });
  const [both] = sides.result.arms[0]!.measures;
  const { result: people } = await population(model, scenario, { size: 2 });
  // A search compares by what has a value in everybody.
  const compared = text.startsWith("time_to") ? peak : { text, value: right };
  const found = await search(model, {
    search: "One",
    question: "What is it?",
    duration: `${days} days`,
    people: 1,
    reference: "without",
    strategies: [{ label: "without" }, { label: "whole", treatment }],
    objectives: { it: { measure: compared.text, better: "higher", step: compared.value / 10 } },
  });
  const whole = found.result.ranking.find(({ strategy }) => strategy.label === "whole")!;
  const [{ points }, verdicts] = [
    (await scan(model, scenario, { ...ask, vary: { "calmol.ec50_sert": [5, 9] } })).result,
    checkClaims(model, ["number"]).verdicts,
  ];
  const subjects = simulatePopulation(model, scenario, { size: 2 }).subjects.filter(
    ({ arm }) => arm !== "without",
  );
  const fitted = await fitPoints(
    model,
    { ...scenario, arms: [scenario.arms[0]], data: { file: "points.csv", variable: "plasma.calmol" } },
    {
      parameters,
      bounds: { "calmol.volume": [volume / 2, 2 * volume] },
      profiles: false,
      files: { "points.csv": pointsOf(one) },
    },
  );
  const [estimate] = fitted.result.parameters;
  const level = levelOf({ ...one, volume: estimate!.value });
  return {
    // Of any measure the one that a fit takes, at its own estimate: told as a ratio of the measure that is asked for.
    fit: fitted.result.points.map(
      ({ observation, predicted }) => (right * predicted) / level(observation.time),
    ),
    simulate: [run(), run({ sampleEvery })].flatMap(({ arms }) =>
      arms.slice(0, 2).map(({ measures }) => measures.it!.value),
    ),
    simulator: [page.measures.it!.value],
    sensitivity: [
      (await sensitivity(model, scenario, { ...ask, parameters, method: "local" })).result.subject.nominal,
    ],
    requirement: [(await requirement(model, scenario, { ...ask, parameters, atLeast: 0 })).result.nominal],
    why: [(await why(model, scenario, { ...ask, systemsOnly: true })).result.value],
    scan: points.map(({ value }) => value),
    compare: [both!.first, both!.second],
    check: verdicts.map(({ value }) => value),
    population: people.arms
      .filter(({ label }) => ["whole", "split"].includes(label))
      .map(({ measures }) => measures.find(({ name }) => name === "it")!.quantiles![2]),
    simulatePopulation: subjects.map(({ measures }) => measures.it),
    // Without the drug there is nothing, so that the difference is the measure.
    search: [(right * whole.objectives[0]!.change.value) / compared.value],
  };
}

describe("a measure", () => {
  it("is the same, and right, by every verb, on any grid, in a run of one piece or two", async () => {
    await fc.assert(
      fc.asyncProperty(cases, fc.nat(), async (one, which) => {
        const wanted = onPaper(one);
        const measure = wanted[which % wanted.length]!;
        for (const [verb, values] of Object.entries(await byEveryVerb(one, measure, wanted[0]!)))
          for (const value of values)
            expect(Math.abs(value! / measure.value - 1), `${measure.text} by ${verb}`).toBeLessThan(1e-6);
      }),
      { numRuns: 6 },
    );
  });
});
