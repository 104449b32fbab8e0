import { signal, useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { armStyle } from "../../charts/index.ts";
import { wrap } from "../../text/index.ts";
import { dataOf } from "../measured.ts";
import { fileText } from "../scenario-text.ts";
import { inEnglish } from "../words.ts";
import { currentTitle } from "./controls.tsx";
import {
  type FigureLook,
  figureSvg,
  type PageFigure,
  pngOf,
  printFigure,
  usualLook,
  withoutLog,
} from "./figure.ts";
import { word } from "./language.ts";
import { labels, origin, page } from "./library.ts";
import { nice } from "./names.ts";
import { give, given, giveTable } from "./own-data.tsx";
import { Quiet, Tick } from "./parts.tsx";
import { notice, result, state, tab, whenShown } from "./state.ts";
import { address, change, csvOf, mayReplace, openFile } from "./store.ts";
import { standaloneSvg, tabRows, tabTable } from "./tab-export.ts";

function save(name: string, content: Blob | string, type = "text/plain"): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(typeof content === "string" ? new Blob([content], { type }) : content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

const fileName = () =>
  currentTitle()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60) || "case";

/** The table of curves is worked out without tables of points, which the worker has not. */
function withoutData() {
  const { file } = state.value;
  return file && { ...file, data: undefined };
}

/** A longer link is no line any more. */
const longestBack = 700;

/** Where everything on the page comes from, in one line, with the way back to it. */
const originNow = () => {
  const { current, kept, duration } = state.value;
  const line = origin([current, ...kept], duration);
  // A page on a disk has no address that others can follow; there the case is what follows the mark.
  const page = location.protocol === "file:" ? "" : location.origin + location.pathname + location.search;
  const back = `${page}#${address.link}`;
  return back.length <= longestBack ? `${line}; ${back}` : `${line}; ${inEnglish("no room in a link")}`;
};

const panel = () => document.querySelector(".panel")!;
/** The drawing of the tab that is shown, where it is one. */
const drawing = () => panel().querySelector<SVGSVGElement>(".circuit-box svg");
const drawingFile = (svg: SVGSVGElement) =>
  standaloneSvg(
    svg,
    [`${currentTitle()}. ${word("disclaimer")}`, originNow()].flatMap((text) =>
      wrap(text, Math.max(36, svg.viewBox.baseVal.width / 7.5)),
    ),
  );

/** The current case and the kept ones as the file that the command line runs. */
const fullText = () => {
  const text = fileText(page, state.value, currentTitle());
  // A file that came with tables of its own names them already.
  return given.value && state.value.file?.data === undefined
    ? `${text}data: ${JSON.stringify(dataOf(page, given.value, state.value))}\n`
    : text;
};

/** What the tab shows, as a figure: its charts below the main one, and what it tells in tables and lists. */
function figureNow(): PageFigure {
  const { current, kept } = state.value;
  const canvases = [
    ...document.querySelectorAll<HTMLCanvasElement>(".main-chart canvas, .strip canvas, .why canvas"),
  ];
  const isTable = tab.value === "compare" || tab.value === "sure" || tab.value === "why";
  return {
    title: currentTitle(),
    legend: labels([current, ...kept]).map((label, i) => ({ label, style: armStyle(i) })),
    charts: canvases.map((canvas) => {
      const section = canvas.closest("section");
      const shown = section?.querySelector("select")?.value;
      const title = shown ? nice(shown) : (section ?? panel()).querySelector("h2, h3")?.textContent;
      return { title: title ?? "", canvas };
    }),
    rows: isTable ? tabRows(panel()) : [],
    hasHead: panel().querySelector("thead") !== null,
    source: originNow(),
    foot: [word("disclaimer"), originNow()],
  };
}

/** What the tab shows, as an SVG file. */
const svgNow = (look: FigureLook) => {
  const svg = drawing();
  return svg ? drawingFile(svg) : figureSvg(figureNow(), look);
};

const figureLook = signal(usualLook);

/** Says which charts of the tab keep a linear axis where a logarithmic one is asked for. */
function tellLinear(): void {
  const charts = figureLook.value.isLog && !drawing() ? withoutLog(figureNow()) : [];
  if (charts.length > 0) notice.value = word("not logarithmic", { charts: charts.join(", ") });
}

async function saveFigure(kind: "png" | "svg" | "pdf"): Promise<void> {
  await whenShown();
  tellLinear();
  const svg = svgNow(figureLook.value);
  try {
    if (kind === "pdf") printFigure(svg);
    else if (kind === "svg") save(`${fileName()}.svg`, svg, "image/svg+xml");
    else save(`${fileName()}.png`, await pngOf(svg, figureLook.value.dpi, originNow()));
  } catch (error) {
    notice.value = (error as Error).message;
  }
}

/** How pictures are saved: for a paper, a slide, or with a caption of its own. */
function FigureOptions() {
  const look = figureLook.value;
  const number = (name: "width" | "dpi", value: number, [least, most]: readonly [number, number]) => (
    <input
      id={`figure-${name}`}
      type="number"
      min={least}
      max={most}
      value={value}
      onChange={(event) => {
        const given = Number(event.currentTarget.value);
        const within = Math.min(most, Math.max(least, Number.isFinite(given) && given > 0 ? given : value));
        event.currentTarget.value = String(within);
        figureLook.value = { ...figureLook.value, [name]: within };
      }}
    />
  );
  const toggle = (name: "log" | "plain", field: "isLog" | "isPlain", text: string) => (
    <Tick
      id={`figure-${name}`}
      isOn={look[field]}
      onTick={(isOn) => {
        figureLook.value = { ...figureLook.value, [field]: isOn };
        if (field === "isLog") tellLinear();
      }}
    >
      {text}
    </Tick>
  );
  return (
    <details class="figure-options">
      <summary class="quiet">{word("figure")}</summary>
      <div>
        <label htmlFor="figure-width">
          {number("width", look.width, [60, 600])} {word("mm wide")}
        </label>
        <label htmlFor="figure-dpi">
          {number("dpi", look.dpi, [72, 1200])} {word("dots per inch")}
        </label>
        {toggle("log", "isLog", word("logarithmic values"))}
        {toggle("plain", "isPlain", word("without title and foot"))}
        <Quiet id="save-pdf" onClick={() => saveFigure("pdf")}>
          {word("print or pdf")}
        </Quiet>
      </div>
    </details>
  );
}

let saidLast: string | undefined;

/** The line that is printed with the page; it follows when the hand rests. */
export function Origin() {
  const isMoving = result.value?.precision === "coarse";
  saidLast = (isMoving && saidLast) || originNow();
  return (
    <footer class="origin" lang="en">
      {saidLast}
    </footer>
  );
}

/** Link, picture, table, scenario file, and a place to open one. */
export function Take() {
  const input = useRef<HTMLInputElement>(null);
  const isCopied = useSignal(false);
  const copyLink = async () => {
    try {
      address.write();
      if (!address.isWhole) {
        notice.value = word("too much for a link");
        return;
      }
      await navigator.clipboard.writeText(location.href);
      isCopied.value = true;
      setTimeout(() => {
        isCopied.value = false;
      }, 2500);
    } catch {
      notice.value = word("copy the address");
    }
  };
  return (
    <div class="take" role="group" aria-label={word("take along")}>
      <Quiet id="copy-link" onClick={copyLink}>
        <span aria-live="polite">{word(isCopied.value ? "copied" : "copy link")}</span>
      </Quiet>
      <Quiet id="save-png" onClick={() => saveFigure("png")}>
        PNG
      </Quiet>
      <Quiet id="save-svg" onClick={() => saveFigure("svg")}>
        SVG
      </Quiet>
      <FigureOptions />
      <Quiet
        id="save-csv"
        onClick={async () => {
          await whenShown();
          const name = tab.value === "time" ? `${fileName()}.csv` : `${fileName()}-${tab.value}.csv`;
          // Another tab's table is that of the tab; the curves have the first one's.
          const own = tab.value === "time" ? undefined : tabTable(panel(), originNow());
          if (own !== undefined) {
            save(name, own, "text/csv");
            return;
          }
          try {
            const asked = fileText(page, { ...state.value, file: withoutData() }, currentTitle());
            save(name, await csvOf(asked), "text/csv");
            // Beside a table, where readers of the standard look: a line in it would be taken for a row.
            const about = {
              "@context": "http://www.w3.org/ns/csvw",
              url: name,
              "dc:provenance": originNow(),
            };
            save(`${name}-metadata.json`, JSON.stringify(about), "application/json");
          } catch (error) {
            notice.value = (error as Error).message;
          }
        }}
      >
        CSV
      </Quiet>
      <Quiet
        id="save-yaml"
        onClick={() => save(`${fileName()}.yaml`, `# ${originNow()}\n${fullText()}`, "application/yaml")}
      >
        {word("scenario yaml")}
      </Quiet>
      <Quiet id="open-yaml" onClick={() => input.current?.click()}>
        {word("open")}
      </Quiet>
      <Quiet
        id="start-again"
        onClick={() => {
          if (mayReplace(word("start again?"))) change({ ...page.opening, file: undefined });
        }}
      >
        {word("start again")}
      </Quiet>
      <input
        ref={input}
        type="file"
        id="file"
        accept=".yaml,.yml,.csv"
        multiple
        hidden
        onChange={async (event) => {
          const input = event.currentTarget;
          await open([...(input.files ?? [])]);
          input.value = "";
        }}
      />
    </div>
  );
}

const largest = 200_000;

/** Opens a scenario with the tables that it names; a table alone is laid over the curves. */
async function open(files: readonly File[]): Promise<void> {
  const tooLarge = files.find((file) => file.size > largest);
  if (tooLarge) {
    notice.value = word("too large", { file: tooLarge.name, n: tooLarge.size });
    return;
  }
  const texts = await Promise.all(files.map(async (file) => [file.name, await file.text()] as const));
  const tables = texts.filter(([name]) => /\.csv$/i.test(name));
  const scenario = texts.find((one) => !tables.includes(one));
  if (!scenario) {
    const [table] = tables;
    if (table) await giveTable(...table);
    return;
  }
  const isOpen = await openFile(...scenario, new Map(tables));
  const { data } = state.value.file ?? {};
  if (isOpen && data !== undefined && tables.length > 0)
    await give({ data, tables: tables.map(([file, text]) => ({ file, text })) });
}

/** A scenario, with the tables that it names, dropped anywhere on the page is opened. */
export function acceptDrops(): void {
  window.addEventListener("dragover", (event) => event.preventDefault());
  window.addEventListener("drop", (event) => {
    event.preventDefault();
    void open([...(event.dataTransfer?.files ?? [])]);
  });
}
