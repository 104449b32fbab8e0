import { useMemo } from "preact/hooks";
import type { Case, DrugCourse } from "../types.ts";
import { limits } from "../types.ts";
import { digits, word } from "./language.ts";
import { drugNamed, drugs, library, page, people, title, traitTitle } from "./library.ts";
import { weeksOf } from "./numbers.ts";
import { AsInFile, Options, Quiet, Tick } from "./parts.tsx";
import { Rivals } from "./rivals.tsx";
import { current, duration } from "./state.ts";
import { change, changeCase, foreseen, settle } from "./store.ts";

/** Builds the current case: who, what they take, for how long. */
export function Controls() {
  const one = current.value;
  const { courses, hypotheses } = one;
  // What a moving dose does not change is not looked through at each of its moves.
  const who = useMemo(() => <People one={one} />, [one.people, one.care]);
  const drugsTaken = courses.map(({ drug, from, until }) => `${drug} ${from} ${until}`).join();
  const more = useMemo(() => <AddDrug one={one} />, [drugsTaken]);
  const rivals = useMemo(() => <Rivals one={one} />, [hypotheses]);
  return (
    <form class="controls" aria-label={word("the case")} onSubmit={(event) => event.preventDefault()}>
      {who}
      {courses.map((course, i) => (
        <CourseCard key={`${i} ${course.drug}`} course={course} index={i} />
      ))}
      {one.also && <AsInFile keys={one.also} drop={() => changeCase({ also: undefined })} />}
      {more}
      <Horizon />
      {rivals}
    </form>
  );
}

const traitOf = (name: string) => people.find((p) => p.name === name)?.trait ?? "";
const titled = (items: readonly { readonly name: string; readonly title: string }[]) =>
  items.map(({ name, title }) => [name, title] as const);
const withTrait = (trait: string) => titled(people.filter((p) => p.trait === trait));

function People({ one }: { one: Case }) {
  const traits = [...new Set(people.flatMap((p) => p.trait ?? []))];
  const choose = (trait: string, name: string) => {
    const others = one.people.filter((p) => traitOf(p) !== trait);
    const next = name ? [...others, name] : others;
    changeCase({ people: next.length > 0 ? next : [library.model.person] });
  };
  const main = people.find((p) => p.group === "illness")?.trait ?? traits[0];
  const chosenOf = (trait: string) => one.people.find((p) => traitOf(p) === trait) ?? "";
  const traitless = people.filter((p) => p.trait === undefined);
  const more = traits.filter((trait) => trait !== main);
  const changed =
    more.filter((trait) => chosenOf(trait)).length + one.people.filter((p) => traitOf(p) === "").length;
  return (
    <fieldset>
      <legend>{word("person")}</legend>
      {main && (
        <select
          id="person"
          aria-label={word("person")}
          value={chosenOf(main)}
          onChange={(e) => choose(main, e.currentTarget.value)}
        >
          <Options of={withTrait(main)} />
        </select>
      )}
      {people.length > 1 && more.length + traitless.length > 0 && (
        <details class="more">
          <summary>{word(changed > 0 ? "genes and traits set" : "genes and traits", { n: changed })}</summary>
          {more.map((trait) => (
            <label key={trait} class="row">
              <span>{traitTitle(trait)}</span>
              <select value={chosenOf(trait)} onChange={(e) => choose(trait, e.currentTarget.value)}>
                <option value="">{word("usual trait")}</option>
                <Options of={withTrait(trait)} />
              </select>
            </label>
          ))}
          {traitless.map((p) => (
            <Tick
              key={p.name}
              isOn={one.people.includes(p.name)}
              onTick={(isOn) => {
                const others = one.people.filter((name) => name !== p.name);
                changeCase({ people: isOn ? [...others, p.name] : others });
              }}
            >
              {p.title}
            </Tick>
          ))}
        </details>
      )}
      {page.care.size > 1 && (
        <label class="row care">
          <span>{word("care")}</span>
          <select id="care" value={one.care} onChange={(e) => changeCase({ care: e.currentTarget.value })}>
            <Options of={[...page.care].map(([name, title]) => [name, page.text(title)])} />
          </select>
        </label>
      )}
    </fieldset>
  );
}

/** Doses that a slider of this drug reaches, and how far apart they lie. */
function scaleOf(drug: string): { max: number; step: number; low: number; high: number } {
  const licensed = drugNamed(drug)?.licensed ?? { min: 5, max: 20 };
  const steps = [0.1, 0.25, 0.5, 1, 2.5, 5, 12.5, 25];
  const step = steps.findLast((s) => s <= licensed.max / 40) ?? 0.1;
  return { max: licensed.max * 2, step, low: licensed.min, high: licensed.max };
}

function CourseCard({ course, index }: { course: DrugCourse; index: number }) {
  const drug = drugNamed(course.drug);
  const usual = scaleOf(course.drug);
  const { unit = "mg" } = course;
  // What is licensed is counted in mg.
  const { max, step, low, high } = unit === "mg" ? usual : ownScale(course.dose);
  const withCourse = (next: Partial<DrugCourse>) => ({
    courses: current.value.courses.map((c, i) => (i === index ? { ...c, ...next } : c)),
  });
  const set = (next: Partial<DrugCourse>, event?: Event) => changeCase(withCourse(next), event);
  const remove = () => changeCase({ courses: current.value.courses.filter((_, i) => i !== index) });
  const share = (mg: number) => mg / max;
  const options = useMemo(() => <Options of={titled(drugs)} />, []);
  const title = drug?.title ?? course.drug;
  return (
    <fieldset class="course">
      <legend class="visually-hidden">{title}</legend>
      <div class="row">
        <select
          class="drug"
          aria-label={word("drug")}
          value={course.drug}
          onChange={(e) => {
            const name = e.currentTarget.value;
            const usual = drugNamed(name)?.licensed.usual ?? drugNamed(name)?.licensed.min ?? 10;
            // A product and amounts of one drug say nothing of another.
            set({ drug: name, dose: usual, unit: undefined, more: undefined });
          }}
        >
          {options}
        </select>
        <Quiet aria-label={word("remove what", { what: title })} onClick={remove}>
          {word("remove")}
        </Quiet>
      </div>
      <div class="dose">
        <div class="track" style={{ "--low": share(low), "--high": share(high) }}>
          <input
            type="range"
            class="dose-slider"
            id={`dose-${index}`}
            aria-label={word("dose a day label", { drug: title, unit })}
            aria-valuetext={
              unit === "mg"
                ? word("dose licensed", { dose: course.dose, low, high })
                : `${digits(String(course.dose))} ${unit}`
            }
            min={0}
            max={max}
            step={step}
            value={course.dose}
            onInput={(e) => set({ dose: Number(e.currentTarget.value) }, e)}
            onChange={() => settle(0)}
            {...foreseen((dose) => withCourse({ dose }))}
          />
        </div>
        <label class="amount">
          <input
            type="number"
            min={0}
            max={limits.dose}
            step="any"
            value={course.dose}
            aria-label={word("dose label", { drug: title, unit })}
            onChange={(e) => {
              const mg = e.currentTarget.valueAsNumber;
              if (mg >= 0 && mg <= limits.dose) set({ dose: mg });
              else e.currentTarget.value = String(course.dose);
            }}
          />
          <span>
            {course.every === 1
              ? word("unit a day", { unit })
              : word("unit every days", { unit, n: course.every })}
          </span>
        </label>
      </div>
      <p class="hint licensed">{word("licensed", { low: usual.low, high: usual.high })}</p>
      {course.more && <AsInFile keys={course.more} drop={() => set({ more: undefined })} />}
      <Schedule course={course} set={set} title={title} />
    </fieldset>
  );
}

/** Around an amount that is not counted in mg. */
const ownScale = (amount: number) => ({
  max: 2 * amount || 1,
  step: (amount || 1) / 20,
  low: 0,
  high: 2 * amount || 1,
});

function Schedule({
  course,
  set,
  title,
}: {
  course: DrugCourse;
  set: (next: Partial<DrugCourse>) => void;
  title: string;
}) {
  const days = duration.value;
  const weeks = (label: string, value: number | undefined, onWeeks: (days: number) => void, low = 0) => (
    <label class="row">
      <span>{label}</span>
      <span class="amount">
        <input
          type="number"
          min={low}
          max={weeksOf(days)}
          step="any"
          value={value === undefined ? "" : weeksOf(value)}
          aria-label={word("weeks label", { what: label, drug: title })}
          onChange={(e) => {
            const given = e.currentTarget.valueAsNumber;
            if (given >= low && given * 7 <= limits.duration[1]) onWeeks(Math.round(given * 7));
            else e.currentTarget.value = value === undefined ? "" : String(weeksOf(value));
          }}
        />
        <span>{word("weeks unit")}</span>
      </span>
    </label>
  );
  const tick = (label: string, isOn: boolean, onTick: (on: boolean) => void) => (
    <Tick isOn={isOn} onTick={onTick}>
      {label}
    </Tick>
  );
  const stop = Math.max(course.from + 7, Math.round(days / 14) * 7 + 14);
  const changes = [course.from > 0, course.until, course.halfFirst, course.gap].filter(Boolean).length;
  // What the file says of the doses takes the place of these.
  const isPlain = (course.unit ?? course.more) === undefined;
  return (
    <details class="more">
      <summary>{word(changes > 0 ? "schedule set" : "schedule", { n: changes })}</summary>
      {weeks(word("starts after"), course.from, (from) =>
        set({ from, ...(course.until !== undefined && course.until <= from ? { until: from + 7 } : {}) }),
      )}
      {isPlain &&
        tick(word("half first"), course.halfFirst !== undefined, (on) =>
          set({ halfFirst: on ? 14 : undefined }),
        )}
      {tick(word("stops"), course.until !== undefined, (on) =>
        set({ until: on ? Math.min(stop, days) : undefined, taper: undefined }),
      )}
      {course.until !== undefined &&
        weeks(word("stops after"), course.until, (until) => set({ until: Math.max(until, course.from + 1) }))}
      {isPlain &&
        course.until !== undefined &&
        weeks(word("tapered over"), course.taper ?? 0, (taper) => set({ taper: taper || undefined }))}
      {isPlain &&
        tick(word("misses a week"), course.gap !== undefined, (on) =>
          set({ gap: on ? { from: course.from + 28, days: 7 } : undefined }),
        )}
      {course.gap &&
        weeks(word("misses after"), course.gap.from, (from) =>
          set({ gap: { from, days: course.gap!.days } }),
        )}
    </details>
  );
}

function AddDrug({ one }: { one: Case }) {
  const taken = new Set(one.courses.map((c) => c.drug));
  const free = drugs.filter((d) => !taken.has(d.name));
  if (drugs.length === 0 || one.courses.length >= limits.courses) return null;
  const start = (name: string, from: number) => {
    const drug = drugNamed(name)!;
    return { drug: name, dose: drug.licensed.usual ?? drug.licensed.min, every: 1, from };
  };
  const half = Math.round(duration.value / 14) * 7;
  const switchTo = (name: string) => {
    const courses = current.value.courses
      .filter((c) => c.from < half)
      .map((c) => ({ ...c, until: Math.min(c.until ?? half, half) }));
    changeCase({ courses: [...courses, start(name, half)] });
  };
  const pick = (label: string, id: string, act: (name: string) => void) => (
    <select
      id={id}
      aria-label={label}
      value=""
      onChange={(e) => {
        const name = e.currentTarget.value;
        e.currentTarget.value = "";
        if (name) act(name);
      }}
    >
      <option value="">{label}</option>
      <Options of={titled(one.courses.length === 0 ? drugs : free)} />
    </select>
  );
  if (free.length === 0 && one.courses.length > 0) return null;
  return (
    <div class="row add">
      {pick(word(one.courses.length === 0 ? "give a drug" : "add a drug"), "add-drug", (name) =>
        changeCase({ courses: [...current.value.courses, start(name, 0)] }),
      )}
      {one.courses.length > 0 && pick(word("switch to"), "switch-drug", switchTo)}
    </div>
  );
}

function Horizon() {
  const chosen = duration.value;
  const choices = [28, 56, 84, 182, 364];
  return (
    <label class="row">
      <span>{word("watch for")}</span>
      <select
        id="horizon"
        value={chosen}
        onChange={(e) => change({ duration: Number(e.currentTarget.value) })}
      >
        {[...new Set([...choices, chosen])]
          .sort((a, b) => a - b)
          .map((days) => (
            <option key={days} value={days}>
              {days % 7 === 0 ? word("weeks", { n: days / 7 }) : word("days", { n: days })}
            </option>
          ))}
      </select>
    </label>
  );
}

export const currentTitle = () => title(current.value);
