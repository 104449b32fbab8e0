import { describe, expect, it } from "vitest";
import { parseYaml, readScenario } from "../../src/language/index.ts";
import { checkCarets, dedent } from "../support/carets.ts";
import { diagnosticsOfFile } from "../support/files.ts";

/** A scenario file that is wrong as a YAML document, its faults drawn in. */
const check = (fixture: string) => checkCarets(fixture, (text) => readScenario("s.yaml", text).diagnostics);

describe("readScenario on texts that are no scenario", () => {
  it("`readScenario` rejects prose", () => {
    check(`
      Please give her ten milligrams a day.
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ not-a-mapping
      See what happens.`);
  });

  it("`readScenario` rejects prose with colons", () => {
    const [fault] = check(`
      scenario: First: a look
                ^ not-yaml`);
    expect(fault?.help).toContain("quotes");
  });

  it("`readScenario` says once, at the first line that cannot be read, that a page of Markdown is no YAML", () => {
    const page = `# Title

**What is this?**

${"A sentence that ends: with `code`.\n\n- [ ] *and* more: text\n\n".repeat(9)}`;
    const { diagnostics } = readScenario("page.md", page);
    expect(diagnostics.map(({ code }) => code)).toEqual(["not-yaml"]);
    expect(diagnostics[0]!.message).toMatch(
      /^This is not YAML: .*\. It is the first of \d+ syntax errors\.$/,
    );
    expect(diagnostics[0]!.place!.start).toBeLessThan(page.indexOf("A sentence"));
  });

  it("`readScenario` says of a file that is indented by tabs throughout what is wrong, at the first tab", () => {
    const text = `scenario: S\narms:\n${"\t- label: a\n\t  care: none\n".repeat(9)}`;
    const { diagnostics } = readScenario("s.yaml", text);
    expect(diagnostics.map(({ code }) => code)).toEqual(["not-yaml"]);
    expect(diagnostics[0]!.message).toMatch(/tab/i);
    expect(diagnostics[0]!.place!.start).toBe(text.indexOf("\t"));
  });

  it("`readScenario` rejects indentation by tabs, at the tab", () => {
    const { diagnostics } = readScenario("s.yaml", "scenario: S\narms:\n\t- label: a\n");
    expect(diagnostics.map((d) => d.code)).toContain("not-yaml");
    expect(diagnostics[0]?.place?.start).toBeGreaterThanOrEqual(17);
  });

  it("`readScenario` rejects a list or a mapping as a key, where it stands", () => {
    check(`
      scenario: S
      {a: 1}: x
      ^ bad-name
      ? [b]
        ^ bad-name
      : y
      !!binary aGk=: z
               ^ bad-name`);
  });

  it("`readScenario` rejects binary data", () => {
    const bytes = Array.from({ length: 256 }, (_, i) => String.fromCharCode(i)).join("");
    const { value, diagnostics } = readScenario("s.yaml", bytes);
    expect(value).toBeUndefined();
    expect(diagnostics.length).toBeGreaterThan(0);
  });

  it("`readScenario` rejects a bracket that is never closed", () => {
    const { diagnostics } = readScenario("s.yaml", "scenario: S\narms: [{label: a}\nduration: 1 day\n");
    expect(diagnostics[0]).toMatchObject({ code: "not-yaml", place: { file: "s.yaml" } });
  });

  it.each(["", "\n\n", "# only a comment\n", "---\n"])("`readScenario` rejects the empty file %j", (text) => {
    expect(readScenario("s.yaml", text).diagnostics.map((d) => d.code)).toEqual(["not-a-mapping"]);
  });

  it("`readScenario` rejects a list", () => {
    check(`
      - scenario: S
      ^^^^^^^^^^^^^ not-a-mapping
      - question: Q`);
  });

  it("`readScenario` rejects two documents in one file", () => {
    const { diagnostics } = readScenario("s.yaml", "scenario: S\n---\nscenario: T\n");
    expect(diagnostics.map((d) => d.code)).toEqual(["not-yaml"]);
  });

  it("`readScenario` rejects a key that stands twice", () => {
    check(`
      scenario: S
      question: Q
      question: R
      ^^^^^^^^ duplicate-key`);
  });

  it("`readScenario` rejects tags that would make objects", () => {
    const { diagnostics } = readScenario("s.yaml", "scenario: !!js/function 'function(){}'\n");
    expect(diagnostics.map((d) => d.code)).toEqual(["not-yaml"]);
  });

  it("`readScenario` survives alias bombs", () => {
    const bomb = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"];
    for (let i = 1; i < 12; i++)
      bomb.push(
        `a${i}: &a${i} [${Array(10)
          .fill(`*a${i - 1}`)
          .join(", ")}]`,
      );
    const started = performance.now();
    const { value, diagnostics } = readScenario("s.yaml", bomb.join("\n"));
    expect(performance.now() - started).toBeLessThan(2000);
    expect(value).toBeUndefined();
    expect(diagnostics.map((d) => d.code)).toEqual(["not-yaml"]);
  });

  it("`readScenario` rejects an alias of itself and one of nothing", () => {
    for (const text of ["scenario: &a [*a]", "scenario: *nothing"]) {
      const { value, diagnostics } = readScenario("s.yaml", text);
      expect(value).toBeUndefined();
      expect(diagnostics.length).toBeGreaterThan(0);
    }
  });

  it("`readScenario` refuses a key named __proto__", () => {
    const text = dedent(`
      scenario: S
      question: Q
      duration: 1 week
      __proto__: {polluted: 1}
      arms: [{label: a}]`);
    expect(readScenario("s.yaml", text).diagnostics.map((d) => d.code)).toEqual(["bad-name"]);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it("`parseYaml` reads files of Windows as it does others", () => {
    const { parsed, diagnostics } = parseYaml("s.yaml", "\uFEFFscenario: S\r\nquestion: Q\r\n");
    expect(diagnostics).toEqual([]);
    expect(parsed?.data).toEqual({ scenario: "S", question: "Q" });
  });
});

describe("several faults in a file", () => {
  it("are told in the order of its lines, whichever the schema finds first", () => {
    const text = dedent(`
      drug: calmol
      title: Calmol
      molar_mass: 250 g/mol
      class: 7
      tablets: 100 mg`);
    const lines = diagnosticsOfFile("calmol.yaml", text)
      .filter(({ place }) => place?.file === "calmol.yaml")
      .map(({ place }) => place!.start);
    expect(lines.length).toBeGreaterThan(2);
    expect(lines).toEqual([...lines].sort((a, b) => a - b));
    expect(lines).toContain(text.indexOf("250 g/mol"));
    expect(lines).toContain(text.indexOf("100 mg"));
  });
});
