import { CholeskyDecomposition, Matrix } from "ml-matrix";

/**
 * Lower triangular Cholesky factor of a covariance matrix, of which the lower triangle is read; undefined where the
 * matrix is not positive definite (correlations that contradict each other).
 */
export function cholesky(covariance: readonly (readonly number[])[]): number[][] | undefined {
  // ml-matrix throws on matrices that are symmetric but for the last bit, as products taken in another order are.
  const symmetric = covariance.map((row, i) =>
    row.map((_, j) => covariance[Math.max(i, j)]![Math.min(i, j)]!),
  );
  const result = new CholeskyDecomposition(new Matrix(symmetric));
  return result.isPositiveDefinite() ? result.lowerTriangularMatrix.to2DArray() : undefined;
}
