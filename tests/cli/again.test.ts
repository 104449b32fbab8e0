import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { firstDifference } from "../../src/cli/difference.ts";
import { sha256Of } from "../../src/files/index.ts";
import { inTemporaryFolder, lull, write } from "../support/cli.ts";

const scenario = `scenario: Mine
question: What happens?
duration: 1 week
arms:
  - {label: drug, treatment: escitalopram 10 mg daily}
measure: {occupancy: "at(sert.occupancy, end)"}
`;

describe("`lull again`", () => {
  it("gives the same bytes from anywhere, and names the input that changed and where each output differs", () => {
    inTemporaryFolder((folder) => {
      const path = write(folder, "mine.yaml", scenario);
      expect(lull(["run", "mine.yaml"], folder).code).toBe(0);
      const results = join(folder, "out/mine");
      const same = lull(["again", join(results, "manifest.json")]);
      expect(same.stdout).toMatch(
        /^The same bytes: 9 files\.\n\nLull .*, again, model emotional-blunting [0-9a-f]{16}, .*record [0-9a-f]{16}\n$/,
      );
      expect(same.code).toBe(0);

      // A table that was edited since is not what the run gives, though the run gives what the record says.
      const table = join(results, "results.csv");
      const [first, ...rest] = readFileSync(table, "utf8").split("\n");
      writeFileSync(
        table,
        [first, rest[0]!.replace(/[^,]*(,[^,]*)$/, "0.123$1"), ...rest.slice(1)].join("\n"),
      );
      const edited = lull(["again", results]);
      expect(edited.stdout).toMatch(
        /^Changed since it was written: results\.csv, first in line 2, column \d+: "[^"]*" was, "[^"]*0\.123[^"]*" is\n/,
      );
      expect(edited.code).toBe(1);
      writeFileSync(table, [first, ...rest].join("\n"));

      writeFileSync(path, scenario.replace("10 mg", "12 mg"));
      const other = lull(["again", results, "--json"]);
      expect(other.code).toBe(1);
      const { same: isSame, inputs, outputs, repeats, manifest } = JSON.parse(other.stdout);
      expect(isSame).toBe(false);
      const recorded = JSON.parse(readFileSync(join(results, "manifest.json"), "utf8"));
      expect(repeats).toBe(recorded.record);
      expect(manifest).toMatchObject({ model: recorded.model, model_hash: recorded.model_hash });
      // Each input as it is now, not as it was.
      const now = new Map(
        manifest.inputs.map((input: { path: string; sha256: string }) => [input.path, input.sha256]),
      );
      expect(now.get(path)).toBe(sha256Of(scenario.replace("10 mg", "12 mg")));
      expect(now.has(join(results, "manifest.json"))).toBe(true);
      expect(inputs).toEqual(["Input changed: mine.yaml"]);
      expect(outputs).toContainEqual(
        expect.stringMatching(/^Output differs: doses\.csv, first in line 2, column \d+: /),
      );
      expect(outputs).toHaveLength(9);
    });
  });

  it("says what is no record of a run", () => {
    inTemporaryFolder((folder) => {
      const path = write(folder, "manifest.json", '{"name": "An app"}');
      for (const name of [path, folder, join(folder, "nothing")]) {
        const { code, stderr } = lull(["again", name]);
        expect(stderr).toMatch(/is no record of a run|There is no file or folder/);
        expect(code).toBe(1);
      }
    });
  });
});

describe("`firstDifference`", () => {
  const between = (before: string, now: string) => firstDifference(Buffer.from(before), Buffer.from(now));

  it("gives line and column with both texts, the end of the shorter one, and the byte of what is no text", () => {
    expect(between("a\nb\ncde", "a\nb\ncxe")).toBe('first in line 3, column 2: "cde" was, "cxe" is');
    expect(between("a\nb\n", "a\nb\nc")).toBe('first in line 3, column 1: the end was, "c" is');
    expect(between("abc", "xbc")).toBe('first in line 1, column 1: "abc" was, "xbc" is');
    expect(between("\0abc", "\0abd")).toBe("first at byte 4");
  });
});
