import { workerData } from "piscina";
import { type ArmValues, adoptArms, type Chunk, type SharedArms } from "../runs/index.ts";
import { keepModules } from "./module-store.ts";

keepModules();
const prepared = adoptArms(workerData as SharedArms);

/** One chunk of tasks in a thread that was handed everything compiled. */
export default function run({ tasks }: Chunk): ArmValues[] {
  return prepared.runAll(tasks);
}
