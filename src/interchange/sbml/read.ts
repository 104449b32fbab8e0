import { type Checked, type Diagnostic, isUsable, type Place } from "../../diagnostics/index.ts";
import { own } from "../annotation.ts";
import { readMaths, readNumber } from "./mathml.ts";
import * as say from "./messages.ts";
import {
  type Maths,
  modelDefaults,
  type SbmlAssignment,
  type SbmlEvent,
  type SbmlFunction,
  type SbmlModel,
  type SbmlParameter,
  type SbmlReaction,
  type SbmlReference,
} from "./types.ts";
import { childOf, childrenOf, readXml, type XmlElement } from "./xml.ts";

const core = /^http:\/\/www\.sbml\.org\/sbml\/level(2\/version[2-5]|3\/version[12]\/core)$/;
const packageNamespace = /^http:\/\/www\.sbml\.org\/sbml\/level3\/version1\/(\w+)\/version\d+$/;
/** Packages that say nothing about what is computed. */
const harmless = ["layout", "render", "groups"];

/**
 * Reads an SBML document: Level 2 Version 2 to Level 3 Version 2 core. What is not supported is refused by name, all of
 * it at once.
 *
 * @param file name for places in it
 */
export function readSbml(file: string, content: Uint8Array | string): Checked<SbmlModel> & { text?: string } {
  const { value, diagnostics } = readXml(file, content);
  if (!value) return { diagnostics };
  const reader = new SbmlReader();
  const model = reader.document(value.root);
  return {
    value: isUsable(reader.diagnostics) ? model : undefined,
    diagnostics: reader.diagnostics,
    text: value.text,
  };
}

class SbmlReader {
  readonly diagnostics: Diagnostic[] = [];
  private level = 3;
  private anonymous = 0;

  document(root: XmlElement): SbmlModel | undefined {
    const fail = (diagnostic: Diagnostic) => void this.diagnostics.push(diagnostic);
    if (root.name !== "sbml") return fail(say.notSbml(root.name, root.place));
    const level = root.attributes.get("level") ?? "?";
    const version = root.attributes.get("version") ?? "?";
    if (!core.test(root.namespace)) return fail(say.otherLevel(level, version, root.place));
    this.level = Number(level);
    const model = childOf(root, "model");
    if (!model) return fail(say.noModel(root.place));
    const packages = this.packages(root);
    return this.model(model, Number(version), packages);
  }

  private packages(root: XmlElement): { name: string; place: Place }[] {
    const found = new Map<string, Place>();
    const visit = (element: XmlElement) => {
      const name = packageNamespace.exec(element.namespace)?.[1];
      if (name && !found.has(name)) found.set(name, element.place);
      if (element.name === "annotation" || element.name === "notes") return;
      for (const child of element.children) visit(child);
    };
    visit(root);
    for (const [name, place] of found)
      if (!harmless.includes(name)) this.diagnostics.push(say.unsupported(`the package "${name}"`, place));
    return [...found].map(([name, place]) => ({ name, place }));
  }

  private model(model: XmlElement, version: number, packages: { name: string; place: Place }[]): SbmlModel {
    const text = (name: string) => model.attributes.get(name);
    const rules = this.items(model, "listOfRules");
    for (const rule of rules)
      if (rule.name === "algebraicRule")
        this.diagnostics.push(say.unsupported("algebraic rules", rule.place));
    const ruled = (kind: string) =>
      rules.filter(({ name }) => name === kind).flatMap((rule) => this.assignment(rule, "variable"));
    return {
      level: this.level,
      version,
      id: text("id") ?? "model",
      name: text("name") ?? text("id") ?? "A model",
      notes: plainText(childOf(model, "notes")),
      place: model.place,
      units: new Map(
        this.items(model, "listOfUnitDefinitions").map((definition) => [
          definition.attributes.get("id") ?? "",
          this.items(definition, "listOfUnits").map((unit) => ({
            kind: unit.attributes.get("kind") ?? "dimensionless",
            exponent: this.number(unit, "exponent") ?? 1,
            scale: this.number(unit, "scale") ?? 0,
            multiplier: this.number(unit, "multiplier") ?? 1,
          })),
        ]),
      ),
      ...Object.fromEntries(modelDefaults.map((name) => [name, text(name)])),
      functions: this.items(model, "listOfFunctionDefinitions").flatMap((item) =>
        this.functionDefinition(item),
      ),
      compartments: this.items(model, "listOfCompartments").map((item) => ({
        ...this.identified(item),
        dimensions: this.number(item, "spatialDimensions") ?? 3,
        size: this.number(item, "size"),
        units: item.attributes.get("units"),
        constant: this.flag(item, "constant", true),
      })),
      species: this.items(model, "listOfSpecies").map((item) => ({
        ...this.identified(item),
        compartment: this.required(item, "compartment"),
        initialAmount: this.number(item, "initialAmount"),
        initialConcentration: this.number(item, "initialConcentration"),
        substanceUnits: item.attributes.get("substanceUnits"),
        hasOnlySubstanceUnits: this.flag(item, "hasOnlySubstanceUnits", false),
        boundaryCondition: this.flag(item, "boundaryCondition", false),
        constant: this.flag(item, "constant", false),
        conversionFactor: item.attributes.get("conversionFactor"),
      })),
      parameters: this.items(model, "listOfParameters").map((item) => this.parameter(item)),
      initialAssignments: this.items(model, "listOfInitialAssignments").flatMap((item) =>
        this.assignment(item, "symbol"),
      ),
      assignmentRules: ruled("assignmentRule"),
      rateRules: ruled("rateRule"),
      reactions: this.items(model, "listOfReactions").map((item) => this.reaction(item)),
      events: this.items(model, "listOfEvents").map((item) => this.event(item)),
      constraints: this.items(model, "listOfConstraints"),
      annotated: annotatedIn(model),
      packages,
    };
  }

  private items(parent: XmlElement, list: string): readonly XmlElement[] {
    return childrenOf(parent, list).flatMap(({ children }) =>
      children.filter(({ name }) => name !== "notes" && name !== "annotation"),
    );
  }

  private identified(item: XmlElement) {
    const id = this.required(item, "id");
    return { id, name: item.attributes.get("name") ?? id, place: item.place };
  }

  private required(item: XmlElement, attribute: string): string {
    const value = item.attributes.get(attribute);
    if (value === undefined) this.diagnostics.push(say.missing(attribute, item.name, item.place));
    return value ?? `missing_${this.anonymous++}`;
  }

  private number(item: XmlElement, attribute: string): number | undefined {
    const text = item.attributes.get(attribute);
    if (text === undefined) return undefined;
    const value = readNumber(text);
    if (!Number.isNaN(value)) return value;
    if (!/^\s*nan\s*$/i.test(text))
      this.diagnostics.push(say.badValue(attribute, text, "a number", item.place));
    return undefined;
  }

  private flag(item: XmlElement, attribute: string, otherwise: boolean): boolean {
    const text = item.attributes.get(attribute)?.trim();
    if (text === undefined) return otherwise;
    if (text === "true" || text === "1") return true;
    if (text !== "false" && text !== "0")
      this.diagnostics.push(say.badValue(attribute, text, "true or false", item.place));
    return false;
  }

  private maths(parent: XmlElement | undefined): Maths | undefined {
    const math = parent && childOf(parent, "math");
    return math && readMaths(math, this.diagnostics);
  }

  private parameter(item: XmlElement): SbmlParameter {
    return {
      ...this.identified(item),
      value: this.number(item, "value"),
      units: item.attributes.get("units"),
      constant: this.flag(item, "constant", true),
      size: sizeIn(childOf(item, "annotation")),
    };
  }

  private assignment(item: XmlElement, attribute: string): SbmlAssignment[] {
    const symbol = this.required(item, attribute);
    const maths = this.maths(item);
    // Level 3 Version 2 allows an assignment without a formula, which then does nothing.
    return maths ? [{ symbol, maths, place: item.place }] : [];
  }

  private functionDefinition(item: XmlElement): SbmlFunction[] {
    const lambda = childrenOf(item, "math").flatMap((math) => [
      ...childrenOf(math, "lambda"),
      ...childrenOf(math, "semantics").flatMap((inner) => childrenOf(inner, "lambda")),
    ])[0];
    if (!lambda) return [];
    const names = childrenOf(lambda, "bvar").map((bvar) => (bvar.children[0]?.text ?? "").trim());
    const body = lambda.children.filter(({ name }) => name !== "bvar");
    return [
      {
        ...this.identified(item),
        arguments: names,
        body: readMaths({ ...lambda, children: body }, this.diagnostics),
      },
    ];
  }

  private reaction(item: XmlElement): SbmlReaction {
    if (this.flag(item, "fast", false)) this.diagnostics.push(say.unsupported("fast reactions", item.place));
    const references = (list: string) => this.items(item, list).map((one) => this.reference(one));
    const law = childOf(item, "kineticLaw");
    return {
      ...this.identified(item),
      reactants: references("listOfReactants"),
      products: references("listOfProducts"),
      modifiers: this.items(item, "listOfModifiers").flatMap((one) => one.attributes.get("species") ?? []),
      law: this.maths(law),
      locals: law
        ? [...this.items(law, "listOfParameters"), ...this.items(law, "listOfLocalParameters")].map((one) =>
            this.parameter(one),
          )
        : [],
    };
  }

  private reference(item: XmlElement): SbmlReference {
    return {
      species: this.required(item, "species"),
      id: item.attributes.get("id"),
      stoichiometry: this.number(item, "stoichiometry") ?? (this.level === 2 ? 1 : undefined),
      maths: this.maths(childOf(item, "stoichiometryMath")),
      place: item.place,
    };
  }

  private event(item: XmlElement): SbmlEvent {
    const trigger = childOf(item, "trigger");
    const id = item.attributes.get("id") ?? `event_${++this.anonymous}`;
    return {
      id,
      name: item.attributes.get("name") ?? id,
      place: item.place,
      trigger: this.maths(trigger),
      initialValue: trigger ? this.flag(trigger, "initialValue", true) : true,
      persistent: trigger ? this.flag(trigger, "persistent", true) : true,
      useValuesFromTriggerTime: this.flag(item, "useValuesFromTriggerTime", true),
      delay: this.maths(childOf(item, "delay")),
      priority: this.maths(childOf(item, "priority")),
      assignments: this.items(item, "listOfEventAssignments").flatMap((one) =>
        this.assignment(one, "variable"),
      ),
    };
  }
}

/** The size of a state in an annotation of ours. */
function sizeIn(annotation: XmlElement | undefined): number | undefined {
  const ours = annotation?.children.find(({ name, namespace }) => name === "state" && namespace === own);
  const size = Number(ours?.attributes.get("size"));
  return size > 0 && Number.isFinite(size) ? size : undefined;
}

/** The words in a piece of XHTML. */
function plainText(element: XmlElement | undefined): string {
  if (!element) return "";
  const words: string[] = [];
  const visit = ({ text, children }: XmlElement) => {
    words.push(text);
    children.forEach(visit);
  };
  visit(element);
  return words.join(" ").replace(/\s+/g, " ").trim();
}

function annotatedIn(element: XmlElement): XmlElement[] {
  return element.children.flatMap((child) =>
    child.name === "annotation" ? [element] : child.name === "notes" ? [] : annotatedIn(child),
  );
}
