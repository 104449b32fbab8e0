import { openingState } from "../../src/explorer/case.ts";
import { writeLink } from "../../src/explorer/link.ts";
import type { Case as ExplorerCase } from "../../src/explorer/types.ts";
import { h } from "./dom.ts";
import { language } from "./words.ts";

/** A link that opens the explorer, beside this page, at a case. */
export function explore(
  text: string,
  one: Partial<ExplorerCase>,
  main = "affect.blunting_drug",
  weeks = 12,
): HTMLElement {
  const opening = openingState();
  const state = { ...opening, current: { ...opening.current, ...one }, main, duration: weeks * 7 };
  return h(
    "p",
    { class: "explore" },
    h(
      "a",
      { href: `${explorerBase()}${language === "en" ? "" : `?lang=${language}`}#${writeLink(state)}` },
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
