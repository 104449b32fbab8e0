import { describe, expect, it } from "vitest";
import { addExplain } from "../../src/cli/explain.ts";
import { here, lull } from "../support/cli.ts";

describe("`lull explain`", () => {
  it("explain shows equation, evidence, users and values in a run", () => {
    const { stdout } = lull(["explain", "vta.serotonin_2c_brake", "--json"]);
    const json = JSON.parse(stdout);
    expect(json.used_by).toContain("vta.firing");
    expect(json.sources.length).toBeGreaterThan(0);
    expect(json.declared).toMatch(/vta\.yaml:\d+$/);
    expect(json.values).toHaveLength(3);
    expect(json.values[0]["drug-free"]).toBe("1");
    expect(json.manifest).toMatchObject({
      command: expect.stringContaining("explain"),
      arms: expect.any(Array),
    });
  });
});

describe("`lull explain` of what is no quantity", () => {
  const said = async (...args: string[]) => (await here(addExplain, ["explain", ...args])).stdout;

  it("tells each kind in short, with its sources", async () => {
    expect(await said("vta-2c-brake-none")).toBe("");
    expect(await said("vta-2c")).toMatch(/\(row\)[\s\S]*Claims[\s\S]*lull check vta-2c/);
    expect(await said("escitalopram")).toMatch(/\(drug\)[\s\S]*to 20 mg a day[\s\S]*Kinetics[\s\S]*sert \(/);
    const bupropion = await said("bupropion");
    expect(bupropion).toMatch(/Cleared by\n {2}cyp2b6 0\.5/);
    expect(bupropion).toMatch(/Inhibits\n {2}hydroxybupropion: cyp2d6: half at 40 ng\/mL/);
    expect(bupropion).toMatch(/Measured occupancy\n {2}dat 0\.26 on 300 mg/);
    expect(await said("raphe.firing_recovery")).toMatch(/\(hypothesis\)[\s\S]*\(default\)[\s\S]*slow_drive/);
    expect(await said("goodwin2017")).toMatch(/\(source, read: abstract\)[\s\S]*Emotional blunting/);
    expect(await said("depressed-adults")).toMatch(/\(population\)/);
    expect(await said("first-look")).toMatch(/\(scenario\)[\s\S]*Arms/);
    expect(await said("trial")).toMatch(/\(care\)/);
    expect(JSON.parse(await said("subset-of-treated-people", "--json"))).toMatchObject({
      name: "subset-of-treated-people",
      kind: "claim of row subset",
    });
  });

  it("says of which models the numbers are, in words and as a record: of a drug, a person and a parameter", async () => {
    for (const name of ["escitalopram", "depressed-adult", "vta.brake_half"]) {
      const { manifest, name: told } = JSON.parse(await said(name, "--json"));
      expect(told).toBe(name);
      expect(manifest).toMatchObject({ model: "emotional-blunting", inputs: expect.any(Array) });
      const line = (await said(name)).trimEnd().split("\n").at(-1);
      expect(line).toMatch(/^Lull \S+, .*, model emotional-blunting [0-9a-f]+, record [0-9a-f]{16}$/);
      expect(line).toContain(`, ${name}, model emotional-blunting ${manifest.model_hash},`);
      expect(line).toContain(manifest.record);
    }
  });

  it("shows nothing as 0, and that there is no unit", async () => {
    expect(await said("affect.blunting_equal_mood")).toMatch(/no unit/);
    expect(await said("affect.blunting_equal_mood")).not.toMatch(/e-1\d/);
  });
});
