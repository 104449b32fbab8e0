import type { Case, OwnReply } from "./answers.ts";
import { arrowsOf } from "./arrows.ts";
import { legend, TimeChart } from "./chart.ts";
import { fresh, h, percent, plain, show } from "./dom.ts";
import { keep, recall } from "./kept.ts";
import { ask } from "./lull.ts";
import { download } from "./save.ts";
import type { Curve } from "./series.ts";
import { isText } from "./shapes.ts";
import { contribute } from "./sheet.ts";
import { word } from "./words.ts";

const endOf = ({ values }: Curve) => values[values.length - 1] ?? Number.NaN;

const mayReplace = (text: string, example: string, what: string) =>
  text === example || confirm(word("takes the place", { question: what }));

/** A place to write a module and a claim, join them to the model, and see what they do. */
export function workshop(options: {
  readonly id: string;
  readonly module: string;
  readonly claim: string;
  readonly case: Case;
  readonly weeks: number;
  readonly variable: string;
  readonly title: string;
  readonly unit: string;
  readonly say: (value: number) => string;
}): HTMLElement {
  const { id, weeks, variable, title, unit, say } = options;
  /** A file that the reader writes: kept as it is typed, saved and opened as a file. */
  const area = (example: string, what: "module" | "claim", rows: number) => {
    const name = fresh("area");
    const input = h("textarea", { id: name, rows, spellcheck: "false", autocapitalize: "off" });
    const put = (text: string) => {
      input.value = text;
      keep(`workshop ${id} ${what}`, text === example ? undefined : text);
    };
    input.value = recall(`workshop ${id} ${what}`, isText) ?? example;
    input.addEventListener("input", () => put(input.value));
    const save = h("button", { type: "button", class: "quiet" }, word(`save the ${what}`));
    save.addEventListener("click", () => download(`my-${what}.yaml`, input.value, "application/yaml"));
    const file = h("input", { type: "file", accept: ".yaml,.yml", hidden: true, "data-open": what });
    const open = h("button", { type: "button", class: "quiet" }, word(`open a ${what}`));
    open.addEventListener("click", () => file.click());
    file.addEventListener("change", async () => {
      const chosen = file.files?.[0];
      file.value = "";
      if (!chosen || !mayReplace(input.value, example, word("open?", { file: chosen.name }))) return;
      put(await chosen.text());
      void guarded();
    });
    return {
      input,
      reset: () => put(example),
      isChanged: () => input.value !== example,
      element: h(
        "div",
        {},
        h("label", { for: name }, word(`your ${what}`)),
        input,
        h("div", { class: "buttons" }, save, open, file),
      ),
    };
  };
  const module = area(options.module, "module", 24);
  const claim = area(options.claim, "claim", 14);
  const runButton = h("button", { type: "button" }, word("join, run and check"));
  const resetButton = h("button", { type: "button", class: "quiet" }, word("start from the example"));
  const faults = h("pre", { class: "failure", role: "alert", hidden: true });
  const verdict = h("div", { class: "verdict", "aria-live": "polite" });
  const chart = new TimeChart({ title, unit, weeks, reference: 0, say });
  const legendPlace = h("div", {});
  const circuitPlace = h("div", {});
  const element = h(
    "section",
    { class: "workshop", id, "data-workshop": "pending", "aria-label": word("workshop") },
    module.element,
    claim.element,
    h("div", { class: "buttons" }, runButton, resetButton),
    faults,
    verdict,
    legendPlace,
    chart.element,
    circuitPlace,
  );

  const run = async () => {
    element.dataset.workshop = "pending";
    runButton.disabled = true;
    const reply = await ask("own", {
      module: module.input.value,
      claim: claim.input.value,
      case: options.case,
      weeks,
      variable,
    });
    runButton.disabled = false;
    faults.hidden = !("faults" in reply);
    if ("faults" in reply) {
      faults.textContent = reply.faults;
      // What was found before is no answer to what stands here now.
      for (const place of [verdict, legendPlace, circuitPlace]) show(place);
      chart.element.hidden = true;
      element.dataset.workshop = "faults";
      return;
    }
    tell(reply);
    element.dataset.workshop = "known";
  };
  const tell = (reply: Exclude<OwnReply, { faults: string }>) => {
    const curve = (from: typeof reply.withModule) => ({
      times: from.times,
      values: from.series.get(variable) ?? [],
    });
    chart.element.hidden = false;
    const labels = [word("with your mechanism"), word("with its effects cut")];
    element.dataset.difference = String(endOf(curve(reply.withModule)) - endOf(curve(reply.without)));
    chart.draw(
      [
        { label: labels[0]!, curve: curve(reply.withModule) },
        { label: labels[1]!, curve: curve(reply.without) },
      ],
      [],
      false,
    );
    show(legendPlace, legend(labels));
    show(
      circuitPlace,
      h("h3", {}, word("in the circuit", { name: reply.name })),
      arrowsOf(reply.name, reply.circuit),
    );
    show(
      verdict,
      ...reply.verdicts.map((v) =>
        h(
          "p",
          { "data-verdict": String(v.passes) },
          h("b", {}, `${word(v.passes ? "claim holds" : "claim does not hold")} `),
          `${word("claim measured", { says: v.says, value: plain(v.value), expected: v.expected })} `,
          v.reason ??
            v.knockouts
              .map((k) => word("without effect", { effect: k.effect, share: percent(k.removes ?? 0) }))
              .join(" "),
        ),
      ),
    );
  };
  const guarded = () =>
    run().catch((error: Error) => {
      runButton.disabled = false;
      faults.hidden = false;
      faults.textContent = error.message;
      element.dataset.workshop = "failed";
    });
  runButton.addEventListener("click", guarded);
  resetButton.addEventListener("click", () => {
    const isChanged = module.isChanged() || claim.isChanged();
    if (isChanged && !confirm(word("start from the example?"))) return;
    module.reset();
    claim.reset();
    void guarded();
  });
  void guarded();
  const texts = () => ({ module: module.input.value, claim: claim.input.value });
  contribute({
    element,
    toHandIn: () => (module.isChanged() || claim.isChanged() ? { texts: texts() } : {}),
  });
  return element;
}
