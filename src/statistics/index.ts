// What do numbers say? Means, quantiles, intervals and resampling, each with one definition and its source.
// Deliberately knows nothing of what was measured.
export { rowsDrawnAgain, spanOfDraws, statisticsOfRows, timesDrawn } from "./bootstrap.ts";
export { cholesky } from "./cholesky.ts";
export { falseDiscovery, twoSidedTail } from "./comparisons.ts";
export { rankCorrelation, weightedCorrelation } from "./correlation.ts";
export { gammaShare, lnGamma, normalShare } from "./gamma.ts";
export { type Histogram, histogram } from "./histogram.ts";
export { type Estimate, halfWidthOfMean, quantileOfT, shareEstimate, z95 } from "./intervals.ts";
export {
  covariance,
  effectiveSize,
  mean,
  standardDeviation,
  sum,
  weightedMean,
  weightedSpread,
} from "./moments.ts";
export { median, quantile, weightedQuantile } from "./quantiles.ts";
export { triangular } from "./triangular.ts";
