import { describe, expect, it } from "vitest";
import {
  counted,
  either,
  hanging,
  listed,
  percent,
  plain,
  quoted,
  recordTable,
  rounded,
  signed,
  stem,
  wrap,
} from "../../src/text/index.ts";

describe("lists in words", () => {
  it("have commas and one last word", () => {
    expect([[], ["a"], ["a", "b"], ["a", "b", "c"]].map((list) => listed(list))).toEqual([
      "",
      "a",
      "a and b",
      "a, b and c",
    ]);
    expect(either(["a", "b", "c"].map(quoted))).toBe('"a", "b" or "c"');
  });

  it("count one and many", () => {
    expect([0, 1, 2].map((n) => counted(n, "run"))).toEqual(["0 runs", "1 run", "2 runs"]);
    expect(counted(2, "hypothesis", "hypotheses")).toBe("2 hypotheses");
  });
});

describe("numbers for people", () => {
  it("`percent` has no blank, no decimals and no minus before nothing", () => {
    expect([0.1, 0.005, -0.001, -0.2, Number.NaN].map(percent)).toEqual(["10%", "1%", "0%", "-20%", "-"]);
  });

  it("`signed` has a sign unless it rounds to nothing", () => {
    expect([0.1234, -0.5, 0.004, -0.004, 0].map((x) => signed(x))).toEqual([
      "+0.12",
      "-0.50",
      "0.00",
      "0.00",
      "0.00",
    ]);
    expect(signed(12.34, 1)).toBe("+12.3");
  });

  it("`plain` drops the tail of binary fractions, `rounded` the digits that nobody reads", () => {
    expect(plain(0.1 + 0.2)).toBe(0.3);
    expect([0.30444, 12345, 1e-14, 2.5e-7].map((x) => rounded(x))).toEqual([
      "0.304",
      "12300",
      "0",
      "2.50e-7",
    ]);
  });
});

describe("lines and columns", () => {
  it("`wrap` measures in what it is told to", () => {
    const pixels = (text: string) => 7 * text.length;
    expect(wrap("one two three", 50, "", pixels)).toEqual(["one two", "three"]);
    expect(wrap("abcdefghij", 30, "", pixels)).toEqual(["abcd", "efgh", "ij"]);
    expect(wrap("  one   two ", 80)).toEqual(["one two"]);
  });

  it("`hanging` indents what follows the first line", () => {
    const lines = hanging("word ".repeat(40));
    expect(lines[0]).toMatch(/^ {2}word/);
    expect(lines[1]).toMatch(/^ {4}word/);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it("`recordTable` wraps its last column under itself", () => {
    const rows = [
      { name: "a", about: "short" },
      { name: "long name", about: "so many words that they do not fit into what is left of the line" },
    ];
    expect(recordTable(rows, 45)).toBe(
      [
        "name       about",
        "a          short",
        "long name  so many words that they do not fit",
        "           into what is left of the line",
      ].join("\n"),
    );
    expect(recordTable([], 40)).toBe("(none)");
  });
});

describe("names", () => {
  it("`stem` is the file's name without folder and ending", () => {
    expect(["a/b/c-d.yaml", "x.YML", "plain"].map(stem)).toEqual(["c-d", "x", "plain"]);
  });
});
