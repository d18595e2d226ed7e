// The server is killed in the middle of writing. What it acknowledged is there afterwards, once; what it did not can be sent again.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { startBrowser, startKith, visitor } from "../support/kith.mjs";
import { counts, enter, live, say } from "../support/room.mjs";
import { cohortOf, open, until } from "../support/steps.mjs";

let kith, browser, slug, amara, benoit;
before(async () => {
  kith = await startKith();
  browser = await startBrowser();
  amara = await visitor(kith, browser, { who: "amara" });
  benoit = await visitor(kith, browser, { who: "benoit", french: true });
  slug = await cohortOf(amara);
});
after(async () => {
  await browser?.close();
  await kith?.stop();
});

/** A thread of the forum that takes replies. */
async function thread(page) {
  await open(page, `/cohorts/${slug}/forum`);
  return (await page.locator(".thread-list a").first().getAttribute("href")).replace("/unread", "");
}

/** How often each text stands in a thread, over all its pages. */
async function inThread(page, path, texts) {
  const seen = new Map(texts.map((text) => [text, 0]));
  for (let n = 1, pages = 1; n <= pages; n++) {
    const html = await (await page.context().request.get(`${path}?page=${n}`)).text();
    pages = Number(/Page \d+ of (\d+)/.exec(html)?.[1] ?? 1);
    for (const [, body] of html.matchAll(/<div class="prose">\s*<p>([^<]*)<\/p>/g)) if (seen.has(body)) seen.set(body, seen.get(body) + 1);
  }
  return seen;
}

test("killed while forms are posted and messages are sent: nothing acknowledged is lost, nothing stands twice", async () => {
  const path = await thread(amara);
  await enter(benoit, slug);
  const replies = [];
  let down = false;
  const reply = (one) =>
    amara
      .context()
      .request.post(path, { form: { once: one.once, body: one.text }, headers: { origin: kith.origin }, maxRedirects: 0, timeout: 10_000 })
      .then((answer) => (one.acknowledged ||= answer.status() === 303))
      .catch(() => {});
  const posting = (async () => {
    for (let n = 0; !down; n++) {
      const one = { once: randomUUID(), text: `Reply ${n} on the way`, acknowledged: false };
      replies.push(one);
      await reply(one);
    }
  })();
  const texts = Array.from({ length: 14 }, (_, n) => `Message ${n} on the way`);
  const talking = (async () => {
    for (const text of texts) await say(benoit, text);
  })();
  await until(() => replies.filter((one) => one.acknowledged).length >= 3, "some replies are acknowledged");
  await kith.kill("SIGKILL");
  down = true;
  await Promise.all([posting, talking]);
  const certain = replies.filter((one) => one.acknowledged);
  const told = await benoit.locator("#chat-log li.message[data-seq]:not(.is-pending) .prose").allInnerTexts();

  await kith.start();
  const after = await inThread(amara, path, replies.map((one) => one.text));
  for (const one of certain) assert.equal(after.get(one.text), 1, `“${one.text}” was acknowledged`);
  const chat = await counts(amara, slug, texts);
  for (const text of texts.filter((t) => told.includes(t))) assert.equal(chat.get(text), 1, `“${text}” was acknowledged`);
  console.log(`killed: ${certain.length} of ${replies.length} replies were acknowledged, and ${texts.filter((t) => told.includes(t)).length} of ${texts.length} messages`);

  // Everybody tries again what they had no answer to.
  for (const one of replies) await reply(one);
  const twice = await inThread(amara, path, replies.map((one) => one.text));
  assert.deepEqual([...twice.values()].filter((n) => n !== 1), [], "every reply stands once");
  await benoit.evaluate(() => window.dispatchEvent(new Event("online")));
  await live(benoit);
  await until(async () => (await benoit.locator("#chat-log li.is-pending").count()) === 0, "no message waits any more", 40_000);
  const whole = await counts(amara, slug, texts);
  assert.deepEqual([...whole.values()].filter((n) => n !== 1), [], "every message stands once");
});

test("killed before a form is sent: it stays on the page, is sent when the server is back, and stands once", async () => {
  const path = await thread(amara);
  await open(amara, path);
  await amara.getByLabel("Your reply").fill("Typed before the fall");
  await kith.kill("SIGKILL");
  await amara.getByRole("button", { name: "Send the reply" }).click();
  await amara.getByText("This was not sent: the line is down").waitFor();
  await kith.start();
  await amara.getByRole("button", { name: "Send the reply" }).click();
  await amara.waitForURL(/done=forum-posted/);
  assert.equal((await inThread(amara, path, ["Typed before the fall"])).get("Typed before the fall"), 1);
});

test("killed when a form is sent without scripts: to load the page again sends it again, and it stands once", async () => {
  const page = await visitor(kith, browser, { who: "amara", scripts: false });
  const path = await thread(page);
  await open(page, path);
  await page.getByLabel("Your reply").fill("Typed without scripts");
  await kith.kill("SIGKILL");
  await page.getByRole("button", { name: "Send the reply" }).click();
  await until(() => page.url().startsWith("chrome-error:"), "the browser says that nobody answers");
  await kith.start();
  await page.reload();
  await page.waitForURL(/done=forum-posted/);
  assert.equal((await inThread(page, path, ["Typed without scripts"])).get("Typed without scripts"), 1);
  await page.context().close();
});

test("killed and risen three times in a row: people stay signed in, and everything is still there", async () => {
  for (let n = 0; n < 3; n++) {
    await kith.kill("SIGKILL");
    await kith.start();
  }
  await open(amara, "/me");
  assert.equal(await amara.locator("h1").innerText(), "My profile");
  assert.equal((await inThread(amara, await thread(amara), ["Typed before the fall"])).get("Typed before the fall"), 1);
});
