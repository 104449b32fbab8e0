import { lessons } from "../lessons.ts";
import { h } from "./dom.ts";
import { answerInWords } from "./exercise.ts";
import { exercises } from "./exercises.ts";

/** Answers of all exercises, worked out by the model when somebody opens them. */
export function answers(): HTMLElement {
  const element = h("div", { "data-answers": "pending" });
  const entries = lessons.flatMap(({ slug, title }) => {
    const one = exercises[slug];
    return one ? [{ title, one, place: h("b", {}, "…") }] : [];
  });
  for (const { title, one, place } of entries)
    element.append(
      h(
        "details",
        {},
        h("summary", {}, title),
        h("p", {}, one.ask),
        h("p", {}, "Answer: ", place),
        h("p", {}, one.because),
      ),
    );
  Promise.all(
    entries.map(async ({ one, place }) => {
      place.textContent = await answerInWords(one);
    }),
  ).then(
    () => {
      element.dataset.answers = "known";
    },
    (error: Error) => {
      element.dataset.answers = error.message;
    },
  );
  return element;
}

/** Links to hand out: the address of every lesson on whatever host these pages stand. */
export function assignments(): HTMLElement {
  const list = h("ul", { class: "assignments" });
  for (const { slug, title, minutes } of lessons) {
    const address = new URL(`${slug}.html`, location.href).href;
    const button = h(
      "button",
      { type: "button", class: "quiet", "aria-label": `copy link to ${title}` },
      "copy link",
    );
    button.addEventListener("click", () => {
      navigator.clipboard?.writeText(address).catch(() => undefined);
      button.textContent = "copied";
    });
    list.append(h("li", {}, h("a", { href: address }, title), ` (${minutes} minutes) `, button));
  }
  return list;
}
