//! A paper that was issued: its page and its file; its end, and its next edition.

use axum::extract::Path;
use backend::Fault;
use backend::credits::issuing;
use backend::credits::papers::{self, View};
use domain::credits::certificate::State;
use leptos::prelude::*;

use crate::answer::{Answer, again as retry, go};
use crate::parts;
use crate::parts::fields::field;
use crate::sessions::attendance::download;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// The page.
pub async fn page(visit: Visit, Path(serial): Path<String>) -> Answer {
    show(&visit, &serial, Typed::empty()).await
}

async fn show(visit: &Visit, serial: &str, typed: Typed) -> Answer {
    let view = papers::one(&visit.cx, &visit.viewer, serial).await?;
    let page = Page::new(view.printed.title.clone());
    let page = if view.mine { page.crumb(visit.t("transcript-title"), "/transcript") } else { page };
    Ok(visit.show(page, || {
        let valid = view.state.is_valid();
        let file = valid.then(|| {
            let href = format!("/certificates/{}/paper.pdf", view.serial);
            let badge = format!("/certificates/{}/badge.jwt", view.serial);
            view! {
                <p class="page-actions no-print">
                    <a class="button" href=href download="">{visit.t("paper-pdf")}</a>
                    <a class="button quiet" href=badge download="">{visit.t("paper-badge")}</a>
                </p>
                <p class="hint no-print">{visit.t("paper-badge-hint")}</p>
            }
        });
        view! {
            {parts::done(visit)}
            {parts::fault_summary(visit, &typed)}
            {standing(visit, &view)}
            {sheet(&view)}
            {file}
            {acts(visit, &view, &typed)}
        }
    }))
}

/// What was issued, in the language it was issued in.
fn sheet(view: &View) -> impl IntoView + use<> {
    let p = &view.printed;
    let lines = |all: &[String]| all.iter().map(|line| view! { <p>{line.clone()}</p> }).collect_view();
    let meta = p.head.iter().map(|line| view! { <p class="meta">{line.clone()}</p> }).collect_view();
    view! {
        <article class="letter" lang=p.lang.code()>
            <h1>{p.title.clone()}</h1>
            {meta}
            {lines(&p.lines)}
            <div class="signature">{lines(&p.foot)}</div>
            <p class="meta">{p.check.clone()}</p>
        </article>
    }
}

fn standing(visit: &Visit, view: &View) -> impl IntoView + use<> {
    let Some((at, why)) = &view.revoked else {
        return (view.state == State::Reissued).then(|| view! { <p class="notice">{visit.t("paper-reissued")}</p> }).into_any();
    };
    let zone = visit.zone().to_owned();
    let next = view.replaced_by.as_ref().map(|serial| {
        view! { <p>{visit.t("paper-replaced")}" "<a href=format!("/certificates/{serial}")>{serial.clone()}</a></p> }
    });
    view! { <div class="notice is-warn"><p>{visit.t("paper-revoked-on")}" "{parts::time(visit, *at, &zone)}{visit.colon()}{why.clone()}</p>{next}</div> }
        .into_any()
}

fn acts(visit: &Visit, view: &View, typed: &Typed) -> impl IntoView + use<> {
    let at = format!("/certificates/{}", view.serial);
    let revoke = view.may_revoke.then(|| {
        view! {
            <details class="no-print" open=!typed.faults().is_empty()>
                <summary>{visit.t("paper-revoke")}</summary>
                <form class="form" method="post" action=format!("{at}/revoke")>
                    {field(visit, typed, "why", "paper-why").required().hint("paper-why-hint").input("text", "off")}
                    <p><button class="button quiet" type="submit">{visit.t("paper-revoke-go")}</button></p>
                </form>
            </details>
        }
    });
    let reissue = view.may_reissue.then(|| {
        view! {
            <form class="form no-print" method="post" action=format!("{at}/again")>
                <p>{visit.t("paper-again-lede")}</p>
                <p><button class="button quiet" type="submit">{visit.t("paper-again")}</button></p>
            </form>
        }
    });
    view! { {revoke}{reissue} }
}

/// The file.
pub async fn pdf(visit: Visit, Path(serial): Path<String>) -> Answer {
    let file = papers::file(&visit.cx, &visit.viewer, &serial).await?;
    Ok(download(file.bytes, "application/pdf", &file.name))
}

/// Revokes it, for a reason.
pub async fn revoke(visit: Visit, Path(serial): Path<String>, typed: Typed) -> Answer {
    match papers::revoke(&visit.cx, &visit.viewer, &serial, typed.get("why")).await {
        Ok(()) => Ok(go(format!("/certificates/{serial}?done=saved"))),
        Err(Fault::Invalid(faults)) => Ok(retry(show(&visit, &serial, typed.with_faults(faults)).await?)),
        Err(other) => Err(other.into()),
    }
}

/// Has it issued again.
pub async fn again(visit: Visit, Path(serial): Path<String>) -> Answer {
    let issued = issuing::issue_again(&visit.cx, &visit.viewer, &serial).await?;
    Ok(go(format!("/certificates/{}?done=saved", issued.serial())))
}
