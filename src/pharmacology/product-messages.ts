import { type Diagnostic, error, type Place, warning } from "../diagnostics/index.ts";
import { listed, quoted } from "../text/index.ts";
import type { Drug, DrugProduct } from "./types.ts";

// What is said of products: which was taken, and which there are.

export const noMolarMassOf = ({ title }: Drug, place: Place): Diagnostic => ({
  severity: "error",
  code: "no-molar-mass",
  message: `This dose is in moles, and the file of ${title.toLowerCase()} says no molar mass.`,
  place,
  help: "Write the dose in mg, or give molar_mass: in the drug's file.",
});

/** A form without the other words by which it may be asked for. */
export const formName = ({ form }: DrugProduct): string => form.replace(/ \(.*\)$/, "");
/** The word that asks for a way of counting. */
const askWord = (counts: string, { salts }: Drug) =>
  counts === "base" ? "base" : salts.size > 1 ? counts.split(" ")[0]! : "salt";
const countsText = (counts: string) => (counts === "base" ? "base" : counts);
const where = ({ in: sold }: DrugProduct) =>
  sold ? ` (${sold.map((c) => c.toUpperCase()).join(", ")})` : "";

export const noSuchProduct = (name: string, words: readonly string[], drug: Drug, place: Place) =>
  error(
    "unknown-product",
    words.length > 0
      ? `Among the products of ${drug.name} none goes by ${listed([...new Set(words)].map(quoted))}.`
      : `No product of ${drug.name} goes by the name "${name}".`,
    place,
    `${isTime(words) ? `For a start write "from: ${words.join(" ")}". ` : ""}${
      drug.products.length > 0
        ? `There are: ${drug.products.map((p) => `${formName(p)}${where(p)}`).join("; ")}.`
        : "Its file lists no products: write the dose alone, or add them to the file under products."
    }`,
  );

/** Whether words are a time: somebody wrote "form" for "from". */
const isTime = (words: readonly string[]) => /^(hour|day|week)s? [\d.]+$/.test(words.join(" "));

export const saltBesideBase = (word: string, drug: Drug, place: Place) =>
  warning(
    "taken-as",
    `${drug.name} is labelled by its base, also where a register names the salt (${word}) beside the number: the milligrams are taken as ${countsText(drug.counts)}.`,
    place,
    `If they do weigh the salt, write "${drug.name} ... mg salt".`,
  );

export const notForThese = (product: DrugProduct, drug: Drug, why: string, place: Place) =>
  error(
    "not-for-these-kinetics",
    `${drug.name} ${formName(product)} cannot be simulated: ${why}`,
    place,
    "Write a form that is taken by mouth.",
  );

export const takenAs = (mg: number, drug: Drug, product: DrugProduct, says: string, place: Place) =>
  warning(
    "taken-as",
    `${drug.name} ${mg} mg is a strength counted as ${countsText(product.counts)}${where(product)}, so it is taken as ${says}.`,
    place,
    `Say which is meant: "${drug.name} ${mg} mg ${askWord(product.counts, drug)}", or "${drug.name} ${mg} mg ${askWord(drug.counts, drug)}".`,
  );

export const eitherProduct = (
  mg: number,
  drug: Drug,
  chosen: DrugProduct,
  others: readonly DrugProduct[],
  place: Place,
) =>
  warning(
    "taken-as",
    `${drug.name} ${mg} mg could be ${listed(
      [chosen, ...others].map((p) => `${formName(p)} counted as ${countsText(p.counts)}${where(p)}`),
      "or",
    )}: it is taken as the first.`,
    place,
    `Say which is meant, for example "${drug.name} ${mg} mg ${others[0]!.counts === chosen.counts ? formName(others[0]!) : askWord(others[0]!.counts, drug)}".`,
  );

export const printedOn = (mg: number, drug: Drug, product: DrugProduct, place: Place) =>
  warning(
    "taken-as",
    `${drug.name} ${mg} mg is a strength of the ${formName(product)}, but it is taken as ${mg} mg of the form that the file describes.`,
    place,
    `If the ${formName(product)} is meant, write "${drug.name} ${mg} mg ${product.form.split(/[ ,]/)[0]}"; a milligram of it counts as ${product.equals}.`,
  );
