import type { Diagnostic } from "../diagnostics/index.ts";
import type { ParameterSource } from "../model/index.ts";
import {
  type AbsorptionRoute,
  type Country,
  type Drug,
  drugRoles,
  type Inhibition,
  kineticNames,
  kineticRoles,
  type Metabolite,
  type Role,
  routeNumbers,
  type Substance,
} from "../pharmacology/index.ts";
import { sameDimension, type Unit, unit as unitOf } from "../units/index.ts";
import { readCovariateEffects } from "./covariates.ts";
import type { Read } from "./document.ts";
import * as say from "./drug-messages.ts";
import type { DrugData } from "./drug-schema.ts";
import { readParameter } from "./module.ts";
import type { Path } from "./paths.ts";
import { readDose, readDuration } from "./quantities.ts";
import type { ParameterData } from "./schema-parts.ts";

type MetaboliteData = NonNullable<DrugData["metabolites"]>[string];
/** A drug file as data. */
export function readDrug(read: Read<DrugData>): Drug {
  const { data, diagnostics } = read;
  const dose = (text: string | number, what: string, ...path: Path) =>
    readDose(text, what, read.at(...path), diagnostics);
  const { min, usual, max } = data.licensed;
  const drug: Drug = {
    name: data.drug,
    title: data.title,
    class: data.class,
    about: data.about.trim(),
    place: read.at("drug"),
    licensed: {
      min: dose(min, "licensed dose", "licensed", "min"),
      ...(usual === undefined ? {} : { usual: dose(usual, "licensed dose", "licensed", "usual") }),
      max: dose(max, "licensed dose", "licensed", "max"),
    },
    tablets: data.tablets.map((tablet, i) => dose(tablet, "tablet strength", "tablets", i)),
    ...readForms(read),
    ...readSubstance(read, data, []),
    metabolites: Object.entries(data.metabolites ?? {}).map(([name, metabolite]) =>
      readMetabolite(read, name, metabolite),
    ),
    covariates: readCovariateEffects(read, data.covariates, {
      name: data.drug,
      metabolites: Object.keys(data.metabolites ?? {}),
    }),
    measured: (data.measured ?? []).map((item, i) => ({
      ...item,
      dose: dose(item.dose, "dose", "measured", i, "dose"),
      after:
        item.after === undefined
          ? undefined
          : readDuration(item.after, "time after the dose", read.at("measured", i, "after"), diagnostics),
      place: read.at("measured", i, "site"),
    })),
  };
  diagnostics.push(...faultsOf(read, drug));
  return drug;
}

/** What its milligrams are, and what products there are. */
function readForms(
  read: Read<DrugData>,
): Pick<Drug, "molarMass" | "salts" | "counts" | "food" | "products" | "routes" | "bioavailabilityOf"> {
  const { data, at, diagnostics } = read;
  const salts = new Map(Object.entries(data.salts ?? {}));
  const countedAs = (name: string | undefined, ...path: Path): string | undefined => {
    if (name !== undefined && name !== "base" && !salts.has(name))
      diagnostics.push(say.unknownSalt(name, [...salts.keys()], at(...path)));
    if (name !== undefined && name !== "base" && data.molar_mass === undefined)
      diagnostics.push(say.noMolarMass(at(...path)));
    return name;
  };
  const counts = countedAs(data.counts, "counts") ?? "base";
  return {
    molarMass: data.molar_mass,
    salts,
    counts,
    bioavailabilityOf: data.bioavailability_of && {
      ...data.bioavailability_of,
      sources: data.bioavailability_of.sources ?? [],
    },
    routes: readRoutes(read, data.routes, ["routes"]),
    food: data.food && { exposure: data.food.exposure, sources: data.food.sources ?? [] },
    products: (data.products ?? []).map((product, i) => ({
      form: product.form,
      strengths: product.strengths.map((text, k) =>
        readDose(text, "strength", at("products", i, "strengths", k), diagnostics),
      ),
      counts: countedAs(product.counts, "products", i, "counts") ?? counts,
      equals: product.equals ?? 1,
      drop:
        product.drop === undefined
          ? undefined
          : readDose(product.drop, "drop", at("products", i, "drop"), diagnostics),
      notFor: product.not_for,
      in: product.in,
      routes: readRoutes(read, product.routes, ["products", i, "routes"]),
      brands: Object.entries(product.brands ?? {}).flatMap(([country, names]) =>
        names.map((name) => ({ country: country as Country, name })),
      ),
      sources: product.sources ?? [],
    })),
  };
}

/** Ways of absorption side by side; all but one give their share of the dose. */
function readRoutes(read: Read<DrugData>, routes: DrugData["routes"], path: Path): AbsorptionRoute[] {
  const { diagnostics } = read;
  const all = Object.entries(routes ?? {}).map(
    ([name, numbers]): AbsorptionRoute => ({
      name,
      ...Object.fromEntries(
        routeNumbers.flatMap((key) => {
          const item = numbers[key];
          if (!item) return [];
          const role = key === "absorption" || key === "lag" ? kineticRoles[key] : drugRoles[key];
          return [[key, readRole(read, key, role, item, [...path, name, key])]];
        }),
      ),
      place: read.key(...path, name),
    }),
  );
  const first = all[0];
  if (!first) return all;
  const rest = all.filter(({ fraction }) => fraction === undefined);
  const sum = all.reduce((total, { fraction }) => total + (fraction?.value ?? 0), 0);
  const isWhole = rest.length === 1 ? sum <= 1 + 1e-9 : rest.length === 0 && Math.abs(sum - 1) < 1e-9;
  if (!isWhole) diagnostics.push(say.sharesOfRoutes(sum, rest.length, rest[1]?.place ?? first.place));
  return all;
}

function readMetabolite(read: Read<DrugData>, name: string, metabolite: MetaboliteData): Metabolite {
  const { data: drug, diagnostics } = read;
  const path: Path = ["metabolites", name];
  if (metabolite.by !== undefined && !drug.enzymes?.[metabolite.by])
    diagnostics.push(
      say.notAnEnzymeOf(drug.drug, metabolite.by, Object.keys(drug.enzymes ?? {}), read.at(...path, "by")),
    );
  return {
    name,
    title: metabolite.title,
    about: `${metabolite.title}, made from ${drug.title}.`,
    place: read.key(...path),
    ...readSubstance(read, metabolite, path),
    formed: readRole(read, "formed", drugRoles.formed, metabolite.formed, [...path, "formed"]),
    by: metabolite.by,
  };
}

const molar = unitOf("nmol/L");

/** Whether one unit is a molar concentration where the other is a mass in a volume. */
const isMolarOf = (given: Unit, wanted: Unit) =>
  sameDimension(given.dimension, molar.dimension) &&
  sameDimension(wanted.dimension, unitOf("ng/mL").dimension);

/** A molar concentration as mass in a volume. @param molarMass g/mol */
function asMass(parameter: ParameterSource, unit: Unit, molarMass: number): ParameterSource {
  // 1 nmol of it weighs so many ng, and 1 ng/L is a thousandth of 1 ng/mL.
  const factor = ((parameter.unit.factor / molar.factor) * molarMass) / 1000;
  const turned = (value: number) => Number((value * factor).toPrecision(12));
  const [low, high] = parameter.range;
  return { ...parameter, unit, value: turned(parameter.value), range: [turned(low), turned(high)] };
}

/** A number of a drug file: its role says which numbers and which dimension it may have. */
function readRole(
  read: Read<DrugData>,
  name: string,
  { domain, unit }: Role,
  item: ParameterData,
  path: Path,
): ParameterSource {
  const { diagnostics } = read;
  const before = diagnostics.length;
  const parameter = readParameter(read, name, item, path, { domain });
  const isRead = !diagnostics.slice(before).some((d) => d.code === "bad-unit");
  if (!isRead || sameDimension(parameter.unit.dimension, unit.dimension)) return parameter;
  // A metabolite has a molar mass of its own, which files do not give.
  const molarMass = path[0] === "metabolites" ? undefined : read.data.molar_mass;
  if (molarMass !== undefined && isMolarOf(parameter.unit, unit)) return asMass(parameter, unit, molarMass);
  diagnostics.push(say.wrongRoleUnit(name, parameter.unit, unit, read.at(...path, "unit")));
  return parameter;
}

/** What drugs and metabolites have in common. */
function readSubstance(
  read: Read<DrugData>,
  data: DrugData | MetaboliteData,
  path: Path,
): Pick<Substance, "kinetics" | "enzymes" | "inhibits" | "targets"> {
  const { diagnostics } = read;
  const parameter = (name: string, role: Role, item: ParameterData, ...at: Path) =>
    readRole(read, name, role, item, [...path, ...at]);
  const given: Partial<Record<string, ParameterData>> = data.kinetics;
  return {
    kinetics: Object.fromEntries(
      kineticNames.flatMap((name) => {
        const item = given[name];
        return item ? [[name, parameter(name, kineticRoles[name], item, "kinetics", name)]] : [];
      }),
    ),
    enzymes: Object.entries(data.enzymes ?? {}).map(([enzyme, share]) => ({
      enzyme,
      share: parameter(enzyme, drugRoles.share, share, "enzymes", enzyme),
      place: read.key(...path, "enzymes", enzyme),
    })),
    inhibits: Object.entries(data.inhibits ?? {}).map(([enzyme, constants]): Inhibition => {
      const at: Path = ["inhibits", enzyme];
      const place = read.key(...path, ...at);
      if (!constants.ki && !constants.own_ki) diagnostics.push(say.noInhibitionConstant(enzyme, place));
      const constant = (name: keyof typeof constants) =>
        constants[name] && parameter(name, drugRoles[name], constants[name], ...at, name);
      return {
        enzyme,
        ki: constant("ki"),
        own_ki: constant("own_ki"),
        recovery_half_life: constant("recovery_half_life"),
        place,
      };
    }),
    targets: (data.targets ?? []).map((target, i) => ({
      site: target.site,
      action: target.action,
      ec50: parameter("ec50", drugRoles.ec50, target.ec50, "targets", i, "ec50"),
      emax: parameter("emax", drugRoles.emax, target.emax, "targets", i, "emax"),
      place: read.at(...path, "targets", i, "site"),
    })),
  };
}

/** States that every drug has. */
const takenNames = new Set([
  "gut",
  "body",
  "peripheral",
  "eliminated",
  "effect_site",
  "infusion",
  "absorbing",
]);

/** What the shape of a drug file cannot say. */
function faultsOf(read: Read<DrugData>, drug: Drug): Diagnostic[] {
  const faults: Diagnostic[] = [];
  const family: readonly Substance[] = [drug, ...drug.metabolites];
  for (const substance of family) {
    const sum = substance.enzymes.reduce((total, { share }) => total + share.value, 0);
    if (sum > 1 + 1e-9)
      faults.push(say.sharesAboveOne(substance.name, sum, substance.enzymes[0]?.place ?? substance.place));
    const sites = substance.targets.map((t) => t.site);
    for (const [i, target] of substance.targets.entries())
      if (sites.indexOf(target.site) !== i) faults.push(say.siteTwice(target.site, target.place));
  }
  if (family.every((s) => s.targets.length === 0 && s.inhibits.length === 0))
    faults.push(say.noTargets(drug.name, drug.place));
  const sites = new Set(family.flatMap((s) => s.targets.map((t) => t.site)));
  for (const { site, place } of drug.measured)
    if (!sites.has(site)) faults.push(say.measuredElsewhere(drug.name, site, [...sites], place));
  const { min, max } = drug.licensed;
  if (min > max) faults.push(say.fallingDoses(min, max, read.at("licensed", "min")));
  const { peripheral_volume: volume, peripheral_flow: flow } = drug.kinetics;
  if (!volume !== !flow) faults.push(say.halfACompartment(read.at("kinetics")));
  if (drug.routes.length > 0)
    for (const key of ["lag", "transit_time"] as const)
      if (drug.kinetics[key]) faults.push(say.lagBesideRoutes(key, read.key("kinetics", key)));
  const names = new Map<string, AbsorptionRoute>();
  for (const route of [...drug.routes, ...drug.products.flatMap(({ routes }) => routes)]) {
    if (names.has(route.name) || takenNames.has(route.name))
      faults.push(say.routeName(route.name, route.place));
    names.set(route.name, route);
  }
  const formed = drug.metabolites.filter((m) => !m.by).reduce((total, m) => total + m.formed.value, 0);
  if (formed > 1 + 1e-9) faults.push(say.formedAboveOne(formed, drug.metabolites[0]?.place ?? drug.place));
  return faults;
}
