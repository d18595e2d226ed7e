//! Video servers and telephone numbers of a hub or a program, for administrators. Secrets are typed in and never shown.

use axum::extract::Path;
use backend::Fault;
use backend::sessions::video::Kind;
use backend::sessions::video::settings::{self, Form, Scope, View};
use domain::id::{HubId, ProgramId};
use leptos::prelude::*;

use crate::answer::{Answer, again, go};
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// A program's.
pub async fn program(visit: Visit, Path(id): Path<ProgramId>) -> Answer {
    page(&visit, Scope::Program(id)).await
}

/// A hub's.
pub async fn hub(visit: Visit, Path(id): Path<HubId>) -> Answer {
    page(&visit, Scope::Hub(id)).await
}

/// Sets a program's.
pub async fn set_program(visit: Visit, Path(id): Path<ProgramId>, typed: Typed) -> Answer {
    set(&visit, Scope::Program(id), typed).await
}

/// Sets a hub's.
pub async fn set_hub(visit: Visit, Path(id): Path<HubId>, typed: Typed) -> Answer {
    set(&visit, Scope::Hub(id), typed).await
}

/// The choices of a form: what the wider setting has, then each kind.
pub fn kinds(visit: &Visit, as_wider: &str) -> Vec<(String, String)> {
    let mut kinds = vec![(String::new(), visit.t(as_wider))];
    kinds.extend(Kind::ALL.map(|kind| (kind.code().to_owned(), visit.t(&format!("video-kind-{}", kind.code())))));
    kinds
}

fn address(scope: Scope) -> String {
    match scope {
        Scope::Program(id) => format!("/manage/programs/{id}/video"),
        Scope::Hub(id) => format!("/manage/hubs/{id}/video"),
    }
}

async fn page(visit: &Visit, scope: Scope) -> Answer {
    let view = settings::view(&visit.cx, &visit.viewer, scope).await?;
    let form = &view.form;
    let typed = Typed::of([
        ("kind", form.kind.clone()),
        ("link", form.link.clone()),
        ("dial_in", form.dial_in.clone()),
        ("dial_code", form.dial_code.clone()),
        ("jitsi", form.jitsi.clone()),
        ("jitsi_app", form.jitsi_app.clone()),
        ("bbb", form.bbb.clone()),
    ]);
    Ok(show(visit, scope, &view, &typed))
}

async fn set(visit: &Visit, scope: Scope, typed: Typed) -> Answer {
    let get = |name: &str| typed.get(name).to_owned();
    let form = Form {
        kind: get("kind"),
        link: get("link"),
        dial_in: get("dial_in"),
        dial_code: get("dial_code"),
        jitsi: get("jitsi"),
        jitsi_app: get("jitsi_app"),
        jitsi_secret: get("jitsi_secret"),
        bbb: get("bbb"),
        bbb_secret: get("bbb_secret"),
    };
    let done = match typed.whole("kind") {
        Ok(()) => settings::set(&visit.cx, &visit.viewer, scope, &form).await,
        cut => cut,
    };
    match done {
        Ok(()) => Ok(go(format!("{}?done=saved", address(scope)))),
        Err(Fault::Invalid(faults)) => {
            let view = settings::view(&visit.cx, &visit.viewer, scope).await?;
            Ok(again(show(visit, scope, &view, &typed.with_faults(faults))))
        }
        Err(other) => Err(other.into()),
    }
}

fn show(visit: &Visit, scope: Scope, view: &View, typed: &Typed) -> axum::response::Response {
    let title = visit.tw("video-title", &[("name", view.name.as_str().into())]);
    visit.show(Page::new(title.clone()).crumb(visit.t("nav-programs"), "/manage"), || {
        let program = matches!(scope, Scope::Program(_));
        let lede = visit.t(if program { "video-lede-program" } else { "video-lede-hub" });
        let wider = if program { kinds(visit, "video-as-hub") } else { kinds(visit, "video-kind-unset") };
        let hub = view.hub.map(|hub| {
            view! { <p class="page-actions"><a class="button quiet" href=address(Scope::Hub(hub))>{visit.t("video-hub")}</a></p> }
        });
        let secret = |set: bool| view! { <p class="hint">{visit.t(if set { "video-secret-set" } else { "video-secret-none" })}</p> };
        view! {
            {parts::done(visit)}
            <h1>{title}</h1>
            <p class="lede">{lede}</p>
            {hub}
            {parts::fault_summary(visit, typed)}
            <form class="form" method="post" action=address(scope)>
                <h2>{visit.t("video-how")}</h2>
                {field(visit, typed, "kind", "field-video").choose(wider)}
                {field(visit, typed, "link", "field-video-link").hint("hint-video-link").input("url", "off")}
                {field(visit, typed, "dial_in", "field-dial-in").hint("hint-dial-in").input("text", "off")}
                {field(visit, typed, "dial_code", "field-dial-code").hint("hint-dial-code").input("text", "off")}
                <h2>{visit.t("video-jitsi")}</h2>
                {field(visit, typed, "jitsi", "field-jitsi-address").hint("hint-jitsi-address").input("url", "off")}
                {field(visit, typed, "jitsi_app", "field-jitsi-app").hint("hint-jitsi-app").input("text", "off")}
                {field(visit, typed, "jitsi_secret", "field-jitsi-secret").input("password", "new-password")}
                {secret(view.jitsi_secret)}
                <h2>{visit.t("video-bbb")}</h2>
                {field(visit, typed, "bbb", "field-bbb-address").hint("hint-bbb-address").input("url", "off")}
                {field(visit, typed, "bbb_secret", "field-bbb-secret").hint("hint-bbb-secret").input("password", "new-password")}
                {secret(view.bbb_secret)}
                <p><button class="button" type="submit">{visit.t("save")}</button></p>
            </form>
        }
    })
}
