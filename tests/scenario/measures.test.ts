import { describe, expect, it } from "vitest";
import { readMeasure } from "../../src/language/index.ts";
import {
  type MeasureFunction,
  measures,
  measureUnit,
  requestFor,
  signatureOf,
  timesOf,
} from "../../src/scenario/index.ts";

const place = { file: "s.yaml", start: 0, end: 1 };
const names = Object.keys(measures) as MeasureFunction[];
/** Arguments in order, times first to last, so that windows run forwards. */
const given = (name: MeasureFunction) =>
  measures[name].arguments.map(({ kind }, i) => (kind === "time" ? 3 * i + 1.5 : 0.25));

describe.each(names)("%s", (name) => {
  const request = requestFor(name, "affect.blunting", given(name), { place });

  it("`requestFor` writes what `readMeasure` reads", () => {
    expect(readMeasure(request.name, request.text, place, [])).toEqual(request);
  });

  it("`timesOf` gives the times and no level", () => {
    const levels = measures[name].arguments.filter(({ kind }) => kind === "level").length;
    expect(timesOf(request)).toHaveLength(request.arguments.length - levels);
    expect(timesOf(request)).not.toContain(0.25);
  });

  it("`signatureOf` names every argument once", () => {
    const inside = /^\w+\((.*)\)$/.exec(signatureOf(name))![1]!.split(", ");
    expect(inside.map((word) => word.replace("?", ""))).toEqual([
      "x",
      ...measures[name].arguments.map((argument) => argument.name),
    ]);
  });
});

describe("measures", () => {
  it("windows have two times, and nothing that must be given follows what may be left out", () => {
    for (const measure of Object.values(measures)) {
      const times = measure.arguments.filter(({ kind }) => kind === "time");
      expect(measure.about).toMatch(/^[a-z]/);
      if (measure.looks === "within") expect(times).toHaveLength(2);
      const optional = measure.arguments.map(({ otherwise }) => otherwise !== undefined);
      expect(optional).toEqual([...optional].sort((a, b) => Number(a) - Number(b)));
    }
  });

  it("`measureUnit` follows the variable, times days, or stands alone", () => {
    const unit = (name: MeasureFunction, variable: string) =>
      measureUnit(requestFor(name, "m.x", [], { place }), variable);
    expect(unit("peak", "ng/mL")).toBe("ng/mL");
    expect(unit("auc", "ng/mL")).toBe("ng/mL*day");
    expect(unit("auc", "1")).toBe("day");
    expect(unit("onset", "points")).toBe("day");
    expect(unit("ratio", "points")).toBe("1");
  });

  it("`requestFor` writes the end of the run as a word", () => {
    const request = requestFor("at", "m.x", [Number.POSITIVE_INFINITY], { place, named: "last" });
    expect(request).toMatchObject({ name: "last", text: "at(m.x, end)" });
  });
});
