import { listed, present, quantity, rounded } from "../../text/index.ts";
import type { Fit, FittedHypothesis, FittedParameter } from "./types.ts";

/** Correlations from here on are told. */
const strong = 0.95;

const withUnit = (value: number, unit: string) => quantity(value, unit, 4);

/** What a fit says, in sentences. */
export function fitWords(fit: Fit): string[] {
  return [
    ...fit.parameters.map(parameterWords),
    ...together(fit),
    ...goodnessWords(fit),
    ...hypothesisWords(fit.hypotheses ?? []),
  ];
}

function parameterWords({ parameter, value, low, high, determined }: FittedParameter): string {
  const { name, unit, bounds } = parameter;
  const is = `${name} is ${withUnit(value, unit)}`;
  const range = `${rounded(bounds[0], 4)} to ${withUnit(bounds[1], unit)}`;
  switch (determined) {
    case "no influence":
      return `No measured point depends on ${name}: the data say nothing of it, and it stays at ${withUnit(value, unit)}.`;
    case "open":
      return `The data do not determine ${name}: every value from ${range} is compatible with them. The estimate is ${withUnit(value, unit)}.`;
    case "open below":
      return `${is}; the data say only that it is at most ${withUnit(high!, unit)}, and no lower end lies within ${range}.`;
    case "open above":
      return `${is}; the data say only that it is at least ${withUnit(low!, unit)}, and no upper end lies within ${range}.`;
    case "yes":
      return `${is} (95% interval ${rounded(low!, 4)} to ${rounded(high!, 4)}).`;
    case "not found":
      return `${is}; its interval could not be computed, as runs fail at its ends or the other parameters could not be fitted there.`;
    default:
      return `${is}; no interval was computed.`;
  }
}

/** Pairs that only the sum or the ratio of is known. */
function together({ parameters, correlation }: Fit): string[] {
  if (!correlation) {
    const known = parameters.filter(({ determined }) => determined !== "no influence");
    return present(
      known.length > 1 &&
        `Some of ${listed(known.map(({ parameter }) => parameter.name))} can only be known together: the data leave a direction in which all fit equally well.`,
    );
  }
  const pairs = parameters.flatMap(({ parameter: { name: a } }, i) =>
    parameters
      .slice(i + 1)
      .map(({ parameter: { name: b } }, k) => ({ a, b, r: correlation[i]![i + 1 + k]! })),
  );
  return pairs
    .filter(({ r }) => Math.abs(r) >= strong)
    .map(
      ({ a, b, r }) =>
        `${a} and ${b} are known together rather than apart (correlation ${r.toFixed(2)}): a higher ${a} is made up for by a ${r > 0 ? "higher" : "lower"} ${b}.`,
    );
}

function goodnessWords({ goodness, deviance, devianceBefore }: Fit): string[] {
  const each = goodness.map(({ variable, unit, rmse, points, explained }) => {
    if (points === 0)
      return `Every point of ${variable} lies below its limit, so that no distance to the curve is known.`;
    const lies = `${points === 1 ? "The one measured point" : `The ${points} measured points`} of ${variable} ${points === 1 ? "lies" : "lie"} ${withUnit(rmse, unit)} from the curve (root mean square)`;
    if (explained === undefined) return `${lies}.`;
    if (explained < 0) return `${lies}, further than from their own mean.`;
    return `${lies}, which explains ${Math.round(100 * explained)}% of their variance.`;
  });
  const gain = devianceBefore === undefined ? 0 : devianceBefore - deviance;
  return present(
    ...each,
    gain > 0 && `Minus twice the log-likelihood is ${rounded(gain)} lower than before the fit.`,
  );
}

function hypothesisWords(hypotheses: readonly FittedHypothesis[]): string[] {
  return [...new Set(hypotheses.map(({ hypothesis }) => hypothesis))].map((name) => {
    const rivals = hypotheses
      .filter((one) => one.hypothesis === name && one.aic !== undefined)
      .sort((a, b) => a.aic! - b.aic!);
    const [first, second] = rivals;
    if (!first || !second)
      return `Fewer than two hypotheses about ${name} could be fitted, so that they cannot be compared.`;
    const lead = second.aic! - first.aic!;
    if (lead < 2)
      return `The data do not tell the hypotheses about ${name} apart: ${first.choice} and ${second.choice} differ by ${rounded(lead)} in AIC.`;
    return `Of the hypotheses about ${name} the data prefer ${first.choice} to ${second.choice}, by ${rounded(lead)} in AIC (${lead < 6 ? "some" : "strong"} support).`;
  });
}
