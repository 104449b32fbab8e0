import { digitsIn, percentIn, type Translate, tellerOf, type Wordings } from "../text/index.ts";
import english from "./words/en.json" with { type: "json" };

export type WordKey = keyof typeof english;
export type PageWords = Wordings<WordKey>;

/** What files and the line of origin say, which is the same in every language. */
export const inEnglish: Translate<WordKey> = tellerOf<WordKey>(english);

let code = "en";
let tell = inEnglish;

/** From here on words are those of another language; what it lacks is told in English. */
export function speak(language: string, words: Partial<PageWords>): void {
  code = language;
  tell = tellerOf<WordKey>(english, language, words);
}

/** The language of the page, as in "de". */
export const language = () => code;

/** A text of the page in its language, with what stands in braces filled in. */
export const word: Translate<WordKey> = (key, values) => tell(key, values);

/** Digits with a point, with the point of the page's language. */
export const digits = (text: string) => digitsIn(code, text);

/** A share in per cent in the page's language. */
export const inPercent = (share: number, decimals = 0) => percentIn(code, share, decimals);
