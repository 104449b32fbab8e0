import type { Command } from "commander";
import { occupancyByDose } from "../analysis/index.ts";
import { circuitDot, occupancyFigure } from "../charts/index.ts";
import { suggestion } from "../diagnostics/index.ts";
import { declaredLine, figureFoot } from "../document/index.ts";
import {
  InputFiles,
  renderFigure,
  renderGraph,
  scenarioFiles,
  searchFiles,
  shownPath,
} from "../files/index.ts";
import { readScenario, readSearch } from "../language/index.ts";
import { asOneBox, circuitOf } from "../model/index.ts";
import { personGroups, withAllRoutes } from "../pharmacology/index.ts";
import { joinWithDrugs, type MeasureFunction, measures, signatureOf } from "../scenario/index.ts";
import { solvers } from "../solvers/index.ts";
import { recordTable } from "../text/index.ts";
import { Failure } from "./failure.ts";
import { type LibraryOptions, type LoadedLibrary, loadLibrary } from "./library.ts";
import { modelsOption, withOption } from "./options.ts";
import { recordOfFiles } from "./record.ts";
import { printRecorded, terminalWidth } from "./terminal.ts";

type ListRow = Readonly<Record<string, string>>;

const measureNames = Object.keys(measures) as MeasureFunction[];

/** Every kind that can be listed, with how its rows are made. The first column is the name. */
const kinds: Readonly<Record<string, (library: LoadedLibrary, read: InputFiles["read"]) => ListRow[]>> = {
  modules: ({ model }) => model.modules.map((m) => ({ name: m.name, title: m.title, file: m.place.file })),
  effects: ({ model }) =>
    model.modules.flatMap((m) => m.effects.map((e) => ({ name: `${m.name}.${e.name}`, about: e.about }))),
  parameters: ({ model }) =>
    model.modules.flatMap((m) =>
      m.parameters.map((p) => ({
        name: `${m.name}.${p.name}`,
        value: `${p.value} ${p.unit.text === "1" ? "" : p.unit.text}`.trim(),
        range: p.range.join(" to "),
        tier: p.tier,
        about: p.about,
      })),
    ),
  variables: (library) =>
    [
      ...(joinWithDrugs(
        library.model,
        [...library.drugs.values()].map(withAllRoutes),
      ).value?.entries.values() ?? []),
    ]
      .filter((e) => e.kind === "state" || e.kind === "value")
      .map((e) => ({ name: e.name, kind: e.kind, unit: e.unit.text, about: e.source.about })),
  drugs: ({ drugs }) =>
    [...drugs.values()].map((d) => ({
      name: d.name,
      class: d.class,
      licensed: `${d.licensed.min} to ${d.licensed.max} mg/day`,
      tablets: `${d.tablets.join(", ")} mg`,
      acts_on: [d, ...d.metabolites]
        .flatMap((s) => s.targets.map((t) => `${t.site} (${t.action}${s === d ? "" : `, as ${s.name}`})`))
        .join(", "),
      cleared_by: d.enzymes.map((e) => `${e.enzyme} ${e.share.value}`).join(", "),
      inhibits: [...new Set([d, ...d.metabolites].flatMap((s) => s.inhibits.map((i) => i.enzyme)))].join(
        ", ",
      ),
    })),
  people: ({ people, model }) =>
    [...people.values()]
      .sort((a, b) => personGroups.indexOf(a.group) - personGroups.indexOf(b.group))
      .map((p) => ({
        name: p.name,
        group: p.group,
        title: p.name === model.person ? `${p.title} (default)` : p.title,
        sets: [
          ...p.set.map((s) => `${s.name} = ${s.value}`),
          ...p.scale.map((s) => `${s.name} x ${s.value}`),
        ].join(", "),
      })),
  populations: ({ populations }) =>
    [...populations.values()].map((p) => ({ name: p.name, title: p.title, about: p.about })),
  care: ({ model }) =>
    model.care.map((c, i) => ({
      name: c.name,
      sets: c.set.map((s) => `${s.name}=${s.value}`).join(", "),
      note: i === 0 ? "default" : "",
    })),
  plots: ({ model }) => model.groups.map((g) => ({ name: g.name, title: g.title, shows: g.show.join(", ") })),
  hypotheses: ({ model }) =>
    model.modules.flatMap((m) =>
      m.hypotheses.flatMap((h) =>
        h.choices.map((c) => ({
          name: `${m.name}.${h.name}`,
          choice: c.name,
          note: c.name === h.default ? "default" : "",
          about: c.about,
        })),
      ),
    ),
  evidence: ({ sources }) =>
    [...sources.values()].map((s) => ({ name: s.id, read: s.read, citation: s.citation })),
  claims: ({ claims }) =>
    [...claims.values()].map((c) => ({ name: c.id, row: c.row, contested: c.contested, says: c.says })),
  rows: ({ model }) => model.rows.map((r) => ({ name: r.id, says: r.says })),
  scenarios: (_, read) =>
    scenarioFiles().map((path) => {
      const { value } = readScenario(shownPath(path), read(path)!, read);
      return { name: path, question: value?.scenario.question ?? "(faulty: run lint)" };
    }),
  searches: (_, read) =>
    searchFiles().map((path) => {
      const { value } = readSearch(shownPath(path), read(path)!, read);
      return { name: path, question: value?.plan.question ?? "(faulty: run lint)" };
    }),
  measures: () =>
    measureNames.map((name) => ({
      name: signatureOf(name),
      about: measures[name].about,
      unit: measures[name].unit.replace(/^as x$/, "that of x").replace("x times", "that of x times"),
    })),
  solvers: () => solvers.map((s) => ({ name: s.name, about: s.about })),
};

export function addList(program: Command): void {
  program
    .command("list")
    .description(`what there is: ${Object.keys(kinds).join(", ")}`)
    .argument("<kind>", "what to list")
    .option("--json", "print JSON")
    .option(
      "--graph",
      "for effects: print the circuit they draw; for drugs: measured and predicted occupancy; as SVG",
    )
    .addOption(modelsOption())
    .addOption(withOption())
    .action(
      async (
        kind: string,
        options: LibraryOptions & { readonly json?: boolean; readonly graph?: boolean },
      ) => {
        const rowsOf = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
        if (!rowsOf)
          throw new Failure(
            `There is no kind "${kind}" to list.\n${suggestion(kind, Object.keys(kinds)) ?? `Kinds: ${Object.keys(kinds).join(", ")}.`}`,
            2,
          );
        if (options.graph && kind !== "effects" && kind !== "drugs")
          throw new Failure("--graph draws effects and drugs: lull list effects --graph", 2);
        const library = loadLibrary(options);
        const inputs = new InputFiles();
        if (options.graph && kind === "drugs") {
          const figure = occupancyFigure(occupancyByDose(library));
          const provenance = figureFoot(recordOfFiles(kind, library));
          process.stdout.write(await renderFigure(figure, { format: "svg", provenance }));
          return;
        }
        if (options.graph) {
          const { value } = joinWithDrugs(library.model, [...library.drugs.values()].map(withAllRoutes));
          process.stdout.write(
            await renderGraph(
              circuitDot(asOneBox(circuitOf(value!), "drugs"), declaredLine(recordOfFiles(kind, library))),
            ),
          );
          return;
        }
        const rows = rowsOf(library, inputs.read);
        const record = recordOfFiles(kind, library, inputs.list);
        const words = recordTable(rows, terminalWidth());
        printRecorded(options.json, { kind, rows }, words, record, declaredLine(record));
      },
    );
}

/** For tests and documentation: the kinds that `list` knows. */
export const listKinds = Object.keys(kinds);
