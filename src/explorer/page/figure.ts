import { type ArmStyle, withDensity, withSource } from "../../charts/index.ts";
import { wrap } from "../../text/index.ts";
import { word } from "./language.ts";
import { drawings, family, newPage, paperAt, paperLook, textWidth } from "./paper.ts";

/** A chart of a figure: what stands above it, and the canvas that shows it on the page. */
export interface FigureChart {
  readonly title: string;
  readonly canvas: HTMLCanvasElement;
}

/** What a figure shows, from above. */
export interface PageFigure {
  readonly title: string;
  readonly legend: readonly { readonly label: string; readonly style: ArmStyle }[];
  readonly charts: readonly FigureChart[];
  /** The tab's words and numbers, the first row being the heads where `hasHead`. */
  readonly rows: readonly (readonly string[])[];
  readonly hasHead: boolean;
  /** Where it comes from; what is written into the file, whether it is seen or not. */
  readonly source: string;
  /** What stands below. */
  readonly foot: readonly string[];
}

/** How a figure is written. */
export interface FigureLook {
  /** mm */
  readonly width: number;
  /** pixels of a PNG to the inch */
  readonly dpi: number;
  /** Values by factors, in the charts where all of them are above 0. */
  readonly isLog: boolean;
  /** Without title and foot, for a page that has a caption of its own. */
  readonly isPlain: boolean;
}

export const usualLook: FigureLook = { width: 180, dpi: 300, isLog: false, isPlain: false };

const mm = 96 / 25.4;
const margin = 8;
const gap = 10;
const sizes = { title: 15, chart: 12, text: 11, foot: 9 } as const;
const font = (size: number, isBold = false) => `${isBold ? "bold " : ""}${size}px ${family}`;
const leading = 1.35;

/** A figure as an SVG file; its height follows from what it shows. */
export function figureSvg(figure: PageFigure, { width: millimetres, isLog, isPlain }: FigureLook): string {
  const width = Math.round(millimetres * mm);
  const room = width - 2 * margin;
  const fitted = (text: string, size: number, isBold = false) =>
    wrap(text, room, "", (part) => textWidth(part, font(size, isBold)));
  const title = isPlain ? [] : fitted(figure.title, sizes.title, true);
  const foot = isPlain ? [] : figure.foot.flatMap((text) => fitted(text, sizes.foot));
  // Rows with as many cells are one table.
  const rows = figure.rows.map((row) => {
    const columns = columnsOf(
      figure.rows.filter((other) => other.length === row.length),
      room,
    );
    return { cells: linesIn(row, columns), columns };
  });
  // All is laid out before the page is made, whose height must be known.
  const steps: ((y: number) => number)[] = [];
  let page = newPage(width, 1);
  let pen = page.context();
  const line = (
    text: string,
    size: number,
    x: number,
    y: number,
    isBold = false,
    color: string = paperLook.ink,
  ) => {
    Object.assign(pen, {
      font: font(size, isBold),
      fillStyle: color,
      textAlign: "left",
      textBaseline: "top",
    });
    pen.fillText(text, x, y);
  };
  const lines =
    (texts: readonly string[], size: number, isBold = false) =>
    (y: number) => {
      for (const [i, text] of texts.entries()) line(text, size, margin, y + i * size * leading, isBold);
      return texts.length * size * leading;
    };
  steps.push(lines(title, sizes.title, true));
  if (figure.legend.length > 1)
    for (const { label, style } of figure.legend)
      steps.push((y) => {
        Object.assign(pen, { strokeStyle: style.color, lineWidth: 2.25 });
        pen.setLineDash(style.dash);
        pen.beginPath();
        pen.moveTo(margin, y + 8);
        pen.lineTo(margin + 32, y + 8);
        pen.stroke();
        pen.setLineDash([]);
        line(label, sizes.text, margin + 40, y + 1);
        return sizes.text * leading + 2;
      });
  for (const [i, { title: name, canvas }] of figure.charts.entries()) {
    const height = Math.round(i === 0 ? Math.max(150, room * 0.36) : Math.max(90, room * 0.16));
    steps.push((y) => {
      const drawing = drawings.get(canvas);
      line(name, sizes.chart, margin, y + gap, true);
      const beside = margin + textWidth(name, font(sizes.chart, true)) + gap;
      line(drawing?.axis ?? "", sizes.text, beside, y + gap + 1, false, paperLook.pale);
      const top = y + gap + sizes.chart * leading + 2;
      drawing?.draw(paperAt(page, margin, top, room, height), isLog);
      return gap + sizes.chart * leading + 2 + height;
    });
  }
  for (const [i, { cells, columns }] of rows.entries())
    steps.push((y) => {
      const isHead = figure.hasHead && i === 0;
      cells.forEach((texts, k) => {
        texts.forEach((text, n) => {
          const { x } = columns[k]!;
          line(
            text,
            sizes.text,
            x,
            y + 4 + n * sizes.text * leading,
            isHead || (k === 0 && cells.length > 1),
          );
        });
      });
      const height = Math.max(1, ...cells.map((texts) => texts.length)) * sizes.text * leading + 6;
      Object.assign(pen, { strokeStyle: paperLook.grid, lineWidth: 0.75 });
      pen.beginPath();
      pen.moveTo(margin, y + height);
      pen.lineTo(width - margin, y + height);
      pen.stroke();
      return height + 1;
    });
  if (foot.length > 0) steps.push(() => gap);
  steps.push(lines(foot, sizes.foot));
  const draw = () => steps.reduce((y, step) => y + step(y), margin) + margin;
  page = newPage(width, Math.ceil(draw()));
  pen = page.context();
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, page.width, page.height);
  draw();
  return page.toString(figure.title, family, figure.source);
}

/** Titles of the charts of a figure whose values have no logarithm. */
export const withoutLog = ({ charts }: PageFigure): string[] =>
  charts.filter(({ canvas }) => !drawings.get(canvas)?.isPositive?.()).map(({ title }) => title);

interface LegendColumn {
  readonly x: number;
  readonly width: number;
}

/** Columns as wide as their text, where there is room; else the wide ones share what the narrow ones leave. */
function columnsOf(rows: PageFigure["rows"], room: number): LegendColumn[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const wanted = Array.from({ length: count }, (_, k) =>
    Math.max(30, ...rows.map((row) => textWidth(row[k] ?? "", font(sizes.text, true)))),
  );
  const free = room - gap * Math.max(0, count - 1);
  let share = free / Math.max(1, count);
  for (let i = 0; i < count; i++) {
    const narrow = wanted.filter((width) => width <= share);
    const left = free - narrow.reduce((sum, width) => sum + width, 0);
    share = narrow.length === count ? share : left / (count - narrow.length);
  }
  let x = margin;
  return wanted.map((natural) => {
    const width = Math.min(natural, share);
    const column = { x, width };
    x += width + gap;
    return column;
  });
}

const linesIn = (row: readonly string[], columns: readonly LegendColumn[]) =>
  row.map((text, k) =>
    wrap(text, columns[k]!.width + 1, "", (part) => textWidth(part, font(sizes.text, true))),
  );

/** An SVG file as pixels, which say how many of them go to an inch and where they come from. */
export async function pngOf(svg: string, dpi: number, source: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const sheet = document.createElement("canvas");
  const scale = dpi / 96;
  Object.assign(sheet, { width: Math.round(scale * image.width), height: Math.round(scale * image.height) });
  sheet.getContext("2d")?.drawImage(image, 0, 0, sheet.width, sheet.height);
  const blob = await new Promise<Blob | null>((resolve) => sheet.toBlob(resolve));
  if (!blob) throw new Error(word("picture too large"));
  const bytes = withDensity(withSource(new Uint8Array(await blob.arrayBuffer()), source), dpi);
  return new Blob([bytes as Uint8Array<ArrayBuffer>], { type: "image/png" });
}

/** Prints a figure alone, on a sheet of its own size, from where it can be saved as PDF. */
export function printFigure(svg: string): void {
  const sheet = document.createElement("div");
  sheet.className = "figure-sheet";
  sheet.innerHTML = svg;
  const { width, height } = sheet.querySelector("svg")!.viewBox.baseVal;
  const style = document.createElement("style");
  style.textContent = `@page { size: ${width / mm}mm ${Math.ceil(height / mm)}mm; margin: 0 }`;
  document.documentElement.classList.add("prints-figure");
  document.body.append(sheet, style);
  window.addEventListener(
    "afterprint",
    () => {
      document.documentElement.classList.remove("prints-figure");
      sheet.remove();
      style.remove();
    },
    { once: true },
  );
  window.print();
}
