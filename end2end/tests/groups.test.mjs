// A small group from the plan to the paper: handed in, paid in a batch, looked back on its day, certified at receipt, checked by anybody. From the
// phone, without scripts. The demo's first session lies seventy days back, so its questionnaire is open; that of the second is still to come.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startBrowser, startKith, visitor } from "../support/kith.mjs";
import { overflow } from "../support/look.mjs";
import { button, cohortOf, open, press, said, until } from "../support/steps.mjs";

let kith, browser, nadia, corinne, slug, sessions;
before(async () => {
  kith = await startKith();
  browser = await startBrowser();
  nadia = await visitor(kith, browser, { who: "nadia", scripts: false, width: 360, height: 740 });
  corinne = await visitor(kith, browser, { who: "corinne", scripts: false });
  slug = await cohortOf(nadia);
  await open(nadia, `/cohorts/${slug}/group`);
  const hrefs = await nadia.$$eval("main a[href*='/group/']", (all) => all.map((a) => a.getAttribute("href").split("/")[4]));
  sessions = [...new Set(hrefs.filter((id) => /^[0-9a-f-]{36}$/.test(id)))];
  assert.equal(sessions.length, 3, "three sessions, each with something to open");
});
after(async () => {
  await browser?.close();
  await kith?.stop();
});

/** Nothing sticks out of a narrow window. axe needs scripts and looks at the same pages in every-page.test.mjs. */
const neat = async (page) => assert.equal(await overflow(page, 360), null);

test("a plan is handed in from the phone, and paid with the others in a batch", async () => {
  await open(nadia, `/cohorts/${slug}/group`);
  await open(nadia, `/cohorts/${slug}/group/${sessions[1]}/plan`);
  await nadia.locator("#f-aim").fill("Nine of ten charts say what matters to the person.");
  await nadia.locator("#f-measure").fill("");
  assert.equal((await press(nadia, button(nadia, "Hand in the plan"))).status(), 422, "a thin plan is not handed in");
  assert.match(await nadia.locator("#f-aim").inputValue(), /Nine of ten/, "what was typed stays");
  await nadia.locator("#f-measure").fill("Ten charts a month.");
  await nadia.locator("#f-test").fill("Two of us, two weeks, on Tuesdays.");
  await nadia.locator("#f-commitments").fill("Ask at the next ten visits\nWrite it at the top of the chart");
  await nadia.locator("input[name=activities]").first().check();
  await press(nadia, button(nadia, "Hand in the plan"));
  assert.match(await said(nadia), /Your plan is handed in/);
  await open(nadia, `/cohorts/${slug}/group`);
  assert.match(await said(nadia), /Pay Eligible/);
  await open(corinne, `/cohorts/${slug}/payments`);
  assert.match(await said(corinne), /May be paid now[\s\S]*Nadia Fortin/);
  await press(corinne, button(corinne, "Put all of them into a batch"));
  await press(corinne, button(corinne, "Hand to finance"));
  assert.match(await said(corinne), /The batch is with finance/);
  const paula = await visitor(kith, browser, { who: "paula", scripts: false });
  await open(paula, `/cohorts/${slug}/payments`);
  assert.match(await said(paula), /Nadia Fortin/);
  await open(paula, `/cohorts/${slug}/group`, 403);
  await press(corinne, button(corinne, "The money went"));
  assert.match(await said(corinne), /The payments are booked/);
  await open(nadia, `/cohorts/${slug}/group`);
  assert.equal(((await said(nadia)).match(/Pay Paid/g) ?? []).length, 2, "the first session and the second");
  await paula.context().close();
});

test("a plan that was changed in another tab can be sent again, with what was typed", async () => {
  const one = await visitor(kith, browser, { who: "nadia" }), address = `/cohorts/${slug}/group/${sessions[2]}/plan`;
  await open(one, address);
  const two = await one.context().newPage();
  await open(two, address);
  const keep = (page) => page.locator("form:has(#f-aim) button[value=save]");
  await one.locator("#f-aim").fill("From the first tab");
  await press(one, keep(one));
  await two.locator("#f-aim").fill("From the second tab");
  assert.equal((await press(two, keep(two))).status(), 409);
  await press(two, two.locator(`main a[href='${address}']`).first());
  assert.equal(await two.locator("#f-aim").inputValue(), "From the second tab");
  assert.ok((await press(two, keep(two))).status() < 400, "they were told, and their words are the next version");
  await open(one, address);
  assert.equal(await one.locator("#f-aim").inputValue(), "From the second tab");
  await one.context().close();
});

test("a plan that was lost in the line is asked about when another tab was first", async () => {
  const one = await visitor(kith, browser, { who: "nadia" }), address = `/cohorts/${slug}/group/${sessions[2]}/plan`;
  await open(one, address);
  const keep = (page) => page.locator("form:has(#f-aim) button[value=save]");
  // The line is up when it is looked at, and down when the form goes.
  await one.route(`**${address}`, (way) => (way.request().method() === "POST" ? way.abort() : way.continue()));
  await one.locator("#f-aim").fill("Lost in the line");
  await keep(one).click();
  await one.waitForEvent("framenavigated");
  await one.unroute(`**${address}`);
  // Another browser of theirs: this one's draft is not touched by it.
  const other = await visitor(kith, browser, { who: "nadia" });
  await open(other, address);
  await other.locator("#f-aim").fill("From another device");
  assert.ok((await press(other, keep(other))).status() < 400);
  await open(one, address);
  assert.equal(await one.locator("#f-aim").inputValue(), "Lost in the line");
  assert.equal((await press(one, keep(one))).status(), 409, "nobody told them yet");
  await press(one, one.locator(`main a[href='${address}']`).first());
  assert.equal(await one.locator("#f-aim").inputValue(), "Lost in the line");
  assert.ok((await press(one, keep(one))).status() < 400);
  await other.context().close();
  await one.context().close();
});

test("a visit is booked about a plan, which is named with its session", async () => {
  await open(corinne, `/cohorts/${slug}/visits`);
  assert.match((await corinne.locator("#f-plan option").allInnerTexts()).join("\n"), /Nadia Fortin · Session \d/);
});

test("a questionnaire before its day is not taken, and says which day that is", async () => {
  const address = `/cohorts/${slug}/group/${sessions[1]}/questionnaire`;
  await open(nadia, address);
  assert.match(await said(nadia), /This questionnaire opens on .* two months after the session/);
  assert.equal(await nadia.locator("form[action$='/questionnaire']").count(), 0);
  const forced = await nadia.request.post(address, { form: { changed: "Already" }, headers: { origin: kith.origin, "sec-fetch-site": "same-origin" } });
  assert.equal(forced.status(), 409);
  assert.match(await forced.text(), /not open yet/);
});

test("on its day it is taken, the certificate is there at once, and anybody can check it", async () => {
  await open(nadia, `/cohorts/${slug}/group`);
  await press(nadia, nadia.getByRole("link", { name: "Answer the questionnaire" }).first());
  assert.match(await said(nadia), /You planned: /);
  await neat(nadia);
  await nadia.locator("input[name='kept-0']").first().check();
  await nadia.locator("input[name='kept-1']").nth(1).check();
  await nadia.locator("#f-changed").fill("The question has its place, and the team asks it, too.");
  await press(nadia, button(nadia, "Send my answers"));
  assert.match(await said(nadia), /Your questionnaire has come/);
  await open(nadia, `/cohorts/${slug}/group`);
  await neat(nadia);
  assert.match(await said(nadia), /Certificate Issued/);
  await press(nadia, nadia.getByRole("link", { name: "Open the paper" }).first());
  const paper = new URL(nadia.url()).pathname;
  const serial = paper.split("/").at(-1);
  const words = await said(nadia);
  assert.match(words, /Certificat de participation/, "in the language that she reads");
  assert.match(words, /Nadia Fortin[\s\S]*Mainpro\+[\s\S]*CFPC/);
  await neat(nadia);
  const file = await nadia.request.get(`${paper}/paper.pdf`);
  assert.equal(file.status(), 200);
  assert.match((await file.body()).subarray(0, 5).toString(), /^%PDF-/);
  await open(nadia, "/transcript");
  assert.match(await said(nadia), new RegExp(serial));
  await open(nadia, "/left");
  assert.match(await said(nadia), /Issued Certificate of participation/);
  await neat(nadia);
  const anybody = await visitor(kith, browser, { scripts: false, width: 360 });
  await open(anybody, "/check");
  await anybody.locator("#f-serial").fill(serial.toLowerCase());
  await press(anybody, button(anybody, "Check"));
  const known = await said(anybody);
  assert.match(known, /Valid\.[\s\S]*Small Group Learning Sessions/);
  assert.doesNotMatch(known, /Nadia/, "the name only where its holder agreed");
  await anybody.context().close();
  const mails = () => readdirSync(join(kith.folder, "data/mail")).map((name) => readFileSync(join(kith.folder, "data/mail", name), "utf8").replace(/=\r?\n/g, ""));
  await until(() => mails().some((m) => /^To: .*nadia\.fortin@/im.test(m) && m.includes(`/certificates/${serial}`)), "a letter to Nadia with a link to it");
});

test("the record on which papers stand says so and is not edited", async () => {
  await open(corinne, "/manage");
  const desk = await corinne.$$eval("main a[href$='/credits']", (all) => all.map((a) => a.getAttribute("href")));
  for (const href of desk) {
    await open(corinne, href);
    if (/For: small groups/.test(await said(corinne))) break;
  }
  await press(corinne, corinne.locator("main a[href*='/accreditations/']").first());
  assert.match(await said(corinne), /papers stand on this record\. So it stays as it is/);
  assert.equal(await corinne.locator("#f-statement").count(), 0);
  await neat(corinne);
});

test("whoever is not in the group takes a place, and after the last one a turn", async () => {
  const names = ["amara", "benoit", "fatima", "evan"];
  for (const [at, who] of names.entries()) {
    const page = await visitor(kith, browser, { who, scripts: false, width: 360, height: 740 });
    await open(page, "/");
    await press(page, page.getByRole("link", { name: "Small groups to join" }));
    await neat(page);
    const word = at < 3 ? "Take a place" : "Wait for a place";
    await press(page, page.getByRole("button", { name: new RegExp(`^${word}`) }).first());
    assert.match(await said(page), at < 3 ? /You have a place/ : /You are on the waiting list[\s\S]*You wait, as number 1/);
    await page.context().close();
  }
});

test("a place is given back without scripts, and whoever waits has it at once", async () => {
  const amara = await visitor(kith, browser, { who: "amara", scripts: false, width: 360, height: 740 });
  await open(amara, "/groups");
  await press(amara, amara.getByRole("link", { name: /^Give my place back/ }));
  await neat(amara);
  assert.match(await said(amara), /Whoever waits first gets it at once/);
  await press(amara, amara.getByRole("button", { name: "Give it back" }));
  assert.match(await said(amara), /You gave it back\.[\s\S]*All places are taken/);
  const evan = await visitor(kith, browser, { who: "evan", scripts: false, french: true });
  await open(evan, "/groups");
  assert.match(await said(evan), /Vous avez une place/);
  await press(evan, evan.getByRole("link", { name: "Ouvrir le groupe" }));
  await open(evan, `${new URL(evan.url()).pathname}/group`);
  assert.match(await said(evan), /avant que vous ayez une place/, "what was before is not asked of whoever came later");
  await press(evan, evan.getByRole("link", { name: /^Rendre ma place/ }));
  await neat(evan);
});

test("whoever gave a place back finds their plan and their questionnaire, answers the mentor, and no other room", async () => {
  await open(nadia, "/groups");
  await press(nadia, nadia.getByRole("link", { name: /^Give my place back/ }).first());
  await press(nadia, nadia.getByRole("button", { name: "Give it back" }));
  await neat(nadia);
  await press(nadia, nadia.locator(`main a[href='/cohorts/${slug}/group']`).first());
  await neat(nadia);
  assert.match(await said(nadia), /You have no place in this group now/);
  assert.equal(await nadia.locator(`nav a[href='/cohorts/${slug}/forum']`).count(), 0, "no way to a room that is closed");
  await press(nadia, nadia.locator(`main a[href*='/plans/']`).first());
  await nadia.locator("#f-comment").fill("The nurse counts them.");
  await press(nadia, button(nadia, "Say it"));
  assert.match(await said(nadia), /Your answer is there[\s\S]*The nurse counts them/);
  await open(nadia, `/cohorts/${slug}/payments`);
  assert.match(await said(nadia), /Nadia|450|\$/);
  await neat(nadia);
  for (const room of ["", "/sessions", "/forum", "/people", "/manage"]) await open(nadia, `/cohorts/${slug}${room}`, 404);
});
