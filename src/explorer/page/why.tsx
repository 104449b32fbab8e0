import { useSignal } from "@preact/signals";
import { Chart, type ChartConfiguration, Filler, LineElement, PointElement } from "chart.js";
import { useEffect, useRef } from "preact/hooks";
import { type Attribution, attributionFigures, attributionWords, inPercent } from "../../studies/index.ts";
import { rounded } from "../../text/index.ts";
import { look, onThemeChange } from "./canvas.tsx";
import { digits, word } from "./language.ts";
import { inside } from "./library.ts";
import { nice } from "./names.ts";
import { isShare, level, withMinus } from "./numbers.ts";
import { drawings, onPaper, paperLook, stillOptions } from "./paper.ts";
import type { PlotStyle } from "./plot.ts";
import { rich } from "./rich.tsx";
import { state } from "./state.ts";
import { questionOf, studyOf } from "./studies.ts";
import { InEnglish, Progress, useStudy } from "./study-view.tsx";

Chart.register(Filler, LineElement, PointElement);

/** Which systems carry what the main chart shows, in words, over time and as shares that sum. */
export function Why() {
  const question = questionOf("why");
  useStudy(question);
  const attribution = studyOf(question)?.answer?.attribution;
  return (
    <div class="why">
      <h2>{word("what carries", { what: inside(nice(state.value.main)) })}</h2>
      <InEnglish />
      <Progress question={question} doing={word("switching off")} />
      {attribution && <Shares attribution={attribution} />}
    </div>
  );
}

function Shares({ attribution }: { attribution: Attribution }) {
  const { systems, value, baseline, unit, runs } = attribution;
  const largest = Math.max(...systems.map((s) => Math.abs(s.share)), 1e-12);
  const figure = attributionFigures(attribution)[0]!;
  return (
    <>
      {attributionWords(
        attribution,
        inPercent((name) => inside(nice(name))),
      ).map((sentence) => (
        <p key={sentence} lang="en">
          {withMinus(sentence)}
        </p>
      ))}
      <ul class="legend" aria-label={word("systems in chart")}>
        {figure.legend.map(({ label, style }) => (
          <li key={label}>
            <svg width="18" height="10" aria-hidden="true">
              {style.marker === "rect" ? (
                <rect width="18" height="10" rx="2" fill={style.color} />
              ) : (
                <line x2="18" y1="5" y2="5" stroke={style.color} stroke-width="2" stroke-dasharray="5 3" />
              )}
            </svg>
            {label}
          </li>
        ))}
      </ul>
      <AreaChart attribution={attribution} />
      <table class="shares">
        <caption>{word("shares")}</caption>
        <thead>
          <tr>
            <th scope="col">{word("system")}</th>
            <th scope="col">{word("share")}</th>
            <th scope="col">
              <span class="visually-hidden">{word("as a bar")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {systems.map(({ system, share, error }) => (
            <tr key={system}>
              <th scope="row">{system}</th>
              <td class="number">
                {level(share, unit)}
                {error > 0 && <small> ± {isShare(unit) ? level(error) : digits(rounded(error, 1))}</small>}
              </td>
              <td>
                <span
                  class={`bar ${share < 0 ? "less" : "more"}`}
                  style={{ width: `${(100 * Math.abs(share)) / largest}%` }}
                />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{word("all together")}</th>
            <td class="number">{level(value - baseline, unit)}</td>
            <td />
          </tr>
        </tfoot>
      </table>
      <p class="hint">
        {word(systems.some((s) => s.error > 0) ? "shapley intervals" : "shapley", { n: runs })}{" "}
        {rich(word("lull why"), { code: (text) => <code>{text}</code> })}
      </p>
    </>
  );
}

/** The stacked area of shares over time. */
function AreaChart({ attribution }: { attribution: Attribution }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useSignal(0);
  useEffect(
    () =>
      onThemeChange(() => {
        theme.value++;
      }),
    [theme],
  );
  const named = attributionFigures(attribution)[0]!.charts[0]!;
  const { unit } = attribution;
  const shade = theme.value;
  const configOf = ({ ink, grid }: PlotStyle) => {
    const config = structuredClone(named.config) as unknown as ChartConfiguration<"line">;
    for (const [name, axis] of Object.entries(config.options?.scales ?? {}))
      Object.assign(axis!, {
        ticks: {
          ...axis!.ticks,
          color: ink,
          ...(name === "y" && isShare(unit) ? { callback: (value: number) => level(value) } : {}),
        },
        grid: { color: grid },
        title: { ...(axis as { title?: object }).title, color: ink },
      });
    return config;
  };
  useEffect(() => {
    const chart = new Chart(canvas.current!, configOf(look()));
    drawings.set(canvas.current!, {
      axis: "",
      draw(paper) {
        const { options, ...config } = configOf(paperLook);
        new Chart(paper, { ...config, ...onPaper, options: { ...options, ...stillOptions } }).destroy();
      },
    });
    return () => chart.destroy();
  }, [named.summary, shade]);
  return (
    <div class="plot-box area">
      <canvas ref={canvas} role="img" aria-label={named.summary}>
        {named.summary}
      </canvas>
    </div>
  );
}
