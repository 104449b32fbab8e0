import { error, errorAt, type Place, suggestion } from "../diagnostics/index.ts";
import { dimensionName, sameDimension, type Unit, unit } from "../units/index.ts";

// Every sentence about a drug file that its shape alone does not show.

const [molar, concentration] = [unit("nM").dimension, unit("ng/mL").dimension];

/** A unit of another dimension than what the number is; molar ones are told apart, since files give no molar mass. */
export const wrongRoleUnit = (name: string, given: Unit, wanted: Unit, place: Place) => {
  const isMolar = sameDimension(given.dimension, molar) && sameDimension(wanted.dimension, concentration);
  const kind = wanted.text === "1" ? "a number without a unit" : dimensionName(wanted.dimension);
  return error(
    "role-unit",
    `"${name}" is given in ${given.text}, but ${kind} is wanted, as in ${wanted.text}.`,
    place,
    isMolar
      ? "Give molar_mass: with that of the base in g/mol, or turn it into ng/mL: nM times the molar mass, divided by 1000."
      : `For example unit: ${wanted.text}.`,
  );
};

export const fallingDoses = (least: number, most: number, place: Place) =>
  error(
    "falling-doses",
    `The lowest licensed dose of ${least} mg is above the highest, ${most} mg.`,
    place,
    `Write min: ${most} mg, max: ${least} mg.`,
  );

const short = (value: number) => Number(value.toPrecision(4));

export const notAnEnzymeOf = (drug: string, enzyme: string, known: readonly string[], place: Place) =>
  error(
    "not-an-enzyme-of",
    `${drug} has no share of clearance through "${enzyme}", so nothing can be made by it.`,
    place,
    suggestion(enzyme, known) ?? `Give it a share under enzymes; there are: ${known.join(", ") || "none"}.`,
  );

export const noInhibitionConstant = (enzyme: string, place: Place) =>
  error(
    "no-inhibition-constant",
    `The inhibition of ${enzyme} has no constant.`,
    place,
    "Give ki (for other drugs), own_ki (for the drug's own clearance), or both.",
  );

export const sharesAboveOne = (name: string, sum: number, place: Place) =>
  error(
    "shares-above-one",
    `The enzymes of ${name} carry ${short(sum)} of its clearance together, which is more than all of it.`,
    place,
    "Shares add up to 1 at most; what is left does not depend on enzymes.",
  );

export const sharesOfRoutes = (sum: number, open: number, place: Place) =>
  error(
    "shares-of-routes",
    open > 1
      ? `${open} of these ways of absorption say no fraction; one may, and takes the rest.`
      : `The fractions of these ways of absorption add up to ${short(sum)}, not to 1.`,
    place,
    "Give each a fraction so that they add up to 1, or leave it out in one, which takes the rest.",
  );

export const lagBesideRoutes = (key: string, place: Place) =>
  error(
    "lag-beside-routes",
    `"${key}" is of the one way of absorption, but "routes" says that there are several.`,
    place,
    "Give the lag to the ways that have one, under routes.",
  );

export const routeName = (name: string, place: Place) =>
  error(
    "route-name",
    `The name "${name}" is taken: by another way of absorption of this drug, or by a state that every drug has.`,
    place,
    "Give each way a name of its own in the file, such as immediate and delayed.",
  );

export const badAge = (text: string, place: Place) =>
  error("bad-age", `"${text}" is no age in years.`, place, "Write a number of years, for example age: 78.");

export const beyondAnybody = (
  what: string,
  text: string | number,
  most: number,
  unit: string,
  place: Place,
) =>
  error(
    "outside-domain",
    `A ${what} of ${text} is more than anybody has.`,
    place,
    `Write at most ${most} ${unit}.`,
  );

export const notItsSubstance = (drug: string, of: string, known: readonly string[], place: Place) =>
  error(
    "not-its-substance",
    `"${of}" is neither ${drug} nor one of its metabolites.`,
    place,
    suggestion(of, known) ?? `There are: ${known.join(", ")}.`,
  );

export const noCondition = errorAt(
  "no-condition",
  "Nothing says in which bodies this holds.",
  "Give one of age: [65, 120], sex, creatinine_clearance: [0, 30] and child_pugh: [A, B] beside it.",
);

export const emptySpan = (key: string, span: readonly [number, number], place: Place) =>
  error(
    "empty-span",
    `${key} goes from ${span[0]} to ${span[1]}, where nothing lies.`,
    place,
    "Write the lower number first.",
  );

export const noClearance = (value: number, place: Place) =>
  error(
    "not-positive",
    `The factor on a clearance must be more than zero, but it is ${value}.`,
    place,
    "An exposure four times as high is a clearance of 0.25.",
  );

export const siteTwice = (site: string, place: Place) =>
  error("site-twice", `The site "${site}" is listed twice.`, place, "One drug acts in one way at a site.");

export const noTargets = (drug: string, place: Place) =>
  error(
    "no-targets",
    `${drug} acts on nothing: neither it nor a metabolite has a target or inhibits an enzyme.`,
    place,
    "Add targets: each with a site, an action, an ec50 and an emax. `lull list modules` leads to the sites.",
  );

export const halfACompartment = errorAt(
  "half-a-compartment",
  "A second compartment needs both peripheral_volume and peripheral_flow.",
  "Give both, or neither for one compartment.",
);

export const unknownSalt = (name: string, known: readonly string[], place: Place) =>
  error(
    "unknown-salt",
    `Milligrams are said to be of "${name}", which is neither the base nor one of the salts of this file.`,
    place,
    suggestion(name, ["base", ...known]) ??
      `Add it under salts with its molar mass, for example salts: {${name}: 360.9}.`,
  );

export const noMolarMass = errorAt(
  "no-molar-mass",
  "Milligrams of a salt cannot be turned into base without the molar mass of the base.",
  "Add molar_mass: with that of the base in g/mol.",
);

export const formedAboveOne = (sum: number, place: Place) =>
  error(
    "formed-above-one",
    `Metabolites take ${short(sum)} of the drug that is cleared, which is more than all of it.`,
    place,
    "Lower formed; clearance and volume of a metabolite can be apparent.",
  );

export const measuredElsewhere = (drug: string, site: string, known: readonly string[], place: Place) =>
  error(
    "measured-elsewhere",
    `Occupancy of "${site}" was measured, but ${drug} has no target there.`,
    place,
    suggestion(site, known) ?? `Its targets: ${known.join(", ") || "none"}.`,
  );
