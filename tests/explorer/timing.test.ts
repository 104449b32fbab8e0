import { expect, it } from "vitest";
import { measured } from "../../src/explorer/page/timing.ts";

it("the times that the page keeps do not grow, however long it is played with", () => {
  for (let i = 0; i < 2500; i++) measured("test:drag", performance.now());
  measured("test:rest", 0);
  expect(performance.getEntriesByName("test:drag").length).toBeGreaterThan(100);
  expect(performance.getEntriesByName("test:drag").length).toBeLessThanOrEqual(1000);
  expect(performance.getEntriesByName("test:rest")).toHaveLength(1);
  performance.clearMeasures();
});
