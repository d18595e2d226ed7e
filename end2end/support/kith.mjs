// Starts Kith on a fresh folder with the demo in it, and gives browsers signed in as its people.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";

const ROOT = resolve(import.meta.dirname, "../..");
const BINARY = process.env.KITH_BINARY ?? join(ROOT, "target/debug/kith");
const CHROMIUM = process.env.KITH_CHROMIUM ?? "/usr/bin/chromium";
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** A port that nobody listens on. */
export const freePort = () =>
  new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

/** A name in lower case without accents. */
export const plain = (name) => name.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

/**
 * A running Kith. `links` holds one sign-in link for each demo person, by first name.
 * `front` is the port that browsers use when something stands between them and the server.
 */
export async function startKith({ env = {}, demo = true, front } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "kith-e2e-"));
  const port = await freePort();
  const kith = { folder, port, origin: `http://localhost:${front ?? port}`, links: {}, child: null, log: "" };
  kith.start = async () => {
    kith.links = {};
    kith.log = "";
    kith.child = spawn(BINARY, ["serve", ...(demo ? ["--demo"] : [])], {
      cwd: folder,
      env: { PATH: process.env.PATH, HOME: folder, KITH_DATA: join(folder, "data"), KITH_LISTEN: `127.0.0.1:${port}`, KITH_ORIGIN: kith.origin, KITH_SITE: join(ROOT, "target/site/pkg"), ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    // Whoever cleans up after a test that was killed finds the server here.
    writeFileSync(join(folder, "pid"), String(kith.child.pid));
    await new Promise((ready, refused) => {
      const failed = (error) => (clearTimeout(late), refused(error));
      const late = setTimeout(() => failed(new Error(`Kith did not start:\n${kith.log}`)), 60_000);
      const hear = (bytes) => {
        kith.log += bytes;
        if (!/Kith is at \S+\n/.test(kith.log)) return;
        clearTimeout(late);
        for (const [, name, link] of kith.log.matchAll(/^(\S+).*(http:\S+\/in\/\S+)$/gm)) kith.links[plain(name)] = link;
        ready();
      };
      kith.child.stdout.on("data", hear);
      kith.child.stderr.on("data", hear);
      kith.child.on("error", failed);
      kith.child.on("exit", (code) => failed(new Error(`Kith ended with ${code}:\n${kith.log}`)));
    });
  };
  kith.kill = (signal = "SIGTERM") =>
    new Promise((gone) => {
      if (!kith.child || kith.child.exitCode !== null || kith.child.signalCode) return gone();
      kith.child.removeAllListeners("exit");
      kith.child.on("exit", gone);
      kith.child.kill(signal);
    });
  kith.stop = async () => {
    await kith.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  process.once("exit", () => kith.child?.kill("SIGKILL"));
  await kith.start();
  return kith;
}

/** Headless Chromium, with more flags where a test needs them. */
export const startBrowser = (...more) => chromium.launch({ executablePath: CHROMIUM, args: [...FLAGS, ...more] });

/** A browser context: `who` signs in by the demo's link (once per person; the state is kept for later contexts). */
export async function visitor(kith, browser, { who, width = 1280, height = 900, dark = false, french = false, scripts = true } = {}) {
  kith.states ??= {};
  const context = await browser.newContext({
    baseURL: kith.origin,
    viewport: { width, height },
    colorScheme: dark ? "dark" : "light",
    locale: french ? "fr-CA" : "en-CA",
    javaScriptEnabled: scripts,
    storageState: who ? kith.states[who] : undefined,
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  if (who && !kith.states[who]) {
    await page.goto(kith.links[who]);
    await page.locator("main form button[type=submit]").click();
    await page.waitForURL((url) => !url.pathname.startsWith("/in/"));
    kith.states[who] = await context.storageState();
  }
  await context.addCookies([{ name: "kith_lang", value: french ? "fr" : "en", url: kith.origin }]);
  return page;
}
