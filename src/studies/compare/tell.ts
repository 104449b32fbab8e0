import {
  column,
  type Dataset,
  type Document,
  dataset,
  field,
  type Section,
  type Table,
  tabulated,
  withNulls,
} from "../../document/index.ts";
import { RunNotes } from "../../runs/index.ts";
import { counted, listed, percent, quantity } from "../../text/index.ts";
import { failureNotes, warnings } from "../failures.ts";
import { compareFigures } from "./figures.ts";
import { byDistance } from "./plan.ts";
import type { Compared, ComparedArms, ComparedCurve, InputDifference } from "./types.ts";

/** Both beside each other, told: what differs in the numbers, in the curves and in what was asked. */
export function tellCompared(result: Compared): Document {
  const { title, names, arms, inputs, commits, hashes, failures, duration } = result;
  const notes = new RunNotes();
  for (const { trajectory } of arms.flatMap(({ runs }) => runs)) notes.add(trajectory.notes);
  const figures = compareFigures(result);
  const shortest = `${Number(duration.toPrecision(6))} days`;
  const lengths = inputs.find(({ what }) => what === "duration");
  const common = inputsTable("What differs in what was asked", names, [
    ...inputs,
    ...commits,
    ...hashes.map(hashed),
  ]);
  return {
    title: `Comparison: ${title}`,
    lead: `${names[0]} and ${names[1]}, over ${lengths ? `${lengths.first} and ${lengths.second}; curves over the ${shortest} of both` : shortest}`,
    notes: [...failureNotes(failures), ...warnings(notes.texts)],
    answers: compareWords(result),
    sections: [
      ...(common.rows.length > 0 ? [{ tables: [common] }] : []),
      ...arms.map(
        (pair, i): Section => ({
          ...(arms.length > 1 ? { title: pair.title } : {}),
          figures: figures[i] ? [figures[i]] : [],
          tables: tablesOf(pair, names),
        }),
      ),
    ],
    methods: [
      `A difference is "${names[1]}" less "${names[0]}", a ratio "${names[1]}" as a multiple of "${names[0]}".`,
      "Where curves differ most is looked for at the samples that both have; the size is a share of the range that both curves together span, or of the largest size of either. Differences that the solver's tolerance explains (ten times its relative tolerance) are not counted as such.",
    ],
    data: {
      names,
      duration,
      same: { inputs: sameInputs(result), numbers: sameNumbers(result), hashes: hashes.length === 0 },
      inputs: inputs.map(withNulls),
      commits: commits.map(withNulls),
      hashes: hashes.map(withNulls),
      arms: arms.map((pair) => ({
        labels: pair.labels,
        inputs: pair.inputs.map(withNulls),
        parameters: pair.parameters,
        measures: pair.measures.map(withNulls),
        curves: pair.curves.map(({ isBeyondTolerance, ofLargest, ...curve }) => ({
          ...curve,
          of_largest: ofLargest,
          beyond_tolerance: isBeyondTolerance,
        })),
      })),
    },
    datasets: [measuresDataset(result)],
    about: { compared: names, arms: arms.map(({ labels }) => labels) },
  };
}

const sameInputs = ({ inputs, arms }: Compared) =>
  inputs.length === 0 && arms.every((pair) => pair.inputs.length + pair.parameters.length === 0);

const sameNumbers = ({ arms }: Compared) =>
  arms.every(
    ({ measures, curves }) =>
      measures.every(({ first, second }) => Object.is(first, second)) &&
      curves.every(({ first, second }) => Object.is(first, second)),
  );

/** The outcome in sentences. */
export function compareWords(result: Compared): string[] {
  const { hashes, arms, failures } = result;
  const isWhole = failures === undefined;
  const [isAsked, isSame] = [sameInputs(result), sameNumbers(result)];
  if (isAsked && isSame && isWhole)
    return [
      hashes.length === 0
        ? "The same inputs and the same numbers."
        : "The files differ, but in nothing that is computed with here: the numbers are the same.",
    ];
  const inputs = isAsked
    ? "What was asked is the same, but the numbers are not."
    : `They differ in ${listed(whatDiffers(result))}.`;
  if (isSame) return [inputs, "The numbers are the same."];
  const found = arms
    .flatMap(({ title, curves }) => curves.map((curve) => ({ title, curve })))
    .filter(({ curve }) => curve.isBeyondTolerance)
    .sort((a, b) => byDistance(a.curve, b.curve))[0];
  if (arms.every(({ curves }) => curves.length === 0)) return [inputs];
  if (!found) return [inputs, "No shown curve differs by more than the solver's tolerance explains."];
  const where = arms.length > 1 ? ` of "${found.title}"` : "";
  return [inputs, `The curves${where} differ most in ${placeWords(found.curve)}.`];
}

/** Kinds of inputs that differ, each once. */
function whatDiffers({ inputs, arms }: Compared): string[] {
  const kindOf = ({ what }: InputDifference) => what.replace(/ .*/, "");
  const kinds = new Map<string, Set<string>>();
  for (const one of [...arms.flatMap((pair) => pair.inputs), ...inputs])
    kinds.set(kindOf(one), (kinds.get(kindOf(one)) ?? new Set()).add(one.what));
  const parameters = new Set(arms.flatMap((pair) => pair.parameters.map(({ name }) => name)));
  // What is set is among the parameters.
  if (parameters.size > 0) kinds.delete("set");
  return [
    ...[...kinds].map(([kind, { size }]) => countable[kind]?.(size) ?? kind),
    ...(parameters.size > 0 ? [counted(parameters.size, "parameter")] : []),
  ];
}

const countable: Readonly<Record<string, (count: number) => string>> = {
  hypotheses: (n) => counted(n, "set of hypotheses", "sets of hypotheses"),
  arm: (n) => `${counted(n, "arm")} that only one of them has`,
  drug: (n) => counted(n, "drug"),
  formula: (n) => counted(n, "formula", "formulas"),
  gate: (n) => counted(n, "knock-out"),
  hypothesis: (n) => counted(n, "hypothesis", "hypotheses"),
  measure: (n) => counted(n, "measure"),
  set: (n) => counted(n, "value that is set", "values that are set"),
};

const placeWords = ({ variable, unit, day, first, second, share }: ComparedCurve) =>
  `${variable}, on day ${plainDay(day)}: ${quantity(first, unit)} and ${quantity(second, unit)}, ${percent(share)} of its range`;
const plainDay = (day: number) => Number(day.toPrecision(4));

const hashed = (one: InputDifference): InputDifference => ({ ...one, what: `hash of the ${one.what}` });
const inputsTable = (
  caption: string,
  [a, b]: readonly [string, string],
  rows: readonly InputDifference[],
): Table => ({
  caption,
  ...tabulated(rows, [
    column.text("what", (one) => one.what),
    column.text(a, (one) => one.first ?? "-"),
    column.text(b, (one) => one.second ?? "-"),
  ]),
  most: 30,
  rest: "differences",
});

const reasons = { model: "the model", arm: "person, care or arm", before: "the same, before day 0" } as const;

function tablesOf(pair: ComparedArms, names: readonly [string, string]): Table[] {
  const [a, b] = names;
  const tables: Table[] = [
    {
      caption: "Measures",
      ...tabulated(pair.measures, [
        column.text("measure", (one) => one.name),
        column.quantity(a, (one) => one.first),
        column.quantity(b, (one) => one.second),
        column.quantity("difference", (one) => one.difference, { isSigned: true }),
        column.quantity("ratio", (one) => one.ratio),
        column.unit((one) => one.unit),
      ]),
    },
    {
      caption: "Where the curves differ most",
      ...tabulated(
        pair.curves.filter(({ isBeyondTolerance }) => isBeyondTolerance),
        [
          column.text("variable", (one) => one.variable),
          column.quantity("day", (one) => one.day, { digits: 4 }),
          column.quantity(a, (one) => one.first),
          column.quantity(b, (one) => one.second),
          column.unit((one) => one.unit),
          column.share("of its range", (one) => one.share),
          column.share("of its largest", (one) => one.ofLargest),
        ],
      ),
      most: 10,
      rest: "closer to each other",
    },
    inputsTable("What differs in the arms", names, pair.inputs),
    {
      caption: "Parameters that differ",
      ...tabulated(pair.parameters, [
        column.text("parameter", (one) => one.name),
        column.quantity(a, (one) => one.first),
        column.quantity(b, (one) => one.second),
        column.unit((one) => one.unit),
        column.text("by", (one) => reasons[one.by]),
      ]),
      most: 20,
      rest: "parameters",
    },
  ];
  return tables.filter(({ rows }) => rows.length > 0);
}

/** Every measure of every pair of arms, one a row. */
const measuresDataset = ({ arms }: Compared): Dataset =>
  dataset(
    "compare",
    () => arms.flatMap(({ labels, measures }) => measures.map((one) => ({ labels, ...one }))),
    [
      field.text("first_arm", (one) => one.labels[0]),
      field.text("second_arm", (one) => one.labels[1]),
      field.text("measure", (one) => one.name),
      field.text("unit", (one) => one.unit),
      field.number("first", (one) => one.first),
      field.number("second", (one) => one.second),
      field.number("difference", (one) => one.difference),
      field.number("ratio", (one) => one.ratio),
    ],
  );
