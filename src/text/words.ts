/** A text, or one for each plural form of the language, chosen by the value of `n`. */
export type Wording = string | Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>;

/** The words of a language by key; values stand in braces: "{n} of {all}". */
export type Wordings<K extends string = string> = Readonly<Record<K, Wording>>;

/** A text by its key, with its values filled in; numbers are written as the language writes them. */
export type Translate<K extends string = string> = (
  key: K,
  values?: Readonly<Record<string, string | number>>,
) => string;

/**
 * Tells texts of a language; a key that it lacks is told in English.
 *
 * @param code of the language, as in "de" or "pt-BR"
 */
export function tellerOf<K extends string>(
  english: Wordings<K>,
  code = "en",
  words: Partial<Wordings<K>> = english,
): Translate<K> {
  const plurals = { own: new Intl.PluralRules(code), english: new Intl.PluralRules("en") };
  const form = (wording: Wording, rules: Intl.PluralRules, n: string | number | undefined): string =>
    typeof wording === "string" ? wording : (wording[rules.select(Number(n))] ?? wording.other ?? "");
  return (key, values = {}) => {
    const own = words[key];
    const text =
      own === undefined ? form(english[key], plurals.english, values.n) : form(own, plurals.own, values.n);
    return text.replace(/\{(\w+)\}/g, (whole, name) => {
      const value = values[name];
      return typeof value === "number" ? numberIn(code, value) : (value ?? whole);
    });
  };
}

/** A number in full as a language writes it; four digits are not grouped, so that a year stays a year. */
export const numberIn = (code: string, value: number): string =>
  formatOf(code, { maximumFractionDigits: 12, useGrouping: Math.abs(value) >= 1e4 }).format(value);

const formats = new Map<string, Intl.NumberFormat>();

/** Formats are made once: a page asks for them in every frame. */
function formatOf(code: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${code} ${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.NumberFormat(code, options);
  formats.set(key, known);
  return known;
}

const points = new Map<string, string>();

/** Digits with a point, with the point that a language writes: "0.50" is "0,50" in German. */
export function digitsIn(code: string, text: string): string {
  const parts = () => formatOf(code, {}).formatToParts(0.5);
  const point = points.get(code) ?? parts().find(({ type }) => type === "decimal")?.value ?? ".";
  points.set(code, point);
  return text.replace(".", point);
}

/** A share in per cent with so many decimals, never "-0%"; "-" where there is none. */
export function percentIn(code: string, share: number, decimals = 0): string {
  if (!Number.isFinite(share)) return "-";
  const fixed = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  const format = formatOf(code, { style: "percent", useGrouping: false, ...fixed });
  return format.format(Number(share.toFixed(decimals + 2)) || 0);
}
