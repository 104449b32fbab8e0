import { shellWord } from "../document/index.ts";

/** What batch scripts are made of. */
export interface BatchJob {
  readonly name: string;
  readonly shards: number;
  readonly cpus: number;
  readonly time?: string | undefined;
  readonly mem?: string | undefined;
  readonly partition?: string | undefined;
  /** Where the command is run. */
  readonly folder: string;
  readonly logs: string;
  /** How Lull is called. */
  readonly lull: readonly string[];
  /** Verb and arguments of the run, without shard and workers. */
  readonly run: readonly string[];
  readonly merge: readonly string[];
}

/** The script of the job array. A task that is killed and queued again goes on with the parts that are missing. */
export function shardsScript(job: BatchJob): string {
  const shard = `"\${SLURM_ARRAY_TASK_ID}/${job.shards}"`;
  const workers = job.cpus === 1 ? 0 : job.cpus;
  return [
    ...head(job, job.name, "%A_%a"),
    `#SBATCH --array=1-${job.shards}`,
    "#SBATCH --requeue",
    "",
    "# What one thread has freed another may take: a tenth less memory, where malloc is that of glibc.",
    `export MALLOC_ARENA_MAX="\${MALLOC_ARENA_MAX:-1}"`,
    `exec ${[...job.lull, ...job.run].map(shellWord).join(" ")} --workers ${workers} --shard ${shard}`,
    "",
  ].join("\n");
}

/** The script that puts the shards together. It is dropped when a shard failed. */
export function mergeScript(job: BatchJob): string {
  return [
    ...head({ ...job, cpus: 1 }, `${job.name}-merge`, "merge_%j"),
    "#SBATCH --kill-on-invalid-dep=yes",
    "",
    `exec ${[...job.lull, ...job.merge].map(shellWord).join(" ")}`,
    "",
  ].join("\n");
}

function head({ cpus, time, mem, partition, folder, logs }: BatchJob, name: string, log: string): string[] {
  return [
    "#!/bin/bash",
    `#SBATCH --job-name=${directive(name)}`,
    `#SBATCH --cpus-per-task=${cpus}`,
    ...(time ? [`#SBATCH --time=${time}`] : []),
    ...(mem ? [`#SBATCH --mem=${mem}`] : []),
    ...(partition ? [`#SBATCH --partition=${partition}`] : []),
    `#SBATCH --chdir=${directive(folder)}`,
    `#SBATCH --output=${directive(`${logs.replaceAll("%", "%%")}/${log}.log`)}`,
    "#SBATCH --open-mode=append",
  ];
}

/** A value for Slurm, which takes everything between double quotes as it is, but for a double quote. */
const directive = (value: string) =>
  /^[\w@%+=:,./-]+$/.test(value) ? value : `"${value.replaceAll('"', '\\"')}"`;

/**
 * What no directive can hold: a line break ends it, and a backslash in the path of a log stops Slurm from putting the
 * job's number in (seen with Slurm 22.05), so that all tasks would write to one file.
 */
export const unfitForSlurm = (path: string): boolean => /[\p{Cc}\\]/u.test(path);
