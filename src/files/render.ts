import { createRequire } from "node:module";
import type { SKRSContext2D } from "@napi-rs/canvas";
import {
  CategoryScale,
  Chart,
  type ChartItem,
  Filler,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  SubTitle,
  Title,
} from "chart.js";
import { drawPoint } from "chart.js/helpers";
import {
  bare,
  type Figure,
  factorLabel,
  factorTicks,
  type LegendEntry,
  type LineChart,
  legendWidth,
  SvgPage,
  withDensity,
  withSource,
} from "../charts/index.ts";
import { wrap } from "../text/index.ts";

/** PNG is made of pixels; SVG and PDF stay sharp at any size, and their text is text. */
export type PictureFormat = "png" | "svg" | "pdf";

export interface RenderOptions {
  readonly format: PictureFormat;
  /** px */
  readonly width: number;
  readonly height: number;
}

export interface FigureOptions {
  readonly format: PictureFormat;
  /** px, 96 to the inch; 1200 when left out. The height follows from the number of charts. */
  readonly width?: number | undefined;
  /** Pixels of the PNG per px; 1.5 (144 dpi) when left out. */
  readonly pixelRatio?: number | undefined;
  /** Without title, question and foot, as a figure with a caption of its own wants it; the file itself still says where it comes from. */
  readonly isPlain?: boolean | undefined;
  /** Lines that say where the numbers come from; they stand at the foot, and in the metadata of the file. */
  readonly provenance?: string | undefined;
}

/** How figures are written to a folder. */
export interface PictureOptions extends Pick<FigureOptions, "width" | "pixelRatio" | "isPlain"> {
  readonly formats?: readonly PictureFormat[] | undefined;
}

/** The family our fonts go by: a name that no system has, so that text looks the same (and is there) everywhere. */
const family = "Lull Plot";
const svgFamily = "'DejaVu Sans', Verdana, sans-serif";
const ink = "#222222";
const paleInk = "#555555";
const paper = "#ffffff";

const load = createRequire(import.meta.url);
/** Native code that takes a while to load: only what draws waits for it. */
const skia = () => load("@napi-rs/canvas") as typeof import("@napi-rs/canvas");

let ready = false;
function prepare(): void {
  if (ready) return;
  for (const file of ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"])
    if (!skia().GlobalFonts.registerFromPath(load.resolve(`dejavu-fonts-ttf/ttf/${file}`), family))
      throw new Error(`invalid font: ${file}; expected a TrueType file that can be read`);
  Chart.register(
    LineController,
    LineElement,
    PointElement,
    LinearScale,
    LogarithmicScale,
    CategoryScale,
    Filler,
    Legend,
    Title,
    SubTitle,
  );
  ready = true;
}

interface SheetStyle {
  readonly font: string;
  readonly color: string;
  /** Line height in px. */
  readonly height: number;
}

const looks = {
  title: { font: fontOf(20, true), color: ink, height: 27 },
  question: { font: fontOf(13), color: paleInk, height: 18 },
  chart: { font: fontOf(14, true), color: ink, height: 21 },
  about: { font: fontOf(11.5), color: paleInk, height: 15 },
} as const;
const usualMargin = 24;
const gap = 22;
const swatch = 36;
/** Ticks that have room along an axis by factors. */
const mostFactorTicks = 6;
const note = "Lull: a research and teaching model, not medical advice.";

/** The 2D context of a canvas, Skia's or our own for SVG, as this file uses it. */
type Context = Pick<
  CanvasRenderingContext2D,
  "fillStyle" | "strokeStyle" | "lineWidth" | "font" | "textAlign" | "textBaseline" | "fillRect" | "fillText"
> &
  Pick<CanvasRenderingContext2D, "beginPath" | "moveTo" | "lineTo" | "stroke" | "setLineDash">;

/** A sheet to draw on: its own context, and room for charts. */
interface Sheet {
  readonly context: Context;
  chart(config: LineChart, x: number, y: number, width: number, height: number): void;
  /** The picture. `title` names it in its metadata. */
  finish(title: string): Promise<Buffer | string>;
}

/** One chart as a picture: PNG bytes of exactly the size asked, or SVG text. */
export async function renderChart(config: LineChart, options: RenderOptions): Promise<Buffer | string> {
  prepare();
  const { format, width, height } = options;
  const sheet = newSheet(format, width, height, 1);
  sheet.chart(config, 0, 0, width, height);
  return sheet.finish(String(config.options?.plugins?.title?.text ?? "Chart"));
}

/** Every figure as files of each format, PNG and SVG by default, by file name. */
export async function figureFiles(
  figures: readonly Figure[],
  provenance: string,
  { formats = ["png", "svg"], ...look }: PictureOptions = {},
): Promise<Map<string, string | Uint8Array>> {
  const files = new Map<string, string | Uint8Array>();
  for (const figure of figures)
    for (const format of formats)
      files.set(`${figure.id}.${format}`, await renderFigure(figure, { format, provenance, ...look }));
  return files;
}

/** A figure as a picture: heading, question, one legend, and its charts in a grid. */
export async function renderFigure(figure: Figure, options: FigureOptions): Promise<Buffer | string> {
  prepare();
  const { format, width = 1200, pixelRatio = 1.5, provenance = "", isPlain = false } = options;
  const margin = isPlain ? 4 : usualMargin;
  const room = width - 2 * margin;
  const { columns, cell, plotHeight } = gridOf(figure.charts.length, room);
  const title = isPlain ? [] : fitted(figure.title, looks.title.font, room);
  const question = isPlain ? [] : fitted(figure.subtitle, looks.question.font, room);
  const legend = legendRows(figure.legend, room);
  const foot = isPlain
    ? []
    : [note, ...provenance.split("\n").flatMap((line) => fitted(line, looks.about.font, room))];
  const charts = figure.charts.map((chart) => ({
    ...chart,
    about: isPlain ? [] : fitted(chart.about, looks.about.font, cell).slice(0, 3),
  }));

  // The height follows from the texts, so all places are found before the sheet is made.
  const legendTop = margin + title.length * looks.title.height + question.length * looks.question.height + 10;
  let y = legendTop + legend.length * 22 + 14;
  const rows: { top: number; plotTop: number; charts: typeof charts }[] = [];
  for (let i = 0; i < charts.length; i += columns) {
    const row = charts.slice(i, i + columns);
    const plotTop =
      y + looks.chart.height + Math.max(...row.map((c) => c.about.length)) * looks.about.height + 4;
    rows.push({ top: y, plotTop, charts: row });
    y = plotTop + plotHeight + gap;
  }

  const height = Math.ceil(y + 11 + foot.length * looks.about.height);
  const sheet = newSheet(format, width, height, pixelRatio, provenance || undefined);
  const { context } = sheet;
  const below = writeLines(context, title, looks.title, margin, margin);
  writeLines(context, question, looks.question, margin, below);
  legend.forEach((row, i) => {
    for (const entry of row) drawLegendEntry(context, entry, margin, legendTop + i * 22 + 10);
  });
  for (const row of rows) {
    row.charts.forEach((chart, i) => {
      const x = margin + i * (cell + gap);
      const under = writeLines(context, [cut(chart.title, looks.chart.font, cell)], looks.chart, x, row.top);
      writeLines(context, chart.about, looks.about, x, under);
      sheet.chart(bare(chart.config), x, row.plotTop, cell, plotHeight);
    });
  }
  writeLines(context, foot, looks.about, margin, y);
  return sheet.finish(figure.title);
}

/** One wide chart, two or four in two columns, more in three where there is room. */
function gridOf(count: number, room: number): { columns: number; cell: number; plotHeight: number } {
  const wanted = count === 2 || count === 4 ? 2 : Math.min(3, count);
  const columns = Math.max(1, Math.min(wanted, Math.floor((room + gap) / 280)));
  const cell = Math.floor((room - (columns - 1) * gap) / columns);
  return { columns, cell, plotHeight: Math.round(Math.min(440, Math.max(220, cell * 0.62))) };
}

/** @param source where the numbers come from, for the file's metadata */
function newSheet(
  format: PictureFormat,
  width: number,
  height: number,
  pixelRatio: number,
  source?: string,
): Sheet {
  if (format === "pdf") return pdfSheet(width, height, source);
  if (format === "svg") {
    const page = new SvgPage(width, height, textWidth);
    const context = page.context() as unknown as Context;
    context.fillStyle = paper;
    context.fillRect(0, 0, width, height);
    return {
      context,
      chart: (config, x, y, w, h) => {
        const canvas: Record<string, unknown> = { width: w, height: h, style: {} };
        const panel = Object.assign(page.context(x, y), { canvas });
        canvas.getContext = () => panel;
        drawChart(canvas as unknown as ChartItem, config, 1, () => {});
      },
      finish: async (title) => page.toString(title, svgFamily, source),
    };
  }
  const canvas = skia().createCanvas(Math.round(width * pixelRatio), Math.round(height * pixelRatio));
  const native = canvas.getContext("2d");
  native.fillStyle = paper;
  native.fillRect(0, 0, canvas.width, canvas.height);
  native.scale(pixelRatio, pixelRatio);
  return {
    context: native as unknown as Context,
    chart: (config, x, y, w, h) => {
      const panel = skia().createCanvas(Math.round(w), Math.round(h));
      drawChart(panel as unknown as ChartItem, config, pixelRatio, () =>
        native.drawImage(panel, x, y, Math.round(w), Math.round(h)),
      );
    },
    finish: async () => {
      const png = await canvas.encode("png");
      return Buffer.from(withDensity(source ? withSource(png, source) : png, 96 * pixelRatio));
    },
  };
}

/** One page of a PDF. Its units are points, 72 to the inch. */
function pdfSheet(width: number, height: number, source?: string): Sheet {
  const about = { creator: "Lull", ...(source ? { subject: source } : {}) };
  const file = new (skia().PDFDocument)({ ...about, compressionLevel: 9 });
  const native = file.beginPage(width * 0.75, height * 0.75);
  native.scale(0.75, 0.75);
  return {
    context: native as unknown as Context,
    chart: (config, x, y, w, h) => {
      native.save();
      native.translate(x, y);
      const canvas: Record<string, unknown> = { width: w, height: h, style: {} };
      // Chart.js starts from the origin of its canvas, and clears it: here the page's own is kept, and nothing is on it yet.
      const kept = { canvas, setTransform: () => {}, resetTransform: () => {}, clearRect: () => {} };
      const panel = new Proxy(native as object, {
        get(target, name) {
          if (name in kept) return kept[name as keyof typeof kept];
          const value = Reflect.get(target, name, target);
          return typeof value === "function" ? value.bind(target) : value;
        },
        set: (target, name, value) => Reflect.set(target, name, value, target),
      });
      canvas.getContext = () => panel;
      drawChart(canvas as unknown as ChartItem, config, 1, () => {});
      native.restore();
    },
    finish: async () => {
      file.endPage();
      return file.close();
    },
  };
}

/** Draws, lets `copy` take what was drawn, and forgets the chart (which wipes its canvas). */
function drawChart(item: ChartItem, config: LineChart, devicePixelRatio: number, copy: () => void): void {
  const own: LineChart = structuredClone(config);
  // Titles and legend do not inherit the chart's own font and color, only the page-wide defaults.
  const { title, subtitle, legend } = own.options?.plugins ?? {};
  if (title) Object.assign(title, { color: ink, font: { ...title.font, family } });
  if (subtitle) Object.assign(subtitle, { color: paleInk, font: { ...subtitle.font, family } });
  if (legend?.labels) Object.assign(legend.labels, { color: ink, font: { ...legend.labels.font, family } });
  for (const axis of Object.values(own.options?.scales ?? {}))
    if (axis?.type === "logarithmic") {
      axis.afterBuildTicks = (scale) => {
        scale.ticks = factorTicks(scale.min, scale.max, mostFactorTicks).map((value) => ({ value }));
      };
      Object.assign(axis.ticks ?? {}, { callback: (value: number) => factorLabel(value) });
    }
  own.options = {
    ...own.options,
    responsive: false,
    animation: false,
    devicePixelRatio,
    color: ink,
    font: { family },
  };
  const chart = new Chart(item, own);
  copy();
  chart.destroy();
}

function fontOf(size: number, bold = false): string {
  return `${bold ? "bold " : ""}${size}px "${family}"`;
}

let ruler: SKRSContext2D | undefined;
function textWidth(text: string, font: string): number {
  ruler ??= skia().createCanvas(1, 1).getContext("2d");
  ruler.font = font;
  return ruler.measureText(text).width;
}

/** Words into lines no wider than `room`. */
const fitted = (text: string, font: string, room: number): string[] =>
  wrap(text, room, "", (part) => textWidth(part, font));

function cut(text: string, font: string, room: number): string {
  if (textWidth(text, font) <= room) return text;
  const letters = [...text];
  while (letters.length > 0 && textWidth(`${letters.join("")}…`, font) > room) letters.pop();
  return `${letters.join("")}…`;
}

function writeLines(
  context: Context,
  lines: readonly string[],
  look: SheetStyle,
  x: number,
  y: number,
): number {
  context.font = look.font;
  context.fillStyle = look.color;
  context.textAlign = "left";
  context.textBaseline = "top";
  lines.forEach((line, i) => {
    context.fillText(line, x, y + i * look.height);
  });
  return y + lines.length * look.height;
}

interface PlacedEntry {
  readonly entry: LegendEntry;
  readonly text: string;
  readonly x: number;
}

/** Legend entries laid out like words in a paragraph. */
function legendRows(legend: readonly LegendEntry[], room: number): PlacedEntry[][] {
  const rows: PlacedEntry[][] = [];
  let x = Number.POSITIVE_INFINITY;
  for (const entry of legend) {
    const text = cut(entry.label, looks.question.font, Math.min(room, 520) - swatch - 8);
    const width = swatch + 8 + textWidth(text, looks.question.font);
    if (x + width > room) {
      rows.push([]);
      x = 0;
    }
    rows[rows.length - 1]!.push({ entry, text, x });
    x += width + 28;
  }
  return rows;
}

function drawLegendEntry(context: Context, { entry, text, x }: PlacedEntry, left: number, y: number): void {
  const { color, dash, marker } = entry.style;
  const start = left + x;
  context.strokeStyle = color;
  context.fillStyle = color;
  context.lineWidth = legendWidth(entry.style);
  context.setLineDash([...dash]);
  context.beginPath();
  context.moveTo(start, y);
  context.lineTo(start + swatch, y);
  context.stroke();
  context.setLineDash([]);
  context.lineWidth = 1.5;
  if (marker !== "none") {
    const look = { pointStyle: marker, radius: 4.5, rotation: 0, borderWidth: 1.5 };
    drawPoint(context as CanvasRenderingContext2D, look, start + swatch / 2, y);
  }
  writeLines(context, [text], looks.question, start + swatch + 8, y - 8);
}
