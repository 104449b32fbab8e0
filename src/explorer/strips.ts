/** What a strip shows in place of a variable: what is given. */
export const dose = "dose";

/** Strips in the order in which the cause flows, each with the groups of variables that it can show. */
export interface Strip {
  readonly id:
    | "dose"
    | "plasma"
    | "occupancy"
    | "serotonin"
    | "receptors"
    | "dopamine"
    | "circuits"
    | "affect";
  readonly groups: readonly string[];
  readonly first: string;
}

export const strips: readonly Strip[] = [
  { id: "dose", groups: [], first: dose },
  { id: "plasma", groups: [], first: "plasma" },
  { id: "occupancy", groups: ["transporter"], first: "sert.occupancy" },
  {
    id: "serotonin",
    groups: ["serotonin", "raphe", "balance"],
    first: "serotonin.prefrontal",
  },
  { id: "receptors", groups: ["receptors"], first: "signal.ht2c_vta" },
  { id: "dopamine", groups: ["dopamine", "cortex", "learning"], first: "dopamine.phasic" },
  {
    id: "circuits",
    groups: [
      "circuits",
      "networks",
      "salience",
      "effort",
      "imaging",
      "stress",
      "immune",
      "social",
      "clock",
      "sleep",
      "growth",
    ],
    first: "striatum.anticipation",
  },
  { id: "affect", groups: ["affect", "blunting", "scales"], first: "affect.depression" },
];

export const mainChoices = [
  "affect.blunting_equal_mood",
  "affect.blunting_drug",
  "affect.blunting",
  "affect.positive_reactivity",
  "affect.negative_reactivity",
  "affect.motivation",
  "affect.depression",
];

/** What the picture of a week is made from. */
export const felt = ["affect.positive_felt", "affect.negative_felt"];

/** Every variable that the page shows when it is opened. */
export const firstShown = (drugs: readonly string[]): string[] => [
  ...mainChoices,
  ...felt,
  ...strips.map(({ first }) => first).filter((name) => name.includes(".")),
  ...drugs.map((drug) => `plasma.${drug}`),
];
