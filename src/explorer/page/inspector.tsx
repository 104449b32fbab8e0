import type { ModuleSource } from "../../model/index.ts";
import { toggle } from "./circuit-actions.ts";
import { word } from "./language.ts";
import { choiceTitle, hypotheses, library, sourceOf, withNames } from "./library.ts";
import { readingOf } from "./lines.ts";
import { shown, when } from "./numbers.ts";
import { Parameters } from "./parameters.tsx";
import { SaidOf, Tick } from "./parts.tsx";
import { choose } from "./rivals.tsx";
import { aside, gates } from "./shown.ts";
import { current, cursor } from "./state.ts";
import { InEnglish } from "./study-view.tsx";

/** One system of the model: its equations, numbers, where they come from, and rival hypotheses to choose between. */
export function Inspector({ module: name }: { module: string }) {
  const module = library.model.modules.find((m) => m.name === name);
  if (!module) return null;
  const ids = new Set([
    ...module.parameters.flatMap((p) => p.sources),
    ...module.effects.flatMap((e) => e.sources),
  ]);
  return (
    <aside class="inspector" aria-label={module.title}>
      <h2>{module.title}</h2>
      <InEnglish />
      <p lang="en">{withNames(module.about)}</p>
      <Hypotheses module={module} />
      <Parameters module={module} />
      {module.effects.length > 0 && <h3>{word("effects on it", { when: when(cursor.value) })}</h3>}
      <ul class="effects">
        {module.effects.map((effect) => {
          const full = `${name}.${effect.name}`;
          const cut = gates.value[full] === 0;
          return (
            <li key={full}>
              <Tick isOn={!cut} onTick={() => toggle([full])}>
                <b lang="en">{effect.name.replaceAll("_", " ")}</b>{" "}
                {cut ? word("is cut") : `× ${shown(readingOf(full, aside.value))}`}
              </Tick>
              <SaidOf>{withNames(effect.about)}</SaidOf>
              <code>{effect.formula.text}</code>
            </li>
          );
        })}
      </ul>
      <Equations
        title={word("states")}
        of={module.states}
        text={(s) => `d ${s.name} / dt = ${s.rate.text}`}
      />
      <Equations title={word("values")} of={module.values} text={(v) => `${v.name} = ${v.formula.text}`} />
      {ids.size > 0 && (
        <details class="more">
          <summary>{word("sources", { n: ids.size })}</summary>
          <ul>
            {[...ids].map((id) => (
              <li key={id} class="hint">
                {sourceOf(id)?.citation ?? id}
              </li>
            ))}
          </ul>
        </details>
      )}
    </aside>
  );
}

/** What a system computes of one kind, each with what it is. */
function Equations<T extends { readonly name: string; readonly about: string }>(props: {
  title: string;
  of: readonly T[];
  text: (one: T) => string;
}) {
  return (
    <>
      {props.of.length > 0 && <h3>{props.title}</h3>}
      <ul>
        {props.of.map((one) => (
          <li key={one.name}>
            <SaidOf>{withNames(one.about)}</SaidOf>
            <code>{props.text(one)}</code>
          </li>
        ))}
      </ul>
    </>
  );
}

function Hypotheses({ module }: { module: ModuleSource }) {
  const own = hypotheses.filter((h) => h.full.startsWith(`${module.name}.`));
  return (
    <>
      {own.map((hypothesis) => (
        <fieldset key={hypothesis.full} class="hypothesis">
          <legend>{hypothesis.question}</legend>
          {hypothesis.choices.map((choice) => (
            <label key={choice.name} class="switch">
              <input
                type="radio"
                name={hypothesis.full}
                checked={(current.value.hypotheses[hypothesis.full] ?? hypothesis.default) === choice.name}
                onChange={() => choose(hypothesis, choice.name)}
              />
              <span>
                <b>{choiceTitle(hypothesis.full, choice.name)}</b>.{" "}
                <span lang="en">{withNames(choice.about)}</span>
              </span>
            </label>
          ))}
        </fieldset>
      ))}
    </>
  );
}
