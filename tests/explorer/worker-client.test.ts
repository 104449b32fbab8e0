import { describe, expect, it } from "vitest";
import type { Reply, Request } from "../../src/explorer/protocol.ts";
import { overtaken, type Port, WorkerClient, WorkerLost } from "../../src/explorer/worker-client.ts";

/** A worker that answers when it is told to. */
class SlowPort implements Port {
  onmessage: ((event: { data: Reply }) => void) | null = null;
  onerror: ((event: unknown) => void) | null = null;
  readonly asked: Request[] = [];
  ended = false;
  postMessage(request: Request): void {
    this.asked.push(request);
  }
  terminate(): void {
    this.ended = true;
  }
  answer(): void {
    const request = this.asked.filter((r) => "id" in r).at(-1) as { id: number };
    this.onmessage?.({ data: { kind: "csv", id: request.id, csv: String(request.id) } });
  }
}

const job = (text: string) => ({ text, precision: "coarse" as const });
const texts = (port: SlowPort) => port.asked.flatMap((r) => (r.kind === "simulate" ? [r.text] : []));

describe("WorkerClient", () => {
  it("`simulate` begins the first and then the newest, and tells those between that they were overtaken", async () => {
    const port = new SlowPort();
    const client = new WorkerClient(
      () => port,
      "{}",
      () => {},
    );
    const all = ["a", "b", "c", "d"].map((text) => client.simulate("lane", job(text)));
    expect(texts(port)).toEqual(["a"]);
    port.answer();
    await all[0];
    await Promise.resolve();
    expect(texts(port)).toEqual(["a", "d"]);
    port.answer();
    const results = await Promise.all(all);
    expect(results.map((r) => r === overtaken)).toEqual([false, true, true, false]);
  });

  it("`simulate` keeps lanes apart", () => {
    const port = new SlowPort();
    const client = new WorkerClient(
      () => port,
      "{}",
      () => {},
    );
    void client.simulate("one", job("a"));
    void client.simulate("two", job("b"));
    expect(texts(port)).toEqual(["a", "b"]);
  });

  it("a lost worker is replaced, gets the library, and whoever waited is told", async () => {
    const ports: SlowPort[] = [];
    const lost: boolean[] = [];
    const client = new WorkerClient(
      () => {
        ports.push(new SlowPort());
        return ports.at(-1)!;
      },
      "library",
      (canGoOn) => lost.push(canGoOn),
    );
    const waiting = client.simulate("lane", job("a"));
    ports[0]!.onerror!({});
    await expect(waiting).rejects.toThrow(WorkerLost);
    expect(ports[0]!.ended).toBe(true);
    expect(ports[1]!.asked[0]).toEqual({ kind: "library", library: "library" });
    expect(lost).toEqual([true]);
    const next = client.simulate("lane", job("b"));
    ports[1]!.answer();
    expect(await next).not.toBe(overtaken);
  });

  it("a worker that fails again and again is not started for ever", () => {
    const ports: SlowPort[] = [];
    const lost: boolean[] = [];
    new WorkerClient(
      () => {
        ports.push(new SlowPort());
        return ports.at(-1)!;
      },
      "library",
      (canGoOn) => lost.push(canGoOn),
    );
    for (let i = 0; i < 4; i++) ports.at(-1)!.onerror!({});
    expect(lost).toEqual([true, true, true, false]);
    expect(ports.length).toBe(4);
  });

  it("where no worker begins any more, nobody waits for ever: who waits, who is next in the lane, and who asks later", async () => {
    let port = new SlowPort();
    const client = new WorkerClient(
      () => {
        port = new SlowPort();
        return port;
      },
      "library",
      () => {},
    );
    for (let i = 0; i < 3; i++) port.onerror!({});
    const under = client.simulate("lane", job("a"));
    const next = client.simulate("lane", job("b"));
    port.onerror!({});
    const later = client.csv("c");
    // A loss that is mended by asking again is another fault.
    for (const asked of [under, next, later])
      await expect(asked).rejects.toSatisfy(
        (fault) => !(fault instanceof WorkerLost) && /Please reload the page/.test(fault.message),
      );
  });
});
