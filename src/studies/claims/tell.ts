import { type ClaimResult, expectation, failedClaims, type Ledger, measured } from "../../analysis/index.ts";
import type { Document, Judgement, Section } from "../../document/index.ts";
import { measures } from "../../scenario/index.ts";
import { listed, percent, present, rounded } from "../../text/index.ts";
import { failedClaimNotes } from "../failures.ts";
import { claimsData } from "./data.ts";

/** The ledger as a document: the statements of the article, row by row, each with the verdict on it. */
export function tellClaims(ledger: Ledger): Document {
  const data = claimsData(ledger);
  const inAll = summaryOf(data.summary);
  const bare = ledger.rows.filter((row) => row.claims.length === 0).map((row) => row.id);
  return {
    title: "The ledger of claims",
    lead: "Does the model do what the article says, and do the named mechanisms carry it?",
    notes: failedClaimNotes(failedClaims(ledger.results)),
    answers: [inAll],
    sections: [
      ...sectionsOf(ledger),
      // At a terminal the first lines are out of sight by now.
      {
        title: "In all",
        says: present(
          isOfMost(data.summary) && bare.length > 0 && `Rows without a claim: ${listed(bare)}.`,
          inAll,
        ),
      },
    ],
    methods: [],
    data,
  };
}

type Summary = ReturnType<typeof claimsData>["summary"];

/** When only a few claims were asked for, the absence of others says nothing. */
const isOfMost = ({ rows, rows_covered }: Summary) => rows_covered >= rows / 2;

function summaryOf(summary: Summary): string {
  const { total, passing, rows, rows_covered } = summary;
  if (total === 0) return "There are no claims to judge.";
  const covered = isOfMost(summary)
    ? `${rows_covered} of ${rows} rows have a claim`
    : `they belong to ${rows_covered} of the ${rows} rows`;
  return `${passing} of ${total} claims hold; ${covered}.`;
}

/** The rows of the model with the verdicts on their claims; claims of no row come last. */
function sectionsOf({ rows, results }: Ledger): Section[] {
  const of = (title: string, says: string, own: readonly ClaimResult[]): Section[] =>
    own.length > 0 ? [{ title, says: [says], verdicts: own.map(verdictOf) }] : [];
  const known = new Set(rows.map((row) => row.id));
  return [
    ...rows.flatMap((row) =>
      of(
        row.id,
        row.says,
        results.filter((r) => r.claim.row === row.id),
      ),
    ),
    ...of(
      "other",
      "Claims of no row.",
      results.filter((r) => !known.has(r.claim.row)),
    ),
  ];
}

const verdictOf = (result: ClaimResult): Judgement => ({
  mark: result.passes ? "holds" : "FAILS",
  isGood: result.passes,
  name: `${result.claim.row} / ${result.claim.id}`,
  says: result.claim.says,
  asked: measured(result.claim),
  found: `${result.value === undefined ? nothing(result) : rounded(result.value)} (expected ${expectation(result.claim)})`,
  remarks: remarks(result),
});

/** How it reads that there is no value: a level that was never reached, or no number at all. */
const nothing = ({ claim, failed }: ClaimResult) =>
  (failed === undefined && claim.compare === "none" && measures[claim.measure.function].missing?.shown) ||
  "no value";

/** The remarks under a verdict: what its runs say of themselves, reason, probability, what carries it, which rival hypotheses would undo it. */
function remarks(result: ClaimResult): string[] {
  const { claim, notes, reason, probability, samples, knockouts, rivals } = result;
  const together = knockouts.at(-1);
  const undone = rivals.filter((r) => !r.holds);
  return present(
    ...notes,
    reason,
    reason && claim.fails && `Why: ${claim.fails}`,
    !reason && claim.fails && `Said to fail, but holds: ${claim.fails}`,
    ...askedOf(result),
    probability !== undefined &&
      `Probability ${rounded(probability, 2)} over the declared uncertainty (${samples} draws).`,
    fragility(result),
    together && `Without ${together.effect}: ${removedWords(together.removes)}.`,
    controlled(result),
    result.passes &&
      undone.length > 0 &&
      `Does not hold under ${undone.map((r) => `${r.hypothesis}=${r.choice}`).join(", ")}.`,
    claim.contested !== "no" && `Contested: ${claim.contested}.${claim.note ? ` ${claim.note}` : ""}`,
  );
}

/** How much of a finding goes; what goes by more than all of it turns round. */
function removedWords(removes: number | undefined): string {
  if (removes === undefined) return "no number";
  const gone = `${percent(removes)} of the finding is gone`;
  return removes > 1.005 ? `${gone}, which reverses it` : gone;
}

/** What is left of a finding when the treatment is taken away. */
function controlled({ control, claim }: ClaimResult): string | undefined {
  if (!control) return undefined;
  const value = control.value === undefined ? "no value" : rounded(control.value);
  const said = `Control, ${control.without}: ${value}, so the claim ${control.holds ? "holds there all the same" : "does not hold there"}.`;
  return claim.control || control.holds || claim.carriedBy.length === 0 ? said : undefined;
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

function fragility({ claim, passes, probability }: ClaimResult): string | undefined {
  const { fragile, kind } = claim;
  if (probability !== undefined && probability >= sturdy)
    return fragile && `Said to be fragile, but is not: ${fragile}`;
  if (fragile) return `Fragile: ${fragile}`;
  return probability !== undefined && passes && kind === "article"
    ? "Fragile, and nothing on record says why."
    : undefined;
}
