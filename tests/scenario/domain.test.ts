import { describe, expect, it } from "vitest";
import { loadModel, simulate } from "../../src/index.ts";
import { readScenario } from "../../src/language/index.ts";
import { domainOf, isInDomain, limitsOf, type ParameterSource } from "../../src/model/index.ts";
import { populationSampler, prepareArms, samplePerson } from "../../src/runs/index.ts";
import { joinWithDrugs, prepare } from "../../src/scenario/index.ts";
import { dedent } from "../support/carets.ts";
import { drugFile } from "../support/drugs.ts";
import { runText, shippedLibrary } from "../support/shipped.ts";

const library = shippedLibrary();
const { drugs, model } = library;

const diagnosticsOf = (scenario: string, files: Record<string, string> = {}) => {
  const read = readScenario("scenario.yaml", dedent(scenario), (path) => files[path]);
  if (!read.value) return read.diagnostics;
  const own = read.value;
  const people = new Map([...library.people, ...own.people.map((p) => [p.name, p] as const)]);
  const { value, diagnostics } = prepare(own.scenario, { ...library, people });
  expect(value === undefined).toBe(diagnostics.some((d) => d.severity === "error"));
  return diagnostics;
};

/** Numbers that mean nothing for a parameter, in its unit. */
function meaningless({ unit, ...declared }: ParameterSource): number[] {
  const domain = domainOf({ unit, ...declared });
  const { low, high, isOpen } = limitsOf(domain, unit);
  const size = Math.max(1, Math.abs(declared.value));
  return [
    ...(Number.isFinite(high) ? [high / unit.factor + size, high / unit.factor + 1e-6 * size] : []),
    ...(Number.isFinite(low) ? [low / unit.factor - size, low / unit.factor - 1e-6 * size] : []),
    ...(isOpen ? [0] : []),
  ];
}

describe("no input outside its domain gives a number", () => {
  const joined = joinWithDrugs(model, [...drugs.values()]).value!;
  const parameters = [...joined.entries.values()].flatMap((e) =>
    e.kind === "parameter" ? [[e.name, e.source] as const] : [],
  );
  const treatment = [...drugs.keys()].map((drug) => `{drug: ${drug}, dose: 1 mg, every: 1 day}`).join(", ");

  it("`prepare` refuses every parameter of the shipped model and its drugs, on either side of its domain", () => {
    const cases = parameters.flatMap(([name, source]) =>
      meaningless(source).map((value) => ({ name, value })),
    );
    expect(cases.length).toBeGreaterThan(600);
    const arms = cases.map(({ name, value }, i) => `  - {label: "${i}", set: {${name}: ${value}}}`);
    const found = diagnosticsOf(
      `
scenario: s
question: q
duration: 1 day
arms:
  - {label: base, treatment: [${treatment}]}
${arms.join("\n")}
`,
    ).filter((d) => d.code === "domain");
    for (const { name, value } of cases)
      expect(
        found.some((d) => d.message.startsWith(`"${name}" must be`)),
        `${name} = ${value}`,
      ).toBe(true);
    expect(new Set(found.map((d) => d.place!.start)).size).toBe(cases.length);
  });

  it("`samplePerson` draws nobody outside a domain, and no shares that are more than the whole", () => {
    const shipped = library.populations.get("depressed-adults")!;
    const { arm, duration } = shipped.cohort;
    const wide = {
      ...shipped,
      spread: 1,
      kinetics: shipped.kinetics
        .map((k) => ({ ...k, cv: 1.5 }))
        .concat([{ parameter: "bioavailability", cv: 0.8, sources: [], place: shipped.place }]),
    };
    const { systems } = prepareArms([{ arm, duration, requests: [] }], library);
    const sampler = populationSampler(wide, library, systems).value!;
    const byName = new Map(parameters);
    for (let i = 0; i < 100; i++) {
      const { parameters: drawn } = samplePerson(sampler, 5, i);
      for (const [name, value] of drawn) {
        const source = byName.get(name)!;
        expect(isInDomain(source, value / source.unit.factor), `${name} = ${value}`).toBe(true);
      }
      const shares = [...drawn].filter(([name]) => name.startsWith("escitalopram.share_"));
      expect(shares.reduce((sum, [, x]) => sum + x, 0)).toBeLessThanOrEqual(1 + 1e-12);
    }
  });

  it("`simulate` of the library says of a number that is lost in its unit that it is too large, not that it is none", () => {
    const scenario = { duration: "1 day", arms: [{ label: "a", treatment: "escitalopram 10 mg daily" }] };
    expect(() => simulate(loadModel(), scenario, { set: { "escitalopram.clearance": 1e308 } })).toThrow(
      '"escitalopram.clearance" must be above 0, but it is too large a number to compute with.',
    );
  });

  it("`populationSampler` refuses distributions that reach out of a domain", () => {
    const shipped = library.populations.get("depressed-adults")!;
    const { systems } = prepareArms([{ ...shipped.cohort, requests: [] }], library);
    const { place } = shipped;
    const codes = (name: string, distribution: (typeof shipped.parameters)[number]["distribution"]) =>
      populationSampler(
        { ...shipped, parameters: [{ name, distribution, place }] },
        library,
        systems,
      ).diagnostics.map((d) => d.code);
    expect(codes("escitalopram.bioavailability", { kind: "uniform", low: 0.5, high: 80 })).toEqual([
      "domain",
    ]);
    expect(codes("raphe.coupling_time", { kind: "fixed", value: -3 })).toEqual(["domain"]);
    expect(codes("raphe.coupling_time", { kind: "normal", mean: 4, sd: 2, within: [-1, 9] })).toEqual([
      "domain",
    ]);
    expect(codes("raphe.coupling_time", { kind: "normal", mean: 4, sd: 2 })).toEqual([]);
  });

  it("`simulate` of the library throws, also for what is not a number", () => {
    const loaded = loadModel();
    const arms = [{ label: "a", treatment: "escitalopram 10 mg daily" }];
    const attempt = (set: Record<string, number>) => () =>
      simulate(loaded, { duration: "1 day", arms }, { set });
    expect(attempt({ "escitalopram.clearance": -49.6 })).toThrow(/must be above 0/);
    expect(attempt({ "raphe.coupling_time": Number.NaN })).toThrow(/raphe.coupling_time/);
  });
});

describe("people", () => {
  const person = (lines: string) => ({
    "p.yaml": `person: p\ntitle: P\nabout: P.\n${lines}\n`,
  });
  const scenario = "scenario: s\nquestion: q\nduration: 1 day\nperson: p.yaml\narms: [{label: a}]\n";

  it("are refused where they set or scale out of a domain, at their own line", () => {
    for (const lines of ["set: {raphe.coupling_time: -3}", "scale: {serotonin.raphe_share: 2}"]) {
      const files = person(lines);
      const [fault, ...more] = diagnosticsOf(scenario, files);
      expect(more).toEqual([]);
      expect(fault).toMatchObject({ code: "domain", place: { file: "p.yaml" } });
      expect(files["p.yaml"].slice(fault!.place!.start, fault!.place!.end)).toMatch(/^(raphe|serotonin)/);
    }
  });

  it("are refused a range of their own that reaches out of a domain, as set and as a factor", () => {
    for (const lines of [
      "set: {raphe.coupling_time: {value: 5, range: [-2, 9]}}",
      "set: {serotonin.raphe_share: {value: 0.9, range: [0.8, 1.3]}}",
      "scale: {serotonin.raphe_share: {value: 0.9, range: [0.5, 1.5]}}",
    ])
      expect(diagnosticsOf(scenario, person(lines)), lines).toMatchObject([
        {
          code: "domain",
          message: expect.stringContaining("its range reaches from"),
          help: expect.not.stringContaining("key domain"),
          place: { file: "p.yaml" },
        },
      ]);
    expect(
      diagnosticsOf(scenario, person("scale: {serotonin.raphe_share: {value: 0.9, range: [0.5, 1.05]}}")),
    ).toEqual([]);
  });

  it("are told where they leave a range without giving one of their own", () => {
    expect(diagnosticsOf(scenario, person("set: {raphe.coupling_time: 20}"))).toMatchObject([
      { severity: "warning", code: "outside-range" },
    ]);
    expect(
      diagnosticsOf(scenario, person("set: {raphe.coupling_time: {value: 20, range: [15, 25]}}")),
    ).toEqual([]);
  });

  it("shipped ones and shipped care leave no domain, and no range without one of their own", () => {
    const arms = [...library.people.keys()].map((name) => `  - {label: "${name}", person: ${name}}`);
    const care = model.care.map(({ name }) => `  - {label: "${name}", care: ${name}}`);
    expect(
      diagnosticsOf(`
scenario: s
question: q
duration: 1 day
arms:
${[...arms, ...care].join("\n")}
`),
    ).toEqual([]);
  });
});

describe("a number outside its range", () => {
  const text = (set: string) => `
scenario: s
question: q
duration: 2 days
arms: [{label: plain}, {label: far, set: {${set}}}]
plot: [{title: T, show: [raphe.firing]}]
measure: {madrs: "at(scale.madrs, end)"}
`;

  it("runs, and is named with its range in the diagnostics, in the result and among the overrides", () => {
    expect(diagnosticsOf(text("raphe.coupling_time: 20"))).toMatchObject([
      { code: "outside-range", message: expect.stringContaining("outside the range of 3 to 8 day") },
    ]);
    const { arms, manifest } = runText(text("raphe.coupling_time: 20"));
    expect(arms.map((arm) => arm.outside?.map((o) => o.name))).toEqual([[], ["raphe.coupling_time"]]);
    expect(manifest.overrides).toEqual(["far: raphe.coupling_time=20 (outside its range 3 to 8)"]);
  });

  it("a scale that leaves its own bounds says so", () => {
    const { arms } = runText(text("depression.illness: 2, scale.madrs_episode: 40"));
    expect(arms[0]!.trajectory.notes).toEqual([]);
    // Nor can more than all of feeling be missing.
    expect(arms[1]!.trajectory.notes).toMatchObject([
      expect.stringMatching(/^affect\.blunting leaves its bounds of -1 to 1 on day 0 and goes to 1\.\d/),
      expect.stringMatching(/^affect\.blunting_illness leaves its bounds of -1 to 1 on day 0/),
      expect.stringMatching(/^scale\.madrs leaves its bounds of 0 to 60 points on day 0 and goes to 7\d/),
    ]);
  });
});

describe("shares of a drug's clearance", () => {
  it("are refused when what is set makes them more than the whole", () => {
    const text = `
      scenario: s
      question: q
      duration: 1 day
      arms: [{label: a, treatment: escitalopram 10 mg daily, set: {escitalopram.share_cyp2c19: 0.9}}]`;
    expect(diagnosticsOf(text).filter((d) => d.severity === "error")).toMatchObject([
      { code: "shares-above-one", message: expect.stringContaining("carry 1.2 of its clearance") },
    ]);
  });
});

describe("drug files", () => {
  it.each([
    ["bioavailability", 72],
    ["clearance", -49.6],
    ["volume", 0],
    ["absorption", -1],
  ])("`readDrug` refuses %s of %d", (key, value) => {
    const scenario = `
      scenario: s
      question: q
      duration: 1 day
      arms: [{label: a, treatment: [{drug: d.yaml, dose: 1 mg, every: 1 day}]}]`;
    const found = diagnosticsOf(scenario, {
      "d.yaml": drugFile("d", { volume: 9, clearance: 9, [key]: value }),
    });
    expect(found[0]).toMatchObject({ code: "domain", message: expect.stringContaining(`"${key}" must be`) });
  });
});
