import { createCanvas, GlobalFonts, loadImage } from "@napi-rs/canvas";
import { describe, expect, it } from "vitest";
import { linearAxis, lineChart, logAxis } from "../../src/charts/frame.ts";
import { armStyle, factorEnds, figuresOf, forestChart } from "../../src/charts/index.ts";
import type { LineChart } from "../../src/document/index.ts";
import { renderChart, renderFigure } from "../../src/files/render.ts";
import { chartsOf } from "../support/charts.ts";
import { makeResult } from "../support/result.ts";

async function pixelsOf(
  png: Buffer,
): Promise<{ width: number; height: number; colors: Map<number, number> }> {
  const image = await loadImage(png);
  const context = createCanvas(image.width, image.height).getContext("2d");
  context.drawImage(image, 0, 0);
  const pixels = new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer);
  const colors = new Map<number, number>();
  for (const pixel of pixels) colors.set(pixel, (colors.get(pixel) ?? 0) + 1);
  return { width: image.width, height: image.height, colors };
}

describe("renderChart", () => {
  const { config } = chartsOf(makeResult())[0]!;

  it("`renderChart` gives a PNG of the size asked, on white, with lines and text", async () => {
    const png = await renderChart(config, { format: "png", width: 500, height: 300 });
    expect(Buffer.isBuffer(png) && png.subarray(1, 4).toString()).toBe("PNG");
    const { width, height, colors } = await pixelsOf(png as Buffer);
    expect([width, height]).toEqual([500, 300]);
    expect(colors.size).toBeGreaterThan(100);
    expect(colors.get(0xffffffff)).toBeGreaterThan(0.7 * 500 * 300);
    expect(colors.get(0xffb27200)).toBeGreaterThan(100);
    expect(GlobalFonts.has("Lull Plot")).toBe(true);
  });

  it("`renderChart` leaves the configuration as it was", async () => {
    const before = JSON.stringify(config);
    await renderChart(config, { format: "svg", width: 500, height: 300 });
    expect(JSON.stringify(config)).toBe(before);
  });

  it("`renderChart` labels a logarithmic axis with powers of ten", async () => {
    const own = structuredClone(config);
    own.data.datasets[0]!.data = [3e-5, 0.02, 7].map((y, x) => ({ x, y }));
    own.options!.scales!.y = logAxis("mol/L", factorEnds(3e-5, 7));
    const svg = (await renderChart(own, { format: "svg", width: 500, height: 300 })) as string;
    const labels = [...svg.matchAll(/>([\d.⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)<\/text>/g)].map(([, text]) => text);
    expect(labels).toEqual(expect.arrayContaining(["10⁻⁴", "0.001", "0.01", "0.1", "1"]));
    expect(labels).not.toContain("2·10⁻⁵");
  });

  it("`renderChart` gives an SVG with text as text", async () => {
    const svg = (await renderChart(config, { format: "svg", width: 500, height: 300 })) as string;
    expect(svg).toContain(">affect.blunting</text>");
    expect(svg).toContain(">week</text>");
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });
});

describe("what is drawn", () => {
  const drawn = async (config: LineChart) => {
    const svg = await renderChart(config, { format: "svg", width: 500, height: 300 });
    const shapes = (svg as string).match(/<path [^>]*>/g)!;
    return shapes.filter((path) => path.includes(`fill="${armStyle(0).color}"`)).length;
  };

  it.each([[[0, -11, -3]], [[-11, 0, -3]], [[1, 0, 0.4]], [[0.2, 0.9, 0.1]]])(
    "is every row of estimates, in any order and at the ends of the axis: %s",
    async (values) => {
      const rows = values.map((value) => ({
        label: `row ${value}`,
        estimates: [{ value, low: value - 0.1, high: value + 0.1 }],
      }));
      const { config } = forestChart({
        id: "f",
        title: "F",
        about: "",
        unit: "1",
        most: 1,
        series: ["s"],
        rows,
      });
      expect(await drawn(config)).toBe(values.length);
      for (const { x } of config.data.datasets[0]!.data) expect(x > 1).toBe(false);
    },
  );

  it("is every point, in any order", async () => {
    const data = [5, 3, 4, 0, 1].map((x) => ({ x, y: x }));
    const dots = { data, showLine: false, backgroundColor: armStyle(0).color, pointRadius: 4 };
    const scales = {
      x: linearAxis("x", { min: 0, max: 5, step: 1 }),
      y: linearAxis("y", { min: 0, max: 5, step: 1 }),
    };
    const config = lineChart({ datasets: [dots] }, { title: "T", near: "xy", scales });
    expect(await drawn(config)).toBe(data.length);
  });
});

describe("renderFigure", () => {
  const result = makeResult({
    arms: ["placebo", "</text>&\"'", "10 mg", "20 mg", "a very long label ".repeat(9)],
  });
  const [figure] = figuresOf(result);

  it("`renderFigure` puts heading, question, legend and all charts on one SVG that parses and is small", async () => {
    const svg = (await renderFigure(figure!, { format: "svg" })) as string;
    for (const text of [
      figure!.title,
      figure!.subtitle,
      "placebo",
      "drug-free baseline",
      "hpa.cortisol",
      "ng/mL",
    ])
      expect(svg).toContain(`>${text}</text>`);
    expect(svg.length).toBeLessThan(300_000);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    // Well formed: nothing but known tags, each closed.
    const open: string[] = [];
    for (const [, close, name, self] of svg.matchAll(/<(\/?)([a-zA-Z]+)(?:\s[^<>]*?)?(\/?)>/g)) {
      if (close) expect(open.pop()).toBe(name);
      else if (!self) open.push(name!);
    }
    expect(open).toEqual([]);
    expect(svg.replace(/<[^<>]*>/g, "")).not.toMatch(/[<]|&(?!amp;|lt;|quot;)/);
    const image = await loadImage(Buffer.from(svg));
    expect(image.width).toBe(1200);
  });

  it("`renderFigure` gives the same PNG twice, as wide as asked", async () => {
    const options = { format: "png", width: 900, pixelRatio: 1 } as const;
    const [one, two] = [await renderFigure(figure!, options), await renderFigure(figure!, options)];
    expect((one as Buffer).equals(two as Buffer)).toBe(true);
    const { width, colors } = await pixelsOf(one as Buffer);
    expect(width).toBe(900);
    expect(colors.size).toBeGreaterThan(500);
  });

  it("`renderFigure` draws a figure without charts as its heading", async () => {
    const svg = (await renderFigure({ ...figure!, charts: [] }, { format: "svg" })) as string;
    expect(svg).toContain(figure!.title);
  });

  it("`renderFigure` writes PDF with text as text and fonts within, the same twice, plain on request", async () => {
    const pdf = (await renderFigure(figure!, { format: "pdf", width: 640 })) as Buffer;
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    const text = pdf.toString("latin1");
    expect(text).toMatch(/\/MediaBox \[0 0 480 /);
    expect(text).toMatch(/\/FontName \/[A-Z]+\+DejaVuSans/);
    expect(text).not.toMatch(/\/Subtype \/Image/);
    expect(((await renderFigure(figure!, { format: "pdf", width: 640 })) as Buffer).equals(pdf)).toBe(true);

    const plain = (await renderFigure(figure!, { format: "svg", isPlain: true })) as string;
    expect(plain).not.toContain(`>${figure!.title}</text>`);
    expect(plain).not.toContain("not medical advice");
    expect(plain).toContain(">placebo</text>");
  });

  it("`renderFigure` says in every file where it comes from, also in a plain one, where nothing of it is seen", async () => {
    const provenance = "Lull 0.1.0, made up, seed 0 & 1, record 0123456789abcdef";
    const of = (format: "png" | "svg" | "pdf", more: object = {}) =>
      renderFigure(figure!, { format, width: 640, provenance, isPlain: true, ...more });
    const svg = (await of("svg")) as string;
    expect(svg).toContain(`<desc>${provenance.replace("&", "&amp;")}</desc>`);
    expect(svg.replace(/<desc>.*<\/desc>/, "")).not.toContain("0123456789abcdef");
    const png = (await of("png")) as Buffer;
    // A text chunk: its length, its name, its keyword, and then the text (PNG specification, 11.3.3.4).
    const at = png.indexOf("iTXtSource\0");
    const length = png.readUInt32BE(at - 4);
    expect(png.subarray(at + 4 + "Source\0\0\0\0\0".length, at + 4 + length).toString("utf8")).toBe(
      provenance,
    );
    const [seen, without] = [
      await pixelsOf(png),
      await pixelsOf((await of("png", { provenance: "" })) as Buffer),
    ];
    expect(seen).toEqual(without);
    const pdf = ((await of("pdf")) as Buffer).toString("latin1");
    expect(pdf).toMatch(/\/Subject ?\([^)]*record 0123456789abcdef\)/);
  });

  it("`renderFigure` says in a PNG how many dots go to an inch", async () => {
    const png = (await renderFigure(figure!, { format: "png", width: 640, pixelRatio: 300 / 96 })) as Buffer;
    expect(png.subarray(37, 41).toString("latin1")).toBe("pHYs");
    expect(Math.round(png.readUInt32BE(41) * 0.0254)).toBe(300);
    const { width } = await pixelsOf(png);
    expect(width).toBe(2000);
  });
});
