import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { openNumberFile } from "../../../src/files/index.ts";
import { samplePerson } from "../../../src/runs/index.ts";
import { prepareStudy } from "../../../src/studies/index.ts";
import { sampledIn } from "../../../src/studies/population/sampled.ts";
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

  it("is gone when it is closed", () => {
    const file = openNumberFile();
    expect(readdirSync(folder)).toHaveLength(1);
    file.close();
    expect(readdirSync(folder)).toEqual([]);
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
