// What does it look like? A result becomes Chart.js configurations that are plain JSON, so that the command line, the
// report and the page draw the same picture. Deliberately knows nothing of canvases, files or pages.
export { percentAxis, timeAxis, type ValueAxis, valueAxis, variableAxis } from "./axes.ts";
export { circuitDot } from "./circuit.ts";
export {
  type CircuitLayout,
  layoutRequest,
  type PlacedEdge,
  type PlacedNode,
  placedCircuit,
} from "./circuit-layout.ts";
export { decimate } from "./decimate.ts";
export { factorEnds, factorLabel, factorTicks } from "./factors.ts";
export { bare, figuresOf, keptLinear } from "./figures.ts";
export { type Forest, forestChart, forestLegend } from "./forest.ts";
export { colored, legendBelow, linearAxis, namedChart, type Ruler, timeScale, unitTitle } from "./frame.ts";
export { heatChart, heatLegend } from "./heat.ts";
export { measuredEntry, measuredLine } from "./measured.ts";
export { occupancyFigure } from "./occupancy.ts";
export { armStyle, legendWidth, pale, referenceStyle } from "./palette.ts";
export { withDensity, withSource } from "./png.ts";
export { scatterChart, scatterLegend } from "./scatter.ts";
export { SvgPage } from "./svg.ts";
export type { ArmStyle, ChartPoint, Figure, LegendEntry, LineChart, NamedChart, Scales } from "./types.ts";
