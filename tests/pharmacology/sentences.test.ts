import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/index.ts";
import * as say from "../../src/pharmacology/messages.ts";
import * as of from "../../src/pharmacology/product-messages.ts";
import * as regimen from "../../src/pharmacology/regimen-messages.ts";

// What is said of drugs, people and products, word for word as a reader needs it.

const place = { file: "s.yaml", start: 0, end: 1 };
const parts = ({ code, severity, message, help }: Diagnostic) => [code, severity, message, help];

describe("of a drug that the model does not fit", () => {
  it("the site, action or enzyme is named, with those that there are", () => {
    const targets = [
      { site: "sert", actions: ["inhibitor"] },
      { site: "d2", actions: ["agonist", "antagonist"] },
    ] as never;
    expect(parts(say.unknownSite("calmol", "set", place, targets))).toEqual([
      "unknown-target",
      "error",
      'calmol acts on "set", which no module of the model declares as a target.',
      "Targets of this model: sert (inhibitor); d2 (agonist, antagonist).",
    ]);
    expect(parts(say.unknownSite("calmol", "set", place, []))[3]).toBe("Targets of this model: none.");
    expect(parts(say.unknownAction("d2", "agonits", place, ["agonist", "antagonist"]))).toEqual([
      "unknown-action",
      "error",
      'The model has no action "agonits" at "d2".',
      'Did you mean "agonist"?',
    ]);
    expect(parts(say.unknownEnzyme("calmol", "cyp2d7", place, ["cyp2d6", "cyp3a4"]))).toEqual([
      "unknown-enzyme",
      "error",
      'calmol names the enzyme "cyp2d7", which the model does not have.',
      'Did you mean "cyp2d6"?',
    ]);
    // Of more than can be shown in a line all are listed where none is near.
    const many = Array.from({ length: 30 }, (_, i) => `site${i}`);
    expect(parts(say.unknownAction("d2", "zzzzzzzzz", place, many))[3]).toBe(
      `Actions there: ${many.join(", ")}.`,
    );
    expect(parts(say.unknownEnzyme("calmol", "zzzzzzzzz", place, many))[3]).toBe(
      `Enzymes of this model (module enzyme): ${many.join(", ")}.`,
    );
    expect(parts(say.unknownEnzyme("calmol", "zzzzzzzzz", place, []))[3]).toBe(
      "Enzymes of this model (module enzyme): none.",
    );
  });
});

describe("of people who cannot be one", () => {
  it("both are named, with what is about both of them", () => {
    expect(parts(say.personTwice("cyp2c19-poor", place))).toEqual([
      "person-twice",
      "error",
      '"cyp2c19-poor" stands twice in this combination.',
      "Keep one of the two.",
    ]);
    expect(parts(say.sameTrait("a", "b", "CYP2C19", place))).toEqual([
      "impossible-person",
      "error",
      '"a" and "b" cannot be one person: both are about CYP2C19, of which a person has one.',
      "Keep one of the two, or compare them in two arms.",
    ]);
    expect(parts(say.setTwice("a", "b", "m.tau", place))).toEqual([
      "impossible-person",
      "error",
      '"a" and "b" cannot be one person: they set m.tau to different values.',
      "Keep one of the two, or let one of them scale the parameter instead.",
    ]);
  });
});

describe("of a product", () => {
  const drug = (more: object = {}) =>
    ({ name: "calmol", title: "Calmol", counts: "base", salts: new Map(), products: [], ...more }) as never;
  const product = (form: string, more: object = {}) => ({ form, counts: "base", ...more }) as never;

  it("that there is not, the word is named and what there is, with where it is sold", () => {
    const stocked = drug({
      products: [product("tablet"), product("drops 20 mg/ml (bottle)", { in: ["eu", "us"] })],
    });
    expect(parts(of.noSuchProduct("Calmex", ["weekly", "weekly", "xr"], stocked, place))).toEqual([
      "unknown-product",
      "error",
      'Among the products of calmol none goes by "weekly" and "xr".',
      "There are: tablet; drops 20 mg/ml (EU, US).",
    ]);
    expect(parts(of.noSuchProduct("Calmex", [], drug(), place)).slice(2)).toEqual([
      'No product of calmol goes by the name "Calmex".',
      "Its file lists no products: write the dose alone, or add them to the file under products.",
    ]);
    // "form week 3" is a slip of "from week 3".
    for (const time of ["week 3", "days 2", "hour 6.5"])
      expect(parts(of.noSuchProduct("Calmex", time.split(" "), stocked, place))[3]).toBe(
        `For a start write "from: ${time}". There are: tablet; drops 20 mg/ml (EU, US).`,
      );
    for (const other of ["week", "three week 3", "week 3 x"])
      expect(parts(of.noSuchProduct("Calmex", other.split(" "), stocked, place))[3]).toMatch(/^There are/);
  });

  it("that counts a salt where the file counts the base, it is said how the number is read", () => {
    expect(parts(of.saltBesideBase("oxalate", drug(), place))).toEqual([
      "taken-as",
      "warning",
      "calmol is labelled by its base, also where a register names the salt (oxalate) beside the number: the milligrams are taken as base.",
      'If they do weigh the salt, write "calmol ... mg salt".',
    ]);
    expect(parts(of.noMolarMassOf(drug(), place))).toEqual([
      "no-molar-mass",
      "error",
      "This dose is in moles, and the file of calmol says no molar mass.",
      "Write the dose in mg, or give molar_mass: in the drug's file.",
    ]);
  });

  it("that cannot be simulated, it is said why", () => {
    expect(parts(of.notForThese(product("patch (7 days)"), drug(), "it goes through skin.", place))).toEqual([
      "not-for-these-kinetics",
      "error",
      "calmol patch cannot be simulated: it goes through skin.",
      "Write a form that is taken by mouth.",
    ]);
  });

  it("that may be one of several, the first is taken, with a word that tells them apart", () => {
    const salted = drug({ salts: new Map([["oxalate", 1]]) });
    const [tablet, drops] = [product("tablet", { in: ["de"] }), product("drops")];
    expect(parts(of.eitherProduct(5, salted, tablet, [drops], place))).toEqual([
      "taken-as",
      "warning",
      "calmol 5 mg could be tablet counted as base (DE) or drops counted as base: it is taken as the first.",
      'Say which is meant, for example "calmol 5 mg drops".',
    ]);
    const salt = product("tablet", { counts: "oxalate" });
    expect(parts(of.eitherProduct(5, salted, tablet, [salt], place))[3]).toBe(
      'Say which is meant, for example "calmol 5 mg salt".',
    );
  });

  it("whose strength is printed on another form, it is said that the plain form is taken", () => {
    expect(
      parts(of.printedOn(90, drug(), product("weekly capsule (enteric)", { equals: 0.2 }), place)),
    ).toEqual([
      "taken-as",
      "warning",
      "calmol 90 mg is a strength of the weekly capsule, but it is taken as 90 mg of the form that the file describes.",
      'If the weekly capsule is meant, write "calmol 90 mg weekly"; a milligram of it counts as 0.2.',
    ]);
  });
});

describe("of what goes into a vein", () => {
  it("tablets, loading and the like are no part of it", () => {
    expect(parts(regimen.notForAVein("in tablets", place))).toEqual([
      "not-for-a-vein",
      "error",
      "What is given iv cannot be given in tablets.",
      "Leave it out, or write the amounts one after the other.",
    ]);
    expect(regimen.notForAVein("a taper", place).message).toBe(
      "What is given iv cannot be given with a taper.",
    );
  });
});
