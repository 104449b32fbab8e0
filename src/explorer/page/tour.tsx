import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { columnOf, valueAt } from "../../engine/index.ts";
import { tourSteps } from "../../model/index.ts";
import { drawn, type Guess, guessAt, noGuess, type Stroke, steered, steeredWeeks } from "../guess.ts";
import { sameState } from "../link.ts";
import type { ExplorerState } from "../types.ts";
import type { Line } from "./curves.ts";
import { word } from "./language.ts";
import { page } from "./library.ts";
import { level } from "./numbers.ts";
import { Quiet } from "./parts.tsx";
import { cursor, ghost, result, state, system, tab } from "./state.ts";
import { address, change } from "./store.ts";
import { cutStep, guessStep, step, timeStep } from "./tour-steps.ts";

const key = "lull-tour-seen";

/** Whether this visitor has seen the tour; where nothing can be remembered, it is shown once a visit. */
function wasSeen(): boolean {
  try {
    return localStorage.getItem(key) === "1";
  } catch {
    return false;
  }
}
function remember(): void {
  try {
    localStorage.setItem(key, "1");
  } catch {
    // A browser that keeps nothing shows the tour again; that is all.
  }
}

step.value = !page.tour || wasSeen() || location.hash.length > 1 ? undefined : 0;
const guess = signal<Guess>(noGuess);

/** Until the visitor has guessed, the answer is covered. */
export const isGuessing = () => step.value === 0 || step.value === 1;

/** The guessed curve, drawn beside the answer. */
export function guessLine(): Line[] {
  if (step.value !== 1 && step.value !== 2) return [];
  const { weeks, values } = guess.value;
  return [
    {
      times: Float64Array.from(weeks, (week) => week * 7),
      values: Float32Array.from(values),
      color: "#D55E00",
      width: 2.5,
      dash: [6, 4],
    },
  ];
}

/** Where the pen was last, while it is down. */
let pen: Stroke | undefined;

/** Draws the guess on the chart; true where the pen is the tour's and not the time cursor's. */
export function drawGuess(kind: "down" | "move" | "up", at: Stroke | undefined): boolean {
  if (step.value !== guessStep) return false;
  if (kind === "up" || !at) pen = undefined;
  else if (kind === "down" || pen) {
    guess.value = drawn(guess.value, kind === "down" ? at : pen!, at);
    pen = at;
  }
  return true;
}

/** What was on the screen before the tour took it for its own case. */
const before = signal<ExplorerState | undefined>(undefined);

function begin(): void {
  address.write();
  const { opening, tour } = page;
  before.value = sameState(state.value, opening) ? undefined : state.value;
  const courses = opening.current.courses.map((course) => ({ ...course, dose: tour?.dose ?? course.dose }));
  change({ ...opening, current: { ...opening.current, courses } });
  ghost.value = undefined;
  tab.value = "time";
  step.value = 1;
}

export function startTour(): void {
  guess.value = noGuess;
  step.value = 0;
}

function end(): void {
  remember();
  step.value = undefined;
  before.value = undefined;
}

function backToMyCase(): void {
  if (before.value) change(before.value);
  end();
}

export function Tour() {
  const at = step.value;
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    if (at !== undefined) box.current?.focus({ preventScroll: true });
  }, [at]);
  useEffect(() => {
    if (at === undefined) return undefined;
    const close = (event: KeyboardEvent) => event.key === "Escape" && end();
    document.addEventListener("keydown", close);
    return () => document.removeEventListener("keydown", close);
  }, [at]);
  const hasWork = at === 0 && !sameState(state.value, page.opening);
  const go = () => {
    if (at === undefined) return;
    if (at === 0) begin();
    else if (at === 2) {
      change({ logTime: true });
      cursor.value = 1;
      step.value = 3;
    } else if (at === 3) {
      change({ logTime: false });
      cursor.value = state.value.duration;
      tab.value = "circuit";
      system.value = undefined;
      step.value = cutStep;
    } else if (at === 5) end();
    else step.value = at + 1;
  };
  const isDone =
    (at === timeStep && cursor.value >= 0.95 * state.value.duration) ||
    (at === cutStep && state.value.current.gates[page.tour?.cut ?? ""] === 0);
  useEffect(() => {
    if (!isDone) return undefined;
    // A step ends when what it asks for is done; a moment is left to see it.
    const timer = setTimeout(go, 1500);
    return () => clearTimeout(timer);
  }, [isDone, at]);
  if (at === undefined || !page.tour) return null;
  const { label, steps } = page.tour;
  const { title, text, next } = steps[tourSteps[at]!];
  return (
    <section class="tour" ref={box} tabIndex={-1} aria-label={word("guided tour")} role="dialog">
      <p class="hint">{word("step of", { n: at + 1, all: tourSteps.length })}</p>
      <h2>{page.text(title)}</h2>
      <p>{at === 2 ? verdict(page.text(text)) : page.text(text)}</p>
      {hasWork && <p>{word("tour case")}</p>}
      {at === 1 && (
        <div class="guess">
          {steeredWeeks.map((week) => (
            <label key={week}>
              <span>{word("week", { n: week })}</span>
              <input
                type="range"
                min={0}
                max={1}
                step={0.01}
                value={guessAt(guess.value, week)}
                aria-label={page.text(label).replace("{n}", String(week))}
                onInput={(event) => {
                  guess.value = steered(guess.value, week, Number(event.currentTarget.value));
                }}
              />
              <output>{level(guessAt(guess.value, week))}</output>
            </label>
          ))}
        </div>
      )}
      <p class="tour-buttons">
        <button type="button" id="tour-next" onClick={go}>
          {page.text(next)}
        </button>
        {before.value && (
          <Quiet id="tour-back" onClick={backToMyCase}>
            {word("back to my case")}
          </Quiet>
        )}
        {at < tourSteps.length - 1 && (
          <Quiet id="tour-skip" onClick={end}>
            {word("skip the tour")}
          </Quiet>
        )}
      </p>
    </section>
  );
}

/** How the guess compares, in words. */
function verdict(text: string): string {
  const now = result.value;
  const values = now && columnOf(now.samples, page.opening.main);
  if (!now || !values) return "";
  const [early, , late] = steeredWeeks.map((week) => valueAt(now.samples.times, values, week * 7));
  const [guessEarly, guessLate] = [guessAt(guess.value, 2), guessAt(guess.value, 12)];
  const compare = (mine: number, its: number) =>
    word(Math.abs(mine - its) < 0.05 ? "about right" : mine > its ? "more than model" : "less than model");
  const numbers: Record<string, string> = {
    early: level(early),
    ownEarly: level(guessEarly),
    compareEarly: compare(guessEarly, early!),
    late: level(late),
    ownLate: level(guessLate),
    compareLate: compare(guessLate, late!),
  };
  return text.replace(/\{(\w+)\}/g, (whole, name) => numbers[name] ?? whole);
}
