// The session room: a facilitator's screen, a coordinator's and a participant's phone show the same within a second.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startBrowser, startKith, visitor } from "../support/kith.mjs";
import { cohortOf, open } from "../support/steps.mjs";

let kith, browser, hour;
const pages = {};
before(async () => {
  kith = await startKith();
  browser = await startBrowser();
  for (const [who, width] of [["fatima", 1280], ["corinne", 1280], ["amara", 360]]) {
    const page = await visitor(kith, browser, { who });
    await page.setViewportSize({ width, height: 800 });
    pages[who] = page;
    if (!hour) {
      const slug = await cohortOf(page);
      await open(page, `/cohorts/${slug}/sessions`);
      hour = `${await page.locator(".session-card a").first().getAttribute("href")}/hour`;
    }
    await open(page, hour);
    await page.locator(".hour-line", { hasText: "Live" }).waitFor();
  }
});
after(async () => {
  await browser?.close();
  await kith?.stop();
});

/** Waits for a text on every screen, and tells how long the slowest took. */
async function everywhere(selector, text, who = Object.keys(pages)) {
  const began = Date.now();
  await Promise.all(who.map((w) => pages[w].locator(selector, { hasText: text }).first().waitFor({ timeout: 5000 })));
  return Date.now() - began;
}

const inTime = (ms, what) => assert.ok(ms < 1000, `${what} took ${ms} ms to reach every screen`);

test("a hand that is raised on the phone is on every screen within a second, and so is the word that is given", async () => {
  const { amara, fatima } = pages;
  const hand = amara.getByRole("button", { name: /my hand/ });
  if ((await hand.textContent()).includes("Lower")) {
    await hand.click();
    await amara.getByRole("button", { name: "Raise my hand" }).waitFor();
  }
  await amara.getByRole("button", { name: "Raise my hand" }).click();
  inTime(await everywhere("#hour-queue li", "Amara Okafor"), "a raised hand");
  await fatima.getByRole("button", { name: "Call: Amara Okafor" }).click();
  inTime(await everywhere("#hour-queue li", /Amara Okafor.*has the word/), "the word");
  assert.equal(new URL(fatima.url()).pathname, hour, "nobody left the page");
});

test("the next item, pressed by two hosts, is turned once and shown on all", async () => {
  const { fatima, corinne, amara } = pages;
  const now = () => amara.locator("#hour-agenda li[aria-current] .row-main").textContent();
  assert.match(await now(), /Case/);
  // Both are under way before either arrives: pressed from the same sight of the hour.
  let [pressed, bothPressed] = [0, null];
  const both = new Promise((done) => (bothPressed = done));
  const hold = async (route) => {
    if (route.request().method() === "POST" && ++pressed === 2) bothPressed();
    if (route.request().method() === "POST") await both;
    await route.continue();
  };
  await Promise.all([fatima, corinne].map((p) => p.route("**/hour/**", hold)));
  await Promise.all([fatima, corinne].map((p) => p.locator("#h-agenda-next").click()));
  await both;
  inTime(await everywhere("#hour-agenda li[aria-current]", "Recommendations"), "the next item");
  await Promise.all([fatima, corinne].map((p) => p.unroute("**/hour/**", hold)));
  await amara.waitForTimeout(400);
  assert.match(await now(), /Recommendations/);
});

test("a poll is voted on the phone and counted on the facilitator's screen; a vote changed is one vote", async () => {
  const { fatima, amara } = pages;
  const row = (page, text) => page.locator("#hour-polls .hour-choice", { hasText: text }).first();
  const count = async (text) => Number(await row(fatima, text).locator(".num").textContent());
  const before = (await count("Only if asked")) + (await count("I would rather prepare the parent")) + (await count(/^Yes/));
  await row(amara, "Only if asked").getByRole("button").click();
  await row(amara, "Only if asked").getByText("your choice").waitFor();
  await row(amara, "I would rather prepare").getByRole("button").click();
  await row(amara, "I would rather prepare").getByText("your choice").waitFor();
  await fatima.waitForTimeout(600);
  const after = (await count("Only if asked")) + (await count("I would rather prepare the parent")) + (await count(/^Yes/));
  assert.equal(after, before, "Amara had voted before, and has one vote still");
});

test("notes that two write at once are merged, and what is being typed is not taken away", async () => {
  const { fatima, amara } = pages;
  const field = (page) => page.locator("#f-notes");
  const start = await field(amara).inputValue();
  await field(amara).fill(`${start}\nfrom the phone`);
  await field(fatima).fill(`First line of Fatima\n${start}`);
  await fatima.getByRole("button", { name: "Save the notes" }).click();
  await amara.locator("#hour-notes-by", { hasText: "Fatima" }).waitFor();
  assert.match(await field(amara).inputValue(), /from the phone$/, "her words still stand there");
  await amara.getByRole("button", { name: "Save the notes" }).click();
  await fatima.waitForFunction(() => /from the phone$/.test(document.querySelector("#f-notes").value));
  assert.match(await field(fatima).inputValue(), /^First line of Fatima/);
  assert.match(await field(amara).inputValue(), /^First line of Fatima/);
});

test("a reload, and a coordinator who takes over, change nothing of where the hour stands", async () => {
  const { corinne, amara } = pages;
  await corinne.getByRole("button", { name: "Take over" }).click();
  await everywhere("#hour-bar", "Run by Corinne Baptiste");
  await amara.reload();
  assert.match(await amara.locator("#hour-bar").textContent(), /Recommendations/);
  assert.match(await amara.locator("#hour-bar").textContent(), /Run by Corinne Baptiste/);
});

test("on a phone nothing is wider than the screen, and the chat is one tap away", async () => {
  const { amara } = pages;
  const wide = await amara.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${wide} px too wide`);
  await amara.getByRole("navigation", { name: "Parts of this page" }).getByRole("link", { name: "Chat" }).click();
  await amara.locator("#composer").waitFor();
  assert.ok(await amara.locator("#hour-chat-at").evaluate((e) => e.getBoundingClientRect().top < window.innerHeight), "it is in sight");
});
