/** Exponents of the base dimensions, in this order. Exponents may be fractions (a square root halves them). */
export type Dimension = readonly [
  time: number,
  mass: number,
  length: number,
  substance: number,
  light: number,
];

export const dimensionless: Dimension = [0, 0, 0, 0, 0];

/** The dimension of a product. */
export function times(a: Dimension, b: Dimension): Dimension {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3], a[4] + b[4]];
}

/** The dimension of `a` to the power `exponent`. */
export function power(a: Dimension, exponent: number): Dimension {
  return [a[0] * exponent, a[1] * exponent, a[2] * exponent, a[3] * exponent, a[4] * exponent];
}

export function sameDimension(a: Dimension, b: Dimension): boolean {
  return a.every((exponent, i) => Math.abs(exponent - b[i]!) < 1e-9);
}

export function isDimensionless(a: Dimension): boolean {
  return sameDimension(a, dimensionless);
}

const volume: Dimension = [0, 0, 3, 0, 0];

/** A dimension in words people use, for example "mass/volume" or "1/time". */
export function dimensionName(dimension: Dimension): string {
  if (isDimensionless(dimension)) return "dimensionless";
  let rest = dimension;
  const above: string[] = [];
  const below: string[] = [];
  const put = (name: string, exponent: number) => {
    if (Math.abs(exponent) < 1e-9) return;
    const size = Math.abs(exponent);
    (exponent > 0 ? above : below).push(size === 1 ? name : `${name}^${Number(size.toFixed(3))}`);
  };
  const volumes = Math.trunc(rest[2] / 3);
  if (volumes !== 0 && rest[2] % 3 === 0) {
    put("volume", volumes);
    rest = times(rest, power(volume, -volumes));
  }
  const names = ["time", "mass", "length", "substance", "light"] as const;
  for (const [i, name] of names.entries()) put(name, rest[i]!);
  const top = above.length > 0 ? above.join("*") : "1";
  if (below.length === 0) return top;
  return `${top}/${below.length > 1 ? `(${below.join("*")})` : below[0]}`;
}
