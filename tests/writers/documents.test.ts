import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Cell, Document, TableColumn } from "../../src/document/index.ts";
import { csvOf, htmlText, jsonText, markdownText, terminalText } from "../../src/writers/index.ts";
import { provenance } from "../support/result.ts";

const kinds = ["text", "number", "count", "share", "bar"] as const;
const word = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
const size = fc.oneof(
  fc.double(),
  fc.constantFrom(0, -0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e-300, 1e300),
);
const cell: fc.Arbitrary<Cell> = fc.oneof(
  word,
  size,
  fc.boolean(),
  fc.constantFrom(null, undefined),
  fc.record({ value: size, low: size, high: size }),
);
const column: fc.Arbitrary<TableColumn> = fc.record(
  {
    name: word,
    kind: fc.constantFrom(...kinds),
    unit: fc.constantFrom("1", "day", "nmol/L"),
    digits: fc.integer({ min: 1, max: 6 }),
    decimals: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
    isSigned: fc.boolean(),
    isAside: fc.boolean(),
  },
  { requiredKeys: ["name", "kind"] },
);
const tables = fc.array(
  fc.array(column, { minLength: 1, maxLength: 5 }).chain((columns) => {
    // A text column holds texts and nothing; a bar no text. All else is refused by the types.
    const row = fc.tuple(...columns.map(() => cell));
    return fc.record({
      caption: word,
      columns: fc.constant(columns),
      rows: fc.array(row, { maxLength: 5 }),
      foot: fc.array(row, { maxLength: 2 }),
      isOfSurvivors: fc.boolean(),
    });
  }),
  { maxLength: 3 },
);
const documents: fc.Arbitrary<Document> = fc.record({
  title: word,
  lead: word,
  notes: fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant("warning" as const), text: word }),
      fc.record({
        kind: fc.constant("failed-runs" as const),
        failed: fc.nat(9),
        runs: fc.nat(9),
        reasons: fc.array(fc.record({ reason: word, count: fc.nat(9) }), { maxLength: 2 }),
      }),
    ),
    { maxLength: 2 },
  ),
  answers: fc.array(word, { maxLength: 3 }),
  sections: fc.array(fc.record({ title: word, says: fc.array(word, { maxLength: 2 }), tables }), {
    maxLength: 3,
  }),
  methods: fc.array(word, { maxLength: 2 }),
  data: fc.constant({}),
});

/** Every text that a person reads, from one document. */
const mediaOf = (document: Document) => [
  terminalText(document, { width: 80 }),
  markdownText(document),
  htmlText(document, { chartScript: "" }).replace(/<style>[\s\S]*?<\/style>/, ""),
];

const said = /NaN|undefined|\[object|Infinity/;

const made = (parts: Partial<Document>): Document => ({
  title: "T",
  lead: "L",
  notes: [],
  answers: [],
  sections: [],
  methods: [],
  data: {},
  ...parts,
});

describe("the writers", () => {
  it("say no NaN, undefined or [object Object] in any medium, whatever stands in a document", () => {
    fc.assert(
      fc.property(documents, (document) => {
        const texts = JSON.stringify(document);
        fc.pre(!said.test(texts.replace(/"value":|"low":|"high":/g, "")));
        for (const text of mediaOf(document)) expect(text).not.toMatch(said);
        expect(() => JSON.parse(jsonText(document))).not.toThrow();
      }),
      { numRuns: 150 },
    );
  });

  it("let no text of a document become markup in HTML", () => {
    const hostile = `</td><script>alert(1)</script><img src=x onerror="alert(1)">'"&`;
    const table = {
      caption: hostile,
      columns: [{ name: hostile, kind: "text" as const }],
      rows: [[hostile]],
    };
    const page = htmlText(
      made({
        title: hostile,
        lead: hostile,
        answers: [hostile],
        notes: [{ kind: "warning", text: hostile }],
        sections: [{ title: hostile, says: [hostile], tables: [table] }],
      }),
      { chartScript: "" },
    );
    expect(page).not.toMatch(/<script|<img|<\/td><s/i);
    expect(page).toContain("&lt;script>alert(1)&lt;/script>");
    expect(page.match(/<td|<th /g)).toHaveLength(2);
  });

  it("let no text become a tag, a link or a program in Markdown", () => {
    const text = markdownText(
      made({
        answers: [
          "<script>alert(1)</script>",
          "[see](javascript:alert(1))",
          "JavaScript:alert(1)",
          "# no | `code` *b*",
        ],
        sections: [
          { tables: [{ caption: "c", columns: [{ name: "a|b", kind: "text" }], rows: [["1 | 2\n3"]] }] },
        ],
      }),
    );
    expect(text).not.toContain("<script>");
    expect(text).not.toMatch(/javascript:/i);
    expect(text).not.toMatch(/(?<!\\)\]\(/);
    expect(text).toContain("\\# no \\| \\`code\\` \\*b\\*");
    expect(text).toContain("| 1 \\| 2 3 |");
    expect(text).toContain("| a\\|b |");
  });

  it("leave the cells of CSVs, which are data for programs, as they are", () => {
    const dataset = {
      name: "d",
      columns: [{ name: "text", type: "text" as const }],
      rows: () => [["=1+1"], ["-1"]],
    };
    expect([...csvOf(dataset)].join("")).toBe("text\n=1+1\n-1\n");
  });

  it("say first how many runs failed, why, and what is of the others", () => {
    const document = made({
      notes: [
        {
          kind: "failed-runs",
          failed: 3,
          runs: 4,
          reasons: [
            {
              reason: "A rate became infinite on day 2 (own.s).",
              count: 2,
              days: { count: 2, first: 2, last: 5.5 },
            },
            { reason: "The solver ran out of steps on day 1.", count: 1 },
          ],
        },
      ],
      answers: ["The answer."],
      sections: [
        {
          tables: [
            {
              caption: "Shares",
              columns: [{ name: "x", kind: "share" }],
              rows: [[0.5]],
              isOfSurvivors: true,
            },
          ],
        },
      ],
    });
    for (const text of [
      terminalText(document, { width: 200 }),
      markdownText(document),
      htmlText(document, { chartScript: "" }),
    ]) {
      expect(text).toContain("3 of 4 runs failed; what follows is of the 1 that did not.");
      expect(text).toMatch(/2 times A rate became infinite on day 2/);
      expect(text).toMatch(/They stopped on 2 different days, 2 to 5\.5/);
      expect(text).toMatch(/Shares \\?\(only runs that did not fail/);
      expect(text.indexOf("3 of 4")).toBeLessThan(text.indexOf("The answer."));
    }
    expect(JSON.parse(jsonText(document)).notes[0]).toMatchObject({
      kind: "failed-runs",
      failed: 3,
      runs: 4,
    });
  });

  it("tell what was asked of each arm, folded away where that is a long list", () => {
    const pageOf = (count: number) => {
      const arms = Array.from({ length: count }, (_, i) => ({
        ...{ label: `arm ${i}`, treatment: `calmol ${i} mg daily`, person: "anybody", care: "none" },
        ...{ set: {}, knockout: {}, hypothesis: {} },
      }));
      return htmlText(made({}), { chartScript: "", provenance: { ...provenance, arms } });
    };
    expect(pageOf(3)).toContain("<h3>What was asked of each arm</h3>");
    const long = pageOf(200);
    expect(long).toMatch(/<details><summary>What was asked of each of 200 arms<\/summary>/);
    expect(long).toContain("calmol 199 mg daily; person anybody; care none");
    expect(pageOf(0)).not.toContain("What was asked of each");
  });

  it("print an estimate with its interval, an exact one without, and a share in per cent", () => {
    const text = terminalText(
      made({
        sections: [
          {
            tables: [
              {
                caption: "c",
                columns: [
                  { name: "a", kind: "number", unit: "day" },
                  { name: "b", kind: "share" },
                  { name: "c", kind: "number", decimals: 2, isSigned: true },
                ],
                rows: [
                  [{ value: 1.2345, low: 1, high: 2 }, 0.123, 0.5],
                  [{ value: 2, low: 2, high: 2 }, { value: 0.5, low: 0.4, high: 0.6 }, -0.001],
                ],
              },
            ],
          },
        ],
      }),
    );
    expect(text).toMatch(/a \(day\) +b +c\n/);
    expect(text).toMatch(/1\.23 \(1\.00 to 2\.00\) +12% +\+0\.50\n/);
    expect(text).toMatch(/^ +2\.00 +50% \(40% to 60%\) +0\.00\n/m);
  });
});
