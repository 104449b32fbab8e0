import { Command, InvalidArgumentError } from "commander";
import { fuzz } from "./fuzz.ts";
import { killAll } from "./kills.ts";

// npm run fuzz -- --minutes 10: damages files of every kind until the time is over, and shows what is answered badly.
// npm run fuzz -- --kills 200: kills studies at random moments instead, lets them go on, and shows what was lost.

const number = (text: string): number => {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError("Expected a number above 0.");
  return value;
};
const { minutes, kills, seed, limit } = new Command("fuzz")
  .description("Damages files of every kind and shows what is answered badly.")
  .option("--minutes <n>", "damage files of every kind for so long", number, 10)
  .option("--kills <n>", "kill studies at random moments instead, and let them go on", number)
  .option("--seed <n>", "where to begin (default: by the clock)", number, Date.now() % 2 ** 31)
  .option("--limit <s>", "seconds that one answer may take", number, 5)
  .parse()
  .opts<{ minutes: number; kills?: number; seed: number; limit: number }>();
if (kills) await killed(kills, seed);
else await fuzzed(seed, minutes, limit);

async function killed(kills: number, seed: number): Promise<void> {
  const tell = (done: number) => done % 10 === 0 && console.error(`${done} of ${kills} kills`);
  const faults = await killAll({ kills, seed, onKill: tell });
  console.log([`${kills} kills from seed ${seed}, ${faults.length} faults`, ...faults].join("\n"));
  process.exitCode = faults.length > 0 ? 1 : 0;
}

async function fuzzed(first: number, minutes: number, limit: number): Promise<void> {
  const until = Date.now() + minutes * 60_000;
  let tried = 0;
  const known = new Map<string, number>();
  for (let seed = first; Date.now() < until; seed++) {
    const found = await fuzz({
      seed,
      runs: 5_000,
      limit,
      until,
      onRun: () => void tried++,
    });
    if (!found) continue;
    const what = found.faults[0] ?? "nothing";
    const key = `${found.reader} ${what.replace(/\d+/g, "#").slice(0, 90)}`;
    known.set(key, (known.get(key) ?? 0) + 1);
    if (known.get(key) === 1)
      console.log(
        [
          `seed ${seed}, ${found.reader}: ${what}`,
          ...Object.entries(found.files).map(([name, text]) => `--- ${name}\n${text}`),
          "",
        ].join("\n"),
      );
  }
  console.log(`${tried} inputs, ${known.size} kinds of fault`);
  for (const [key, count] of known) console.log(`${count} times: ${key.split("\n")[0]}`);
  process.exitCode = known.size > 0 ? 1 : 0;
}
