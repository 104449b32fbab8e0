import { h } from "./dom.ts";
import { word } from "./words.ts";

// What a reader draws, answers and writes in a lesson, kept in this browser so that a reload loses nothing.

// A lesson keeps the same work whatever the language it is read in.
const prefix = `lull lesson ${location.pathname.replace(/\.\w\w\.html$/, ".html")} `;

/** What was kept under a name, where it still has the form that is looked for. */
export function recall<T>(name: string, is: (kept: unknown) => kept is T): T | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(prefix + name) ?? "null");
    return is(kept) ? kept : undefined;
  } catch {
    // Nothing can be kept here, or something else wrote it.
    return undefined;
  }
}

/** Keeps something under a name; `undefined` forgets it. */
export function keep(name: string, what: unknown): void {
  try {
    if (what === undefined) localStorage.removeItem(prefix + name);
    else localStorage.setItem(prefix + name, JSON.stringify(what));
    offerFreshStart();
  } catch {
    // A browser that keeps nothing loses it at a reload; nothing else depends on it.
  }
}

const names = () => Object.keys(localStorage).filter((key) => key.startsWith(prefix));

let offer: HTMLElement | undefined;

/** Says below the lesson that something is kept, with a way to be rid of it. */
function offerFreshStart(): void {
  if (offer || names().length === 0) return;
  const button = h("button", { type: "button", class: "quiet", id: "start-again" }, word("start again"));
  offer = h("p", { class: "kept hint" }, `${word("kept here")} `, button);
  button.addEventListener("click", () => {
    if (!confirm(word("start again?"))) return;
    for (const name of names()) localStorage.removeItem(name);
    location.replace(location.pathname + location.search);
  });
  (document.querySelector("main") ?? document.body).append(offer);
}

try {
  offerFreshStart();
} catch {
  // No storage, nothing to offer.
}
