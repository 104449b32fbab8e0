// How do we tell the user? Messages as data with a place, code frames, nearest names.
// Deliberately knows nothing of YAML, models, terminals or colors.
export { distinct, error, errorAt, sayingOf, unknown, warning, warningAt } from "./make.ts";
export { didYouMean, nearestNames, suggestion } from "./nearest.ts";
export { isUsable, renderDiagnostics } from "./render.ts";
export type { Checked, Diagnostic, Place, SourceTexts } from "./types.ts";
