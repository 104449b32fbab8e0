import layout from "virtual:lull-circuit";
import { useComputed } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { PlacedEdge, PlacedNode } from "../../charts/index.ts";
import { wrap } from "../../text/index.ts";
import { cutsOf, isIdle, startOf, strengthOf } from "../circuit-order.ts";
import { toggle } from "./circuit-actions.ts";
import { Inspector } from "./inspector.tsx";
import { word } from "./language.ts";
import { arrowsOf, boxAbout, boxTitle, library, spoken } from "./library.ts";
import { readingOf } from "./lines.ts";
import { when } from "./numbers.ts";
import { Quiet } from "./parts.tsx";
import { isPlaying, play, stop } from "./play.ts";
import { rich } from "./rich.tsx";
import { aside, gates } from "./shown.ts";
import { cursor, system } from "./state.ts";
import { changeCase } from "./store.ts";
import { wantsPulse } from "./tour-steps.ts";

/** Whether all modules are shown, or the few boxes of the first look; where there is none, always all. */
const isWhole = () => system.value !== undefined || layout.overview === layout.whole;

const overview = library.model.overview ?? [];
const isCut = (edge: PlacedEdge) => cutsOf(edge).every((name) => gates.value[name] === 0);
/** What a box of either look is called in the page's language. */
const titleOf = (name: string): string =>
  overview.some(({ title }) => title === name)
    ? boxTitle(name)
    : (library.model.modules.find((module) => module.name === name)?.title ??
      layout.whole.nodes.find((node) => node.name === name)?.title ??
      name);

/** A title in lines; those of another language than the circuit was laid out in take the room there is. */
const linesOf = ({ lines, width, ...node }: PlacedNode, title: string) =>
  title === node.title ? lines : wrap(title, Math.floor((width - 8) / 6.5));

function firstModule(): string {
  const { nodes, edges } = layout.whole;
  const arrows = (name: string) => edges.filter((e) => e.from === name || e.to === name).length;
  return nodes.reduce((best, node) => (arrows(node.name) > arrows(best.name) ? node : best), nodes[0]!).name;
}

/** Modules that a box of the first look stands for. */
function modulesOf(title: string): string[] {
  const box = overview.find((one) => one.title === title);
  if (!box) return [];
  const named = new Set(overview.flatMap(({ modules }) => modules));
  const inFolders = layout.whole.nodes.filter(
    ({ name, system }) => !named.has(name) && box.folders.includes(system),
  );
  return knownOf([...box.modules, ...inFolders.map(({ name }) => name)]);
}

/** Those that are modules of the model. */
function knownOf(names: readonly string[]): string[] {
  const known = new Set(library.model.modules.map(({ name }) => name));
  return names.filter((name) => known.has(name));
}

/** The model as a circuit whose arrows follow the time cursor: first a few boxes, then all of it. */
export function CircuitView() {
  const cut = Object.entries(gates.value).flatMap(([name, gate]) => (gate === 0 ? [name] : []));
  const cutCount = arrowsOf(cut);
  const { nodes, edges, width, height } = isWhole() ? layout.whole : layout.overview;
  const isNear = ({ from, to }: PlacedEdge) =>
    isWhole() ? from === system.value || to === system.value : true;
  const inOrder = [...edges].sort((a, b) => Number(isNear(a)) - Number(isNear(b)));
  return (
    <div class="circuit">
      <div class="circuit-head">
        <button type="button" id="play" onClick={() => (isPlaying.value ? stop() : play())}>
          {word(isPlaying.value ? "pause" : "play")}
        </button>
        <span class="clock" role="status">
          {when(cursor.value)}
        </span>
        {layout.overview !== layout.whole && (
          <Quiet
            id="whole-circuit"
            onClick={() => {
              system.value = isWhole() ? undefined : firstModule();
            }}
          >
            {isWhole()
              ? word("back to boxes", { n: layout.overview.nodes.length })
              : word("all systems", { n: layout.whole.nodes.length })}
          </Quiet>
        )}
        {cutCount > 0 && (
          <Quiet id="heal-all" onClick={() => changeCase({ gates: {} })}>
            {cutCount === 1 ? word("heal it") : word("heal all", { n: cutCount })}
          </Quiet>
        )}
      </div>
      <p class="hint">
        {rich(word("arrows hint"), {
          strong: (text) => <span class="key strong">{text}</span>,
          weak: (text) => <span class="key weak">{text}</span>,
        })}{" "}
        {isWhole() && <span class="wider">{word("scroll sideways")}</span>}
      </p>
      <div class={`circuit-grid ${isWhole() ? "whole" : ""}`}>
        <div class="scroll circuit-box" tabIndex={0} role="region" aria-label={word("circuit of the model")}>
          <svg
            viewBox={`0 0 ${width} ${height}`}
            width={width}
            height={height}
            role="group"
            aria-label={word("systems and effects")}
          >
            {inOrder.map((edge) =>
              cutsOf(edge).length > 0 ? (
                <Arrow key={`${edge.from} ${edge.to}`} edge={edge} isNear={isNear(edge)} />
              ) : (
                <path
                  key={`${edge.from} ${edge.to}`}
                  class={`read ${isNear(edge) ? "near" : ""}`}
                  d={edge.path}
                />
              ),
            )}
            {nodes.map((node) => (
              <Box key={node.name} node={node} />
            ))}
          </svg>
        </div>
        {isWhole() ? <Inspector module={system.value ?? firstModule()} /> : <Order />}
      </div>
    </div>
  );
}

function Box({ node }: { node: PlacedNode }) {
  const isPicked = isWhole() && system.value === node.name;
  const open = () => {
    const [first] = isWhole() ? knownOf([node.name]) : modulesOf(node.title);
    // What drugs bring has no equations in the model's files.
    if (first !== undefined) system.value = first;
  };
  const isBox = overview.some((box) => box.title === node.name);
  const title = titleOf(node.name);
  const about = isBox ? boxAbout(node.name) : undefined;
  const lines = linesOf(node, title);
  return (
    <g
      class={`node ${isPicked ? "selected" : ""}`}
      role="button"
      tabindex={0}
      aria-pressed={isPicked}
      aria-label={
        isWhole() ? word("read equations", { title }) : word("read box", { title, about: about ?? "" })
      }
      data-name={node.name}
      transform={`translate(${node.x - node.width / 2} ${node.y - node.height / 2})`}
      onClick={open}
      onKeyDown={press(open)}
    >
      <title>{about ?? title}</title>
      <rect width={node.width} height={node.height} rx="6" />
      {lines.map((line, i) => (
        <text
          key={line}
          x={node.width / 2}
          y={node.height / 2 + 4.5 + 14 * (i - (lines.length - 1) / 2)}
          text-anchor="middle"
        >
          {i < lines.length - 1 ? `${line} ` : line}
        </text>
      ))}
    </g>
  );
}

/** The arrows of the first look in the order in which they come, each with its time. */
function Order() {
  const samples = useComputed(() =>
    aside.value.answer?.precision === "exact" ? aside.value.answer.samples : undefined,
  );
  const now = samples.value;
  const starts = useMemo(
    () =>
      layout.overview.edges
        .flatMap((edge) => {
          const day = now && startOf(edge, now);
          return day === undefined ? [] : [{ edge, day }];
        })
        .sort((a, b) => a.day - b.day),
    [now],
  );
  if (!now) return <aside class="inspector" aria-label={word("in their order")} />;
  return (
    <aside class="inspector" aria-label={word("in their order")}>
      <h2>{word("in their order")}</h2>
      <p class="hint">{word("order hint")}</p>
      {starts.length === 0 && <p>{word("nothing acts")}</p>}
      <ol class="order">
        {starts.map(({ edge, day }) => (
          <li key={`${edge.from} ${edge.to}`} class={cursor.value >= day ? "lit" : ""}>
            <Quiet
              onClick={() => {
                cursor.value = day;
              }}
            >
              {when(day)}
            </Quiet>{" "}
            {titleOf(edge.from)} → {titleOf(edge.to)}
          </li>
        ))}
      </ol>
    </aside>
  );
}

function Arrow({ edge, isNear }: { edge: PlacedEdge; isNear: boolean }) {
  const cuts = cutsOf(edge);
  const cut = isCut(edge);
  const strength = cut ? 0 : strengthOf(edge, (name) => readingOf(name, aside.value));
  const width = Math.min(7, 1 + 5 * Math.abs(strength));
  const kind = cut ? "cut" : isIdle(strength) ? "idle" : strength > 0 ? "strong" : "weak";
  const [x0, y0, x1, y1] = edge.head;
  const angle = (Math.atan2(y1 - y0, x1 - x0) * 180) / Math.PI;
  const [from, to] = [titleOf(edge.from), titleOf(edge.to)];
  const label = word(cut ? "arrow to heal" : "arrow to cut", { from, to, carried: carriedText(edge) });
  return (
    <g
      class={`arrow ${kind} ${isNear ? "near" : ""} ${wantsPulse(cuts) ? "pulse" : ""}`}
      role="button"
      tabindex={0}
      aria-pressed={cut}
      aria-label={label}
      data-effects={cuts.join(" ")}
      onClick={() => toggle(cuts)}
      onKeyDown={press(() => toggle(cuts))}
    >
      <title>{label}</title>
      <path class="reach" d={edge.path} />
      <path class="line" d={edge.path} stroke-width={width} />
      <path class="head" d="M-9 -4.5L0 0L-9 4.5Z" transform={`translate(${x1} ${y1}) rotate(${angle})`} />
    </g>
  );
}

/** What an arrow carries; one that is read directly stands for all that moves its source. */
function carriedText({ effects, holds, from }: PlacedEdge): string {
  const parts = effects.length > 4 ? [word("effects", { n: effects.length })] : effects.map(spoken);
  if (holds.length > 0)
    parts.push(word("held", { what: isWhole() ? titleOf(from) : word("read of", { box: titleOf(from) }) }));
  return parts.join(", ");
}

/** Enter and the space bar press what is drawn as a button. */
function press(act: () => void) {
  return (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    act();
  };
}
