import type { Calibration } from "../../analysis/index.ts";
import type { Document } from "../../document/index.ts";
import { rounded } from "../../text/index.ts";

const shown = (value: number | undefined) => (value === undefined ? "never" : rounded(value));

/** The residual table of a fit: every anchor before and after, fitted or predicted, and every fitted parameter. */
export function tellCalibration(calibration: Calibration): Document {
  const { anchors, parameters, before, after, iterations } = calibration;
  return {
    title: "The fit on the record",
    lead: "Made by `lull calibrate`: parameters of tier `fitted` against the claims of kind `calibration`, by least squares within the declared ranges with a weak pull towards the values in the model files. Claims of kind `validation` are predicted, never fitted.",
    notes: [],
    answers: [`Sum of squares ${rounded(before)} before, ${rounded(after)} after ${iterations} iterations.`],
    sections: [
      {
        title: "Anchors",
        tables: [
          {
            caption: "What is expected of the model as shipped, and where it lies after the fit",
            columns: [
              { name: "anchor", kind: "text" },
              { name: "use", kind: "text" },
              { name: "expected", kind: "text" },
              { name: "as shipped", kind: "number" },
              { name: "after the fit", kind: "number" },
              { name: "it lies", kind: "text" },
            ],
            rows: anchors.map((anchor) => [
              anchor.claim.id,
              anchor.claim.kind === "calibration" ? "fitted" : "predicted",
              anchor.expected,
              shown(anchor.before),
              shown(anchor.after),
              anchor.holds ? "inside" : "OUTSIDE",
            ]),
          },
        ],
      },
      {
        title: "Parameters",
        tables: [
          {
            caption: "What was fitted, within which range",
            columns: [
              { name: "parameter", kind: "text" },
              { name: "as shipped", kind: "number", digits: 4, isOfAnySize: true },
              { name: "after the fit", kind: "number", digits: 4, isOfAnySize: true },
              { name: "unit", kind: "text" },
              { name: "range", kind: "text" },
            ],
            rows: parameters.map((p) => [
              p.name,
              p.before,
              p.after,
              p.unit,
              p.range.map((end) => rounded(end)).join(" to "),
            ]),
          },
        ],
      },
    ],
    methods: [],
    data: calibration,
  };
}
