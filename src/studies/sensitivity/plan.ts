import type { Diagnostic } from "../../diagnostics/index.ts";
import { type FlatParameter, tiers } from "../../model/index.ts";
import type { EvaluateOptions } from "../../runs/index.ts";
import { type Cast, type MeasureRequest, requestFor } from "../../scenario/index.ts";
import { triangular } from "../../statistics/index.ts";
import { factorOf, type Setting } from "../factors.ts";
import type { Bench } from "../study.ts";
import { localSensitivities, localSettings, timesOver } from "./local.ts";
import { type MorrisDesign, morrisDesign, morrisEffects } from "./morris.ts";
import { type Response, type ResponseRequest, responseOf } from "./response.ts";
import { sobolDesign, sobolIndices } from "./sobol.ts";
import type { Design, FactorGroup, LocalResult, Outputs, Sensitivity } from "./types.ts";

export const sensitivityMethods = ["sobol", "morris", "local", "all"] as const;
export type SensitivityMethod = (typeof sensitivityMethods)[number];

export interface SensitivityOptions {
  readonly method: SensitivityMethod;
  /** Trajectories of the screening, or rows of the Sobol sample; a default for each method when left out. */
  readonly size?: number | undefined;
  readonly seed: number;
  /** Only parameters for which this is true are varied. */
  isWanted?(name: string): boolean;
  readonly evaluator: Bench["evaluator"];
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

export interface SensitivityRequest extends Omit<ResponseRequest, "more"> {
  readonly title: string;
  readonly person: string;
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
  request: SensitivityRequest,
  cast: Cast,
  options: SensitivityOptions,
): Promise<{ sensitivity?: Sensitivity; diagnostics: readonly Diagnostic[] }> {
  const { method, isWanted } = options;
  const times = timesOver(request.duration);
  const more = method === "local" || method === "all" ? times.map((t) => trace(request.measure, t)) : [];
  const response = responseOf({ ...request, more }, cast, options.evaluator);
  if (response.diagnostics.some((d) => d.severity === "error")) return { diagnostics: response.diagnostics };
  const parameters = response.parameters.filter((p) => isWanted?.(p.name) ?? true);
  const study = new Study(response, parameters, options);

  const [atNominal] = await response.outputs([new Map()]);
  const wantsMorris = method === "morris" || method === "all";
  const wantsSobol = method === "sobol" || method === "all";
  const local = more.length > 0 ? await study.local(request.measure, times) : undefined;
  const fewParameters = parameters.length <= singled;
  const screening =
    wantsMorris || (wantsSobol && !fewParameters) ? await study.morris(wantsMorris) : undefined;
  const ranking = screening?.effects.map((e) => e.factor) ?? parameters.map((p) => p.name);
  const variance = wantsSobol ? await study.sobol(ranking) : undefined;
  return {
    diagnostics: response.diagnostics,
    sensitivity: {
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

/** The value of the measured variable at one time. */
const trace = ({ variable, place }: MeasureRequest, time: number): MeasureRequest =>
  requestFor("at", variable, [time], { place, named: `day ${time}` });

class Study {
  private readonly response: Response;
  private readonly parameters: readonly FlatParameter[];
  private readonly options: SensitivityOptions;

  constructor(response: Response, parameters: readonly FlatParameter[], options: SensitivityOptions) {
    this.response = response;
    this.parameters = parameters;
    this.options = options;
  }

  async morris(isWhatIsAsked: boolean): Promise<NonNullable<Sensitivity["morris"]>> {
    const { method, seed, size } = this.options;
    const asked = (method === "morris" ? size : undefined) ?? defaultSize.morris;
    const trajectories = isWhatIsAsked ? asked : Math.min(screeningTrajectories, asked);
    const design: MorrisDesign = morrisDesign(this.names(), { trajectories, seed });
    const outputs = await this.run("morris", design, ({ range: [low, high] }, u) => low + u * (high - low));
    return {
      trajectories,
      effects: morrisEffects(design, outputs, seed),
      runs: outputs.length * this.response.runsEach,
    };
  }

  async sobol(ranking: readonly string[]): Promise<Pick<Sensitivity, "sobol" | "burden">> {
    const { seed, size = defaultSize.sobol } = this.options;
    const top = ranking.slice(0, singled).map((name): FactorGroup => ({ name, factors: [name] }));
    const rest = { name: "all others", factors: ranking.slice(singled) };
    const byTier = tiers.flatMap((tier) => {
      const factors = this.parameters.filter((p) => p.tier === tier).map((p) => p.name);
      return factors.length > 0 ? [{ tier, group: { name: tier, factors } }] : [];
    });
    const own = rest.factors.length > 0 ? [...top, rest] : top;
    const design = sobolDesign(this.names(), [...own, ...byTier.map((t) => t.group)], { size, seed });
    const outputs = await this.run("sobol", design, ({ range: [low, high], value }, u) =>
      triangular(u, low, value, high),
    );
    const result = sobolIndices(design, outputs, seed);
    const tiersFrom = own.length;
    return {
      sobol: {
        ...result,
        size,
        runs: result.runs * this.response.runsEach,
        indices: result.indices.slice(0, tiersFrom).sort((a, b) => b.total.value - a.total.value),
      },
      burden: byTier
        .map(({ tier }, i) => ({ ...result.indices[tiersFrom + i]!, tier }))
        .sort((a, b) => b.first.value - a.first.value),
    };
  }

  async local(measure: MeasureRequest, times: readonly number[]): Promise<LocalResult> {
    const count = 1 + 2 * this.parameters.length;
    const outputs = await this.response.outputs(localSettings(this.parameters), this.asked("local", count));
    return {
      variable: measure.variable,
      unit: this.response.unitOfVariable,
      times,
      nominal: outputs[0]!.slice(1),
      sensitivities: localSensitivities(this.parameters, outputs),
      runs: count * this.response.runsEach,
    };
  }

  private names(): string[] {
    return this.parameters.map((p) => p.name);
  }

  private async run(
    method: SensitivityMethod,
    design: Design,
    valueAt: (parameter: FlatParameter, u: number) => number,
  ): Promise<Outputs> {
    const { parameters } = this;
    const settings = function* (): Generator<Setting> {
      for (const point of design.points)
        yield new Map(parameters.map((p, i) => [p.name, valueAt(p, point[i]!)]));
    };
    const outputs = await this.response.outputs(settings(), this.asked(method, design.points.length));
    return outputs.map((values) => values[0]);
  }

  private asked(method: SensitivityMethod, points: number): EvaluateOptions {
    const total = points * this.response.runsEach;
    const last = this.options.method === "all" ? "sobol" : this.options.method;
    return { onProgress: (runs) => this.options.onProgress?.(runs, total), isLast: method === last };
  }
}
