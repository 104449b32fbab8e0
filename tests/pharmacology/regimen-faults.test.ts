import { describe, expect, it } from "vitest";
import { compiled } from "../support/regimens.ts";

const codes = (treatment: string, weeks = 12) => compiled(treatment, { weeks }).codes;
const step = (keys: string) => `[{drug: calmol, dose: 10 mg, every: 1 day, ${keys}}]`;

describe("impossible regimens", () => {
  it.each([
    [
      "entries that give one drug at the same time",
      `[{drug: calmol, dose: 5 mg, every: 1 day}, {drug: calmol, dose: 10 mg, every: 1 day, from: week 2}]`,
      "contradictory-doses",
    ],
    [
      "entries that meet only now and then",
      `[{drug: calmol, dose: 5 mg, every: 2 days}, {drug: calmol, dose: 5 mg, every: 3 days, from: day 3}]`,
      "contradictory-doses",
    ],
    ["a taper that outlasts the run", step("until: week 10, taper: 3 weeks"), "taper-too-long"],
    ["a taper that starts nowhere", step("taper: 3 weeks"), "taper-without-until"],
    ["an end before the start", step("from: week 3, until: week 2"), "empty-interval"],
    ["a start after the run", step("from: week 13"), "starts-too-late"],
    ["an unknown drug", "[{drug: calmoll, dose: 5 mg, every: 1 day}]", "unknown-drug"],
    ["a titration downwards", step("titrate: {to: 5 mg, by: 1 mg, every: 1 week}"), "titrate-down"],
    ["a loading dose that loads nothing", step("loading: 5 mg"), "loading-too-small"],
    ["parts of a dose after the next one", step("split: [hour 0, hour 30]"), "split-outside"],
    ["a delay longer than the interval", step("late: {by: 25 hours, on: weekends}"), "late-too-long"],
    [
      "a dose that no tablets make",
      `[{drug: calmol, dose: 7 mg, every: 1 day, round_to: tablets}]`,
      "not-available",
    ],
    [
      "a taper by occupancy of what has no site",
      `"slowol 10 mg daily until week 4 then taper hyperbolically over 2 weeks"`,
      "no-occupancy",
    ],
    ["a replacement of nothing", step("from: week 2, replaces: serenol"), "nothing-to-replace"],
    ["a cross-taper without a switch", step("cross_taper: 1 week"), "needs-replaces"],
    [
      "both a cross-taper and a washout",
      `[{drug: serenol, dose: 5 mg, every: 1 day}, {drug: calmol, dose: 5 mg, every: 1 day, from: week 2, replaces: serenol, cross_taper: 1 week, washout: 1 week}]`,
      "cross-taper-and-washout",
    ],
  ])("%s", (_, treatment, code) => {
    const { diagnostics } = compiled(treatment);
    expect(diagnostics.map((d) => d.code)).toEqual([code]);
    expect(diagnostics[0]).toMatchObject({ severity: "error", place: { file: "s.yaml" } });
  });

  it("a taper that outlasts the run is told how long the run must be", () => {
    const { diagnostics } = compiled(step("until: week 12, taper: 4 weeks"));
    expect(diagnostics[0]).toMatchObject({ help: expect.stringContaining("at least 16 weeks") });
  });

  it("a drug that was replaced does not start again by an entry before the switch", () => {
    expect(
      codes(
        `[{drug: calmol, dose: 5 mg, every: 1 day, until: week 2}, {drug: calmol, dose: 10 mg, every: 1 day, from: week 6}, {drug: serenol, dose: 5 mg, every: 1 day, from: week 4, replaces: calmol}]`,
      ),
    ).toContain("starts-after-replaced");
  });

  it("more doses than can be simulated, in a taper or before day 0 too", () => {
    expect(
      codes(step("until: week 1, taper: 10 weeks, every: 1 second").replace("every: 1 day, ", "")),
    ).toEqual(["too-many-doses"]);
    const csv = "time,amt,cmt,ii,addl,ss\n0,0.001,calmol,0.001,0,1\n";
    expect(compiled("{events: e.csv}", { files: { "e.csv": csv } }).codes).toContain("too-many-doses");
  });

  it("several entries of one drug that never meet are one regimen", () => {
    expect(codes(`["calmol 5 mg daily", "calmol 10 mg daily from hour 12"]`)).toEqual([]);
    expect(codes(`["calmol 5 mg daily until week 2", "calmol 10 mg daily from week 2"]`)).toEqual([]);
  });
});

describe("unusual regimens", () => {
  it("warn above the licensed maximum, adding up what is taken side by side", () => {
    expect(codes(`"calmol 25 mg daily"`)).toEqual(["above-licensed"]);
    expect(codes(`"calmol 20 mg daily"`)).toEqual([]);
    expect(codes(`["calmol 15 mg daily", "calmol 10 mg daily from hour 12"]`)).toEqual(["above-licensed"]);
    expect(codes(step("loading: 30 mg"))).toEqual(["above-licensed"]);
    expect(codes(`"calmol 40 mg every other day"`)).toEqual([]);
    const { diagnostics } = compiled(`"calmol 15 mg twice daily"`);
    expect(diagnostics[0]).toMatchObject({
      severity: "warning",
      message: expect.stringContaining("30 mg a day"),
    });
  });

  it("warn of days to miss on which nothing is due", () => {
    const { diagnostics } = compiled(`"calmol 10 mg daily missing day 60"`, { weeks: 8 });
    expect(diagnostics.map((d) => [d.severity, d.code])).toEqual([["warning", "missing-nothing"]]);
    expect(diagnostics[0]!.message).toContain("day 60");
    expect(codes(`"calmol 10 mg daily missing day 60"`)).toEqual([]);
    // What goes on from an entry misses the same days; one of them being due is enough.
    expect(codes(`"calmol 10 mg daily for 2 weeks then 20 mg missing day 10 and day 30"`)).toEqual([]);
    expect(codes(`"calmol 10 mg daily missing weekends"`)).toEqual([]);
  });

  it("warn of two drugs that block serotonin reuptake at once, and say since when", () => {
    const { diagnostics, doses } = compiled(
      `"calmol 10 mg daily plus serenol 10 mg daily from week 3 until week 5"`,
    );
    expect(diagnostics.map((d) => [d.severity, d.code])).toEqual([["warning", "two-reuptake-inhibitors"]]);
    expect(diagnostics[0]!.message).toContain("from day 21 to day 35");
    expect(doses.length).toBe(84 + 14);
    expect(codes(`"calmol 10 mg daily plus vigol 10 mg daily"`)).toEqual([]);
    expect(codes(`"calmol 10 mg daily until week 3 then serenol 10 mg"`)).toEqual([]);
  });

  it("warn of two such drugs once, where they overlap, and not where one takes the other's place", () => {
    const both = "two-reuptake-inhibitors";
    // Side by side twice is said once, with the days of the first time.
    const twice = compiled(
      `["calmol 10 mg daily", "serenol 10 mg daily from week 3 until week 5", "serenol 10 mg daily from week 7 until week 8"]`,
    );
    expect(twice.codes).toEqual([both]);
    expect(twice.diagnostics[0]!.message).toContain("from day 21 to day 35");
    // The one begun first is named first, whichever stands first.
    const turned = compiled(`["calmol 10 mg daily from week 2", "serenol 10 mg daily"]`);
    expect(turned.diagnostics[0]!.message).toMatch(/^serenol and calmol are both taken from day 14 /);
    expect(codes(`["calmol 10 mg daily until week 3", "serenol 10 mg daily from week 3"]`)).toEqual([]);
    expect(codes(`["calmol 10 mg daily until day 22", "serenol 10 mg daily from week 3"]`)).toEqual([both]);
    // A dose every other day is there on both days.
    expect(codes(`["calmol 10 mg every other day until day 3", "serenol 10 mg daily from day 3"]`)).toEqual(
      [],
    );
    const crossed =
      "[{drug: calmol, dose: 10 mg, every: 1 day}, {drug: serenol, dose: 10 mg, every: 1 day, from: week 3, replaces: calmol, cross_taper: 2 weeks}]";
    expect(codes(crossed)).toEqual([]);
    expect(codes(crossed.replace("]", ", {drug: calmol, dose: 5 mg, every: 1 day, from: week 8}]"))).toEqual([
      both,
    ]);
    // While a taper goes on the drug is taken.
    expect(
      codes(`["calmol 10 mg daily until week 2 then taper over 3 weeks", "serenol 10 mg daily from week 4"]`),
    ).toEqual([both]);
    expect(
      codes(`["calmol 10 mg daily until week 2 then taper over 3 weeks", "serenol 10 mg daily from week 5"]`),
    ).toEqual([]);
  });

  it("warn of half the least licensed dose or less, to the last digit", () => {
    expect(codes(`"calmol 2.5 mg daily"`)).toEqual([]);
    expect(codes(`"calmol 2.4 mg daily"`)).toEqual(["below-licensed"]);
    // A third of a milligram thrice a day is one a day; what counts is the highest day.
    expect(codes(`["calmol 1.5 mg daily", "calmol 1 mg daily from hour 12"]`)).toEqual([]);
    expect(codes(`["calmol 1 mg daily for 2 weeks then 10 mg"]`)).toEqual([]);
    const { diagnostics } = compiled(`"calmol 1 mg twice daily"`);
    expect(diagnostics[0]!.message).toContain("2 mg a day");
  });

  it("warn of a titration that ends before it arrives", () => {
    expect(codes(step("until: week 2, titrate: {to: 20 mg, by: 2 mg, every: 1 week}"))).toEqual([
      "titration-unfinished",
    ]);
  });
});
