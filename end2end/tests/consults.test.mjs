// The consult line: a call from the request to the two sentences, without scripts; and a page that hears a call ring by itself.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startBrowser, startKith, visitor } from "../support/kith.mjs";
import { axeFaults, listen, overflow } from "../support/look.mjs";
import { button, open, press, said, until } from "../support/steps.mjs";

let kith, browser, corinne;
before(async () => {
  kith = await startKith();
  browser = await startBrowser();
  corinne = await visitor(kith, browser, { who: "corinne", scripts: false });
});
after(async () => {
  await browser?.close();
  await kith?.stop();
});

/** A pathway that these people answer; while nobody is on shift, all of them are rung at once. */
async function pathway(name, crew = ["odile.marchand"], ring = "45") {
  await open(corinne, "/manage");
  await press(corinne, corinne.getByRole("link", { name: "Pathways" }).first());
  await corinne.getByLabel("Name in English").fill(name);
  await corinne.getByLabel("Telephone", { exact: true }).fill("1-844-555-0177");
  await corinne.getByLabel("Seconds of one ring").fill(ring);
  await press(corinne, button(corinne, "Make it"));
  assert.match(await said(corinne), /The pathway was made/);
  for (const one of crew) {
    await corinne.locator("#f-email-person").fill(`${one}@example.org`);
    await press(corinne, button(corinne, "Put them on"));
    assert.match(await said(corinne), new RegExp(one.replace(".", " "), "i"));
  }
}

async function ask(page, name) {
  await open(page, "/consult");
  await press(page, page.getByRole("link", { name: `Call ${name}` }));
  await press(page, button(page, "Ring for me"));
}

test("a call goes from the request to the two sentences, without scripts", async () => {
  await pathway("Night line");
  const amara = await visitor(kith, browser, { who: "amara", scripts: false, width: 360 });
  const odile = await visitor(kith, browser, { who: "odile", scripts: false, width: 360 });
  await ask(amara, "Night line");
  assert.match(await said(amara), /We ring the one on shift/);
  assert.match(await said(amara), /this log is not the chart/);
  const address = new URL(amara.url()).pathname;
  assert.equal(await amara.locator("meta[http-equiv=refresh]").count(), 0, "what is being typed there is not loaded away");
  // Asked twice, it is one call, and nobody is rung a second time.
  await ask(amara, "Night line");
  assert.match(await said(amara), /You have asked already: this call is not over/);
  assert.equal(new URL(amara.url()).pathname, address);
  await open(amara, "/");
  await press(amara, amara.locator("main").getByRole("link", { name: "Your call is on" }));
  assert.equal(new URL(amara.url()).pathname, address);
  await press(amara, amara.getByRole("link", { name: "Look again" }));
  await open(odile, "/");
  await press(odile, odile.locator("main").getByRole("link", { name: "A call rings for you" }));
  await open(odile, "/oncall");
  assert.equal(await odile.locator("meta[http-equiv=refresh]").count(), 1, "a page that rings looks again by itself");
  assert.match(await said(odile), /Night line[\s\S]*Northern Health/);
  assert.doesNotMatch(await odile.locator("#rings").innerText(), /Amara|Vanderhoof/, "nobody learns who calls before they answer");
  await press(odile, odile.locator("#rings").getByRole("button", { name: "Answer the call on Night line" }));
  assert.match(await said(odile), /You talk with Amara Okafor/);
  await open(amara, address);
  assert.match(await said(amara), /You talk with Odile Marchand/);
  assert.equal(await amara.getByRole("link", { name: "1-844-555-0177" }).getAttribute("href"), "tel:18445550177");
  // What must go is refused with the words still there; what may tell is asked about once.
  await odile.locator("#f-text-text").fill("PHN 9698 658 215");
  assert.equal((await press(odile, button(odile, "Send"))).status(), 422);
  assert.equal(await odile.locator("#f-text-text").inputValue(), "PHN 9698 658 215");
  await odile.locator("#f-text-text").fill("The guideline is of May 14");
  assert.equal((await press(odile, button(odile, "Send"))).status(), 422);
  await odile.getByLabel("I have looked").check();
  await press(odile, button(odile, "Send"));
  assert.match(await said(odile), /The guideline is of May 14/);
  // Twenty seconds: three choices.
  await odile.getByLabel("Clinical support together").check();
  await odile.getByLabel("What it was about").selectOption("pain");
  await odile.getByLabel("Managed where they are").check();
  await press(odile, button(odile, "Close the call"));
  assert.match(await said(odile), /The call is closed/);
  assert.doesNotMatch(await said(odile), /The guideline is of May 14/, "who answered does not read on after closing");
  assert.match(await said(odile), /for you it ended when you closed the call/);
  assert.match(await odile.locator("details:has(form[action$='/reflection'])").innerText(), /For yourself: this call earns no credit/);
  // Five taps at most: four choices and a button.
  await open(amara, address);
  const out = amara.locator("form[action$='/close-out']");
  for (const name of ["plan", "referral", "travel", "value"]) await out.locator(`input[name=${name}]`).first().check();
  await press(amara, out.getByRole("button"));
  assert.match(await said(amara), /Closed on your side/);
  await amara.getByLabel("What I learned").fill("To ask about fear first");
  await amara.getByLabel("What I will do").fill("Ask it at the next visit");
  await press(amara, amara.locator("form[action$='/reflection']").getByRole("button"));
  assert.match(await amara.locator("#left").innerText(), /You wrote what you learned and what you will do/);
  // Somebody else's call is not there.
  const benoit = await visitor(kith, browser, { who: "benoit", scripts: false });
  assert.equal((await benoit.goto(address)).status(), 404);
  await amara.context().close();
  await odile.context().close();
  await benoit.context().close();
});

test("an open page hears a call ring, and the caller hears “soon, not now”, without a key pressed", async () => {
  await pathway("Day line");
  const odile = await visitor(kith, browser, { who: "odile" });
  const heard = listen(odile);
  await open(odile, "/oncall");
  await odile.getByRole("button", { name: "Turn the sound on" }).click();
  await odile.getByRole("button", { name: "Turn the sound off" }).waitFor();
  const amara = await visitor(kith, browser, { who: "amara" });
  await ask(amara, "Day line");
  const began = Date.now();
  await odile.locator("#rings [data-ring]").waitFor({ timeout: 10_000 });
  console.log(`  the ring stands on the page after ${Date.now() - began} ms`);
  assert.match(await odile.title(), /^\(1\) /);
  assert.deepEqual(await axeFaults(odile), []);
  assert.equal(await overflow(odile, 360), null);
  await odile.locator("#rings").getByRole("button", { name: "5 min", exact: true }).click();
  await odile.waitForURL(/done=call-soon/);
  await amara.locator("#call", { hasText: "Odile Marchand comes soon" }).waitFor({ timeout: 10_000 });
  await odile.locator("#rings").getByRole("button", { name: "Call now" }).click();
  await odile.waitForURL(/\/consult\//);
  await amara.locator("#call", { hasText: "You talk with Odile Marchand" }).waitFor({ timeout: 10_000 });
  await amara.getByRole("button", { name: "The call is over" }).click();
  await odile.locator("form[action$='/reflection']").waitFor({ timeout: 10_000 });
  assert.deepEqual(heard, []);
  await amara.context().close();
  await odile.context().close();
});

test("a page that answers a refused form still hears what rings and what changes", async () => {
  await pathway("Typing line");
  const odile = await visitor(kith, browser, { who: "odile" }), amara = await visitor(kith, browser, { who: "amara" });
  await open(odile, "/oncall");
  const note = odile.locator("form[action$='/notes']").first();
  await note.locator("textarea").fill("DOB 1950-03-12");
  assert.equal((await press(odile, note.getByRole("button"))).status(), 422);
  assert.equal(new URL(odile.url()).pathname, "/oncall", "what is loaded again is the page, not the form's address");
  await ask(amara, "Typing line");
  await amara.locator("#f-text-text").fill("a".repeat(2100));
  assert.equal((await press(amara, button(amara, "Send"))).status(), 422);
  await odile.locator("#rings").getByRole("button", { name: "Answer the call on Typing line" }).click({ timeout: 10_000 });
  await amara.locator("#call", { hasText: "You talk with Odile Marchand" }).waitFor({ timeout: 10_000 });
  assert.equal((await amara.locator("#f-text-text").inputValue()).length, 2100, "nothing that was typed is loaded away");
  await amara.context().close();
  await odile.context().close();
});

test("the roster marks the night that nobody took, and a coordinator fills it", async () => {
  await open(corinne, "/consult");
  await press(corinne, corinne.getByRole("link", { name: "Roster · Palliative advice line" }));
  assert.match(await said(corinne), /Nobody is on shift in this time/);
  assert.equal(await corinne.getByRole("columnheader", { name: "Change" }).count(), 1, "whoever runs it may change what stands there");
  // The form begins where the gap is.
  await corinne.getByLabel("Who", { exact: true }).selectOption({ label: "Odile Marchand" });
  const answer = await press(corinne, button(corinne, "Put it there"));
  if (answer.status() === 422) {
    assert.match(await said(corinne), /answers at this time already/);
    await corinne.getByLabel("Who", { exact: true }).selectOption({ label: "Fatima Rahman" });
    await press(corinne, button(corinne, "Put it there"));
  }
  assert.match(await said(corinne), /The shift is on the roster/);
  assert.doesNotMatch(await said(corinne), /Nobody is on shift in this time/);
});

test("killed in the middle of ringing, the server goes on with the next when it is back", async () => {
  await pathway("Storm line", ["odile.marchand", "fatima.rahman"], "25");
  await press(corinne, corinne.getByRole("link", { name: "Roster" }).first());
  // On shift from yesterday to tomorrow by the clock of British Columbia, beside what she does on the other line: as backup nobody minds.
  const day = (shift) => new Intl.DateTimeFormat("en-CA", { timeZone: "America/Vancouver", dateStyle: "short" }).format(Date.now() + shift * 864e5);
  const shift = async (who, backup) => {
    await corinne.getByLabel("Who", { exact: true }).selectOption({ label: who });
    for (const [id, value] of [["from_date", day(0)], ["from_time", "00:00"], ["to_date", day(1)], ["to_time", "23:59"]]) await corinne.locator(`#f-${id}`).fill(value);
    if (backup) await corinne.getByLabel("As backup").check();
    return press(corinne, button(corinne, "Put it there"));
  };
  assert.equal((await shift("Fatima Rahman", true)).status(), 200);
  const amara = await visitor(kith, browser, { who: "amara", scripts: false });
  await ask(amara, "Storm line");
  const address = new URL(amara.url()).pathname;
  await kith.kill("SIGKILL");
  await kith.start();
  // Fatima was rung first, then both: nobody had to look at a page for it.
  await until(async () => {
    await open(amara, address);
    return /Nobody came yet; the next are being rung/.test(await said(amara));
  }, "the next are rung", 60_000);
  await amara.getByText("Who was rung").click();
  assert.match(await said(amara), /Ring 1 · Fatima Rahman did not answer[\s\S]*Ring 2 · Odile Marchand rings/);
  const mails = () => readdirSync(join(kith.folder, "data/mail")).map((name) => readFileSync(join(kith.folder, "data/mail", name), "utf8"));
  await until(() => mails().some((m) => /^To: "?Odile Marchand/m.test(m) && /sonne/.test(m)), "a letter to Odile that it rings");
  const odile = await visitor(kith, browser, { who: "odile", scripts: false });
  await open(odile, "/oncall");
  await press(odile, odile.getByRole("button", { name: "Answer the call on Storm line" }));
  assert.match(await said(odile), /You talk with Amara Okafor/);
  await amara.context().close();
  await odile.context().close();
});
