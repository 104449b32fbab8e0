import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { tellRun } from "../../../src/studies/index.ts";
import { runData } from "../../../src/studies/run/data.ts";
import { oneLine, textWidth, wrap } from "../../../src/text/index.ts";
import { htmlText, jsonText, markdownText, terminalText } from "../../../src/writers/index.ts";
import type { TerminalOptions } from "../../../src/writers/terminal.ts";
import { disclaimer } from "../../../src/writers/words.ts";
import { makeResult, provenance, type ResultOptions } from "../../support/result.ts";

const hostile = "</script><b>\"x\" & 'y'</b>\n\u001b[31m😀";
const six = [
  "placebo",
  "5 mg",
  "10 mg",
  "20 mg",
  "20 mg, no 5-HT2C brake",
  "20 mg then bupropion from week six",
];

const printed = (made: ResultOptions, options: Omit<TerminalOptions, "provenance"> = {}) =>
  terminalText(tellRun(makeResult(made)), { provenance, ...options });

describe("a run in a terminal", () => {
  it("shows question, measures, doses, record, and the fixed last line", () => {
    const text = printed({});
    expect(text).toContain("Does a higher dose blunt more");
    expect(text).toContain("Both arms ran to day 84; every one of the 168 doses asked for was taken.");
    expect(text).toMatch(/^measure +10 mg +20 mg {2}unit$/m);
    expect(text).toMatch(/^onset +never +33\.4 {2}day$/m);
    expect(text).toMatch(/^week12 +0\.315 +0\.473$/m);
    expect(text).toMatch(/^10 mg +escitalopram +84 +84 +0 +840 +depressed-adult +trial$/m);
    expect(text).toContain("rodas5p, rtol 1e-6");
    expect(text).toContain("overrides 10 mg: raphe.coupling_time=8");
    expect(text.trimEnd().split("\n").at(-1)).toBe(disclaimer);
  });

  it("says when, where and what to try for an arm that failed, before anything else", () => {
    const text = printed({ failing: 0 }, { width: 200 });
    expect(text).toContain("! One arm of 2 did not finish; what follows shows it as far as it came.");
    expect(text).toContain("! 10 mg: Stopped on day 28.00 (step-too-small) at raphe.autoreceptor.");
    expect(text).toContain("Try --solver rodas5p.");
    expect(text).not.toContain("ran to day");
    expect(text.indexOf("Stopped on")).toBeLessThan(text.indexOf("Measures"));
    expect(text).toMatch(/^week12 +- +0\.473$/m);
  });

  it("fits the width, with letters for arms where labels do not fit", () => {
    for (const width of [60, 80, 120]) {
      const lines = printed({ arms: six }, { width }).split("\n");
      expect(lines.filter((line) => textWidth(line) > width)).toEqual([]);
    }
    expect(printed({ arms: six }, { width: 60 })).toMatch(/^E: 20 mg, no 5-HT2C brake$/m);
  });

  it("begins with what the model is followed by, in every arm", () => {
    const { answers } = tellRun(makeResult(), { follow: ["other.variable", "affect.blunting"] });
    expect(answers[1]).toBe(
      'onset, onset(affect.blunting, 0.4), is never in "10 mg" and 33.4 days in "20 mg".',
    );
    expect(answers).toHaveLength(2);
    expect(tellRun(makeResult({ arms: six }), { follow: ["affect.blunting"] }).answers[1]).toBe(
      'onset, onset(affect.blunting, 0.4), is from 33.4 days in "20 mg, no 5-HT2C brake" to 33.4 days in "20 mg then bupropion from week six".',
    );
  });

  it("colors only when asked, and lets no label move the cursor", () => {
    expect(printed({ arms: [hostile] })).not.toContain("\u001b");
    expect(printed({}, { color: true })).toContain("\u001b[1m");
    expect(printed({ arms: [hostile] }, { color: true })).not.toContain("\u001b[31m");
    expect(oneLine("a\n\tb\u202e")).toBe("a b");
  });

  it("`wrap` breaks at words, and words that are too long", () => {
    expect(wrap("one two three", 7)).toEqual(["one two", "three"]);
    expect(wrap("abcdefgh ij", 5, "  ")).toEqual(["abcde", "  fgh", "  ij"]);
    expect(textWidth("a😀界")).toBe(5);
  });
});

describe("a run without figures", () => {
  it("says the same in words and as data, and draws nothing", () => {
    const [whole, bare] = [true, false].map((hasFigures) => tellRun(makeResult(), { hasFigures }));
    expect(whole!.sections.some(({ figures }) => figures?.length)).toBe(true);
    expect(bare!.sections.some(({ figures }) => figures?.length)).toBe(false);
    expect(terminalText(bare!, { provenance })).toBe(terminalText(whole!, { provenance }));
    expect(jsonText(bare!, provenance)).toBe(jsonText(whole!, provenance));
  });
});

describe("the data of a run", () => {
  it("holds curves where they are asked for: every sample of what is shown or measured, and nothing else", () => {
    const result = makeResult();
    const { arms } = runData(result, true);
    const asked = new Set([
      ...result.plots.flatMap(({ show }) => show),
      ...result.arms[0]!.measures.map(({ request }) => request.variable),
    ]);
    const { times, columns } = result.arms[0]!.trajectory;
    const series = arms[0]!.series!;
    expect(series.time_day).toEqual([...times]);
    expect(Object.keys(series.variables).sort()).toEqual(
      [...columns.keys()].filter((n) => asked.has(n)).sort(),
    );
    expect(Object.keys(series.variables).length).toBeGreaterThan(0);
    for (const [name, { unit, values }] of Object.entries(series.variables)) {
      expect(unit).toBe(columns.get(name)!.unit);
      expect(values).toEqual([...columns.get(name)!.values]);
    }
    expect(runData(result).arms[0]).not.toHaveProperty("series");
  });

  it("has the promised shape, null for what was never reached", () => {
    const report = JSON.parse(jsonText(tellRun(makeResult({ failing: 1 })), provenance));
    const all = { asked: 84, delivered: 84, missed: 0, late: 0, amount_mg: 840, amount_before_mg: 0 };
    expect(report.scenario).toBe("escitalopram-doses");
    expect(report.arms[0]).toEqual({
      label: "10 mg",
      measures: {
        onset: { value: null, unit: "day" },
        week12: { value: expect.closeTo(0.3152, 3), unit: "1" },
        cortisol: { value: 300.04, unit: "nmol/L" },
      },
      doses: {
        ...all,
        by_drug: [{ drug: "escitalopram", ...all }],
      },
      status: { kind: "success", time_day: 84, message: "" },
    });
    expect(report.arms[1]!.status).toMatchObject({
      kind: "step-too-small",
      time_day: 28,
      state: "raphe.autoreceptor",
    });
    expect(report.manifest).toMatchObject({
      model_hash: "3f6c0d9a",
      rtol: 1e-6,
      seed: 1,
      overrides: ["10 mg: raphe.coupling_time=8"],
      command: "lull run made-up.yaml --set raphe.coupling_time=8",
    });
    expect(report.notes[0]).toMatchObject({ kind: "failed-runs", failed: 1, runs: 2 });
    expect(JSON.parse(jsonText(tellRun(makeResult()), provenance))).not.toHaveProperty("notes");
  });
});

const report = (result = makeResult(), chartScript = script) =>
  htmlText(tellRun(result), { chartScript, provenance });
const script = "const a = '</script>', b = '<!--', c = '$&';\n//# sourceMappingURL=chart.js.map";

describe("the report of a run", () => {
  it("is one file that asks the network for nothing", () => {
    const page = report();
    expect(page).toContain(
      "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:",
    );
    expect(page).not.toMatch(/(?:src|href)=|url\(|@import|sourceMappingURL/);
    expect(page.split(disclaimer)).toHaveLength(3);
  });

  it("lets no label or script out of its place", () => {
    const result = makeResult({ arms: [hostile, "b"], question: hostile });
    const page = report({ ...result, title: hostile });
    expect(page).not.toContain("<b>");
    expect(page.match(/<\/script/gi)).toHaveLength(3);
    expect(page).not.toContain("<!--");
    expect(page).toContain("c = '$&'");
    expect(page).toContain("&lt;/script>&lt;b>&quot;x&quot; &amp; 'y'");
    const data = /<script type="application\/json" id="charts">(.*?)<\/script>/s.exec(page)![1]!;
    expect(JSON.parse(data)[0].config.data.datasets[0].label).toBe(hostile);
  });

  it("names every canvas in words and gives every table caption and heads", () => {
    const page = report(makeResult({ failing: 1 }));
    expect(page.match(/<canvas [^>]*role="img" aria-label="Line chart of [^"]+ends at/g)).toHaveLength(7);
    expect(page.match(/<caption>/g)).toHaveLength(3);
    expect(page).toMatch(/<code>at\(<wbr\/>affect\.<wbr\/>blunting, week 12\)<\/code>/);
    expect(page).toContain('<html lang="en">');
    expect(page).toContain('<th scope="row" class="name">');
    expect(page).toContain("One arm of 2 did not finish");
    expect(page).toContain("Daily mean cortisol.");
  });

  it("writes the whole of Chart.js into the page unharmed", () => {
    const path = createRequire(import.meta.url).resolve("chart.js");
    const real = readFileSync(path.replace(/chart\.c?js$/, "chart.umd.min.js"), "utf8");
    const page = report(makeResult(), real);
    const script = page.split("<script>")[1]!.split("</script>")[0]!;
    expect(() => new Function(script)).not.toThrow();
    expect(script).not.toMatch(/\beval\(|new Function\(/);
  });
});

describe("a run in Markdown", () => {
  it("has its measures as they are asked for, and no table without rows", () => {
    const text = markdownText(tellRun(makeResult()), provenance);
    expect(text).toContain("| week12 | 0.315 | 0.473 |  | `at(affect.blunting, week 12)` |");
    expect(text).not.toContain("Evidence outside");
  });
});
