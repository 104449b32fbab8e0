import { didYouMean } from "../../diagnostics/index.ts";
import { listed, quoted } from "../../text/index.ts";
import { type Study, StudyFault, type StudyLookup } from "../study.ts";
import { compareSides } from "./plan.ts";
import { tellCompared } from "./tell.ts";
import type { Compared, Contrast, Side } from "./types.ts";

interface CompareStudyOptions {
  readonly other?: string;
  readonly arms?: readonly string[];
  readonly models?: string;
  readonly modelsB?: string;
}

export const compareStudy: Study<CompareStudyOptions, Contrast, Compared> = {
  name: "compare",
  about:
    "two scenarios, two arms of one, or one under two folders or commits of models: what differs, in and out",
  argument: { name: "<scenario>", about: "path of a scenario file, or the name of a shipped one" },
  other: { name: "[other]", about: "the scenario to compare it with (arms of the same label are paired)" },
  options: [
    {
      flags: "--arms <labels...>",
      about: "two arms: of the scenario, or one of each; a single one: this arm in both",
      kind: "several",
    },
    {
      flags: "--models-b <dir>",
      about:
        "folder of models for the second one (--models: for the first), or git:COMMIT for the first one's as it was",
    },
  ],
  writes: "plots, CSV, Parquet, JSON and an HTML report",
  ask: contrastOf,
  run: async (contrast, _, context) => ({ result: await compareSides(contrast, context), diagnostics: [] }),
  tell: tellCompared,
};

/** What is compared with what. */
export function contrastOf(
  name: string,
  options: CompareStudyOptions,
  lookup: Pick<StudyLookup, "scenarios">,
): Contrast {
  const { other, arms = [], models, modelsB } = options;
  if (arms.length > 2)
    throw new StudyFault(
      `--arms takes two arms, and there are ${arms.length}: ${listed(arms.map(quoted))}.`,
      true,
    );
  if (other === undefined && modelsB === undefined) {
    const one = lookup.scenarios([name])[0]!;
    if (arms.length !== 2)
      throw new StudyFault(
        `${arms.length === 1 ? `${quoted(arms[0]!)} is one arm, and there is nothing beside it. ` : ""}Say what to compare it with: another scenario, two of its arms (--arms ${labelsOf(one).slice(0, 2).map(quoted).join(" ")}) or other models (--models-b DIR, or --models-b git:HEAD for those of the last commit).`,
        true,
      );
    const labels = [armOf(arms[0]!, one), armOf(arms[1]!, one)] as const;
    const names = labels[0] === labels[1] ? [`${labels[0]} (first)`, `${labels[0]} (second)`] : labels;
    return {
      title: one.experiment.scenario.title,
      sides: [
        { ...one, name: names[0]! },
        { ...one, name: names[1]! },
      ],
      arms: [labels],
    };
  }
  const [a, b] = lookup.scenarios([name, other ?? name], [models, modelsB ?? models]);
  const names = namesOf(
    [a!.experiment.scenario.id, b!.experiment.scenario.id],
    [name, other ?? name],
    [a!.models.name, b!.models.name],
  );
  const titles = [...new Set([a!, b!].map(({ experiment }) => experiment.scenario.title))];
  return {
    title: titles.join(" and "),
    sides: [
      { ...a!, name: names[0] },
      { ...b!, name: names[1] },
    ],
    arms: pairsOf(a!, b!, arms),
  };
}

type UnnamedSide = Omit<Side, "name">;
const labelsOf = ({ experiment }: UnnamedSide) => experiment.scenario.arms.map(({ label }) => label);

/** What tells the two apart: the first of these that does. */
function namesOf(...candidates: readonly (readonly [string, string])[]): readonly [string, string] {
  const name = candidates[0]![0];
  return candidates.find(([a, b]) => a !== b) ?? [`${name} (first)`, `${name} (second)`];
}

function pairsOf(a: UnnamedSide, b: UnnamedSide, asked: readonly string[]): Contrast["arms"] {
  const [one, two = one] = asked;
  if (one !== undefined) return [[armOf(one, a), armOf(two!, b)]];
  const others = new Set(labelsOf(b));
  const shared = labelsOf(a).filter((label) => others.has(label));
  if (shared.length > 0) return shared.map((label) => [label, label]);
  throw new StudyFault(
    `No arm of the one has the label of one of the other, so it is not clear which to compare.\nThe first has ${listed(labelsOf(a).map(quoted))}, the second ${listed(labelsOf(b).map(quoted))}: choose with --arms "first" "second".`,
    true,
  );
}

function armOf(label: string, side: UnnamedSide): string {
  const labels = labelsOf(side);
  if (labels.includes(label)) return label;
  throw new StudyFault(
    `The scenario ${quoted(side.experiment.scenario.id)} has no arm ${quoted(label)}.\n${didYouMean(label, labels, `Its arms: ${labels.map(quoted).join(", ")}.`)}`,
  );
}
