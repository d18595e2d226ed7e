// Everything a member does, with scripts switched off.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startBrowser, startKith, visitor } from "../support/kith.mjs";
import { answerAll, button, cohortOf, open, press, said } from "../support/steps.mjs";
import { axeFaults } from "../support/look.mjs";
import { more } from "../support/room.mjs";

let kith, browser, slug, page;
before(async () => {
  kith = await startKith();
  browser = await startBrowser();
  page = await visitor(kith, browser, { who: "amara", scripts: false });
  slug = await cohortOf(page);
});
after(async () => {
  await browser?.close();
  await kith?.stop();
});

test("signing in by the mailed link", async () => {
  await open(page, "/");
  assert.equal(await page.locator("h1").innerText(), "Hello, Amara");
});

test("reading and writing in chat: a message by the form, changed, taken back", async () => {
  await open(page, `/cohorts/${slug}/chat`);
  assert.ok((await page.locator("#chat-log li.message").count()) > 3, "the conversation can be read");
  await page.getByLabel("Your message").fill("Written without a script");
  await press(page, button(page, "Send"));
  const mine = page.locator("#chat-log li.message", { hasText: "Written without a script" });
  assert.equal(await mine.count(), 1);
  await press(page, (await more(mine)).getByRole("link", { name: "Change" }));
  await page.getByLabel("Your message").fill("Changed without a script");
  await press(page, button(page, "Save"));
  const changed = page.locator("#chat-log li.message", { hasText: "Changed without a script" });
  assert.match(await changed.innerText(), /changed/);
  const acts = await more(changed);
  await acts.getByText("Take back", { exact: true }).click();
  assert.equal(await changed.count(), 1, "it asks first");
  await press(page, acts.getByRole("button", { name: "Yes, take it back" }));
  assert.match(await said(page), /This message was taken back/);
  assert.equal(await changed.count(), 0);
});

test("a chat message that is not taken comes back typed", async () => {
  await open(page, `/cohorts/${slug}/chat`);
  const long = "Far too long. ".repeat(700);
  await page.getByLabel("Your message").fill(long);
  const response = await press(page, button(page, "Send"));
  assert.equal(response.status(), 422);
  assert.equal(await page.getByLabel("Your message").inputValue(), long);
  assert.equal(await page.locator(".fault-summary li").count(), 1);
});

test("a thread, a reply, an edit; and sending the same form twice makes one reply", async () => {
  await open(page, `/cohorts/${slug}/forum`);
  await press(page, page.locator("main .cards a").first());
  await press(page, page.getByRole("link", { name: "New thread" }));
  await page.getByLabel("Title").fill("How do you begin?");
  await page.getByLabel("Your text").fill("I ask: *what matters most now?*\n\n- slowly\n- sitting down");
  await press(page, button(page, "Open the thread"));
  assert.equal(await page.locator("h1").innerText(), "How do you begin?");
  assert.equal(await page.locator("article .prose em").innerText(), "what matters most now?");
  assert.equal(await page.locator("article .prose li").count(), 2);
  await page.getByLabel("Your reply").fill("And then I wait.");
  const once = await page.locator("#reply input[name=once]").getAttribute("value");
  const action = page.url();
  await press(page, button(page, "Send the reply"));
  const reply = page.locator("article", { hasText: "And then I wait." });
  assert.equal(await reply.count(), 1);
  await page.context().request.post(action.split("?")[0].split("#")[0], { form: { once, body: "And then I wait." }, headers: { origin: kith.origin } });
  await page.reload();
  assert.equal(await reply.count(), 1);
  await press(page, reply.getByRole("link", { name: "Edit" }));
  await page.getByLabel("Your text").fill("And then I wait, in silence.");
  await press(page, button(page, "Save"));
  const edited = page.locator("article", { hasText: "And then I wait, in silence." });
  assert.match(await edited.innerText(), /edited/);
});

test("a reply under a post stands under that post", async () => {
  const above = page.locator("article", { hasText: "And then I wait" });
  await press(page, above.getByRole("link", { name: "Reply" }));
  await page.getByLabel("Your reply to this post").fill("How long do you wait?");
  await press(page, button(page, "Send the reply"));
  const reply = page.locator("article", { hasText: "How long do you wait?" });
  assert.match(await reply.innerText(), /in reply to Amara Okafor/);
});

test("a form that is not taken answers 422 and keeps what was typed", async () => {
  await open(page, `/cohorts/${slug}/forum`);
  await press(page, page.locator("main .cards a").first());
  await press(page, page.getByRole("link", { name: "New thread" }));
  const body = "A long text.\n\nWith a second paragraph, “quotes” & <angles>.";
  await page.getByLabel("Title").fill("x".repeat(400));
  await page.getByLabel("Your text").fill(body);
  const response = await press(page, button(page, "Open the thread"));
  assert.equal(response.status(), 422);
  assert.equal(await page.getByLabel("Title").inputValue(), "x".repeat(400));
  assert.equal(await page.getByLabel("Your text").inputValue(), body);
});

test("a survey, from the list to the thanks; then read again and changed", async () => {
  await open(page, `/cohorts/${slug}/surveys`);
  await press(page, page.getByRole("button", { name: "Answer now" }).first());
  assert.match(new URL(page.url()).pathname, /^\/s\//);
  await answerAll(page);
  await press(page, button(page, "Save for later"));
  assert.match(await said(page), /This is what you had saved\. It is not sent yet\./);
  assert.equal(await page.locator("main form textarea").first().inputValue(), "A question that opens: “What matters to you now?”");
  await press(page, button(page, "Send my answers"));
  assert.equal(await page.locator("h1").innerText(), "Thank you");
  await press(page, page.getByRole("link", { name: "Read or change my answers" }));
  await page.locator("main form textarea").first().fill("Silence.");
  await press(page, button(page, "Send my answers"));
  await open(page, `/cohorts/${slug}/surveys`);
  assert.match(await said(page), /Answered/);
  assert.equal(await page.getByRole("button", { name: "Answer now" }).count(), 0);
});

test("a survey with a needed answer missing answers 422, names the question and keeps the rest", async () => {
  const benoit = await visitor(kith, browser, { who: "benoit", scripts: false });
  await open(benoit, `/cohorts/${slug}/surveys`);
  await press(benoit, benoit.getByRole("button", { name: "Answer now" }).first());
  await benoit.locator("main form textarea").first().fill("Only this.");
  await benoit.locator("main form").first().evaluate((form) => form.setAttribute("novalidate", ""));
  const response = await press(benoit, button(benoit, "Send my answers"));
  assert.equal(response.status(), 422);
  assert.equal(await benoit.locator("main form textarea").first().inputValue(), "Only this.");
  assert.ok((await benoit.locator(".fault-summary li").count()) >= 1);
  await benoit.context().close();
});

test("the pages of a survey are accessible, too", async () => {
  const live = await visitor(kith, browser, { who: "benoit", french: true, width: 360, height: 740 });
  await open(live, `/cohorts/${slug}/surveys`);
  await press(live, live.getByRole("button", { name: /Répondre/ }).first());
  assert.deepEqual(await axeFaults(live), []);
  assert.equal(await live.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
  await answerAll(live);
  await press(live, live.locator("main form button[type=submit]").first());
  assert.equal(await live.locator("h1").innerText(), "Merci");
  assert.deepEqual(await axeFaults(live), []);
  await live.context().close();
});

test("search, the profile and signing out", async () => {
  await open(page, "/");
  await page.locator("#q").fill("silence");
  await press(page, page.locator("form.search button"));
  assert.match(await said(page), /How do you begin\?/);
  await open(page, "/me");
  await page.getByLabel("Community").fill("Fort St. James");
  await press(page, button(page, "Save").first());
  assert.equal(await page.getByLabel("Community").inputValue(), "Fort St. James");
  await press(page, button(page, "Sign out"));
  assert.match(await said(page), /signed out/);
});
