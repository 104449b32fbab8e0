import { h, show } from "./dom.ts";
import { hidesAnswers, task } from "./options.ts";
import { partsOfLesson } from "./sheet.ts";
import { word } from "./words.ts";

// On paper a lesson is three things, each from a new sheet: a worksheet with an empty drawing and room for answers, the text
// with its benches as they stand, and the answers.

const worksheet = h("section", { class: "worksheet printed" });
const answerSheet = h("section", { class: "answer-sheet printed" });
let areAnswersKnown = false;

/** Puts the sheets around the lesson when it is printed, by whatever way. */
export function readyToPrint(): void {
  const main = document.querySelector("main") ?? document.body;
  main.prepend(worksheet);
  if (!hidesAnswers) main.append(answerSheet);
  addEventListener("beforeprint", fillSheets);
  addEventListener("keydown", (event) => {
    if (event.key !== "p" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    void printSheets();
  });
}

/** Prints once the model has worked out the answers. */
export async function printSheets(): Promise<void> {
  if (!hidesAnswers) await fillAnswers();
  window.print();
}

function fillSheets(): void {
  show(
    worksheet,
    h("p", { class: "blank" }, word("name and date")),
    h("h1", {}, document.querySelector("main h1:not(.printed *)")?.textContent ?? document.title),
    h("p", { class: "question" }, document.querySelector("main p.question")?.textContent ?? ""),
    task !== "" ? h("p", {}, h("b", {}, `${word("your task")}: `), task) : undefined,
    h("p", {}, word("draw here")),
    ...partsOfLesson().flatMap((part) => part.task?.() ?? []),
  );
  if (!areAnswersKnown)
    show(answerSheet, h("h2", {}, word("answers")), h("p", {}, word("answers when known")));
}

async function fillAnswers(): Promise<void> {
  const all = await Promise.all(partsOfLesson().map((part) => part.answer?.() ?? []));
  show(answerSheet, h("h2", {}, word("answers")), ...all.flat());
  areAnswersKnown = true;
}
