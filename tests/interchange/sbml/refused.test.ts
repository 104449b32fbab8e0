import { describe, expect, it } from "vitest";
import { readSbml } from "../../../src/interchange/index.ts";
import { compartment, faultsOf, math, parameter, reaction, sbml, species } from "../../support/sbml.ts";

const world = {
  compartments: [compartment("c", 1)],
  species: [species("S", 'initialAmount="1"')],
  parameters: [parameter("k", 1)],
};

describe("what is not supported", () => {
  it("`readSbml` refuses it by name, all of it at once", () => {
    const text = sbml({
      ...world,
      rest: `<listOfRules><algebraicRule>${math(["minus", "S", "k"])}</algebraicRule></listOfRules>`,
      reactions: [
        reaction("r", { from: ["S"], law: ["delay", "S", 2] }).replace(
          "<reaction ",
          '<reaction fast="true" ',
        ),
      ],
    })
      .replace(
        "<model ",
        '<model xmlns:fbc="http://www.sbml.org/sbml/level3/version1/fbc/version2" fbc:strict="true" ',
      )
      .replace(
        "<listOfCompartments>",
        '<fbc:listOfObjectives xmlns:fbc="http://www.sbml.org/sbml/level3/version1/fbc/version2"/><listOfCompartments>',
      );
    expect(new Set(faultsOf(text))).toEqual(
      new Set([
        'Not supported: the package "fbc".',
        "Not supported: algebraic rules.",
        "Not supported: fast reactions.",
        "Not supported: delays of values.",
      ]),
    );
  });

  it("`readSbml` says what is no SBML, and which level it does not read", () => {
    expect(faultsOf("<html/>")).toEqual(["The first element is <html>, not <sbml>."]);
    expect(
      faultsOf('<sbml xmlns="http://www.sbml.org/sbml/level1" level="1" version="2"><model/></sbml>')[0],
    ).toContain("SBML Level 1 Version 2 is not read");
    expect(
      faultsOf('<sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2"/>'),
    ).toEqual(["The file holds no model."]);
  });

  it("`compileSbml` points at names, functions and operators that mean nothing", () => {
    const rule = (short: Parameters<typeof math>[0]) =>
      faultsOf(sbml({ ...world, parameters: [parameter("x", 1, false)], rules: { x: short } }));
    expect(rule("y")).toEqual(['There is no "y" in the model.']);
    expect(rule(["call", "f", 1])).toEqual(['There is no function "f".']);
    expect(rule(["divide", 1])).toEqual(["<divide/> cannot take 1 argument."]);
    const nameless = sbml({ ...world, parameters: [parameter("x", 1, false)], rules: { x: ["time"] } });
    expect(faultsOf(nameless.replace(/ definitionURL="[^"]*"/, ""))).toEqual([
      "Not supported: a symbol without a definitionURL.",
    ]);
    expect(rule(["forall", 1])).toEqual(["<forall> is no function of SBML."]);
    const loop = sbml({
      functions: { f: ["lambda", "x", ["call", "f", "x"]] },
      parameters: [parameter("x", 1, false)],
      rules: { x: ["call", "f", 1] },
    });
    expect(faultsOf(loop)).toEqual(['The function "f" calls itself.']);
    const circle = sbml({
      parameters: [parameter("x", 1, false), parameter("y", 1, false)],
      rules: { x: "y", y: "x" },
    });
    expect(faultsOf(circle)[0]).toContain("depend on each other in a circle");
  });
});

describe("hostile XML", () => {
  it("is complained of inside the text, also where what is missing is missed at its end", () => {
    for (const text of ["", "\n", " ", "<a", "<a>", "<sbml xmlns"])
      for (const { place } of readSbml("m.xml", text).diagnostics) {
        expect(place!.start).toBeGreaterThanOrEqual(0);
        expect(place!.end).toBeGreaterThan(place!.start);
        expect(place!.end).toBeLessThanOrEqual(Math.max(1, text.length));
      }
  });

  // A second where nothing else runs; more where much does.
  const quickly = (content: string | Uint8Array): string => {
    const started = process.cpuUsage().user;
    const [fault = ""] = faultsOf(content);
    expect(process.cpuUsage().user - started).toBeLessThan(3e6);
    return fault;
  };
  it("`readXml` refuses entities, nesting, size and encodings plainly and soon", () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE sbml [<!ENTITY a "ha">${Array.from({ length: 9 }, (_, i) => `<!ENTITY a${i} "${`&a${i || ""};`.repeat(10)}">`).join("")}]><sbml>&a8;</sbml>`;
    expect(quickly(bomb)).toContain("A document type declaration is refused");
    expect(quickly('<!DOCTYPE sbml SYSTEM "file:///etc/passwd"><sbml/>')).toContain(
      "document type declaration",
    );
    expect(quickly("<sbml>&undeclared;</sbml>")).toContain("not well-formed XML");
    expect(quickly("<a>".repeat(1e6))).toBe("Elements are nested more than 200 deep.");
    expect(quickly(`<sbml>${"<a/>".repeat(3e6)}</sbml>`)).toContain("more than 250000 elements");
    expect(quickly(new Uint8Array(50e6).fill(32))).toBe("test.xml has 50 MB; at most 16 MB are read.");
    expect(quickly(Uint8Array.of(60, 115, 0xe9, 0x28, 62))).toContain("is not UTF-8 text");
    expect(quickly('<?xml version="1.0" encoding="ISO-8859-1"?><sbml/>')).toContain("written in ISO-8859-1");
    expect(quickly(new Uint8Array(Buffer.from('\ufeff<?xml version="1.0"?><sbml/>', "utf16le")))).toContain(
      "not UTF-8",
    );
    expect(quickly("<sbml><model></sbml>")).toContain("not well-formed XML");
    expect(quickly("")).toContain("not well-formed XML");
  });

  it("`compileSbml` refuses functions that grow without measure", () => {
    const functions = Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [
        `f${i}`,
        [
          "lambda",
          "x",
          i === 0
            ? ["plus", "x", "x"]
            : ["plus", ...Array.from({ length: 8 }, () => ["call", `f${i - 1}`, "x"] as const)],
        ],
      ]),
    ) as Parameters<typeof sbml>[0]["functions"];
    expect(
      quickly(
        sbml({
          ...(functions && { functions }),
          parameters: [parameter("x", 1, false)],
          rules: { x: ["call", "f11", 1] },
        }),
      ),
    ).toContain("too long");
  });
});
