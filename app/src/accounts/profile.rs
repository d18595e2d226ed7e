//! The profile: what I am called, how letters reach me, my devices; and what staff do with an account.

use axum::extract::Path;
use backend::Fault;
use backend::accounts::profile::{self, Device, Profile};
use backend::credits::direct_entry;
use domain::fault::FieldFault;
use domain::id::{PersonId, SignInId};
use domain::lang::Lang;
use domain::when::Zone;
use leptos::prelude::*;

use crate::answer::{Answer, again, go};
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// My profile.
pub async fn page(visit: Visit) -> Answer {
    let p = profile::own(&visit.cx, &visit.viewer).await?;
    show(&visit, &p, stored(&p)).await
}

fn stored(p: &Profile) -> Typed {
    Typed::of([
        ("name", p.name.clone()),
        ("profession", p.profession.clone()),
        ("organisation", p.organisation.clone()),
        ("community", p.community.clone()),
        ("language", p.lang.code().to_owned()),
        ("zone", p.zone.clone()),
        ("phone", p.phone.clone()),
        ("licence", p.licence.clone()),
    ])
}

async fn show(visit: &Visit, p: &Profile, mut typed: Typed) -> Answer {
    if typed.get("cfpc").is_empty() {
        typed.set("cfpc", direct_entry::own(&visit.cx, &visit.viewer).await?);
    }
    let devices = profile::own_devices(&visit.cx, &visit.viewer).await?;
    let languages = Lang::ALL.map(|l| (l.code().to_owned(), visit.t(&format!("language-{}", l.code())))).to_vec();
    let zones = Zone::offered().iter().map(|z| (z.name().to_owned(), z.label(visit.lang()))).collect();
    Ok(visit.show(Page::new(visit.t("my-profile")), || {
        view! {
            <h1>{visit.t("my-profile")}</h1>
            {parts::done(visit)}
            {parts::fault_summary(visit, &typed)}
            <p class="lede">{visit.tw("profile-email", &[("email", p.email.as_str().into())])}</p>
            <form class="form" method="post">
                {field(visit, &typed, "name", "field-name").required().hint("hint-name").input("text", "name")}
                {field(visit, &typed, "profession", "field-profession").input("text", "organization-title")}
                {field(visit, &typed, "organisation", "field-organisation").input("text", "organization")}
                {field(visit, &typed, "community", "field-community").input("text", "address-level2")}
                {field(visit, &typed, "language", "field-language").required().radios(languages)}
                {field(visit, &typed, "zone", "field-zone").required().hint("hint-zone").choose(zones)}
                {field(visit, &typed, "phone", "field-phone").input("tel", "tel")}
                {field(visit, &typed, "licence", "field-licence").hint("hint-licence").input("text", "off")}
                <p><button class="button" type="submit">{visit.t("save")}</button></p>
            </form>
            {number_form(visit, &typed)}
            {calendar(visit, p)}
            {password_form(visit, p, &typed)}
            {device_list(visit, devices)}
            <section><h2>{visit.t("erase-title")}</h2><p><a href="/me/erase">{visit.t("erase-way")}</a></p></section>
        }
    }))
}

/// The number that a college knows somebody by.
fn number_form(visit: &Visit, typed: &Typed) -> impl IntoView + use<> {
    view! {
        <section class="card" id="cfpc">
            <h2>{visit.t("cfpc-title")}</h2>
            <p>{visit.t("cfpc-lede")}</p>
            <form class="form" method="post" action="/me/cfpc">
                {field(visit, typed, "cfpc", "cfpc-number").hint("cfpc-hint").input("text", "off")}
                <p><button class="button quiet" type="submit">{visit.t("save")}</button></p>
            </form>
        </section>
    }
}

/// Gives my number of the CFPC, or takes it back.
pub async fn give_number(visit: Visit, typed: Typed) -> Answer {
    match direct_entry::give(&visit.cx, &visit.viewer, typed.get("cfpc")).await {
        Ok(()) => Ok(go("/me?done=saved#cfpc")),
        Err(Fault::Invalid(faults)) => {
            let p = profile::own(&visit.cx, &visit.viewer).await?;
            let mut stored = stored(&p);
            stored.set("cfpc", typed.get("cfpc").to_owned());
            Ok(again(show(&visit, &p, stored.with_faults(faults)).await?))
        }
        Err(other) => Err(other.into()),
    }
}

fn calendar(visit: &Visit, p: &Profile) -> impl IntoView + use<> {
    let address = format!("{}/calendar/{}.ics", visit.cx.ports.origin, p.calendar_token);
    view! {
        <section class="card" id="calendar">
            <h2>{visit.t("calendar-title")}</h2>
            <p>{visit.t("calendar-lede")}</p>
            <p><a href=address.clone() rel="external">{address.clone()}</a></p>
            <p><a href="/me/notices">{visit.t("notices-me")}</a></p>
            <form method="post" action="/me/calendar"><button class="button quiet" type="submit">{visit.t("calendar-new")}</button></form>
        </section>
    }
}

fn password_form(visit: &Visit, p: &Profile, typed: &Typed) -> impl IntoView + use<> {
    let (title, lede) = if p.has_password { ("password-change", None) } else { ("password-set", Some(visit.t("password-none"))) };
    let old = p.has_password.then(|| field(visit, typed, "old", "field-old-password").required().input("password", "current-password"));
    view! {
        <section class="card">
            <h2>{visit.t(title)}</h2>
            {lede.map(|l| view! { <p>{l}</p> })}
            <form class="form" method="post" action="/me/password">
                {old}
                {field(visit, typed, "new", "field-new-password").required().hint("hint-password").input("password", "new-password")}
                <p><button class="button quiet" type="submit">{visit.t("save")}</button></p>
            </form>
        </section>
    }
}

/// What a browser calls itself, in the two words that people know it by.
fn browser(agent: &str) -> Option<String> {
    let known = |names: &[(&str, &'static str)]| names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    let program = known(&[
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("Chrom", "Chrome"),
        ("CriOS/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = known(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "Mac"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ]);
    let words: Vec<&str> = program.into_iter().chain(system).collect();
    (!words.is_empty()).then(|| words.join(" · "))
}

fn device_list(visit: &Visit, devices: Vec<Device>) -> impl IntoView + use<> {
    let rows = devices
        .into_iter()
        .map(|d| {
            let name = browser(&d.name).unwrap_or_else(|| visit.t("device-unnamed"));
            let end = (!d.this).then(|| view! {
                <form method="post" action="/me/devices">
                    <input type="hidden" name="device" value=d.id.to_string()/>
                    <button class="link-button" type="submit">{visit.t("device-end")}</button>
                </form>
            });
            view! {
                <li class="row">
                    <span class="row-main">{name}{d.this.then(|| view! { " "<span class="badge is-done">{visit.t("device-this")}</span> })}</span>
                    <span class="row-meta">{parts::time(visit, d.seen_at, visit.zone())}{end}</span>
                </li>
            }
        })
        .collect_view();
    view! { <section><h2>{visit.t("devices-title")}</h2><ul class="list">{rows}</ul></section> }
}

/// Changes my profile.
pub async fn change(visit: Visit, typed: Typed) -> Answer {
    let mut wanted = profile::own(&visit.cx, &visit.viewer).await?;
    let take = |name: &str| typed.get(name).to_owned();
    (wanted.name, wanted.profession, wanted.organisation) = (take("name"), take("profession"), take("organisation"));
    (wanted.community, wanted.zone, wanted.phone, wanted.licence) = (take("community"), take("zone"), take("phone"), take("licence"));
    let Ok(lang) = typed.get("language").parse() else {
        let faults = vec![FieldFault::new("language", "fault-choice")];
        return Ok(again(show(&visit, &wanted, typed.with_faults(faults)).await?));
    };
    wanted.lang = lang;
    match profile::change(&visit.cx, &visit.viewer, &wanted).await {
        Ok(()) => Ok(go("/me?done=saved")),
        Err(Fault::Invalid(faults)) => Ok(again(show(&visit, &wanted, typed.with_faults(faults)).await?)),
        Err(other) => Err(other.into()),
    }
}

/// Changes my password.
pub async fn change_password(visit: Visit, typed: Typed) -> Answer {
    match profile::change_password(&visit.cx, &visit.viewer, typed.get("old"), typed.get("new")).await {
        Ok(()) => Ok(go("/me?done=password-changed")),
        Err(Fault::Invalid(faults)) => {
            let p = profile::own(&visit.cx, &visit.viewer).await?;
            Ok(again(show(&visit, &p, stored(&p).with_faults(faults)).await?))
        }
        Err(other) => Err(other.into()),
    }
}

/// Gives me a new private calendar address.
pub async fn new_calendar(visit: Visit) -> Answer {
    profile::new_calendar_token(&visit.cx, &visit.viewer).await?;
    Ok(go("/me?done=calendar-new"))
}

/// Signs one of my devices out.
pub async fn end_device(visit: Visit, typed: Typed) -> Answer {
    let device: SignInId = typed.get("device").parse().map_err(|_| Fault::Missing)?;
    profile::end_own_device(&visit.cx, &visit.viewer, device).await?;
    Ok(go("/me?done=device-ended"))
}

/// Suspends an account.
pub async fn suspend(visit: Visit, Path(id): Path<PersonId>) -> Answer {
    profile::suspend(&visit.cx, &visit.viewer, id).await?;
    Ok(go(format!("/accounts/{id}?done=suspended")))
}

/// Lets a suspended person in again.
pub async fn reactivate(visit: Visit, Path(id): Path<PersonId>) -> Answer {
    profile::reactivate(&visit.cx, &visit.viewer, id).await?;
    Ok(go(format!("/accounts/{id}?done=reactivated")))
}

/// Signs every device of a person out.
pub async fn end_devices_of(visit: Visit, Path(id): Path<PersonId>) -> Answer {
    profile::end_devices_of(&visit.cx, &visit.viewer, id).await?;
    Ok(go(format!("/accounts/{id}?done=devices-ended")))
}
