import { describe, expect, it } from "vitest";
import { check } from "../../src/analysis/index.ts";
import { loadModel, scan, simulate } from "../../src/index.ts";
import { evaluateHere, evaluatorHere, samplePerson } from "../../src/runs/index.ts";
import {
  attribute,
  prepareSearch,
  prepareStudy,
  requireOutcome,
  searchPlan,
  sensitivity,
  studyPlan,
} from "../../src/studies/index.ts";
import { claimOf } from "../support/claims.ts";
import { concentration, fitOf, hours, pkCsv, pkScenario } from "../support/fit.ts";
import { searchOf } from "../support/search.ts";
import { experimentOf, measuresOf, runExperiment, runText, shippedLibrary } from "../support/shipped.ts";

// The same measure by every verb, against the closed form of one compartment with first-order absorption. What `run`,
// pairs, the library and the page give stands in `../simulation/exact-measures.test.ts`.

const library = shippedLibrary();
const experiment = experimentOf(`
scenario: Peak of a short drug
question: Is the peak the same whoever asks?
duration: 2 days
arms:
  - {label: mph, treatment: methylphenidate 10 mg twice daily}
measure:
  cmax: peak(plasma.methylphenidate)
  auc: auc(plasma.methylphenidate, day 0, day 2)
  first: time_to(plasma.methylphenidate, 2)
`);
const { scenario } = experiment;
const [problem] = experiment.problems as [(typeof experiment.problems)[number]];
const times = [0, 0.5, 1, 1.5];

/** The measures of the scenario on paper, in a person whose parameters may be others. */
function onPaper(person: ReadonlyMap<string, number> = new Map()): readonly number[] {
  const own = (name: string) => {
    const full = `methylphenidate.${name}`;
    return person.get(full) ?? problem.system.parameters.find((p) => p.name === full)!.value;
  };
  const [ka, volume, share] = [own("absorption"), own("volume"), own("bioavailability")];
  const k = own("clearance") / volume;
  const height = (1000 * 10 * share * ka) / (volume * (ka - k));
  const level = (t: number) =>
    times.reduce(
      (sum, dose) =>
        t > dose ? sum + height * (Math.exp(-k * (t - dose)) - Math.exp(-ka * (t - dose))) : sum,
      0,
    );
  const top = (from: number) => {
    let [low, high] = [from, from + 0.5];
    for (let i = 0; i < 200; i++) {
      const [a, b] = [low + (high - low) / 3, high - (high - low) / 3];
      if (level(a) < level(b)) low = a;
      else high = b;
    }
    return level(low);
  };
  const auc = times.reduce((sum, dose) => {
    const rest = 2 - dose;
    return sum + height * ((1 - Math.exp(-k * rest)) / k - (1 - Math.exp(-ka * rest)) / ka);
  }, 0);
  let [before, after] = [0, 0.05];
  for (let i = 0; i < 100; i++) {
    const middle = (before + after) / 2;
    if (level(middle) < 2) before = middle;
    else after = middle;
  }
  return [Math.max(...times.map(top)), auc, after];
}

function expectSame(values: readonly (number | undefined)[], wanted = onPaper()): void {
  for (const [i, value] of values.entries())
    expect(Math.abs(value! / wanted[i]! - 1), scenario.measures[i]!.name).toBeLessThan(1e-6);
}

const question = (measure: (typeof scenario.measures)[number]) => ({
  title: scenario.title,
  person: "healthy-adult",
  arm: scenario.arms[0]!,
  against: undefined,
  duration: scenario.duration,
  measure,
});

describe("a measure is the same, and right, by", () => {
  it("run", () => {
    const { cmax, auc, first } = measuresOf(runExperiment(experiment)).mph!;
    expectSame([cmax, auc, first]);
    const known = onPaper().map((x) => Number(x.toPrecision(4)));
    expect(known).toEqual([8.797, 9.053, 0.007871]);
  });

  it("sensitivity, why and require", async () => {
    for (const [i, measure] of scenario.measures.entries()) {
      const wanted = [onPaper()[i]!];
      const { result: told } = await sensitivity(question(measure), library, {
        method: "local",
        seed: 1,
        size: 2,
        evaluator: evaluateHere,
        isWanted: (name) => name === "methylphenidate.clearance",
      });
      expectSame([told!.subject.nominal], wanted);
      const { result: requirement } = await requireOutcome(
        { ...question(measure), target: { low: 0, high: Number.POSITIVE_INFINITY } },
        library,
        {
          evaluator: evaluateHere,
          isWanted: (name) => name === "methylphenidate.clearance",
        },
      );
      expectSame([requirement!.nominal], wanted);
    }
    const { result: attribution } = await attribute(question(scenario.measures[1]!), library, {
      by: "system",
      isOverTime: false,
      seed: 1,
      samples: 1,
      isDeep: false,
      mostExact: 1,
      evaluator: evaluateHere,
    });
    expectSame([undefined, attribution!.value].slice(1), onPaper().slice(1));
  });

  it("check", () => {
    const claims = scenario.measures.map(({ text }, i) =>
      claimOf(`
claim: number-${i}
row: pk
says: A number.
contested: "no"
duration: 2 days
treatment: methylphenidate 10 mg twice daily
measure: ${text}
expect: {above: 0}
`),
    );
    const { ledger } = check(claims, library, { rivals: false });
    expectSame(ledger!.results.map(({ value }) => value));
  });

  it("population and search, in each person", async () => {
    const population = library.populations.get("depressed-adults")!;
    const size = 3;
    const { study, prepared } = prepareStudy({ scenario, population, size, seed: 1 }, library).value!;
    const plan = studyPlan(study, {} as never);
    const chunk = plan.part(0);
    const rows = prepared.runAll(chunk.tasks);
    const drug = study.arms.findIndex(({ label }) => label === "mph");
    const requests = study.arms[drug]!.requests;
    let seen = 0;
    for (const [i, { arm, person }] of chunk.tasks.entries()) {
      if (arm !== drug) continue;
      const values = scenario.measures.map(
        ({ text }) => rows[i]!.values[requests.findIndex((request) => request.text === text)],
      );
      expectSame(values, onPaper(person as ReadonlyMap<string, number>));
      seen++;
    }
    expect(seen).toBe(size);

    const search = prepareSearch(
      searchOf(`
search: One
question: What is the peak?
duration: 2 days
people: 2
seed: 5
reference: mph
strategies:
  - {label: mph, treatment: methylphenidate 10 mg twice daily}
  - {label: more, treatment: methylphenidate 20 mg twice daily}
objectives:
  peak: {measure: "peak(plasma.methylphenidate)", better: lower, step: 0.05}
`),
      library,
    ).value!;
    const evaluator = evaluatorHere(search.prepared);
    const work = searchPlan(search, {} as never);
    const first = work.part(0);
    const outcomes = await evaluator.evaluate(first);
    let found = 0;
    for (const [i, { person }] of first.tasks.entries()) {
      const [peak] = onPaper(person as ReadonlyMap<string, number>);
      // Kinetics are linear: twice the dose is twice the peak.
      const ratios = outcomes[i]!.values.map((value) => value! / peak!);
      if (ratios.some((r) => Math.abs(r - 1) < 1e-6 || Math.abs(r - 2) < 2e-6)) found++;
    }
    expect(found).toBe(2 * 2);
    expect(samplePerson(study.sampler, 1, 0).parameters).toEqual(chunk.tasks[0]!.person);
  });

  it("fit, at every measured point", async () => {
    const { points, parameters } = await fitOf(
      [pkScenario(pkCsv(0.05, 3))],
      ["pk.ka", "pk.ke", "pk.volume"],
      {
        profiles: false,
      },
    );
    const [ka, ke, volume] = ["pk.ka", "pk.ke", "pk.volume"].map(
      (name) => parameters.find((one) => one.parameter.name === name)!.value,
    );
    expect(points).toHaveLength(hours.length);
    for (const { observation, predicted } of points) {
      const wanted = concentration(observation.time * 24, { ka: ka!, ke: ke!, volume: volume! });
      expect(Math.abs(predicted / wanted - 1)).toBeLessThan(2e-6);
    }
  });
});

describe("a measure of the shipped model is the same to 1e-6 of itself", () => {
  it("in a run of the whole and in a study of the part that it needs", async () => {
    const model = loadModel();
    const text = {
      duration: "6 weeks",
      person: "depressed-adult",
      arms: [
        { label: "taper", treatment: "escitalopram 10 mg daily for 3 weeks then 5 mg until week 5" },
        {
          label: "add",
          treatment: "escitalopram 10 mg daily and methylphenidate 10 mg twice daily from week 3",
        },
      ],
      measure: {
        occupancy: "at(sert.occupancy, week 4)",
        firing: "peak(raphe.firing)",
        blunting: "mean(affect.blunting_drug, week 5, week 6)",
        dopamine: "auc(dopamine.tonic, week 3, week 4)",
        mood: "change(scale.madrs, day 0, week 6)",
        late: "time_to(affect.blunting_drug, 0.01)",
      },
    };
    for (const { label, measures } of simulate(model, text).arms)
      for (const [name, { value }] of Object.entries(measures)) {
        const { result } = await scan(model, text, {
          measure: name,
          arm: label,
          vary: { "sert.expression": [1, 1.05] },
        });
        expect(value, name).toBeDefined();
        expect(Math.abs(result.nominal! / value! - 1), `${name} of ${label}`).toBeLessThan(1e-6);
      }
  });

  it("but for three times as much by the other solver", () => {
    const text = `
scenario: Two solvers
question: Do they agree?
duration: 2 days
arms: [{label: a, treatment: escitalopram 10 mg daily}]
measure: {prefrontal: "at(serotonin.prefrontal, day 1)", firing: "trough(raphe.firing)", area: "auc(sert.occupancy, day 0, day 2)"}
`;
    const [ours, other] = ["rodas5p", "odex"].map((solver) => measuresOf(runText(text, { solver })).a!);
    for (const [name, value] of Object.entries(ours!))
      expect(Math.abs(other![name]! / value - 1), name).toBeLessThan(3e-6);
  });
});
