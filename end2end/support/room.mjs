// A chat room as its people see it.
import { until } from "./steps.mjs";

/** Opens the cohort's room and waits until its line stands. */
export async function enter(page, slug) {
  await page.goto(`/cohorts/${slug}/chat`);
  await live(page);
}

/** Waits until the line stands. */
export const live = (page) => page.locator(".line-state", { hasText: /^(Live\.|En direct\.)$/ }).waitFor({ timeout: 30_000 });

/** Waits until the page says that the line is down. */
export const down = (page) => page.locator(".line-state", { hasText: "The line is down" }).waitFor({ timeout: 15_000 });

/** Says something by the form, as people do: type, Enter. */
export async function say(page, text) {
  await page.locator("#f-text").fill(text);
  await page.locator("#f-text").press("Enter");
}

/** The messages with this text. */
export const saying = (page, text) => page.locator("#chat-log li.message", { hasText: text });

/** Waits until this text stands once, with a number of the server. */
export async function stands(page, text, patience = 30_000) {
  await until(async () => (await saying(page, text).count()) === 1 && (await page.locator("#chat-log li.message[data-seq]:not(.is-pending)", { hasText: text }).count()) === 1, `“${text}” stands once`, patience);
}

/** Unfolds what may be done with a message. */
export async function more(message) {
  await message.locator(".message-acts > summary").click();
  return message.locator(".message-acts");
}

/** Waits until this text stands greyed. */
export const waits = (page, text) => page.locator("#chat-log li.is-pending", { hasText: text }).waitFor();

/** The room as the server tells it, without scripts: how often does each text stand there? */
export async function counts(page, slug, texts) {
  const seen = new Map(texts.map((text) => [text, 0]));
  let path = `/cohorts/${slug}/chat`;
  while (path) {
    const html = await (await page.context().request.get(path)).text();
    for (const [, body] of html.matchAll(/<div class="[^"]*\bprose\b[^"]*">\s*<p>([^<]*)<\/p>/g)) if (seen.has(body)) seen.set(body, seen.get(body) + 1);
    path = /href="([^"]*\?before=\d+)"/.exec(html)?.[1];
  }
  return seen;
}
