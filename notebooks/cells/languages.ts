import { join } from "node:path";
import { languagesIn } from "../../src/build/languages.ts";

/** The words of the cells by language: here from the disk; the build puts what it finds there in place of this file. */
export const languages = languagesIn(join(import.meta.dirname, "..", "words"));
