import { drugText } from "./drugs.ts";
import { soundFiles } from "./files.ts";

// A small model with one of everything: what every verb and every function can be asked about within a second.

const claim = (name: string, kind: string) => `claim: ${name}
row: falls
says: "It falls."
contested: no
kind: ${kind}
duration: 1 week
treatment: [{drug: calmol, dose: 10 mg, every: 1 day}]
measure: "at(m.x, day 7)"
expect: {below: 0.99}
${kind === "article" ? "carried_by: [m.push]\nno_effect: 1" : "sources: [smith2001]"}
`;

export const wholeFiles: Readonly<Record<string, string>> = {
  ...soundFiles,
  "model.yaml": `${soundFiles["model.yaml"]}
rows: {falls: It falls.}
onset: {of: m.x, above: 0.1, says: something has set in}
quoted: [falls]
`,
  "m.yaml": soundFiles["m.yaml"]!.replace("tier: human, about: T.", "tier: fitted, about: T."),
  "calmol.yaml": drugText(),
  "falls.yaml": claim("falls", "article"),
  "by-how-much.yaml": claim("by-how-much", "calibration"),
  "us.yaml": `population: us
title: Us
about: Everybody.
people: {who: {shares: {adult: 1}}}
cohort: {care: none, duration: 1 day}
`,
};

export const wholeScenario = `scenario: Whole
question: What happens?
duration: 1 week
arms:
  - {label: without}
  - {label: drug, treatment: calmol 10 mg daily}
measure: {level: "at(m.x, day 7)"}
`;

export const wholeSearch = `search: Plan
question: Does it help?
duration: 1 week
people: 3
seed: 4
reference: without
strategies:
  - {label: without}
  - {label: drug, treatment: calmol 10 mg daily}
objectives:
  level: {measure: "at(m.x, day 7)", better: lower, step: 0.1}
`;

export const wholePoints = "arm,time_day,variable,value,sd\ndrug,2,m.x,0.8,0.1\ndrug,6,m.x,0.6,0.1\n";
