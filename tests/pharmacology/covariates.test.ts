import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile/index.ts";
import { readScenario } from "../../src/language/index.ts";
import { armRecord, type Cast, prepare } from "../../src/scenario/index.ts";
import { simulate } from "../../src/simulation/index.ts";
import { drugFile, drugFrom, readDrugText } from "../support/drugs.ts";
import { compiled } from "../support/regimens.ts";
import { shippedLibrary } from "../support/shipped.ts";

const factor = (value: number) => `{value: ${value}, range: [0.01, 2], tier: assumed}`;
const calmol = drugFrom(
  drugFile(
    "calmol",
    { clearance: 48, volume: 100 },
    `covariates:
  - {creatinine_clearance: [0, 30], clearance: ${factor(0.25)}}
  - {creatinine_clearance: [30, 60], clearance: ${factor(0.5)}}
  - {age: [65, 131], sex: male, clearance: ${factor(0.6)}}
  - {child_pugh: [A, B], clearance: ${factor(0.8)}}\n`,
  ),
);

function prepared(body: string, more: { treatment?: string; drugs?: Cast["drugs"] } = {}) {
  const { treatment = "calmol 10 mg daily", drugs = new Map([["calmol", calmol]]) } = more;
  const text = `scenario: S\nquestion: Q\nduration: 4 weeks\n${body}\narms: [{label: a, treatment: ${treatment}}]\n`;
  const read = readScenario("s.yaml", text);
  const { model, people } = shippedLibrary();
  const cast = { model, people, drugs };
  const result = read.value && prepare(read.value.scenario, cast);
  const diagnostics = [...read.diagnostics, ...(result?.diagnostics ?? [])];
  return {
    problem: result?.value?.problems[0],
    record: read.value && armRecord(read.value.scenario.arms[0]!, cast),
    diagnostics,
    codes: diagnostics.map((d) => d.code),
    text,
  };
}

describe("covariates", () => {
  it.each([
    ["creatinine_clearance: 20 mL/min", 0.25],
    ["creatinine_clearance: 1.2 L/hour", 0.25],
    ["creatinine_clearance: 30 mL/min", 0.5],
    ["creatinine_clearance: 120 mL/min", 1],
    ["age: 80, sex: male", 0.6],
    ["child_pugh: B", 0.8],
    ["child_pugh: none", 1],
    ["creatinine_clearance: 20 mL/min, child_pugh: A, age: 70, sex: male", 0.25 * 0.8 * 0.6],
  ])("{%s} multiply the clearance by what the drug's file knows", (body, wanted) => {
    const { problem, codes } = prepared(`covariates: {${body}}`);
    expect(codes).toEqual([]);
    expect((problem!.before.get("calmol.clearance") ?? 48) / 48).toBeCloseTo(wanted, 12);
  });

  it("bring the exposure that the clearance says: what is left decays with CL / V", () => {
    const eliminated = (body: string) => {
      const { problem } = prepared(body, { treatment: "calmol 10 mg iv over 3 hours single dose" });
      const result = simulate(problem!, compile(problem!.system), {
        rtol: 1e-8,
        only: new Set(["calmol.eliminated"]),
      });
      return result.columns.get("calmol.eliminated")!.values.at(-1)!;
    };
    // What is left of 10 mg after the infusion decays with k = CL / V; of it (1 - exp(-k t)) is gone at the end.
    const gone = (clearance: number) => {
      const k = clearance / 100;
      const over = 3 / 24;
      return 10 - (10 / over / k) * (1 - Math.exp(-k * over)) * Math.exp(-k * (28 - over));
    };
    expect(eliminated("covariates: {weight: 70 kg}")).toBeCloseTo(gone(48), 6);
    expect(eliminated("covariates: {creatinine_clearance: 20 mL/min}")).toBeCloseTo(gone(12), 6);
  });

  it("of an enzyme by its phenotype are the person of that name", () => {
    const { drugs } = shippedLibrary();
    const numbers = (head: string) =>
      prepared(head, { treatment: "escitalopram 10 mg daily", drugs }).problem!.before;
    const poor = numbers("covariates: {CYP2C19: poor}");
    expect(poor).toEqual(numbers("person: [healthy-adult, cyp2c19-poor]"));
    expect(poor.get("enzyme.cyp2c19")).toBe(0);
    expect(numbers("covariates: {CYP2C19: normal}")).toEqual(numbers("person: healthy-adult"));
  });

  it.each([
    ["covariates: {CYP2C19: rapid, CYP2D6: rapid}", "unknown-phenotype"],
    ["covariates: {CYP2D9: poor}", "unknown-covariate"],
    ["covariates: {CYP2D6: fast}", "unknown-phenotype"],
    ["covariates: {weight: 62}", "bad-unit"],
    ["covariates: {weight: 62000 kg}", "outside-domain"],
    ["covariates: {creatinine_clearance: 2 L/min}", "outside-domain"],
    ["covariates: {age: old}", "bad-age"],
    ["covariates: {creatinine_clearance: 30 mL}", "wrong-unit"],
    ["person: [healthy-adult, cyp2d6-poor]\ncovariates: {CYP2D6: intermediate}", "impossible-person"],
    ["person: [healthy-adult, older-adult]\ncovariates: {age: 80, sex: male}", "impossible-person"],
    ["covariates: {age: 40}\nperson: healthy-adult", undefined],
  ])("%s: %s", (head, code) => {
    const { codes, diagnostics } = prepared(head);
    if (code === undefined) return expect(codes).toEqual([]);
    expect(diagnostics[0]!.place!.start).toBeGreaterThan(0);
    expect(codes).toContain(code);
  });

  // Whatever a key holds, what is wrong is the key where there is none of that name.
  it.each([
    ["{egfr: 30}", /no covariate "egfr"/, /creatinine_clearance \(kidneys.*CYP2C19/],
    ["{wieght: 62 kg}", /no covariate "wieght"/, /Did you mean "weight"/],
    ["{creatinine: 30 mL/min}", /no covariate "creatinine"/, /Did you mean "creatinine_clearance"/],
    ["{smoker: poor}", /no covariate "smoker"/, /weight \(kg\)/],
    ["{pregnant: true}", /no covariate "pregnant"/, /weight \(kg\)/],
    ["{depressed: adult}", /no covariate "depressed"/, /weight \(kg\)/],
    ["{genes: {CYP2D6: poor}}", /no covariate "genes"/, /weight \(kg\)/],
    ["{CYP2D7: 3}", /no covariate "cyp2d7"/, /Did you mean "CYP2D6"/],
    ["{CYP2D6: 3}", /CYP2D6: 3/, /cyp2d6-intermediate, cyp2d6-poor and cyp2d6-ultrarapid; normal/],
  ])("%s: %s %s", (body, message, help) => {
    const treatment = `calmol 10 mg daily, changes: [{at: week 1, covariates: ${body}}]`;
    const { drugs } = shippedLibrary();
    for (const { diagnostics } of [
      prepared(`covariates: ${body}`),
      prepared("", { treatment, drugs: new Map([...drugs, ["calmol", calmol]]) }),
    ]) {
      const errors = diagnostics.filter(({ severity }) => severity === "error");
      expect(errors.map((one) => one.message)).toEqual([expect.stringMatching(message)]);
      expect(errors[0]!.help).toMatch(help);
    }
  });

  it("of age are in years, so that none is taken for a share in per cent", () => {
    const [fault] = prepared("covariates: {age: 500}").diagnostics;
    expect(fault).toMatchObject({ message: expect.stringMatching(/130 or less/), help: undefined });
  });

  it("of which a drug's file knows nothing are told, once for all its drugs", () => {
    const { drugs } = shippedLibrary();
    const { diagnostics } = prepared("covariates: {creatinine_clearance: 20 mL/min}", {
      treatment: "bupropion 150 mg daily plus buspirone 15 mg daily plus mirtazapine 15 mg daily",
      drugs,
    });
    const own = diagnostics.filter((d) => d.code === "covariate-without-effect");
    expect(own.map((d) => d.severity)).toEqual(["warning"]);
    expect(own[0]!.message).toBe(
      "A creatinine clearance of 20 mL/min changes nothing about bupropion and buspirone here: no effect of it is known to the drug's file.",
    );
  });

  it("are told where a file knows of other bodies than this one", () => {
    for (const body of ["creatinine_clearance: 60 mL/min", "age: 80 years, sex: female", "child_pugh: C"]) {
      const { problem, codes } = prepared(`covariates: {${body}}`);
      expect(new Set(codes)).toEqual(new Set(["covariate-without-effect"]));
      expect(problem!.before.get("calmol.clearance") ?? 48).toBe(48);
    }
  });

  it("stand in the record of an arm", () => {
    const { record } = prepared("person: healthy-adult\ncovariates: {weight: 62 kg, CYP2D6: poor}");
    expect(record!.person).toBe("healthy-adult, 62 kg, CYP2D6 poor");
  });
});

describe("doses by weight", () => {
  it("are mg in the person's kg, in sentences and keys, steps and titrations", () => {
    const amounts = (treatment: string) =>
      prepared("covariates: {weight: 60 kg}", { treatment }).problem!.doses.map((d) =>
        Number(d.amount.toPrecision(9)),
      );
    expect(amounts("calmol 0.25 mg/kg daily for 2 days then 0.5 mg/kg for 1 day")).toEqual([15, 15, 30]);
    expect(amounts("[{drug: calmol, dose: 0.25 mg/kg, every: 1 week}]")).toEqual([15, 15, 15, 15]);
    expect(
      amounts("calmol 0.1 mg/kg daily for 1 week titrating to 0.3 mg/kg by 0.1 mg/kg every 2 days").slice(
        0,
        5,
      ),
    ).toEqual([6, 6, 12, 12, 18]);
  });

  it("are of 70 kg where nothing is said, aloud, and are told as they were written", () => {
    const { codes, problem, record } = prepared("", { treatment: "calmol 0.2 mg/kg daily" });
    expect(codes).toEqual(["usual-weight"]);
    expect(problem!.doses[0]!.amount).toBeCloseTo(14, 12);
    expect(record!.treatment).toBe("calmol 0.2 mg/kg daily (in 70 kg)");
  });

  it("are all by weight or none", () => {
    expect(
      compiled("calmol 0.1 mg/kg daily for 1 week titrating to 20 mg by 5 mg every 2 days").codes,
    ).toEqual(["some-by-weight"]);
    expect(compiled("[{drug: calmol, dose: 0.1 mg/kg, every: 1 day, loading: 20 mg}]").codes).toContain(
      "some-by-weight",
    );
  });
});

describe("what a drug file says of bodies", () => {
  it.each([
    ["no-condition", `{clearance: ${factor(0.5)}}`],
    ["empty-span", `{age: [65, 20], clearance: ${factor(0.5)}}`],
    ["not-its-substance", `{age: [65, 131], of: calmide, clearance: ${factor(0.5)}}`],
    ["not-positive", `{age: [65, 131], clearance: ${factor(0)}}`],
    ["no-source", `{age: [65, 131], clearance: {value: 0.5, range: [0.1, 1], tier: human}}`],
  ])("is refused with a place: %s", (code, item) => {
    const text = drugFile("calmol", { clearance: 48, volume: 100 }, `covariates:\n  - ${item}\n`);
    const { diagnostics } = readDrugText(text);
    expect(diagnostics.map((d) => d.code)).toEqual([code]);
    expect(diagnostics[0]!.place!.start).toBeGreaterThan(text.indexOf("covariates:"));
  });

  it("agrees with what labels print", () => {
    const { drugs } = shippedLibrary();
    const ratio = (drug: string, body: string) => {
      const { problem } = prepared(`covariates: {${body}}`, { treatment: `${drug} 20 mg daily`, drugs });
      const plain = prepared("", { treatment: `${drug} 20 mg daily`, drugs }).problem!;
      const name = `${drug}.clearance`;
      const nominal = plain.system.parameters.find((p) => p.name === name)!.value;
      return nominal / (problem!.before.get(name) ?? nominal);
    };
    // Exposure in multiples, from labels: escitalopram over 65, paroxetine with poor kidneys, sertraline with a mild impairment.
    expect(ratio("escitalopram", "age: 70")).toBeCloseTo(1.5, 1);
    expect(ratio("paroxetine", "creatinine_clearance: 20 mL/min")).toBeCloseTo(4, 9);
    expect(ratio("paroxetine", "creatinine_clearance: 45 mL/min")).toBeCloseTo(2, 9);
    expect(ratio("sertraline", "child_pugh: A")).toBeCloseTo(3, 1);
    // Suri 2005: 24 against 160 L/hour.
    expect(ratio("duloxetine", "child_pugh: B")).toBeCloseTo(160 / 24, 1);
    expect(1 / ratio("mirtazapine", "creatinine_clearance: 20 mL/min")).toBeCloseTo(1 - 0.3, 9);
    expect(1 / ratio("pramipexole", "creatinine_clearance: 20 mL/min")).toBeCloseTo(1 - 0.75, 9);
  });
});

describe("amounts of substance", () => {
  const molar = drugFrom(
    drugFile("calmol", { clearance: 48, volume: 100 }, "molar_mass: 300\nsalts: {hydrochloride: 336.46}\n"),
  );
  const salt = drugFrom(
    drugFile(
      "calmol",
      { clearance: 48, volume: 100 },
      "molar_mass: 300\nsalts: {hydrochloride: 336.46}\ncounts: hydrochloride\n",
    ),
  );

  it("are mg by the molar mass of what the file counts", () => {
    const amounts = (drug: typeof molar, treatment: string) =>
      prepared("", { treatment, drugs: new Map([["calmol", drug]]) }).problem!.doses.map((d) => d.amount);
    expect(amounts(molar, "calmol 30 umol weekly")[0]).toBeCloseTo(9, 12);
    expect(amounts(molar, "[{drug: calmol, dose: 0.03 mmol, every: 1 week}]")[0]).toBeCloseTo(9, 12);
    expect(amounts(salt, "calmol 30 umol weekly")[0]).toBeCloseTo(10.0938, 9);
    const { record } = prepared("", {
      treatment: "calmol 30 umol weekly",
      drugs: new Map([["calmol", molar]]),
    });
    expect(record!.treatment).toBe("calmol 30 umol weekly");
    expect(prepared("", { treatment: "calmol 30 umol weekly" }).codes).toEqual(["no-molar-mass"]);
  });

  it("in a drug's file are levels by its molar mass, and are refused without", () => {
    const file = (more: string) =>
      drugFile("calmol", { clearance: 48, volume: 100 }, more).replace(
        /ec50: \{value: 10, unit: "ng\/mL"/,
        'ec50: {value: 20, unit: "nM"',
      );
    const { drug, diagnostics } = readDrugText(file("molar_mass: 300\n"));
    expect(diagnostics).toEqual([]);
    expect(drug!.targets[0]!.ec50).toMatchObject({ value: 6, unit: { text: "ng/mL" } });
    const [refused] = readDrugText(file("")).diagnostics;
    expect(refused).toMatchObject({ code: "role-unit" });
    expect(refused!.help).toContain("molar_mass:");
    // A molar mass makes no rate of a concentration.
    const rate = file("").replace(/(absorption: .*unit: )"?1\/day"?/, "$1nM");
    expect(rate).not.toBe(file(""));
    const told = readDrugText(rate).diagnostics.find((d) => d.message.includes("absorption"));
    expect(told).toMatchObject({ code: "role-unit", help: expect.stringMatching(/^For example unit: 1/) });
  });

  it("among measured points are levels of a drug whose molar mass is known", () => {
    const text = `scenario: S\nquestion: Q\nduration: 4 weeks\narms: [{label: a, treatment: escitalopram 10 mg daily}]\ndata: [{file: l.csv, variable: plasma.escitalopram, unit: nmol/L}]\n`;
    const read = readScenario("s.yaml", text, () => "time_day,value\n7,50\n");
    const { value, diagnostics } = prepare(read.value!.scenario, shippedLibrary());
    expect(diagnostics.filter((d) => d.severity === "error")).toEqual([]);
    // 50 nmol/L of 324.4 g/mol.
    expect(value!.observations[0]!.value).toBeCloseTo(16.22, 9);
  });
});

describe("an event table of several subjects", () => {
  const table = "ID,time,amt,cmt\n1,0,10,escitalopram\n1,24,10,escitalopram\nB,0,20,escitalopram\n";
  const read = (id: string, csv = table) =>
    readScenario(
      "s.yaml",
      `scenario: S\nquestion: Q\nduration: 1 week\narms: [{label: subject, treatment: {events: t.csv${id}}}]\n`,
      () => csv,
    );

  // As tables of data have it; together they would be one person who takes the doses of all.
  const bySubject = table.replace("ID", "Subject");

  it.each([
    ["id", table],
    ["subject", bySubject],
  ])("is an arm for each where that is asked, by a column %s", (_, csv) => {
    const { value, diagnostics } = read(", id: each", csv);
    expect(diagnostics).toEqual([]);
    expect(value!.scenario.arms.map(({ label, treatment }) => [label, treatment.map((e) => e.dose)])).toEqual(
      [
        ["subject 1", [10, 10]],
        ["subject B", [20]],
      ],
    );
  });

  it("is refused without a choice, or without a column to choose by", () => {
    const [several] = read("").diagnostics;
    expect(several!.help).toContain("id: each");
    expect(read("", bySubject).diagnostics[0]!.help).toBe(several!.help);
    expect(read(", id: each", "time,amt,cmt\n0,10,escitalopram\n").diagnostics.map((d) => d.code)).toEqual([
      "no-subjects",
    ]);
  });
});
