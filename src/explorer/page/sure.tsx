import type { Claim } from "../../scenario/index.ts";
import { library, sourceOf } from "./library.ts";
import { current, state } from "./store.ts";

/** The claims that this view rests on, and how contested each is. */
export function Sure() {
  const touched = claimsOf(state.value.main);
  const counts = tierCounts();
  const total = counts.reduce((sum, [, n]) => sum + n, 0);
  const assumed = counts.find(([tier]) => tier === "assumed")?.[1] ?? 0;
  return (
    <div class="sure">
      <p>
        Of the {total} numbers of the model, {assumed} are assumed:{" "}
        {counts.map(([tier, n]) => `${n} ${tier}`).join(", ")}. Numbers in the charts are what these together
        come to, not what was measured in a person.
      </p>
      <h2>Statements that speak of {state.value.main.replace(".", ", ").replaceAll("_", " ")}</h2>
      {touched.length === 0 && <p>No statement is about this variable itself.</p>}
      <ul class="claims">
        {touched.map((claim) => (
          <li key={claim.id}>
            <Contested claim={claim} /> {claim.says}
            {claim.fails && <p class="hint">The model does not show this: {claim.fails}</p>}
            {claim.note && <p class="hint">{claim.note}</p>}
            {claim.sources.length > 0 && (
              <p class="hint">{claim.sources.map((id) => sourceOf(id)?.citation ?? id).join(" · ")}</p>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

export function Contested({ claim }: { claim: Claim }) {
  const text = { no: "settled", debated: "debated", disputed: "disputed" }[claim.contested];
  return <span class={`badge ${claim.contested}`}>{text}</span>;
}

/** Claims that measure the variable, or that an arrow cut here carries. */
function claimsOf(variable: string): Claim[] {
  const cut = new Set(Object.keys(current.value.gates));
  const module = variable.slice(0, variable.indexOf("."));
  const all = [...library.claims.values()];
  const about = (claim: Claim) => JSON.stringify([claim.measure]).includes(variable);
  const near = (claim: Claim) =>
    JSON.stringify([claim.measure]).includes(`${module}.blunting`) ||
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
