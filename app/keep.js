// What somebody types stays in this browser until it was taken, and a form is not sent into a line that is down.
// A form that is kept holds an empty element with the words for it: data-keep is the person, or nothing where only the line is watched.
const DAYS = 30 * 864e5, begin = "kith keep ", form = (box) => box.closest("form");
const safe = (act) => { try { return act(); } catch { return null; } };
const put = (key, value) => safe(() => localStorage.setItem(key, JSON.stringify(value)));
const take = (key) => safe(() => JSON.parse(localStorage.getItem(key)));
const drop = (key) => safe(() => localStorage.removeItem(key));
const drafts = (which) => safe(() => Object.keys(localStorage).filter((key) => key.startsWith(begin) && which(key))) ?? [];
const every = (which) => drafts(which).forEach(drop);
// That somebody consents is said anew each time.
const fields = (f) => [...f.elements].filter((e) => e.name && e.name !== "consent" && !/^(hidden|file|password|submit|button|fieldset)$/.test(e.type));
const hidden = (f) => [...f.elements].filter((e) => /^(once|version)$/.test(e.name));
const ticks = (e) => /^(checkbox|radio)$/.test(e.type);
const name = (e) => (ticks(e) ? e.name + "=" + e.value : e.name);
const read = (list) => Object.fromEntries(list.map((e) => [name(e), ticks(e) ? e.checked : e.value]));
const write = (list, values) => list.forEach((e) => { if (name(e) in values) e[ticks(e) ? "checked" : "value"] = values[name(e)]; });
const same = (a, b) => Object.keys(a).every((key) => !(key in b) || a[key] === b[key]);
const taken = /[?&]done=/.test(location.search);

function tell(box, text, warns) {
  box.className = "notice" + (warns ? " is-warn" : "");
  box.textContent = text;
  box.hidden = false;
}

function keep(box, f, who) {
  const key = begin + who + " " + new URL(f.action).pathname;
  const first = read(fields(f)), ids = read(hidden(f)), draft = take(key);
  // The browser's own memory would put old words beside a new id.
  f.autocomplete = "off";
  if (draft && Date.now() - draft.at < DAYS && !same(first, draft.words)) {
    write(fields(f), draft.words);
    // It was changed elsewhere meanwhile and they were told so: they may send their words as the next version.
    write(hidden(f).filter((e) => !draft.told || e.name !== "version"), draft.ids);
    tell(box, box.dataset.back + " ");
    const away = Object.assign(document.createElement("button"), { type: "button", className: "link-button", textContent: box.dataset.drop });
    away.onclick = () => { drop(key); write(fields(f), first); write(hidden(f), ids); box.hidden = true; };
    box.append(away);
  } else if (draft) put(key, { ...draft, sent: false });
  let gone = false;
  const save = (sent) => {
    const words = read(fields(f));
    gone = sent;
    if (same(first, words) && !sent && !draft) drop(key); else put(key, { at: Date.now(), sent, words, ids: read(hidden(f)) });
  };
  f.addEventListener("input", () => save(false));
  f.addEventListener("change", () => save(false));
  // A page that comes back from the browser's memory after its words were taken begins anew.
  addEventListener("pageshow", (e) => { if (e.persisted && gone && !take(key)) location.reload(); });
  document.querySelector("form[action='/sign-out']")?.addEventListener("submit", () => every((k) => k.startsWith(begin + who + " ")));
  return () => save(true);
}

function watch(box, f, sent) {
  let through = false, asks = false;
  f.addEventListener("submit", async (e) => {
    if (through || e.defaultPrevented) return;
    e.preventDefault();
    if (asks) return;
    asks = true;
    try {
      if (!navigator.onLine) throw 0;
      await fetch("/health", { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(9e3) });
      sent?.();
      through = true;
      f.requestSubmit(e.submitter);
    } catch {
      tell(box, box.dataset.line, true);
    }
    asks = through = false;
  });
}

if (taken) every((key) => take(key)?.sent);
// The page of a conflict stands at the address its form was sent to. A form lost in the line has no such page, and is not told.
if (document.querySelector("[data-told]")) {
  drafts((key) => key.endsWith(" " + location.pathname) && take(key)?.sent).forEach((key) => put(key, { ...take(key), told: true }));
}
document.querySelectorAll("[data-keep]").forEach((box) => {
  const f = form(box);
  watch(box, f, box.dataset.keep ? keep(box, f, box.dataset.keep) : null);
});
