import { digitsIn, percentIn, type Translate, tellerOf, type Wordings } from "../../src/text/index.ts";
import type { Wording } from "../../src/text/words.ts";
import type en from "../words/en.json";
import { languages } from "./languages.ts";

export type WordKey = keyof typeof en;

const wordsIn = (code: string) => (languages[code] ?? {}) as Partial<Wordings<WordKey>>;

/** Texts of the cells in a language; what it lacks is told in English. */
export const tellerIn = (code: string): Translate<WordKey> =>
  tellerOf<WordKey>(wordsIn("en") as Wordings<WordKey>, code, wordsIn(code));

/** The language of this page. */
export const language = typeof document === "undefined" ? "en" : document.documentElement.lang || "en";

/** A text of the cells by its key, with what stands in braces filled in. */
export const word = tellerIn(language);

/** A number in digits, with the point of this page's language. */
export const digits = (text: string) => digitsIn(language, text);
export const inPercent = (share: number, decimals: number) => percentIn(language, share, decimals);

let own: Translate = (key) => key;

/** Takes the words of this page's lesson, in English and in its language; the page's script brings them. */
export function takeWords(
  english: Readonly<Record<string, Wording>>,
  words: Readonly<Record<string, Wording>>,
): void {
  own = tellerOf(english, language, words);
}

/** A text of the lesson by its key. */
export const say: Translate = (key, values) => own(key, values);
