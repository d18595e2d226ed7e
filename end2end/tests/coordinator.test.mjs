// A coordinator's first day: from a hub to a cohort with people, a series, its attendance, and one session called off.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { startBrowser, startKith, visitor } from "../support/kith.mjs";
import { button, open, press, said } from "../support/steps.mjs";
import { axeFaults } from "../support/look.mjs";

const DATA = resolve(import.meta.dirname, "../../domain/golden/data");
const PEOPLE = join(DATA, "people.csv");
const LOOK = "Look at it first";
const ZOOM = join(DATA, "zoom_participants.csv");

let kith, browser, page, cohort;
before(async () => {
  kith = await startKith();
  browser = await startBrowser();
  page = await visitor(kith, browser, { who: "corinne" });
});
after(async () => {
  await browser?.close();
  await kith?.stop();
});

test("from a hub to a program to a cohort, each form leading to the next", async () => {
  await open(page, "/manage");
  await press(page, page.getByRole("link", { name: "New hub" }));
  await page.getByLabel("Name").fill("Northern Hub");
  await press(page, button(page, "Open the hub"));
  assert.match(await said(page), /The hub is open\. Now its first program\./);
  await page.getByLabel("Hub").selectOption({ label: "Northern Hub" });
  await page.getByLabel("Name").fill("Serious Illness ECHO");
  await page.getByLabel("Short code").fill("SI");
  await page.getByLabel("What it is about").fill("For those who care for people with serious illness.");
  await press(page, button(page, "Open the program"));
  assert.match(await said(page), /The program is open, and you coordinate it/);
  await page.getByLabel("Name").fill("Winter 2020");
  await page.getByLabel("First day").fill("2020-06-30");
  await page.getByLabel("Last day").fill("2020-01-01");
  assert.equal((await press(page, button(page, "Open the cohort"))).status(), 422);
  assert.match(await page.locator(".fault-summary").innerText(), /Last day: The last day lies before the first/);
  assert.equal(await page.getByLabel("Name").inputValue(), "Winter 2020");
  await page.getByLabel("First day").fill("2020-01-01");
  await page.getByLabel("Last day").fill("2020-06-30");
  await press(page, button(page, "Open the cohort"));
  assert.match(await said(page), /The cohort is open\. Import people and set the schedule\./);
  cohort = new URL(page.url()).pathname.replace(/\/manage$/, "");
});

test("a list of people is first looked at, with each bad row named, and nothing is written", async () => {
  await press(page, page.getByRole("link", { name: "Import people" }));
  await page.locator("input[type=file]").setInputFiles(PEOPLE);
  await press(page, button(page, "Look at it first"));
  const report = await said(page);
  assert.match(report, /Nothing is written yet/);
  assert.match(report, /not-an-address/);
  assert.match(report, /AMARA\.OKAFOR@EXAMPLE\.ORG/);
  assert.equal(await page.locator("table").first().locator("tbody tr").count(), 2);
  const people = await page.context().request.get(`${cohort}/people`);
  assert.doesNotMatch(await people.text(), /Zofia Nowak/);
});

test("then the good rows are taken without choosing the file again: places first, the rest waits", async () => {
  const rows = readFileSync(PEOPLE, "utf8").trim().split("\n").length - 1;
  await press(page, page.getByRole("button", { name: `the ${rows - 2} good rows` }));
  assert.match(await said(page), /Written\. Got a place: 26\. Wait: 3\./);
  await open(page, `${cohort}/manage`);
  assert.match(await said(page), /26 of 26 places taken, 3 waiting/);
  assert.match(await said(page), /waiting, place 1/);
  await open(page, `${cohort}/people/import`);
  await page.locator("input[type=file]").setInputFiles(PEOPLE);
  await press(page, button(page, "Look at it first"));
  assert.match(await said(page), /Would get a place: 0\. Would wait: 0\. There already: 29\./, "the same list again adds nobody");
});

test("a series is laid in one act: the last Thursday of six months, at eight whatever the clocks do", async () => {
  await open(page, `${cohort}/sessions`);
  assert.match(await said(page), /No session is planned yet/);
  await press(page, page.getByRole("link", { name: "Set the schedule" }));
  await page.getByLabel("Every month on a weekday").check();
  await page.getByLabel("Which one of the month").selectOption({ label: "last" });
  await page.getByLabel("Day", { exact: true }).selectOption({ label: "Thursday" });
  await page.getByLabel("How many sessions").fill("6");
  await page.getByLabel("Local time").fill("08:00");
  await press(page, button(page, "Show the dates"));
  const dates = await page.locator("[role=status] time").allInnerTexts();
  assert.deepEqual(dates.map((d) => /^\w+ (\d+ \w+)/.exec(d)?.[1]), ["30 Jan", "27 Feb", "26 Mar", "30 Apr", "28 May", "25 Jun"]);
  assert.ok(dates.every((d) => d.includes("08:00")), dates.join("; "));
  await press(page, button(page, "Add them"));
  assert.match(await said(page), /The sessions are in the calendar\./);
  assert.equal(await page.locator(".session-card").count(), 6);
});

test("a session gets its topic, its didactic and its agenda; a stale form is told so and keeps what was typed", async () => {
  await press(page, page.getByRole("link", { name: "Session 1", exact: true }));
  const session = new URL(page.url()).pathname;
  await press(page, page.getByRole("link", { name: "Change this session" }));
  const stale = await page.context().newPage();
  await open(stale, `${session}/edit`);
  await page.getByLabel("Topic").first().fill("Beginning well");
  await page.getByLabel("Title of the didactic").fill("What serious illness asks of us");
  await page.getByLabel("Learning objectives").fill("Name four kinds of pain\nAsk one open question");
  await press(page, button(page, "Save"));
  assert.equal(await page.locator("h1").innerText(), "Beginning well");
  assert.match(await said(page), /Name four kinds of pain/);
  await stale.getByLabel("Topic").first().fill("Another topic");
  const late = await press(stale, button(stale, "Save"));
  assert.ok([409, 422].includes(late.status()), `a stale form answers ${late.status()}`);
  await stale.close();
  await open(page, `${session}/edit`);
  const plan = [["Introductions", "", "10"], ["Didactic", "What serious illness asks of us", "20"], ["Case", "", "30"], ["(no line)", "", ""], ["(no line)", "", ""]];
  for (const [n, [kind, topic, minutes]] of plan.entries()) {
    await page.locator(`[name=kind-${n}]`).selectOption({ label: kind });
    await page.locator(`[name=title-${n}]`).fill(topic);
    await page.locator(`[name=minutes-${n}]`).fill(minutes);
  }
  await press(page, button(page, "Save the agenda"));
  const agenda = await page.locator(".agenda li").allInnerTexts();
  assert.deepEqual(agenda.map((line) => line.replace(/\s+/g, " ").trim()), ["0:00 Introductions 10 min", "0:10 Didactic: What serious illness asks of us 20 min", "0:30 Case 30 min"]);
});

test("a Zoom file becomes attendance; doubtful names are asked once and remembered", async () => {
  await press(page, page.getByRole("link", { name: "Attendance" }));
  await page.locator("input[type=file]").setInputFiles(ZOOM);
  await press(page, button(page, LOOK));
  assert.match(await said(page), /doubtful/);
  assert.equal(await page.locator("section ul.cards > li").count(), 0, "nothing is written yet");
  await press(page, button(page, "Read it in"));
  assert.match(await said(page), /doubtful/);
  const doubtful = page.locator("section ul.cards > li");
  const names = (await doubtful.locator("strong").allInnerTexts()).sort();
  assert.deepEqual(names, ["16045550123", "MC", "Rosa's iPad"]);
  const of = (name) => page.locator("section ul.cards > li", { hasText: name });
  await of("MC").locator("select").selectOption({ label: "Marie-Claire O'Brien" });
  await press(page, of("MC").getByRole("button"));
  await of("Rosa's iPad").locator("select").selectOption({ label: "Rosa Delgado" });
  await press(page, of("Rosa's iPad").getByRole("button"));
  await of("16045550123").locator("select").selectOption({ label: "Nobody of this cohort" });
  await press(page, of("16045550123").getByRole("button"));
  assert.equal(await doubtful.count(), 0);
  const row = async (name) => (await page.locator("tbody tr", { hasText: name }).innerText()).replace(/\s+/g, " ");
  assert.match(await row("Chen Li-Hua"), /present 5[5-7] min .*file/, "two stays that overlap count once");
  assert.match(await row("Rosa Delgado"), /present 52/);
  assert.match(await row("Éloïse Tremblay"), /not (present|known)/);
  await page.locator("input[type=file]").setInputFiles(ZOOM);
  await press(page, button(page, LOOK));
  await press(page, button(page, "Read it in"));
  assert.equal(await doubtful.count(), 0, "the second time it knows");
});

test("a session that lies behind is called off and put back, and nobody gets a letter", async () => {
  await open(page, `${cohort}/sessions`);
  await press(page, page.getByRole("link", { name: "Session 2", exact: true }));
  await press(page, page.getByRole("link", { name: "Call it off" }));
  assert.match(await said(page), /It lies behind: nobody gets a letter/);
  await page.getByLabel("Reason").fill("The speaker is ill.");
  assert.deepEqual(await axeFaults(page), []);
  await press(page, button(page, "Call it off"));
  assert.match(await said(page), /Called off\.[\s\S]*This session is called off\. The speaker is ill\./);
  assert.doesNotMatch(await said(page), /The letters leave/);
  await press(page, button(page, "Put it back"));
  assert.match(await said(page), /The session takes place\./);
  assert.deepEqual(await axeFaults(page), []);
});

test("the same in French: another cohort, its schedule, a session called off", async () => {
  const french = await visitor(kith, browser, { who: "corinne", french: true, width: 360, height: 740 });
  await open(french, "/manage");
  await press(french, french.getByRole("link", { name: "Nouvelle cohorte" }).first());
  await french.getByLabel("Nom", { exact: true }).fill("Cohorte d’été");
  await french.getByLabel("Premier jour").fill("2027-01-01");
  await french.getByLabel("Dernier jour").fill("2027-06-30");
  await press(french, button(french, "Ouvrir la cohorte"));
  assert.match(await said(french), /La cohorte est ouverte\. Importez les gens et fixez le calendrier\./);
  await press(french, french.getByRole("link", { name: "Fixer le calendrier" }));
  await press(french, button(french, "Montrer les dates"));
  assert.match(await french.locator("[role=status] time").first().innerText(), /jeu.*28 janv/);
  await press(french, button(french, "Les ajouter"));
  assert.equal(await french.locator(".session-card").count(), 6);
  await press(french, french.getByRole("link", { name: "Séance 1", exact: true }));
  await press(french, french.locator("a[href$='/call-off']"));
  assert.match(await said(french), /lettre 10 minutes après l’annulation|aucune lettre ne part/);
  await press(french, french.locator("form[action$='/call-off'] button"));
  assert.match(await said(french), /Cette séance est annulée\.[\s\S]*Les lettres partent/);
  assert.deepEqual(await axeFaults(french), []);
  await french.context().close();
});
