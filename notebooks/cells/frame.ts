import { h } from "./dom.ts";
import { handInPanel } from "./hand-in-panel.ts";
import { embedded, pageName, task } from "./options.ts";
import { readyToPrint } from "./print.ts";
import { language, word } from "./words.ts";

// What stands around the cells of a page: what the link asks for, a note on links that lead nowhere, and at the end of a
// lesson a way to hand it in and to print it.

const main = document.querySelector("main") ?? document.body;

/** Goes to the page in the language that the link asks for, where there is one; what else the link says goes along. */
function inAskedLanguage(): void {
  const asked = new URLSearchParams(location.search).get("lang");
  if (asked === null || asked === language) return;
  const other = document.querySelector<HTMLLinkElement>(
    `link[rel="alternate"][hreflang="${CSS.escape(asked)}"]`,
  );
  if (other) location.replace(there(other.href));
}

/** The address of this page in another language, with all that its own says but the language. */
function there(href: string): string {
  const address = new URL(href);
  const asked = new URLSearchParams(location.search);
  asked.delete("lang");
  address.search = asked.toString();
  address.hash = location.hash;
  return address.href;
}

/** Puts around the cells what belongs there. */
export function surround(): void {
  inAskedLanguage();
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a.language"))
    link.addEventListener("click", () => {
      link.href = there(link.href);
    });
  main.prepend(nowhere);
  if (task !== "") main.prepend(taskAbove());
  if (embedded !== undefined) document.body.classList.add("embedded");
  void finish();
}

async function finish(): Promise<void> {
  await allShown();
  if (isLesson) {
    main.append(handInPanel(pageName));
    readyToPrint();
  }
  const alone = embedded ? document.getElementById(embedded) : null;
  if (alone) showAlone(alone);
  tellNowhere();
  addEventListener("hashchange", tellNowhere);
}

const taskAbove = () =>
  h(
    "section",
    { class: "task", "aria-label": word("your task") },
    h("b", {}, word("your task")),
    h("p", {}, task),
  );

/** Resolves when all cells have shown something, or after some seconds. */
async function allShown(): Promise<void> {
  for (let i = 0; i < 100 && main.querySelector(".observablehq--cell:empty"); i++)
    await new Promise((resolve) => setTimeout(resolve, 100));
}

/** Shows one part of the page alone, such as a bench within a course. */
function showAlone(part: Element): void {
  for (let one: Element = part; one !== main && one.parentElement; one = one.parentElement)
    for (const other of one.parentElement.children) if (other !== one) other.classList.add("left-out");
}

const nowhere = h("p", { class: "hint nowhere", role: "status", hidden: true });

/** Says so when the address points to something that is not on this page. */
function tellNowhere(): void {
  const place = plainText(location.hash.slice(1).split(/[?=]/)[0] ?? "");
  const isHere = place === "" || place === "hand-in" || document.getElementById(place) !== null;
  nowhere.hidden = isHere;
  nowhere.textContent = isHere ? "" : word("link to nowhere", { place });
}

function plainText(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const isLesson = document.querySelector('meta[name="lull-lesson"]') !== null;
