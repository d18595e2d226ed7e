// A call from browser to browser: the two find each other over the live socket, by perfect negotiation; sound and picture go between them alone.
const box = document.getElementById("talk"), call = box.dataset.call, text = box.dataset;
const part = (name) => box.querySelector(`[data-talk=${name}]`);
const show = (name, on) => { part(name).hidden = !on; };
const tell = (word) => { part("state").textContent = text[word] ?? ""; };
let socket, pause = 0, back = false, over = false, leaving = false;
let seat = null, other = null, polite = false, ice = [], mic, camera, pc, late, tries = 0, chain = Promise.resolve();

// The line.
const send = (frame) => { if (socket?.readyState === 1) socket.send(JSON.stringify(frame)); };
const sit = () => send({ do: "call", call, seat });
function connect() {
  socket = new WebSocket(location.origin.replace("http", "ws") + "/live");
  socket.onopen = sit;
  socket.onmessage = (event) => hear(JSON.parse(event.data));
  socket.onclose = ({ code }) => {
    if (over || [1002, 1003, 1007, 1008, 1009].includes(code)) return;
    // The media go on meanwhile: they never pass the server.
    back = true;
    pause = Math.min(30, pause * 2 || 1);
    setTimeout(connect, 1000 * pause * (0.5 + Math.random() / 2));
  };
}
addEventListener("online", () => { if (socket.readyState === 3 && !over) connect(); });

function hear(frame) {
  if (frame.call !== call) return;
  if (frame.is === "call") {
    pause = 0;
    ({ polite, ice } = frame);
    // What was said while the line was down is lost: those who have not found each other begin anew.
    if (back && seat && pc && pc.connectionState !== "connected") return (back = false), anew();
    back = false;
    meet(frame.other);
  } else if (frame.is === "peer") meet(frame.other);
  else if (frame.is === "signal") {
    meet(frame.from);
    const its = pc;
    // What cannot be taken does not mend by waiting.
    chain = chain.then(() => its === pc && pc && take(frame.signal)).catch(() => its === pc && !on() && again());
  } else if (frame.is === "call_refused") { if (frame.retry) setTimeout(sit, 1000 * frame.retry); else phone(); }
  else {
    over = frame.is === "call_gone";
    stop();
    tell(over ? "over" : "moved");
    // Whoever hangs up goes to the answer of their own form.
    if (over && !leaving && ![...document.querySelectorAll("textarea")].some((area) => area.value)) location.replace(location.pathname);
  }
}

// Another seat of the other is another page of theirs: what was begun with the one before is over.
function meet(theirs) {
  if (theirs === other) return;
  // Who is away from the line may talk on: only the line is broken.
  if (!theirs) { if (!pc) { other = null; tell(seat ? "alone" : ""); } return; }
  other = theirs;
  // They begin anew because the two did not find each other: this page shows the telephone when theirs does.
  if (seat && pc && !on()) phone();
  if (seat) begin(); else tell("waits");
}
const on = () => pc?.connectionState === "connected";

function begin() {
  pc?.close();
  const own = (pc = new RTCPeerConnection({ iceServers: ice }));
  let making = false, ways = [], early = [];
  const to = other, signal = (what) => own === pc && send({ do: "signal", call, seat, to, signal: what });
  // An offer of theirs may have come between: what became of one's own is told by its name.
  const say = () => signal({ [own.localDescription.type]: own.localDescription.sdp });
  // Ways to an offer that was given up lead nowhere.
  const add = async (all) => {
    for (const way of all) if (own.remoteDescription.sdp.includes(`ice-ufrag:${way.usernameFragment ?? ""}`)) await own.addIceCandidate(way).catch(() => {});
  };
  const bring = () => { for (const stream of [mic, camera]) for (const track of stream?.getTracks() ?? []) own.addTrack(track, stream); };
  // One of the two begins. Did both, Chromium's first offer given up for the other's would, one time in ten, look for no ways any more.
  if (!polite) bring();
  own.onnegotiationneeded = async () => {
    try {
      making = true;
      await own.setLocalDescription();
      say();
    } finally { making = false; }
  };
  own.onicecandidate = ({ candidate }) => {
    if (!candidate) return;
    if (!ways.length) setTimeout(() => signal({ candidates: ways.splice(0, 32) }), 60);
    if (ways.length < 32) ways.push(candidate.toJSON());
  };
  own.take = async ({ offer, answer, candidates }) => {
    if (candidates) {
      if (!own.remoteDescription) return void early.push(...candidates);
      return add(candidates);
    }
    if (offer && !polite && (making || own.signalingState !== "stable")) return;
    await own.setRemoteDescription(offer ? { type: "offer", sdp: offer } : { type: "answer", sdp: answer });
    await add(early.splice(0));
    if (!offer) return;
    if (!own.getSenders().some(({ track }) => track)) bring();
    await own.setLocalDescription();
    say();
  };
  own.ontrack = ({ track }) => {
    const place = part(track.kind === "video" ? "theirs" : "sound");
    place.srcObject = new MediaStream([track]);
    if (track.kind !== "video") return;
    track.onunmute = () => show("theirs", true);
    track.onmute = () => show("theirs", false);
    show("theirs", !track.muted);
  };
  own.onconnectionstatechange = () => {
    if (own !== pc) return;
    if (on()) { tries = 0; clearTimeout(late); show("phone", false); tell("on"); show("camera", true); }
    else if (own.connectionState === "failed") { phone(); own.restartIce(); wait(); }
    else if (own.connectionState === "disconnected") tell("weak");
  };
  tell("finding");
  wait();
}
const take = (what) => pc.take(what);

// Whoever waits in vain sees the telephone; behind it the two try again a few times.
function wait() {
  clearTimeout(late);
  late = setTimeout(() => {
    if (on() || over) return;
    phone();
    again();
  }, 1000 * Number(text.patience));
}
const again = () => { if (tries++ < 3) anew(); };
const phone = () => { show("phone", true); tell("phone"); };
function anew() {
  seat = crypto.randomUUID();
  pc?.close();
  pc = other = null;
  // Where the other sits comes with the answer.
  sit();
}

function stop() {
  clearTimeout(late);
  pc?.close();
  pc = null;
  seat = null;
  for (const stream of [mic, camera]) for (const track of stream?.getTracks() ?? []) track.stop();
  mic = camera = null;
  for (const name of ["mute", "camera", "hang", "theirs", "mine"]) show(name, false);
  show("start", !over);
}

part("start").onclick = async () => {
  try {
    mic = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true } });
  } catch { phone(); return tell("deaf"); }
  for (const [name, seen] of [["start", false], ["mute", true], ["hang", true]]) show(name, seen);
  press("mute", false);
  tell("alone");
  anew();
  part("mute").focus();
};
const press = (name, down) => {
  part(name).textContent = text[name + (down ? "Off" : "On")];
};
part("mute").onclick = () => {
  const [track] = mic.getAudioTracks();
  track.enabled = !track.enabled;
  press("mute", !track.enabled);
};
part("camera").onclick = async () => {
  if (camera) {
    for (const sender of pc?.getSenders() ?? []) if (sender.track?.kind === "video") pc.removeTrack(sender);
    for (const track of camera.getTracks()) track.stop();
    camera = null;
  } else {
    camera = await navigator.mediaDevices.getUserMedia({ video: { width: 640, height: 360, frameRate: 20 } }).catch(() => null);
    for (const track of camera?.getTracks() ?? []) pc?.addTrack(track, camera);
    part("mine").srcObject = camera;
    if (!camera) tell("blind");
  }
  show("mine", camera);
  press("camera", !!camera);
};

// A line that is sent while they talk must not end the talk.
addEventListener("submit", async (event) => {
  const form = event.target;
  if (!seat || !form.action.endsWith("/messages")) { leaving = true; return; }
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form)), headers = { prefer: "return=minimal", accept: "text/html" };
  const answer = await fetch(form.action, { method: "POST", body, headers }).catch(() => null);
  const find = (page) => page.querySelector(`form[action$="/messages"]`);
  const fresh = answer && new DOMParser().parseFromString(await (answer.status === 204 ? await fetch(location.pathname) : answer).text(), "text/html");
  if (!fresh || !find(fresh)) return tell("unsent");
  find(document).replaceWith(find(fresh));
  const lines = fresh.getElementById("call-lines");
  if (lines) document.getElementById("call-lines").replaceWith(lines);
  find(document).querySelector("textarea").focus();
});
addEventListener("beforeunload", (event) => { if (on() && !leaving) event.preventDefault(); });

press("camera", false);
box.hidden = !(navigator.mediaDevices && window.RTCPeerConnection);
if (!box.hidden) connect();
