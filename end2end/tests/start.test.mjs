// The demo stands, and each of its people comes in by their link.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startBrowser, startKith, visitor } from "../support/kith.mjs";

let kith, browser;
before(async () => {
  kith = await startKith();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await kith?.stop();
});

test("every person of the demo is greeted by name", async () => {
  for (const who of Object.keys(kith.links)) {
    const page = await visitor(kith, browser, { who });
    await page.goto("/");
    const title = await page.locator("h1").textContent();
    assert.match(title.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase(), new RegExp(who));
    await page.context().close();
  }
});
