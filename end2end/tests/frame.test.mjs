// The frame at widths between the telephone and the desk, which is also what a desk shows at 200 %.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startBrowser, startKith, visitor } from "../support/kith.mjs";
import { button, cohortOf, open, until } from "../support/steps.mjs";
import { live } from "../support/room.mjs";

let kith, browser;
before(async () => {
  kith = await startKith();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await kith?.stop();
});

/** What stands in the head: its words and its box. */
const head = (page) =>
  page.$$eval(".top a, .top button, .top input[type=search]", (all) =>
    all.map((e) => {
      const { left, right, top, bottom } = e.getBoundingClientRect();
      return { text: e.textContent || e.name, left, right, top, bottom };
    }));

test("nothing of the head covers another, and the way to one's profile can be seen", async () => {
  for (const who of ["benoit", "amara"]) {
    const page = await visitor(kith, browser, { who });
    for (const width of [360, 480, 620, 640, 680, 720, 800, 860, 900, 960, 1024, 1280]) {
      await page.setViewportSize({ width, height: 740 });
      await open(page, "/");
      const all = await head(page);
      const person = await page.locator(".top .person").boundingBox();
      assert.ok(person.width >= 40, `${who} at ${width}: ${person.width} px`);
      for (const [n, a] of all.entries())
        for (const b of all.slice(n + 1)) {
          const apart = a.right <= b.left + 0.5 || b.right <= a.left + 0.5 || a.bottom <= b.top + 0.5 || b.bottom <= a.top + 0.5;
          assert.ok(apart, `${who} at ${width}: “${a.text}” and “${b.text}”`);
        }
      assert.ok(all.every((e) => e.left >= 0 && e.right <= width), `${who} at ${width}: inside the page`);
    }
    await page.context().close();
  }
});

test("on a telephone the chat's field stands above the bar, and the newest message above the field", async () => {
  let slug;
  for (const scripts of [true, false]) {
    const page = await visitor(kith, browser, { who: "amara", scripts });
    slug ??= await cohortOf(page);
    await page.setViewportSize({ width: 360, height: 740 });
    await open(page, `/cohorts/${slug}/chat`);
    if (scripts) await live(page);
    const top = async (what) => (await page.locator(what).boundingBox()).y;
    const field = await page.locator("#composer textarea").boundingBox();
    const send = await page.locator("#composer button").boundingBox();
    const bar = await top("nav.bar");
    assert.ok(field.y > 0 && field.y + field.height <= bar && send.y + send.height <= bar, `the field ends at ${field.y + field.height}, the bar begins at ${bar}`);
    // Where something is new the room begins there; who says something is at its end.
    if (scripts) {
      await page.getByText("New since you were here").waitFor();
      await page.locator("#composer textarea").fill("I am on the telephone");
      await button(page, "Send").click();
      await page.locator("#chat-log li.is-mine:not(.is-pending)", { hasText: "on the telephone" }).waitFor();
    }
    const last = page.locator("#chat-log li.message").last();
    const sees = async () => {
      const box = await last.boundingBox();
      return box.y > 0 && box.y + box.height <= (await top("#composer")) + 1;
    };
    await until(sees, `the newest message is in sight (scripts ${scripts})`, 5_000);
    await page.context().close();
  }
});
