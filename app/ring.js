// What can change by itself is looked at again every few seconds, and what rings is heard. Without scripts the browser loads the page again.
const meta = document.querySelector("meta[name=kith-every]"), every = 1000 * Number(meta.content), at = meta.dataset.at;
// The answer of a refused form has that form's address, at which nothing can be looked at; and what was typed stands on it.
const refused = location.pathname !== at.split("?")[0];
if (refused) history.replaceState(null, "", at);
const parts = (page) => [...page.querySelectorAll("[data-live][id]")];
const rings = () => [...document.querySelectorAll("[data-ring]")].map((e) => e.dataset.ring);
const title = document.title, voice = document.querySelector("[data-sound]");
let typed = refused, audio, heard = rings();

// Two short tones, made here: nothing is loaded, and a browser that allows no sound yet stays silent.
function sound() {
  if (!audio || audio.state !== "running") return;
  for (const [at, tone] of [[0, 660], [0.35, 880], [0.9, 660], [1.25, 880]]) {
    const o = audio.createOscillator(), g = audio.createGain(), t = audio.currentTime + at;
    o.frequency.value = tone;
    g.gain.setValueAtTime(0, t);
    g.gain.linearRampToValueAtTime(0.3, t + 0.03);
    g.gain.linearRampToValueAtTime(0, t + 0.3);
    o.connect(g).connect(audio.destination);
    o.start(t);
    o.stop(t + 0.32);
  }
}

// Browsers let a page be heard after it was touched once.
if (voice && window.AudioContext) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button quiet", textContent: voice.dataset.sound });
  button.setAttribute("aria-pressed", "false");
  button.onclick = async () => {
    audio ||= new AudioContext();
    const on = audio.state !== "running" || button.getAttribute("aria-pressed") === "false";
    await (on ? audio.resume() : audio.suspend());
    button.setAttribute("aria-pressed", String(on));
    button.textContent = on ? voice.dataset.soundOff : voice.dataset.sound;
    if (on) sound();
  };
  voice.append(button);
  voice.hidden = false;
}

function tell() {
  const now = rings();
  document.title = now.length ? "(" + now.length + ") " + title : title;
  if (now.length) sound();
  if (now.some((id) => !heard.includes(id)) && navigator.vibrate) safe(() => navigator.vibrate([300, 150, 300]));
  heard = now;
}
const safe = (act) => { try { return act(); } catch { return null; } };

async function look() {
  if (document.hidden && !document.querySelector("[data-sound]")) return;
  const answer = await fetch(location.pathname + location.search.replace(/([?&])done=[^&]*/, "$1"), { headers: { accept: "text/html" }, cache: "no-store", redirect: "error" });
  if (!answer.ok) throw answer.status;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const fresh of parts(page)) {
    const old = document.getElementById(fresh.id);
    if (!old) continue;
    // Another state has other forms beside it: the whole page is another, unless somebody is writing in this one.
    if (old.dataset.state !== fresh.dataset.state && !typed) return location.replace(location.href);
    if (old.innerHTML !== fresh.innerHTML) {
      const at = old.contains(document.activeElement) && document.activeElement.closest("form")?.action;
      old.replaceChildren(...fresh.childNodes);
      old.dataset.state = fresh.dataset.state;
      if (at) [...old.querySelectorAll("form")].find((f) => f.action === at)?.querySelector("button")?.focus();
    }
  }
  tell();
}

addEventListener("input", () => { typed = true; });
tell();
// Whoever waits for a ring must know when the page cannot hear it: the line is down, or the sign-in is over.
let lost = 0;
(async () => {
  for (;;) {
    await new Promise((done) => setTimeout(done, every));
    lost = await look().then(() => 0, () => lost + 1);
    const box = document.getElementById("watch-lost");
    if (box) box.hidden = lost < 3;
  }
})();
