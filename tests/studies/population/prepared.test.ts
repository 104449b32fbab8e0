import { describe, expect, it } from "vitest";
import { samplePerson } from "../../../src/runs/index.ts";
import { type Population, requestFor, type Scenario } from "../../../src/scenario/index.ts";
import { prepareStudy, studyPlan } from "../../../src/studies/index.ts";
import { subjectOf } from "../../../src/studies/population/plan.ts";
import type { PopulationQuestion } from "../../../src/studies/population/types.ts";
import { experimentOf, shippedLibrary } from "../../support/shipped.ts";

// What a population is measured for, when, and which runs that takes.

const library = shippedLibrary();
const population = [...library.populations.values()][0]!;
const { scenario } = experimentOf(`
scenario: Two arms
question: Who is blunted?
duration: 3 weeks
person: healthy-adult
arms:
  - {label: placebo}
  - {label: drug, treatment: escitalopram 10 mg daily}
measure: {firing: "at(vta.firing, week 2)", again: "at(vta.firing, week 2)"}
`);
const place = { file: "s.yaml", start: 0, end: 1 };

function prepared(more: Partial<PopulationQuestion> = {}, model = library.model) {
  const question = { scenario, population, size: 40, seed: 3, ...more };
  const { value, diagnostics } = prepareStudy(question, { ...library, model });
  if (!value) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return value.study;
}
const lasting = (duration: number): Scenario => ({ ...scenario, duration, measures: [] });
const without = (...targets: Population["targets"]): Population => ({ ...population, targets });
const published = population.targets.find(
  ({ statistic, above }) => statistic === "share" && above !== undefined,
)!;

describe("the points along time of a population", () => {
  it("are daily, from three weeks on weekly, or as far apart as is asked, none past the end", () => {
    const days = (duration: number, every?: number) => prepared({ scenario: lasting(duration), every }).days;
    expect(days(21)).toEqual([0, 7, 14, 21]);
    expect(days(24)).toEqual([0, 7, 14, 21]);
    expect(days(3)).toEqual([0, 1, 2, 3]);
    expect(days(20.5)).toHaveLength(21);
    expect(days(21, 10)).toEqual([0, 10, 20]);
    // Ten steps of a tenth are one, though their sum is not.
    expect(days(0.3, 0.1)).toEqual([0, 0.1, 0.2, 0.3]);
    expect(days(1, 0.1).at(-1)).toBe(1);
  });

  it("are those of what the model and the cut-off follow, once each, and of what is kept", () => {
    const study = prepared({ keep: ["vta.firing"] });
    expect(study.kept).toEqual(["vta.firing"]);
    expect(study.followed.slice(0, -1)).toEqual([
      ...new Set([...library.model.follow!, study.cutoff.request.variable]),
    ]);
    expect(study.followed.at(-1)).toBe("vta.firing");
    // What is followed anyway is not kept once more.
    const [first] = library.model.follow!;
    expect(prepared({ keep: [first!] }).kept).toEqual([]);
    expect(prepared().kept).toEqual([]);
    // A model need not have all that it says.
    const model = { ...library.model, follow: ["nothing.there", first!] };
    expect(prepared({}, model).followed).not.toContain("nothing.there");
    expect(prepared({}, { ...library.model, follow: undefined }).followed).toEqual([
      study.cutoff.request.variable,
    ]);
  });
});

describe("when somebody counts", () => {
  it("is at the published share's cut-off, at the end where the run is too short for its time", () => {
    const { cutoff } = prepared();
    const measure = published.measures[0]!;
    expect(cutoff).toMatchObject({
      who: published.name.replaceAll("_", " "),
      above: published.above,
      says: published.says ?? "",
    });
    expect(cutoff.request.variable).toBe(measure.variable);
    const early = {
      ...published,
      measures: [requestFor("at", measure.variable, [14], { place, named: "m" })],
    };
    expect(prepared({ population: without(early) }).cutoff.request.arguments).toEqual([14]);
    const last = {
      ...published,
      measures: [requestFor("at", measure.variable, [21], { place, named: "m" })],
    };
    expect(prepared({ population: without(last) }).cutoff.request.arguments).toEqual([21]);
    const late = {
      ...published,
      measures: [requestFor("at", measure.variable, [22], { place, named: "m" })],
    };
    expect(prepared({ population: without(late) }).cutoff.request.arguments).toEqual([
      Number.POSITIVE_INFINITY,
    ]);
  });

  it("is what has set in in the model where nothing was published, and cannot be said without either", () => {
    const { onset } = library.model;
    const bare = prepared({ population: without() });
    expect(bare.cutoff).toMatchObject({ who: "affected", above: onset!.above, says: "" });
    expect(bare.cutoff.request).toMatchObject({ variable: onset!.of, arguments: [Number.POSITIVE_INFINITY] });
    expect(bare.begun).toBe(onset!.says.replace(/^d/, "D"));
    const model = { ...library.model, onset: undefined };
    const { value, diagnostics } = prepareStudy(
      { scenario, population: without(), size: 4, seed: 0 },
      { ...library, model },
    );
    expect(value).toBeUndefined();
    expect(diagnostics).toHaveLength(1);
    const counted = prepared({}, model);
    expect([counted.onset, counted.begun]).toEqual([undefined, ""]);
  });
});

describe("the arms of a population", () => {
  const study = prepared({ keep: ["vta.firing"] });
  const [cohort, placebo, drug] = study.arms;

  it("are its cohort's, measured for inclusion criteria and targets, and the scenario's in its people", () => {
    const texts = (list: readonly { readonly text: string }[]) => [...new Set(list.map(({ text }) => text))];
    expect(cohort!.requests.map(({ text }) => text)).toEqual(
      texts([
        ...population.inclusion.map((s) => s.measure),
        ...population.targets.flatMap((t) => t.measures),
      ]),
    );
    expect(cohort!.held).toBe(cohort!.requests.length);
    expect(study.arms.slice(1).map(({ label, hasDrug }) => [label, hasDrug])).toEqual([
      ["placebo", false],
      ["drug", true],
    ]);
  });

  it("are measured once for what two measures ask alike, and hold all but what is kept over time", () => {
    const asked = drug!.requests.map(({ text }) => text);
    expect(new Set(asked).size).toBe(asked.length);
    expect(asked).toContain("at(vta.firing, week 2)");
    expect(drug!.requests.length - drug!.held).toBe(study.days.length);
    for (const { variable } of drug!.requests.slice(drug!.held)) expect(variable).toBe("vta.firing");
    expect(drug!.units).toHaveLength(asked.length);
    const onset = drug!.requests.findIndex(({ text }) => text === study.onset!.text);
    expect(drug!.units[onset]).toBe("day");
  });

  it("know which numbers can matter: those of their own drugs, and those behind the cut-off", () => {
    expect(drug!.parameters.has("escitalopram.clearance")).toBe(true);
    expect(placebo!.parameters.has("affect.felt_share")).toBe(true);
    // Scales read feeling, and nothing of feeling hangs on them.
    for (const { parameters } of [placebo!, drug!])
      expect([...parameters].filter((name) => name.startsWith("scale."))).toEqual([]);
    expect(library.model.modules.find(({ name }) => name === "scale")!.parameters.length).toBeGreaterThan(0);
  });

  it("have no subject that cannot be", () => {
    const { value, diagnostics } = prepareStudy(
      {
        scenario: { ...scenario, measures: [requestFor("at", "no.such", [1], { place, named: "x" })] },
        population,
        size: 4,
        seed: 0,
      },
      library,
    );
    expect(value).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toContain("unknown-variable");
  });
});

describe("the runs of a population", () => {
  const study = prepared();
  const plan = studyPlan(study, { scenario: "s" });

  it("are every subject in every arm, sixteen subjects a part, arm by arm", () => {
    expect(plan.parts).toBe(3);
    expect(plan.describes).toEqual({ scenario: "s", size: 40, seed: 3 });
    const parts = [0, 1, 2].map((index) => plan.part(index));
    expect(parts.map(({ tasks }) => tasks.length)).toEqual([48, 48, 24]);
    expect(parts.map(({ from }) => from)).toEqual([0, 48, 96]);
    expect(parts[2]!.tasks.map(({ arm }) => arm)).toEqual([0, 1, 2].flatMap((arm) => Array(8).fill(arm)));
  });

  it("are each of the subject that its place says", () => {
    for (let part = 0; part < plan.parts; part++) {
      const { from, tasks } = plan.part(part);
      tasks.forEach(({ person }, i) => {
        const subject = subjectOf(from + i, study);
        expect(person).toEqual(samplePerson(study.sampler, 3, subject).parameters);
      });
    }
    const seen = Array.from({ length: 120 }, (_, task) => subjectOf(task, study));
    for (let subject = 0; subject < 40; subject++)
      expect(seen.filter((one) => one === subject)).toHaveLength(3);
  });
});
