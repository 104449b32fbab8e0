// Everything that a cell of a lesson may use by name. Deliberately holds no lesson and no number of the model.
export { neighbors } from "./arrows.ts";
export { check, numbers } from "./check.ts";
export { choice, knockout, slider, toggle } from "./controls.ts";
export { percent, plain } from "./dom.ts";
export { burden, rivals, sweep } from "./doubt.ts";
export { evidence, sources } from "./evidence.ts";
export { exercise } from "./exercise.ts";
export { exercises } from "./exercises.ts";
export { lab } from "./lab.ts";
export { explore } from "./links.ts";
export { measured, run } from "./lull.ts";
export {
  followsCause,
  noReturn,
  nothingHappens,
  tooLate,
  tooSoon,
  wrongSize,
  wrongWay,
} from "./misconceptions.ts";
export { members, people } from "./people.ts";
export { predict } from "./predict.ts";
export { received } from "./received.ts";
export { answers, assignments } from "./teachers.ts";
export { trials } from "./trials.ts";
export { say } from "./words.ts";
export { workshop } from "./workshop.ts";
