//! The case form: one for new and for edit. It keeps what was typed, and names each passage beside its section.

use axum::extract::Path;
use axum::response::Response;
use backend::cases::form::{Passage, Written};
use backend::cases::queries::{self, Draft};
use backend::cases::writing;
use backend::programs::reach::Reached;
use backend::{Fault, FieldFault};
use domain::cases::{CaseForm, Section, State, TITLE};
use leptos::prelude::*;

use super::id;
use crate::answer::{Answer, again, go};
use crate::identifier_hints::identifier_hints;
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// What the form is for.
enum Purpose {
    /// A case that does not exist yet.
    New,
    /// One that does.
    Edit(Box<Draft>),
}

/// What the page stands on: the cohort, the form's sections, what it is for.
struct Stand {
    cohort: Reached,
    form: CaseForm,
    purpose: Purpose,
}

impl Stand {
    /// For a new case: the form that was typed into, else the newest.
    async fn new(visit: &Visit, slug: &str, typed: &Typed) -> Result<Self, Fault> {
        let cohort = writing::may_begin(visit.cx.db(), &visit.viewer, slug).await?;
        let form = writing::form_for(visit.cx.db(), cohort.program, &read(typed)).await?;
        Ok(Self { cohort, form, purpose: Purpose::New })
    }

    fn of(draft: Draft) -> Self {
        Self { cohort: draft.reached.cohort.clone(), form: draft.form.clone(), purpose: Purpose::Edit(Box::new(draft)) }
    }
}

/// An empty form.
pub async fn new(visit: Visit, Path(slug): Path<String>) -> Answer {
    let stand = Stand::new(&visit, &slug, &Typed::empty()).await?;
    Ok(show(&visit, &stand, &Typed::empty(), None))
}

/// Keeps a draft, checks its words, or hands it in, by the button that was pressed.
pub async fn begin(visit: Visit, Path(slug): Path<String>, typed: Typed) -> Answer {
    let stand = Stand::new(&visit, &slug, &typed).await?;
    let written = read(&typed);
    if typed.get("do") == "check" {
        return checked(&visit, &stand, typed).await;
    }
    match hand_in_new(&visit, &slug, &typed, &written, &stand.form).await {
        Ok(path) => Ok(go(path)),
        Err(Fault::Invalid(faults)) => refused(&visit, &stand, typed, faults).await,
        Err(other) => Err(other.into()),
    }
}

/// A new case that is handed in at once is kept as a draft first, so that nothing is lost when the check holds it back.
async fn hand_in_new(visit: &Visit, slug: &str, typed: &Typed, written: &Written, form: &CaseForm) -> Result<String, Fault> {
    let id = writing::begin(&visit.cx, &visit.viewer, slug, typed.key(&visit.cx), written).await?;
    let submit = typed.get("do") == "submit";
    let draft = queries::draft(&visit.cx, &visit.viewer, slug, id).await?;
    if draft.reached.state == State::Draft {
        // The same form once more, after the check held it back: its newest words count.
        let stale = written.tidy(form)?.sections != draft.written.sections;
        if stale {
            writing::keep(&visit.cx, &visit.viewer, slug, id, draft.version, written).await?;
        }
        if submit {
            let version = draft.version + i32::from(stale);
            writing::submit(&visit.cx, &visit.viewer, slug, id, version, written, visit.lang()).await?;
        }
    }
    let done = if submit { "?done=case-submitted" } else { "/edit?done=case-saved" };
    Ok(format!("/cohorts/{slug}/cases/{id}{done}"))
}

/// The form of a case that exists.
pub async fn edit(visit: Visit, Path((slug, case)): Path<(String, String)>) -> Answer {
    let draft = queries::draft(&visit.cx, &visit.viewer, &slug, id(&case)?).await?;
    let typed = stored(&draft);
    let found = match draft.reached.state {
        // Before anything is asked for, an empty page needs no list of what was found.
        State::Draft if draft.written.sections.values().all(String::is_empty) => None,
        _ => Some(queries::check(&visit.cx, draft.reached.cohort.id, &draft.written, visit.lang()).await?),
    };
    Ok(show(&visit, &Stand::of(draft), &typed, found.as_deref()))
}

/// Keeps a draft, checks its words, or hands it in, by the button that was pressed.
pub async fn change(visit: Visit, Path((slug, case)): Path<(String, String)>, typed: Typed) -> Answer {
    let id = id(&case)?;
    let draft = queries::draft(&visit.cx, &visit.viewer, &slug, id).await?;
    let written = read(&typed);
    let version = typed.get("version").parse().unwrap_or(0);
    let (done, to) = match typed.get("do") {
        "check" => return checked(&visit, &Stand::of(draft), typed).await,
        "submit" => (writing::submit(&visit.cx, &visit.viewer, &slug, id, version, &written, visit.lang()).await, "?done=case-submitted"),
        _ => (writing::keep(&visit.cx, &visit.viewer, &slug, id, version, &written).await, "/edit?done=case-saved"),
    };
    match done {
        Ok(()) => Ok(go(format!("/cohorts/{slug}/cases/{id}{to}"))),
        Err(Fault::Invalid(faults)) => {
            let mut typed = typed;
            if faults.iter().any(|f| f.field == "version") {
                // They were told; what they send next replaces what is stored.
                typed.set("version", draft.version.to_string());
            }
            refused(&visit, &Stand::of(draft), typed, faults).await
        }
        Err(other) => Err(other.into()),
    }
}

/// The form as typed, with its faults and what the check found: 422.
async fn refused(visit: &Visit, stand: &Stand, typed: Typed, faults: Vec<FieldFault>) -> Answer {
    let found = find(visit, stand, &typed).await?;
    Ok(again(show(visit, stand, &typed.with_faults(faults), Some(&found))))
}

/// The form as typed, with what the check found; nothing is kept.
async fn checked(visit: &Visit, stand: &Stand, typed: Typed) -> Answer {
    let found = find(visit, stand, &typed).await?;
    Ok(show(visit, stand, &typed, Some(&found)))
}

/// A text that is too long for its field is not searched: it is told to be shorter first.
async fn find(visit: &Visit, stand: &Stand, typed: &Typed) -> Result<Vec<Passage>, Fault> {
    match read(typed).tidy(&stand.form) {
        Ok(written) => queries::check(&visit.cx, stand.cohort.id, &written, visit.lang()).await,
        Err(_) => Ok(Vec::new()),
    }
}

/// What was typed, as the room below takes it.
fn read(typed: &Typed) -> Written {
    let form = typed.get("form_version").parse().ok();
    let mut written = Written { form, consent: typed.get("consent") == "yes", ..Written::default() };
    for (name, why) in typed.pairs() {
        // Every field is taken; what the form does not know is dropped when it is tidied.
        written.set(name, why);
        if let Some(key) = name.strip_prefix("why-")
            && typed.get(&format!("ok-{key}")) == "yes"
        {
            written.judged.insert(key.to_owned(), why.to_owned());
        }
    }
    written
}

fn stored(draft: &Draft) -> Typed {
    let mut typed = Typed::empty();
    for key in draft.form.keys() {
        typed.set(key, draft.written.get(key));
    }
    for (key, why) in &draft.written.judged {
        typed.set(&format!("ok-{key}"), "yes");
        typed.set(&format!("why-{key}"), why.clone());
    }
    typed.set("version", draft.version.to_string());
    typed
}

fn show(visit: &Visit, stand: &Stand, typed: &Typed, found: Option<&[Passage]>) -> Response {
    let Stand { cohort, form, purpose } = stand;
    let title = visit.t(if matches!(purpose, Purpose::New) { "case-new-title" } else { "case-edit-title" });
    let base = format!("/cohorts/{}/cases", cohort.slug);
    let mut page = Page::new(title.clone()).reads_along().keeps().crumb(visit.t("cases-title"), base.clone());
    let mut keeps_drafts = true;
    let mut said = None;
    if let Purpose::Edit(draft) = purpose {
        let name = draft.number.clone().unwrap_or_else(|| visit.t("case-number-none"));
        page = page.crumb(name, format!("{base}/{}", draft.id));
        keeps_drafts = draft.reached.state.is_being_written();
        said = Some(state_notice(visit, draft));
    }
    let checked = typed.get("do") == "check";
    visit.show(page.cohort(cohort), || {
        let title_field = section_field(visit, typed, None, found.unwrap_or_default());
        let fields = form.sections.iter().map(|s| section_field(visit, typed, Some(s), found.unwrap_or_default())).collect_view();
        let files = match purpose {
            Purpose::Edit(draft) => Some(files_link(visit, draft, &base)),
            Purpose::New => None,
        };
        let result = checked.then(|| {
            let clean = found.is_none_or(<[Passage]>::is_empty);
            let (class, word) = if clean { ("notice is-good", "case-checked-clean") } else { ("notice is-warn", "case-checked-found") };
            view! { <p class=class role="status">{visit.t(word)}</p> }
        });
        let keep = keeps_drafts.then(
            || view! { <button class="button quiet" type="submit" name="do" value="save" formnovalidate>{visit.t("case-save")}</button> },
        );
        view! {
            <h1>{title}</h1>
            {parts::done(visit)}
            <p class="lede">{visit.t("case-new-lede")}</p>
            {said}
            {parts::fault_summary(visit, typed)}
            {result}
            {identifier_hints(visit)}
            <form class="form" method="post" data-check="">
                {matches!(purpose, Purpose::New).then(|| parts::once(visit, typed))}
                {version_field(visit, typed)}
                {parts::keep(visit)}
                <input type="hidden" name="form_version" value=form.version/>
                {title_field}
                {fields}
                {files}
                {field(visit, typed, "consent", "case-consent").required().tick()}
                <p class="cluster">
                    <button class="button" type="submit" name="do" value="submit" formnovalidate>{visit.t("case-submit")}</button>
                    <button class="button quiet" type="submit" name="do" value="check" formnovalidate>{visit.t("case-check")}</button>
                    {keep}
                </p>
            </form>
        }
    })
}

fn version_field(visit: &Visit, typed: &Typed) -> impl IntoView + use<> {
    let fault = typed.fault("version").map(|f| visit.words.fault(f));
    view! {
        <input type="hidden" name="version" value=typed.get("version").to_owned()/>
        {fault.map(|f| view! { <p class="fault" id="f-version">{f}</p> })}
    }
}

fn state_notice(visit: &Visit, draft: &Draft) -> impl IntoView + use<> {
    let sentence = match draft.reached.state {
        State::Submitted => Some("case-edit-submitted"),
        State::Approved | State::Scheduled => Some("case-edit-again"),
        _ => None,
    };
    let note = draft.review_note.clone();
    view! {
        {sentence.map(|s| view! { <p class="notice is-warn">{visit.t(s)}</p> })}
        {(!note.is_empty()).then(|| view! { <div class="notice is-warn"><p>{visit.t("case-sent-back-note")}</p><p>{note}</p></div> })}
    }
}

/// Pictures and papers have a page of their own; what stands between them and handing in is told here.
fn files_link(visit: &Visit, draft: &Draft, base: &str) -> impl IntoView + use<> {
    let href = format!("{base}/{}/attachments", draft.id);
    let hint = visit.tw("case-attachments-hint", &[("n", draft.files.len().into())]);
    view! { <p id="f-attachments"><a class="button quiet" href=href>{visit.t("case-attachments")}</a>" "<span class="hint">{hint}</span></p> }
}

/// A section: guidance, text, and beneath it each passage that was found, with what to write instead. None is the title.
fn section_field(visit: &Visit, typed: &Typed, section: Option<&Section>, found: &[Passage]) -> impl IntoView + use<> {
    let key = section.map_or(TITLE, |s| s.key.as_str());
    let control = match section {
        None => field(visit, typed, TITLE, "case-section-title").required().hint("case-hint-title").input("text", "off"),
        Some(s) => {
            let mut described = field(visit, typed, key, "case-section-title").label_text(s.label(visit.lang()).to_owned());
            if !s.hint(visit.lang()).is_empty() {
                described = described.hint_text(s.hint(visit.lang()).to_owned());
            }
            if s.required {
                described = described.required();
            }
            described.area(if s.long { 6 } else { 3 })
        }
    };
    let mut seen: Vec<&str> = Vec::new();
    let rows: Vec<_> = found
        .iter()
        .filter(|p| p.section == key)
        .filter(|p| {
            let fresh = !seen.contains(&p.key.as_str());
            seen.push(&p.key);
            fresh
        })
        .map(|p| passage(visit, typed, p))
        .collect();
    let list = (!rows.is_empty()).then(|| view! { <ul class="list">{rows}</ul> });
    view! { <div class="case-section">{control}{list}</div> }
}

fn passage(visit: &Visit, typed: &Typed, p: &Passage) -> impl IntoView + use<> {
    let code = p.finding.kind.code();
    let words = domain::text::tidy_line(&p.words);
    let (class, badge_class, badge) = if p.blocks() {
        ("finding is-bad", "badge is-bad", "case-finding-block")
    } else {
        ("finding is-warn", "badge is-wait", "case-finding-warn")
    };
    let judge = (!p.blocks()).then(|| {
        let (ok, why) = (format!("ok-{}", p.key), format!("why-{}", p.key));
        let (checked, reason) = (typed.get(&ok) == "yes", typed.get(&why).to_owned());
        let (ok_id, why_id) = (format!("f-{ok}"), format!("f-{why}"));
        view! {
            <div class="cluster">
                <label class="choice" for=ok_id.clone()>
                    <input id=ok_id.clone() type="checkbox" name=ok value="yes" checked=checked/><span>{visit.t("case-finding-ok")}</span>
                </label>
                <label for=why_id.clone()>{visit.t("case-finding-why")}</label>
                <input id=why_id.clone() type="text" name=why value=reason maxlength="300" autocomplete="off"/>
            </div>
        }
    });
    view! {
        <li class=class>
            <p><span class=badge_class>{visit.t(badge)}</span>" "{visit.tw(&format!("identifier-{code}"), &[("words", words.into())])}" "{visit.t(&format!("identifier-{code}-help"))}</p>
            {judge}
        </li>
    }
}
