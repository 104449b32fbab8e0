#!/usr/bin/env bash
# ml-matrix 6.15.1: `new EigenvalueDecomposition(A)` takes the method for symmetric matrices only where A is symmetric to the last bit.
# A covariance whose rounding differs above and below the diagonal by 1e-16 goes to the general one, and where eigenvalues
# coincide its eigenvectors are not orthogonal: for [[2, 1e-16], [0, 2]] their scalar product is -0.11, where the symmetric
# method gives 0. `{ assumeSymmetric: true }` takes the symmetric one.
# Seen 2026-11-28: "scalar product -0.113, assumed symmetric 0". Exits 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund ml-matrix@6.15.1
cat > try.mjs <<'JS'
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
const product = (options) => {
  const vectors = new EigenvalueDecomposition(new Matrix([[2, 1e-16], [0, 2]]), options).eigenvectorMatrix;
  return vectors.getColumnVector(0).dot(vectors.getColumnVector(1));
};
console.log("scalar product", product({}).toPrecision(3), "assumed symmetric", product({ assumeSymmetric: true }));
const isAsSeen = Math.abs(product({})) > 0.1 && Math.abs(product({ assumeSymmetric: true })) < 1e-12;
process.exit(isAsSeen ? 0 : 1);
JS
node try.mjs
