// Axes that go by factors: where they end, where their ticks are, and what those say.

const factors = [1, 2, 5] as const;
/** Powers of ten that are written out; beyond, zeros are harder to count than an exponent to read. */
const writtenOut = [-3, 4] as const;

/** Where an axis by factors ends: the nearest of 1, 2 or 5 times a power of ten around values above 0. */
export function factorEnds(low: number, high: number): { readonly min: number; readonly max: number } {
  const around = roundValues(low, high);
  const min = around.findLast((value) => value <= low * (1 + 1e-9)) ?? low;
  const max = around.find((value) => value >= high * (1 - 1e-9)) ?? high;
  if (min < max) return { min, max };
  // One value alone stands in the middle.
  const at = around.indexOf(min);
  return { min: around[at - 1] ?? min, max: around[at + 1] ?? max };
}

/**
 * Ticks of an axis by factors: powers of ten, not all of them where they are too many, and 1, 2 and 5 times as much where
 * there is room.
 *
 * @param most ticks that have room
 */
export function factorTicks(min: number, max: number, most: number): number[] {
  const fine = roundValues(min, max).filter(
    (value) => value >= min * (1 - 1e-9) && value <= max * (1 + 1e-9),
  );
  if (fine.length <= most) return fine;
  const tens = fine.filter((value) => value.toExponential().startsWith("1e"));
  const ticks = tens.length > 1 ? tens : fine;
  const stride = Math.ceil(ticks.length / most);
  return ticks.filter((_, i) => i % stride === 0);
}

/** A tick in words: 0.01, 100, and 10⁻⁵ or 2·10⁶ where zeros would have to be counted. */
export function factorLabel(value: number): string {
  const [times = 0, power = 0] = value.toExponential(2).split("e").map(Number);
  if (power >= writtenOut[0] && power <= writtenOut[1]) return String(Number(value.toPrecision(3)));
  const raised = `10${[...String(power)].map((sign) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(sign)]).join("")}`;
  return times === 1 ? raised : `${times}·${raised}`;
}

/** 1, 2 and 5 times powers of ten from below `low` to above `high`. */
function roundValues(low: number, high: number): number[] {
  const first = Math.floor(Math.log10(low)) - 1;
  const count = Math.ceil(Math.log10(high)) + 2 - first;
  return Array.from({ length: count }, (_, i) => factors.map((factor) => Number(`${factor}e${first + i}`)))
    .flat()
    .filter((value) => value > 0 && Number.isFinite(value));
}
