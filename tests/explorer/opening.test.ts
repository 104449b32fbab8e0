import { describe, expect, it } from "vitest";
import {
  columnOf,
  Engine,
  libraryFromText,
  libraryToTexts,
  restFromText,
  valueAt,
} from "../../src/engine/index.ts";
import { firstLook, openingOf } from "../../src/explorer/index.ts";
import { answerOf } from "../../src/explorer/opening.ts";
import { caseText } from "../../src/explorer/scenario-text.ts";
import { libraryFiles } from "../../src/files/index.ts";
import { readLibrary } from "../../src/language/index.ts";
import { shippedPage } from "../support/page.ts";

const shipped = readLibrary(libraryFiles()).value!;
const texts = libraryToTexts(shipped);
const maker = {
  lull: "1.2.3",
  model: shipped.model.name,
  modelHash: "0123456789abcdef",
  solver: "rodas5p",
  rtol: 1e-6,
};

describe("the opening case, as it is built into the page", () => {
  const opening = openingOf(shipped)!;
  const answer = answerOf(JSON.parse(JSON.stringify(opening)));

  it("has the numbers of the engine, to as many digits as a plot can show", () => {
    const { current, duration, main } = shippedPage().opening;
    // What the page runs it with has neither claims nor sources.
    const engine = new Engine(libraryFromText(texts.first));
    const exact = engine.simulate(caseText(shippedPage(), current, duration), "exact");
    expect(answer.measures).toEqual(exact.measures);
    for (const name of [main, "plasma.escitalopram", "sert.occupancy"]) {
      const [ours, theirs] = [columnOf(answer.samples, name)!, columnOf(exact.samples, name)!];
      answer.samples.times.forEach((time, i) => {
        const value = valueAt(exact.samples.times, theirs, time);
        // A time of five digits is off by minutes, in which blood levels rise.
        expect(Math.abs(ours[i]! - value)).toBeLessThanOrEqual(2e-4 + 0.02 * Math.abs(value));
      });
    }
  });

  it("is a curve in HTML that says where it comes from", () => {
    const html = firstLook(opening, shipped, maker);
    expect(html).toContain("Lull 1.2.3, model 0123456789abcdef");
    expect(html).toMatch(/By week 12 the drug takes \d+% of feeling/);
    expect(html.match(/ d="M0\.0 [\d.]+L/)).not.toBeNull();
    expect(Buffer.byteLength(html)).toBeLessThan(10_000);
  });

  it("is none where the library has not what it names", () => {
    expect(openingOf({ ...shipped, people: new Map() })).toBeUndefined();
  });
});

describe("a library in two texts", () => {
  it("is whole again when both have come", () => {
    const { claims, sources, findings, populations } = restFromText(texts.rest);
    expect([...claims.keys()]).toEqual([...shipped.claims.keys()]);
    expect([...sources]).toEqual([...shipped.sources]);
    expect(findings.length).toBe(shipped.findings.length);
    expect([...populations.keys()]).toEqual([...shipped.populations.keys()]);
    const first = libraryFromText(texts.first);
    expect([first.claims.size, first.sources.size]).toEqual([0, 0]);
    expect(first.model.modules.length).toBe(shipped.model.modules.length);
  });
});
