import type { Credibility, Score } from "../../analysis/index.ts";
import { column, type Document, type Section, tabulated, withNulls } from "../../document/index.ts";
import { listed, percent, present } from "../../text/index.ts";
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
    sections: present<Section>(
      use && {
        title: "What it is for",
        says: [
          `Question of interest: ${use.question}`,
          `Context of use: ${use.context}`,
          `Model influence: ${use.influence}`,
          `Consequence of a wrong decision: ${use.consequence}`,
        ],
      },
      calibration(found),
      evidence(found),
      headlines(found),
      rivals(found),
      missed(found),
    ),
    methods: [],
    data: credibilityData(found),
    about: { draws: found.draws },
  };
}

function calibration({ calibration, prediction, informative, noEffect }: Credibility): Section {
  const scores: readonly (readonly [name: string, score: Score])[] = [
    ["fitted (calibration)", calibration],
    ["predicted (validation)", prediction],
    ["predicted, and missed by a model without effects", informative],
    ["predicted, met by a model without effects", noEffect],
  ];
  return {
    title: "Calibration against prediction",
    tables: [
      {
        caption: "Claims by published numbers",
        ...tabulated(scores, [
          column.text("claims", ([name]) => name),
          column.count("hold", ([, { hold }]) => hold),
          column.count("of", ([, { asked }]) => asked),
          column.share("share", ([, { hold, asked }]) => (asked > 0 ? hold / asked : null)),
        ]),
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
        ...tabulated(tiers, [
          column.text("evidence", (one) => one.tier),
          column.count("parameters", (one) => one.parameters),
          column.share("share", (one) => one.parameters / Math.max(all, 1)),
          column.count("with a source", (one) => one.sourced),
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
        ...tabulated(all, [
          column.text("headline", (one) => one.name),
          column.number("value (90% of draws)", ({ value, low, high }) =>
            value === undefined || low === undefined || high === undefined ? value : { value, low, high },
          ),
          column.share("rests on assumed numbers", ({ assumedShare }) =>
            assumedShare === undefined ? null : Math.min(assumedShare, 1),
          ),
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
        ...tabulated(all, [
          column.text("hypothesis", ({ hypothesis, choice }) => `${hypothesis}=${choice}`),
          column.text("met only under it", (one) => listed(one.gains)),
          column.text("missed under it", (one) => listed(one.loses) || "none"),
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
  return { ...found, use: found.use ?? null, headlines: found.headlines.map(withNulls) };
}
