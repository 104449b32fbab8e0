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
