import { Engine, libraryFromText, Nearby, Refusal, restFromText } from "../engine/index.ts";
import { measuredPoints } from "./measured.ts";
import { openScenario } from "./open-scenario.ts";
import type { Reply, Request } from "./protocol.ts";
import { Abandoned, study } from "./studies.ts";
import { speak } from "./words.ts";

// The worker's end of the protocol: messages in, the engine's answers out. A text that cannot be run is an answer; an
// error that nobody foresaw ends the worker, and the page starts another. The page loads the same script, which it has by
// then, for the engine beside it.

const scope = self as unknown as {
  onmessage: (event: MessageEvent<Request>) => void;
  postMessage(reply: Reply, transfer?: Transferable[]): void;
};

let engine: Engine | undefined;
let library: ReturnType<typeof libraryFromText>;
let isWhole: () => void;
/** Claims and sources have come, which no run of a case asks for. */
const whole = new Promise<void>((resolve) => {
  isWhole = resolve;
});
/** The study under way; a newer one takes its place. */
let latestStudy = 0;

if ("document" in self) (self as { lullNearby?: typeof Nearby }).lullNearby = Nearby;
else
  scope.onmessage = ({ data }) => {
    if (data.kind === "library") {
      library = libraryFromText(String(data.library));
      engine = new Engine(library);
      scope.postMessage({ kind: "ready" });
      return;
    }
    if (data.kind === "rest") {
      library = { ...library, ...restFromText(data.rest) };
      isWhole();
      return;
    }
    if (data.kind === "speak") {
      speak(data.code, data.words);
      return;
    }
    if (data.kind === "crash") throw new Error("crash asked for");
    if (data.kind === "study") {
      startStudy(data);
      return;
    }
    // Thrown outside of the promise, an error that nobody foresaw ends the worker.
    if (data.kind === "open" || data.kind === "points") whole.then(() => setTimeout(() => tell(data)));
    else tell(data);
  };

function tell(request: CaseRequest): void {
  try {
    answer(request);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    scope.postMessage({ kind: "refused", id: request.id, problem: error.message });
  }
}

async function startStudy({ id, question }: Extract<Request, { kind: "study" }>): Promise<void> {
  latestStudy = id;
  let told = 0;
  const onProgress = (done: number, total: number) => {
    const now = performance.now();
    if (now - told < 100) return;
    told = now;
    scope.postMessage({ kind: "progress", id, done, total });
  };
  try {
    await whole;
    const answer = await study(question, library, () => latestStudy !== id, onProgress);
    scope.postMessage({ kind: "studied", id, answer });
  } catch (error) {
    if (error instanceof Abandoned) scope.postMessage({ kind: "abandoned", id });
    else if (error instanceof Refusal) scope.postMessage({ kind: "refused", id, problem: error.message });
    // Nobody foresaw it: thrown outside of the promise it ends the worker, and the page starts another.
    else
      setTimeout(() => {
        throw error;
      });
  }
}

/** What is answered at once. */
type CaseRequest = Exclude<Request, { kind: "library" | "rest" | "speak" | "crash" | "study" }>;

function answer(request: CaseRequest): void {
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
  } else if (request.kind === "lend") {
    scope.postMessage({ kind: "lent", id, loan: engine.lend(request.text) });
  } else if (request.kind === "points") {
    scope.postMessage({ kind: "points", id, outcome: measuredPoints(request.state, request.given, library) });
  } else {
    scope.postMessage({
      kind: "opened",
      id,
      outcome: openScenario(request.file, request.text, library, request.beside),
    });
  }
}
