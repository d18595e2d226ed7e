// What pages weigh on the wire, headers and all, as Chromium counts it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startBrowser, startKith, visitor } from "../support/kith.mjs";
import { cohortOf, open, press } from "../support/steps.mjs";
import { live } from "../support/room.mjs";

const PAPER = 60_000;
const LIVE = 200_000;
const WARM = 15_000;
const KEEP = 2_000;

let kith, browser, slug;
const table = [];
before(async () => {
  kith = await startKith();
  browser = await startBrowser();
  // Everybody is signed in beforehand, in browsers of their own: the cache of those that are weighed is empty.
  for (const who of ["corinne", "benoit", "amara"]) {
    const page = await visitor(kith, browser, { who });
    slug = await cohortOf(page);
    await page.context().close();
  }
});
after(async () => {
  await browser?.close();
  await kith?.stop();
  console.log(`${"page".padEnd(46)}${"cold".padStart(9)}${"requests".padStart(10)}${"warm".padStart(9)}`);
  for (const row of table) console.log(`${row.name.padEnd(46)}${kB(row.cold)}${String(row.requests).padStart(10)}${kB(row.warm)}`);
});

const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`.padStart(9);

/** Loads a page and adds up what came over the wire. */
async function weigh(page, path, ready) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Network.enable");
  const seen = { bytes: 0, paths: [] };
  cdp.on("Network.requestWillBeSent", (e) => seen.paths.push(new URL(e.request.url).pathname));
  cdp.on("Network.loadingFinished", (e) => (seen.bytes += e.encodedDataLength));
  cdp.on("Network.webSocketFrameReceived", (e) => (seen.bytes += e.response.payloadData.length));
  await page.goto(path, { waitUntil: "networkidle" });
  await ready?.(page);
  await cdp.detach();
  return seen;
}

/** A page for the first time and for the second time, in a browser that never was here. */
async function both(name, path, { who = "amara", ready, scripts = false, keeps = false } = {}) {
  const page = await visitor(kith, browser, { who });
  const cold = await weigh(page, path, ready);
  const warm = await weigh(page, path, ready);
  table.push({ name, cold: cold.bytes, requests: cold.paths.length, warm: warm.bytes });
  // A page with a form that keeps what is typed asks for that one script; no page of paper asks for wasm.
  const asked = cold.paths.filter((p) => /\.(js|wasm)$/.test(p)).map((p) => p.split("/").at(-1));
  if (!scripts) assert.deepEqual(asked, keeps ? ["keep.js"] : [], `${name} asks for no wasm, and for no script but the one that keeps`);
  await page.context().close();
  return { cold: cold.bytes, warm: warm.bytes, paths: cold.paths };
}

/** The address of the first link that fits. */
async function find(path, selector, who = "amara") {
  const page = await visitor(kith, browser, { who });
  await open(page, path);
  const href = await page.locator(selector).first().getAttribute("href");
  await page.context().close();
  return href;
}

test("pages without scripts weigh at most 60 kB the first time and 15 kB again, and ask for no wasm", async () => {
  const at = (tail) => `/cohorts/${slug}${tail}`;
  const pages = [
    ["start, not signed in", "/", { who: undefined }],
    ["sign-in", "/sign-in", { who: undefined }],
    ["start", "/"],
    ["sessions", at("/sessions")],
    ["a session", await find(at("/sessions"), ".session-card a")],
    ["forum", at("/forum")],
    ["a board", await find(at("/forum"), ".cards a")],
    ["a thread", (await find(at("/forum"), ".thread-list a")).replace("/unread", ""), { keeps: true }],
    ["cases", at("/cases")],
    ["a case", await find(at("/cases"), "main a[href*='/cases/0']"), { keeps: true }],
    ["surveys", at("/surveys")],
    ["people", at("/people")],
    ["library", at("/library")],
    ["profile", "/me"],
    ["search", "/search?q=family"],
    ["management, 26 people", at("/manage"), { who: "corinne" }],
    ["dashboard", at("/dashboard"), { who: "corinne" }],
  ];
  const heavy = [];
  // Each in a browser of its own, a few at a time: most of the time they wait for silence on the line.
  const queue = [...pages];
  const one = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const found = await both(...next);
      if (found.cold > PAPER || found.warm > WARM) heavy.push(`${next[0]}: ${found.cold} cold, ${found.warm} warm`);
    }
  };
  await Promise.all([one(), one(), one(), one()]);
  assert.deepEqual(heavy, []);
});

test("the script that keeps what is typed is small", async () => {
  const page = await visitor(kith, browser, { who: "amara" });
  await open(page, `/cohorts/${slug}/cases/new`);
  const src = await page.locator("script[src$='/keep.js']").getAttribute("src");
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Network.enable");
  let bytes = 0;
  cdp.on("Network.loadingFinished", (e) => (bytes += e.encodedDataLength));
  await page.goto(src, { waitUntil: "networkidle" });
  assert.ok(bytes > 0 && bytes <= KEEP, `${bytes} bytes, headers and all`);
  await page.context().close();
});

test("pages that are live weigh at most 200 kB the first time, wasm and all, and 15 kB again", async () => {
  const page = await visitor(kith, browser, { who: "benoit" });
  await open(page, `/cohorts/${slug}/surveys`);
  await press(page, page.locator("main form button").first());
  const survey = new URL(page.url()).pathname;
  await page.context().close();
  const pages = [
    ["chat (live)", `/cohorts/${slug}/chat`, { ready: live }],
    ["a new case (reads along)", `/cohorts/${slug}/cases/new`],
    ["a survey form (keeps itself)", survey, { who: undefined }],
  ];
  for (const [name, path, options] of pages) {
    const found = await both(name, path, { ...options, scripts: true });
    assert.ok(found.paths.some((p) => p.endsWith(".wasm")), `${name}: the island came`);
    assert.ok(found.cold <= LIVE, `${name}: ${found.cold} bytes cold`);
    assert.ok(found.warm <= WARM, `${name}: ${found.warm} bytes warm`);
  }
});
