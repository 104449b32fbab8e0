import type { Diagnostic, Place } from "../../diagnostics/index.ts";
import { either, quoted } from "../../text/index.ts";
import * as say from "./messages.ts";
import { type Phrase, phrases } from "./phrasebook.ts";

/** One word, number or sign of a treatment in words. */
export interface Word {
  /** In lower case, as the words of the notation are. */
  readonly text: string;
  /** As it stands there: names and units keep their case. */
  readonly written: string;
  readonly place: Place;
  readonly isNumber: boolean;
  readonly isName: boolean;
}

/** Ends the reading of a sentence: after a word that does not fit, what follows cannot be understood. */
export class Unreadable extends Error {
  readonly diagnostic: Diagnostic;

  constructor(diagnostic: Diagnostic) {
    super(diagnostic.message);
    this.diagnostic = diagnostic;
  }
}

/** A path of a file; a name; a number; any other sign. */
const pattern = /[\w./-]+\.ya?ml\b|[\p{L}_][\w\p{L}]*(?:-\p{L}[\w\p{L}]*)*|[-+]?\d+(?:\.\d+)?|\S/guy;

type PlaceOf = (start: number, end: number) => Place;

/** The words of a text, read from left to right. */
export class WordReader {
  private readonly words: readonly Word[];
  private at = 0;
  /** Place just after the last word. */
  readonly end: Place;

  constructor(text: string, placeOf: PlaceOf, diagnostics: Diagnostic[] = []) {
    this.words = wordsOf(text, placeOf, diagnostics);
    this.end = placeOf(Math.max(0, text.trimEnd().length - 1), Math.max(1, text.trimEnd().length));
  }

  get next(): Word | undefined {
    return this.words[this.at];
  }

  get previous(): Word | undefined {
    return this.words[this.at - 1];
  }

  peek(ahead: number): Word | undefined {
    return this.words[this.at + ahead];
  }

  shift(): Word | undefined {
    return this.words[this.at++];
  }

  /** The next word when it is one of these. */
  take(...texts: readonly string[]): Word | undefined {
    return this.next && texts.includes(this.next.text) ? this.shift() : undefined;
  }

  /** The next word, which must be one of these. */
  expect(...texts: readonly string[]): Word {
    const word = this.take(...texts);
    if (word) return word;
    const wanted = either(texts.map(quoted));
    const found = this.next;
    if (!found) throw new Unreadable(say.notWritten("The treatment ends", wanted, this.end));
    throw new Unreadable(say.unexpectedWord(found.written, found.place, texts, `Expected here: ${wanted}.`));
  }
}

/** Words with the phrases of prescriptions put into those of the notation. @throws Unreadable */
function wordsOf(text: string, placeOf: PlaceOf, diagnostics: Diagnostic[]): Word[] {
  const words: Word[] = [];
  for (let at = 0; at < text.length; ) {
    if (/\s/.test(text[at]!)) {
      at++;
      continue;
    }
    const found = phraseAt(text, at);
    const length = found?.match[0].trimEnd().length ?? matchAt(pattern, text, at)?.[0].length ?? 1;
    const place = placeOf(at, at + length);
    const written = text.slice(at, at + length);
    if (found?.phrase.refused) throw new Unreadable(found.phrase.refused(written, place));
    if (found?.phrase.doubtful) diagnostics.push(found.phrase.doubtful(written, place));
    const meant = found ? meaning(found.phrase, found.match).split(/\s+/).filter(Boolean) : [written];
    words.push(...meant.map((word) => wordOf(word, place)));
    at += length;
  }
  return words;
}

const wordOf = (written: string, place: Place): Word => ({
  text: written.toLowerCase(),
  written,
  place,
  isNumber: /^[-+]?\d/.test(written) && !/\.ya?ml$/.test(written),
  isName: /^[\p{L}_]|\.ya?ml$/u.test(written),
});

function phraseAt(text: string, at: number): { phrase: Phrase; match: RegExpExecArray } | undefined {
  // A file's path is no phrase, whatever it starts with.
  if (/^[\w./-]+\.ya?ml\b/.test(text.slice(at))) return undefined;
  for (const phrase of phrases) {
    const match = matchAt(phrase.pattern, text, at);
    if (match && match[0].length > 0) return { phrase, match };
  }
  return undefined;
}

function matchAt(sticky: RegExp, text: string, at: number): RegExpExecArray | null {
  sticky.lastIndex = at;
  return sticky.exec(text);
}

function meaning({ means = "" }: Phrase, match: RegExpExecArray): string {
  return typeof means === "function"
    ? means(match)
    : means.replace(/\$(\d)/g, (_, n) => match[Number(n)] ?? "");
}
