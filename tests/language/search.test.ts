import { describe, expect, it } from "vitest";
import { readSearch } from "../../src/language/index.ts";
import { checkCarets } from "../support/carets.ts";
import { searchOf, searchText } from "../support/search.ts";

const scenario = `
scenario: Add
question: Add what?
duration: 8 weeks
arms:
  - {label: stay, treatment: escitalopram 20 mg daily}
  - {label: add bupropion, like: stay, add: bupropion 150 mg daily from week 2}
evidence:
  - {source: goodwin2017, says: Something., direction: mixed}
`;
const read = (text: string) =>
  readSearch("test.yaml", text, (path) => (path === "add.yaml" ? scenario : undefined));
const check = (fixture: string) => checkCarets(fixture, (text) => read(text).diagnostics);

describe("readSearch", () => {
  it("`readSearch` writes grids out, the last name running fastest", () => {
    const text = searchText
      .replace("until week 2 then {dose} mg", "until week {week} then {dose} mg")
      .replace('"{dose} mg"', '"{dose} mg from week {week}"')
      .replace("dose: [10, 5]", "week: [1, 2], dose: [10, 5]");
    const plan = searchOf(text);
    expect(plan.strategies.map((s) => s.label)).toEqual([
      "stay",
      "10 mg from week 1",
      "5 mg from week 1",
      "10 mg from week 2",
      "5 mg from week 2",
      "add bupropion",
    ]);
    const [, , five] = plan.strategies;
    expect(five!.arm.treatment.map(({ dose, from }) => [dose, from])).toEqual([
      [20, 0],
      [5, 7],
    ]);
  });

  it("`readSearch` takes arms of scenarios with their evidence, and the care of the plan", () => {
    const text = searchText.replace(
      "  - {label: add bupropion, like: stay, add: bupropion 300 mg daily from week 2}",
      "  - {from: add.yaml, arm: add bupropion, label: bupropion}\n  - {label: both, like: bupropion, add: mirtazapine 15 mg daily from week 2}",
    );
    const { value, diagnostics } = read(text);
    expect(diagnostics).toEqual([]);
    const [bupropion, both] = value!.plan.strategies.slice(-2);
    expect(bupropion).toMatchObject({
      label: "bupropion",
      evidence: [{ source: "goodwin2017", direction: "mixed" }],
      arm: { care: "trial", label: "bupropion" },
    });
    expect(both!.arm.treatment.map((entry) => entry.drug)).toEqual([
      "escitalopram",
      "bupropion",
      "mirtazapine",
    ]);
    expect(both!.evidence).toEqual([]);
  });

  it("`readSearch` has defaults: all hypotheses, 100 people, a tie of a quarter of a step", () => {
    const plan = searchOf(searchText.replace(/people: 12\nseed: 5\n/, "").replace(/hypotheses: .*\n/, ""));
    expect(plan).toMatchObject({ hypotheses: "all", people: 100, seed: 0, tie: 0.25, combinations: 8 });
  });

  it("`readSearch` reads shares of choices", () => {
    const plan = searchOf(
      searchText.replace("[receptor.vta_2c_tolerance]", "{hpa.feedback: {damped: 3, spared: 1}}"),
    );
    expect(plan.hypotheses).toMatchObject([
      {
        name: "hpa.feedback",
        shares: [
          { choice: "damped", share: 3 },
          { choice: "spared", share: 1 },
        ],
      },
    ]);
  });

  it("`readSearch` points at what cannot be, once for a whole grid", () => {
    check(`
      search: Bad
      question: What is wrong?
      duration: 8 weeks
      reference: staay
                 ^^^^^ unknown-strategy
      strategies:
        - {label: stay, treatment: escitalopram 20 mg daily}
        - {from: add.yaml, arm: add bupropin}
                                ^^^^^^^^^^^^ unknown-arm
        - {from: add.yaml}
                 ^^^^^^^^ missing-key
        - {from: nothing.yaml, arm: x}
                 ^^^^^^^^^^^^ missing-file
        - {from: add.yaml, arm: add bupropion, like: stay}
                                               ^^^^ contradiction
        - {treatment: escitalopram 5 mg daily}
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-key
        - {label: "{dos} mg", treatment: "escitalopram {dose} mg daily", over: {dose: [5, 10]}}
                  ^^^^^^^^^^ unknown-slot
        - {label: low, treatment: "escitalopram {dose} mg daily", over: {dose: [5, 10]}}
                  ^^^ duplicate
      objectives:
        feeling: {measure: "onset(affect.blunting_drug, 0.1)", better: lower, step: 0.05}
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ no-number
        two: {measure: "at(scale.madrs, end)", tablets: {from: week 2}, better: lower, step: 3}
        ^^^ one-outcome
        fall: {largest_fall: {of: sert, within: 1 week, from: week 9}, better: lower, step: 0.5}
                                  ^^^^ bad-variable
                                                ^^^^^^ time-after-end
                                                              ^^^^^^ time-after-end
    `);
  });

  it("`readSearch` knows no other keys, and refuses what would take for ever", () => {
    check(
      `
      search: Bad
      question: What is wrong?
      duration: 8 weeks
      reference: stay
      stategies:
      ^^^^^^^^^ unknown-key
        - {label: stay, treatment: escitalopram 20 mg daily}
      objectives: {}
    `.replace("      reference", "      strategies: [{label: stay}, {label: go}]\n      reference"),
    );
    const many = Array.from({ length: 501 }, (_, i) => i + 1).join(", ");
    const { diagnostics } = read(searchText.replace("dose: [10, 5]", `dose: [${many}]`));
    expect(diagnostics.map((d) => d.code)).toContain("too-many-strategies");
  });
});
