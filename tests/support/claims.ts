import type { Ledger } from "../../src/analysis/index.ts";
import type { Diagnostic } from "../../src/diagnostics/index.ts";
import { claimSchema, parseYaml, readAs, readClaim } from "../../src/language/index.ts";
import type { Claim } from "../../src/scenario/index.ts";
import { tellClaims } from "../../src/studies/index.ts";
import { htmlText, markdownText, terminalText } from "../../src/writers/index.ts";
import { provenance } from "./result.ts";

/** A claim written in a test; faults are thrown. */
export function claimOf(text: string): Claim {
  const { parsed, diagnostics: syntax } = parseYaml("claim.yaml", text);
  const read = parsed && readAs(parsed, claimSchema, "claim");
  const diagnostics: Diagnostic[] = [...syntax, ...(read?.diagnostics ?? [])];
  const claim = read?.read && readClaim(read.read, diagnostics);
  if (!claim || diagnostics.length > 0) throw new Error(diagnostics.map((d) => d.message).join("\n"));
  return claim;
}

/** A ledger as its readers see it. */
export function told(ledger: Ledger): Record<"terminal" | "markdown" | "html", string> {
  const document = tellClaims(ledger);
  return {
    terminal: terminalText(document),
    // Signs that would be markup are escaped.
    markdown: markdownText(document, provenance).replaceAll("\\", ""),
    html: htmlText(document, { chartScript: "", provenance }),
  };
}
