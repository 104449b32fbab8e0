import { fresh, h, show } from "./dom.ts";
import { handInText, longestLink, toLink } from "./hand-in.ts";
import { keep, recall } from "./kept.ts";
import { printSheets } from "./print.ts";
import { download } from "./save.ts";
import { isText } from "./shapes.ts";
import { workDone } from "./sheet.ts";
import { word } from "./words.ts";

/** The end of a lesson: what was done becomes a link or a file for the teacher, or goes to a printer. */
export function handInPanel(lesson: string): HTMLElement {
  const id = fresh("name");
  const name = h("input", { id, type: "text", autocomplete: "name", maxlength: 80 });
  name.value = recall("name", isText) ?? "";
  name.addEventListener("change", () => keep("name", name.value.trim() || undefined));
  const said = h("p", { class: "hint", role: "status" });
  const linkPlace = h("div", {});

  /** The text to hand in; says what is missing where there is none. */
  const text = async (): Promise<string | undefined> => {
    show(linkPlace);
    said.textContent = "";
    const who = name.value.trim();
    const work = await workDone();
    const missing =
      Object.keys(work).length === 0 ? "nothing to hand in" : who === "" ? "name first" : undefined;
    if (missing) {
      said.textContent = word(missing);
      if (missing === "name first") name.focus();
      return undefined;
    }
    const now = new Date();
    const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
      .map((n) => String(n).padStart(2, "0"))
      .join("-");
    return handInText({ lull: 1, lesson, name: who, day, ...work });
  };

  const copy = h("button", { type: "button" }, word("copy hand-in link"));
  copy.addEventListener("click", async () => {
    const made = await text();
    if (made === undefined) return;
    const link = `${new URL("teachers.html", location.href).href}#hand-in=${toLink(made)}`;
    if (link.length > longestLink) {
      said.textContent = word("hand-in too long");
      return;
    }
    const field = fresh("link");
    show(
      linkPlace,
      h("label", { for: field }, word("your hand-in link")),
      h("input", { id: field, class: "hand-in-link", readonly: true, value: link }),
    );
    const isCopied = await navigator.clipboard?.writeText(link).then(
      () => true,
      () => false,
    );
    said.textContent = word(isCopied ? "hand-in link copied" : "hand-in link made");
  });
  const save = h("button", { type: "button", class: "quiet" }, word("save hand-in file"));
  save.addEventListener("click", async () => {
    const made = await text();
    if (made !== undefined) download(`${lesson} ${name.value.trim()}.json`, made, "application/json");
  });
  const print = h("button", { type: "button", class: "quiet" }, word("print a worksheet"));
  print.addEventListener("click", () => void printSheets());
  return h(
    "section",
    { class: "hand-in", "aria-label": word("hand in") },
    h("h2", {}, word("hand in")),
    h("p", {}, word("what is handed in")),
    h("div", { class: "control" }, h("label", { for: id }, word("your name")), name),
    h("div", { class: "buttons" }, copy, save, print),
    linkPlace,
    said,
  );
}
