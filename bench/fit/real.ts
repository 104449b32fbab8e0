import { execFileSync } from "node:child_process";
import { fitCase, kineticsScenario, oneCompartment, twoExponentials } from "./kinetics.ts";
import { namesOf, recordsFromR, recordsScenario } from "./records.ts";

// Fits to data that R brings (datasets: Theoph, Indometh; nlme: Phenobarb, Quinidine), beside R's own nls on the same points. Needs
// Rscript (Debian's r-base-core, r-cran-nlme); nothing of the data is kept here. Run with: npx tsx bench/fit/real.ts

const script = `
options(digits = 17)
one <- function(d) tryCatch(coef(summary(nls(conc ~ SSfol(Dose, Time, lKe, lKa, lCl), d))), error = function(e) NULL)
for (s in levels(Theoph$Subject)) {
  d <- subset(as.data.frame(Theoph), Subject == s)
  k <- one(d)
  if (is.null(k)) next
  cat("Theoph", s, paste(d$Time, collapse = " "), paste(d$conc, collapse = " "), d$Dose[1], paste(k[, 1], collapse = " "), paste(k[, 2], collapse = " "), sep = "|")
  cat("\\n")
}
two <- function(d) tryCatch(coef(summary(nls(conc ~ SSbiexp(time, A1, lrc1, A2, lrc2), d))), error = function(e) NULL)
for (s in levels(Indometh$Subject)) {
  d <- subset(as.data.frame(Indometh), Subject == s)
  k <- two(d)
  if (is.null(k)) next
  cat("Indometh", s, paste(d$time, collapse = " "), paste(d$conc, collapse = " "), 0, paste(k[, 1], collapse = " "), paste(k[, 2], collapse = " "), sep = "|")
  cat("\\n")
}
`;

/** Estimates on the logarithm, as R's self-starting models have them; sizes of exponentials are plain. */
const asked = {
  Theoph: { names: ["pk.ke", "pk.ka", "pk.clearance"], isLog: [true, true, true] },
  Indometh: { names: ["pk.a1", "pk.k1", "pk.a2", "pk.k2"], isLog: [false, true, false, true] },
} as const;

let worst = 0;
let worstError = 0;
const lines = execFileSync("Rscript", ["-e", script], { encoding: "utf8" }).trim().split("\n");
for (const line of lines) {
  const [set, subject, times, values, dose, wanted, errors] = line.split("|") as string[];
  const numbers = (text: string) => text!.split(" ").map(Number);
  const [hours, levels] = [numbers(times!), numbers(values!)];
  const { names, isLog } = asked[set as keyof typeof asked];
  const scenario = kineticsScenario({
    module: set === "Theoph" ? oneCompartment(Number(dose)) : twoExponentials,
    variable: "pk.level",
    time: "hour",
    duration: "2 days",
    csv: `time,value\n${hours.map((hour, i) => `${hour},${levels[i]}`).join("\n")}\n`,
  });
  const { parameters } = await fitCase(scenario, names, { profiles: false, starts: 1 });
  const by = new Map(parameters.map((one) => [one.parameter.name, one]));
  const row = names.map((name, i) => {
    const { value, standardError = Number.NaN } = by.get(name)!;
    const own = isLog[i] ? Math.log(value) : value;
    const error = isLog[i] ? standardError / value : standardError;
    const [theirs, theirError] = [numbers(wanted!)[i]!, numbers(errors!)[i]!];
    const away = Math.abs(own - theirs) / theirError;
    worst = Math.max(worst, away);
    worstError = Math.max(worstError, Math.abs(error / theirError - 1));
    return `${name} ${own.toFixed(4)} (nls ${theirs.toFixed(4)}), se ${error.toFixed(4)} (${theirError.toFixed(4)})`;
  });
  console.log(`${set} ${subject}: ${row.join("; ")}`);
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
