import { fitCase } from "./kinetics.ts";
import { besideNls, nlsFromR } from "./nls.ts";
import { namesOf, recordsFromR, recordsScenario } from "./records.ts";

// Fits to data that R brings (datasets: Theoph, Indometh; nlme: Phenobarb, Quinidine), beside R's own nls on the same points. Needs
// Rscript (Debian's r-base-core, r-cran-nlme); nothing of the data is kept here. Run with: npx tsx bench/fit/real.ts

let worst = 0;
let worstError = 0;
for (const one of nlsFromR(12)) {
  const row = (await besideNls(one)).map(({ name, own, ownError, theirs, theirError }) => {
    worst = Math.max(worst, Math.abs(own - theirs) / theirError);
    worstError = Math.max(worstError, Math.abs(ownError / theirError - 1));
    return `${name} ${own.toFixed(4)} (nls ${theirs.toFixed(4)}), se ${ownError.toFixed(4)} (${theirError.toFixed(4)})`;
  });
  console.log(`${one.set} ${one.subject}: ${row.join("; ")}`);
}
// All subjects of a set together, whose doses come from records: minutes, as each history of Quinidine begins in a steady state.
for (const records of recordsFromR(8)) {
  const wanted = records.names.map((name) => namesOf[name]!);
  const { parameters } = await fitCase(recordsScenario(records), wanted, { profiles: false });
  const row = records.names.map((name, i) => {
    const { value, standardError = Number.NaN } = parameters.find((p) => p.parameter.name === namesOf[name])!;
    const [theirs, theirError] = [records.value[i]!, records.error[i]!];
    worst = Math.max(worst, Math.abs(Math.log(value) - theirs) / theirError);
    worstError = Math.max(worstError, Math.abs(standardError / value / theirError - 1));
    return `${namesOf[name]} ${Math.log(value).toFixed(4)} (nls ${theirs.toFixed(4)}), se ${(standardError / value).toFixed(4)} (${theirError.toFixed(4)})`;
  });
  console.log(`${records.set}: ${row.join("; ")}`);
}
console.log(
  `largest distance ${worst.toExponential(2)} standard errors; standard errors differ by at most ${(100 * worstError).toFixed(1)}%`,
);
if (!(worst < 0.05 && worstError < 0.05)) process.exitCode = 1;
