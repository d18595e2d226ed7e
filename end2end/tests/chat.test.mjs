// Live chat: two people, a line that breaks, a message taken back, a member put out.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startBrowser, startKith, visitor } from "../support/kith.mjs";
import { cohortOf, open, press, until } from "../support/steps.mjs";
import { counts, down, enter, live, more, say, saying, stands, waits } from "../support/room.mjs";

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

test("two people see each other, and each other's message within a second", async () => {
  await enter(amara, slug);
  await enter(benoit, slug);
  await amara.locator(".presence", { hasText: /Here now:.*Benoît Lefebvre/ }).waitFor();
  await benoit.locator(".presence", { hasText: /Ici maintenant.*Amara Okafor/ }).waitFor();
  const times = [];
  for (const [from, to, text] of [[amara, benoit, "Good morning from Vanderhoof"], [benoit, amara, "Bonjour de Kelowna"], [amara, benoit, "How was your week?"]]) {
    const began = performance.now();
    await say(from, text);
    await saying(to, text).waitFor();
    times.push(performance.now() - began);
    await stands(from, text);
    await stands(to, text);
  }
  console.log(`from Enter to the other's page: ${times.map((t) => `${t.toFixed(0)} ms`).join(", ")}`);
  assert.ok(Math.min(...times) < 1000, "a message takes less than a second");
});

test("a message that the server has, but whose acknowledgement was lost, stands once", async () => {
  const page = await amara.context().newPage();
  let deaf = false;
  await page.routeWebSocket(/\/live$/, (line) => {
    const server = line.connectToServer();
    line.onMessage((message) => server.send(message));
    server.onMessage((message) => deaf || line.send(message));
    page.cut = () => line.close({ code: 4999 });
  });
  await enter(page, slug);
  deaf = true;
  await say(page, "Heard but not told");
  await stands(benoit, "Heard but not told");
  await waits(page, "Heard but not told");
  await page.cut();
  deaf = false;
  await stands(page, "Heard but not told");
  assert.equal((await counts(page, slug, ["Heard but not told"])).get("Heard but not told"), 1);
  await page.close();
});

test("a message written while the line is cut waits greyed, survives a reload, and arrives once", async () => {
  const page = await amara.context().newPage();
  let cut = false;
  const lines = new Set();
  await page.routeWebSocket(/\/live$/, (line) => {
    if (cut) return line.close({ code: 4999 });
    lines.add(line);
    const server = line.connectToServer();
    line.onMessage((message) => server.send(message));
    server.onMessage((message) => line.send(message));
  });
  await enter(page, slug);
  cut = true;
  for (const line of lines) await line.close({ code: 4999 });
  await down(page);
  await say(page, "Written without a line");
  await waits(page, "Written without a line");
  await page.reload();
  await waits(page, "Written without a line");
  assert.equal(await saying(benoit, "Written without a line").count(), 0);
  cut = false;
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  await stands(page, "Written without a line");
  await stands(benoit, "Written without a line");
  await page.reload();
  await live(page);
  await stands(page, "Written without a line");
  await page.close();
});

test("when the server falls and rises on the same port, what waited arrives once, in its order", async () => {
  await enter(amara, slug);
  await kith.kill("SIGKILL");
  await down(amara);
  await say(amara, "First while it was down");
  await say(amara, "Second while it was down");
  await waits(amara, "Second while it was down");
  await kith.start();
  for (const page of [amara, benoit]) await page.evaluate(() => window.dispatchEvent(new Event("online")));
  for (const page of [amara, benoit]) {
    await stands(page, "First while it was down");
    await stands(page, "Second while it was down");
    const texts = await page.locator("#chat-log li.message .prose").allInnerTexts();
    assert.ok(texts.indexOf("First while it was down") < texts.indexOf("Second while it was down"), "in their order");
  }
  const found = await counts(amara, slug, ["First while it was down", "Second while it was down"]);
  assert.deepEqual([...found.values()], [1, 1]);
});

test("a message that is taken back becomes a tombstone on the other's page at once", async () => {
  await say(amara, "This one was a mistake");
  await stands(benoit, "This one was a mistake");
  const id = await saying(benoit, "This one was a mistake").getAttribute("id");
  await enter(amara, slug);
  const acts = await more(amara.locator(`#${id}`));
  assert.equal(await acts.getByText("Earlier versions").isVisible(), false, "there is only one");
  await acts.getByText("Take back", { exact: true }).click();
  await press(amara, acts.getByRole("button", { name: "Yes, take it back" }));
  await benoit.locator(`#${id}`, { hasText: "Ce message a été retiré." }).waitFor();
  assert.equal(await saying(benoit, "This one was a mistake").count(), 0);
});

test("a changed message changes on the other's page at once", async () => {
  await enter(amara, slug);
  await say(amara, "See you on Thrusday");
  await stands(benoit, "See you on Thrusday");
  const id = await saying(benoit, "See you on Thrusday").getAttribute("id");
  await enter(amara, slug);
  await press(amara, (await more(amara.locator(`#${id}`))).getByRole("link", { name: "Change" }));
  await amara.locator("#f-text").fill("See you on Thursday");
  await press(amara, amara.getByRole("button", { name: "Save" }));
  await benoit.locator(`#${id}`, { hasText: "See you on Thursday" }).waitFor();
  await benoit.locator(`#${id}`, { hasText: "modifié" }).waitFor();
});

test("a member who is removed is put out of the open room", async () => {
  const corinne = await visitor(kith, browser, { who: "corinne" });
  await enter(benoit, slug);
  await open(corinne, `/cohorts/${slug}/manage`);
  await press(corinne, corinne.getByRole("link", { name: "Remove Benoît Lefebvre from the cohort" }));
  await press(corinne, corinne.getByRole("button", { name: "Remove", exact: true }));
  await benoit.locator(".line-state", { hasText: "Vous n’êtes plus dans ce salon." }).waitFor({ timeout: 30_000 });
  await say(amara, "Are you still here?");
  await stands(amara, "Are you still here?");
  assert.equal(await saying(benoit, "Are you still here?").count(), 0);
  await until(async () => (await benoit.context().request.get(`/cohorts/${slug}/chat`)).status() === 404, "the room is no longer there for who was removed");
  await corinne.context().close();
});
