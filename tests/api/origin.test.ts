import { describe, expect, it } from "vitest";
import * as api from "../../src/api/index.ts";
import { prepareScenario, recordOf } from "../../src/cli/experiment.ts";
import { type RecordJson, recordJson } from "../../src/document/index.ts";
import { sha256Of } from "../../src/files/index.ts";
import { inTemporaryFolder, write } from "../support/cli.ts";
import { wholeFiles, wholePoints, wholeSearch } from "../support/whole-model.ts";

const model = api.loadModel(wholeFiles);
const other = api.loadModel({
  ...wholeFiles,
  "m.yaml": wholeFiles["m.yaml"]!.replace("value: 1,", "value: 1.5,"),
});
const scenario = {
  duration: "1 week",
  arms: [{ label: "without" }, { label: "drug", treatment: "calmol 10 mg daily" }],
  measure: { level: "at(m.x, day 7)" },
};
const one = { ...scenario, arms: scenario.arms.slice(1) };
const ask = { measure: "level", arm: "drug" };

type Carries = () => api.Recorded | Promise<api.Recorded>;

/** A call of every function of the library that gives numbers. */
const numbers: Readonly<Record<string, Carries>> = {
  checkClaims: () => api.checkClaims(model, ["falls"]),
  compare: () => api.compare(model, scenario, undefined, { arms: ["without", "drug"] }),
  explain: () => api.explain(model, "m.tau"),
  fit: () =>
    api.fit(
      model,
      { ...one, data: "points.csv" },
      {
        parameters: ["m.tau"],
        profiles: false,
        files: { "points.csv": wholePoints },
      },
    ),
  measure: () => api.measure(api.simulate(model, one).arms[0]!, "trough(m.x)"),
  population: () => api.population(model, scenario, { size: 3 }),
  requirement: () => api.requirement(model, scenario, { ...ask, parameters: ["m.tau"], atMost: 0.9 }),
  scan: () => api.scan(model, scenario, { ...ask, vary: { "m.tau": [0.5, 2] } }),
  search: () => api.search(model, wholeSearch, { hypotheses: "none" }),
  sensitivity: () => api.sensitivity(model, scenario, { ...ask, parameters: ["m.tau"], method: "local" }),
  simulate: () => api.simulate(model, scenario),
  simulatePopulation: () => api.simulatePopulation(model, scenario, { size: 3 }),
  simulator: () => api.simulator(model)(one),
  steady: () => api.steady(model, scenario),
  why: () => api.why(model, scenario, { ...ask, systemsOnly: true }),
};

/** Those that give none, or give them otherwise. */
const others: Readonly<Record<string, string>> = {
  LullFault: "an error",
  loadModel: "models, which have an `origin`",
  list: "names",
  upstream: "names",
  circuit: "names",
  equations: "a text with the line of its record in it",
  nearbySimulator: "what a `simulator` lends, which knows the record",
};

describe("every result of the library", () => {
  it("is among those that are asked here, or gives no numbers", () => {
    const known = [...Object.keys(numbers), ...Object.keys(others)];
    expect(Object.keys(api).sort()).toEqual(known.sort());
  });

  it.each(Object.entries(numbers))(
    "of `%s` carries the record of its models and the line of it",
    async (name, call) => {
      const { record, provenance } = await call();
      expect(record.record).toMatch(/^[0-9a-f]{16}$/);
      expect(record).toMatchObject({ model: "small", model_hash: model.origin.modelHash });
      for (const input of model.origin.inputs) expect(record.inputs).toContainEqual(input);
      expect(provenance).toMatch(
        new RegExp(`model small ${model.origin.modelHash}, .*record ${record.record}$`),
      );
      if (name === "explain") return;
      expect(record.arms.map(({ treatment }) => treatment)).toContain("calmol 10 mg daily");
      expect((await call()).record).toEqual(record);
    },
  );

  it("of `equations` has the line in it, as Markdown, LaTeX and a page", async () => {
    for (const to of ["markdown", "latex", "html"] as const)
      for (const settings of [{}, { scenario, arm: "drug" }]) {
        const text = await api.equations(model, { ...settings, to });
        const record = /record[^0-9a-f]{1,40}([0-9a-f]{16})/.exec(text)?.[1];
        expect(record, to).toBeDefined();
        expect(await api.equations(other, { ...settings, to })).not.toContain(record);
      }
  });

  it("of `simulator` says how exactly it was computed, when asked, and copies no record to another thread", () => {
    const run = api.simulator(model);
    const [coarse, exact] = [run(one), run(one, { precision: "exact" })];
    expect(coarse.record.rtol).toBeGreaterThan(exact.record.rtol);
    expect(exact.record).toMatchObject({ rtol: 1e-6, atol: 1e-8 });
    expect(exact.record.arms).toEqual(api.simulate(model, one).record.arms);
    expect(run.origin(one)).toEqual({ record: coarse.record, provenance: coarse.provenance });
    expect(Object.keys(structuredClone(coarse))).not.toContain("record");
  });

  it("of a scenario's own seed names that one, and people are drawn by it", () => {
    const seeded = { ...scenario, seed: 7 };
    const { record, subjects } = api.simulatePopulation(model, seeded, { size: 3 });
    expect(record.seed).toBe(7);
    expect(subjects).toEqual(api.simulatePopulation(model, scenario, { size: 3, seed: 7 }).subjects);
  });

  it("of a search names the seed of its plan", async () => {
    expect((await api.search(model, wholeSearch, { hypotheses: "none" })).record.seed).toBe(4);
    expect((await api.search(model, wholeSearch, { hypotheses: "none", seed: 5 })).record.seed).toBe(5);
  });
});

/** What both ways of asking know; paths of own files differ, and the command is a call. */
const shared = ({ inputs, command: _, arguments: __, record: ___, ...rest }: RecordJson) => ({
  ...rest,
  shipped: inputs.filter(({ shipped }) => shipped),
  own: inputs.filter(({ shipped }) => !shipped).map(({ sha256 }) => sha256),
});

describe("the record of a run", () => {
  it("is the same from the library and from the command line", () => {
    const asked = `scenario: Mine
question: What happens?
duration: 1 week
seed: 3
person: depressed-adult
arms:
  - {label: placebo, care: trial}
  - {label: drug, care: trial, treatment: escitalopram 10 mg daily, knockout: [raphe.autoreceptor_brake]}
measure: {occupancy: "at(sert.occupancy, end)"}
`;
    inTemporaryFolder((folder) => {
      const path = write(folder, "mine.yaml", asked);
      const changed = {
        set: ["escitalopram.clearance=40"],
        knockout: ["vta.serotonin_2c_brake=0.5"],
        hypothesis: ["raphe.firing_recovery=slow_drive"],
      };
      const options = { ...changed, person: "smoker", duration: "2 weeks", seed: 0, rtol: 1e-5 };
      const byVerb = recordJson(recordOf(prepareScenario(path, options), options, ["run"]));
      const { record } = api.simulate(api.loadModel(), asked, {
        set: { "escitalopram.clearance": 40 },
        knockout: { "vta.serotonin_2c_brake": 0.5 },
        hypothesis: { "raphe.firing_recovery": "slow_drive" },
        person: "smoker",
        duration: "2 weeks",
        rtol: 1e-5,
      });
      expect(shared(record)).toEqual(shared(byVerb));
      expect(record.overrides).toContainEqual(expect.stringMatching(/^drug: escitalopram\.clearance=40/));
      expect(record.outside_range).toContainEqual(expect.stringContaining("escitalopram.clearance is 40"));
      expect(Object.keys(record.state_sizes).length).toBeGreaterThan(0);
      expect(shared(record).own).toEqual([sha256Of(asked)]);
    });
  });
});
