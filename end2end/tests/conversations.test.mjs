// Chat as people expect it: two people alone, names called, words in answer, what was seen, a queue that can be changed.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startBrowser, startKith, visitor } from "../support/kith.mjs";
import { cohortOf, open, press, until } from "../support/steps.mjs";
import { counts, down, enter, live, more, say, saying, stands, waits } from "../support/room.mjs";

let kith, browser, slug, amara, benoit, maya;
before(async () => {
  kith = await startKith();
  browser = await startBrowser();
  amara = await visitor(kith, browser, { who: "amara" });
  benoit = await visitor(kith, browser, { who: "benoit", french: true });
  maya = await visitor(kith, browser, { who: "maya" });
  slug = await cohortOf(amara);
});
after(async () => {
  await browser?.close();
  await kith?.stop();
});

const news = (page) => page.locator(".rail a[href='/chat'] .count");

test("the inbox says what is new, and reading it on the screen makes it old", async () => {
  await open(amara, "/chat");
  assert.equal(await news(amara).innerText(), "3");
  const first = amara.locator(".inbox > li").first();
  assert.match(await first.innerText(), /Calls you[\s\S]*2 new/);
  await first.locator("a").first().click();
  await live(amara);
  assert.equal(await amara.locator(".new-line").innerText(), "New since you were here");
  await amara.locator("#chat-log").evaluate((log) => log.scrollTo(0, log.scrollHeight));
  await until(async () => {
    await amara.waitForTimeout(500);
    const html = await (await amara.context().request.get("/chat")).text();
    return /class="count"[^>]*>2</.test(html);
  }, "the room is no longer new", 15_000);
});

test("a page that nobody looks at counts as seen by nobody", async () => {
  await enter(benoit, slug);
  const before = await (await benoit.context().request.get("/chat")).text();
  await benoit.evaluate(() => {
    Object.defineProperty(document, "hidden", { get: () => true, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await benoit.waitForTimeout(1500);
  await enter(amara, slug);
  await say(amara, "Said while Benoît looks elsewhere");
  await stands(benoit, "Said while Benoît looks elsewhere");
  await benoit.waitForTimeout(1500);
  assert.match(await (await benoit.context().request.get("/chat")).text(), /nouveau/);
  assert.ok(before);
  assert.equal(await benoit.locator(".new-line[data-live]").count(), 1, "the line stands where he left");
});

test("a name is chosen from the keyboard, and its person is called", async () => {
  await enter(maya, slug);
  await amara.locator("#f-text").pressSequentially("Thank you, @benoit");
  await amara.locator("#chooser li", { hasText: "Benoît Lefebvre" }).waitFor();
  await amara.locator("#f-text").press("Enter");
  assert.equal(await amara.locator("#f-text").inputValue(), "Thank you, @Benoît Lefebvre ");
  await maya.locator("#typing", { hasText: "Amara Okafor is typing" }).waitFor();
  await amara.locator("#f-text").press("Enter");
  await stands(maya, "Thank you, @Benoît Lefebvre");
  assert.equal(await saying(maya, "Thank you, @Benoît").locator(".mention").innerText(), "@Benoît Lefebvre");
  assert.equal(await saying(benoit, "Thank you, @Benoît").locator(".is-called:visible").count(), 1);
  assert.equal(await saying(maya, "Thank you, @Benoît").locator(".is-called:visible").count(), 0);
});

test("a word in answer appears on the other's page, and is taken back", async () => {
  const mine = saying(amara, "Thank you, @Benoît");
  await (await more(saying(maya, "Thank you, @Benoît"))).getByRole("button", { name: "Agree" }).click();
  await mine.locator(".words > .word[value=agree]:visible", { hasText: "1" }).waitFor();
  await mine.locator(".words > .word[value=agree]:visible").first().click();
  await saying(maya, "Thank you, @Benoît").locator("> .words > .word[value=agree][aria-pressed=true]", { hasText: "2" }).waitFor();
  await saying(maya, "Thank you, @Benoît").locator("> .words > .word[value=agree]").click();
  await mine.locator("> .words > .word[value=agree]", { hasText: "1" }).waitFor();
  assert.match(maya.url(), /\/chat$/, "nobody left the page");
});

test("two people write to each other, and nobody else finds the room", async () => {
  await open(amara, `/cohorts/${slug}/people`);
  await press(amara, amara.getByRole("link", { name: "Write to Benoît Lefebvre" }));
  await amara.getByLabel("Your message").fill("Between the two of us");
  await press(amara, amara.getByRole("button", { name: "Send" }));
  assert.match(amara.url(), /\/chat\/rooms\/[0-9a-f-]+/);
  const room = new URL(amara.url()).pathname;
  await open(benoit, "/chat");
  await benoit.getByRole("link", { name: "Amara Okafor", exact: true }).click();
  await live(benoit);
  await live(amara);
  await say(benoit, "Oui, entre nous deux");
  await stands(amara, "Oui, entre nous deux");
  for (const who of ["fatima", "corinne", "ada", "maya"]) {
    const other = who === "maya" ? maya : await visitor(kith, browser, { who });
    assert.equal((await other.context().request.get(room)).status(), 404, who);
    if (other !== maya) await other.context().close();
  }
});

test("what waits in the queue can be changed or dropped, and two tabs send it once", async () => {
  const page = await amara.context().newPage();
  const second = await amara.context().newPage();
  let cut = false;
  const lines = new Set();
  for (const tab of [page, second]) {
    await tab.routeWebSocket(/\/live$/, (line) => {
      if (cut) return line.close({ code: 4999 });
      lines.add(line);
      const server = line.connectToServer();
      line.onMessage((message) => server.send(message));
      server.onMessage((message) => line.send(message));
    });
    await enter(tab, slug);
  }
  cut = true;
  for (const line of lines) await line.close({ code: 4999 });
  await down(page);
  await say(page, "Dropped before it went");
  await say(page, "Chagned before it went");
  await say(page, "Sent by one of two tabs");
  await waits(second, "Sent by one of two tabs");
  await saying(page, "Dropped before it went").getByRole("button", { name: "Drop" }).click();
  await saying(page, "Chagned before it went").getByRole("button", { name: "Change" }).click();
  assert.equal(await page.locator("#f-text").inputValue(), "Chagned before it went");
  await say(page, "Changed before it went");
  cut = false;
  for (const tab of [page, second]) await tab.evaluate(() => window.dispatchEvent(new Event("online")));
  for (const tab of [page, second]) await stands(tab, "Sent by one of two tabs");
  await stands(second, "Changed before it went");
  const texts = ["Dropped before it went", "Chagned before it went", "Changed before it went", "Sent by one of two tabs"];
  assert.deepEqual([...(await counts(page, slug, texts)).values()], [0, 0, 1, 1]);
  assert.equal(await page.locator("li.is-pending").count(), 0);
  await page.close();
  await second.close();
});

test("without scripts too: what the newest page showed is seen, a word in answer stands, a link leads to its message", async () => {
  const corinne = await visitor(kith, browser, { who: "corinne", scripts: false });
  await open(corinne, "/chat");
  assert.equal(await news(corinne).innerText(), "2");
  await press(corinne, corinne.locator(".inbox").getByRole("link", { name: "Chat of Autumn cohort" }));
  await until(async () => /class="count"[^>]*>1</.test(await (await corinne.context().request.get("/chat")).text()), "the page counts as seen");
  const message = corinne.locator("#chat-log li.message", { hasText: "He talked for forty minutes" });
  await press(corinne, (await more(message)).getByRole("button", { name: "Useful" }));
  assert.match(corinne.url(), /\?at=10#m-10$/);
  assert.match(await message.locator("> .words > .word[value=useful][aria-pressed=true]").innerText(), /^Useful\s1$/);
  await press(corinne, message.locator("> .words > .word[value=useful]"));
  assert.equal(await message.locator("> .words > .word[value=useful]:visible").count(), 0);
  await press(corinne, message.locator(".message-at"));
  assert.match(corinne.url(), /#m-10$/);
  await corinne.context().close();
});

test("a message becomes a thread that leads back to it", async () => {
  const fatima = await visitor(kith, browser, { who: "fatima" });
  await enter(fatima, slug);
  const message = saying(fatima, "The card gets more answers");
  await press(fatima, (await more(message)).getByRole("link", { name: "Make a forum thread of it" }));
  await fatima.getByLabel("Title of the thread").fill("The card at three months");
  await press(fatima, fatima.getByRole("button", { name: "Make the thread" }));
  assert.equal(await fatima.locator("h1").innerText(), "The card at three months");
  await press(fatima, fatima.getByRole("link", { name: "In the chat" }));
  await live(fatima);
  await message.getByRole("link", { name: "Goes on in the forum" }).waitFor();
  await fatima.context().close();
});
