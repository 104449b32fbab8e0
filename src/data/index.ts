// What was measured? Tables of points as typed observations of a model's variables, every cell with its place.
// Deliberately knows nothing of scenarios and runs: which arms and variables there are is handed in.
export { type CsvCell, type CsvFault, csvRows } from "./csv.ts";
export { brokenCsv, otherSeparator } from "./messages.ts";
export { readObservations } from "./read.ts";
export { type DataTable, dataColumns, type Observation, UnreadableTable, type Written } from "./types.ts";
