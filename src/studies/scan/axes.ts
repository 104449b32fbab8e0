import { StudyFault } from "../study.ts";

/** What is to be varied, as it is asked for: values in the declared unit, or in mg for a drug. */
export interface VariedValues {
  readonly name: string;
  readonly values: readonly number[];
}

const mostValues = 200;

/** `name=1,2,5` or `name=from..to` with so many points. @throws StudyFault where that cannot be read */
export function readAxis(text: string, points: number): VariedValues {
  const [, name, values] = /^\s*([\w.]+)\s*=\s*(\S.*?)\s*$/.exec(text) ?? [];
  if (name === undefined || values === undefined)
    throw usage(
      `"${text}" does not say what to vary: write affect.felt_share=0.5..1.5 or escitalopram=5,10,20.`,
    );
  const range = /^(.+?)\s*\.\.\s*(.+)$/.exec(values);
  const list = range ? spread(number(range[1]!), number(range[2]!), points) : values.split(",").map(number);
  if (list.length > mostValues)
    throw usage(`"${name}" has ${list.length} values; at most ${mostValues} are run.`);
  return { name, values: list };
}

/** Values at equal distances from one to another, both with them. */
function spread(from: number, to: number, count: number): number[] {
  if (from === to || count < 2) return [from];
  return Array.from({ length: count }, (_, i) =>
    Number((from + ((to - from) * i) / (count - 1)).toPrecision(12)),
  );
}

function number(text: string): number {
  const digits = text.trim().replace(/\s*mg$/i, "");
  const value = Number(digits);
  if (digits === "" || !Number.isFinite(value)) throw usage(`"${text.trim()}" is not a number.`);
  return value;
}

const usage = (message: string) => new StudyFault(message, true);

/** Every combination of the values, the last axis running fastest; or the first with the first, and so on. */
export function combinations(
  axes: readonly { readonly values: readonly number[] }[],
  way: "grid" | "zip",
): number[][] {
  const [first, ...others] = axes;
  if (!first) return [];
  if (way === "grid")
    return axes.reduce<number[][]>(
      (done, { values }) => done.flatMap((at) => values.map((value) => [...at, value])),
      [[]],
    );
  if (others.some(({ values }) => values.length !== first.values.length))
    throw usage(
      `--zip takes values two by two, but there are ${axes.map(({ values }) => values.length).join(" and ")} of them.`,
    );
  return first.values.map((_, i) => axes.map(({ values }) => values[i]!));
}
