//! A list of people as a file: first looked at, then written.

use axum::extract::Path;
use backend::programs::importing::{self as people, How, Outcome, Report};
use backend::programs::queries;
use backend::programs::reach::{Ask, Reached};
use domain::fault::FieldFault;
use leptos::prelude::*;

use crate::answer::{Answer, again, go};
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::typed::upload::Upload;
use crate::visit::Visit;

/// The largest file that travels inside the report's page, so that it need not be chosen a second time.
const CARRIED: usize = 256 * 1024;

/// Where a file is chosen.
pub async fn page(visit: Visit, Path(slug): Path<String>) -> Answer {
    let view = queries::cohort(&visit.cx, &visit.viewer, &slug, Ask::Manage).await?;
    Ok(show(&visit, &view.reached, &Typed::empty(), None, ""))
}

/// Looks at a file, or writes it.
pub async fn import(visit: Visit, Path(slug): Path<String>, upload: Upload) -> Answer {
    let view = queries::cohort(&visit.cx, &visit.viewer, &slug, Ask::Manage).await?;
    let typed = upload.typed;
    let chosen = upload.file.is_some();
    let bytes = match upload.file {
        Some((_, bytes)) => bytes,
        None if !typed.get("rows").trim().is_empty() => typed.get("rows").as_bytes().to_vec(),
        None => parts::carried(typed.get("carried")),
    };
    if bytes.is_empty() {
        let typed = typed.with_faults(vec![FieldFault::new("file", if chosen { "fault-file-empty" } else { "fault-file-none" })]);
        return Ok(again(show(&visit, &view.reached, &typed, None, "")));
    }
    let how = match typed.get("act") {
        "write" => How::AllOrNothing,
        "skip-bad" => How::SkipBad,
        _ => How::DryRun,
    };
    let report = people::people(&visit.cx, &visit.viewer, &slug, &bytes, how).await?;
    if report.written && report.bad.is_empty() {
        return Ok(go(format!("/cohorts/{slug}/manage?done=imported")));
    }
    let carried = if report.written || bytes.len() > CARRIED { String::new() } else { parts::carry(&bytes) };
    let page = show(&visit, &view.reached, &typed, Some(&report), &carried);
    let refused = how == How::AllOrNothing && !report.written;
    Ok(if refused { again(page) } else { page })
}

fn show(visit: &Visit, reached: &Reached, typed: &Typed, report: Option<&Report>, carried: &str) -> axum::response::Response {
    let action = format!("/cohorts/{}/people/import", reached.slug);
    visit.show(Page::new(visit.t("import-people")).cohort(reached), || {
        view! {
            <h1>{visit.t("import-people")}</h1>
            {parts::fault_summary(visit, typed)}
            {report.map(|r| outcome(visit, r, &action, carried))}
            <p>{visit.t("import-people-hint")}</p>
            <form class="form" method="post" enctype="multipart/form-data" action=action.clone()>
                {field(visit, typed, "file", "field-file").file(".csv,.tsv,.txt")}
                {field(visit, typed, "rows", "import-paste").hint("import-paste-hint").area(6)}
                <p><button class="button" type="submit" name="act" value="look">{visit.t("import-look")}</button></p>
            </form>
        }
    })
}

fn outcome(visit: &Visit, report: &Report, action: &str, carried: &str) -> impl IntoView + use<> {
    let (enrolled, waiting, already) = report.counts();
    let key = if report.written { "import-written" } else { "import-would" };
    let summary = visit.tw(
        key,
        &[("enrolled", enrolled.into()), ("waiting", waiting.into()), ("already", already.into()), ("bad", report.bad.len().into())],
    );
    let class = if report.bad.is_empty() { "notice is-good" } else { "notice is-warn" };
    let ignored = (!report.ignored.is_empty())
        .then(|| view! { <p class="meta">{visit.tw("import-ignored", &[("columns", report.ignored.join(", ").into())])}</p> });
    let rows = report.rows.iter().map(|(row, outcome)| {
        let what = match outcome {
            Outcome::Enrolled => visit.t("import-enrolled"),
            Outcome::Waiting(n) => visit.tw("state-waiting", &[("n", (*n).into())]),
            Outcome::Already => visit.t("import-already"),
        };
        view! { <tr><td class="num">{row.line}</td><td>{row.name.clone()}</td><td>{row.email.clone()}</td><td>{what}</td></tr> }
    });
    // Where all good rows are there already, there is nothing to write.
    let write = (!report.written && enrolled + waiting > 0 && !carried.is_empty()).then(|| {
        let (act, word) = if report.bad.is_empty() { ("write", "import-write") } else { ("skip-bad", "import-skip-bad") };
        view! {
            <form method="post" enctype="multipart/form-data" action=action.to_owned()>
                <input type="hidden" name="carried" value=carried.to_owned()/>
                <p><button class="button" type="submit" name="act" value=act>{visit.tw(word, &[("n", (enrolled + waiting).into())])}</button></p>
            </form>
        }
    });
    let (title, none) = (visit.t("import-rows"), report.rows.is_empty());
    view! {
        <section>
            <p class=class role="status">{summary}</p>
            {ignored}
            {parts::row_faults(visit, &report.bad)}
            {write}
            <details hidden=none>
                <summary>{title.clone()}</summary>
                <div class="table-wrap" tabindex="0" role="region" aria-label=title>
                    <table class="table">
                        <thead><tr><th scope="col">{visit.t("import-line")}</th><th scope="col">{visit.t("field-name")}</th>
                            <th scope="col">{visit.t("field-email")}</th><th scope="col">{visit.t("import-what")}</th></tr></thead>
                        <tbody>{rows.collect_view()}</tbody>
                    </table>
                </div>
            </details>
        </section>
    }
}
