import type { Port } from "../worker-client.ts";

/**
 * Starts the worker. A page opened from a folder may not load one from a file, so there its text comes as a script and
 * the worker is made of that; the messages sent meanwhile wait.
 */
export function startWorker(): Port {
  if (location.protocol !== "file:") return new Worker("./worker.js") as unknown as Port;
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

function workerText(): Promise<string> {
  const known = () => (self as unknown as { lullWorkerText?: string }).lullWorkerText;
  if (known()) return Promise.resolve(known()!);
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = "./worker-text.js";
    script.onload = () => resolve(known() ?? "");
    script.onerror = () => reject(new Error("worker-text.js is missing"));
    document.head.append(script);
  });
}
