import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { disclaimer, htmlReport, jsonReport, terminalReport } from "../../src/report/index.ts";
import { oneLine, textWidth, wrap } from "../../src/text/index.ts";
import { makeResult, provenance } from "../support/result.ts";

const hostile = "</script><b>\"x\" & 'y'</b>\n\u001b[31m😀";
const six = [
  "placebo",
  "5 mg",
  "10 mg",
  "20 mg",
  "20 mg, no 5-HT2C brake",
  "20 mg then bupropion from week six",
];

describe("terminalReport", () => {
  it("`terminalReport` shows question, measures, doses, manifest, and the fixed last line", () => {
    const text = terminalReport(makeResult(), { provenance });
    expect(text).toContain("Does a higher dose blunt more");
    expect(text).toMatch(/^measure +10 mg +20 mg {2}unit$/m);
    expect(text).toMatch(/^onset +never +33\.4 {2}day$/m);
    expect(text).toMatch(/^week12 +0\.315 +0\.473$/m);
    expect(text).toMatch(/^ +84 +84 +0 +840 {2}10 mg \(depressed-adult, care: trial\)$/m);
    expect(text).toContain("rodas5p, rtol 1e-6");
    expect(text.trimEnd().split("\n").at(-1)).toBe(disclaimer);
  });

  it("`terminalReport` says when, where and what to try for an arm that failed", () => {
    const text = terminalReport(makeResult({ failing: 0 }), { provenance, width: 200 });
    expect(text).toContain("! 10 mg: Stopped on day 28.00 (step-too-small) at raphe.autoreceptor.");
    expect(text).toContain("Try --solver rodas5p.");
    expect(text).toMatch(/^week12 +- +0\.473$/m);
  });

  it("`terminalReport` fits the width, with letters for arms where labels do not fit", () => {
    for (const width of [60, 80, 120]) {
      const lines = terminalReport(makeResult({ arms: six }), { provenance, width }).split("\n");
      expect(lines.filter((line) => textWidth(line) > width)).toEqual([]);
    }
    expect(terminalReport(makeResult({ arms: six }), { provenance, width: 60 })).toMatch(
      /^measure +A +B +C +D +E +F {2}unit$/m,
    );
  });

  it("`terminalReport` colors only when asked, and lets no label move the cursor", () => {
    const result = makeResult({ arms: [hostile] });
    expect(terminalReport(result, { provenance })).not.toContain("\u001b");
    expect(terminalReport(makeResult(), { provenance, color: true })).toContain("\u001b[1m");
    expect(terminalReport(result, { provenance, color: true })).not.toContain("\u001b[31m");
    expect(oneLine("a\n\tb\u202e")).toBe("a b");
  });

  it("`wrap` breaks at words, and words that are too long", () => {
    expect(wrap("one two three", 7)).toEqual(["one two", "three"]);
    expect(wrap("abcdefgh ij", 5, "  ")).toEqual(["abcde", "  fgh", "  ij"]);
    expect(textWidth("a😀界")).toBe(5);
  });
});

describe("jsonReport", () => {
  it("`jsonReport` holds curves where they are asked for: every sample of what is shown or measured, and nothing else", () => {
    const result = makeResult();
    const { arms } = jsonReport(result, provenance, { hasSeries: true });
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
    expect(jsonReport(result, provenance).arms[0]).not.toHaveProperty("series");
  });

  it("`jsonReport` has the promised shape, null for what was never reached", () => {
    const report = jsonReport(makeResult({ failing: 1 }), provenance);
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
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });
});

describe("htmlReport", () => {
  const chartScript = "const a = '</script>', b = '<!--', c = '$&';\n//# sourceMappingURL=chart.js.map";

  it("`htmlReport` is one file that asks the network for nothing", () => {
    const page = htmlReport(makeResult(), { chartScript, provenance });
    expect(page).toContain(
      "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:",
    );
    expect(page).not.toMatch(/(?:src|href)=|url\(|@import|sourceMappingURL/);
    expect(page.split(disclaimer)).toHaveLength(3);
  });

  it("`htmlReport` lets no label or script out of its place", () => {
    const result = makeResult({ arms: [hostile, "b"], question: hostile });
    const page = htmlReport({ ...result, title: hostile }, { chartScript, provenance });
    expect(page).not.toContain("<b>");
    expect(page.match(/<\/script/gi)).toHaveLength(3);
    expect(page).not.toContain("<!--");
    expect(page).toContain("c = '$&'");
    expect(page).toContain("&lt;/script&gt;&lt;b&gt;&quot;x&quot; &amp; &#39;y&#39;");
    const data = /<script type="application\/json" id="charts">(.*?)<\/script>/s.exec(page)![1]!;
    expect(JSON.parse(data)[0].config.data.datasets[0].label).toBe(hostile);
  });

  it("`htmlReport` names every canvas in words and gives every table caption and heads", () => {
    const page = htmlReport(makeResult({ failing: 1 }), { chartScript, provenance });
    expect(page.match(/<canvas [^>]*role="img" aria-label="Line chart of [^"]+ends at/g)).toHaveLength(7);
    expect(page.match(/<caption>/g)).toHaveLength(3);
    expect(page).toContain('<html lang="en">');
    expect(page).toContain('<th scope="row">');
    expect(page).toContain("One arm did not finish");
    expect(page).toContain("Daily mean cortisol.");
  });

  it("`htmlReport` writes the whole of Chart.js into the page unharmed", () => {
    const path = createRequire(import.meta.url).resolve("chart.js");
    const real = readFileSync(path.replace(/chart\.c?js$/, "chart.umd.min.js"), "utf8");
    const page = htmlReport(makeResult(), { chartScript: real, provenance });
    const script = page.split("<script>")[1]!.split("</script>")[0]!;
    expect(() => new Function(script)).not.toThrow();
    expect(script).not.toMatch(/\beval\(|new Function\(/);
  });
});
