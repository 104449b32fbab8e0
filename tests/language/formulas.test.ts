import { describe, it } from "vitest";
import { checkCarets } from "../support/carets.ts";
import { diagnosticsOfFile } from "../support/files.ts";

// A formula may be written plain, quoted, folded or literal; a fault in it must be shown where it was written.

const check = (values: string) =>
  checkCarets(`\n      module: m\n      title: M\n      about: M.\n      values:${values}`, (text) =>
    diagnosticsOfFile("m.yaml", text),
  );

describe("readModule places faults of formulas", () => {
  it("`readModule` places a fault in a plain formula", () => {
    check(`
        a: {unit: 1, formula: 2 * sqr(b), about: A.}
                                  ^^^ formula-function`);
  });

  it("`readModule` places a fault in a quoted formula", () => {
    check(`
        a: {unit: 1, formula: "2 * sqr(b)", about: A.}
                                   ^^^ formula-function
        b: {unit: 1, formula: '2 * sqr(b)', about: B.}
                                   ^^^ formula-function`);
  });

  it("`readModule` places a fault in a folded formula of several lines", () => {
    check(`
        a:
          unit: 1
          about: A.
          formula: >-
            1 + gain * level
            + sqr(gain)
              ^^^ formula-function
            - level`);
  });

  it("`readModule` reads a literal formula of several lines and places its faults", () => {
    check(`
        a:
          unit: 1
          about: A.
          formula: |
            if(b > 1,
               1 + 2,
               3)
        b:
          unit: 1
          about: B.
          formula: |
            1 + 2
              + sqr(a)
                ^^^ formula-function`);
  });

  it("`readModule` places a fault in a plain formula that goes on in the next line", () => {
    check(`
        a:
          unit: 1
          about: A.
          formula: 1 + gain
            + gain
            * sqr(1)
              ^^^ formula-function`);
  });

  it("`readModule` is not led astray by a comment beside the mark of a block", () => {
    check(`
        a:
          unit: 1
          about: A.
          formula: >- # sqr of the gain
            1 + sqr(gain)
                ^^^ formula-function`);
  });

  it("`readModule` places characters outside the Latin alphabet", () => {
    check(`
        a: {unit: 1, formula: "1 + 😀 * α", about: A.}
                                   ^^ formula-character
                                        ^ formula-character`);
  });

  it("`readModule` reports the faults of every formula of a file", () => {
    check(`
        a: {unit: 1, formula: "a = 1", about: A.}
                                 ^ formula-character
        b: {unit: 1, formula: "2 a", about: B.}
                               ^^^ formula-implicit
        c: {unit: 1, formula: "", about: C.}
                              ^^ formula-empty`);
  });
});
