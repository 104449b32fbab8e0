import type { Case } from "../types.ts";
import { word } from "./language.ts";
import { choiceTitle, hypotheses, withNames } from "./library.ts";
import { changeCase } from "./store.ts";

/** Rival accounts of contested mechanisms, to choose between. */
export function Rivals({ one }: { one: Case }) {
  if (hypotheses.length === 0) return null;
  const count = Object.keys(one.accounts).length;
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
            value={one.accounts[hypothesis.full] ?? hypothesis.default}
            onChange={(event) => {
              const choice = event.currentTarget.value;
              const { [hypothesis.full]: _, ...rest } = one.accounts;
              changeCase({
                accounts: choice === hypothesis.default ? rest : { ...rest, [hypothesis.full]: choice },
              });
            }}
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
