import { useSignal } from "@preact/signals";
import type { Tier } from "../../model/index.ts";
import { type Claim, measuresOf } from "../../scenario/index.ts";
import { sensitivityWords } from "../../studies/index.ts";
import type { ClaimVerdict } from "../study-types.ts";
import { inPercent, language, word } from "./language.ts";
import { claims as claimsOfLibrary, inside, library, sourceOf, withNames } from "./library.ts";
import { nice } from "./names.ts";
import { Quiet, SaidOf } from "./parts.tsx";
import { rich } from "./rich.tsx";
import { current, state } from "./state.ts";
import { questionOf, studyOf } from "./studies.ts";
import { InEnglish, Progress, useStudy } from "./study-view.tsx";

/** The claims that this view rests on, and how contested each is. */
export function Sure() {
  const touched = claimsOf(state.value.main);
  const counts = tierCounts();
  const total = counts.reduce((sum, [, n]) => sum + n, 0);
  const claims = { kind: "claims", ids: touched.map((claim) => claim.id) } as const;
  useStudy(claims);
  const verdicts = studyOf<"claims">(claims)?.answer?.verdicts;
  return (
    <div class="sure">
      <p>
        {word("numbers of the model", {
          n: total,
          counts: counts.map(([tier, n]) => `${n} ${word(`tier ${tier}`)}`).join(", "),
        })}
      </p>
      <Rests />
      <h2>{word("statements behind", { what: inside(nice(state.value.main)) })}</h2>
      <InEnglish />
      <Progress question={claims} doing={word("running experiments")} />
      {touched.length === 0 && <p>{word("no statement")}</p>}
      <ul class="claims">
        {touched.map((claim) => (
          <li key={claim.id}>
            <Contested claim={claim} />{" "}
            <Holds claim={claim} verdict={verdicts?.find(({ id }) => id === claim.id)} />{" "}
            <span lang="en">{withNames(claim.says)}</span>
            {claim.population && (
              <p class="hint">
                {rich(word("asked of a population", { id: claim.id }), {
                  code: (text) => <code>{text}</code>,
                })}
              </p>
            )}
            {claim.fails && (
              <p class="hint">
                {rich(word("model fails"), {
                  why: () => <span lang="en">{withNames(claim.fails ?? "")}</span>,
                })}
              </p>
            )}
            {claim.note && <SaidOf>{withNames(claim.note)}</SaidOf>}
            {claim.sources.length > 0 && (
              <SaidOf>{claim.sources.map((id) => sourceOf(id)?.citation ?? id).join(" · ")}</SaidOf>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** About how many runs the answer takes. */
const numberOfRuns = 1600;

/** How much of the value at the end rests on assumed numbers, once asked for. */
function Rests() {
  const question = questionOf("rests");
  const asked = useSignal("");
  const key = JSON.stringify(question);
  useStudy(question, asked.value === key);
  const result = studyOf<"rests">(question)?.answer?.sensitivity;
  if (!result && asked.value !== key)
    return (
      <p>
        <Quiet
          id="work-out-burden"
          onClick={() => {
            asked.value = key;
          }}
        >
          {word("how much assumed")}
        </Quiet>{" "}
        <span class="hint">{word("takes runs", { n: numberOfRuns.toLocaleString(language()) })}</span>
      </p>
    );
  return (
    <div class="rests">
      <Progress question={question} doing={word("varying")} />
      {result &&
        sensitivityWords(result).map((sentence) => (
          <p key={sentence} lang="en">
            {sentence}
          </p>
        ))}
      {result?.burden && (
        <ul class="tiers" aria-label={word("variance by tier")}>
          {result.burden.map(({ tier, first }) => (
            <li key={tier}>
              <span class="tier">{word(`tier ${tier}`)}</span>
              <span class="bar more" style={{ width: `${50 * Math.min(1, Math.max(0, first.value))}%` }} />
              {inPercent(Math.min(1, Math.max(0, first.value)))}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Whether the model as shipped does what a statement says. */
function Holds({ claim, verdict }: { claim: Claim; verdict: ClaimVerdict | undefined }) {
  if (!verdict) return claim.population ? <span class="badge">{word("not asked here")}</span> : null;
  return (
    <span class={`badge ${verdict.passes ? "no" : "disputed"}`} title={verdict.reason ?? ""}>
      {word(verdict.passes ? "shown by the model" : "not shown")}
    </span>
  );
}

export function Contested({ claim }: { claim: Claim }) {
  return <span class={`badge ${claim.contested}`}>{word(`contested ${claim.contested}`)}</span>;
}

/** Claims that measure the variable, or that an arrow cut here carries. */
function claimsOf(variable: string): Claim[] {
  const cut = new Set(Object.keys(current.value.gates));
  const module = variable.slice(0, variable.indexOf("."));
  const main = library.model.follow?.[0];
  const all = claimsOfLibrary();
  const about = (claim: Claim) => measuresOf(claim).some((measure) => measure.variable.includes(variable));
  const near = (claim: Claim) =>
    (main?.startsWith(`${module}.`) &&
      measuresOf(claim).some((measure) => measure.variable.includes(main))) ||
    claim.carriedBy.some((effect) => cut.has(effect));
  const direct = all.filter(about);
  return [...direct, ...all.filter((claim) => near(claim) && !direct.includes(claim))].slice(0, 24);
}

function tierCounts(): [Tier, number][] {
  const counts = new Map<Tier, number>();
  for (const module of library.model.modules)
    for (const { tier } of module.parameters) counts.set(tier, (counts.get(tier) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}
