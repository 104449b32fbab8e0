import { useEffect } from "preact/hooks";
import type { StudyQuestion } from "../study-types.ts";
import { word } from "./language.ts";
import { Quiet } from "./parts.tsx";
import { busy } from "./state.ts";
import { again, cancel, studyOf, want } from "./studies.ts";

/** Asks a question as soon as the hand rests, and again when it becomes another; given up when nobody looks. */
export function useStudy(question: StudyQuestion, isWanted = true): void {
  const key = JSON.stringify(question);
  const isReady = isWanted && !busy.value;
  useEffect(() => (isReady ? want(JSON.parse(key)) : undefined), [key, isReady]);
}

/** How far a study is, for the time until its answer. */
export function Progress({ question, doing }: { question: StudyQuestion; doing: string }) {
  const study = studyOf(question);
  if (study?.answer) return null;
  if (study?.problem) return <p class="failure">{study.problem}</p>;
  const { done = 0, total = 0, isCancelled } = study ?? {};
  if (isCancelled)
    return (
      <p class="studying">
        {word("cancelled")} <Quiet onClick={() => again(question)}>{word("start again")}</Quiet>
      </p>
    );
  return (
    <p class="studying">
      <span role="status">{doing}</span>{" "}
      <progress max={1} value={total > 0 ? done / total : 0} aria-label={doing} />
      {study && <Quiet onClick={() => cancel(question)}>{word("cancel")}</Quiet>}
    </p>
  );
}

/** Says on a page in another language that what the model and its studies say is in English. */
export function InEnglish() {
  const text = word("model in english");
  return text ? <p class="hint">{text}</p> : null;
}
