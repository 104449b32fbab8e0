import type { Nearby } from "../../engine/index.ts";
import type { Port } from "../worker-client.ts";

const fromFile = location.protocol === "file:";

/** The first one is on its way before the page has read what it was given. */
let early = fromFile ? undefined : new Worker("./worker.js");

/**
 * Starts the worker. A page opened from a folder may not load one from a file, so there its text comes as a script and
 * the worker is made of that; the messages sent meanwhile wait.
 */
export function startWorker(): Port {
  if (!fromFile) {
    const worker = early ?? new Worker("./worker.js");
    early = undefined;
    return worker as unknown as Port;
  }
  const queue: unknown[] = [];
  let worker: Worker | undefined;
  const port: Port = {
    onmessage: null,
    onerror: null,
    postMessage: (request) => (worker ? worker.postMessage(request) : void queue.push(request)),
    terminate: () => worker?.terminate(),
  };
  workerText().then(
    (text) => {
      worker = new Worker(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
      worker.onmessage = (event) => port.onmessage?.(event);
      worker.onerror = (event) => port.onerror?.(event);
      for (const request of queue) worker.postMessage(request);
    },
    (error) => port.onerror?.(error),
  );
  return port;
}

async function workerText(): Promise<string> {
  await script("./worker-text.js");
  return (self as unknown as { lullWorkerText: string }).lullWorkerText;
}

/** The engine in the page itself, from the script that the worker runs. */
export async function loadNearby(): Promise<Nearby> {
  await script("./worker.js");
  return new (self as unknown as { lullNearby: new () => Nearby }).lullNearby();
}

/** What no run of a case asks for, once it has come. */
export async function loadRest(): Promise<string> {
  await script("./rest.js");
  return (self as unknown as { lullRest: string }).lullRest;
}

const scripts = new Map<string, Promise<void>>();

/** Loads a script once. */
export function script(src: string): Promise<void> {
  const known = scripts.get(src);
  if (known) return known;
  const loaded = new Promise<void>((resolve, reject) => {
    const element = document.createElement("script");
    element.src = src;
    element.onload = () => resolve();
    element.onerror = () => {
      scripts.delete(src);
      reject(new Error(`${src.slice(2)} is missing`));
    };
    document.head.append(element);
  });
  scripts.set(src, loaded);
  return loaded;
}
