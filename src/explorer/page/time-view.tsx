import { computed } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { PageStrip } from "../../model/index.ts";
import { dose, plasma } from "../model-page.ts";
import { Canvas } from "./canvas.tsx";
import { word } from "./language.ts";
import {
  about,
  describe,
  drugNamed,
  drugs,
  hasPopulation,
  library,
  page,
  populationTitle,
  spoken,
} from "./library.ts";
import { caseStyle, doseReading, linesOf, readingOf } from "./lines.ts";
import { nice } from "./names.ts";
import { level, when } from "./numbers.ts";
import { pointLines } from "./own-data.tsx";
import { Options, Tick } from "./parts.tsx";
import { inset, shareOf, timeAt } from "./plot.ts";
import { aside, front, type Shown } from "./shown.ts";
import { chosen, current, cursor, duration, file, logTime, main, showsBand, state, tab } from "./state.ts";
import { change, wantColumns } from "./store.ts";
import { questionOf, studyOf } from "./studies.ts";
import { Progress, useStudy } from "./study-view.tsx";
import { FanNote, fanLines, sweep } from "./sweep.tsx";
import { drawGuess, isGuessing } from "./tour.tsx";
import { guessStep, step } from "./tour-steps.ts";
import { Week } from "./week.tsx";

const taken = computed(() => current.value.courses.map((c) => `plasma.${c.drug}`).join(" "));
const plasmaNames = () => [...new Set(taken.value.split(" ").filter(Boolean))];

function variableOf(strip: PageStrip): string {
  const choice = chosen.value[strip.name];
  if (strip.name !== plasma) return choice ?? strip.first;
  const names = plasmaNames();
  return choice && names.includes(choice) ? choice : (names[0] ?? `plasma.${drugs[0]?.name}`);
}

wantColumns(() => [
  state.value.main,
  ...(tab.value === "time" ? page.strips.map(variableOf) : []),
  ...(tab.value === "circuit"
    ? library.model.modules.flatMap((m) => m.effects.map((e) => `${m.name}.${e.name}`))
    : []),
  ...page.outputs,
  ...(page.week ? Object.values(page.week).map(({ felt }) => felt) : []),
]);

/** The line that marks the time in all plots, and moves under the pointer. */
export function TimeCursor() {
  const share = shareOf(cursor.value, duration.value, logTime.value);
  return (
    <div
      class="cursor"
      style={{ left: `calc(${inset.left}px + (100% - ${inset.left + inset.right}px) * ${share})` }}
      aria-hidden="true"
    />
  );
}

export function pointAtTime(event: PointerEvent): void {
  if (step.value === guessStep) return;
  const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
  const width = box.width - inset.left - inset.right;
  const { duration, logTime } = state.value;
  const share = (event.clientX - box.left - inset.left) / width;
  if (share >= -0.02 && share <= 1.02) cursor.value = timeAt(share, duration, logTime);
}

export function MainChart({ extra }: { extra?: () => ReturnType<typeof linesOf> }) {
  const shown = main.value;
  const text = describe(shown);
  const plot = file.value?.plot;
  const choices = useMemo(() => <MainChoices shown={shown} plot={plot} />, [shown, plot]);
  return (
    <section class="main-chart" aria-labelledby="main-title">
      <div class="plot-head">
        <h2 id="main-title" class="visually-hidden">
          {word("main chart")}
        </h2>
        <label class="pick">
          <span class="visually-hidden">{word("shown in main chart")}</span>
          <select
            id="main-variable"
            value={shown}
            onChange={(event) => change({ main: event.currentTarget.value })}
          >
            {choices}
          </select>
        </label>
        <output class="reading" aria-live="off">
          <b>
            <Reading variable={shown} of={front} />
          </b>{" "}
          <When />
        </output>
      </div>
      <div class="plot-box main" onPointerMove={pointAtTime} onPointerDown={pointAtTime}>
        <Canvas
          variable={() => main.value}
          showsTime
          isFirst
          label={() =>
            isGuessing()
              ? word("guess it first", { variable: nice(main.value) })
              : summary(main.value, front.value)
          }
          onPen={drawGuess}
          span={() => (isGuessing() ? [0, 1] : undefined)}
          extra={() => [...(extra?.() ?? []), ...besideLines()]}
        />
        <TimeCursor />
      </div>
      <div class="time-row">
        <TimeSlider />
      </div>
      <div class="chart-foot">
        {sweep.value ? <FanNote /> : showsBand.value ? <BandNote /> : <p class="hint">{text.about}</p>}

        <span class="switches">
          <Tick id="log-time" isOn={logTime.value} onTick={(isOn) => change({ logTime: isOn })}>
            {word("hours to months")}
          </Tick>
          {hasPopulation() && (
            <Tick
              id="show-band"
              isOn={showsBand.value}
              onTick={(isOn) => {
                showsBand.value = isOn;
              }}
            >
              {word("in many people")}
            </Tick>
          )}
        </span>
      </div>
    </section>
  );
}

const Variables = ({ names }: { names: Iterable<string> }) => (
  <Options of={[...names].map((name) => [name, nice(name)])} />
);

function MainChoices({ shown, plot }: { shown: string; plot: readonly unknown[] | undefined }) {
  const plotted = plottedBy(plot).filter((name) => !page.outputs.includes(name) && name !== shown);
  return (
    <>
      <Variables names={new Set([...page.outputs, shown])} />
      {plotted.length > 0 && (
        <optgroup label={word("as the file plots")}>
          <Variables names={plotted} />
        </optgroup>
      )}
    </>
  );
}

/** The value of a variable at the time cursor: of a moving chart the only words that move. */
function Reading({ variable, of }: { variable: string; of: { readonly value: Shown } }) {
  if (variable === dose) return <>{doseReading(of.value)}</>;
  return <>{level(readingOf(variable, of.value), describe(variable).unit)}</>;
}

const When = () => <>{word("reading at", { when: when(cursor.value) })}</>;

function TimeSlider() {
  const [days, isLog] = [duration.value, logTime.value];
  return (
    <input
      id="time-cursor"
      type="range"
      min={0}
      max={1000}
      value={Math.round(shareOf(cursor.value, days, isLog) * 1000)}
      aria-label={word("time read")}
      aria-valuetext={when(cursor.value)}
      onInput={(event) => {
        cursor.value = timeAt(Number(event.currentTarget.value) / 1000, days, isLog);
      }}
    />
  );
}

/** What lies beside the curves of the cases: measured points on top, then a fan, then how people spread. */
const besideLines = () => (isGuessing() ? [] : [...pointLines(main.value), ...fanLines(), ...bandLines()]);

/** Variables that a file asks to be plotted: by the name of a group, or one by one. */
function plottedBy(plots: readonly unknown[] = []): string[] {
  const names = plots.flatMap((plot) => {
    if (typeof plot === "string")
      return library.model.groups.find((group) => group.name === plot)?.show ?? [];
    const { show } = plot as { show?: unknown };
    return Array.isArray(show) ? show.map(String) : [];
  });
  return [...new Set(names)].filter((name) => about.has(name));
}

/** How far the main variable spreads over people, drawn behind its line. */
function bandLines(): ReturnType<typeof linesOf> {
  const band = showsBand.value ? studyOf(questionOf("band"))?.answer?.band : undefined;
  if (!band || band.quantiles.length === 0) return [];
  const times = Float64Array.from(band.days);
  const edge = (i: number) => Float32Array.from(band.quantiles, (q) => q[i]!);
  const { color } = caseStyle(0);
  const middle = { times, values: edge(2), color, width: 1.25, dash: [2, 4] };
  const within = (low: number, high: number, fill: string) => ({
    ...{ times, values: edge(high), downTo: edge(low), color: fill, width: 0, dash: [] },
  });
  return [middle, within(1, 3, `${color}38`), within(0, 4, `${color}20`)];
}

/** What the bands are, in the place of what the chart shows, so that nothing moves when they come. */
function BandNote() {
  const question = questionOf("band");
  useStudy(question);
  const band = studyOf(question)?.answer?.band;
  if (!band)
    return (
      <div class="hint band">
        <Progress question={question} doing={word("simulating people", { n: 60 })} />
      </div>
    );
  return (
    <p class="hint band">
      {word("band", { n: band.subjects, population: populationTitle(band.population) })}
    </p>
  );
}

/** What a chart shows, for those who cannot see it. */
function summary(variable: string, shown: Shown): string {
  // While a hand moves nobody is read to; the words follow when it rests.
  const known = summaries.get(variable);
  if (shown.answer?.precision === "coarse" && known) return known;
  const text = summaryNow(variable, shown);
  summaries.set(variable, text);
  return text;
}

const summaries = new Map<string, string>();

function summaryNow(variable: string, shown: Shown): string {
  const lines = linesOf(variable, shown);
  const values = lines[0]?.values;
  if (!values || values.length === 0) return word("over time", { variable: nice(variable) });
  const { unit } = describe(variable);
  return word("over days", {
    variable: nice(variable),
    n: duration.value,
    start: level(values[0], unit),
    end: level(values[values.length - 1], unit),
  });
}

function StripView({ strip }: { strip: PageStrip }) {
  const variable = variableOf(strip);
  const choices = useMemo(
    () =>
      strip.groups
        .flatMap((name) => page.groups.find((g) => g.name === name) ?? [])
        .map((group) => (
          <optgroup key={group.name} label={group.title}>
            <Variables names={group.show.filter((name) => about.has(name))} />
          </optgroup>
        )),
    [strip],
  );
  const tells = variable === dose ? word("what is taken") : describe(variable).about;
  const { title } = strip;
  const choose = (name: string) => {
    chosen.value = { ...chosen.value, [strip.name]: name };
    // A variable that the last coarse run did not bring comes with the exact one, which holds all.
  };
  return (
    <section class="strip" aria-label={title}>
      <div class="plot-head">
        <h3>{title}</h3>
        {choices.length > 0 && (
          <select
            aria-label={word("shown under", { strip: title })}
            value={variable}
            onChange={(event) => choose(event.currentTarget.value)}
          >
            {choices}
          </select>
        )}
        {strip.name === plasma && plasmaNames().length > 1 && (
          <select
            aria-label={word("drug in blood")}
            value={variable}
            onChange={(event) => choose(event.currentTarget.value)}
          >
            <Options
              of={plasmaNames().map((name) => [name, drugNamed(spoken(name))?.title ?? spoken(name)])}
            />
          </select>
        )}
        <output class="reading" aria-live="off">
          <Reading variable={variable} of={aside} />
        </output>
      </div>
      <div class="plot-box" onPointerMove={pointAtTime} onPointerDown={pointAtTime} title={tells}>
        <Canvas
          variable={() => variableOf(strip)}
          showsTime={strip === page.strips.at(-1)}
          extra={() => (isGuessing() ? [] : pointLines(variableOf(strip)))}
          label={() => {
            const shown = variableOf(strip);
            return shown === dose
              ? word("dose chart", { dose: doseReading(aside.value) })
              : summary(shown, aside.value);
          }}
        />
        <TimeCursor />
      </div>
    </section>
  );
}

export function TimeView() {
  return (
    <div class="strips">
      <Week />
      {page.strips.map((strip) => (
        <StripView key={strip.name} strip={strip} />
      ))}
    </div>
  );
}
