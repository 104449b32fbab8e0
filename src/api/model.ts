import shippedText from "#shipped-model";
import { libraryFromText } from "../engine/index.ts";
import {
  extendLibrary,
  kindOf,
  type Library,
  parseYaml,
  type ReadLibrary,
  readLibrary,
} from "../language/index.ts";
import { checkBaseline, flatten } from "../model/index.ts";
import { joinWithDrugs } from "../scenario/index.ts";
import { required } from "./fault.ts";
import { type Origin, originOf, originWith } from "./origin.ts";

/** Texts of YAML files by their paths; paths use "/" and need not exist on any disk. */
export type Texts = Readonly<Record<string, string>> | ReadonlyMap<string, string>;

/** What can be simulated: equations, drugs, people, populations, claims and evidence. Made by `loadModel`, never changed. */
export interface LoadedModel {
  /** Name of the model, for example "emotional-blunting". */
  readonly name: string;
  /** Everything that was read, as data. */
  readonly library: Library;
  /** The fingerprint of the models, as the command line tells it, and their files by hash. */
  readonly origin: Origin;
}

let shipped: LoadedModel | undefined;

/**
 * The model that Lull ships, with your own files on top. It is part of the package, so nothing is read from disk or
 * network, in Node and in a browser alike. A module, drug, person, population or claim of yours joins the shipped ones or
 * takes the place of the one with the same name; a map that holds a model file is a whole library of its own instead.
 *
 * @param files texts of YAML files by path; absent: the shipped model as it is
 * @throws LullFault when a file is faulty, with every fault and its place
 * @example
 * const model = loadModel();
 * const mine = loadModel({ "young.yaml": "person: young-adult\ntitle: Young adult\nabout: Aged 18 to 25.\nset: {}" });
 */
export function loadModel(files?: Texts): LoadedModel {
  const texts = files instanceof Map ? files : new Map<string, string>(Object.entries(files ?? {}));
  if (texts.size === 0) {
    shipped ??= modelOf(libraryFromText(shippedText), originWith(texts));
    return shipped;
  }
  const modelFile = [...texts.keys()].find((path) => kindOfText(path, texts) === "model");
  const read =
    modelFile === undefined ? extendLibrary(loadModel().library, texts) : readWhole(modelFile, texts);
  const library = required(read, read.texts);
  const joined = required(joinWithDrugs(library.model, []), library.texts);
  const flat = required(flatten(joined, new Map()), library.texts);
  required({ value: flat, diagnostics: checkBaseline(joined, flat) }, library.texts);
  return modelOf(library, modelFile === undefined ? originWith(texts) : originOf(texts));
}

const modelOf = (library: Library, origin: Origin): LoadedModel => ({
  name: library.model.name,
  library,
  origin,
});

function readWhole(model: string, texts: ReadonlyMap<string, string>): ReadLibrary {
  const ofKind = (kind: string) => [...texts.keys()].filter((path) => kindOfText(path, texts) === kind);
  const read = readLibrary({
    model,
    drugs: ofKind("drug"),
    people: ofKind("person"),
    populations: ofKind("population"),
    evidence: ofKind("evidence"),
    claims: ofKind("claim"),
    read: (path) => texts.get(path),
  });
  const { value } = read;
  return value ? { ...read, value: { ...value, ownModules: value.model.modules.map((m) => m.name) } } : read;
}

function kindOfText(path: string, texts: ReadonlyMap<string, string>) {
  const { parsed } = parseYaml(path, texts.get(path) ?? "");
  return parsed && kindOf(parsed);
}
