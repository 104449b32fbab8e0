// Who is asking, in a page? Cases as plain data, links, scenario files and the worker that simulates them.
// Deliberately knows no equation and no drug by name; what it offers comes from the library it is built with.
export { firstLook, pageWords } from "./first-look.ts";
export { openingOf } from "./opening.ts";
