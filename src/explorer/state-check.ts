import { nearestNames } from "../diagnostics/index.ts";
import { openingView } from "./case.ts";
import {
  type Case,
  type DrugCourse,
  type ExplorerState,
  type FileWords,
  type LinkContent,
  limits,
  type ScenarioKeys,
  type Tab,
  tabs,
  type ValueOrProblem,
  type View,
  type Vocabulary,
} from "./types.ts";
import { digits, type WordKey, word } from "./words.ts";

/** A state as a link carries it. */
export interface LinkState {
  c?: WireCase;
  k?: WireCase[];
  d?: number;
  l?: number;
  m?: string;
  f?: unknown;
  /** Fingerprint of the model that the link was made with. */
  v?: string;
  w?: WireView;
}

interface WireView {
  t?: string;
  y?: string;
  x?: number;
  s?: Record<string, string>;
  b?: number;
}

interface WireCase {
  n?: string;
  p?: string[];
  a?: string;
  t?: unknown[][];
  g?: Record<string, number>;
  h?: Record<string, string>;
  s?: Record<string, number>;
  o?: unknown;
}

class Fault extends Error {}

type LinkPart = WordKey extends infer K ? (K extends `link part ${infer P}` ? P : never) : never;

/** What a fault is about. */
const part = (what: LinkPart, values: Readonly<Record<string, string>> = {}) =>
  word(`link part ${what}`, values);

/** A state from whatever a link held. Names must be known here and numbers must make sense; nothing is guessed. */
export function readState(wire: unknown, words: Vocabulary): ValueOrProblem<LinkContent> {
  try {
    const { opening } = words;
    const all = record(wire, part("state"), ["c", "k", "d", "l", "m", "f", "v", "w"]);
    const kept = all.k === undefined ? [] : list(all.k, part("kept cases"), limits.kept);
    const state: ExplorerState = {
      current: readCase(all.c, words),
      kept: kept.map((one) => readCase(one, words)),
      duration:
        all.d === undefined ? opening.duration : inside(all.d, part("length of the run"), ...limits.duration),
      logTime: all.l === 1,
      main: all.m === undefined ? opening.main : known(all.m, part("variable"), words.variables),
      ...(all.f === undefined ? {} : { file: readFile(all.f) }),
    };
    return { value: { state, view: readView(all.w, state.duration, words) } };
  } catch (error) {
    if (error instanceof Fault) return { problem: word("link does not fit", { why: error.message }) };
    throw error;
  }
}

const modulesOf = ({ variables, effects, parameters }: Vocabulary) => [
  ...new Set([...variables, ...effects, ...parameters].map((name) => name.slice(0, name.indexOf(".")))),
];

function readView(wire: unknown, duration: number, words: Vocabulary): View {
  if (wire === undefined) return openingView;
  const all = record(wire, part("view"), ["t", "y", "x", "s", "b"]);
  return {
    tab: all.t === undefined ? "time" : (known(all.t, part("tab"), tabs) as Tab),
    ...(all.y === undefined ? {} : { system: known(all.y, part("system"), modulesOf(words)) }),
    ...(all.x === undefined ? {} : { cursor: inside(all.x, part("time that is read"), 0, duration) }),
    chosen: entries(all.s, (_, variable) => known(variable, part("variable"), words.variables)),
    showsBand: all.b === 1,
  };
}

function readFile(wire: unknown): FileWords {
  const all = record(wire, part("file"), [
    ...["title", "question", "duration", "at", "seed", "measure", "plot", "evidence", "data"],
  ]);
  if (JSON.stringify(all).length > limits.keys) throw new Fault(word("link file too long"));
  const words = (value: unknown, what: string) => {
    if (typeof value === "string") return value;
    throw new Fault(word("link no text", { what }));
  };
  const optional = <K extends string, T>(key: K, read: (value: unknown) => T) =>
    all[key] === undefined ? {} : ({ [key]: read(all[key]) } as Record<K, T>);
  return {
    title: words(all.title, part("title")),
    question: words(all.question, part("question")),
    duration: inside(all.duration, part("length of its file"), ...limits.duration),
    at: inside(all.at, part("place of the case in its file"), 0, limits.kept),
    ...optional("seed", (seed) => inside(seed, part("seed"), 0, Number.MAX_SAFE_INTEGER)),
    ...optional("measure", (measure) => entries(measure, (_, text) => words(text, part("measure")))),
    ...optional("plot", (plot) => list(plot, part("plots"), limits.entries)),
    ...optional("evidence", (evidence) => list(evidence, part("evidence"), limits.entries)),
    ...(all.data === undefined ? {} : { data: all.data }),
  };
}

/** Keys that only the scenario language knows; the worker says what is wrong with them. */
function readKeys(wire: unknown, what: string, known?: readonly string[]): ScenarioKeys {
  const keys = record(wire, what, known ?? Object.keys(wire ?? {}));
  if (!Object.keys(keys).every((key) => /^[a-z_]+$/.test(key)) || JSON.stringify(keys).length > limits.keys)
    throw new Fault(word("link unreadable", { what }));
  return keys;
}

function readCase(wire: unknown, words: Vocabulary): Case {
  const all = record(wire, part("case"), ["n", "p", "a", "t", "g", "h", "s", "o"]);
  const people = list(all.p, part("people"), 8).map((name) => known(name, part("person"), words.people));
  if (people.length === 0) throw new Fault(word("link names nobody"));
  const courses = all.t === undefined ? [] : list(all.t, part("drugs"), limits.courses);
  return {
    ...(all.n === undefined ? {} : { name: shortText(all.n) }),
    people,
    care: all.a === undefined ? words.opening.current.care : known(all.a, part("kind of care"), words.care),
    courses: courses.map((course) => readCourse(course, words)),
    gates: entries(all.g, (name, gate) => {
      known(name, part("effect"), words.effects);
      return inside(gate, part("gate", { name }), 0, 1);
    }),
    hypotheses: entries(all.h, (name, choice) => {
      known(name, part("hypothesis"), [...words.hypotheses.keys()]);
      return known(choice, part("choice", { name }), words.hypotheses.get(name)!);
    }),
    set: entries(all.s, (name, value) => {
      known(name, part("parameter"), words.parameters);
      const number = inside(value, part("value", { name }), -1e9, 1e9);
      const wanted = words.refusal(name, number);
      if (wanted !== undefined)
        throw new Fault(word("link must be", { name, wanted, number: digits(String(number)) }));
      return number;
    }),
    ...(all.o === undefined ? {} : { also: readKeys(all.o, part("arm"), ["covariates", "changes"]) }),
  };
}

function readCourse(wire: unknown, words: Vocabulary): DrugCourse {
  const [
    drug,
    dose,
    every = 1,
    from = 0,
    until = null,
    half = 0,
    taper = 0,
    gapFrom = 0,
    gapDays = 0,
    ...rest
  ] = list(wire, part("drug"), 11);
  const [unit = null, more = null] = rest;
  const day = (value: unknown, what: string) => inside(value, what, 0, limits.duration[1]);
  const course: DrugCourse = {
    drug: known(drug, part("drug"), words.drugs),
    dose: inside(dose, part("dose"), 0, limits.dose),
    every: inside(every, part("interval between doses"), 0.125, 28),
    from: day(from, part("start of a drug")),
    ...(until === null ? {} : { until: day(until, part("end of a drug")) }),
    ...(half === 0 ? {} : { halfFirst: day(half, part("time at half dose")) }),
    ...(taper === 0 ? {} : { taper: day(taper, part("length of a taper")) }),
    ...(gapDays === 0
      ? {}
      : {
          gap: {
            from: day(gapFrom, part("first missed day")),
            days: day(gapDays, part("number of missed days")),
          },
        }),
    ...(unit === null ? {} : { unit: known(unit, part("unit of a dose"), ["mg/kg", "umol", "drops"]) }),
    ...(more === null ? {} : { more: readKeys(more, part("treatment")) }),
  };
  if (course.until !== undefined && course.until <= course.from)
    throw new Fault(word("link ends first", { drug: course.drug }));
  return course;
}

function record(value: unknown, what: string, keys: readonly string[]): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Fault(word("link unreadable", { what }));
  const stranger = Object.keys(value).find((key) => !keys.includes(key));
  if (stranger !== undefined) throw new Fault(word("link holds unknown", { what }));
  return value as Record<string, unknown>;
}

function list(value: unknown, what: string, most: number): unknown[] {
  if (!Array.isArray(value)) throw new Fault(word("link unreadable", { what }));
  if (value.length > most) throw new Fault(word("link longer than", { what, most }));
  return value;
}

function entries<T>(value: unknown, read: (name: string, value: unknown) => T): Record<string, T> {
  if (value === undefined) return {};
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Fault(word("link unreadable", { what: part("list") }));
  const all = Object.entries(value);
  if (all.length > limits.entries)
    throw new Fault(word("link longer than", { what: part("list"), most: limits.entries }));
  return Object.fromEntries(all.map(([name, item]) => [name, read(name, item)]));
}

function known(value: unknown, what: string, names: readonly string[]): string {
  if (typeof value === "string" && names.includes(value)) return value;
  if (typeof value !== "string") throw new Fault(word("link no name", { what }));
  const none = word("link no such", { what, name: value.slice(0, 60) });
  const [near] = value.length <= 60 ? nearestNames(value, names, 1) : [];
  throw new Fault(near === undefined ? none : `${none} ${word("did you mean", { name: near })}`);
}

function inside(value: unknown, what: string, low: number, high: number): number {
  if (typeof value === "number" && value >= low && value <= high) return value;
  throw new Fault(word("link between", { what, low, high }));
}

function shortText(value: unknown): string {
  if (typeof value === "string" && value.length > 0 && value.length <= limits.name) return value;
  throw new Fault(word("link name of case", { n: limits.name }));
}
