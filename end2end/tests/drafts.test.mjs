// What is typed into the forum's forms and a case's stays in the browser until it was taken, and is not sent into a line that is down.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startBrowser, startKith, visitor } from "../support/kith.mjs";
import { button, cohortOf, open, press, until } from "../support/steps.mjs";

let kith, browser, slug, thread;
before(async () => {
  kith = await startKith();
  browser = await startBrowser();
  const page = await visitor(kith, browser, { who: "amara" });
  slug = await cohortOf(page);
  await open(page, `/cohorts/${slug}/forum`);
  // Not the longest one: a page that is full sends its writer on to the next.
  await press(page, page.locator(".thread-list a").nth(2));
  thread = new URL(page.url()).pathname;
  await page.context().close();
});
after(async () => {
  await browser?.close();
  await kith?.stop();
});

const box = (page) => page.locator("form.composer textarea[name=body]");
const kept = (page) => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("kith keep ")).length);
const awake = (page) => until(() => page.evaluate(() => document.querySelector("form.composer, form[data-check]")?.autocomplete === "off"), "the form is kept");

test("a reply survives reload, the other language, another place, and is posted once", async () => {
  const page = await visitor(kith, browser, { who: "amara" });
  await open(page, thread);
  await awake(page);
  await box(page).fill("Half a thought about silence");
  await page.reload();
  await page.getByText("What you wrote here before").waitFor();
  assert.equal(await box(page).inputValue(), "Half a thought about silence");
  await press(page, button(page, "Français"));
  await page.getByText("Ce que vous aviez écrit").waitFor();
  assert.equal(await box(page).inputValue(), "Half a thought about silence");
  await press(page, button(page, "English"));
  await press(page, page.locator("article.post a[href*='reply=']").first());
  await awake(page);
  assert.equal(await box(page).inputValue(), "Half a thought about silence", "the text goes under the post with its writer");
  await open(page, thread);
  await awake(page);
  await press(page, button(page, "Send the reply"));
  await page.getByText("Your reply stands in the thread").waitFor();
  assert.equal(await kept(page), 0, "nothing is kept of what was taken");
  await page.goBack();
  assert.equal(await box(page).inputValue(), "", "the form that one goes back to is empty");
  await open(page, thread);
  assert.equal(await page.locator("article.post", { hasText: "Half a thought about silence" }).count(), 1);
  await page.context().close();
});

test("nothing is sent into a line that is down, and nothing of it is lost", async () => {
  const page = await visitor(kith, browser, { who: "amara" });
  await open(page, thread);
  await awake(page);
  await box(page).fill("Written in a tunnel");
  await page.context().setOffline(true);
  await button(page, "Send the reply").click();
  await page.getByText("This was not sent: the line is down").waitFor();
  assert.equal(await box(page).inputValue(), "Written in a tunnel");
  await page.context().setOffline(false);
  await press(page, button(page, "Send the reply"));
  await page.getByText("Your reply stands in the thread").waitFor();
  assert.equal(await page.locator("article.post", { hasText: "Written in a tunnel" }).count(), 1);
  await page.context().close();
});

test("what is sent after the sign-in ended stays on the page, and goes out after a new one", async () => {
  const page = await visitor(kith, browser, { who: "amara" });
  await open(page, thread);
  await awake(page);
  await box(page).fill("Two hours of writing");
  const jar = await page.context().cookies();
  await page.context().clearCookies();
  const answer = await press(page, button(page, "Send the reply"));
  assert.equal(answer.status(), 401);
  assert.ok(!page.url().includes("Two"));
  assert.equal(await page.getByLabel("Your text").inputValue(), "Two hours of writing");
  await page.context().addCookies(jar);
  await press(page, button(page, "Send again"));
  await page.getByText("Your reply stands in the thread").waitFor();
  assert.equal(await page.locator("article.post", { hasText: "Two hours of writing" }).count(), 1);
  assert.equal(await kept(page), 0);
  await page.context().close();
});

// The last one: whoever signs out has to sign in again.
test("a draft is thrown away by its button, and with the sign-out", async () => {
  const page = await visitor(kith, browser, { who: "amara" });
  await open(page, `/cohorts/${slug}/cases/new`);
  await awake(page);
  const title = page.locator("main form input[name=title]");
  await title.fill("A family that waits");
  await page.reload();
  await page.getByText("What you wrote here before").waitFor();
  assert.equal(await title.inputValue(), "A family that waits");
  await button(page, "Throw it away").click();
  assert.deepEqual([await title.inputValue(), await kept(page)], ["", 0]);
  await title.fill("Another");
  assert.equal(await kept(page), 1);
  await press(page, button(page, "Sign out"));
  assert.equal(await kept(page), 0);
  await page.context().close();
});
