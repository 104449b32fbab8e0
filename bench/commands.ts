/** A command of the command line that is timed on two states of the repository. */
export interface TimedCommand {
  readonly name: string;
  readonly args: readonly string[];
  /** How many times faster it is wanted. */
  readonly wanted: number;
  /** Takes under some ten seconds of CPU on the older state. */
  readonly isSmall: boolean;
  /** What the older state needs instead of the arguments, where its words were others. */
  readonly before?: readonly string[];
}

/** Whole studies and small commands, as people type them after `npm run --silent lull --`. */
export const timedCommands: readonly TimedCommand[] = [
  { name: "list claims", args: ["list", "claims"], wanted: 4, isSmall: true },
  { name: "explain sert.occupancy", args: ["explain", "sert.occupancy"], wanted: 4, isSmall: true },
  { name: "lint", args: ["lint"], wanted: 4, isSmall: true },
  { name: "run first-look --no-files", args: ["run", "first-look", "--no-files"], wanted: 3, isSmall: true },
  {
    name: "population first-look --size 1000",
    args: ["population", "first-look", "--size", "1000", "--out", "population"],
    wanted: 2,
    isSmall: false,
  },
  {
    name: "why first-look",
    args: ["why", "first-look", "--measure", "blunting_by_drug"],
    wanted: 3,
    isSmall: false,
  },
  {
    name: "sensitivity first-look",
    args: ["sensitivity", "first-look", "--measure", "blunting_by_drug"],
    wanted: 3,
    isSmall: false,
  },
  {
    name: "search",
    args: ["search", "blunted-on-escitalopram-20", "--out", "search"],
    wanted: 4,
    isSmall: false,
  },
  { name: "check", args: ["check"], wanted: 5, isSmall: false },
  { name: "check --samples 20", args: ["check", "--samples", "20"], wanted: 4, isSmall: false },
];
