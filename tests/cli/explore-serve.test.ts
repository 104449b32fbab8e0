import { request } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serve } from "../../src/cli/explore-serve.ts";
import { launch, mustSkip } from "../support/browser.ts";

const secret = "self.ownModel = 'of this user';";
const page = `<!doctype html><script src="./explorer.js"></script><p id="says"></p>
<script src="./shows.js"></script>`;
const files = new Map([
  ["index.html", page],
  ["explorer.js", secret],
  ["shows.js", "document.getElementById('says').textContent = self.ownModel;"],
]);

let address = "";
beforeAll(async () => {
  address = await serve(files, 0);
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

function ask(path: string, method = "GET", headers: Record<string, string> = {}): Promise<Answer> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, method, headers }, (answer) => {
      let body = "";
      answer.on("data", (piece) => {
        body += piece;
      });
      answer.on("end", () => resolve({ status: answer.statusCode!, headers: answer.headers, body }));
    });
    asked.on("error", reject);
    asked.end();
  });
}

/** What is written to the socket as it is, without what a client would mend. */
function send(text: string): Promise<string> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.end(text));
    let answer = "";
    socket.on("data", (piece) => {
      answer += piece;
    });
    socket.on("close", () => resolve(answer));
    socket.on("error", reject);
  });
}

describe("the explorer's server", () => {
  it("answers GET and HEAD for its files, and says that nobody else may include them", async () => {
    const got = await ask("/");
    expect(got).toMatchObject({ status: 200, body: page });
    expect(got.headers).toMatchObject({
      "cross-origin-resource-policy": "same-origin",
      "x-content-type-options": "nosniff",
      "content-type": "text/html; charset=utf-8",
    });
    expect(String(got.headers["content-security-policy"])).toContain("default-src 'none'");
    expect(await ask("/explorer.js?again")).toMatchObject({ status: 200, body: secret });
    expect(await ask("/explorer.js", "HEAD")).toMatchObject({ status: 200, body: "" });
  });

  it.each(["//", "///", "//explorer.js", "/..", "/%", "/%00", "/nothing", "/__proto__"])(
    "says that there is nothing at %s, and goes on",
    async (path) => {
      expect((await ask(path)).status).toBe(404);
      expect((await ask("/explorer.js")).status).toBe(200);
    },
  );

  it("goes on after requests that are none", async () => {
    const { host } = new URL(address);
    for (const target of ["http://[", "http://elsewhere.example/explorer.js", "*", "explorer.js"])
      expect(await send(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)).toMatch(
        /^HTTP\/1\.1 4\d\d /,
      );
    expect((await ask("/")).status).toBe(200);
  });

  it.each(["POST", "PUT", "DELETE", "OPTIONS"])("does not answer %s", async (method) => {
    const got = await ask("/", method);
    expect(got.status).toBe(405);
    expect(got.headers.allow).toBe("GET, HEAD");
    expect(got.body).not.toContain("explorer.js");
  });

  it("answers for no other name of this machine", async () => {
    const { port } = new URL(address);
    for (const host of ["attacker.example", `attacker.example:${port}`, "127.0.0.1:1"]) {
      const got = await ask("/explorer.js", "GET", { host });
      expect(got.status, host).toBeGreaterThanOrEqual(400);
      expect(got.body).not.toContain(secret);
    }
    expect((await ask("/explorer.js", "GET", { host: `localhost:${port}` })).status).toBe(200);
  });

  it("gives its files to no page of another origin, on the same site or elsewhere", async () => {
    for (const site of ["cross-site", "same-site"])
      expect(
        await ask("/explorer.js", "GET", { "sec-fetch-site": site, "sec-fetch-mode": "no-cors" }),
      ).toMatchObject({ status: 403 });
    // A link on another page may lead here.
    expect(
      await ask("/", "GET", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" }),
    ).toMatchObject({
      status: 200,
    });
  });
});

describe.skipIf(mustSkip)("a page of another origin, in Chromium", () => {
  let browser: Awaited<ReturnType<typeof launch>>;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  it("can include nothing and read nothing, while the page itself can", async () => {
    const elsewhere = await serve(
      new Map([["index.html", "<!doctype html><p>elsewhere</p>"]]),
      0,
      "default-src * 'unsafe-inline'",
    );
    const tab = await browser.newPage();
    await tab.goto(address);
    expect(await tab.textContent("#says")).toBe("of this user");
    await tab.goto(elsewhere);
    const got = await tab.evaluate(async (other) => {
      const script = document.createElement("script");
      script.src = `${other}explorer.js`;
      const loaded = await new Promise((resolve) => {
        script.onload = () => resolve(true);
        script.onerror = () => resolve(false);
        document.head.append(script);
      });
      const read = await fetch(`${other}explorer.js`).then(
        (r) => r.text(),
        () => "refused",
      );
      const blind = await fetch(`${other}explorer.js`, { mode: "no-cors" }).then(
        () => "answered",
        () => "refused",
      );
      return { loaded, read, blind, seen: "ownModel" in self };
    }, address);
    expect(got).toEqual({ loaded: false, read: "refused", blind: "refused", seen: false });
  });
});
