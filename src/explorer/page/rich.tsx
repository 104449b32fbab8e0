import type { ComponentChildren } from "preact";

/** A text in which `<name>parts</name>` are made into elements, by name. */
export function rich(
  text: string,
  parts: Readonly<Record<string, (inner: string) => ComponentChildren>>,
): ComponentChildren[] {
  return text.split(/(<\w+>.*?<\/\w+>)/).map((piece) => {
    const [, name = "", inner = ""] = /^<(\w+)>(.*)<\/\w+>$/.exec(piece) ?? [];
    return parts[name]?.(inner) ?? piece;
  });
}
