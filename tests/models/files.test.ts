import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { packageRoot } from "../../src/files/index.ts";
import { shippedLibrary } from "../support/shipped.ts";

/** A mapping in braces that is longer than this is written a key a line, so that a change of one key is a change of one line. */
const longest = 300;

it("no mapping in braces is so long that a change of one of its keys cannot be read", () => {
  const root = join(packageRoot, "models");
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith(".yaml"),
  );
  expect(files.length).toBeGreaterThan(300);
  const long = files.flatMap((path) =>
    readFileSync(join(root, path), "utf8")
      .split("\n")
      .flatMap((line, i) =>
        line.length > longest && /^\s*(- |[\w.-]+: )*\{/.test(line) ? [`${path}:${i + 1}`] : [],
      ),
  );
  expect(long).toEqual([]);
});

it("every quantity that a group shows has a title and an axis in words", () => {
  const { groups, modules } = shippedLibrary().model;
  const shown = new Set(groups.flatMap(({ show }) => show));
  expect(shown.size).toBeGreaterThan(80);
  const bare = modules.flatMap(({ name, states, values }) =>
    [...states, ...values]
      .filter((one) => shown.has(`${name}.${one.name}`) && !(one.title && one.axis))
      .map((one) => `${name}.${one.name}`),
  );
  expect(bare).toEqual([]);
});
