import type { Credibility, Score } from "../analysis/index.ts";
import { rounded } from "../charts/index.ts";
import { disclaimer } from "../writers/index.ts";

const percent = (share: number) => `${Math.round(share * 100)} %`;
const scored = ({ hold, asked }: Score) =>
  asked === 0 ? "none asked" : `${hold} of ${asked} (${percent(hold / asked)})`;
const shown = (value: number | undefined) => (value === undefined ? "never" : rounded(value));
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

/** The score in one sentence, as the first screen of the README has it. */
export function scoreLine({ calibration, prediction, informative, noEffect }: Credibility): string {
  return `Of the published numbers that it was not fitted to it predicts ${scored(prediction)}; of those that a model in which no drug does anything would miss, ${scored(informative)}. That model meets ${noEffect.hold}. Of those that it was fitted to ${scored(calibration)} hold.`;
}

/** The statement of credibility in Markdown, which a terminal can show as it is. */
export function markdownCredibility(found: Credibility): string {
  const { use, tiers, headlines, draws, missed, rivals } = found;
  const all = tiers.reduce((sum, { parameters }) => sum + parameters, 0);
  const purpose = use
    ? `**Question of interest.** ${use.question}\n\n**Context of use.** ${use.context}\n\n**Model influence.** ${use.influence}\n\n**Consequence of a wrong decision.** ${use.consequence}\n\n`
    : "";
  const rivalRows = rivals.map(({ hypothesis, choice, gains, loses }) => [
    `${hypothesis}=${choice}`,
    gains.join(", "),
    loses.join(", ") || "none",
  ]);
  return `# Credibility

${purpose}## Calibration against prediction

${scoreLine(found)}

${table(
  ["claims", "hold"],
  [
    ["fitted (calibration)", scored(found.calibration)],
    ["predicted (validation)", scored(found.prediction)],
    ["predicted, and missed by a model without effects", scored(found.informative)],
    ["predicted, met by a model without effects", scored(found.noEffect)],
  ],
)}

## What the parameters rest on

${table(
  ["evidence", "parameters", "share", "with a source"],
  tiers.map(({ tier, parameters, sourced }) => [
    tier,
    String(parameters),
    percent(parameters / Math.max(all, 1)),
    String(sourced),
  ]),
)}

## What the headlines rest on

5th to 95th percentile over ${draws} draws of all parameters from their ranges; the share of that variance that assumed parameters
alone bring about.

${table(
  ["headline", "value", "90% of draws", "rests on assumed numbers"],
  headlines.map(({ name, value, low, high, assumedShare }) => [
    name,
    shown(value),
    low === undefined ? "" : `${shown(low)} to ${shown(high)}`,
    assumedShare === undefined ? "" : percent(Math.min(assumedShare, 1)),
  ]),
)}

## Rival accounts that the published numbers prefer

${rivalRows.length > 0 ? table(["account", "met only under it", "missed under it"], rivalRows) : "None: under no rival account do more of them hold."}

## What is missed, and why

${missed.map(({ claim, reason }) => `- **${claim}**: ${reason}`).join("\n") || "Nothing."}

${disclaimer}
`;
}

/** The same for machines. */
export function jsonCredibility(found: Credibility) {
  return {
    ...found,
    use: found.use ?? null,
    headlines: found.headlines.map((headline) => ({
      ...headline,
      value: headline.value ?? null,
      low: headline.low ?? null,
      high: headline.high ?? null,
      assumedShare: headline.assumedShare ?? null,
    })),
  };
}
