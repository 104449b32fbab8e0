import {
  column,
  type Document,
  finiteOrNull,
  type Section,
  type Table,
  tabulated,
} from "../../document/index.ts";
import { counted, present, quantity, rounded, unitAfter } from "../../text/index.ts";
import { failureNotes } from "../failures.ts";
import { fulfils } from "./search.ts";
import type { Answer, AnswerKind, Move, Requirement } from "./types.ts";

/** The answers told: what would have to be what, with the moves of each. */
export function tellRequirement(requirement: Requirement): Document {
  const { answers, closest, unit, runs, title, failures, nominal } = requirement;
  const section = (
    heading: string,
    value: number,
    says: readonly string[],
    moves: readonly Move[],
  ): Section => ({
    title: `${heading}: ${quantity(value, unit)}`,
    says,
    tables: [movesTable(moves)],
  });
  return {
    title: `What would have to be true? ${title}`,
    lead: lead(requirement),
    notes: failureNotes(failures),
    answers: requirementWords(requirement),
    sections: present(
      ...answers.map((a, i) => section(`${i + 1}. ${headings[a.kind]}`, a.value, answerWords(a), a.moves)),
      closest && closest.moves.length > 0 && section("The closest", closest.value, [], closest.moves),
    ),
    methods: [
      `"moved" counts in units of half a parameter's declared range. Every answer was verified by a run (${counted(runs, "run")} in all).`,
    ],
    data: requirementData(requirement),
    about: { measure: requirement.measure, where: requirement.where },
    isUnanswered: nominal === undefined,
  };
}

function movesTable(moves: readonly Move[]): Table {
  const hidden = moves[movesShown];
  return {
    caption: "Moves in units of half the declared range, largest first",
    ...tabulated(moves, [
      column.text("parameter", (one) => one.factor.name),
      column.text("tier", (one) => one.factor.tier),
      column.text("from", (one) => apart(one.factor.value, one.to)[0]),
      column.text("to", (one) => apart(one.factor.value, one.to)[1]),
      column.unit((one) => one.factor.unit),
      column.number("moved", (one) => one.moved, { decimals: 2, isSigned: true }),
      column.bar("as a bar", (one) => Math.min(1, Math.abs(one.moved) / 2)),
      column.text("what it is", (one) => one.factor.about, { isAside: true }),
    ]),
    most: movesShown,
    rest: hidden && `each by ${rounded(Math.abs(hidden.moved), 2)} or less`,
  };
}

const movesShown = 8;
const headings: Record<AnswerKind, string> = {
  one: "One number alone",
  another: "Another one alone",
  two: "Two together",
  few: "A few together, as fewer do not suffice",
  least: "The shortest move, all numbers together",
  soft: "The same with assumed and fitted numbers only",
};
/** Two numbers with as many digits as it takes to tell them apart. */
function apart(from: number, to: number): [string, string] {
  const both = (digits: number): [string, string] => [rounded(from, digits, 0), rounded(to, digits, 0)];
  for (let digits = 3; digits < 6; digits++) {
    const [a, b] = both(digits);
    if (a !== b) return [a, b];
  }
  return both(6);
}

/** The target, in words. */
export function targetText({
  target: { low, high, isOpen },
  unit,
}: Pick<Requirement, "target" | "unit">): string {
  if (Number.isFinite(low) && Number.isFinite(high))
    return `between ${quantity(low, unit)} and ${quantity(high, unit)}`;
  const [from, to] = isOpen ? ["above", "below"] : ["at least", "at most"];
  return Number.isFinite(low) ? `${from} ${quantity(low, unit)}` : `${to} ${quantity(high, unit)}`;
}

const isFulfilled = ({ nominal, target }: Requirement) => fulfils(nominal, target);

/** How an answer reads: what would be what, and what that costs. */
export function answerWords({ moves, size, carried, breaks }: Answer): string[] {
  const [first, second] = moves;
  const instead = ({ factor, to }: Move) => {
    const [before, after] = apart(factor.value, to);
    return `${factor.name} would be ${after}${unitAfter(factor.unit)} instead of ${before}`;
  };
  const lead =
    moves.length === 1 && first
      ? `${instead(first)}: ${rounded(Math.abs(first.moved), 2)} of its declared uncertainty (${first.factor.tier}).`
      : moves.length === 2 && first && second
        ? `${instead(first)} and ${instead(second)}: ${rounded(size, 2)} of their declared uncertainty.`
        : `${moves.length} numbers move, none by more than ${rounded(Math.abs(first?.moved ?? 0), 2)} of its declared uncertainty (${rounded(size, 2)} in all).`;
  return present(
    lead,
    carried === false && "The effects that the claim names would still not carry it.",
    breaks.length > 0 && `It would break ${breaks.map((claim) => claim.id).join(", ")} of the same row.`,
  );
}

/** The outcome in sentences. */
export function requirementWords(requirement: Requirement): string[] {
  const { nominal, answers, closest, parameters, unit, target } = requirement;
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
  const far = closest && Math.max(target.low - closest.value, closest.value - target.high);
  return [
    `Nothing inside the declared ranges of ${parameters} parameters was found to make it true.`,
    ...(closest && closest.moves.length > 0
      ? [
          `The closest is ${quantity(closest.value, unit)}, ${rounded(far ?? 0, 2)} short, with ${closest.moves.length === 1 ? "one parameter" : `${closest.moves.length} parameters`} moved.`,
        ]
      : ["No move comes any closer."]),
  ];
}

const lead = (r: Requirement) =>
  `${r.measure} in ${r.where}: ${r.nominal === undefined ? "no value" : quantity(r.nominal, r.unit)}, target: ${targetText(r)}`;

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
function requirementData(requirement: Requirement) {
  const { claim, measure, unit, where, target, nominal, answers, closest, runs, parameters } = requirement;
  return {
    claim: claim?.id ?? null,
    measure,
    unit,
    where,
    target: { at_least: finiteOrNull(target.low), at_most: finiteOrNull(target.high) },
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
