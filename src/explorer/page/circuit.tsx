import layout from "virtual:lull-circuit";
import { useSignal } from "@preact/signals";
import type { PlacedEdge } from "../../charts/index.ts";
import { toggle } from "./circuit-actions.ts";
import { Inspector } from "./inspector.tsx";
import { arrowsOf, spoken } from "./library.ts";
import { readingOf } from "./lines.ts";
import { changeCase, current } from "./store.ts";

/** The strength of an arrow at the cursor: how far its effects are from 1, and to which side. */
function strengthOf(edge: PlacedEdge): number {
  return edge.effects.reduce((sum, name) => {
    const value = readingOf(name);
    return sum + (value !== undefined && value > 0 ? Math.log(value) : 0);
  }, 0);
}

const isCut = (edge: PlacedEdge) => edge.effects.every((name) => current.value.gates[name] === 0);

/** The model as a circuit whose arrows follow the time cursor. */
export function CircuitView() {
  const selected = useSignal<string>("vta");
  const cut = Object.entries(current.value.gates).flatMap(([name, gate]) => (gate === 0 ? [name] : []));
  const cutCount = arrowsOf(cut);
  const near = (edge: PlacedEdge) => edge.from === selected.value || edge.to === selected.value;
  const edges = [...layout.edges].sort((a, b) => Number(near(a)) - Number(near(b)));
  return (
    <div class="circuit">
      <p class="hint">
        Arrows follow the time cursor: <span class="key strong">thick blue</span> strengthens,{" "}
        <span class="key weak">thick orange</span> weakens, thin does little. Click an arrow to cut it; click
        a box to read it. <span class="wider">Scroll sideways to see all of it.</span>{" "}
        {cutCount > 0 && (
          <button type="button" class="quiet" id="heal-all" onClick={() => changeCase({ gates: {} })}>
            {cutCount === 1 ? "heal it" : `heal all ${cutCount}`}
          </button>
        )}
      </p>
      <div class="circuit-grid">
        <div class="scroll circuit-box" tabIndex={0} role="region" aria-label="Circuit of the model">
          <svg
            viewBox={`0 0 ${layout.width} ${layout.height}`}
            width={layout.width}
            height={layout.height}
            role="group"
            aria-label="Systems of the model and the effects between them"
          >
            {edges.map((edge) =>
              edge.effects.length > 0 ? (
                <Arrow key={`${edge.from} ${edge.to}`} edge={edge} isNear={near(edge)} />
              ) : (
                <path
                  key={`${edge.from} ${edge.to}`}
                  class={`read ${near(edge) ? "near" : ""}`}
                  d={edge.path}
                />
              ),
            )}
            {layout.nodes.map((node) => (
              <g
                key={node.name}
                class={`node ${selected.value === node.name ? "selected" : ""}`}
                role="button"
                tabindex={0}
                aria-pressed={selected.value === node.name}
                aria-label={`${node.name}, ${node.title}: read its equations`}
                transform={`translate(${node.x - node.width / 2} ${node.y - node.height / 2})`}
                onClick={() => {
                  selected.value = node.name;
                }}
                onKeyDown={press(() => {
                  selected.value = node.name;
                })}
              >
                <title>{node.title}</title>
                <rect width={node.width} height={node.height} rx="6" />
                <text x={node.width / 2} y={node.height / 2 + 4.5} text-anchor="middle">
                  {node.name}
                </text>
              </g>
            ))}
          </svg>
        </div>
        <Inspector module={selected.value} />
      </div>
    </div>
  );
}

function Arrow({ edge, isNear }: { edge: PlacedEdge; isNear: boolean }) {
  const cut = isCut(edge);
  const strength = cut ? 0 : strengthOf(edge);
  const width = Math.min(7, 1 + 5 * Math.abs(strength));
  const kind = cut ? "cut" : Math.abs(strength) < 0.02 ? "idle" : strength > 0 ? "strong" : "weak";
  const [x0, y0, x1, y1] = edge.head;
  const angle = (Math.atan2(y1 - y0, x1 - x0) * 180) / Math.PI;
  const names = edge.effects.map(spoken).join(", ");
  const label = `${edge.from} to ${edge.to}, ${names}: ${cut ? "cut; heal it" : "cut it"}`;
  return (
    <g
      class={`arrow ${kind} ${isNear ? "near" : ""}`}
      role="button"
      tabindex={0}
      aria-pressed={cut}
      aria-label={label}
      data-effects={edge.effects.join(" ")}
      onClick={() => toggle(edge.effects)}
      onKeyDown={press(() => toggle(edge.effects))}
    >
      <title>{label}</title>
      <path class="reach" d={edge.path} />
      <path class="line" d={edge.path} stroke-width={width} />
      <path class="head" d="M-9 -4.5L0 0L-9 4.5Z" transform={`translate(${x1} ${y1}) rotate(${angle})`} />
    </g>
  );
}

/** Enter and the space bar press what is drawn as a button. */
function press(act: () => void) {
  return (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    act();
  };
}
