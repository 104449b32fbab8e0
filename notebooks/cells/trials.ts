import trialsText from "virtual:lull-trials";
import { h } from "./dom.ts";
import { word } from "./words.ts";

/** What is known from outside the model about one scenario. */
interface Trial {
  readonly scenario: string;
  readonly question: string;
  readonly evidence: readonly {
    readonly says: string;
    readonly direction: string;
    readonly citation: string;
  }[];
}

const directionWords: Readonly<Record<string, string>> = {
  for: word("speaks for it"),
  against: word("speaks against it"),
  mixed: word("cuts both ways"),
};

/** What trials found about the ways of bringing feeling back, from the scenarios' own evidence. */
export function trials(): HTMLElement {
  const all: readonly Trial[] = JSON.parse(trialsText);
  return h(
    "div",
    { "data-trials": all.length },
    ...all.map(({ scenario, question, evidence }) =>
      h(
        "details",
        {},
        h("summary", {}, scenario),
        h("p", {}, question),
        h(
          "ul",
          {},
          ...evidence.map((e) =>
            h(
              "li",
              {},
              h("b", {}, `${directionWords[e.direction] ?? e.direction}: `),
              `${e.says} `,
              h("small", {}, e.citation),
            ),
          ),
        ),
      ),
    ),
  );
}
