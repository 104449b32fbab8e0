import { origin as shipped } from "#shipped-model";
import { fingerprintOf, fingerprintWith, type InputFile, sha256OfText } from "../document/index.ts";

/** What the models of a program were made of. */
export interface Origin {
  readonly modelHash: string;
  readonly inputs: readonly InputFile[];
}

/** The shipped model's, with files of one's own on top. */
export const originWith = (own: ReadonlyMap<string, string>): Origin =>
  own.size === 0
    ? shipped
    : {
        modelHash: fingerprintWith(shipped.modelHash, own),
        inputs: [...inputsOf(own), ...shipped.inputs],
      };

/** That of a library of one's own. */
export const originOf = (texts: ReadonlyMap<string, string>): Origin => ({
  modelHash: fingerprintOf(texts),
  inputs: inputsOf(texts),
});

/** Texts by their hashes. */
export const inputsOf = (texts: ReadonlyMap<string, string>): InputFile[] =>
  [...texts]
    .map(([path, text]) => ({ path, sha256: sha256OfText(text) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
