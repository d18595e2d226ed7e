//! What those who govern accounts do beyond suspending them: another address, and, for administrators, all accounts.

use domain::attendance_file::fold_name;
use domain::id::{CohortId, PersonId};
use domain::text;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;

use super::profile::{Account, governed};
use super::tables::{one_time_links, people};
use super::{invite, letters};
use crate::audit::{self, Line};
use crate::ports::Hint;
use crate::programs::tables::{cohort_roles, cohorts, enrolments, grants};
use crate::{Cx, Fault, Result, Tx, Viewer, outbox};

/// Gives a person another address. Both addresses are told; links that were mailed to the old one stop working.
pub async fn readdress(cx: &Cx, viewer: &Viewer, person: PersonId, typed: &str) -> Result<()> {
    let before = governed(cx, viewer, person).await?;
    if !viewer.is_administrator() {
        only_theirs(cx, viewer, person).await?;
    }
    let email = text::email("email", typed).map_err(|fault| Fault::Invalid(vec![fault]))?;
    if email == before.email {
        return Ok(());
    }
    let mut tx = cx.begin().await?;
    if people::Entity::find().filter(people::Column::Email.eq(&email)).one(tx.db()).await?.is_some() {
        return Err(Fault::field("email", "fault-email-taken"));
    }
    let change = people::ActiveModel { id: Set(person), email: Set(email), updated_at: Set(cx.now()), ..Default::default() };
    let after = change.update(tx.db()).await?;
    end_links(&tx, person).await?;
    outbox::readdress(&tx, person, &after.email).await?;
    letters::address_changed(&mut tx, &before, &before.email, &after.email).await?;
    letters::address_changed(&mut tx, &after, &before.email, &after.email).await?;
    // Whoever has not come in yet held a link that has just stopped working.
    invite::send(&mut tx, viewer, person, "", "/").await?;
    let line = Line::new("acct.address", "person", person.0).about(person);
    audit::write(&tx, viewer, line.detail(json!({ "changed": "email" }))).await?;
    tx.tell(Hint::Person(person));
    tx.commit().await
}

/// Whoever holds the address can come in as the person: a coordinator may change it for people of their own programs who hold no power.
async fn only_theirs(cx: &Cx, viewer: &Viewer, person: PersonId) -> Result<()> {
    let powers = grants::Entity::find().filter(grants::Column::PersonId.eq(person)).one(cx.db()).await?;
    let places = enrolments::Entity::find()
        .filter(enrolments::Column::PersonId.eq(person))
        .filter(enrolments::Column::State.ne("left"))
        .all(cx.db())
        .await?;
    let roles = cohort_roles::Entity::find().filter(cohort_roles::Column::PersonId.eq(person)).all(cx.db()).await?;
    let ids: Vec<CohortId> = places.into_iter().map(|e| e.cohort_id).chain(roles.into_iter().map(|r| r.cohort_id)).collect();
    let all = cohorts::Entity::find().filter(cohorts::Column::Id.is_in(ids)).all(cx.db()).await?;
    let elsewhere = all.iter().any(|c| !viewer.coordinates(c.program_id));
    if powers.is_some() || elsewhere { Err(Fault::Refused("refused-address")) } else { Ok(()) }
}

async fn end_links(tx: &Tx, person: PersonId) -> Result<()> {
    one_time_links::Entity::update_many()
        .col_expr(one_time_links::Column::ExpiresAt, Expr::value(tx.cx().now()))
        .filter(one_time_links::Column::PersonId.eq(person))
        .filter(one_time_links::Column::UsedAt.is_null())
        .filter(one_time_links::Column::ExpiresAt.gt(tx.cx().now()))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Most accounts of a list; who is looked for is found by name or address.
pub const MOST: usize = 200;

/// Accounts by name, those that match; for administrators. The second value tells whether there are more.
pub async fn accounts(cx: &Cx, viewer: &Viewer, words: &str) -> Result<(Vec<Account>, bool)> {
    if !viewer.who().ok_or(Fault::SignIn)?.administrator {
        return Err(Fault::Refused("refused-role"));
    }
    let all = people::Entity::find().filter(people::Column::State.ne("deleted")).order_by_asc(people::Column::Name).all(cx.db()).await?;
    let words: Vec<String> = words.split_whitespace().take(5).map(str::to_lowercase).collect();
    // By name as people type it, in any case and without accents; by address as it stands.
    let fits = |p: &people::Model| {
        let name = fold_name(&p.name);
        words.iter().all(|w| p.email.contains(w.as_str()) || name.contains(&fold_name(w)) && !fold_name(w).is_empty())
    };
    let mut rows: Vec<people::Model> = all.into_iter().filter(fits).collect();
    let more = rows.len() > MOST;
    rows.truncate(MOST);
    Ok((rows.into_iter().map(Account::from).collect(), more))
}
