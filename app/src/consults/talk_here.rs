//! The part of a call's page in which the two talk from browser to browser. It is there for who has scripts; the telephone stands above it.

use backend::consults::queries::CallView;
use leptos::prelude::*;

use super::directory::tel;
use crate::parts;
use crate::visit::Visit;

/// Camera and microphone may be asked for on this page, and on no other.
pub const MAY: &str = "camera=(self), microphone=(self), geolocation=(), interest-cohort=()";

/// After so many seconds without a connection the page shows the telephone, large.
const PATIENCE: u32 = 15;

/// What `app/call.js` works with. Hidden until it has seen that this browser can.
pub fn card(visit: &Visit, view: &CallView) -> impl IntoView + use<> {
    let say = |word: &str| visit.t(&format!("talk-{word}"));
    let name = view.caller.clone().or_else(|| view.acceptor.clone()).unwrap_or_default();
    let named = |word: &str| visit.tw(&format!("talk-{word}"), &[("name", name.as_str().into())]);
    let (number, code) = view.dial.clone();
    view! {
        <section
            class="card" id="talk" hidden
            data-call=view.line.id.to_string() data-patience=PATIENCE.to_string()
            data-alone=named("alone") data-waits=named("waits") data-finding=say("finding") data-on=named("on") data-weak=say("weak")
            data-phone=say("phone") data-moved=say("moved") data-over=say("over") data-deaf=say("deaf") data-blind=say("blind") data-unsent=say("unsent")
            data-mute-on=say("mute") data-mute-off=say("unmute") data-camera-on=say("camera") data-camera-off=say("no-camera")
        >
            <h2>{say("title")}</h2>
            <p class="hint">{say("hint")}</p>
            <p data-talk="state" role="status"></p>
            <div class="notice is-warn" data-talk="phone" hidden>
                <p>{say("dial")}</p>
                <p class="call-number">{tel(&number, &code)}</p>
            </div>
            <div class="call-pictures">
                <video data-talk="theirs" aria-label=named("picture") autoplay playsinline hidden></video>
                <video data-talk="mine" aria-label=say("my-picture") autoplay playsinline muted hidden></video>
            </div>
            <audio data-talk="sound" autoplay></audio>
            <p class="cluster">
                <button class="button" type="button" data-talk="start">{parts::icon("phone")}{say("start")}</button>
                <button class="button quiet" type="button" data-talk="mute" hidden>{say("mute")}</button>
                <button class="button quiet" type="button" data-talk="camera" hidden>{say("camera")}</button>
                <button class="button danger" type="submit" form="hang-up" data-talk="hang" hidden>{say("hang")}</button>
            </p>
        </section>
    }
}
