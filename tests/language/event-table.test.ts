import { describe, expect, it } from "vitest";
import { readScenario } from "../../src/language/index.ts";
import { checkCarets } from "../support/carets.ts";
import { compiled, taken } from "../support/regimens.ts";

const of = (csv: string, more = "", weeks = 4) =>
  compiled(`{events: doses.csv${more}}`, { weeks, files: { "doses.csv": csv } });

/** The faults of a table, drawn into it. */
const check = (fixture: string, more = "") =>
  checkCarets(fixture, (csv) => {
    const text = `scenario: S\nquestion: Q\nduration: 4 weeks\narms: [{label: a, treatment: {events: t.csv${more}}}]\n`;
    return readScenario("s.yaml", text, () => csv).diagnostics;
  });

describe("event tables", () => {
  it("are read in hours and mg, with further doses at their interval", () => {
    const plan = of("time,amt,cmt,evid,ii,addl,ss,rate\n0,10,calmol,1,24,2,0,0\n84,5,calmol,1,0,0,0,0\n");
    expect(plan.codes).toEqual([]);
    expect(taken(plan)).toEqual([
      [0, 10],
      [1, 10],
      [2, 10],
      [3.5, 5],
    ]);
  });

  it("are read in days when the header or the scenario says so", () => {
    const days = [
      [0, 10],
      [2, 10],
    ];
    expect(taken(of("TIME_DAY,AMT,CMT,II,ADDL\n0,10,calmol,2,1\n"))).toEqual(days);
    expect(taken(of("time,amt,cmt,ii,addl\n0,10,calmol,2,1\n", ", time: day"))).toEqual(days);
    expect(of("time_h,amt,cmt\n0,10,calmol\n", ", time: day").codes).toEqual(["bad-event-table"]);
  });

  it("pass over observations, and take dots, quotes, comments and line ends of any kind", () => {
    const plan = of(
      '\ufeff# made by hand\r\n"time",amt,cmt,evid\r\n0,10,"calmol",1\r\n\r\n12,.,.,0\r\n24,5,calmol,1\r\n',
    );
    expect(plan.codes).toEqual([]);
    expect(taken(plan)).toEqual([
      [0, 10],
      [1, 5],
    ]);
  });

  it("name their drugs by number, by one name for all, or in the table", () => {
    const rows = "time,amt,cmt\n0,10,1\n24,5,2\n";
    const plan = of(rows, ", drugs: {1: calmol, 2: vigol}");
    expect(plan.doses.map((d) => d.drug)).toEqual(["calmol", "vigol"]);
    expect(of("time,amt\n0,10\n", ", drug: calmol").doses.length).toBe(1);
    expect(of("time,amt\n0,10\n").codes).toEqual(["bad-event-table"]);
    expect(of("time,amt,cmt\n0,10,calmoll\n").codes).toEqual(["unknown-drug"]);
  });

  it("take a comma at the end of every line for nothing, but not a number behind it", () => {
    expect(of("time,amt,\n0,10,\n24,10,\n", ", drug: calmol").codes).toEqual([]);
    const { codes, diagnostics } = of("time,amt,\n0,12,5\n24,12,5\n", ", drug: calmol");
    expect(codes).toEqual(["bad-event-table", "bad-event-table"]);
    expect(diagnostics[0]!.message).toContain("3 cells, but the header has 2");
  });

  it.each([
    ["no dose at all", "time,amt\n", /holds no dose/],
    ["observations alone", "time,amt,evid\n0,.,0\n24,.,0\n", /holds no dose/],
    ["an interval that gives nothing", "time,amt,ii\n0,10,24\n", /this row is one dose/],
    ["a clock that starts anew", "time,amt\n8,10\n20,10\n8,10\n20,10\n", /Time falls from 20 to 8/],
  ])("warn of %s", (_, csv, says) => {
    const { diagnostics } = of(csv, ", drug: calmol");
    const found = diagnostics.filter(({ code }) => code === "doubtful-event-table");
    expect(found).toMatchObject([{ severity: "warning", message: expect.stringMatching(says) }]);
  });

  it("warn of nothing where a table says that no dose follows, or an id that another begins", () => {
    expect(of("time,amt,ii,addl\n0,10,24,0\n", ", drug: calmol").codes).toEqual([]);
    expect(of("id,time,amt\n1,24,10\n2,0,10\n", ", drug: calmol, id: 2").codes).toEqual([]);
  });

  it.each([
    ["semicolons, decimal commas", "time;amt;cmt\n0;10;calmol\n12,0;2,5;calmol\n"],
    ["tabs", "time\tamt\tcmt\n0\t10\tcalmol\n12.0\t2.5\tcalmol\n"],
  ])("are read with %s", (_, rows) => {
    const plan = of(rows);
    expect(plan.codes).toEqual([]);
    expect(taken(plan)).toEqual([
      [0, 10],
      [0.5, 2.5],
    ]);
  });

  it("are refused with other marks between cells, the remedy named", () => {
    for (const mark of [" ", "|"]) {
      const { diagnostics } = of(`time${mark}amt\n0${mark}10\n`, ", drug: calmol");
      expect(diagnostics.map((d) => d.message)).toEqual([
        "The cells of this table are parted neither by commas nor by semicolons or tabs.",
      ]);
      expect(diagnostics[0]!.help).toContain("commas between cells");
    }
    const [comma] = of("time\tamt\n0\t2,5\n", ", drug: calmol").diagnostics;
    expect(comma?.help).toBe("Write 2.5 for 2,5.");
  });

  it("count the doses that are due after the end, and give those before", () => {
    const plan = of("time_day,amt,ii,addl\n0,10,1,9\n13,20,1,3\n20,5,0,0\n", ", drug: calmol", 2);
    expect(plan.codes).toEqual(["doses-past-end"]);
    expect(plan.doses).toHaveLength(11);
    expect(plan.diagnostics[0]!.message).toBe(
      "4 of 15 doses of the event table are due after the run ends on day 14; they are not given.",
    );
    expect(plan.diagnostics[0]!.help).toContain("3 weeks long");
  });

  it("hold several subjects only with a choice of one", () => {
    const rows = "id,time,amt,cmt\n1,0,10,calmol\n2,0,20,calmol\n";
    expect(of(rows).codes).toEqual(["bad-event-table"]);
    expect(taken(of(rows, ", id: 2"))).toEqual([[0, 20]]);
    expect(of(rows, ", id: 3").codes).toEqual(["bad-event-table"]);
  });

  it("may give a drug twice at a time, as data do", () => {
    const plan = of("time,amt,cmt\n0,10,calmol\n0,5,calmol\n");
    expect(plan.codes).toEqual([]);
    expect(plan.doses.length).toBe(2);
  });

  it("at steady state stand for a year of the same doses before day 0", () => {
    const { doses, codes } = of("time,amt,cmt,ii,addl,ss\n0,10,calmol,24,3,1\n");
    expect(codes).toEqual([]);
    const before = doses.filter((d) => d.time < 0);
    expect([before.length, before[0]!.time, before.at(-1)!.time]).toEqual([364, -364, -1]);
    expect(doses.filter((d) => d.time >= 0).map((d) => d.time)).toEqual([0, 1, 2, 3]);
  });

  it("take the drug from a column of that name, rather than from the number of a compartment", () => {
    expect(taken(of("time,amt,DRUG\n0,10,calmol\n"))).toEqual(taken(of("time,amt,cmt\n0,10,calmol\n")));
    const both = of("time,amt,cmt,drug\n0,10,1,calmol\n");
    expect(taken(both)).toEqual(taken(of("time,amt,cmt\n0,10,calmol\n")));
    expect(both.codes).toEqual(["unused-column"]);
  });

  it("say where covariates are written", () => {
    const { diagnostics } = of("time,amt,cmt,WT,AGE\n0,10,calmol,60,70\n");
    expect(diagnostics).toMatchObject([{ severity: "warning", code: "unused-column" }]);
    expect(diagnostics[0]!.help).toContain("covariates: {weight: 60 kg");
  });

  it("say which columns they do not use", () => {
    const { diagnostics, doses } = of("time,amt,cmt,dv,mdv\n0,10,calmol,3,1\n");
    expect(diagnostics).toMatchObject([
      { severity: "warning", code: "unused-column", place: { file: "doses.csv" } },
    ]);
    expect(diagnostics[0]!.message).toContain("dv, mdv");
    expect(diagnostics[0]!.help).toMatch(
      /^Measured points are read where data: of the scenario names the table/,
    );
    expect(of("time,amt,cmt,who\n0,10,calmol,me\n").diagnostics[0]!.help).toBeUndefined();
    expect(doses.length).toBe(1);
  });

  it("reject what a run cannot honour, at its place", () => {
    check(`
      time,amt,cmt,evid,ii,addl,ss,rate
      0,10,calmol,2,0,0,0,0
                  ^ bad-event-table
      1,10,calmol,3,0,0,0,0
                  ^ bad-event-table
      2,10,calmol,4,0,0,0,0
                  ^ bad-event-table
      3,10,calmol,1,0,0,0,-2
                          ^^ bad-event-table
      4,10,calmol,1,0,3,0,0
                      ^ bad-event-table
      5,10,calmol,1,24,1.5,0,0
                       ^^^ bad-event-table
      6,10,calmol,1,24,1,1,0
                         ^ bad-event-table
      7,10,calmol,1,24,1,2,0
                         ^ bad-event-table
      8,-10,calmol,1,0,0,0,0
        ^^^ bad-event-table
      -1,10,calmol,1,0,0,0,0
      ^^ bad-event-table
      noon,10,calmol,1,0,0,0,0
      ^^^^ bad-event-table
      9,10,7,1,0,0,0,0
           ^ bad-event-table
      10,5,calmol,0,0,0,0,0
         ^ bad-event-table`);
  });

  it("reject a header without times or amounts, and an empty file", () => {
    const [fault] = check(`
      tim,amt,cmt
      ^^^ bad-event-table
      0,10,calmol`);
    expect(fault!.help).toContain('"tim"');
    expect(of("").codes).toEqual(["bad-event-table"]);
    expect(compiled("{events: gone.csv}").codes).toEqual(["missing-file"]);
  });
});

describe("a table that is not whole", () => {
  it("is refused at a quote that is never closed, however many doses stand after it", () => {
    check(
      `
time,amt,note
0,10,ok
24,10,"he said
      ^^^^^^^^ bad-event-table
48,10,ok
72,10,ok`,
      ", drug: calmol",
    );
  });

  it("is refused where a cell goes on after its quote", () => {
    check(
      `
time,amt,note
24,10,"he said" loudly
               ^^^^^^^ bad-event-table
48,10,ok`,
      ", drug: calmol",
    );
  });

  it("is refused at rows with other cells than the header, a decimal comma named", () => {
    const [comma, short, trailing] = check(
      `
time,amt
0,12,5
^^^^^^ bad-event-table
24
^^ bad-event-table
48,10,
^^^^^^ bad-event-table
72,10`,
      ", drug: calmol",
    );
    expect(comma?.message).toBe("This row has 3 cells, but the header has 2 cells.");
    expect(comma?.help).toBe("Is a comma meant as the decimal point? Then write 12.5 for 12,5.");
    expect(short?.message).toBe("This row has 1 cell, but the header has 2 cells.");
    expect(trailing?.help).toContain("comma at the end");
  });

  it("is refused at what only a computer takes for a number", () => {
    const found = check(
      `
time,amt
0x10,10
^^^^ bad-event-table
24,Infinity
   ^^^^^^^^ bad-event-table
48,"12,5"
   ^^^^^^ bad-event-table
72,1e999
   ^^^^^ bad-event-table
96,1e1`,
      ", drug: calmol",
    );
    expect(found[2]?.help).toBe("Write 12.5 for 12,5.");
  });

  it("may hold quotes in its comments", () => {
    expect(of('# a "quote\ntime,amt\n0,10\n', ", drug: calmol").codes).toEqual([]);
  });
});
