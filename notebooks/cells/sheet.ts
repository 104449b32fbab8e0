// What the parts of a lesson have to say when it is handed in or printed. Each part registers itself; nothing here knows parts.

/** What a drawing shows, with what the model says at the same times (0 to `weeks`, evenly). */
export interface Drawing {
  readonly ask: string;
  readonly axis: string;
  readonly weeks: number;
  readonly low: number;
  readonly high: number;
  readonly drawn: readonly number[];
  readonly truth: readonly number[];
  readonly points: number;
  /** Ids of the ways of thinking that it shows. */
  readonly ways: readonly string[];
}

export interface Answered {
  readonly ask: string;
  readonly given: string;
  readonly isRight: boolean;
}

/** What of a lesson is handed in. */
export interface Work {
  readonly drawing?: Drawing;
  readonly answer?: Answered;
  /** Settings of benches that were changed, by the bench's id. */
  readonly settings?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What was written in a workshop. */
  readonly texts?: Readonly<Record<string, string>>;
}

export interface Part {
  /** Where it stands on the page: parts come in its order. */
  readonly element: Element;
  toHandIn(): Promise<Work> | Work;
  /** For a worksheet, with nothing filled in. */
  task?(): readonly Node[];
  /** For the sheet of answers. */
  answer?(): Promise<readonly Node[]>;
}

const parts: Part[] = [];

export const contribute = (part: Part): void => void parts.push(part);
export const partsOfLesson = (): readonly Part[] =>
  parts.sort((a, b) =>
    a.element.compareDocumentPosition(b.element) & Node.DOCUMENT_POSITION_PRECEDING ? 1 : -1,
  );

/** All that was done on the page so far. */
export async function workDone(): Promise<Work> {
  const all = await Promise.all(parts.map((part) => part.toHandIn()));
  const settings = Object.assign({}, ...all.map((work) => work.settings));
  const texts = Object.assign({}, ...all.map((work) => work.texts));
  return {
    ...(Object.assign({}, ...all) as Work),
    ...(Object.keys(settings).length > 0 ? { settings } : {}),
    ...(Object.keys(texts).length > 0 ? { texts } : {}),
  };
}
