// A weak line: 400 kbit/s, 400 ms there and back. What a person waits for is measured and printed, not judged.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { freePort, startBrowser, startKith, visitor } from "../support/kith.mjs";
import { slowLine } from "../support/slow.mjs";
import { live, say, stands } from "../support/room.mjs";
import { cohortOf } from "../support/steps.mjs";

let kith, browser, line, slug, state;
before(async () => {
  const front = await freePort();
  kith = await startKith({ front });
  browser = await startBrowser();
  const wide = slowLine(front, kith.port, { rtt: 1, rate: 1e9 });
  const page = await visitor(kith, browser, { who: "maya" });
  slug = await cohortOf(page);
  state = await page.context().storageState();
  await page.context().close();
  wide.stop();
  line = slowLine(front, kith.port, { rtt: 400, rate: 50_000 });
});
after(async () => {
  await browser?.close();
  line?.stop();
  await kith?.stop();
});

/** Seconds since `began`. */
const since = (began) => `${((performance.now() - began) / 1000).toFixed(1)} s`;

async function fresh() {
  const context = await browser.newContext({ baseURL: kith.origin, storageState: state, locale: "en-CA" });
  return context.newPage();
}

test("pages without scripts are there soon, even for the first time", async () => {
  const page = await fresh();
  for (const path of ["/", `/cohorts/${slug}/sessions`, `/cohorts/${slug}/forum`, `/cohorts/${slug}/surveys`]) {
    const began = performance.now();
    await page.goto(path, { waitUntil: "domcontentloaded" });
    assert.equal(await page.locator("h1").count(), 1);
    console.log(`slow line: ${path.padEnd(34)} ${since(began)}`);
  }
  await page.context().close();
});

test("chat is readable soon, live a little later, and a message comes back in about one round", async () => {
  const page = await fresh();
  for (const which of ["cold", "warm"]) {
    const began = performance.now();
    await page.goto(`/cohorts/${slug}/chat`, { waitUntil: "commit" });
    await page.locator("#composer button[type=submit]").waitFor();
    const readable = since(began);
    await live(page);
    console.log(`slow line, ${which}: chat can be read and written after ${readable}, is live after ${since(began)}`);
  }
  for (const text of ["From a weak line", "And once more"]) {
    const began = performance.now();
    await say(page, text);
    await stands(page, text);
    console.log(`slow line: a message is acknowledged after ${since(began)}`);
  }
  await page.context().close();
});
