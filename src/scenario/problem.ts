import { type Observation, readObservations } from "../data/index.ts";
import { type Checked, type Diagnostic, distinct, isUsable, type Place } from "../diagnostics/index.ts";
import { type FlatSystem, type Model, type ModelSource, withChanging } from "../model/index.ts";
import {
  byWeight,
  type CombinedPeople,
  type Covariates,
  combinePeople,
  covariateWords,
  type Dose,
  type Drug,
  drugsInUse,
  drugsTaken,
  expandRegimen,
  type MissedDose,
  nameOfPeople,
  onTopOf,
  peopleByCovariates,
  settleProducts,
} from "../pharmacology/index.ts";
import type { Cast } from "./cast.ts";
import { type Change, changesOf, changeWords, changing } from "./changes.ts";
import { measureFaults, pointFaults } from "./measure-faults.ts";
import * as say from "./messages.ts";
import { Settings } from "./settings.ts";
import { joinWithDrugs, systemOf } from "./systems.ts";
import type { Arm, ArmChange, OutsideEvidence, OutsideRange, PersonName, Scenario } from "./types.ts";

/** One arm, ready to be simulated: equations, numbers and doses, nothing else to look up. */
export interface Problem {
  readonly label: string;
  readonly person: string;
  readonly care: string;
  readonly system: FlatSystem;
  /** Canonical values that hold before day 0: the person and the arm's own settings. */
  readonly before: ReadonlyMap<string, number>;
  /** Canonical values that hold from day 0: the same and the arm's care. */
  readonly during: ReadonlyMap<string, number>;
  /** Those of them that lie outside the range that their parameter is declared with. */
  readonly outside?: readonly OutsideRange[] | undefined;
  /** Gates other than 1, by effect. */
  readonly gates: ReadonlyMap<string, number>;
  /** What changes during the run, by time. */
  readonly changes?: readonly Change[] | undefined;
  /** By time; those before day 0 were taken before the run. */
  readonly doses: readonly Dose[];
  /** Doses that were asked for and are not taken. */
  readonly missed?: readonly MissedDose[] | undefined;
  /** days */
  readonly duration: number;
  /** Of what chance decides in the run itself: the order of events due at one time. Absent: 0. */
  readonly seed?: number | undefined;
  /** What differs from the model as shipped, in words. */
  readonly overrides: readonly string[];
}

/** A scenario with everything it names found and checked. */
export interface Experiment {
  readonly scenario: Scenario;
  readonly model: Model;
  readonly problems: readonly Problem[];
  readonly plots: readonly { readonly title: string; readonly show: readonly string[] }[];
  /** The scenario's evidence with its citations. */
  readonly evidence: readonly CitedEvidence[];
  /** The measured points of the scenario's data. */
  readonly observations: readonly Observation[];
}

export interface CitedEvidence extends OutsideEvidence {
  /** Absent where the sources are not at hand. */
  readonly citation?: string | undefined;
}

/**
 * Resolves a scenario against what there is: people, drugs, effects, hypotheses, parameters, plots and measures. Every
 * arm becomes a {@link Problem}. The baseline promise (effects 1, nothing drifts) is checked for every set of hypotheses in use.
 */
export function prepare(asked: Scenario, cast: Cast): Checked<Experiment> {
  const diagnostics: Diagnostic[] = [];
  const scenario: Scenario = {
    ...asked,
    arms: asked.arms.map((arm) => {
      const weighed = byWeight(arm.treatment, bodyOf(arm, cast).weight?.value);
      const products = settleProducts(weighed.entries, cast.drugs);
      diagnostics.push(...weighed.diagnostics, ...products.diagnostics);
      return { ...arm, treatment: products.entries };
    }),
  };
  const drugs = drugsInUse(
    scenario.arms.flatMap((arm) => arm.treatment),
    cast.drugs,
  );
  const joined = joinWithDrugs(cast.model, drugs);
  diagnostics.push(...joined.diagnostics);
  const model = joined.value;
  if (!model) return { diagnostics };

  const systemFor = (arm: Arm): FlatSystem | undefined => {
    const choices = new Map(arm.hypotheses.map((h) => [h.name, h.choice]));
    const flat = systemOf(model, choices, new Map(arm.hypotheses.map((h) => [h.name, h.place])));
    diagnostics.push(...flat.diagnostics.map((d) => ({ ...d, place: d.place ?? arm.place })));
    return flat.value;
  };
  const problems = scenario.arms.flatMap((arm) => {
    const system = systemFor(arm);
    return system ? [problemOf(arm, scenario, cast, { model, system, drugs }, diagnostics)] : [];
  });
  const names: KnownNames = { model, drugs: cast.drugs, taken: drugs.map((drug) => drug.name) };
  const plots = plotsOf(scenario, cast.model, names, diagnostics);
  const { beyond = [] } = scenario;
  for (const measure of beyond) checkVariable(measure.variable, measure.place, names, diagnostics);
  if (beyond[0]) diagnostics.push(say.measuresBeyond(beyond, scenario.duration));
  for (const measure of scenario.measures) checkVariable(measure.variable, measure.place, names, diagnostics);
  const systems = problems.map(({ system }) => system);
  diagnostics.push(...measureFaults(scenario.measures, scenario.duration, systems));
  const evidence = evidenceOf(scenario, cast, diagnostics);
  const observations = observationsOf(scenario, model, cast, diagnostics);
  diagnostics.push(...pointFaults(observations, systems));
  const shown = new Set(plots.flatMap(({ show }) => show));
  const unshown = [...new Set(observations.map((one) => one.variable))].filter((name) => !shown.has(name));
  if (unshown.length > 0) plots.push({ title: "Measured", show: unshown });
  const experiment: Experiment = { scenario, model, problems, plots, evidence, observations };
  return { value: isUsable(diagnostics) ? experiment : undefined, diagnostics: distinct(diagnostics) };
}

function problemOf(
  arm: Arm,
  scenario: Scenario,
  cast: Cast,
  { model, system, drugs }: { model: Model; system: FlatSystem; drugs: readonly Drug[] },
  diagnostics: Diagnostic[],
): Problem {
  const asked = arm.people ?? [{ name: cast.model.person, place: arm.place }];
  const body = bodyOf(arm, cast);
  const own = new Set(arm.treatment.map((entry) => entry.drug));
  const ownDrugs = drugs.filter(({ name }) => own.has(name));
  /** The arm's subject before day 0; with a change, as it would have been then. */
  const subjectOf = (change?: ArmChange): Settings => {
    const more = change?.people ?? [];
    const traits = new Set(more.flatMap(({ name }) => cast.people.get(name)?.trait ?? []));
    const kept = asked.filter(({ name }) => !traits.has(cast.people.get(name)?.trait ?? ""));
    const facts = change?.covariates ? onTopOf(change.covariates, body) : body;
    const settings = new Settings(system, model, diagnostics);
    settings.people(peopleOf([...kept, ...more], facts, ownDrugs, cast, diagnostics), cast.drugs);
    settings.set(arm.set, arm.place);
    return settings;
  };
  const defaultCare = cast.model.care[0]?.name ?? "none";
  const careName = arm.care ?? defaultCare;
  const care = cast.model.care.find((c) => c.name === careName);
  const cares = cast.model.care.map((c) => c.name);
  if (!care) diagnostics.push(say.unknownCare(careName, arm.carePlace ?? arm.place, cares));

  const before = subjectOf();
  before.checkShares(drugs, arm.set[0]?.place ?? arm.place);
  const during = before.copy();
  during.set(care?.set ?? [], arm.place);
  const withCare = (change?: ArmChange) => {
    const settings = subjectOf(change);
    settings.set(care?.set ?? [], arm.place);
    return settings;
  };
  const changes = arm.changes
    ? changesOf(arm.changes, scenario.duration, system, model, withCare, diagnostics)
    : [];
  const factorOf = (name: string) => system.parameters.find((p) => p.name === name)?.unit.factor ?? 1;

  const gates = new Map<string, number>();
  for (const { effect, gate, place } of arm.knockouts) {
    if (!system.effects.includes(effect))
      diagnostics.push(
        say.notAnEffect(effect, model.entries.get(effect)?.kind, place ?? arm.place, system.effects),
      );
    else gates.set(effect, gate);
  }
  const { treatment } = arm;
  const plan = planOf(treatment, scenario.duration, cast.drugs, scenario.seed, arm.planned);
  diagnostics.push(...plan.diagnostics.filter(({ code }) => !(arm.species && code === "above-licensed")));
  return {
    label: arm.label,
    person: personWords(asked, body),
    care: careName,
    system: withChanging(system, changing(changes)),
    before: before.values,
    during: during.values,
    outside: during.outside,
    gates,
    ...(changes.length > 0 ? { changes } : {}),
    doses: plan.doses,
    missed: plan.missed,
    duration: scenario.duration,
    seed: scenario.seed,
    overrides: [
      ...arm.set.map((s) => `${arm.label}: ${s.name}=${s.value}${rangeWords(s.name, during.outside)}`),
      ...changes.map((change) => `${arm.label}: ${changeWords(change, factorOf(change.name))}`),
      ...arm.knockouts.map((k) => `${arm.label}: knockout ${k.effect}=${k.gate}`),
      ...arm.hypotheses.map((h) => `${arm.label}: hypothesis ${h.name}=${h.choice}`),
    ],
  };
}

type Expanding = Parameters<typeof expandRegimen>;
const plans = new WeakMap<Expanding[0], { asked: unknown[]; plan: ReturnType<typeof expandRegimen> }>();

/** The doses of a treatment, the same list for arms that differ in other things. */
function planOf(...[treatment, ...asked]: Expanding): ReturnType<typeof expandRegimen> {
  const known = plans.get(treatment);
  if (known?.asked.every((one, i) => one === asked[i])) return known.plan;
  const plan = expandRegimen(treatment, ...asked);
  plans.set(treatment, { asked, plan });
  return plan;
}

/** What is known of the body of an arm's subject: what the arm says over what its people say. */
export const bodyOf = ({ people = [], covariates }: Arm, cast: Cast): Covariates =>
  onTopOf(
    covariates,
    people.reduce<Covariates>((below, { name }) => onTopOf(cast.people.get(name)?.covariates, below), {}),
  );

/** The name of an arm's subject, with what is known of the body. */
export function personWords(asked: readonly PersonName[], body: Covariates): string {
  return [nameOfPeople(asked.map(({ name }) => name)), covariateWords(body)].filter(Boolean).join(", ");
}

function peopleOf(
  asked: readonly PersonName[],
  body: Covariates,
  drugs: readonly Drug[],
  cast: Cast,
  diagnostics: Diagnostic[],
): CombinedPeople {
  const byBody = peopleByCovariates(body, drugs, cast.people);
  const combined = combinePeople([
    ...asked.flatMap(({ name, place }) => {
      const person = cast.people.get(name);
      if (!person) diagnostics.push(say.unknownPerson(name, place, cast.people.keys()));
      return person ? [{ person, place }] : [];
    }),
    ...byBody.people,
  ]);
  diagnostics.push(...byBody.diagnostics, ...combined.diagnostics);
  return combined;
}

/** What names in a scenario may stand for. */
interface KnownNames {
  readonly model: Model;
  readonly drugs: ReadonlyMap<string, Drug>;
  /** The drugs of its arms. */
  readonly taken: readonly string[];
}

/** The names a scenario may plot or measure: everything but parameters. */
function checkVariable(
  name: string,
  place: Place,
  { model, drugs, taken }: KnownNames,
  diagnostics: Diagnostic[],
): void {
  const entry = model.entries.get(name);
  if (entry && entry.kind !== "parameter") return;
  // "plasma", "concentration", a drug or a brand: what is meant is the level of a drug.
  const [, level, rest] = /^(plasma|concentration|level)s?(?:\.(.+))?$/i.exec(name) ?? [];
  const drug = drugs.get(drugsTaken([{ drug: rest ?? name }], drugs)[0]!)?.name;
  if (drug !== undefined && !taken.includes(drug))
    diagnostics.push(say.drugNotTaken(name, drug, taken, place));
  else if (drug !== undefined || (level !== undefined && rest === undefined))
    diagnostics.push(say.plasmaOf(name, drug === undefined ? taken : [drug], [...drugs.keys()], place));
  else {
    const known = [...model.entries.values()].filter((e) => e.kind !== "parameter").map((e) => e.name);
    diagnostics.push(say.unknownVariable(name, entry?.kind, place, known));
  }
}

function plotsOf(
  scenario: Scenario,
  source: ModelSource,
  names: KnownNames,
  diagnostics: Diagnostic[],
): { readonly title: string; readonly show: readonly string[] }[] {
  return scenario.plots.map((plot) => {
    if (plot.kind === "variables") {
      for (const name of plot.show) checkVariable(name, plot.place, names, diagnostics);
      return { title: plot.title, show: plot.show };
    }
    const group = source.groups.find((g) => g.name === plot.group);
    const groups = source.groups.map((g) => g.name);
    if (!group) diagnostics.push(say.unknownGroup(plot.group, plot.place, groups));
    for (const name of group?.show ?? []) checkVariable(name, group!.place, names, diagnostics);
    return { title: group?.title ?? plot.group, show: group?.show ?? [] };
  });
}

function observationsOf(
  scenario: Scenario,
  model: Model,
  cast: Cast,
  diagnostics: Diagnostic[],
): readonly Observation[] {
  if (!scenario.data) return [];
  const planned = Math.max(scenario.duration, ...scenario.arms.map((arm) => arm.planned ?? 0));
  const read = readObservations(scenario.data, {
    entry: (name) => model.entries.get(name),
    molarMass: (name) => (name.startsWith("plasma.") ? cast.drugs.get(name.slice(7))?.molarMass : undefined),
    variables: () => [...model.entries.values()].flatMap((e) => (e.kind === "parameter" ? [] : [e.name])),
    arms: scenario.arms.map((arm) => arm.label),
    duration: planned,
  });
  diagnostics.push(...read.diagnostics);
  const all = read.value ?? [];
  const reached = all.filter((one) => one.time <= scenario.duration);
  const first = all.find((one) => one.time > scenario.duration);
  if (first)
    diagnostics.push(
      say.pointsBeyond(all.length - reached.length, all.length, scenario.duration, first.place),
    );
  return reached;
}

function evidenceOf(scenario: Scenario, cast: Cast, diagnostics: Diagnostic[]): CitedEvidence[] {
  return (scenario.evidence ?? []).map((item) => {
    const source = cast.sources?.get(item.source);
    if (cast.sources && !source)
      diagnostics.push(say.unknownSource(item.source, item.place, cast.sources.keys()));
    return { ...item, citation: source?.citation };
  });
}

/** " (outside 3 to 8)" where that is so. */
function rangeWords(name: string, outside: readonly OutsideRange[]): string {
  const one = outside.find((o) => o.name === name);
  return one ? ` (outside its range ${one.range[0]} to ${one.range[1]})` : "";
}
