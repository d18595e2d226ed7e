//! Pages of this room.

use axum::extract::Path;
use backend::accounts::entry;
use leptos::prelude::*;

use crate::answer::Answer;
use crate::parts;
use crate::shell::Page;
use crate::visit::Visit;

/// The start: what Kith is, or what is left for me.
pub async fn home(visit: Visit) -> Answer {
    let greeting = visit.viewer.who().map(|who| visit.tw("home-hello", &[("name", who.name.as_str().into())]));
    let (title, lede) = (greeting.unwrap_or_else(|| visit.t("home-title")), visit.t("home-lede"));
    Ok(visit.show(Page::new(visit.t("nav-home")), || {
        view! {
            {parts::done(&visit)}
            <h1>{title}</h1>
            <p class="lede">{lede}</p>
        }
    }))
}

/// A mailed sign-in link: it asks for a press, so that mail scanners do not use it up.
pub async fn link(visit: Visit, Path(token): Path<String>) -> Answer {
    let (name, _) = entry::greet(&visit.cx, &token).await?;
    let title = visit.tw("link-title", &[("name", name.as_str().into())]);
    Ok(visit.show(Page::new(title.clone()), || {
        view! {
            <h1>{title}</h1>
            <p class="lede">{visit.t("link-lede")}</p>
            <form method="post"><button class="button" type="submit">{visit.t("sign-in")}</button></form>
        }
    }))
}

/// Where somebody signs in.
pub async fn sign_in(visit: Visit) -> Answer {
    Ok(visit.show(Page::new(visit.t("sign-in")), || view! { <h1>{visit.t("sign-in")}</h1> }))
}
