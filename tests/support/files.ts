import type { Diagnostic } from "../../src/diagnostics/index.ts";
import { type LibraryFiles, readLibrary } from "../../src/language/index.ts";
import { dedent } from "./carets.ts";
import { drugText } from "./drugs.ts";

// A small library of texts, sound as it stands; a test replaces one file by a faulty one.

export const soundFiles: Readonly<Record<string, string>> = {
  "model.yaml": dedent(`
    model: small
    title: Small
    about: Small.
    modules: [m.yaml]
    person: adult
    care: {none: {m.care: 0}, trial: {m.care: 1}}
    groups: {all: {title: All, show: [m.x]}}`),
  "m.yaml": dedent(`
    module: m
    title: M
    about: M.
    parameters:
      tau: {value: 1, unit: day, range: [0.5, 2], tier: human, about: T., sources: [smith2001]}
      care: {value: 0, unit: 1, range: [0, 1], tier: assumed, about: C.}
    states:
      x: {unit: 1, initial: 1, rate: "(push * (1 - care) - x) / tau", about: X.}
    effects:
      push: {formula: "1 - target.sert_inhibitor", about: P., sources: [smith2001]}
    targets: {sert: [inhibitor]}`),
  "calmol.yaml": drugText(),
  "adult.yaml": dedent(`
    person: adult
    title: Adult
    about: Anyone.
    set: {}`),
  "evidence.yaml": dedent(`
    evidence: all
    sources:
      smith2001: {citation: Smith 2001, read: abstract}`),
};

export function libraryOf(files: Readonly<Record<string, string>>): LibraryFiles {
  return {
    model: "model.yaml",
    drugs: ["calmol.yaml"],
    people: ["adult.yaml"],
    evidence: ["evidence.yaml"],
    claims: [],
    read: (path) => files[path],
  };
}

/** Diagnostics of the library in which one file has this text instead. */
export function diagnosticsOfFile(file: string, text: string): readonly Diagnostic[] {
  return readLibrary(libraryOf({ ...soundFiles, [file]: text })).diagnostics;
}
