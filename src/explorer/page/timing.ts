/** As many times of a name are kept; a page that is played with all day keeps no more. */
const most = 1000;
const counts = new Map<string, number>();

/** Notes how long something took, for tests and for whoever looks at the page's performance; not while a frame waits. */
export function measured(name: string, start: number, end = performance.now()): void {
  const count = (counts.get(name) ?? 0) + 1;
  if (count > most) performance.clearMeasures(name);
  counts.set(name, count > most ? 1 : count);
  performance.measure(name, { start, end });
}

/** Calls back when the frame that is being made, or the next, has been handed on to be shown. */
export function whenPainted(then: () => void): void {
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      then();
      channel.port1.close();
    };
    channel.port2.postMessage(0);
  });
}

/** A picture that moves is still one when it is this late, ms. */
const latest = 120;

/** Does something, once for all calls until then, when the page has nothing else to do. */
export function whenIdle(act: () => void): () => void {
  // Not every browser tells when it is idle.
  const later = globalThis.requestIdleCallback ?? ((then: () => void) => setTimeout(then, 16));
  let isWaiting = false;
  return () => {
    if (isWaiting) return;
    isWaiting = true;
    later(
      () => {
        isWaiting = false;
        act();
      },
      { timeout: latest },
    );
  };
}
