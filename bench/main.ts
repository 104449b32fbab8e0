import { fileURLToPath } from "node:url";
import { writeFileWhole } from "../src/files/index.ts";
import { chosenCommands, compareWith, comparisonTable } from "./before.ts";
import { runBench } from "./bench.ts";
import { jsonOf } from "./json.ts";
import { command, type Options } from "./options.ts";
import { absence, findPeers, installPeers } from "./peers.ts";
import { fullPlan, quickPlan } from "./plan.ts";
import { workPrecisionPlot } from "./plot.ts";
import { qsp64Problem } from "./qsp64/problem.ts";
import { machine, readmeOf, reportOf } from "./report.ts";
import { shippedProblem } from "./shipped.ts";

async function main(): Promise<void> {
  const options = command.parse().opts<Options>();
  const say = (text: string) => process.stderr.write(`${text}\n`);
  if (options.before !== undefined) {
    const commands = chosenCommands(options.only ?? []);
    if (commands.length === 0) throw new Error(`There is no command "${options.only?.join(" ")}" to time.`);
    const rows = compareWith({ commit: options.before, rounds: options.rounds, commands }, say);
    process.stdout.write(
      options.json ? `${JSON.stringify(rows, null, 2)}\n` : comparisonTable(options.before, rows),
    );
    return;
  }
  let peers = findPeers();
  if (options.install && peers.missing.length > 0) {
    const fault = installPeers(peers.missing);
    if (fault) say(fault);
    peers = findPeers();
  }
  for (const peer of peers.missing) say(absence(peer));

  const problems = options.quick ? [shippedProblem()] : [shippedProblem(), qsp64Problem()];
  const result = await runBench(options.quick ? quickPlan : fullPlan, problems, peers, say);
  if (!options.quick) {
    const beside = (name: string) => fileURLToPath(new URL(name, import.meta.url));
    for (const format of ["svg", "png"] as const)
      writeFileWhole(beside(`work-precision.${format}`), await workPrecisionPlot(result.models[0]!, format));
    writeFileWhole(beside("README.md"), readmeOf(result));
    say("Wrote bench/README.md and bench/work-precision.svg and .png.");
  }
  process.stdout.write(
    options.json ? `${JSON.stringify(jsonOf(result), null, 2)}\n` : `${machine()}\n\n${reportOf(result)}`,
  );
}

// An interrupt ends it like any exit, which removes the temporary folder.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
await main();
