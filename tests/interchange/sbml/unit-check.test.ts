import { describe, expect, it } from "vitest";
import { readSbml } from "../../../src/interchange/index.ts";
import { unitFaults } from "../../../src/interchange/sbml/unit-check.ts";
import { reaction, type Short, type ShortSbml, sbml } from "../../support/sbml.ts";

const unit = (id: string, kind: string, exponent: number, scale: number, multiplier = 1) =>
  `<unitDefinition id="${id}"><listOfUnits><unit kind="${kind}" exponent="${exponent}" scale="${scale}" multiplier="${multiplier}"/></listOfUnits></unitDefinition>`;
const units = `<listOfUnitDefinitions>${[
  unit("g", "gram", 1, 0),
  unit("mg", "gram", 1, -3),
  unit("hour", "second", 1, 0, 3600),
  unit("per_hour", "second", -1, 0, 3600),
  unit("per_second", "second", -1, 0),
  unit("nM_like", "mole", 1, -9),
].join("")}</listOfUnitDefinitions>`;
const parameter = (id: string, unit: string) =>
  `<parameter id="${id}" value="1" units="${unit}" constant="false"/>`;

function warnings(
  model: ShortSbml,
  attributes = 'timeUnits="second" extentUnits="mole" substanceUnits="mole"',
) {
  const read = readSbml("a.xml", sbml({ rest: units, ...model, attributes }));
  const faults = unitFaults(read.value!);
  expect(faults.every(({ severity, place }) => severity === "warning" && place)).toBe(true);
  return faults.map(({ message }) => message);
}
const mass = [
  parameter("a", "mg"),
  parameter("b", "g"),
  parameter("k", "per_hour"),
  parameter("s", "per_second"),
];

describe("units that are wrong by a factor", () => {
  it("`unitFaults` says so of rules, initial assignments and events", () => {
    expect(warnings({ parameters: mass, rules: { b: "a" } })).toEqual([
      'The formula of "b" comes out in 0.001 of g.',
    ]);
    expect(warnings({ parameters: mass, initial: { a: "b" } })[0]).toContain("comes out in 1000 of mg");
  });

  it("`unitFaults` says so of a rate per hour where the model counts in seconds", () => {
    const rate = { parameters: mass, rates: { a: ["times", "k", "a"] as Short } };
    expect(warnings(rate)).toEqual(['The rate of "a" comes out in 0.000277778 of mg/s.']);
    expect(warnings(rate, 'timeUnits="hour"')).toEqual([]);
    expect(warnings({ parameters: mass, rates: { a: ["times", "s", "a"] } })).toEqual([]);
    const compartments = [
      '<compartment id="c" size="1" units="litre" spatialDimensions="3" constant="true"/>',
    ];
    const law = (rate: string) =>
      warnings({
        compartments,
        parameters: mass,
        species: ['<species id="S" compartment="c" initialAmount="1" hasOnlySubstanceUnits="false"/>'],
        reactions: [reaction("r", { from: ["S"], law: ["times", "c", rate, "S"] })],
      });
    expect(law("s")).toEqual([]);
    expect(law("k")[0]).toMatch(/^The rate of the reaction "r" comes out in 0\.000277778 of/);
  });

  it("`unitFaults` says so of terms that are added or compared", () => {
    expect(warnings({ parameters: mass, rates: { a: ["times", "s", ["plus", "a", "b"]] } })[0]).toBe(
      "Two terms that are added or compared here have units that differ by a factor of 1000.",
    );
  });

  it("`unitFaults` is still where a number may convert, where something has no unit, and where dimensions differ", () => {
    expect(warnings({ parameters: mass, rules: { b: ["times", 0.001, "a"] } })).toEqual([]);
    expect(
      warnings({
        parameters: [...mass, '<parameter id="u" value="1" constant="true"/>'],
        rules: { b: ["times", "u", "a"] },
      }),
    ).toEqual([]);
    expect(warnings({ parameters: mass, rules: { b: "k" } })).toEqual([]);
    expect(warnings({ parameters: mass, rules: { a: ["times", 2, "a"] } })).toEqual([]);
  });
});
