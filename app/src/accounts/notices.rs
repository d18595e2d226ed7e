//! Which letters a person gets, and the one step out of a letter.

use axum::extract::Path;
use backend::accounts::profile;
use backend::notices::{self, Choices, WayOut};
use backend::{Fault, Viewer};
use leptos::prelude::*;

use crate::answer::{Answer, go};
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// My choices.
pub async fn page(visit: Visit) -> Answer {
    let choices = notices::own(&visit.cx, &visit.viewer).await?;
    let me = profile::own(&visit.cx, &visit.viewer).await?;
    let yes = |on: bool| if on { "yes" } else { "" }.to_owned();
    let typed = Typed::of([("reminders", yes(choices.reminders)), ("calendar", yes(choices.calendar))]);
    let always = ["notices-always-change", "notices-always-case", "notices-always-survey", "notices-always-account"];
    Ok(visit.show(Page::new(visit.t("notices-title")).crumb(visit.t("my-profile"), "/me"), || {
        let always = always.map(|key| view! { <li>{visit.t(key)}</li> });
        view! {
            {parts::done(&visit)}
            <h1>{visit.t("notices-title")}</h1>
            <p class="lede">{visit.tw("notices-lede", &[("email", me.email.as_str().into())])}</p>
            <section class="card">
                <h2>{visit.t("notices-choose")}</h2>
                <form class="form" method="post" action="/me/notices">
                    {field(&visit, &typed, "reminders", "notices-reminders").hint("notices-reminders-hint").tick()}
                    {field(&visit, &typed, "calendar", "notices-calendar").hint("notices-calendar-hint").tick()}
                    <p class="cluster">
                        <button class="button" type="submit">{visit.t("save")}</button>
                        <a href="/me#calendar">{visit.t("notices-feed")}</a>
                    </p>
                </form>
            </section>
            <section>
                <h2>{visit.t("notices-always")}</h2>
                <ul class="prose">{always.collect_view()}</ul>
                <p class="meta">{visit.t("notices-forum")}</p>
            </section>
        }
    }))
}

/// Sets my choices.
pub async fn choose(visit: Visit, typed: Typed) -> Answer {
    let wanted = Choices { reminders: typed.get("reminders") == "yes", calendar: typed.get("calendar") == "yes" };
    notices::choose(&visit.cx, &visit.viewer, wanted).await?;
    Ok(go("/me/notices?done=notices"))
}

/// What a way out leads to. Looking changes nothing: mail programs open links to see what is behind them.
pub async fn way_out(visit: Visit, Path((token, list)): Path<(String, String)>) -> Answer {
    let out = known(&visit, notices::look(&visit.cx, &token, &list).await)?;
    Ok(shown(visit, &out))
}

/// Takes the reader off the list, signed in or not, asked by their mail program or by themselves; the form may hold anything (RFC 8058).
pub async fn leave(visit: Visit, Path((token, list)): Path<(String, String)>) -> Answer {
    let out = known(&visit, notices::leave(&visit.cx, &token, &list).await)?;
    Ok(shown(visit, &out))
}

/// Only a wrong guess counts as one: a mail provider takes many people off from a single address.
fn known(visit: &Visit, found: Result<WayOut, Fault>) -> Result<WayOut, Fault> {
    if found == Err(Fault::Missing) {
        visit.guess()?;
    }
    found
}

fn shown(mut visit: Visit, out: &WayOut) -> axum::response::Response {
    // Nobody signed in reads it in the language of the letter.
    if visit.viewer == Viewer::nobody() {
        visit.words = backend::words::Words::of(out.lang);
    }
    let word = |stem: &str| visit.t(&format!("unsubscribe-{stem}-{}", out.list.code()));
    let title = if out.on { word("title") } else { word("done") };
    visit.show(Page::new(title.clone()), || {
        let page = view! { <p>{visit.t("unsubscribe-again")}" "<a href="/me/notices">{visit.t("unsubscribe-page")}</a></p> };
        let act = match out.on {
            true => view! {
                <form class="form" method="post"><p><button class="button" type="submit">{visit.t("unsubscribe-do")}</button></p></form>
            }
            .into_any(),
            false => page.into_any(),
        };
        view! {
            <h1>{title}</h1>
            <p class="lede">{word("lede")}</p>
            {act}
        }
    })
}
