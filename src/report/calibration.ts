import type { Calibration } from "../analysis/index.ts";
import { rounded } from "../charts/index.ts";

const shown = (value: number | undefined) => (value === undefined ? "never" : rounded(value));
const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;

/** The residual table of a fit in Markdown: every anchor before and after, fitted or predicted, and every fitted parameter. */
export function markdownCalibration({ anchors, parameters, before, after, iterations }: Calibration): string {
  const anchorRows = anchors.map(({ claim, expected, before: b, after: a, holds }) =>
    row([
      claim.id,
      claim.kind === "calibration" ? "fitted" : "predicted",
      expected,
      shown(b),
      shown(a),
      holds ? "inside" : "OUTSIDE",
    ]),
  );
  const parameterRows = parameters.map((p) =>
    row([
      p.name,
      rounded(p.before, 4),
      rounded(p.after, 4),
      p.unit,
      p.range.map((r) => rounded(r)).join(" to "),
    ]),
  );
  return `# The fit on the record

Made by \`npm run calibrate\`: parameters of tier \`fitted\` against the claims of kind \`calibration\`, by least squares
within the declared ranges with a weak pull towards the values in the model files. Claims of kind \`validation\` are
predicted, never fitted. Sum of squares ${rounded(before)} before, ${rounded(after)} after ${iterations} iterations.

## Anchors

${[row(["anchor", "use", "expected", "model as shipped", "after the fit", "after the fit it lies"]), row(Array(6).fill("---")), ...anchorRows].join("\n")}

## Parameters

${[row(["parameter", "as shipped", "after the fit", "unit", "range"]), row(Array(5).fill("---")), ...parameterRows].join("\n")}
`;
}
