import { parseArgs } from "node:util";
import { fuzz } from "./fuzz.ts";
import { killAll } from "./kills.ts";

// npm run fuzz -- --minutes 10: damages files of every kind until the time is over, and shows what is answered badly.
// npm run fuzz -- --kills 200: kills studies at random moments instead, lets them go on, and shows what was lost.

const help = `npm run fuzz -- [options]
  --minutes <n>  damage files of every kind for so long (default: 10)
  --kills <n>    kill studies at random moments instead, and let them go on
  --seed <n>     where to begin (default: by the clock)
  --limit <s>    seconds that one answer may take (default: 5)`;
const { values } = parseArgs({
  options: {
    help: { type: "boolean", default: false },
    minutes: { type: "string", default: "10" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
    kills: { type: "string" },
    limit: { type: "string", default: "5" },
  },
});
if (values.help) console.log(help);
else if (values.kills) await killed(Number(values.kills), Number(values.seed));
else await fuzzed(Number(values.seed), Number(values.minutes), Number(values.limit));

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
