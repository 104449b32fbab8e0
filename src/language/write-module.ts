import { Document, isMap, isScalar, stringify, visit } from "yaml";
import type { Formula, ModuleSource } from "../model/index.ts";
import { withoutMissing } from "../text/index.ts";

/** Any data as YAML text. */
export const yamlText = (data: object): string => stringify(data, { lineWidth: 0 });

/**
 * A module as the text of its file, one declaration a line, numbers to their last digit. What it says reads back as the
 * same module, places aside.
 *
 * @param heading comment lines above
 */
export function moduleText(module: ModuleSource, heading: readonly string[] = []): string {
  const byName = <T extends { readonly name: string }>(list: readonly T[], make: (one: T) => object) =>
    list.length === 0
      ? undefined
      : Object.fromEntries(list.map((one) => [one.name, withoutMissing(make(one))]));
  const formula = ({ text }: Formula) => text;
  const data = withoutMissing({
    module: module.name,
    title: module.title,
    about: module.about,
    units: module.units,
    time: module.time?.text,
    start: module.start,
    parameters: byName(module.parameters, ({ value, unit, range, tier, about, sources, note }) => ({
      value,
      unit: unit.text,
      range,
      tier,
      about,
      sources: sources.length > 0 ? sources : undefined,
      note,
    })),
    states: byName(module.states, ({ unit, initial, rate, scale, about, title, axis }) => ({
      unit: unit.text,
      title,
      axis,
      initial: formula(initial),
      rate: formula(rate),
      scale,
      about,
    })),
    values: byName(module.values, (one) => ({
      unit: one.unit.text,
      title: one.title,
      axis: one.axis,
      formula: formula(one.formula),
      about: one.about,
    })),
    events: byName(module.events ?? [], (event) => ({
      trigger: formula(event.trigger),
      initially: event.initially ? undefined : false,
      delay: event.delay && formula(event.delay),
      priority: event.priority && formula(event.priority),
      persistent: event.persistent ? undefined : false,
      evaluate: event.evaluate === "execution" ? "execution" : undefined,
      assign: Object.fromEntries(event.assign.map((one) => [one.name, formula(one.formula)])),
      about: event.about,
    })),
  });
  const document = new Document(data);
  document.commentBefore = heading.map((line) => ` ${line}`).join("\n");
  visit(document, {
    Map(_key, map, path) {
      // Declarations stand in braces; what holds them does not.
      if (path.length >= 4) map.flow = true;
    },
    Pair(_key, pair) {
      if (isScalar(pair.key) && pair.key.value === "range" && !isMap(pair.value) && pair.value)
        (pair.value as { flow?: boolean }).flow = true;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}
