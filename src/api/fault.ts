import {
  type Checked,
  type Diagnostic,
  isUsable,
  renderDiagnostics,
  type SourceTexts,
} from "../diagnostics/index.ts";

/**
 * Something is wrong with a text that was handed in (a model file, a scenario, a claim). `message` shows every fault with
 * its place and what to do; `diagnostics` is the same as data.
 *
 * @example
 * try { simulate(model, text); } catch (error) { if (error instanceof LullFault) console.log(error.diagnostics[0].code); }
 */
export class LullFault extends Error {
  override readonly name = "LullFault";
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[], texts: SourceTexts) {
    super(renderDiagnostics(diagnostics, texts));
    this.diagnostics = diagnostics;
  }
}

/** The value, or a fault that shows why there is none. */
export function required<T>({ value, diagnostics }: Checked<T>, texts: SourceTexts): T {
  if (value === undefined || !isUsable(diagnostics)) throw new LullFault(diagnostics, texts);
  return value;
}
