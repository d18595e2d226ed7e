// Every page that a role can reach: whole, quiet, accessible, and inside its window on a phone and on a desk.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { startBrowser, startKith, visitor } from "../support/kith.mjs";
import { faultsOf, kind, links, listen } from "../support/look.mjs";

/** Pages of one kind that a role opens, and all pages together: the crawl has an end. */
const OF_A_KIND = 2;
const MOST = 70;

const ROLES = [
  { who: "amara", role: "participant" },
  { who: "benoit", role: "participant in French", french: true },
  { who: "fatima", role: "facilitator" },
  { who: "corinne", role: "coordinator" },
  // Coordinates, too: one page of a kind is enough, as Corinne sees the same.
  { who: "evan", role: "evaluator", ofAKind: 1 },
  { who: "maya", role: "peer mentor" },
  { who: "leo", role: "lead" },
  { who: "odile", role: "on-call physician in French", french: true },
  { who: "ada", role: "administrator" },
  { who: undefined, role: "visitor" },
];

let kith, browser;
const table = new Map();
before(async () => {
  kith = await startKith();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await kith?.stop();
  print();
});

/** Pages by role: a number says how many of that kind were opened. */
function print() {
  const names = ROLES.map((r) => r.who ?? "visitor");
  const kinds = [...new Set([...table.values()].flatMap((counts) => [...counts.keys()]))].sort();
  console.log(["page".padEnd(58), ...names.map((n) => n.padStart(8))].join(""));
  for (const name of kinds) console.log([name.padEnd(58), ...names.map((n) => String(table.get(n)?.get(name) ?? "·").padStart(8))].join(""));
  const sums = names.map((n) => [...(table.get(n)?.values() ?? [])].reduce((a, b) => a + b, 0));
  console.log(["pages".padEnd(58), ...sums.map((s) => String(s).padStart(8))].join(""), ` ${sums.reduce((a, b) => a + b, 0)} in all`);
}

/** A letter to print is no page of a browser: it comes whole, by its right name. */
async function isPdf(page, path) {
  const response = await page.context().request.get(path);
  assert.equal(response.status(), 200, path);
  assert.equal(response.headers()["content-type"], "application/pdf", path);
  assert.equal((await response.body()).subarray(0, 5).toString(), "%PDF-", path);
}

/** Opens what can be reached, breadth first, and judges each page. */
async function walk({ who, french = false, dark = false, ofAKind = OF_A_KIND }, first, each) {
  const page = await visitor(kith, browser, { who, french, dark });
  const heard = listen(page);
  const [queue, seen, counts] = [[...first], new Set(first), new Map()];
  let opened = 0;
  while (queue.length && opened < MOST) {
    // A kind not met yet goes first.
    const fresh = queue.findIndex((p) => !counts.has(kind(p)));
    const [path] = queue.splice(Math.max(fresh, 0), 1);
    if ((counts.get(kind(path)) ?? 0) >= ofAKind) continue;
    counts.set(kind(path), (counts.get(kind(path)) ?? 0) + 1);
    opened += 1;
    if (path.endsWith(".pdf")) {
      await isPdf(page, path);
      continue;
    }
    const response = await page.goto(path);
    for (const next of await links(page)) {
      if (seen.has(next)) continue;
      seen.add(next);
      queue.push(next);
    }
    await each(page, path, { lang: french ? "fr" : "en", status: response.status(), heard, dark });
  }
  await page.context().close();
  return counts;
}

describe("every page that can be reached is whole, quiet and accessible", { concurrency: 2 }, () => {
  for (const person of ROLES) {
    test(`for ${person.who ?? "somebody not signed in"}, ${person.role}`, async () => {
      const first = ["/", "/me", "/cohorts", "/terms", "/privacy", "/search?q=family", "/programs/psp"];
      const faults = [];
      const counts = await walk(person, person.who ? first : ["/", "/sign-in", "/terms", "/privacy", "/programs/psp"], async (page, path, at) => {
        for (const fault of await faultsOf(page, at)) faults.push(`${path}: ${fault}`);
      });
      table.set(person.who ?? "visitor", counts);
      assert.ok(counts.size >= (person.who ? 10 : 4), "the rail and the pages lead on");
      assert.deepEqual(faults, []);
    });
  }

  test("in the dark, every kind of page keeps its contrast", async () => {
    const faults = [];
    for (const who of ["amara", "corinne"]) {
      await walk({ who, dark: true, ofAKind: 1 }, ["/", "/me", "/search?q=family"], async (page, path, at) => {
        for (const fault of await faultsOf(page, at)) faults.push(`${path}: ${fault}`);
      });
    }
    const page = await visitor(kith, browser, { dark: true });
    const heard = listen(page);
    for (const path of ["/", "/sign-in", "/nowhere"]) {
      const status = (await page.goto(path)).status();
      if (status === 200) for (const fault of await faultsOf(page, { lang: "en", status, heard, dark: true })) faults.push(`${path}: ${fault}`);
    }
    await page.context().close();
    assert.deepEqual(faults, []);
  });
});
