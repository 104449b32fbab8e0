#!/usr/bin/env bash
# mathjs 15.2.0: `simplify` takes (x^a)^b for x^(a b), and so (x^2)^(1/2) for x, which is -3 instead of 3 at x = -3; sqrt(x^2) it leaves alone.
# (x y)^0.5 becomes x^(1/2) y^(1/2), which is -2.45 instead of 2.45 for two negative numbers. `derivative`, which simplifies unless it is told
# otherwise, gives 1 for (x^2)^0.5 at every x, where it is -1 below 0; { simplify: false } gives -1. The manual has rules for positive numbers in a
# context of their own, `simplify.positiveContext`, which nobody asked for here. Matters for distances, standard deviations and residuals
# written as powers, and for gradients made of them: the sign is the direction of a step.
# Seen 2026-11-30: "(x^2)^(1/2) -> x, sqrt(x^2) -> sqrt(x ^ 2); derivative at -3: 1, not simplified -1". Exits 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund mathjs@15.2.0
cat > try.mjs <<'JS'
import { derivative, evaluate, simplify } from "mathjs";
const power = simplify("(x^2)^(1/2)").toString();
const root = simplify("sqrt(x^2)").toString();
const slope = derivative("(x^2)^0.5", "x").evaluate({ x: -3 });
const plain = derivative("(x^2)^0.5", "x", { simplify: false }).evaluate({ x: -3 });
const product = [evaluate("(x*y)^0.5", { x: -3, y: -2 }), simplify("(x*y)^0.5").evaluate({ x: -3, y: -2 })];
const parts = product.map((value) => Number(value.re ?? value));
console.log(`(x^2)^(1/2) -> ${power}, sqrt(x^2) -> ${root}; derivative at -3: ${slope}, not simplified ${plain}`);
const isProductTurned = parts[0] > 2.4 && parts[1] < -2.4;
process.exit(power === "x" && root === "sqrt(x ^ 2)" && slope === 1 && plain === -1 && isProductTurned ? 0 : 1);
JS
node try.mjs
