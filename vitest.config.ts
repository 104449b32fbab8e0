import { defineConfig } from "vitest/config";
import { shippedModelPlugin } from "./src/build/shipped-model.ts";

const json = process.env.VITEST_JSON;

export default defineConfig({
  plugins: [shippedModelPlugin],
  resolve: { alias: [{ find: /^lull$/, replacement: new URL("./src/index.ts", import.meta.url).pathname }] },
  test: {
    include: ["tests/**/*.test.ts"],
    testTimeout: 120_000,
    maxWorkers: "100%",
    reporters: json ? ["default", "json"] : ["default"],
    ...(json ? { outputFile: { json } } : {}),
  },
});
