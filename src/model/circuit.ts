import type { Model, ModuleSource, OverviewBox } from "./types.ts";
import { formulasOf, readings } from "./unused.ts";

/** One module acting on another: through named effects, and perhaps by plain algebra as well. */
export interface CircuitEdge {
  readonly from: string;
  readonly to: string;
  /** Full names of the effects that carry the influence; empty where formulas read each other directly. */
  readonly effects: readonly string[];
  /**
   * Where formulas read each other directly: the effects that move what is read. Without them it stays at its drug-free
   * level, here and wherever else it is read.
   */
  readonly holds?: readonly string[] | undefined;
}

/** The model as a circuit: modules, and who acts on whom by which effects. */
export interface Circuit {
  readonly nodes: readonly { readonly name: string; readonly title: string; readonly system: string }[];
  readonly edges: readonly CircuitEdge[];
}

/**
 * The circuit that the effects draw. An effect leads to its own module from every module that its formula reads, also
 * through values and states of its own module in between; one that reads nothing else is a loop of its module on itself.
 * Direct reading between modules gives edges without effects. `system` is the folder of the module's file.
 */
export function circuitOf(model: Model): Circuit {
  // Numbers that belong to a person, such as how much of an enzyme there is: without an arrow they would stand alone.
  const constant = new Set(model.modules.filter((m) => formulasOf(m).length === 0).map((m) => m.name));
  const reads = new Map<string, Set<string>>();
  for (const { user, read } of readings(model)) {
    const own = reads.get(user) ?? new Set<string>();
    for (const name of read) {
      const entry = model.entries.get(name);
      if (entry && (entry.kind !== "parameter" || constant.has(entry.module))) own.add(name);
    }
    reads.set(user, own);
  }
  const moduleOf = (name: string) => name.slice(0, name.indexOf("."));
  const edges = new Map<string, Set<string>>();
  /** What is read directly along an edge. */
  const read = new Map<string, string[]>();
  const connect = (from: string, to: string, effect?: string) => {
    const key = `${from} ${to}`;
    const effects = edges.get(key) ?? new Set<string>();
    if (effect !== undefined) effects.add(effect);
    edges.set(key, effects);
  };
  for (const [name, direct] of reads) {
    const home = moduleOf(name);
    if (model.entries.get(name)?.kind !== "effect") {
      for (const other of direct) {
        if (moduleOf(other) === home) continue;
        connect(moduleOf(other), home);
        const key = `${moduleOf(other)} ${home}`;
        read.set(key, [...(read.get(key) ?? []), other]);
      }
      continue;
    }
    const foreign = new Set<string>();
    const seen = new Set<string>();
    const visit = (at: string) => {
      for (const read of reads.get(at) ?? []) {
        if (moduleOf(read) !== home) foreign.add(moduleOf(read));
        else if (!seen.has(read) && model.entries.get(read)?.kind !== "effect") {
          seen.add(read);
          visit(read);
        }
      }
    };
    visit(name);
    for (const from of foreign.size > 0 ? foreign : [home]) connect(from, home, name);
  }
  /** Effects that move what is read, through whichever modules it comes; an effect that is cut lets nothing through. */
  const effectsBehind = (names: readonly string[]) => {
    const seen = new Set<string>();
    const visit = (name: string) => {
      if (seen.has(name)) return;
      seen.add(name);
      if (model.entries.get(name)?.kind !== "effect") for (const other of reads.get(name) ?? []) visit(other);
    };
    for (const name of names) visit(name);
    return [...seen].filter((name) => model.entries.get(name)?.kind === "effect");
  };
  // Without drugs in use there is nothing in their plasma and at their targets.
  const modules = model.modules.filter((m) => !constant.has(m.name) || m.parameters.length > 0);
  return {
    nodes: modules.map((module) => ({ name: module.name, title: module.title, system: folderOf(module) })),
    edges: [...edges].map(([key, effects]) => ({
      from: key.split(" ")[0]!,
      to: key.split(" ")[1]!,
      effects: [...effects],
      ...(effects.size === 0 ? { holds: effectsBehind(read.get(key) ?? []) } : {}),
    })),
  };
}

/** The first look at a circuit: boxes named by their titles, with all that leads from one to another as one arrow. */
export function overviewOf({ nodes, edges }: Circuit, boxes: readonly OverviewBox[]): Circuit {
  const boxOf = (node: Circuit["nodes"][number]) =>
    boxes.find((box) => box.modules.includes(node.name)) ??
    boxes.find((box) => (node.system === "" ? box.hasDrugs : box.folders.includes(node.system)));
  const titles = new Map(nodes.map((node) => [node.name, boxOf(node)?.title]));
  const merged = new Map<string, Required<CircuitEdge>>();
  for (const { from: source, to: target, effects, holds = [] } of edges) {
    const [from, to] = [titles.get(source), titles.get(target)];
    if (from === undefined || to === undefined || from === to) continue;
    const key = `${from} ${to}`;
    const known = merged.get(key) ?? { from, to, effects: [], holds: [] };
    const both = (a: readonly string[] = [], b: readonly string[] = []) => [...new Set([...a, ...b])];
    merged.set(key, { from, to, effects: both(known.effects, effects), holds: both(known.holds, holds) });
  }
  return {
    nodes: boxes.flatMap(({ title }) => {
      const first = nodes.find((node) => titles.get(node.name) === title);
      return first ? [{ name: title, title, system: first.system }] : [];
    }),
    edges: [...merged.values()],
  };
}

/** The same with all modules of one system as one box, named like the system. */
export function asOneBox({ nodes, edges }: Circuit, system: string): Circuit {
  const inside = new Set(nodes.filter((n) => n.system === system).map((n) => n.name));
  if (inside.size === 0) return { nodes, edges };
  const box = (name: string) => (inside.has(name) ? system : name);
  const merged = new Map<string, CircuitEdge>();
  for (const { from, to, effects } of edges) {
    const edge = { from: box(from), to: box(to) };
    const key = `${edge.from} ${edge.to}`;
    merged.set(key, { ...edge, effects: [...(merged.get(key)?.effects ?? []), ...effects] });
  }
  const title = `${inside.size} modules: ${[...inside].join(", ")}`;
  return {
    nodes: [...nodes.filter((n) => !inside.has(n.name)), { name: system, title, system }],
    edges: [...merged.values()].filter((e) => e.from !== e.to || e.effects.length > 0),
  };
}

/** The folder that a module's file stands in; empty where there is none. */
export function folderOf(module: ModuleSource): string {
  return module.place.file.split("/").at(-2) ?? "";
}
