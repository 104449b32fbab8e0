import { type ClaimResult, expectation, type Ledger, measured } from "../analysis/index.ts";
import { rounded } from "../charts/index.ts";
import { type Provenance, provenanceLine } from "../document/index.ts";
import { wrap } from "../text/index.ts";
import { disclaimer, html, pageStyle, recordSection } from "../writers/index.ts";

/** The ledger for machines. */
export function jsonLedger(ledger: Ledger) {
  return {
    claims: ledger.results.map(({ claim, ...result }) => ({
      id: claim.id,
      row: claim.row,
      statement: claim.says,
      kind: claim.kind,
      contested: claim.contested,
      hypothesis: Object.fromEntries(claim.arm.hypotheses.map((h) => [h.name, h.choice])),
      measure: measured(claim),
      expected: expectation(claim),
      value: result.value ?? null,
      passes: result.passes,
      margin: result.margin ?? null,
      probability: result.probability ?? null,
      samples: result.samples,
      subjects: result.groups.map(({ subjects, of, standardError }) => ({
        subjects,
        of,
        standard_error: standardError ?? null,
      })),
      knockouts: result.knockouts.map(({ effect, removes }) => ({ effect, removes: removes ?? null })),
      control: result.control ? { ...result.control, value: result.control.value ?? null } : null,
      rivals: result.rivals.map(({ value, ...rival }) => ({ ...rival, value: value ?? null })),
      fragile: claim.fragile ?? null,
      reason: result.reason ? [result.reason, ...(claim.fails ? [claim.fails] : [])].join(" ") : null,
    })),
    summary: {
      total: ledger.results.length,
      passing: ledger.results.filter((r) => r.passes).length,
      rows: ledger.rows.length,
      rows_covered: ledger.rows.filter((row) => row.claims.length > 0).length,
    },
  };
}

const percent = (share: number) => `${Math.round(share * 100)} %`;
const mark = (result: ClaimResult) => (result.passes ? "holds" : "FAILS");

/** The remarks under a verdict: reason, probability, what carries it, which rival accounts would undo it. */
function remarks(result: ClaimResult): string[] {
  const { claim, reason, probability, samples, knockouts, rivals } = result;
  const together = knockouts.at(-1);
  const undone = rivals.filter((r) => !r.holds);
  return [
    ...(reason ? [reason] : []),
    ...(reason && claim.fails ? [`Why: ${claim.fails}`] : []),
    ...(!reason && claim.fails ? [`Said to fail, but holds: ${claim.fails}`] : []),
    ...askedOf(result),
    ...(probability === undefined
      ? []
      : [`Probability ${rounded(probability, 2)} over the declared uncertainty (${samples} draws).`]),
    ...fragility(result),
    ...(together
      ? [
          `Without ${together.effect}: ${together.removes === undefined ? "no number" : `${percent(together.removes)} of it is gone`}.`,
        ]
      : []),
    ...controlled(result),
    ...(result.passes && undone.length > 0
      ? [`Does not hold under ${undone.map((r) => `${r.hypothesis}=${r.choice}`).join(", ")}.`]
      : []),
    ...(claim.contested === "no"
      ? []
      : [`Contested: ${claim.contested}.${claim.note ? ` ${claim.note}` : ""}`]),
  ];
}

/** What is left of a finding when the treatment is taken away. */
function controlled({ control, claim }: ClaimResult): string[] {
  if (!control) return [];
  const value = control.value === undefined ? "no value" : rounded(control.value);
  const said = `Control, ${control.without}: ${value}, so it ${control.holds ? "holds all the same" : "does not hold"}.`;
  return claim.control || control.holds || claim.carriedBy.length === 0 ? [said] : [];
}

/** Of whom a claim about people was asked, in its arm and in the one compared with, and how sure that makes each value. */
function askedOf({ claim, groups }: ClaimResult): string[] {
  if (groups.length === 0 || !claim.population) return [];
  const { among, referenceAmong = among } = claim.population;
  const said = groups.map(({ subjects, of, standardError }, i) => {
    const conditions = i === 0 ? among : referenceAmong;
    const who =
      conditions.length > 0
        ? `the ${subjects} of ${of} plausible people who meet the conditions`
        : subjects === of
          ? `all ${of} plausible people`
          : `the ${subjects} of ${of} plausible people who have a value`;
    return standardError === undefined ? who : `${who} (standard error ${rounded(standardError)})`;
  });
  return [`Asked of ${said.join(" and, in the reference arm, of ")}.`];
}

/** A sentence of the article should hold in at least this share of the draws, or say why it does not. */
const sturdy = 0.9;

function fragility({ claim, passes, probability }: ClaimResult): string[] {
  if (probability === undefined || probability < sturdy) {
    if (claim.fragile) return [`Fragile: ${claim.fragile}`];
    return probability !== undefined && passes && claim.kind === "article"
      ? ["Fragile, and nothing on record says why."]
      : [];
  }
  return claim.fragile ? [`Said to be fragile, but is not: ${claim.fragile}`] : [];
}

const found = (result: ClaimResult) =>
  `${result.value === undefined ? "never" : rounded(result.value)} (expected ${expectation(result.claim)})`;

/** The rows of the model with the verdicts on their claims; claims of no row come last. */
function sections(ledger: Ledger): { id: string; says: string; results: readonly ClaimResult[] }[] {
  const rows = ledger.rows.map((row) => ({
    ...row,
    results: ledger.results.filter((r) => r.claim.row === row.id),
  }));
  const known = new Set(ledger.rows.map((row) => row.id));
  const rest = ledger.results.filter((r) => !known.has(r.claim.row));
  return [...rows, ...(rest.length > 0 ? [{ id: "other", says: "Claims of no row.", results: rest }] : [])];
}

function summaryLine(ledger: Ledger): string {
  const { total, passing, rows, rows_covered } = jsonLedger(ledger).summary;
  const covered =
    // When only a few claims were asked for, their absence says nothing about the rest.
    rows_covered < ledger.rows.length / 2
      ? `they are of ${rows_covered} of the ${rows} rows`
      : `${rows_covered} of ${rows} rows have a claim`;
  return `${passing} of ${total} claims hold; ${covered}.`;
}

/** The ledger for the terminal: a verdict a claim, with remarks where there is something to say. */
export function terminalLedger(ledger: Ledger, width = 100): string {
  const lines: string[] = [];
  for (const section of sections(ledger)) {
    if (section.results.length === 0) continue;
    for (const result of section.results) {
      lines.push(`${mark(result)}  ${result.claim.row} / ${result.claim.id}: ${found(result)}`);
      for (const remark of [result.claim.says, ...remarks(result)])
        lines.push(...wrap(remark, width - 7, "").map((text) => `       ${text}`));
    }
  }
  const bare = ledger.rows.filter((row) => row.claims.length === 0).map((row) => row.id);
  // When only a few claims were asked for, their absence says nothing about the rest.
  if (bare.length > 0 && bare.length < ledger.rows.length / 2)
    lines.push(`Rows without a claim: ${bare.join(", ")}`);
  return `${lines.join("\n")}\n\n${summaryLine(ledger)}\n${disclaimer}\n`;
}

/** The ledger as the article reads, sentence by sentence with its verdict, in Markdown. */
export function markdownLedger(ledger: Ledger, provenance: Provenance): string {
  const body = sections(ledger).map(({ id, says, results }) => {
    const items = results.map((result) => {
      const notes = remarks(result).map((text) => `  - ${text}`);
      return [
        `- **${mark(result)}**: ${result.claim.says} \`${measured(result.claim)}\` = ${found(result)}`,
        ...notes,
      ].join("\n");
    });
    return `## ${id}\n\n${says}\n\n${items.join("\n") || "- no claim yet"}`;
  });
  return `# The ledger of claims\n\n${summaryLine(ledger)} ${disclaimer}\n\n${body.join("\n\n")}\n\n${provenanceLine(provenance)}.\n`;
}

/** The same as one HTML page that needs nothing else. */
export function htmlLedger(ledger: Ledger, provenance: Provenance): string {
  const body = sections(ledger).map(({ id, says, results }) => {
    const items = results.map((result) => {
      const notes = remarks(result)
        .map((text) => `<li>${html(text)}</li>`)
        .join("");
      const verdict = `<strong class="${result.passes ? "holds" : "fails"}">${mark(result)}</strong>`;
      return `<li>${verdict} ${html(result.claim.says)} <code>${html(measured(result.claim))}</code> = ${html(found(result))}<ul>${notes}</ul></li>`;
    });
    return `<section><h2>${html(id)}</h2><p>${html(says)}</p><ul>${items.join("\n") || "<li>no claim yet</li>"}</ul></section>`;
  });
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>The ledger of claims</title><style>${pageStyle}
.fails { color: var(--alert); }</style></head>
<body><header><h1>The ledger of claims</h1><p class="question">${html(summaryLine(ledger))}</p><p class="disclaimer">${disclaimer}</p></header>
<main>${body.join("\n")}
${recordSection(provenance)}</main>
<footer><p class="provenance">${html(provenanceLine(provenance))}</p></footer></body></html>
`;
}
