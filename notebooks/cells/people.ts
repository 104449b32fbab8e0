import type { Case } from "./answers.ts";
import { curvePaint } from "./chart.ts";
import { drawingWidth, fresh, h, percent, s, show } from "./dom.ts";
import { ask } from "./lull.ts";
import { stepsBetween } from "./picture.ts";
import { mean } from "./series.ts";
import { word } from "./words.ts";

const rowHeight = 92;
const pad = { left: 20, right: 20 };

/** One member of the population and what was measured in it. */
interface Member {
  readonly subject: number;
  readonly value: number;
}

/** People that are computed in one go. */
const together = 8;
const known = new Map<string, Promise<Member[]>>();

/** Some members of the population; the same ones are computed once a page. */
function some(one: Case, measure: string, weeks: number, from: number, size: number, seed: number) {
  const request = {
    case: one,
    weeks,
    measures: { value: measure },
    from,
    size: Math.min(together, size - from),
    seed,
  };
  const key = JSON.stringify(request);
  const before = known.get(key);
  if (before) return before;
  const now = ask("population", request).then((all) =>
    all.flatMap(({ subject, measures: { value } }) => (value === undefined ? [] : [{ subject, value }])),
  );
  known.set(key, now);
  return now;
}

/** Members of the population in a case, with what was measured in each: those that `people` draws with the same seed. */
export async function members(
  one: Case,
  measure: string,
  weeks: number,
  size: number,
  seed: number,
): Promise<Member[]> {
  const all: Member[] = [];
  for (let from = 0; from < size; from += together)
    all.push(...(await some(one, measure, weeks, from, size, seed)));
  return all;
}

/**
 * Draws members of a population and shows one dot for each: the same people in every row, so that rows can be compared.
 * Dots appear as they are computed.
 */
export function people(options: {
  readonly id: string;
  readonly title: string;
  readonly rows: Readonly<Record<string, Case>>;
  readonly weeks: number;
  readonly measure: string;
  readonly axis: string;
  readonly low: number;
  readonly high: number;
  readonly size: number;
  readonly seed: number;
  readonly above: number;
}): HTMLElement {
  const { id, title, rows, weeks, measure, axis, low, high, size, seed, above } = options;
  const heading = fresh("people");
  const words = h("p", { class: "summary", "aria-live": "polite" }, word("people drawn"));
  const labels = Object.keys(rows);
  const width = drawingWidth();
  const height = labels.length * rowHeight + 34;
  const x = (value: number) =>
    pad.left + ((width - pad.left - pad.right) * (Math.min(high, Math.max(low, value)) - low)) / (high - low);
  const dots = s("g", {});
  const svg = s("svg", {
    viewBox: `0 0 ${width} ${height}`,
    class: "people-plot",
    role: "img",
    "aria-label": `${title}: ${axis}`,
  });
  const steps = stepsBetween(low, high);
  for (let k = 0; k <= steps; k++) {
    const value = low + ((high - low) * k) / steps;
    svg.append(
      s("line", { x1: x(value), x2: x(value), y1: 0, y2: height - 24 }),
      s("text", { x: x(value), y: height - 8, "text-anchor": "middle" }, percent(value)),
    );
  }
  labels.forEach(
    (label, r) => void svg.append(s("text", { x: pad.left, y: r * rowHeight + 16, class: "row" }, label)),
  );
  svg.append(dots);
  const element = h(
    "section",
    { class: "people", id, "aria-labelledby": heading, "data-people": "pending" },
    h("h3", { id: heading }, title),
    svg,
    h("p", { class: "axis" }, axis),
    words,
  );

  const draw = async () => {
    const values = new Map(labels.map((label) => [label, [] as number[]]));
    for (let from = 0; from < size; from += together)
      for (const [r, label] of labels.entries()) {
        for (const { subject, value } of await some(rows[label]!, measure, weeks, from, size, seed)) {
          values.get(label)!.push(value);
          const jitter = ((subject * 37) % 11) / 11;
          dots.append(
            s("circle", {
              cx: x(value),
              cy: r * rowHeight + 30 + jitter * (rowHeight - 46),
              r: 4.5,
              fill: curvePaint(r),
              "fill-opacity": 0.75,
            }),
          );
        }
        show(words, labels.map((name) => said(name, values.get(name)!, above)).join(" "));
      }
    element.dataset.people = "known";
  };
  draw().catch((error: Error) => {
    element.dataset.people = "failed";
    words.textContent = error.message;
  });
  return element;
}

function said(label: string, values: readonly number[], above: number): string {
  if (values.length === 0) return "";
  const share = values.filter((v) => v > above).length / values.length;
  return word("people told", {
    label,
    n: values.length,
    mean: percent(mean(values)),
    low: percent(Math.min(...values)),
    high: percent(Math.max(...values)),
    above: percent(above),
    share: percent(share),
  });
}
