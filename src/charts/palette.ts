import type { ArmStyle } from "./types.ts";

// Okabe & Ito, Color Universal Design (2008), https://jfly.uni-koeln.de/color/, without black and yellow, which vanish
// on a dark or a light page; a violet and a brown of middling grey stand in for these. The order puts far-apart greys
// next to each other, for print.
const colors = [
  ...["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9"],
  ...["#7D6BD0", "#94703A"],
] as const;
const dashes = [[], [7, 3], [2, 2.5], [9, 3, 2, 3], [14, 4], [5, 2, 2, 2, 2, 2]] as const;
const markers = ["circle", "triangle", "rect", "rectRot", "star", "crossRot"] as const;

/** The look of arm number `index` (from 0). Beyond six arms dashes and markers pair anew. */
export function armStyle(index: number): ArmStyle {
  const round = Math.floor(index / dashes.length);
  return {
    color: colors[index % colors.length]!,
    dash: dashes[(index + round) % dashes.length]!,
    marker: markers[(index + 2 * round) % markers.length]!,
  };
}

/** The drug-free baseline: mid-grey reads on a light and on a dark page. */
export const referenceStyle = { color: "#808080", dash: [], marker: "none" } as const;

/** A line's color, half see-through, for lines so busy that they would bury each other. */
export const pale = (color: string) => `${color}99`;
