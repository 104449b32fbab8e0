import { describeMistakes, type Mistake, ofScenario } from "../../support/mistakes.ts";

const points = "time_week,variable,arm,value,sd\n2,madrs,10 mg,24,3\n4,madrs,placebo,20,3\n";
const withPoints = `scenario: S
question: Q
duration: 8 weeks
arms: [{label: placebo}, {label: 10 mg, treatment: escitalopram 10 mg daily}]
data: points.csv
`;
const data: readonly Mistake[] = [
  ["time_week", "time", /in which unit/, /time_week, time_day or time_hour/],
  ["variable,", "var,", /what was measured/, /column variable/],
  ["arm,", "group,", /in which these points were measured/, /column arm/],
  ["value,", "mean,", /column "value"/, /Columns here/],
  ["sd\n", "error\n", /"error" is not used/, /columns: \{sd: error\}/],
  ["sd\n", "sd,sd\n", /"sd" stands twice/, /one of the two/],
  ["madrs", "madr", /"madr"/, /"madrs"/],
  ["madrs", "age", /"age"/, /list variables/],
  ["madrs", "scale.madr", /"scale.madr"/, /"scale.madrs"/],
  ["10 mg", "10mg", /"10mg"/, /"10 mg"/],
  ["2,madrs", "two,madrs", /"two" in column time/, /number alone/],
  ["2,madrs", "-2,madrs", /before the start/, /count from 0/],
  ["2,madrs", "20,madrs", /day 140/, /longer/],
  ["24,3", "24 points,3", /"24 points" in column value/, /without unit/],
  ["24,3", "24,-3", /sd .* -3/, /Leave it empty/],
  ["24,3", "24,0", /sd .* 0/, /Leave it empty/],
  ["24,3", "24", /4 cells/, /decimal comma/],
  ["24,3", "24,3,9", /6 cells/, /quotes/],
  ["24,3", '"24,3', /never closed/, /Close it/],
  ["4,madrs,placebo", "2,madrs,10 mg", /a point at this time already/, /Leave one out/],
  [points, "", /not one measured point/, /time_week,variable,arm,value/],
  [points, "time_week|variable|arm|value\n2|madrs|10 mg|24\n", /parted/, /commas/],
];

describeMistakes("table of measured points", points, data, (text) =>
  ofScenario(withPoints, { "points.csv": text }),
);
