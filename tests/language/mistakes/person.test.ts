import { describe, expect, it } from "vitest";
import { extendLibrary, readScenario } from "../../../src/language/index.ts";
import { prepare } from "../../../src/scenario/index.ts";
import { describeMistakes, joined, type Mistake, template } from "../../support/mistakes.ts";
import { shippedLibrary } from "../../support/shipped.ts";

const ofPerson = (text: string) =>
  joined(text, (library) => {
    const scenario = template("new-scenario").replace("person: depressed-adult", "person: new-person");
    return prepare(readScenario("ask.yaml", scenario).value!.scenario, library).diagnostics;
  });

const recovery = "{value: 21, range: [10, 40], tier: assumed, note: Recovers more slowly than most.}";
const person: readonly Mistake[] = [
  [
    "  depression.recovery_time:",
    "  recovery_time:",
    /"recovery_time".*module.name/,
    /depression.recovery_time: 21/,
  ],
  [
    "  depression.recovery_time:",
    "  depression.recovery_tim:",
    /recovery_tim"/,
    /"depression.recovery_time"/,
  ],
  ["  depression.recovery_time:", "  depresion.recovery_time:", /"depresion.recovery_time"/, /"depression/],
  [
    "  affect.felt_share:",
    "  affect.blunting:",
    /"affect.blunting" is a value/,
    /lull explain affect.blunting/,
  ],
  [recovery, "21 days", /"set.depression.recovery_time"/, /recovery_time: 21/],
  [recovery, "{value: 21, unit: day}", /"unit" is not known/, /value/],
  [recovery, "{value: 21 days}", /recovery_time.value/, /Write 21 alone/],
  [recovery, "-21", /"depression.recovery_time" must be above 0/, /above 0/],
  [recovery, "210", /"depression.recovery_time" is 210/, /10 to 20 day/],
  ["set:\n  dep", "set:\n  - dep", /"set" should be a mapping/, /set: \{/],
  ["set:\n", "parameters:\n", /"parameters" is not known/, /set/],
  ["scale:\n", "scales:\n", /"scales"/, /"scale"/],
  ["scale:\n", "scale: 1.2\n#", /"scale"/, /scale: \{affect.felt_share: 1.2\}/],
  ["value: 1.2", "value: 120%", /affect.felt_share.value/, /For 120% write 1.2/],
  ["value: 1.2", "factor: 1.2", /"factor" is not known/, /value/],
  ["person: new-person", "person: New Person", /"person": names/, /new-person/],
  ["person: new-person", "persons: new-person", /what kind of file/, /Did you mean "person"/],
  ["title: New person\n", "", /needs the key "title"/, /title: /],
  ["about: Say who this is.\n", "", /needs the key "about"/, /about: /],
  ["group: other", "group: life", /"group" cannot be "life"/, /illness/],
  ["tier: assumed, note: Recovers", "tier: guess, note: Recovers", /tier" cannot be "guess"/, /assumed/],
  ["range: [10, 40]", "range: [30, 40]", /21 of "depression.recovery_time"/, /low to high/],
  ["set:\n", "set:\n  depression.recovery_time: 3\n", /"depression.recovery_time" stands twice/, /Keep one/],
];

describeMistakes("person", template("new-person"), person, ofPerson);

describe("two files of one's own that define the same", () => {
  it("are an error that shows both", () => {
    const text = template("new-person");
    const { value, diagnostics } = extendLibrary(
      shippedLibrary(),
      new Map([
        ["a.yaml", text],
        ["b.yaml", text],
      ]),
    );
    expect(value).toBeUndefined();
    expect(diagnostics.map(({ code, place }) => [code, place!.file])).toEqual([["duplicate-name", "b.yaml"]]);
    expect(diagnostics[0]!.notes![0]!.place!.file).toBe("a.yaml");
  });
});
