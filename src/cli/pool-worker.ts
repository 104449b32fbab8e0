import { workerData } from "piscina";
import { type ArmValues, adoptArms, receivedChunk, type SentChunk, type SharedArms } from "../runs/index.ts";
import { keepModules } from "./module-store.ts";

keepModules();
const prepared = adoptArms(workerData as SharedArms);

/** One chunk of tasks in a thread that was handed everything compiled. */
export default function run(sent: SentChunk): ArmValues[] {
  return prepared.runAll(receivedChunk(sent).tasks);
}
