import type { CaseResult } from "../engine/index.ts";

/** A case and the columns of it that are shown. */
export interface CaseQuestion {
  readonly text: string;
  readonly wanted: readonly string[];
}

const keyText = ({ text, wanted }: CaseQuestion) => [text, ...wanted].join("\n");

/** What is asked of an `<input type="range">`. */
export interface Slider {
  readonly min: string;
  readonly max: string;
  readonly step: string;
  readonly value: string;
  matches(selector: string): boolean;
}

/** Numbers in the answers that are kept, which are 4 bytes each. */
const mostNumbers = 3_000_000;
/** So many positions of a slider are foreseen, from the nearest on. */
const mostPlaces = 100;

/**
 * Coarse answers to where a hand on a slider may go next, worked out elsewhere while it is near, and to where it has
 * been. A move to there costs no simulation.
 */
export class Prefetcher {
  private readonly known = new Map<string, CaseResult>();
  private readonly ask: (question: CaseQuestion) => Promise<CaseResult | undefined>;
  private slider: { readonly element: Slider; questionAt(position: number): CaseQuestion } | undefined;
  private numbers = 0;
  private rounds = 0;

  /** @param ask answers one question; undefined where there is no answer */
  constructor(ask: (question: CaseQuestion) => Promise<CaseResult | undefined>) {
    this.ask = ask;
  }

  of(question: CaseQuestion): CaseResult | undefined {
    return this.known.get(keyText(question));
  }

  /** Keeps an answer, for which the oldest give way. */
  keep(question: CaseQuestion, answer: CaseResult): void {
    const key = keyText(question);
    this.forget(key);
    this.known.set(key, answer);
    this.numbers += sizeOf(answer);
    while (this.numbers > mostNumbers && this.known.size > 1) this.forget(this.known.keys().next().value!);
  }

  /** A hand is near a slider. @param questionAt what is asked where it moves to a position */
  near(element: Slider, questionAt: (position: number) => CaseQuestion): void {
    this.slider = { element, questionAt };
  }

  /** Asks what is not known of the slider under the hand, until the hand or the case is another. */
  async prefetch(): Promise<void> {
    const round = ++this.rounds;
    if (!this.slider) return;
    const { element, questionAt } = this.slider;
    let fresh = 0;
    for (const question of indicesOf(element).slice(0, mostPlaces).map(questionAt)) {
      if (this.of(question)) continue;
      if (fresh > mostNumbers / 2 || !element.matches(":hover, :focus")) return;
      const answer = await this.ask(question);
      if (!answer || round !== this.rounds) return;
      fresh += sizeOf(answer);
      this.keep(question, answer);
    }
  }

  private forget(key: string): void {
    const answer = this.known.get(key);
    if (!answer) return;
    this.known.delete(key);
    this.numbers -= sizeOf(answer);
  }
}

const sizeOf = ({ samples }: CaseResult) => samples.values.length;

/** Places of a slider, the nearest to where it stands first. */
export function indicesOf(slider: Omit<Slider, "matches">): number[] {
  const [min, max, step, value] = [slider.min, slider.max, slider.step, slider.value].map(Number) as [
    number,
    number,
    number,
    number,
  ];
  const count = Math.floor((max - min) / step + 1e-9);
  // As a browser writes it, without the tail of binary fractions.
  const indices = Array.from({ length: count + 1 }, (_, i) => Number((min + i * step).toPrecision(12)));
  return indices.sort((a, b) => Math.abs(a - value) - Math.abs(b - value));
}
