import { createHash } from "node:crypto";
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { constants, Script } from "node:vm";
import * as vitestExpect from "@vitest/expect";
import * as chai from "chai";

// Runs the tests once without a mutant, notes which test meets which mutant, then each mutant against its tests.

const [out, root, budget, shard, shards] = process.argv.slice(2);
const { drawn, tests: asked, outside: names, reach } = JSON.parse(readFileSync(`${out}/plan.json`, "utf8"));
const log = `${out}/log.${shard}.jsonl`;
const mine = (name) =>
  Number.parseInt(createHash("sha256").update(name).digest("hex").slice(0, 8), 16) % Number(shards) ===
  Number(shard);
const write = (entry) => appendFileSync(log, `${JSON.stringify(entry)}\n`);
process.chdir(root);
process.env.VITEST = "true";
process.env.NODE_ENV = "test";
const require = createRequire(`${root}/tests/x.js`);
globalThis.resolveOfTests = (name) => pathToFileURL(require.resolve(name)).href;
globalThis.globOfTests = () => ({});

chai.use(vitestExpect.JestExtend);
chai.use(vitestExpect.JestChaiExpect);
chai.use(vitestExpect.JestAsymmetricMatchers);
const expect = Object.assign((value, message) => chai.expect(value, message), chai.expect);
Object.assign(expect, globalThis[vitestExpect.ASYMMETRIC_MATCHERS_OBJECT]);
expect.getState = () => vitestExpect.getState(expect);
expect.setState = (state) => vitestExpect.setState(state, expect);
expect.setState({ assertionCalls: 0 });
expect.fail = (message) => chai.assert.fail(message);
globalThis[vitestExpect.GLOBAL_EXPECT] = expect;

let suite;
const newSuite = (parent) => ({
  parent,
  items: [],
  beforeAll: [],
  afterAll: [],
  beforeEach: [],
  afterEach: [],
});
const later = [];
function describe(_name, fn) {
  const inner = newSuite(suite);
  suite.items.push(inner);
  suite = inner;
  const done = fn();
  if (done?.then) later.push(done);
  suite = inner.parent;
}
const it = (_name, a, b) => suite.items.push({ fn: typeof a === "function" ? a : b });
const each = (of) => (rows) => (name, a, b) => {
  const fn = typeof a === "function" ? a : b;
  for (const row of rows) of(name, () => fn(...(Array.isArray(row) ? row : [row])));
};
for (const of of [it, describe]) {
  of.each = each(of);
  of.skipIf = (no) => (no ? Object.assign(() => {}, { each: () => () => {} }) : of);
  of.runIf = (yes) => of.skipIf(!yes);
}
const hook = (kind) => (fn) => suite[kind].push(fn);
const vi = new Proxy(
  {},
  {
    get: () => () => {
      throw new Error("vi is not there");
    },
  },
);
const vitest = {
  describe,
  it,
  test: it,
  expect,
  vi,
  ...Object.fromEntries(["beforeAll", "afterAll", "beforeEach", "afterEach"].map((k) => [k, hook(k)])),
};

const outside = {};
for (const name of names) outside[name] = name === "vitest" ? vitest : await import(name).catch(() => ({}));
const script = new Script(readFileSync(`${out}/bundle.js`, "utf8"), {
  filename: `${out}/bundle.js`,
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
});
const ns = {};
globalThis.__stryker__ = ns;
globalThis.faultByHand = (id) => {
  if (ns.activeMutant !== undefined) return ns.activeMutant === id;
  const own = ns.mutantCoverage.perTest;
  own[ns.currentTestId] = { ...own[ns.currentTestId], [id]: 1 };
  return false;
};
const fresh = () => script.runInThisContext()(outside);
const cpuSince = (start) => {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
};
/** Ends what waits for nothing (idle for 20 s) or works for a minute of CPU; how busy the machine is does not matter. */
const hurry = (promise) => {
  let timer;
  const start = process.cpuUsage();
  let before = start;
  return Promise.race([
    promise,
    new Promise((_, no) => {
      timer = setInterval(() => {
        if (cpuSince(before) < 0.1 || cpuSince(start) > 60) no(new Error("timeout"));
        before = process.cpuUsage();
      }, 20_000);
    }),
  ]).finally(() => clearInterval(timer));
};
let stray;
process.on("unhandledRejection", (error) => {
  stray = error;
});
process.on("uncaughtException", (error) => {
  stray = error;
});
for (const k of ["log", "error", "warn", "info"]) console[k] = () => {};
process.stdout.write = process.stderr.write = () => true;

async function collect(files, path) {
  const top = newSuite();
  suite = top;
  await hurry(files[path]());
  await Promise.all(later.splice(0));
  return top;
}

/** Runs the wanted tests of a file; `each` is told of every one and stops the file with `false`. */
async function runFile(top, wanted, tell) {
  let index = 0;
  async function runSuite(one, before, after) {
    let begun = false;
    for (const item of one.items) {
      if (item.items) {
        if (!(await runSuite(item, [...before, ...one.beforeEach], [...one.afterEach, ...after])))
          return false;
        continue;
      }
      const at = index++;
      if (wanted && !wanted.has(at)) continue;
      let failure;
      const from = process.cpuUsage();
      try {
        if (!begun) {
          begun = true;
          tell.hooks?.();
          for (let s = one, all = []; s; s = s.parent) {
            all.unshift(s);
            if (!s.parent)
              for (const x of all)
                if (!x.begun) {
                  x.begun = true;
                  for (const fn of x.beforeAll) await hurry(fn());
                }
          }
        }
        tell.begin?.(at);
        for (const fn of [...before, ...one.beforeEach]) await hurry(fn());
        await hurry(item.fn({}));
      } catch (error) {
        failure = error ?? new Error("nothing");
      }
      for (const fn of [...one.afterEach, ...after])
        try {
          await hurry(fn());
        } catch (error) {
          failure ??= error;
        }
      if (!tell.end(at, failure, cpuSince(from))) return false;
    }
    return true;
  }
  const whole = await runSuite(top, [], []);
  const finish = async (one) => {
    for (const item of one.items) if (item.items) await finish(item);
    if (one.begun)
      for (const fn of one.afterAll)
        try {
          await hurry(fn());
        } catch {}
  };
  await finish(top);
  return whole;
}

const dryOf = (n) => `${out}/dry.${n}.json`;
const skipped =
  /^tests\/(api|files|compile|expressions|explorer|numbers|charts|text|units|docs|random|writers\/ht)\/|language\/schemas|interchange\/(sbml|parquet|tidy|rows|recipes)|architecture|homes|scenarios\/(augmentation|accounts)|mutants/;
/** Of a fault by hand one test file is known that should notice it; only these are run. */
const isAsked = (path) =>
  (asked || !skipped.test(path)) && drawn.some(({ test }) => test === undefined || test === path);
if (!existsSync(dryOf(shard))) {
  const { sources, ...files } = await fresh();
  // Each source keeps the object that it met first, so only what is in it may be made anew.
  ns.mutantCoverage ??= {};
  const reset = () => Object.assign(ns.mutantCoverage, { static: {}, perTest: {} });
  const dry = {};
  reset();
  ns.currentTestId = "sources";
  await sources();
  const statics = ns.mutantCoverage.perTest.sources ?? {};
  for (const path of Object.keys(files)) {
    if (!mine(path) || reach[path].length === 0 || !isAsked(path)) continue;
    const started = process.cpuUsage();
    const used = () => cpuSince(started);
    const one = { tests: {}, failed: [], collected: [], hooks: [] };
    dry[path] = one;
    ns.currentTestId = "collect";
    reset();
    try {
      const top = await collect(files, path);
      one.import = used();
      await runFile(top, undefined, {
        hooks: () => {
          ns.currentTestId = "hooks";
        },
        begin: (at) => {
          ns.currentTestId = String(at);
        },
        end: (at, failure, seconds) => {
          if (failure) one.failed.push(`${at}: ${String(failure.message).slice(0, 200)}`);
          else if (seconds < 3) one.tests[at] = { seconds };
          return drawn[0].test !== undefined || used() < 8;
        },
      });
    } catch (error) {
      one.fault = String(error.stack).slice(0, 300);
    }
    const cov = ns.mutantCoverage.perTest;
    one.collected = cov.collect ?? {};
    one.hooks = cov.hooks ?? {};
    for (const [at, test] of Object.entries(one.tests)) test.hits = cov[at] ?? {};
    one.seconds = used();
    write({
      dry: path,
      import: one.import,
      seconds: one.seconds,
      tests: Object.keys(one.tests).length,
      failed: one.failed,
      fault: one.fault,
    });
  }
  writeFileSync(dryOf(shard), JSON.stringify({ dry, statics }));
}
const all = Array.from({ length: Number(shards) }, (_, n) => n);
while (!all.every((n) => existsSync(dryOf(n)))) await new Promise((go) => setTimeout(go, 1000));
await new Promise((go) => setTimeout(go, 500));
const told = all.map((n) => JSON.parse(readFileSync(dryOf(n), "utf8")));
const dry = Object.assign({}, ...told.map((one) => one.dry));
/** What is met as the sources are read: functions and tables that are made once. */
const { statics } = told[0];
const done = new Map();
let begun;
for (const line of existsSync(log) ? readFileSync(log, "utf8").split("\n").filter(Boolean) : []) {
  const entry = JSON.parse(line);
  if (entry.begun) begun = entry.begun;
  if (entry.key) done.set(entry.key, entry.status);
  // One at which the process ended itself or was ended as it hung; where all was stopped by hand, it is taken up again.
  if (entry.ended && begun !== undefined && !done.has(begun)) {
    done.set(begun, "timeout");
    write({ key: begun, status: "timeout", by: `the process ended: ${entry.ended}` });
  }
}

const passed = new Map();
async function passesWithout({ path, at }) {
  const key = `${path} ${[...at]}`;
  if (passed.has(key)) return passed.get(key);
  ns.activeMutant = "none";
  stray = undefined;
  let passes = true;
  try {
    await runFile(await collect(await fresh(), path), at, {
      end: (_, failure) => {
        if (failure) passes = false;
        return passes;
      },
    });
  } catch {
    passes = false;
  }
  passes &&= stray === undefined;
  passed.set(key, passes);
  return passes;
}

const homeOf = (file) => file.replace(/^src\//, "tests/").replace(/\/[^/]*$/, "/");
/** How soon a test file comes: one that bears the source's name first, then those of its folder, then the others; the quick before the slow. */
const nearness = (path, file) =>
  !path.startsWith(homeOf(file)) ? 1 : path === `tests/${file.slice(4, -3)}.test.ts` ? 16 : 4;
const rank = ({ key }) => createHash("sha256").update(key).digest("hex");
for (const { id, key, file, inside = [] } of [...drawn].sort((a, b) => (rank(a) < rank(b) ? -1 : 1))) {
  if (done.has(key) || !mine(key)) continue;
  /** In what all tests of a file share: its own text, and what it does before them. */
  const isShared = (one, ids) => ids.some((n) => one.hooks[n] || one.collected[n]);
  const hitBy = (ids) => (one) =>
    isShared(one, ids) || Object.values(one.tests).some(({ hits }) => ids.some((n) => hits[n]));
  const isStatic = statics[id] !== undefined;
  const known = isStatic && Object.values(dry).some(hitBy(inside)) ? inside : undefined;
  const ids = [id, ...(known ?? [])];
  const plans = [];
  let most = 0;
  for (const [path, one] of Object.entries(dry)) {
    if (one.fault) continue;
    const all = isStatic && known === undefined && reach[path].includes(file);
    const at = Object.entries(one.tests).filter(
      ([, t]) => all || isShared(one, ids) || ids.some((n) => t.hits[n]),
    );
    for (const [, t] of at) most = Math.max(most, t.hits[id] ?? 0);
    if (at.length === 0) continue;
    const seconds = at.reduce((sum, [, t]) => sum + t.seconds, 0) + (one.import ?? 0);
    plans.push({
      path,
      at: new Set(at.map(([n]) => Number(n))),
      seconds,
      weight: seconds / nearness(path, file),
    });
  }
  if (plans.length === 0) {
    write({ key, status: "no coverage" });
    continue;
  }
  plans.sort((a, b) => a.weight - b.weight);
  write({ begun: key });
  Object.assign(ns, {
    activeMutant: id,
    currentTestId: undefined,
    hitCount: 0,
    hitLimit: most * 100 + 1e6,
  });
  stray = undefined;
  const start = process.cpuUsage();
  const used = () => cpuSince(start);
  let status = "survived";
  let by,
    ran = 0,
    cut = false;
  let killer;
  try {
    const files = await fresh();
    for (const { path, at } of plans) {
      killer = { path, at };
      if (used() > Number(budget)) {
        cut = true;
        break;
      }
      by = path;
      const whole = await runFile(await collect(files, path), at, {
        end: (n, failure) => {
          ran++;
          if (failure) {
            status = /timeout|Hit count/.test(failure.message) ? "timeout" : "killed";
            by = `${path} #${n}: ${String(failure.message).slice(0, 160)}`;
          }
          if (used() > Number(budget)) cut = true;
          return !failure && !cut;
        },
      });
      if (!whole || stray || cut) break;
    }
  } catch (error) {
    status = "killed";
    by = `${by}, as it was read: ${String(error.message).slice(0, 160)}`;
  }
  if (stray && status === "survived") {
    status = "killed";
    by = `${by}: ${String(stray?.message).slice(0, 160)}`;
  }
  // A test that fails without the mutant too, run alone like this, says nothing of it.
  if (status !== "survived" && !(await passesWithout(killer))) status = "unknown";
  ns.activeMutant = undefined;
  write({
    key,
    status,
    ...(status === "survived" ? {} : { by }),
    ran,
    of: plans.reduce((s, p) => s + p.at.size, 0),
    cut,
    seconds: Number(used().toFixed(2)),
  });
}
write({ end: true });
process.exit(0);
