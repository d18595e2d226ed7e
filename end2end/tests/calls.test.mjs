// A real call between two browsers with a microphone and a camera that are not there: voice, picture, a line in writing, a server that stops in the
// middle, the end; a third who wants to listen; and browsers that do not find each other.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startBrowser, startKith, visitor } from "../support/kith.mjs";
import { axeFaults, listen, overflow } from "../support/look.mjs";
import { button, open, press, said, until } from "../support/steps.mjs";

const MEDIA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", "--allow-loopback-in-peer-connection"];
const SCRIPT = 4_000;

let kith, one, two, corinne;
before(async () => {
  kith = await startKith();
  [one, two] = await Promise.all([startBrowser(...MEDIA), startBrowser(...MEDIA)]);
  corinne = await visitor(kith, one, { who: "corinne", scripts: false });
});
after(async () => {
  await Promise.all([one?.close(), two?.close()]);
  await kith?.stop();
});

/** A pathway that Odile answers. */
async function pathway(name) {
  await open(corinne, "/manage");
  await press(corinne, corinne.getByRole("link", { name: "Pathways" }).first());
  await corinne.getByLabel("Name in English").fill(name);
  await corinne.getByLabel("Telephone", { exact: true }).fill("1-844-555-0177");
  await press(corinne, button(corinne, "Make it"));
  await corinne.locator("#f-email-person").fill("odile.marchand@example.org");
  await press(corinne, button(corinne, "Put them on"));
}

/** Somebody's page, in which every connection between browsers can be looked at. `far`: only a relay would lead there, and there is none. */
async function page(browser, who, { far = false, ...more } = {}) {
  const page = await visitor(kith, browser, { who, ...more });
  await page.addInitScript((far) => {
    const Real = window.RTCPeerConnection;
    window.connections = [];
    window.RTCPeerConnection = class extends Real {
      constructor(given) {
        super(far ? { ...given, iceTransportPolicy: "relay" } : given);
        window.connections.push(this);
      }
    };
  }, far);
  return page;
}

/** Amara calls, Odile answers, and both see where they can talk. */
async function call(name, amara, odile) {
  await open(amara, "/consult");
  await press(amara, amara.getByRole("link", { name: `Call ${name}` }));
  await press(amara, button(amara, "Ring for me"));
  await open(odile, new URL(amara.url()).pathname);
  await press(odile, odile.getByRole("button", { name: `Answer the call on ${name}` }));
  for (const each of [amara, odile]) await each.locator("#talk").waitFor({ timeout: 15_000 });
  return new URL(amara.url()).pathname;
}

const start = (page) => button(page, "Start the voice").click();
const state = (page) => page.evaluate(() => window.connections.at(-1)?.connectionState);
/** What came over the connection so far. */
const came = (page) =>
  page.evaluate(async () => {
    const found = { audio: 0, frames: 0 };
    for (const line of (await window.connections.at(-1).getStats()).values()) {
      if (line.type !== "inbound-rtp") continue;
      if (line.kind === "audio") found.audio += line.packetsReceived;
      else found.frames += line.framesDecoded;
    }
    return found;
  });
// At the first try: the page tries again after fifteen seconds.
const connected = (...pages) => until(async () => (await Promise.all(pages.map(state))).every((s) => s === "connected"), "both are connected", 12_000);
const hears = (page) => until(async () => (await came(page)).audio > 0, "a voice comes", 15_000);
const sees = (page) => until(async () => (await came(page)).frames > 0, "a picture comes", 15_000);

test("two browsers talk: voice, picture, a line in writing, a server that stops in the middle, and the end", async () => {
  await pathway("Talk line");
  const [amara, odile] = await Promise.all([page(one, "amara"), page(two, "odile", { width: 360 })]);
  const heard = [amara, odile].map(listen);
  const address = await call("Talk line", amara, odile);
  assert.deepEqual(await axeFaults(amara), []);
  await start(odile);
  await amara.locator("#talk", { hasText: "Odile Marchand waits here for you" }).waitFor();
  const began = Date.now();
  await start(amara);
  await connected(amara, odile);
  console.log(`  connected ${Date.now() - began} ms after the second pressed`);
  await Promise.all([hears(amara), hears(odile)]);
  assert.match(await odile.locator("#talk [role=status]").innerText(), /You hear each other: Amara Okafor and you/);
  assert.equal((await came(amara)).frames + (await came(odile)).frames, 0, "voice first: no picture was asked for");

  await button(amara, "Mute").click();
  assert.equal(await amara.evaluate(() => window.connections.at(-1).getSenders().some((s) => s.track?.kind === "audio" && s.track.enabled)), false);
  await button(amara, "Unmute").click();
  await button(amara, "Picture on").click();
  await sees(odile);
  await odile.getByLabel("Picture of Amara Okafor").waitFor();
  await button(odile, "Picture on").click();
  await sees(amara);
  assert.equal(await overflow(odile, 360), null);
  for (const each of [amara, odile]) assert.deepEqual(await axeFaults(each), []);
  await button(amara, "Picture off").click();
  await odile.getByLabel("Picture of Amara Okafor").waitFor({ state: "hidden" });

  // A line in writing ends nothing; one that must not go is said so with the words still there.
  await amara.locator("#f-text-text").fill("PHN 9698 658 215");
  await button(amara, "Send").click();
  await amara.locator("form[action$='/messages'] .fault, form[action$='/messages'] [aria-invalid=true]").first().waitFor();
  assert.equal(await amara.locator("#f-text-text").inputValue(), "PHN 9698 658 215");
  await amara.locator("#f-text-text").fill("The guideline is on the first page");
  await button(amara, "Send").click();
  await odile.locator("#call-lines", { hasText: "The guideline is on the first page" }).waitFor({ timeout: 10_000 });
  assert.equal(await amara.locator("#f-text-text").inputValue(), "");
  assert.deepEqual(await Promise.all([state(amara), state(odile)]), ["connected", "connected"]);

  // The server goes, and the voice goes on.
  const before = await came(amara);
  await kith.kill("SIGKILL");
  await until(async () => (await came(amara)).audio > before.audio + 50, "the voice goes on without a server");
  await kith.start();
  const count = await amara.evaluate(() => window.connections.length);
  await until(async () => {
    await new Promise((later) => setTimeout(later, 250));
    return (await odile.locator("#call").count()) > 0 && (await state(amara)) === "connected";
  }, "it is the same connection");
  await new Promise((later) => setTimeout(later, 4000));
  assert.equal(await amara.evaluate(() => window.connections.length), count, "nothing began anew");
  assert.deepEqual(await Promise.all([state(amara), state(odile)]), ["connected", "connected"]);

  // The on-call hangs up: the other sees it without a key pressed.
  const left = Date.now();
  await Promise.all([odile.waitForURL(/done=call-ended/), button(odile, "Hang up").click()]);
  await amara.locator("form[action$='/close-out']").waitFor({ timeout: 10_000 });
  console.log(`  the other sees the end after ${Date.now() - left} ms`);
  assert.equal(await amara.locator("#talk").count(), 0);
  const lines = heard.flat().filter((line) => !/ERR_CONNECTION_REFUSED|WebSocket|Failed to fetch|502|503|422/.test(line));
  assert.deepEqual(lines, []);
  assert.match(await said(amara), /Close the call on your side/);
  await open(amara, address);
  await Promise.all([amara, odile].map((p) => p.context().close()));
});

test("a member who is not of the call is refused frame by frame, and the two talk on", async () => {
  await pathway("Closed line");
  const [amara, odile] = await Promise.all([page(one, "amara"), page(two, "odile")]);
  const address = await call("Closed line", amara, odile);
  await Promise.all([start(amara), start(odile)]);
  await connected(amara, odile);
  const third = await visitor(kith, two, { who: "benoit" });
  await open(third, "/");
  const answers = await third.evaluate(async (call) => {
    const socket = new WebSocket(location.origin.replace("http", "ws") + "/live"), heard = [];
    await new Promise((opened) => { socket.onopen = opened; });
    socket.onmessage = (event) => heard.push(JSON.parse(event.data));
    const seat = crypto.randomUUID();
    const signal = { offer: "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n" };
    for (const frame of [{ do: "call", call, seat: null }, { do: "call", call, seat }, { do: "signal", call, seat, to: seat, signal }]) socket.send(JSON.stringify(frame));
    await new Promise((later) => setTimeout(later, 1500));
    return heard.map(({ is, word }) => `${is} ${word}`);
  }, address.split("/").at(-1));
  assert.deepEqual(answers, ["call_refused missing", "call_refused missing", "call_refused missing"]);
  assert.deepEqual(await Promise.all([state(amara), state(odile)]), ["connected", "connected"]);
  assert.equal((await third.goto(address)).status(), 404);
  // Two who press at the same moment, and one who loads the page again in the middle, find each other anew.
  for (let round = 1; round <= 6; round++) {
    await amara.reload();
    await start(amara);
    await connected(amara, odile);
  }
  await hears(amara);
  await Promise.all([amara, odile, third].map((p) => p.context().close()));
});

test("browsers that do not find each other show the telephone, large; without scripts it stands there anyway", async () => {
  await pathway("Far line");
  const [amara, odile] = await Promise.all([page(one, "amara"), page(two, "odile", { width: 360, far: true })]);
  const address = await call("Far line", amara, odile);
  await Promise.all([start(amara), start(odile)]);
  for (const each of [amara, odile]) {
    const phone = each.locator("#talk [data-talk=phone]");
    await phone.waitFor({ timeout: 40_000 });
    assert.match(await phone.innerText(), /No connection from browser to browser[\s\S]*1-844-555-0177/);
    assert.deepEqual(await axeFaults(each), []);
  }
  assert.equal(await overflow(odile, 360), null);
  if (process.env.KITH_LOOK) {
    await amara.screenshot({ path: `${process.env.KITH_LOOK}/call-1280.png`, fullPage: true });
    await odile.screenshot({ path: `${process.env.KITH_LOOK}/call-360.png`, fullPage: true });
  }
  const plain = await visitor(kith, one, { who: "amara", scripts: false });
  await open(plain, address);
  assert.equal(await plain.locator("#talk").isVisible(), false);
  assert.equal(await plain.getByRole("link", { name: "1-844-555-0177" }).first().getAttribute("href"), "tel:18445550177");
  await Promise.all([amara, odile, plain].map((p) => p.context().close()));
});

test("the script that talks is small, and only the page of a call that is on asks for it", async () => {
  await pathway("Light line");
  const [amara, odile] = await Promise.all([page(one, "amara"), page(two, "odile")]);
  const address = await call("Light line", amara, odile);
  const src = await amara.locator("script[src$='/call.js']").getAttribute("src");
  await open(odile, "/oncall");
  assert.equal(await odile.locator("script[src$='/call.js']").count(), 0);
  const fresh = await visitor(kith, two, { who: "amara" });
  const cdp = await fresh.context().newCDPSession(fresh);
  await cdp.send("Network.enable");
  const weigh = async (path) => {
    let bytes = 0;
    const add = (e) => (bytes += e.encodedDataLength);
    cdp.on("Network.loadingFinished", add);
    await fresh.goto(path, { waitUntil: "load" });
    await new Promise((later) => setTimeout(later, 500));
    cdp.off("Network.loadingFinished", add);
    return bytes;
  };
  const [whole, script] = [await weigh(address), await weigh(src)];
  console.log(`  the page of a call: ${whole} bytes cold, ${script} of them for the script`);
  assert.ok(whole > 0 && whole <= 60_000, `${whole} bytes cold`);
  assert.ok(script > 0 && script <= SCRIPT, `${script} bytes, headers and all`);
  await Promise.all([amara, odile, fresh].map((p) => p.context().close()));
});
