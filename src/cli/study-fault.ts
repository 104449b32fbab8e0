import { MeasureFault, StudyFault } from "../studies/index.ts";
import { NoResult, report } from "./failure.ts";
import { commandLineTexts } from "./options.ts";

/** What a study says of a fault, as the command line says it. */
export async function orFailure<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof MeasureFault) report(error.diagnostics, commandLineTexts);
    if (error instanceof StudyFault) throw new NoResult(error.message, error.isUsage ? 2 : 1);
    throw error;
  }
}
