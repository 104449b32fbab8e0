import { writeLink } from "../../src/explorer/link.ts";
import type { Case as ExplorerCase } from "../../src/explorer/types.ts";
import { h } from "./dom.ts";
import { language } from "./words.ts";

/** Whom the lessons tell of, unless they say otherwise. */
const somebody: ExplorerCase = {
  people: ["depressed-adult"],
  care: "trial",
  courses: [{ drug: "escitalopram", dose: 10, every: 1, from: 0 }],
  gates: {},
  hypotheses: {},
  set: {},
};

/** A link that opens the explorer, beside this page, at a case. */
export function explore(
  text: string,
  one: Partial<ExplorerCase>,
  main = "affect.blunting_drug",
  weeks = 12,
): HTMLElement {
  const current = { ...somebody, ...one };
  const state = { current, kept: [], logTime: false, main, duration: weeks * 7 };
  return h(
    "p",
    { class: "explore" },
    h(
      "a",
      {
        href: `${explorerBase()}${language === "en" ? "" : `?lang=${language}`}#${writeLink(state, undefined)}`,
      },
      text,
    ),
  );
}

/** Where the explorer stands: beside the lessons unless the page was built to look elsewhere. */
function explorerBase(): string {
  return (
    document.querySelector<HTMLMetaElement>('meta[name="lull-explorer"]')?.content ?? "explorer/index.html"
  );
}
