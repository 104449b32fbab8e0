import { armStyle, decimate, timeAxis, variableAxis } from "../charts/index.ts";
import { columnOf } from "../engine/index.ts";
import type { Library } from "../language/index.ts";
import { titleOf } from "./case.ts";
import { headline } from "./headline.ts";
import { modelPage } from "./model-page.ts";
import { answerOf, type Opening } from "./opening.ts";
import type { BuildOrigin } from "./origin.ts";
import { inEnglish } from "./words.ts";

/** The drawing's own units: it is stretched to the room that the page has. */
const size = 1000;
const points = 240;

const safe = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** What the file of the page says of a model, by the name in per cent signs that it stands for. */
export function pageWords(library: Library): Readonly<Record<string, string>> {
  const { subtitle, lead, tour } = modelPage(library);
  return {
    title: safe(library.model.title),
    subtitle: safe(subtitle),
    lead: safe(lead ?? library.model.about),
    tour: tour ? "yes" : "no",
  };
}

/** The first curve as HTML, where the page will draw it: what a visitor sees before any script has come. */
export function firstLook(opening: Opening, library: Library, { lull, modelHash }: BuildOrigin): string {
  const page = modelPage(library);
  const { current, duration, main } = page.opening;
  const variables = library.model.modules.flatMap((m) =>
    [...m.states, ...m.values].map((one) => [String(`${m.name}.${one.name}`), one] as const),
  );
  const variable = new Map(variables).get(main);
  const unit = variable?.unit.text ?? "1";
  const title = variable?.title ?? variable?.name ?? main;
  const { samples, measures } = answerOf(opening);
  const curve = decimate(samples.times, columnOf(samples, main) ?? [], points);
  const levels = curve.flatMap(({ y }) => (y === null ? [] : [y]));
  const { min, max, step, decimals } = variableAxis(Math.min(...levels), Math.max(...levels), unit);
  const time = timeAxis(duration);
  const across = (days: number) => ((size * days) / duration).toFixed(1);
  const down = (value: number) => (size * (max - value)) / (max - min);
  const values = ticks(min, max, step);
  const times = ticks(0, time.end, time.step);
  const path = curve.map(({ x, y }, i) => `${i === 0 ? "M" : "L"}${across(x)} ${down(y ?? 0).toFixed(1)}`);
  const lines = [
    ...values.map((value) => `M0 ${down(value).toFixed(1)}H${size}`),
    ...times.map((t) => `M${across(t * time.days)} 0V${size}`),
  ];
  const level = (value: number) =>
    unit === "1" ? `${(100 * value).toFixed(Math.max(0, decimals - 2))}%` : value.toFixed(decimals);
  const says = headline(page, measures, duration);
  return `<div class="headline"><p id="first-headline">${safe(says)}</p></div>
        <ul class="legend"><li>${safe(titleOf(page, current))}</li></ul>
        <section class="main-chart">
          <div class="plot-head"><h2>${safe(unit === "1" ? title : `${title}, ${unit}`)}</h2></div>
          <div class="plot-box main drawn">
            <svg viewBox="0 0 ${size} ${size}" preserveAspectRatio="none" role="img" aria-label="${safe(`${inEnglish("first curve", { variable: title, n: duration })} ${says}`)}"><path class="grid" d="${lines.join("")}"/><path d="${path.join("")}" stroke="${armStyle(0).color}"/></svg>
            <div aria-hidden="true">${values.map((value) => `<span style="top:${(down(value) / size) * 100}%">${level(value)}</span>`).join("")}</div>
            <div aria-hidden="true">${times.map((t) => `<span style="left:${((t * time.days) / duration) * 100}%">${t === 0 ? `${time.unit} 0` : t}</span>`).join("")}</div>
          </div>
          <p class="hint">${safe(inEnglish("worked out before", { lull, model: modelHash }))}</p>
        </section>`;
}

const ticks = (from: number, to: number, step: number) =>
  Array.from({ length: Math.floor((to - from) / step + 1e-9) + 1 }, (_, i) =>
    Number((from + i * step).toPrecision(10)),
  );
