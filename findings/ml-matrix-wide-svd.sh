#!/usr/bin/env bash
# ml-matrix 6.15.1: `solve(A, b, true)`, least squares by singular values, gives NaN for fewer equations than unknowns, where
# the solution of least norm is to be expected; it says so on the console only ("Consider enabling autoTranspose"), and
# `solve` has no such option. `new SVD(A, { autoTranspose: true }).solve(b)` gives the solution of least norm.
# Seen 2026-11-28: solve gives [NaN, NaN]; with autoTranspose [0.5, 0.5]. Exits 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund ml-matrix@6.15.1
cat > try.mjs <<'JS'
import { Matrix, SVD, solve } from "ml-matrix";
console.warn = () => {};
const one = new Matrix([[1, 1]]);
const right = Matrix.columnVector([1]);
const plain = solve(one, right, true).to1DArray();
const transposed = new SVD(one, { autoTranspose: true }).solve(right).to1DArray();
console.log("solve(A, b, true):", plain, "autoTranspose:", transposed);
const isAsSeen = plain.every(Number.isNaN) && transposed.every((x) => Math.abs(x - 0.5) < 1e-12);
process.exit(isAsSeen ? 0 : 1);
JS
node try.mjs
