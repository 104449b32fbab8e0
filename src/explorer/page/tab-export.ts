/** A cell of CSV, quoted where it must be. */
const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const row = (cells: readonly string[]) => cells.map(cell).join(",");
const textOf = (element: Element) => (element.textContent ?? "").replaceAll(/\s+/g, " ").trim();

/** What a tab tells in tables and lists, as CSV under a line that says where it comes from; undefined where there is none. */
export function tabTable(panel: Element, origin: string): string | undefined {
  const rows = [
    ...[...panel.querySelectorAll("tr")].map((line) => [...line.children].map(textOf)),
    ...[...panel.querySelectorAll(".claims > li, .order > li")].map((item) => [
      ...[...item.querySelectorAll(":scope > .badge")].map(textOf),
      textOf(item),
    ]),
  ].filter((cells) => cells.some(Boolean));
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

/** A drawing as pixels, twice as fine as on the page. */
export async function drawingPicture(svg: string): Promise<Blob | null> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const sheet = document.createElement("canvas");
  Object.assign(sheet, { width: 2 * image.width, height: 2 * image.height });
  sheet.getContext("2d")?.drawImage(image, 0, 0, sheet.width, sheet.height);
  return new Promise((resolve) => sheet.toBlob(resolve));
}
