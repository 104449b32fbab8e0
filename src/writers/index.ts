// How is it told? Any document as text for a terminal, JSON, one-file HTML, Markdown, CSV or Parquet.
// Deliberately knows no study, and nothing of files: text and bytes are what comes out (pictures are drawn in `files/`).

export { csvOf, parquetOf } from "./datasets.ts";
export { htmlText } from "./html/page.tsx";
export { jsonText } from "./json.ts";
export { latexText } from "./latex.ts";
export { markdownText } from "./markdown.ts";
export { terminalText } from "./terminal.ts";
export { noteText } from "./words.ts";
