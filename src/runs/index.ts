// How are many run? Arms prepared once and simulated many times with other parameters.
// Deliberately knows nothing of what the numbers are for.
export type { PreparedArms } from "./arm-set.ts";
export { adoptArms, prepareArms, studyTolerance } from "./arms.ts";
export { type Batch, batchesOf } from "./batches.ts";
export { chunksOf } from "./chunks.ts";
export { correlatedNormals, normal } from "./distributions.ts";
export { evaluateHere, evaluateWith, evaluatorHere, inOrder } from "./evaluate.ts";
export { type PopulationSampler, populationSampler, type Subject, samplePerson } from "./population.ts";
export { RunNotes } from "./run-notes.ts";
export { receivedChunk, type SentChunk, sentChunk } from "./sent-chunk.ts";
export { partsOf } from "./shards.ts";
export type { SharedArms } from "./shared-arms.ts";
export { armsOfSets } from "./shared-runs.ts";
export type {
  ArmRun,
  ArmValues,
  Chunk,
  EvaluateMany,
  EvaluateOptions,
  Evaluator,
  Numerics,
  Plan,
  PlanHead,
  Shard,
  TaskInput,
  TaskResult,
} from "./types.ts";
