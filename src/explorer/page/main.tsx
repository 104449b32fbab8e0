// First of all, so that the worker is on its way while the rest is read.
import "./start-worker.ts";
import { render } from "preact";
import { difference, headline } from "../headline.ts";
import type { Tab } from "../types.ts";
import { CircuitView } from "./circuit.tsx";
import { Compare, Swatch } from "./compare.tsx";
import { Controls } from "./controls.tsx";
import { labels, page } from "./library.ts";
import { current, failure, ghost, isShown, keptResults, notice, result, state, tab } from "./state.ts";
import { address, crashWorker, fetchRest, keep, refresh } from "./store.ts";
import "./style.css";
import { FromFile } from "./from-file.tsx";
import { addressIn, language, languages, word } from "./language.ts";
import { bringBack, OwnData } from "./own-data.tsx";
import { Quiet, Stroke } from "./parts.tsx";
import { keepFocusInSight } from "./pinned.ts";
import { Sure } from "./sure.tsx";
import { acceptDrops, Origin, Take } from "./take.tsx";
import { MainChart, TimeView } from "./time-view.tsx";
import { guessLine, isGuessing, startTour, Tour } from "./tour.tsx";
import { Why } from "./why.tsx";

const tabs: readonly Tab[] = ["time", "circuit", "why", "compare", "sure"];

/** Where the lessons are, when the page is built beside them. */
const lessons = document.querySelector('link[rel="up"]')?.getAttribute("href");

function Page() {
  return (
    <>
      <header class="top">
        <h1>
          Lull <span>{page.subtitle}</span>
        </h1>
        <div class="actions">
          <div class="take" role="group" aria-label={word("steps")}>
            <Quiet
              id="undo"
              disabled={!address.canUndo}
              title={word("undo keys")}
              onClick={() => address.undo()}
            >
              {word("undo")}
            </Quiet>
            <Quiet
              id="redo"
              disabled={!address.canRedo}
              title={word("redo keys")}
              onClick={() => address.redo()}
            >
              {word("redo")}
            </Quiet>
          </div>
          <Take />
          {page.tour && (
            <Quiet id="tour-start" onClick={startTour}>
              {word("tour")}
            </Quiet>
          )}
          {lessons && (
            <a class="quiet" href={`${lessons}${location.search}`}>
              {word("lessons")}
            </a>
          )}
          <Languages />
        </div>
        <p class="disclaimer">{word("disclaimer")}</p>
      </header>
      <Notice />
      <main class={isGuessing() ? "guessing" : ""}>
        <div class="side">
          <Tour />
          <Controls />
          <OwnData />
        </div>
        <div class="view">
          <FromFile />
          <div class="pinned" aria-busy={!isShown.value}>
            <Headline />
            <Legend />
            <MainChart extra={guessLine} />
          </div>
          <Tabs />
          <div class="panel" id={`panel-${tab.value}`} role="tabpanel" aria-labelledby={`tab-${tab.value}`}>
            {tab.value === "time" && <TimeView />}
            {tab.value === "circuit" && <CircuitView />}
            {tab.value === "why" && <Why />}
            {tab.value === "compare" && <Compare />}
            {tab.value === "sure" && <Sure />}
          </div>
        </div>
      </main>
      <Origin />
    </>
  );
}

/** The page in another language, with what it shows. */
function Languages() {
  return (
    <select
      id="language"
      aria-label={word("language")}
      value={language()}
      onChange={(event) => {
        address.write();
        // Too much for an address stays in the entry of the history.
        history.replaceState(history.state, "", addressIn(event.currentTarget.value));
        location.reload();
      }}
    >
      {languages.map(([code, name]) => (
        <option key={code} value={code} lang={code}>
          {name}
        </option>
      ))}
    </select>
  );
}

function Notice() {
  const text = notice.value;
  return (
    <div role="alert" class={text ? "notice" : "notice empty"}>
      {text && <pre>{text}</pre>}
      {text && (
        <Quiet
          onClick={() => {
            notice.value = undefined;
          }}
        >
          {word("close")}
        </Quiet>
      )}
    </div>
  );
}

function Headline() {
  const now = result.value;
  const { kept, duration } = state.value;
  const other = kept[0];
  const before = other && keptResults.value.get(other);
  const text = now ? headline(page, now.measures, duration) : "";
  const isSamePerson = [...(other?.people ?? [])].sort().join() === [...current.value.people].sort().join();
  const title = labels([current.value, ...kept])[1]!;
  const versus = now && before ? difference(page, now.measures, before.measures, title, isSamePerson) : "";
  return (
    <div class="headline">
      {/* While a hand moves nobody is read to. */}
      <p id="headline" aria-live={now?.precision === "coarse" ? "off" : "polite"}>
        {isGuessing() ? word("guess first") : failure.value ? "" : text || word("calculating")}
      </p>
      {!isGuessing() && versus && <p class="versus">{versus}</p>}
      {failure.value && <pre class="failure">{failure.value}</pre>}
      <Warnings />
    </div>
  );
}

/** What a reader of the headline must know: combinations, doses and numbers beyond what is usual. */
function Warnings() {
  const [first, ...others] = isGuessing() ? [] : (result.value?.warnings ?? []);
  if (first === undefined) return null;
  if (others.length === 0)
    return (
      <p class="hint warning" role="status">
        {first}
      </p>
    );
  return (
    <details class="warnings">
      <summary class="hint warning">
        {first} <b>{word("more warnings", { n: others.length })}</b>
      </summary>
      <ul>
        {others.map((text) => (
          <li key={text} class="hint warning">
            {text}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Legend() {
  const { kept } = state.value;
  const titles = labels([current.value, ...kept]);
  return (
    <div class="legend-row">
      <ul class="legend">
        {titles.map((title, i) => (
          <li key={title}>
            <Swatch index={i} />
            {title}
          </li>
        ))}
        {ghost.value && (
          <li>
            <Stroke color="#808080" width={2} dash={[3, 3]} />
            {word("before the last change")}
          </li>
        )}
      </ul>
      <Quiet id="keep-here" onClick={keep}>
        {word("keep")}
      </Quiet>
    </div>
  );
}

function Tabs() {
  const move = (event: KeyboardEvent) => {
    const at = tabs.indexOf(tab.value);
    const targets: Record<string, number> = {
      ArrowRight: (at + 1) % tabs.length,
      ArrowLeft: (at + tabs.length - 1) % tabs.length,
      Home: 0,
      End: tabs.length - 1,
    };
    const position = targets[event.key];
    if (position === undefined) return;
    event.preventDefault();
    tab.value = tabs[position]!;
    document.getElementById(`tab-${tab.value}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={word("views")}>
      {tabs.map((id) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={`tab-${id}`}
          aria-selected={tab.value === id}
          aria-controls={tab.value === id ? `panel-${id}` : undefined}
          tabIndex={tab.value === id ? 0 : -1}
          onClick={() => {
            tab.value = id;
          }}
          onKeyDown={move}
        >
          {word(`tab ${id}`)}
        </button>
      ))}
    </div>
  );
}

const app = document.getElementById("app")!;
// What stood there while the scripts came.
app.replaceChildren();
render(<Page />, app);
keepFocusInSight();
acceptDrops();
refresh().then(fetchRest);
void bringBack();
// For tests: what a bug in the worker would do.
window.addEventListener("lull:crash-worker", crashWorker);
