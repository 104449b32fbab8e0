import { Command } from "commander";

/** The command line of the benchmark. */
export const command = new Command("bench")
  .description(
    "Times our solvers beside SUNDIALS CVODE, deSolve, scipy and mrgsolve (those that are installed), at equal accuracy.",
  )
  .option("--quick", "the shipped model only, in under a minute; writes no file")
  .option("--json", "print JSON (the shipped model) instead of tables")
  .option("--install", "first install missing peers from Debian packages (as root, with apt-get)")
  .option("--before <commit>", "time whole commands on that commit and here, in turn, instead")
  .option("--rounds <n>", "rounds of --before", (text) => Math.max(1, Math.floor(Number(text)) || 1), 3)
  .option("--only <command...>", "some of them: by their first words, or small for those that take seconds")
  .addHelpText(
    "after",
    "\nProgress goes to stderr. Without --quick, bench/README.md and bench/work-precision.svg and .png are written.\n" +
      "Ratios are the time of CVODE divided by that of the method, at the accuracy of CVODE with rtol 1e-6.",
  );

export interface Options {
  readonly quick?: true;
  readonly json?: true;
  readonly install?: true;
  readonly before?: string;
  readonly rounds: number;
  readonly only?: readonly string[];
}
