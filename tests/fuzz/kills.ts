import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { manifestIn, packageRoot } from "../../src/files/index.ts";
import { uniform } from "../../src/random/index.ts";
import { searchText } from "../support/search.ts";

// Kills every study that keeps its runs, at random moments, and lets it go on: no finished part may be lost or changed, what
// comes out has the bytes of a run that was not killed, and nothing of a killed one stays behind.

export interface KillsOptions {
  readonly kills: number;
  readonly seed: number;
  /** Verbs that are killed; all that keep their runs when left out. */
  readonly only?: readonly string[];
  readonly onKill?: (done: number) => void;
}

const scenario = `
scenario: Short
question: Is a kill survived?
duration: 2 days
person: depressed-adult
arms:
  - {label: placebo, care: trial}
  - {label: drug, care: trial, treatment: escitalopram 10 mg daily}
measure: {firing: "at(vta.firing, end)"}
`;

/** What is asked, and the files whose bytes must not depend on kills. */
const studies = [
  {
    ask: ["population", "short.yaml", "--size", "96"],
    results: ["result.json", "report.html", "runs.parquet"],
  },
  {
    ask: ["search", "plan.yaml", "--size", "16", "--hypotheses", "none"],
    results: ["result.json", "report.html"],
  },
  {
    ask: ["sensitivity", "short.yaml", "--measure", "firing", "--size", "2", "--parameters", "vta.*"],
    results: ["sensitivity.json", "report.html"],
  },
  {
    ask: ["check", "vta-brake", "--samples", "24", "--no-rivals"],
    results: ["ledger.json", "ledger.html"],
  },
];

/** What went wrong, in words; nothing, where all is well. */
export async function killAll({ kills, seed, only = [], onKill }: KillsOptions): Promise<string[]> {
  const root = mkdtempSync(join(tmpdir(), "lull-kills-"));
  try {
    writeFileSync(join(root, "short.yaml"), scenario);
    writeFileSync(
      join(root, "plan.yaml"),
      searchText
        .replace("duration: 5 weeks", "duration: 3 weeks")
        .replace("week 4, week 5", "week 2, week 3"),
    );
    const chosen = studies.filter(({ ask }) => only.length === 0 || only.includes(ask[0]!));
    const faults: string[] = [];
    for (const [i, study] of chosen.entries()) {
      const from = Math.floor((kills * i) / chosen.length);
      const to = Math.floor((kills * (i + 1)) / chosen.length);
      const own = { seed, kills: to - from, onKill: (done: number) => onKill?.(from + done) };
      faults.push(...(await killStudy(root, study, own)));
    }
    return faults;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function killStudy(
  root: string,
  { ask, results }: (typeof studies)[number],
  { kills, seed, onKill }: KillsOptions,
): Promise<string[]> {
  const home = join(root, ask[0]!);
  mkdirSync(home);
  const faults: string[] = [];
  const say = (what: string) => faults.push(`${ask[0]}: ${what}`);
  const run = (out: string, ...more: string[]) =>
    start(root, [...ask, "--workers", "0", "--out", join(ask[0]!, out), ...more]);
  const began = performance.now();
  const whole = await run("whole").ended;
  if (whole !== 0) return [`${ask[0]}: ends with ${whole} when it is not killed`];
  const lasts = performance.now() - began;
  const out = join(home, "killed");
  let isOver = false;
  for (let kill = 1; kill <= kills || !isOver; kill++) {
    const kept = partsIn(out);
    const command = run("killed", "--resume");
    if (kill <= kills) {
      const timer = setTimeout(command.kill, uniform(seed, kill, 0) * lasts * 1.05);
      const code = await command.ended;
      clearTimeout(timer);
      onKill?.(kill);
      if (code !== 0 && code !== null) say(`ends with ${code} after ${kill} kills`);
    } else {
      const code = await command.ended;
      if (code !== 0) return [...faults, `${ask[0]}: ends with ${code} after all kills`];
    }
    const now = partsIn(out);
    for (const [name, text] of kept) if (now.get(name) !== text) say(`${name} was lost or changed`);
    isOver = manifestIn(out) !== undefined && results.every((name) => namesIn(out).includes(name));
    if (!isOver) continue;
    const expected = partsIn(join(home, "whole"));
    if (JSON.stringify([...now].sort()) !== JSON.stringify([...expected].sort()))
      say("has other parts than a run that was not killed");
    for (const name of results)
      if (!readFileSync(join(out, name)).equals(readFileSync(join(home, "whole", name))))
        say(`${name} has other bytes`);
    // What a kill leaves beside is put away by the next command.
    await run("killed", "--resume").ended;
    const foreign = [
      ...readdirSync(home).filter((n) => !["whole", "killed"].includes(n)),
      ...namesIn(out).filter((n) => !namesIn(join(home, "whole")).includes(n)),
    ];
    if (foreign.length > 0) say(`leaves ${foreign.join(", ")}`);
    rmSync(out, { recursive: true, force: true });
  }
  return faults;
}

const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder, { recursive: true }).map(String);
  } catch {
    return [];
  }
};

/** Finished parts by name. */
const partsIn = (out: string): Map<string, string> =>
  new Map(
    namesIn(join(out, "parts"))
      .filter((name) => name.endsWith(".jsonl"))
      .map((name) => [name, readFileSync(join(out, "parts", name), "utf8")]),
  );

function start(cwd: string, args: readonly string[]) {
  const child = spawn(process.execPath, [join(packageRoot, "src/cli/start.mjs"), ...args], {
    cwd,
    stdio: "ignore",
  });
  const limit = setTimeout(() => child.kill("SIGKILL"), 300_000);
  const ended = new Promise<number | null>((resolve) =>
    child.once("exit", (code) => {
      clearTimeout(limit);
      resolve(code);
    }),
  );
  return { ended, kill: () => child.kill("SIGKILL") };
}
