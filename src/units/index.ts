// What is it measured in? Unit and quantity text to numbers in one coherent set of canonical units (day, mg, dm, nmol, lux).
// Deliberately knows nothing of formulas, files or how numbers are shown.
export {
  type Dimension,
  dimensionless,
  dimensionName,
  isDimensionless,
  power,
  sameDimension,
  times,
} from "./dimension.ts";
export { labelUnit, parseQuantity, parseUnit, type Unit, unit, unitNames } from "./units.ts";
