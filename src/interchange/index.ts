// How does it travel? Results written in formats that other programs read; for now tidy CSV, one number a row.
// Deliberately knows nothing of files, streams or compression: it gives text, whole or piece by piece.

export { doseCsv } from "./dose-csv.ts";
export { type CellValue, csvRows, parquetRows, type RowColumn, type TableRow } from "./rows.ts";
export { sensitivityCsv } from "./sensitivity-csv.ts";
export { type TidyOptions, tidyCsv, tidyRows } from "./tidy-csv.ts";
