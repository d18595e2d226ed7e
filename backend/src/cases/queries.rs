//! What pages show of cases. Each answer starts from the door.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::cases::compare::{self, Part};
use domain::cases::{Act, CaseForm, Section, State, TITLE, sees};
use domain::id::{CaseId, CohortId, SessionId};
use domain::identifiers::Kind;
use domain::lang::Lang;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::early;
use super::form::{Passage, Written, known_names, passages};
use super::forms;
use super::reach::{self, stand, state_of};
use super::tables::{case_revisions, case_warnings, cases};
use super::talk::{mark, newest_letter};
use super::view::{handed_in, last_revision, names};
use crate::accounts::tables::people;
use crate::programs::reach::{self as cohort_door, Ask, Reached};
use crate::sessions::tables::sessions;
use crate::{Cx, Fault, Result, Viewer, markup};

pub use super::view::{Advice, FollowUp, Letter, Question, View, open, open_for};
pub use super::waiting::{Waiting, What, waiting_for};

/// A case in a list.
#[derive(Debug, Clone)]
pub struct Card {
    /// Its id.
    pub id: CaseId,
    /// `PSP-0007`; none before it was handed in.
    pub number: Option<String>,
    /// Its title, perhaps empty.
    pub title: String,
    /// Where it stands.
    pub state: State,
    /// Who presents it.
    pub presenter: String,
    /// Whether it is the viewer's own.
    pub mine: bool,
    /// Its session.
    pub session: Option<Meeting>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// Hidden from the cohort until somebody has looked.
    pub hidden: bool,
    /// Its address.
    pub href: String,
}

/// A session that a case may have.
#[derive(Debug, Clone)]
pub struct Meeting {
    /// Its id.
    pub id: SessionId,
    /// Its number in the cohort.
    pub number: i32,
    /// Its title.
    pub title: String,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
}

/// The cases of a cohort that a viewer sees, newest first.
#[derive(Debug, Clone)]
pub struct List {
    /// The cohort.
    pub cohort: Reached,
    /// Whether the viewer may begin a case here.
    pub may_begin: bool,
    /// The cases.
    pub cards: Vec<Card>,
}

/// The cases of a cohort.
pub async fn list(cx: &Cx, viewer: &Viewer, slug: &str) -> Result<List> {
    let cohort = cohort_door::cohort(cx.db(), viewer, slug, Ask::Content).await?;
    let rows =
        cases::Entity::find().filter(cases::Column::CohortId.eq(cohort.id)).order_by_desc(cases::Column::UpdatedAt).all(cx.db()).await?;
    let cards = cards(cx, viewer, &cohort, rows).await?;
    Ok(List { may_begin: cohort.participant || cohort.mentor, cohort, cards })
}

/// The cases of one session that a viewer sees, in the order of their numbers: cards for the session's page.
pub async fn of_session(cx: &Cx, viewer: &Viewer, session: SessionId) -> Result<Vec<Card>> {
    let found = sessions::Entity::find_by_id(session).one(cx.db()).await?.ok_or(Fault::Missing)?;
    let cohort = cohort_door::cohort_by_id(cx.db(), viewer, found.cohort_id, Ask::Content).await?;
    let rows = cases::Entity::find()
        .filter(cases::Column::SessionId.eq(session))
        .filter(cases::Column::CohortId.eq(cohort.id))
        .order_by_asc(cases::Column::Number)
        .all(cx.db())
        .await?;
    let all = cards(cx, viewer, &cohort, rows).await?;
    Ok(all.into_iter().filter(|c| c.state.is_published()).collect())
}

async fn cards(cx: &Cx, viewer: &Viewer, cohort: &Reached, rows: Vec<cases::Model>) -> Result<Vec<Card>> {
    let rows: Vec<cases::Model> =
        rows.into_iter().filter(|r| sees(stand(cohort, viewer.is(r.presenter_id), r.hidden_at.is_some()), state_of(r))).collect();
    let of: Vec<SessionId> = rows.iter().filter_map(|r| r.session_id).collect();
    let begun = crate::sessions::hour::queries::begun(cx.db(), cx.now(), &of).await?;
    let shown =
        |r: &cases::Model| early::shows(stand(cohort, viewer.is(r.presenter_id), r.hidden_at.is_some()), state_of(r), r.session_id, &begun);
    let rows: Vec<cases::Model> = rows.into_iter().filter(shown).collect();
    let names = names(cx.db(), rows.iter().map(|r| r.presenter_id)).await?;
    let meetings: BTreeMap<SessionId, Meeting> = meetings(cx.db(), cohort.id).await?.into_iter().map(|m| (m.id, m)).collect();
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let (state, mine) = (state_of(&row), viewer.is(row.presenter_id));
        // What its owner types after it was sent back is nobody else's yet.
        let title = if state == State::SentBack && !mine { handed_in(cx.db(), row.id).await?.get(TITLE).to_owned() } else { row.title };
        out.push(Card {
            id: row.id,
            href: format!("/cohorts/{}/cases/{}", cohort.slug, row.id),
            number: row.number,
            title,
            state,
            presenter: names.get(&row.presenter_id).cloned().unwrap_or_default(),
            mine,
            session: row.session_id.and_then(|s| meetings.get(&s).cloned()),
            updated_at: row.updated_at,
            hidden: row.hidden_at.is_some(),
        });
    }
    Ok(out)
}

/// The sessions of a cohort that are held or will be.
pub(crate) async fn meetings(db: &impl ConnectionTrait, cohort: CohortId) -> Result<Vec<Meeting>> {
    let rows = sessions::Entity::find()
        .filter(sessions::Column::CohortId.eq(cohort))
        .filter(sessions::Column::State.ne("cancelled"))
        .order_by_asc(sessions::Column::StartsAt)
        .all(db)
        .await?;
    let one = |s: sessions::Model| Meeting {
        ends_at: crate::sessions::reach::ends_at(&s),
        id: s.id,
        number: s.number,
        title: s.title,
        starts_at: s.starts_at,
    };
    Ok(rows.into_iter().map(one).collect())
}

/// A case open to be edited by its owner.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Its id.
    pub id: CaseId,
    /// The door.
    pub reached: reach::Reached,
    /// `PSP-0007`.
    pub number: Option<String>,
    /// The form it was written with.
    pub form: CaseForm,
    /// Its pictures and papers.
    pub files: Vec<super::files::FileLine>,
    /// Its text, and the warnings that were judged when it was last handed in.
    pub written: Written,
    /// Its version.
    pub version: i32,
    /// Why it was sent back.
    pub review_note: String,
}

/// A case for its owner's form.
pub async fn draft(cx: &Cx, viewer: &Viewer, slug: &str, id: CaseId) -> Result<Draft> {
    let reached = reach::case(cx.db(), cx.now(), viewer, slug, id, Act::Edit).await?;
    let mut written = Written::of(&reached.row);
    written.judged = judged_before(cx, &reached, viewer.who().map(|w| w.lang).unwrap_or_default()).await?;
    let form = forms::of(cx.db(), reached.row.program_id, reached.row.form_version).await?;
    let files = super::files::lines(cx.db(), id).await?;
    let (number, version) = (reached.row.number.clone(), reached.row.version);
    let review_note = if reached.state == State::SentBack { reached.row.review_note.clone() } else { String::new() };
    Ok(Draft { id, form, files, number, version, written, review_note, reached })
}

/// Reasons given for the version handed in last, by the passage they speak of; they hold for the same words in the same section.
async fn judged_before(cx: &Cx, reached: &reach::Reached, lang: Lang) -> Result<BTreeMap<String, String>> {
    let Some(last) = last_revision(cx.db(), reached.row.id).await? else { return Ok(BTreeMap::new()) };
    let found = check(cx, reached.cohort.id, &Written::of_json(&last.sections), lang).await?;
    judged(cx.db(), reached, &found).await
}

/// The same, when it is known what the check finds in that version.
pub(super) async fn judged(db: &impl ConnectionTrait, reached: &reach::Reached, found: &[Passage]) -> Result<BTreeMap<String, String>> {
    let Some(last) = last_revision(db, reached.row.id).await? else { return Ok(BTreeMap::new()) };
    let rows = case_warnings::Entity::find()
        .filter(case_warnings::Column::CaseId.eq(reached.row.id))
        .filter(case_warnings::Column::Version.eq(last.version))
        .all(db)
        .await?;
    let place = |at: i32| usize::try_from(at).unwrap_or_default();
    let same = |w: &case_warnings::Model, p: &Passage| {
        p.section == w.section && p.finding.kind.code() == w.kind && p.finding.start == place(w.starts) && p.finding.end == place(w.ends)
    };
    Ok(rows.iter().filter_map(|w| Some((found.iter().find(|p| same(w, p))?.key.clone(), w.reason.clone()))).collect())
}

/// What the identifier check says of a text of one's own, with its words.
pub async fn check(cx: &Cx, cohort: CohortId, written: &Written, lang: Lang) -> Result<Vec<Passage>> {
    Ok(passages(written, lang, &known_names(cx.db(), cohort).await?))
}

/// A warning that the presenter judged, as a reviewer sees it: what stands there, how it was found, and the reason. The reviewer reads the
/// whole text beside it; the log and the store keep the place alone.
#[derive(Debug, Clone)]
pub struct Judged {
    /// The key of its section.
    pub section: String,
    /// What it looks like.
    pub kind: Kind,
    /// The words, as they stand in the version that was handed in.
    pub words: String,
    /// Why it identifies nobody.
    pub reason: String,
}

/// What the check found in the version that was handed in (`case.findings_read`).
pub async fn findings(cx: &Cx, viewer: &Viewer, slug: &str, id: CaseId) -> Result<Vec<Judged>> {
    let reached = reach::case(cx.db(), cx.now(), viewer, slug, id, Act::Findings).await?;
    let Some(last) = last_revision(cx.db(), reached.row.id).await? else { return Ok(Vec::new()) };
    let rows = case_warnings::Entity::find()
        .filter(case_warnings::Column::CaseId.eq(id))
        .filter(case_warnings::Column::Version.eq(last.version))
        .order_by_asc(case_warnings::Column::Section)
        .order_by_asc(case_warnings::Column::Starts)
        .all(cx.db())
        .await?;
    let written = Written::of_json(&last.sections);
    let judged = |w: case_warnings::Model| {
        let place = usize::try_from(w.starts).ok()?..usize::try_from(w.ends).ok()?;
        // Words that were blotted out since have moved what follows: then the place says nothing.
        let words = domain::text::tidy_line(written.get(&w.section).get(place).unwrap_or_default());
        Some(Judged { kind: Kind::parse(&w.kind)?, section: w.section, words, reason: w.reason })
    };
    Ok(rows.into_iter().filter_map(judged).collect())
}

/// A case to be scheduled, and the sessions it may have: those to come, soonest first.
pub async fn to_schedule(cx: &Cx, viewer: &Viewer, slug: &str, id: CaseId) -> Result<(View, Vec<Meeting>)> {
    let view = open_for(cx, viewer, slug, id, Act::Schedule).await?;
    let mut all = meetings(cx.db(), view.reached.cohort.id).await?;
    // The one it has stays in sight, though it is over.
    let has = view.session.as_ref().map(|m| m.id);
    let shut = shut(cx, &all).await?;
    all.retain(|m| Some(m.id) == has || (m.ends_at >= cx.now() && !shut.contains(&m.id)));
    Ok((view, all))
}

/// Those of these sessions whose hour was closed.
async fn shut(cx: &Cx, of: &[Meeting]) -> Result<Vec<SessionId>> {
    let mut shut = Vec::new();
    for one in of {
        if crate::sessions::hour::queries::phase_of(cx, one.id).await?.0 == domain::hour::Phase::Ended {
            shut.push(one.id);
        }
    }
    Ok(shut)
}

/// A letter to be written: the newest one, or one composed from the recommendations in the presenter's language.
#[derive(Debug, Clone)]
pub struct LetterDraft {
    /// The case.
    pub view: View,
    /// Markdown.
    pub body: String,
    /// What the form carries, so that nobody's changes are overwritten unseen.
    pub seen: String,
    /// Whether the newest letter is signed, so that signing again makes another version.
    pub signed: bool,
}

/// The letter of a case for its writer.
pub async fn letter_draft(cx: &Cx, viewer: &Viewer, slug: &str, id: CaseId) -> Result<LetterDraft> {
    let view = open_for(cx, viewer, slug, id, Act::Letter).await?;
    let newest = newest_letter(cx.db(), id).await?;
    let presenter = people::Entity::find_by_id(view.reached.row.presenter_id).one(cx.db()).await?;
    let lang = presenter.and_then(|p| p.language.parse().ok()).unwrap_or_default();
    let (seen, signed) = (mark(newest.as_ref()), newest.as_ref().is_some_and(|l| l.signed_at.is_some()));
    let body = newest.map_or_else(|| super::letter::compose(&view, lang), |l| l.body);
    Ok(LetterDraft { view, body, seen, signed })
}

/// What in a letter, as it stands in the form, its writer has to judge before it is signed.
pub async fn letter_doubts(cx: &Cx, reached: &reach::Reached, body: &str) -> Result<Vec<Passage>> {
    super::talk::letter_doubts(cx.db(), reached, body).await
}

/// A version that was handed in.
#[derive(Debug, Clone)]
pub struct Version {
    /// Its number.
    pub version: i32,
    /// Its title.
    pub title: String,
    /// Safe HTML of each section that has text.
    pub sections: Vec<(Section, String)>,
    /// What is not as it was in the version before, section by section; none stands for the title. Empty for the first version.
    pub changes: Vec<(Option<Section>, Vec<Part>)>,
    /// When it was handed in.
    pub created_at: DateTime<Utc>,
    /// `approved`, `sent_back`, or nothing yet.
    pub decision: String,
    /// Why.
    pub reason: String,
    /// A word of `domain::cases::Recognizable`: what the reviewer answered; empty while nobody has.
    pub recognizable: String,
    /// Who decided.
    pub decided_by: String,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
}

/// Every version that was handed in, newest first (`case.history_read`).
pub async fn history(cx: &Cx, viewer: &Viewer, slug: &str, id: CaseId) -> Result<(View, Vec<Version>)> {
    let view = open_for(cx, viewer, slug, id, Act::History).await?;
    let rows = case_revisions::Entity::find()
        .filter(case_revisions::Column::CaseId.eq(id))
        .order_by_asc(case_revisions::Column::Version)
        .all(cx.db())
        .await?;
    let names = names(cx.db(), rows.iter().filter_map(|r| r.decided_by)).await?;
    let mut before: Option<Written> = None;
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let form = forms::of(cx.db(), view.reached.cohort.program, row.form_version).await?;
        let written = Written::of_json(&row.sections);
        let filled = form.sections.iter().filter(|s| !written.get(&s.key).is_empty());
        all.push(Version {
            version: row.version,
            title: written.get(TITLE).to_owned(),
            sections: filled.map(|s| (s.clone(), markup::to_html(written.get(&s.key)))).collect(),
            changes: before.as_ref().map(|before| changes(&form, before, &written)).unwrap_or_default(),
            created_at: row.created_at,
            decision: row.decision,
            reason: row.reason,
            recognizable: row.recognizable,
            decided_by: row.decided_by.and_then(|p| names.get(&p).cloned()).unwrap_or_default(),
            decided_at: row.decided_at,
        });
        before = Some(written);
    }
    all.reverse();
    Ok((view, all))
}

fn changes(form: &CaseForm, before: &Written, after: &Written) -> Vec<(Option<Section>, Vec<Part>)> {
    let differs = form.keys().filter(|key| before.get(key) != after.get(key));
    differs.map(|key| (form.section(key).cloned(), compare::compare(before.get(key), after.get(key)))).collect()
}
