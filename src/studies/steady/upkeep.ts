import { type RegimenEntry, regimenWords } from "../../pharmacology/index.ts";

/** A treatment that is taken for ever. */
interface Upkeep {
  readonly entries: readonly RegimenEntry[];
  /** Empty where no drug is taken. */
  readonly words: string;
  readonly notes: readonly string[];
}

/**
 * A treatment as it is kept up for ever: entries that still go on when the run ends, at the full dose that they come to,
 * without loading, titration, pauses and doses missed or late; parts of a split dose are entries of their own. What was
 * replaced or has ended is gone.
 *
 * @param duration days
 */
export function keptUp(treatment: readonly RegimenEntry[], duration: number): Upkeep {
  const goOn = treatment.filter(
    ({ drug, from, until = duration, taper }) =>
      from < duration &&
      until > duration - 1e-9 &&
      !taper &&
      !treatment.some(({ replaces, from: start }) => replaces?.drug === drug && start >= from),
  );
  const irregular = goOn.filter(({ miss, pause, late }) => miss?.length || pause?.length || late);
  const notes = irregular.map(
    ({ drug }) => `Every dose of ${drug} is taken, on time, where the arm pauses, misses or delays some.`,
  );
  const regular = goOn.map(inFull);
  return {
    entries: regular.flatMap(sinceAlways),
    words: regular.length > 0 ? regimenWords(regular) : "",
    notes: [...new Set(notes)],
  };
}

function inFull(entry: RegimenEntry): RegimenEntry {
  const { loading: _l, titrate, taper: _t, replaces: _r, until: _u, ...others } = entry;
  const { pause: _p, miss: _m, late: _d, isSteady: _s, ...kept } = others;
  return { ...kept, dose: titrate?.to ?? entry.dose, from: 0 };
}

function sinceAlways({ split, ...entry }: RegimenEntry): RegimenEntry[] {
  const steady = { ...entry, isEvent: true, isSteady: true };
  if (!split) return [steady];
  return split.at.map((at, i) => ({
    ...steady,
    from: at,
    dose: entry.dose * (split.shares?.[i] ?? 1 / split.at.length),
  }));
}
