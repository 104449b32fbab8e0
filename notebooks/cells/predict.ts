import { curvePaint } from "./chart.ts";
import { fresh, h, plain, s, show } from "./dom.ts";
import { keep, recall } from "./kept.ts";
import { inPlace, type Misconception, score } from "./misconceptions.ts";
import { hidesAnswers } from "./options.ts";
import { pictureOf } from "./picture.ts";
import { type Curve, sampled } from "./series.ts";
import { isRecord } from "./shapes.ts";
import { contribute } from "./sheet.ts";
import { word } from "./words.ts";

export interface PredictOptions {
  readonly id: string;
  /** What to draw, as a question. */
  readonly ask: string;
  /** What the axis shows. */
  readonly axis: string;
  readonly weeks: number;
  readonly low: number;
  readonly high: number;
  /** Where the drawing starts. */
  readonly start: number;
  /** What the model says; asked when the reader wants to know. */
  truth(): Promise<{ readonly curve: Curve; readonly cause?: Curve }>;
  readonly misconceptions: readonly Misconception[];
  /** What to say to a drawing that shows none of them. */
  readonly well: string;
  readonly say?: (value: number) => string;
}

const pointsDrawn = 9;
/** Points from which a drawing is praised. */
const good = 80;

const isDrawing = (kept: unknown): kept is { drawn: number[]; isShown: boolean } =>
  isRecord(kept) &&
  Array.isArray(kept.drawn) &&
  kept.drawn.length === pointsDrawn &&
  kept.drawn.every(Number.isFinite);

/**
 * The reader draws what they expect, with the pointer or point by point with the keys, then sees the model's curve on
 * top with a score, and what the drawing tells about how they thought.
 */
export function predict(options: PredictOptions): HTMLElement {
  const { id, ask, axis, weeks, low, high, start, misconceptions, well, say = plain } = options;
  const field = { axis, weeks, low, high, say };
  const times = Array.from({ length: pointsDrawn }, (_, i) => (i * weeks) / (pointsDrawn - 1));
  const picture = pictureOf(field);
  const drawn = times.map(() => start);
  let isTouched = false;
  const kept = recall(`predict ${id}`, isDrawing);
  if (kept) {
    isTouched = true;
    for (const i of drawn.keys()) drawn[i] = picture.clamped(kept.drawn[i]!);
  }
  const remember = (isShown: boolean) => keep(`predict ${id}`, isTouched ? { drawn, isShown } : undefined);

  const heading = fresh("predict");
  const mine = s("polyline", { class: "mine", fill: "none" });
  const truthLine = s("polyline", { class: "truth", fill: "none" });
  const handles = times.map((week, i) =>
    s("circle", {
      class: "handle",
      r: 9,
      cx: picture.x(week),
      cy: picture.y(start),
      tabindex: 0,
      role: "slider",
      "aria-orientation": "vertical",
      "aria-label": word("your value at week", { axis, week: plain(week) }),
      "aria-valuemin": low,
      "aria-valuemax": high,
      "data-point": i,
    }),
  );
  picture.svg.append(mine, truthLine, ...handles);
  const button = h(
    "button",
    { type: "button", disabled: true },
    word(hidesAnswers ? "my drawing is done" : "show the model"),
  );
  const again = h("button", { type: "button", class: "quiet", hidden: true }, word("draw again"));
  const feedback = h("div", { class: "feedback", "aria-live": "polite" });
  const element = h(
    "section",
    { class: "predict", id, "aria-labelledby": heading, "data-predict": id },
    h("h3", { id: heading }, word("your prediction")),
    h("p", {}, ask),
    h("p", { class: "hint" }, word("how to draw")),
    picture.svg,
    h("div", { class: "buttons" }, button, again),
    feedback,
  );

  function redraw(): void {
    mine.setAttribute("points", picture.line(times, drawn));
    mine.setAttribute("stroke", curvePaint(1));
    for (const [i, handle] of handles.entries()) {
      handle.setAttribute("cy", String(picture.y(drawn[i]!)));
      handle.setAttribute("fill", curvePaint(1));
      handle.setAttribute("aria-valuenow", plain(drawn[i]!).replace("\u2212", "-"));
      handle.setAttribute("aria-valuetext", say(drawn[i]!));
    }
    button.disabled = !isTouched;
  }

  const put = (i: number, value: number) => {
    drawn[i] = picture.clamped(value);
    isTouched = true;
    redraw();
    remember(false);
  };
  drawnByPointer(picture, put, (i) => drawn[i]!);
  for (const [i, handle] of handles.entries())
    handle.addEventListener("keydown", (event) => {
      const step = (high - low) / 20;
      const by: Record<string, number> = {
        ArrowUp: step,
        ArrowRight: step,
        ArrowDown: -step,
        ArrowLeft: -step,
        PageUp: 5 * step,
        PageDown: -5 * step,
      };
      const move = by[event.key];
      if (event.key === "Home") put(i, low);
      else if (event.key === "End") put(i, high);
      else if (move !== undefined) put(i, drawn[i]! + move);
      else return;
      event.preventDefault();
    });

  /** What the model says, at the points that are drawn and finely. */
  const told = async () => {
    const { curve, cause } = await options.truth();
    const at = (weeksAt: readonly number[], one: Curve) =>
      sampled(
        one,
        weeksAt.map((week) => week * 7),
      );
    const fine = Array.from({ length: 97 }, (_, i) => (i * weeks) / 96);
    const guess = {
      times,
      drawn: [...drawn],
      truth: at(times, curve),
      cause: cause && at(times, cause),
      height: high - low,
    };
    return { guess, fine, path: at(fine, curve) };
  };
  const judged = async () => {
    const { guess, fine, path } = await told();
    return { guess, fine, path, ...score(guess), found: misconceptions.filter((m) => m.shows(guess)) };
  };

  button.addEventListener("click", async () => {
    button.disabled = true;
    again.hidden = false;
    remember(true);
    if (hidesAnswers) {
      show(feedback, h("p", {}, word("drawing kept")));
      return;
    }
    const { guess, fine, path, points, distance, found } = await judged();
    truthLine.setAttribute("points", picture.line(fine, path));
    truthLine.setAttribute("stroke", curvePaint(0));
    const where = { distance: say(distance), start: say(guess.truth[0]!), end: say(guess.truth.at(-1)!) };
    show(
      feedback,
      h("p", {}, h("b", {}, `${word("points", { points })} `), word("distance", where)),
      ...(found.length > 0
        ? found.map((m) => h("p", { class: "misconception", "data-misconception": m.id }, m.say))
        : [h("p", {}, points >= good ? well : inPlace(guess, say))]),
    );
    element.dataset.state = "revealed";
  });
  again.addEventListener("click", () => {
    truthLine.setAttribute("points", "");
    show(feedback);
    for (const i of drawn.keys()) drawn[i] = start;
    isTouched = false;
    again.hidden = true;
    delete element.dataset.state;
    redraw();
    remember(false);
  });
  redraw();
  if (kept?.isShown) button.click();

  contribute({
    element,
    async toHandIn() {
      if (!isTouched) return {};
      const { guess, points, found } = await judged();
      const ways = found.map((m) => m.id);
      return { drawing: { ask, axis, weeks, low, high, drawn, truth: guess.truth, points, ways } };
    },
    task: () => [h("p", {}, h("b", {}, ask)), h("p", { class: "axis" }, axis), pictureOf(field).svg],
    async answer() {
      const { fine, path } = await told();
      const sheet = pictureOf(field);
      const line = s("polyline", { class: "truth", fill: "none", points: sheet.line(fine, path) });
      line.setAttribute("stroke", curvePaint(0));
      sheet.svg.append(line);
      return [
        h("p", {}, h("b", {}, ask)),
        sheet.svg,
        h("p", {}, word("said to a fitting drawing", { well })),
      ];
    },
  });
  return element;
}

/** Follows the pointer across the points. A quick hand skips some: those in between lie on the line. */
function drawnByPointer(
  picture: ReturnType<typeof pictureOf>,
  put: (i: number, value: number) => void,
  drawnAt: (i: number) => number,
): void {
  const { svg } = picture;
  let last: number | undefined;
  const follow = (event: PointerEvent) => {
    const { share, value } = picture.at(event);
    const i = Math.min(pointsDrawn - 1, Math.max(0, Math.round(share * (pointsDrawn - 1))));
    const from = last ?? i;
    const steps = Math.abs(i - from);
    const before = drawnAt(from);
    for (let k = 1; k < steps; k++)
      put(from + Math.sign(i - from) * k, before + ((value - before) * k) / steps);
    put(i, value);
    last = i;
  };
  svg.addEventListener("pointerdown", (event) => {
    svg.setPointerCapture(event.pointerId);
    last = undefined;
    follow(event);
  });
  svg.addEventListener("pointermove", (event) => {
    if (svg.hasPointerCapture(event.pointerId)) follow(event);
  });
}
