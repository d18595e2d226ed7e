// A survey form with scripts: it keeps itself while it is filled in.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startBrowser, startKith, visitor } from "../support/kith.mjs";
import { answerAll, button, cohortOf, open, press, until } from "../support/steps.mjs";
import { listen } from "../support/look.mjs";

let kith, browser, slug;
before(async () => {
  kith = await startKith();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await kith?.stop();
});

test("what is chosen and typed in a survey is there again in another browser, and is sent once", async () => {
  const page = await visitor(kith, browser, { who: "amara" });
  const heard = listen(page);
  slug = await cohortOf(page);
  await open(page, `/cohorts/${slug}/surveys`);
  await press(page, page.getByRole("button", { name: "Answer now" }).first());
  // The island wakes a moment after the page: a letter and a rest, until it has heard one.
  const first = page.locator("main form textarea").first();
  const told = page.getByText("Kept. You can close the page");
  const heardOne = () => told.waitFor({ timeout: 3_000 }).then(() => true, () => false);
  await until(async () => (await first.pressSequentially("."), heardOne()), "the form says that it is kept", 20_000);
  const kept = page.waitForResponse((r) => r.url().endsWith("/draft") && r.status() === 204 && r.request().postData().includes("matters"));
  await answerAll(page);
  await kept;
  const other = await visitor(kith, browser, { scripts: false });
  await open(other, new URL(page.url()).pathname);
  assert.equal(await other.locator("main form textarea").first().inputValue(), "A question that opens: “What matters to you now?”");
  assert.equal(await other.locator("main form input[type=radio]:checked").count(), await page.locator("main form input[type=radio]:checked").count());
  await press(page, button(page, "Send my answers"));
  assert.equal(await page.locator("h1").innerText(), "Thank you");
  await open(other, new URL(page.url()).pathname);
  assert.equal(await other.locator("h1").innerText(), "Thank you");
  assert.deepEqual(heard, []);
});
