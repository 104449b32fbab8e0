import { describe, expect, it } from "vitest";
import { daytimes, regimenWords } from "../../src/pharmacology/index.ts";
import { takenAs } from "../../src/pharmacology/product-messages.ts";
import { entryOf } from "../support/regimens.ts";

// Words for what is taken that few treatments need.

describe("a dose that is taken in parts", () => {
  const place = entryOf().place;
  const [morning, noon, night] = ["morning", "noon", "night"].map(
    (name) => daytimes.find((time) => time.name === name)!.at,
  );
  const split = (at: readonly (number | undefined)[], shares?: readonly number[]) =>
    regimenWords([
      entryOf({
        drug: "calmol",
        dose: 12,
        every: 1,
        split: { at: at.map((day) => day!), ...(shares && { shares }), place },
      }),
    ]);

  it("is told by the times of the day, the amount once where all are equal", () => {
    expect(split([morning, night])).toBe("calmol 6 mg in the morning and at night");
    expect(split([morning, noon, night])).toBe("calmol 4 mg in the morning and at noon and at night");
    expect(split([morning, night], [0.75, 0.25])).toBe("calmol 9 mg in the morning and 3 mg at night");
  });

  it("is told by the hour where a time has no name", () => {
    expect(split([0, 0.25])).toBe("calmol 12 mg daily in 2 parts at hour 0, hour 6");
    expect(split([0, 0.25], [0.75, 0.25])).toBe("calmol 12 mg daily in 2 unequal parts at hour 0, hour 6");
  });
});

describe("a strength that may mean two things", () => {
  const told = (counts: string, salts: readonly string[], of: string) => {
    const drug = {
      name: "calmol",
      title: "Calmol",
      counts: of,
      salts: new Map(salts.map((name) => [name, 1])),
    };
    const product = { form: "tablet", counts };
    return takenAs(10, drug as never, product as never, "9 mg", entryOf().place);
  };

  it("is told with the word that asks for each: base, salt, or which salt of several", () => {
    const one = told("hydrochloride", ["hydrochloride"], "base");
    expect(one.message).toBe("calmol 10 mg is a strength counted as hydrochloride, so it is taken as 9 mg.");
    expect(one.help).toBe('Say which is meant: "calmol 10 mg salt", or "calmol 10 mg base".');
    expect(told("base", ["hydrochloride"], "hydrochloride").help).toBe(
      'Say which is meant: "calmol 10 mg base", or "calmol 10 mg salt".',
    );
    expect(told("oxalate", ["hydrochloride", "oxalate"], "base").help).toBe(
      'Say which is meant: "calmol 10 mg oxalate", or "calmol 10 mg base".',
    );
  });
});
