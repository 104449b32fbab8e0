import type { Case } from "../types.ts";
import { word } from "./language.ts";
import { choiceTitle, hypotheses, withNames } from "./library.ts";
import { current } from "./state.ts";
import { changeCase } from "./store.ts";

/** Takes a choice of a hypothesis in the current case; the default goes without saying. */
export function choose({ full, default: usual }: (typeof hypotheses)[number], choice: string): void {
  const { [full]: _, ...rest } = current.value.hypotheses;
  changeCase({ hypotheses: choice === usual ? rest : { ...rest, [full]: choice } });
}

/** Rival hypotheses about contested mechanisms, to choose between. */
export function Rivals({ one }: { one: Case }) {
  if (hypotheses.length === 0) return null;
  const count = Object.keys(one.hypotheses).length;
  return (
    <details class="more rivals">
      <summary>
        {word(count > 0 ? "contested mechanisms told" : "contested mechanisms", {
          n: hypotheses.length,
          told: count,
        })}
      </summary>
      {hypotheses.map((hypothesis) => (
        <label key={hypothesis.full} class="rival">
          <span>{withNames(hypothesis.question)}</span>
          <select
            value={one.hypotheses[hypothesis.full] ?? hypothesis.default}
            onChange={(event) => choose(hypothesis, event.currentTarget.value)}
          >
            {hypothesis.choices.map((choice) => (
              <option key={choice.name} value={choice.name} title={withNames(choice.about)}>
                {choice.name === hypothesis.default
                  ? word("usual choice", { choice: choiceTitle(hypothesis.full, choice.name) })
                  : choiceTitle(hypothesis.full, choice.name)}
              </option>
            ))}
          </select>
        </label>
      ))}
    </details>
  );
}
