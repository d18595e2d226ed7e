//! Small groups: what a group is, action plans tied to a quality-improvement activity, practice visits, and the questionnaire that looks back.
//!
//! A small group is a cohort of that kind: places, sessions and attendance are the cohort's. What opens payment and certificate is judged by
//! `domain::gate` from facts that are gathered here each time anew; no verdict is stored.
pub mod asking;
pub mod comments;
pub mod demo;
pub mod door;
mod facts;
pub mod joining;
pub(crate) mod letters;
pub mod offering;
pub mod queries;
pub mod reflecting;
mod sheet;
pub(crate) mod tables;
pub mod visiting;
pub mod waiting;
pub mod writing;

pub(crate) use facts::{Facts, Terms, group_row};
pub use sheet::{Sheet, Written};

use serde_json::Value;
use uuid::Uuid;

use crate::audit::{self, Line};
use crate::{Cx, Result, Viewer};

/// Writes down that something was asked for and not done: in a transaction of its own, for the act's was dropped.
pub(crate) async fn note_refusal(cx: &Cx, viewer: &Viewer, action: &str, object: (&str, Uuid), why: Value) -> Result<()> {
    let tx = cx.begin().await?;
    audit::write(&tx, viewer, Line::new(action, object.0, object.1).detail(why)).await?;
    tx.commit().await
}

#[cfg(test)]
pub(crate) mod tests;
