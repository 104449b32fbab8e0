import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { shippedModelPlugin } from "./src/build/shipped-model.ts";

const json = process.env.VITEST_JSON;

export default defineConfig({
  plugins: [shippedModelPlugin],
  resolve: { alias: [{ find: /^lull$/, replacement: new URL("./src/index.ts", import.meta.url).pathname }] },
  test: {
    include: ["tests/**/*.test.ts"],
    globalSetup: "tests/support/run-folder.ts",
    testTimeout: 120_000,
    // One process may wait for what another makes for both.
    hookTimeout: 180_000,
    // What a page is to show is waited for as long as a busy machine may take; the default is a second.
    expect: { poll: { timeout: 20_000 } },
    // One more than there are cores: tests of pages, of batch systems and of kills wait for part of their time.
    maxWorkers: availableParallelism() + 1,
    // Reading src/ afresh for each of two hundred files is a third of the suite's time. What src/ keeps
    // of its use (compiled systems, room to work in) is not for a test to count on, and a test that
    // changes the process (its folder, a global) puts it back.
    isolate: false,
    reporters: json ? ["default", "json"] : ["default"],
    ...(json ? { outputFile: { json } } : {}),
  },
});
