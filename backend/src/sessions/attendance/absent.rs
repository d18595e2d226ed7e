//! Those who were missed: the list of a session, and one letter to each. A letter leaves after a pause, so that it can still be stopped;
//! nobody gets it twice.

use std::collections::HashMap;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use domain::attendance_file::fold_name;
use domain::fault::{Faults, FieldFault};
use domain::id::{LetterId, PersonId, SessionId};
use domain::lang::Lang;
use domain::{text, when};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;

use super::super::reach::{self, ReachedSession};
use super::super::tables::{attendance_letters, sessions};
use super::super::{importing, schedule};
use super::participants;
use super::truth::Truth;
use crate::accounts::tables::people;
use crate::audit::{self, Line};
use crate::outbox::{self, Enclosed, Letter, letters};
use crate::programs::reach::Ask;
use crate::words::Words;
use crate::{Cx, Fault, Result, Tx, Viewer};

/// How long a letter waits before it leaves.
pub const PAUSE: Duration = Duration::minutes(10);

/// What became of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Post {
    /// None was written, or it was stopped.
    None,
    /// It leaves then, and can be stopped.
    Waits(DateTime<Utc>),
    /// It was sent then.
    Sent(DateTime<Utc>),
    /// The mail server did not take it.
    Failed,
}

/// Somebody of whom nothing was seen.
#[derive(Debug, Clone)]
pub struct Missed {
    /// Who.
    pub person: PersonId,
    /// Name.
    pub name: String,
    /// The language they are written to in.
    pub lang: Lang,
    /// The last session before this one in which they were present: number and date.
    pub last: Option<(i32, NaiveDate)>,
    /// Their letter.
    pub post: Post,
}

/// The list of a session.
#[derive(Debug, Clone, Default)]
pub struct Absent {
    /// Of whom nothing was seen, or who were marked as not there.
    pub missed: Vec<Missed>,
    /// Who came, for less than it takes: name and minutes.
    pub short: Vec<(String, f64)>,
    /// Who answered that they were there: name.
    pub answered: Vec<String>,
    /// Names of files that nobody has decided on: one of those who are missed may be among them.
    pub undecided: usize,
    /// The session is over and took place.
    pub over: bool,
    /// Nothing is known yet of who was there: everybody is in the list.
    pub unread: bool,
    /// The texts to begin with, for the languages that are needed.
    pub texts: Vec<Text>,
}

/// A letter's words in one language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// The language.
    pub lang: Lang,
    /// One line.
    pub subject: String,
    /// Several; the greeting with the name stands before it.
    pub body: String,
}

/// Who was missed (`attendance.message`: facilitator and coordinator).
pub async fn list(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId) -> Result<Absent> {
    let reached = door(cx.db(), viewer, slug, id).await?;
    gather(cx, cx.db(), &reached).await
}

async fn door(db: &impl ConnectionTrait, viewer: &Viewer, slug: &str, id: SessionId) -> Result<ReachedSession> {
    let reached = reach::session(db, viewer, slug, id, Ask::Outline).await?;
    if reached.cohort.staff() { Ok(reached) } else { Err(Fault::Refused("refused-role")) }
}

async fn gather(cx: &Cx, db: &impl ConnectionTrait, reached: &ReachedSession) -> Result<Absent> {
    let over = reached.row.state != "cancelled" && reached.ends_at() <= cx.now();
    if !over {
        return Ok(Absent::default());
    }
    let ids = participants(db, &reached.cohort).await?;
    let series = schedule::of_cohort(db, reached.cohort.id).await?;
    let truth = Truth::of(db, cx.now(), &reached.cohort.program_row, &series).await?;
    let earlier: Vec<&sessions::Model> = series.iter().filter(|s| s.state != "cancelled" && s.starts_at < reached.row.starts_at).collect();
    let mut cards = people::Entity::find().filter(people::Column::Id.is_in(ids)).all(db).await?;
    cards.sort_by_cached_key(|card| fold_name(&card.name));
    let posts = posts(db, reached.id).await?;
    let undecided = importing::waiting(db, reached.id).await?.len();
    let mut out = Absent { over, undecided, unread: !truth.knows(reached.id), ..Absent::default() };
    // Whoever has a place may have been there, whether or not they ever signed in.
    for card in cards.into_iter().filter(|c| ["active", "invited"].contains(&c.state.as_str())) {
        let known = truth.about(reached.id, card.id);
        let marked_away = known.adjusted.is_some() && known.verdict == Some(false);
        if known.verdict == Some(true) {
            continue;
        } else if known.claimed {
            out.answered.push(card.name);
        } else if known.presence.minutes > 0.0 && !marked_away {
            out.short.push((card.name, known.presence.minutes));
        } else {
            let last = earlier.iter().rfind(|s| truth.there(s.id, card.id)).map(|s| (s.number, s.local_date));
            let post = posts.get(&card.id).map_or(Post::None, |p| p.1);
            out.missed.push(Missed { person: card.id, name: card.name, lang: card.language.parse().unwrap_or_default(), last, post });
        }
    }
    let needed = |lang: &Lang| out.missed.iter().any(|m| m.lang == *lang && !m.post.stands());
    out.texts = [Lang::En, Lang::Fr].into_iter().filter(needed).map(|lang| usual(cx, reached, lang)).collect();
    Ok(out)
}

impl Post {
    /// Whether there is a letter that need not be written again.
    pub fn stands(self) -> bool {
        matches!(self, Self::Waits(_) | Self::Sent(_))
    }
}

/// The letters of a session by person: the row's key, and what became of it.
async fn posts(db: &impl ConnectionTrait, id: SessionId) -> Result<HashMap<PersonId, (uuid::Uuid, Post)>> {
    let rows = attendance_letters::Entity::find().filter(attendance_letters::Column::SessionId.eq(id)).all(db).await?;
    let found = letters::Entity::find().filter(letters::Column::Id.is_in(rows.iter().map(|r| r.letter_id))).all(db).await?;
    let by_id: HashMap<LetterId, &letters::Model> = found.iter().map(|l| (l.id, l)).collect();
    let post = |id: &LetterId, at: DateTime<Utc>| match by_id.get(id).map(|l| (l.state.as_str(), *l)) {
        Some(("waiting", letter)) => Post::Waits(letter.due_at),
        Some(("sent", letter)) => Post::Sent(letter.sent_at.unwrap_or(letter.due_at)),
        Some(("failed", _)) => Post::Failed,
        Some(_) => Post::None,
        // The outbox was cleared since: it is better not to write a second time.
        None => Post::Sent(at),
    };
    Ok(rows.iter().map(|r| (r.person_id, (r.id, post(&r.letter_id, r.created_at)))).collect())
}

/// The words to begin with.
fn usual(cx: &Cx, reached: &ReachedSession, lang: Lang) -> Text {
    let words = Words::of(lang);
    let row = &reached.row;
    let number = words.with("session-n", &[("n", row.number.into())]);
    let title = if row.title.is_empty() { number } else { format!("{number}, {}", row.title) };
    let day = when::show_day(row.local_date, lang);
    let link = format!("{}/cohorts/{}/sessions/{}", cx.ports.origin, reached.cohort.slug, row.id);
    let values: [(&str, fluent_bundle::FluentValue<'_>); 4] = [
        ("cohort", reached.cohort.name.as_str().into()),
        ("title", title.as_str().into()),
        ("day", day.as_str().into()),
        ("link", link.as_str().into()),
    ];
    Text { lang, subject: words.with("letter-missed-subject", &values), body: words.with("letter-missed-body", &values) }
}

/// Writes to those who were missed and are chosen; answers how many letters wait now.
pub async fn write(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId, to: &[PersonId], texts: &[Text]) -> Result<usize> {
    let mut tx = cx.begin().await?;
    let reached = door(tx.db(), viewer, slug, id).await?;
    // Two of the team at once: the second one sees what the first one wrote.
    sessions::Entity::find_by_id(id).lock_exclusive().one(tx.db()).await?;
    let absent = gather(cx, tx.db(), &reached).await?;
    if !absent.over {
        return Err(Fault::Conflict("conflict-not-over"));
    }
    let chosen: Vec<&Missed> = absent.missed.iter().filter(|m| to.contains(&m.person) && !m.post.stands()).collect();
    if chosen.is_empty() {
        return Err(Fault::field("to", "fault-missed-nobody"));
    }
    let mut faults = Faults::new();
    let mut judged: HashMap<Lang, Text> = HashMap::new();
    for lang in [Lang::En, Lang::Fr].into_iter().filter(|lang| chosen.iter().any(|m| m.lang == *lang)) {
        let typed = texts.iter().find(|t| t.lang == lang).cloned().unwrap_or_default();
        let (subject, body) = (format!("subject_{}", lang.code()), format!("body_{}", lang.code()));
        let subject = faults.take(text::line(&subject, &typed.subject, 200));
        let body = faults.take(text::long(&body, &typed.body, 4000));
        judged.insert(lang, Text { lang, subject: subject.unwrap_or_default(), body: body.unwrap_or_default() });
    }
    faults.done()?;
    let posts = posts(tx.db(), id).await?;
    let count = chosen.len();
    for missed in chosen {
        let text = judged.get(&missed.lang).ok_or(Fault::Invalid(vec![FieldFault::new("to", "fault-missed-nobody")]))?;
        one(&mut tx, viewer, id, missed, text, posts.get(&missed.person).map(|p| p.0)).await?;
    }
    audit::write(&tx, viewer, Line::new("attendance.message", "session", id.0).detail(json!({ "letters": count }))).await?;
    tx.commit().await?;
    Ok(count)
}

async fn one(tx: &mut Tx, viewer: &Viewer, id: SessionId, missed: &Missed, text: &Text, earlier: Option<uuid::Uuid>) -> Result<()> {
    let (now, words) = (tx.cx().now(), Words::of(missed.lang));
    let card = people::Entity::find_by_id(missed.person).one(tx.db()).await?.ok_or(Fault::Missing)?;
    let greeting = words.with("letter-missed-greeting", &[("name", missed.name.as_str().into())]);
    let letter = Letter {
        person: Some(missed.person),
        email: card.email,
        name: missed.name.clone(),
        kind: "missed",
        group: group(id),
        lang: missed.lang,
        subject: text.subject.clone(),
        body: format!("{greeting}\n\n{}\n", text.body.trim_end()),
        due: Some(now + PAUSE),
    };
    let enclosed = Enclosed::answered_by(tx, viewer).await?;
    let letter = outbox::post_with(tx, letter, enclosed).await?;
    if let Some(earlier) = earlier {
        attendance_letters::Entity::delete_by_id(earlier).exec(tx.db()).await?;
    }
    let row = attendance_letters::ActiveModel {
        id: Set(tx.cx().new_id()),
        session_id: Set(id),
        person_id: Set(missed.person),
        letter_id: Set(letter),
        created_at: Set(now),
        sent_by: Set(viewer.person().ok_or(Fault::SignIn)?),
    };
    attendance_letters::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// Stops the letters of a session that have not left; answers how many.
pub async fn stop(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId) -> Result<u64> {
    let tx = cx.begin().await?;
    door(tx.db(), viewer, slug, id).await?;
    let stopped = outbox::cancel(&tx, &group(id)).await?;
    if stopped > 0 {
        audit::write(&tx, viewer, Line::new("attendance.message", "session", id.0).detail(json!({ "stopped": stopped }))).await?;
    }
    tx.commit().await?;
    Ok(stopped)
}

fn group(id: SessionId) -> String {
    format!("missed:{id}")
}
