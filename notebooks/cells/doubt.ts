import type { Case } from "./answers.ts";
import { curvePaint } from "./chart.ts";
import { h, plain, show } from "./dom.ts";
import { tierWords } from "./evidence.ts";
import { ask, measured } from "./lull.ts";
import { type WordKey, word } from "./words.ts";

/** A text around a measure, which is shown as code. */
const numeric = new Set(["value", "least", "most", "moves"]);
/** Heads stand above their numbers. */
const head = (column: string) => ({ scope: "col", ...(numeric.has(column) ? { class: "number" } : {}) });

function around(key: WordKey, values: Readonly<Record<string, string>>, measure: string): (string | Node)[] {
  const [before = "", after = ""] = word(key, values).split("{measure}");
  return [before, h("code", {}, measure), after];
}

/** How many numbers of each kind of evidence a quantity rests on, as bars. */
export function burden(variable: string): HTMLElement {
  const element = h(
    "table",
    { class: "bars", "data-burden": "pending" },
    h("caption", {}, word("numbers behind", { variable })),
  );
  ask("burden", variable).then((counts) => {
    const most = Math.max(...counts.map((c) => c.count));
    for (const { tier, count } of counts)
      element.append(
        h(
          "tr",
          {},
          h("th", { scope: "row" }, tierWords(tier)),
          h(
            "td",
            {},
            h("span", {
              class: "bar",
              style: `width: ${(100 * count) / most}%; background: ${curvePaint(tier === "assumed" ? 1 : 0)}`,
            }),
          ),
          h("td", { class: "number" }, String(count)),
        ),
      );
    element.dataset.burden = "known";
  });
  return element;
}

/** A claim under the model's own hypothesis and under every rival one. */
export function rivals(claim: string): HTMLElement {
  const body = h("tbody", {});
  const caption = h("caption", {}, claim);
  const element = h(
    "table",
    { class: "rivals", "data-rivals": "pending" },
    caption,
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        ...(["mechanism", "hypothesis", "value", "holds"] as const).map((name) =>
          h("th", head(name), word(`column ${name}`)),
        ),
      ),
    ),
    body,
  );
  ask("claims", { ids: [claim], rivals: true }).then(
    ([verdict]) => {
      if (!verdict) return;
      show(
        caption,
        ...around("rivals measured", { says: verdict.says, expected: verdict.expected }, verdict.measure),
      );
      const row = (name: string, hypothesis: string, value: number | undefined, holds: boolean) =>
        h(
          "tr",
          {},
          h("td", {}, h("code", {}, name)),
          h("td", {}, hypothesis),
          h("td", { class: "number" }, plain(value)),
          h("td", {}, word(holds ? "yes" : "no")),
        );
      show(
        body,
        row(word("as shipped"), word("the article's"), verdict.value, verdict.passes),
        ...verdict.rivals
          .filter((r) => r.value !== verdict.value)
          .map((r) => row(r.hypothesis, r.choice.replaceAll("_", " "), r.value, r.holds)),
      );
      element.dataset.rivals = "known";
    },
    (error: Error) => {
      element.dataset.rivals = error.message;
    },
  );
  return element;
}

/** How far a measure moves when single numbers move over what the evidence bears. */
export function sweep(one: Case, measure: string, weeks: number, parameters: readonly string[]): HTMLElement {
  const body = h("tbody", {});
  const element = h(
    "table",
    { class: "rivals", "data-sweep": "pending" },
    h("caption", {}, ...around("swept", {}, measure)),
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        ...(["number", "evidence", "least", "most", "moves"] as const).map((name) =>
          h("th", head(name), word(`column ${name}`)),
        ),
      ),
    ),
    body,
  );
  const work = async () => {
    const all = await ask("explain", parameters);
    const rows = await Promise.all(
      all.map(async ({ name, range = [0, 0], tier = "" }) => {
        const at = (value: number) => measured({ ...one, set: { [name]: value } }, measure, weeks);
        const [low, high] = await Promise.all([at(range[0]), at(range[1])]);
        return { name, tier, low, high, by: Math.abs(high - low) };
      }),
    );
    rows.sort((a, b) => b.by - a.by);
    show(
      body,
      ...rows.map(({ name, tier, low, high, by }) =>
        h(
          "tr",
          {},
          h("td", {}, h("code", {}, name)),
          h("td", {}, tierWords(tier)),
          ...[low, high, by].map((v) => h("td", { class: "number" }, plain(v))),
        ),
      ),
    );
    element.dataset.sweep = "known";
  };
  work().catch((error: Error) => {
    element.dataset.sweep = error.message;
  });
  return element;
}
