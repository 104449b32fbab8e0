import { describe, expect, it } from "vitest";
import { check, credibility } from "../../src/analysis/index.ts";
import { loadModel } from "../../src/index.ts";
import { tellCredibility } from "../../src/studies/index.ts";
import { wholeFiles } from "../support/whole-model.ts";

// A model whose state runs away on the drug: what is asked about it then has no answer, and that is not the model being wrong.

const runsAway = wholeFiles["m.yaml"]!.replace(
  'rate: "(push * (1 - care) - x) / tau"',
  'rate: "if(push < 0.9, 10 * (1 + x * x), push * (1 - care) - x) / tau"',
);
const judged = (files: object) => {
  const { library } = loadModel({ ...wholeFiles, ...files });
  const { ledger } = check([...library.claims.values()], library, { rivals: false });
  return { ledger: ledger!, model: library.model };
};

describe("claims whose runs fail", () => {
  it("have no value and say why, and others do not", () => {
    const { ledger } = judged({ "m.yaml": runsAway });
    for (const { failed, value, passes, reason } of ledger.results) {
      expect([value, passes]).toEqual([undefined, false]);
      expect(failed).toMatch(/\(m\.x\)/);
      expect(reason).toBe(failed);
    }
    for (const { failed } of judged({}).ledger.results) expect(failed).toBeUndefined();
  });

  it("are told first in the statement of credibility", () => {
    const { ledger, model } = judged({ "m.yaml": runsAway });
    const found = credibility(model, ledger, [], 2);
    // The claim of the article is no evidence; the other one is.
    expect(found.failed).toMatchObject({ count: 1, of: 1 });
    expect(tellCredibility(found).notes).toEqual([
      { kind: "warning", text: expect.stringMatching(/^The runs of 1 of 1 claim failed, .*\(m\.x\)/) },
    ]);
    expect(found.missed[0]!.reason).toBe(found.failed!.reason);
    const sound = judged({});
    expect(credibility(sound.model, sound.ledger, [], 2).failed).toBeUndefined();
  });
});
