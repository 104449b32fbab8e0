import { describe, expect, it } from "vitest";
import { chosenOf, commandsOfPages, verbCommands } from "../../bench/same-commands.ts";
import { likeness, type Renames, renamed, settled } from "../../bench/same-outputs.ts";
import { packageRoot } from "../../src/files/index.ts";
import { lull } from "../support/cli.ts";

const renames: readonly Renames[] = [
  {
    in: /^search/,
    names: [
      ["duels", "pairwise"],
      ["wished for", "target:"],
    ],
  },
];

describe("outputs of two commits", () => {
  it("are the same but for when, where and by which version they were made", () => {
    const of = (time: string, seconds: number, place: string, record: string) =>
      settled(
        JSON.stringify({
          value: 0.25,
          seconds,
          manifest: { record },
          words: [`${place}/a.csv at ${time}, ${record}`],
        }),
        [place],
      );
    const before = of("2026-11-01T10:00:00.000Z", 1.5, "/tmp/before", "0a1b2c3d4e");
    const now = of("2026-11-29T17:30:00.250Z", 0.5, "/tmp/now", "99ffee0011aa");
    expect(likeness(before, before, now)).toEqual({ kind: "same" });
    expect(before).toContain("0.25");
  });

  it("keep numbers that look like parts of hashes, and data inside of pages", () => {
    expect(settled("12345678 of 0.1234567")).toBe("12345678 of 0.1234567");
    expect(settled('<script>code 1</script><script type="application/json">{"x":1}</script>')).toBe(
      '<script></script><script type="application/json">{"x":1}</script>',
    );
  });

  it("are renamed as whole words, where the command is one of those, however lines are broken", () => {
    const text = "duels.csv: 1.05, wished\n  for above 1; duelsome";
    expect(renamed(text, renames, "search --json")).toBe("pairwise.csv: 1.05, target: above 1; duelsome");
    expect(renamed(text, renames, "run")).toBe(text);
    const now = "pairwise.csv: 1.05,\ntarget:  above 1; duelsome";
    expect(likeness(text, renamed(text, renames, "search"), now)).toEqual({ kind: "renamed" });
  });

  it("differ by the two numbers that are furthest apart, or by words", () => {
    const before = "a 1.0\nb 2e-3\nc -7";
    expect(likeness(before, before, "a 1.1\nb 1e-3\nc -7")).toEqual({
      kind: "numbers",
      apart: { change: 0.5, before: 2e-3, now: 1e-3 },
      first: { before: "a 1.0", now: "a 1.1" },
    });
    expect(likeness(before, before, "a 1.0\nb 2e-3\nd -7")).toEqual({
      kind: "words",
      apart: { change: 0, before: 0, now: 0 },
      first: { before: "c -7", now: "d -7" },
    });
    expect(likeness(before, before, "a 1.0\nb 2e-3")).toMatchObject({
      kind: "words",
      apart: undefined,
    });
  });
});

describe("the commands that are compared", () => {
  it("are those of the pages, and every verb but what serves, needs a folder of others or is not Lull's own", () => {
    const of = (commands: readonly { readonly steps: readonly (readonly string[])[] }[]) =>
      new Set(commands.flatMap(({ steps }) => steps.map(([verb]) => verb!)));
    expect(commandsOfPages(packageRoot).length).toBeGreaterThan(30);
    const [, list = ""] = lull(["--help"]).stdout.split("Commands:");
    const verbs = [...list.matchAll(/^ {2}([a-z][a-z-]*)\b/gm)].map(([, verb]) => verb!);
    const compared = of([...commandsOfPages(packageRoot), ...verbCommands]);
    expect(verbs.filter((verb) => !compared.has(verb)).sort()).toEqual([
      "explore",
      "help",
      "petab",
      "sbml-suite",
    ]);
  });

  it("are chosen by their first words, whole ones", () => {
    const all = ["run a", "run a --json", "run ab", "runs", "run, again"].map((name) => ({
      name,
      steps: [],
    }));
    const names = (...words: string[]) => chosenOf(all, words).map(({ name }) => name);
    expect(names("run a")).toEqual(["run a", "run a --json"]);
    expect(names("run")).toEqual(["run a", "run a --json", "run ab", "run, again"]);
    expect(names()).toHaveLength(5);
  });
});
