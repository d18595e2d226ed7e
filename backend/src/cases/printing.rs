//! The signed letter as a document that can be kept: for its presenter, the cohort's facilitators and the program's coordinators (`case.export`).

use domain::cases::Act;
use domain::id::CaseId;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::reach;
use super::tables::case_letters;
use crate::accounts::tables::people;
use crate::audit::{self, Line};
use crate::paper::{self, Paper};
use crate::words::Words;
use crate::{Cx, Fault, Result, Viewer};

/// A printed letter.
#[derive(Debug, Clone)]
pub struct Printed {
    /// The file's name.
    pub name: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Prints the newest signed letter of a case, in the language its presenter reads, and notes who took it.
pub async fn letter(cx: &Cx, viewer: &Viewer, slug: &str, id: CaseId) -> Result<Printed> {
    let reached = reach::case(cx.db(), cx.now(), viewer, slug, id, Act::Read).await?;
    if !(reached.stand.presenter || reached.stand.facilitator || reached.stand.coordinator) {
        return Err(Fault::Refused("refused-role"));
    }
    let signed =
        case_letters::Entity::find().filter(case_letters::Column::CaseId.eq(id)).filter(case_letters::Column::SignedAt.is_not_null());
    let row = signed.order_by_desc(case_letters::Column::Version).one(cx.db()).await?.ok_or(Fault::Missing)?;
    let presenter = people::Entity::find_by_id(reached.row.presenter_id).one(cx.db()).await?;
    let signer = match row.signed_by {
        Some(by) => people::Entity::find_by_id(by).one(cx.db()).await?,
        None => None,
    };
    let lang = presenter.as_ref().and_then(|p| p.language.parse().ok()).unwrap_or_default();
    let words = Words::of(lang);
    let number = reached.row.number.clone().unwrap_or_default();
    let zone = presenter.map_or_else(|| reached.cohort.zone.clone(), |p| p.zone);
    let at = row.signed_at.map(|at| domain::when::show(at, &zone, &reached.cohort.zone, lang).text).unwrap_or_default();
    let (by, profession) = signer.map(|p| (p.name, p.profession)).unwrap_or_default();
    let mut line = words.with("case-letter-signed", &[("name", by.as_str().into())]);
    if !profession.is_empty() {
        line.push_str(", ");
        line.push_str(&profession);
    }
    let title = words.with("case-letter-title", &[("number", number.as_str().into())]);
    let paper = Paper {
        foot: words.with("letter-pdf-foot", &[("title", title.as_str().into()), ("page", "{page}".into()), ("pages", "{pages}".into())]),
        title,
        lang,
        head: vec![reached.cohort.program_name.clone(), reached.cohort.name.clone()],
        blocks: paper::blocks(&row.body),
        signature: vec![line, at],
        note: words.t("case-letter-responsibility"),
        lost: words.t("letter-pdf-lost"),
        square: None,
        id: format!("{id}-{}", row.version),
        on: row.signed_at.unwrap_or(row.created_at).date_naive(),
    };
    let bytes = cx.ports.press.print(&paper)?;
    let tx = cx.begin().await?;
    audit::write(&tx, viewer, Line::new("case.export", "case", id.0)).await?;
    tx.commit().await?;
    Ok(Printed { name: format!("{}-{}.pdf", words.t("letter-pdf-name"), if number.is_empty() { "case" } else { number.as_str() }), bytes })
}
