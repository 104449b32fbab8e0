import { describe, expect, it } from "vitest";
import { fuzz } from "./fuzz.ts";
import { killAll } from "./kills.ts";

// A small budget of what `npm run fuzz` does for longer.

describe("damaged files of every kind", () => {
  it("are answered in words, at a place, in time", async () => {
    expect(await fuzz({ seed: 14, runs: 120, limit: 60, until: Date.now() + 90_000 })).toBeUndefined();
  }, 240_000);
});

describe("studies that are killed at any moment", () => {
  it("lose no finished part, leave nothing behind, and end with the same bytes", async () => {
    expect(await killAll({ kills: 2, seed: 14, only: ["check"] })).toEqual([]);
  }, 400_000);
});
