import { suggestion } from "../diagnostics/index.ts";

/** What `Changes` holds, and a watch over a study. */
const changes = ["knockout", "hypothesis", "set", "person", "duration", "seed", "files"];
const run = [...changes, "onProgress", "signal"];
const study = [...run, "measure", "arm", "against"];

/** The settings that each function takes. */
const known = {
  simulate: [...changes, "rtol", "sampleEvery"],
  simulator: ["precision", "wanted"],
  simulatePopulation: [...changes, "population", "size", "from"],
  population: [...run, "population", "size"],
  search: ["size", "seed", "hypotheses", "population", "only", "files", "onProgress", "signal"],
  why: [...study, "systemsOnly", "overTime", "samples"],
  sensitivity: [...study, "method", "size", "parameters"],
  requirement: [...study, "atLeast", "atMost", "parameters"],
  scan: [...study, "vary", "way"],
  fit: [
    ...run,
    ...["parameters", "error", "bounds", "priors", "starts", "arms", "profiles", "subjects", "vpc"],
  ],
  compare: [...run, "arms", "otherModel"],
  steady: [...run, "variables", "modes"],
  equations: [...changes, "of", "scenario", "arm", "to"],
  checkClaims: ["rivals"],
} as const satisfies Record<string, readonly string[]>;

/** Settings that are one of a few words. */
const words: Readonly<Record<string, readonly string[]>> = {
  precision: ["coarse", "exact"],
  method: ["sobol", "morris", "local", "all"],
  way: ["grid", "zip"],
  to: ["markdown", "latex", "html"],
};

/**
 * Refuses a setting that a function does not take: passed over, a misspelt one would change nothing, and the numbers would
 * look like those that were asked for.
 *
 * @throws Error that names the setting, and the nearest one that there is
 */
export function checkSettings(name: keyof typeof known, settings: object): void {
  for (const [key, value] of Object.entries(settings)) {
    if (!(known[name] as readonly string[]).includes(key))
      throw new Error(
        `invalid setting: ${key}; expected one that ${name}() takes. ${suggestion(key, known[name])}`,
      );
    const allowed = words[key];
    if (allowed && value !== undefined && !allowed.includes(value))
      throw new Error(
        `invalid ${key}: ${value}; expected one of ${allowed.map((word) => `"${word}"`).join(", ")}`,
      );
  }
}
