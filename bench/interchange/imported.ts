import { compile } from "../../src/compile/index.ts";
import { readLibrary, readScenario } from "../../src/language/index.ts";
import { type Experiment, prepare } from "../../src/scenario/index.ts";
import { simulate } from "../../src/simulation/index.ts";
import { median } from "../../src/statistics/index.ts";
import { imported } from "./round-trip.ts";

// A network of enzymes, once as SBML (species in a compartment, reactions) and once as a module of ours.

const days = 28;
const size = 2.5;
const initial = (i: number) => 1 + 0.5 * Math.cos(i);
const rate = (i: number) => [20, 5, 1, 0.2][i % 4]!;

/** Concentration i turns into i + 1, which the one five further on slows; all flow in at the first and decay. */
function sbmlNetwork(states: number): string {
  const ci = (id: string) => `<ci>${id}</ci>`;
  const cn = (value: number) => `<cn>${value}</cn>`;
  const apply = (operator: string, ...args: string[]) => `<apply><${operator}/>${args.join("")}</apply>`;
  const law = (inner: string) =>
    `<kineticLaw><math xmlns="http://www.w3.org/1998/Math/MathML">${apply("times", ci("cell"), inner)}</math></kineticLaw>`;
  const side = (name: string, i: number | undefined) =>
    i === undefined
      ? ""
      : `<listOf${name}><speciesReference species="s${i}" stoichiometry="1" constant="true"/></listOf${name}>`;
  const reaction = (id: string, from: number | undefined, to: number | undefined, inner: string) =>
    `<reaction id="${id}" reversible="false">${side("Reactants", from)}${side("Products", to)}${law(inner)}</reaction>`;
  const each = (make: (i: number) => string) => Array.from({ length: states }, (_, i) => make(i)).join("");
  return `<?xml version="1.0" encoding="UTF-8"?><sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2"><model id="network" timeUnits="day"><listOfUnitDefinitions><unitDefinition id="day"><listOfUnits><unit kind="second" exponent="1" scale="0" multiplier="86400"/></listOfUnits></unitDefinition></listOfUnitDefinitions><listOfCompartments><compartment id="cell" size="${size}" spatialDimensions="3" constant="true"/></listOfCompartments><listOfSpecies>${each(
    (i) =>
      `<species id="s${i}" compartment="cell" initialConcentration="${initial(i)}" hasOnlySubstanceUnits="false" boundaryCondition="false" constant="false"/>`,
  )}</listOfSpecies><listOfReactions>${reaction("inflow", undefined, 0, cn(1))}${each((i) =>
    reaction(
      `step${i}`,
      i,
      i + 1 < states ? i + 1 : undefined,
      apply(
        "divide",
        apply("times", cn(rate(i)), ci(`s${i}`)),
        apply("plus", cn(1), ci(`s${i}`), apply("power", ci(`s${(i + 5) % states}`), cn(2))),
      ),
    ),
  )}${each((i) => reaction(`decay${i}`, i, undefined, apply("times", cn(0.1), ci(`s${i}`))))}</listOfReactions></model></sbml>`;
}

function nativeNetwork(states: number): Experiment {
  const step = (i: number) => `${rate(i)} * s${i} / (1 + s${i} + s${(i + 5) % states}^2)`;
  const lines = Array.from({ length: states }, (_, i) => {
    const before = i === 0 ? "1" : step(i - 1);
    return `  s${i}: {unit: "1", initial: ${initial(i)}, rate: "${before} - ${step(i)} - 0.1 * s${i}", about: s${i}}`;
  });
  const files = new Map([
    [
      "module.yaml",
      `module: network\ntitle: Network\nabout: A network of enzymes.\nunits: labels\nstart: written\nstates:\n${lines.join("\n")}\n`,
    ],
    ["model.yaml", "model: network\ntitle: Network\nabout: A network.\nmodules: [module.yaml]\n"],
    [
      "scenario.yaml",
      `scenario: Network\nquestion: How long?\nduration: ${days} days\nmodel: model.yaml\narms: [{label: a}]\n`,
    ],
  ]);
  const read = (path: string) => files.get(path);
  const { value, diagnostics } = readLibrary({
    model: "model.yaml",
    drugs: [],
    people: [],
    evidence: [],
    claims: [],
    read,
  });
  if (!value) throw new Error(diagnostics.map((one) => one.message).join("\n"));
  return prepare(readScenario("scenario.yaml", read("scenario.yaml")!, read).value!.scenario, value).value!;
}

export interface ImportedSpeed {
  readonly states: number;
  /** median CPU ms of a run, all variables at 673 times */
  readonly native: number;
  readonly imported: number;
  /** imported / native, median of the rounds; the largest relative difference of their concentrations at the end */
  readonly ratio: number;
  readonly difference: number;
}

/** Times a network imported from SBML beside the same one as a module of ours, in turn. */
export function importedSpeed(states: number, rounds: number): ImportedSpeed {
  const both = [nativeNetwork(states), imported(sbmlNetwork(states), days)].map((experiment) => {
    const problem = experiment.problems[0]!;
    const compiled = compile(problem.system);
    const only = new Set(Array.from({ length: states }, (_, i) => `network.s${i}`));
    return () => simulate(problem, compiled, { only, sampleEvery: 1 / 24 });
  });
  const timed = (run: () => unknown) => {
    const begun = process.cpuUsage();
    run();
    return process.cpuUsage(begun).user / 1000;
  };
  const [native, other] = both as [() => ReturnType<typeof simulate>, () => ReturnType<typeof simulate>];
  const [a, b] = [native(), other()];
  const difference = [...a.columns].reduce((worst, [name, { values }]) => {
    const [want, got] = [values.at(-1)!, b.columns.get(name)!.values.at(-1)!];
    return Math.max(worst, Math.abs(got - want) / Math.abs(want));
  }, 0);
  for (const run of [native, other]) run();
  const times = Array.from({ length: rounds }, () => [timed(native), timed(other)] as const);
  return {
    states,
    native: median(times.map(([one]) => one)),
    imported: median(times.map(([, one]) => one)),
    ratio: median(times.map(([one, two]) => two / one)),
    difference,
  };
}
