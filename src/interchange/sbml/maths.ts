import type { Maths } from "./types.ts";

/** The direct parts of a formula, from left to right. */
export function partsOf(maths: Maths): readonly Maths[] {
  switch (maths.kind) {
    case "apply":
      return maths.qualifier ? [...maths.arguments, maths.qualifier] : maths.arguments;
    case "call":
      return maths.arguments;
    case "piecewise": {
      const pieces = maths.pieces.flatMap(({ value, condition }) => [value, condition]);
      return maths.otherwise ? [...pieces, maths.otherwise] : pieces;
    }
    default:
      return [];
  }
}

/** The same formula with each of its direct parts made anew. */
export function withParts(maths: Maths, make: (part: Maths) => Maths): Maths {
  switch (maths.kind) {
    case "apply":
      return {
        ...maths,
        arguments: maths.arguments.map(make),
        qualifier: maths.qualifier && make(maths.qualifier),
      };
    case "call":
      return { ...maths, arguments: maths.arguments.map(make) };
    case "piecewise":
      return {
        ...maths,
        pieces: maths.pieces.map(({ value, condition }) => ({
          value: make(value),
          condition: make(condition),
        })),
        otherwise: maths.otherwise && make(maths.otherwise),
      };
    default:
      return maths;
  }
}
