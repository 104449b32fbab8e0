import { type Provenance, type RecordJson, recordJson } from "../document/index.ts";
import type { DoseAudit, RunStatus, ScenarioResult } from "../simulation/index.ts";
import { notesOf } from "./parts.ts";

export interface JsonStatus {
  readonly kind: RunStatus["kind"];
  readonly time_day: number;
  readonly state?: string;
  readonly message: string;
  readonly remedy?: string;
}

export interface JsonDoses {
  readonly asked: number;
  readonly delivered: number;
  readonly amount_mg: number;
  readonly missed: number;
  /** of those delivered */
  readonly late: number;
  /** taken before day 0, where the person has been on the drug */
  readonly amount_before_mg: number;
}

/** What `run --json` prints. The names are an interface: add freely, never rename. */
export interface JsonReport {
  readonly scenario: string;
  readonly arms: readonly {
    readonly label: string;
    /** null when the trajectory never gave the measure. */
    readonly measures: Readonly<Record<string, { readonly value: number | null; readonly unit: string }>>;
    readonly doses: JsonDoses & { readonly by_drug: readonly (JsonDoses & { readonly drug: string })[] };
    readonly status: JsonStatus;
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
  readonly manifest: RecordJson;
}

/** The result as plain data for `JSON.stringify`. Numbers are not rounded. */
export function jsonReport(result: ScenarioResult, provenance: Provenance): JsonReport {
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
        doses: {
          ...countsOf(doses),
          by_drug: doses.byDrug.map((own) => ({ drug: own.drug, ...countsOf(own) })),
        },
        status: statusOf(trajectory.status),
        ...(notesOf(arm).length > 0 ? { notes: notesOf(arm) } : {}),
      };
    }),
    ...(result.evidence?.length
      ? { evidence: result.evidence.map(({ source, says, direction }) => ({ source, says, direction })) }
      : {}),
    ...(result.data
      ? {
          data: result.data.map(({ observation: o, predicted, unit }) => ({
            arm: o.arm,
            ...(o.subject === undefined ? {} : { subject: o.subject }),
            time_day: o.time,
            variable: o.variable,
            value: o.value,
            error: o.error ?? null,
            censored: o.isCensored ?? false,
            predicted: finiteOrNull(predicted),
            unit,
          })),
        }
      : {}),
    manifest: recordJson(provenance),
  };
}

const countsOf = ({ asked, delivered, missed, late, amount, amountBefore }: Omit<DoseAudit, "byDrug">) => ({
  asked,
  delivered,
  missed,
  late,
  amount_mg: amount,
  amount_before_mg: amountBefore,
});

const finiteOrNull = (value: number | undefined) =>
  value !== undefined && Number.isFinite(value) ? value : null;

const statusOf = ({ kind, time, state, message, remedy }: RunStatus): JsonStatus => ({
  kind,
  time_day: time,
  ...(state === undefined ? {} : { state }),
  message,
  ...(remedy === undefined ? {} : { remedy }),
});
