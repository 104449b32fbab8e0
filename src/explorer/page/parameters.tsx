import type { ModuleSource } from "../../model/index.ts";
import { outsideRange } from "../origin.ts";
import { shareOfValue, valueAtShare } from "../spread.ts";
import { digits, word } from "./language.ts";
import { withNames } from "./library.ts";
import { Quiet } from "./parts.tsx";
import { numbers } from "./shown.ts";
import { changeCase, foreseen, settle } from "./store.ts";
import { startSweep } from "./sweep.tsx";

type Parameter = ModuleSource["parameters"][number];

function withNumber(full: string, value: number | undefined) {
  const { [full]: _, ...rest } = numbers.value;
  return { set: value === undefined ? rest : { ...rest, [full]: value } };
}

const setNumber = (full: string, value: number | undefined, event?: Event) =>
  changeCase(withNumber(full, value), event);

/** The numbers of a system: each with a slider over its plausible range, a way back, and a fan of curves. */
export function Parameters({ module }: { module: ModuleSource }) {
  if (module.parameters.length === 0) return null;
  const changed = module.parameters.filter((p) => numbers.value[`${module.name}.${p.name}`] !== undefined);
  return (
    <section class="parameters" aria-label={word("numbers of", { title: module.title })}>
      <h3>
        {word(changed.length > 0 ? "numbers some changed" : "numbers", {
          n: module.parameters.length,
          changed: changed.length,
        })}
      </h3>
      <ul>
        {module.parameters.map((p) => (
          <Slider key={p.name} parameter={p} full={`${module.name}.${p.name}`} />
        ))}
      </ul>
    </section>
  );
}

function Slider({ parameter, full }: { parameter: Parameter; full: string }) {
  const { value, range, tier, about, note, unit } = parameter;
  const own = numbers.value[full];
  const now = own ?? value;
  const name = parameter.name.replaceAll("_", " ");
  const ends = { low: digits(String(range[0])), high: digits(String(range[1])) };
  const unitText = unit.text === "1" ? "" : ` ${unit.text}`;
  return (
    <li class={own === undefined ? "" : "changed"}>
      <div class="row">
        <span title={withNames(`${about}${note ? ` ${note}` : ""}`)}>
          {name} <span class={`badge ${tier}`}>{word(`tier ${tier}`)}</span>
        </span>
        <span class="number">
          {digits(String(now))}
          {unitText}
          {outsideRange(parameter, now) && <b class="outside"> {word("outside", ends)}</b>}
        </span>
      </div>
      <div class="row">
        <input
          type="range"
          min={0}
          max={1}
          step={0.005}
          value={shareOfValue(range, now)}
          aria-label={`${word("plausible", { name, ...ends })}${unitText}`}
          aria-valuetext={`${digits(String(now))}${unitText}`}
          onInput={(event) => setNumber(full, valueAtShare(range, Number(event.currentTarget.value)), event)}
          onChange={() => settle(0)}
          {...foreseen((share) => withNumber(full, valueAtShare(range, share)))}
        />
        <Quiet
          aria-label={word("reset to", { name, value: digits(String(value)) })}
          disabled={own === undefined}
          onClick={() => setNumber(full, undefined)}
        >
          {word("reset")}
        </Quiet>
        <Quiet aria-label={word("sweep what", { name })} onClick={() => void startSweep(full)}>
          {word("sweep")}
        </Quiet>
      </div>
    </li>
  );
}
