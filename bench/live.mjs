// Preloaded into a measured process: again and again another thread has the main thread's garbage collected, also in the midst
// of what that computes, and writes what then lives there (heap and array buffers), in bytes, to the file that LIVE_FILE names.
import { appendFileSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { isMainThread, Worker, workerData } from "node:worker_threads";

const pause = 50;

if (isMainThread) {
  if (process.env.LIVE_FILE) {
    setFlagsFromString("--expose-gc");
    globalThis.collectAll = runInNewContext("gc");
    new Worker(new URL(import.meta.url), { workerData: import.meta.url }).unref();
  }
} else if (workerData === import.meta.url) {
  const session = new Session();
  session.connectToMainThread();
  // Answers do not keep a thread alive.
  setInterval(() => {}, 1000);
  for (;;) {
    const { result } = await session.post("Runtime.evaluate", {
      expression: `collectAll();
        (({ heapUsed, arrayBuffers }) => heapUsed + arrayBuffers)(process.memoryUsage())`,
      returnByValue: true,
    });
    appendFileSync(process.env.LIVE_FILE, `${result.value}\n`);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
