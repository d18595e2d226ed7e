//! Case forms of programs: read by version, edited by the program's coordinator. A change makes another version; none is ever altered.

use domain::cases::form::{self, Row};
use domain::cases::{CaseForm, Section};
use domain::id::ProgramId;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;

use super::tables::case_forms;
use crate::audit::{self, Line};
use crate::programs::tables::programs;
use crate::{Cx, Fault, Result, Viewer};

/// The newest form of a program.
pub async fn newest(db: &impl ConnectionTrait, program: ProgramId) -> Result<CaseForm> {
    let all = case_forms::Entity::find().filter(case_forms::Column::ProgramId.eq(program));
    read(all.order_by_desc(case_forms::Column::Version).one(db).await?)
}

/// A program's form of this version; missing when there is none.
pub async fn of(db: &impl ConnectionTrait, program: ProgramId, version: i32) -> Result<CaseForm> {
    if version == 0 {
        return Ok(CaseForm::first());
    }
    let found =
        case_forms::Entity::find().filter(case_forms::Column::ProgramId.eq(program)).filter(case_forms::Column::Version.eq(version));
    read(Some(found.one(db).await?.ok_or(Fault::Missing)?))
}

fn read(row: Option<case_forms::Model>) -> Result<CaseForm> {
    let Some(row) = row else { return Ok(CaseForm::first()) };
    let sections: Vec<Section> =
        serde_json::from_value(row.sections).map_err(|why| Fault::Broken(format!("a case form cannot be read: {why}")))?;
    Ok(CaseForm { version: row.version, sections })
}

/// A program's form, open to be edited.
#[derive(Debug, Clone)]
pub struct Editor {
    /// The program.
    pub program: ProgramId,
    /// Its name.
    pub name: String,
    /// The newest version.
    pub form: CaseForm,
}

/// The form of a program, for its coordinator.
pub async fn editor(cx: &Cx, viewer: &Viewer, program: ProgramId) -> Result<Editor> {
    let name = door(cx.db(), viewer, program).await?;
    Ok(Editor { program, name, form: newest(cx.db(), program).await? })
}

async fn door(db: &impl ConnectionTrait, viewer: &Viewer, program: ProgramId) -> Result<String> {
    viewer.who().ok_or(Fault::SignIn)?;
    let row = programs::Entity::find_by_id(program).one(db).await?.ok_or(Fault::Missing)?;
    if viewer.coordinates(program) { Ok(row.name) } else { Err(Fault::Refused("refused-role")) }
}

/// Makes another version of the form. `seen` is the version that was being edited: two editors do not overwrite each other unseen.
pub async fn save(cx: &Cx, viewer: &Viewer, program: ProgramId, seen: i32, rows: &[Row]) -> Result<()> {
    let tx = cx.begin().await?;
    door(tx.db(), viewer, program).await?;
    let before = newest(tx.db(), program).await?;
    let sections = form::judge(&before, rows).map_err(Fault::Invalid)?;
    if sections == before.sections {
        return Ok(());
    }
    if before.version != seen {
        return Err(Fault::field("version", "fault-case-form-version"));
    }
    let version = before.version + 1;
    let row = case_forms::ActiveModel {
        id: Set(cx.new_id()),
        program_id: Set(program),
        version: Set(version),
        sections: Set(json!(sections)),
        created_at: Set(cx.now()),
        created_by: Set(viewer.person()),
    };
    let once = OnConflict::columns([case_forms::Column::ProgramId, case_forms::Column::Version]).do_nothing().to_owned();
    if case_forms::Entity::insert(row).on_conflict(once).exec_without_returning(tx.db()).await? == 0 {
        return Err(Fault::field("version", "fault-case-form-version"));
    }
    let detail = json!({"version": version, "sections": sections.len()});
    audit::write(&tx, viewer, Line::new("case.form", "program", program.0).detail(detail)).await?;
    tx.commit().await
}
