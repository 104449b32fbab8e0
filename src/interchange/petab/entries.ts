import type { Written } from "../../data/index.ts";
import { type Diagnostic, error, type Place, suggestion } from "../../diagnostics/index.ts";
import { type ReadText, resolvePath } from "../../language/index.ts";
import { listed } from "../../text/index.ts";
import { parsePetabFormula } from "./math.ts";
import { firstPriors, laws } from "./priors.ts";
import { type PetabRow, readTable } from "./tables.ts";
import type {
  PetabChange,
  PetabExperiment,
  PetabFormula,
  PetabMeasurement,
  PetabObservable,
  PetabParameter,
  PetabPeriod,
  PetabPrior,
  PriorName,
} from "./types.ts";

const numberPattern = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const numberOf = (text: string): number | undefined => {
  if (numberPattern.test(text)) return Number(text);
  const word = text.toLowerCase().replace(/^\+/, "");
  if (word === "inf") return Number.POSITIVE_INFINITY;
  return word === "-inf" ? Number.NEGATIVE_INFINITY : undefined;
};

const mustBePositive = (distribution: PriorName, what: string): boolean =>
  what.endsWith("bound") ? distribution === "log-uniform" : what !== "mean" && what !== "location";

/** Reads the tables of a problem, row by row; what is wrong with them is gathered. */
export class Entries {
  readonly diagnostics: Diagnostic[] = [];
  private readonly file: string;
  private readonly read: ReadText;

  constructor(file: string, read: ReadText) {
    this.file = file;
    this.read = read;
  }

  complain(...fault: Parameters<typeof error>): void {
    this.diagnostics.push(error(...fault));
  }

  /** The path of a file that the problem names, from where the problem is. */
  beside(name: string): string {
    return name.startsWith("/")
      ? name
      : resolvePath(`${this.file.split("/").slice(0, -1).join("/") || "."}/${name}`);
  }

  table(name: string, place: Place, needed: readonly string[]): readonly PetabRow[] {
    const path = this.beside(name);
    const text = this.read(path);
    if (text !== undefined) return readTable(path, text, needed, (...fault) => this.complain(...fault));
    this.complain("petab-file", `There is no file ${path}.`, place);
    return [];
  }

  /** What a cell names; a fault where that does not exist. */
  protected named<T>(
    code: string,
    kind: string,
    cell: Written,
    known: ReadonlyMap<string, T>,
  ): T | undefined {
    const found = known.get(cell.text);
    if (found === undefined)
      this.complain(
        code,
        `There is no ${kind} "${cell.text}".`,
        cell.place,
        suggestion(cell.text, known.keys()),
      );
    return found;
  }

  /** The rows that have an id, each id once. */
  private withIds(rows: readonly PetabRow[], column: string): { id: string; row: PetabRow }[] {
    const seen = new Set<string>();
    return rows.flatMap((row) => {
      const cell = row.cells.get(column);
      if (!cell) {
        this.complain("petab-id", `The row has no ${column}.`, row.place);
        return [];
      }
      if (seen.has(cell.text)) {
        this.complain("petab-id-twice", `"${cell.text}" stands in the table twice.`, cell.place);
        return [];
      }
      seen.add(cell.text);
      return [{ id: cell.text, row }];
    });
  }

  private number({ cells }: PetabRow, column: string): number | undefined {
    const cell = cells.get(column);
    if (!cell) return undefined;
    const value = numberOf(cell.text);
    if (value === undefined)
      this.complain("petab-number", `"${cell.text}" in the column ${column} is no number.`, cell.place);
    return value;
  }

  private formula(cell: Written): PetabFormula | undefined {
    const { value, diagnostics } = parsePetabFormula(cell.text, cell.place);
    this.diagnostics.push(...diagnostics);
    return value && { maths: value, text: cell.text, place: cell.place };
  }

  private choice<T extends string>(row: PetabRow, column: string, choices: readonly T[], otherwise: T): T {
    const cell = row.cells.get(column);
    if (!cell) return otherwise;
    const found = choices.find((choice) => choice === cell.text);
    if (found === undefined)
      this.complain(
        "petab-choice",
        `"${cell.text}" is no ${column}.`,
        cell.place,
        suggestion(cell.text, choices),
      );
    return found ?? otherwise;
  }

  /** What a parameter is taken to be before anything is measured. */
  private prior(row: PetabRow, version: 1 | 2, bounds: readonly [number, number]): PetabPrior | undefined {
    const [kind, numbers] =
      version === 1
        ? ["objectivePriorType", "objectivePriorParameters"]
        : ["priorDistribution", "priorParameters"];
    const [named, given] = [row.cells.get(kind!), row.cells.get(numbers!)];
    if (!named && !given)
      return version === 2 && Number.isFinite(bounds[1] - bounds[0]) && bounds[0] < bounds[1]
        ? { distribution: "uniform", parameters: bounds, isOnScale: false, isStated: false }
        : undefined;
    const known: Readonly<Record<string, readonly [PriorName, boolean]>> =
      version === 1
        ? firstPriors
        : Object.fromEntries(Object.keys(laws).map((name) => [name, [name as PriorName, false]]));
    const name = this.choice(
      row,
      kind!,
      Object.keys(known),
      version === 1 ? "parameterScaleUniform" : "uniform",
    );
    const [distribution, isOnScale] = known[name]!;
    const { takes } = laws[distribution];
    const place = (given ?? named)!.place;
    const texts = (given?.text ?? "").split(";").filter((text) => text.trim() !== "");
    const parameters = texts.map((text) => numberOf(text.trim()) ?? Number.NaN);
    // Flat between the bounds, as without a prior.
    if (texts.length === 0 && distribution === "uniform") return undefined;
    const last = parameters.at(-1)!;
    if (parameters.length !== takes.length || parameters.some((x) => !Number.isFinite(x))) {
      this.complain(
        "petab-prior",
        `A prior "${name}" takes ${listed(takes)}, as numbers with ; between them.`,
        place,
      );
      return undefined;
    }
    const isBounds = distribution.endsWith("uniform");
    const below = takes.filter((what, i) => !(parameters[i]! > 0) && mustBePositive(distribution, what));
    if (below.length > 0 || (isBounds && !(parameters[0]! < last))) {
      const message =
        below.length > 0
          ? `The ${listed(below)} of a prior "${name}" must be above 0.`
          : "The bounds of the prior are the wrong way round.";
      this.complain("petab-prior", message, place);
      return undefined;
    }
    return { distribution, parameters, isOnScale, isStated: true };
  }

  parameters(rows: readonly PetabRow[], version: 1 | 2): PetabParameter[] {
    return this.withIds(rows, "parameterId").map(({ id, row }) => {
      const flag = this.choice(row, "estimate", ["0", "1", "true", "false", "True", "False"], "0");
      const isEstimated = flag === "1" || flag.toLowerCase() === "true";
      const nominal = this.number(row, "nominalValue");
      if (nominal === undefined && !isEstimated)
        this.complain("petab-nominal", `"${id}" is not estimated, so it needs a nominalValue.`, row.place);
      const low = this.number(row, "lowerBound") ?? Number.NEGATIVE_INFINITY;
      const high = this.number(row, "upperBound") ?? Number.POSITIVE_INFINITY;
      if (low > high)
        this.complain("petab-bounds", `The bounds of "${id}" are the wrong way round.`, row.place);
      return {
        id,
        nominal,
        isEstimated,
        low,
        high,
        scale: this.choice(row, "parameterScale", ["lin", "log", "log10"], "lin"),
        prior: isEstimated ? this.prior(row, version, [low, high]) : undefined,
        place: row.place,
      };
    });
  }

  observables(rows: readonly PetabRow[], version: 1 | 2): Map<string, PetabObservable> {
    const found = new Map<string, PetabObservable>();
    for (const { id, row } of this.withIds(rows, "observableId")) {
      const [observable, noise] = ["observableFormula", "noiseFormula"].map((column) => {
        const cell = row.cells.get(column);
        if (!cell) this.complain("petab-observable", `The observable "${id}" has no ${column}.`, row.place);
        return cell && this.formula(cell);
      });
      if (!observable || !noise) continue;
      const kinds = ["normal", "laplace", "log-normal", "log-laplace"] as const;
      const kind = this.choice(row, "noiseDistribution", version === 1 ? kinds.slice(0, 2) : kinds, "normal");
      const transformation = this.choice(row, "observableTransformation", ["lin", "log", "log10"], "lin");
      const listed = (column: string) => partsOf(row.cells.get(column)?.text);
      found.set(id, {
        id,
        formula: observable,
        noise,
        scale: kind.startsWith("log-") ? "log" : transformation,
        distribution: kind.endsWith("laplace") ? "laplace" : "normal",
        placeholders:
          version === 1 ? numbered("observable", id, observable) : listed("observablePlaceholders"),
        noisePlaceholders: version === 1 ? numbered("noise", id, noise) : listed("noisePlaceholders"),
        place: row.place,
      });
    }
    return found;
  }

  /** Version 1: one row a condition, one column a target. An empty cell or NaN leaves the target as it is. */
  wideConditions(rows: readonly PetabRow[]): Map<string, PetabChange[]> {
    return new Map(
      this.withIds(rows, "conditionId").map(({ id, row }) => [
        id,
        [...row.cells].flatMap(([target, cell]): PetabChange[] => {
          if (target === "conditionId" || target === "conditionName" || /^nan$/i.test(cell.text)) return [];
          const value = this.formula(cell);
          return value ? [{ target, value }] : [];
        }),
      ]),
    );
  }

  longConditions(rows: readonly PetabRow[]): Map<string, PetabChange[]> {
    const found = new Map<string, PetabChange[]>();
    for (const row of rows) {
      const names = ["conditionId", "targetId", "targetValue"];
      const [id, target, value] = names.map((name) => row.cells.get(name));
      if (!id || !target || !value) {
        this.complain(
          "petab-condition",
          "The row needs a conditionId, a targetId and a targetValue.",
          row.place,
        );
        continue;
      }
      const formula = this.formula(value);
      const changes = found.get(id.text) ?? [];
      if (changes.some((change) => change.target === target.text))
        this.complain(
          "petab-target-twice",
          `The condition "${id.text}" sets "${target.text}" twice.`,
          target.place,
        );
      if (formula) found.set(id.text, [...changes, { target: target.text, value: formula }]);
    }
    return found;
  }

  experiments(
    rows: readonly PetabRow[],
    conditions: ReadonlyMap<string, readonly PetabChange[]>,
  ): Map<string, PetabExperiment> {
    const periods = new Map<string, Map<number, PetabChange[]>>();
    for (const row of rows) {
      const id = row.cells.get("experimentId");
      const time = this.number(row, "time");
      if (!id || time === undefined) {
        this.complain("petab-experiment", "The row needs an experimentId and a time.", row.place);
        continue;
      }
      const ofThis = periods.get(id.text) ?? new Map<number, PetabChange[]>();
      periods.set(id.text, ofThis);
      const changes = ofThis.get(time) ?? [];
      ofThis.set(time, changes);
      const condition = row.cells.get("conditionId");
      if (!condition) continue;
      for (const change of this.named("petab-condition", "condition", condition, conditions) ?? []) {
        if (changes.some(({ target }) => target === change.target))
          this.complain(
            "petab-target-twice",
            `"${change.target}" is set twice at time ${time}.`,
            condition.place,
          );
        changes.push(change);
      }
    }
    return new Map(
      [...periods].map(([id, ofThis]) => [
        id,
        {
          id,
          periods: [...ofThis]
            .sort(([a], [b]) => a - b)
            .map(([time, changes]): PetabPeriod => ({ time, changes })),
        },
      ]),
    );
  }

  measurements(
    rows: readonly PetabRow[],
    observables: ReadonlyMap<string, PetabObservable>,
    experimentOf: (row: PetabRow) => string | undefined,
  ): PetabMeasurement[] {
    return rows.flatMap((row, index): PetabMeasurement[] => {
      const id = row.cells.get("observableId");
      const observable = id && this.named("petab-observable", "observable", id, observables);
      const time = this.number(row, "time");
      const value = this.number(row, "measurement");
      const experiment = experimentOf(row);
      if (!observable || time === undefined || value === undefined || experiment === undefined) {
        if (!id || !row.cells.has("time") || !row.cells.has("measurement"))
          this.complain(
            "petab-measurement",
            "The row needs an observableId, a time and a measurement.",
            row.place,
          );
        return [];
      }
      const overrides = (column: string, placeholders: readonly string[]) => {
        const cell = row.cells.get(column);
        const given = partsOf(cell?.text);
        if (given.length !== placeholders.length)
          this.complain(
            "petab-placeholders",
            `"${observable.id}" takes ${placeholders.length} ${column}, but this row gives ${given.length}.`,
            cell?.place ?? row.place,
          );
        return given.map((part) => numberOf(part) ?? part);
      };
      return [
        {
          observable: observable.id,
          experiment,
          time,
          value,
          observableParameters: overrides("observableParameters", observable.placeholders),
          noiseParameters: overrides("noiseParameters", observable.noisePlaceholders),
          model: row.cells.get("modelId")?.text,
          row: index,
          place: row.place,
        },
      ];
    });
  }
}

const partsOf = (text = ""): string[] =>
  text
    .split(";")
    .map((part) => part.trim())
    .filter(Boolean);

/** Version 1 tells the names of placeholders by their form. */
function numbered(kind: "observable" | "noise", id: string, { text }: PetabFormula): string[] {
  const names = new Set(text.match(/[A-Za-z_]\w*/g));
  const found: string[] = [];
  for (let i = 1; names.has(`${kind}Parameter${i}_${id}`); i++) found.push(`${kind}Parameter${i}_${id}`);
  return found;
}
