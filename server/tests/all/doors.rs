//! Every door of the product, gathered from its source: what a stranger gets, what a forged or wrong request gets, and how
//! soon a right that was taken away is gone.

use backend::testing::Engine;
use reqwest::multipart::{Form, Part};

use crate::actors::{Actor, App, Reply, reply};
use crate::permissions::probes;
use crate::routes::{Route, of_the_product};

#[path = "doors/calls.rs"]
pub mod calls;
#[path = "doors/live.rs"]
mod live;
#[path = "doors/seen.rs"]
mod seen;
#[path = "doors/slow.rs"]
mod slow;
#[path = "doors/taken.rs"]
mod taken;
#[path = "doors/wire.rs"]
mod wire;

/// Routes that answer a visitor, and why.
const PUBLIC: &[(&str, &str)] = &[
    ("/", "what this is"),
    ("/a/{hash}/icon.svg", "a built asset"),
    ("/a/{hash}/pkg/{file}", "a built asset"),
    ("/.well-known/jwks.json", "by which keys badges are verified"),
    ("/badges/issuers/{hub}", "who issues badges"),
    ("/badges/keys/{thumbprint}", "by which keys badges are verified"),
    ("/badges/status/{list}", "which badges were revoked, as bits"),
    ("/calendar/{file}", "a secret address"),
    ("/check", "the check of a paper"),
    ("/check/{serial}", "the check of a paper"),
    ("/disclose/{token}", "a secret link"),
    ("/health", "for whoever watches the process"),
    ("/in/{token}", "a secret link"),
    ("/invitation/{token}", "a secret link"),
    ("/language", "the language of this browser"),
    ("/live", "answers the handshake only: see `live`"),
    ("/password/{token}", "a secret link"),
    ("/privacy", "what is kept, and why"),
    ("/programs/{slug}", "what a program is about"),
    ("/s/{token}", "a secret link"),
    ("/s/{token}/draft", "a secret link"),
    ("/sign-in", "the way in"),
    ("/sign-in/link", "the way in"),
    ("/sign-in/password", "the way in"),
    ("/sign-out", "the way out"),
    ("/terms", "the terms"),
    ("/unsubscribe/{token}/{list}", "a secret address"),
];

fn is_public(route: &Route) -> bool {
    PUBLIC.iter().any(|(path, _)| *path == route.path)
}

/// Sends a request whose address is nobody else's, so that no limit on guesses is met.
async fn knock(request: reqwest::RequestBuilder) -> Reply {
    use std::sync::atomic::{AtomicU32, Ordering};
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let n = COUNT.fetch_add(1, Ordering::Relaxed);
    let from = format!("10.{}.{}.{}", n >> 16, (n >> 8) & 255, n & 255);
    reply(request.header("x-forwarded-for", from).send().await.expect("a reply")).await
}

/// A form; with a file, where the route takes nothing else.
async fn post(who: &Actor, path: &str) -> Reply {
    let request = || who.client.post(format!("{}{path}", who.address)).header("origin", &who.address);
    let plain = knock(request().form(&[("act", "look")])).await;
    if plain.status != 415 {
        return plain;
    }
    knock(request().multipart(Form::new().part("file", Part::bytes(&b"x"[..]).file_name("x.csv")))).await
}

async fn get(who: &Actor, path: &str) -> Reply {
    knock(who.client.get(format!("{}{path}", who.address))).await
}

/// Fails with every sentence at once.
#[track_caller]
fn nothing_of(faults: Vec<String>) {
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_route_of_the_source_is_probed_or_public() {
    let probes = probes::all();
    let probed = |method: &str, path: &str| {
        let route = format!("{method} {path}");
        probes.iter().any(|p| p.route == route)
    };
    let routes = of_the_product();
    let mut faults = Vec::new();
    for route in routes.iter().filter(|r| !is_public(r)) {
        faults.extend(
            route
                .methods
                .iter()
                .filter(|m| !probed(m, &route.path))
                .map(|m| format!("{m} {}: no probe of the permission table", route.path)),
        );
    }
    let known = |path: &str| routes.iter().any(|r| r.path == path);
    let named = PUBLIC.iter().map(|(path, _)| *path).chain(probes.iter().filter_map(|p| p.route.split_once(' ')).map(|(_, path)| path));
    faults.extend(named.filter(|path| path.starts_with('/') && !known(path)).map(|path| format!("{path}: no such route any more")));
    nothing_of(faults);
}

#[tokio::test]
async fn nobody_is_sent_to_sign_in_everywhere() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let app = App::start(engine).await;
        let (nobody, mut faults) = (app.nobody(), Vec::new());
        let in_order = |r: &Reply| r.status == 404 || (r.status == 303 && r.location.starts_with("/sign-in"));
        // What was sent is not thrown away by a way elsewhere: it stands on the page that says so.
        let kept = |r: &Reply| r.status == 404 || (r.status == 401 && r.location.is_empty() && r.body.contains("target=\"_blank\""));
        for route in of_the_product().iter().filter(|r| !is_public(r)) {
            let path = route.filled(&app.world.slug);
            if route.gets() {
                let page = get(&nobody, &path).await;
                let back = page.status != 303 || page.location.starts_with("/sign-in?next=");
                faults.extend((!in_order(&page) || !back).then(|| format!("GET {path}: {} {}", page.status, page.location)));
            }
            if route.posts() {
                let done = post(&nobody, &path).await;
                faults.extend((!kept(&done)).then(|| format!("POST {path}: {} {}", done.status, done.location)));
            }
        }
        nothing_of(faults);
    }
}

#[tokio::test]
async fn a_public_page_shows_no_name_and_breaks_for_nobody() {
    let app = App::start(Engine::Sqlite).await;
    let mut faults = Vec::new();
    for route in of_the_product().iter().filter(|r| is_public(r) && r.gets()) {
        let path = route.filled("psp");
        let page = get(&app.nobody(), &path).await;
        let named = ["Amara", "Fatima", "@example.org"].iter().any(|name| page.body.contains(name));
        faults.extend((named || page.status.is_server_error()).then(|| format!("{path}: {}", page.status)));
    }
    nothing_of(faults);
}

#[tokio::test]
async fn a_forged_post_is_refused_everywhere() {
    let app = App::start(Engine::Sqlite).await;
    let (ada, mut faults) = (app.actor("ada").await, Vec::new());
    for route in of_the_product().iter().filter(|r| r.posts() || r.path == "/live") {
        let url = format!("{}{}", app.address, route.filled(&app.world.slug));
        let form = || ada.client.post(&url).form(&[("name", "x")]);
        let forged = [
            form().header("origin", "https://evil.example").header("sec-fetch-site", "cross-site"),
            form().header("origin", "https://evil.example"),
            form().header("sec-fetch-site", "cross-site"),
            form().header("origin", &app.address).header("sec-fetch-site", "cross-site"),
            form().header("origin", "null"),
            form().header("referer", "https://evil.example/page"),
        ];
        for (n, request) in forged.into_iter().enumerate() {
            let status = knock(request).await.status;
            faults.extend((status != 403).then(|| format!("{url}, forgery {n}: {status}")));
        }
    }
    nothing_of(faults);
    ada.get("/me").await.expect(200);
}

#[tokio::test]
async fn what_is_no_form_is_not_read() {
    let app = App::start(Engine::Sqlite).await;
    let (ada, mut faults) = (app.actor("ada").await, Vec::new());
    for route in of_the_product().iter().filter(|r| r.posts()) {
        for kind in ["text/plain", "application/json", "application/xml", ""] {
            let path = route.filled(&app.world.slug);
            let request = ada.client.post(format!("{}{path}", app.address)).header("origin", &app.address).header("content-type", kind);
            let status = knock(request.body("a=b")).await.status;
            faults.extend((status != 415).then(|| format!("POST {path} as {kind:?}: {status}")));
        }
    }
    nothing_of(faults);
    ada.get("/me").await.expect(200);
}

#[tokio::test]
async fn a_wrong_method_is_told_the_right_one() {
    let app = App::start(Engine::Sqlite).await;
    let (ada, mut faults) = (app.actor("ada").await, Vec::new());
    for route in of_the_product() {
        let url = format!("{}{}", app.address, route.filled(&app.world.slug));
        let wrong = [
            (!route.posts()).then(|| ("POST", ada.client.post(&url).header("origin", &app.address).form(&[("a", "b")]))),
            (!route.gets() && route.posts()).then(|| ("GET", ada.client.get(&url))),
            Some(("DELETE", ada.client.delete(&url).header("origin", &app.address))),
            Some(("PUT", ada.client.put(&url).header("origin", &app.address).form(&[("a", "b")]))),
        ];
        for (method, request) in wrong.into_iter().flatten() {
            let answer = knock(request).await;
            let allow = answer.headers.get("allow").and_then(|a| a.to_str().ok()).unwrap_or_default().to_owned();
            let right = route.methods.iter().all(|m| *m == "ANY" || allow.contains(m)) && !allow.is_empty() && !allow.contains(method);
            faults.extend((answer.status != 405 || !right).then(|| format!("{method} {url}: {}, Allow {allow:?}", answer.status)));
        }
    }
    nothing_of(faults);
}

#[tokio::test]
async fn no_page_breaks_for_anybody() {
    let app = App::start(Engine::Sqlite).await;
    let mut faults = Vec::new();
    for short in ["", "amara", "fatima", "corinne", "evan", "maya", "leo", "ada", "odile"] {
        let who = if short.is_empty() { app.nobody() } else { app.actor(short).await };
        for route in of_the_product().iter().filter(|r| r.gets()) {
            let path = route.filled(&app.world.slug);
            let odd = route.filled("%00%ff").replace("00000000-0000-7000-8000-000000000001", "%27%20OR%201%3D1");
            for path in [&path, &odd, &format!("{path}?page=-1&before=x&q=%22&next=//evil.example&form=%00&change=yes")] {
                let status = get(&who, path).await.status;
                faults.extend(status.is_server_error().then(|| format!("{short} GET {path}: {status}")));
            }
        }
    }
    nothing_of(faults);
}
