//! Files of the video program: what is in one before anything is written, names that wait for a decision, and files that were read in.

use axum::extract::Path;
use backend::Fault;
use backend::sessions::attendance::Row;
use backend::sessions::importing::{self, Choice, Pending, Report, Seen, Taken};
use domain::attendance_file::DateOrder;
use domain::id::{PersonId, SessionId};
use domain::when::{Zone, show_date};
use leptos::prelude::*;

use super::{Forms, clock, show, span};
use crate::answer::{Answer, again, go};
use crate::parts;
use crate::parts::fields::field;
use crate::typed::Typed;
use crate::typed::upload::Upload;
use crate::visit::Visit;

/// The largest file that is carried from the look to the reading, so that it need not be chosen again.
const CARRIED: usize = 1024 * 1024;

/// What a file would bring, or brought.
pub struct Preview {
    report: Report,
    written: bool,
    typed: Typed,
}

const ORDERS: [(&str, DateOrder); 3] = [("mdy", DateOrder::Mdy), ("dmy", DateOrder::Dmy), ("ymd", DateOrder::Ymd)];

fn order(word: &str) -> Option<DateOrder> {
    ORDERS.iter().find(|(code, _)| *code == word).map(|(_, order)| *order)
}

fn code(order: DateOrder) -> &'static str {
    ORDERS.iter().find(|(_, known)| *known == order).map_or("ymd", |(code, _)| code)
}

/// Looks at a file of the video program, or reads it in.
pub async fn import(visit: Visit, Path((slug, id)): Path<(String, SessionId)>, upload: Upload) -> Answer {
    let mut typed = upload.typed;
    let bytes = upload.file.map_or_else(|| parts::carried(typed.get("carried")), |(_, bytes)| bytes);
    let write = typed.get("act") == "write";
    let choice = Choice {
        dry_run: !write,
        other_day: typed.get("other_day") == "yes",
        order: order(typed.get("order")),
        zone: typed.get("zone").to_owned(),
    };
    typed.set("carried", if bytes.len() > CARRIED { String::new() } else { parts::carry(&bytes) });
    let done = match bytes.is_empty() {
        true => importing::pending(&visit.cx, &visit.viewer, &slug, id).await.and(Err(Fault::field("file", "fault-file-none"))),
        false => importing::import(&visit.cx, &visit.viewer, &slug, id, &bytes, &choice).await,
    };
    match done {
        Ok(report) => {
            let preview = Some(Preview { report, written: write, typed });
            show(&visit, &slug, id, Forms { preview, ..Forms::default() }).await
        }
        Err(Fault::Invalid(faults)) => {
            let upload = typed.with_faults(faults);
            Ok(again(show(&visit, &slug, id, Forms { upload, ..Forms::default() }).await?))
        }
        Err(other) => Err(other.into()),
    }
}

/// Says who a doubtful name is.
pub async fn settle(visit: Visit, Path((slug, id)): Path<(String, SessionId)>, typed: Typed) -> Answer {
    let person: Option<PersonId> = match typed.get("person") {
        "nobody" => None,
        id => Some(id.parse().map_err(|_| Fault::Missing)?),
    };
    importing::settle(&visit.cx, &visit.viewer, &slug, id, typed.get("name"), person).await?;
    Ok(go(format!("/cohorts/{slug}/sessions/{id}/attendance?done=settled")))
}

/// Takes a file back.
pub async fn take_back(visit: Visit, Path((slug, id)): Path<(String, SessionId)>, typed: Typed) -> Answer {
    let file = typed.get("file").parse().map_err(|_| Fault::Missing);
    match file {
        Ok(file) => importing::take_back(&visit.cx, &visit.viewer, &slug, id, file).await?,
        Err(fault) => importing::pending(&visit.cx, &visit.viewer, &slug, id).await.and(Err(fault))?,
    }
    Ok(go(format!("/cohorts/{slug}/sessions/{id}/attendance?done=file-back")))
}

/// What is in a file: who, how long, from when to when, and what was left out and why.
pub(super) fn preview(visit: &Visit, at: &str, preview: &Preview, zone: &str) -> impl IntoView + use<> {
    let report = &preview.report;
    let counts = visit.tw(
        "attendance-read",
        &[
            ("source", report.source.as_str().into()),
            ("people", report.people.into()),
            ("sure", report.sure.len().into()),
            ("doubtful", report.doubtful.len().into()),
            ("waiting", report.waiting_room.into()),
        ],
    );
    // Before the day is known nobody was looked for.
    let found_only = visit.tw("files-found", &[("source", report.source.as_str().into()), ("people", report.people.into())]);
    let counts = if report.ambiguous() { found_only } else { counts };
    let (title, class) = match (preview.written, report.ambiguous()) {
        (true, _) => ("files-written", "notice is-good"),
        (false, true) => ("files-ask", "notice is-warn"),
        (false, false) => ("files-look", "notice"),
    };
    let body = if report.ambiguous() { ().into_any() } else { found(visit, report, zone).into_any() };
    let act = (!preview.written).then(|| take_form(visit, at, preview, zone));
    view! {
        <section aria-labelledby="preview">
            <h2 id="preview">{visit.t(title)}</h2>
            <p class=class role="status">{counts}</p>
            {body}
            {parts::row_faults(visit, &report.faults)}
            {act}
        </section>
    }
}

fn found(visit: &Visit, report: &Report, zone: &str) -> impl IntoView + use<> {
    let lines = report.sure.iter().map(|s| line(visit, s, zone)).collect_view();
    let doubtful = report.doubtful.iter().map(|p| {
        let minutes = visit.tw("minutes-n", &[("n", format!("{:.0}", p.minutes).into())]);
        view! { <tr><th scope="row">{p.name.clone()}</th><td class="num">{minutes}</td><td class="num"></td><td class="wide">{visit.t("files-doubtful")}</td></tr> }
    });
    let read = visit.tw(
        "files-read-as",
        &[
            ("order", report.order.map(|o| visit.t(&format!("files-order-{}", code(o)))).unwrap_or_default().into()),
            ("zone", Zone::parse(&report.zone).map(|z| z.label(visit.lang())).unwrap_or_default().into()),
        ],
    );
    let dropped = (!report.dropped.is_empty()).then(|| {
        let items = report.dropped.iter().map(|d| {
            let name = if d.name.is_empty() { "–".to_owned() } else { d.name.clone() };
            view! { <li>{name}{visit.colon()}{visit.t(&format!("files-why-{}", d.why))}</li> }
        });
        view! { <details open=true><summary>{visit.tw("files-dropped", &[("n", report.dropped.len().into())])}</summary><ul>{items.collect_view()}</ul></details> }
    });
    let missing = (!report.missing.is_empty()).then(|| {
        view! { <details><summary>{visit.tw("files-missing", &[("n", report.missing.len().into())])}</summary><p>{report.missing.join(", ")}</p></details> }
    });
    let region = visit.t("files-people");
    let caption = region.clone();
    view! {
        <p class="meta">{read}</p>
        <div class="table-wrap" tabindex="0" role="region" aria-label=region>
            <table class="table stacks">
                <caption class="visually-hidden">{caption}</caption>
                <thead><tr><th scope="col">{visit.t("field-name")}</th><th scope="col" class="num">{visit.t("files-minutes")}</th>
                    <th scope="col" class="num">{visit.t("attendance-when")}</th><th scope="col">{visit.t("files-note")}</th></tr></thead>
                <tbody>{lines}{doubtful.collect_view()}</tbody>
            </table>
        </div>
        {dropped}
        {missing}
    }
}

fn line(visit: &Visit, seen: &Seen, zone: &str) -> impl IntoView + use<> {
    let minutes = visit.tw("minutes-n", &[("n", format!("{:.0}", seen.minutes).into())]);
    let others: Vec<String> = seen.shown.iter().filter(|n| **n != seen.name).cloned().collect();
    let shown = (!others.is_empty()).then(|| visit.tw("files-shown-as", &[("names", others.join(", ").into())]));
    let stands = seen.corrected.then(|| visit.t("files-corrected"));
    let note = [shown, stands].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    view! {
        <tr><th scope="row">{seen.name.clone()}</th><td class="num">{minutes}</td>
            <td class="num">{span(seen.first, seen.last, zone)}</td><td class="wide">{note}</td></tr>
    }
}

/// What may still be said about the file, and the button that reads it in.
fn take_form(visit: &Visit, at: &str, preview: &Preview, zone: &str) -> impl IntoView + use<> {
    let (report, typed) = (&preview.report, &preview.typed);
    let carried = typed.get("carried").to_owned();
    let ask = report.ambiguous().then(|| {
        let options = report.readings.iter().map(|(order, day)| (code(*order).to_owned(), show_date(*day, visit.lang()))).collect();
        field(visit, typed, "order", "files-which-day").required().hint("files-which-day-hint").radios(options)
    });
    let keep = report.order.filter(|_| typed.has("order")).map(|o| view! { <input type="hidden" name="order" value=code(o)/> });
    let other = (typed.get("other_day") == "yes").then(|| view! { <input type="hidden" name="other_day" value="yes"/> });
    let again = carried.is_empty().then(|| field(visit, typed, "file", "field-file").required().file(".csv,.tsv,.txt"));
    let take = (!report.ambiguous())
        .then(|| view! { <button class="button" type="submit" name="act" value="write">{visit.t("attendance-take")}</button> });
    let look = if report.ambiguous() { "files-go-on" } else { "files-look-again" };
    view! {
        <form class="form" method="post" enctype="multipart/form-data" action=format!("{at}/attendance/import")>
            <input type="hidden" name="carried" value=carried/>
            {keep}{other}{again}{ask}
            {zones(visit, typed, zone)}
            <p class="cluster">
                {take}
                <button class="button quiet" type="submit" name="act" value="look">{visit.t(look)}</button>
                <a href=format!("{at}/attendance")>{visit.t("files-leave")}</a>
            </p>
        </form>
    }
}

fn zones(visit: &Visit, typed: &Typed, zone: &str) -> AnyView {
    let mut typed = typed.clone();
    if typed.get("zone").is_empty() {
        typed.set("zone", zone);
    }
    let mut options: Vec<(String, String)> = Zone::offered().into_iter().map(|z| (z.name().to_owned(), z.label(visit.lang()))).collect();
    if !options.iter().any(|(name, _)| name == zone) {
        options.insert(0, (zone.to_owned(), Zone::parse(zone).map(|z| z.label(visit.lang())).unwrap_or_default()));
    }
    field(visit, &typed, "zone", "files-zone").required().hint("files-zone-hint").choose(options)
}

pub(super) fn upload_form(visit: &Visit, at: &str, typed: &Typed, zone: &str) -> impl IntoView + use<> {
    let other = typed.fault("other_day").is_some().then(|| field(visit, typed, "other_day", "attendance-other-day").tick());
    let carried = typed.get("carried").to_owned();
    let chosen = (!carried.is_empty())
        .then(|| view! { <input type="hidden" name="carried" value=carried.clone()/><p class="meta">{visit.t("files-carried")}</p> });
    let file = field(visit, typed, "file", "field-file").hint("attendance-import-hint");
    let file = if carried.is_empty() { file.required() } else { file };
    view! {
        <section>
            <h2>{visit.t("attendance-import")}</h2>
            <form class="form" method="post" enctype="multipart/form-data" action=format!("{at}/attendance/import")>
                {chosen}
                {file.file(".csv,.tsv,.txt")}
                {zones(visit, typed, zone)}
                {other}
                <p><button class="button" type="submit" name="act" value="look">{visit.t("import-look")}</button></p>
            </form>
        </section>
    }
}

/// The files that were read in, each with a way back.
pub(super) fn taken(visit: &Visit, at: &str, taken: &[Taken], zone: &str) -> impl IntoView + use<> {
    if taken.is_empty() {
        return ().into_any();
    }
    let lines = taken.iter().map(|t| {
        let said = visit.tw("files-taken", &[("source", t.source.as_str().into()), ("n", t.people.into()), ("name", t.by.as_str().into())]);
        let label = visit.tw("files-back-name", &[("source", t.source.as_str().into()), ("at", clock(t.at, zone).into())]);
        view! {
            <li class="row"><span>{said}" "<span class="meta">{parts::time(visit, t.at, zone)}</span></span>
                <form class="inline-form" method="post" action=format!("{at}/attendance/take-back")>
                    <input type="hidden" name="file" value=t.id.to_string()/>
                    <button class="link-button" type="submit" aria-label=label>{visit.t("files-back")}</button>
                </form>
            </li>
        }
    });
    view! { <section><h2>{visit.t("files-title")}</h2><ul class="list">{lines.collect_view()}</ul></section> }.into_any()
}

/// Names that nobody or several could bear: one decision each, remembered.
pub(super) fn waiting(visit: &Visit, at: &str, pending: &[Pending], rows: &[Row]) -> impl IntoView + use<> {
    if pending.is_empty() {
        return ().into_any();
    }
    let forms = pending
        .iter()
        .enumerate()
        .map(|(n, one)| {
            let mut people: Vec<&Row> = rows.iter().collect();
            people.sort_by_key(|r| one.suggestions.iter().position(|s| *s == r.person).unwrap_or(usize::MAX));
            let mut options: Vec<(String, String)> = people.iter().map(|r| (r.person.to_string(), r.name.clone())).collect();
            let none = ("nobody".to_owned(), visit.t("attendance-nobody"));
            if one.suggestions.is_empty() {
                options.insert(0, none)
            } else {
                options.push(none)
            }
            let typed = Typed::empty().at(&n.to_string());
            let minutes = visit.tw("minutes-n", &[("n", format!("{:.0}", one.minutes).into())]);
            let label = visit.tw("attendance-who-is", &[("name", one.name.as_str().into())]);
            view! {
                <li>
                    <form class="form" method="post" action=format!("{at}/attendance/settle")>
                        <input type="hidden" name="name" value=one.name.clone()/>
                        <p><strong>{one.name.clone()}</strong>" "<span class="meta">{minutes}</span></p>
                        {field(visit, &typed, "person", "field-person").label_text(label).required().choose(options)}
                        <p><button class="button quiet" type="submit">{visit.t("attendance-settle")}</button></p>
                    </form>
                </li>
            }
        })
        .collect_view();
    view! {
        <section>
            <h2>{visit.t("attendance-doubtful")}</h2>
            <p>{visit.t("attendance-doubtful-hint")}</p>
            <ul class="cards">{forms}</ul>
        </section>
    }
    .into_any()
}
