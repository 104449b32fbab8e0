import { describe, expect, it } from "vitest";
import { layoutRequest, placedCircuit } from "../../src/charts/index.ts";
import { Engine } from "../../src/engine/index.ts";
import { cutsOf, startOf, strengthOf } from "../../src/explorer/circuit-order.ts";
import { scenarioText } from "../../src/explorer/scenario-text.ts";
import { layoutGraph } from "../../src/files/index.ts";
import { circuitOf, overviewOf } from "../../src/model/index.ts";
import { joinWithDrugs } from "../../src/scenario/index.ts";
import { shippedPage } from "../support/page.ts";
import { shippedLibrary } from "../support/shipped.ts";

const { model } = shippedLibrary();
const whole = circuitOf(joinWithDrugs(model, []).value!);
const overview = overviewOf(whole, model.overview!);
const known = (edge: (typeof whole.edges)[number]) =>
  cutsOf({ effects: edge.effects, holds: edge.holds ?? [] });

describe("the circuit", () => {
  it("of a model without effects is drawn as nothing", async () => {
    const none = { nodes: [], edges: [] };
    const placed = placedCircuit(none, await layoutGraph(layoutRequest(none)));
    expect(placed).toMatchObject(none);
  });

  it("has a first look of seven boxes in which every module has one place, from what is taken to what is felt", () => {
    expect(overview.nodes.map(({ name }) => name)).toEqual([
      "Drug",
      "Transporter",
      "Serotonin",
      "Brake",
      "Dopamine",
      "Circuits",
      "Feeling",
    ]);
    const told = new Set(overview.edges.flatMap(({ effects }) => effects));
    const across = new Set(model.overview!.flatMap(({ modules }) => modules));
    for (const { name, system } of whole.nodes) {
      const boxes = model.overview!.filter((box) =>
        across.has(name)
          ? box.modules.includes(name)
          : system === ""
            ? box.hasDrugs
            : box.folders.includes(system),
      );
      expect(boxes.length, name).toBe(1);
    }
    expect(told).toContain("vta.serotonin_2c_brake");
    expect(overview.edges.some(({ from, to }) => from === to)).toBe(false);
  });

  it("can cut every arrow that leads into felt affect", () => {
    const into = whole.edges.filter(({ to }) => to === "affect");
    expect(into.length).toBeGreaterThan(10);
    for (const edge of into) expect(known(edge), `${edge.from} to affect`).not.toEqual([]);
    for (const edge of overview.edges.filter(({ to }) => to === "Feeling"))
      expect(known(edge)).not.toEqual([]);
  });
});

describe("an arrow", () => {
  const arrow = { effects: ["a.up"], holds: ["b.down"] };
  it("is as strong as that effect of it which is farthest from 1", () => {
    const at = (values: Record<string, number>) => strengthOf(arrow, (name) => values[name]);
    expect(at({ "a.up": 1.1, "b.down": 0.5 })).toBeCloseTo(Math.log(0.5), 12);
    expect(at({ "a.up": 1, "b.down": 1 })).toBe(0);
    expect(at({})).toBe(0);
  });

  it("starts when it first has half of what it comes to, and never where it does little", () => {
    const times = Float64Array.from([0, 1, 2, 3]);
    const samples = (...up: number[]) => ({ times, names: ["a.up"], values: Float32Array.from(up) });
    expect(startOf(arrow, samples(1, 1.05, 1.2, 1.3))).toBe(2);
    expect(startOf(arrow, samples(1, 1.001, 1.002, 1.003))).toBeUndefined();
  });

  it("has arrows into what is felt that carry nothing once they are cut, also what comes by way of other modules", () => {
    const into = whole.edges.filter(({ from, to }) => to === "affect" && from !== "affect");
    expect(into.length).toBeGreaterThan(8);
    const page = shippedPage();
    const [course] = page.opening.current.courses;
    const engine = new Engine(shippedLibrary());
    const felt = (dose: number, gates: Record<string, number>) => {
      const one = { ...page.opening.current, courses: [{ ...course!, dose }], gates };
      const { samples } = engine.simulate(scenarioText(page, [one], 84), "exact", [
        "affect.blunting_equal_mood",
      ]);
      return samples.values.at(-1)!;
    };
    expect(felt(40, {})).toBeGreaterThan(0.1);
    const cut = Object.fromEntries(into.flatMap(known).map((effect) => [effect, 0]));
    expect(felt(40, cut)).toBeCloseTo(felt(0, cut), 4);
  });
});
