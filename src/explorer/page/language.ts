import all from "virtual:lull-languages";
import { chosenLanguage } from "../chosen-language.ts";
import { speak } from "../words.ts";

// Whoever tells something on the page imports its words from here, where the language has been chosen before.
export { digits, inPercent, language, word } from "../words.ts";

/** Languages of the page by code, each in its own name. */
export const languages = Object.entries(all).map(
  ([code, words]) => [code, String(words["language name"] ?? code)] as const,
);

const code = chosenLanguage();
/** What the worker is told, which has words of its own to tell. */
export const spoken = { code, words: all[code] ?? {} };
speak(spoken.code, spoken.words);
document.documentElement.lang = code;

/** The address of this page in a language; what it shows stays. */
export function addressIn(language: string): string {
  const address = new URL(location.href);
  address.searchParams.set("lang", language);
  return address.href;
}
