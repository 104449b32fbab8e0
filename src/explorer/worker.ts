import { Engine, Refusal } from "./engine.ts";
import { libraryFromText } from "./library-text.ts";
import { openScenario } from "./open-scenario.ts";
import type { Reply, Request } from "./protocol.ts";

// The worker's end of the protocol: messages in, the engine's answers out. A text that cannot be run is an answer; an
// error that nobody foresaw ends the worker, and the page starts another.

const scope = self as unknown as {
  onmessage: (event: MessageEvent<Request>) => void;
  postMessage(reply: Reply, transfer?: Transferable[]): void;
};

let engine: Engine | undefined;
let library: ReturnType<typeof libraryFromText>;

scope.onmessage = ({ data }) => {
  if (data.kind === "library") {
    library = libraryFromText(String(data.library));
    engine = new Engine(library);
    scope.postMessage({ kind: "ready" });
    return;
  }
  if (data.kind === "crash") throw new Error("crash asked for");
  try {
    answer(data);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    scope.postMessage({ kind: "refused", id: data.id, problem: error.message });
  }
};

function answer(request: Exclude<Request, { kind: "library" | "crash" }>): void {
  const { id } = request;
  if (!engine) return;
  if (request.kind === "simulate") {
    const result = engine.simulate(request.text, request.precision, request.wanted);
    const { samples, baseline } = result;
    scope.postMessage({ kind: "simulated", id, ...result }, [
      samples.times.buffer,
      samples.values.buffer,
      baseline.buffer,
    ]);
  } else if (request.kind === "csv") {
    scope.postMessage({ kind: "csv", id, csv: engine.csv(request.text) });
  } else {
    scope.postMessage({ kind: "opened", id, outcome: openScenario(request.file, request.text, library) });
  }
}
