import { describe, expect, it } from "vitest";
import { renderDiagnostics } from "../../../src/diagnostics/index.ts";
import { compilePetab, readPetab } from "../../../src/interchange/index.ts";
import type { Fit } from "../../../src/studies/fit/index.ts";
import { petabOf } from "../../../src/studies/fit/petab.ts";
import type { FitScenario } from "../../../src/studies/fit/source.ts";
import { fitOf, pkCsv, pkScenario } from "../../support/fit.ts";

const asked = ["pk.ka", "pk.ke", "pk.volume"];

/** What `lull petab` makes of what a fit hands on. */
function evaluated(fit: Fit, scenario: FitScenario) {
  const files = petabOf(fit, [scenario], () => "s.yaml");
  const { value, diagnostics } = readPetab("problem.yaml", files.get("problem.yaml")!, (path) =>
    files.get(path),
  );
  if (!value) throw new Error(renderDiagnostics(diagnostics, files));
  expect(value.models.map(({ language, file }) => [language, file])).toEqual([["lull", "s.yaml#dose"]]);
  const made = compilePetab(value, () => ({ language: "lull", arm: { ...scenario, label: "dose" } }));
  if (!made.program) throw new Error(renderDiagnostics(made.diagnostics, files));
  return made.program;
}
const withSd = (csv: string, sd: (i: number) => string) =>
  csv
    .trimEnd()
    .split("\n")
    .map((line, i) => `${line},${i === 0 ? "sd" : sd(i)}`)
    .join("\n");

describe("a fit as a PEtab problem", () => {
  it.each(["additive", "proportional", "combined", "log"] as const)(
    "has the likelihood of the fit, %s",
    async (errors) => {
      const scenario = pkScenario(pkCsv(0.05, 3));
      const fit = await fitOf([scenario], asked, { errors, profiles: false });
      expect(evaluated(fit, scenario).evaluate().llh).toBeCloseTo(-fit.deviance / 2, 4);
    },
  );

  it("gives points their known errors, and fits the others' scatter beside them", async () => {
    const scenario = pkScenario(withSd(pkCsv(0.05, 3), (i) => (i < 5 ? "0.5" : "")));
    const fit = await fitOf([scenario], asked, { profiles: false });
    const { llh, simulations } = evaluated(fit, scenario).evaluate();
    expect(llh).toBeCloseTo(-fit.deviance / 2, 4);
    expect(simulations.slice(0, 5).map(({ noise }) => noise)).toEqual([
      0.5,
      0.5,
      0.5,
      0.5,
      fit.noise[0]!.value,
    ]);
  });

  it("has bounds that hold 95% of each prior, where the fit has priors", async () => {
    const scenario = pkScenario(pkCsv(0.05, 3));
    const fit = await fitOf([scenario], asked, { profiles: false });
    const [, linear, ...logs] = fit.parameters;
    const parameters = [linear!, ...logs].map((one, i) =>
      i === 0 ? { ...one, parameter: { ...one.parameter, scale: "linear" as const } } : one,
    );
    const asFit = { ...fit, parameters, subject: { ...fit.subject, usesPriors: true } };
    const rows = petabOf(asFit, [scenario], () => "s.yaml")
      .get("parameters.tsv")!
      .split("\n")
      .map((line) => line.split("\t"));
    expect(rows[0]!.slice(-2)).toEqual(["priorDistribution", "priorParameters"]);
    for (const [i, { parameter }] of parameters.entries()) {
      const [distribution, numbers] = rows[i + 1]!.slice(-2);
      const on = i === 0 ? (x: number) => x : Math.log;
      expect(distribution).toBe(i === 0 ? "normal" : "log-normal");
      const [middle, spread] = numbers!.split(";").map(Number);
      expect(middle).toBeCloseTo(on(parameter.start), 9);
      // Half of the bounds is 1.96 standard deviations.
      expect((on(parameter.bounds[1]) - on(parameter.bounds[0])) / 2 / spread!).toBeCloseTo(1.96, 3);
    }
  });

  it("takes other values of the parameters, in declared units", async () => {
    const scenario = pkScenario(pkCsv(0.05, 3));
    const program = evaluated(await fitOf([scenario], asked, { profiles: false }), scenario);
    const [before, after] = [40, 80].map(
      (volume) => program.evaluate(new Map([["pk_volume", volume]])).simulations[3]!.value,
    );
    expect(before! / after!).toBeCloseTo(2, 6);
  });

  it("refuses points below a limit, which PEtab does not know", async () => {
    const csv = `${pkCsv(0.05, 3)}40,<0.2\n`;
    const scenario = pkScenario(csv);
    const fit = await fitOf([scenario], asked, { profiles: false });
    expect(() => petabOf(fit, [scenario], () => "s.yaml")).toThrow(/1 of these are/);
  });
});
