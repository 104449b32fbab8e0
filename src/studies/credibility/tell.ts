import type { Credibility, Score } from "../../analysis/index.ts";
import type { Document, Row, Section } from "../../document/index.ts";
import { listed, percent } from "../../text/index.ts";
import { failedClaimNotes } from "../failures.ts";

const scored = ({ hold, asked }: Score) =>
  asked === 0 ? "none asked" : `${hold} of ${asked} (${percent(hold / asked)})`;

/** The score in sentences, as the first screen of the README has it. */
export function scoreWords({ calibration, prediction, informative, noEffect }: Credibility): string[] {
  return [
    `Of the published numbers that it was not fitted to it predicts ${scored(prediction)}; of those that a model in which no drug does anything would miss, ${scored(informative)}.`,
    `That model meets ${noEffect.hold}.`,
    `Of those that it was fitted to ${scored(calibration)} hold.`,
  ];
}

/** How far a model can be trusted, and for what, in the terms of ICH M15 and of the CURE principles, as a document. */
export function tellCredibility(found: Credibility): Document {
  const { use } = found;
  return {
    title: "Credibility",
    lead: "How far can the model be trusted, and for what?",
    notes: failedClaimNotes(found.failed),
    answers: scoreWords(found),
    sections: [
      ...(use
        ? [
            {
              title: "What it is for",
              says: [
                `Question of interest: ${use.question}`,
                `Context of use: ${use.context}`,
                `Model influence: ${use.influence}`,
                `Consequence of a wrong decision: ${use.consequence}`,
              ],
            },
          ]
        : []),
      calibration(found),
      evidence(found),
      headlines(found),
      rivals(found),
      missed(found),
    ],
    methods: [],
    data: credibilityData(found),
    about: { draws: found.draws },
  };
}

function calibration(found: Credibility): Section {
  const row = (name: string, { hold, asked }: Score): Row => [
    name,
    hold,
    asked,
    asked > 0 ? hold / asked : null,
  ];
  return {
    title: "Calibration against prediction",
    tables: [
      {
        caption: "Claims by published numbers",
        columns: [
          { name: "claims", kind: "text" },
          { name: "hold", kind: "count" },
          { name: "of", kind: "count" },
          { name: "share", kind: "share" },
        ],
        rows: [
          row("fitted (calibration)", found.calibration),
          row("predicted (validation)", found.prediction),
          row("predicted, and missed by a model without effects", found.informative),
          row("predicted, met by a model without effects", found.noEffect),
        ],
      },
    ],
  };
}

function evidence({ tiers }: Credibility): Section {
  const all = tiers.reduce((sum, { parameters }) => sum + parameters, 0);
  return {
    title: "What the parameters rest on",
    tables: [
      {
        caption: "Parameters by tier of evidence",
        columns: [
          { name: "evidence", kind: "text" },
          { name: "parameters", kind: "count" },
          { name: "share", kind: "share" },
          { name: "with a source", kind: "count" },
        ],
        rows: tiers.map(({ tier, parameters, sourced }) => [
          tier,
          parameters,
          parameters / Math.max(all, 1),
          sourced,
        ]),
      },
    ],
  };
}

function headlines({ headlines: all, draws }: Credibility): Section {
  return {
    title: "What the headlines rest on",
    says: [
      `5th to 95th percentile over ${draws} draws of all parameters from their ranges, and the share of that variance that assumed parameters alone bring about.`,
    ],
    tables: [
      {
        caption: "Numbers that people quote",
        columns: [
          { name: "headline", kind: "text" },
          { name: "value (90% of draws)", kind: "number" },
          { name: "rests on assumed numbers", kind: "share" },
        ],
        rows: all.map(({ name, value, low, high, assumedShare }) => [
          name,
          value === undefined || low === undefined || high === undefined ? value : { value, low, high },
          assumedShare === undefined ? null : Math.min(assumedShare, 1),
        ]),
      },
    ],
  };
}

function rivals({ rivals: all }: Credibility): Section {
  return {
    title: "Rival hypotheses that the published numbers prefer",
    says: all.length > 0 ? [] : ["None: under no rival hypothesis do more of them hold."],
    tables: [
      {
        caption: "Hypotheses under which more of them hold",
        columns: [
          { name: "account", kind: "text" },
          { name: "met only under it", kind: "text" },
          { name: "missed under it", kind: "text" },
        ],
        rows: all.map(({ hypothesis, choice, gains, loses }) => [
          `${hypothesis}=${choice}`,
          listed(gains),
          listed(loses) || "none",
        ]),
      },
    ],
  };
}

function missed({ missed: all }: Credibility): Section {
  return {
    title: "What is missed, and why",
    says: all.length > 0 ? all.map(({ claim, reason }) => `${claim}: ${reason}`) : ["Nothing."],
  };
}

/** The same for machines. */
export function credibilityData(found: Credibility) {
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
