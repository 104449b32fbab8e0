import { curvePaint } from "./chart.ts";
import { drawingWidth, fresh, h, plain, s, show } from "./dom.ts";
import { isRecord, keep, recall } from "./kept.ts";
import { inPlace, type Misconception, score } from "./misconceptions.ts";
import { type Curve, sampled } from "./series.ts";

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

const pad = { left: 52, right: 14, top: 12, bottom: 30 };
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
  const width = drawingWidth();
  const height = 260;
  const times = Array.from({ length: pointsDrawn }, (_, i) => (i * weeks) / (pointsDrawn - 1));
  const drawn = times.map(() => start);
  let isTouched = false;
  const kept = recall(`predict ${id}`, isDrawing);
  if (kept) {
    isTouched = true;
    for (const i of drawn.keys()) drawn[i] = Math.min(high, Math.max(low, kept.drawn[i]!));
  }
  const remember = (isShown: boolean) => keep(`predict ${id}`, isTouched ? { drawn, isShown } : undefined);
  const x = (week: number) => pad.left + ((width - pad.left - pad.right) * week) / weeks;
  const y = (value: number) =>
    height - pad.bottom - ((height - pad.top - pad.bottom) * (value - low)) / (high - low);

  const heading = fresh("predict");
  const mine = s("polyline", { class: "mine", fill: "none" });
  const truthLine = s("polyline", { class: "truth", fill: "none" });
  const handles = times.map((week, i) =>
    s("circle", {
      class: "handle",
      r: 9,
      cx: x(week),
      cy: y(start),
      tabindex: 0,
      role: "slider",
      "aria-orientation": "vertical",
      "aria-label": `Your ${axis} at week ${plain(week)}`,
      "aria-valuemin": low,
      "aria-valuemax": high,
      "data-point": i,
    }),
  );
  const svg = s(
    "svg",
    {
      viewBox: `0 0 ${width} ${height}`,
      class: "drawing",
      role: "group",
      "aria-label": `Drawing of ${axis} over ${weeks} weeks`,
    },
    axes(),
    mine,
    truthLine,
    ...handles,
  );
  const button = h("button", { type: "button", disabled: true }, "Show what the model says");
  const again = h("button", { type: "button", class: "quiet", hidden: true }, "Draw again");
  const feedback = h("div", { class: "feedback", "aria-live": "polite" });
  const element = h(
    "section",
    { class: "predict", id, "aria-labelledby": heading, "data-predict": id },
    h("h3", { id: heading }, "Your prediction"),
    h("p", {}, ask),
    h(
      "p",
      { class: "hint" },
      "Drag across the picture, or move to a point with Tab and set it with the arrow keys.",
    ),
    svg,
    h("div", { class: "buttons" }, button, again),
    feedback,
  );

  function axes(): SVGGElement {
    const group = s("g", { class: "axes" });
    for (const week of [0, weeks / 4, weeks / 2, (3 * weeks) / 4, weeks])
      group.append(
        s("line", { x1: x(week), x2: x(week), y1: pad.top, y2: height - pad.bottom }),
        s(
          "text",
          { x: x(week), y: height - 9, "text-anchor": "middle" },
          week === 0 ? "week 0" : plain(week),
        ),
      );
    for (let k = 0; k <= 4; k++) {
      const value = low + ((high - low) * k) / 4;
      group.append(
        s("line", { x1: pad.left, x2: width - pad.right, y1: y(value), y2: y(value) }),
        s("text", { x: pad.left - 8, y: y(value) + 4, "text-anchor": "end" }, say(value)),
      );
    }
    return group;
  }

  function redraw(): void {
    mine.setAttribute("points", times.map((week, i) => `${x(week)},${y(drawn[i]!)}`).join(" "));
    mine.setAttribute("stroke", curvePaint(1));
    for (const [i, handle] of handles.entries()) {
      handle.setAttribute("cy", String(y(drawn[i]!)));
      handle.setAttribute("fill", curvePaint(1));
      handle.setAttribute("aria-valuenow", plain(drawn[i]!).replace("\u2212", "-"));
      handle.setAttribute("aria-valuetext", say(drawn[i]!));
    }
    button.disabled = !isTouched;
  }

  const put = (i: number, value: number) => {
    drawn[i] = Math.min(high, Math.max(low, value));
    isTouched = true;
    redraw();
    remember(false);
  };

  let lastPoint: number | undefined;
  const follow = (event: PointerEvent) => {
    const box = svg.getBoundingClientRect();
    const px = ((event.clientX - box.left) / box.width) * width;
    const py = ((event.clientY - box.top) / box.height) * height;
    const share = (px - pad.left) / (width - pad.left - pad.right);
    const i = Math.min(pointsDrawn - 1, Math.max(0, Math.round(share * (pointsDrawn - 1))));
    const value = low + ((height - pad.bottom - py) / (height - pad.top - pad.bottom)) * (high - low);
    // A quick hand skips points: those in between lie on the line.
    const from = lastPoint ?? i;
    const steps = Math.abs(i - from);
    const before = drawn[from]!;
    for (let k = 1; k < steps; k++)
      put(from + Math.sign(i - from) * k, before + ((value - before) * k) / steps);
    put(i, value);
    lastPoint = i;
  };
  svg.addEventListener("pointerdown", (event) => {
    svg.setPointerCapture(event.pointerId);
    lastPoint = undefined;
    follow(event);
  });
  svg.addEventListener("pointermove", (event) => {
    if (svg.hasPointerCapture(event.pointerId)) follow(event);
  });
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

  button.addEventListener("click", async () => {
    button.disabled = true;
    const { curve, cause } = await options.truth();
    const days = times.map((week) => week * 7);
    const guess = {
      times,
      drawn,
      truth: sampled(curve, days),
      cause: cause ? sampled(cause, days) : undefined,
      height: high - low,
    };
    const fine = Array.from({ length: 97 }, (_, i) => (i * weeks) / 96);
    const path = sampled(
      curve,
      fine.map((week) => week * 7),
    );
    truthLine.setAttribute(
      "points",
      fine.map((week, i) => `${x(week)},${y(Math.min(high, Math.max(low, path[i]!)))}`).join(" "),
    );
    truthLine.setAttribute("stroke", curvePaint(0));
    const { points, distance } = score(guess);
    const found = misconceptions.filter((m) => m.shows(guess));
    show(
      feedback,
      h(
        "p",
        {},
        h("b", {}, `${points} of 100. `),
        `On average your curve is ${say(distance)} away from the model's, which starts at ${say(guess.truth[0]!)} and ends at ${say(guess.truth.at(-1)!)}.`,
      ),
      ...(found.length > 0
        ? found.map((m) => h("p", { class: "misconception", "data-misconception": m.id }, m.say))
        : [h("p", {}, points >= good ? well : inPlace(guess, say))]),
    );
    element.dataset.state = "revealed";
    again.hidden = false;
    remember(true);
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
  return element;
}
