import { keyOf, uniform } from "../../src/random/index.ts";
import { fitCase, kineticsScenario, oneCompartment } from "./kinetics.ts";

// How often the 95% intervals of a fit hold the truth: points drawn from a known curve with noise, fitted again and again.
// Run with: npx tsx bench/fit/coverage.ts [repeats]

const repeats = Number(process.argv[2] ?? 200);
const truth = { "pk.ka": 1.2, "pk.ke": 0.1, "pk.clearance": 3 };
const dose = 320;
const hours = [0.25, 0.5, 1, 1.5, 2, 3, 4, 6, 8, 12, 18, 24, 36];
const scatter = 0.4;

const level = (hour: number) => {
  const { "pk.ka": ka, "pk.ke": ke, "pk.clearance": clearance } = truth;
  return ((dose * ka * ke) / (clearance * (ka - ke))) * (Math.exp(-ke * hour) - Math.exp(-ka * hour));
};
/** Box & Muller (1958). */
const gauss = (repeat: number, i: number) =>
  Math.sqrt(-2 * Math.log(1 - uniform(repeat, keyOf("size"), i))) *
  Math.cos(2 * Math.PI * uniform(repeat, keyOf("angle"), i));

const names = Object.keys(truth) as (keyof typeof truth)[];
const held = new Map(names.map((name) => [name, 0]));
let open = 0;
for (let repeat = 0; repeat < repeats; repeat++) {
  const rows = hours.map((hour, i) => `${hour},${level(hour) + scatter * gauss(repeat, i)}`);
  const scenario = kineticsScenario({
    module: oneCompartment(dose),
    variable: "pk.level",
    time: "hour",
    duration: "2 days",
    csv: `time,value\n${rows.join("\n")}\n`,
  });
  const { parameters } = await fitCase(scenario, names);
  for (const { parameter, low, high, determined } of parameters) {
    const name = parameter.name as keyof typeof truth;
    if (determined !== "yes") open++;
    if ((low ?? 0) <= truth[name] && truth[name] <= (high ?? Number.POSITIVE_INFINITY))
      held.set(name, held.get(name)! + 1);
  }
}
for (const name of names)
  console.log(
    `${name}: ${held.get(name)} of ${repeats} intervals hold the truth (${((100 * held.get(name)!) / repeats).toFixed(1)}%)`,
  );
console.log(`${open} ends were open`);
const isSound = [...held.values()].every((count) => count >= 0.9 * repeats && count <= 0.98 * repeats);
if (repeats >= 100 && !isSound) process.exitCode = 1;
