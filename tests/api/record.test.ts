import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadModel, scan, simulate } from "../../src/api/index.ts";
import { fingerprint, version } from "../../src/files/index.ts";
import { shippedLibrary } from "../support/shipped.ts";

const model = loadModel();
const scenario = {
  duration: "2 days",
  arms: [{ label: "es", person: "depressed-adult", treatment: "escitalopram 10 mg daily" }],
  measure: { occupancy: "at(sert.occupancy, day 2)" },
};
const own = "person: young-adult\ntitle: Young adult\nabout: Aged 18 to 25.\nset: {}\n";
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const recordOf = (...asked: Parameters<typeof simulate>) => simulate(...asked).record;

describe("a result of the library", () => {
  it("names the models as the command line does, and every file of them by its hash", () => {
    const { record, result, provenance } = simulate(model, scenario);
    const hash = fingerprint(shippedLibrary().texts);
    expect([record.model_hash, record.version]).toEqual([hash, version()]);
    expect([result.manifest.modelHash, result.manifest.version]).toEqual([hash, version()]);
    expect(provenance).toContain(`model emotional-blunting ${hash}`);
    expect(provenance).toContain(`record ${record.record}`);
    const shipped = record.inputs.filter((input) => input.shipped);
    expect(shipped).toHaveLength(shippedLibrary().texts.size);
    for (const { path, sha256: said } of shipped.slice(0, 5))
      expect(said).toBe(sha256(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8")));
  });

  it("says what was called, with what, and what each arm took", () => {
    const { record } = simulate(model, scenario, { set: { "raphe.coupling_time": 5 }, rtol: 1e-5 });
    expect(record.command).toBe('simulate({"set":{"raphe.coupling_time":5},"rtol":0.00001})');
    expect(record.rtol).toBe(1e-5);
    expect(record.arms).toHaveLength(1);
    expect(JSON.stringify(record.arms[0])).toContain("escitalopram 10 mg");
    expect(JSON.stringify(record.arms[0])).toContain("depressed-adult");
  });

  it("has the record of the same question, and another one where a byte of it differs", () => {
    const first = recordOf(model, scenario).record;
    expect(recordOf(loadModel(), scenario).record).toBe(first);
    const mine = loadModel({ "young.yaml": own });
    const others = [
      recordOf(model, { ...scenario, question: "Why?" }),
      recordOf(model, scenario, { seed: 2 }),
      recordOf(model, scenario, { sampleEvery: 0.5 }),
      recordOf(model, scenario, { files: { "unused.yaml": "# nothing" } }),
      recordOf(mine, scenario),
      recordOf(loadModel({ "young.yaml": own.replace("25", "26") }), scenario),
    ].map(({ record }) => record);
    expect(new Set([first, ...others]).size).toBe(others.length + 1);
    expect(recordOf(mine, scenario).inputs).toContainEqual({ path: "young.yaml", sha256: sha256(own) });
  });

  it("is so of a study as well, whoever watches it", async () => {
    const settings = { measure: "occupancy", vary: { escitalopram: [5, 10] } };
    const watched = await scan(model, scenario, { ...settings, onProgress: () => {} });
    const { record, provenance } = await scan(model, scenario, settings);
    expect(watched.record).toEqual(record);
    expect(record.command).toBe('scan({"measure":"occupancy","vary":{"escitalopram":[5,10]}})');
    expect(provenance).toContain(record.record);
    const other = await scan(model, scenario, { ...settings, vary: { escitalopram: [5, 11] } });
    expect(other.record.record).not.toBe(record.record);
  });
});
