//! Letters that ask for questionnaires, when their day has come (R2.5): the invitation, and two reminders. Which day that is follows from the
//! session's date each time anew, so a session that moves takes its questionnaire along; who has answered, was not there or has left is not asked.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};
use domain::day::months_later;
use domain::gate::group::certificate;
use domain::gate::{What, letters as due_letters};
use domain::id::{CohortId, PersonId, SessionId};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

use super::facts::{Facts, Terms};
use super::letters;
use super::tables::{reflection_letters, small_groups};
use crate::audit::{self, Line};
use crate::programs::tables::{cohorts, enrolments, programs};
use crate::sessions::tables::sessions;
use crate::{Cx, Result, Tx, Viewer};

/// For so many days after its opening a questionnaire is asked for; what a longer standstill missed is on the person's page all the same.
const ASKED_FOR: u64 = 14;

/// Asks wherever a questionnaire is open and was not asked for. Harmless when done twice or at once.
pub async fn sweep(cx: &Cx) -> Result<()> {
    for cohort in concerned(cx).await? {
        ask_group(cx, cohort).await?;
    }
    Ok(())
}

/// The groups of which a questionnaire opened in the last days. The window is wide by a day on each side, for zones and short months.
async fn concerned(cx: &Cx) -> Result<Vec<CohortId>> {
    let groups: Vec<CohortId> = small_groups::Entity::find().all(cx.db()).await?.into_iter().map(|g| g.cohort_id).collect();
    if groups.is_empty() {
        return Ok(groups);
    }
    let today = cx.today();
    let back =
        |days: u64| today.checked_sub_days(Days::new(days)).and_then(|day| day.checked_sub_months(chrono::Months::new(2))).unwrap_or(today);
    let (from, to) = (back(ASKED_FOR + 4), today.checked_sub_days(Days::new(56)).unwrap_or(today));
    let rows = sessions::Entity::find()
        .filter(sessions::Column::CohortId.is_in(groups))
        .filter(sessions::Column::State.ne("cancelled"))
        .filter(sessions::Column::LocalDate.between(from, to))
        .all(cx.db())
        .await?;
    let mut all: Vec<CohortId> = rows.into_iter().map(|s| s.cohort_id).collect();
    all.sort_unstable();
    all.dedup();
    Ok(all)
}

/// One group. Its row is held, so that two who ask at once ask one after the other, and the second finds the letters of the first.
async fn ask_group(cx: &Cx, id: CohortId) -> Result<()> {
    let mut tx = cx.begin().await?;
    let cohort = crate::programs::enrolling::hold(&tx, id).await?;
    let Some(program) = programs::Entity::find_by_id(cohort.program_id).one(tx.db()).await? else { return Ok(()) };
    let Some(row) = small_groups::Entity::find_by_id(id).one(tx.db()).await? else { return Ok(()) };
    let terms = Terms::of_group(tx.db(), &row, program.id).await?;
    let facts = Facts::of(tx.db(), cx.now(), (&cohort, &program), terms).await?;
    let places = enrolments::Entity::find().filter(enrolments::Column::CohortId.eq(id)).filter(enrolments::Column::State.eq("enrolled"));
    let people: Vec<PersonId> = places.all(tx.db()).await?.into_iter().map(|e| e.person_id).collect();
    let mut asked = 0;
    for session in &facts.sessions {
        for person in &people {
            asked += usize::from(ask(&mut tx, &cohort, &facts, session, *person).await?);
        }
    }
    if asked > 0 {
        audit::write(&tx, &Viewer::nobody(), Line::new("reflect.ask", "cohort", id.0).detail(json!({ "letters": asked }))).await?;
    }
    tx.commit().await
}

async fn ask(tx: &mut Tx, cohort: &cohorts::Model, facts: &Facts, session: &sessions::Model, person: PersonId) -> Result<bool> {
    let of = facts.about(session, person);
    let opens_on = of.due();
    if facts.today < opens_on || facts.today > domain::day::days_later(opens_on, u32::try_from(ASKED_FOR).unwrap_or(0)) {
        return Ok(false);
    }
    let sent = sent(tx, session.id, person, opens_on).await?;
    // Accreditation is no matter of this letter: the questionnaire is asked for all the same, and its gate is looked at for that line alone.
    let mut gate = certificate(&of);
    gate.requirements.retain(|r| matches!(r.what, What::Attended | What::Questionnaire));
    let Some(number) = due_letters::due(&gate, What::Questionnaire, facts.today, sent, false) else { return Ok(false) };
    letters::ask(tx, cohort, session, person, number).await?;
    let row = reflection_letters::ActiveModel {
        id: Set(tx.cx().new_id()),
        session_id: Set(session.id),
        person_id: Set(person),
        opens_on: Set(opens_on),
        number: Set(i32::try_from(number).unwrap_or(i32::MAX)),
        created_at: Set(tx.cx().now()),
    };
    reflection_letters::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(true)
}

/// The number of the last letter that asked for it as of this opening.
async fn sent(tx: &Tx, session: SessionId, person: PersonId, opens_on: NaiveDate) -> Result<usize> {
    let rows = reflection_letters::Entity::find()
        .filter(reflection_letters::Column::SessionId.eq(session))
        .filter(reflection_letters::Column::PersonId.eq(person))
        .filter(reflection_letters::Column::OpensOn.eq(opens_on))
        .all(tx.db())
        .await?;
    Ok(rows.iter().map(|r| usize::try_from(r.number).unwrap_or(0)).max().unwrap_or(0))
}

/// A session of a small group moved to another day: its questionnaires move along, letters that still wait are taken back, and the log says
/// from which day to which. Elsewhere there is nothing to do.
pub(crate) async fn moved(tx: &Tx, viewer: &Viewer, before: &sessions::Model, after: &sessions::Model) -> Result<()> {
    let group = small_groups::Entity::find_by_id(before.cohort_id).count(tx.db()).await? > 0;
    if !group || before.local_date == after.local_date {
        return Ok(());
    }
    let months = domain::credits::Rules::default().questionnaire_months;
    let (from, to) = (months_later(before.local_date, months), months_later(after.local_date, months));
    let asked = reflection_letters::Entity::find().filter(reflection_letters::Column::SessionId.eq(before.id)).all(tx.db()).await?;
    let people: HashMap<PersonId, ()> = asked.iter().map(|r| (r.person_id, ())).collect();
    let mut taken_back = 0;
    for person in people.keys() {
        taken_back += crate::outbox::cancel(tx, &letters::group_key("questionnaire", before.id, *person)).await?;
    }
    let detail = json!({ "opens_before": from, "opens_after": to, "letters_taken_back": taken_back });
    audit::write(tx, viewer, Line::new("reflect.moved", "session", before.id.0).detail(detail)).await
}

/// Somebody leaves a group: nobody asks them any more.
pub(crate) async fn stop_letters(tx: &Tx, cohort: CohortId, person: PersonId) -> Result<()> {
    let rows = sessions::Entity::find().filter(sessions::Column::CohortId.eq(cohort)).all(tx.db()).await?;
    for row in rows {
        crate::outbox::cancel(tx, &letters::group_key("questionnaire", row.id, person)).await?;
    }
    Ok(())
}
