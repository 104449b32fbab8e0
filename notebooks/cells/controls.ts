import { fresh, h, plain } from "./dom.ts";
import { word } from "./words.ts";

/** Something a reader sets. `changed` is called with whether the hand is still moving. */
export interface Control<T> {
  readonly element: HTMLElement;
  value: T;
  changed?: (isMoving: boolean) => void;
  /** What a moving hand can come to, in order; of sliders. */
  readonly stops?: readonly T[];
  /** As text for a link, and back; a text that is no value leaves it as it is and gives false. */
  write(): string;
  read(text: string): boolean;
}

export interface SliderOptions {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly value: number;
  readonly unit: string;
  /** What the evidence bears; outside of it the number is marked. */
  readonly evidence?: readonly [number, number];
}

/** A number: a slider with its value and unit beside it, and the range that the evidence bears marked on its track. */
export function slider(options: SliderOptions): Control<number> {
  const { label, min, max, step, value, unit, evidence } = options;
  const id = fresh("slider");
  const input = h("input", { type: "range", id, min, max, step, value });
  // As wide as its longest text, so that the track beside it never shrinks under the hand.
  const longest = Math.max(...[min, min + step, max - step, max].map((x) => `${plain(x)} ${unit}`.length));
  const output = h("output", { for: id, style: `width: ${longest + 1}ch` });
  const span = max - min;
  const place = (x: number) => `${Math.round((1000 * (Math.min(max, Math.max(min, x)) - min)) / span) / 10}%`;
  const range = { low: plain(evidence?.[0]), high: plain(evidence?.[1]), unit };
  const note = evidence ? h("small", {}) : undefined;
  const track = evidence
    ? h("span", {
        class: "evidence-range",
        style: `left: ${place(evidence[0])}; right: calc(100% - ${place(evidence[1])})`,
      })
    : undefined;
  const element = h(
    "div",
    { class: "control slider" },
    h("label", { for: id }, label),
    h("span", { class: "track" }, track, input),
    output,
    note,
  );
  const tell = () => {
    const now = input.valueAsNumber;
    const isOutside = evidence !== undefined && (now < evidence[0] || now > evidence[1]);
    const value = `${plain(now)} ${unit}`;
    output.textContent = value;
    element.classList.toggle("outside", isOutside);
    if (note) note.textContent = word(isOutside ? "beyond evidence range" : "evidence range", range);
    input.setAttribute("aria-valuetext", isOutside ? word("beyond evidence", { value }) : value);
  };
  const count = Math.floor((max - min) / step + 1e-9) + 1;
  const control: Control<number> = {
    element,
    stops: Array.from({ length: count }, (_, i) => Number((min + i * step).toPrecision(12))),
    get value() {
      return input.valueAsNumber;
    },
    set value(next: number) {
      input.value = String(next);
      tell();
    },
    write: () => input.value,
    read(text) {
      const number = text.trim() === "" ? Number.NaN : Number(text);
      if (!(number >= min && number <= max)) return false;
      this.value = number;
      return true;
    },
  };
  input.addEventListener("input", () => {
    tell();
    control.changed?.(true);
  });
  tell();
  return control;
}

/** One of several, by name; the texts are what the reader sees. */
export function choice<K extends string>(
  label: string,
  texts: Readonly<Record<K, string>>,
  value: NoInfer<K>,
): Control<K> {
  const id = fresh("choice");
  const keys = Object.keys(texts) as K[];
  const select = h(
    "select",
    { id },
    ...keys.map((key) => h("option", { value: key, selected: key === value }, texts[key])),
  );
  const control: Control<K> = {
    element: h("div", { class: "control" }, h("label", { for: id }, label), select),
    get value() {
      return keys.find((key) => key === select.value) ?? value;
    },
    set value(next: K) {
      select.value = next;
    },
    write: () => select.value,
    read(text) {
      const found = keys.find((key) => key === text);
      if (found) select.value = found;
      return found !== undefined;
    },
  };
  select.addEventListener("change", () => control.changed?.(false));
  return control;
}

/** Yes or no; a knock-out switch reads "arrow works" or "arrow cut". */
export function toggle(label: string, value = false): Control<boolean> {
  const id = fresh("toggle");
  const input = h("input", { type: "checkbox", id, checked: value });
  const control: Control<boolean> = {
    element: h("div", { class: "control toggle" }, input, h("label", { for: id }, label)),
    get value() {
      return input.checked;
    },
    set value(next: boolean) {
      input.checked = next;
    },
    write: () => (input.checked ? "1" : "0"),
    read(text) {
      if (text === "0" || text === "1") input.checked = text === "1";
      return text === "0" || text === "1";
    },
  };
  input.addEventListener("change", () => control.changed?.(false));
  return control;
}

/** A switch that cuts effects; its value is the gates of a case. */
export function knockout(
  label: string,
  effects: readonly string[],
  isCut = false,
): Control<Record<string, number>> {
  const inner = toggle(word("cut", { what: label }), isCut);
  inner.element.classList.add("knockout");
  const control: Control<Record<string, number>> = {
    element: inner.element,
    get value() {
      return inner.value ? Object.fromEntries(effects.map((effect) => [effect, 0])) : {};
    },
    set value(next) {
      inner.value = effects.every((effect) => next[effect] === 0);
    },
    write: inner.write,
    read: (text) => inner.read(text),
  };
  inner.changed = (isMoving) => control.changed?.(isMoving);
  return control;
}
