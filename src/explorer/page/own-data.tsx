import { effect, signal } from "@preact/signals";
import { type GivenTables, givenTable, type MeasuredPoint } from "../measured.ts";
import type { Line } from "./curves.ts";
import { word } from "./language.ts";
import { caseStyle } from "./lines.ts";
import { nice } from "./names.ts";
import { Quiet } from "./parts.tsx";
import { main, notice, state } from "./state.ts";
import { change, pointsOf } from "./store.ts";

const key = "lull-own-data";
/** Tables stay in this browser; a link does not hold them. */
export const given = signal<GivenTables | undefined>(remembered());
const points = signal<readonly MeasuredPoint[]>([]);

function remembered(): GivenTables | undefined {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}

effect(() => {
  try {
    if (given.value) localStorage.setItem(key, JSON.stringify(given.value));
    else localStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing forgets the table when the page is left; that is all.
  }
});

/** Lays a table over the curves; what does not fit in it is told with its line. */
export async function giveTable(file: string, text: string): Promise<void> {
  await give(givenTable(file, text, state.value.main));
}

export async function give(tables: GivenTables): Promise<void> {
  const outcome = await pointsOf(state.value, tables);
  if ("problem" in outcome) {
    notice.value = outcome.problem;
    return;
  }
  given.value = tables;
  points.value = outcome.value;
  notice.value = undefined;
}

/** Points that were here before the page was opened anew; those that no longer fit the case wait for one that they fit. */
export async function bringBack(): Promise<void> {
  if (!given.value) return;
  const outcome = await pointsOf(state.value, given.value);
  if ("value" in outcome) points.value = outcome.value;
}

const drawn = new WeakMap<readonly MeasuredPoint[], Map<string, Line[]>>();

/** The measured points of a variable, in the colors of the cases they belong to; the same lines while they look the same. */
export function pointLines(variable: string): Line[] {
  const all = points.value;
  const known = drawn.get(all) ?? new Map<string, Line[]>();
  drawn.set(all, known);
  const look = `${variable} ${caseStyle(0).color}`;
  const found = known.get(look) ?? linesOf(all, variable);
  known.set(look, found);
  return found;
}

function linesOf(all: readonly MeasuredPoint[], variable: string): Line[] {
  const own = all.filter((point) => point.variable === variable);
  return [...new Set(own.map(({ index }) => index))].map((index) => ({
    times: [],
    values: [],
    color: caseStyle(Math.max(0, index)).color,
    width: 1.5,
    dash: [],
    points: own.filter((point) => point.index === index),
  }));
}

/** Which points lie over the curves, and where there are more. */
export function OwnData() {
  const shown = main.value;
  const all = points.value;
  const tables = given.value?.tables.map(({ file }) => file).join(", ");
  if (!tables) return <p class="hint own-data">{word("own data")}</p>;
  const here = all.filter(({ variable }) => variable === shown).length;
  const others = [...new Set(all.map(({ variable }) => variable))].filter((name) => name !== shown);
  return (
    <p class="hint own-data">
      {here > 0 ? word("own points", { n: here, tables }) : word("no own points", { tables })}{" "}
      {others.map((name) => (
        <Quiet key={name} onClick={() => change({ main: name })}>
          {nice(name)}
        </Quiet>
      ))}{" "}
      <Quiet
        id="drop-data"
        onClick={() => {
          given.value = undefined;
          points.value = [];
        }}
      >
        {word("take away")}
      </Quiet>
    </p>
  );
}
