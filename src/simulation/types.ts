import type { Observation } from "../data/index.ts";
import type { CitedEvidence, MeasureRequest, OutsideRange } from "../scenario/index.ts";

/** One quantity over time, in its declared unit. */
export interface Column {
  readonly name: string;
  readonly unit: string;
  /** One line on what it is. */
  readonly about: string;
  /** What people call it, and what its axis says, where its file says it. */
  readonly title?: string | undefined;
  readonly axis?: string | undefined;
  /** One value for each time of the trajectory. */
  readonly values: Float64Array;
}

/** How many doses were asked for, given, missed and late. */
interface DoseCounts {
  readonly asked: number;
  readonly delivered: number;
  readonly missed: number;
  /** of those delivered */
  readonly late: number;
  /** mg delivered in the run */
  readonly amount: number;
  /** mg taken before day 0, where the person has been on the drug */
  readonly amountBefore: number;
}

export interface DrugAudit extends DoseCounts {
  readonly drug: string;
}

/** What was asked of a regimen and what the run delivered. */
export interface DoseAudit extends DoseCounts {
  readonly byDrug: readonly DrugAudit[];
}

/** How a run ended. Anything but "success" comes with when, who is to blame and what to try. */
export interface RunStatus {
  readonly kind:
    | "success"
    | "no-equilibrium"
    | "max-steps"
    | "step-too-small"
    | "non-finite"
    | "singular"
    | "endless-events"
    | "cancelled";
  /** day at which the run ended */
  readonly time: number;
  readonly state?: string | undefined;
  readonly message: string;
  readonly remedy?: string | undefined;
}

/** Quantities at the same times, in days. */
export type Samples = Pick<Trajectory, "times" | "columns">;

/** What came out of one arm. After a failed run the columns hold only the times before the failure. */
export interface Trajectory {
  readonly label: string;
  /** days, ascending; at a dose the values are those just after it */
  readonly times: Float64Array;
  readonly columns: ReadonlyMap<string, Column>;
  /** Each name's value in this person's own drug-free equilibrium, in declared units. */
  readonly baseline: ReadonlyMap<string, number>;
  readonly doses: DoseAudit;
  /** What was to be measured, from the solution itself: it does not depend on the times above. */
  readonly measures: readonly MeasureResult[];
  readonly status: RunStatus;
  /** What a reader must know of it: quantities that left their bounds. */
  readonly notes?: readonly string[] | undefined;
}

/** A measure taken: `value` is undefined when the run never gave one (for example a level never reached). */
export interface MeasureResult {
  readonly request: MeasureRequest;
  readonly value: number | undefined;
  readonly unit: string;
  /** How large the variable counts, in its unit: far less is the rounding of 0. */
  readonly size?: number | undefined;
}

/** Samples of one column at times of its own, in days. */
export interface ExtraSamples {
  readonly times: Float64Array;
  readonly values: Float64Array;
}

export interface ArmResult {
  readonly label: string;
  readonly person: string;
  readonly care: string;
  readonly trajectory: Trajectory;
  /** Every column at the days asked for, where the trajectory keeps only what is shown, measured or compared. */
  readonly rows?: Samples | undefined;
  /** By column, where it is furthest from the straight line between two of the rows, where that was asked for. */
  readonly between?: ReadonlyMap<string, ExtraSamples> | undefined;
  readonly measures: readonly MeasureResult[];
  /** Its numbers that lie outside the range that their parameter is declared with. */
  readonly outside?: readonly OutsideRange[] | undefined;
}

/** Everything needed to run the same thing again. */
export interface Manifest {
  readonly model: string;
  readonly modelHash: string;
  readonly solver: string;
  readonly rtol: number;
  /** Absolute tolerance, relative to the size of each state. */
  readonly atol: number;
  /** The sizes that are not one of the state's declared unit, in that unit. */
  readonly sizes?: ReadonlyMap<string, number> | undefined;
  readonly seed: number;
  readonly version: string;
  readonly overrides: readonly string[];
}

/** A measured point beside what its arm's run says. */
export interface Comparison {
  readonly observation: Observation;
  /** In the variable's declared unit; absent where the run did not come so far. */
  readonly predicted: number | undefined;
  readonly unit: string;
}

export interface ScenarioResult {
  readonly id: string;
  readonly title: string;
  readonly question: string;
  /** days */
  readonly duration: number;
  readonly arms: readonly ArmResult[];
  readonly plots: readonly { readonly title: string; readonly show: readonly string[] }[];
  /** What is known about the question outside the model. */
  readonly evidence?: readonly CitedEvidence[] | undefined;
  /** The measured points of the scenario's data; absent where it has none. */
  readonly data?: readonly Comparison[] | undefined;
  readonly manifest: Manifest;
}

/** The solver's tolerance: relative, and absolute as a part of the size of a variable. */
export interface Tolerance {
  readonly relative: number;
  readonly absolute: number;
}
