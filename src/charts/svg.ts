/** Width in px of a text in a CSS font; SVG itself cannot measure. */
export type TextWidth = (text: string, font: string) => number;

type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

interface DrawingState {
  fillStyle: string;
  strokeStyle: string;
  lineWidth: number;
  lineCap: string;
  lineJoin: string;
  lineDashOffset: number;
  miterLimit: number;
  globalAlpha: number;
  font: string;
  textAlign: string;
  textBaseline: string;
  dash: readonly number[];
  matrix: Matrix;
  clipId: string;
}

const short = (x: number) => String(Math.round(x * 10) / 10 + 0);
const escaped = (text: string) =>
  text
    .replace(/[^\P{Cc}\t\n]/gu, " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll('"', "&quot;");
/** How far the baseline lies below the point asked for, in em (DejaVu Sans and its like). */
const baselineShift: Record<string, number> = { middle: 0.36, top: 0.9, hanging: 0.8, bottom: -0.23 };

/**
 * An SVG file that is drawn through canvas contexts. Skia's own SVG output turns every dash into a polygon and
 * drops bold type; this one writes strokes as strokes and text as text, a tenth of the size, and edits well.
 */
export class SvgPage {
  private readonly parts: string[] = [];
  private readonly clips = new Map<string, string>();
  private readonly textWidth: TextWidth;
  readonly width: number;
  readonly height: number;

  constructor(width: number, height: number, textWidth: TextWidth) {
    this.width = width;
    this.height = height;
    this.textWidth = textWidth;
  }

  /** A context that draws on the page with its origin at (x, y). It knows what Chart.js line charts need, no more. */
  context(x = 0, y = 0): SvgContext {
    return new SvgContext([1, 0, 0, 1, x, y], this.parts, this.textWidth, (path) => {
      const id = this.clips.get(path) ?? `clip${this.clips.size + 1}`;
      this.clips.set(path, id);
      return id;
    });
  }

  /** The file. `title` names it for screen readers, `source` says where it comes from; `fontFamily` replaces the family used while measuring. */
  toString(title: string, fontFamily: string, source?: string): string {
    const clips = [...this.clips].map(([path, id]) => `<clipPath id="${id}"><path d="${path}"/></clipPath>`);
    const size = `width="${this.width}" height="${this.height}" viewBox="0 0 ${this.width} ${this.height}"`;
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" font-family="${escaped(fontFamily)}">`,
      `<title>${escaped(title)}</title>`,
      ...(source === undefined ? [] : [`<desc>${escaped(source)}</desc>`]),
      ...(clips.length > 0 ? [`<defs>${clips.join("")}</defs>`] : []),
      ...this.parts,
      "</svg>",
      "",
    ].join("\n");
  }
}

/** The part of CanvasRenderingContext2D that Chart.js uses for lines, markers and text. */
export class SvgContext implements DrawingState {
  fillStyle = "#000";
  strokeStyle = "#000";
  lineWidth = 1;
  lineCap = "butt";
  lineJoin = "miter";
  lineDashOffset = 0;
  miterLimit = 10;
  globalAlpha = 1;
  font = "10px sans-serif";
  textAlign = "start";
  textBaseline = "alphabetic";
  dash: readonly number[] = [];
  matrix: Matrix;
  clipId = "";
  private path: string[] = [];
  private readonly saved: DrawingState[] = [];
  private readonly origin: Matrix;
  private readonly parts: string[];
  private readonly textWidth: TextWidth;
  private readonly idOfClip: (path: string) => string;

  constructor(origin: Matrix, parts: string[], textWidth: TextWidth, idOfClip: (path: string) => string) {
    this.origin = origin;
    this.matrix = origin;
    this.parts = parts;
    this.textWidth = textWidth;
    this.idOfClip = idOfClip;
  }

  save(): void {
    const { fillStyle, strokeStyle, lineWidth, lineCap, lineJoin, lineDashOffset, miterLimit } = this;
    const { globalAlpha, font, textAlign, textBaseline, dash, matrix, clipId } = this;
    const line = { lineWidth, lineCap, lineJoin, lineDashOffset, miterLimit, dash };
    const text = { font, textAlign, textBaseline };
    this.saved.push({ fillStyle, strokeStyle, globalAlpha, ...line, ...text, matrix, clipId });
  }

  restore(): void {
    const state = this.saved.pop();
    if (state) Object.assign(this, state);
  }

  translate(x: number, y: number): void {
    this.transform(1, 0, 0, 1, x, y);
  }

  rotate(angle: number): void {
    this.transform(Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0);
  }

  scale(x: number, y: number): void {
    this.transform(x, 0, 0, y, 0, 0);
  }

  transform(a: number, b: number, c: number, d: number, e: number, f: number): void {
    this.matrix = product(this.matrix, [a, b, c, d, e, f]);
  }

  setTransform(a: number, b: number, c: number, d: number, e: number, f: number): void {
    this.matrix = product(this.origin, [a, b, c, d, e, f]);
  }

  resetTransform(): void {
    this.matrix = this.origin;
  }

  beginPath(): void {
    this.path = [];
  }

  moveTo(x: number, y: number): void {
    this.path.push(`M${this.at(x, y)}`);
  }

  lineTo(x: number, y: number): void {
    this.path.push(`${this.path.length === 0 ? "M" : "L"}${this.at(x, y)}`);
  }

  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void {
    this.path.push(`C${this.at(x1, y1)} ${this.at(x2, y2)} ${this.at(x, y)}`);
  }

  closePath(): void {
    this.path.push("Z");
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.moveTo(x, y);
    this.lineTo(x + width, y);
    this.lineTo(x + width, y + height);
    this.lineTo(x, y + height);
    this.closePath();
  }

  arc(x: number, y: number, radius: number, start: number, end: number, counterclockwise = false): void {
    const point = (angle: number) => [x + radius * Math.cos(angle), y + radius * Math.sin(angle)] as const;
    const turn = counterclockwise ? start - end : end - start;
    this.lineTo(...point(start));
    // SVG cannot draw a full circle in one arc, nor tell a long from a short one without help: two halves do.
    const sweep = (counterclockwise ? -1 : 1) * Math.min(2 * Math.PI, Math.max(0, turn));
    for (const share of [0.5, 1]) {
      const to = this.at(...point(start + sweep * share));
      this.path.push(`A${short(radius)} ${short(radius)} 0 0 ${counterclockwise ? 0 : 1} ${to}`);
    }
  }

  setLineDash(dash: readonly number[]): void {
    this.dash = [...dash];
  }

  getLineDash(): number[] {
    return [...this.dash];
  }

  stroke(): void {
    if (this.path.length === 0 || this.lineWidth <= 0) return;
    const dash = this.dash.length > 0 ? ` stroke-dasharray="${this.dash.map(short).join(" ")}"` : "";
    const join = this.lineJoin === "miter" ? "" : ` stroke-linejoin="${this.lineJoin}"`;
    const width = String(Math.round(this.lineWidth * 100) / 100);
    const paint = `fill="none" ${paintOf("stroke", this.strokeStyle)} stroke-width="${width}"${join}${dash}`;
    this.parts.push(`<path d="${this.path.join("")}" ${paint}${this.common()}/>`);
  }

  fill(): void {
    if (this.path.length === 0) return;
    this.parts.push(`<path d="${this.path.join("")}" ${paintOf("fill", this.fillStyle)}${this.common()}/>`);
  }

  clip(): void {
    this.clipId = this.idOfClip(this.path.join(""));
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    this.beginPath();
    this.rect(x, y, width, height);
    this.fill();
    this.beginPath();
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    this.beginPath();
    this.rect(x, y, width, height);
    this.stroke();
    this.beginPath();
  }

  /** A fresh page has nothing to clear. */
  clearRect(): void {}

  fillText(text: string, x: number, y: number): void {
    if (text.trim() === "") return;
    const { size, bold, italic } = fontParts(this.font);
    const [a, b, c, d] = this.matrix;
    const baseline = y + (baselineShift[this.textBaseline] ?? 0) * size;
    const upright = a === 1 && b === 0 && c === 0 && d === 1;
    const [e, f] = this.point(x, baseline);
    const place = upright
      ? `x="${short(e)}" y="${short(f)}"`
      : `transform="matrix(${[a, b, c, d].map(short).join(" ")} ${short(e)} ${short(f)})"`;
    const anchors: Record<string, string> = { center: "middle", right: "end", end: "end" };
    const anchor = anchors[this.textAlign];
    const style = `${bold ? ' font-weight="bold"' : ""}${italic ? ' font-style="italic"' : ""}`;
    const look = `${style}${anchor ? ` text-anchor="${anchor}"` : ""} ${paintOf("fill", this.fillStyle)}`;
    this.parts.push(`<text ${place} font-size="${size}"${look}${this.common()}>${escaped(text)}</text>`);
  }

  /** Chart.js outlines text only where asked to; we never ask. */
  strokeText(): void {}

  measureText(text: string): {
    width: number;
    actualBoundingBoxAscent: number;
    actualBoundingBoxDescent: number;
  } {
    const { size } = fontParts(this.font);
    return {
      width: this.textWidth(text, this.font),
      actualBoundingBoxAscent: size * 0.76,
      actualBoundingBoxDescent: size * 0.24,
    };
  }

  private point(x: number, y: number): readonly [number, number] {
    const [a, b, c, d, e, f] = this.matrix;
    return [a * x + c * y + e, b * x + d * y + f];
  }

  private at(x: number, y: number): string {
    const [px, py] = this.point(x, y);
    return `${short(px)} ${short(py)}`;
  }

  private common(): string {
    const clip = this.clipId === "" ? "" : ` clip-path="url(#${this.clipId})"`;
    return `${clip}${this.globalAlpha === 1 ? "" : ` opacity="${this.globalAlpha}"`}`;
  }
}

function product(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[2] * n[1],
    m[1] * n[0] + m[3] * n[1],
    m[0] * n[2] + m[2] * n[3],
    m[1] * n[2] + m[3] * n[3],
    m[0] * n[4] + m[2] * n[5] + m[4],
    m[1] * n[4] + m[3] * n[5] + m[5],
  ];
}

/** Many SVG readers know #rrggbb only, so the transparency of #rrggbbaa becomes an attribute of its own. */
function paintOf(kind: "fill" | "stroke", color: string): string {
  const parts = /^(#[0-9a-f]{6})([0-9a-f]{2})$/i.exec(color);
  if (!parts) return `${kind}="${escaped(color)}"`;
  return `${kind}="${parts[1]}" ${kind}-opacity="${Math.round(Number.parseInt(parts[2]!, 16) / 2.55) / 100}"`;
}

function fontParts(font: string): { size: number; bold: boolean; italic: boolean } {
  const size = Number(/(\d+(?:\.\d+)?)px/.exec(font)?.[1] ?? 10);
  return { size, bold: /\b(bold|[6-9]00)\b/.test(font), italic: /\bitalic\b/.test(font) };
}
