import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { ArmRecord } from "../scenario/index.ts";
import { counted } from "../text/index.ts";

/** A file that was read, by the hash of its bytes. */
export interface InputFile {
  /** As the user would write it; of a shipped file, its path in the package. */
  readonly path: string;
  /** Of the bytes, in hexadecimal. */
  readonly sha256: string;
  /** Part of Lull itself, and not a file of the user's own. */
  readonly isShipped?: boolean | undefined;
}

/**
 * Where results come from: whatever they depend on, and nothing that they do not (the folder they go to, the number of
 * threads). Two results with the same record are the same; a changed byte of any input changes the record.
 */
export interface Provenance {
  /** What was asked, for people: "first-look", "claims". */
  readonly subject: string;
  /** Verb, arguments and options, without those that only say where results go and how many threads compute them. */
  readonly command: readonly string[];
  /** It was asked by a program: the command is the name of a function of the library and its settings as JSON. */
  readonly isCall?: boolean | undefined;
  readonly lull: string;
  readonly node: string;
  readonly model: string;
  readonly modelHash: string;
  /** The user's own files first, each group by path. */
  readonly inputs: readonly InputFile[];
  readonly seed: number;
  readonly solver: string;
  readonly rtol: number;
  /** Of each state's size. */
  readonly atol: number;
  /** States whose size is not one of their declared unit: their sizes, in that unit. */
  readonly stateSizes: Readonly<Record<string, number>>;
  readonly arms: readonly ArmRecord[];
  /** The hypothesis about each contested mechanism that holds where an arm names no other. */
  readonly hypotheses: Readonly<Record<string, string>>;
  /** What differs from the model as shipped, in words. */
  readonly overrides: readonly string[];
  /** Numbers outside the range that they are declared with, in words. */
  readonly outside?: readonly string[] | undefined;
}

/** The record as plain data. The names are an interface: add freely, never rename. */
export interface RecordJson
  extends Pick<
    Provenance,
    "node" | "model" | "solver" | "rtol" | "atol" | "seed" | "overrides" | "arms" | "hypotheses"
  > {
  /** What identifies the record: 16 hexadecimal digits that depend on everything else in it. */
  readonly record: string;
  /** The command line, as a shell takes it, or the call of a program. */
  readonly command: string;
  readonly arguments: readonly string[];
  readonly version: string;
  readonly model_hash: string;
  readonly state_sizes: Readonly<Record<string, number>>;
  /** Absent when there are none. */
  readonly outside_range?: readonly string[];
  readonly inputs: readonly { readonly path: string; readonly sha256: string; readonly shipped?: true }[];
}

export function recordJson(provenance: Provenance): RecordJson {
  const data = withoutId(provenance);
  return { record: idOf(data), ...data };
}

/** What identifies a record: 16 hexadecimal digits that depend on everything in it. */
export const recordId = (provenance: Provenance): string => idOf(withoutId(provenance));

function withoutId(from: Provenance): Omit<RecordJson, "record"> {
  return {
    command: askedText(from),
    arguments: from.command,
    version: from.lull,
    node: from.node,
    model: from.model,
    model_hash: from.modelHash,
    solver: from.solver,
    rtol: from.rtol,
    atol: from.atol,
    state_sizes: from.stateSizes,
    seed: from.seed,
    overrides: from.overrides,
    ...(from.outside && from.outside.length > 0 ? { outside_range: from.outside } : {}),
    arms: from.arms,
    hypotheses: from.hypotheses,
    inputs: from.inputs.map(({ path, sha256, isShipped }) => ({
      path,
      sha256,
      ...(isShipped ? { shipped: true as const } : {}),
    })),
  };
}

const idOf = (data: object) => bytesToHex(sha256(utf8ToBytes(JSON.stringify(data)))).slice(0, 16);

const askedText = ({ isCall, command }: Provenance) => (isCall ? callText(command) : commandText(command));

const callText = ([name, settings = ""]: readonly string[]) => `${name}(${settings})`;

const commandText = (words: readonly string[]) => ["lull", ...words].map(shellWord).join(" ");

/** A word as a POSIX shell takes it, whatever is in it. */
export const shellWord = (word: string) =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/**
 * One line that stands on every figure, table and page: enough to know a result again, and to find its record.
 *
 * @example
 * provenanceLine(p); // "Lull 0.1.0, first-look, model emotional-blunting 0f8d…, seed 0, rodas5p, rtol 1e-6, record 3b5c…"
 */
export function provenanceLine(from: Provenance): string {
  const { subject, lull, model, modelHash, seed, solver, rtol } = from;
  return [
    `Lull ${lull}`,
    subject,
    `model ${model} ${modelHash}`,
    `seed ${seed}`,
    solver,
    `rtol ${rtol.toExponential()}`,
    `record ${recordId(from)}`,
  ].join(", ");
}

/** As {@link provenanceLine}, of numbers as the models declare them, with nothing computed. */
export const declaredLine = (from: Provenance): string =>
  [
    `Lull ${from.lull}`,
    from.subject,
    `model ${from.model} ${from.modelHash}`,
    `record ${recordId(from)}`,
  ].join(", ");

/** Of numbers outside their range, so many are told on a figure. */
const mostOutside = 3;

/** What stands at the foot of every figure: the line above, and the numbers that lie outside their range. */
export function figureFoot(from: Provenance): string {
  const { outside = [] } = from;
  const rest = outside.length - mostOutside;
  return [
    provenanceLine(from),
    ...outside.slice(0, mostOutside),
    ...(rest > 0 ? [`${counted(rest, "further number")} outside the declared range: see the record.`] : []),
  ].join("\n");
}

/** A file of YAML that says in a comment which record it is of; other files as they are, whose place is in the manifest. */
export const withOrigin = (name: string, text: string, from: Provenance): string =>
  name.endsWith(".yaml")
    ? `${figureFoot(from)
        .split("\n")
        .map((line) => `# ${line}`)
        .join("\n")}\n${text}`
    : text;

/** How a result is cited: the entry of `CITATION.cff`, and what says which result it is. */
export const citation = (from: Provenance) =>
  `The Lull authors. Lull: simulating how SSRIs quiet feeling, version ${from.lull}. Model ${from.model} ${from.modelHash}, record ${recordId(from)}. With the sources of the parameters that carry the result, as "lull explain" names them.`;

/** The record as names and values for people; model files are told by their common hash. */
export function recordRows(from: Provenance): [string, string][] {
  const { rtol, atol, solver, overrides } = from;
  const own = from.inputs.filter((input) => !input.isShipped);
  const all = Object.entries(from.hypotheses).map(([name, choice]) => `${name}=${choice}`);
  return [
    ["record", recordId(from)],
    [from.isCall ? "call" : "command", askedText(from)],
    ["model", `${from.model} (${from.modelHash})`],
    ["inputs", inputsInWords(from)],
    ...own.map(({ path, sha256 }): [string, string] => [path, `sha256 ${sha256}`]),
    [
      "solver",
      `${solver}, rtol ${rtol.toExponential()}, atol ${atol.toExponential()} of each state's size (of drug not yet absorbed: ${rtol.toExponential()} of the smallest dose), both times a tenth of the number of the model's states, 0.1 to 6.5 (odex: to 1)`,
    ],
    ["seed", String(from.seed)],
    ["lull", from.lull],
    ["node", from.node],
    ["overrides", overrides.length > 0 ? overrides.join(", ") : "none"],
    ...(all.length > 0 ? [["hypotheses, unless overridden", all.join(", ")] as [string, string]] : []),
    ["how to cite", citation(from)],
  ];
}

/** Under which hypotheses about contested mechanisms the numbers stand, in short; undefined where the model has none. */
export function hypothesesInWords({ hypotheses, arms }: Provenance): string | undefined {
  const count = Object.keys(hypotheses).length;
  if (count === 0) return undefined;
  const isOther = arms.some((arm) => Object.keys(arm.hypothesis).length > 0);
  const unless = isOther ? ", where no override names another" : "";
  return `under the default hypothesis of ${counted(count, "contested mechanism")}${unless} (lull list hypotheses)`;
}

/** "2 files of one's own, 310 shipped ones". */
export function inputsInWords({ inputs }: Provenance): string {
  const shipped = inputs.filter((input) => input.isShipped).length;
  const own = inputs.length - shipped;
  return `${own === 0 ? "no file" : own === 1 ? "1 file" : `${own} files`} of your own, ${shipped} of Lull's`;
}
