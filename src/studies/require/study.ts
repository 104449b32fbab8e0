import { didYouMean } from "../../diagnostics/index.ts";
import type { Claim } from "../../scenario/index.ts";
import { wanted } from "../../text/index.ts";
import { type Question, type QuestionOptions, questionOptions, type Study, StudyFault } from "../study.ts";
import { requireClaim, requireOutcome } from "./plan.ts";
import { type Bounds, targetOf } from "./target.ts";
import { tellRequirement } from "./tell.ts";
import type { Requirement, Target } from "./types.ts";

interface RequireFlags extends Partial<QuestionOptions>, Bounds {
  readonly parameters: readonly string[];
  readonly set?: readonly string[];
  readonly knockout?: readonly string[];
  readonly hypothesis?: readonly string[];
  readonly person?: string;
}

type RequireRequest =
  | { readonly claim: Claim; readonly row: readonly Claim[] }
  | { readonly question: Question; readonly target: Target };

export const requireStudy: Study<RequireFlags, RequireRequest, Requirement> = {
  name: "require",
  about:
    "what would have to be true? The smallest changes of parameters, within their declared ranges, that make a failing claim true or meet a target",
  argument: {
    name: "<claim|scenario>",
    about: "id of a claim; or, with --measure, a scenario by path or name",
  },
  options: [
    ...questionOptions.map((option) => ({ ...option, isRequired: false })),
    { flags: "--at-least <x>", about: "the measure should be no less", kind: "number" },
    { flags: "--at-most <x>", about: "the measure should be no more", kind: "number" },
    { flags: "--between <bounds...>", about: "the measure should lie between two numbers", kind: "several" },
    {
      flags: "--parameters <pattern>",
      about: 'move only these, for example "vta.*" (may be repeated)',
      kind: "list",
      default: "all",
    },
  ],
  writes: "an HTML report and JSON",
  file: "requirement",
  ask(name, options, lookup) {
    const { measure } = options;
    if (measure === undefined) return claimAsked(name, options, lookup.claim(name));
    const target = targetOf(options);
    return { question: lookup.question(name, { ...options, measure }), target };
  },
  async run(asked, { parameters }, { cast, ...context }) {
    const options = { ...context, isWanted: wanted(parameters) };
    const outcome =
      "claim" in asked
        ? await requireClaim(asked.claim, asked.row, cast, options)
        : await requireOutcome({ ...asked.question, target: asked.target }, cast, options);
    if (outcome.result?.parameters === 0)
      throw new StudyFault(
        `No uncertain parameter is called ${parameters.join(" or ")}.\n\`lull list parameters\` shows them all; * stands for any characters.`,
      );
    return outcome;
  },
  tell: tellRequirement,
};

/** The claim, and those of its row that an answer could break. @throws StudyFault where it cannot be asked so */
function claimAsked(
  name: string,
  { set = [], knockout = [], hypothesis = [], person, ...options }: RequireFlags,
  { claim, library }: { claim: Claim | undefined; library: { claims: ReadonlyMap<string, Claim> } },
): RequireRequest {
  const all = [...library.claims.values()];
  if (!claim)
    throw new StudyFault(
      `There is no claim "${name}".\n${didYouMean(name, library.claims.keys(), "`lull list claims` shows them all.")} To ask for an outcome of a scenario, add --measure.`,
    );
  const own = [options.arm, options.against, options.atLeast, options.atMost, options.between, person];
  if (own.some((one) => one !== undefined) || set.length + knockout.length + hypothesis.length > 0)
    throw new StudyFault(
      "A claim says itself what is simulated and expected; only --parameters, --models and --workers go with it.\nTo ask for another outcome, name a scenario and a --measure.",
    );
  if (claim.population)
    throw new StudyFault(
      `The claim "${name}" is about many people, not about one.\nAsk for an outcome of one person with a scenario and --measure.`,
    );
  return { claim, row: all.filter((other) => other.row === claim.row && !other.population) };
}
