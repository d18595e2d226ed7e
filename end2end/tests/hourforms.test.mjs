// The session room's forms: nothing typed is lost, what did not arrive says so, and what was hidden leaves every screen.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startBrowser, startKith, visitor } from "../support/kith.mjs";
import { cohortOf, open, until } from "../support/steps.mjs";

let kith, browser, hour, slug;
const pages = {};
before(async () => {
  kith = await startKith();
  browser = await startBrowser();
  for (const [who, width] of [["fatima", 1280], ["amara", 360]]) {
    const page = await visitor(kith, browser, { who });
    await page.setViewportSize({ width, height: 800 });
    pages[who] = page;
    if (!hour) {
      slug = await cohortOf(page);
      await open(page, `/cohorts/${slug}/sessions`);
      hour = `${await page.locator(".session-card a").first().getAttribute("href")}/hour`;
    }
    await open(page, hour);
    await live(page);
  }
});
after(async () => {
  await browser?.close();
  await kith?.stop();
});

const live = (page) => page.locator(".hour-line", { hasText: "Live" }).waitFor({ timeout: 30_000 });
const here = (page) => assert.equal(new URL(page.url()).pathname, hour, "nobody left the page");

test("what is typed survives a reload and the fault of another form, and is gone once it was taken", async () => {
  const { amara } = pages;
  const notes = `${await amara.locator("#f-notes").inputValue()}\nnot saved yet`;
  await amara.locator("#f-notes").fill(notes);
  await amara.locator("#f-used").fill("PHN 9698 658 215");
  await amara.reload();
  await live(amara);
  assert.equal(await amara.locator("#f-notes").inputValue(), notes);
  assert.equal(await amara.locator("#f-used").inputValue(), "PHN 9698 658 215");
  const tell = amara.getByRole("button", { name: "Tell it" });
  await tell.click();
  await amara.locator("#e-used").waitFor();
  here(amara);
  assert.equal(await amara.locator("#f-used").inputValue(), "PHN 9698 658 215");
  assert.equal(await amara.locator("#f-notes").inputValue(), notes);
  await amara.locator("#f-used").fill("Sat down first");
  await tell.click();
  await amara.locator("#hour-used li", { hasText: "Sat down first" }).waitFor();
  await amara.locator("#e-used").waitFor({ state: "detached" });
  here(amara);
  await amara.getByRole("button", { name: "Save the notes" }).click();
  await pages.fatima.waitForFunction(() => document.querySelector("#f-notes").value.includes("not saved yet"));
});

test("a form that does not arrive says so beside its button, and keeps page and text", async () => {
  const { amara } = pages;
  await amara.locator("#f-used").fill("Asked before telling");
  await kith.kill("SIGKILL");
  await amara.locator(".hour-line", { hasText: "The line is down" }).waitFor({ timeout: 15_000 });
  await amara.getByRole("button", { name: "Tell it" }).click();
  await amara.locator("form[action$='/used'] .hour-unsent", { hasText: "Not sent" }).waitFor();
  await amara.getByRole("button", { name: /my hand/ }).click();
  await amara.locator("#hour-queue .hour-unsent").waitFor();
  here(amara);
  await kith.start();
  await amara.locator("#hour-queue .hour-unsent").waitFor({ state: "detached", timeout: 30_000 });
  assert.equal(await amara.locator("form[action$='/used'] .hour-unsent").count(), 1, "a text that was never sent is still marked");
  assert.equal(await amara.locator("#f-used").inputValue(), "Asked before telling");
  await amara.getByRole("button", { name: "Tell it" }).click();
  await amara.locator("#hour-used li", { hasText: "Asked before telling" }).waitFor();
});

test("a case that is flagged as patient information leaves every screen within a second, and comes back", async () => {
  const { fatima, amara } = pages;
  await live(fatima);
  const case_ = await amara.locator("#hour-case").getAttribute("data-case");
  const at = `/cohorts/${slug}/flags/case/${case_}`;
  const began = Date.now();
  const post = (page, path, form) => page.request.post(path, { form, headers: { origin: kith.origin }, maxRedirects: 0 });
  // Not the one who presents it: nobody flags what is their own.
  const benoit = await visitor(kith, browser, { who: "benoit" });
  // On a weak line (laid before the flag, whose news is quick) the answer to the first question comes after the answer to the second.
  let held = 0;
  await amara.route((url) => url.pathname === hour, async (route) => {
    const answer = await route.fetch();
    if (held++ === 0) await new Promise((done) => setTimeout(done, 2500));
    await route.fulfill({ response: answer });
  });
  assert.equal((await post(benoit, `${kith.origin}${at}`, { kind: "patient", reason: "A name stands there." })).status(), 303);
  const gone = (page) => page.locator("#hour-case", { hasText: "The case is hidden" }).waitFor({ timeout: 5000 });
  await Promise.all([gone(fatima), gone(amara)]);
  assert.ok(Date.now() - began < 2000, `${Date.now() - began} ms`);
  await fatima.locator("#hour-advice li").first().waitFor();
  assert.ok(await fatima.locator("#hour-steps button").first().isVisible());
  await post(fatima, `${kith.origin}${at}/restore`, {});
  await amara.locator(`#hour-case[data-case="${case_}"] h3`).waitFor({ timeout: 5000 });
  await until(async () => held >= 2, "both questions were answered", 10_000);
  await amara.waitForTimeout(3000);
  assert.ok(await amara.locator(`#hour-case[data-case="${case_}"] h3`).isVisible(), "what came late changed nothing");
  await amara.unrouteAll({ behavior: "wait" });
});

test("closing asks once more, and what is being typed stays in sight", async () => {
  const { fatima, amara } = pages;
  await amara.locator("#f-notes").fill("Written when it was closed");
  assert.equal(await fatima.getByRole("button", { name: "Yes, close it for everybody" }).isVisible(), false);
  await fatima.locator("#hour-close > summary").click();
  await amara.getByRole("button", { name: /my hand/ }).click();
  await fatima.waitForTimeout(500);
  await fatima.getByRole("button", { name: "Yes, close it for everybody" }).click();
  await amara.locator("#hour-bar", { hasText: "closed" }).waitFor();
  assert.equal(await amara.locator("#f-notes").inputValue(), "Written when it was closed");
  assert.ok(await amara.locator("#f-notes").isVisible());
});
