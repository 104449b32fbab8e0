import type { Case, RunReply, RunRequest } from "./answers.ts";
import { type ChartOptions, legend, type Named, TimeChart } from "./chart.ts";
import type { Control } from "./controls.ts";
import { fresh, h, show } from "./dom.ts";
import { keep, recall } from "./kept.ts";
import { ask, comeNear, runAtOnce } from "./lull.ts";
import type { Curve } from "./series.ts";
import { isRecord } from "./shapes.ts";
import { contribute } from "./sheet.ts";
import { word } from "./words.ts";

type Controls = Readonly<
  Record<
    string,
    Control<never> | Control<number> | Control<string> | Control<boolean> | Control<Record<string, number>>
  >
>;
type Values<C extends Controls> = { readonly [K in keyof C]: C[K]["value"] };

interface LabChart extends Omit<ChartOptions, "weeks"> {
  readonly variable: string;
}

/** Stops of a slider that are worked out before a hand comes there, and answers that are kept. */
const mostForeseen = 60;
const mostKept = 400;

/** Measures of every case by its label. */
export type Readings = Readonly<Record<string, Readonly<Record<string, number | undefined>>>>;

/** What is to be simulated for a setting of the controls. */
interface Question {
  readonly number: number;
  readonly isMoving: boolean;
  /** When the hand moved, ms. */
  readonly at: number;
  /** What the controls said. */
  readonly now: unknown;
  readonly labels: readonly string[];
  readonly requests: readonly RunRequest[];
  readonly keys: readonly string[];
}

export interface LabOptions<C extends Controls> {
  /** Name in links to this place and its settings. */
  readonly id: string;
  readonly title: string;
  readonly weeks: number;
  readonly controls: C;
  /** What to simulate for what the controls say, by the label that the curves get. */
  cases(values: Values<C>): Readonly<Record<string, Case>>;
  readonly charts: readonly LabChart[];
  readonly measures?: Readonly<Record<string, string>>;
  /** What it comes to, in a sentence with numbers. */
  says?(readings: Readings, values: Values<C>): string;
}

/**
 * A bench to try things at: controls beside charts that stay in view and answer while a hand moves, coarsely at first and
 * exactly when it rests. The setting before the last change stays as a grey ghost.
 */
export function lab<C extends Controls>(options: LabOptions<C>): HTMLElement {
  const { id, title, weeks, controls, measures = {} } = options;
  const list = Object.entries(controls);
  const charts = options.charts.map((chart) => ({ ...chart, view: new TimeChart({ ...chart, weeks }) }));
  const sentence = h("p", { class: "says", "aria-live": "polite" });
  const legendPlace = h("div", {});
  const failure = h("p", { class: "failure", role: "alert", hidden: true });
  const linkNote = h("p", { class: "hint", role: "status", hidden: true });
  const heading = fresh("lab");
  const linkButton = h("button", { type: "button", class: "quiet" }, word("link to setting"));
  const resetButton = h("button", { type: "button", class: "quiet" }, word("reset"));
  const element = h(
    "section",
    { class: "lab", id, "aria-labelledby": heading, "data-lab": id, "data-state": "waiting" },
    h("h3", { id: heading }, title),
    h(
      "div",
      { class: "bench" },
      h(
        "div",
        { class: "controls" },
        ...list.map(([, c]) => c.element),
        h("div", { class: "buttons" }, resetButton, linkButton),
      ),
      h("div", { class: "charts" }, legendPlace, ...charts.map((c) => c.view.element)),
    ),
    sentence,
    linkNote,
    failure,
  );

  const opening = new Map(list.map(([name, control]) => [name, control.write()]));
  const values = () => Object.fromEntries(list.map(([name, c]) => [name, c.value])) as Values<C>;
  let ghost: ReadonlyMap<string, readonly Curve[]> = new Map();
  let resting: ReadonlyMap<string, readonly Curve[]> = new Map();
  /** The latest answers: a case that a control leaves as it is need not be asked again. */
  let last: ReadonlyMap<string, RunReply> = new Map();
  let asked = 0;
  let presented = 0;
  let isBusy = false;
  let next: { isMoving: boolean; at: number } | undefined;
  let rest: ReturnType<typeof setTimeout> | undefined;

  /** What the controls ask for, numbered, so that a late answer does not take the place of a later one's. */
  const question = (isMoving: boolean, at: number, now = values()): Question => {
    const cases = Object.entries(options.cases(now));
    const wanted = charts.map((c) => c.variable);
    const precision = isMoving ? "coarse" : "exact";
    const requests = cases.map(([, one]): RunRequest => ({ case: one, weeks, wanted, measures, precision }));
    const keys = cases.map(([, one]) => `${precision} ${JSON.stringify(one)}`);
    return { number: ++asked, isMoving, at, now, labels: cases.map(([label]) => label), requests, keys };
  };

  const present = (question: Question, replies: readonly RunReply[]) => {
    const { number, isMoving, at, now, labels, requests, keys } = question;
    if (number < presented) return;
    presented = number;
    last = new Map(keys.map((key, i) => [key, replies[i]!]));
    draw(labels, replies, isMoving);
    if (options.says) {
      const readings = Object.fromEntries(labels.map((label, i) => [label, replies[i]!.measures]));
      sentence.textContent = options.says(readings, now as Values<C>);
    }
    const problem = replies.find((reply) => reply.failure)?.failure;
    failure.hidden = problem === undefined;
    failure.textContent = problem ?? "";
    if (!isMoving) {
      element.dataset.state = problem ? "failed" : "ready";
      rested = requests;
      comeNearer();
    }
    painted(isMoving ? "lesson:moving" : "lesson:resting", at);
  };

  /** Answers a moving hand in the page, where it has an answer for every case. */
  const answerAtOnce = (at: number): boolean => {
    const moving = question(true, at);
    const replies: RunReply[] = [];
    try {
      for (const [i, request] of moving.requests.entries()) {
        const key = moving.keys[i]!;
        const reply = foreseen.get(key) ?? last.get(key) ?? runAtOnce(request);
        if (!reply) return false;
        replies.push(reply);
      }
    } catch {
      // The worker says in words what cannot be run.
      return false;
    }
    present(moving, replies);
    return true;
  };

  const simulate = async (isMoving: boolean, at: number) => {
    isBusy = true;
    try {
      const one = question(isMoving, at);
      const replies = one.requests.map((request, i) => last.get(one.keys[i]!) ?? ask("run", request));
      present(one, await Promise.all(replies));
    } catch (error) {
      failure.hidden = false;
      failure.textContent = error instanceof Error ? error.message : String(error);
      element.dataset.state = "failed";
    }
    isBusy = false;
    if (next) {
      const waiting = next;
      next = undefined;
      void simulate(waiting.isMoving, waiting.at);
    }
  };

  /** A hand is at the controls: what rests now is made ready in the page, so that its next move is answered at once. */
  let isTouched = false;
  /** The slider under the hand. */
  let held: string | undefined;
  let rested: readonly RunRequest[] = [];
  let approaches = 0;
  const comeNearer = async () => {
    if (!isTouched) return;
    const these = rested;
    const approach = ++approaches;
    const isStill = () => approach === approaches && rested === these && element.dataset.state === "ready";
    for (const request of these) {
      if (!isStill()) return;
      // Without it the worker answers, a frame later.
      await comeNear(request).catch(() => undefined);
    }
    await foresee(isStill);
  };

  /** Coarse answers to where a hand could go from here, by the worker while it has nothing else to do. */
  const foreseen = new Map<string, RunReply>();
  const foresee = async (isStill: () => boolean) => {
    const name = held;
    const { stops, value: here } = controls[name ?? ""] ?? {};
    if (name === undefined || !stops) return;
    const distance = (stop: unknown) => Math.abs(Number(stop) - Number(here));
    const nearest = [...stops].sort((a, b) => distance(a) - distance(b)).slice(0, mostForeseen);
    for (const stop of nearest) {
      const { keys, requests } = question(true, 0, { ...values(), [name]: stop });
      for (const [i, request] of requests.entries()) {
        if (!isStill() || held !== name) return;
        const key = keys[i]!;
        if (foreseen.has(key)) continue;
        const reply = await ask("run", request).catch(() => undefined);
        if (!reply) return;
        if (foreseen.size >= mostKept) foreseen.delete(foreseen.keys().next().value!);
        foreseen.set(key, reply);
      }
    }
    // For tests.
    performance.mark("lesson:foreseen");
  };
  for (const kind of ["pointerenter", "focusin"]) {
    element.addEventListener(kind, () => {
      if (isTouched) return;
      isTouched = true;
      comeNearer();
    });
    for (const [name, control] of list)
      control.element.addEventListener(kind, () => {
        if (held === name) return;
        held = name;
        comeNearer();
      });
  }

  const draw = (labels: readonly string[], replies: readonly RunReply[], isMoving: boolean) => {
    const curves = new Map<string, readonly Curve[]>();
    for (const { variable, view } of charts) {
      const named = replies.map(
        (reply, i): Named => ({
          label: labels.length > 1 || labels[0] !== "" ? labels[i]! : "",
          curve: { times: reply.times, values: reply.series.get(variable) ?? [] },
        }),
      );
      curves.set(
        variable,
        named.map((n) => n.curve),
      );
      view.draw(named, ghost.get(variable) ?? [], isMoving);
    }
    const isPlain = labels.length === 1 && labels[0] === "";
    const before = ghost.size > 0 ? word("before the last change") : undefined;
    const told = JSON.stringify([labels, before]);
    if (told !== legendPlace.dataset.told)
      show(legendPlace, isPlain && !before ? undefined : legend(isPlain ? [word("now")] : labels, before));
    legendPlace.dataset.told = told;
    if (!isMoving) resting = curves;
  };

  const changed = (isMoving: boolean) => {
    const at = performance.now();
    if (resting.size > 0 && element.dataset.state === "ready") {
      ghost = resting;
      element.dataset.state = "waiting";
    }
    clearTimeout(rest);
    if (isMoving) rest = setTimeout(() => changed(false), 180);
    if (isMoving && answerAtOnce(at)) return;
    if (isBusy) next = { isMoving, at };
    else void simulate(isMoving, at);
  };
  /** The address holds the setting, and follows it. */
  let isLinked = false;
  const setting = () => Object.fromEntries(list.map(([name, control]) => [name, control.write()]));
  const isOpening = () => list.every(([name, control]) => control.write() === opening.get(name));
  const follow = () => {
    keep(`lab ${id}`, isOpening() ? undefined : setting());
    if (!isLinked) return;
    history.replaceState(null, "", `#${settingLink(id, setting())}`);
  };
  /** Sets the controls to what a link or an earlier visit says; what of it is no setting here, in words. */
  const take = (words: readonly (readonly [string, string])[]) =>
    words.flatMap(([name, text]) => {
      if (!Object.hasOwn(controls, name)) return [word("nothing called", { name })];
      return controls[name]!.read(text) ? [] : [word("no setting of", { text, name })];
    });
  for (const [, control] of list)
    control.changed = (isMoving) => {
      changed(isMoving);
      // Text in an address costs time that a moving hand has not.
      if (!isMoving) follow();
      else {
        clearTimeout(following);
        following = setTimeout(follow, 250);
      }
    };
  let following: ReturnType<typeof setTimeout> | undefined;

  resetButton.addEventListener("click", () => {
    for (const [name, control] of list) control.read(opening.get(name)!);
    changed(false);
    follow();
  });
  linkButton.addEventListener("click", () => {
    isLinked = true;
    follow();
    navigator.clipboard?.writeText(location.href).catch(() => undefined);
    linkButton.textContent = word("address holds setting");
  });
  /** Sets the bench to what the address says, if it speaks of this one. */
  const takeLink = (): boolean => {
    const link = linkedSetting(id);
    if (!link) return false;
    isLinked = true;
    const faults = take(link).slice(0, 3).join("; ");
    linkNote.hidden = faults === "";
    linkNote.textContent = word("link cannot be shown", { faults });
    requestAnimationFrame(() => element.scrollIntoView());
    return true;
  };
  if (!takeLink()) take(Object.entries(recall(`lab ${id}`, isSetting) ?? {}));
  addEventListener("hashchange", () => {
    if (takeLink()) changed(false);
  });
  contribute({
    element,
    toHandIn: () => (isOpening() ? {} : { settings: { [id]: setting() } }),
  });
  void simulate(false, performance.now());
  return element;
}

const isSetting = (kept: unknown): kept is Record<string, string> =>
  isRecord(kept) && Object.values(kept).every((text) => typeof text === "string");

/** A setting of a bench as it stands in an address, after `#`. */
export const settingLink = (id: string, setting: Readonly<Record<string, string>>): string =>
  `${id}?${Object.entries(setting)
    .map(([name, text]) => `${name}=${encodeURIComponent(text)}`)
    .join("&")}`;

/** What the address says of a bench, as names and texts; undefined when it is of another place. */
function linkedSetting(id: string): [string, string][] | undefined {
  const [place, words] = location.hash.slice(1).split("?");
  if (place !== id || words === undefined) return undefined;
  return words.split("&").map((part) => {
    const [name = "", text = ""] = part.split("=");
    return [plainText(name), plainText(text)];
  });
}

/** A text out of an address, whatever stands there. */
function plainText(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Notes how long it took from a hand's move to the picture, for tests. */
function painted(name: string, start: number): void {
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      performance.measure(name, { start });
      channel.port1.close();
    };
    channel.port2.postMessage(null);
  });
}
