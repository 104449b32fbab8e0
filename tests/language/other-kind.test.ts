import { describe, expect, it } from "vitest";
import { readScenario, readSearch } from "../../src/language/index.ts";

const told = (read: typeof readScenario | typeof readSearch, text: string) =>
  read("mine.yaml", text).diagnostics.map(({ code, message, help, place }) => [
    code,
    message,
    help,
    place?.start,
  ]);

describe("a file of another kind", () => {
  it("is told as that alone, with what takes it", () => {
    expect(told(readScenario, "# Mine\nmodule: own\nstates: {}\n")).toEqual([
      [
        "other-kind",
        "This is a file for a module, not a scenario.",
        "Name a scenario, and join this file to it with `--with mine.yaml`.",
        7,
      ],
    ]);
    expect(told(readScenario, "search: Who?\n")).toEqual([
      ["other-kind", "This is a file for a search, not a scenario.", "Write `lull search mine.yaml`.", 0],
    ]);
    expect(told(readSearch, "scenario: First\n")).toEqual([
      ["other-kind", "This is a file for a scenario, not a search.", "Write `lull run mine.yaml`.", 0],
    ]);
  });

  it("is none where a scenario merely names a person or a model further down, or first", () => {
    for (const text of ["scenaro: Mine\nperson: me\n", "person: me\nscenario: Mine\n"])
      expect(told(readScenario, text).map(([code]) => code)).not.toContain("other-kind");
  });
});
