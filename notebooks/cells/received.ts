import { lessons } from "../lessons.ts";
import { curvePaint } from "./chart.ts";
import { fresh, h, plain, s, show } from "./dom.ts";
import { fromLink, type HandIn, handInText, readHandIn } from "./hand-in.ts";
import { keep, recall } from "./kept.ts";
import { settingLink } from "./lab.ts";
import { download } from "./save.ts";
import { isRecord } from "./shapes.ts";
import type { Drawing } from "./sheet.ts";
import { word } from "./words.ts";

const titleOf = (slug: string) => lessons.find((lesson) => lesson.slug === slug)?.title ?? slug;
const wayWords: Readonly<Record<string, string>> = {
  "follows-cause": word("way follows-cause"),
  "too-soon": word("way too-soon"),
  "too-late": word("way too-late"),
  "no-return": word("way no-return"),
  "wrong-way": word("way wrong-way"),
  "nothing-happens": word("way nothing-happens"),
  "wrong-size": word("way wrong-size"),
};
const waysOf = (drawing: Drawing) =>
  drawing.ways.map((way) => wayWords[way] ?? way).join(", ") || word("no way");

/** A drawing as small as a cell of a table: dashes are the student's, the line is the model's. */
function thumbnail({ drawn, truth, low, high, points }: Drawing): SVGSVGElement {
  const [width, height] = [96, 40];
  const line = (values: readonly number[]) =>
    values
      .map((value, i) => {
        const share = Math.min(1, Math.max(0, (value - low) / (high - low)));
        return `${(width * i) / (values.length - 1)},${height * (1 - share)}`;
      })
      .join(" ");
  const curve = (values: readonly number[], i: number, dash: string) => {
    const one = s("polyline", {
      points: line(values),
      fill: "none",
      "stroke-width": 2,
      "stroke-dasharray": dash,
    });
    one.setAttribute("stroke", curvePaint(i));
    return one;
  };
  return s(
    "svg",
    {
      viewBox: `-2 -2 ${width + 4} ${height + 4}`,
      class: "thumbnail",
      role: "img",
      "aria-label": word("of 100 points", { n: points }),
    },
    curve(truth, 0, ""),
    curve(drawn, 1, "5 3"),
  );
}

const head = [
  word("head name"),
  word("head lesson"),
  word("head day"),
  word("head drawing"),
  word("head points"),
  word("head way of thinking"),
  word("head answer"),
  word("head right"),
  word("head settings and texts"),
];

/** One hand-in as cells of text, as the table is saved. */
const cellsOf = ({ name, lesson, day, drawing, answer, settings = {}, texts = {} }: HandIn): string[] => [
  name,
  titleOf(lesson),
  day,
  drawing ? drawing.drawn.map((value) => plain(value)).join(" ") : "",
  drawing ? String(drawing.points) : "",
  drawing ? waysOf(drawing) : "",
  answer?.given ?? "",
  answer ? word(answer.isRight ? "yes" : "no") : "",
  [
    ...Object.entries(settings).map(([id, setting]) => settingLink(id, setting)),
    ...Object.values(texts),
  ].join("\n"),
];

/** A text as a field of CSV; one that a spreadsheet would take for a formula is marked as text. */
const field = (text: string) => {
  const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text;
  return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

function rowOf(one: HandIn): HTMLTableRowElement {
  const { name, lesson, day, drawing, answer, settings = {}, texts = {} } = one;
  const isLesson = lessons.some(({ slug }) => slug === lesson);
  const more = [
    ...Object.entries(settings).map(([id, setting]) =>
      isLesson ? h("a", { href: `${lesson}.html#${settingLink(id, setting)}` }, id) : id,
    ),
    ...Object.entries(texts).map(([what, text]) =>
      h("details", {}, h("summary", {}, what), h("pre", {}, text)),
    ),
  ];
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, name),
    h("td", {}, titleOf(lesson)),
    h("td", {}, day),
    h("td", {}, drawing && thumbnail(drawing)),
    h("td", { class: "number" }, drawing ? drawing.points : ""),
    h("td", {}, drawing ? waysOf(drawing) : ""),
    h("td", {}, answer?.given ?? ""),
    h("td", {}, answer ? word(answer.isRight ? "yes" : "no") : ""),
    h("td", {}, ...more.flatMap((part) => [part, " "])),
  );
}

/** What students handed in, as one table: from their files, their links, and the link that this page was opened with. */
export function received(): HTMLElement {
  const kept = recall("received", isRecord);
  const all = new Map<string, HandIn>(
    Object.entries(kept ?? {}).flatMap(([key, text]) => {
      const one = typeof text === "string" ? readHandIn(text) : undefined;
      return one ? [[key, one] as const] : [];
    }),
  );
  const said = h("p", { class: "hint", role: "status" });
  const body = h("tbody", {});
  const table = h(
    "div",
    { class: "table-wrap", tabindex: 0, role: "region", "aria-label": word("what was handed in") },
    h(
      "table",
      { class: "received" },
      h("thead", {}, h("tr", {}, ...head.map((text) => h("th", { scope: "col" }, text)))),
      body,
    ),
  );
  const links = h("textarea", { id: fresh("links"), rows: 3, spellcheck: "false" });
  const files = h("input", {
    id: fresh("files"),
    type: "file",
    accept: ".json,application/json",
    multiple: true,
  });
  const save = h("button", { type: "button" }, word("save the table"));
  const forget = h("button", { type: "button", class: "quiet" }, word("empty the table"));
  const element = h("div", { class: "received-part" });

  const draw = () => {
    const rows = [...all.values()].sort(
      (a, b) => a.lesson.localeCompare(b.lesson) || a.name.localeCompare(b.name),
    );
    show(body, ...rows.map(rowOf));
    table.hidden = rows.length === 0;
    save.hidden = forget.hidden = rows.length === 0;
    element.dataset.received = String(rows.length);
  };
  /** Adds hand-ins by where they came from, and says what could not be read. */
  const add = (given: readonly (readonly [string, string | undefined])[]) => {
    const unread: string[] = [];
    for (const [from, text] of given) {
      const one = text === undefined ? undefined : readHandIn(text);
      // The latest of a student for a lesson counts.
      if (one) all.set(`${one.lesson} ${one.name}`, one);
      else unread.push(from);
    }
    keep("received", Object.fromEntries([...all].map(([key, one]) => [key, handInText(one)])));
    const count = given.length - unread.length;
    said.textContent = [
      word("opened", { n: count, all: given.length }),
      ...(unread.length > 0 ? [word("not handed in", { names: unread.slice(0, 5).join("; ") })] : []),
    ].join(" ");
    draw();
  };

  files.addEventListener("change", async () => {
    const chosen = [...(files.files ?? [])];
    files.value = "";
    add(await Promise.all(chosen.map(async (file) => [file.name, await file.text()] as const)));
  });
  links.addEventListener("input", () => {
    const lines = links.value.split(/\s+/).filter((line) => line.includes("#hand-in="));
    if (lines.length === 0) return;
    links.value = "";
    add(lines.map((line) => [`${line.slice(0, 60)}…`, fromLink(line)]));
  });
  save.addEventListener("click", () => {
    const rows = [head, ...[...all.values()].map(cellsOf)];
    download("handed-in.csv", `${rows.map((row) => row.map(field).join(",")).join("\r\n")}\r\n`, "text/csv");
  });
  forget.addEventListener("click", () => {
    if (!confirm(word("empty the table?"))) return;
    all.clear();
    keep("received", undefined);
    said.textContent = "";
    draw();
  });
  const fromAddress = () => {
    if (location.hash.startsWith("#hand-in=")) add([[word("link of this page"), fromLink(location.hash)]]);
  };

  element.append(
    h("div", { class: "control" }, h("label", { for: files.id }, word("files saved")), files),
    h("div", { class: "control" }, h("label", { for: links.id }, word("links sent")), links),
    said,
    table,
    h("div", { class: "buttons" }, save, forget),
  );
  draw();
  fromAddress();
  addEventListener("hashchange", fromAddress);
  return element;
}
