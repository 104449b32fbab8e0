import { describe, expect, it } from "vitest";
import {
  compare,
  loadModel,
  population,
  requirement,
  scan,
  search,
  sensitivity,
  simulate,
  simulatePopulation,
  simulator,
  steady,
  why,
} from "../../src/index.ts";

// Numbers that hold with a reservation say so in the library as they do on the command line.

const texts = {
  "model.yaml":
    "model: small\ntitle: Small\nabout: Runs away in some.\nmodules: [own.yaml]\nperson: anybody\ncare: {none: {own.on: 0}, all: {own.on: 1}}\nonset: {of: own.level, above: 0.5, says: it has begun}\n",
  "own.yaml": `
module: own
title: Own
about: A level that runs away in people whose push is above 1.
parameters:
  on: {value: 0, unit: "1", range: [0, 1], tier: assumed, about: Whether anything pushes.}
  push: {value: 0.5, unit: "1", range: [0.1, 2], tier: assumed, about: How hard.}
  speed: {value: 1, unit: 1/day, range: [0.5, 2], tier: assumed, about: Speed.}
states:
  level: {unit: "1", initial: 0, rate: "on * if(push > 1, 10 * (1 + level * level), push - level) * speed", about: Level.}
`.replaceAll(" * speed", " * speed"),
  "anybody.yaml": "person: anybody\ntitle: Anybody\nabout: Anybody.\nset: {}\n",
};
const us = `
population: us
title: Us
about: Half of them run away.
people: {who: {shares: {anybody: 1}}}
same: [own.on, own.speed]
cohort: {care: none, duration: 1 day}
`;
const model = loadModel(texts);
const people = loadModel({ ...texts, "us.yaml": us });
const scenario = {
  duration: "2 days",
  arms: [
    { label: "left alone", care: "none" },
    { label: "pushed", care: "all" },
  ],
  measure: { level: "at(own.level, end)" },
};

describe("in the library", () => {
  it("people whose run failed are told from those in whom a measure has no value", async () => {
    const { subjects } = simulatePopulation(people, scenario, { size: 8, seed: 1 });
    const pushed = subjects.filter(({ arm }) => arm === "pushed");
    const failed = pushed.filter(({ status }) => status.kind !== "success");
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.length).toBeLessThan(8);
    for (const { measures, status } of pushed)
      expect(measures.level === undefined).toBe(status.kind !== "success");
    for (const { status } of failed) expect(status).toMatchObject({ state: "own.level" });

    const { warnings } = await population(people, scenario, { size: 8, seed: 1 });
    expect(warnings[0]).toMatch(
      new RegExp(`^${failed.length} of 24 runs failed, in ${failed.length} of 8 people`),
    );
    const found = await search(people, {
      search: "Push",
      question: "Does a push help?",
      duration: "2 days",
      people: 8,
      seed: 1,
      reference: "left alone",
      strategies: [
        { label: "left alone", care: "none" },
        { label: "pushed", care: "all" },
      ],
      objectives: { level: { measure: "at(own.level, end)", better: "higher", step: 0.1 } },
    });
    expect(found.warnings[0]).toMatch(/^\d+ of 16 runs failed/);
  });

  it("every study says which numbers lie outside their range", async () => {
    const set = { "own.push": 0.05 };
    const asked = { measure: "level", arm: "pushed", set };
    const says = /^"own.push" is 0\.05, outside the range of 0\.1 to 2 that it is declared with\.$/;
    const parameters = ["own.speed"];
    for (const [name, { warnings }] of Object.entries({
      scan: await scan(model, scenario, { ...asked, vary: { "own.speed": [1, 2] } }),
      sensitivity: await sensitivity(model, scenario, { ...asked, parameters, method: "local" }),
      requirement: await requirement(model, scenario, { ...asked, parameters, atLeast: -1 }),
      why: await why(model, scenario, { ...asked, systemsOnly: true }),
      compare: await compare(model, scenario, undefined, { arms: ["left alone", "pushed"], set }),
      steady: await steady(model, scenario, { set }),
    }))
      expect(warnings, name).toContainEqual(expect.stringMatching(says));
    const { warnings } = await scan(model, scenario, { ...asked, set: {}, vary: { "own.speed": [1, 2] } });
    expect(warnings).toEqual([]);
  });

  it("what runs say of themselves is said by every study, and of numbers too small to be told from 0", async () => {
    // It falls from 1 with a rate of 1 a day: on day 22 it is e^-22, and below 0.5 it has left its bounds.
    const falling = loadModel({
      ...texts,
      "own.yaml": `
module: own
title: Own
about: A level that falls.
parameters:
  on: {value: 0, unit: "1", range: [0, 1], tier: assumed, about: Whether it is kept up.}
  push: {value: 1, unit: "1", range: [0.5, 2], tier: assumed, about: To what.}
  speed: {value: 1, unit: 1/day, range: [0.5, 2], tier: assumed, about: Speed.}
states:
  level: {unit: "1", initial: push, rate: "speed * (push * (1 - on) - level)", about: Level.}
values:
  shown: {unit: "1", formula: level, bounds: [0.5, 2], about: The level as it is shown.}
`,
    });
    const arms = [{ label: "falls", care: "all" }];
    const level = (name: string, day: number) => ({
      duration: "40 days",
      arms,
      measure: { it: `at(own.${name}, day ${day})` },
    });
    const ask = { measure: "it", arm: "falls" };
    const parameters = ["own.speed"];
    for (const [scenario, says] of [
      [
        level("level", 22),
        /^it is smaller than what this run tells apart from 0 \(1e-8 of the size of own\.level\)/,
      ],
      [level("shown", 2), /^own\.shown leaves its bounds of 0\.5 to 2/],
    ] as const)
      for (const [name, { warnings }] of Object.entries({
        scan: await scan(falling, scenario, { ...ask, vary: { "own.speed": [1, 2] } }),
        sensitivity: await sensitivity(falling, scenario, { ...ask, parameters, method: "local" }),
        requirement: await requirement(falling, scenario, { ...ask, parameters, atLeast: 1 }),
        why: await why(falling, scenario, { ...ask, systemsOnly: true }),
        simulate: simulate(falling, scenario),
        simulator: simulator(falling)(scenario, { precision: "exact" }),
      }))
        expect(warnings, name).toContainEqual(expect.stringMatching(says));
    // People are counted and ranked: that one of them is at 0 is no reservation.
    const many = loadModel({
      ...texts,
      "own.yaml": falling.library.texts.get("own.yaml")!,
      "us.yaml": us.replace(", own.speed", ""),
    });
    const { warnings } = await population(many, level("level", 22), { size: 4 });
    expect(warnings).toEqual([]);
  });

  it("a model without people says so where people are drawn", async () => {
    const says = /^invalid population: none named; expected a model with populations/;
    expect(() => simulatePopulation(model, scenario, { size: 1 })).toThrow(says);
    await expect(population(model, scenario, { size: 1 })).rejects.toThrow(says);
  });
});
