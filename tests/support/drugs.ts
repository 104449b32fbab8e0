import { drugSchema, parseYaml, readAs, readDrug } from "../../src/language/index.ts";
import type { Drug } from "../../src/pharmacology/index.ts";
import { expectUsable } from "./modules.ts";

export interface DrugText {
  readonly name?: string;
  /** 1/day */
  readonly absorption?: number;
  readonly bioavailability?: number;
  /** L/day */
  readonly clearance?: number;
  /** L */
  readonly volume?: number;
  readonly site?: string;
  readonly action?: string;
  /** ng/mL */
  readonly ec50?: number;
  readonly emax?: number;
}

/** A drug file with round numbers. */
export function drugText(parts: DrugText = {}): string {
  const { name = "calmol", site = "sert", action = "inhibitor", ec50 = 10, emax = 0.8 } = parts;
  const { absorption = 24, bioavailability = 0.8, clearance = 480, volume = 1000 } = parts;
  const number = (value: number, unit: string) =>
    `{value: ${value}, unit: "${unit}", range: [0, 100000], tier: assumed, about: A number.}`;
  return `
drug: ${name}
title: Drug ${name}
class: SSRI
about: Made up.
licensed: {min: 5 mg, max: 20 mg}
tablets: [5 mg]
kinetics:
  bioavailability: ${number(bioavailability, "1")}
  absorption: ${number(absorption, "1/day")}
  clearance: ${number(clearance, "L/day")}
  volume: ${number(volume, "L")}
targets:
  - {site: ${site}, action: ${action}, ec50: ${number(ec50, "ng/mL")}, emax: ${number(emax, "1")}}
`;
}

export function drugOf(parts: DrugText = {}): Drug {
  const { parsed, diagnostics } = parseYaml("drug.yaml", drugText(parts));
  const { read, diagnostics: shape } = readAs(parsed!, drugSchema, "drug");
  diagnostics.push(...shape);
  return expectUsable(read && readDrug(read, diagnostics), diagnostics);
}
