// How is it said? Lists in words, numbers for people, lines and columns that fit: what every message and table is made of.
// Deliberately knows nothing of what is said, nor of colors and pages.

export { canonical } from "./canonical.ts";
export { hanging, oneLine, textWidth, visible, visibleInColumns, wrap } from "./lines.ts";
export { capital, counted, either, listed, present, quoted, withoutMissing } from "./lists.ts";
export { stem } from "./names.ts";
export {
  isLeftover,
  percent,
  plain,
  quantity,
  rounded,
  signed,
  unitAfter,
  withoutExponent,
} from "./numbers.ts";
export { patternOf, wanted } from "./patterns.ts";
export { cell, recordTable, table } from "./table.ts";
export { digitsIn, percentIn, type Translate, tellerOf, type Wordings } from "./words.ts";
