import type {
  Cell,
  Document,
  Equation,
  Judgement,
  Provenance,
  Section,
  Table,
  TableColumn,
} from "../document/index.ts";
import { oneLine } from "../text/index.ts";
import { captionText, cellText, equationText, headText, isNumeric, paragraphs, textTable } from "./words.ts";

/** A document in Markdown (GitHub's, for its tables), without figures. Its texts stay texts: nothing in them is markup. */
export const markdownText = (document: Document, provenance?: Provenance): string =>
  `${paragraphs(document, provenance, {
    title: (text) => `# ${plain(text)}`,
    note: (text) => `> **${plain(text)}**`,
    text: plain,
    section: sectionBlocks,
  })}\n`;

const sectionBlocks = ({
  title = "",
  says = [],
  verdicts = [],
  equations = [],
  tables = [],
}: Section): string[] => [
  ...(title && says.length + equations.length + tables.length > 0 ? [`## ${plain(title)}`] : []),
  ...says.map(plain),
  ...(verdicts.length > 0 ? [verdicts.map(verdictText).join("\n")] : []),
  ...equations.map(equationBlock),
  ...tables.filter(({ rows }) => rows.length > 0).map(tableText),
];

const verdictText = ({ mark, says, asked, found, remarks }: Judgement): string =>
  [
    `- **${plain(mark)}**: ${plain(says)} ${code(asked)} = ${plain(found)}`,
    ...remarks.map((remark) => `  - ${plain(remark)}`),
  ].join("\n");

/** As it can be read and copied without anything that draws formulas. */
const equationBlock = (equation: Equation): string =>
  `${plain(equation.says)}\n\n\`\`\`\n${equationText(equation)}\n\`\`\``;

/** Words that are written just so. A backtick in them would end them. */
const code = (text: string) => `\`${oneLine(text).replaceAll("`", "'")}\``;

function tableText(table: Table): string {
  const { columns, lines } = textTable(table, cellMarkdown);
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    `${plain(captionText(table))}\n`,
    line(columns.map((column) => plain(headText(column)))),
    line(columns.map((column) => (isNumeric(column) ? "---:" : "---"))),
    ...lines.map(line),
  ].join("\n");
}

const cellMarkdown = (value: Cell, column: TableColumn): string => {
  const text = cellText(value, column);
  return column.kind === "code" && text !== "" ? code(text).replaceAll("|", "\\|") : plain(text);
};

/**
 * A text in which Markdown finds no markup, HTML no tag and no program an address to run: signs that mean something are
 * escaped, and `javascript:` and its like lose their colon.
 */
export const plain = (text: string): string =>
  oneLine(text)
    .replace(/[\\`*_[\]|~]/g, "\\$&")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/(javascript|vbscript|data):/gi, "$1&#58;")
    .replace(/^([#+-]|\d+[.)])(?=\s|$)/, (mark) => `${mark.slice(0, -1)}\\${mark.slice(-1)}`);
