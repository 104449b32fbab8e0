import type { Diagnostic } from "../../src/diagnostics/index.ts";
import { readDrug } from "../../src/language/drug.ts";
import { drugSchema } from "../../src/language/drug-schema.ts";
import { openAs } from "../../src/language/index.ts";
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
    `{value: ${value}, unit: "${unit}", range: [0, ${unit === "1" ? 1 : 100000}], tier: assumed, about: A number.}`;
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
  const { drug, diagnostics } = readDrugText(drugText(parts));
  return expectUsable(drug, diagnostics);
}

const number = (value: number, unit: string) =>
  `{value: ${value}, unit: "${unit}", range: [0, ${unit === "1" ? 1 : 100000}], tier: assumed, about: A number.}`;

/** The text of a drug file from numbers in canonical units: 1/day, L/day, L, ng/mL, day. `more` is added as it is. */
export function drugFile(name: string, kinetics: Readonly<Record<string, number>>, more = ""): string {
  const units: Record<string, string> = {
    bioavailability: "1",
    absorption: "1/day",
    clearance: "L/day",
    volume: "L",
    transit_time: "day",
    lag: "day",
    peripheral_volume: "L",
    peripheral_flow: "L/day",
    hepatic_flow: "L/day",
    effect_site_half_life: "day",
  };
  const lines = Object.entries({ bioavailability: 1, absorption: 24, ...kinetics }).map(
    ([key, value]) => `  ${key}: ${number(value, units[key] ?? "1")}`,
  );
  return `
drug: ${name}
title: Drug ${name}
class: SSRI
about: Made up.
licensed: {min: 5 mg, usual: 10 mg, max: 20 mg}
tablets: [5 mg]
kinetics:
${lines.join("\n")}
targets:
  - {site: sert, action: inhibitor, ec50: ${number(10, "ng/mL")}, emax: ${number(0.8, "1")}}
${more}`;
}

export { number as quantityText };

/** A drug file as data, with what was found wrong in it. */
export function readDrugText(text: string) {
  const diagnostics: Diagnostic[] = [];
  const read = openAs("drug.yaml", text, drugSchema, "drug", diagnostics);
  return { drug: read && readDrug(read), diagnostics };
}

export function drugFrom(text: string): Drug {
  const { drug, diagnostics } = readDrugText(text);
  return expectUsable(drug, diagnostics);
}
