import { describe, expect, it } from "vitest";
import { authorYear, withAuthors } from "../../src/explorer/source-words.ts";

const source = (id: string, citation: string) => ({ id, citation });

describe("authorYear", () => {
  it("reads names and year off a citation", () => {
    expect(authorYear(source("taylor2006", "Taylor MJ, et al. Early onset. Arch 2006;63:1217"))).toBe(
      "Taylor et al. 2006",
    );
    expect(authorYear(source("ma2021", "Ma H, Cai M, Wang H. Emotional blunting. 2021"))).toBe(
      "Ma et al. 2021",
    );
    expect(authorYear(source("read2014", "Read J, Williams J. Adverse effects. 2014"))).toBe(
      "Read and Williams 2014",
    );
    expect(authorYear(source("lepoul1995", "Le Poul E, et al. Early desensitization. 1995;352"))).toBe(
      "Le Poul et al. 1995",
    );
  });
  it("reads a year in brackets after the names", () => {
    expect(authorYear(source("garland2001", "Garland EJ, Baerg EA (2001) Amotivational syndrome."))).toBe(
      "Garland and Baerg 2001",
    );
  });
  it("begins the title where nobody is named", () => {
    expect(authorYear(source("escit-trr2022", "Systematic review and meta-analysis. Front 2022"))).toBe(
      '"Systematic review and meta-analysis. Front …" 2022',
    );
  });
});

describe("withAuthors", () => {
  it("tells sources within a text, and leaves all else", () => {
    const sources = new Map([["wall2025", source("wall2025", "Wall M, et al. Title. J 2025;1")]]);
    expect(withAuthors("As in wall2025 at week-2, vta.d2 and gone2001.", (id) => sources.get(id))).toBe(
      "As in Wall et al. 2025 at week-2, vta.d2 and gone2001.",
    );
  });
});
