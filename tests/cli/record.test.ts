import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { prepareScenario, recordOf } from "../../src/cli/experiment.ts";
import { addExplain } from "../../src/cli/explain.ts";
import { addLint } from "../../src/cli/lint.ts";
import { addList } from "../../src/cli/list.ts";
import { recordedCommand } from "../../src/cli/record.ts";
import { withWarnings } from "../../src/cli/tell.ts";
import {
  figureFoot,
  provenanceLine,
  type RecordJson,
  recordId,
  recordJson,
} from "../../src/document/index.ts";
import { packageRoot, sha256Of } from "../../src/files/index.ts";
import { htmlText, jsonText, terminalText } from "../../src/writers/index.ts";
import { here, write } from "../support/cli.ts";

const root = mkdtempSync(join(tmpdir(), "lull-record-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const options = { set: [], knockout: [], hypothesis: [], seed: 0 };

// One claim is enough of them, and makes the models quicker to read.
cpSync(join(packageRoot, "models"), join(root, "models"), {
  recursive: true,
  filter: (path) => !/models\/claims\/.*\.yaml$/.test(path) || path.endsWith("vta-brake.yaml"),
});
const drug = readFileSync(join(packageRoot, "models/drugs/escitalopram.yaml"), "utf8");
write(root, "mydrug.yaml", drug.replace("drug: escitalopram", "drug: mydrug"));
write(root, "me.yaml", "person: me\ntitle: Me\nabout: Slow clearance.\nset: {mydrug.clearance: 10}\n");
write(root, "doses.csv", "time,amt,evid,note\n0,10,1,in the morning\n24,10,1,late\n");
write(root, "points.csv", "time_day,value,note\n0,30,by telephone\n7,26,at the clinic\n");
const scenario = write(
  root,
  "mine.yaml",
  `scenario: Mine
question: What happens?
duration: 1 week
person: ./me.yaml
arms:
  - {label: table, treatment: {events: doses.csv, drug: ./mydrug.yaml}}
measure: {occupancy: "at(sert.occupancy, end)"}
data: {file: points.csv, variable: scale.madrs}
`,
);
const models = join(root, "models");
const record = () => {
  const prepared = prepareScenario(scenario, { ...options, models });
  return recordOf(prepared, { ...options, models }, ["run", "mine.yaml"]);
};

/** A byte that leaves a file what it was to a reader when it stands within a word, some of them no text at all. */
const byteOfWord = fc.oneof(fc.integer({ min: 0x61, max: 0x79 }), fc.integer({ min: 0x80, max: 0xfe }));

/** Where letters follow letters in what is written for people: comments and descriptions, and the last column of a table. */
function withinWords(path: string, text: string): number[] {
  const prose = path.endsWith(".csv")
    ? /(?<=\d,)[a-z ]+$/gm
    : /(?<=#|\b(?:about|title|note|says|citation|question): "?)[^"{}[\],:#\n]+/g;
  return [...text.matchAll(prose)].flatMap(({ 0: words, index }) =>
    [...words.matchAll(/(?<=[a-z])[a-z]/g)].map((letter) => index + letter.index),
  );
}

describe("the record of a run", () => {
  const before = record();

  it("says which numbers lie outside their range, and so does every document of a study", () => {
    const says =
      "table: mydrug.clearance is 10, outside the range of 13 to 31 L/hour that it is declared with.";
    expect(recordJson(before).outside_range).toEqual([says]);
    const empty = { title: "T", lead: "L", notes: [], answers: [], sections: [], methods: [], data: {} };
    const told = withWarnings(empty, before);
    const texts = [
      terminalText(told, { width: 400 }),
      htmlText(told, { chartScript: "" }),
      jsonText(told, before),
    ];
    for (const text of texts) expect(text).toContain(says);
    expect(figureFoot(before).split("\n")).toEqual([provenanceLine(before), says]);
    const many = { ...before, outside: ["a", "b", "c", "d", "e"] };
    expect(figureFoot(many)).toMatch(/\na\nb\nc\n2 further numbers outside/);
    expect(withWarnings(empty, { ...before, outside: [] })).toEqual(empty);
  });

  it("lists every file that was read, the user's own and the models', and says what each arm was given", () => {
    const paths = before.inputs.map((input) => input.path.slice(root.length + 1));
    expect(paths).toEqual(
      expect.arrayContaining([
        "doses.csv",
        "me.yaml",
        "mine.yaml",
        "mydrug.yaml",
        "models/emotional-blunting/model.yaml",
        "models/emotional-blunting/dopamine/vta.yaml",
        "models/drugs/escitalopram.yaml",
      ]),
    );
    expect(paths.some((path) => path.startsWith("models/populations/"))).toBe(true);
    expect(paths.some((path) => path.startsWith("models/claims/"))).toBe(true);
    expect(recordJson(before).arms).toEqual([
      {
        label: "table",
        treatment: "mydrug 10 mg daily until day 1 plus mydrug 10 mg daily from day 1 until day 2",
        person: "me",
        care: expect.any(String),
        set: {},
        knockout: {},
        hypothesis: {},
      },
    ]);
  });

  it("is the same one of the same files", () => {
    expect(recordId(record())).toBe(recordId(before));
  });

  const kinds: Readonly<Record<string, RegExp>> = {
    scenario: /^mine\.yaml$/,
    drug: /^mydrug\.yaml$/,
    person: /^me\.yaml$/,
    events: /^doses\.csv$/,
    "measured points": /^points\.csv$/,
    module: /^models\/emotional-blunting\//,
    claim: /^models\/claims\//,
    population: /^models\/populations\//,
    evidence: /^models\/evidence\//,
  };
  it.each(Object.entries(kinds))(
    "is another one after any changed byte, even one that means nothing: of a file of the kind %s",
    (_kind, pattern) => {
      const files = before.inputs.filter(({ path }) => pattern.test(path.slice(root.length + 1)));
      expect(files).not.toEqual([]);
      // A changed file of the models has them all read again.
      const numRuns = pattern.source.includes("models") ? 1 : 2;
      fc.assert(
        fc.property(
          fc.constantFrom(...files),
          fc.nat(),
          byteOfWord,
          fc.boolean(),
          (file, at, byte, isMore) => {
            const whole = readFileSync(file.path);
            const places = withinWords(file.path, whole.toString("latin1"));
            const place = places[at % places.length]!;
            const isSame = !isMore && whole[place] === byte;
            writeFileSync(
              file.path,
              Buffer.concat([
                whole.subarray(0, place),
                Buffer.of(isSame ? byte + 1 : byte),
                whole.subarray(isMore ? place : place + 1),
              ]),
            );
            try {
              const changed = record();
              const sums = new Map(before.inputs.map(({ path, sha256 }) => [path, sha256]));
              const others = changed.inputs.filter(({ path, sha256 }) => sums.get(path) !== sha256);
              expect(others.map(({ path }) => path)).toEqual([file.path]);
              expect(recordId(changed)).not.toBe(recordId(before));
            } finally {
              writeFileSync(file.path, whole);
            }
          },
        ),
        { numRuns },
      );
    },
  );

  type Told = { manifest: RecordJson; [key: string]: unknown };
  const toldBy = async (addVerb: Parameters<typeof here>[0], ...args: string[]): Promise<Told> =>
    JSON.parse((await here(addVerb, [...args, "--json"])).stdout) as Told;

  it("stands in what list, lint and explain say, with every file that they looked at", async () => {
    const listed = await toldBy(addList, "list", "people", "--models", models);
    expect(listed.kind).toBe("people");
    expect(listed.rows).toContainEqual(expect.objectContaining({ name: "depressed-adult" }));
    const linted = await toldBy(addLint, "lint", scenario, "--models", models);
    expect(linted.files).toBe(1);
    const own = ["mine.yaml", "mydrug.yaml", "me.yaml", "doses.csv", "points.csv"];
    expect(linted.manifest.inputs.map(({ path }) => path.slice(root.length + 1))).toEqual(
      expect.arrayContaining([...own, "models/drugs/escitalopram.yaml"]),
    );
    for (const { manifest } of [listed, linted]) {
      expect(manifest).toMatchObject({ model: "emotional-blunting", model_hash: before.modelHash });
      expect(manifest.record).toMatch(/^[0-9a-f]{16}$/);
    }
    const explained = await toldBy(addExplain, "explain", "dose-response", "--models", models);
    expect(explained.manifest.inputs).toContainEqual({
      path: "scenarios/dose-response.yaml",
      sha256: sha256Of(readFileSync(join(packageRoot, "scenarios/dose-response.yaml"))),
      shipped: true,
    });
  });

  it("is another one of a check once any file that it looked at is another", async () => {
    const records = new Set<string>();
    for (const file of [undefined, "doses.csv", "models/people/smoker.yaml"]) {
      const path = file && join(root, file);
      const whole = path && readFileSync(path, "utf8");
      if (path) writeFileSync(path, whole!.replace(/(?<=[a-z])[a-z](?=\n)/, "q"));
      try {
        const { manifest } = await toldBy(addLint, "lint", scenario, "--models", models);
        records.add(manifest.record);
      } finally {
        if (path) writeFileSync(path, whole!);
      }
    }
    expect(records.size).toBe(3);
  });

  it("stands in what lint says of files that have errors, and of models that cannot be read", async () => {
    const faulty = write(root, "faulty.yaml", "scenario: Faulty\n");
    const { diagnostics, manifest } = await toldBy(addLint, "lint", faulty, "--models", models);
    expect(diagnostics).not.toEqual([]);
    expect(manifest.inputs[0]).toEqual({ path: faulty, sha256: sha256Of("scenario: Faulty\n") });
    const broken = join(root, "broken");
    mkdirSync(broken);
    write(broken, "model.yaml", "model: [\n");
    const of = await toldBy(addLint, "lint", broken);
    expect(of.manifest.model).toBe(`${broken}/model.yaml, which cannot be read`);
    expect(of.manifest.inputs).toContainEqual(expect.objectContaining({ path: `${broken}/model.yaml` }));
  });

  it("leaves out of the command what does not change the results", () => {
    const words = ["run", "a.yaml", "--out", "x", "--set", "a.b=1", "--json", "--workers=2", "--resume"];
    expect(recordedCommand(words)).toEqual(["run", "a.yaml", "--set", "a.b=1"]);
  });
});
