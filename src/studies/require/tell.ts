import type { Answer, AnswerKind, Move, Requirement } from "../analysis/index.ts";
import { rounded } from "../charts/index.ts";
import { cell, oneLine, table, wrap } from "../text/index.ts";
import { disclaimer, html } from "../writers/index.ts";
import { htmlPage, table as htmlTable, type PageParts } from "./page.ts";

const movesShown = 8;
const headings: Record<AnswerKind, string> = {
  one: "One number alone",
  another: "Another one alone",
  two: "Two together",
  few: "A few together, as fewer do not suffice",
  least: "The shortest move, all numbers together",
  soft: "The same with assumed and fitted numbers only",
};
const unitText = (unit: string) => (unit === "1" ? "" : ` ${unit}`);
/** Two numbers with as many digits as it takes to tell them apart. */
function apart(from: number, to: number): [string, string] {
  for (let digits = 3; digits < 6; digits++)
    if (rounded(from, digits) !== rounded(to, digits)) return [rounded(from, digits), rounded(to, digits)];
  return [rounded(from, 6), rounded(to, 6)];
}
const signed = (x: number) => `${x < 0 ? "-" : "+"}${rounded(Math.abs(x), 2)}`;

/** What is wished for, in words. */
export function wishText({ wish: { low, high }, unit }: Pick<Requirement, "wish" | "unit">): string {
  if (Number.isFinite(low) && Number.isFinite(high))
    return `between ${rounded(low)} and ${rounded(high)}${unitText(unit)}`;
  return Number.isFinite(low)
    ? `at least ${rounded(low)}${unitText(unit)}`
    : `at most ${rounded(high)}${unitText(unit)}`;
}

const isFulfilled = ({ nominal, wish }: Requirement) =>
  nominal !== undefined && nominal >= wish.low && nominal <= wish.high;

/** How an answer reads: what would be what, and what that costs. */
export function answerWords({ moves, size, carried, breaks }: Answer): string[] {
  const [first, second] = moves;
  const instead = ({ factor, to }: Move) => {
    const [before, after] = apart(factor.value, to);
    return `${factor.name} would be ${after}${unitText(factor.unit)} instead of ${before}`;
  };
  const lead =
    moves.length === 1 && first
      ? `${instead(first)}: ${rounded(Math.abs(first.moved), 2)} of its declared uncertainty (${first.factor.tier}).`
      : moves.length === 2 && first && second
        ? `${instead(first)} and ${instead(second)}: ${rounded(size, 2)} of their declared uncertainty.`
        : `${moves.length} numbers move, none by more than ${rounded(Math.abs(first?.moved ?? 0), 2)} of its declared uncertainty (${rounded(size, 2)} in all).`;
  return [
    lead,
    ...(carried === false ? ["The effects that the claim names would still not carry it."] : []),
    ...(breaks.length > 0
      ? [`It would break ${breaks.map((claim) => claim.id).join(", ")} of the same row.`]
      : []),
  ];
}

/** The outcome in sentences. */
export function requirementWords(requirement: Requirement): string[] {
  const { nominal, answers, closest, parameters, unit, wish } = requirement;
  if (nominal === undefined)
    return [
      "The measure takes no value at the declared values, so there is no direction to look in. Ask for one that always has a value, such as at(x, week 8).",
    ];
  if (isFulfilled(requirement)) return ["It is true already: nothing has to change."];
  if (answers.length > 0) {
    const shortest = answers.reduce((best, a) => (a.size < best.size ? a : best));
    return [
      `It would be true within the declared ranges; the shortest way takes ${rounded(shortest.size, 2)} of the declared uncertainty.`,
    ];
  }
  const far = closest && Math.max(wish.low - closest.value, closest.value - wish.high);
  return [
    `Nothing inside the declared ranges of ${parameters} parameters was found to make it true.`,
    ...(closest && closest.moves.length > 0
      ? [
          `The closest is ${rounded(closest.value)}${unitText(unit)}, ${rounded(far ?? 0, 2)} short, with ${closest.moves.length === 1 ? "one parameter" : `${closest.moves.length} parameters`} moved.`,
        ]
      : ["No move comes any closer."]),
  ];
}

const lead = (r: Requirement) =>
  `${r.measure} in ${r.where}: ${r.nominal === undefined ? "no value" : rounded(r.nominal)}${unitText(r.unit)}, wished for ${wishText(r)}`;

function moveLines(moves: readonly Move[]): string[] {
  const left = (text: string) => cell(text, "left");
  const right = (text: string) => cell(text, "right");
  const lines = table([
    [left("parameter"), left("tier"), right("from"), right("to"), left("unit"), right("moved"), left("")],
    "rule",
    ...moves
      .slice(0, movesShown)
      .map((m) => [
        left(m.factor.name),
        left(m.factor.tier),
        right(rounded(m.factor.value)),
        right(rounded(m.to)),
        left(m.factor.unit === "1" ? "" : m.factor.unit),
        right(signed(m.moved)),
        left("█".repeat(Math.max(1, Math.round(Math.min(2, Math.abs(m.moved)) * 10)))),
      ]),
  ]);
  const hidden = moves.slice(movesShown);
  return [
    ...lines,
    ...(hidden.length > 0
      ? [`and ${hidden.length} more, each by ${rounded(Math.abs(hidden[0]!.moved), 2)} or less`]
      : []),
  ];
}

/** The answers for a reader at a terminal. */
export function terminalRequirement(requirement: Requirement, width = 100): string {
  const { answers, closest, unit, runs } = requirement;
  const text = (words: readonly string[], indent = "") =>
    words.flatMap((w) => wrap(oneLine(w), width - indent.length)).map((line) => indent + line);
  const indented = (lines: readonly string[]) => lines.map((line) => `   ${line}`);
  const sections = [
    text([`What would have to be true? ${requirement.title}`, lead(requirement)]),
    text(requirementWords(requirement)),
    ...answers.map((answer, i) => [
      `${i + 1}. ${headings[answer.kind]}: ${rounded(answer.value)}${unitText(unit)}`,
      ...text(answerWords(answer), "   "),
      ...indented(moveLines(answer.moves)),
    ]),
    ...(closest && closest.moves.length > 0
      ? [[`The closest: ${rounded(closest.value)}${unitText(unit)}`, ...indented(moveLines(closest.moves))]]
      : []),
    [
      `"moved" counts in units of half a parameter's declared range. Every answer was verified by a run (${runs} runs in all).`,
      disclaimer,
    ].flatMap((line) => wrap(line, width)),
  ];
  return `${sections.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

const bound = (x: number) => (Number.isFinite(x) ? x : null);
const jsonMoves = (moves: readonly Move[]) =>
  moves.map(({ factor, to, moved }) => ({
    name: factor.name,
    tier: factor.tier,
    unit: factor.unit,
    from: factor.value,
    to,
    moved,
  }));

/** The answers for machines. Numbers are not rounded. */
export function jsonRequirement(requirement: Requirement) {
  const { claim, measure, unit, where, wish, nominal, answers, closest, runs, parameters } = requirement;
  return {
    claim: claim?.id ?? null,
    measure,
    unit,
    where,
    wish: { at_least: bound(wish.low), at_most: bound(wish.high) },
    nominal: nominal ?? null,
    holds: isFulfilled(requirement),
    words: requirementWords(requirement),
    parameters,
    answers: answers.map((a) => ({
      kind: a.kind,
      value: a.value,
      size: a.size,
      carried: a.carried ?? null,
      breaks: a.breaks.map((c) => c.id),
      words: answerWords(a),
      moves: jsonMoves(a.moves),
    })),
    closest: closest ? { value: closest.value, moves: jsonMoves(closest.moves) } : null,
    runs,
  };
}

/** The answers as one HTML file that works offline. */
export function htmlRequirement(requirement: Requirement, parts: PageParts): string {
  const { answers, closest, unit, title } = requirement;
  const moves = (list: readonly Move[]) =>
    htmlTable(
      "Moves in units of half the declared range, largest first",
      ["Parameter", "From", "To", "Moved", "Unit", "Tier", "What it is"],
      list
        .slice(0, 40)
        .map(({ factor, to, moved }) => [
          html(factor.name),
          ...apart(factor.value, to),
          signed(moved),
          html(factor.unit === "1" ? "" : factor.unit),
          factor.tier,
          html(factor.about),
        ]),
      3,
    );
  const paragraphs = (words: readonly string[]) => words.map((w) => `<p>${html(w)}</p>`).join("");
  return htmlPage({
    title: "What would have to be true?",
    lead: title,
    sections: [
      `<section>${paragraphs([lead(requirement), ...requirementWords(requirement)])}</section>`,
      ...answers.map(
        (a) =>
          `<section><h2>${headings[a.kind]}: ${rounded(a.value)}${html(unitText(unit))}</h2>${paragraphs(answerWords(a))}${moves(a.moves)}</section>`,
      ),
      closest && closest.moves.length > 0
        ? `<section><h2>The closest: ${rounded(closest.value)}${html(unitText(unit))}</h2>${moves(closest.moves)}</section>`
        : "",
    ],
    figures: [],
    ...parts,
  });
}
