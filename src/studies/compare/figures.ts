import { figuresOf } from "../../charts/index.ts";
import type { Figure } from "../../document/index.ts";
import type { Compared } from "./types.ts";

/** The curves of each pair of arms: a chart for each variable, both on it. */
export function compareFigures({ arms, shown, duration, names }: Compared): Figure[] {
  return arms.flatMap(({ title, runs }, i) =>
    figuresOf({
      arms: runs,
      // Names of files come from the title, which two labels may share but for a sign.
      plots: [{ title: arms.length > 1 ? `curves-${i + 1}` : "curves", show: shown }],
      question: `${names[0]} and ${names[1]}`,
      duration,
    })
      .filter(({ charts }) => charts.length > 0)
      .map((figure) => ({ ...figure, title: arms.length > 1 ? `Curves: ${title}` : "Curves" })),
  );
}
