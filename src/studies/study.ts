import type { Diagnostic } from "../diagnostics/index.ts";
import type { Document, InputFile } from "../document/index.ts";
import type { Library } from "../language/index.ts";
import type { EvaluateMany, Numerics, PreparedArms } from "../runs/index.ts";
import type { Arm, Cast, Claim, Experiment, MeasureRequest } from "../scenario/index.ts";

/** What a study may be asked on a command line, as plain data: `flags` as they are typed, `--samples <n>`. */
export interface StudyOption {
  readonly flags: string;
  readonly about: string;
  /** What is typed after it. Left out: a text, or nothing where the flags name nothing. `list`: may be repeated. */
  readonly kind?: "count" | "whole" | "number" | "list" | "several" | undefined;
  readonly choices?: readonly string[] | undefined;
  readonly default?: unknown;
  readonly conflicts?: string | undefined;
  readonly isRequired?: boolean | undefined;
}

/** A number that is asked about: a measure in one arm of a scenario, or its difference from another arm. */
export interface Question {
  readonly title: string;
  readonly person: string;
  readonly arm: Arm;
  /** Its difference from this arm is asked about. */
  readonly against?: Arm | undefined;
  /** days */
  readonly duration: number;
  readonly measure: MeasureRequest;
}

export interface QuestionOptions {
  readonly measure: string;
  readonly arm?: string;
  readonly against?: string;
}

/** Options of a study that asks a {@link Question}. */
export const questionOptions: readonly StudyOption[] = [
  {
    flags: "--measure <m>",
    about: 'a measure of the scenario by name, or one written out: "at(x, week 8)"',
    isRequired: true,
  },
  { flags: "--arm <label>", about: "the arm to look at (default: the first that takes a drug)" },
  { flags: "--against <label>", about: "look at the difference from this arm" },
];

/** Finds what the options of a study name. What is not there ends the command with the names that there are. */
export interface StudyLookup {
  question(scenario: string, options: QuestionOptions): Question;
  /**
   * Scenarios as the options change them, each with what it draws from.
   *
   * @param models the folder of models of each (or `git:COMMIT`, for that of the options as it was, or `git:COMMIT:FOLDER`),
   * undefined for the shipped one; left out: that of the options
   */
  scenarios(
    names: readonly string[],
    models?: readonly (string | undefined)[],
  ): readonly {
    readonly experiment: Experiment;
    readonly cast: Cast;
    readonly path: string;
    /** What the models are called, and the commit that they are taken from, in words. */
    readonly models: { readonly name: string; readonly commit?: string | undefined };
    /** Fingerprint of the models. */
    readonly hash: string;
    /** The scenario's files. */
    readonly inputs: readonly InputFile[];
  }[];
  /** A claim by its id, which there may not be, and all others. */
  claim(id: string): { readonly claim: Claim | undefined; readonly library: Library };
}

/** What a study works with: what can be simulated, who runs it, and whom to tell how far it is. */
export interface StudyContext {
  readonly cast: Cast;
  readonly seed: number;
  readonly evaluator: (prepared: PreparedArms) => EvaluateMany;
  /** How a study integrates that needs whole curves, which no evaluator gives. */
  readonly numerics?: Numerics | undefined;
  /** `total` is left out where it is not known beforehand. */
  readonly onProgress?: ((done: number, total?: number) => void) | undefined;
  /** Called between runs that take no evaluator: gives others their turn, and may end the study by an error. */
  readonly pause?: (() => Promise<void>) | undefined;
}

/** What came out, or the faults that kept it from being run. */
export interface StudyOutcome<Result> {
  readonly result?: Result | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Ends a study with a message for people: what happened, and what to do. `isUsage` where an option is at fault. */
export class StudyFault extends Error {
  readonly isUsage: boolean;

  constructor(message: string, isUsage = false) {
    super(message);
    this.isUsage = isUsage;
  }
}

/**
 * A study: what it is called and asked, which runs it takes, and how its result is told. Every medium, its folder of
 * results and its verb follow from this.
 */
export interface Study<Options extends object, Asked, Result> {
  readonly name: string;
  readonly about: string;
  readonly argument: { readonly name: string; readonly about: string };
  /** A second argument, which comes as the option `other`. */
  readonly other?: { readonly name: string; readonly about: string } | undefined;
  readonly options: readonly StudyOption[];
  /** What a folder of its results holds, for `--out`. */
  readonly writes: string;
  /**
   * Its runs are kept as they end, so that it can be resumed. In rounds: they are asked for in one order, and can be
   * computed in shards. By task: several descents ask side by side.
   */
  readonly kept?: "in rounds" | "by task" | undefined;
  /** Name of its JSON file, without ending; the study's own when left out. */
  readonly file?: string | undefined;
  ask(name: string, options: Options, lookup: StudyLookup): Asked;
  /** What is asked as plain data, by which kept runs are known to belong to it; what is asked itself when left out. */
  describe?(asked: Asked): object;
  run(
    asked: Asked,
    options: Options & { readonly out?: string },
    context: StudyContext,
  ): Promise<StudyOutcome<Result>>;
  tell(result: Result): Document;
  /** Files of its result for other programs, and the option that names their folder. */
  readonly handsOn?:
    | {
        /** As commander names the option. */
        readonly option: string;
        readonly flag: string;
        /** @param locate a path as it is from the folder that is written */
        files(asked: Asked, result: Result, locate: (path: string) => string): ReadonlyMap<string, string>;
      }
    | undefined;
}

/** A study whose types only it needs to know. */
export type AnyStudy = Study<object, unknown, unknown>;

export const anyStudy = <O extends object, A, R>(study: Study<O, A, R>): AnyStudy =>
  study as unknown as AnyStudy;
