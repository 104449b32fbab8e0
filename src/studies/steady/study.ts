import { didYouMean } from "../../diagnostics/index.ts";
import type { Cast, Scenario } from "../../scenario/index.ts";
import { wanted } from "../../text/index.ts";
import { type Study, StudyFault } from "../study.ts";
import { steady } from "./plan.ts";
import { tellSteady } from "./tell.ts";
import type { SteadyResult } from "./types.ts";

interface SteadyStudyOptions {
  readonly variables?: readonly string[];
  readonly modes: number;
}

interface SteadyRequest {
  readonly scenario: Scenario;
  readonly cast: Cast;
}

export const steadyStudy: Study<SteadyStudyOptions, SteadyRequest, SteadyResult> = {
  name: "steady",
  about:
    "where everything comes to rest without drug and on it, with the slowest time constants and stability",
  argument: { name: "<scenario>", about: "path of a scenario file, or the name of a shipped one" },
  options: [
    {
      flags: "--variables <names...>",
      about: 'tell these quantities only: names or patterns such as "affect.*"',
      kind: "several",
    },
    {
      flags: "--modes <n>",
      about: "how many time constants to tell, slowest first",
      kind: "count",
      default: 8,
    },
  ],
  writes: "CSV, Parquet, JSON and an HTML report",
  ask(name, _options, lookup) {
    const { experiment, cast } = lookup.scenarios([name])[0]!;
    return { scenario: experiment.scenario, cast };
  },
  async run({ scenario, cast }, { variables, modes }, context) {
    const isWanted = variables?.length ? wanted(variables) : undefined;
    const outcome = await steady(scenario, cast, { ...context, modes, isWanted });
    const { result } = outcome;
    if (result?.isPicked && result.arms.every(({ quantities }) => quantities.length === 0)) {
      const known = cast.model.modules.flatMap((m) =>
        [...m.states, ...m.values].map((one) => `${m.name}.${one.name}`),
      );
      throw new StudyFault(
        `No quantity is called ${variables!.join(" or ")}.\n${didYouMean(variables!, known, "`lull list variables` shows all names; a * stands for any characters.")}`,
        true,
      );
    }
    return outcome;
  },
  tell: tellSteady,
};
