import { describe, expect, it } from "vitest";
import { column, type Document, type Table, tabulated } from "../../src/document/index.ts";
import { htmlText, terminalText } from "../../src/writers/index.ts";

const documentOf = (table: Table): Document => ({
  title: "T",
  lead: "",
  notes: [],
  answers: [],
  sections: [{ tables: [table] }],
  methods: [],
  data: {},
});

const names = ["affect.positive_weight", "affect.cingulate_weight", "affect.felt_share"];
const strategies = ["switch to vortioxetine", "switch to mirtazapine", "stay on 20 mg"];
const estimate = (value: number) => ({ value, low: value - 0.12345, high: value + 0.12345 });
const linesOf = (table: Table, width: number) =>
  terminalText(documentOf(table), { width }).trimEnd().split("\n");

describe("a table that is wider than a terminal", () => {
  it("has shorter bars before a name is broken", () => {
    const table: Table = {
      caption: "Effects",
      ...tabulated(names, [
        column.text("parameter", (name) => name),
        column.text("tier", () => "assumed"),
        column.bar("as a bar", (_, i) => 1 / (i + 1)),
        column.number("mu*", (_, i) => estimate(0.3 + i)),
        column.number("sigma", () => 0.00123),
      ]),
    };
    const roomy = linesOf(table, 120);
    expect(roomy.join("\n")).toContain("█".repeat(20));
    const narrow = linesOf(table, 82);
    expect(Math.max(...narrow.map((line) => line.length))).toBeLessThanOrEqual(82);
    for (const name of names) expect(narrow.some((line) => line.startsWith(`${name} `))).toBe(true);
    expect(narrow.join("\n")).toContain(`${"█".repeat(10)} `);
    expect(narrow.join("\n")).not.toContain("█".repeat(11));
    expect(narrow.join("\n")).toContain("0.300 (0.177 to 0.423)");
  });

  it("has intervals below their numbers before heads become letters, and breaks no word but at its ends", () => {
    const table: Table = {
      caption: "Ranking",
      ...tabulated(strategies, [
        column.text("strategy", (name) => name),
        ...["steps", "feeling", "withdrawal"].map((name) =>
          column.number<string>(name, (_, i) => estimate(1 + i)),
        ),
      ]),
    };
    const lines = linesOf(table, 76);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(76);
    const text = lines.join("\n");
    for (const word of strategies.join(" ").split(" ")) expect(text).toMatch(new RegExp(`\\b${word}\\b`));
    expect(text).toMatch(/^strategy +steps +feeling +withdrawal$/m);
    const first = lines.findIndex((line) => line.startsWith("switch to vortioxetine"));
    expect(lines[first]).toMatch(/^switch to vortioxetine( +1\.00){3}$/);
    expect(lines[first + 1]).toMatch(/^( +\(0\.877 to 1\.12\)){3}$/);
  });
});

describe("a row with a unit of its own", () => {
  it("shows the rounding of 0 as 0 where numbers are plain, and picomoles written in moles for what they are", () => {
    const rows = [
      { name: "share", unit: "1", value: -2.78e-17 },
      { name: "level", unit: "mol/L", value: 9.89e-17 },
    ];
    const table: Table = {
      caption: "At rest",
      ...tabulated(rows, [
        column.text("quantity", (row) => row.name),
        column.quantity("at rest", (row) => row.value),
        column.unit((row) => row.unit),
      ]),
    };
    const lines = linesOf(table, 80);
    expect(lines).toContainEqual(expect.stringMatching(/^share +0$/));
    expect(lines).toContainEqual(expect.stringMatching(/^level +9\.89e-17 {2}mol\/L$/));
  });
});

describe("a table of a report", () => {
  const table: Table = {
    caption: "Scan",
    ...tabulated(
      [5, 10],
      [
        column.number("escitalopram of a day (mg)", (dose) => dose, { isGiven: true }),
        column.number("affect.blunting_equal_mood", (dose) => dose / 100),
      ],
    ),
  };
  const page = htmlText(documentOf(table), { chartScript: "" });

  it("sets numbers that head rows below their head, to the right", () => {
    expect(page).toContain('<th scope="row" class="number">5</th>');
  });

  it("lets a head break between words and after the parts of a name, nowhere else", () => {
    expect(page).toContain("affect.<wbr/>blunting_<wbr/>equal_<wbr/>mood");
    expect(page).toContain(">escitalopram of a day (mg)<");
  });
});

describe("the legend of a figure", () => {
  it("draws curves as wide as the charts do, with or without marks, and references thin", () => {
    const entry = (label: string, color: string, marker: "none" | "circle") => ({
      label,
      style: { color, dash: [], marker },
    });
    const legend = [
      entry("median", "#0072B2", "none"),
      entry("drug", "#E69F00", "circle"),
      entry("drug-free baseline", "#808080", "none"),
    ];
    const figure = { id: "f", title: "F", subtitle: "", legend, charts: [] };
    const document = {
      ...documentOf({ caption: "", columns: [], rows: [] }),
      sections: [{ figures: [figure] }],
    };
    const widths = [
      ...htmlText(document, { chartScript: "" }).matchAll(
        /<path d="M0 7H36" fill="none" stroke-width="([\d.]+)"/g,
      ),
    ];
    expect(widths.map(([, width]) => Number(width))).toEqual([2.25, 2.25, 1]);
  });
});
