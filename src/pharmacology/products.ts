import type { Diagnostic } from "../diagnostics/index.ts";
import { once } from "../model/index.ts";
import * as say from "./product-messages.ts";
import type { Product, ProductContent, RegimenEntry } from "./regimen-types.ts";
import { scaled } from "./regimen-weight.ts";
import { type Country, countries, type Drug, type DrugProduct } from "./types.ts";

type Drugs = ReadonlyMap<string, Drug>;

/** What a name on a prescription leads to: a drug, perhaps by a brand, and the words after that. */
interface NamedProduct {
  readonly drug: Drug;
  readonly brand?: string | undefined;
  readonly words: readonly string[];
}

/**
 * Puts names as people write them (any case, brands, forms) into the drugs of the library, and milligrams as their
 * products count them (base or salt, tablet or controlled release, drops) into those that the drug's file counts.
 * What had to be decided is said. Entries that were settled before stay as they are.
 */
export function settleProducts(
  entries: readonly RegimenEntry[],
  drugs: Drugs,
): { entries: RegimenEntry[]; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  return { entries: entries.map((entry) => settled(entry, drugs, diagnostics)), diagnostics };
}

/** The drugs of a treatment by the names that the library has for them, each once; unknown ones as they are written. */
export const drugsTaken = (entries: readonly Pick<RegimenEntry, "drug">[], drugs: Drugs): string[] =>
  [...new Set(entries.map(({ drug }) => found(drug, drugs)?.drug.name ?? drug))].sort();

function settled(entry: RegimenEntry, drugs: Drugs, diagnostics: Diagnostic[]): RegimenEntry {
  if (entry.taken || entry.molar !== undefined) return entry;
  const name = found(entry.drug, drugs);
  // A name that nobody knows is a fault of the regimen, which is said where the regimen is checked.
  if (!name) return entry;
  const { drug } = name;
  const replaced = entry.replaces && found(entry.replaces.drug, drugs)?.drug.name;
  const named: RegimenEntry = {
    ...entry,
    drug: drug.name,
    ...(replaced && entry.replaces ? { replaces: { ...entry.replaces, drug: replaced } } : {}),
  };
  // What goes into a vein is no tablet: its milligrams are the file's, unless a way of counting is named.
  const isMolar = named.isMolar === true;
  const molar = isMolar ? inMilligrams(named, drug, diagnostics) : undefined;
  if (molar) return molar;
  const isPlain = (drug.products.length === 0 || entry.route) && !entry.product && !entry.food;
  const taken = isPlain ? undefined : takenOf(named, name, diagnostics);
  const product = entry.product ?? (name.brand === undefined ? undefined : productNamed(entry));
  if (!taken) return { ...named, ...(product ? { product } : {}) };
  return { ...inFileMg(named, taken.factor), taken, ...(product ? { product } : {}) };
}

/** An entry in umol in the milligrams of the drug's file: a mole of the base is a mole of its salt. */
function inMilligrams(entry: RegimenEntry, drug: Drug, diagnostics: Diagnostic[]): RegimenEntry {
  const mass = drug.counts === "base" ? drug.molarMass : drug.salts.get(drug.counts);
  if (mass === undefined) diagnostics.push(say.noMolarMassOf(drug, entry.place));
  const molar = (mass ?? Number.NaN) / 1000;
  return mass === undefined ? entry : { ...scaled(entry, molar), isMolar: undefined, molar };
}

const productNamed = ({ drug: name, place }: RegimenEntry): Product => ({ name, words: [], place });

/** An entry with its amounts in the milligrams of the drug's file. */
function inFileMg(entry: RegimenEntry, factor: number): RegimenEntry {
  const { rounding } = entry;
  const isMultiple = factor !== 1 && rounding?.kind === "multiples";
  return {
    ...scaled(entry, factor),
    ...(isMultiple ? { rounding: { ...rounding, of: rounding.of * factor } } : {}),
  };
}

/** Undefined where nothing differs from what the file counts. */
function takenOf(
  entry: RegimenEntry,
  { drug, brand, words }: NamedProduct,
  diagnostics: Diagnostic[],
): ProductContent | undefined {
  const place = entry.product?.place ?? entry.place;
  const asked = [...words, ...(entry.product?.words ?? [])]
    .filter((word) => word !== "oral" && !isPlainWord(word, drug))
    .filter((word) => !isIdleSalt(word, drug, entry, diagnostics));
  const isDrops = entry.product?.isDrops === true;
  const candidates = drug.products.filter(
    (product) =>
      (brand === undefined || product.brands.some(({ name }) => sameText(name, brand))) &&
      (!isDrops || product.drop !== undefined) &&
      asked.every((word) => answers(product, word, drug)),
  );
  const isAsked = brand !== undefined || asked.length > 0 || isDrops;
  const onlyCounts = asked.length > 0 && asked.every((word) => saltOf(word, drug) !== undefined);
  if (candidates.length === 0 && onlyCounts && brand === undefined && !isDrops)
    return taken(entry, drug, undefined, saltOf(asked[0]!, drug)!);
  if (candidates.length === 0 && isAsked) {
    diagnostics.push(
      say.noSuchProduct(
        entry.product?.name ?? entry.drug,
        [...asked, ...(isDrops ? ["drops"] : [])],
        drug,
        place,
      ),
    );
    return undefined;
  }
  const one = oneTaking(entry);
  const exact = isDrops
    ? candidates
    : candidates.filter(({ strengths }) => strengths.some((mg) => Math.abs(mg - one) < 1e-9));
  if (!isAsked) return unasked(entry, drug, exact, diagnostics);
  const choice = own(exact, drug) ?? exact[0] ?? own(candidates, drug) ?? candidates[0]!;
  if (choice.notFor !== undefined) diagnostics.push(say.notForThese(choice, drug, choice.notFor, place));
  const rest = (exact.length > 0 ? exact : candidates).filter(
    (other) => factorOf(other, drug) !== factorOf(choice, drug),
  );
  if (rest.length > 0) diagnostics.push(say.eitherProduct(one, drug, choice, rest, place));
  return taken(entry, drug, choice);
}

/** A dose of a drug of which nothing more was said. */
function unasked(
  entry: RegimenEntry,
  drug: Drug,
  exact: readonly DrugProduct[],
  diagnostics: Diagnostic[],
): ProductContent | undefined {
  const one = oneTaking(entry);
  const place = entry.place;
  const usable = exact.filter((product) => product.notFor === undefined);
  if (usable.length > 0 && !own(usable, drug)) {
    // The number on no product that counts as the file does, but on one that counts otherwise: that is what it is.
    const other = usable.find(({ counts }) => counts !== drug.counts);
    if (other) {
      const result = taken(entry, drug, other);
      if (result) diagnostics.push(say.takenAs(one, drug, other, result.says ?? "", place));
      return result;
    }
    diagnostics.push(say.printedOn(one, drug, usable[0]!, place));
  } else {
    const others = usable.filter(({ counts }) => counts !== drug.counts);
    if (others.length > 0) diagnostics.push(say.eitherProduct(one, drug, own(usable, drug)!, others, place));
  }
  return entry.food ? taken(entry, drug) : undefined;
}

/** What one milligram (or drop) is, and in words what the dose is where that is not what is written. */
function taken(
  entry: RegimenEntry,
  drug: Drug,
  product?: DrugProduct,
  salt?: string,
): ProductContent | undefined {
  const counts = salt ?? product?.counts ?? drug.counts;
  const unit = entry.product?.isDrops ? (product?.drop ?? 1) : 1;
  const base = unit * baseOf(1, counts, drug);
  const exposure = entry.food?.isFed ? (drug.food?.exposure ?? 1) : 1;
  const factor = (base / baseOf(1, drug.counts, drug)) * (product?.equals ?? 1) * exposure;
  const strengths =
    product && !entry.product?.isDrops ? product.strengths.map((mg) => mg * factor) : undefined;
  const ways = product && product.routes.length > 0 ? product.routes.map(({ name }) => name) : undefined;
  if (Math.abs(factor - 1) < 1e-12) return product ? { factor: 1, base, strengths, ways } : undefined;
  const amount = short(oneTaking(entry) * factor);
  const of = drug.counts === "base" ? "" : ` of the ${drug.counts}`;
  const whys = [
    counts !== drug.counts && `${short(oneTaking(entry) * base)} mg base`,
    product && product.equals !== 1 && `${short(oneTaking(entry) * unit)} mg as ${say.formName(product)}`,
    exposure !== 1 && `food brings ${exposure} times the exposure`,
  ].filter((why) => typeof why === "string");
  return {
    factor,
    base,
    strengths,
    ways,
    says: `${amount} mg${of}${whys.length > 0 ? `: ${whys.join("; ")}` : ""}`,
  };
}

/** mg of base in so many mg counted as `counts`. Without molar masses a milligram is a milligram. */
export function baseOf(
  mg: number,
  counts: string,
  { molarMass, salts }: Pick<Drug, "molarMass" | "salts">,
): number {
  const salt = salts.get(counts);
  return counts === "base" || salt === undefined || molarMass === undefined ? mg : (mg * molarMass) / salt;
}

const factorOf = (product: DrugProduct, drug: Drug) =>
  (baseOf(1, product.counts, drug) / baseOf(1, drug.counts, drug)) * product.equals;
const own = (products: readonly DrugProduct[], drug: Drug) =>
  products.find((product) => product.notFor === undefined && Math.abs(factorOf(product, drug) - 1) < 1e-12);

/** mg (or drops) taken at once. */
const oneTaking = ({ dose, split }: RegimenEntry) =>
  dose * (split?.shares?.[0] ?? 1 / (split?.at.length ?? 1));
const short = (value: number) => Number(value.toPrecision(4));

const sameText = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
const wordsOf = (text: string) =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** Every drug says so of itself. */
const isPlainWord = (word: string, drug: Drug) =>
  drug.products.length === 0 && /^(tablet|capsules?)$/.test(word);

/**
 * A salt in the name beside milligrams of the base, as registers write it ("sertraline hydrochloride 50 mg"): it says
 * nothing about the number, which is left as it is.
 */
function isIdleSalt(word: string, drug: Drug, { place }: RegimenEntry, diagnostics: Diagnostic[]): boolean {
  if (word === "base" || word === "salt") return false;
  const salt = saltOf(word, drug);
  if (salt === undefined || drug.counts === salt) return false;
  if (drug.products.some((product) => answers(product, word, drug))) return false;
  diagnostics.push(say.saltBesideBase(word, drug, place));
  return true;
}

const saltNames: Readonly<Record<string, string>> = {
  hcl: "hydrochloride",
  hbr: "hydrobromide",
  mesilate: "mesylate",
};

/** The way of counting that a word asks for. */
function saltOf(word: string, drug: Drug): string | undefined {
  if (word === "base") return "base";
  const all = [...drug.salts.keys()];
  if (word === "salt") return drug.counts !== "base" ? drug.counts : all[0];
  const full = saltNames[word] ?? word;
  return all.find((salt) => wordsOf(salt).some((part) => (saltNames[part] ?? part) === full));
}

function answers(product: DrugProduct, word: string, drug: Drug): boolean {
  const text = word.toLowerCase();
  if ((countries as readonly string[]).includes(text)) return isSoldIn(product, text as Country);
  if (text === "salt" && product.counts !== "base") return true;
  if (text === "base") return product.counts === "base";
  if (saltOf(text, drug) !== undefined && saltOf(text, drug) === product.counts) return true;
  return wordsOf(product.form).some((part) => part === text || `${part}s` === text || part === `${text}s`);
}

/** Labels of the EU hold in its countries, and for the United Kingdom. */
const isSoldIn = (product: DrugProduct, country: Country): boolean =>
  product.in === undefined ||
  product.in.includes(country) ||
  (["uk", "de", "fr", "es"].includes(country) && product.in.includes("eu"));

/** The longest beginning of a name that is a drug's name, its title or a brand, in any case of letters. */
function found(name: string, drugs: Drugs): NamedProduct | undefined {
  const exact = drugs.get(name);
  if (exact) return { drug: exact, words: [] };
  const index = namesOf(drugs);
  const words = name.trim().split(/\s+/);
  for (let count = words.length; count > 0; count--) {
    const hit = index.get(words.slice(0, count).join(" ").toLowerCase());
    if (hit) return { ...hit, words: words.slice(count).map((word) => word.toLowerCase()) };
  }
  return undefined;
}

const namesOf = once((drugs: Drugs): Map<string, Omit<NamedProduct, "words">> => {
  const index = new Map<string, Omit<NamedProduct, "words">>();
  for (const drug of drugs.values())
    for (const { brands } of drug.products)
      for (const { name } of brands) index.set(name.toLowerCase(), { drug, brand: name });
  for (const drug of drugs.values()) {
    index.set(drug.title.toLowerCase(), { drug });
    index.set(drug.name.toLowerCase(), { drug });
  }
  return index;
});

/** Names and brands by which drugs are known, for suggestions. */
export const knownNames = (drugs: Drugs): string[] => {
  const brands = [...drugs.values()].flatMap(({ products }) => products.flatMap((product) => product.brands));
  return [...new Set([...drugs.keys(), ...brands.map(({ name }) => name)])];
};
