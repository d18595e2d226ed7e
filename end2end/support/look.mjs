// What holds for every page, and how its links are found.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Listens to a page: what its console complains of, what its policy refused, what it threw. Returns the list, which grows. */
export function listen(page) {
  const heard = [];
  page.on("console", (message) => message.type() === "error" && heard.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => heard.push(`threw: ${error.message}`));
  page.on("requestfailed", (request) => request.failure()?.errorText !== "net::ERR_ABORTED" && heard.push(`did not load: ${request.url()}`));
  return heard;
}

/** How far the page is wider than its window, and what sticks out. */
export async function overflow(page, width) {
  await page.setViewportSize({ width, height: width < 600 ? 740 : 900 });
  return page.evaluate(() => {
    const root = document.documentElement;
    const over = root.scrollWidth - root.clientWidth;
    if (over <= 0) return null;
    const wide = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > root.clientWidth + 1 && !e.closest(".table-wrap"));
    return `${over} px too wide at ${root.clientWidth}: ${wide.slice(-3).map((e) => e.outerHTML.slice(0, 90)).join(" | ")}`;
  });
}

/** What axe finds, one sentence for each rule. Only where scripts run: elsewhere its timers never fire, and this would never end. */
export async function axeFaults(page, options = { runOnly: TAGS }) {
  if (!(await page.evaluate("typeof axe"))?.startsWith("object")) await page.evaluate(AXE);
  const found = await page.evaluate((options) => window.axe.run(document, { ...options, resultTypes: ["violations"], preload: false, iframes: false }), options);
  return found.violations.map((v) => `axe ${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(" ")).join(", ")} (${v.nodes[0].any[0]?.message ?? v.help})`);
}

/** Every fault of the page that the browser shows now. */
export async function faultsOf(page, { lang, status, heard, dark = false }) {
  const faults = [];
  if (status !== 200) faults.push(`status ${status}`);
  const seen = await page.evaluate(() => ({ lang: document.documentElement.lang, title: document.title, h1: document.querySelectorAll("h1").length }));
  if (seen.lang !== lang) faults.push(`lang ${seen.lang}`);
  if (seen.h1 !== 1) faults.push(`${seen.h1} first headings`);
  if (!/^(Kith|\S.* · Kith)$/.test(seen.title)) faults.push(`title “${seen.title}”`);
  if (!dark) {
    faults.push(await overflow(page, 360));
    faults.push(await overflow(page, 1280));
  }
  faults.push(...(await axeFaults(page, dark ? { runOnly: { type: "rule", values: ["color-contrast"] } } : undefined)));
  faults.push(...heard.splice(0));
  return faults.filter(Boolean);
}

/** The kind of a page: its address with every id, token and slug replaced. */
export const kind = (path) =>
  path
    .replace(/\?.*$/, (query) => (query.includes("reply=") ? "?reply" : ""))
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "{id}")
    .replace(/^\/cohorts\/[^/]+/, "/cohorts/{slug}")
    .replace(/^\/programs\/[^/]+/, "/programs/{slug}");

/** Where the rail, the bar and the main part lead, inside this site. */
export async function links(page) {
  const found = await page.$$eval("nav.rail a[href], nav.bar a[href], main a[href], header a[href], footer a[href]", (all) => all.map((a) => a.href));
  const here = new URL(page.url()).origin;
  const paths = found.filter((href) => href.startsWith(here)).map((href) => href.slice(here.length).replace(/#.*$/, ""));
  return [...new Set(paths)].filter((path) => path && !/\.(csv|ics|md|txt|json|jwt|zip)(\?|$)|\/library\/|\/planning\/|\/join$|done=/.test(path));
}
