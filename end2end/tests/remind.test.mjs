// Before a session: who comes, what letters one gets, how one joins. With scripts switched off.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startBrowser, startKith, visitor } from "../support/kith.mjs";
import { axeFaults } from "../support/look.mjs";
import { button, cohortOf, open, press, said, until } from "../support/steps.mjs";

let kith, browser, page, next;
before(async () => {
  kith = await startKith();
  browser = await startBrowser();
  page = await visitor(kith, browser, { who: "amara", scripts: false });
  const slug = await cohortOf(page);
  await open(page, `/cohorts/${slug}/sessions`);
  // The first of the list is on; who is there already is not asked any more.
  next = await page.locator("main .session-card a").nth(1).getAttribute("href");
});
after(async () => {
  await browser?.close();
  await kith?.stop();
});

/** The letters that left, soft line breaks read. */
const letters = () => {
  const folder = join(kith.folder, "data/mail");
  return readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8").replaceAll("=\r\n", ""));
};

test("a member says that they can’t come, the facilitator reads why, and it is taken back", async () => {
  await open(page, next);
  assert.match(await said(page), /telephone/);
  await page.getByLabel("Why you can’t").fill("On call that morning");
  await press(page, button(page, "I can’t come"));
  assert.match(await said(page), /Noted: you can’t come/);
  assert.deepEqual(await axeFaults(await visitor(kith, browser, { who: "amara" }).then(async (p) => (await p.goto(next), p))), []);
  const host = await visitor(kith, browser, { who: "fatima", scripts: false });
  await open(host, next);
  assert.match(await said(host), /Amara Okafor can’t come On call that morning/);
  await press(page, button(page, "Take it back"));
  await host.reload();
  assert.doesNotMatch(await said(host), /On call that morning/);
});

test("the worker sends sessions to calendars, and one press in the letter stops them", async () => {
  const mine = () => letters().find((l) => l.includes("To: \"Amara Okafor\"") && l.includes("method=REQUEST"));
  await until(() => Boolean(mine()), "a calendar letter to Amara", 60_000);
  assert.match(mine(), /List-Unsubscribe-Post: List-Unsubscribe=One-Click/);
  const out = mine().match(/List-Unsubscribe: <([^>]+)>/)[1];
  const nobody = await visitor(kith, browser, { scripts: false });
  await open(nobody, out);
  await press(nobody, button(nobody, "Stop these letters"));
  assert.match(await said(nobody), /Calendar letters have stopped/);
  await open(page, "/me/notices");
  assert.equal(await page.getByLabel("Sessions for my calendar").isChecked(), false);
  assert.equal(await page.getByLabel("Reminders of sessions").isChecked(), true);
  await page.getByLabel("Sessions for my calendar").check();
  await press(page, button(page, "Save"));
  assert.match(await said(page), /Noted/);
});

test("an administrator sets a server; a secret is asked for, kept, and never shown", async () => {
  const ada = await visitor(kith, browser, { who: "ada", scripts: false });
  await open(ada, "/manage");
  await press(ada, ada.getByRole("link", { name: "Video and telephone" }).first());
  await ada.locator("#f-jitsi").fill("http://meet.example.org");
  await ada.locator("#f-jitsi_app").fill("kith");
  assert.equal((await press(ada, button(ada, "Save"))).status(), 422);
  assert.equal(await ada.locator("#f-jitsi").inputValue(), "http://meet.example.org");
  assert.equal(await ada.locator(".fault-summary li").count(), 2);
  await ada.locator("#f-jitsi").fill("https://meet.example.org");
  await ada.locator("#f-jitsi_secret").fill("a-secret-of-the-house");
  await press(ada, button(ada, "Save"));
  assert.match(await said(ada), /A secret is set/);
  assert.ok(!(await ada.content()).includes("a-secret-of-the-house"));
});
