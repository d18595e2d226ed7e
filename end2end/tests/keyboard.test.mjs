// The keyboard alone: skip link, the order of a form, the "More" menu of a phone, faults that take the focus.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startBrowser, startKith, visitor } from "../support/kith.mjs";
import { cohortOf, open } from "../support/steps.mjs";

let kith, browser;
before(async () => {
  kith = await startKith();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await kith?.stop();
});

/** What has the focus: its id, its name for its form, or its text. */
const focused = (page) =>
  page.evaluate(() => {
    const e = document.activeElement;
    return e.id || (e.name && e.type !== "submit" ? e.name : e.innerText.trim());
  });

/** Whether the focus can be seen: the element lies in the window, is the topmost there, and wears a ring. */
const visible = (page) =>
  page.evaluate(() => {
    const e = document.activeElement;
    const box = e.getBoundingClientRect();
    const style = getComputedStyle(e);
    const top = document.elementFromPoint(Math.min(box.x + box.width / 2, innerWidth - 1), box.y + box.height / 2);
    const ringed = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    return box.width > 0 && box.bottom <= innerHeight && box.top >= 0 && ringed && (e.contains(top) || top?.contains(e));
  });

test("the first Tab shows the skip link, and Enter leads to the main part", async () => {
  const page = await visitor(kith, browser, { who: "amara" });
  await open(page, "/");
  const hidden = await page.locator(".skip").boundingBox();
  assert.ok(hidden.y + hidden.height <= 0, "it is out of sight before");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "Skip to content");
  await page.locator(".skip").evaluate((e) => Promise.all(e.getAnimations().map((a) => a.finished)));
  assert.ok(await visible(page));
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "main");
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.querySelector("main").contains(document.activeElement)), "the next Tab is inside the main part");
  await page.context().close();
});

test("Tab goes through the sign-in page in the order of reading, with a ring that can be seen", async () => {
  const page = await visitor(kith, browser);
  await open(page, "/sign-in");
  const order = [];
  for (let n = 0; n < 10; n++) {
    await page.keyboard.press("Tab");
    order.push(await focused(page));
    assert.ok(await visible(page), `the focus on “${order.at(-1)}” can be seen`);
  }
  assert.deepEqual(order, ["Skip to content", "Kith", "Français", "Sign in", "f-address", "Mail me a link", "f-email", "f-password", "Sign in", "Forgot the password"]);
  await page.context().close();
});

test("a wrong password puts the focus on the summary of faults, and its link leads to the field", async () => {
  const page = await visitor(kith, browser);
  await open(page, "/sign-in");
  await page.locator("#f-email").focus();
  await page.keyboard.type("amara.okafor@example.org");
  await page.keyboard.press("Tab");
  await page.keyboard.type("not my password");
  await page.keyboard.press("Enter");
  await page.locator(".fault-summary").waitFor();
  assert.ok(await page.evaluate(() => document.activeElement.matches(".fault-summary")), "the summary has the focus");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const field = await focused(page);
  assert.match(field, /^f-(email|password)$/);
  assert.ok(await page.locator(`#${field}`).getAttribute("aria-invalid"), "it says that it is at fault");
  await page.context().close();
});

test("every summary of faults takes the focus: forum, chat, profile", async () => {
  const page = await visitor(kith, browser, { who: "amara" });
  const slug = await cohortOf(page);
  await open(page, `/cohorts/${slug}/forum`);
  await page.locator("main .cards a").first().click();
  await page.getByRole("link", { name: "New thread" }).click();
  await page.getByLabel("Title").fill(" ");
  await page.getByLabel("Your text").fill("A body without a title");
  await page.getByRole("button", { name: "Open the thread" }).click();
  await page.locator(".fault-summary:focus").waitFor();
  assert.equal(await page.getByLabel("Your text").inputValue(), "A body without a title");
  await open(page, "/me");
  await page.getByLabel("Name", { exact: true }).fill(" ");
  await page.getByRole("button", { name: "Save" }).first().click();
  await page.locator(".fault-summary:focus").waitFor();
  await page.context().close();
});

test("on a phone, the “More” menu opens, is walked through and closes by keyboard", async () => {
  const page = await visitor(kith, browser, { who: "amara", width: 360, height: 740 });
  const slug = await cohortOf(page);
  await open(page, `/cohorts/${slug}/forum`);
  const summary = page.locator(".bar .more summary");
  const menu = page.locator(".bar .more ul");
  assert.equal(await menu.isVisible(), false);
  await summary.focus();
  await page.keyboard.press("Enter");
  await menu.waitFor();
  const names = await menu.locator("a").allInnerTexts();
  for (const name of names) {
    await page.keyboard.press("Tab");
    assert.equal(await focused(page), name);
    assert.ok(await visible(page), `“${name}” can be seen`);
  }
  for (const _ of names) await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  assert.equal(await menu.isVisible(), false);
  await page.keyboard.press("Enter");
  // To the first that leads elsewhere: one of them is this page.
  const steps = names.findIndex((name) => name === "Chat") + 1;
  assert.ok(steps > 0, `“Chat” is in the menu: ${names}`);
  for (let step = 0; step < steps; step += 1) await page.keyboard.press("Tab");
  await Promise.all([page.waitForURL(/\/chat$/), page.keyboard.press("Enter")]);
  await page.context().close();
});

test("Enter sends a chat message and Shift with Enter makes a line, without leaving the field", async () => {
  const page = await visitor(kith, browser, { who: "amara" });
  const slug = await cohortOf(page);
  await open(page, `/cohorts/${slug}/chat`);
  await page.locator(".line-state", { hasText: "Live." }).waitFor();
  await page.locator("#f-text").focus();
  await page.keyboard.type("First line");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("second line");
  await page.keyboard.press("Enter");
  await page.locator("#chat-log li.message[data-seq]", { hasText: "second line" }).waitFor();
  assert.equal(await focused(page), "f-text");
  assert.equal(await page.locator("#f-text").inputValue(), "");
  await page.context().close();
});
