import {
  column,
  type Dataset,
  type Document,
  dataset,
  field,
  type Note,
  type Section,
  type Table,
  tabulated,
  withNulls,
} from "../../document/index.ts";
import { counted, listed, percent, present, quoted, rounded } from "../../text/index.ts";
import { warning } from "../failures.ts";
import type { ArmLevels, Rest, SlowMode, Stability, SteadyQuantity, SteadyResult } from "./types.ts";

/** Quantities shown where there is little room, and states named in a sentence. */
const mostRows = 15;
const mostNamed = 3;

/** Rest and steady states told: stability first, then time constants, then a table for each arm. */
export function tellSteady(result: SteadyResult): Document {
  const { title, rests, arms } = result;
  const isUnanswered = [...rests, ...arms].some(({ fault }) => fault !== undefined);
  return {
    title: `Steady states: ${title}`,
    lead: `Without drug and on it, in ${listed([...new Set(rests.map(({ person }) => person))])}`,
    notes: notesOf(result),
    answers: rests.flatMap((rest) => restWords(rest, rests.length > 1)),
    sections: [
      ...rests.filter(({ fault }) => fault === undefined).map((rest) => restSection(rest, rests.length > 1)),
      ...arms.filter(({ fault }) => fault === undefined).map((arm) => armSection(arm, result.isPicked)),
    ],
    methods: [
      "At rest: the drug-free equilibrium of the person, before the arm's care. Stability and time constants come from the eigenvalues of the Jacobian there, with all gates open. A share says how much a state takes part in a mode: the product of its entries in the left and the right eigenvector (participation factor; Perez-Arriaga, Verghese & Schweppe 1982).",
      "Stability of an arm on its doses and its time constants come from the derivative of the map from one round of doses to the next (Floquet multipliers), by differences; what dies away by a million within a round is left out. Without doses they are those of the Jacobian where the care leads.",
      "Steady: the doses that an arm ends with, taken for ever under its care and its knockouts. What is told is the mean over a round of doses (at least 28 days) that leads back to where it began; without doses, where the care leads.",
      "Where several steady states exist, the one told is that to which a year of these doses leads from rest.",
    ],
    data: {
      rests: rests.map(({ fault, stability, drift, ...rest }) => ({
        ...rest,
        stability: stability ?? null,
        drift: drift ?? null,
        fault: fault ?? null,
        modes: rest.modes.map(modeData),
      })),
      arms: arms.map(({ arm, treatment, round, fault, notes, steadiness, quantities }) => ({
        arm,
        treatment,
        round: round ?? null,
        fault: fault ?? null,
        notes,
        stability: steadiness?.stability ?? null,
        modes: steadiness?.modes.map(modeData) ?? null,
        count: steadiness?.count ?? null,
        quantities: quantities.map(({ name, unit, rest, steady }) => withNulls({ name, unit, rest, steady })),
      })),
    },
    datasets: [levelsOf(result), modesOf(result)],
    isUnanswered,
  };
}

const modeData = ({ rate, timeConstant, period, parts }: SlowMode) =>
  withNulls({ rate, time_constant: timeConstant, period, parts });

function notesOf({ rests, arms }: SteadyResult): Note[] {
  const faults = new Set(rests.flatMap(({ fault }) => fault ?? []));
  return present(
    ...[...faults].map(warning),
    ...rests.map(
      ({ drift, person }) =>
        drift &&
        warning(
          `${person} does not rest where the run starts: ${drift.state} moves by ${rounded(100 * drift.rate)}% of its size a day. Time constants are those there.`,
        ),
    ),
    ...arms.flatMap(({ arm, fault, notes }) => [
      fault !== undefined && !faults.has(fault) && warning(`${quoted(arm)}: ${fault}`),
      ...notes.map((text) => warning(`${quoted(arm)}: ${text}`)),
    ]),
  );
}

const days = (length: number) => `${rounded(length)} days`;
const namesOf = ({ parts }: SlowMode) => listed(parts.slice(0, mostNamed).map(({ state }) => state));
const ofArms = ({ arms }: Rest) => ` (${listed(arms.map(quoted))})`;

/** Stability in a sentence, with what is slowest or grows. */
function restWords(rest: Rest, isOneOfMany: boolean): string[] {
  const { person, fault, stability } = rest;
  const who = `${person}${isOneOfMany ? ofArms(rest) : ""}`;
  if (fault !== undefined) return [`There is no drug-free rest of ${who}.`];
  return [
    stability
      ? steadinessWords(`The rest of ${who}`, { ...rest, stability })
      : `Nothing in ${who} moves of itself.`,
  ];
}

function steadinessWords(what: string, { stability, modes }: Stability): string {
  const [slowest] = modes;
  if (!slowest) return `${what} is stable: nothing in it moves of itself.`;
  if (stability === "stable")
    return `${what} is stable: every disturbance dies away, the slowest with a time constant of ${days(slowest.timeConstant!)} (${namesOf(slowest)}).`;
  if (stability === "unstable")
    return `${what} is unstable: a disturbance of ${namesOf(slowest)} grows by a factor of e in ${days(slowest.timeConstant!)}.`;
  const stays = modes.filter(({ timeConstant }) => timeConstant === undefined);
  return `${what} is neutral: nothing drives ${listed(stays.map(namesOf))} back, so a disturbance stays.`;
}

function restSection(rest: Rest, isOneOfMany: boolean): Section {
  return { title: `At rest: ${rest.person}${isOneOfMany ? ofArms(rest) : ""}`, tables: [modesTable(rest)] };
}

function modesTable({ modes, count }: Pick<Stability, "modes" | "count">): Table {
  const isSwinging = modes.some(({ period }) => period !== undefined);
  return {
    caption: `The ${modes.length} slowest of ${counted(count, "mode")}`,
    ...tabulated(
      modes,
      present(
        column.number("time constant", (one) => one.timeConstant, { unit: "day" }),
        isSwinging && column.number("period", (one: SlowMode) => one.period, { unit: "day" }),
        column.text("a disturbance", ({ rate }) => (rate < 0 ? "dies away" : rate > 0 ? "grows" : "stays")),
        column.text("states that take part", ({ parts }) =>
          parts.map(({ state, share }) => `${state} ${percent(share)}`).join(", "),
        ),
      ),
    ),
  };
}

function armSection({ arm, treatment, quantities, steadiness }: ArmLevels, isPicked: boolean): Section {
  const table: Table = {
    caption: isPicked ? "Quantities asked for" : "Quantities, those that differ most from rest first",
    ...tabulated(isPicked ? quantities : [...quantities].sort((a, b) => departure(b) - departure(a)), [
      column.text("quantity", (one) => one.name),
      column.quantity("at rest", (one) => one.rest),
      column.quantity("steady", (one) => one.steady),
      column.unit((one) => one.unit),
      column.text("what it is", (one) => one.about, { isAside: true }),
    ]),
    ...(isPicked ? {} : { most: mostRows, rest: "that differ less" }),
  };
  const says = treatment === "" ? "No drug is taken when the run ends." : `Taken for ever: ${treatment}.`;
  return {
    title: `Steady: ${arm}`,
    says: present(says, steadiness && steadinessWords("This state", steadiness)),
    tables: present(table, treatment !== "" && steadiness && modesTable(steadiness)),
  };
}

/** How far a quantity is from its rest, as a part of the larger of both; a plain number counts as at least 1. */
function departure({ rest = 0, steady, unit }: SteadyQuantity): number {
  if (steady === undefined) return -1;
  const size = Math.max(Math.abs(rest), unit === "1" ? 1 : Math.abs(steady));
  return size > 0 ? Math.abs(steady - rest) / size : 0;
}

const levelsOf = ({ arms }: SteadyResult): Dataset =>
  dataset("steady", () => arms.flatMap(({ arm, quantities }) => quantities.map((one) => ({ arm, ...one }))), [
    field.text("arm", (one) => one.arm),
    field.text("quantity", (one) => one.name),
    field.text("unit", (one) => one.unit),
    field.number("rest", (one) => one.rest),
    field.number("steady", (one) => one.steady),
  ]);

interface PlacedMode extends SlowMode {
  readonly of: "rest" | "steady";
  readonly person: string;
  readonly arms: readonly string[];
}

function* everyMode({ rests, arms }: SteadyResult): Generator<PlacedMode> {
  for (const { person, arms: own, modes } of rests)
    for (const mode of modes) yield { of: "rest", person, arms: own, ...mode };
  for (const { arm, steadiness } of arms) {
    const person = rests.find((rest) => rest.arms.includes(arm))?.person ?? "";
    for (const mode of steadiness?.modes ?? []) yield { of: "steady", person, arms: [arm], ...mode };
  }
}

const modesOf = (result: SteadyResult): Dataset =>
  dataset("modes", () => everyMode(result), [
    field.text("of", (one) => one.of),
    field.text("person", (one) => one.person),
    field.text("arms", (one) => one.arms.join("; ")),
    field.number("rate", (one) => one.rate, "1/day"),
    field.number("time_constant", (one) => one.timeConstant, "day"),
    field.number("period", (one) => one.period, "day"),
    field.text("parts", ({ parts }) =>
      parts.map(({ state, share }) => `${state} ${rounded(share)}`).join("; "),
    ),
  ]);
