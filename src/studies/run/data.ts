import { finiteOrNull } from "../../document/index.ts";
import { outsideWords } from "../../scenario/index.ts";
import type { ArmResult, DoseAudit, RunStatus, ScenarioResult, Trajectory } from "../../simulation/index.ts";
import { withoutMissing } from "../../text/index.ts";

interface StatusData {
  readonly kind: RunStatus["kind"];
  readonly time_day: number;
  readonly state?: string;
  readonly message: string;
  readonly remedy?: string;
}

interface DosesData {
  readonly asked: number;
  readonly delivered: number;
  readonly amount_mg: number;
  readonly missed: number;
  /** of those delivered */
  readonly late: number;
  /** taken before day 0, where the person has been on the drug */
  readonly amount_before_mg: number;
}

/** What `run --json` prints, beside its record. The names are an interface: add freely, never rename. */
export interface RunData {
  readonly scenario: string;
  readonly arms: readonly {
    readonly label: string;
    /** null when the trajectory never gave the measure. */
    readonly measures: Readonly<Record<string, { readonly value: number | null; readonly unit: string }>>;
    readonly doses: DosesData & { readonly by_drug: readonly (DosesData & { readonly drug: string })[] };
    readonly status: StatusData;
    /** Only where asked for: what is shown, measured or compared, at every sample of the run, between doses too. */
    readonly series?: {
      readonly time_day: readonly number[];
      readonly variables: Readonly<
        Record<string, { readonly unit: string; readonly values: readonly (number | null)[] }>
      >;
    };
    /** Numbers outside the range they are declared with, quantities that left their bounds; absent when there are none. */
    readonly notes?: readonly string[];
  }[];
  /** Only where the scenario quotes evidence. */
  readonly evidence?: readonly {
    readonly source: string;
    readonly says: string;
    readonly direction: string;
  }[];
  /** Only where the scenario has data: every measured point beside what the run says of it. */
  readonly data?: readonly {
    readonly arm: string;
    readonly subject?: string;
    readonly time_day: number;
    readonly variable: string;
    readonly value: number;
    readonly error: number | null;
    readonly censored: boolean;
    readonly predicted: number | null;
    readonly unit: string;
  }[];
}

/** The result as plain data. Numbers are not rounded. */
export function runData(result: ScenarioResult, hasSeries = false): RunData {
  return {
    scenario: result.id,
    arms: result.arms.map((arm) => {
      const { label, measures, trajectory } = arm;
      const { doses } = trajectory;
      return {
        label,
        measures: Object.fromEntries(
          measures.map(({ request, value, unit }) => [request.name, { value: finiteOrNull(value), unit }]),
        ),
        doses: Object.assign(countsOf(doses), {
          by_drug: doses.byDrug.map((own) => ({ drug: own.drug, ...countsOf(own) })),
        }),
        status: statusOf(trajectory.status),
        ...(hasSeries ? { series: seriesOf(trajectory, seriesNames(result)) } : {}),
        ...(notesOf(arm).length > 0 && { notes: notesOf(arm) }),
      };
    }),
    ...(result.evidence?.length && {
      evidence: result.evidence.map(({ source, says, direction }) => ({ source, says, direction })),
    }),
    ...(result.data && {
      data: result.data.map(({ observation: o, predicted, unit }) => ({
        arm: o.arm,
        ...withoutMissing({ subject: o.subject }),
        time_day: o.time,
        variable: o.variable,
        value: o.value,
        error: o.error ?? null,
        censored: o.isCensored ?? false,
        predicted: finiteOrNull(predicted),
        unit,
      })),
    }),
  };
}

/** What a reader must know of an arm: numbers outside the range they are declared with, quantities that left their bounds. */
export const notesOf = ({ outside = [], trajectory }: ArmResult): string[] => [
  ...outside.map((one) => `${one.name} ${outsideWords(one)}`),
  ...(trajectory.notes ?? []),
];

/** What the scenario shows, measures or compares with data. */
const seriesNames = ({ plots, arms, data = [] }: ScenarioResult): ReadonlySet<string> =>
  new Set([
    ...plots.flatMap(({ show }) => show),
    ...arms.flatMap(({ measures }) => measures.map(({ request }) => request.variable)),
    ...data.map(({ observation }) => observation.variable),
  ]);

const seriesOf = ({ times, columns }: Trajectory, names: ReadonlySet<string>) => ({
  time_day: [...times],
  variables: Object.fromEntries(
    [...columns.values()].flatMap(({ name, unit, values }) =>
      names.has(name) ? [[name, { unit, values: Array.from(values, finiteOrNull) }] as const] : [],
    ),
  ),
});

const countsOf = ({ asked, delivered, missed, late, amount, amountBefore }: Omit<DoseAudit, "byDrug">) => ({
  asked,
  delivered,
  missed,
  late,
  amount_mg: amount,
  amount_before_mg: amountBefore,
});

const statusOf = ({ kind, time, state, message, remedy }: RunStatus): StatusData =>
  withoutMissing({ kind, time_day: time, state, message, remedy });
