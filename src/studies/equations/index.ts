// What is computed? The equations of modules as they are written, or of one arm as they are integrated, for people.
export { sheetOfArm } from "./of-arm.ts";
export { modulesOf, sheetOfModules } from "./of-modules.ts";
export { tellEquations } from "./tell.ts";
