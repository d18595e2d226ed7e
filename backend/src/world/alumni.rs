//! Last year's cohort of the demo: finished, measured at both ends, so that a lead sees a whole story.

use chrono::{Days, Months};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use super::{World, add_enrolment, add_person, cohort_start, lay_cohort};
use crate::Result;
use crate::programs::tables::cohorts;
use crate::sessions::demo as sessions;
use crate::surveys::demo as surveys;

/// First and last names of those who took part; invented.
const FIRST: [&str; 13] =
    ["Anika", "Björn", "Catherine", "Dmitri", "Esi", "Florence", "Gareth", "Hui", "Ines", "Jolene", "Kasper", "Lucie", "Mateo"];
const LAST: [&str; 2] = ["Arsenault", "Yamamoto"];

/// Lays the finished cohort: 26 people, two of whom left, six sessions, all answers.
pub async fn furnish(world: &World) -> Result<()> {
    let cx = &world.cx;
    let tx = cx.begin().await?;
    let start = cohort_start(cx.today()) - Months::new(12);
    let slug = format!("psp-{}", start.format("%Y-%m"));
    let cohort = lay_cohort(&tx, world.program, &slug, "Last year’s cohort").await?;
    let dates = cohorts::ActiveModel { id: Set(cohort), starts_on: Set(start), ends_on: Set(start + Days::new(183)), ..Default::default() };
    dates.update(tx.db()).await?;
    for (n, (last, first)) in LAST.iter().flat_map(|l| FIRST.iter().map(move |f| (l, f))).enumerate() {
        let email = format!("{}.{}@example.org", domain::text::slug(first), domain::text::slug(last));
        let id = add_person(&tx, &email, &format!("{first} {last}"), "Social worker", "en", false).await?;
        let state = if n % 13 == 12 { "left" } else { "enrolled" };
        add_enrolment(&tx, cohort, id, state, i32::try_from(n).unwrap_or(0) + 1).await?;
    }
    tx.commit().await?;

    let corinne = world.viewer("corinne").await?;
    sessions::series(cx, &corinne, &slug, 0).await?;
    sessions::attend(cx, &corinne, &slug, &sessions::enrolled(cx, &corinne, &slug).await?).await?;
    surveys::furnish_finished(&World { cohort, slug, ..world.clone() }).await
}
