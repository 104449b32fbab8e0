import { linesFromR } from "./from-r.ts";
import { fitCase, kineticsScenario, oneCompartment, twoExponentials } from "./kinetics.ts";

/** One person's points as R has them, and what R's `nls` with its self-starting model says of them. */
export interface NlsFit {
  readonly set: "Theoph" | "Indometh";
  readonly subject: string;
  /** hours */
  readonly time: readonly number[];
  readonly conc: readonly number[];
  /** mg per kg of body weight; of Indometh not told, nor needed */
  readonly dose: number;
  readonly value: readonly number[];
  readonly error: readonly number[];
}

/** @param subjects how many of each set, the first ones */
export function nlsFromR(subjects: number): NlsFit[] {
  return linesFromR("nls.R", subjects);
}

/** Estimates on the logarithm, as R's self-starting models have them; sizes of exponentials are plain. */
const asked = {
  Theoph: { names: ["pk.ke", "pk.ka", "pk.clearance"], isLog: [true, true, true] },
  Indometh: { names: ["pk.a1", "pk.k1", "pk.a2", "pk.k2"], isLog: [false, true, false, true] },
} as const;

/** An estimate of ours beside that of `nls`. */
export interface Beside {
  readonly name: string;
  readonly own: number;
  readonly ownError: number;
  readonly theirs: number;
  readonly theirError: number;
}

/** The same points fitted here, in the parameters of R's model. */
export async function besideNls({ set, time, conc, dose, value, error }: NlsFit): Promise<Beside[]> {
  const { names, isLog } = asked[set];
  const scenario = kineticsScenario({
    module: set === "Theoph" ? oneCompartment(dose) : twoExponentials,
    variable: "pk.level",
    time: "hour",
    duration: "2 days",
    csv: `time,value\n${time.map((hour, i) => `${hour},${conc[i]}`).join("\n")}\n`,
  });
  const { parameters } = await fitCase(scenario, names, { profiles: false, starts: 1 });
  return names.map((name, i): Beside => {
    const { value: found, standardError = Number.NaN } = parameters.find((p) => p.parameter.name === name)!;
    return {
      name,
      own: isLog[i] ? Math.log(found) : found,
      ownError: isLog[i] ? standardError / found : standardError,
      theirs: value[i]!,
      theirError: error[i]!,
    };
  });
}
