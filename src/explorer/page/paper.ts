import { BasicPlatform } from "chart.js";
import { SvgPage } from "../../charts/index.ts";

// What is on the screen drawn again as a file: white paper, at any size, text as text.

export const paperLook = { ink: "#333333", pale: "#57606a", grid: "#d8dee4" } as const;
export const family = "'DejaVu Sans', Verdana, sans-serif";

/** A chart on the page as it can be drawn once more. */
export interface Drawing {
  /** What its value axis says. */
  readonly axis: string;
  /** Whether all that it shows is above 0, so that its values have a logarithm. */
  readonly isPositive?: () => boolean;
  /** @param isLog with a logarithmic value axis, where the values have a logarithm */
  draw(paper: HTMLCanvasElement, isLog?: boolean): void;
}

export const drawings = new WeakMap<HTMLCanvasElement, Drawing>();

/** What a chart on paper takes besides its own options: no page is asked for room, nothing moves. */
export const onPaper = { platform: BasicPlatform } as const;
export const stillOptions = { responsive: false, animation: false, devicePixelRatio: 1 } as const;

let ruler: CanvasRenderingContext2D | undefined;

/** Width of a text in px, whichever family its font names: all of a figure is set in one. */
export function textWidth(text: string, font: string): number {
  ruler ??= document.createElement("canvas").getContext("2d")!;
  const size = /(\d+(?:\.\d+)?)px/.exec(font)?.[1] ?? "10";
  ruler.font = `${/\b(bold|[6-9]00)\b/.test(font) ? "bold " : ""}${size}px ${family}`;
  return ruler.measureText(text).width;
}

/** A part of an SVG page that Chart.js takes for a canvas. */
export function paperAt(page: SvgPage, x: number, y: number, width: number, height: number) {
  const canvas: Record<string, unknown> = { width, height, style: {} };
  const pen = Object.assign(page.context(x, y), { canvas });
  canvas.getContext = () => pen;
  return canvas as unknown as HTMLCanvasElement;
}

export const newPage = (width: number, height: number) => new SvgPage(width, height, textWidth);
