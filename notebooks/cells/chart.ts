import axisWords from "virtual:lull-languages";
import { type ArmStyle, armStyle, referenceStyle } from "../../src/charts/index.ts";
import type { Line } from "../../src/explorer/page/curves.ts";
import { Plot } from "../../src/explorer/page/plot.ts";
import { speak } from "../../src/explorer/words.ts";
import { h, percent, plain, s, show } from "./dom.ts";
import { type Curve, inWords } from "./series.ts";
import { language, word } from "./words.ts";

// The axes are the explorer's, and so are their words.
speak(language, axisWords[language] ?? {});

/** Paper is white, whatever the screen was. */
const dark = matchMedia("screen and (prefers-color-scheme: dark)");

/** The look of a curve; on a dark page the first one takes the lighter of the palette's two blues. */
export function curveStyle(index: number): ArmStyle {
  const style = armStyle(index);
  const swapped: Record<string, string> = { "#0072B2": "#56B4E9", "#56B4E9": "#0072B2" };
  return dark.matches ? { ...style, color: swapped[style.color] ?? style.color } : style;
}

/** The color of a curve for what is no canvas: it follows when light turns dark. */
export function curvePaint(index: number): string {
  const { color } = armStyle(index);
  return { "#0072B2": "var(--blue)", "#56B4E9": "var(--sky)" }[color] ?? color;
}

export interface Named {
  readonly label: string;
  readonly curve: Curve;
}

export interface ChartOptions {
  readonly title: string;
  /** Unit of the values, beside the title. */
  readonly unit?: string;
  readonly weeks: number;
  /** Time by factors, from the first hour on. */
  readonly logTime?: boolean;
  /** A level to compare with, such as 1 for normal. */
  readonly reference?: number;
  readonly say?: (value: number) => string;
}

/** A small figure of curves over time with its summary in words below. */
export class TimeChart {
  readonly element: HTMLElement;
  private readonly canvas = h("canvas", { role: "img", "aria-label": word("being computed") });
  private readonly words = h("p", { class: "summary" });
  private readonly options: ChartOptions;
  private plot: Plot | undefined;

  constructor(options: ChartOptions) {
    this.options = options;
    const { title, unit } = options;
    this.element = h(
      "figure",
      { class: "chart" },
      h("figcaption", {}, h("b", {}, title), unit ? h("span", { class: "unit" }, ` ${unit}`) : undefined),
      h("div", { class: "canvas" }, this.canvas),
      this.words,
    );
    dark.addEventListener("change", () => {
      this.plot?.setLook(look());
      this.again?.();
    });
  }

  private again: (() => void) | undefined;

  /** Draws curves, the first on top, and the ghost of an earlier setting in grey. */
  draw(curves: readonly Named[], ghosts: readonly Curve[], isMoving: boolean): void {
    const { weeks, logTime = false, reference, say = plain, title } = this.options;
    this.again = () => this.draw(curves, ghosts, isMoving);
    this.plot ??= new Plot(this.canvas, true, look());
    this.plot.setTime(weeks * 7, logTime);
    // What is told in per cent is drawn in per cent.
    const scale = say === percent ? 100 : 1;
    const line = (curve: Curve, color: string, width: number, dash: readonly number[]): Line => ({
      times: curve.times,
      values: scale === 1 ? curve.values : Array.from(curve.values, (value) => scale * value),
      color,
      width,
      dash,
    });
    this.plot.draw(
      [
        ...curves.map(({ curve }, i) => line(curve, curveStyle(i).color, 2.75, curveStyle(i).dash)),
        ...ghosts.map((curve) => line(curve, referenceStyle.color, 1.75, [3, 3])),
      ],
      isMoving,
      reference === undefined ? undefined : scale * reference,
    );
    const words = curves
      .map(({ label, curve }) => `${label ? `${label}: ` : ""}${inWords(curve, weeks, say)}`)
      .join(". ");
    this.words.textContent = `${words}.`;
    // Nobody is read to while a hand moves.
    if (isMoving) return;
    this.canvas.setAttribute("aria-label", word("over weeks", { title, weeks, words }));
  }
}

function look() {
  const style = getComputedStyle(document.documentElement);
  return { ink: style.getPropertyValue("--pale"), grid: style.getPropertyValue("--line") };
}

/** Which curve is whose: a line in its color and dash beside its name. */
export function legend(labels: readonly string[], ghost?: string): HTMLElement {
  const item = (label: string, color: string, dash: readonly number[], width: number) =>
    h(
      "li",
      {},
      s(
        "svg",
        { width: 28, height: 10, "aria-hidden": "true" },
        s("line", {
          x1: 1,
          x2: 27,
          y1: 5,
          y2: 5,
          stroke: color,
          "stroke-width": width,
          "stroke-dasharray": dash.join(" "),
        }),
      ),
      label,
    );
  const list = h("ul", { class: "legend" });
  show(
    list,
    ...labels.map((label, i) => item(label, curvePaint(i), curveStyle(i).dash, 3)),
    ghost ? item(ghost, referenceStyle.color, [3, 3], 2) : undefined,
  );
  return list;
}
