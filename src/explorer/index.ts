// Who is asking, in a page? Cases as plain data, links, scenario files and the worker that simulates them.
// Deliberately knows no equation and no drug by name; what it offers comes from the library it is built with.
export { entriesOf, labelsOf, openingView, sameCase, titleOf } from "./case.ts";
export { firstLook, pageWords } from "./first-look.ts";
export { drawn, guessAt, noGuess, steered } from "./guess.ts";
export { modelOfLink, readLink, writeLink } from "./link.ts";
export { dataOf, type GivenTables, givenTable, type MeasuredPoint, measuredPoints } from "./measured.ts";
export { type ModelPage, modelPage } from "./model-page.ts";
export { type ModelWords, modelWordKinds } from "./model-words.ts";
export { openScenario } from "./open-scenario.ts";
export { answerOf, type Opening, openingOf } from "./opening.ts";
export { type BuildOrigin, originLine } from "./origin.ts";
export { caseText, fileText, scenarioText } from "./scenario-text.ts";
export { shareOfValue, spread, valueAtShare } from "./spread.ts";
export type {
  Case,
  DrugCourse,
  ExplorerState,
  FileWords,
  LinkContent,
  ValueOrProblem,
  View,
  Vocabulary,
} from "./types.ts";
export { tabs } from "./types.ts";
export { vocabularyOf } from "./vocabulary.ts";
export { type Port, WorkerClient } from "./worker-client.ts";
