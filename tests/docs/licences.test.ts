import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../../src/files/index.ts";

interface Locked {
  readonly version: string;
  readonly license?: string;
  readonly dev?: boolean;
}

const text = (name: string) => readFileSync(join(packageRoot, name), "utf8");
const { packages } = JSON.parse(text("package-lock.json")) as { packages: Record<string, Locked> };
/** What `npm ci --omit=dev` installs, on one system or another. */
const installed = Object.entries(packages).filter(([path, { dev }]) => path !== "" && !dev);
const nameOf = (path: string) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
/** Fonts under the Bitstream Vera licence, with changes in the public domain; npm has no short name for it. */
const fonts = "SEE LICENSE IN README.md AND LICENSE";
const permissive = ["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "0BSD"];

describe("what Lull runs on", () => {
  it("is under permissive licences alone", () => {
    for (const [path, { license }] of installed)
      if (!(nameOf(path) === "dejavu-fonts-ttf" && license === fonts))
        expect(permissive, path).toContain(license);
  });

  it("is listed with versions and licences in `src/third-party.md`, and nothing else is", () => {
    const rows = text("src/third-party.md")
      .split("\n")
      .filter((line) => line.startsWith("| `"));
    const wanted = installed.map(
      ([path, { version, license }]) =>
        `| \`${nameOf(path)}\` | ${version} | ${license === fonts ? "Bitstream Vera, public domain" : license} |`,
    );
    expect(rows).toEqual([...new Set(wanted)].sort());
  });

  it("holds no tool that only development needs", () => {
    const names = installed.map(([path]) => nameOf(path));
    for (const tool of ["vite", "tsx", "esbuild", "typescript", "vitest", "@biomejs/biome"])
      expect(names).not.toContain(tool);
  });

  it("is cited in the version that it has", () => {
    const { version } = JSON.parse(text("package.json"));
    expect(text("CITATION.cff")).toContain(`\nversion: ${version}\n`);
    expect(text("CHANGELOG.md")).toContain(`\n## ${version} (`);
  });
});
