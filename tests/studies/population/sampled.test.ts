import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { roomForPeople } from "../../../src/cli/number-room.ts";
import { openNumberFile, packageRoot } from "../../../src/files/index.ts";
import { samplePerson } from "../../../src/runs/index.ts";
import { prepareStudy } from "../../../src/studies/index.ts";
import { sampledIn } from "../../../src/studies/population/sampled.ts";
import { noSpace } from "../../support/failing-disk.ts";
import { experimentOf, shippedLibrary } from "../../support/shipped.ts";

const folder = mkdtempSync(join(tmpdir(), "lull-test-"));
vi.stubEnv("TMPDIR", folder);
const opened: ReturnType<typeof openNumberFile>[] = [];
const room = () => {
  opened.push(openNumberFile());
  return opened.at(-1)!;
};
afterEach(() => {
  for (const file of opened.splice(0)) file.close();
  expect(readdirSync(folder)).toEqual([]);
});

afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

describe("a file of numbers", () => {
  it("gives back what was added, in any order, and nothing that was not", () => {
    const file = room();
    const added = [[1, 2, 3], [Number.NaN, -0, Number.MIN_VALUE], [], [1e308]];
    const places = added.map((numbers) => file.add(Float64Array.from(numbers)));
    for (const i of [3, 0, 1, 2]) {
      const into = new Float64Array(added[i]!.length);
      file.read(places[i]!, into);
      expect([...into]).toEqual(added[i]);
    }
    expect(() => file.read(places[3]!, new Float64Array(2))).toThrow("expected one that was added");
  });

  it("leaves nothing behind, even of a process that is killed while it has one open", () => {
    const code = `
      import { writeSync } from "node:fs";
      import { openNumberFile } from ${JSON.stringify(pathToFileURL(join(packageRoot, "src/files/number-file.ts")).href)};
      const file = openNumberFile();
      const place = file.add(Float64Array.of(1, 2));
      const read = new Float64Array(2);
      file.read(place, read);
      writeSync(1, read.join(" "));
      process.kill(process.pid, "SIGKILL");
    `;
    const { stdout, signal } = spawnSync(
      process.execPath,
      ["--import", "tsx", "--input-type=module", "--eval", code],
      { cwd: packageRoot, encoding: "utf8", env: { ...process.env, TMPDIR: folder } },
    );
    expect([stdout, signal]).toEqual(["1 2", "SIGKILL"]);
    expect(readdirSync(folder).filter((name) => name.startsWith("lull-"))).toEqual([]);
    // What runs the sources keeps files of its own there.
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
  });

  it("keeps in memory what a full disk does not take, half a block included, and says so once", () => {
    let writes = 0;
    const said: unknown[] = [];
    const file = openNumberFile({
      write: (to, bytes, from, count, at) => {
        if (++writes > 2) throw noSpace();
        // The second block is written by half before the disk is full.
        return writeSync(to, bytes, from, writes === 2 ? count / 2 : count, at);
      },
      onRefused: (error) => said.push(error),
    });
    opened.push(file);
    const blocks = [1, 2, 3, 4].map((first) => Float64Array.of(first, first / 10, -first, 0));
    const places = blocks.map((block) => file.add(block));
    // What is added is copied: its owner may go on with it.
    const given = blocks.map((block) => block.slice());
    for (const block of blocks) block.fill(0);
    for (const i of [3, 0, 2, 1]) {
      const into = new Float64Array(4);
      file.read(places[i]!, into);
      expect(into).toEqual(given[i]);
    }
    expect(said).toEqual([noSpace()]);
    expect(() => file.read(places[3]!, new Float64Array(5))).toThrow("expected one that was added");
  });

  it("is only taken for many people, who are told of on stderr where the disk has no room", () => {
    const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    try {
      expect(roomForPeople(10_000)).toBeUndefined();
      const full = roomForPeople(10_001, () => {
        throw noSpace();
      })!;
      opened.push(full);
      for (const numbers of [[1, 2], [3]]) {
        const into = new Float64Array(numbers.length);
        full.read(full.add(Float64Array.from(numbers)), into);
        expect([...into]).toEqual(numbers);
      }
      expect(write.mock.calls.map(([text]) => text)).toEqual([
        expect.stringMatching(/no space left on the disk[\s\S]*10001 people[\s\S]*memory[\s\S]*TMPDIR/),
      ]);
    } finally {
      write.mockRestore();
    }
  });
});

describe("everybody who was drawn", () => {
  it("is the same in memory and in a file, over the bounds of blocks, and as drawn alone", () => {
    const { scenario } = experimentOf(`
scenario: Two days
question: Who was drawn?
duration: 2 days
arms:
  - {label: es, treatment: escitalopram 10 mg daily}
`);
    const library = shippedLibrary();
    const population = library.populations.values().next().value!;
    const { study } = prepareStudy({ scenario, population, size: 4100, seed: 7 }, library).value!;
    const held = sampledIn(study);
    const onDisk = sampledIn({ ...study, room: room() });
    expect(onDisk.names).toEqual(held.names);
    for (const subject of [0, 4095, 4096, 4099, 3]) {
      const { parameters, people } = samplePerson(study.sampler, 7, subject);
      const alone = held.names.map((name) => parameters.get(name) ?? Number.NaN);
      expect(held.row(subject)).toEqual(alone);
      expect(onDisk.row(subject)).toEqual(alone);
      expect(onDisk.people(subject)).toEqual(people);
    }
    const name = held.names[17]!;
    expect(onDisk.column(name)).toEqual(held.column(name));
    expect(held.column(name)[4098]).toEqual(held.row(4098)[17]);
  });
});
