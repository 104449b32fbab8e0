import { describe, expect, it } from "vitest";
import { fromLink, type HandIn, handInText, readHandIn, toLink } from "../../notebooks/cells/hand-in.ts";

const work: HandIn = {
  lull: 1,
  lesson: "two-clocks",
  name: "Zoë “Z” 李",
  day: "2026-11-28",
  drawing: {
    ask: "How sensitive?",
    axis: "sensitivity",
    weeks: 8,
    low: 0.7,
    high: 1.1,
    drawn: [1, 0.75],
    truth: [1, 0.912345678],
    points: 18,
    ways: ["too-soon"],
  },
  answer: { ask: "In whom?", given: "fluoxetine 20 mg", isRight: false },
  settings: { "missed-doses": { days: "5" } },
};

describe("what a lesson hands in", () => {
  it("comes back out of its link, numbers to four digits", () => {
    const text = fromLink(`https://example.org/teachers.html#hand-in=${toLink(handInText(work))}`);
    const back = readHandIn(text!);
    expect(back).toEqual({ ...work, drawing: { ...work.drawing, truth: [1, 0.9123] } });
  });

  it("is told from anything else that somebody opens", () => {
    const text = handInText(work);
    const changed = (change: object) => JSON.stringify({ ...JSON.parse(text), ...change });
    expect(readHandIn(changed({}))).toBeDefined();
    for (const other of [
      "",
      "null",
      "[]",
      text.slice(0, -5),
      '{"lull": 2}',
      changed({ lull: 2 }),
      changed({ name: 7 }),
      changed({ drawing: { ...work.drawing, drawn: [1] } }),
      changed({ drawing: { ...work.drawing, drawn: [1, null] } }),
      changed({ answer: { given: "x" } }),
      changed({ settings: { a: { b: 1 } } }),
      changed({ texts: { module: {} } }),
    ])
      expect(readHandIn(other), other).toBeUndefined();
    for (const link of ["", "#hand-in=", "#hand-in=%%%", "#hand-in=_w", `#${toLink(text)}`])
      expect(fromLink(link), link).toBeUndefined();
  });
});
