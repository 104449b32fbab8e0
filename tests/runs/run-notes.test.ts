import { expect, it } from "vitest";
import { readScenario } from "../../src/language/index.ts";
import { evaluateHere, prepareArms, RunNotes } from "../../src/runs/index.ts";
import { shippedLibrary } from "../support/shipped.ts";

const scenario = `
scenario: Never round
question: Is it told?
duration: 2 days
arms: [{label: two, treatment: {events: two.csv, drugs: {1: escitalopram, 2: bupropion}}}]
measure: {start: "at(plasma.escitalopram, day 0)"}
`;
const table = "time,amt,cmt,evid,ii,ss\n0,10,1,1,672,1\n0,150,2,1,23.97,1\n";

it("what a run says of itself reaches a study, once, with how many runs said it", async () => {
  const read = readScenario("s.yaml", scenario, (path) => (path === "two.csv" ? table : undefined));
  const { arms, duration, measures } = read.value!.scenario;
  const prepared = prepareArms([{ arm: arms[0]!, duration, requests: measures }], shippedLibrary());
  const notes = new RunNotes();
  const rows = [];
  for await (const row of notes.of(evaluateHere(prepared))([{ arm: 0 }, { arm: 0 }])) rows.push(row);
  expect(rows).toHaveLength(2);
  expect(rows[0]!.notes).toEqual([expect.stringContaining("never come round together")]);
  expect(notes.texts).toEqual([
    expect.stringMatching(/never come round together.*\(2 of 2 runs; this of the first\.\)/),
  ]);
});

it("notes that differ in their numbers alone are one", () => {
  const notes = new RunNotes();
  notes.add(["x leaves its bounds of 0 to 60 on day 3.5 and goes to 61.2."]);
  notes.add(["x leaves its bounds of 0 to 60 on day 4 and goes to -1e-3.", "y does."]);
  notes.add();
  expect(notes.texts).toEqual([
    "x leaves its bounds of 0 to 60 on day 3.5 and goes to 61.2. (2 of 3 runs; this of the first.)",
    "y does. (One of 3 runs.)",
  ]);
});
