/** A stretch of one source file, as character offsets into its text. `end` is exclusive. */
export interface Place {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** A second place or a remark that helps to understand a diagnostic. */
export interface DiagnosticNote {
  readonly message: string;
  readonly place?: Place | undefined;
}

/** One thing that is wrong (or doubtful) with what somebody wrote. Data first; words are rendered at the edge. */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  /** Stable kebab-case id, for tests and machines. */
  readonly code: string;
  /** What happened, in one plain sentence. */
  readonly message: string;
  readonly place?: Place | undefined;
  readonly notes?: readonly DiagnosticNote[] | undefined;
  /** The name that it is about, where something asks for that. */
  readonly about?: string | undefined;
  /** What to do next. */
  readonly help?: string | undefined;
}

/** A result that may come with complaints. `value` is absent when an error made it impossible. */
export interface Checked<T> {
  readonly value?: T | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** The text of every file that a place may point into, by file name. */
export type SourceTexts = ReadonlyMap<string, string>;
