import type { Explained } from "./answers.ts";
import { h, plain, show } from "./dom.ts";
import { ask } from "./lull.ts";
import { type WordKey, word } from "./words.ts";

const told =
  (names: Readonly<Record<string, WordKey>>) =>
  (id: string): string =>
    names[id] ? word(names[id]) : id;

/** The kind of evidence behind a number, in words. */
export const tierWords = told({
  human: "measured in people",
  animal: "measured in animals",
  "in-vitro": "measured in tissue",
  derived: "derived",
  fitted: "fitted",
  assumed: "assumed",
});
const readWords = told({
  fulltext: "read whole",
  abstract: "abstract read",
  secondary: "known through others",
  recalled: "from memory",
});

/** What the model says about names, and why: equation or number, range, kind of evidence, sources. */
export function evidence(title: string, names: readonly string[]): HTMLElement {
  const body = h("div", {}, h("p", {}, "…"));
  const element = h("details", { class: "evidence" }, h("summary", {}, title), body);
  ask("explain", names).then(
    (all) => show(body, ...all.map(noteOf)),
    (error: Error) => show(body, h("p", { class: "failure" }, error.message)),
  );
  return element;
}

function noteOf({ name, about, value, unit, range, tier, formula, sources, kind }: Explained): HTMLElement {
  const shownUnit = unit === "1" ? "" : ` ${unit}`;
  const number =
    value === undefined
      ? undefined
      : h(
          "p",
          {},
          `${word("plausible range", { value: plain(value, 4), unit: shownUnit, low: plain(range?.[0]), high: plain(range?.[1]) })} `,
          h("b", {}, tierWords(tier ?? "")),
          ".",
        );
  return h(
    "section",
    {},
    h("h4", {}, h("code", {}, name)),
    h("p", {}, about),
    number,
    formula
      ? h("p", {}, `${word(kind === "state" ? "rate of change" : "formula")} `, h("code", {}, formula))
      : undefined,
    sources.length > 0
      ? h(
          "ul",
          {},
          ...sources.map((source) =>
            h(
              "li",
              {},
              `${source.citation} (${readWords(source.read)})`,
              source.doi ? ` doi ${source.doi}` : "",
            ),
          ),
        )
      : kind === "effect" || kind === "parameter"
        ? h("p", {}, word("no source"))
        : undefined,
  );
}

/** The sources of a lesson, from the evidence behind what it uses. */
export function sources(names: readonly string[]): HTMLElement {
  const list = h("ul", { class: "sources" });
  ask("explain", names).then((all) => {
    const byId = new Map(all.flatMap((e) => e.sources.map((source) => [source.id, source] as const)));
    show(list, ...[...byId.values()].map((s) => h("li", {}, `${s.citation} (${readWords(s.read)})`)));
  });
  return list;
}
