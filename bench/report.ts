import { cpus, totalmem } from "node:os";
import type { BenchResult, Comparison, ModelResult } from "./bench.ts";
import { absence } from "./peers.ts";
import {
  coldTable,
  crowdTable,
  curveTable,
  frameTable,
  memoryTable,
  scalingTable,
  singleTable,
} from "./tables.ts";
import { targetsTable } from "./targets.ts";

/** The machine in one line, without its name. */
export function machine(): string {
  const processors = cpus();
  const model = processors[0]?.model.trim() || "unknown processor";
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${processors.length} x ${model}, ${memory} GiB, ${process.platform} ${process.arch}, Node ${process.version}`;
}

const shortfall = `Where lsoda stays nearer than wanted: over twelve weeks our model is hardly stiff for it. Its Adams formulas cost one
or two evaluations of the rates a step and no linear algebra, where a step of Rodas5P costs eight and a factorization;
what the compiled step gains is spent there. A further gain would take a method with fewer stages, not better code.`;

/** The readable result, for a terminal and, with a head of its own, for bench/README.md. */
export function reportOf(result: BenchResult): string {
  const sections = [
    `## Targets\n\n${targetsTable(result)}\n\n${shortfall}`,
    ...result.models.flatMap((model) => modelSections(model)),
    `### Cold start\n\n${coldTable(result)}`,
    `### Memory\n\n${memoryTable(result)}`,
    ...(result.scaling.length > 0
      ? [
          `### Cost per step against model size\n\nSynthetic chains, Rodas5P at rtol 1e-4.\n\n${scalingTable(result)}`,
        ]
      : []),
    ...(result.missing.length > 0
      ? [`### Not compared\n\n${result.missing.map((peer) => `- ${absence(peer)}`).join("\n")}`]
      : []),
  ];
  return `${sections.join("\n\n")}\n`;
}

function modelSections(model: ModelResult): string[] {
  const { name, states, nonzeros, parameters, doses, outputs, comparisons, dropped } = model;
  return [
    `## ${name}\n\n${states} states, ${nonzeros} nonzeros, ${parameters} parameters, ${doses} doses, all states at ${outputs} times.`,
    ...comparisons.map(comparisonSection),
    `### Within a frame\n\nOur fastest whole run within an error.\n\n${frameTable(model)}`,
    `### Work and precision\n\n${curveTable(model)}`,
    ...(dropped.length > 0
      ? [`Could not be run: ${dropped.map((d) => `${d.name} (${d.why.split("\n")[0]})`).join("; ")}.`]
      : []),
  ];
}

function comparisonSection(comparison: Comparison): string {
  const { whose, rms, single } = comparison;
  const inexact = single.some((s) => !s.isExact)
    ? "\n\n\\* its curve does not pass through this error: the nearest end, at its own."
    : "";
  return `### At rms error ${rms.toExponential(1)} (${whose})

One run, warm:

${singleTable(comparison)}${inexact}

Population on one core, each method at that tolerance; the check is the mean sum of final states:

${crowdTable(comparison)}`;
}

/** bench/README.md. */
export function readmeOf(result: BenchResult): string {
  return `# How fast is it?

Written by \`npm run bench\`; figures are of one machine at one time. **Trust the ratios, not the milliseconds**: all
methods took turns, round by round, in the same run.

- Machine: ${machine()}.
- Every method integrates the same equations: our own generated code, and the same expression graph printed as C and
  compiled by \`gcc -O2\`, with common subexpressions shared and parameter-only terms computed once.
- Error: rms over all states and output times of |y - ref| / max(|ref|, 1e-3 max|ref|), against Rodas5P at rtol 1e-11.
- Methods are compared **at equal accuracy, never at equal tolerance**: each work-precision curve is read (straight
  lines on logarithmic scales) at the accuracy that CVODE, and then deSolve, reach with rtol 1e-6.
- Times are CPU time, warm, the better of two runs in each round, medians of the rounds; "cvode / this" is the time of
  CVODE divided by that of the method, median of the rounds. Above 1x: faster than CVODE.
- In our times everything counts that the solver does, memory and output included. Setting up memory does not count for
  CVODE. The person's drug-free equilibrium is worked out beforehand for all.
- The CVODE here is the Debian package. Its cost is mostly its own vectors and restarts at every dose, not the model:
  a one-step method hand-written in C around the same generated code would be faster than ours.

Whole commands against an earlier commit, with what was tried and what it gave: [studies.md](studies.md).
What measures cost: [measures.md](measures.md). Whether every command still gives the numbers that it gave: [same-numbers.md](same-numbers.md).

![Work and precision](work-precision.svg)

${reportOf(result)}
## Again

\`\`\`sh
npm run bench                          # everything; writes this file and the plot
npm run bench -- --quick               # under a minute, the shipped model only
npm run bench -- --before b4adb2b      # whole commands, on that commit and here in turn
npx tsx bench/same-numbers.ts --before b4adb2b   # every command there and here: the same numbers?
npx tsx bench/memory.ts                # whether the memory of a study grows with its size
npx tsx bench/profile.ts check         # where the time of a study goes
npm run --silent bench -- --quick --json
sudo npm run bench -- --install        # Debian: installs the peers that are missing first
\`\`\`
`;
}
