import { describe, expect, it } from "vitest";
import { check } from "../../src/analysis/index.ts";
import { lineAndColumn } from "../../src/diagnostics/render.ts";
import { prepareArms, samplePerson } from "../../src/runs/index.ts";
import type { Claim } from "../../src/scenario/index.ts";
import { claimsData } from "../../src/studies/claims/data.ts";
import { prepareStudy } from "../../src/studies/index.ts";
import { claimOf, told } from "../support/claims.ts";
import { experimentOf, shippedLibrary } from "../support/shipped.ts";

const library = shippedLibrary();
const shipped = library.claims.get("subset-of-treated-people")!;
const size = 14;
const small = (change: Partial<Claim["population"] & object> = {}): Claim => ({
  ...shipped,
  population: { ...shipped.population!, size, ...change },
});
const judged = (claim: Claim) => check([claim], library, { rivals: false });
type Result = NonNullable<ReturnType<typeof judged>["ledger"]>["results"][number];
const results = new Map<Claim, Result>();
/** What a claim alone comes to, worked out once for all tests that ask. */
function resultOf(claim: Claim): Result {
  const known = results.get(claim) ?? judged(claim).ledger!.results[0]!;
  results.set(claim, known);
  return known;
}

const course = `
claim: course
row: subset
says: Something about many.
contested: no
population: {name: depressed-adults, size: 32, statistic: mean}
care: trial
duration: 8 weeks
treatment: escitalopram 10 mg daily
measure: at(scale.madrs, week 8)
expect: {above: 0}
`;
const everybody = claimOf(course);
const ill = '{ill: {measure: "at(scale.madrs, week 8)", above: 12}}';
const theIll = claimOf(`${course}among: ${ill}`);

describe("a claim about a population", () => {
  it("has the share of plausible subjects above the cut-off as its value", () => {
    const { scenario } = experimentOf(`
scenario: Same
question: Same?
duration: 12 weeks
arms: [{label: drug, care: trial, treatment: [{drug: escitalopram, dose: 10 mg, every: 1 day}]}]
measure: {noticed: "mean(affect.blunting_equal_mood, week 11, week 12)"}
`);
    const population = library.populations.get("depressed-adults")!;
    const { study } = prepareStudy({ scenario, population, size, seed: 0 }, library).value!;
    const { inclusion } = population;
    const one = (requests: Claim["measure"][]) =>
      prepareArms([{ arm: { ...shipped.arm, people: [] }, duration: 84, requests }], library);
    const [noticed, measured] = [one([scenario.measures[0]!]), one(inclusion.map((s) => s.measure))];
    const values: number[] = [];
    for (let subject = 0; subject < size; subject++) {
      const task = [{ arm: 0, person: samplePerson(study.sampler, 0, subject).parameters }];
      const inside = inclusion.every(({ low, high }, k) => {
        const value = measured.runAll(task)[0]!.values[k]!;
        return value >= low && value <= high;
      });
      if (inside) values.push(noticed.runAll(task)[0]!.values[0]!);
    }
    // Half way between two subjects, since runs in pairs agree with single ones to the tolerance only.
    const sorted = values.toSorted((a, b) => a - b);
    const middle = (sorted[2]! + sorted[3]!) / 2;
    const share = values.filter((v) => v > middle).length / values.length;
    const statistic = { kind: "share", low: middle, high: Number.POSITIVE_INFINITY } as const;
    const result = resultOf(small({ statistic }));
    expect(result.value).toBeCloseTo(share, 6);
    expect(result.groups).toMatchObject([{ subjects: values.length, of: values.length }]);
  });

  it("has the mean in those who meet the conditions as its value", () => {
    const all = resultOf(everybody);
    const some = resultOf(theIll);
    expect(some.value).toBeGreaterThan(12);
    expect(some.value).toBeGreaterThan(all.value!);
    expect(some.groups[0]!.subjects).toBeLessThan(all.groups[0]!.subjects);
    expect(some.groups[0]!.of).toBe(all.groups[0]!.of);
  });

  it("compares with others of the same people, or with the same conditions in another arm", () => {
    const text = course.replace(
      "at(scale.madrs, week 8)",
      "difference_to_reference(at(scale.madrs, week 8))",
    );
    const others = resultOf(
      claimOf(
        `${text}among: ${ill}\nreference: {care: trial, treatment: escitalopram 10 mg daily, among: {}}`,
      ),
    );
    const some = resultOf(theIll);
    expect(others.value).toBeCloseTo(some.value! - resultOf(everybody).value!, 9);
    const placebo = resultOf(claimOf(`${text}reference: {care: trial}`));
    expect(placebo.value).toBeLessThan(0);
    expect(placebo.groups.map((g) => g.subjects)).toEqual([placebo.groups[0]!.of, placebo.groups[0]!.of]);
  });

  it("has the correlation with a second measure as its value", () => {
    const correlation = (measure: string) =>
      resultOf(claimOf(course.replace("mean}", `correlation, with: "${measure}"}`))).value;
    expect(correlation("at(scale.madrs, week 8)")).toBeCloseTo(1, 9);
    // A rating is of the severity and errs.
    const ofSeverity = correlation("at(affect.depression, week 8)")!;
    expect(ofSeverity).toBeGreaterThan(0.5);
    expect(ofSeverity).toBeLessThan(1);
    const withBlunting = correlation("at(affect.blunting, week 8)")!;
    expect(withBlunting).toBeGreaterThan(0);
    expect(withBlunting).toBeLessThan(1);
  });

  it("is knocked out like any other", () => {
    const relief = claimOf(
      `${course.replace("at(scale.madrs, week 8)", "difference_to_reference(at(scale.madrs, week 8))").replace("above", "below")}carried_by: [depression.threat_relief]`,
    );
    const [knockout] = resultOf(relief).knockouts;
    expect(knockout!.removes).toBeCloseTo(1, 3);
    expect(resultOf(relief).passes).toBe(true);
  });

  it("says whom it asks, where, when they are too few; the rest of the ledger stands", () => {
    const text = `${course}among:\n  gone: {measure: "at(scale.madrs, week 8)", below: -1}`;
    const { ledger, diagnostics } = check([claimOf(text), everybody], library, { rivals: false });
    const of = ledger!.results[1]!.groups[0]!.of;
    expect(diagnostics).toMatchObject([
      {
        severity: "error",
        message: `Only 0 of ${of} plausible subjects are among those that the claim "course" asks about; at least 10 are needed.`,
      },
    ]);
    expect(lineAndColumn(text, diagnostics[0]!.place!.start)).toMatchObject({ line: 13, column: 3 });
    expect(ledger!.results.map((r) => [r.passes, r.reason])).toEqual([
      [false, diagnostics[0]!.message],
      [resultOf(everybody).passes, resultOf(everybody).reason],
    ]);
  });

  it("is told in words by every ledger", () => {
    const text = course.replace(
      "at(scale.madrs, week 8)",
      "difference_to_reference(at(scale.madrs, week 8))",
    );
    const claim = claimOf(
      `${text}among: ${ill}\nreference: {care: trial, treatment: escitalopram 10 mg daily, among: {well: {measure: "at(scale.madrs, week 8)", below: 12}}}`,
    );
    const words =
      "mean of at(scale.madrs, week 8) over depressed-adults in whom at(scale.madrs, week 8) is at least 12; difference to that of those in whom at(scale.madrs, week 8) is at most 12 in the reference arm";
    const { ledger } = judged(claim);
    const [own, other] = ledger!.results[0]!.groups.map((g) => g.subjects);
    const { of } = ledger!.results[0]!.groups[0]!;
    expect(own! + other!).toBe(of);
    expect(claimsData(ledger!).claims[0]).toMatchObject({
      measure: words,
      subjects: [
        { subjects: own, of },
        { subjects: other, of },
      ],
    });
    const texts = told(ledger!);
    expect(texts.markdown).toContain(`\`${words}\``);
    expect(texts.html).toContain(`<code>${words}</code>`);
    const who = (n: number) =>
      `the ${n} of ${of} plausible people who meet the conditions \\(standard error [\\d.]+\\)`;
    const asked = new RegExp(`Asked of ${who(own!)} and, in the reference arm, of ${who(other!)}`);
    for (const text of Object.values(texts)) expect(text.replace(/\s+/g, " ")).toMatch(asked);
  });

  it("names the populations there are when it asks for another", () => {
    const { ledger, diagnostics } = check([small({ name: "depresed-adults" })], library, { rivals: false });
    expect(ledger).toBeUndefined();
    expect(diagnostics[0]!.message).toBe('There is no population "depresed-adults".');
    expect(diagnostics[0]!.help).toContain("depressed-adults");
  });
});
