import { sourceOf } from "./library.ts";
import { state } from "./store.ts";

interface Known {
  readonly source: string;
  readonly says: string;
  readonly direction: string;
}

/** What the file that was opened asks, and what is known about it outside the model. */
export function FromFile() {
  const { file } = state.value;
  if (!file) return null;
  const evidence = (file.evidence ?? []) as readonly Known[];
  return (
    <details class="from-file">
      <summary>
        <b>{file.title}</b>. {file.question}
      </summary>
      {evidence.length > 0 && <p class="hint">Known about it outside the model:</p>}
      <ul>
        {evidence.map(({ source, says, direction }) => (
          <li key={says}>
            <span class={`badge ${direction}`}>{direction}</span> {says}{" "}
            <span class="hint">{sourceOf(source)?.citation ?? source}</span>
          </li>
        ))}
      </ul>
      <p class="hint">
        Its own measures stand under Compare, and what it plots can be chosen for the main chart; “Scenario
        YAML” writes all of it back.
      </p>
    </details>
  );
}
