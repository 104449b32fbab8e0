import type { Diagnostic } from "../diagnostics/index.ts";
import { type Expression, walk } from "../expressions/index.ts";
import {
  type ModuleSource,
  type PageMeasure,
  type PageSentences,
  type PageSource,
  placeIn,
} from "../model/index.ts";
import type { Drug, Person } from "../pharmacology/index.ts";
import type { Read } from "./document.ts";
import { readMeasure } from "./measure.ts";
import * as say from "./messages.ts";
import type { ModelData } from "./model-schema.ts";
import { readFormula } from "./module.ts";
import type { Path } from "./paths.ts";
import { readDose, readDuration } from "./quantities.ts";

/** What a page may name besides the parts of its own model file. */
interface Around {
  readonly modules: readonly ModuleSource[];
  readonly drugs: readonly Drug[];
  readonly people: readonly Person[];
}

type PageData = NonNullable<ModelData["page"]>;

/** The part of a model file about its page. Names that the model does not have are faults at their place. */
export function readPage(read: Read<ModelData>, around: Around): PageSource | undefined {
  const { diagnostics } = read;
  const { page } = read.data;
  return page && new PageReader(read, page, around, diagnostics).page();
}

class PageReader {
  private readonly read: Read<ModelData>;
  private readonly data: PageData;
  private readonly around: Around;
  private readonly diagnostics: Diagnostic[];

  constructor(read: Read<ModelData>, data: PageData, around: Around, diagnostics: Diagnostic[]) {
    this.read = read;
    this.data = data;
    this.around = around;
    this.diagnostics = diagnostics;
  }

  page(): PageSource {
    const { data } = this;
    this.checkNames();
    const measures = Object.keys(data.measures ?? {});
    const terms = Object.entries(data.terms ?? {}).map(([name, text], i, all) => {
      const earlier = all.slice(0, i).map(([other]) => other);
      return { name, formula: this.formula(text, ["terms", name], [...measures, ...earlier]) };
    });
    const changes = measures.flatMap((name) => [name, `now.${name}`, `before.${name}`]);
    return {
      place: this.read.key("page"),
      lead: data.lead?.trim(),
      opens: data.opens && {
        people: data.opens.person === undefined ? undefined : [data.opens.person].flat(),
        ...{ care: data.opens.care, drug: data.opens.drug },
        dose: this.dose(data.opens.dose, "opens"),
        duration: this.duration(),
      },
      care: new Map(Object.entries(data.care ?? {})),
      outputs: data.outputs ?? [],
      strips: Object.entries(data.strips ?? {}).map(([name, strip]) => ({ name, ...strip })),
      plot: data.plot ?? [],
      measures: this.measures(measures),
      terms,
      headline: this.sentences("headline", [...measures, ...terms.map(({ name }) => name)], measures),
      against: this.sentences("against", [...changes, "same_person"], measures),
      week: data.week,
      tour: data.tour && { ...data.tour, dose: this.dose(data.tour.dose, "tour") },
    };
  }

  /** Everything that is named outside of formulas and measures. */
  private checkNames(): void {
    const { data, around } = this;
    const { groups = {}, care = {} } = this.read.data;
    const { opens, tour, week } = data;
    const people = around.people.map(({ name }) => name);
    const drugs = around.drugs.map(({ name }) => name);
    const effects = around.modules.flatMap((m) => m.effects.map((effect) => `${m.name}.${effect.name}`));
    if (Array.isArray(opens?.person))
      for (const [i, name] of opens.person.entries())
        this.check("person", name, people, "opens", "person", i);
    else if (opens?.person !== undefined) this.check("person", opens.person, people, "opens", "person");
    if (opens?.care !== undefined) this.check("care", opens.care, Object.keys(care), "opens", "care");
    if (opens?.drug !== undefined) this.check("drug", opens.drug, drugs, "opens", "drug");
    for (const name of Object.keys(data.care ?? {}))
      this.check("care", name, Object.keys(care), "care", name);
    for (const [i, name] of (data.outputs ?? []).entries()) this.variable(name, "outputs", i);
    for (const [i, name] of (data.plot ?? []).entries())
      this.check("group", name, Object.keys(groups), "plot", i);
    for (const [strip, { first, groups: own }] of Object.entries(data.strips ?? {})) {
      this.variable(first, "strips", strip, "first");
      for (const [i, name] of own.entries())
        this.check("group", name, Object.keys(groups), "strips", strip, "groups", i);
    }
    for (const sign of ["good", "bad"] as const)
      for (const part of ["felt", "response"] as const)
        if (week) this.variable(week[sign][part], "week", sign, part);
    if (tour) this.check("effect", tour.cut, effects, "tour", "cut");
  }

  private check(what: string, name: string, known: readonly string[], ...path: Path): void {
    if (!known.includes(name))
      this.diagnostics.push(say.notInModel("page", what, name, this.at(path), known));
  }

  private variable(name: string, ...path: Path): void {
    const { modules, drugs } = this.around;
    const known = modules.flatMap((m) => [...m.states, ...m.values].map((item) => `${m.name}.${item.name}`));
    this.check("variable", name, [...known, ...drugs.map((drug) => `plasma.${drug.name}`)], ...path);
  }

  private measures(names: readonly string[]): PageMeasure[] {
    return names.map((name) => {
      const { title, measure, unless } = this.data.measures![name]!;
      const path = ["measures", name, "measure"];
      const request = readMeasure(name, measure, this.at(path), this.diagnostics);
      if (request) this.variable(request.variable, ...path);
      const when = unless && this.formula(unless.when, ["measures", name, "unless", "when"], names);
      return { name, title, measure, ...(when ? { unless: { when, says: unless.says } } : {}) };
    });
  }

  private sentences(
    key: "headline" | "against",
    allowed: readonly string[],
    measures: readonly string[],
  ): PageSentences {
    return (this.data[key] ?? []).map((list, i) =>
      list.map(({ when, says }, k) => {
        for (const [, name] of says.matchAll(/\{(\w+)\}/g))
          this.check("measure", name!, [...measures, "end"], key, i, k, "says");
        return {
          ...(when === undefined ? {} : { when: this.formula(when, [key, i, k, "when"], allowed) }),
          says,
        };
      }),
    );
  }

  private formula(text: string, path: Path, allowed: readonly string[]): Expression {
    const formula = readFormula(this.read, text, ["page", ...path]);
    walk(formula.expression, (part) => {
      if (part.kind === "name" && part.name !== "pi" && !allowed.includes(part.name))
        this.diagnostics.push(
          say.notInModel("page", "measure", part.name, placeIn(formula, part.range), allowed),
        );
    });
    return formula.expression;
  }

  private dose(text: string | number | undefined, where: "opens" | "tour"): number | undefined {
    return text === undefined
      ? undefined
      : readDose(text, "dose", this.at([where, "dose"]), this.diagnostics);
  }

  private duration(): number | undefined {
    const text = this.data.opens?.duration;
    if (text === undefined) return undefined;
    return readDuration(text, "duration", this.at(["opens", "duration"]), this.diagnostics);
  }

  private at(path: Path) {
    return this.read.at("page", ...path);
  }
}
