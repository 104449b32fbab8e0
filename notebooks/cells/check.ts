import { h } from "./dom.ts";
import { word } from "./words.ts";

/** What a check found: whether the lesson's sentence holds in the model of today, and the numbers it rests on. */
export interface Found {
  readonly holds: boolean;
  readonly found: string;
}

/** A sentence that the lesson rests on, tested on the model whenever the page is opened. */
export function check(says: string, test: () => Promise<Found>): HTMLElement {
  const result = h("span", { class: "result" }, word("being checked"));
  const element = h(
    "p",
    { class: "check", "data-check": says, "data-holds": "pending" },
    h("b", {}, `${word("checked")} `),
    `${says} `,
    result,
  );
  test().then(
    ({ holds, found }) => {
      element.dataset.holds = String(holds);
      result.textContent = holds ? `\u2713 ${found}` : `\u2717 ${word("not so now", { found })}`;
    },
    (error: Error) => {
      element.dataset.holds = "error";
      result.textContent = `\u2717 ${error.message}`;
    },
  );
  return element;
}

/** Fills `<span data-number="name">` in the text with numbers from the model, as soon as they are known. */
export function numbers(values: Readonly<Record<string, Promise<string>>>): HTMLElement {
  const state = h("span", { hidden: true, "data-numbers": "pending" });
  const all = Object.entries(values).map(async ([name, value]) => {
    const text = await value;
    const places = document.querySelectorAll(`[data-number="${name}"]`);
    if (places.length === 0) throw new Error(`No place in the text asks for the number "${name}".`);
    for (const place of places) place.textContent = text;
  });
  Promise.all(all).then(
    () => {
      state.dataset.numbers = "known";
    },
    (error: Error) => {
      state.dataset.numbers = error.message;
    },
  );
  return state;
}
