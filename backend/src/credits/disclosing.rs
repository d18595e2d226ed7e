//! Whoever speaks or plans discloses by a link of their own (I7): mailed by the team, used once, without an account.

use chrono::{Duration, NaiveDate};
use domain::fault::Faults;
use domain::id::SessionId;
use domain::lang::Lang;
use domain::text;
use domain::when::local_day;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::disclosures::BODY;
use super::tables::proof::disclosure_links as links;
use super::tables::session_disclosures as lines;
use crate::audit::{self, Line};
use crate::outbox::{self, Enclosed, Letter};
use crate::programs::reach::Ask;
use crate::programs::tables::{cohorts, programs};
use crate::sessions::reach;
use crate::sessions::tables::sessions;
use crate::words::{FluentValue, Words};
use crate::{Cx, Fault, Result, Viewer, secret};

/// How long a link lives.
const LIFE: Duration = Duration::days(30);

/// What a link leads to.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Who is asked.
    pub name: String,
    /// What they do: one of `disclosures::ROLES`.
    pub role: String,
    /// The session's topic; may be empty.
    pub title: String,
    /// Its number.
    pub number: i32,
    /// Its day.
    pub on: NaiveDate,
    /// The program.
    pub program: String,
    /// The cohort.
    pub cohort: String,
    /// The language that the cohort speaks.
    pub lang: Lang,
}

/// Mails a link to somebody who plans or speaks (`session.write`). The link before it stops working.
pub async fn ask(cx: &Cx, viewer: &Viewer, slug: &str, id: SessionId, line: Uuid, email: &str) -> Result<()> {
    let mut tx = cx.begin().await?;
    let reached = reach::session(tx.db(), viewer, slug, id, Ask::Host).await?;
    let row = lines::Entity::find_by_id(line).filter(lines::Column::SessionId.eq(id)).one(tx.db()).await?.ok_or(Fault::Missing)?;
    let email = text::email("email", email).map_err(|fault| Fault::Invalid(vec![fault]))?;
    links::Entity::update_many()
        .col_expr(links::Column::ExpiresAt, Expr::value(cx.now()))
        .filter(links::Column::LineId.eq(line))
        .filter(links::Column::UsedAt.is_null())
        .filter(links::Column::ExpiresAt.gt(cx.now()))
        .exec(tx.db())
        .await?;
    let token = secret::token(cx);
    let fresh = links::ActiveModel {
        id: Set(cx.new_id()),
        line_id: Set(line),
        token_hash: Set(secret::hash(&token)),
        created_at: Set(cx.now()),
        expires_at: Set(cx.now() + LIFE),
        used_at: Set(None),
        made_by: Set(viewer.person().ok_or(Fault::SignIn)?),
    };
    links::Entity::insert(fresh).exec_without_returning(tx.db()).await?;
    let lang: Lang = reached.cohort.row.language.parse().unwrap_or_default();
    let asked = asked(tx.db(), &row).await?;
    let enclosed = Enclosed { good_until: Some(cx.now() + LIFE), ..Enclosed::answered_by(&tx, viewer).await? };
    outbox::cancel(&tx, &group(line)).await?;
    let link = format!("{}/disclose/{token}", cx.ports.origin);
    outbox::post_with(&mut tx, letter(&asked, email, lang, &link, line), enclosed).await?;
    audit::write(&tx, viewer, Line::new("session.write", "session", id.0).detail(json!({ "disclosure_asked": line }))).await?;
    tx.commit().await
}

fn group(line: Uuid) -> String {
    format!("disclosure:{line}")
}

fn letter(asked: &Asked, email: String, lang: Lang, link: &str, line: Uuid) -> Letter {
    let words = Words::of(lang);
    let (day, role) = (domain::when::show_date(asked.on, lang), words.t(&format!("publish-role-{}", asked.role)));
    let title = if asked.title.is_empty() { words.with("session-n", &[("n", asked.number.into())]) } else { asked.title.clone() };
    let values: [(&str, FluentValue<'_>); 6] = [
        ("name", asked.name.as_str().into()),
        ("role", role.as_str().into()),
        ("title", title.as_str().into()),
        ("day", day.as_str().into()),
        ("program", asked.program.as_str().into()),
        ("link", link.into()),
    ];
    Letter {
        person: None,
        email,
        name: asked.name.clone(),
        kind: "disclosure",
        group: group(line),
        lang,
        subject: words.with("letter-disclosure-subject", &values),
        body: words.with("letter-disclosure-body", &values),
        due: None,
    }
}

async fn asked(db: &impl ConnectionTrait, line: &lines::Model) -> Result<Asked> {
    let session = sessions::Entity::find_by_id(line.session_id).one(db).await?.ok_or(Fault::Missing)?;
    let cohort = cohorts::Entity::find_by_id(session.cohort_id).one(db).await?.ok_or(Fault::Missing)?;
    let program = programs::Entity::find_by_id(cohort.program_id).one(db).await?.ok_or(Fault::Missing)?;
    Ok(Asked {
        name: line.name.clone(),
        role: line.role.clone(),
        title: session.title,
        number: session.number,
        on: session.local_date,
        program: program.name,
        lang: cohort.language.parse().unwrap_or_default(),
        cohort: cohort.name,
    })
}

async fn standing(cx: &Cx, db: &impl ConnectionTrait, token: &str) -> Result<(links::Model, lines::Model)> {
    let found = links::Entity::find().filter(links::Column::TokenHash.eq(secret::hash(token))).one(db).await?;
    let link = found.ok_or(Fault::Missing)?;
    if link.used_at.is_some() {
        return Err(Fault::Gone("disclosure-link-used"));
    }
    if link.expires_at <= cx.now() {
        return Err(Fault::Gone("disclosure-link-expired"));
    }
    let line = lines::Entity::find_by_id(link.line_id).one(db).await?.ok_or(Fault::Missing)?;
    Ok((link, line))
}

/// What a link asks for (`disclosure.file`).
pub async fn look(cx: &Cx, token: &str) -> Result<Asked> {
    let (_, line) = standing(cx, cx.db(), token).await?;
    asked(cx.db(), &line).await
}

/// Files a disclosure by a link; that uses it up. Of two that press at once the second is told so.
pub async fn file(cx: &Cx, token: &str, body: &str) -> Result<()> {
    let tx = cx.begin().await?;
    let (link, line) = standing(cx, tx.db(), token).await?;
    let mut faults = Faults::new();
    let body = faults.take(text::long("body", body, BODY)).unwrap_or_default();
    faults.done()?;
    let used = links::Entity::update_many()
        .col_expr(links::Column::UsedAt, Expr::value(cx.now()))
        .filter(links::Column::Id.eq(link.id))
        .filter(links::Column::UsedAt.is_null())
        .exec(tx.db())
        .await?;
    if used.rows_affected != 1 {
        return Err(Fault::Gone("disclosure-link-used"));
    }
    let session = sessions::Entity::find_by_id(line.session_id).one(tx.db()).await?.ok_or(Fault::Missing)?;
    let today = local_day(cx.now(), &session.zone);
    let change = lines::ActiveModel {
        id: Set(line.id),
        body: Set(body),
        filed_on: Set(Some(today)),
        updated_at: Set(cx.now()),
        ..Default::default()
    };
    change.update(tx.db()).await?;
    let detail = json!({ "disclosure": line.id, "by_link": true });
    audit::write(&tx, &Viewer::nobody(), Line::new("disclosure.file", "session", session.id.0).detail(detail)).await?;
    tx.commit().await
}
