import { wrap } from "../../src/text/index.ts";
import type { Circuit } from "./answers.ts";
import { h, s } from "./dom.ts";
import { ask } from "./lull.ts";
import { word } from "./words.ts";

const width = 640;
const boxWidth = 170;
/** Characters that a line of a box has room for. */
const longestLine = 24;
const leading = 14;

/** "vta.serotonin_2c_brake" as "serotonin 2C brake": receptors are written in capitals. */
const spoken = (effect: string) =>
  effect
    .slice(effect.indexOf(".") + 1)
    .replaceAll("_", " ")
    .replace(/\b(d\d|\d[a-z])\b/g, (receptor) => receptor.toUpperCase());

/** A module in the circuit: who acts on it, at the left, and on whom it acts, at the right; with the same in words. */
export function arrowsOf(name: string, { nodes, edges }: Circuit): HTMLElement {
  const titleOf = (node: string) => nodes.find((n) => n.name === node)?.title ?? node;
  const into = edges.filter((e) => e.to === name && e.from !== name);
  const out = edges.filter((e) => e.from === name && e.to !== name);
  const rows = Math.max(into.length, out.length, 1);
  const height = rows * 58 + 16;
  const box = (x: number, y: number, text: string, isMain = false) =>
    s(
      "g",
      { class: isMain ? "box main" : "box" },
      s("rect", { x, y: y - 18, width: boxWidth, height: 36, rx: 6 }),
      ...wrap(text, longestLine).map((line, i, lines) =>
        s(
          "text",
          {
            x: x + boxWidth / 2,
            y: y + 4 + leading * (i - (lines.length - 1) / 2),
            "text-anchor": "middle",
          },
          line,
        ),
      ),
    );
  const middle = height / 2;
  const at = (i: number, n: number) => (height * (i + 0.5)) / n;
  const arrow = (x1: number, y1: number, x2: number, y2: number) =>
    s("path", {
      d: `M${x1} ${y1} C ${(x1 + x2) / 2} ${y1}, ${(x1 + x2) / 2} ${y2}, ${x2 - 7} ${y2}`,
      class: "arrow",
      "marker-end": "url(#head)",
    });
  const center = (width - boxWidth) / 2;
  const svg = s(
    "svg",
    {
      viewBox: `-2 0 ${width + 4} ${height}`,
      class: "arrows",
      role: "img",
      "aria-label": word("module in circuit", { name }),
    },
    s(
      "defs",
      {},
      s(
        "marker",
        { id: "head", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" },
        s("path", { d: "M0 0L8 4L0 8z", class: "head" }),
      ),
    ),
    ...into.flatMap((e, i) => [
      arrow(boxWidth, at(i, into.length), center, middle),
      box(0, at(i, into.length), titleOf(e.from)),
    ]),
    ...out.flatMap((e, i) => [
      arrow(center + boxWidth, middle, width - boxWidth, at(i, out.length)),
      box(width - boxWidth, at(i, out.length), titleOf(e.to)),
    ]),
    box(center, middle, titleOf(name), true),
  );
  const words = [
    ...into.map((e) =>
      word("acts on it", { title: titleOf(e.from), effects: e.effects.map(spoken).join(", ") }),
    ),
    ...out.map((e) =>
      word("it acts on", { title: titleOf(e.to), effects: e.effects.map(spoken).join(", ") }),
    ),
  ];
  return h("div", { class: "circuit-part" }, svg, h("ul", {}, ...words.map((text) => h("li", {}, text))));
}

/** A shipped module in the circuit. */
export function neighbors(name: string): HTMLElement {
  const element = h("div", { "data-neighbors": "pending" });
  ask("circuit", [name]).then((part) => {
    element.append(arrowsOf(name, part));
    element.dataset.neighbors = "known";
  });
  return element;
}
