import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Engine } from "../../src/engine/index.ts";
import { labelsOf } from "../../src/explorer/case.ts";
import { headline } from "../../src/explorer/headline.ts";
import { firstLook, openingOf } from "../../src/explorer/index.ts";
import { readLink, writeLink } from "../../src/explorer/link.ts";
import { modelPage } from "../../src/explorer/model-page.ts";
import { answerOf } from "../../src/explorer/opening.ts";
import { caseText, scenarioText } from "../../src/explorer/scenario-text.ts";
import { vocabularyOf } from "../../src/explorer/vocabulary.ts";
import { libraryFiles, packageRoot } from "../../src/files/index.ts";
import { readLibrary } from "../../src/language/index.ts";
import { shippedPage } from "../support/page.ts";
import { shippedLibrary } from "../support/shipped.ts";

/** A small model as its page has it: of the shipped drugs none acts in it. */
function small(name: string) {
  const { value } = readLibrary({
    ...libraryFiles(join(packageRoot, "notebooks", "models", name)),
    drugs: [],
    populations: [],
  });
  return value!;
}

describe("modelPage", () => {
  it("is what the model's file says of it", () => {
    const page = shippedPage();
    expect(page.subtitle).toBe("how an SSRI quiets feeling");
    expect(page.opening).toMatchObject({ duration: 84, main: "affect.blunting_equal_mood" });
    expect(page.opening.current).toMatchObject({
      people: ["depressed-adult"],
      care: "trial",
      courses: [{ drug: "escitalopram", dose: 10, every: 1, from: 0 }],
    });
    expect(page.strips.map(({ name }) => name).slice(0, 3)).toEqual(["dose", "plasma", "occupancy"]);
    // What only sentences need is measured, and not written into a scenario.
    expect(caseText(page, page.opening.current, 84)).toContain("most_on:");
    expect(scenarioText(page, [page.opening.current], 84)).not.toContain("most_on:");
  });

  it("is made from groups, first drug and first care where the file says nothing", () => {
    const library = shippedLibrary();
    const page = modelPage({ ...library, model: { ...library.model, page: undefined } });
    const [group] = library.model.groups;
    const [drug] = library.drugs.values();
    expect(page.outputs[0]).toBe(group!.show[0]);
    expect(page.strips.length).toBe(2 + library.model.groups.length);
    expect(page.opening.current).toMatchObject({
      care: library.model.care[0]!.name,
      courses: [{ drug: drug!.name, dose: drug!.licensed.usual ?? drug!.licensed.min }],
    });
    expect([page.week, page.tour]).toEqual([undefined, undefined]);
  });

  it("is made from the modules where there are no groups", () => {
    const library = small("two-baths");
    const page = modelPage({ ...library, model: { ...library.model, groups: [] } });
    expect(page.strips.map(({ title, first }) => [title, first])).toEqual([
      ["Two baths in a row", "baths.first"],
    ]);
    expect(page.outputs).toEqual(["baths.first", "baths.second"]);
  });

  it.each([
    ["two-baths", "open", "First bath: from 0% to 100% by week 12. Second bath: from 0% to 100% by week 12."],
    ["ring", "on", "Firing: from 100% to 78% by week 12. Serotonin: from 100% to 310% by week 12."],
  ])("opens %s with what can be done there, and tells where it goes", (name, care, says) => {
    const library = small(name);
    const page = modelPage(library);
    const { current, duration } = page.opening;
    expect(current).toMatchObject({ people: ["anybody"], care, courses: [] });
    expect(labelsOf(page, [current, { ...current, care: library.model.care[0]!.name }])).toEqual([
      care,
      library.model.care[0]!.name,
    ]);
    const opening = openingOf(library)!;
    expect(headline(page, opening.measures, duration)).toBe(says);
    const exact = new Engine(library).simulate(caseText(page, current, duration), "exact");
    expect(answerOf(opening).measures).toEqual(exact.measures);
    const html = firstLook(opening, library, {
      ...{ lull: "1", model: name, modelHash: "0", solver: "rodas5p", rtol: 1e-6 },
    });
    expect(html).toContain(says);
    expect(html).not.toMatch(/depress|blunt|escitalopram/i);
    const words = vocabularyOf(library);
    expect(readLink(writeLink(page.opening, page.opening), words)).toMatchObject({
      value: { state: page.opening },
    });
  });
});
