import type { Diagnostic, Place } from "../../diagnostics/index.ts";
import type { Rounding } from "../../pharmacology/index.ts";
import { readDose } from "../quantities.ts";
import * as say from "./messages.ts";

/** What amounts can be had: `tablets`, `half tablets`, or a mass. */
export function readRounding(
  text: string | number | undefined,
  place: Place,
  diagnostics: Diagnostic[],
): Rounding | undefined {
  if (text === undefined) return undefined;
  if (text === "tablets") return { kind: "tablets", parts: 1, place };
  if (text === "half tablets") return { kind: "tablets", parts: 2, place };
  if (/^\s*[-+.\d]/.test(String(text)))
    return { kind: "multiples", of: readDose(text, "amount to round to", place, diagnostics), place };
  diagnostics.push(say.badRounding(String(text), place));
  return undefined;
}
