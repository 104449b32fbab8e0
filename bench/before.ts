import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { median } from "../src/statistics/index.ts";
import { checkOut, repository } from "./checkout.ts";
import { type TimedCommand, timedCommands } from "./commands.ts";

/** What one run of a command took. */
interface Taken {
  /** s, of all its processes and threads */
  readonly cpu: number;
  /** s */
  readonly wall: number;
  /** MiB, of the largest of its processes */
  readonly peak: number;
}

/** A command on both states, round by round. */
export interface Compared {
  readonly command: TimedCommand;
  readonly before: readonly Taken[];
  readonly now: readonly Taken[];
}

export interface ComparedWith {
  /** A commit of this repository. */
  readonly commit: string;
  readonly rounds: number;
  readonly commands: readonly TimedCommand[];
}

/** The commands that names ask for: those that begin with one of them, the small ones for "small", all without any. */
export function chosenCommands(names: readonly string[]): readonly TimedCommand[] {
  if (names.length === 0) return timedCommands;
  return timedCommands.filter((c) =>
    names.some((name) => (name === "small" ? c.isSmall : c.name === name || c.name.startsWith(`${name} `))),
  );
}

/**
 * Checks a commit out into a temporary folder that shares the installed packages, and runs every command there and here,
 * in turn. One run of each comes first and is not counted, so that both find the disk, and what they keep, warm.
 */
export function compareWith(
  { commit, rounds, commands }: ComparedWith,
  say: (text: string) => void,
): Compared[] {
  const root = repository();
  const folder = mkdtempSync(join(tmpdir(), "lull-before-"));
  const before = join(folder, "before");
  try {
    checkOut(commit, before);
    const time = (place: string, args: readonly string[]) => timed(place, args, folder);
    return commands.map((command) => {
      const one = (place: string) =>
        time(place, place === before ? (command.before ?? command.args) : command.args);
      if (command.isSmall) for (const place of [before, root]) one(place);
      const taken = Array.from({ length: rounds }, (_, round) => {
        say(`${command.name}, round ${round + 1} of ${rounds}`);
        return [one(before), one(root)] as const;
      });
      return { command, before: taken.map(([b]) => b), now: taken.map(([, n]) => n) };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Times a command with all processes that it starts. Results go to a folder that is emptied first. */
function timed(place: string, args: readonly string[], folder: string): Taken {
  const out = args.indexOf("--out");
  const own = args.map((arg, i) => (out >= 0 && i === out + 1 ? join(folder, arg) : arg));
  if (out >= 0) rmSync(own[out + 1]!, { recursive: true, force: true });
  const peaks = join(folder, "peaks");
  rmSync(peaks, { force: true });
  const script = 'TIMEFORMAT="%R %U %S"; time npm run --silent lull -- "$@" >/dev/null 2>&1';
  const { stderr, status } = spawnSync("bash", ["-c", script, "bash", ...own], {
    cwd: place,
    encoding: "utf8",
    env: {
      ...process.env,
      PEAK_FILE: peaks,
      NODE_OPTIONS: `--import ${pathToFileURL(join(import.meta.dirname, "peak.mjs")).href}`,
    },
  });
  // A command that was not understood takes no time worth comparing.
  if (status === 2) throw new Error(`\`lull ${args.join(" ")}\` was not understood in ${place}.`);
  const [wall = 0, user = 0, system = 0] = stderr.trim().split(/\s+/).slice(-3).map(Number);
  const peak = existsSync(peaks) ? readFileSync(peaks, "utf8").trim().split("\n").map(Number) : [0];
  return { wall, cpu: user + system, peak: Math.max(...peak) / 1024 };
}

/** The comparison as a Markdown table. */
export function comparisonTable(commit: string, rows: readonly Compared[]): string {
  const ratio = (row: Compared, of: (taken: Taken) => number) =>
    row.before.map((taken, round) => of(taken) / of(row.now[round]!));
  const spread = (ratios: readonly number[]) =>
    `${times(median(ratios))} (${times(Math.min(...ratios))} to ${times(Math.max(...ratios))})`;
  const s = (taken: readonly Taken[], of: (t: Taken) => number) =>
    Number(median(taken.map(of)).toPrecision(3));
  return [
    `CPU seconds of all processes, ${commit} and now in turn; medians, and the ratio with its spread over the rounds.`,
    `${availableParallelism()} cores, load ${loadavg()[0]!.toFixed(1)} at the end, Node ${process.version}.`,
    "",
    `| \`lull\` ... | ${commit}, s | now, s | ratio of CPU | ratio of time waited | wanted | MiB before | MiB now |`,
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ...rows.map((row) =>
      [
        "",
        row.command.name,
        s(row.before, (t) => t.cpu),
        s(row.now, (t) => t.cpu),
        spread(ratio(row, (t) => t.cpu)),
        spread(ratio(row, (t) => t.wall)),
        `${row.command.wanted}x`,
        Math.round(median(row.before.map((t) => t.peak))),
        Math.round(median(row.now.map((t) => t.peak))),
        "",
      ]
        .join(" | ")
        .trim(),
    ),
    "",
  ].join("\n");
}

const times = (ratio: number) => `${Number(ratio.toPrecision(2))}x`;
