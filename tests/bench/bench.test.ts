import { describe, expect, it } from "vitest";
import { runBench } from "../../bench/bench.ts";
import { chainProblem } from "../../bench/chain.ts";
import { jsonOf } from "../../bench/json.ts";
import { command } from "../../bench/options.ts";
import { integrate, outputsFor, ownMethods } from "../../bench/own.ts";
import { absence, findPeers, peers } from "../../bench/peers.ts";
import type { Plan } from "../../bench/plan.ts";
import { qsp64Problem, qsp64Reference } from "../../bench/qsp64/problem.ts";
import { readmeOf, reportOf } from "../../bench/report.ts";
import { compile } from "../../src/compile/index.ts";
import { rodas5p } from "../../src/solvers/index.ts";

const short: Plan = {
  ownTolerances: [1e-2, 1e-4, 1e-6],
  bdfTolerances: [],
  lsodaTolerances: [],
  extras: false,
  rounds: 1,
  people: 2,
  crowdRounds: 1,
  crowdBudget: 10,
  coldStarts: 1,
  memoryPeople: [],
  chains: [],
};
const nobody = findPeers(() => false);

describe("bench", () => {
  it("`runBench` with a short plan and no peers gives the JSON of --quick, with null for ratios", async () => {
    const said: string[] = [];
    const result = await runBench(short, [chainProblem(8)], nobody, (text) => said.push(text));
    const json = jsonOf(result);
    expect(Object.keys(json)).toEqual(["model", "single", "frame", "population", "cold_ms", "missing_peers"]);
    expect(json.model).toEqual({ states: 8, nonzeros: expect.any(Number) });
    expect(json.single.length).toBeGreaterThan(0);
    for (const entry of json.single) {
      expect(Object.keys(entry)).toEqual(["method", "rms", "ms", "ratio_vs_cvode"]);
      expect(entry.rms).toBeLessThanOrEqual(1e-5);
      expect(entry.ms).toBeGreaterThan(0);
      expect(entry.ratio_vs_cvode).toBeNull();
    }
    for (const [frame, error] of [
      [json.frame.coarse, 2e-3],
      [json.frame.refined, 1e-4],
    ] as const) {
      expect(Object.keys(frame!)).toEqual(["rms", "ms"]);
      expect(frame!.rms).toBeLessThanOrEqual(error);
    }
    expect(json.population.length).toBeGreaterThanOrEqual(json.single.length);
    for (const entry of json.population) {
      expect(Object.keys(entry)).toEqual(["method", "cpu_ms_per_person", "ratio_vs_cvode"]);
      expect(entry.ratio_vs_cvode).toBeNull();
    }
    expect(json.cold_ms).toBeGreaterThan(0);
    expect(json.missing_peers).toEqual(["cvode", "desolve", "scipy", "mrgsolve"]);
    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
    expect(said.length).toBeGreaterThan(0);

    const report = reportOf(result);
    for (const peer of peers) expect(report).toContain(peer.title);
    expect(readmeOf(result)).toContain("npm run bench");
  });

  it("`findPeers` names what is missing, what it needs and how to install it", () => {
    expect(nobody.present).toEqual([]);
    for (const peer of nobody.missing) {
      const text = absence(peer);
      expect(text).toContain(peer.title);
      expect(text).toContain(peer.needs);
      expect(text).toContain(peer.install);
    }
    const onlyPython = findPeers((command) => command === "gcc" || command === "python3");
    expect(onlyPython.present.map((peer) => peer.name)).toEqual(["cvode", "scipy"]);
  });

  it("all of our fast methods agree, alone, in pairs and in crowds", async () => {
    const problem = chainProblem(8);
    const sums: number[] = [];
    for (const method of ownMethods(problem, short)) {
      const { outputs, work } = await method.run(1e-8, 0, true);
      expect(outputs!.length).toBe(problem.outputTimes.length * 8);
      expect(work.steps).toBeGreaterThan(0);
      sums.push((await method.crowd(1e-8, 0, 3)).sum / 3);
    }
    for (const sum of sums) expect(sum).toBeCloseTo(sums[0]!, 6);
  });

  it("qsp64 as read from its text reaches the weekly states of an independent solution", () => {
    const problem = qsp64Problem();
    const n = problem.system.states.length;
    const { parameters, initial } = problem.person(0);
    const out = outputsFor(problem);
    integrate(problem, compile(problem.system).bind(parameters), rodas5p, 1e-7, initial, out);
    const rows = qsp64Reference();
    expect(rows.length).toBe(13);
    for (const { time, states } of rows)
      for (const [i, expected] of states.entries()) {
        // Ours is the state after a dose, theirs before it.
        const doses = problem.doses.filter((dose) => dose.time === time && dose.state === i);
        const before = out[time * n + i]! - doses.reduce((sum, dose) => sum + dose.amount, 0);
        expect(Math.abs(before - expected), `state ${i} at ${time} h`).toBeLessThan(1e-5);
      }
  });

  it("`--help` says what the options do", () => {
    for (const option of ["--quick", "--json", "--install"])
      expect(command.helpInformation()).toContain(option);
  });
});
