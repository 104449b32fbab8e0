#!/usr/bin/env bash
# ml-levenberg-marquardt 5.1.0: with `weights` other than 1 the fit stops far from the least squares, without a message. The sum that is
# reported, and the right-hand side of each step, count a residual w times; the matrix of the step counts it 1/w times, so steps are
# too long or too short by w^4. The same weight for every point cannot move the optimum of a least-squares fit: with 10 for all six
# points of a decay it never leaves its start, with 0.1 it has hardly moved after 500 iterations, and with 1 / (10% of y), the usual
# proportional error, the weighted sum of squares stays ten times too high. Residuals multiplied by hand are fitted rightly.
# Matters because weights are how a measurement's standard deviation gets into a fit. The manual says no more than "weighting vector".
# Seen 2026-11-29: "k by weights of 1: 0.0987, 10: 0.0500, 0.1: 0.0520; proportional error: 4.27 by weights, 0.361 by hand".
# Exits 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund ml-levenberg-marquardt@5.1.0 ml-matrix@6.15.1
cat > try.mjs <<'JS'
import { levenbergMarquardt } from "ml-levenberg-marquardt";
const x = [1, 2, 4, 8, 12, 24];
const y = [91, 80, 70, 44, 31, 9];
const decay = ([a, k]) => (t) => a * Math.exp(-k * t);
const options = { initialValues: [80, 0.05], gradientDifference: 1e-6, maxIterations: 500, errorTolerance: 1e-9 };
const squares = (at, w) => x.reduce((sum, t, i) => sum + (w[i] * (y[i] - decay(at)(t))) ** 2, 0);
const byWeights = (weights) => levenbergMarquardt({ x, y }, decay, { ...options, weights }).parameterValues;
const byHand = (w) =>
  levenbergMarquardt({ x: [...x.keys()], y: y.map((v, i) => w[i] * v) }, (at) => (i) => w[i] * decay(at)(x[i]), options)
    .parameterValues;
const [one, ten, tenth] = [1, 10, 0.1].map((w) => byWeights(x.map(() => w))[1]);
const proportional = y.map((v) => 1 / (0.1 * v));
const [own, hand] = [byWeights(proportional), byHand(proportional)].map((at) => squares(at, proportional));
console.log(
  `k by weights of 1: ${one.toFixed(4)}, 10: ${ten.toFixed(4)}, 0.1: ${tenth.toFixed(4)};`,
  `proportional error: ${own.toPrecision(3)} by weights, ${hand.toPrecision(3)} by hand`,
);
const isAsSeen = Math.abs(one - 0.0987) < 1e-4 && ten === 0.05 && tenth < 0.06 && own > 10 * hand;
process.exit(isAsSeen ? 0 : 1);
JS
node try.mjs
