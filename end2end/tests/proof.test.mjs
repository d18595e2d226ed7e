// What leaves the house: a badge verified by somebody else's library, an audit pack opened by somebody else's unzip, a disclosure by a link
// without an account, and somebody who goes for good. Where a page is judged by axe its scripts are on: without them axe's own would wait for ever.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gunzipSync } from "node:zlib";
import { createRemoteJWKSet, importJWK, jwtVerify } from "jose";
import { startBrowser, startKith, visitor } from "../support/kith.mjs";
import { axeFaults, listen, overflow } from "../support/look.mjs";
import { button, open, press, said, until } from "../support/steps.mjs";

let kith, browser;
before(async () => {
  kith = await startKith();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await kith?.stop();
});

/** Judges the page as it is: accessible, no wider than its window. */
async function fine(page) {
  assert.deepEqual(await axeFaults(page), []);
  assert.equal(await overflow(page, 360), null);
}

/** The first valid paper of who is signed in. */
async function paperOf(page) {
  await open(page, "/transcript");
  return page.locator("table.transcript tr:not(:has(.badge)) a").first().getAttribute("href");
}

const bytesOf = async (page, path) => {
  const response = await page.context().request.get(path);
  assert.equal(response.status(), 200, path);
  return { body: await response.body(), headers: response.headers() };
};

/** What a verifier does: the keys by their well-known address, the claims, the status by its list. */
async function verify(token) {
  const keys = createRemoteJWKSet(new URL("/.well-known/jwks.json", kith.origin));
  const { payload, protectedHeader } = await jwtVerify(token, keys, { algorithms: ["EdDSA"] });
  const status = payload.credentialStatus;
  const list = await (await fetch(status.statusListCredential)).text();
  const { payload: bits } = await jwtVerify(list, keys, { algorithms: ["EdDSA"], issuer: payload.issuer.id });
  const packed = bits.credentialSubject.encodedList;
  assert.equal(packed[0], "u");
  const plain = gunzipSync(Buffer.from(packed.slice(1), "base64url"));
  const n = Number(status.statusListIndex);
  return { payload, protectedHeader, revoked: (plain[n >> 3] & (0x80 >> (n & 7))) !== 0 };
}

test("a badge is verified by jose and says what Open Badges 3.0 asks for", async () => {
  const amara = await visitor(kith, browser, { who: "amara", width: 360 });
  const paper = await paperOf(amara);
  await open(amara, paper);
  await fine(amara);
  assert.equal(await amara.getByRole("link", { name: "Open Badge" }).getAttribute("href"), `${paper}/badge.jwt`);
  const { body, headers } = await bytesOf(amara, `${paper}/badge.jwt`);
  assert.equal(headers["content-type"], "application/vc+jwt");
  const token = body.toString();
  const { payload, protectedHeader, revoked } = await verify(token);
  assert.equal(revoked, false);
  // Open Badges 3.0, section 8.2: the header names the key by an address that leads to the key itself.
  assert.deepEqual(Object.keys(protectedHeader).sort(), ["alg", "kid", "typ"]);
  const bare = await (await fetch(protectedHeader.kid)).json();
  assert.equal(bare.kty, "OKP");
  await jwtVerify(token, await importJWK(bare, "EdDSA"), { issuer: payload.iss });
  // The data model: what must be there, in the shapes in which it must be.
  assert.deepEqual(payload["@context"].slice(0, 1), ["https://www.w3.org/ns/credentials/v2"]);
  assert.match(payload["@context"][1], /^https:\/\/purl\.imsglobal\.org\/spec\/ob\/v3p0\/context-3\.\d+\.\d+\.json$/);
  assert.ok(payload.type.includes("VerifiableCredential") && payload.type.includes("OpenBadgeCredential"));
  for (const address of [payload.id, payload.issuer.id, payload.credentialSubject.achievement.id]) assert.ok(new URL(address));
  assert.equal(payload.jti, payload.id);
  assert.equal(payload.iss, payload.issuer.id);
  assert.match(payload.validFrom, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  assert.equal(payload.nbf, Date.parse(payload.validFrom) / 1000);
  const subject = payload.credentialSubject;
  assert.deepEqual(subject.type, ["AchievementSubject"]);
  assert.ok(subject.identifier.every((one) => one.type === "IdentityObject" && one.identityHash && one.identityType && typeof one.hashed === "boolean"));
  for (const key of ["name", "description"]) assert.ok(subject.achievement[key].length > 0, key);
  assert.ok(subject.achievement.criteria.narrative.includes("Mainpro+"), "the body's exact words");
  assert.deepEqual(subject.achievement.type, ["Achievement"]);
  assert.equal(typeof subject.creditsEarned, "number");
  const issuer = await (await fetch(payload.issuer.id)).json();
  assert.deepEqual([issuer.id, issuer.type, issuer.name], [payload.issuer.id, ["Profile"], payload.issuer.name]);
  // A letter changed on the way is found.
  const [head, claims, signature] = token.split(".");
  const forged = Buffer.from(JSON.stringify({ ...payload, name: "Doctor" })).toString("base64url");
  await assert.rejects(verify(`${head}.${forged}.${signature}`));
  assert.ok(claims);
  // Revoked by the coordinator, it shows in the list, and nowhere else.
  const corinne = await visitor(kith, browser, { who: "corinne", scripts: false });
  await open(corinne, paper);
  await corinne.getByText("Revoke this paper").click();
  await corinne.getByLabel("Reason").fill("The name was misspelled");
  await press(corinne, button(corinne, "Revoke"));
  assert.equal((await verify(token)).revoked, true);
  assert.equal((await amara.context().request.get(`${paper}/badge.jwt`)).status(), 410);
});

/** The record's page, as its coordinator finds it. */
async function recordOf(page) {
  await open(page, "/manage");
  await press(page, page.getByRole("link", { name: "Accreditation and rules" }).first());
  await press(page, page.getByRole("link", { name: "Open", exact: true }).last());
  await press(page, page.getByRole("link", { name: "For accreditor and college" }));
}

test("the audit pack is opened by another unzip, twice the same, and lists what it holds", async () => {
  const corinne = await visitor(kith, browser, { who: "corinne", width: 360 });
  await recordOf(corinne);
  await fine(corinne);
  const at = corinne.url().replace(/\/pack.*/, "");
  await corinne.getByText("Bring a document").click();
  await corinne.getByLabel("What it is").selectOption("needs");
  await corinne.locator("input[type=file]").setInputFiles({ name: "besoins 2026.txt", mimeType: "text/plain", buffer: Buffer.from("Quarante réponses") });
  await press(corinne, button(corinne, "Bring it"));
  assert.match(await said(corinne), /besoins 2026\.txt/);
  const slug = await corinne.locator("select[name=cohort] option[value^='psp-']").first().getAttribute("value");
  const first = (await bytesOf(corinne, `${at}/pack.zip?cohort=${slug}&people=codes`)).body;
  const second = (await bytesOf(corinne, `${at}/pack.zip?cohort=${slug}&people=codes`)).body;
  assert.ok(first.equals(second), "the same content, the same bytes");
  const file = join(kith.folder, "pack.zip");
  writeFileSync(file, first);
  const python = `import zipfile,sys,json
z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None
print(json.dumps({n: z.read(n).decode() for n in z.namelist()}))`;
  const all = JSON.parse(execFileSync("python3", ["-c", python, file], { encoding: "utf8" }));
  for (const name of ["README.txt", "attendance.csv", "papers.csv", "statements.txt", "sessions.csv", "planning/02-needs-besoins 2026.txt"]) assert.ok(all[name], `${name}: ${Object.keys(all)}`);
  assert.equal(all["planning/02-needs-besoins 2026.txt"], "Quarante réponses");
  for (const name of Object.keys(all).filter((n) => n !== "disclosures.csv")) assert.doesNotMatch(all[name], /Amara Okafor/, name);
  const named = (await bytesOf(corinne, `${at}/pack.zip?cohort=${slug}&people=names`)).body;
  writeFileSync(file, named);
  assert.match(JSON.parse(execFileSync("python3", ["-c", python, file], { encoding: "utf8" }))["attendance.csv"], /Amara Okafor/);
});

test("what a call earned is revoked for a reason, and its record's pack has no cohort in it", async () => {
  const corinne = await visitor(kith, browser, { who: "corinne", width: 360 });
  await open(corinne, "/manage");
  await press(corinne, corinne.getByRole("link", { name: "Accreditation and rules" }).first());
  await press(corinne, corinne.locator("li, section, tr", { hasText: "204117-009" }).last().getByRole("link", { name: "Open", exact: true }));
  await press(corinne, corinne.getByRole("link", { name: "For accreditor and college" }));
  await fine(corinne);
  assert.equal(await corinne.locator("select[name=cohort]").count(), 0);
  const row = corinne.locator("#calls tbody tr").first();
  await row.getByText("Revoke", { exact: true }).first().click();
  await row.getByLabel("Reason").fill("  ");
  await corinne.$$eval("#calls [required]", (all) => all.forEach((one) => one.removeAttribute("required")));
  const refused = await press(corinne, row.locator("button"));
  assert.equal(refused.status(), 422);
  await row.getByLabel("Reason").fill("The call was a test");
  await fine(corinne);
  await press(corinne, row.locator("button"));
  assert.match(await row.innerText(), /revoked.*The call was a test/is);
  await fine(corinne);
});

test("a CFPC number typed in French is in the list of the coordinator", async () => {
  const benoit = await visitor(kith, browser, { who: "nadia", french: true, width: 360 });
  await open(benoit, "/me");
  await benoit.getByLabel("Numéro du CMFC").fill("12a");
  const refused = await press(benoit, benoit.locator("#cfpc button"));
  assert.equal(refused.status(), 422);
  assert.match(await said(benoit), /de cinq à sept chiffres/);
  assert.equal(await benoit.getByLabel("Numéro du CMFC").inputValue(), "12a", "what was typed is still there");
  await fine(benoit);
  await benoit.getByLabel("Numéro du CMFC").fill("123 456");
  await press(benoit, benoit.locator("#cfpc button"));
  assert.equal(await benoit.getByLabel("Numéro du CMFC").inputValue(), "123456");
});

test("whoever speaks discloses by a mailed link, without an account", async () => {
  const corinne = await visitor(kith, browser, { who: "corinne", scripts: false });
  await corinne.goto("/");
  const slugs = await corinne.$$eval("main a[href^='/cohorts/psp-']", (all) => all.map((a) => a.getAttribute("href").split("/")[2]));
  await open(corinne, `/cohorts/${slugs.sort().at(-1)}/sessions`);
  const sessions = (await corinne.$$eval("main a[href*='/sessions/']", (all) => all.map((a) => a.getAttribute("href")))).filter((h) => /\/sessions\/[0-9a-f-]{36}$/.test(h));
  let last;
  for (last of new Set(sessions)) {
    await open(corinne, `${last}/edit`);
    if (await corinne.locator("#disclosures li:has(.badge.is-wait)").count()) break;
  }
  const who = corinne.locator("#disclosures li:has(.badge.is-wait)").first();
  await who.getByText("Change", { exact: true }).first().click();
  await who.getByText("Ask by a mailed link").click();
  await who.getByLabel(/address|e-mail/i).fill("speaker@example.org");
  await press(corinne, who.getByRole("button", { name: "Send the link" }));
  assert.match(await said(corinne), /The link is on its way/);
  let link;
  const mail = join(kith.folder, "data", "mail");
  await until(() => {
    const letters = readdirSync(mail).map((name) => readFileSync(join(mail, name), "utf8").replace(/=\r?\n/g, "")).filter((text) => text.includes("speaker@example.org"));
    link = letters.map((text) => text.match(/\/disclose\/[\w-]+/)?.[0]).find(Boolean);
    return link;
  }, "a letter with the link");
  const speaker = await visitor(kith, browser, { width: 360 });
  const heard = listen(speaker);
  await open(speaker, link);
  await fine(speaker);
  await speaker.$$eval("[required]", (all) => all.forEach((one) => one.removeAttribute("required")));
  assert.equal((await press(speaker, button(speaker, "Send"))).status(), 422);
  await fine(speaker);
  await speaker.getByLabel("What you disclose").fill("None.");
  await press(speaker, button(speaker, "Send"));
  assert.match(await said(speaker), /Your disclosure was received/);
  await open(speaker, link, 410);
  assert.match(await said(speaker), /used already/);
  assert.ok(heard);
  await open(corinne, `${last}/edit`);
  assert.equal(await corinne.locator("#disclosures li:has(.badge.is-wait)").count(), 0);
});

test("who goes is told what is kept until when and why, has two weeks, and stays after all; in French", async () => {
  const benoit = await visitor(kith, browser, { who: "benoit", french: true, width: 360 });
  await open(benoit, "/me/erase");
  await fine(benoit);
  // One paper, or several once the worker has looked: it does so every ten minutes.
  assert.match(await said(benoit), /jusqu’au .* 20\d\d au plus tard.* : les organismes/);
  await benoit.getByLabel("Votre adresse").fill("somebody@example.org");
  const refused = await press(benoit, button(benoit, "Supprimer mon compte"));
  assert.equal(refused.status(), 422);
  const address = (await benoit.locator(".hint", { hasText: "Tapez" }).innerText()).match(/\S+@\S+/)[0];
  await benoit.getByLabel("Votre adresse").fill(address);
  await press(benoit, button(benoit, "Supprimer mon compte"));
  assert.match(await said(benoit), /Votre compte sera supprimé le/);
  await fine(benoit);
  await open(benoit, "/");
  await press(benoit, benoit.getByRole("link", { name: /Votre compte sera supprimé/ }));
  await press(benoit, button(benoit, "Garder mon compte"));
  assert.match(await said(benoit), /Votre compte reste\./);
  await open(benoit, "/");
  assert.equal(await benoit.getByRole("link", { name: /Votre compte sera supprimé/ }).count(), 0);
});
