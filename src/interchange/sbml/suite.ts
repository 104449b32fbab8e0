import { readNumber } from "./mathml.ts";
import { compileSbml } from "./program.ts";
import { readSbml } from "./read.ts";

/** One case of the SBML Test Suite's semantic cases: the texts of its files. */
export interface SuiteCase {
  readonly name: string;
  readonly sbml: { readonly file: string; readonly content: Uint8Array | string };
  readonly settings: string;
  readonly results: string;
  readonly tags: readonly string[];
}

export interface SuiteOutcome {
  readonly case: string;
  readonly status: "passed" | "failed" | "unsupported";
  /** Absent where it passed. */
  readonly reason?: string | undefined;
  /** Whether anything that is asked for changes during the run. */
  readonly moves: boolean;
  readonly tags: readonly string[];
}

/** What a settings file asks for. */
export interface SuiteSettings {
  readonly start: number;
  readonly duration: number;
  readonly steps: number;
  readonly variables: readonly string[];
  readonly absolute: number;
  readonly relative: number;
  readonly amount: ReadonlySet<string>;
  readonly concentration: ReadonlySet<string>;
}

/** Steps after which a case counts as failed. */
const mostSteps = 200_000;

/** To which tolerances a case is integrated: well below what its settings allow. */
export const suiteTolerances = ({ absolute }: Pick<SuiteSettings, "absolute">) => ({
  rtol: 1e-8,
  atol: 1e-3 * absolute,
});

export function readSettings(text: string): SuiteSettings {
  const entries = new Map(
    text.split(/\r?\n/).flatMap((line) => {
      const at = line.indexOf(":");
      return at < 0 ? [] : [[line.slice(0, at).trim(), line.slice(at + 1).trim()] as const];
    }),
  );
  const number = (key: string) => Number(entries.get(key));
  const list = (key: string) => (entries.get(key) ?? "").split(/[\s,]+/).filter((word) => word !== "");
  return {
    start: number("start"),
    duration: number("duration"),
    steps: number("steps"),
    variables: list("variables"),
    absolute: number("absolute"),
    relative: number("relative"),
    amount: new Set(list("amount")),
    concentration: new Set(list("concentration")),
  };
}

/** A results file: the times, and the columns behind them in order; two may have one name. */
export function readResults(text: string): {
  times: number[];
  columns: readonly { readonly name: string; readonly values: readonly number[] }[];
} {
  const rows = text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "")
    .map((line) => line.split(",").map((cell) => cell.trim()));
  const [header = [], ...body] = rows;
  const column = (at: number) => body.map((row) => readNumber(row[at] ?? ""));
  return {
    times: column(0),
    columns: header
      .slice(1)
      .map((name, i) => ({ name: name.replace(/^"(.*)"$/, "$1"), values: column(i + 1) })),
  };
}

/**
 * Runs a case and compares every listed value of every listed variable: |got - want| <= absolute + relative * |want|, not
 * a number being equal to itself.
 */
export function judgeCase(one: SuiteCase): SuiteOutcome {
  try {
    return judged(one);
  } catch (error) {
    // One case must not end the run of all.
    const reason = error instanceof Error ? error.message : String(error);
    return { case: one.name, tags: one.tags, moves: false, status: "failed", reason };
  }
}

function judged(one: SuiteCase): SuiteOutcome {
  const settings = readSettings(one.settings);
  const { times, columns } = readResults(one.results);
  const wanted = columns.filter(({ name }) => settings.variables.includes(name));
  const within = (got: number, want: number) =>
    Object.is(got, want) ||
    got === want ||
    Math.abs(got - want) <= settings.absolute + settings.relative * Math.abs(want);
  const outcome = {
    case: one.name,
    tags: one.tags,
    moves: wanted.some(({ values }) => values.some((value) => !within(value, values[0]!))),
  };
  const failed = (reason: string, status: "failed" | "unsupported" = "failed"): SuiteOutcome => ({
    ...outcome,
    status,
    reason,
  });
  const read = readSbml(one.sbml.file, one.sbml.content);
  const program = read.value && compileSbml(read.value);
  const fault = [...read.diagnostics, ...(program?.diagnostics ?? [])].find((d) => d.severity === "error");
  if (!program?.value)
    return failed(
      fault?.message ?? "The model cannot be read.",
      fault?.code === "sbml-unsupported" ? "unsupported" : "failed",
    );
  const ran = program.value.run({ times, ...suiteTolerances(settings), maxSteps: mostSteps });
  for (const { name, values } of wanted) {
    const as = (["amount", "concentration"] as const).find((measure) => settings[measure].has(name));
    const isSpecies = program.value.symbols.get(name)?.kind === "species";
    if (!program.value.symbols.has(name)) return failed(`The model has no "${name}".`);
    const got = ran.series(name, isSpecies ? as : undefined);
    for (const [i, want] of values.entries()) {
      if (i < got.length && within(got[i]!, want)) continue;
      return failed(
        i < got.length
          ? `${name} is ${got[i]} instead of ${want} at time ${times[i]}.`
          : `The run ended before time ${times[i]}: ${ran.status}.`,
      );
    }
  }
  return { ...outcome, status: "passed" };
}

interface SuiteCounts {
  readonly cases: number;
  readonly passed: number;
  readonly failed: number;
  readonly unsupported: number;
  /** cases in which something moves, and how many of them pass */
  readonly moving: number;
  readonly movingPassed: number;
}

export interface SuiteTotals extends SuiteCounts {
  readonly byTag: readonly (SuiteCounts & { readonly tag: string })[];
}

export function suiteTotals(outcomes: readonly SuiteOutcome[]): SuiteTotals {
  const tags = [...new Set(outcomes.flatMap((one) => one.tags))].sort();
  return {
    ...countsOf(outcomes),
    byTag: tags.map((tag) => ({ tag, ...countsOf(outcomes.filter((one) => one.tags.includes(tag))) })),
  };
}

function countsOf(outcomes: readonly SuiteOutcome[]): SuiteCounts {
  const count = (is: (one: SuiteOutcome) => boolean) => outcomes.filter(is).length;
  return {
    cases: outcomes.length,
    passed: count(({ status }) => status === "passed"),
    failed: count(({ status }) => status === "failed"),
    unsupported: count(({ status }) => status === "unsupported"),
    moving: count(({ moves }) => moves),
    movingPassed: count(({ moves, status }) => moves && status === "passed"),
  };
}
