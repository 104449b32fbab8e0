import { describe, expect, it } from "vitest";
import {
  checkClaims,
  circuit,
  explain,
  type Kind,
  LullFault,
  list,
  loadModel,
  measure,
  nearbySimulator,
  simulate,
  simulatePopulation,
  simulator,
  upstream,
} from "../../src/index.ts";
import { soundFiles } from "../support/files.ts";

const treated = {
  duration: "2 weeks",
  person: "depressed-adult",
  arms: [{ label: "10 mg", care: "trial", treatment: "escitalopram 10 mg daily" }],
  measure: { occupancy: "at(sert.occupancy, week 2)" },
};

const steady = `module: steady
title: Steady
about: A state that follows firing.
parameters:
  pace: {value: 3, unit: day, range: [1, 9], tier: assumed, about: Its pace.}
states:
  level: {unit: "1", initial: 1, rate: "(raphe.firing - level) / pace", about: Follows firing.}
`;

const faultOf = (act: () => unknown): LullFault => {
  try {
    act();
  } catch (error) {
    if (error instanceof LullFault) return error;
    throw error;
  }
  throw new Error("no fault");
};

describe("loadModel", () => {
  it("gives the shipped model, the same one each time", () => {
    expect(loadModel()).toBe(loadModel());
    expect(loadModel().name).toBe("emotional-blunting");
  });

  it("joins own files to the shipped ones, as an object or as a map", () => {
    for (const files of [{ "steady.yaml": steady }, new Map([["steady.yaml", steady]])]) {
      const model = loadModel(files);
      const arm = simulate(model, treated).arm("10 mg");
      const [low] = arm.series("steady.level").values.slice(-1);
      expect(low).toBeLessThan(1);
      expect(arm.baseline("steady.level")).toBe(1);
    }
    expect(list(loadModel(), "modules").some((m) => m.name === "steady")).toBe(false);
  });

  it("lets a file take the place of the shipped one of the same name", () => {
    const person =
      "person: healthy-adult\ntitle: Mine\nabout: Another healthy adult.\nset: {affect.reactivity: 0.9}\n";
    const own = loadModel({ "p.yaml": person });
    expect(own.library.people.size).toBe(loadModel().library.people.size);
    const start = (model: typeof own) =>
      simulate(model, { duration: "1 day", arms: [{ label: "a" }] }).arms[0]!.baseline(
        "affect.positive_reactivity",
      );
    expect(start(own)).toBeCloseTo(0.9 * start(loadModel()), 6);
  });

  it("reads a map that holds a model file as a whole library", () => {
    const model = loadModel(soundFiles);
    expect(model.name).toBe("small");
    expect(list(model, "drugs").map((d) => d.name)).toEqual(["calmol"]);
    const { arms } = simulate(model, { duration: "3 days", arms: [{ label: "a" }] });
    expect(arms[0]!.names).toContain("m.x");
  });

  it("throws all faults of all files at once, each with its place", () => {
    const fault = faultOf(() =>
      loadModel({
        "a.yaml": steady.replace("raphe.firing", "raphe.fring"),
        "b.yaml": "person: x\ntitle: X\nabut: y\nset: {}\n",
        "c.yaml": "nothing: known\n",
      }),
    );
    expect(fault.diagnostics.map((d) => [d.place?.file, d.code])).toEqual(
      expect.arrayContaining([
        ["b.yaml", "unknown-key"],
        ["c.yaml", "unknown-kind"],
      ]),
    );
    const joined = faultOf(() => loadModel({ "a.yaml": steady.replace("raphe.firing", "raphe.fring") }));
    expect(joined.message).toMatch(/a\.yaml:7:\d+[\s\S]*Did you mean "raphe\.firing"/);
  });

  it("refuses a module that drifts without a drug, or an effect that is not 1", () => {
    const drifting = steady.replace("(raphe.firing - level)", "(2 - level)");
    expect(faultOf(() => loadModel({ "a.yaml": drifting })).message).toMatch(/steady\.level/);
    const effect = `${steady}effects:\n  push: {formula: "2 * level", about: Pushes.}\n`;
    expect(faultOf(() => loadModel({ "a.yaml": effect })).message).toMatch(/steady\.push/);
  });

  it("refuses sources that no evidence names", () => {
    const sourced = steady.replace("tier: assumed", "tier: animal, sources: [nobody1900]");
    expect(faultOf(() => loadModel({ "a.yaml": sourced })).message).toMatch(/nobody1900/);
  });
});

describe("simulate", () => {
  it("takes YAML text and an object alike", () => {
    const text =
      "scenario: Same\nquestion: Same?\nduration: 2 weeks\nperson: depressed-adult\narms: [{label: 10 mg, care: trial, treatment: escitalopram 10 mg daily}]\nmeasure: {occupancy: 'at(sert.occupancy, week 2)'}\n";
    const [a, b] = [simulate(loadModel(), text), simulate(loadModel(), treated)];
    expect(a.arms[0]!.measures).toEqual(b.arms[0]!.measures);
    expect(a.arms[0]!.measures.occupancy!.value).toBeGreaterThan(0.6);
    expect(a.duration).toBe(14);
  });

  it("cuts mechanisms, takes rival hypotheses, sets numbers and changes person and duration in every arm", () => {
    const end = (changes: Parameters<typeof simulate>[2], what = "at(raphe.firing, day 7)") =>
      measure(simulate(loadModel(), treated, changes).arms[0]!, what).value!;
    const plain = end({});
    expect(end({ knockout: ["raphe.autoreceptor_brake"] })).toBeGreaterThan(plain + 0.1);
    const half = end({ knockout: { "raphe.autoreceptor_brake": 0.5 } });
    expect(half).toBeGreaterThan(plain);
    expect(end({ hypothesis: { "raphe.firing_recovery": "slow_drive" } })).not.toBeCloseTo(plain, 3);
    expect(end({ set: { "raphe.coupling_time": 8 } })).toBeLessThan(plain);
    expect(end({ person: "healthy-adult" }, "at(affect.depression, day 0)")).toBe(0);
    expect(simulate(loadModel(), treated, { duration: "3 weeks" }).duration).toBe(21);
  });

  it("throws what is wrong with text, names and options", () => {
    expect(
      faultOf(() => simulate(loadModel(), { ...treated, duration: "2 parsecs" })).diagnostics[0]!.code,
    ).toBe("bad-unit");
    expect(faultOf(() => simulate(loadModel(), treated, { knockout: ["raphe.brake"] })).message).toMatch(
      /raphe\.brake/,
    );
    expect(faultOf(() => simulate(loadModel(), treated, { duration: "long" })).message).toMatch(/long/);
    expect(() => simulate(loadModel(), treated, { knockout: { "raphe.desensitisation": 2 } })).toThrow(
      /^invalid knockout/,
    );
    const outcome = simulate(loadModel(), treated);
    expect(() => outcome.arm("20 mg")).toThrow(/^invalid arm: 20 mg; expected one of "10 mg"/);
    expect(() => outcome.arms[0]!.series("sert.occupied")).toThrow(/^invalid quantity/);
    expect(faultOf(() => measure(outcome.arms[0]!, "at(sert.occupancy")).message).toMatch(/measure:1:1/);
  });

  it("tells warnings and doses", () => {
    const { warnings, arms } = simulate(loadModel(), {
      duration: "1 week",
      arms: [{ label: "a", treatment: "escitalopram 40 mg daily" }],
    });
    expect(warnings.join()).toMatch(/licensed maximum/);
    expect(arms[0]!.doses).toMatchObject({ asked: 7, delivered: 7, amount: 280 });
    expect(arms[0]!.status.kind).toBe("success");
  });

  it("reads drug files that the scenario names by path from the given texts", () => {
    const model = loadModel(soundFiles);
    const scenario = {
      duration: "2 days",
      arms: [{ label: "a", treatment: [{ drug: "./mine.yaml", dose: "10 mg", every: "1 day" }] }],
    };
    const files = { "mine.yaml": soundFiles["calmol.yaml"]!.replace("drug: calmol", "drug: mine") };
    expect(simulate(model, scenario, { files }).arms[0]!.names).toContain("plasma.mine");
  });
});

describe("the rest of the library", () => {
  it("`simulator` gives what `simulate` gives, exactly or nearly", () => {
    const run = simulator(loadModel());
    const exact = simulate(loadModel(), treated).arms[0]!.measures.occupancy!.value!;
    expect(run(treated, { precision: "exact" }).measures.occupancy!.value).toBeCloseTo(exact, 9);
    const coarse = run(treated, { wanted: ["sert.occupancy"] });
    expect(coarse.measures.occupancy!.value).toBeCloseTo(exact, 2);
    expect([...coarse.series.keys()]).toEqual(["sert.occupancy"]);
    expect(coarse.series.get("sert.occupancy")!.length).toBe(coarse.times.length);
    expect(() => run({ ...treated, person: "nobody" })).toThrow(/nobody/);
  });

  it("`nearbySimulator` gives nothing before it has borrowed, then what the lending `simulator` gives coarsely", async () => {
    const run = simulator(loadModel());
    const near = nearbySimulator();
    expect(near.simulate(treated, ["sert.occupancy"])).toBeUndefined();
    await near.prepare(treated, async () => structuredClone(run.lend(treated)));
    const other = { ...treated, arms: [{ ...treated.arms[0], treatment: "escitalopram 5 mg daily" }] };
    // On a machine that needs more than a frame for it, it leaves the answer to the lender.
    const outcome = near.simulate(other, ["sert.occupancy"]) ?? run(other, { wanted: ["sert.occupancy"] });
    expect(outcome).toEqual(run(other, { wanted: ["sert.occupancy"] }));
    expect(() => run.lend({ ...treated, person: "nobody" })).toThrow(/nobody/);
  });

  it("`list` knows every kind, `explain` every parameter, state, value and effect", () => {
    const model = loadModel();
    const kinds: Kind[] = [
      "modules",
      "effects",
      "parameters",
      "variables",
      "hypotheses",
      "drugs",
      "people",
      "populations",
      "claims",
      "care",
      "sources",
    ];
    for (const kind of kinds) {
      const rows = list(model, kind);
      expect(rows.length, kind).toBeGreaterThan(0);
      for (const { name, about } of rows) expect(name.length + about.length, name).toBeGreaterThan(3);
    }
    for (const kind of ["effects", "parameters", "variables"] as const)
      for (const { name } of list(model, kind)) {
        const told = explain(model, name);
        expect(kind === "parameters" ? told.tier : told.formula, name).toBeDefined();
      }
    expect(() => explain(model, "vta.nothing")).toThrow(/^invalid name/);
  });

  it("`upstream` and `circuit` follow the arrows", () => {
    const model = loadModel();
    expect(upstream(model, "affect.blunting").has("vta.serotonin_2c_brake")).toBe(true);
    expect(upstream(model, "sert.occupancy").has("vta.serotonin_2c_brake")).toBe(false);
    expect(
      circuit(model).edges.some((e) => e.to === "vta" && e.effects.includes("vta.serotonin_2c_brake")),
    ).toBe(true);
  });

  it("`checkClaims` judges shipped and own claims", () => {
    const claim = `claim: slower
row: vta-2c
says: "Dopamine cells fire less."
contested: debated
person: healthy-adult
duration: 2 weeks
treatment: [{drug: escitalopram, dose: 10 mg, every: 1 day}]
measure: "at(vta.firing, week 2)"
expect: {below: 0.5}
carried_by: [vta.serotonin_2c_brake]
no_effect: 1
`;
    const [own] = checkClaims(loadModel({ "c.yaml": claim }), ["slower"]).verdicts;
    expect(own).toMatchObject({ passes: false, expected: "below 0.5" });
    expect(own!.reason).toMatch(/too high/);
    const [sound] = checkClaims(loadModel({ "c.yaml": claim.replace("0.5", "0.9") }), ["slower"]).verdicts;
    expect(sound!.passes).toBe(true);
    expect(sound!.knockouts[0]!.removes).toBeGreaterThan(0.5);
    expect(() => checkClaims(loadModel(), ["slower"])).toThrow(/^invalid claim: slower/);
  });

  it("`simulatePopulation` gives the same people in parts as at once", () => {
    const whole = simulatePopulation(loadModel(), treated, { size: 4, seed: 5 }).subjects;
    const parts = [0, 2].flatMap(
      (from) => simulatePopulation(loadModel(), treated, { size: 2, from, seed: 5 }).subjects,
    );
    expect(parts.map((p) => [p.subject, p.traits])).toEqual(whole.map((p) => [p.subject, p.traits]));
    for (const [i, { measures }] of parts.entries())
      expect(measures.occupancy).toBeCloseTo(whole[i]!.measures.occupancy!, 5);
    expect(simulatePopulation(loadModel(), treated, { size: 4, seed: 6 }).subjects).not.toEqual(whole);
    expect(() => simulatePopulation(loadModel(), treated, { size: 1, population: "martians" })).toThrow(
      /^invalid population/,
    );
  });
});
