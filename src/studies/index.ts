// What follows? Each study is a folder: which runs it takes, what follows from them, and how that is told as a document.
// Deliberately knows no medium and no file; no study imports another.

export { studies } from "./registry.ts";
export {
  type AnyStudy,
  type Bench,
  type Desk,
  type Outcome,
  type Question,
  type QuestionOptions,
  type Study,
  StudyFault,
  type StudyOption,
} from "./study.ts";
export * from "./why/index.ts";
