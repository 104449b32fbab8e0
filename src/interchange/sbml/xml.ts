import { SaxesParser } from "saxes";
import type { Checked, Diagnostic, Place } from "../../diagnostics/index.ts";
import * as say from "./messages.ts";

/** One element of an XML document. Names carry no prefix; the namespace says whose they are. */
export interface XmlElement {
  readonly name: string;
  readonly namespace: string;
  /** Attributes without a namespace, by name. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Its own text, with a line break for each child. */
  readonly text: string;
  /** Where its start tag stands. */
  readonly place: Place;
}

/** What a document may cost. The largest kinetic models that people exchange stay below a fifth of each. */
const most = { bytes: 16e6, depth: 200, elements: 250_000 };

/**
 * Reads an XML document with `saxes`, which knows no entities but the five of XML and opens nothing. A document type
 * declaration, more than {@link most} allows and any other encoding than UTF-8 are refused.
 *
 * @param file name for places in it
 */
export function readXml(
  file: string,
  content: Uint8Array | string,
): Checked<{ root: XmlElement; text: string }> {
  if (content.length > most.bytes) return refused(say.tooLarge(file, content.length, most.bytes));
  const text = typeof content === "string" ? content : decoded(content);
  if (text === undefined) return refused(say.notUtf8(file));
  try {
    return { value: { root: parsed(file, text), text }, diagnostics: [] };
  } catch (error) {
    if (error instanceof RefusedXml) return refused(error.diagnostic);
    throw error;
  }
}

const refused = (diagnostic: Diagnostic) => ({ diagnostics: [diagnostic] });

class RefusedXml extends Error {
  readonly diagnostic: Diagnostic;
  constructor(diagnostic: Diagnostic) {
    super(diagnostic.message);
    this.diagnostic = diagnostic;
  }
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

interface Growing {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: Map<string, string>;
  readonly children: Growing[];
  text: string;
  readonly place: Place;
}

function parsed(file: string, text: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: Growing[] = [];
  let root: Growing | undefined;
  let count = 0;
  let tagStart = 0;
  const here = (): Place => {
    // The parser counts on after the end, where it notices what is missing.
    const end = Math.max(1, Math.min(parser.position, text.length));
    return { file, start: end - 1, end };
  };
  const refuse = (make: (place: Place) => Diagnostic, place = here()): never => {
    throw new RefusedXml(make(place));
  };
  parser.on("error", (error) =>
    refuse((place) => say.notXml(error.message.replace(/^\d+:\d+: /, ""), place)),
  );
  parser.on("xmldecl", ({ encoding }) => {
    if (encoding !== undefined && !/^(utf-?8|us-ascii)$/i.test(encoding))
      refuse((place) => say.otherEncoding(encoding, place));
  });
  parser.on("doctype", () => refuse(say.documentType));
  parser.on("opentagstart", ({ name }) => {
    tagStart = Math.max(0, parser.position - name.length - 2);
    if (++count > most.elements) refuse((place) => say.tooManyElements(most.elements, place));
    if (open.length >= most.depth) refuse((place) => say.tooDeep(most.depth, place));
  });
  parser.on("opentag", (tag) => {
    const attributes = new Map<string, string>();
    for (const { uri, local, value } of Object.values(tag.attributes))
      if (uri === "") attributes.set(local, value);
    const element: Growing = {
      name: tag.local,
      namespace: tag.uri,
      attributes,
      children: [],
      text: "",
      place: { file, start: tagStart, end: parser.position },
    };
    const inside = open.at(-1);
    inside?.children.push(element);
    if (inside) inside.text += "\n";
    root ??= element;
    open.push(element);
  });
  parser.on("closetag", () => {
    open.pop();
  });
  const addText = (more: string) => {
    const inside = open.at(-1);
    if (inside) inside.text += more;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.write(text).close();
  return root ?? refuse(say.emptyDocument);
}

export const childrenOf = ({ children }: XmlElement, name: string): XmlElement[] =>
  children.filter((child) => child.name === name);

export const childOf = ({ children }: XmlElement, name: string): XmlElement | undefined =>
  children.find((child) => child.name === name);
