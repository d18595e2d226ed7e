//! Notices: what a person wants to be written about, and the one step out of a letter.
//!
//! Two lists can be left: reminders of sessions, and entries for one's calendar. What somebody must know to act (a case that came back,
//! a session that moved, a link to sign in) is not a list, and says so on its page.

use std::collections::HashMap;

use domain::id::PersonId;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::json;

use crate::accounts::tables::people;
use crate::audit::{self, Line};
use crate::{Cx, Fault, Result, Tx, Viewer, secret};

pub(crate) mod notice_choices {
    use domain::id::PersonId;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "notice_choices")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: PersonId,
        pub reminders: bool,
        pub calendar: bool,
        pub token: String,
        pub updated_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A list that a person may leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// A week, a day and an hour before a session.
    Reminders,
    /// Sessions as entries for one's own calendar.
    Calendar,
}

impl List {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Reminders, Self::Calendar];

    /// The word in addresses and forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Reminders => "reminders",
            Self::Calendar => "calendar",
        }
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|list| list.code() == text)
    }
}

/// What a person chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choices {
    /// Reminders of sessions.
    pub reminders: bool,
    /// Calendar letters.
    pub calendar: bool,
}

impl Default for Choices {
    /// Both, until somebody says otherwise: who enrolled in a series asked to be told when it meets.
    fn default() -> Self {
        Self { reminders: true, calendar: true }
    }
}

impl Choices {
    /// Whether a list is wanted.
    pub fn wants(self, list: List) -> bool {
        match list {
            List::Reminders => self.reminders,
            List::Calendar => self.calendar,
        }
    }

    fn with(mut self, list: List, on: bool) -> Self {
        match list {
            List::Reminders => self.reminders = on,
            List::Calendar => self.calendar = on,
        }
        self
    }
}

impl From<&notice_choices::Model> for Choices {
    fn from(row: &notice_choices::Model) -> Self {
        Self { reminders: row.reminders, calendar: row.calendar }
    }
}

/// What these people chose; who is not in the answer has the usual.
pub(crate) async fn of(db: &impl ConnectionTrait, people: &[PersonId]) -> Result<HashMap<PersonId, Choices>> {
    let rows = notice_choices::Entity::find().filter(notice_choices::Column::PersonId.is_in(people.to_vec())).all(db).await?;
    Ok(rows.iter().map(|row| (row.person_id, Choices::from(row))).collect())
}

/// The viewer's own choices (`notif.prefs`).
pub async fn own(cx: &Cx, viewer: &Viewer) -> Result<Choices> {
    let me = viewer.person().ok_or(Fault::SignIn)?;
    Ok(of(cx.db(), &[me]).await?.remove(&me).unwrap_or_default())
}

/// Sets the viewer's own choices.
pub async fn choose(cx: &Cx, viewer: &Viewer, wanted: Choices) -> Result<()> {
    let me = viewer.person().ok_or(Fault::SignIn)?;
    let tx = cx.begin().await?;
    set(&tx, me, wanted).await?;
    let detail = json!({ "reminders": wanted.reminders, "calendar": wanted.calendar });
    audit::write(&tx, viewer, Line::new("notif.prefs", "person", me.0).detail(detail)).await?;
    tx.commit().await
}

async fn set(tx: &Tx, person: PersonId, wanted: Choices) -> Result<()> {
    token(tx, person).await?;
    let change = notice_choices::ActiveModel {
        person_id: Set(person),
        reminders: Set(wanted.reminders),
        calendar: Set(wanted.calendar),
        updated_at: Set(tx.cx().now()),
        ..Default::default()
    };
    notice_choices::Entity::update(change).exec(tx.db()).await?;
    if !wanted.reminders {
        crate::outbox::cancel_kind(tx, person, "reminder").await?;
    }
    Ok(())
}

/// The token of a person's way out, made with their first letter.
async fn token(tx: &Tx, person: PersonId) -> Result<String> {
    use sea_orm::sea_query::OnConflict;
    let usual = Choices::default();
    let row = notice_choices::ActiveModel {
        person_id: Set(person),
        reminders: Set(usual.reminders),
        calendar: Set(usual.calendar),
        token: Set(secret::token(tx.cx())),
        updated_at: Set(tx.cx().now()),
    };
    if let Some(known) = notice_choices::Entity::find_by_id(person).one(tx.db()).await? {
        return Ok(known.token);
    }
    let quiet = OnConflict::column(notice_choices::Column::PersonId).do_nothing().to_owned();
    notice_choices::Entity::insert(row).on_conflict(quiet).exec_without_returning(tx.db()).await?;
    let row = notice_choices::Entity::find_by_id(person).one(tx.db()).await?;
    row.map(|row| row.token).ok_or(Fault::Busy)
}

/// The address that takes a person off a list in one step.
pub(crate) async fn way_out(tx: &Tx, person: PersonId, list: List) -> Result<String> {
    let token = token(tx, person).await?;
    Ok(format!("{}/unsubscribe/{token}/{}", tx.cx().ports.origin, list.code()))
}

/// What the page behind a way out shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayOut {
    /// The list.
    pub list: List,
    /// Whether its letters still come.
    pub on: bool,
    /// The language of whoever the letter was written to.
    pub lang: domain::lang::Lang,
}

/// Who holds a way out; missing when nobody does.
async fn holder(db: &impl ConnectionTrait, token: &str, list: &str) -> Result<(people::Model, Choices, List)> {
    let list = List::parse(list).filter(|_| token.len() >= 20).ok_or(Fault::Missing)?;
    let row = notice_choices::Entity::find().filter(notice_choices::Column::Token.eq(token)).one(db).await?.ok_or(Fault::Missing)?;
    let person = people::Entity::find_by_id(row.person_id).one(db).await?.ok_or(Fault::Missing)?;
    Ok((person, Choices::from(&row), list))
}

/// Looks at a way out without using it: whoever opens a link in a letter may be a machine that reads mail.
pub async fn look(cx: &Cx, token: &str, list: &str) -> Result<WayOut> {
    let (person, choices, list) = holder(cx.db(), token, list).await?;
    Ok(WayOut { list, on: choices.wants(list), lang: person.language.parse().unwrap_or_default() })
}

/// Takes whoever holds this way out off the list. Twice is as good as once; no sign-in is asked for (RFC 8058).
pub async fn leave(cx: &Cx, token: &str, list: &str) -> Result<WayOut> {
    let tx = cx.begin().await?;
    let (person, choices, list) = holder(tx.db(), token, list).await?;
    if choices.wants(list) {
        set(&tx, person.id, choices.with(list, false)).await?;
        let line = Line::new("notif.prefs", "person", person.id.0).about(person.id).detail(json!({ "left": list.code() }));
        audit::write(&tx, &Viewer::nobody(), line).await?;
    }
    tx.commit().await?;
    Ok(WayOut { list, on: false, lang: person.language.parse().unwrap_or_default() })
}

#[cfg(test)]
mod tests;
