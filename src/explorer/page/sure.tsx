import { useSignal } from "@preact/signals";
import { type Claim, measuresOf } from "../../scenario/index.ts";
import { sensitivityWords } from "../../studies/index.ts";
import type { Verdict } from "../study-types.ts";
import { claims as claimsOfLibrary, inside, library, sourceOf, withNames } from "./library.ts";
import { nice } from "./names.ts";
import { current, state } from "./store.ts";
import { questionOf, studyOf } from "./studies.ts";
import { Progress, useStudy } from "./study-view.tsx";

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
        The {total} numbers of the model: {counts.map(([tier, n]) => `${n} ${tier}`).join(", ")}. What the
        charts show is what these together come to, not what was measured in a person.
      </p>
      <Rests />
      <h2>Statements behind {inside(nice(state.value.main))}</h2>
      <Progress question={claims} doing="Running their experiments in this model…" />
      {touched.length === 0 && <p>No statement is about this variable itself.</p>}
      <ul class="claims">
        {touched.map((claim) => (
          <li key={claim.id}>
            <Contested claim={claim} />{" "}
            <Holds claim={claim} verdict={verdicts?.find(({ id }) => id === claim.id)} />{" "}
            {withNames(claim.says)}
            {claim.population && (
              <p class="hint">
                Asked of a population; run <code>lull check {claim.id}</code>.
              </p>
            )}
            {claim.fails && <p class="hint">The model does not show this: {withNames(claim.fails)}</p>}
            {claim.note && <p class="hint">{withNames(claim.note)}</p>}
            {claim.sources.length > 0 && (
              <p class="hint">{claim.sources.map((id) => sourceOf(id)?.citation ?? id).join(" · ")}</p>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

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
        <button
          type="button"
          class="quiet"
          id="work-out-burden"
          onClick={() => {
            asked.value = key;
          }}
        >
          How much of this curve rests on assumed numbers?
        </button>{" "}
        <span class="hint">takes some 1,600 runs</span>
      </p>
    );
  return (
    <div class="rests">
      <Progress question={question} doing="Varying every uncertain number…" />
      {result && sensitivityWords(result).map((sentence) => <p key={sentence}>{sentence}</p>)}
      {result?.burden && (
        <ul class="tiers" aria-label="Share of the variance by tier of evidence">
          {result.burden.map(({ tier, first }) => (
            <li key={tier}>
              <span class="tier">{tier}</span>
              <span class="bar more" style={{ width: `${50 * Math.min(1, Math.max(0, first.value))}%` }} />
              {Math.round(100 * Math.min(1, Math.max(0, first.value)))}%
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Whether the model as shipped does what a statement says. */
function Holds({ claim, verdict }: { claim: Claim; verdict: Verdict | undefined }) {
  if (!verdict) return claim.population ? <span class="badge">not asked here</span> : null;
  return (
    <span class={`badge ${verdict.passes ? "no" : "disputed"}`} title={verdict.reason ?? ""}>
      {verdict.passes ? "shown by the model" : "not shown"}
    </span>
  );
}

export function Contested({ claim }: { claim: Claim }) {
  const text = { no: "undisputed", debated: "debated", disputed: "disputed" }[claim.contested];
  return <span class={`badge ${claim.contested}`}>{text}</span>;
}

/** Claims that measure the variable, or that an arrow cut here carries. */
function claimsOf(variable: string): Claim[] {
  const cut = new Set(Object.keys(current.value.gates));
  const module = variable.slice(0, variable.indexOf("."));
  const all = claimsOfLibrary();
  const about = (claim: Claim) => measuresOf(claim).some((measure) => measure.variable.includes(variable));
  const near = (claim: Claim) =>
    measuresOf(claim).some((measure) => measure.variable.includes(`${module}.blunting`)) ||
    claim.carriedBy.some((effect) => cut.has(effect));
  const direct = all.filter(about);
  return [...direct, ...all.filter((claim) => near(claim) && !direct.includes(claim))].slice(0, 24);
}

function tierCounts(): [string, number][] {
  const counts = new Map<string, number>();
  for (const module of library.model.modules)
    for (const { tier } of module.parameters) counts.set(tier, (counts.get(tier) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}
