/** A cell of CSV, quoted where it must be. */
const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const row = (cells: readonly string[]) => cells.map(cell).join(",");
/** Its text as it is seen: what stands in lines of its own does not run together. */
const textOf = (element: Element) =>
  ((element as HTMLElement).innerText ?? element.textContent ?? "").replaceAll(/\s+/g, " ").trim();

const rowsOfTables = (panel: Element) =>
  [...panel.querySelectorAll("tr:not(:has(button))")].map((line) => [...line.children].map(textOf));
const items = (panel: Element) => [...panel.querySelectorAll(".claims > li, .order > li")];
const isSaid = (cells: readonly string[]) => cells.some(Boolean);

/** What a tab tells in tables and lists, row by row. */
export const tabRows = (panel: Element): string[][] =>
  [...rowsOfTables(panel), ...items(panel).map((item) => [textOf(item)])].filter(isSaid);

/** The same as CSV under a line that says where it comes from; undefined where there is none. */
export function tabTable(panel: Element, origin: string): string | undefined {
  const rows = [
    ...rowsOfTables(panel),
    ...items(panel).map((item) => [
      ...[...item.querySelectorAll(":scope > .badge")].map(textOf),
      textOf(item),
    ]),
  ].filter(isSaid);
  return rows.length > 0 ? `# ${origin}\n${rows.map(row).join("\n")}\n` : undefined;
}

const looks = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "opacity",
  "font-family",
  "font-size",
  "font-weight",
] as const;

/** A drawing as an SVG file that looks as on the page, with a line below that says where it comes from. */
export function standaloneSvg(drawing: SVGSVGElement, originLines: readonly string[]): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const copies = [...copy.querySelectorAll<SVGElement>("*")];
  for (const [i, element] of [...drawing.querySelectorAll("*")].entries()) {
    const style = getComputedStyle(element);
    for (const look of looks) copies[i]!.style.setProperty(look, style.getPropertyValue(look));
    for (const name of ["class", "role", "tabindex", "aria-label", "aria-pressed"])
      copies[i]!.removeAttribute(name);
  }
  const { width, height } = drawing.viewBox.baseVal;
  const line = 14;
  const whole = height + line * (originLines.length + 1);
  const make = (name: string, attributes: Record<string, string | number>, text = "") => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    element.textContent = text;
    return element;
  };
  const page = getComputedStyle(document.documentElement);
  copy.prepend(make("rect", { width, height: whole, fill: page.getPropertyValue("--paper").trim() }));
  for (const [i, text] of originLines.entries())
    copy.append(
      make(
        "text",
        {
          x: 8,
          y: height + line * (i + 1),
          "font-size": 10,
          "font-family": "system-ui, sans-serif",
          fill: page.getPropertyValue("--ink").trim(),
        },
        text,
      ),
    );
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("viewBox", `0 0 ${width} ${whole}`);
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(whole));
  return new XMLSerializer().serializeToString(copy);
}
