import { type Expression, printFormula, rewrite } from "../../expressions/index.ts";
import type { Passage } from "../losses.ts";
import type { ExportedArm, ExportedParameter } from "./arm.ts";
import { passagesOf } from "./sbml.ts";
import { texWords, worded } from "./words.ts";

/** What a document for people says of an arm: everything but what only a program needs. */
const documentPassages = (arm: ExportedArm): Passage[] =>
  passagesOf(arm).map((one) => ({ ...one, how: "written out" }));

/** Under the names of this project, for people. */
function named(arm: ExportedArm): (expression: Expression) => Expression {
  const names = new Map([...arm.parameters, ...arm.states, ...arm.values].map((one) => [one.id, one.name]));
  return (expression) =>
    rewrite(expression, (part) =>
      part.kind === "name" ? { ...part, name: names.get(part.name) ?? part.name } : part,
    );
}

const declared = ({ value, unit }: ExportedParameter) => String(value / unit.factor);
const rangeOf = ({ evidence, unit }: ExportedParameter) =>
  evidence ? `${evidence.range[0] / unit.factor} to ${evidence.range[1] / unit.factor}` : "";

function headOf(arm: ExportedArm): string[] {
  return [
    `${arm.scenario.question} Arm "${arm.label}", person ${arm.person}, care ${arm.care}, ${arm.duration} days.`,
    "Equations are in coherent units: day, mg, dm, nmol, lux. Tables give each number in its own unit.",
    "A research and teaching model, not medical advice.",
  ];
}

/** Equations, parameters and doses as Markdown, to stand in a supplement. */
export function toMarkdown(arm: ExportedArm): {
  readonly text: string;
  readonly passages: readonly Passage[];
} {
  const under = named(arm);
  const cell = (text: string | number) => String(text).replaceAll("|", "\\|").replace(/\s+/g, " ");
  const row = (...cells: (string | number)[]) => `| ${cells.map(cell).join(" | ")} |`;
  const table = (head: string[], rows: string[]) =>
    rows.length === 0 ? ["None."] : [row(...head), row(...head.map(() => "---")), ...rows];
  const text = [
    `# ${arm.scenario.title}`,
    "",
    ...headOf(arm).flatMap((line) => [line, ""]),
    "## States",
    "",
    ...table(
      ["state", "unit", "on day 0", "what it is"],
      arm.states.map((one) =>
        row(`\`${one.name}\``, one.unit.text, one.initial / one.unit.factor, one.about),
      ),
    ),
    "",
    ...arm.states.flatMap((one) => ["```", `d ${one.name} / dt = ${printFormula(under(one.rate))}`, "```"]),
    "",
    "## Values and effects",
    "",
    ...arm.values.flatMap((one) => [
      `${one.about}${one.unit.text === "1" ? "" : ` (${one.unit.text})`}`,
      "",
      "```",
      `${one.name} = ${printFormula(under(one.expression))}`,
      "```",
    ]),
    "",
    "## Parameters",
    "",
    ...table(
      ["parameter", "value", "unit", "range", "tier", "sources", "what it is"],
      arm.parameters.map((one) =>
        row(
          `\`${one.name}\``,
          declared(one),
          one.unit.text,
          rangeOf(one),
          one.evidence?.tier ?? one.kind,
          one.evidence?.sources.join(", ") ?? "",
          [one.about, one.evidence?.note ?? ""].join(" ").trim(),
        ),
      ),
    ),
    "",
    "## Doses",
    "",
    ...table(
      ["day", "drug", "mg"],
      arm.doses.map((one) =>
        row(one.time, one.isRate ? `${one.drug}, mg/day that flow` : one.drug, one.amount),
      ),
    ),
    "",
    ...eventLines(arm, under).flatMap((line) => [line, ""]),
  ];
  return { text: `${text.join("\n").trimEnd()}\n`, passages: documentPassages(arm) };
}

function eventLines(arm: ExportedArm, under: (expression: Expression) => Expression): string[] {
  return arm.events.map(
    (event) =>
      `Event ${event.name}: when ${printFormula(under(event.trigger))}${
        event.delay ? `, after ${printFormula(under(event.delay))} days` : ""
      }: ${event.assign.map((one) => `${one.id} := ${printFormula(under(one.expression))}`).join("; ")}.`,
  );
}

/** The same as LaTeX: an article that pdflatex takes as it stands. */
export function toLatex(arm: ExportedArm): { readonly text: string; readonly passages: readonly Passage[] } {
  const under = named(arm);
  const tex = (expression: Expression) => worded(under(expression), texWords);
  const row = (...cells: (string | number)[]) =>
    `${cells.map((one) => texText(String(one))).join(" & ")} \\\\`;
  const table = (columns: string, head: string[], rows: string[]) =>
    rows.length === 0
      ? ["None."]
      : [`\\begin{longtable}{${columns}}`, row(...head), "\\hline", "\\endhead", ...rows, "\\end{longtable}"];
  const equation = (left: string, expression: Expression) => [
    "\\begin{flushleft}",
    "\\small",
    `\\(\\displaystyle ${left} = ${tex(expression)}\\)`,
    "\\end{flushleft}",
  ];
  const text = [
    "\\documentclass{article}",
    "\\usepackage[utf8]{inputenc}",
    "\\usepackage[T1]{fontenc}",
    "\\usepackage[a4paper,margin=2cm]{geometry}",
    "\\usepackage{amsmath,amssymb,longtable}",
    "\\begin{document}",
    `\\section*{${texText(arm.scenario.title)}}`,
    ...headOf(arm).flatMap((line) => [texText(line), ""]),
    "\\subsection*{States}",
    ...arm.states.flatMap((one) => [
      `${texText(`${one.about} From ${one.initial / one.unit.factor} ${one.unit.text === "1" ? "" : one.unit.text} on day 0.`)}`,
      ...equation(`\\frac{d}{dt} ${texWords.name(one.name)}`, one.rate),
    ]),
    "\\subsection*{Values and effects}",
    ...arm.values.flatMap((one) => [
      texText(one.about),
      ...equation(texWords.name(one.name), one.expression),
    ]),
    "\\subsection*{Parameters}",
    "\\footnotesize",
    ...table(
      "p{4cm}p{2cm}p{1.5cm}p{2.2cm}p{1.4cm}p{4cm}",
      ["parameter", "value", "unit", "range", "tier", "what it is, sources"],
      arm.parameters.map((one) =>
        row(
          one.name,
          declared(one),
          one.unit.text,
          rangeOf(one),
          one.evidence?.tier ?? one.kind,
          [one.about, one.evidence?.note ?? "", ...(one.evidence?.sources ?? [])].join(" ").trim(),
        ),
      ),
    ),
    "\\subsection*{Doses}",
    ...table(
      "rlr",
      ["day", "drug", "mg"],
      arm.doses.map((one) =>
        row(one.time, one.isRate ? `${one.drug}, mg/day that flow` : one.drug, one.amount),
      ),
    ),
    ...eventLines(arm, under).flatMap((line) => [texText(line), ""]),
    "\\end{document}",
  ];
  return { text: `${text.join("\n")}\n`, passages: documentPassages(arm) };
}

const texText = (text: string): string =>
  text
    .replace(/[\\{}#$%&_^~]/g, (sign) =>
      sign === "\\" ? "\\textbackslash{}" : /[\^~]/.test(sign) ? `\\${sign}{}` : `\\${sign}`,
    )
    .replace(/[<>]/g, (sign) => `\\(${sign}\\)`)
    // A line of a table breaks where a name has an underscore or a dot.
    .replace(/(\\_|\.)(?=\w)/g, "$1\\allowbreak{}");
