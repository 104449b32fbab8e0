import { StudyFault } from "../study.ts";
import type { Target } from "./types.ts";

/** The bounds as the command line says them. */
export interface Bounds {
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly between?: readonly string[];
}

/** What `--at-least`, `--at-most` or `--between` ask for. */
export function targetOf({ atLeast, atMost, between }: Bounds): Target {
  if (between !== undefined) {
    if (atLeast !== undefined || atMost !== undefined)
      throw usage("--between says both bounds; leave out --at-least and --at-most.");
    const [low, high, ...rest] = between.flatMap((text) => text.split(/[,;]/)).map(anyNumber);
    if (low === undefined || high === undefined || rest.length > 0)
      throw usage("--between needs two numbers, for example --between 0.1 0.2.");
    return checked({ low, high });
  }
  if (atLeast === undefined && atMost === undefined)
    throw usage("Name a target: --at-least X, --at-most X or --between A B.");
  return checked({ low: atLeast ?? Number.NEGATIVE_INFINITY, high: atMost ?? Number.POSITIVE_INFINITY });
}

function checked(target: Target): Target {
  if (target.low > target.high)
    throw usage(`Nothing lies between ${target.low} and ${target.high}; the smaller number comes first.`);
  return target;
}

const usage = (message: string) => new StudyFault(message, true);

function anyNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value)) throw usage(`"${text}" is not a number.`);
  return value;
}
