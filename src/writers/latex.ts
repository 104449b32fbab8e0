import type { Document, Equation, Provenance, Section, Table } from "../document/index.ts";
import { type Sign, type Typesetting, typeset } from "../expressions/index.ts";
import { oneLine } from "../text/index.ts";
import { captionText, headText, isNumeric, paragraphs, textTable } from "./words.ts";

/** A document as a LaTeX article that pdflatex takes as it stands, without figures. Its texts stay texts. */
export const latexText = (document: Document, provenance?: Provenance): string =>
  [
    "\\documentclass{article}",
    "\\usepackage[utf8]{inputenc}",
    "\\usepackage[T1]{fontenc}",
    "\\usepackage[a4paper,margin=2cm]{geometry}",
    "\\usepackage{amsmath,amssymb,array,longtable}",
    "\\setlength{\\parindent}{0pt}",
    "\\setlength{\\parskip}{4pt}",
    "\\begin{document}",
    paragraphs(document, provenance, {
      title: (text) => `\\section*{${tex(text)}}`,
      note: (text) => `\\textbf{${tex(text)}}`,
      text: tex,
      section: sectionBlocks,
    }),
    "\\end{document}\n",
  ].join("\n");

const sectionBlocks = (section: Section): string[] => {
  const { title = "", says = [], verdicts = [], equations = [], tables = [] } = section;
  const full = tables.filter(({ rows }) => rows.length > 0);
  return [
    ...(title && says.length + equations.length + full.length > 0 ? [`\\subsection*{${tex(title)}}`] : []),
    ...says.map(tex),
    ...verdicts.map(
      ({ mark, says, asked, found, remarks }) =>
        `\\textbf{${tex(mark)}}: ${tex([says, `${asked} = ${found}`, ...remarks].join(" "))}`,
    ),
    ...equations.map(equationText),
    ...full.map(tableText),
  ];
};

/** Displayed in a line of text, where it may break at its outer signs. */
function equationText({ name, isRate, formula, says }: Equation): string {
  const left = isRate ? math.rate(name) : math.name(name);
  return [
    tex(says),
    "\\begin{flushleft}",
    "\\small",
    `\\(\\displaystyle ${left} = ${typeset(formula, math)}\\)`,
    "\\end{flushleft}",
  ].join("\n");
}

function tableText(table: Table): string {
  const { columns, lines } = textTable(table);
  const line = (cells: readonly string[]) => `${cells.map(tex).join(" & ")} \\\\`;
  const longest = columns.map((column, at) =>
    Math.max(headText(column).length, ...table.rows.map((_, i) => lines[i]![at]!.length)),
  );
  return [
    "{\\footnotesize",
    tex(captionText(table)),
    `\\begin{longtable}{@{}${columns.map((column, i) => columnSpec(isNumeric(column), shareOf(longest, i))).join("")}@{}}`,
    line(columns.map(headText)),
    "\\hline",
    "\\endhead",
    ...lines.map(line),
    "\\end{longtable}}",
  ].join("\n");
}

/** The part of the page that a column gets: as its longest text, the square root of it, so that none takes all. */
const shareOf = (longest: readonly number[], at: number) =>
  Math.sqrt(longest[at]!) / longest.reduce((total, one) => total + Math.sqrt(one), 0);

const columnSpec = (isRight: boolean, share: number) =>
  `>{${isRight ? "\\raggedleft" : "\\raggedright"}\\arraybackslash}p{${(0.9 * share).toFixed(3)}\\textwidth}`;

const signs: Readonly<Record<Sign, string>> = {
  "+": "+",
  "-": "-",
  "*": "\\cdot",
  "<": "<",
  "<=": "\\le",
  ">": ">",
  ">=": "\\ge",
  "==": "=",
  "!=": "\\ne",
  and: "\\land",
  or: "\\lor",
  not: "\\lnot",
};

const known = new Set(["exp", "ln", "sin", "cos", "tan", "sinh", "cosh", "tanh", "min", "max"]);
const upright = (name: string) => `\\mathrm{${name.replaceAll("_", "\\_")}}`;

const math: Typesetting = {
  number: (value) => {
    const [mantissa, exponent] = String(value).split("e");
    return exponent === undefined ? mantissa! : `${mantissa} \\cdot 10^{${Number(exponent)}}`;
  },
  name: (name) => (name === "pi" ? "\\pi" : name === "t" ? "t" : upright(name)),
  baseline: (name) => `${upright(name)}_{\\mathrm{rest}}`,
  gate: (name) => `g_{${upright(name)}}`,
  rate: (name) => `\\frac{\\mathrm{d}\\,${upright(name)}}{\\mathrm{d}t}`,
  sign: (sign) => signs[sign],
  negative: (inner) => `-${inner}`,
  row: (parts) => parts.join(" "),
  group: (inner) => `\\left(${inner}\\right)`,
  fraction: (above, below) => `\\frac{${above}}{${below}}`,
  power: (base, exponent) => `{${base}}^{${exponent}}`,
  root: (inner) => `\\sqrt{${inner}}`,
  cases: (whenTrue, condition, whenFalse) =>
    `\\begin{cases} ${whenTrue} & \\text{if } ${condition} \\\\ ${whenFalse} & \\text{otherwise} \\end{cases}`,
  call: (name, args) =>
    `${known.has(name) ? `\\${name}` : `\\operatorname{${name}}`}\\left(${args.join(", ")}\\right)`,
};

/** A text in which TeX finds no command. */
const tex = (text: string): string =>
  oneLine(text)
    .replace(/[\\{}#$%&_^~]/g, (sign) =>
      sign === "\\" ? "\\textbackslash{}" : /[\^~]/.test(sign) ? `\\${sign}{}` : `\\${sign}`,
    )
    .replace(/[<>]/g, (sign) => `\\(${sign}\\)`)
    // A line breaks where a name has an underscore or a dot.
    .replace(/(\\_|(?<=[A-Za-z])\.)(?=\w)/g, "$1\\allowbreak{}");
