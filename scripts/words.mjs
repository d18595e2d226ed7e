// Every word that a page, a letter or a fault asks for stands in the English list (a test compares the lists of both languages).
import { readFileSync } from "node:fs";
import { execFileSync } from "node:child_process";

const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "app/src", "backend/src", "domain/src", "server/src", "locales/en"], { encoding: "utf8" }).trim().split("\n");
const known = new Set();
for (const file of files.filter((f) => f.endsWith(".ftl"))) {
  for (const line of readFileSync(file, "utf8").split("\n")) {
    const key = /^([a-z][A-Za-z0-9_-]*) *=/.exec(line);
    if (key) known.add(key[1]);
  }
}
const asks = [
  [/\bt\(\s*"([a-z][a-z0-9_-]+)"/g, ""],
  [/\btw\(\s*"([a-z][a-z0-9_-]+)"/g, ""],
  [/field\(\s*&?\w+,\s*&?\w+(?:\.\w+)?,\s*[^,]+,\s*"([a-z0-9_-]+)"/g, ""],
  [/\.hint\("([a-z0-9_-]+)"/g, ""],
  [/FieldFault::new\([^,]+,\s*"([a-z0-9_-]+)"/g, ""],
  [/Fault::field\([^,]+,\s*"([a-z0-9_-]+)"/g, ""],
  [/(?:Refused|Conflict|Gone)\("([a-z0-9_-]+)"/g, ""],
  [/\?done=([a-z-]+)"/g, "done-"],
];
let missing = 0;
for (const file of files.filter((f) => f.endsWith(".rs"))) {
  const text = readFileSync(file, "utf8").split("#[cfg(test)]")[0];
  for (const [pattern, before] of asks) {
    for (const found of text.matchAll(pattern)) {
      if (known.has(before + found[1])) continue;
      console.error(`${file}: no word for ${before}${found[1]}`);
      missing += 1;
    }
  }
}
process.exit(missing ? 1 : 0);
