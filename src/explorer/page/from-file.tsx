import { word } from "./language.ts";
import { sourceOf } from "./library.ts";
import { file } from "./state.ts";

interface Known {
  readonly source: string;
  readonly says: string;
  readonly direction: string;
}

/** What the file that was opened asks, and what is known about it outside the model. */
export function FromFile() {
  const { value: opened } = file;
  if (!opened) return null;
  const evidence = (opened.evidence ?? []) as readonly Known[];
  return (
    <details class="from-file">
      <summary>
        <b>{opened.title}</b>. {opened.question}
      </summary>
      {evidence.length > 0 && <p class="hint">{word("known outside")}</p>}
      <ul>
        {evidence.map(({ source, says, direction }) => (
          <li key={says}>
            <span class={`badge ${direction}`}>{direction}</span> {says}{" "}
            <span class="hint">{sourceOf(source)?.citation ?? source}</span>
          </li>
        ))}
      </ul>
      <p class="hint">{word("file hint")}</p>
    </details>
  );
}
