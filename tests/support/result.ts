import type { Provenance } from "../../src/document/index.ts";
import type {
  ArmResult,
  Column,
  MeasureResult,
  RunStatus,
  ScenarioResult,
} from "../../src/simulation/index.ts";

// A made-up result that looks like one of the model's: slow adaptation, a daily sawtooth, and numbers near 1.

export interface ResultOptions {
  readonly arms?: readonly string[];
  readonly weeks?: number;
  readonly question?: string;
  /** Ends this arm early, with a failure. */
  readonly failing?: number;
}

interface Shape {
  readonly name: string;
  readonly unit: string;
  readonly about: string;
  readonly baseline: number;
  readonly at: (day: number, strength: number) => number;
}

const rise = (day: number, days: number) => 1 - Math.exp(-day / days);

export const shapes: readonly Shape[] = [
  {
    name: "affect.blunting",
    unit: "1",
    about: "Share of emotional reactivity that is gone (0 none, 1 all).",
    baseline: 0,
    at: (day, s) => 0.4 * s * rise(day, 20),
  },
  {
    name: "affect.positive_reactivity",
    unit: "1",
    about: "How strongly good things are felt, against the healthy drug-free self.",
    baseline: 1,
    at: (day, s) => 1 - 0.35 * s * rise(day, 25),
  },
  {
    name: "serotonin.prefrontal",
    unit: "1",
    about:
      "Extracellular serotonin in the prefrontal cortex; it dips while autoreceptors still brake the raphe.",
    baseline: 1,
    at: (day, s) => 1 + s * (1.2 * rise(day, 14) - 0.5 * rise(day, 0.5) * Math.exp(-day / 9)),
  },
  {
    name: "plasma.escitalopram",
    unit: "ng/mL",
    about: "Total plasma concentration.",
    baseline: 0,
    at: (day, s) => 30 * s * rise(day, 3) * (0.8 + 0.4 * Math.exp(-2 * (day % 1)) * rise(day % 1, 0.05)),
  },
  {
    name: "sert.occupancy",
    unit: "1",
    about: "Share of serotonin transporters that are blocked.",
    baseline: 0,
    at: (day, s) => (0.88 * 30 * s * rise(day, 3)) / (4.5 + 30 * s * rise(day, 3)),
  },
  {
    name: "hpa.cortisol",
    unit: "nmol/L",
    about: "Daily mean cortisol.",
    baseline: 300,
    at: (day, s) => 300 - 6 * s * rise(day, 30),
  },
];

export function makeResult(options: ResultOptions = {}): ScenarioResult {
  const { arms = ["10 mg", "20 mg"], weeks = 12, failing } = options;
  return {
    id: "escitalopram-doses",
    title: "Escitalopram, two doses",
    question: options.question ?? "Does a higher dose blunt more, and when does it show?",
    duration: weeks * 7,
    arms: arms.map((label, i) => armOf(label, 0.4 + (0.8 * (i + 1)) / arms.length, weeks * 7, i === failing)),
    plots: [
      { title: "Feeling and its causes", show: shapes.map((shape) => shape.name) },
      { title: "Transporter", show: ["sert.occupancy"] },
    ],
    manifest: {
      model: "emotional-blunting",
      modelHash: "3f6c0d9a",
      solver: "rodas5p",
      rtol: 1e-6,
      atol: 1e-8,
      seed: 1,
      version: "0.1.0",
      overrides: ["vta.gain=1.2"],
    },
  };
}

function armOf(label: string, strength: number, duration: number, fails: boolean): ArmResult {
  const end = fails ? duration / 3 : duration;
  const perDay = 12;
  const times = Float64Array.from({ length: Math.round(end * perDay) + 1 }, (_, i) => i / perDay);
  const columns = new Map(
    shapes.map(({ name, unit, about, at }): [string, Column] => [
      name,
      { name, unit, about, values: times.map((day) => at(day, strength)) },
    ]),
  );
  const status: RunStatus = fails
    ? {
        kind: "step-too-small",
        time: end,
        state: "raphe.autoreceptor",
        message: "The step shrank below what numbers can hold.",
        remedy: "Try --solver rodas5p.",
      }
    : { kind: "success", time: end, message: "" };
  const days = Math.floor(end);
  return {
    label,
    person: "depressed-adult",
    care: "trial",
    trajectory: {
      label,
      times,
      columns,
      baseline: new Map(shapes.map(({ name, baseline }) => [name, baseline])),
      doses: {
        asked: duration,
        delivered: days,
        missed: 0,
        late: 0,
        amount: days * 10,
        amountBefore: 0,
        byDrug: [
          {
            drug: "escitalopram",
            asked: duration,
            delivered: days,
            missed: 0,
            late: 0,
            amount: days * 10,
            amountBefore: 0,
          },
        ],
      },
      measures: [],
      status,
    },
    measures: measuresOf(strength, duration, fails),
  };
}

function measuresOf(strength: number, duration: number, fails: boolean): MeasureResult[] {
  const place = { file: "scenario.yaml", start: 0, end: 1 };
  const blunting = shapes[0]!;
  const request = { variable: blunting.name, arguments: [], place };
  return [
    {
      request: { ...request, name: "onset", text: "onset(affect.blunting, 0.4)", function: "onset" },
      value: strength > 1 && !fails ? 33.4 : undefined,
      unit: "day",
    },
    {
      request: { ...request, name: "week12", text: "at(affect.blunting, week 12)", function: "at" },
      value: fails ? undefined : blunting.at(duration, strength),
      unit: "1",
    },
    {
      request: {
        ...request,
        name: "cortisol",
        text: "peak(hpa.cortisol)",
        function: "peak",
        variable: "hpa.cortisol",
      },
      value: 300.04,
      unit: "nmol/L",
    },
  ];
}

/** A made-up record of that result. */
export const provenance: Provenance = {
  subject: "made-up",
  command: ["run", "made-up.yaml", "--set", "raphe.coupling_time=8"],
  lull: "0.1.0",
  node: "20.20.0",
  model: "emotional-blunting",
  modelHash: "3f6c0d9a",
  inputs: [
    { path: "made-up.yaml", sha256: "aa".repeat(32) },
    { path: "models/drugs/escitalopram.yaml", sha256: "bb".repeat(32), isShipped: true },
  ],
  seed: 1,
  solver: "rodas5p",
  rtol: 1e-6,
  atol: 1e-8,
  stateSizes: { "escitalopram.amount": 8 },
  arms: [],
  hypotheses: {},
  overrides: ["10 mg: raphe.coupling_time=8"],
};
