import { describe, expect, it, vi } from "vitest";
import { Engine, Nearby } from "../../src/engine/index.ts";
import { scenarioText } from "../../src/explorer/scenario-text.ts";
import type { Case } from "../../src/explorer/types.ts";
import { shippedPage } from "../support/page.ts";
import { shippedLibrary } from "../support/shipped.ts";

const library = shippedLibrary();
const { current } = shippedPage().opening;
const textOf = (change: Partial<Case>) => scenarioText(shippedPage(), [{ ...current, ...change }], 84);
const dose = (mg: number): Partial<Case> => ({ courses: [{ ...current.courses[0]!, dose: mg }] });
const wanted = ["affect.blunting_drug", "dopamine.phasic"];

/** A page that has borrowed a case, as a message brings it. */
async function pageWith(text: string, engine = new Engine(library), patience = 1000): Promise<Nearby> {
  const nearby = new Nearby(patience);
  await nearby.prepare(text, async () => structuredClone(engine.lend(text)));
  return nearby;
}

describe("Nearby", () => {
  it("`simulate` gives what the engine gives, at other doses, gates and numbers than those borrowed", async () => {
    const engine = new Engine(library);
    const cut = { gates: { "vta.serotonin_2c_brake": 0.5 } };
    const nearby = await pageWith(textOf(cut), engine);
    for (const change of [
      cut,
      { ...cut, ...dose(3) },
      { gates: { "vta.serotonin_2c_brake": 0.1 } },
      { ...cut, set: { "raphe.coupling_time": 8 } },
      { ...cut, set: { "raphe.coupling_time": 8, "depression.care": 0.3 } },
    ]) {
      const here = nearby.simulate(textOf(change), wanted)!;
      const there = engine.simulate(textOf(change), "coarse", wanted);
      expect(here.samples, JSON.stringify(change)).toEqual(there.samples);
      expect(here.measures).toEqual(there.measures);
      expect(here.baseline).toEqual(there.baseline);
    }
  });

  it("`simulate` leaves to the worker what was not borrowed, and all when it takes too long", async () => {
    const text = textOf({});
    const nearby = await pageWith(text);
    expect(nearby.simulate(text, wanted)).toBeDefined();
    expect(nearby.simulate(textOf({ people: ["healthy-adult"] }), wanted)).toBeUndefined();
    expect(
      nearby.simulate(textOf({ courses: [{ ...current.courses[0]!, drug: "sertraline" }] }), wanted),
    ).toBeUndefined();
    expect(new Nearby().simulate(text, wanted)).toBeUndefined();
    const slow = await pageWith(text, new Engine(library), 0);
    expect(slow.simulate(text, wanted)).toBeUndefined();
  });

  it("`prepare` tries again, later, what took too long once: a machine that was busy may not be now", async () => {
    let [now, step] = [0, 1000];
    const clock = vi.spyOn(performance, "now").mockImplementation(() => {
      now += step;
      return now;
    });
    try {
      const text = textOf({});
      const engine = new Engine(library);
      const lend = async () => structuredClone(engine.lend(text));
      const nearby = new Nearby(33);
      await nearby.prepare(text, lend);
      expect(nearby.simulate(text, wanted)).toBeUndefined();
      step = 0.001;
      await nearby.prepare(text, lend);
      expect(nearby.simulate(text, wanted)).toBeUndefined();
      now += 60_000;
      await nearby.prepare(text, lend);
      expect(nearby.simulate(text, wanted)).toBeDefined();
    } finally {
      clock.mockRestore();
    }
  });

  it("`simulate` answers what takes long here all the same, once the worker is known to take longer", async () => {
    const text = textOf({});
    const nearby = await pageWith(text, new Engine(library), 0);
    expect(nearby.simulate(text, wanted)).toBeUndefined();
    for (let i = 0; i < 3; i++) nearby.comparedWith(60_000);
    expect(nearby.simulate(text, wanted)).toBeDefined();
    for (let i = 0; i < 3; i++) nearby.comparedWith(0);
    expect(nearby.simulate(text, wanted)).toBeUndefined();
  });

  it("`prepare` borrows a case once", async () => {
    const engine = new Engine(library);
    const nearby = new Nearby(1000);
    let loans = 0;
    const lend = async (text: string) => {
      loans++;
      return structuredClone(engine.lend(text));
    };
    for (const text of [textOf({}), textOf(dose(40)), textOf({ set: { "raphe.coupling_time": 8 } })])
      await nearby.prepare(text, () => lend(text));
    expect(loans).toBe(1);
    await nearby.prepare(textOf({ care: "none" }), () => lend(textOf({ care: "none" })));
    expect(loans).toBe(2);
  });
});
