import { fresh, h, plain, show } from "./dom.ts";
import { isRecord, keep, recall } from "./kept.ts";

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
    ? `${plain(right)} ${exercise.unit} (within ${plain(exercise.within)} counts)`
    : (exercise.options[right] ?? "none of the options: the model has changed, and the exercise must too");
}

/** Asks, and tells right from wrong with the model's own answer. */
export function exercise(one: Exercise): HTMLElement {
  const name = fresh("exercise");
  const feedback = h("p", { class: "feedback", "aria-live": "polite" });
  const field = one.kind === "number" ? numberField(one.unit) : choiceField(name, one.options);
  const button = h("button", { type: "submit" }, "Check my answer");
  const form = h("form", {}, field.element, button);
  const element = h(
    "section",
    { class: "exercise", "data-exercise": one.id, "data-state": "open", "aria-labelledby": name },
    h("h3", { id: name }, "Exercise"),
    h("p", {}, one.ask),
    form,
    h("details", {}, h("summary", {}, "Hint"), h("p", {}, one.hint)),
    feedback,
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const given = field.given();
    if (given === undefined) {
      show(feedback, "Give an answer first.");
      return;
    }
    keep(`exercise ${one.id}`, { given });
    const right = await one.answer();
    const isRight = one.kind === "number" ? Math.abs(given - right) <= one.within : given === right;
    element.dataset.state = isRight ? "right" : "wrong";
    show(feedback, isRight ? `Right. ${one.because}` : wrong(one, given, right));
  });
  const kept = recall(`exercise ${one.id}`, isAnswer);
  if (kept) {
    field.give(kept.given);
    // A form that stands in no page yet submits nothing by itself.
    form.dispatchEvent(new SubmitEvent("submit", { cancelable: true }));
  }
  return element;
}

const isAnswer = (kept: unknown): kept is { given: number } => isRecord(kept) && Number.isFinite(kept.given);

function wrong(one: Exercise, given: number, right: number): string {
  if (one.kind === "choice")
    return "Not so in the model. Look at the hint, try it at the bench, and answer again.";
  return `Not yet: the model's number is ${given < right ? "larger" : "smaller"}. Look at the hint and try it at the bench.`;
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
      h("label", { for: id }, "Your answer"),
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
    element: h("fieldset", {}, h("legend", {}, "Your answer"), ...lines),
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
