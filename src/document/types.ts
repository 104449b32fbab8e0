import type { Expression } from "../expressions/index.ts";
import type { Estimate } from "../statistics/index.ts";
import type { Figure } from "./figure.ts";

/** What stands in a table; of an {@link Estimate} that is exact both bounds are the value. `null`, NaN and infinite numbers are values that there are not; every writer says so its way. */
export type Cell = string | number | boolean | null | undefined | Estimate;
export type Row = readonly Cell[];

/**
 * A column, by what it holds: the writers decide how that looks.
 * - `number`: to `digits` significant digits (3), or to `decimals`
 * - `count`: a whole number
 * - `share`: 0 to 1, said in per cent
 * - `bar`: -1 to 1, drawn; left out where numbers travel
 * - `code`: a text as somebody wrote it for Lull
 */
export interface TableColumn {
  readonly name: string;
  readonly kind: "text" | "number" | "count" | "share" | "bar" | "code";
  /** Left out or "1": a plain number. */
  readonly unit?: string | undefined;
  readonly digits?: number | undefined;
  /** Numbers as they were asked for, which are not rounded to three digits. */
  readonly isGiven?: boolean | undefined;
  /** Rows have units of their own, so that no number but 0 is small. */
  readonly isOfAnySize?: boolean | undefined;
  readonly decimals?: number | undefined;
  /** What goes up is written with its plus. */
  readonly isSigned?: boolean | undefined;
  /** An explanation, left out where there is little room. */
  readonly isAside?: boolean | undefined;
}

export interface Table {
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly Row[];
  /** Sums and the like, under a rule. */
  readonly foot?: readonly Row[] | undefined;
  /** Rows shown where there is little room; `rest` then says what the others are: "with less effect". */
  readonly most?: number | undefined;
  readonly rest?: string | undefined;
  /** A list to look things up in, left out where there is little room. */
  readonly isAside?: boolean | undefined;
  /** Runs failed, and this is of those that did not. */
  readonly isOfSurvivors?: boolean | undefined;
}

/** Something that was judged: how it came out, what it is, and what is to be said of it. */
export interface Judgement {
  /** One word: "holds". */
  readonly mark: string;
  readonly isGood: boolean;
  readonly name: string;
  readonly says: string;
  /** What was worked out, as it is written; left out where there is little room. */
  readonly asked: string;
  readonly found: string;
  readonly remarks: readonly string[];
}

/** An equation: what it gives, in words, and the formula. `isRate`: it gives the rate of a state, per day. */
export interface Equation {
  readonly name: string;
  readonly isRate: boolean;
  readonly formula: Expression;
  readonly says: string;
}

/** A part of a document under a heading of its own: sentences, then verdicts, equations, figures and tables. */
export interface Section {
  readonly title?: string | undefined;
  readonly says?: readonly string[] | undefined;
  readonly verdicts?: readonly Judgement[] | undefined;
  readonly equations?: readonly Equation[] | undefined;
  readonly figures?: readonly Figure[] | undefined;
  readonly tables?: readonly Table[] | undefined;
}

/** What stopped runs, in the words of the first, and on how many different days it did. */
export interface FailureReason {
  readonly reason: string;
  readonly count: number;
  readonly days?: { readonly count: number; readonly first: number; readonly last: number } | undefined;
}

/** Runs that did not reach their end, by reason; the most frequent first. */
export interface FailedRuns {
  readonly kind: "failed-runs";
  readonly failed: number;
  readonly runs: number;
  readonly reasons: readonly FailureReason[];
  /** What follows is of these runs too, as far as they came; what stopped each is a note of its own. */
  readonly isShown?: boolean | undefined;
  /** Where people were sampled: in how many of them a run failed, and how many runs of each arm did. */
  readonly people?: { readonly failed: number; readonly sampled: number } | undefined;
  readonly arms?: readonly { readonly label: string; readonly failed: number }[] | undefined;
}

/** What a reader must know before the answer. */
export type Note = FailedRuns | { readonly kind: "warning" | "remark"; readonly text: string };

export type DatasetRow = readonly (string | number | boolean | null)[];

/** A whole table for other programs, row by row, so that it may be long. */
export interface Dataset {
  /** Of its files, without ending. */
  readonly name: string;
  readonly columns: readonly DatasetColumn[];
  rows(): Iterable<DatasetRow>;
}

export interface DatasetColumn {
  readonly name: string;
  readonly type: "number" | "integer" | "text" | "flag";
  /** Of numbers; a Parquet file has it in its metadata. */
  readonly unit?: string | undefined;
}

/** What a study found, for any medium: the answer first, then what it rests on. */
export interface Document {
  readonly title: string;
  /** What was asked. */
  readonly lead: string;
  /** What must be known before anything else, failed runs first. */
  readonly notes: readonly Note[];
  /** What a person wants to know, in sentences. */
  readonly answers: readonly string[];
  readonly sections: readonly Section[];
  /** How it was worked out and how to read it. */
  readonly methods: readonly string[];
  /** The same for machines: plain data, numbers not rounded. The names are an interface. */
  readonly data: object;
  readonly datasets?: readonly Dataset[] | undefined;
  /** Texts that other commands take, by the name of their file. */
  readonly files?: readonly { readonly name: string; readonly text: string }[] | undefined;
  /** The question has no answer, and who asks on a command line gets an exit code that says so. */
  readonly isUnanswered?: boolean | undefined;
  /** What it is about, for the list of a folder of results: the measure, the arm. */
  readonly about?: Readonly<Record<string, unknown>> | undefined;
}

/** The figures of a document, in its order. */
export const figuresIn = ({ sections }: Pick<Document, "sections">): Figure[] =>
  sections.flatMap(({ figures = [] }) => figures);
