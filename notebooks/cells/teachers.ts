import { type Lesson, lessons } from "../lessons.ts";
import { fresh, h, show } from "./dom.ts";
import { answerInWords } from "./exercise.ts";
import { exercises } from "./exercises.ts";
import { hidesAnswers } from "./options.ts";
import { word } from "./words.ts";

/** Answers of all exercises, worked out by the model when somebody opens them. */
export function answers(): HTMLElement {
  if (hidesAnswers) return h("p", {}, word("answers hidden"));
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
        h("p", {}, `${word("answer")}: `, place),
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

/** Links to hand out: the address of every lesson on whatever host these pages stand, with what it asks for. */
export function assignments(): HTMLElement {
  const list = h("ul", { class: "assignments" });
  const hide = h("input", { type: "checkbox", id: fresh("hide") });
  const embed = h("input", { type: "checkbox", id: fresh("embed") });
  const task = h("input", { type: "text", id: fresh("task"), maxlength: 500 });
  const draw = () => {
    const asked = new URLSearchParams();
    if (hide.checked) asked.set("hide", "answers");
    if (embed.checked) asked.set("embed", "");
    if (task.value.trim() !== "") asked.set("task", task.value.trim());
    show(list, ...lessons.map((lesson) => assignment(lesson, asked)));
  };
  for (const input of [hide, embed, task]) input.addEventListener("input", draw);
  draw();
  const option = (input: HTMLElement, text: string) =>
    h("div", { class: "control toggle" }, input, h("label", { for: input.id }, text));
  return h(
    "div",
    {},
    option(hide, word("without answers")),
    option(embed, word("to embed")),
    h("div", { class: "control" }, h("label", { for: task.id }, word("task above")), task),
    list,
  );
}

function assignment({ slug, title, minutes }: Lesson, asked: URLSearchParams): HTMLElement {
  const address = new URL(`${slug}.html`, location.href);
  address.search = asked.toString();
  address.hash = "";
  const button = h(
    "button",
    { type: "button", class: "quiet", "aria-label": word("copy link to", { title }) },
    word("copy link"),
  );
  button.addEventListener("click", async () => {
    const isCopied = await navigator.clipboard?.writeText(address.href).then(
      () => true,
      () => false,
    );
    button.textContent = word(isCopied ? "copied" : "copy from title");
  });
  return h("li", {}, h("a", { href: address.href }, title), ` (${word("minutes", { n: minutes })}) `, button);
}
