import { upstreamOf } from "../model/index.ts";
import { drugsTaken } from "../pharmacology/index.ts";
import { type Cast, type Claim, joinWithDrugs } from "../scenario/index.ts";

/**
 * Which rival hypotheses can change what a claim measures: those that change something upstream of it. A hypothesis that does
 * not reach the measure gives the value that the default one gives, so it need not be run.
 */
export class Reach {
  private readonly upstream = new Map<string, ReadonlySet<string> | undefined>();
  private readonly cast: Cast;

  constructor(cast: Cast) {
    this.cast = cast;
  }

  touches([name, choiceName]: readonly [string, string], claim: Claim): boolean {
    const upstream = this.of(claim);
    const choice = this.cast.model.modules
      .flatMap((m) => m.hypotheses.map((h) => ({ full: `${m.name}.${h.name}`, choices: h.choices })))
      .find((h) => h.full === name)
      ?.choices.find((c) => c.name === choiceName);
    if (!upstream || !choice) return true;
    // A hypothesis that the claim chose itself is undone by its rival, which then changes what that hypothesis set.
    if (claim.arm.hypotheses.some((h) => h.name === name)) return true;
    return [...choice.parameters, ...choice.formulas].some((change) => upstream.has(change.name));
  }

  private of(claim: Claim): ReadonlySet<string> | undefined {
    const names = drugsTaken([...claim.arm.treatment, ...claim.reference.treatment], this.cast.drugs);
    const key = JSON.stringify([claim.measure.variable, names]);
    if (!this.upstream.has(key)) {
      const drugs = names.flatMap((drug) => this.cast.drugs.get(drug) ?? []);
      const model = joinWithDrugs(this.cast.model, drugs).value;
      this.upstream.set(key, model && upstreamOf(claim.measure.variable, model));
    }
    return this.upstream.get(key);
  }
}
