import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../../src/files/index.ts";
import { loadModel, readFolder, simulate } from "../../src/node.ts";

const folder = join(packageRoot, "notebooks", "models");

describe("the small models of the lessons", () => {
  for (const name of readdirSync(folder))
    it(`${name} is a whole library that rests until something is switched on`, () => {
      const model = loadModel(readFolder(join(folder, name)));
      expect(model.name).toBe(name);
      for (const { name: care } of model.library.model.care) {
        const { status } = simulate(model, { duration: "8 weeks", arms: [{ label: "a", care }] }).arms[0]!;
        expect(status.kind, care).toBe("success");
      }
    });

  it("two-baths: with one bath quick, the slow one is half full after ln 2 of its time", () => {
    const model = loadModel(readFolder(join(folder, "two-baths")));
    const { arms } = simulate(
      model,
      {
        duration: "20 weeks",
        arms: [{ label: "a", care: "open" }],
        measure: { half: "half_time(baths.second)" },
      },
      { set: { "baths.first_time": 0.1 } },
    );
    // A quick bath in front delays by its own time: exact for half_time as first_time goes to 0.
    expect(arms[0]!.measures.half!.value).toBeCloseTo(14 * Math.LN2 + 0.1, 1);
  });
});
