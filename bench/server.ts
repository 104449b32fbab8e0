import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Method } from "./method.ts";

/** A program that answers commands line by line, warm between them; the protocol stands in native/cvode.c. */
class Server {
  private readonly child: ChildProcess;
  private readonly waiting: ((line: string) => void)[] = [];
  private heard = "";
  private isDead = false;

  constructor(command: string, args: readonly string[]) {
    // One thread, or libraries for linear algebra would spend the time of the others.
    const env = { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" };
    this.child = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"], env });
    createInterface({ input: this.child.stdout! }).on("line", (line) => {
      if (/^(ok|failed)\b/.test(line)) this.waiting.shift()?.(line);
    });
    this.child.stderr!.on("data", (data: Buffer) => {
      this.heard = `${this.heard}${data}`.slice(-2000);
    });
    const end = () => {
      this.isDead = true;
      for (const answer of this.waiting.splice(0)) answer(`failed ${this.heard.trim()}`);
    };
    this.child.on("error", end).on("close", end);
    this.child.stdin!.on("error", () => {});
  }

  /** The numbers of the answer. */
  async ask(command: string): Promise<number[]> {
    const line = await new Promise<string>((resolve) => {
      if (this.isDead) return resolve(`failed ${this.heard.trim()}`);
      this.waiting.push(resolve);
      this.child.stdin!.write(`${command}\n`);
    });
    if (!line.startsWith("ok")) throw new Error(`"${command}" ${line}`);
    return line.split(/\s+/).slice(1).map(Number);
  }

  close(): void {
    this.child.stdin!.end();
  }
}

/** A method that lives in a program of its own. `folder` is where it may leave outputs. */
export function servedMethod(
  name: string,
  command: string,
  args: readonly string[],
  tolerances: readonly number[],
  folder: string,
  onlySingle = false,
): Method {
  let server: Server | undefined;
  const ask = (text: string) => {
    server ??= new Server(command, args);
    return server.ask(text);
  };
  const file = join(folder, `${name.replace(/\W+/g, "-")}.out`);
  return {
    name,
    isOwn: false,
    onlySingle,
    tolerances,
    async run(rtol, person, keep) {
      const [cpu = Number.NaN, wall = Number.NaN, ...counts] = await ask(
        `run ${rtol} ${person} ${keep ? file : "-"}`,
      );
      const names = ["steps", "rejected", "rateCalls", "jacobianCalls", "factorizations"] as const;
      // -1 stands for what a program does not count.
      const work = Object.fromEntries(names.flatMap((n, i) => (counts[i]! >= 0 ? [[n, counts[i]!]] : [])));
      return { cpu, wall, work, ...(keep ? { outputs: takeDoubles(file) } : {}) };
    },
    async crowd(rtol, first, count) {
      const [cpu = Number.NaN, wall = Number.NaN, sum = Number.NaN] = await ask(
        `crowd ${rtol} ${first} ${count}`,
      );
      return { cpu, wall, sum };
    },
    async memory() {
      return (await ask("memory"))[0]!;
    },
    close: () => server?.close(),
  };
}

function takeDoubles(path: string): Float64Array {
  const bytes = readFileSync(path);
  rmSync(path);
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}
