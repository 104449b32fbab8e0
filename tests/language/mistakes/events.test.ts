import { describeMistakes, type Mistake, ofScenario, template } from "../../support/mistakes.ts";

const table = "time,amt,cmt,ii,addl\n0,10,escitalopram,24,6\n";
const events: readonly Mistake[] = [
  ["time,", "when,", /no column "time"/, /Columns here: when/],
  ["amt,", "dose,", /no column "amt"/, /Columns here: time, dose/],
  ["escitalopram", "escitalopam", /"escitalopam"/, /"escitalopram"/],
  ["escitalopram", "1", /1/, /drugs: \{/],
  ["cmt,", "substance,", /which drug/, /cmt \(or drug\)/],
  ["10,", "ten,", /"ten"/, /number of mg alone/],
  ["10,", "-10,", /-10/, /more than zero.*in mg/],
  ["10,", "10 mg,", /"10 mg"/, /number of mg alone/],
  ["0,10", "noon,10", /"noon"/, /hours since the start alone/],
  ["0,10", "-24,10", /-24/, /start at 0; ss = 1/],
  ["24,6", "0,6", /interval ii/, /24 hours for daily doses/],
  ["24,6", "24,1.5", /addl.*1.5/, /6 for a week of daily doses/],
  ["24,6", "24,6,9", /6 cells.*5 cells/, /decimal point/],
  ["24,6", "24", /4 cells.*5 cells/, /Fill what is empty/],
  ["ii,addl", "ii,ii", /"ii" stands twice/, /Leave one of the two out/],
  [table, "", /is empty/, /time,amt,cmt/],
  [table, "time|amt|cmt\n0|10|escitalopram\n", /parted/, /commas/],
  [table, "time,amt,cmt,evid\n0,10,escitalopram,7\n", /evid 7/, /1 \(dose\)/],
  [table, "time,amt,cmt,rate\n0,10,escitalopram,-3\n", /rate -3/, /in mg an hour/],
  [table, "id,time,amt,cmt\n1,0,10,escitalopram\n2,0,10,escitalopram\n", /2 subjects/, /id: /],
  [table, "time,amt,cmt,ii,addl\n0,10,escitalopram,24,100\n", /after the run ends/, /long/],
];
const withTable = template("new-scenario").replace(
  "treatment: escitalopram 10 mg daily}",
  "treatment: {events: doses.csv}}",
);

describeMistakes("event table", table, events, (text) => ofScenario(withTable, { "doses.csv": text }));
