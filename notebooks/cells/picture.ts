import { drawingWidth, plain, s } from "./dom.ts";
import { word } from "./words.ts";

/** The field that a prediction is drawn in. */
export interface Field {
  readonly axis: string;
  readonly weeks: number;
  readonly low: number;
  readonly high: number;
  say(value: number): string;
}

const pad = { left: 57, right: 14, top: 12, bottom: 30 };
const height = 260;

/** A picture of a field: its axes, and where values and places lie in it. */
export function pictureOf(field: Field) {
  const { axis, weeks, low, high, say } = field;
  const width = drawingWidth();
  const room = { x: width - pad.left - pad.right, y: height - pad.top - pad.bottom };
  const clamped = (value: number) => Math.min(high, Math.max(low, value));
  const x = (week: number) => pad.left + (room.x * week) / weeks;
  const y = (value: number) => height - pad.bottom - (room.y * (clamped(value) - low)) / (high - low);
  const axes = s("g", { class: "axes" });
  for (const week of [0, weeks / 4, weeks / 2, (3 * weeks) / 4, weeks])
    axes.append(
      s("line", { x1: x(week), x2: x(week), y1: pad.top, y2: height - pad.bottom }),
      s(
        "text",
        { x: x(week), y: height - 9, "text-anchor": "middle" },
        week === 0 ? word("week 0") : plain(week),
      ),
    );
  const steps = stepsBetween(low, high);
  for (let k = 0; k <= steps; k++) {
    const value = low + ((high - low) * k) / steps;
    axes.append(
      s("line", { x1: pad.left, x2: width - pad.right, y1: y(value), y2: y(value) }),
      s("text", { x: pad.left - 13, y: y(value) + 4, "text-anchor": "end" }, say(value)),
    );
  }
  const svg = s(
    "svg",
    {
      viewBox: `0 0 ${width} ${height}`,
      class: "drawing",
      role: "group",
      "aria-label": word("drawing of", { axis, weeks }),
    },
    axes,
  );
  return {
    svg,
    clamped,
    x,
    y,
    line: (weeksAt: readonly number[], values: readonly number[]) =>
      weeksAt.map((week, i) => `${x(week)},${y(values[i]!)}`).join(" "),
    /** The place under the pointer, as shares of the axis of time and as a value. */
    at(event: { readonly clientX: number; readonly clientY: number }): { share: number; value: number } {
      const box = svg.getBoundingClientRect();
      const px = ((event.clientX - box.left) / box.width) * width;
      const py = ((event.clientY - box.top) / box.height) * height;
      const value = low + ((height - pad.bottom - py) / room.y) * (high - low);
      return { share: (px - pad.left) / room.x, value };
    },
  };
}

/** Into how many steps an axis is cut: as few of four to six as make every mark a multiple of a step, so that 0 has one. */
export const stepsBetween = (low: number, high: number): number =>
  [4, 5, 6].find((steps) => {
    const marks = (low * steps) / (high - low);
    return Math.abs(marks - Math.round(marks)) < 1e-9;
  }) ?? 4;
