import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../files/index.ts";

/** One export of the library as its source documents it. */
interface Documented {
  readonly name: string;
  /** Its declaration without the body. */
  readonly signature: string;
  readonly about: string;
  readonly throws: readonly string[];
  readonly example: string | undefined;
}

const entries = [
  {
    path: "src/api/index.ts",
    title: '`import { ... } from "lull"`',
    about: "In Node and in browsers. Nothing is read from disk or network.",
  },
  {
    path: "src/node.ts",
    title: '`import { ... } from "lull/node"`',
    about: "In Node: everything of `lull`, and what needs a disk.",
  },
] as const;

/** The reference of the library in Markdown, made from the comments in its source. */
export function referencePage(): string {
  const sections = entries.map(({ path, title, about }) => {
    const exported = exportsOf(path).map(({ name, file }) => documented(name, file));
    const isFunction = ({ signature }: Documented) => !/^(export )?(interface|type)\b/.test(signature);
    const functions = exported.filter(isFunction);
    const types = exported.filter((d) => !isFunction(d));
    return [
      `## ${title}`,
      about,
      ...functions.map(described),
      ...(types.length > 0 ? ["### Types", ...types.map(described)] : []),
    ].join("\n\n");
  });
  return `# The library\n\nMade from the comments in the source by \`npm run reference\`; edit those, not this page. Times are days, quantities are in\ntheir declared units.\n\n${sections.join("\n\n")}\n`;
}

/** What an index file gives on, with the file that declares it. Names that come from an index of another folder are left to that folder. */
function exportsOf(path: string): { name: string; file: string }[] {
  const text = source(path);
  const folder = path.slice(0, path.lastIndexOf("/"));
  return [...text.matchAll(/export (type )?\{([^}]*)\} from "([^"]+)"/g)].flatMap(([, , names, from]) => {
    const file = join(folder, from!);
    return names!
      .split(",")
      .map((name) => name.replace(/\btype\b/, "").trim())
      .filter(Boolean)
      .map((name) => ({ name, file: declaringFile(name, file) }));
  });
}

function declaringFile(name: string, file: string): string {
  if (!file.endsWith("index.ts")) return file;
  const own = [...source(file).matchAll(/export (?:type )?\{([^}]*)\} from "([^"]+)"/g)].find(([, names]) =>
    new RegExp(`\\b${name}\\b`).test(names!),
  );
  return own ? declaringFile(name, join(file, "..", own[2]!)) : file;
}

function documented(name: string, file: string): Documented {
  const text = source(file);
  const comment = "(/\\*\\*(?:(?!\\*/)[\\s\\S])*\\*/\\s*)?";
  const braced = `export (?:async )?(?:function|class|interface) ${name}\\b[\\s\\S]*?\\n\\}`;
  const declaration = new RegExp(`${comment}(${braced}|export type ${name}\\b[\\s\\S]*?(?=;\\n))`).exec(text);
  if (!declaration?.[1]) throw new Error(`${file}: ${name} has no comment that says what it is`);
  const lines = declaration[1]
    .replace(/^\/\*\*|\*\/\s*$/g, "")
    .split("\n")
    .map((line) => line.replace(/^\s*\* ?/, ""));
  const [body = "", ...tags] = lines
    .join("\n")
    .trim()
    .split(/\n(?=@)/);
  const of = (tag: string) =>
    [body, ...tags].filter((t) => t.startsWith(`@${tag}`)).map((t) => t.slice(tag.length + 1).trim());
  const parameters = of("param").map(
    (p) => `- \`${p.split(" ")[0]}\`: ${p.slice(p.indexOf(" ") + 1).replace(/\s+/g, " ")}`,
  );
  const returns = of("returns").map((r) => `Gives ${r.replace(/\s+/g, " ")}.`);
  return {
    name,
    signature: signatureOf(declaration[2]!),
    about: [
      body.startsWith("@") ? "" : body.replace(/\n+/g, " ").trim(),
      ...(parameters.length > 0 ? [parameters.join("\n")] : []),
      ...returns,
    ]
      .filter(Boolean)
      .join("\n\n"),
    throws: of("throws").map((t) => t.replace(/\s+/g, " ")),
    example: of("example")[0],
  };
}

/** A function up to its body, a type whole, a class by its name. @throws Error where a function's brackets do not close */
export function signatureOf(declaration: string): string {
  const text = declaration.replace(/^export /, "");
  if (text.startsWith("class")) return text.slice(0, text.indexOf("{")).trim();
  if (/^(async )?function/.test(text)) return text.slice(0, bodyStart(text)).trim();
  return withoutComments(text);
}

/** Where the body of a function begins: the first brace outside of brackets that opens no type. */
function bodyStart(text: string): number {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (c === "{" && depth === 0 && !/([:|&]|=>)\s*$/.test(text.slice(0, i))) return i;
    if ("(<[{".includes(c)) depth++;
    if (")]}".includes(c) || (c === ">" && text[i - 1] !== "=")) depth--;
  }
  if (depth !== 0) throw new Error(`The reference cannot tell where this signature ends:\n${text}`);
  return text.length;
}

/** Comments of members become comments at the end of their line's head, in one line each. */
const withoutComments = (text: string) =>
  text.replace(
    /\/\*\*\s*(?:\* )?([\s\S]*?)\s*\*\/\n/g,
    (_, comment: string) => `// ${comment.replace(/(\n\s*\* ?)+/g, " ").replace(/@throws/g, "Throws")}\n`,
  );

function described({ name, signature, about, throws, example }: Documented): string {
  return [
    `### ${name}`,
    about,
    `\`\`\`ts\n${signature}\n\`\`\``,
    ...throws.map((t) => `Throws ${t}.`),
    ...(example ? [`For example:\n\n\`\`\`ts\n${example}\n\`\`\``] : []),
  ].join("\n\n");
}

const source = (path: string) => readFileSync(join(packageRoot, path), "utf8");
