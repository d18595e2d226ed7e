//! Letters, and the jobs beside them (`work`): rows written with the act they belong to, carried out after it is durable.
//!
//! A letter is claimed with a lease before it is sent, and its Message-ID is its key: should the machine die between
//! sending and noting it, the second copy carries the same Message-ID (fault F09).

use chrono::{DateTime, Duration, Utc};
use domain::id::{LetterId, PersonId};
use domain::lang::Lang;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::accounts::tables::people;
use crate::ports::Hint;
use crate::words::{FluentValue, Words};
use crate::{Cx, Result, Tx, Viewer};

mod standing;
mod tables;
mod work;

pub use standing::{last_errors, letters_by_state};
pub(crate) use tables::{jobs, letters};
pub use work::{ClaimedJob, claim_job, enqueue, forget_job, settle_job};

/// A letter before it is queued: plain text, in the reader's language, with links and never with case text.
#[derive(Debug, Clone)]
pub struct Letter {
    /// The reader, when they have an account.
    pub person: Option<PersonId>,
    /// Where it goes.
    pub email: String,
    /// Whom it greets.
    pub name: String,
    /// What it is, for the delivery page: `invitation`.
    pub kind: &'static str,
    /// What later acts cancel it by: `session:<id>`.
    pub group: String,
    /// The reader's language.
    pub lang: Lang,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub body: String,
    /// Not before this moment; now when empty.
    pub due: Option<DateTime<Utc>>,
}

impl Letter {
    /// To somebody with an account, in their language and due at once: `<key>-subject` and `<key>-body` of the lists, which know the reader's `name`
    /// and these values.
    pub(crate) fn to(person: &people::Model, kind: &'static str, key: &str, group: String, values: &[(&str, FluentValue<'_>)]) -> Self {
        let words = Words::of(person.language.parse().unwrap_or_default());
        let mut all = vec![("name", person.name.as_str().into())];
        all.extend(values.iter().cloned());
        Self {
            person: Some(person.id),
            email: person.email.clone(),
            name: person.name.clone(),
            kind,
            group,
            lang: words.lang,
            subject: words.with(&format!("{key}-subject"), &all),
            body: words.with(&format!("{key}-body"), &all),
            due: None,
        }
    }
}

/// What a letter may carry beside its text.
#[derive(Debug, Clone, Default)]
pub struct Enclosed {
    /// An entry for the reader's calendar (iTIP), without its organizer: that is whoever the letter comes from.
    pub calendar: Option<String>,
    /// The address that stops letters of this kind in one step (RFC 8058).
    pub unsubscribe: Option<String>,
    /// Not after this moment: a reminder of what is over helps nobody.
    pub good_until: Option<DateTime<Utc>>,
    /// Whom an answer reaches, where the letter asks for one.
    pub reply_to: Option<String>,
}

impl Enclosed {
    /// Answers reach whoever causes the letter.
    pub(crate) async fn answered_by(tx: &Tx, viewer: &Viewer) -> Result<Self> {
        let sender = match viewer.person() {
            Some(id) => people::Entity::find_by_id(id).one(tx.db()).await?,
            None => None,
        };
        Ok(Self { reply_to: sender.map(|p| p.email), ..Self::default() })
    }
}

/// Queues a letter in the transaction of its act.
pub async fn post(tx: &mut Tx, letter: Letter) -> Result<LetterId> {
    post_with(tx, letter, Enclosed::default()).await
}

/// Queues a letter with something enclosed.
pub async fn post_with(tx: &mut Tx, letter: Letter, enclosed: Enclosed) -> Result<LetterId> {
    let now = tx.cx().now();
    let id = LetterId(tx.cx().new_id());
    let row = letters::ActiveModel {
        id: Set(id),
        person_id: Set(letter.person),
        to_email: Set(letter.email),
        to_name: Set(letter.name),
        kind: Set(letter.kind.to_owned()),
        group_key: Set(letter.group),
        language: Set(letter.lang.code().to_owned()),
        subject: Set(domain::text::tidy_line(&letter.subject)),
        body: Set(letter.body),
        state: Set("waiting".to_owned()),
        attempts: Set(0),
        due_at: Set(letter.due.unwrap_or(now)),
        locked_until: Set(None),
        last_error: Set(String::new()),
        created_at: Set(now),
        sent_at: Set(None),
        calendar: Set(enclosed.calendar),
        unsubscribe: Set(enclosed.unsubscribe),
        good_until: Set(enclosed.good_until),
        reply_to: Set(enclosed.reply_to),
    };
    letters::Entity::insert(row).exec_without_returning(tx.db()).await?;
    tx.tell(Hint::Work);
    Ok(id)
}

/// Cancels what still waits under a group key: nobody is told of what no longer holds (rule R1.6).
pub async fn cancel(tx: &Tx, group: &str) -> Result<u64> {
    let done = letters::Entity::update_many()
        .col_expr(letters::Column::State, Expr::value("cancelled"))
        .filter(letters::Column::GroupKey.eq(group))
        .filter(letters::Column::State.eq("waiting"))
        .exec(tx.db())
        .await?;
    Ok(done.rows_affected)
}

/// A person has another address: what waits goes there.
pub(crate) async fn readdress(tx: &Tx, person: PersonId, email: &str) -> Result<()> {
    letters::Entity::update_many()
        .col_expr(letters::Column::ToEmail, Expr::value(email))
        .filter(letters::Column::PersonId.eq(person))
        .filter(letters::Column::State.eq("waiting"))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Cancels a person's letters of one kind that still wait.
pub(crate) async fn cancel_kind(tx: &Tx, person: PersonId, kind: &str) -> Result<u64> {
    let done = letters::Entity::update_many()
        .col_expr(letters::Column::State, Expr::value("cancelled"))
        .filter(letters::Column::PersonId.eq(person))
        .filter(letters::Column::Kind.eq(kind))
        .filter(letters::Column::State.eq("waiting"))
        .exec(tx.db())
        .await?;
    Ok(done.rows_affected)
}

/// Cancels what still waits under a group key, of one kind only.
pub(crate) async fn cancel_in_group(tx: &Tx, group: &str, kind: &str) -> Result<u64> {
    let done = letters::Entity::update_many()
        .col_expr(letters::Column::State, Expr::value("cancelled"))
        .filter(letters::Column::GroupKey.eq(group))
        .filter(letters::Column::Kind.eq(kind))
        .filter(letters::Column::State.eq("waiting"))
        .exec(tx.db())
        .await?;
    Ok(done.rows_affected)
}

/// A letter that was claimed for sending.
#[derive(Debug, Clone)]
pub struct Claimed {
    /// Its key, which is also its Message-ID.
    pub id: LetterId,
    /// Where it goes.
    pub email: String,
    /// Whom it greets.
    pub name: String,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub body: String,
    /// What it is.
    pub kind: String,
    /// When it was queued.
    pub created_at: DateTime<Utc>,
    /// An entry for the reader's calendar.
    pub calendar: Option<String>,
    /// The address that stops letters of this kind.
    pub unsubscribe: Option<String>,
    /// Whom an answer reaches; nobody when empty.
    pub reply_to: Option<String>,
}

/// Claims up to `most` letters that are due, for two minutes.
pub async fn claim_letters(cx: &Cx, most: u64) -> Result<Vec<Claimed>> {
    let now = cx.now();
    let tx = cx.begin().await?;
    letters::Entity::update_many()
        .col_expr(letters::Column::State, Expr::value("cancelled"))
        .col_expr(letters::Column::LastError, Expr::value("it came too late to be of use"))
        .filter(letters::Column::State.eq("waiting"))
        .filter(letters::Column::GoodUntil.lt(now))
        .exec(tx.db())
        .await?;
    let due = letters::Entity::find()
        .filter(letters::Column::State.eq("waiting"))
        .filter(letters::Column::DueAt.lte(now))
        .filter(letters::Column::LockedUntil.is_null().or(letters::Column::LockedUntil.lt(now)))
        .order_by_asc(letters::Column::DueAt)
        .limit(most);
    let due = skip_locked(cx, due).all(tx.db()).await?;
    let ids: Vec<LetterId> = due.iter().map(|l| l.id).collect();
    letters::Entity::update_many()
        .col_expr(letters::Column::LockedUntil, Expr::value(now + Duration::minutes(2)))
        .col_expr(letters::Column::Attempts, Expr::col(letters::Column::Attempts).add(1))
        .filter(letters::Column::Id.is_in(ids))
        .exec(tx.db())
        .await?;
    tx.commit().await?;
    let claimed = |l: letters::Model| Claimed {
        id: l.id,
        email: l.to_email,
        name: l.to_name,
        subject: l.subject,
        body: l.body,
        kind: l.kind,
        created_at: l.created_at,
        calendar: l.calendar,
        unsubscribe: l.unsubscribe,
        reply_to: l.reply_to,
    };
    Ok(due.into_iter().map(claimed).collect())
}

/// What came of sending a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Accepted by the mail server.
    Sent,
    /// To be tried again, with growing pauses, for three days.
    Retry(String),
    /// Never to be tried again.
    Failed(String),
}

/// Notes what came of a claimed letter.
pub async fn settle(cx: &Cx, id: LetterId, outcome: Outcome) -> Result<()> {
    let tx = cx.begin().await?;
    let Some(row) = letters::Entity::find_by_id(id).one(tx.db()).await? else { return Ok(()) };
    let now = cx.now();
    let mut change = letters::ActiveModel { id: Set(id), locked_until: Set(None), ..Default::default() };
    match outcome {
        Outcome::Sent => {
            change.state = Set("sent".to_owned());
            change.sent_at = Set(Some(now));
        }
        Outcome::Retry(why) if now - row.created_at < Duration::days(3) => {
            change.due_at = Set(now + pause(row.attempts));
            change.last_error = Set(why);
        }
        Outcome::Retry(why) | Outcome::Failed(why) => {
            change.state = Set("failed".to_owned());
            change.last_error = Set(why);
        }
    }
    change.update(tx.db()).await?;
    tx.commit().await
}

/// 15 s, doubling, at most 15 minutes.
fn pause(attempts: i32) -> Duration {
    let doubled = 15_i64.saturating_mul(1 << attempts.clamp(0, 10));
    Duration::seconds(Ord::min(doubled, 900))
}

/// On PostgreSQL several workers may claim at once, each past the rows another holds; SQLite has one writer anyway.
fn skip_locked<E: EntityTrait>(cx: &Cx, select: sea_orm::Select<E>) -> sea_orm::Select<E> {
    use sea_orm::sea_query::{LockBehavior, LockType};
    match cx.store.backend() {
        sea_orm::DbBackend::Postgres => select.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked),
        _ => select,
    }
}
