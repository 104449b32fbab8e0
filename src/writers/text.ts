export { type Cell, cell, oneLine, table, textWidth, wrap } from "../text/index.ts";
