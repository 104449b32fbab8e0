import { describe, expect, it } from "vitest";
import { parseYaml } from "../../../src/language/index.ts";
import { evaluateHere } from "../../../src/runs/index.ts";
import type { FitOptions } from "../../../src/studies/fit/options.ts";
import { tellFit } from "../../../src/studies/fit/tell.ts";
import {
  concentration,
  fitOf,
  gauss,
  hours,
  type Kinetics,
  pkCsv,
  pkScenario,
  truth,
} from "../../support/fit.ts";

const asked = ["pk.ka", "pk.ke", "pk.volume"];

/** Least squares on the closed form by Gauss and Newton's steps with differences: nothing of Lull's. */
function leastSquares(values: readonly number[]): Kinetics {
  let at = [Math.log(truth.ka), Math.log(truth.ke), Math.log(truth.volume)];
  const curve = ([ka, ke, volume]: readonly number[]) =>
    hours.map((hour) =>
      concentration(hour, { ka: Math.exp(ka!), ke: Math.exp(ke!), volume: Math.exp(volume!) }),
    );
  for (let step = 0; step < 100; step++) {
    const now = curve(at);
    const slopes = at.map((_, j) => {
      const moved = (by: number) => curve(at.map((x, k) => (k === j ? x + by : x)));
      return moved(1e-5).map((high, i) => (high - moved(-1e-5)[i]!) / 2e-5);
    });
    const rows = slopes.map((a) => [
      ...slopes.map((b) => a.reduce((sum, x, i) => sum + x * b[i]!, 0)),
      a.reduce((sum, x, i) => sum + x * (values[i]! - now[i]!), 0),
    ]);
    for (let i = 0; i < 3; i++)
      for (let k = 0; k < 3; k++) {
        if (k === i) continue;
        const by = rows[k]![i]! / rows[i]![i]!;
        rows[k] = rows[k]!.map((x, c) => x - by * rows[i]![c]!);
      }
    at = at.map((x, i) => x + rows[i]![3]! / rows[i]![i]!);
  }
  const [ka, ke, volume] = at.map(Math.exp);
  return { ka: ka!, ke: ke!, volume: volume! };
}

describe("a fit", () => {
  it("finds what made points without noise, from elsewhere", async () => {
    const { parameters } = await fitOf([pkScenario(pkCsv(1e-6, 1))], asked, { profiles: false });
    expect(parameters.map(({ value }) => value)).toEqual([
      expect.closeTo(truth.ka, 3),
      expect.closeTo(truth.ke, 4),
      expect.closeTo(truth.volume, 2),
    ]);
  });

  it("is least squares where the scatter is additive, with intervals about it and errors that agree", async () => {
    const csv = pkCsv(0.1, 7);
    const { parameters, correlation, noise, points, aic, deviance } = await fitOf([pkScenario(csv)], asked);
    const wanted = leastSquares(points.map(({ observation }) => observation.value));
    const values = Object.fromEntries(parameters.map((one) => [one.parameter.name, one.value]));
    expect(values["pk.ka"]! / wanted.ka).toBeCloseTo(1, 3);
    expect(values["pk.ke"]! / wanted.ke).toBeCloseTo(1, 3);
    expect(values["pk.volume"]! / wanted.volume).toBeCloseTo(1, 3);
    for (const { value, low, high, standardError, determined } of parameters) {
      expect(determined).toBe("yes");
      expect(low!).toBeLessThan(value);
      expect(high!).toBeGreaterThan(value);
      // On 10 degrees of freedom about 2.23 standard errors to a side, a little lopsided.
      expect((high! - low!) / standardError!).toBeGreaterThan(3.6);
      expect((high! - low!) / standardError!).toBeLessThan(6);
    }
    const squares = points.reduce((sum, p) => sum + (p.observation.value - p.predicted) ** 2, 0);
    expect(noise[0]!.value).toBeCloseTo(Math.sqrt(squares / points.length), 4);
    expect(deviance).toBeCloseTo(points.length * (Math.log((2 * Math.PI * squares) / points.length) + 1), 4);
    expect(aic).toBeCloseTo(deviance + 8, 9);
    expect(correlation!.map((row, i) => row[i])).toEqual([1, 1, 1].map((x) => expect.closeTo(x, 9)));
  });

  it("has ends where the likelihood, all else fitted again, is as low as they say, and none at a bound", async () => {
    const scenario = pkScenario(pkCsv(0.3, 3));
    const { parameters, deviance } = await fitOf([scenario], asked);
    // 13 points and 3 parameters: n ln(1 + t^2 / (n - p)) with t = 2.2281.
    const threshold = 13 * Math.log1p(2.228139 ** 2 / 10);
    const ends = parameters.flatMap(({ parameter: { name }, low, high }) =>
      [low, high].flatMap((end) => (end === undefined ? [] : [{ name, end }])),
    );
    expect(ends).toHaveLength(3);
    for (const { name, end } of ends) {
      const bounds = new Map([[name, [end * (1 - 1e-9), end * (1 + 1e-9)] as const]]);
      const held = await fitOf([scenario], asked, { bounds, profiles: false });
      expect(held.deviance - deviance, `${name} at ${end}`).toBeCloseTo(threshold, 1);
    }
    expect(parameters[0]).toMatchObject({ low: undefined, determined: "open below" });
  });

  it("takes every error model, and gives known errors their weight", async () => {
    for (const errors of ["proportional", "combined", "log"] as const) {
      const { parameters } = await fitOf([pkScenario(pkCsv(0.05, 3))], asked, { errors, profiles: false });
      expect(parameters[1]!.value / truth.ke, errors).toBeCloseTo(1, 0);
      expect(Math.abs(parameters[1]!.value / truth.ke - 1), errors).toBeLessThan(0.1);
    }
    const sure = pkCsv(0.05, 3)
      .split("\n")
      .map((line, i) => (line === "" ? line : i === 0 ? `${line},sd` : `${line},0.5`))
      .join("\n");
    const { subject, noise } = await fitOf([pkScenario(sure)], asked, { profiles: false });
    expect(subject.known).toBe(hours.length);
    expect(noise).toEqual([]);
  });

  it("says what the data do not say: a parameter without influence, a pair that is known together only", async () => {
    const result = await fitOf([pkScenario(pkCsv(0.05, 5))], [...asked, "pk.idle", "pk.dose"], { starts: 1 });
    const by = new Map(result.parameters.map((one) => [one.parameter.name, one]));
    expect(by.get("pk.idle")!.determined).toBe("no influence");
    expect(by.get("pk.idle")!.standardError).toBeUndefined();
    const { answers } = tellFit(result);
    expect(answers.join("\n")).toMatch(/No measured point depends on pk\.idle/);
    // Dose and volume stand in one ratio.
    expect(answers.join("\n")).toMatch(/known together/);
    expect(by.get("pk.dose")!.determined).not.toBe("yes");
    expect(by.get("pk.ke")!.determined).toBe("yes");
  });

  it("is the same from several starts, and tells of each", async () => {
    const { starts, parameters } = await fitOf([pkScenario(pkCsv(0.1, 7))], asked, {
      starts: 4,
      profiles: false,
    });
    const alone = await fitOf([pkScenario(pkCsv(0.1, 7))], asked, { profiles: false });
    expect(starts).toHaveLength(4);
    expect(starts.some((one) => one.isConverged)).toBe(true);
    for (const [i, { value }] of parameters.entries())
      expect(value / alone.parameters[i]!.value).toBeCloseTo(1, 3);
  });

  it("refuses fewer points than parameters, parameters that no arm leaves open, and runs that fail", async () => {
    const few = "time,value\n1,5\n2,6\n4,5\n";
    await expect(fitOf([pkScenario(few)], asked)).rejects.toThrow(
      "3 points cannot determine 3 parameters and 1 size of the scatter.",
    );
    await expect(
      fitOf([pkScenario("time,value\n0,0\n1,5\n2,6\n4,5\n6,4\n")], asked, { errors: "log" }),
    ).rejects.toThrow(/does not bear a value/);
  });

  it("takes as many points as parameters where their errors are known", async () => {
    const sure = "time,value,sd\n1,7.2,0.5\n4,6.9,0.5\n12,3.2,0.5\n";
    const { parameters } = await fitOf([pkScenario(sure)], asked);
    for (const { standardError } of parameters) expect(standardError).toBeGreaterThan(0);
    await expect(fitOf([pkScenario("time,value,sd\n1,5,1\n4,6,1\n")], asked)).rejects.toThrow(
      "2 points cannot determine 3 parameters.\nFit fewer with --parameters, or add points to d.csv.",
    );
  });

  it("has no estimate where it does not converge, and no interval whose ends were not found", async () => {
    /** What runs give, with slopes bent after so many of them. */
    const bent =
      (after: number, bend: (slope: number) => number): FitOptions["evaluator"] =>
      (prepared) => {
        let runs = 0;
        const evaluate = evaluateHere(prepared);
        return async function* (tasks) {
          for await (const row of evaluate(tasks))
            yield row.slopes && ++runs > after ? { ...row, slopes: row.slopes.map(bend) } : row;
        };
      };
    const scenario = pkScenario(pkCsv(0.1, 7));
    await expect(fitOf([scenario], asked, { evaluator: bent(0, (slope) => -slope) })).rejects.toThrow(
      /^The fit did not converge from its start, so there is no estimate and nothing was written\.\nTry more --starts/,
    );
    const whole = await fitOf([scenario], asked, { profiles: false });
    const lost = await fitOf([scenario], asked, { evaluator: bent(whole.runs - 3, (slope) => -slope) });
    for (const { parameter, value, low, high, determined } of lost.parameters) {
      expect([low, high, determined], parameter.name).toEqual([undefined, undefined, "not found"]);
      expect(value).toBeGreaterThan(0);
    }
    expect(tellFit(lost).answers.join("\n")).toMatch(
      /pk\.ke is [\d.]+ 1\/hour; its interval could not be computed/,
    );
  });

  it("says when points lie on the curve, below their limits, or beside it", async () => {
    const told = async (csv: string) => {
      const { notes, answers } = tellFit(await fitOf([pkScenario(csv)], ["pk.ke"], { profiles: false }));
      return [...notes.map((note) => ("text" in note ? note.text : "")), ...answers].join("\n");
    };
    expect(await told(pkCsv(0, 1, { ...truth, ka: 2, volume: 50 }))).toMatch(
      /lie nearer the curve than its scatter/,
    );
    expect(await told("time,value\n1,<50\n2,<50\n3,<50\n")).toMatch(
      /Every point of pk\.level lies below its limit/,
    );
    expect(await told("time,value\n1,-5\n2,-6\n4,-5\n")).toMatch(/further than from their own mean/);
  });

  it("takes two scenarios at once, which say more than one", async () => {
    const one = await fitOf([pkScenario(pkCsv(0.1, 7))], ["pk.ke"]);
    const two = await fitOf([pkScenario(pkCsv(0.1, 7)), pkScenario(pkCsv(0.1, 8))], ["pk.ke"]);
    expect(two.points).toHaveLength(2 * hours.length);
    const width = ({ parameters: [ke] }: typeof one) => ke!.high! - ke!.low!;
    expect(width(two) / width(one)).toBeLessThan(0.9);
  });

  it("refuses bounds that reach out of a domain", async () => {
    const bounds = new Map([["pk.ke", [-0.03, 0.12] as const]]);
    await expect(fitOf([pkScenario(pkCsv(0.1, 7))], ["pk.ke"], { bounds, profiles: false })).rejects.toThrow(
      /"pk.ke" must be .*, but --bounds reach from -0.03 to 0.12/,
    );
  });

  it("draws parameters towards their values before with priors, as wide as their bounds", async () => {
    const bounds = new Map([["pk.ke", [0.03, 0.12] as const]]);
    const csv = pkCsv(0.1, 7)
      .split("\n")
      .map((line, i) => (line === "" ? line : i === 0 ? `${line},sd` : `${line},4`))
      .join("\n");
    const [free, drawn] = await Promise.all(
      [false, true].map(async (usesPriors) => {
        const { parameters } = await fitOf([pkScenario(csv)], ["pk.ke"], {
          bounds,
          usesPriors,
          profiles: false,
        });
        return parameters[0]!;
      }),
    );
    // On the logarithm the mean of two normal estimates, each with the weight of its variance.
    const [own, prior] = [(free!.standardError! / free!.value) ** -2, (Math.log(4) / (2 * 1.96)) ** -2];
    const wanted = (own * Math.log(free!.value) + prior * Math.log(0.06)) / (own + prior);
    expect(Math.abs(Math.log(drawn!.value / free!.value))).toBeGreaterThan(0.05);
    expect(Math.log(drawn!.value)).toBeCloseTo(wanted, 1);
  });

  it("says which hypothesis about a mechanism the points prefer, by Akaike's weights", async () => {
    const { hypotheses } = await fitOf([pkScenario(pkCsv(0.02, 7))], asked, {
      hypotheses: ["pk.clearing"],
      profiles: false,
    });
    const [first, saturable] = hypotheses!;
    expect(hypotheses!.map(({ choice, isDefault }) => [choice, isDefault])).toEqual([
      ["first_order", true],
      ["saturable", false],
    ]);
    expect(first!.aic!).toBeLessThan(saturable!.aic!);
    expect(first!.weight! + saturable!.weight!).toBeCloseTo(1, 12);
    expect(first!.weight! / saturable!.weight!).toBeCloseTo(Math.exp((saturable!.aic! - first!.aic!) / 2), 3);
    await expect(fitOf([pkScenario(pkCsv(0.1, 7))], asked, { hypotheses: ["pk.cleaning"] })).rejects.toThrow(
      'There is no hypothesis "pk.cleaning".\nDid you mean "pk.clearing"?',
    );
  });

  it("writes the fitted values as a person file that can be read", async () => {
    const result = await fitOf([pkScenario(pkCsv(0.1, 7))], asked);
    const [file] = tellFit(result).files!;
    const { parsed } = parseYaml(file!.name, file!.text);
    const data = parsed!.data as { set: Record<string, { value: number; range: [number, number] }> };
    expect(Object.keys(data.set)).toEqual(asked);
    expect(data.set["pk.ke"]!.value).toBe(result.parameters[1]!.value);
    expect(data.set["pk.ke"]!.range[0]).toBe(result.parameters[1]!.low);
  });

  it("tells typical values and the spread of subjects, and draws those with few points towards the others", async () => {
    const rows = Array.from({ length: 10 }, (_, s) => {
      const own = { ...truth, ke: truth.ke * Math.exp(0.3 * gauss(99, s)) };
      const shown = s === 9 ? hours.slice(2, 6) : hours;
      return shown.map(
        (hour) => `${hour},${concentration(hour, own) + 0.2 * gauss(s + 1, hours.indexOf(hour))},s${s}`,
      );
    }).flat();
    const fit = await fitOf([pkScenario(`time,value,subject\n${rows.join("\n")}\n`)], asked, {
      bySubject: true,
      profiles: false,
    });
    const { people } = fit;
    const ke = people!.typical[1];
    expect(people!.subjects).toHaveLength(10);
    expect(ke!.value.low).toBeLessThan(truth.ke * 1.05);
    expect(ke!.value.high).toBeGreaterThan(truth.ke * 0.95);
    expect(ke!.spread).toBeGreaterThan(0.15);
    expect(ke!.spread).toBeLessThan(0.6);
    const sparse = people!.subjects.find(({ points }) => points === 4)!;
    const away = (value: number) => Math.abs(Math.log(value / ke!.value.value));
    expect(away(sparse.shrunk[1]!)).toBeLessThan(away(sparse.own[1]!));
    const says = (given: typeof fit) =>
      tellFit(given)
        .sections.find(({ title }) => title === "Subjects")!
        .says!.join(" ");
    expect(says(fit)).not.toContain("ended at a bound");
    const parameters = fit.parameters.map((one, i) => ({
      ...one,
      parameter:
        i === 1
          ? { ...one.parameter, bounds: [0.001, people!.subjects[3]!.own[1]!] as const }
          : one.parameter,
    }));
    expect(says({ ...fit, parameters })).toContain("Of s3 an estimate ended at a bound");
  });
});
