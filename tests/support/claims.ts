import type { Ledger } from "../../src/analysis/index.ts";
import type { Diagnostic } from "../../src/diagnostics/index.ts";
import { readClaim } from "../../src/language/claim.ts";
import { claimSchema } from "../../src/language/claim-schema.ts";
import { openAs } from "../../src/language/index.ts";
import type { Claim } from "../../src/scenario/index.ts";
import { tellClaims } from "../../src/studies/index.ts";
import { htmlText, markdownText, terminalText } from "../../src/writers/index.ts";
import { provenance } from "./result.ts";

/** A claim written in a test; faults are thrown. */
export function claimOf(text: string): Claim {
  const diagnostics: Diagnostic[] = [];
  const read = openAs("claim.yaml", text, claimSchema, "claim", diagnostics);
  const claim = read && readClaim(read);
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
