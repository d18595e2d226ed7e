//! One mechanism for everything that members write: flag, hide, mend, restore, blot out, and enter the breach.
//!
//! A flag that says "patient information" hides the thing at once from all but staff; its author is asked in private to mend it. Staff
//! restore it, or blot the words out: then they are gone from the thing, its versions, its rendered text, search, queued mail, chat and
//! notes, and a breach is entered that says who could have read them.

mod audience;
pub mod blot;
pub mod breach;
pub mod demo;
pub mod desk;
pub mod mending;
pub mod raising;
pub mod redaction;
pub mod sweep;
pub(crate) mod tables;
pub mod target;

use domain::id::CaseId;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::cases::tables::{case_questions, recommendations};
use crate::sessions::hour::hiding::What;
use crate::{Result, Tx, Viewer, outbox};

/// What a flag can be about.
pub const ABOUT: [&str; 3] = ["patient", "unkind", "other"];

/// What can be flagged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// The text of a case.
    Case,
    /// A clarifying question and its answer.
    Question,
    /// A recommendation.
    Recommendation,
    /// A post of the forum.
    Post,
    /// A message of the chat, in any room.
    Message,
    /// The shared notes of a session's hour; the id is the session's.
    Notes,
    /// A line of the round "what I used".
    Used,
    /// A poll: its question and its choices.
    Poll,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 8] =
        [Self::Case, Self::Question, Self::Recommendation, Self::Post, Self::Message, Self::Notes, Self::Used, Self::Poll];

    /// The stable word in the database and in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Case => "case",
            Self::Question => "question",
            Self::Recommendation => "recommendation",
            Self::Post => "post",
            Self::Message => "message",
            Self::Notes => "notes",
            Self::Used => "used",
            Self::Poll => "poll",
        }
    }

    /// Which thing of a session's hour it is; none for what stands elsewhere.
    fn of_hour(self) -> Option<What> {
        match self {
            Self::Notes => Some(What::Notes),
            Self::Used => Some(What::Used),
            Self::Poll => Some(What::Poll),
            _ => None,
        }
    }

    /// Reads the stable word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == text)
    }
}

/// What a waiting letter about a flag is cancelled by.
fn group(kind: Kind, id: Uuid) -> String {
    format!("flag:{}:{id}", kind.code())
}

/// Settles the open flags of a thing: somebody has looked. Letters about them that wait are cancelled.
pub(crate) async fn settle(tx: &Tx, viewer: &Viewer, kind: Kind, id: Uuid) -> Result<()> {
    use tables::flags::{Column as C, Entity};
    Entity::update_many()
        .col_expr(C::SettledAt, Expr::value(tx.cx().now()))
        .col_expr(C::SettledBy, Expr::value(viewer.person().map(|p| p.0)))
        .filter(C::TargetKind.eq(kind.code()))
        .filter(C::TargetId.eq(id))
        .filter(C::SettledAt.is_null())
        .exec(tx.db())
        .await?;
    outbox::cancel(tx, &group(kind, id)).await?;
    Ok(())
}

/// Forgets the flags of a case that is deleted for good, and those of what was said to it.
pub(crate) async fn forget_case(tx: &Tx, case: CaseId) -> Result<()> {
    use tables::flags::{Column as C, Entity};
    let of = |kind: Kind| Entity::delete_many().filter(C::TargetKind.eq(kind.code()));
    of(Kind::Case).filter(C::TargetId.eq(case.0)).exec(tx.db()).await?;
    let mut asked = Query::select();
    asked.column(case_questions::Column::Id).from(case_questions::Entity).and_where(Expr::col(case_questions::Column::CaseId).eq(case.0));
    of(Kind::Question).filter(C::TargetId.in_subquery(asked)).exec(tx.db()).await?;
    let mut given = Query::select();
    given
        .column(recommendations::Column::Id)
        .from(recommendations::Entity)
        .and_where(Expr::col(recommendations::Column::CaseId).eq(case.0));
    of(Kind::Recommendation).filter(C::TargetId.in_subquery(given)).exec(tx.db()).await?;
    outbox::cancel(tx, &group(Kind::Case, case.0)).await?;
    Ok(())
}

#[cfg(test)]
mod tests;
