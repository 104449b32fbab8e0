import type { Case, OwnReply } from "./answers.ts";
import { arrowsOf } from "./arrows.ts";
import { legend, TimeChart } from "./chart.ts";
import { fresh, h, plain, show } from "./dom.ts";
import { ask } from "./lull.ts";
import type { Curve } from "./series.ts";

const endOf = ({ values }: Curve) => values[values.length - 1] ?? Number.NaN;

/** A place to write a module and a claim, join them to the model, and see what they do. */
export function workshop(options: {
  readonly id: string;
  readonly module: string;
  readonly claim: string;
  readonly case: Case;
  readonly weeks: number;
  readonly variable: string;
  readonly title: string;
}): HTMLElement {
  const { id, weeks, variable, title } = options;
  const area = (text: string, label: string, rows: number) => {
    const name = fresh("area");
    const input = h("textarea", { id: name, rows, spellcheck: "false", autocapitalize: "off" });
    input.value = text;
    return { input, element: h("div", {}, h("label", { for: name }, label), input) };
  };
  const module = area(options.module, "Your module (YAML)", 24);
  const claim = area(options.claim, "Your claim (YAML)", 14);
  const runButton = h("button", { type: "button" }, "Join, run and check");
  const resetButton = h("button", { type: "button", class: "quiet" }, "Start again from the example");
  const faults = h("pre", { class: "failure", role: "alert", hidden: true });
  const verdict = h("div", { class: "verdict", "aria-live": "polite" });
  const chart = new TimeChart({ title, weeks, reference: 0 });
  const legendPlace = h("div", {});
  const circuitPlace = h("div", {});
  const element = h(
    "section",
    { class: "workshop", id, "data-workshop": "pending", "aria-label": "Workshop" },
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
    const labels = ["with your mechanism", "with its effects cut"];
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
    show(circuitPlace, h("h3", {}, `${reply.name} in the circuit`), arrowsOf(reply.name, reply.circuit));
    show(
      verdict,
      ...reply.verdicts.map((v) =>
        h(
          "p",
          { "data-verdict": String(v.passes) },
          h("b", {}, v.passes ? "Your claim holds. " : "Your claim does not hold. "),
          `${v.says} Measured ${plain(v.value)}, expected ${v.expected}. `,
          v.reason ??
            v.knockouts
              .map((k) => `Without ${k.effect}, ${plain(100 * (k.removes ?? 0), 2)}% of it goes.`)
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
    module.input.value = options.module;
    claim.input.value = options.claim;
    void guarded();
  });
  void guarded();
  return element;
}
