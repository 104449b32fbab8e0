import type { EvaluateMany } from "./types.ts";

/** What many runs say of themselves: what differs in its numbers alone is said once, of the first. */
export class RunNotes {
  private runs = 0;
  private readonly said = new Map<string, { readonly text: string; count: number }>();

  /** @param texts what one run says */
  add(texts: readonly string[] = []): void {
    this.runs++;
    for (const text of texts) {
      const key = text.replace(/[-+]?\d[\d.e+-]*/g, "#");
      const known = this.said.get(key);
      if (known) known.count++;
      else this.said.set(key, { text, count: 1 });
    }
  }

  get texts(): string[] {
    return [...this.said.values()].map(({ text, count }) =>
      this.runs === 1
        ? text
        : `${text} (${count === 1 ? "One" : count} of ${this.runs} runs${count === 1 ? "" : "; this of the first"}.)`,
    );
  }

  /** The same evaluation, listened to. */
  of(evaluate: EvaluateMany): EvaluateMany {
    const add = (texts: readonly string[] | undefined) => this.add(texts);
    return async function* (tasks, options) {
      for await (const row of evaluate(tasks, options)) {
        add(row.notes);
        yield row;
      }
    };
  }
}
