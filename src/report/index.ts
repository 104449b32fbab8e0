// How is it told? A result as a table in the terminal, as JSON for machines, and as one HTML file that works offline.
// Deliberately knows nothing of files and servers: the text of Chart.js is handed in, and text is what comes out.

export { disclaimer } from "../writers/index.ts";
export { markdownCalibration } from "./calibration.ts";
export { htmlReport } from "./html.ts";
export { type JsonReport, type JsonStatus, jsonReport } from "./json.ts";
export type { PageParts } from "./page.ts";
export { type TerminalReportOptions, terminalReport } from "./terminal.ts";
