import { setFlagsFromString } from "node:v8";
import { Command, CommanderError, InvalidArgumentError } from "commander";
import { lackedRoomForWasm, tooDenseForWasm } from "../compile/index.ts";
import { CommitFault, version } from "../files/index.ts";
import { visible } from "../text/index.ts";
import { diskReason, Failure } from "./failure.ts";
import { keepModules } from "./module-store.ts";

/**
 * By how much a heap, but for what is newly made, may grow before it is cleared anew, in percent; in threads too. The engine lets a
 * small one grow by up to 300; what lives there hardly changes. Less takes less memory and more time: `bench/studies.md`.
 */
setFlagsFromString("--heap-growing-percent=150");

type Verb = (program: Command) => void;

/** The verbs, each loaded when it is asked for; in the order of the help. */
const verbs: Readonly<Record<string, () => Promise<Verb>>> = {
  run: async () => (await import("./run.ts")).addRun,
  population: async () => (await import("./population.ts")).addPopulation,
  search: async () => (await import("./search.ts")).addSearch,
  merge: async () => (await import("./merge.ts")).addMerge,
  again: async () => (await import("./again.ts")).addAgain,
  slurm: async () => (await import("./slurm.ts")).addSlurm,
  check: async () => (await import("./check.ts")).addCheck,
  credibility: async () => (await import("./credibility.ts")).addCredibility,
  calibrate: async () => (await import("./calibrate.ts")).addCalibrate,
  new: async () => (await import("./new.ts")).addNew,
  lint: async () => (await import("./lint.ts")).addLint,
  list: async () => (await import("./list.ts")).addList,
  explain: async () => (await import("./explain.ts")).addExplain,
  explore: async () => (await import("./explore.ts")).addExplore,
  petab: async () => (await import("./petab.ts")).addPetab,
  doctor: async () => (await import("./doctor.ts")).addDoctor,
  equations: async () => (await import("./equations.ts")).addEquations,
  export: async () => (await import("./export.ts")).addExport,
  import: async () => (await import("./import.ts")).addImport,
  "sbml-suite": async () => (await import("./sbml-suite.ts")).addSbmlSuite,
};

/** Adds the verb that is asked for, or all of them: for help, and to name those that are near one that there is not. */
async function addAsked(asked: string): Promise<void> {
  if (Object.hasOwn(verbs, asked)) return (await verbs[asked]!())(program);
  const [{ studies }, { addStudy }] = await Promise.all([
    import("../studies/index.ts"),
    import("./study.ts"),
  ]);
  const wanted = studies.filter((study) => study.name === asked);
  if (wanted.length === 0) for (const load of Object.values(verbs)) (await load())(program);
  for (const study of wanted.length > 0 ? wanted : studies) addStudy(program, study);
}

const program = new Command("lull")
  .description(
    "Simulate how SSRIs quiet feeling: from dose to felt affect over weeks.\nA research and teaching model, not medical advice.",
  )
  .version(version())
  .showHelpAfterError("(--help shows how)")
  .exitOverride()
  .configureHelp({ showGlobalOptions: true });

keepModules();
await addAsked(process.argv[2] ?? "");
for (const command of program.commands) command.exitOverride().showHelpAfterError("(--help shows how)");

// Who reads may stop before the end, as `head` does; what was asked for is still done. A disk that takes no more is told.
let isTold = false;
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") return;
    process.exitCode = 1;
    if (isTold) return;
    isTold = true;
    process.stderr.write(`What was to be printed could not be: ${diskReason(error) ?? error.message}\n`);
  });

try {
  await program.parseAsync();
  if (lackedRoomForWasm())
    process.stderr.write(
      "This process may not reserve the address space that WebAssembly takes (ulimit -v), so equations ran as JavaScript, which is slower.\n",
    );
  if (tooDenseForWasm() > 0)
    process.stderr.write(
      `With ${tooDenseForWasm()} states that depend on so many others the equations ran as JavaScript, about four times slower than WebAssembly; the numbers are the same up to their last digits.\n`,
    );
} catch (error) {
  if (error instanceof CommanderError && !(error instanceof InvalidArgumentError)) {
    // commander has already said what is wrong; help and version are no errors.
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else if (error instanceof InvalidArgumentError) {
    process.stderr.write(`error: ${visible(error.message)}\n`);
    process.exitCode = 2;
  } else if (error instanceof Failure || error instanceof CommitFault) {
    if (error.message) process.stderr.write(`${visible(error.message)}\n`);
    process.exitCode = error instanceof Failure ? error.exitCode : 1;
  } else if (diskReason(error) !== undefined) {
    // The disk said no: full, read-only, not permitted.
    process.stderr.write(`${diskReason(error)}\n`);
    process.exitCode = 1;
  } else {
    // Node's own answer quotes the line of the bundle, which is as long as the program.
    process.stderr.write(`This is a fault of Lull's own, not of what was asked.\n${stackOf(error)}\n`);
    process.exitCode = 1;
  }
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
