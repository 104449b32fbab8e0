/**
 * Says on stderr how far it is: how many, how fast, and for how long yet; at most once in two seconds, and nothing of what
 * is over within one.
 */
export function progressOf(what: string, total: number, before = 0): (done: number) => void {
  const started = performance.now();
  let last = started - 1000;
  return (done) => {
    const now = performance.now();
    if (done < total ? now - last < 2000 : now - started < 1000) return;
    last = now;
    const rate = (done - before) / ((now - started) / 1000);
    const left = done < total && rate > 0 ? `, about ${Math.ceil((total - done) / rate)} s left` : "";
    process.stderr.write(`${done} of ${total} ${what}${speed(rate)}${left}\n`);
  };
}

/** The same for work whose total is not known beforehand, or grows. */
export function progress(what: string): (done: number, total?: number) => void {
  const started = performance.now();
  let last = started - 1000;
  let known: { readonly total: number; readonly say: (done: number) => void } | undefined;
  return (done, total) => {
    if (total !== undefined) {
      if (known?.total !== total) known = { total, say: progressOf(what, total, done) };
      known.say(done);
      return;
    }
    const now = performance.now();
    if (now - last < 2000) return;
    last = now;
    process.stderr.write(`${what}: ${done} so far${speed(done / ((now - started) / 1000))}\n`);
  };
}

/** ", 12 a second", or ", 4 s each" of what is slower. */
function speed(rate: number): string {
  if (!(rate > 0)) return "";
  return rate >= 1 ? `, ${Math.round(rate)} a second` : `, ${Math.round(1 / rate)} s each`;
}
