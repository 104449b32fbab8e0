import type { CaseResult, MeasureRow } from "../../engine/index.ts";
import { rounded } from "../../text/index.ts";
import { inPlaceOfNever } from "../headline.ts";
import { isReached, ownName } from "../scenario-text.ts";
import { limits } from "../types.ts";
import { digits, word } from "./language.ts";
import { labels, page, personTitle } from "./library.ts";
import { caseStyle } from "./lines.ts";
import { isShare, level, shown } from "./numbers.ts";
import { Quiet, Stroke } from "./parts.tsx";
import { aside } from "./shown.ts";
import { keptResults, state } from "./state.ts";
import { change, keep, mayReplace } from "./store.ts";

const titles = new Map(page.measures.map(({ name, title }) => [name, title]));
/** A measure of the model in words; a file calls its own by a name. */
const measureName = (name: string) => titles.get(name) ?? (ownName(name) ?? name).replaceAll("_", " ");
/** Whether a measure is shown, and not only there for the sentences of the model. */
const isShown = ({ name }: MeasureRow) => !titles.has(name) || titles.get(name) !== undefined;

/** Cases side by side: what they hold, what they come to, and by how much they differ from the current one. */
export function Compare() {
  const { current, answer } = aside.value;
  const { kept } = state.value;
  const cases = [current, ...kept];
  const titles = labels(cases);
  const answers = [answer, ...kept.map((one) => keptResults.value.get(one))];
  const first = answers[0]?.measures;
  return (
    <div class="compare">
      <p>
        <button type="button" id="keep" onClick={keep} disabled={kept.length >= limits.kept}>
          {word("keep this case")}
        </button>{" "}
        {word(kept.length === 0 ? "kept stay" : "differences stand")}
      </p>
      <Unreached />
      <div class="scroll" tabIndex={0} role="region" aria-label={word("measures of all")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{word("at the end")}</th>
              {titles.map((title, i) => (
                <th scope="col" key={title}>
                  <Swatch index={i} /> {i === 0 ? word("now", { title }) : title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {(first ?? []).filter(isShown).map((row) => (
              <tr key={row.name} title={row.text}>
                <th scope="row">
                  {measureName(row.name)}
                  {ownName(row.name) && <small> {row.text}</small>}
                </th>
                {answers.map((own, i) => (
                  <Cell key={titles[i]} own={own} name={row.name} reference={i === 0 ? undefined : row} />
                ))}
              </tr>
            ))}
            <tr>
              <th scope="row">{word("who")}</th>
              {cases.map((one, i) => (
                <td key={titles[i]}>
                  {one.people.map(personTitle).join(" + ")}
                  {page.care.has(one.care) && `, ${page.text(page.care.get(one.care)!)}`}
                </td>
              ))}
            </tr>
            <tr>
              <th scope="row">{word("changed in model")}</th>
              {cases.map((one, i) => {
                const changes = [
                  ...Object.entries(one.gates).map(([name, gate]) =>
                    word(gate === 0 ? "cut effect" : "weakened effect", { name, gate }),
                  ),
                  ...Object.entries(one.hypotheses).map(([name, choice]) => `${name}: ${choice}`),
                  ...Object.entries(one.set).map(([name, v]) => `${name} = ${digits(String(v))}`),
                ];
                return <td key={titles[i]}>{changes.join(", ") || word("nothing changed")}</td>;
              })}
            </tr>
            {kept.length > 0 && (
              <tr>
                <th scope="row">{word("do")}</th>
                <td />
                {kept.map((one, i) => (
                  <td key={titles[i + 1]}>
                    <Quiet
                      onClick={() => {
                        if (mayReplace(word("go back?", { title: titles[i + 1]! }))) change({ current: one });
                      }}
                    >
                      {word("go back")}
                    </Quiet>{" "}
                    <Quiet
                      aria-label={word("remove what", { what: titles[i + 1]! })}
                      onClick={() => change({ kept: kept.filter((other) => other !== one) })}
                    >
                      {word("remove")}
                    </Quiet>
                  </td>
                ))}
              </tr>
            )}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** Measures of the file that look beyond the end of the run. */
function Unreached() {
  const { file, duration } = state.value;
  const names = Object.entries(file?.measure ?? {}).flatMap(([name, text]) =>
    isReached(text, duration) ? [] : [name.replaceAll("_", " ")],
  );
  if (names.length === 0) return null;
  return <p class="hint">{word("beyond the run", { names: names.join(", ") })}</p>;
}

function Cell(props: { own: CaseResult | undefined; name: string; reference: MeasureRow | undefined }) {
  const row = props.own?.measures.find((one) => one.name === props.name);
  const isDay = row?.unit === "day";
  const text = (days: number | undefined) =>
    isDay && days !== undefined
      ? word("week", { n: Number((days / 7).toPrecision(3)) })
      : row?.unit === "points"
        ? shown(days)
        : level(days, row?.unit);
  const against = props.reference?.value;
  const by = row?.value !== undefined && against !== undefined ? row.value - against : undefined;
  const scale = isDay ? 7 : 1;
  const missing = inPlaceOfNever(page, props.name, props.own?.measures ?? []) ?? word("never");
  return (
    <td class="number">
      {row ? (row.value === undefined ? missing : text(row.value)) : "…"}
      {by !== undefined && Math.abs(by) > 5e-4 && (
        <small>
          {" "}
          ({by > 0 ? "+" : "−"}
          {isShare(row?.unit) ? level(Math.abs(by)) : digits(rounded(Math.abs(by) / scale, 2))})
        </small>
      )}
    </td>
  );
}

/** The line that stands for a case in all charts. */
export function Swatch({ index }: { index: number }) {
  const { color, dash } = caseStyle(index);
  return <Stroke color={color} width={2.5} dash={dash} />;
}
