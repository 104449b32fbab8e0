import { rounded } from "../../charts/index.ts";
import { type Answer, columnOf, type MeasureRow } from "../../engine/index.ts";
import { careText } from "../case.ts";
import { isReached, ownName } from "../scenario-text.ts";
import { limits } from "../types.ts";
import { labels, personTitle } from "./library.ts";
import { caseStyle } from "./lines.ts";
import { isShare, level, shown } from "./numbers.ts";
import { change, keep, keptResults, mayReplace, result, state } from "./store.ts";

const measureNames: Record<string, string> = {
  blunting_onset: "blunting by the drug, at equal mood, passes 5%",
  blunting_half: "half of what it comes to is there",
  blunting_equal_mood: "blunting by the drug, at equal mood",
  blunting_by_drug: "the same on balance, the illness lifted taken off",
  blunting: "blunting in all",
  depression_halved: "depression halved",
  depression: "depression",
  positive_reactivity: "response to what is good",
  motivation: "motivation",
  odq: "ODQ score",
  madrs_change: "change of MADRS",
};

/** Cases side by side: what they hold, what they come to, and by how much they differ from the current one. */
export function Compare() {
  const { current, kept } = state.value;
  const cases = [current, ...kept];
  const titles = labels(cases);
  const answers = [result.value, ...kept.map((one) => keptResults.value.get(one))];
  const first = answers[0]?.measures;
  return (
    <div class="compare">
      <p>
        <button type="button" id="keep" onClick={keep} disabled={kept.length >= limits.kept}>
          Keep this case
        </button>{" "}
        {kept.length === 0
          ? "Kept cases stay in every chart, and here, while you change the current one."
          : "Differences from the current case stand beside each number."}
      </p>
      <Unreached />
      <div class="scroll" tabIndex={0} role="region" aria-label="Measures of all cases">
        <table>
          <thead>
            <tr>
              <th scope="col">At the end, unless a time is named</th>
              {titles.map((title, i) => (
                <th scope="col" key={title}>
                  <Swatch index={i} /> {i === 0 ? "now: " : ""}
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {(first ?? []).map((row) => (
              <tr key={row.name} title={row.text}>
                <th scope="row">
                  {measureNames[row.name] ?? (ownName(row.name) ?? row.name).replaceAll("_", " ")}
                  {ownName(row.name) && <small> {row.text}</small>}
                </th>
                {answers.map((own, i) => (
                  <Cell key={titles[i]} own={own} name={row.name} reference={i === 0 ? undefined : row} />
                ))}
              </tr>
            ))}
            <tr>
              <th scope="row">who</th>
              {cases.map((one, i) => (
                <td key={titles[i]}>
                  {one.people.map(personTitle).join(" + ")}
                  {!isWell(answers[i]) && `, ${careText(one.care)}`}
                </td>
              ))}
            </tr>
            <tr>
              <th scope="row">changed in the model</th>
              {cases.map((one, i) => {
                const changes = [
                  ...Object.entries(one.gates).map(
                    ([name, gate]) => `${name} ${gate === 0 ? "cut" : `at ${gate}`}`,
                  ),
                  ...Object.entries(one.accounts).map(([name, choice]) => `${name}: ${choice}`),
                  ...Object.entries(one.set).map(([name, v]) => `${name} = ${v}`),
                ];
                return <td key={titles[i]}>{changes.join(", ") || "nothing"}</td>;
              })}
            </tr>
            {kept.length > 0 && (
              <tr>
                <th scope="row">do</th>
                <td />
                {kept.map((one, i) => (
                  <td key={titles[i + 1]}>
                    <button
                      type="button"
                      class="quiet"
                      onClick={() => {
                        if (mayReplace(`Go back to “${titles[i + 1]}”?`)) change({ current: one });
                      }}
                    >
                      go back to it
                    </button>{" "}
                    <button
                      type="button"
                      class="quiet"
                      aria-label={`Remove ${titles[i + 1]}`}
                      onClick={() => change({ kept: kept.filter((other) => other !== one) })}
                    >
                      remove
                    </button>
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
  return <p class="hint">Beyond the end of this run, and so without a value: {names.join(", ")}.</p>;
}

function Cell(props: { own: Answer | undefined; name: string; reference: MeasureRow | undefined }) {
  const row = props.own?.measures.find((one) => one.name === props.name);
  const isDay = row?.unit === "day";
  const text = (days: number | undefined) =>
    isDay && days !== undefined
      ? `week ${shown(days / 7)}`
      : row?.unit === "points"
        ? shown(days)
        : level(days, row?.unit);
  const against = props.reference?.value;
  const by = row?.value !== undefined && against !== undefined ? row.value - against : undefined;
  const scale = isDay ? 7 : 1;
  const missing = props.name === "depression_halved" && isWell(props.own) ? "not depressed" : "never";
  return (
    <td class="number">
      {row ? (row.value === undefined ? missing : text(row.value)) : "…"}
      {by !== undefined && Math.abs(by) > 5e-4 && (
        <small>
          {" "}
          ({by > 0 ? "+" : "−"}
          {isShare(row?.unit) ? level(Math.abs(by)) : rounded(Math.abs(by) / scale, 2)})
        </small>
      )}
    </td>
  );
}

/** Whether somebody was not depressed to begin with. */
function isWell(answer: Answer | undefined): boolean {
  const depression = answer && columnOf(answer.samples, "affect.depression");
  return depression !== undefined && depression[0]! < 0.5;
}

/** The line that stands for a case in all charts. */
export function Swatch({ index }: { index: number }) {
  const { color, dash } = caseStyle(index);
  return (
    <svg width="26" height="8" aria-hidden="true">
      <line
        x1="1"
        x2="25"
        y1="4"
        y2="4"
        stroke={color}
        stroke-width="2.5"
        stroke-dasharray={dash.join(" ")}
      />
    </svg>
  );
}
