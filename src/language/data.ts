import type { DataTable, Written } from "../data/index.ts";
import type { Read } from "./document.ts";
import type { OwnFiles } from "./own-files.ts";
import type { DataTableData } from "./scenario-schema.ts";

/** The tables of measured points that a scenario names, each with its text; what is in them is read when the model is known. */
export function readDataTables(
  read: Read<unknown>,
  data: DataTableData | readonly DataTableData[] | undefined,
  own: OwnFiles,
): DataTable[] {
  if (data === undefined) return [];
  const isList = Array.isArray(data);
  const items: readonly DataTableData[] = isList ? data : [data as DataTableData];
  return items.flatMap((item, i) => {
    const path: PropertyKey[] = isList ? ["data", i] : ["data"];
    const given = typeof item === "string" ? { file: item } : item;
    const at = (...more: PropertyKey[]) => read.at(...path, ...more);
    const place = typeof item === "string" ? at() : at("file");
    const found = own.plain(given.file, place);
    if (!found) return [];
    const written = (key: "time" | "variable" | "arm" | "unit"): Written | undefined =>
      given[key] === undefined ? undefined : { text: String(given[key]), place: at(key) };
    const named = <K extends string>(key: "columns" | "variables", from: Partial<Record<K, string>> = {}) =>
      new Map(
        (Object.entries(from) as [K, string][]).map(([name, text]) => [name, { text, place: at(key, name) }]),
      );
    return [
      {
        file: found.path,
        text: found.text,
        columns: named("columns", given.columns),
        variables: named("variables", given.variables),
        time: written("time"),
        variable: written("variable"),
        arm: written("arm"),
        unit: written("unit"),
        place,
      },
    ];
  });
}
