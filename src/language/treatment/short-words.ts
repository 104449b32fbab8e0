import type { Diagnostic, Place } from "../../diagnostics/index.ts";
import { either, quoted } from "../../text/index.ts";
import * as say from "./messages.ts";

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
const pattern = /[\w./-]+\.ya?ml\b|[A-Za-zµ_]\w*|[-+]?\d+(?:\.\d+)?|\S/g;

/** The words of a text, read from left to right. */
export class Words {
  private readonly words: readonly Word[];
  private at = 0;
  /** Place just after the last word. */
  readonly end: Place;

  constructor(text: string, placeOf: (start: number, end: number) => Place) {
    this.words = [...text.matchAll(pattern)].map((match) => ({
      text: match[0].toLowerCase(),
      written: match[0],
      place: placeOf(match.index, match.index + match[0].length),
      isNumber: /^[-+]?\d/.test(match[0]) && !/\.ya?ml$/.test(match[0]),
      isName: /^[A-Za-zµ_]|\.ya?ml$/.test(match[0]),
    }));
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
