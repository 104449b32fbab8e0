import { builtinModules } from "node:module";

// The rules that every file of src/ keeps, checked on texts so that they can be tried on made-up sources too.

/** Folders of src/, each free to import from those before it and from none after it. */
export const folders = [
  "text",
  "diagnostics",
  "units",
  "numbers",
  "random",
  "statistics",
  "solvers",
  "expressions",
  "model",
  "pharmacology",
  "data",
  "scenario",
  "language",
  "compile",
  "simulation",
  "runs",
  "document",
  "analysis",
  "interchange",
  "charts",
  "studies",
  "writers",
  "engine",
  "api",
  "explorer",
  "files",
  "build",
  "cli",
];

const hostFolders = ["files", "cli", "build"];
const isHost = (path: string) =>
  hostFolders.includes(folderOf(path)) || (folderOf(path) === "runs" && /worker/i.test(path));

interface Import {
  readonly specifier: string;
  readonly line: number;
}

/** Everything that breaks a rule, as `file:line: what`. Keys are paths below src/, with forward slashes. */
export function violations(sources: ReadonlyMap<string, string>): string[] {
  return [
    ...[...sources].flatMap(([path, text]) => [...wrongImports(path, text), ...hostCalls(path, text)]),
    ...cycles(sources),
    ...missingIndexes(sources),
  ];
}

/** A study shares what stands beside the studies' folders, and nothing of another one's. */
const isOtherStudy = (path: string, target: string) => {
  const [from, to] = [path, target].map((p) => /^studies\/([^/]+)\//.exec(p)?.[1]);
  return from !== undefined && to !== undefined && from !== to;
};

function wrongImports(path: string, text: string): string[] {
  const own = folderOf(path);
  return importsOf(text).flatMap(({ specifier, line }) => {
    const say = (what: string) => [`${path}:${line}: ${what}`];
    if (!folders.includes(own)) return say(`the folder "${own}" has no place in the order of folders`);
    if (!specifier.startsWith(".")) {
      const isBuiltin = specifier.startsWith("node:") || builtinModules.includes(specifier.split("/")[0]!);
      return isBuiltin && !isHost(path) ? say(`imports the Node built-in ${specifier}`) : [];
    }
    const target = resolved(path, specifier);
    const other = folderOf(target);
    if (other === own) return isOtherStudy(path, target) ? say(`imports ${target}, another study`) : [];
    if (folders.indexOf(other) > folders.indexOf(own))
      return say(`imports ${target}, which stands below ${own}/`);
    return target === `${other}/index.ts` ? [] : say(`imports ${target} past ${other}/index.ts`);
  });
}

function hostCalls(path: string, text: string): string[] {
  if (isHost(path)) return [];
  return codeOnly(text)
    .split("\n")
    .flatMap((line, i) =>
      [...line.matchAll(/(?<![\w$.])process(?![\w$])(?!\s*:)|\bDate\.now\b|\bMath\.random\b/g)].map(
        (match) => `${path}:${i + 1}: uses ${match[0]}`,
      ),
    );
}

/** Circles of imports between the files of one folder, each told once. */
function cycles(sources: ReadonlyMap<string, string>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]) => {
    const at = trail.indexOf(path);
    if (at >= 0) {
      const circle = [...trail.slice(at), path];
      const back = importsOf(sources.get(circle.at(-2)!)!).find(
        ({ specifier }) => resolved(circle.at(-2)!, specifier) === path,
      );
      found.push(`${circle.at(-2)}:${back?.line}: closes a circle: ${circle.join(" -> ")}`);
      return;
    }
    if (done.has(path)) return;
    for (const { specifier } of importsOf(sources.get(path) ?? "")) {
      const target = specifier.startsWith(".") ? resolved(path, specifier) : "";
      if (folderOf(target) === folderOf(path) && sources.has(target)) visit(target, [...trail, path]);
    }
    done.add(path);
  };
  for (const path of sources.keys()) visit(path, []);
  return found;
}

function missingIndexes(sources: ReadonlyMap<string, string>): string[] {
  const used = new Set([...sources.keys()].map(folderOf));
  used.delete("cli");
  return [...used].flatMap((folder) => {
    const text = sources.get(`${folder}/index.ts`);
    if (text === undefined) return [`${folder}/index.ts:1: is missing`];
    const isComment = /^(\/\/ ?\S.*\n\/\/ ?\S|\/\*\*?\s*\n \* \S.*\n \* \S)/.test(text);
    return isComment ? [] : [`${folder}/index.ts:1: does not open with two lines of comment`];
  });
}

function folderOf(path: string): string {
  return path.split("/")[0]!;
}

function resolved(from: string, specifier: string): string {
  const parts = from.split("/").slice(0, -1);
  for (const part of specifier.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/").replace(/\.js$/, ".ts");
}

/** Static, re-exporting, side-effect and dynamic imports, with the line of their source. Those in comments do not count. */
function importsOf(text: string): Import[] {
  const code = codeOnly(text, { strings: true });
  const statement =
    /(?:^|[;\n])\s*(?:import|export)\b(?:[^;"'`]*?\bfrom)?\s*["']([^"'\n]+)["']|\bimport\(\s*["']([^"'\n]+)["']/g;
  return [...code.matchAll(statement)].map((match) => {
    const specifier = match[1] ?? match[2]!;
    const line = code.slice(0, match.index + match[0].lastIndexOf(specifier)).split("\n").length;
    return { specifier, line };
  });
}

/** The text with comments (and strings, unless they are wanted) blanked, line by line where it was. */
function codeOnly(text: string, keep: { strings?: boolean } = {}): string {
  const token =
    /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|(?<=[(,=:[!&|?{};\n]\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n])+\/[a-z]*|`(?:\\[\s\S]|\$\{(?:[^{}`]|\{[^{}]*\}|`[^`]*`)*\}|[^`\\])*`/g;
  return text.replace(token, (found) => {
    if (found.startsWith("`")) {
      // What stands in ${...} is code.
      const code = [...found.matchAll(/\$\{((?:[^{}`]|\{[^{}]*\})*)\}/g)].map((m) => m[1]);
      return `"${found.replace(/[^\n]/g, "")}"${code.length > 0 ? `;${code.join(";")}` : ""}`;
    }
    if (keep.strings && (found.startsWith('"') || found.startsWith("'"))) return found;
    return found.replace(/[^\n]/g, " ");
  });
}
