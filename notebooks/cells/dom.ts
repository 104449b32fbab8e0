import { digits as inDigits, inPercent, word } from "./words.ts";

type Child = Node | string | number | undefined | false;

/** An element with attributes and children: `h("p", { class: "note" }, "Text")`. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | number | boolean | undefined>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  set(element, attributes);
  fill(element, children);
  return element;
}

const svgNamespace = "http://www.w3.org/2000/svg";

/** The same for SVG. */
export function s<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | number | boolean | undefined>> = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(svgNamespace, tag);
  set(element, attributes);
  fill(element, children);
  return element;
}

function set(element: Element, attributes: Readonly<Record<string, string | number | boolean | undefined>>) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
}

function fill(element: Element, children: readonly Child[]) {
  for (const child of children)
    if (child !== undefined && child !== false) element.append(child instanceof Node ? child : String(child));
}

/** Replaces what an element holds. */
export function show(element: Element, ...children: readonly Child[]): void {
  element.replaceChildren();
  fill(element, children);
}

/** A number as people read it: three digits at most, no needless zeros. */
export function plain(value: number | undefined, digits = 3): string {
  if (value === undefined || !Number.isFinite(value)) return word("none");
  if (Math.abs(value) < 5e-4) return "0";
  const rounded = Number(value.toPrecision(digits));
  const whole = Math.abs(rounded) >= 100 ? Math.round(rounded) : rounded;
  return inDigits(String(whole)).replace("-", "\u2212");
}

export function percent(share: number | undefined): string {
  if (share === undefined || !Number.isFinite(share)) return word("none");
  const rounded = Math.abs(100 * share) < 5e-4 ? 0 : Number((100 * share).toPrecision(2));
  const decimals = String(rounded).split(".")[1]?.length ?? 0;
  return inPercent(rounded / 100, decimals).replace("-", "\u2212");
}

/** Width of a drawing in its own units: fewer on a phone, so that what is written in it can be read there too. */
export const drawingWidth = () => (matchMedia("(max-width: 46rem)").matches ? 380 : 640);

let count = 0;
/** An id that no other element of the page has. */
export const fresh = (name: string) => `${name}-${++count}`;
