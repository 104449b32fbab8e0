import { describe, expect, it } from "vitest";
import type { Criterion, MeasureRequest } from "../../src/scenario/index.ts";
import { type PopulationStudy, SubjectValues, standings } from "../../src/studies/index.ts";

const place = { file: "p.yaml", start: 0, end: 1 };
const measure = (text: string): MeasureRequest => ({
  name: text,
  text,
  function: "at",
  variable: "m.x",
  arguments: [0],
  place,
});
const [mood, sleep] = [measure("mood"), measure("sleep")];
const criterion = (name: string, about: MeasureRequest, low: number, high: number): Criterion => ({
  name,
  measure: about,
  low,
  high,
  sources: [],
  place,
});

/** As much of a study as standing needs. */
const study = {
  question: {
    seed: 3,
    population: {
      targets: [],
      inclusion: [criterion("moody", mood, 0, 10), criterion("asleep", sleep, Number.NEGATIVE_INFINITY, 5)],
    },
  },
  arms: [
    { requests: [mood, sleep], held: 2 },
    { requests: [mood], held: 1 },
  ],
} as unknown as PopulationStudy;

/** Values of a subject by arm; undefined where its run failed. */
type Subject = readonly (readonly number[] | undefined)[];
const subject = (values: readonly number[], other: readonly number[] | undefined = [0]): Subject => [
  values,
  other,
];

function standingsOf(subjects: readonly Subject[]) {
  const size = subjects.length;
  const asked = { ...study, question: { ...study.question, size } };
  const all = new SubjectValues(asked);
  for (const arm of study.arms.keys())
    for (const [i, arms] of subjects.entries()) {
      const fault = arms[arm] ? null : { kind: "max-steps" as const, message: "Too long." };
      all.add({ task: arm * size + i, arm, fault, values: arms[arm] ?? [] });
    }
  const { length, of } = standings(asked, all);
  return Array.from({ length }, (_, i) => of(i));
}

const dropped = (...subjects: Subject[]) => standingsOf(subjects).map((s) => s.droppedBy);

describe("standings", () => {
  it("keeps who lies within every inclusion criterion, bounds included", () => {
    expect(dropped(subject([0, 5]), subject([10, -99]), subject([5, 0]))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("drops who lies outside of one, by the first that drops", () => {
    expect(dropped(subject([-0.1, 0]), subject([5, 5.1]), subject([11, 6]))).toEqual([
      "moody",
      "asleep",
      "moody",
    ]);
  });

  it("judges in the cohort's arm alone", () => {
    expect(dropped(subject([5, 0], [99]))).toEqual([undefined]);
  });

  it("drops who never took a value, and whose run failed in any arm", () => {
    const failed: Subject = [[5, 0], undefined];
    expect(dropped(subject([Number.NaN, 0]), failed)).toEqual(["moody", "failed"]);
  });

  it("gives weight to the plausible alone", () => {
    const all = standingsOf([subject([5, 0]), subject([-1, 0]), subject([6, 0])]);
    expect(all.map((s) => s.weight)).toEqual([1, 0, 1]);
    expect(all.map((s) => s.isPlausible)).toEqual([true, false, true]);
    expect(all[1]!.isSelected).toBe(false);
  });
});
