import { type CaseResult, columnOf, Engine, Refusal, valueAt } from "../engine/index.ts";
import type { Library } from "../language/index.ts";
import { firstShown, modelPage } from "./model-page.ts";
import { caseText } from "./scenario-text.ts";

/** What the engine made of the opening case when the page was built, as plain JSON: what the page shows of it first. */
export interface Opening extends Omit<CaseResult, "samples" | "baseline"> {
  readonly times: readonly number[];
  readonly columns: Readonly<Record<string, readonly number[]>>;
  /** null: none */
  readonly baseline: readonly (number | null)[];
}

/** As many digits as a plot can show. */
const digits = 5;
const short = (value: number) => Number(value.toPrecision(digits));

/**
 * Runs the opening case, so that a visitor sees its curves before the engine has come. It is the exact run, read at the
 * times of a coarse one; undefined where the library has not what the case names.
 */
export function openingOf(library: Library): Opening | undefined {
  const page = modelPage(library);
  const { current, duration } = page.opening;
  const names = firstShown(page);
  try {
    const engine = new Engine(library);
    const text = caseText(page, current, duration);
    const { times } = engine.simulate(text, "coarse", []).samples;
    const { samples, baseline, ...answer } = engine.simulate(text, "exact", names);
    if (answer.failure) return undefined;
    return {
      ...answer,
      times: Array.from(times, short),
      columns: Object.fromEntries(
        samples.names.map((name) => {
          const values = columnOf(samples, name)!;
          return [name, Array.from(times, (time) => short(valueAt(samples.times, values, time)))];
        }),
      ),
      baseline: Array.from(baseline, (level) => (Number.isFinite(level) ? short(level) : null)),
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return undefined;
  }
}

/** The same as an answer of the engine. */
export function answerOf({ times, columns, baseline, ...answer }: Opening): CaseResult {
  const names = Object.keys(columns);
  return {
    ...answer,
    samples: {
      times: Float64Array.from(times),
      names,
      values: Float32Array.from(names.flatMap((name) => columns[name]!)),
    },
    baseline: Float32Array.from(baseline, (level) => level ?? Number.NaN),
  };
}
