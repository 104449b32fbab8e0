import type { Fit } from "./types.ts";

/** The fitted values as a person file, which `--set` and `person:` take. */
export function fittedPerson({ subject, parameters }: Fit): string {
  const name = `fitted-${subject.scenarios.join("-")}`
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/-+$/, "");
  const about = `Values fitted to ${subject.points} measured points of ${subject.scenarios.join(" and ")}.`;
  return [
    `person: ${name}`,
    `title: ${JSON.stringify(`Fitted to ${subject.scenarios.join(" and ")}`)}`,
    `about: ${JSON.stringify(about)}`,
    "set:",
    ...parameters.map(({ parameter, value, low, high, determined }) => {
      const interval =
        determined === "yes" && low! <= value && value <= high! ? `, range: [${low}, ${high}]` : "";
      return `  ${parameter.name}: {value: ${value}${interval}, tier: assumed, note: "fitted; ${determined === "yes" ? "the range is the 95% interval" : `determined: ${determined}`}"}`;
    }),
    "",
  ].join("\n");
}
