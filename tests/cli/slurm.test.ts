import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { mergeScript, shardsScript } from "../../src/cli/slurm-scripts.ts";
import { shellWord } from "../../src/document/index.ts";
import { packageRoot } from "../../src/files/index.ts";
import { limit, lull, write } from "../support/cli.ts";
import { searchText } from "../support/search.ts";
import { mustSkip, startSlurm, stopSlurm } from "../support/slurm.ts";

const root = mkdtempSync(join(tmpdir(), "lull-slurm-"));
const slurm = join(root, "slurm");
afterAll(() => {
  stopSlurm(slurm);
  rmSync(root, { recursive: true, force: true });
});
const scenario = write(
  root,
  "few.yaml",
  `
scenario: Few weeks
question: Who is blunted after three weeks?
duration: 3 weeks
arms:
  - {label: placebo, care: trial}
  - {label: "10 mg", care: trial, treatment: [{drug: escitalopram, dose: 10 mg, every: 1 day}]}
`,
);

/** The command line with an environment of its own. */
function run(args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
  const main = join(packageRoot, "src/cli/start.mjs");
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    cwd: root,
    encoding: "utf8",
    env,
    ...limit,
  });
  return { code: status, stdout, stderr };
}

describe("batch scripts", () => {
  const job = {
    name: "lull-x",
    shards: 4,
    cpus: 2,
    time: "30",
    folder: "/home/an na",
    logs: "/home/an na/out/slurm",
    lull: ["/usr/bin/node", "main.ts"],
    run: ["population", "it's.yaml", "--size", "10"],
    merge: ["merge", "/home/an na/out"],
  };

  it("ask for what the options say, and quote every word", () => {
    const text = shardsScript(job);
    expect(text).toContain("#SBATCH --array=1-4\n");
    expect(text).toContain("#SBATCH --cpus-per-task=2\n#SBATCH --time=30\n");
    expect(text).toContain('#SBATCH --chdir="/home/an na"\n');
    expect(text).toContain("#SBATCH --requeue\n");
    expect(text).toContain(
      `exec /usr/bin/node main.ts population 'it'\\''s.yaml' --size 10 --workers 2 --shard "\${SLURM_ARRAY_TASK_ID}/4"\n`,
    );
    expect(text).not.toContain("--mem");
    // A setting of one's own stays, and no directive comes after the first command.
    const [before, after] = text.split(`export MALLOC_ARENA_MAX="\${MALLOC_ARENA_MAX:-1}"\n`);
    expect(before).toContain("#SBATCH --requeue\n");
    expect(after).toMatch(/^exec /);
    expect(mergeScript(job)).toContain("exec /usr/bin/node main.ts merge '/home/an na/out'\n");
  });

  it("doubles a per cent sign in the path of the log, where Slurm would put a number in", () => {
    const text = shardsScript({ ...job, folder: '/a/50%j "q" $HOME', logs: '/a/50%j "q" $HOME/slurm' });
    expect(text).toContain('#SBATCH --chdir="/a/50%j \\"q\\" $HOME"\n');
    expect(text).toContain('#SBATCH --output="/a/50%%j \\"q\\" $HOME/slurm/%A_%a.log"\n');
  });

  it("`shellWord` gives back the same word from a shell", () => {
    for (const word of ["plain", "two words", "it's", '"$HOME" `ls` \\ *'])
      expect(execFileSync("sh", ["-c", `printf %s ${shellWord(word)}`], { encoding: "utf8" })).toBe(word);
  });
});

describe("lull slurm", () => {
  it("writes the scripts and says how to hand them in; every shard is what `--shard` computes", () => {
    const written = lull(
      ["slurm", scenario, "--shards", "9", "--", "--size", "32", "--out", "written"],
      root,
    );
    expect(written.code).toBe(0);
    expect(written.stderr).toContain("There are 2 parts to compute, so 2 shards are enough.");
    expect(written.stdout).toContain(
      "job=$(sbatch --parsable written/slurm/shards.sbatch) && sbatch --dependency=afterok:$job written/slurm/merge.sbatch",
    );
    const script = join(root, "written/slurm/shards.sbatch");
    for (const shard of ["2", "1"])
      execFileSync("bash", [script], {
        env: { ...process.env, SLURM_ARRAY_TASK_ID: shard },
        stdio: "pipe",
        ...limit,
      });
    expect(readdirSync(join(root, "written/parts"))).toHaveLength(2);
    execFileSync("bash", [join(root, "written/slurm/merge.sbatch")], { cwd: root, stdio: "pipe", ...limit });
    expect(existsSync(join(root, "written/report.html"))).toBe(true);
  });

  it("takes searches too, checks the plan first, and leaves the shards to the scripts", () => {
    const search = write(root, "search.yaml", searchText);
    expect(lull(["slurm", search, "--", "--out", "searched"], root).code).toBe(0);
    expect(readFileSync(join(root, "searched/slurm/shards.sbatch"), "utf8")).toMatch(
      / search \S+search\.yaml --out \S+searched --workers 0 --shard /,
    );
    const bad = write(root, "bad.yaml", searchText.replace("reference: stay", "reference: staay"));
    const refused = lull(["slurm", bad, "--", "--out", "never"], root);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('There is no strategy "staay".');
    const shard = lull(["slurm", scenario, "--", "--shard", "1/2", "--out", "never"], root);
    expect(shard.code).not.toBe(0);
    expect(shard.stderr).toContain("--shard is decided by the batch scripts");
    expect(existsSync(join(root, "never"))).toBe(false);
  });

  it("takes a sensitivity and the draws of claims, and says what cannot be shared out", () => {
    const ask = ["--measure", "at(vta.firing, end)", "--method", "local", "--parameters", "vta.brake*"];
    const written = lull(
      ["slurm", scenario, "--study", "sensitivity", "--shards", "2", "--", ...ask, "--out", "slopes"],
      root,
    );
    expect(written.stderr).toBe("");
    expect(written.stdout).toContain("2 shards. To hand them in");
    for (const shard of ["2", "1"])
      execFileSync("bash", [join(root, "slopes/slurm/shards.sbatch")], {
        env: { ...process.env, SLURM_ARRAY_TASK_ID: shard },
        stdio: "pipe",
      });
    execFileSync("bash", [join(root, "slopes/slurm/merge.sbatch")], { cwd: root, stdio: "pipe" });
    expect(existsSync(join(root, "slopes/report.html"))).toBe(true);
    const claims = ["slurm", "vta-2c", "--study", "check", "--"];
    expect(lull([...claims, "--samples", "50", "--out", "drawn"], root).code).toBe(0);
    expect(readFileSync(join(root, "drawn/slurm/shards.sbatch"), "utf8")).toMatch(
      / check vta-2c --samples 50 --out \S+drawn --workers 0 --shard /,
    );
    const undrawn = lull([...claims, "--out", "undrawn"], root);
    expect(undrawn.code).toBe(1);
    expect(undrawn.stderr).toContain("Without draws there is nothing to share out.");
  });

  it("quotes odd paths in the line that is printed, and refuses those that no script can hold", () => {
    const odd = "50% $HOME it's";
    const written = lull(["slurm", scenario, "--", "--size", "16", "--out", odd], root);
    expect(written.code).toBe(0);
    const line = /job=\$\(sbatch --parsable (.+)\) && sbatch --dependency=afterok:\$job (.+)$/m.exec(
      written.stdout,
    )!;
    const shown = execFileSync("sh", ["-c", `printf '%s|' ${line[1]} ${line[2]}`], { encoding: "utf8" });
    expect(shown).toBe(`${odd}/slurm/shards.sbatch|${odd}/slurm/merge.sbatch|`);
    for (const bad of ["two\nlines", "back\\slash"]) {
      const refused = lull(["slurm", scenario, "--", "--size", "16", "--out", bad], root);
      expect(refused.code).toBe(1);
      expect(refused.stderr).toContain("Slurm cannot work in");
      expect(existsSync(join(root, bad))).toBe(false);
    }
  });

  it("says so where there is no sbatch, and keeps the scripts", () => {
    const { code, stderr } = run(["slurm", scenario, "--submit", "--", "--size", "16", "--out", "alone"], {
      ...process.env,
      PATH: "/nowhere",
    });
    expect(code).toBe(1);
    expect(stderr).toContain("There is no sbatch on this machine. The scripts are written");
    expect(existsSync(join(root, "alone/slurm/merge.sbatch"))).toBe(true);
  });

  it.skipIf(mustSkip)(
    "gives the bytes of a serial run on a real Slurm, also when a task is killed and queued again",
    async () => {
      const env = startSlurm(slurm);
      const odd = '50%j $HOME "it\'s"';
      const ask = ["--size", "256", "--seed", "3"];
      const out = join(root, odd);
      const { code, stdout, stderr } = run(
        ["slurm", scenario, "--shards", "2", "--submit", "--", ...ask, "--out", odd],
        env,
      );
      expect(stderr).toBe("");
      expect(code).toBe(0);
      const [, job, merge] = /Job (\d+) computes 2 shards, job (\d+) merges them/.exec(stdout)!;
      const tool = (name: string, ...args: string[]) =>
        spawnSync(name, args, { env, encoding: "utf8", timeout: 20_000 }).stdout.trim();
      const began = performance.now();
      const wait = () => {
        if (performance.now() - began > 200_000) throw new Error("Slurm has not finished in 200 s.");
        return new Promise((resolve) => setTimeout(resolve, 50));
      };
      const parts = () =>
        readdirSync(join(out, "parts")).filter(
          (name) => /^\d+\.jsonl$/.test(name) && Number.parseInt(name, 10) % 2 === 0,
        );
      // The first task computes the even parts: it is killed when it has kept one of its eight.
      while (parts().length === 0) await wait();
      tool("scontrol", "requeue", `${job}_1`);
      const requeued = performance.now();
      const kept = parts();
      expect(kept.length).toBeLessThan(8);
      const before = kept.map((name) => readFileSync(join(out, "parts", name), "utf8"));
      // Slurm holds what it queues again for two minutes; nobody has to wait for that here.
      let isRestarted = false;
      // An answer that does not come, on a busy machine, is no end.
      const isOver = () =>
        /JobState=(COMPLETED|FAILED|CANCELLED|TIMEOUT|NODE_FAIL)/.test(
          tool("scontrol", "show", "job", merge!),
        );
      while (!isOver()) {
        isRestarted ||= tool("scontrol", "show", "job", `${job}_1`).includes("Restarts=1");
        // Credentials are dated in seconds: one of the same second as the kill counts as taken back with it.
        const mayStart = performance.now() - requeued > 2500;
        if (mayStart && / PD /.test(tool("squeue", "--noheader", "--jobs", `${job}_1`)))
          tool("scontrol", "update", `jobid=${job}_1`, "StartTime=now");
        await wait();
      }
      const log = readFileSync(join(out, `slurm/${job}_1.log`), "utf8");
      expect(isRestarted).toBe(true);
      expect(log).toContain("Shard 1 of 2 is done.");
      for (const [i, name] of kept.entries())
        expect(readFileSync(join(out, "parts", name), "utf8")).toBe(before[i]);

      expect(lull(["population", scenario, ...ask, "--workers", "0", "--out", "serial"], root).code).toBe(0);
      for (const name of [
        "runs.csv",
        "runs.parquet",
        "subjects.csv",
        "subjects.parquet",
        "result.json",
        "report.html",
      ])
        expect(readFileSync(join(out, name)).equals(readFileSync(join(root, "serial", name))), name).toBe(
          true,
        );
    },
    240_000,
  );
});
