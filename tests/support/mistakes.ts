import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/index.ts";
import { packageRoot } from "../../src/files/index.ts";
import { extendLibrary, type Library, readScenario } from "../../src/language/index.ts";
import { prepare, withOwn } from "../../src/scenario/index.ts";
import { shippedLibrary } from "./shipped.ts";

/** What stands in a file without fault, what stands there instead, what must be named, and the remedy. */
export type Mistake = readonly [was: string, is: string, names: RegExp, remedy: RegExp];

/** What `lull new` writes, as the file `own`. */
export const template = (name: string) =>
  readFileSync(join(packageRoot, `models/templates/${name}.yaml`), "utf8");
export const own = "own.yaml";

/** What is said of a file that is joined to the shipped models, and by a further judge where it can be read. */
export const joined = (text: string, judge: (library: Library) => readonly Diagnostic[]) => {
  const { partial, diagnostics } = extendLibrary(shippedLibrary(), new Map([[own, text]]));
  return [...diagnostics, ...(partial && diagnostics.length === 0 ? judge(partial) : [])];
};

/** What is said of a scenario beside other files. */
export const ofScenario = (
  text: string,
  others: Readonly<Record<string, string>> = {},
): readonly Diagnostic[] => {
  const { value, diagnostics } = readScenario(own, text, (path) => others[path]);
  return value
    ? [...diagnostics, ...prepare(value.scenario, withOwn(shippedLibrary(), value)).diagnostics]
    : diagnostics;
};

/**
 * The likeliest mistakes in a kind of file, made in one that has none: each is told by a message that names the key (or
 * the text at fault) and says what to do.
 */
export function describeMistakes(
  kind: string,
  sound: string,
  mistakes: readonly Mistake[],
  judge: (text: string) => readonly Diagnostic[],
): void {
  describe(`mistakes in a ${kind}`, () => {
    it("are at least twenty, in a file that has none", () => {
      expect(mistakes.length).toBeGreaterThanOrEqual(20);
      expect(judge(sound)).toEqual([]);
    });

    it.each(mistakes)("%j written as %j is named with its remedy", (was, is, names, remedy) => {
      expect(sound).toContain(was);
      const said = judge(sound.replace(was, () => is)).map(
        ({ message, help, notes = [] }) =>
          [message, [help, ...notes.map((note) => note.message)].filter(Boolean).join(" ")] as const,
      );
      const whole = said.map((parts) => parts.join("\n")).join("\n\n");
      const answers = said.filter(([message]) => names.test(message));
      expect(answers.length, whole || "nothing was said").toBeGreaterThan(0);
      expect(
        answers.some((parts) => remedy.test(parts.join(" "))),
        whole,
      ).toBe(true);
    });
  });
}
