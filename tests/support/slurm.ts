import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("./slurm.sh", import.meta.url));
const programs = ["/usr/bin/sbatch", "/usr/sbin/slurmctld", "/usr/sbin/slurmd", "/usr/sbin/munged"];
const canStart = process.getuid?.() === 0 && programs.every((path) => existsSync(path));

/** Whether tests on a Slurm may be left out: never where CI runs, elsewhere when there is none or it needs root. */
export const mustSkip = !canStart && !process.env.CI;

export function startSlurm(folder: string): NodeJS.ProcessEnv {
  if (!canStart) throw new Error("No Slurm to start; on Debian, as root: apt-get install slurm-wlm munge");
  execFileSync(script, ["start", folder], { stdio: ["ignore", "ignore", "inherit"], timeout: 60_000 });
  return { ...process.env, NO_COLOR: "1", SLURM_CONF: `${folder}/slurm.conf` };
}

export function stopSlurm(folder: string): void {
  if (existsSync(`${folder}/slurm.conf`))
    execFileSync(script, ["stop", folder], { stdio: "ignore", timeout: 60_000 });
}
