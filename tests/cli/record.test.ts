import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { prepareScenario, recordOf } from "../../src/cli/experiment.ts";
import { recordedCommand } from "../../src/cli/record.ts";
import { withWarnings } from "../../src/cli/tell.ts";
import { figureFoot, provenanceLine, recordId, recordJson } from "../../src/document/index.ts";
import { packageRoot } from "../../src/files/index.ts";
import { htmlText, jsonText, terminalText } from "../../src/writers/index.ts";
import { write } from "../support/cli.ts";

const root = mkdtempSync(join(tmpdir(), "lull-record-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const options = { set: [], knockout: [], hypothesis: [], seed: 0 };

cpSync(join(packageRoot, "models"), join(root, "models"), { recursive: true });
const drug = readFileSync(join(packageRoot, "models/drugs/escitalopram.yaml"), "utf8");
write(root, "mydrug.yaml", drug.replace("drug: escitalopram", "drug: mydrug"));
write(root, "me.yaml", "person: me\ntitle: Me\nabout: Slow clearance.\nset: {mydrug.clearance: 10}\n");
write(root, "doses.csv", "time,amt,evid,note\n0,10,1,a\n24,10,1,a\n");
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
`,
);
const models = join(root, "models");
const record = () => {
  const prepared = prepareScenario(scenario, { ...options, models });
  return recordOf(prepared, { ...options, models }, ["run", "mine.yaml"]);
};

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

  it("is another one after any changed byte of any input, even of one that means nothing", () => {
    const some = before.inputs.filter(({ path }) =>
      /mine|mydrug|me\.yaml|doses|vta|claims\/.*vta-brake/.test(path),
    );
    expect(some.length).toBeGreaterThan(5);
    const ids = new Set([recordId(before)]);
    fc.assert(
      fc.property(fc.constantFrom(...some), fc.integer({ min: 1, max: 255 }), ({ path }, byte) => {
        const whole = readFileSync(path);
        // Bytes that are no text at all, too: two of them read as the same character.
        const isTable = path.endsWith(".csv");
        const mark = isTable ? Buffer.from("0,0,0,x\n") : Buffer.from("\n# x\n");
        mark[mark.indexOf("x")] = [0x0a, 0x0d, 0x22, 0x2c].includes(byte) || byte < 0x20 ? 0xfe : byte;
        writeFileSync(path, Buffer.concat([whole, mark]));
        const changed = record();
        writeFileSync(path, whole);
        const differing = changed.inputs.filter((input, i) => input.sha256 !== before.inputs[i]!.sha256);
        expect(differing.map((input) => input.path)).toEqual([path]);
        ids.add(recordId(changed));
        expect(recordId(changed)).not.toBe(recordId(before));
      }),
      { numRuns: 6 },
    );
    expect(recordId(record())).toBe(recordId(before));
  });

  it("leaves out of the command what does not change the results", () => {
    const words = ["run", "a.yaml", "--out", "x", "--set", "a.b=1", "--json", "--workers=2", "--resume"];
    expect(recordedCommand(words)).toEqual(["run", "a.yaml", "--set", "a.b=1"]);
  });
});
