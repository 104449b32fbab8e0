import type { ComponentChildren, ComponentProps } from "preact";
import { keyWords } from "../case.ts";
import type { ScenarioKeys } from "../types.ts";
import { word } from "./language.ts";

// What all views are made of.

/** A button that keeps in the background. */
export const Quiet = (props: ComponentProps<"button">) => <button type="button" class="quiet" {...props} />;

/** The choices of a select, each by its value and its title. */
export const Options = ({ of }: { of: Iterable<readonly [value: string, title: string]> }) => (
  <>
    {[...of].map(([value, title]) => (
      <option key={value} value={value}>
        {title}
      </option>
    ))}
  </>
);

/** A box to tick, with what it stands for. */
export function Tick(props: {
  id?: string;
  isOn: boolean;
  onTick: (isOn: boolean) => void;
  children: ComponentChildren;
}) {
  const { id, isOn, onTick, children } = props;
  return (
    <label class="switch">
      <input
        id={id}
        type="checkbox"
        checked={isOn}
        onChange={(event) => onTick(event.currentTarget.checked)}
      />
      {children}
    </label>
  );
}

/** What a file says that the page has no controls for; it holds, and can be taken away. */
export const AsInFile = ({ keys, drop }: { keys: ScenarioKeys; drop: () => void }) => (
  <p class="hint also">
    {word("as in the file", { words: keyWords(keys).join("; ") })}{" "}
    <Quiet onClick={drop}>{word("leave out")}</Quiet>
  </p>
);

/** What a model says of something, which is in English in every language of the page. */
export const SaidOf = ({ children }: { children: ComponentChildren }) => (
  <p class="hint" lang="en">
    {children}
  </p>
);

/** A stretch of a line, as it stands in a chart. */
export const Stroke = ({ color, width, dash }: { color: string; width: number; dash: readonly number[] }) => (
  <svg width="26" height="8" aria-hidden="true">
    <line
      x1="1"
      x2="25"
      y1="4"
      y2="4"
      stroke={color}
      stroke-width={width}
      stroke-dasharray={dash.join(" ")}
    />
  </svg>
);
