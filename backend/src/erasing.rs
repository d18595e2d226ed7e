//! A person goes (`acct.delete_self`): who they were is taken out of every room, and what others stand on stays without a name.
//!
//! What is kept, until when and why is told before and after: papers, the attendance on which they rest and what calls earned, five years after
//! the day they are about (`credits::keeping`); payments, as a ledger is never rewritten; and what they wrote for others, under "former member".
//! Between the asking and the going lie two weeks, in which they may keep their account (`leaving`).

use chrono::{DateTime, Utc};
use domain::id::PersonId;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait as _,
};
use serde_json::json;

use crate::accounts::devices;
use crate::accounts::tables::{leavings, one_time_links, people, sign_ins};
use crate::audit::{self, Line};
use crate::cases::finding;
use crate::cases::tables::cases;
use crate::consults::calling::LIVE;
use crate::consults::tables::{consults, pathway_people, shifts};
use crate::credits::keeping::{self, Kept};
use crate::improvement::tables::{action_plans, practice_visits};
use crate::outbox::letters;
use crate::ports::Hint;
use crate::programs::enrolling;
use crate::programs::reach::{self, Ask};
use crate::programs::tables::{cohort_roles, enrolments, grants};
use crate::sessions::tables::{attendance_letters, attendance_names, attendance_tries};
use crate::words::Words;
use crate::{Cx, Fault, Result, Tx, Viewer, secret};

pub mod leaving;

/// What somebody must know before they go.
#[derive(Debug, Clone)]
pub struct Outlook {
    /// Their address, which they type to say that they mean it.
    pub email: String,
    /// Whether their password is asked for.
    pub has_password: bool,
    /// What is kept of them.
    pub kept: Kept,
    /// Why they cannot go yet: the key of a sentence.
    pub waits: Option<&'static str>,
    /// They have asked, and this is when they go.
    pub goes_at: Option<DateTime<Utc>>,
}

/// What would be kept, and what stands in the way.
pub async fn outlook(cx: &Cx, viewer: &Viewer) -> Result<Outlook> {
    let person = viewer.person().ok_or(Fault::SignIn)?;
    let row = people::Entity::find_by_id(person).one(cx.db()).await?.ok_or(Fault::SignIn)?;
    Ok(Outlook {
        waits: waits(cx, cx.db(), &row).await?,
        kept: keeping::of(cx.db(), person).await?,
        has_password: row.password_hash.is_some(),
        goes_at: leaving::day(cx.db(), person).await?,
        email: row.email,
    })
}

/// Others rely on these: they are handed over first.
async fn waits(cx: &Cx, db: &impl ConnectionTrait, row: &people::Model) -> Result<Option<&'static str>> {
    let administrators = people::Entity::find().filter(people::Column::Administrator.eq(true)).filter(people::Column::State.eq("active"));
    if row.administrator && administrators.count(db).await? <= 1 {
        return Ok(Some("conflict-erase-administrator"));
    }
    let ahead = shifts::Entity::find().filter(shifts::Column::PersonId.eq(row.id)).filter(shifts::Column::ToAt.gt(cx.now()));
    if ahead.count(db).await? > 0 {
        return Ok(Some("conflict-erase-shifts"));
    }
    let mine = consults::Column::CallerId.eq(row.id).or(consults::Column::AcceptorId.eq(row.id));
    let calls = consults::Entity::find().filter(mine).filter(consults::Column::State.is_in(LIVE));
    Ok((calls.count(db).await? > 0).then_some("conflict-erase-calls"))
}

/// Goes for good, now, without having asked two weeks before.
#[cfg(test)]
pub(crate) async fn erase(cx: &Cx, viewer: &Viewer) -> Result<Kept> {
    go(cx, viewer, false).await
}

/// Goes for good, now. `asked`: only who still wants to; whoever keeps their account in this very moment stays.
pub(crate) async fn go(cx: &Cx, viewer: &Viewer, asked: bool) -> Result<Kept> {
    let person = viewer.person().ok_or(Fault::SignIn)?;
    let before = people::Entity::find_by_id(person).one(cx.db()).await?.ok_or(Fault::SignIn)?;
    let mut tx = cx.begin().await?;
    // Cohorts first, then the person: the order in which papers are issued.
    leave_places(&mut tx, viewer, person).await?;
    if before.administrator {
        // Two who go at once would each count the other.
        let all = people::Entity::find().filter(people::Column::Administrator.eq(true)).order_by_asc(people::Column::Id);
        all.lock_exclusive().all(tx.db()).await?;
    }
    let row = people::Entity::find_by_id(person).lock_exclusive().one(tx.db()).await?.filter(|row| row.state != "deleted");
    let row = row.ok_or(Fault::SignIn)?;
    if let Some(word) = waits(cx, tx.db(), &row).await? {
        return Err(Fault::Conflict(word));
    }
    let taken = leavings::Entity::delete_by_id(person).exec(tx.db()).await?.rows_affected;
    if asked && taken == 0 {
        return Err(Fault::Conflict("conflict-erase-kept"));
    }
    leave_doors(&mut tx, person).await?;
    leave_drafts(&tx, person).await?;
    forget_letters(&tx, person, &row.email).await?;
    let kept = keeping::begin(&tx, person).await?;
    blank(&tx, &row).await?;
    let detail = json!({ "papers": kept.papers, "calls": kept.calls, "kept_until": kept.until });
    audit::write(&tx, viewer, Line::new("acct.delete_self", "person", person.0).detail(detail)).await?;
    tx.tell(Hint::Person(person));
    tx.commit().await?;
    Ok(kept)
}

/// Places in cohorts, roles and powers; whoever waits gets a place that comes free.
async fn leave_places(tx: &mut Tx, viewer: &Viewer, person: PersonId) -> Result<()> {
    let places = enrolments::Entity::find().filter(enrolments::Column::PersonId.eq(person)).filter(enrolments::Column::State.ne("left"));
    for place in places.all(tx.db()).await? {
        match reach::cohort_by_id(tx.db(), viewer, place.cohort_id, Ask::Outline).await {
            Ok(reached) => {
                enrolling::out(tx, viewer, &reached, &place).await?;
                enrolling::fill_from_waiting(tx, viewer, &reached, reached.row.capacity).await?;
            }
            // Whoever waits for a place does not see the cohort yet.
            Err(Fault::Missing) => {
                let change = enrolments::ActiveModel { id: Set(place.id), state: Set("left".to_owned()), ..Default::default() };
                change.update(tx.db()).await?;
            }
            Err(other) => return Err(other),
        }
    }
    cohort_roles::Entity::delete_many().filter(cohort_roles::Column::PersonId.eq(person)).exec(tx.db()).await?;
    grants::Entity::delete_many().filter(grants::Column::PersonId.eq(person)).exec(tx.db()).await?;
    let now = tx.cx().now();
    pathway_people::Entity::update_many()
        .col_expr(pathway_people::Column::LeftAt, Expr::value(now))
        .filter(pathway_people::Column::PersonId.eq(person))
        .filter(pathway_people::Column::LeftAt.is_null())
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Devices, links, and what files and lists knew them by.
async fn leave_doors(tx: &mut Tx, person: PersonId) -> Result<()> {
    devices::end_all(tx, person, None, "erased").await?;
    sign_ins::Entity::update_many()
        .col_expr(sign_ins::Column::Device, Expr::value(""))
        .filter(sign_ins::Column::PersonId.eq(person))
        .exec(tx.db())
        .await?;
    one_time_links::Entity::delete_many().filter(one_time_links::Column::PersonId.eq(person)).exec(tx.db()).await?;
    attendance_names::Entity::delete_many().filter(attendance_names::Column::PersonId.eq(person)).exec(tx.db()).await?;
    attendance_tries::Entity::delete_many().filter(attendance_tries::Column::PersonId.eq(person)).exec(tx.db()).await?;
    attendance_letters::Entity::delete_many().filter(attendance_letters::Column::PersonId.eq(person)).exec(tx.db()).await?;
    Ok(())
}

/// Cases and plans that nobody else was ever shown. A plan on which a visit rests stays.
async fn leave_drafts(tx: &Tx, person: PersonId) -> Result<()> {
    let begun = cases::Entity::find().filter(cases::Column::PresenterId.eq(person)).filter(cases::Column::State.eq("draft"));
    for row in begun.filter(cases::Column::SubmittedAt.is_null()).all(tx.db()).await? {
        finding::forget(tx, &row).await?;
        cases::Entity::delete_by_id(row.id).exec(tx.db()).await?;
    }
    let visited = practice_visits::Entity::find().select_only().column(practice_visits::Column::PlanId);
    let visited = visited.filter(practice_visits::Column::PlanId.is_not_null()).into_query();
    action_plans::Entity::delete_many()
        .filter(action_plans::Column::PersonId.eq(person))
        .filter(action_plans::Column::State.eq("draft"))
        .filter(action_plans::Column::SubmittedAt.is_null())
        .filter(action_plans::Column::Id.not_in_subquery(visited))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// What was mailed to them, and what waits.
async fn forget_letters(tx: &Tx, person: PersonId, email: &str) -> Result<()> {
    use letters::Column::{Body, Calendar, GroupKey, LastError, PersonId as Reader, ReplyTo, State, Subject, ToEmail, ToName, Unsubscribe};
    letters::Entity::update_many()
        .col_expr(State, Expr::value("cancelled"))
        .filter(Reader.eq(person))
        .filter(State.eq("waiting"))
        .exec(tx.db())
        .await?;
    let blank = [ToEmail, ToName, Subject, Body, LastError, GroupKey];
    let blanking = blank.into_iter().fold(letters::Entity::update_many(), |update, column| update.col_expr(column, Expr::value("")));
    let none = || Expr::value(Option::<String>::None);
    let blanking = blanking.col_expr(Calendar, none()).col_expr(Unsubscribe, none()).col_expr(ReplyTo, none());
    blanking.filter(Reader.eq(person).or(ToEmail.eq(email))).exec(tx.db()).await?;
    letters::Entity::update_many().col_expr(ReplyTo, none()).filter(ReplyTo.eq(email)).exec(tx.db()).await?;
    Ok(())
}

/// The row stays, for others' words and records point at it; nothing in it tells who it was.
async fn blank(tx: &Tx, row: &people::Model) -> Result<()> {
    let lang = row.language.parse().unwrap_or_default();
    let nothing = || Set(String::new());
    let change = people::ActiveModel {
        id: Set(row.id),
        email: Set(format!("{}@erased.invalid", row.id)),
        name: Set(Words::of(lang).t("erased-name")),
        password_hash: Set(None),
        state: Set("deleted".to_owned()),
        administrator: Set(false),
        profession: nothing(),
        organisation: nothing(),
        community: nothing(),
        health_authority: nothing(),
        rural: Set(None),
        phone: nothing(),
        licence: nothing(),
        calendar_token: Set(secret::token(tx.cx())),
        updated_at: Set(tx.cx().now()),
        ..Default::default()
    };
    change.update(tx.db()).await?;
    Ok(())
}
