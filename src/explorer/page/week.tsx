import type { PageFeeling } from "../../model/index.ts";
import { digits, word } from "./language.ts";
import { page } from "./library.ts";
import { baselineOf, readingOf } from "./lines.ts";
import { when } from "./numbers.ts";
import { rich } from "./rich.tsx";
import { aside } from "./shown.ts";
import { cursor } from "./state.ts";
import { isGuessing } from "./tour.tsx";

/** Moments of a week like many: what happens, whether it is good, and how strongly a healthy person would feel it, 0 to 1. */
const days = [
  [
    "Mon",
    [
      ["coffee", 0.4],
      ["deadline", -0.6],
      ["friend", 0.7],
    ],
  ],
  [
    "Tue",
    [
      ["praise", 0.6],
      ["bus", -0.3],
      ["song", 0.5],
    ],
  ],
  [
    "Wed",
    [
      ["harsh word", -0.8],
      ["walk", 0.4],
      ["dinner", 0.5],
    ],
  ],
  [
    "Thu",
    [
      ["joke", 0.5],
      ["bill", -0.4],
      ["sport", 0.6],
    ],
  ],
  [
    "Fri",
    [
      ["work done", 0.8],
      ["rain", -0.2],
      ["evening out", 0.9],
    ],
  ],
  [
    "Sat",
    [
      ["sleeping in", 0.6],
      ["film", 0.8],
      ["quarrel", -0.9],
    ],
  ],
  [
    "Sun",
    [
      ["family", 0.8],
      ["child", 1],
      ["monday", -0.5],
    ],
  ],
] as const;

const [width, height, foot, slot] = [700, 190, 22, 33] as const;
const middle = 112;
const tall = 92;

interface Felt {
  /** Share of a healthy, drug-free response that is felt. */
  readonly now: number;
  /** The same at the same mood, had no drug changed the circuits. */
  readonly withoutDrug: number;
}

const unknown: Felt = { now: 1, withoutDrug: 1 };

/** How much of what is good (or bad) is felt at the time cursor. */
function feltOf(feeling: PageFeeling | undefined): Felt | undefined {
  if (!feeling) return undefined;
  const [felt, before, now] = [
    readingOf(feeling.felt, aside.value),
    baselineOf(feeling.felt, aside.value),
    readingOf(feeling.response, aside.value),
  ];
  if (felt === undefined || before === undefined || now === undefined || felt <= 0) return undefined;
  return { now, withoutDrug: (before * now) / felt };
}

const tenths = (share: number) => digits((10 * Math.max(0, share)).toFixed(1).replace(/\.0$/, ""));

/** A week of somebody: each moment as strong as it is felt now, with what the drug and the illness take of it. */
export function Week() {
  if (isGuessing() || !page.week) return null;
  const known = { good: feltOf(page.week.good), bad: feltOf(page.week.bad) };
  // Until the first answer its place is kept, so that nothing moves when it comes.
  const { good = unknown, bad = unknown } = known;
  const byDrug = good.withoutDrug - good.now;
  const illness = 1 - good.withoutDrug;
  const told = [
    word("good felt", { when: when(cursor.value), good: tenths(good.now) }),
    word(
      byDrug > 0.005
        ? illness > 0.005
          ? "drug and illness take"
          : "drug takes"
        : illness > 0.005
          ? "illness takes"
          : "nothing taken of it",
      { drug: tenths(byDrug), illness: tenths(illness) },
    ),
    word("bad felt", { bad: tenths(bad.now) }),
  ].join(" ");
  const text = known.good && known.bad ? told : word("calculating");
  return (
    <section class="week" aria-labelledby="week-title">
      <h3 id="week-title">{word("a week")}</h3>
      <p>{text}</p>
      <div class="scroll" tabIndex={0} role="region" aria-label={word("picture of the week")}>
        <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={text}>
          <line class="ground" x1="0" x2={width} y1={middle} y2={middle} />
          {days.map(([day, moments], d) => (
            <g key={day} transform={`translate(${d * 100} 0)`}>
              {moments.map(([what, size], m) => (
                <Moment key={what} what={word(what)} size={size} position={m} felt={size > 0 ? good : bad} />
              ))}
              <text x="49" y={height - 6} text-anchor="middle">
                {word(day)}
              </text>
            </g>
          ))}
        </svg>
      </div>
      <p class="hint">
        {rich(word("week hint"), {
          felt: (text) => <span class="key felt">{text}</span>,
          taken: (text) => <span class="key taken">{text}</span>,
        })}
      </p>
    </section>
  );
}

function Moment(props: { what: string; size: number; position: number; felt: Felt }) {
  const { what, size, position, felt } = props;
  const full = Math.abs(size) * tall * (size > 0 ? 1 : (height - foot - middle) / tall);
  const x = position * slot + 2;
  const bar = (from: number, to: number, kind: string) => {
    const [low, high] = [Math.min(from, to), Math.max(from, to)].map((share) => share * full) as [
      number,
      number,
    ];
    return (
      <rect
        class={kind}
        x={x}
        width={slot - 6}
        y={size > 0 ? middle - high : middle + low}
        height={Math.max(0, high - low)}
      />
    );
  };
  return (
    <g>
      <title>{word("moment felt", { what, felt: tenths(felt.now) })}</title>
      {bar(0, Math.max(0, felt.now), "felt")}
      {felt.withoutDrug > felt.now && bar(felt.now, felt.withoutDrug, "taken")}
      {bar(0, 1, "whole")}
    </g>
  );
}
