import { Command, CommanderError, InvalidArgumentError } from "commander";
import { version } from "../files/index.ts";
import { studies } from "../studies/index.ts";
import { addAgain } from "./again.ts";
import { addCalibrate } from "./calibrate.ts";
import { addCheck } from "./check.ts";
import { addDoctor } from "./doctor.ts";
import { addExplain } from "./explain.ts";
import { addExplore } from "./explore.ts";
import { addExport } from "./export.ts";
import { diskReason, Failure } from "./failure.ts";
import { addImport } from "./import.ts";
import { addLint } from "./lint.ts";
import { addList } from "./list.ts";
import { addMerge } from "./merge.ts";
import { addPetab } from "./petab.ts";
import { addPopulation } from "./population.ts";
import { addRun } from "./run.ts";
import { addSbmlSuite } from "./sbml-suite.ts";
import { addSearch } from "./search.ts";
import { addSlurm } from "./slurm.ts";
import { addStudy } from "./study.ts";

const program = new Command("lull")
  .description(
    "Simulate how SSRIs quiet feeling: from dose to felt affect over weeks.\nA research and teaching model, not medical advice.",
  )
  .version(version())
  .showHelpAfterError("(--help shows how)")
  .exitOverride()
  .configureHelp({ showGlobalOptions: true });

for (const add of [
  addRun,
  addPopulation,
  addSearch,
  addMerge,
  addAgain,
  addSlurm,
  addCheck,
  addCalibrate,
  addLint,
  addList,
  addExplain,
  addExplore,
  addPetab,
  addDoctor,
  addImport,
  addExport,
  addSbmlSuite,
])
  add(program);
for (const study of studies) addStudy(program, study);
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
} catch (error) {
  if (error instanceof CommanderError && !(error instanceof InvalidArgumentError)) {
    // commander has already said what is wrong; help and version are no errors.
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else if (error instanceof InvalidArgumentError) {
    process.stderr.write(`error: ${error.message}\n`);
    process.exitCode = 2;
  } else if (error instanceof Failure) {
    if (error.message) process.stderr.write(`${error.message}\n`);
    process.exitCode = error.exitCode;
  } else if (diskReason(error) !== undefined) {
    // The disk said no: full, read-only, not permitted.
    process.stderr.write(`${diskReason(error)}\n`);
    process.exitCode = 1;
  } else throw error;
}
