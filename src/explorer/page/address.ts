import { signal } from "@preact/signals";
import { openingView } from "../case.ts";
import { modelOfLink, readLink } from "../link.ts";
import { type LinkContent, limits, type ValueOrProblem } from "../types.ts";
import { isHeld } from "./hand.ts";
import { word } from "./language.ts";
import { maker, page, words } from "./library.ts";

/** What an {@link Address} follows. */
export interface AddressSource {
  /** The link to what is on the screen, without `#`. */
  link(): string;
  /** Two moments with the same step are one for Undo. */
  step(): string;
  /** The address has changed: by Undo, Redo, the browser's buttons or a link. */
  onReturn(): void;
}

const rest = 250;
const fits = (link: string) => link.length <= limits.link;

/** What the page was last asked to show here: by its address, or by its history where that was too long for an address. */
export function linkNow(): string {
  const kept: unknown = history.state?.link;
  return typeof kept === "string" ? kept : location.hash;
}

/** What the link holds, or what the page opens with. */
export function contentOfLink(): ValueOrProblem<LinkContent> {
  const link = linkNow();
  return link.length > 1
    ? readLink(link, words, history.state?.link === link)
    : { value: { state: page.opening, view: openingView } };
}

/** What a visitor must know of a link that was made with another model than this page has. */
export function otherModel(): string | undefined {
  const made = modelOfLink(linkNow());
  if (made === undefined || made === maker.modelHash) return undefined;
  return word("other model", { made, own: maker.modelHash });
}

/**
 * Keeps the address of the page at what is on the screen. Each step is an entry of the browser's history, so that Back
 * and Undo are the same; a moving slider makes one entry, when it rests.
 */
export class Address {
  private readonly followed: AddressSource;
  private timer = 0;
  private step: string;
  /** What the page opened with where its address said nothing. */
  private readonly opening: string | undefined;
  /** Entry of the history that is shown, and the last one there is. */
  private readonly at = signal(0);
  private readonly last = signal(0);

  constructor(followed: AddressSource) {
    this.followed = followed;
    this.step = followed.step();
    if (linkNow() === "") this.opening = `#${followed.link()}`;
    const before: unknown = history.state?.at;
    this.at.value = this.last.value = typeof before === "number" ? before : 0;
    history.replaceState({ ...history.state, at: this.at.value }, "");
    addEventListener("popstate", (event) => this.returned(event.state));
    addEventListener("keydown", (event) => this.key(event));
    // What was changed within the last moment is in the address as well when somebody leaves.
    addEventListener("pagehide", () => this.write());
  }

  /** The link to what is on the screen now, without `#`. */
  get link(): string {
    return this.followed.link();
  }

  /** Whether the address holds all that is on the screen. */
  get isWhole(): boolean {
    return fits(this.followed.link());
  }

  get canUndo(): boolean {
    return this.at.value > 0;
  }

  get canRedo(): boolean {
    return this.at.value < this.last.value;
  }

  /** Something may have changed; the address follows when it rests. */
  follow(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => (isHeld() ? this.follow() : this.write()), rest);
  }

  /** Has the address say what is on the screen now. */
  write(): void {
    clearTimeout(this.timer);
    const link = `#${this.followed.link()}`;
    const step = this.followed.step();
    if (step === this.step) {
      const isSaid = link === (linkNow() || this.opening);
      if (!isSaid) history.replaceState(...this.entry(link));
      return;
    }
    this.step = step;
    this.last.value = ++this.at.value;
    history.pushState(...this.entry(link));
  }

  /** An entry of the history; what is too long for an address goes with it, so that Undo and a reload bring it back. */
  private entry(link: string): [object, string, string] {
    const at = this.at.value;
    return fits(link.slice(1)) ? [{ at }, "", link] : [{ at, link }, "", location.pathname + location.search];
  }

  undo(): void {
    this.write();
    if (this.canUndo) history.back();
  }

  redo(): void {
    this.write();
    if (this.canRedo) history.forward();
  }

  private returned(entry: { at?: unknown } | null): void {
    clearTimeout(this.timer);
    // A link that somebody followed or typed is a new entry, without a number yet.
    if (typeof entry?.at === "number") this.at.value = entry.at;
    else {
      this.last.value = ++this.at.value;
      history.replaceState({ at: this.at.value }, "");
    }
    this.followed.onReturn();
    this.step = this.followed.step();
  }

  private key(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    const isUndo = key === "z" && !event.shiftKey;
    const isRedo = key === "y" || (key === "z" && event.shiftKey);
    // Within a text that is being typed the keys are the browser's own.
    const isTyping =
      event.target instanceof HTMLInputElement && /^(text|search|number)$/.test(event.target.type);
    if (isTyping || !(isUndo || isRedo)) return;
    event.preventDefault();
    if (isUndo) this.undo();
    else this.redo();
  }
}
