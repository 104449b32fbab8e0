import { isUsable } from "../../diagnostics/index.ts";
import { type FlatParameter, tiers } from "../../model/index.ts";
import type { EvaluateOptions } from "../../runs/index.ts";
import type { Cast, MeasureRequest } from "../../scenario/index.ts";
import { triangular } from "../../statistics/index.ts";
import { factorOf, type Setting } from "../factors.ts";
import { valueOn } from "../measures.ts";
import type { Question, StudyContext, StudyOutcome } from "../study.ts";
import { localSensitivities, localSettings, timesOver } from "./local.ts";
import { morrisDesign, morrisEffects } from "./morris.ts";
import { type Response, responseOf } from "./response.ts";
import { sobolDesign, sobolIndices } from "./sobol.ts";
import type { FactorGroup, LocalResult, Outputs, SampleDesign, Sensitivity } from "./types.ts";

export const sensitivityMethods = ["sobol", "morris", "local", "all"] as const;
export type SensitivityMethod = (typeof sensitivityMethods)[number];

export interface SensitivityOptions extends Pick<StudyContext, "seed" | "evaluator"> {
  readonly method: SensitivityMethod;
  /** Trajectories of the screening, or rows of the Sobol sample; a default for each method when left out. */
  readonly size?: number | undefined;
  /** Only parameters for which this is true are varied. */
  isWanted?(name: string): boolean;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

export const defaultSize = { morris: 10, sobol: 128 } as const;
/** Enough to find the few that matter; the screening itself takes more. */
const screeningTrajectories = 4;
/** Parameters that get Sobol indices of their own; the rest are varied together. */
const singled = 10;

/**
 * Sensitivity of a measure to all uncertain parameters: Morris screening over the declared ranges, Sobol indices under
 * the declared uncertainty (triangular, the same draws as those of claims) for the parameters found by screening and
 * for the tiers of evidence, and slopes along the trajectory.
 */
export async function sensitivity(
  request: Question,
  cast: Cast,
  options: SensitivityOptions,
): Promise<StudyOutcome<Sensitivity>> {
  const { method, isWanted } = options;
  const times = timesOver(request.duration);
  const more = method === "local" || method === "all" ? times.map((t) => valueOn(request.measure, t)) : [];
  const response = responseOf({ ...request, more }, cast, options.evaluator);
  if (!isUsable(response.diagnostics)) return { diagnostics: response.diagnostics };
  const parameters = response.parameters.filter((p) => isWanted?.(p.name) ?? true);
  const methods = methodsOn(response, parameters, options);

  const [atNominal] = await allOf(response.outputs([new Map()]));
  const wantsMorris = method === "morris" || method === "all";
  const wantsSobol = method === "sobol" || method === "all";
  const local = more.length > 0 ? await methods.local(request.measure, times) : undefined;
  const fewParameters = parameters.length <= singled;
  const screening =
    wantsMorris || (wantsSobol && !fewParameters) ? await methods.morris(wantsMorris) : undefined;
  const ranking = screening?.effects.map((e) => e.factor) ?? parameters.map((p) => p.name);
  const variance = wantsSobol ? await methods.sobol(ranking) : undefined;
  return {
    diagnostics: response.diagnostics,
    result: {
      subject: {
        title: request.title,
        measure: request.measure.text,
        unit: response.unit,
        arm: request.arm.label,
        against: request.against?.label,
        person: request.person,
        nominal: atNominal?.[0],
        factors: parameters.map(factorOf),
        uncertain: response.parameters.length,
      },
      morris: screening,
      ...variance,
      local,
      failures: response.failures,
    },
  };
}

async function allOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** The methods, each with its own design, on the same response. */
function methodsOn(
  response: Response,
  parameters: readonly FlatParameter[],
  { method: asked, seed, size, onProgress }: SensitivityOptions,
) {
  const names = parameters.map((p) => p.name);
  const last = asked === "all" ? "sobol" : asked;
  const watched = (method: SensitivityMethod, points: number): EvaluateOptions => {
    const total = points * response.runsEach;
    return { onProgress: (runs) => onProgress?.(runs, total), isLast: method === last };
  };
  const run = async (
    method: SensitivityMethod,
    design: SampleDesign,
    valueAt: (parameter: FlatParameter, u: number) => number,
  ): Promise<Outputs> => {
    const settings = function* (): Generator<Setting> {
      for (let at = 0; at < design.count; at++) {
        const point = design.point(at);
        yield new Map(parameters.map((p, i) => [p.name, valueAt(p, point[i]!)]));
      }
    };
    const measured: (number | undefined)[] = [];
    for await (const [value] of response.outputs(settings(), watched(method, design.count)))
      measured.push(value);
    return measured;
  };
  return {
    async morris(isWhatIsAsked: boolean): Promise<NonNullable<Sensitivity["morris"]>> {
      const most = (asked === "morris" ? size : undefined) ?? defaultSize.morris;
      const trajectories = isWhatIsAsked ? most : Math.min(screeningTrajectories, most);
      const design = morrisDesign(names, { trajectories, seed });
      const outputs = await run("morris", design, ({ range: [low, high] }, u) => low + u * (high - low));
      const runs = outputs.length * response.runsEach;
      return { trajectories, effects: morrisEffects(design, outputs, seed), runs };
    },

    async sobol(ranking: readonly string[]): Promise<Pick<Sensitivity, "sobol" | "burden">> {
      const rows = size ?? defaultSize.sobol;
      const top = ranking.slice(0, singled).map((name): FactorGroup => ({ name, factors: [name] }));
      const rest = { name: "all others", factors: ranking.slice(singled) };
      const byTier = tiers.flatMap((tier) => {
        const factors = parameters.filter((p) => p.tier === tier).map((p) => p.name);
        return factors.length > 0 ? [{ tier, group: { name: tier, factors } }] : [];
      });
      const own = rest.factors.length > 0 ? [...top, rest] : top;
      const design = sobolDesign(names, [...own, ...byTier.map((t) => t.group)], { size: rows, seed });
      const outputs = await run("sobol", design, ({ range: [low, high], value }, u) =>
        triangular(u, low, value, high),
      );
      const result = sobolIndices(design, outputs, seed);
      const tiersFrom = own.length;
      return {
        sobol: {
          ...result,
          size: rows,
          runs: result.runs * response.runsEach,
          // What all others do together stands last, however much it is.
          indices: result.indices
            .slice(0, tiersFrom)
            .sort(
              (a, b) => Number(a.group === rest) - Number(b.group === rest) || b.total.value - a.total.value,
            ),
        },
        burden: byTier
          .map(({ tier }, i) => ({ ...result.indices[tiersFrom + i]!, tier }))
          .sort((a, b) => b.first.value - a.first.value),
      };
    },

    async local({ variable }: MeasureRequest, times: readonly number[]): Promise<LocalResult> {
      const count = 1 + 2 * parameters.length;
      const outputs = await allOf(response.outputs(localSettings(parameters), watched("local", count)));
      return {
        variable,
        unit: response.unitOfVariable,
        times,
        nominal: outputs[0]!.slice(1),
        sensitivities: localSensitivities(parameters, outputs),
        runs: count * response.runsEach,
      };
    },
  };
}
