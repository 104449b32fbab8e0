import type { Wording } from "../../src/text/words.ts";

export type File = Readonly<Record<string, Wording>>;

const forms = (wording: Wording | undefined): string[] =>
  wording === undefined ? [] : typeof wording === "string" ? [wording] : Object.values(wording);
const marks = (text: string) => [...text.matchAll(/\{\w+\}|<\/?\w+>/g)].map(([mark]) => mark).sort();

/** What a translator must mend in a file of words: keys too few or too many, placeholders, tags and plural forms that differ. */
export function faultsOf(english: File, words: File, code: string): string[] {
  const plurals = new Intl.PluralRules(code).resolvedOptions().pluralCategories;
  return [
    ...Object.keys(english).flatMap((key) => (key in words ? [] : [`"${key}" is missing`])),
    ...Object.keys(words).flatMap((key) => (key in english ? [] : [`"${key}" is in no English file`])),
    ...Object.entries(words).flatMap(([key, wording]) => {
      const [wanted] = forms(english[key]);
      if (wanted === undefined) return [];
      const missing =
        typeof english[key] === "object"
          ? plurals.filter((form) => typeof wording !== "object" || wording[form] === undefined)
          : [];
      const differing = forms(wording).filter((text) => marks(text).join() !== marks(wanted).join());
      return [
        ...missing.map((form) => `"${key}" lacks the form "${form}"`),
        ...differing.map((text) => `"${key}" has other placeholders than in English: ${text}`),
      ];
    }),
  ];
}

/** Keys that no source names: in quotes, or by a template as in `tab ${name}`. */
export function unusedIn(english: File, sources: string): string[] {
  const templates = [...sources.matchAll(/`((?:[^`$]|\$\{[^{}`]*\})*\$\{(?:[^`$]|\$\{[^{}`]*\})*)`/g)].map(
    ([, text = ""]) =>
      new RegExp(
        `^${text
          .split(/\$\{[^{}]*\}/)
          .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
          .join(".+")}$`,
      ),
  );
  // One that is a placeholder alone stands for any text, and so for none.
  const telling = templates.filter(({ source }) => /[a-z]{2}/.test(source));
  return Object.keys(english).filter(
    (key) => !sources.includes(`"${key}"`) && !telling.some((template) => template.test(key)),
  );
}

/** Parts of English texts between their placeholders that another language does not have as well. */
export function tellingParts(english: File, words: File): string[] {
  const other = Object.values(words).flatMap(forms).join("\n");
  return Object.values(english)
    .flatMap(forms)
    .flatMap((text) => text.split(/\{\w+\}|<\/?\w+>/))
    .map((part) => part.trim().replace(/[.,:;?]+$/, ""))
    .filter((part) => /[a-z]{3}/.test(part) && part.length > 3 && !other.includes(part));
}

/** Three words in a row, two of which the first has a capital, or an end of a sentence. */
const sentence = /[a-z,] ?\b[a-z]+ [a-z]+ [a-z]|^[A-Z][a-z]+ [a-z]|[a-z]\.( |$)/;

/** Texts in parsed code that read like English and are no key of a file of words. */
export function sentencesIn(node: unknown, keys: readonly string[]): string[] {
  const known = new Set(keys);
  const visit = (one: unknown): string[] => {
    if (typeof one !== "object" || one === null) return [];
    const { type, value } = one as { type?: string; value?: unknown };
    if (type === "ImportDeclaration" || (type === "ExportNamedDeclaration" && "source" in one && one.source))
      return [];
    const text =
      type === "TemplateElement"
        ? (value as { cooked: string }).cooked
        : (type === "Literal" || type === "JSXText") && typeof value === "string"
          ? value
          : "";
    // A path, a selector or a piece of HTML is no sentence.
    const isCode = /^[\w.-]*[./#>:(<]|[<>=]/.test(text.trim());
    const own = sentence.test(text) && !isCode && !known.has(text) ? [text] : [];
    return [...own, ...Object.values(one).flatMap(visit)];
  };
  return visit(node);
}
