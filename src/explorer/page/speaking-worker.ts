import type { Port } from "../worker-client.ts";
import { spoken } from "./language.ts";
import { startWorker } from "./start-worker.ts";

/** Starts a worker that tells what it has to tell in the language of the page. */
export function speakingWorker(): Port {
  const port = startWorker();
  port.postMessage({ kind: "speak", ...spoken });
  return port;
}
