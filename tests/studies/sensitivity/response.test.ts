import { describe, expect, it } from "vitest";
import { readLibrary, readScenario } from "../../../src/language/index.ts";
import { evaluateHere } from "../../../src/runs/index.ts";
import type { EvaluateMany, TaskInput } from "../../../src/runs/types.ts";
import { prepare, requestFor } from "../../../src/scenario/index.ts";
import { type ResponseRequest, responseOf } from "../../../src/studies/sensitivity/response.ts";
import { libraryOf, soundFiles } from "../../support/files.ts";

// A model as a function of its parameters: x falls as exp(-t / tau) with full care.

const rival = `
hypotheses:
  pace:
    question: How fast?
    default: usual
    choices:
      usual: {about: As usual.}
      slow: {about: Slowly., parameters: {m.tau: 2}}
`;
const cast = readLibrary(libraryOf({ ...soundFiles, "m.yaml": `${soundFiles["m.yaml"]}${rival}` })).value!;
const { value: file } = readScenario(
  "s.yaml",
  `scenario: Small
question: How sure?
duration: 2 days
arms:
  - {label: care, care: trial}
  - {label: none}
  - {label: set, care: trial, set: {m.tau: 1.5}}
  - {label: slow, care: trial, hypothesis: {m.pace: slow}}
`,
);
const { scenario } = prepare(file!.scenario, cast).value!;
const armOf = (label: string) => scenario.arms.find((arm) => arm.label === label)!;
const place = { file: "s.yaml", start: 0, end: 1 };
const at = (day: number) => requestFor("at", "m.x", [day], { place, named: `day ${day}` });

const asked = (label: string, more: Partial<ResponseRequest> = {}): ResponseRequest => ({
  arm: armOf(label),
  duration: 2,
  measure: at(2),
  ...more,
});
const namesOf = (request: ResponseRequest) =>
  responseOf(request, cast, evaluateHere).parameters.map(({ name }) => name);

/** Gives made-up rows, in order, and notes what it was asked. */
function madeUp(
  rows: readonly (readonly (number | undefined)[])[],
  status = { kind: "success", time: 2, message: "completed" },
) {
  const tasks: TaskInput[] = [];
  const evaluator = (): EvaluateMany =>
    async function* (given) {
      for (const task of given) {
        tasks.push(task);
        yield { task: tasks.length - 1, arm: task.arm, values: rows[tasks.length - 1]!, status } as never;
      }
    };
  return { tasks, evaluator };
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

describe("the response of a measure", () => {
  it("is that of a run with the numbers of each setting", async () => {
    const { outputs, runsEach } = responseOf(asked("care", { more: [at(1)] }), cast, evaluateHere);
    const settings = [new Map(), new Map([["m.tau", 0.5]]), new Map([["m.tau", 2]])];
    const found = await all(outputs(settings));
    expect(runsEach).toBe(1);
    expect(found.map((values) => [...values])).toEqual(
      [1, 0.5, 2].map((tau) => [-2 / tau, -1 / tau].map((x) => expect.closeTo(Math.exp(x), 5))),
    );
  });

  it("is the difference from another arm under the same setting, and none where one has no value", async () => {
    const { tasks, evaluator } = madeUp([
      [5, 1],
      [2, undefined],
      [undefined, 7],
      [1, 3],
    ]);
    const { outputs, runsEach } = responseOf(
      asked("care", { against: armOf("none"), more: [at(1)] }),
      cast,
      evaluator,
    );
    const settings = [new Map([["m.tau", 1]]), new Map([["m.tau", 2]])];
    expect(await all(outputs(settings))).toEqual([
      [3, undefined],
      [undefined, 4],
    ]);
    expect(runsEach).toBe(2);
    expect(tasks.map((task) => [task.arm, task.parameters])).toEqual([
      [0, settings[0]],
      [1, settings[0]],
      [0, settings[1]],
      [1, settings[1]],
    ]);
  });

  it("counts the runs that failed", async () => {
    const failed = { kind: "failed", time: 1, message: "It stopped." };
    const { evaluator } = madeUp([[undefined], [undefined]], failed);
    const response = responseOf(asked("care"), cast, evaluator);
    expect(response.failures).toBeUndefined();
    await all(response.outputs([new Map(), new Map()]));
    expect(response.failures).toMatchObject({
      failed: 2,
      runs: 2,
      reasons: [{ reason: "It stopped.", count: 2 }],
    });
    const sound = responseOf(asked("care"), cast, madeUp([[1]]).evaluator);
    await all(sound.outputs([new Map()]));
    expect(sound.failures).toBeUndefined();
  });

  it("hangs on what is uncertain and no arm sets, nor a hypothesis that it takes", () => {
    expect(namesOf(asked("care"))).toContain("m.tau");
    expect(namesOf(asked("set"))).not.toContain("m.tau");
    expect(namesOf(asked("care", { against: armOf("set") }))).not.toContain("m.tau");
    expect(namesOf(asked("slow"))).not.toContain("m.tau");
    expect(namesOf(asked("set"))).toEqual(namesOf(asked("care")).filter((name) => name !== "m.tau"));
  });

  it("has the unit of its measure, and that of the variable", () => {
    const unitsOf = (request: ResponseRequest) => {
      const { unit, unitOfVariable } = responseOf(request, cast, evaluateHere);
      return [unit, unitOfVariable];
    };
    expect(unitsOf(asked("care"))).toEqual(["1", "1"]);
    const time = requestFor("time_to", "m.x", [0.5], { place, named: "half" });
    expect(unitsOf(asked("care", { measure: time }))).toEqual(["day", "1"]);
  });

  it("has no parameters where it cannot be run, and says why", () => {
    const nothing = requestFor("at", "m.y", [1], { place, named: "y" });
    const response = responseOf(asked("care", { measure: nothing }), cast, evaluateHere);
    expect(response.parameters).toEqual([]);
    expect(response.diagnostics.map(({ code }) => code)).toEqual(["unknown-variable"]);
    expect([response.unit, response.unitOfVariable]).toEqual(["1", "1"]);
  });
});
