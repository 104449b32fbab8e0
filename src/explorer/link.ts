import { canonical } from "../text/index.ts";
import { openingView } from "./case.ts";
import { type LinkState, readState } from "./state-check.ts";
import type {
  Case,
  DrugCourse,
  ExplorerState,
  LinkContent,
  ValueOrProblem,
  View,
  Vocabulary,
} from "./types.ts";
import { limits } from "./types.ts";
import { word } from "./words.ts";

const version = "1";

/**
 * The state and how it is looked at as the part of a link after `#`: a version and what differs from the opening of the
 * page, in base64url.
 *
 * @param opening of the page; absent: it is not known, and everything is written
 * @param modelHash fingerprint of the model that the page has
 */
export function writeLink(
  state: ExplorerState,
  opening: ExplorerState | undefined,
  view: View = openingView,
  modelHash?: string,
): string {
  const inWire = (one: Case) => wireCase(one, opening?.current.care);
  const wire: LinkState = { c: inWire(state.current) };
  if (state.kept.length > 0) wire.k = state.kept.map(inWire);
  if (state.duration !== opening?.duration) wire.d = state.duration;
  if (state.logTime) wire.l = 1;
  if (state.main !== opening?.main) wire.m = state.main;
  if (state.file) wire.f = state.file;
  const looked = wireView(view);
  if (Object.keys(looked).length > 0) wire.w = looked;
  if (modelHash) wire.v = modelHash;
  return `${version}.${toBase64Url(JSON.stringify(wire))}`;
}

/**
 * The state that a link holds, every number and name checked; or what is wrong with it, in words.
 *
 * @param isOwn it comes from the history of the page itself, whatever its length
 */
export function readLink(hash: string, words: Vocabulary, isOwn = false): ValueOrProblem<LinkContent> {
  const text = hash.replace(/^#/, "");
  if (!isOwn && text.length > limits.link) return { problem: word("link too long") };
  const dot = text.indexOf(".");
  const made = text.slice(0, dot);
  if (dot < 0 || !/^\d{1,3}$/.test(made)) return { problem: word("link not ours") };
  if (made !== version) return { problem: word("link other version", { made }) };
  let wire: unknown;
  try {
    wire = JSON.parse(fromBase64Url(text.slice(dot + 1)));
  } catch {
    return { problem: word("link damaged") };
  }
  return readState(wire, words);
}

/** The fingerprint of the model that a link was made with, where it says so. */
export function modelOfLink(hash: string): string | undefined {
  try {
    const wire: LinkState = JSON.parse(fromBase64Url(hash.slice(hash.indexOf(".") + 1)));
    return typeof wire.v === "string" ? wire.v : undefined;
  } catch {
    return undefined;
  }
}

function wireView(view: View): NonNullable<LinkState["w"]> {
  const wire: NonNullable<LinkState["w"]> = {};
  if (view.tab !== openingView.tab) wire.t = view.tab;
  if (view.system !== undefined) wire.y = view.system;
  if (view.cursor !== undefined) wire.x = view.cursor;
  if (Object.keys(view.chosen).length > 0) wire.s = { ...view.chosen };
  if (view.showsBand) wire.b = 1;
  return wire;
}

/** Short keys, and nothing that says what goes without saying. */
function wireCase(one: Case, usualCare: string | undefined): NonNullable<LinkState["c"]> {
  const wire: NonNullable<LinkState["c"]> = { p: [...one.people] };
  if (one.name) wire.n = one.name;
  if (one.care !== usualCare) wire.a = one.care;
  if (one.courses.length > 0) wire.t = one.courses.map(wireCourse);
  if (Object.keys(one.gates).length > 0) wire.g = { ...one.gates };
  if (Object.keys(one.hypotheses).length > 0) wire.h = { ...one.hypotheses };
  if (Object.keys(one.set).length > 0) wire.s = { ...one.set };
  if (one.also) wire.o = one.also;
  return wire;
}

function wireCourse(course: DrugCourse): unknown[] {
  const all: unknown[] = [
    course.drug,
    course.dose,
    course.every,
    course.from,
    course.until ?? null,
    course.halfFirst ?? 0,
    course.taper ?? 0,
    course.gap?.from ?? 0,
    course.gap?.days ?? 0,
    course.unit ?? null,
    course.more ?? null,
  ];
  const plain = [null, null, 1, 0, null, 0, 0, 0, 0, null, null];
  while (all.length > 2 && all[all.length - 1] === plain[all.length - 1]) all.pop();
  return all;
}

/** True when two states would make the same link. */
export const sameState = (a: ExplorerState, b: ExplorerState) => canonical(a) === canonical(b);

function toBase64Url(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64Url(text: string): string {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return new TextDecoder("utf-8", { fatal: true }).decode(
    Uint8Array.from(binary, (character) => character.charCodeAt(0)),
  );
}
