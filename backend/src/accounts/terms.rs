//! The terms of participation: dated versions, and who accepted which.

use domain::id::PersonId;
use domain::lang::Lang;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, EntityTrait, QueryOrder};

use super::tables::{terms, terms_acceptances};
use crate::{Cx, Fault, Result, Tx, Viewer};

/// The newest version, in one language.
#[derive(Debug, Clone)]
pub struct Terms {
    /// The day it holds from.
    pub version_on: chrono::NaiveDate,
    /// Safe HTML.
    pub html: String,
}

/// The text that a new install begins with; an administrator may publish another.
const FIRST_EN: &str = include_str!("../../../locales/en/terms.md");
const FIRST_FR: &str = include_str!("../../../locales/fr/terms.md");

/// Publishes the first version when there is none.
pub async fn ensure_first(cx: &Cx) -> Result<()> {
    let tx = cx.begin().await?;
    if terms::Entity::find().one(tx.db()).await?.is_none() {
        let row = terms::ActiveModel {
            id: Set(cx.new_id()),
            version_on: Set(cx.today()),
            body_en: Set(FIRST_EN.to_owned()),
            body_fr: Set(FIRST_FR.to_owned()),
            created_at: Set(cx.now()),
        };
        terms::Entity::insert(row).exec_without_returning(tx.db()).await?;
    }
    tx.commit().await
}

/// The newest version.
pub async fn newest(cx: &Cx, lang: Lang) -> Result<Option<Terms>> {
    let row = terms::Entity::find().order_by_desc(terms::Column::VersionOn).one(cx.db()).await?;
    Ok(row.map(|t| {
        let body = if lang == Lang::En { t.body_en } else { t.body_fr };
        Terms { version_on: t.version_on, html: crate::markup::to_html(&body) }
    }))
}

/// The viewer accepts the newest version; the date and the language they read it in are kept.
pub async fn accept(cx: &Cx, viewer: &Viewer, lang: Lang) -> Result<()> {
    let person = viewer.person().ok_or(Fault::SignIn)?;
    let mut tx = cx.begin().await?;
    accept_in(&tx, person, lang).await?;
    tx.tell(crate::ports::Hint::Person(person));
    tx.commit().await
}

pub(crate) async fn accept_in(tx: &Tx, person: PersonId, lang: Lang) -> Result<()> {
    let Some(newest) = terms::Entity::find().order_by_desc(terms::Column::VersionOn).one(tx.db()).await? else { return Ok(()) };
    let row = terms_acceptances::ActiveModel {
        id: Set(tx.cx().new_id()),
        person_id: Set(person),
        terms_id: Set(newest.id),
        language: Set(lang.code().to_owned()),
        accepted_at: Set(tx.cx().now()),
    };
    let once = OnConflict::columns([terms_acceptances::Column::PersonId, terms_acceptances::Column::TermsId]).do_nothing().to_owned();
    terms_acceptances::Entity::insert(row).on_conflict(once).exec_without_returning(tx.db()).await?;
    Ok(())
}
