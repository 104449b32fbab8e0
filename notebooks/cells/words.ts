import en from "../words/en.json" with { type: "json" };

/** The words of the cells by name; a language is one file with the same names in it. */
export type Words = Readonly<Record<keyof typeof en, string>>;

const languages: Readonly<Record<string, Words>> = { en };

/** The words of this page's language. */
const words = (): Words =>
  typeof document === "undefined" ? en : (languages[document.documentElement.lang] ?? en);

/** A text by its name, with what stands in braces filled in. */
export function word(name: keyof Words, values: Readonly<Record<string, string | number>> = {}): string {
  return words()[name].replace(/\{(\w+)\}/g, (whole, key) => String(values[key] ?? whole));
}
