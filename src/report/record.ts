import { type Provenance, recordRows } from "../document/index.ts";
import type { ArmRecord } from "../scenario/index.ts";
import { html } from "../writers/index.ts";

/** Everything that is needed to get the same numbers again: what was asked of each arm, and the record of the run. */
export function recordSection(provenance: Provenance): string {
  const { arms, inputs } = provenance;
  const rows = recordRows(provenance).map(item);
  const asked = arms.map((arm) => item([arm.label, armWords(arm)]));
  const shipped = inputs.filter((input) => input.isShipped);
  const files = shipped.map(({ path, sha256 }) => `<li><code>${html(path)} ${sha256}</code></li>`);
  return `<section class="record"><h2>To get the same again</h2>
<p>Run <code>lull again</code> on the manifest beside this report, or the command below; it says whether the results are the same.</p>
<dl>${rows.join("")}</dl>
${asked.length > 0 ? `<h3>What was asked of each arm</h3><dl>${asked.join("")}</dl>` : ""}
<details><summary>${shipped.length} files of Lull's that were read, with the SHA-256 of each</summary><ul>${files.join("")}</ul></details></section>`;
}

const item = ([name, value]: readonly [string, string]) =>
  `<div><dt>${html(name)}</dt><dd>${html(value)}</dd></div>`;

/** "escitalopram 10 mg daily; person depressed-adult; care trial; raphe.coupling_time = 8". */
export function armWords({ treatment, person, care, set, knockout, hypothesis }: ArmRecord): string {
  return [
    treatment,
    `person ${person}`,
    `care ${care}`,
    ...Object.entries(set).map(([name, value]) => `${name} = ${value}`),
    ...Object.entries(knockout).map(([name, gate]) =>
      gate === 0 ? `without ${name}` : `${name} at ${gate} of its strength`,
    ),
    ...Object.entries(hypothesis).map(([name, choice]) => `${name}: ${choice}`),
  ].join("; ");
}
