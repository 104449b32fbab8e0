import { stringify } from "yaml";
import * as z from "zod";
import type { Path } from "./paths.ts";

// What a schema knows of a path in a file: which keys may stand there, and what it looks like by an example.

/** The schema with an example of what it describes, which messages and editors show. */
export const like = <S extends z.ZodType>(schema: S, ...examples: readonly unknown[]): S =>
  schema.meta({ examples: [...examples] });

/** The keys that the schema knows at a path, for "did you mean". */
export function knownKeys(schema: z.ZodType, path: Path): string[] {
  const keys = schemasAt(schema, path, true).flatMap((s) =>
    s instanceof z.ZodObject
      ? Object.keys(s.shape as object)
      : s instanceof z.ZodRecord && s.keyType instanceof z.ZodEnum
        ? s.keyType.options.map(String)
        : [],
  );
  return [...new Set(keys)];
}

/** Which form knows a key, for example `statistic: correlation`; undefined where no constant tells the forms apart. */
export function ownerOf(schema: z.ZodType, path: Path, key: string): string | undefined {
  const owner = objectsAt(schema, path).find((s) => Object.hasOwn(s.shape as object, key));
  for (const [name, value] of Object.entries(owner?.shape ?? {}))
    if (value instanceof z.ZodLiteral) return `${name}: ${String(value.value)}`;
  return undefined;
}

/** What the schema says of what stands at a path. */
export const descriptionOf = (schema: z.ZodType, path: Path): string | undefined =>
  schemasAt(schema, path, false)
    .map((s) => s.meta()?.description)
    .find((description) => description !== undefined);

/** Lines that would do at a path, such as `tablets: [10 mg, 20 mg]`; none where the schema has no example. */
export function exampleLines(schema: z.ZodType, path: Path): string[] {
  const last = path.at(-1);
  const found = schemasAt(schema, path, false).find((s) => examplesOf(s).length > 0);
  const before = typeof last === "string" ? `${last}: ` : "";
  const values = found === undefined ? [madeUp(schema, path)] : examplesOf(found);
  return values.flatMap((value) => (value === undefined ? [] : [`${before}${inOneLine(value)}`]));
}

export const inOneLine = (value: unknown): string =>
  stringify(value, {
    collectionStyle: "flow",
    flowCollectionPadding: false,
    lineWidth: 0,
    defaultKeyType: "PLAIN",
  }).trim();

/** An example put together from those of the parts; undefined where one of them has none. */
function madeUp(schema: z.ZodType, path: Path): unknown {
  for (const inner of schemasAt(schema, path, true)) {
    if (inner instanceof z.ZodArray) {
      const [member] = examplesAt(inner.element as z.ZodType);
      if (member !== undefined) return [member];
    }
    if (inner instanceof z.ZodRecord) {
      const [member] = examplesAt(inner.valueType as z.ZodType);
      if (member !== undefined) return { name: member };
    }
    if (!(inner instanceof z.ZodObject)) continue;
    const wanted = Object.entries(inner.shape as Record<string, z.ZodType>).filter(
      ([, part]) => !(part instanceof z.ZodOptional),
    );
    const parts = wanted.map(([key, part]) => [key, examplesAt(part)[0]] as const);
    if (parts.length > 0 && parts.every(([, part]) => part !== undefined)) return Object.fromEntries(parts);
  }
  return undefined;
}

const examplesOf = (schema: z.ZodType): readonly unknown[] => {
  const { examples } = schema.meta() ?? {};
  return Array.isArray(examples) ? examples : [];
};
const examplesAt = (schema: z.ZodType): readonly unknown[] =>
  schemasAt(schema, [], false)
    .map(examplesOf)
    .find((list) => list.length > 0) ?? [];

const objectsAt = (schema: z.ZodType, path: Path): z.ZodObject[] =>
  schemasAt(schema, path, true).filter((s) => s instanceof z.ZodObject);

/** The forms that a schema allows at a path; with `isInner` unions and the like are opened, else they are listed too. */
function schemasAt(schema: z.ZodType, path: Path, isInner: boolean): z.ZodType[] {
  const open = (s: unknown): z.ZodType[] => {
    const inner =
      s instanceof z.ZodOptional || s instanceof z.ZodDefault
        ? open(s.unwrap())
        : s instanceof z.ZodUnion
          ? s.options.flatMap(open)
          : undefined;
    if (!(s instanceof z.ZodType)) return [];
    return inner === undefined ? [s] : isInner ? inner : [s, ...inner];
  };
  let here = open(schema);
  for (const step of path)
    here = here.flatMap((s) => {
      if (s instanceof z.ZodObject) return open((s.shape as Record<string, unknown>)[String(step)]);
      if (s instanceof z.ZodRecord) return open(s.valueType);
      if (s instanceof z.ZodArray) return open(s.element);
      return [];
    });
  return here;
}
