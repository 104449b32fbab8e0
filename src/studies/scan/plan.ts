import { type Diagnostic, didYouMean, isUsable } from "../../diagnostics/index.ts";
import { type FlatParameter, isInRange, isInside, limitsOf, outsideDomain } from "../../model/index.ts";
import { type PreparedArms, prepareArms, type TaskInput } from "../../runs/index.ts";
import type { Arm, Cast } from "../../scenario/index.ts";
import { plain } from "../../text/index.ts";
import { RunCount } from "../failures.ts";
import { unitOfMeasure } from "../measures.ts";
import { type Question, type StudyContext, StudyFault, type StudyOutcome } from "../study.ts";
import { combinations, type VariedValues } from "./axes.ts";
import type { Scan, ScanAxis, ScanPoint } from "./types.ts";

export interface ScanOptions extends Pick<StudyContext, "evaluator" | "onProgress"> {
  /** One or two parameters by full name, or drugs that the arm takes. */
  readonly vary: readonly VariedValues[];
  /** "zip": the first value with the first, and so on; else every combination. */
  readonly way: "grid" | "zip";
  /** Ends the scan between runs. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * A measure in an arm (or its difference from another arm) as a function of one or two numbers. A value given here has
 * precedence over what person, arm, care and hypotheses set, in both arms; a dose is that of the arm asked about alone.
 *
 * @throws StudyFault where a name cannot be varied; the reason of `signal` once it is aborted
 */
export async function scan(
  question: Question,
  cast: Cast,
  { vary, way, evaluator, onProgress, signal }: ScanOptions,
): Promise<StudyOutcome<Scan>> {
  if (vary.length < 1 || vary.length > 2) throw new StudyFault("A scan varies one or two numbers.", true);
  if (vary[0]!.name === vary[1]?.name) throw new StudyFault(`"${vary[0]!.name}" is varied twice.`, true);
  const { arm, against, duration, measure } = question;
  const isDrug = vary.map(({ name }) => cast.drugs.has(name));
  const ats = combinations(vary, way);
  // Arms differ in doses only; what the parameters are is said run by run.
  const doses = new Map<string, { readonly index: number; readonly arm: Arm }>();
  const armOf = (at: readonly number[]) => {
    const asked = at.filter((_, i) => isDrug[i]);
    const key = asked.join(" ");
    const known = doses.get(key);
    if (known) return known.index;
    const names = vary.filter((_, i) => isDrug[i]).map(({ name }) => name);
    const dosed = names.reduce((now, name, i) => withDose(now, name, asked[i]!), arm);
    doses.set(key, { index: doses.size, arm: dosed });
    return doses.size - 1;
  };
  const arms = ats.map(armOf);
  const own = [...doses.values()].map((one) => one.arm);
  const runs = [...own, arm, ...(against ? [against] : [])];
  const prepared = prepareArms(
    runs.map((one) => ({ arm: one, duration, requests: [measure], isOften: true })),
    cast,
  );
  if (!isUsable(prepared.diagnostics)) return { diagnostics: prepared.diagnostics };
  const { axes, parameters, faults } = axesOf(vary, cast.drugs, prepared, own.length);
  const diagnostics = [...prepared.diagnostics, ...faults];
  if (faults.length > 0) return { diagnostics };

  const settingOf = (at: readonly number[]) =>
    new Map(parameters.flatMap((p, i) => (p ? [[p.name, at[i]! * p.unit.factor] as const] : [])));
  const nominal = own.length;
  const total = (ats.length + 1) * (against ? 2 : 1);
  function* tasks(): Generator<TaskInput> {
    for (const [k, at] of ats.entries()) yield { arm: arms[k]!, force: settingOf(at) };
    yield { arm: nominal };
    if (!against) return;
    for (const at of ats) yield { arm: nominal + 1, force: settingOf(at) };
    yield { arm: nominal + 1 };
  }
  const count = new RunCount();
  const values: (number | undefined)[] = [];
  const progress = (done: number) => onProgress?.(done, total);
  const isCancelled = () => signal?.aborted === true;
  for await (const row of evaluator(prepared)(tasks(), { onProgress: progress, isCancelled })) {
    count.add(row.status);
    values.push(row.values[0]);
  }
  signal?.throwIfAborted();
  const of = (k: number) => {
    const [value, other] = [values[k], values[k + ats.length + 1]];
    if (!against || value === undefined) return value;
    return other === undefined ? undefined : value - other;
  };
  return {
    diagnostics,
    result: {
      title: question.title,
      person: question.person,
      measure: measure.text,
      unit: unitOfMeasure(measure, prepared.systemOf(nominal)),
      arm: arm.label,
      against: against?.label,
      way,
      axes,
      points: ats.map((at, k): ScanPoint => ({ at, value: of(k) })),
      nominal: of(ats.length),
      failures: count.failures,
    },
  };
}

/** The arm with another dose of a drug. @throws StudyFault where it does not take it, or in more than one dose */
function withDose(arm: Arm, drug: string, dose: number): Arm {
  const taken = arm.treatment.filter((entry) => entry.drug === drug);
  if (taken.length === 0)
    throw new StudyFault(`The arm "${arm.label}" does not take ${drug}, so there is no dose to vary.`);
  const [first] = taken;
  if (taken.some((entry) => entry.dose !== first!.dose || entry.titrate || entry.loading))
    throw new StudyFault(
      `The arm "${arm.label}" takes ${drug} in more than one dose, so it is not clear which to vary.\nScan an arm with one dose, or write the arms out in a scenario.`,
    );
  if (!(dose >= 0)) throw new StudyFault(`A dose of ${dose} mg cannot be taken.`);
  const treatment =
    dose === 0
      ? arm.treatment.filter((entry) => entry.drug !== drug)
      : arm.treatment.map((entry) => (entry.drug === drug ? { ...entry, dose } : entry));
  return { ...arm, treatment };
}

/** What is varied, with its unit; faults where a value means nothing for a parameter. */
function axesOf(
  vary: readonly VariedValues[],
  drugs: Cast["drugs"],
  prepared: PreparedArms,
  nominal: number,
): {
  readonly axes: readonly ScanAxis[];
  readonly parameters: readonly (FlatParameter | undefined)[];
  readonly faults: readonly Diagnostic[];
} {
  const known = new Map(prepared.systemOf(nominal).parameters.map((p) => [p.name, p]));
  const faults: Diagnostic[] = [];
  const parameters = vary.map(({ name }) => (drugs.has(name) ? undefined : known.get(name)));
  const axes = vary.map(({ name, values }, i): ScanAxis => {
    if (drugs.has(name)) return { name, about: `dose of ${name}`, unit: "mg", values, outside: [] };
    const p = parameters[i];
    if (!p)
      throw new StudyFault(
        `There is no parameter and no drug "${name}" to vary.\n${didYouMean(name, [...known.keys(), ...drugs.keys()], "`lull list parameters` and `lull list drugs` show them all.")}`,
      );
    const { factor } = p.unit;
    for (const value of values)
      if (!isInside(limitsOf(p.domain, p.unit), value * factor))
        faults.push(outsideDomain(name, value, p.unit, p.domain, undefined));
    const outside = p.isChosen ? [] : values.filter((value) => !isInRange(p.range, value * factor));
    const [low, high] = p.range;
    const range = [plain(low / factor), plain(high / factor)] as const;
    return { name, about: p.about, unit: p.unit.text, values, range, outside };
  });
  return { axes, parameters, faults };
}
