// Coming in and going out.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startBrowser, startKith, visitor } from "../support/kith.mjs";
import { button, cohortOf, open, press, said } from "../support/steps.mjs";

const PASSWORD = "lantern orchard gravel tide";
let kith, browser;
before(async () => {
  kith = await startKith();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await kith?.stop();
});

test("a mailed link asks for a press, signs in once, and says afterwards that it was used", async () => {
  const page = await visitor(kith, browser);
  await open(page, kith.links.amara);
  assert.match(await page.locator("h1").innerText(), /Welcome back, Amara/);
  await open(page, kith.links.amara);
  await press(page, page.locator("main").getByRole("button", { name: "Sign in" }));
  assert.equal(await page.locator("h1").innerText(), "Hello, Amara");
  kith.states = { amara: await page.context().storageState() };
  const other = await visitor(kith, browser);
  await open(other, kith.links.amara, 410);
  assert.match(await said(other), /works no more/);
  await other.context().close();
  await page.context().close();
});

test("somebody not signed in is led to sign in, and then to where they wanted", async () => {
  const amara = await visitor(kith, browser, { who: "amara" });
  const slug = await cohortOf(amara);
  await open(amara, "/me");
  await amara.getByLabel("New password").fill(PASSWORD);
  await press(amara, amara.locator("form[action='/me/password']").getByRole("button"));
  assert.match(await said(amara), /Your password is changed/);
  const page = await visitor(kith, browser);
  await page.goto(`/cohorts/${slug}/forum`);
  assert.equal(new URL(page.url()).pathname, "/sign-in");
  const form = page.locator("form[action='/sign-in']");
  await form.getByLabel("E-mail address").fill("amara.okafor@example.org");
  await form.getByLabel("Password").fill(PASSWORD);
  await press(page, form.getByRole("button", { name: "Sign in" }));
  assert.equal(new URL(page.url()).pathname, `/cohorts/${slug}/forum`);
  await page.context().close();
  await amara.context().close();
});

test("a wrong password and an unknown address get the same sentence, and the address stays typed", async () => {
  const page = await visitor(kith, browser);
  for (const email of ["amara.okafor@example.org", "nobody@example.org"]) {
    await open(page, "/sign-in");
    const form = page.locator("form[action='/sign-in']");
    await form.getByLabel("E-mail address").fill(email);
    await form.getByLabel("Password").fill("not my password at all");
    const response = await press(page, form.getByRole("button", { name: "Sign in" }));
    assert.equal(response.status(), 422);
    assert.match(await page.locator(".fault-summary").innerText(), /This address and password do not fit together\. You can also ask for a mailed link\./);
    assert.equal(await page.locator("form[action='/sign-in']").getByLabel("E-mail address").inputValue(), email);
    assert.equal(await page.locator("form[action='/sign-in']").getByLabel("Password").inputValue(), "");
  }
  await page.context().close();
});

test("asking for a link tells the same for known and unknown addresses", async () => {
  const page = await visitor(kith, browser);
  for (const email of ["amara.okafor@example.org", "nobody@example.org"]) {
    await open(page, "/sign-in");
    await page.locator("#f-address").fill(email);
    await press(page, button(page, "Mail me a link"));
    assert.match(await said(page), /If this address belongs to somebody here, a letter with a link is on its way/);
  }
  await page.context().close();
});

test("the language button keeps the page, with its query, and the choice stays", async () => {
  const page = await visitor(kith, browser, { who: "amara" });
  await open(page, "/search?q=family");
  await press(page, button(page, "Français"));
  assert.equal(new URL(page.url()).pathname + new URL(page.url()).search, "/search?q=family");
  assert.equal(await page.locator("html").getAttribute("lang"), "fr");
  await open(page, "/me");
  assert.equal(await page.locator("html").getAttribute("lang"), "fr");
  await press(page, button(page, "English"));
  assert.equal(new URL(page.url()).pathname, "/me");
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  await page.context().close();
});

test("signing out ends this device's session, and the page before it does not come back", async () => {
  const page = await visitor(kith, browser, { who: "amara" });
  await open(page, "/me");
  await press(page, button(page, "Sign out"));
  assert.match(await said(page), /You are signed out on this device/);
  await page.goBack();
  await page.goto("/me");
  assert.equal(new URL(page.url()).pathname, "/sign-in");
  await page.context().close();
});
