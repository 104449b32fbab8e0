import { describe, expect, it } from "vitest";
import { originLine } from "../../src/explorer/origin.ts";
import type { Case } from "../../src/explorer/types.ts";
import { shippedPage } from "../support/page.ts";

const maker = { lull: "1.2.3", model: "m", modelHash: "0f8d1234abcd5678", solver: "rodas5p", rtol: 1e-6 };
const { current } = shippedPage().opening;
const changed: Case = {
  ...current,
  name: "A name\nof two lines",
  people: ["depressed-adult", "older-adult"],
  care: "none",
  gates: { "vta.serotonin_2c_brake": 0.5 },
  hypotheses: { "raphe.firing_recovery": "slow_drive" },
  set: { "raphe.coupling_time": 8 },
};

describe("originLine", () => {
  it("is one line with person, care, all that is changed with its numbers, model and version", () => {
    const line = originLine(shippedPage(), [current, changed], 84, maker);
    expect(line).not.toContain("\n");
    for (const part of [
      "Lull 1.2.3",
      "model m 0f8d1234abcd5678",
      "rodas5p, rtol 1e-6",
      "12 weeks",
      "escitalopram 10 mg",
      "depressed-adult + older-adult",
      "care trial",
      "care none",
      "knockout vta.serotonin_2c_brake=0.5",
      "hypothesis raphe.firing_recovery=slow_drive",
      "raphe.coupling_time=8",
    ])
      expect(line).toContain(part);
  });

  it("marks a number outside its range, and no other", () => {
    const set = { "raphe.coupling_time": 300, "vta.drive": 2 };
    const ranges = new Map([
      ["raphe.coupling_time", { range: [3, 8] as const }],
      ["vta.drive", { range: [1, 2] as const }],
    ]);
    const line = originLine(shippedPage(), [{ ...current, set }], 84, maker, (name) => ranges.get(name));
    expect(line).toContain("raphe.coupling_time=300 (outside its range 3 to 8)");
    expect(line).toMatch(/vta\.drive=2$/);
  });

  it("differs whenever a number, a person, care, the length or the model does", () => {
    const lines = [
      originLine(shippedPage(), [current], 84, maker),
      originLine(shippedPage(), [current], 85, maker),
      originLine(shippedPage(), [current], 84, { ...maker, modelHash: "1" }),
      originLine(shippedPage(), [current], 84, { ...maker, rtol: 1e-7 }),
      originLine(shippedPage(), [{ ...current, care: "none" }], 84, maker),
      originLine(shippedPage(), [{ ...current, people: ["healthy-adult"] }], 84, maker),
      originLine(shippedPage(), [{ ...current, set: { "raphe.coupling_time": 8 } }], 84, maker),
      originLine(shippedPage(), [{ ...current, set: { "raphe.coupling_time": 8.0001 } }], 84, maker),
      originLine(
        shippedPage(),
        [{ ...current, courses: [{ ...current.courses[0]!, dose: 10.5 }] }],
        84,
        maker,
      ),
    ];
    expect(new Set(lines).size).toBe(lines.length);
  });
});
