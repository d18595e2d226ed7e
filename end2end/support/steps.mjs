// Steps that several journeys take.
import assert from "node:assert/strict";

/** The cohort of the demo that is under way, as the signed-in person's start page links to it. */
export async function cohortOf(page) {
  await page.goto("/");
  const hrefs = await page.$$eval("main a[href^='/cohorts/']", (all) => all.map((a) => a.getAttribute("href")));
  return hrefs.map((href) => href.split("/")[2]).sort().at(-1);
}

/** Opens a page and insists on its status. */
export async function open(page, path, status = 200) {
  const response = await page.goto(path);
  assert.equal(response.status(), status, `${path} answers ${status}`);
  return response;
}

/** Presses something that leads to another page, and gives that page's response. */
export async function press(page, locator) {
  const [response] = await Promise.all([page.waitForResponse((r) => r.request().isNavigationRequest() && !(r.status() >= 300 && r.status() < 400)), locator.click()]);
  await page.waitForLoadState();
  return response;
}

/** The button with this text. */
export const button = (page, name) => page.getByRole("button", { name, exact: true });

/** The text of the page's main part. */
export const said = async (page) => (await page.locator("main").innerText()).replace(/\s+/g, " ");

/** Tries again until it holds; for what has no event to wait for. */
export async function until(holds, what, patience = 15_000) {
  const end = Date.now() + patience;
  for (;;) {
    if (await holds()) return;
    if (Date.now() > end) assert.fail(`in ${patience / 1000} s it did not come to this: ${what}`);
    await new Promise((later) => setTimeout(later, 25));
  }
}

/** Answers every question that must be answered: the first choice, or a word. */
export async function answerAll(page) {
  for (const name of await page.$$eval("main form input[type=radio][required]", (all) => [...new Set(all.map((i) => i.name))])) {
    await page.locator(`main form input[type=radio][name="${name}"]`).first().check();
  }
  for (const area of await page.locator("main form textarea").all()) await area.fill("A question that opens: “What matters to you now?”");
}
