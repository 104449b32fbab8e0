import { describe, expect, it } from "vitest";
import { type Attribution, attributionWords, inPercent } from "../../../src/studies/index.ts";

const system = (name: string, share: number) => ({
  system: name,
  share,
  error: 0.002,
  overTime: [0, share],
  count: 2,
  effects: [
    { effect: `${name}.first`, share: share - 0.01, error: 0.002 },
    { effect: `${name}.second`, share: 0.01, error: 0 },
  ],
});

const attribution = {
  unit: "1",
  unitOfVariable: "1",
  variable: "affect.blunting",
  value: 0.354,
  baseline: 0.25,
  systems: [system("dopamine", 0.134), system("growth", -0.03)],
  days: [0, 7],
  overTime: { value: [0.25, 0.354], baseline: [0.25, 0.25] },
} as unknown as Attribution;

describe("the words of an attribution", () => {
  it("are in the measure's own numbers on the command line", () => {
    const text = attributionWords(attribution).join(" ");
    expect(text).toContain("it is 0.354; with every one switched off 0.250 remains");
    expect(text).toContain("dopamine (+0.13, 129%)");
    expect(text).toContain("affect.blunting moves most, by +0.1");
  });

  it("are in per cent and in the model's words where all shares are told so", () => {
    const text = attributionWords(
      attribution,
      inPercent(() => "blunting"),
    ).join(" ");
    expect(text).toContain("it is 35.4%; with every one switched off 25.0% remains");
    expect(text).toContain("dopamine (+13%, 129% of the whole)");
    expect(text).toContain("dopamine.first (+12% ± 0.2%)");
    expect(text).toContain("blunting moves most, by +10%");
    expect(text).not.toMatch(/[−+ ]0\.\d+(?!%)\b/);
  });

  it("leave quantities with a unit in that", () => {
    const points = { ...attribution, unit: "points", unitOfVariable: "points", value: 14, baseline: 3 };
    expect(attributionWords(points, inPercent(String))[0]).toContain("it is 14.0 points; with");
  });
});
