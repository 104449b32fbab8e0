import { effect, signal } from "@preact/signals";
import { type CaseResult, columnOf } from "../../engine/index.ts";
import { caseText } from "../scenario-text.ts";
import { spread } from "../spread.ts";
import type { Line } from "./curves.ts";
import { word } from "./language.ts";
import { describe, page, parameters, spoken } from "./library.ts";
import { caseStyle } from "./lines.ts";
import { level, shown } from "./numbers.ts";
import { Quiet } from "./parts.tsx";
import { state } from "./state.ts";
import { simulateBeside } from "./store.ts";

/** One number tried over its plausible range. */
interface Sweep {
  readonly parameter: string;
  readonly values: readonly number[];
  readonly answers: readonly (CaseResult | undefined)[];
  readonly done: number;
}

export const sweep = signal<Sweep | undefined>(undefined);
/** Fans are numbered, so that a late answer does not come into a newer one. */
let latest = 0;

/** Runs the current case with a number over its range, and draws a fan of curves as they come. */
export async function startSweep(parameter: string): Promise<void> {
  const range = parameters.get(parameter)?.range;
  if (!range) return;
  const turn = ++latest;
  const values = spread(range, 7);
  const answers: (CaseResult | undefined)[] = [];
  const { current, duration, file } = state.value;
  sweep.value = { parameter, values, answers, done: 0 };
  for (const value of values) {
    const one = { ...current, set: { ...current.set, [parameter]: value } };
    answers.push(await simulateBeside(caseText(page, one, duration, file)));
    if (turn !== latest) return;
    sweep.value = { parameter, values, answers: [...answers], done: answers.length };
  }
}

export function endSweep(): void {
  latest++;
  sweep.value = undefined;
}

// Another case, or another length of the run, is not what the fan shows.
let before = state.value;
effect(() => {
  const now = state.value;
  if (now.current !== before.current || now.duration !== before.duration) endSweep();
  before = now;
});

/** The fan, from pale at the low end of the range to full color at the high end. */
export function fanLines(): Line[] {
  const fan = sweep.value;
  if (!fan) return [];
  const { color } = caseStyle(0);
  return fan.answers.flatMap((answer, i) => {
    const values = answer && columnOf(answer.samples, state.value.main);
    const strength = Math.round(70 + (185 * i) / (fan.values.length - 1));
    const shade = `${color}${strength.toString(16).padStart(2, "0")}`;
    return values ? [{ times: answer.samples.times, values, color: shade, width: 1.25, dash: [] }] : [];
  });
}

/** What the fan is, in the place of what the chart shows. */
export function FanNote() {
  const { parameter, values, answers, done } = sweep.value!;
  const unit = parameters.get(parameter)?.unit.text;
  const ends = answers.flatMap((answer) => {
    const column = answer && columnOf(answer.samples, state.value.main);
    return column ? [column[column.length - 1]!] : [];
  });
  const own = describe(state.value.main).unit;
  const isDone = done === values.length;
  return (
    <div class="hint band" id="fan">
      {word("fan", {
        name: spoken(parameter),
        low: shown(values[0], unit),
        high: shown(values.at(-1), unit),
      })}{" "}
      {isDone &&
        ends.length > 0 &&
        `${word("fan ends", { low: level(Math.min(...ends), own), high: level(Math.max(...ends), own) })} `}
      {isDone && ends.length < values.length && `${word("fan failed", { n: values.length - ends.length })} `}
      {!isDone && (
        <progress
          max={values.length}
          value={done}
          aria-label={word("sweeping", { name: spoken(parameter) })}
        />
      )}{" "}
      <Quiet id="end-sweep" onClick={endSweep}>
        {word(isDone ? "close" : "cancel")}
      </Quiet>
    </div>
  );
}
