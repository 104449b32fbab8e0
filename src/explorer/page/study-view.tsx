import { useEffect } from "preact/hooks";
import type { StudyQuestion } from "../study-types.ts";
import { busy } from "./store.ts";
import { ask, studyOf } from "./studies.ts";

/** Asks a question as soon as the hand rests, and again when it becomes another. */
export function useStudy(question: StudyQuestion, isWanted = true): void {
  const key = JSON.stringify(question);
  const isReady = isWanted && !busy.value;
  useEffect(() => {
    if (isReady) ask(JSON.parse(key));
  }, [key, isReady]);
}

/** How far a study is, for the time until its answer. */
export function Progress({ question, doing }: { question: StudyQuestion; doing: string }) {
  const study = studyOf(question);
  if (study?.answer) return null;
  if (study?.problem) return <p class="failure">{study.problem}</p>;
  const { done = 0, total = 0 } = study ?? {};
  return (
    <p class="studying" role="status">
      {doing} <progress max={1} value={total > 0 ? done / total : 0} aria-label={doing} />
    </p>
  );
}
