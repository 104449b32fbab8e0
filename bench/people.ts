import { openNumberFile } from "../src/files/index.ts";
import { uniform } from "../src/random/index.ts";
import {
  percentilesDataset,
  prepareStudy,
  runsDataset,
  SubjectValues,
  standings,
  subjectsDataset,
  summarize,
  tellPopulation,
} from "../src/studies/index.ts";
import { csvOf, parquetOf } from "../src/writers/index.ts";
import { experimentOf, shippedLibrary } from "../tests/support/shipped.ts";

// How much memory telling a large population takes: everybody is drawn, weighted, told and written as CSV and Parquet (to
// nowhere). The values of their runs are made up, since running them takes no memory that grows.
// `npx tsx bench/people.ts 160000`

const size = Number(process.argv[2] ?? 20_000);
const { scenario } = experimentOf(`
scenario: Two days
question: How much memory do many people take?
duration: 2 days
arms:
  - {label: es, treatment: escitalopram 10 mg daily}
`);
const library = shippedLibrary();
const population = library.populations.values().next().value!;
const prepared = prepareStudy({ scenario, population, size, seed: 1 }, library).value!;
const room = openNumberFile();
const study = { ...prepared.study, room };

function* rows() {
  for (let task = 0; task < size * study.arms.length; task++) {
    const arm = task % study.arms.length;
    const values = study.arms[arm]!.requests.map((_, i) => 0.2 + uniform(task, i));
    yield { task, arm, fault: null, values };
  }
}

const say = (what: string) => {
  const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
  const [all, heap, arrays] = [rss, heapUsed, arrayBuffers].map((bytes) => (bytes / 1e6).toFixed(0));
  console.log(`${what.padEnd(22)} ${all} MB, heap ${heap}, arrays ${arrays}`);
};

say("at the start");
const values = new SubjectValues(study);
for (const row of rows()) values.add(row);
const standing = standings(study, values);
say("values and weights");
const result = summarize(study, values, standing);
const datasets = [
  runsDataset(study, values),
  subjectsDataset(study, values, standing),
  percentilesDataset(result),
];
tellPopulation(result, datasets);
say("told");
for (const dataset of datasets) {
  let length = 0;
  for (const text of csvOf(dataset)) length += text.length;
  for (const bytes of parquetOf(dataset)) length += bytes.length;
  say(`${dataset.name}, ${(length / 1e6).toFixed(0)} MB`);
}
room.close();
console.log(`${size} people: at most ${(process.resourceUsage().maxRSS / 1e3).toFixed(0)} MB`);
