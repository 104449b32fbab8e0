import { word } from "./cells/words.ts";

/** A lesson as the index, the teachers' page and the links between lessons show it. */
export interface Lesson {
  /** Name of its file, without the ending. */
  readonly slug: string;
  readonly title: string;
  readonly question: string;
  readonly minutes: number;
  /** What a student can do afterwards. */
  readonly aims: readonly string[];
  /** What to listen for in class. */
  readonly listenFor: string;
}

/** The lessons in their order, with minutes and the number of aims; what is said of them is in the files of words. */
const plan = [
  ["two-clocks", 20, 3],
  ["the-brake-that-lets-go", 20, 3],
  ["quiet-reward", 25, 3],
  ["why-it-comes-late", 30, 3],
  ["more-is-not-better", 20, 3],
  ["whose-serotonin", 25, 3],
  ["what-might-bring-feeling-back", 25, 3],
  ["whom-do-you-believe", 25, 3],
  ["your-own-mechanism", 30, 3],
] as const;

const aimNumbers = [1, 2, 3] as const;

/** The lessons in the words of a language. */
export const lessonsIn = (say: typeof word): readonly Lesson[] =>
  plan.map(([slug, minutes, aims]) => ({
    slug,
    minutes,
    title: say(`${slug} title`),
    question: say(`${slug} question`),
    aims: aimNumbers.slice(0, aims).map((n) => say(`${slug} aim ${n}`)),
    listenFor: say(`${slug} listen for`),
  }));

export const lessons = lessonsIn(word);
