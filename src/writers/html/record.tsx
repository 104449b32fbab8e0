/** @jsxRuntime automatic @jsxImportSource preact */
import { type Provenance, recordRows } from "../../document/index.ts";
import type { ArmRecord } from "../../scenario/index.ts";

/** Everything that is needed to get the same numbers again: what was asked of each arm, and the record of the run. */
export function RecordView({ provenance }: { provenance: Provenance }) {
  const { arms, inputs } = provenance;
  const shipped = inputs.filter((input) => input.isShipped);
  return (
    <section class="record">
      <h2>To get the same again</h2>
      <p>
        Run <code>lull again</code> on the manifest beside this report, or the command below; it says whether
        the results are the same.
      </p>
      <Pairs rows={recordRows(provenance)} />
      <ArmsView arms={arms} />
      <details>
        <summary>{shipped.length} files of Lull's that were read, with the SHA-256 of each</summary>
        <ul>
          {shipped.map(({ path, sha256 }) => (
            <li key={path}>
              <code>
                {path} {sha256}
              </code>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

/** So many arms are read at a glance; more, as those of all claims, are folded away. */
const mostOpen = 20;

function ArmsView({ arms }: { arms: readonly ArmRecord[] }) {
  const rows = <Pairs rows={arms.map((arm) => [arm.label, armWords(arm)])} />;
  if (arms.length === 0) return null;
  return arms.length > mostOpen ? (
    <details>
      <summary>What was asked of each of {arms.length} arms</summary>
      {rows}
    </details>
  ) : (
    <>
      <h3>What was asked of each arm</h3>
      {rows}
    </>
  );
}

function Pairs({ rows }: { rows: readonly (readonly [string, string])[] }) {
  return (
    <dl>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** "escitalopram 10 mg daily; person depressed-adult; care trial; raphe.coupling_time = 8". */
export function armWords({
  treatment,
  person,
  care,
  set,
  changes = [],
  knockout,
  hypothesis,
}: ArmRecord): string {
  return [
    treatment,
    `person ${person}`,
    `care ${care}`,
    ...Object.entries(set).map(([name, value]) => `${name} = ${value}`),
    ...changes,
    ...Object.entries(knockout).map(([name, gate]) =>
      gate === 0 ? `without ${name}` : `${name} at ${gate} of its strength`,
    ),
    ...Object.entries(hypothesis).map(([name, choice]) => `${name}: ${choice}`),
  ].join("; ");
}
