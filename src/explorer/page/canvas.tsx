import { useComputed, useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { dose } from "../model-page.ts";
import { describe } from "./library.ts";
import { baselineOf, linesOf, paperColor } from "./lines.ts";
import { isShare } from "./numbers.ts";
import { drawings, paperLook } from "./paper.ts";
import { Plot, type PlotStyle } from "./plot.ts";
import { aside, front } from "./shown.ts";
import { duration, logTime } from "./state.ts";

/** Who repaints with the colors of the page's style when the theme changes. */
const themes = new Set<() => void>();
const media = [matchMedia("(prefers-color-scheme: dark)"), matchMedia("print")];
for (const query of media)
  query.addEventListener("change", () => {
    for (const repaint of themes) repaint();
  });

/** Calls back when light turns dark or the page is printed; returns how to stop that. */
export function onThemeChange(repaint: () => void): () => void {
  themes.add(repaint);
  return () => {
    themes.delete(repaint);
  };
}

export function look(): PlotStyle {
  const style = getComputedStyle(document.documentElement);
  return { ink: style.getPropertyValue("--pale").trim(), grid: style.getPropertyValue("--line").trim() };
}

/** A plot of one variable that follows the store. */
export function Canvas(props: {
  variable: () => string;
  showsTime: boolean;
  /** The chart that answers first; the others follow. */
  isFirst?: boolean;
  label: () => string;
  /** Values that the axis reaches at least. */
  span?: () => readonly [number, number] | undefined;
  extra?: () => ReturnType<typeof linesOf>;
  /** A pointer on the plot, at a time and a value. */
  onPen?: (kind: "down" | "move" | "up", at: { time: number; value: number } | undefined) => void;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const plot = useRef<Plot | undefined>(undefined);
  const theme = useSignal(0);
  const isSeen = useRef(true);
  const label = useComputed(props.label);
  useEffect(() => {
    const watch = new IntersectionObserver(([entry]) => {
      isSeen.current = entry?.isIntersecting ?? true;
    });
    if (canvas.current) watch.observe(canvas.current);
    return () => watch.disconnect();
  }, []);
  useEffect(() => {
    const repaint = () => {
      plot.current?.setLook(look());
      theme.value++;
    };
    const stop = onThemeChange(repaint);
    return () => {
      stop();
      plot.current?.destroy();
      plot.current = undefined;
    };
  }, [theme]);
  useSignalEffect(() => {
    theme.value;
    if (!canvas.current) return;
    plot.current ??= new Plot(canvas.current, props.showsTime, look());
    const variable = props.variable();
    const { axis, unit } = describe(variable);
    // Shares are told in per cent here, so a model's "1 is ..." is 100%.
    const ofShare = () => (axis ?? "").replace(/^1(?= is )/, "100%");
    const says = variable === dose ? "mg a day" : isShare(unit) ? ofShare() : (axis ?? unit);
    drawings.set(canvas.current, {
      axis: says,
      isPositive: () => plot.current?.isPositive ?? false,
      draw: (paper, isLog) => plot.current?.drawOn(paper, paperLook, paperColor, isLog),
    });
    plot.current.setTime(duration.value, logTime.value);
    plot.current.setUnit(variable === dose ? "mg" : describe(variable).unit || "1");
    const now = props.isFirst ? front.value : aside.value;
    const isMoving = now.answer?.precision === "coarse";
    const lines = [...linesOf(variable, now), ...(props.extra?.() ?? [])];
    const reference = variable === dose ? 0 : baselineOf(variable, now);
    // What is out of sight follows when the hand rests.
    if (!isMoving || isSeen.current) plot.current.draw(lines, isMoving, reference, props.span?.());
  });
  const pen = (kind: "down" | "move" | "up") => (event: PointerEvent) => {
    if (kind === "down") canvas.current?.setPointerCapture(event.pointerId);
    props.onPen?.(kind, plot.current?.at(event.offsetX, event.offsetY));
  };
  const handlers = props.onPen
    ? {
        onPointerDown: pen("down"),
        onPointerMove: pen("move"),
        onPointerUp: pen("up"),
        onPointerCancel: pen("up"),
      }
    : {};
  return (
    <canvas ref={canvas} role="img" aria-label={label} {...handlers}>
      {label}
    </canvas>
  );
}
