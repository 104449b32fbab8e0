import type { z } from "zod";
import type { Diagnostic } from "../diagnostics/index.ts";
import { type Drug, type KineticName, kineticNames } from "../pharmacology/index.ts";
import type { Read } from "./document.ts";
import { readParameter } from "./module.ts";
import { readDose } from "./quantities.ts";
import type { drugSchema } from "./schemas.ts";

/** A drug file as data. */
export function readDrug(read: Read<z.infer<typeof drugSchema>>, diagnostics: Diagnostic[]): Drug {
  const { data } = read;
  const kinetics: Partial<Record<KineticName, Drug["kinetics"][KineticName]>> = {};
  for (const name of kineticNames) {
    const item = data.kinetics[name];
    if (item) kinetics[name] = readParameter(read, name, item, ["kinetics", name], diagnostics);
  }
  return {
    name: data.drug,
    title: data.title,
    class: data.class,
    about: data.about.trim(),
    place: read.at("drug"),
    licensed: {
      min: readDose(data.licensed.min, "licensed dose", read.at("licensed", "min"), diagnostics),
      max: readDose(data.licensed.max, "licensed dose", read.at("licensed", "max"), diagnostics),
    },
    tablets: data.tablets.map((tablet, i) =>
      readDose(tablet, "tablet strength", read.at("tablets", i), diagnostics),
    ),
    kinetics: kinetics as Drug["kinetics"],
    targets: data.targets.map((target, i) => ({
      site: target.site,
      action: target.action,
      ec50: readParameter(read, "ec50", target.ec50, ["targets", i, "ec50"], diagnostics),
      emax: readParameter(read, "emax", target.emax, ["targets", i, "emax"], diagnostics),
      place: read.at("targets", i, "site"),
    })),
  };
}
