import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

import { describe, expect, it } from "vitest";
import { Engine } from "../../src/engine/index.ts";
import { openingView } from "../../src/explorer/case.ts";
import { readLink, writeLink } from "../../src/explorer/link.ts";
import { openScenario } from "../../src/explorer/open-scenario.ts";
import { caseText, fileText } from "../../src/explorer/scenario-text.ts";
import type { ExplorerState } from "../../src/explorer/types.ts";
import { vocabularyOf } from "../../src/explorer/vocabulary.ts";
import { packageRoot } from "../../src/files/index.ts";
import { readScenario } from "../../src/language/index.ts";
import { type Experiment, prepare } from "../../src/scenario/index.ts";
import { shippedPage } from "../support/page.ts";
import { shippedLibrary } from "../support/shipped.ts";

const library = shippedLibrary();
const words = vocabularyOf(library);

const folder = join(packageRoot, "scenarios");
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
  (path) => path.endsWith(".yaml") && !path.startsWith("searches"),
);
const ratings = new Map([
  ["weekly-ratings.csv", readFileSync(join(folder, "data/weekly-ratings.csv"), "utf8")],
]);

function opened(file: string, text: string, beside = ratings): ExplorerState & { says?: string | undefined } {
  const outcome = openScenario(file, text, library, beside);
  if ("problem" in outcome) throw new Error(outcome.problem);
  return { ...shippedPage().opening, ...outcome.value };
}

function prepared(text: string): Experiment {
  const { value, diagnostics } = readScenario("x.yaml", text, (path) => ratings.get(basename(path)));
  const experiment = value && prepare(value.scenario, library);
  if (!experiment?.value)
    throw new Error([...diagnostics, ...(experiment?.diagnostics ?? [])].map((d) => d.message).join("\n"));
  return experiment.value;
}

/** All that a scenario comes to, without where it is written and in which words. */
function meaningOf({ scenario, problems, plots, evidence, observations }: Experiment) {
  return {
    title: scenario.title,
    question: scenario.question,
    duration: scenario.duration,
    seed: scenario.seed,
    measures: scenario.measures.map(({ name, text }) => [name, text]),
    plots,
    evidence: evidence.map(({ place: _, ...rest }) => rest),
    points: observations.map(({ place: _, ...rest }) => rest),
    arms: problems.map(({ label, person, care, before, during, gates, doses, missed, changes }) => ({
      ...{ label, person, care, before, during, gates, changes },
      hypotheses: scenario.arms.find((arm) => arm.label === label)!.hypotheses.map((h) => [h.name, h.choice]),
      doses: doses.map(({ drug, time, amount, over }) => [drug, time.toFixed(9), amount, over]),
      missed: missed?.map(({ drug, time }) => [drug, time]),
    })),
  };
}

describe("openScenario and fileText", () => {
  it.each(files)("give back all that %s says, through the page and through a link", (path) => {
    const text = readFileSync(join(folder, path), "utf8");
    const { says, ...state } = opened(basename(path), text);
    expect(says).toBeUndefined();
    const asked = meaningOf(prepared(text));
    const back = meaningOf(prepared(fileText(shippedPage(), state, "mine")));
    const inOrder = {
      ...back,
      arms: asked.arms.map(({ label }) => back.arms.find((one) => one.label === label)),
    };
    expect(inOrder).toEqual(asked);
    const hash = writeLink(state, shippedPage().opening, openingView, "0123456789abcdef");
    const linked = readLink(hash, words);
    expect("value" in linked ? linked.value.state : linked.problem).toEqual(state);
  });

  const hard = `scenario: Hard
question: What the page has no slider for?
duration: 16 weeks
seed: 7
covariates: {weight: 62 kg, CYP2D6: poor}
arms:
  - label: sentence
    treatment: escitalopram 5 mg daily for 1 week then titrate to 20 mg by 5 mg every week
  - {label: switch, treatment: escitalopram 10 mg daily until week 8 then switch to sertraline 50 mg over 2 weeks}
  - {label: rate, treatment: escitalopram 10 mg iv at 5 mg/hour daily}
  - {label: by weight, treatment: escitalopram 0.2 mg/kg daily missing weekends and day 10 and 10%}
  - {label: late, like: by weight, treatment: escitalopram 10 mg daily late by 6 hours on 20%}
  - {label: moles, treatment: escitalopram 30 umol daily}
  - {label: brand, treatment: "Paxil CR 25 mg daily pausing week 6"}
  - {label: drops, treatment: citalopram 4 drops daily}
  - {label: uneven, treatment: escitalopram 10 mg in the morning and 5 mg at night}
  - label: induced
    treatment: [mirtazapine 30 mg daily, {drug: escitalopram, dose: 10 mg, every: 1 day, loading: 20 mg, from: hour 6, until: end}]
    changes: [{at: week 4, scale: {enzyme.cyp3a4: 2}, half_life: 3 days}]
measure: {mine: "mean(affect.blunting, week 7, week 8)"}
`;
  it("keep what the page has no controls for", () => {
    const state = opened("hard.yaml", hard);
    expect(meaningOf(prepared(fileText(shippedPage(), state, "x")))).toEqual(meaningOf(prepared(hard)));
    const linked = readLink(writeLink(state, shippedPage().opening), words);
    expect("value" in linked ? linked.value.state : linked.problem).toEqual(state);
    // Chance and weight are those of the command line.
    const wanted = prepared(hard).problems;
    for (const one of [state.current, ...state.kept].filter(({ name }) => /weight|late/.test(name ?? ""))) {
      const { doses } = new Engine(library).simulate(caseText(shippedPage(), one, 112, state.file), "coarse");
      const { doses: asked } = wanted.find(({ label }) => label === one.name)!;
      expect(doses.map((d) => [d.time, d.amount])).toEqual(asked.map((d) => [d.time, d.amount]));
    }
  });

  it("say which table of points did not come along, and go on without", () => {
    const path = "data/weekly-ratings.yaml";
    const text = readFileSync(join(folder, path), "utf8");
    const state = opened(path, text, new Map());
    expect(state.says).toMatch(/weekly-ratings\.csv.*both files/);
    expect(fileText(shippedPage(), state, "x")).toMatch(/^data: "weekly-ratings.csv"$/m);
  });

  it("open what the page wrote as the page's own, with nothing of a file left over", () => {
    const { current } = shippedPage().opening;
    const state = { ...shippedPage().opening, kept: [{ ...current, name: "plain" }] };
    const again = opened("mine.yaml", fileText(shippedPage(), state, "Mine"));
    expect(again.file).toBeUndefined();
    expect(again.kept.map((one) => one.name)).toEqual(["plain"]);
  });

  it("measure what the file measures beside what the page does, as far as the run reaches", () => {
    const { current, file } = opened("hard.yaml", hard);
    const names = (weeks: number) =>
      new Engine(library)
        .simulate(caseText(shippedPage(), current, 7 * weeks, file), "coarse", ["affect.blunting"])
        .measures.map(({ name }) => name);
    expect(names(16)).toContain("own_mine");
    expect(names(6)).not.toContain("own_mine");
  });

  it("measure the level of a drug where it is taken, and nothing of it beside a case without", () => {
    const { current, kept, file } = opened(
      "dose.yaml",
      readFileSync(join(folder, "dose-response.yaml"), "utf8"),
    );
    const engine = new Engine(library);
    const measured = [current, ...kept].map((one) => {
      const text = caseText(shippedPage(), one, 84, file);
      const names = engine.simulate(text, "coarse", ["affect.blunting"]).measures.map(({ name }) => name);
      return [one.courses.length, names.includes("own_concentration"), names.includes("own_occupancy")];
    });
    expect(measured).toContainEqual([0, false, true]);
    for (const [courses, level] of measured) expect(level).toBe(courses === 1);
  });
});
