#!/usr/bin/env bash
# simple-statistics 7.12.1: `probit`, the quantiles of the normal distribution, is right to two or three digits: probit(0.975) is 1.9572 for
# 1.9600, and probit(0.999) is 3.0801 for 3.0902. Of 0 it gives -3.706 and of 1 3.706, what it gives 0.0001 from either end, so that it is
# not even in order: probit(0) lies above probit(0.00001), which is -4.251. The function it calls itself the inverse of,
# `cumulativeStdNormalProbability`, looks a printed table up: four digits, and 0.999 for everything beyond 3.09, so that 5 standard deviations
# come out as p = 0.001 for 2.9e-7. Its manual speaks of the table, and points to `errorFunction`, right to 1e-7; of the digits of
# probit it says nothing. Matters for intervals and p-values of results.
# Seen 2026-11-30: "probit(0.975) 1.9572, exact 1.9600; probit(0.999) 3.0801, exact 3.0902; probit(0) -3.706, probit(0.00001) -4.251; beyond
# 5: 0.0010, by errorFunction 2.9e-7". Exits 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund simple-statistics@7.12.1
cat > try.mjs <<'JS'
import { cumulativeStdNormalProbability, errorFunction, probit } from "simple-statistics";
// Quantiles by cutting an interval in half, of the distribution function by Simpson's rule over the density.
const density = (x) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
const probability = (x) => {
  const n = 2000;
  let sum = density(0) + density(x);
  for (let i = 1; i < n; i++) sum += density((x * i) / n) * (i % 2 === 1 ? 4 : 2);
  return 0.5 + (sum * x) / n / 3;
};
const quantile = (p) => {
  let [low, high] = [0, 8];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (probability(middle) < p) low = middle;
    else high = middle;
  }
  return low;
};
const [at, exact] = [probit(0.975), quantile(0.975)];
const [zero, near] = [probit(0), probit(0.00001)];
const beyond = 1 - cumulativeStdNormalProbability(5);
const byError = 0.5 - 0.5 * errorFunction(5 / Math.sqrt(2));
console.log(
  `probit(0.975) ${at.toFixed(4)}, exact ${exact.toFixed(4)}; probit(0.999) ${probit(0.999).toFixed(4)}, exact ${quantile(0.999).toFixed(4)}; ` +
    `probit(0) ${zero.toFixed(3)}, probit(0.00001) ${near.toFixed(3)}; beyond 5: ${beyond.toFixed(4)}, by errorFunction ${byError.toExponential(1)}`,
);
const isAsSeen = Math.abs(exact - 1.959964) < 1e-5 && exact - at > 2e-3 && zero > near && Math.abs(beyond - 0.001) < 1e-9;
process.exit(isAsSeen ? 0 : 1);
JS
node try.mjs
