import { figuresOf, type Scales, timeAxis } from "../../charts/index.ts";
import type { Cell, Dataset, Document, Note, Section } from "../../document/index.ts";
import {
  dataCsvColumns,
  dataRows,
  doseColumns,
  doseRows,
  tidyColumns,
  tidyTable,
  usualDays,
} from "../../interchange/index.ts";
import type { Problem } from "../../scenario/index.ts";
import type { ArmResult, RunStatus, ScenarioResult } from "../../simulation/index.ts";
import { counted, listed, plain, present, quantity, quoted, rounded } from "../../text/index.ts";
import { failureNotes, RunCount, warning } from "../failures.ts";
import { notesOf, runData } from "./data.ts";
import {
  agreementTable,
  dosesTable,
  evidenceTable,
  measureCell,
  measuresTable,
  residualsTable,
  variablesTable,
} from "./tables.ts";

/** How a run is told. */
export interface RunTelling {
  /** What was run, for the list of every dose. */
  readonly problems?: readonly Problem[] | undefined;
  /** Days between the rows of the table of results. */
  readonly everyDays?: number | undefined;
  /** Curves belong to the data too. */
  readonly hasSeries?: boolean | undefined;
  /** What the model says people are followed by. */
  readonly follow?: readonly string[] | undefined;
  /** Whether figures are drawn; they are unless it is false. */
  readonly hasFigures?: boolean | undefined;
  /** Axes of the figures. */
  readonly scales?: Scales | undefined;
}

/** Every arm of a scenario beside the others: what was measured, the curves, and what was taken. */
export function tellRun(result: ScenarioResult, how: RunTelling = {}): Document {
  const figures = how.hasFigures === false ? [] : figuresOf(result, how.scales);
  const evidence = evidenceTable(result);
  return {
    title: result.title,
    lead: result.question,
    notes: [...failures(result), ...notes(result)],
    answers: answers(result, how.follow),
    sections: [
      { title: "Measures", tables: [measuresTable(result)] },
      ...(result.data ? [{ title: "Measured and predicted", tables: [agreementTable(result)] }] : []),
      ...figures.map((figure): Section => ({ figures: [figure] })),
      { title: "Arms and doses", tables: [dosesTable(result)] },
      { title: "Variables", tables: [variablesTable(result)] },
      ...(result.data ? [{ title: "Residuals", tables: [residualsTable(result)] }] : []),
      ...(evidence.rows.length > 0 ? [{ title: "Evidence outside the model", tables: [evidence] }] : []),
    ].filter(({ tables }: Section) => !tables || tables.some(({ rows }) => rows.length > 0)),
    methods: [],
    data: runData(result, how.hasSeries),
    datasets: datasetsOf(result, how),
  };
}

const hasEnded = ({ trajectory }: ArmResult) => trajectory.status.kind === "success";

/** Arms that did not reach their end: how many, and of each what stopped it, when, and what to try. */
function failures({ arms }: ScenarioResult): Note[] {
  const count = new RunCount();
  for (const { trajectory } of arms) count.add(trajectory.status);
  return [
    ...failureNotes(count.failures).map((note) => ({ ...note, isShown: true })),
    ...arms
      .filter((arm) => !hasEnded(arm))
      .map(({ label, trajectory: { status } }) => warning(`${label}: ${failureText(status)}`)),
  ];
}

function failureText({ time, kind, state, message, remedy }: RunStatus): string {
  const at = state ? ` at ${state}` : "";
  return present(`Stopped on day ${rounded(time, 4)} (${kind})${at}.`, message, remedy).join(" ");
}

/** What a reader must know of the arms, each once, with the arms it is about where those are not all. */
function notes({ arms }: ScenarioResult): Note[] {
  const about = new Map<string, string[]>();
  for (const arm of arms)
    for (const note of notesOf(arm)) about.set(note, [...(about.get(note) ?? []), arm.label]);
  return [...about].map(([note, labels]) =>
    warning(labels.length === arms.length ? note : `${labels.join(", ")}: ${note}`),
  );
}

/** Whether the arms came to their end and had their doses, and what the model is followed by. */
function answers(result: ScenarioResult, follow: readonly string[] = []): string[] {
  const { arms, duration } = result;
  const counts = arms.map(({ trajectory }) => trajectory.doses);
  const total = (of: "asked" | "delivered" | "missed" | "late") =>
    counts.reduce((sum, doses) => sum + doses[of], 0);
  const [asked, delivered, missed, late] = [
    total("asked"),
    total("delivered"),
    total("missed"),
    total("late"),
  ];
  const doses =
    asked === 0
      ? "nothing was to be taken"
      : delivered === asked && late === 0
        ? `${asked === 1 ? "the one dose" : `every one of the ${asked} doses`} asked for was taken`
        : `of ${counted(asked, "dose")} asked for ${delivered} were taken, ${late} of them late, and ${missed} missed`;
  const ran = ["The arm", "Both arms"][arms.length - 1] ?? `All ${arms.length} arms`;
  return present(
    arms.every(hasEnded) && `${ran} ran to ${endWords(duration)}; ${doses}.`,
    ...followed(result, follow),
  );
}

/** "day 84", and "second 100" of what is over within a day. */
function endWords(duration: number): string {
  const { unit, days } = duration < 1 ? timeAxis(duration) : { unit: "day", days: 1 };
  return `${unit} ${plain(duration / days)}`;
}

/** What was measured of the variables that the model is followed by: one measure of each, in every arm. */
function followed({ arms }: ScenarioResult, variables: readonly string[]): string[] {
  const asked = arms[0]?.measures ?? [];
  return variables.flatMap((variable) => {
    const found = asked.find(({ request }) => request.variable === variable);
    if (!found) return [];
    const { name, text } = found.request;
    const values = arms.map((arm) => ({ label: arm.label, value: measureCell(arm, name) }));
    const said = values.map(({ label, value }) => `${valueText(value, found.unit)} in ${quoted(label)}`);
    if (arms.length <= mostSaid) return [`${name}, ${text}, is ${listed(said)}.`];
    const order = [...values.keys()]
      .filter((i) => typeof values[i]!.value === "number")
      .sort((a, b) => Number(values[a]!.value) - Number(values[b]!.value));
    return order.length > 1
      ? [`${name}, ${text}, is from ${said[order[0]!]} to ${said[order.at(-1)!]}.`]
      : [];
  });
}

/** Of more arms than this only the least and the greatest value are said; the table has them all. */
const mostSaid = 4;

const valueText = (value: Cell, unit: string) =>
  typeof value === "number" ? quantity(value, unit) : String(value ?? "nothing");

const datasetsOf = (
  result: ScenarioResult,
  { problems, everyDays = usualDays(result.duration) }: RunTelling,
): Dataset[] =>
  present(
    { name: "results", columns: tidyColumns, rows: () => tidyTable(result, { everyDays }) },
    problems && { name: "doses", columns: doseColumns, rows: () => doseRows(result.id, problems) },
    result.data && { name: "data", columns: dataCsvColumns, rows: () => dataRows(result) },
  );
