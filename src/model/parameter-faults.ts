import type { Diagnostic, Place } from "../diagnostics/index.ts";
import { domainOf, domainWords, isInDomain, isInRange, limitsOf } from "./domain.ts";
import * as say from "./messages.ts";
import type { ParameterSource } from "./types.ts";

/** What is wrong with the numbers of a declared parameter; `places` is where its value and its range are written, `mayDeclare` whether its file may say another domain. */
export function parameterFaults(
  parameter: Pick<ParameterSource, "name" | "value" | "range" | "unit" | "domain">,
  places: { readonly value: Place; readonly range: Place },
  mayDeclare = true,
): Diagnostic[] {
  const { name, value, range, unit } = parameter;
  const [low, high] = range;
  if (low > high) return [say.fallingRange(name, range, places.range)];
  const domain = domainOf(parameter);
  const words = domainWords(domain, unit);
  const limits = limitsOf(domain, unit);
  const faults: Diagnostic[] = [];
  if (!isInDomain(parameter, value)) faults.push(say.outsideDomain(name, value, unit, domain, places.value));
  else if (low * unit.factor < limits.low || high * unit.factor > limits.high)
    faults.push(say.rangeOutsideDomain(name, range, unit, words, places.range, mayDeclare));
  if (!isInRange(range, value)) faults.push(say.outOfRange(name, value, range, places.value));
  return faults;
}
