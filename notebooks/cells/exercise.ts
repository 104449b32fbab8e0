import { fresh, h, plain, show } from "./dom.ts";
import { keep, recall } from "./kept.ts";
import { hidesAnswers } from "./options.ts";
import { isRecord } from "./shapes.ts";
import { contribute } from "./sheet.ts";
import { word } from "./words.ts";

interface Common {
  readonly id: string;
  readonly ask: string;
  readonly hint: string;
  /** Said after a right answer, and on the page for teachers. */
  readonly because: string;
}

/** An exercise whose right answer the model computes. */
export type Exercise = Common &
  (
    | {
        readonly kind: "number";
        readonly unit: string;
        answer(): Promise<number>;
        /** How far off still counts as right, in the unit. */
        readonly within: number;
      }
    | {
        readonly kind: "choice";
        readonly options: readonly string[];
        /** Place of the right option. */
        answer(): Promise<number>;
      }
  );

/** The right answer in words. */
export async function answerInWords(exercise: Exercise): Promise<string> {
  const right = await exercise.answer();
  return exercise.kind === "number"
    ? word("right number in words", {
        value: plain(right),
        unit: exercise.unit,
        within: plain(exercise.within),
      })
    : (exercise.options[right] ?? word("no option is right"));
}

/** Asks, and tells right from wrong with the model's own answer. */
export function exercise(one: Exercise): HTMLElement {
  const name = fresh("exercise");
  const feedback = h("p", { class: "feedback", "aria-live": "polite" });
  const field = one.kind === "number" ? numberField(one.unit) : choiceField(name, one.options);
  const button = h("button", { type: "submit" }, word(hidesAnswers ? "keep my answer" : "check my answer"));
  const form = h("form", {}, field.element, button);
  const element = h(
    "section",
    { class: "exercise", "data-exercise": one.id, "data-state": "open", "aria-labelledby": name },
    h("h3", { id: name }, word("exercise")),
    h("p", {}, one.ask),
    form,
    h("details", {}, h("summary", {}, word("hint")), h("p", {}, one.hint)),
    feedback,
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const given = field.given();
    if (given === undefined) {
      show(feedback, word("answer first"));
      return;
    }
    keep(`exercise ${one.id}`, { given });
    if (hidesAnswers) {
      show(feedback, word("answer kept"));
      return;
    }
    const right = await one.answer();
    const isRight = judge(one, given, right);
    element.dataset.state = isRight ? "right" : "wrong";
    show(feedback, isRight ? word("right", { because: one.because }) : wrong(one, given, right));
  });
  const kept = recall(`exercise ${one.id}`, isAnswer);
  if (kept) {
    field.give(kept.given);
    // A form that stands in no page yet submits nothing by itself.
    form.dispatchEvent(new SubmitEvent("submit", { cancelable: true }));
  }
  contribute({
    element,
    async toHandIn() {
      const given = field.given();
      if (given === undefined) return {};
      const said = one.kind === "number" ? inUnit(given, one.unit) : one.options[given]!;
      return { answer: { ask: one.ask, given: said, isRight: judge(one, given, await one.answer()) } };
    },
    task: () => [
      h("p", {}, h("b", {}, `${word("exercise")}: `), one.ask),
      one.kind === "choice"
        ? h("ul", { class: "boxes" }, ...one.options.map((option) => h("li", {}, option)))
        : h("p", {}, h("span", { class: "blank" }, word("your answer")), ` ${one.unit}`),
    ],
    answer: async () => [
      h("p", {}, h("b", {}, `${word("exercise")}: `), one.ask),
      h("p", {}, word("answer in print", { answer: await answerInWords(one) })),
      h("p", {}, one.because),
    ],
  });
  return element;
}

const inUnit = (value: number, unit: string) => word("number in words", { value: plain(value), unit });
const judge = (one: Exercise, given: number, right: number) =>
  one.kind === "number" ? Math.abs(given - right) <= one.within : given === right;

const isAnswer = (kept: unknown): kept is { given: number } => isRecord(kept) && Number.isFinite(kept.given);

function wrong(one: Exercise, given: number, right: number): string {
  if (one.kind === "choice") return word("wrong choice");
  return word(given < right ? "number is larger" : "number is smaller");
}

interface Field {
  readonly element: HTMLElement;
  given(): number | undefined;
  give(answer: number): void;
}

function numberField(unit: string): Field {
  const id = fresh("answer");
  const input = h("input", { type: "number", step: "any", id });
  return {
    element: h(
      "div",
      { class: "control" },
      h("label", { for: id }, word("your answer")),
      input,
      h("span", {}, unit),
    ),
    given: () => (Number.isFinite(input.valueAsNumber) ? input.valueAsNumber : undefined),
    give(answer) {
      input.valueAsNumber = answer;
    },
  };
}

function choiceField(name: string, options: readonly string[]): Field {
  const inputs = options.map((_, i) =>
    h("input", { type: "radio", name: `${name}-choice`, value: i, id: `${name}-${i}` }),
  );
  const lines = options.map((text, i) =>
    h("div", {}, inputs[i]!, " ", h("label", { for: `${name}-${i}` }, text)),
  );
  return {
    element: h("fieldset", {}, h("legend", {}, word("your answer")), ...lines),
    given: () => {
      const at = inputs.findIndex((input) => input.checked);
      return at < 0 ? undefined : at;
    },
    give(answer) {
      const input = inputs[answer];
      if (input) input.checked = true;
    },
  };
}
