import type { Calibration } from "../../analysis/index.ts";
import { column, type Document, tabulated } from "../../document/index.ts";
import { rounded } from "../../text/index.ts";

const shown = (value: number | undefined) => (value === undefined ? "never" : rounded(value));

/**
 * The residual table of a fit: every anchor before and after, fitted or predicted, and every fitted parameter. After no
 * iterations there is no after.
 */
export function tellCalibration(calibration: Calibration): Document {
  const { anchors, parameters, before, after, iterations } = calibration;
  const isFit = iterations > 0;
  return {
    title: "The fit on the record",
    lead: 'Made by "lull calibrate": parameters of tier "fitted" against the claims of kind "calibration", by least squares within the declared ranges with a weak pull towards the values in the model files. Claims of kind "validation" are predicted, never fitted.',
    notes: [],
    answers: [
      isFit
        ? `Sum of squares ${rounded(before)} before, ${rounded(after)} after ${iterations} iterations.`
        : `Sum of squares ${rounded(before)} with the values as shipped; nothing was moved.`,
    ],
    sections: [
      {
        title: "Anchors",
        tables: [
          {
            caption: `What is expected of the model as shipped, and where it lies${isFit ? " after the fit" : ""}`,
            ...tabulated(anchors, [
              column.text("anchor", (one) => one.claim.id),
              column.text("use", ({ claim }) => (claim.kind === "calibration" ? "fitted" : "predicted")),
              column.text("expected", (one) => one.expected),
              column.number("as shipped", (one) => shown(one.before)),
              ...(isFit
                ? [column.number("after the fit", (one: Calibration["anchors"][number]) => shown(one.after))]
                : []),
              column.text("it lies", (one) => (one.holds ? "inside" : "OUTSIDE")),
            ]),
          },
        ],
      },
      {
        title: "Parameters",
        tables: [
          {
            caption: `What ${isFit ? "was" : "may be"} fitted, within which range`,
            ...tabulated(parameters, [
              column.text("parameter", (one) => one.name),
              column.quantity("as shipped", (one) => one.before, { digits: 4 }),
              ...(isFit
                ? [
                    column.quantity("after the fit", (one: Calibration["parameters"][number]) => one.after, {
                      digits: 4,
                    }),
                  ]
                : []),
              column.text("unit", (one) => one.unit),
              column.text("range", (one) => one.range.map((end) => rounded(end)).join(" to ")),
            ]),
          },
        ],
      },
    ],
    methods: [],
    data: calibration,
  };
}
