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

/** How wide a line of the legend is: what curves are compared with is thin, as it is in the charts. */
export const legendWidth = ({ color }: { readonly color: string }): number =>
  color === referenceStyle.color ? 1 : 2.25;

/** A line's color, half see-through, for lines so busy that they would bury each other. */
export const pale = (color: string) => `${color}99`;

// Cividis (Nunez, Anderton & Renslow 2018, 10.1371/journal.pone.0199239), which rises in lightness evenly, also to eyes that
// tell red from green badly; and for numbers on both sides of 0 blue and orange, pale in the middle.
const rising = ["#00224E", "#35456C", "#666970", "#948E77", "#C8B866", "#FEE838"] as const;
const aroundZero = ["#0B4F8A", "#6BA3CF", "#ECECEC", "#E9A35B", "#A84A00"] as const;

/** The color of a number between the least and the largest. */
export function heatColor(value: number, low: number, high: number): string {
  if (low < 0 && high > 0) {
    const size = Math.max(-low, high);
    return between(aroundZero, (value + size) / (2 * size));
  }
  return between(rising, low === high ? 0.5 : (value - low) / (high - low));
}

function between(anchors: readonly string[], share: number): string {
  const position = Math.min(1, Math.max(0, share)) * (anchors.length - 1);
  const at = Math.min(anchors.length - 2, Math.floor(position));
  const channel = (color: string, i: number) => Number.parseInt(color.slice(1 + 2 * i, 3 + 2 * i), 16);
  const mixed = [0, 1, 2].map((i) => {
    const [a, b] = [channel(anchors[at]!, i), channel(anchors[at + 1]!, i)];
    return Math.round(a + (b - a) * (position - at))
      .toString(16)
      .padStart(2, "0");
  });
  return `#${mixed.join("")}`;
}
