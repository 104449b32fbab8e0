import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/index.ts";
import { readShortNotation } from "../../src/language/index.ts";
import { type RegimenEntry, regimenWords } from "../../src/pharmacology/index.ts";
import { entryOf } from "../support/regimens.ts";

const place = entryOf().place;

function read(text: string): unknown[] {
  const diagnostics: Diagnostic[] = [];
  const entries = readShortNotation(text, () => place, diagnostics);
  expect(diagnostics).toEqual([]);
  return entries.map(plain);
}

/** An entry without places and without what is not there. */
const plain = (entry: RegimenEntry): unknown =>
  JSON.parse(JSON.stringify(entry, (key, value) => (/(^p|P)lace$/.test(key) ? undefined : value)));

const whole = (min: number, max: number) => fc.integer({ min, max });
const days = fc
  .uniqueArray(
    fc.constantFrom(
      { kind: "weekends", text: "weekends" } as const,
      { kind: "days", from: 10, until: 11, text: "day 10" } as const,
      { kind: "chance", probability: 0.1, text: "10 %" } as const,
    ),
    { minLength: 1, selector: (s) => s.text },
  )
  .map((list) => ({ list }));

/** Entries that the notation has words for. */
const entries = fc
  .record({
    drug: fc.constantFrom("calmol", "serenol"),
    dose: fc.constantFrom(2.5, 5, 10, 37.5, 150),
    every: fc.constantFrom(1 / 4, 1 / 2, 1, 2, 3, 7),
    from: whole(0, 30),
    length: fc.option(whole(1, 60), { nil: undefined }),
    taper: fc.option(
      fc.record({
        over: whole(1, 60),
        shape: fc.constantFrom("linear" as const, "hyperbolic" as const),
        steps: fc.option(whole(1, 9), { nil: undefined }),
      }),
      { nil: undefined },
    ),
    titrate: fc.option(fc.record({ to: whole(20, 40), by: whole(1, 5), every: whole(1, 14) }), {
      nil: undefined,
    }),
    miss: fc.option(days, { nil: undefined }),
    pause: fc.option(days, { nil: undefined }),
    late: fc.option(days, { nil: undefined }),
    rounding: fc.constantFrom(
      undefined,
      { kind: "tablets", parts: 1, place } as const,
      { kind: "tablets", parts: 2, place } as const,
    ),
  })
  .map(({ length, taper, titrate, miss, pause, late, ...rest }): RegimenEntry => {
    const until = length === undefined ? undefined : rest.from + length;
    return {
      ...rest,
      place,
      until,
      taper: taper && until !== undefined ? { ...taper, place } : undefined,
      titrate: titrate && { ...titrate, place },
      miss: miss?.list,
      pause: pause?.list,
      late: late && { by: 0.25, on: late.list, place },
    };
  });

describe("`regimenWords`", () => {
  it("are read back as the same treatment", () => {
    fc.assert(
      fc.property(fc.array(entries, { minLength: 1, maxLength: 3 }), (treatment) => {
        expect(read(regimenWords(treatment))).toEqual(treatment.map(plain));
      }),
      { numRuns: 200 },
    );
  });

  it("tell what the notation has no words for, and count what is too long to tell", () => {
    expect(regimenWords([])).toBe("no drug");
    expect(regimenWords([entryOf({ split: { at: [0, 0.25], place }, from: 0.25 })])).toBe(
      "calmol 10 mg daily in 2 parts at hour 0, hour 6 from hour 6",
    );
    expect(
      regimenWords([
        entryOf({ loading: { dose: 20, days: 3, place } }),
        entryOf({ from: 14, replaces: { drug: "serenol", crossTaper: 14, place } }),
      ]),
    ).toBe(
      "calmol 10 mg daily starting with 20 mg for 3 days plus calmol 10 mg daily from week 2 in place of serenol with a cross-taper over 2 weeks",
    );
    const table = Array.from({ length: 14 }, (_, day) =>
      entryOf({ from: day, until: day + 1, isEvent: true }),
    );
    expect(regimenWords(table)).toMatch(/^calmol 10 mg daily until day 1 plus .* plus 2 more entries$/);
  });
});
