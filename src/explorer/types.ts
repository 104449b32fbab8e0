/** One drug, taken for a time. Times are days after the start; `until` is exclusive, absent: to the end. */
export interface DrugCourse {
  readonly drug: string;
  /** mg each interval; 0 gives nothing */
  readonly dose: number;
  /** days between doses */
  readonly every: number;
  readonly from: number;
  readonly until?: number | undefined;
  /** days at half of the dose before the full one */
  readonly halfFirst?: number | undefined;
  /** days of weekly smaller doses after `until` */
  readonly taper?: number | undefined;
  /** days without a dose */
  readonly gap?: { readonly from: number; readonly days: number } | undefined;
  /** What the dose is counted in; absent: mg. */
  readonly unit?: string | undefined;
  /** What else a scenario says of these doses, in its own keys: `taper`, `titrate`, `miss` ... */
  readonly more?: ScenarioKeys | undefined;
}

/** Part of a scenario that the page has no controls for, as a scenario writes it: data that JSON can hold. */
export type ScenarioKeys = Readonly<Record<string, unknown>>;

/** Somebody and what they take, with mechanisms cut or told by a rival hypothesis. */
export interface Case {
  /** What the visitor calls it; absent: said in words from what it holds. */
  readonly name?: string | undefined;
  /** Names of people whose traits combine. */
  readonly people: readonly string[];
  readonly care: string;
  readonly courses: readonly DrugCourse[];
  /** Gates other than 1 (0 = cut), by effect. */
  readonly gates: Readonly<Record<string, number>>;
  /** Choices other than the default, by hypothesis. */
  readonly hypotheses: Readonly<Record<string, string>>;
  /** Parameter values in declared units, by full name. */
  readonly set: Readonly<Record<string, number>>;
  /** What else a scenario says of its arm: `covariates`, `changes`. */
  readonly also?: ScenarioKeys | undefined;
}

/** What a scenario file says beside its arms; it is shown, and written back. */
export interface FileWords {
  readonly title: string;
  readonly question: string;
  /** days; measures and doses were written for it */
  readonly duration: number;
  /** Where the current case stood among the arms. */
  readonly at: number;
  readonly seed?: number | undefined;
  readonly measure?: ScenarioKeys | undefined;
  readonly plot?: readonly unknown[] | undefined;
  readonly evidence?: readonly unknown[] | undefined;
  readonly data?: unknown;
}

/** Everything that a link holds. */
export interface ExplorerState {
  readonly current: Case;
  readonly kept: readonly Case[];
  /** days */
  readonly duration: number;
  readonly logTime: boolean;
  /** Variable of the main chart. */
  readonly main: string;
  /** The file that was opened. */
  readonly file?: FileWords | undefined;
}

export type Tab = "time" | "circuit" | "why" | "compare" | "sure";
export const tabs: readonly Tab[] = ["time", "circuit", "why", "compare", "sure"];

/** How the state is looked at; a link holds it too. */
export interface View {
  readonly tab: Tab;
  /** day; left out: the end of the run */
  readonly cursor?: number | undefined;
  /** Module that is read in the whole circuit; left out: the circuit's first look. */
  readonly system?: string | undefined;
  /** Variables that the strips show, by strip, where they are not the usual ones. */
  readonly chosen: Readonly<Record<string, string>>;
  /** The spread over many people is shown behind the main line. */
  readonly showsBand: boolean;
}

/** What a link holds. */
export interface LinkContent {
  readonly state: ExplorerState;
  readonly view: View;
}

/** What may be named: a link or a file that names anything else is refused. */
export interface Vocabulary {
  readonly people: readonly string[];
  readonly care: readonly string[];
  readonly drugs: readonly string[];
  readonly effects: readonly string[];
  readonly parameters: readonly string[];
  /** What a parameter must be, in words, where a value in its declared unit means nothing for it. */
  readonly refusal: (parameter: string, value: number) => string | undefined;
  /** Choices by hypothesis. */
  readonly hypotheses: ReadonlyMap<string, readonly string[]>;
  readonly variables: readonly string[];
  /** What holds where a link says nothing. */
  readonly opening: ExplorerState;
}

/** Something usable, or what is wrong in words for the visitor. */
export type ValueOrProblem<T> = { readonly value: T } | { readonly problem: string };

/** Limits that keep a page answering whatever a link asks for. */
export const limits = {
  duration: [7, 730],
  courses: 60,
  kept: 12,
  entries: 200,
  dose: 2000,
  /** most characters of the name of a case */
  name: 200,
  /** most characters of a part that the page has no controls for */
  keys: 20_000,
  /** most characters of a link's hash; browsers take several times that */
  link: 60_000,
} as const;
