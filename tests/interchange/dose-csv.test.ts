import { expect, it } from "vitest";
import { csvRows, doseColumns, doseRows } from "../../src/interchange/index.ts";
import { experimentOf } from "../support/shipped.ts";

it("`doseRows` gives one row a dose, with what became of it", () => {
  const { problems } = experimentOf(`
scenario: S
question: Q
duration: 1 week
arms:
  - {label: "a, b", treatment: "escitalopram 10 mg daily missing day 1, late by 6 hours on day 3"}
  - {label: none}`);
  const [head, ...rows] = [...csvRows(doseColumns, doseRows("s", problems))].join("").trimEnd().split("\n");
  expect(head).toBe("scenario,arm,time_day,drug,amount_mg,fate,late_hour,reason,route,over_hour");
  expect(rows.map((row) => row.replace('"a, b"', "a").split(",").slice(0, 7).join(","))).toEqual([
    "s,a,0,escitalopram,10,taken,",
    "s,a,1,escitalopram,10,missed,",
    "s,a,2,escitalopram,10,taken,",
    "s,a,3.25,escitalopram,10,late,6",
    "s,a,4,escitalopram,10,taken,",
    "s,a,5,escitalopram,10,taken,",
    "s,a,6,escitalopram,10,taken,",
  ]);
});
