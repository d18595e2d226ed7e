//! What people do to come in and to leave.

use axum::extract::Path;
use axum::http::HeaderValue;
use axum::http::header::{HeaderMap, SET_COOKIE, USER_AGENT};
use backend::Fault;
use backend::accounts::entry::{self, Acceptance};
use backend::accounts::links::Purpose;
use backend::accounts::{devices, terms};
use domain::lang::Lang;
use domain::text::local_path;

use super::pages;
use crate::answer::{Answer, again, go};
use crate::session::{signed_in, signed_out};
use crate::typed::Typed;
use crate::visit::Visit;

/// Uses a mailed sign-in link.
pub async fn by_link(visit: Visit, Path(token): Path<String>, headers: HeaderMap) -> Answer {
    visit.guess()?;
    let (opened, next) = entry::by_link(&visit.cx, &token, device(&headers)).await?;
    Ok(signed_in(go(next), opened))
}

/// Signs in with address and password.
pub async fn by_password(visit: Visit, headers: HeaderMap, typed: Typed) -> Answer {
    visit.guess()?;
    match entry::by_password(&visit.cx, typed.get("email"), typed.get("password"), device(&headers)).await {
        Ok(opened) => Ok(signed_in(go(local_path(typed.get("next"))), opened)),
        Err(Fault::Invalid(faults)) => Ok(again(pages::sign_in_form(&visit, typed.with_faults(faults)).await?)),
        Err(other) => Err(other.into()),
    }
}

/// Asks for a mailed sign-in link; the answer is the same for an unknown address.
pub async fn ask_for_link(visit: Visit, typed: Typed) -> Answer {
    visit.guess()?;
    match entry::ask_for_link(&visit.cx, typed.get("address"), typed.get("next")).await {
        Ok(()) => Ok(go("/sign-in?done=link-mailed")),
        Err(Fault::Invalid(_)) => {
            let fault = domain::fault::FieldFault::new("address", "fault-email");
            Ok(again(pages::sign_in_form(&visit, typed.with_faults(vec![fault])).await?))
        }
        Err(other) => Err(other.into()),
    }
}

/// Asks for a link to choose a new password; the answer is the same for an unknown address.
pub async fn ask_for_password(visit: Visit, typed: Typed) -> Answer {
    visit.guess()?;
    match entry::ask_for_password(&visit.cx, typed.get("email")).await {
        Ok(()) => Ok(go("/sign-in?done=link-mailed")),
        Err(Fault::Invalid(faults)) => Ok(again(pages::sign_in_form(&visit, typed.with_faults(faults)).await?)),
        Err(other) => Err(other.into()),
    }
}

/// Accepts an invitation.
pub async fn accept(visit: Visit, Path(token): Path<String>, headers: HeaderMap, typed: Typed) -> Answer {
    visit.guess()?;
    let chosen = Acceptance {
        name: typed.get("name").to_owned(),
        password: typed.get("password").to_owned(),
        lang: typed.get("language").parse().unwrap_or_default(),
        terms: typed.get("terms") == "yes",
    };
    match entry::accept(&visit.cx, &token, &chosen, device(&headers)).await {
        Ok((opened, next)) => Ok(signed_in(go(next), opened)),
        Err(Fault::Invalid(faults)) => {
            let greeting = entry::greet(&visit.cx, &token, Purpose::Invitation).await?;
            Ok(again(pages::invitation_form(&visit, &greeting, typed.with_faults(faults)).await?))
        }
        Err(other) => Err(other.into()),
    }
}

/// Chooses a new password by a mailed link.
pub async fn new_password(visit: Visit, Path(token): Path<String>, headers: HeaderMap, typed: Typed) -> Answer {
    visit.guess()?;
    match entry::new_password(&visit.cx, &token, typed.get("password"), device(&headers)).await {
        Ok(opened) => Ok(signed_in(go("/?done=password-changed"), opened)),
        Err(Fault::Invalid(faults)) => Ok(again(pages::password_form(&visit, typed.with_faults(faults)).await?)),
        Err(other) => Err(other.into()),
    }
}

/// Signs this device out.
pub async fn sign_out(visit: Visit) -> Answer {
    if let Some(who) = visit.viewer.who() {
        let mut tx = visit.cx.begin().await?;
        devices::end(&mut tx, who.sign_in, who.person, "signed_out").await?;
        tx.commit().await?;
    }
    Ok(signed_out(go("/sign-in?done=signed-out")))
}

/// Accepts the newest terms.
pub async fn accept_terms(visit: Visit, typed: Typed) -> Answer {
    terms::accept(&visit.cx, &visit.viewer, visit.lang()).await?;
    Ok(go(local_path(typed.get("next"))))
}

/// Chooses the language of this browser, and comes back to where one was.
pub async fn language(_: Visit, typed: Typed) -> Answer {
    let lang: Lang = typed.get("language").parse().unwrap_or_default();
    let mut response = go(local_path(typed.get("next")));
    let cookie = format!("kith_lang={}; Path=/; Max-Age=31536000; SameSite=Lax", lang.code());
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(response)
}

/// What a browser says of itself, for the list of devices.
pub fn device(headers: &HeaderMap) -> &str {
    headers.get(USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or("")
}
