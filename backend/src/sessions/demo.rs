//! The demo's series: six sessions, three behind, with agendas, didactics, resources and attendance.

use chrono::{Days, Duration, NaiveTime};
use domain::id::{PersonId, SessionId};
use domain::presence::Way;
use domain::when::{Nth, Repeat, Zone};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};
use uuid::Uuid;

use super::attendance::spans::{self, Told};
use super::attendance::{self, names};
use super::resources::{self, NewResource};
use super::tables::{attendance_imports, sessions};
use super::{reach, schedule};
use crate::programs::queries;
use crate::programs::reach::Ask;
use crate::world::World;
use crate::{Cx, Fault, Result, Tx, Viewer};

/// Topic, didactic, who gives it, objectives (`;` between), disclosures: one session a line.
const SERIES: &str = include_str!("../world/sessions.tsv");

/// Lays the series of the world's cohort on the last Thursdays, and furnishes what lies behind.
pub async fn furnish(world: &World) -> Result<Vec<SessionId>> {
    let fatima = world.viewer("fatima").await?;
    let ids = series(&world.cx, &fatima, &world.slug, 0).await?;
    library(world, &fatima, &ids).await?;
    let people: Vec<PersonId> = enrolled(&world.cx, &fatima, &world.slug).await?;
    attend(&world.cx, &fatima, &world.slug, &people).await?;
    by_telephone(world, &fatima, &ids, &people).await?;
    Ok(ids)
}

/// Six last Thursdays at 08:00 from the cohort's first day on; `shift` moves them by days.
pub(crate) async fn series(cx: &Cx, viewer: &Viewer, slug: &str, shift: u64) -> Result<Vec<SessionId>> {
    let tx = cx.begin().await?;
    let cohort = crate::programs::reach::cohort(tx.db(), viewer, slug, Ask::Host).await?;
    let zone = Zone::parse(&cohort.zone).map_err(|_| Fault::field("zone", "fault-zone"))?;
    let repeat = Repeat::Monthly { every: 1, nth: Nth::Last, weekday: chrono::Weekday::Thu };
    let from = cohort.row.starts_on + Days::new(shift);
    let eight = NaiveTime::from_hms_opt(8, 0, 0).unwrap_or_default();
    let dates = repeat.occurrences(from, eight, &zone, 6, &[]).map_err(|_| Fault::Broken("the demo's dates".to_owned()))?;
    let mut ids = Vec::new();
    for (occurrence, line) in dates.into_iter().zip(SERIES.lines()) {
        let id = schedule::insert(&tx, cohort.id, &cohort.zone, occurrence, 60).await?;
        describe(&tx, id, line).await?;
        ids.push(id);
    }
    tx.commit().await?;
    Ok(ids)
}

async fn describe(tx: &Tx, id: SessionId, line: &str) -> Result<()> {
    let cells: Vec<&str> = line.split('\t').collect();
    let cell = |n: usize| cells.get(n).copied().unwrap_or_default().to_owned();
    let change = sessions::ActiveModel {
        id: Set(id),
        title: Set(cell(0)),
        didactic_title: Set(cell(1)),
        didactic_by: Set(cell(2)),
        objectives: Set(cell(3).replace("; ", "\n")),
        disclosures: Set(cell(4)),
        join_url: Set("https://meet.example.org/psychosocial-palliative-echo".to_owned()),
        dial_in: Set("+1 604 555 0100, code 4471".to_owned()),
        ..Default::default()
    };
    change.update(tx.db()).await?;
    Ok(())
}

pub(crate) async fn enrolled(cx: &Cx, viewer: &Viewer, slug: &str) -> Result<Vec<PersonId>> {
    let (_, members, _) = queries::members(cx, viewer, slug).await?;
    Ok(members.into_iter().filter(|m| m.state == "enrolled").map(|m| m.id).collect())
}

/// Attendance of what lies behind, as files of the video program had it: most come, some now and then, two seldom; some lose the line once.
pub(crate) async fn attend(cx: &Cx, viewer: &Viewer, slug: &str, people: &[PersonId]) -> Result<()> {
    let tx = cx.begin().await?;
    let cohort = crate::programs::reach::cohort(tx.db(), viewer, slug, Ask::Host).await?;
    for session in schedule::of_cohort(tx.db(), cohort.id).await? {
        if reach::ends_at(&session) > cx.now() {
            continue;
        }
        let file = report(&tx, viewer, &session).await?;
        for (n, person) in people.iter().enumerate() {
            let turn = (n * 7 + usize::try_from(session.number).unwrap_or(0) * 3) % 20;
            let minutes = match (n % 13 == 12, turn) {
                (true, 0..12) | (_, 0) => continue,
                (_, 1) => 22,
                _ => 52 + i64::try_from(turn % 9).unwrap_or(0),
            };
            let came = session.starts_at - Duration::minutes(i64::try_from(turn % 3).unwrap_or(0));
            let went = session.starts_at + Duration::minutes(minutes);
            let stays = if turn == 7 {
                vec![(came, came + Duration::minutes(20)), (came + Duration::minutes(24), went)]
            } else {
                vec![(came, went)]
            };
            for (from, to) in stays {
                let told = Told { from: Some(from), to: Some(to), minutes: None };
                spans::insert(&tx, session.id, *person, Way::File, Some(file), told, None).await?;
            }
        }
    }
    tx.commit().await
}

async fn report(tx: &Tx, viewer: &Viewer, session: &sessions::Model) -> Result<Uuid> {
    let id = tx.cx().new_id();
    let row = attendance_imports::ActiveModel {
        id: Set(id),
        session_id: Set(session.id),
        file_sha256: Set(format!("demo-{}", session.number)),
        source: Set("Zoom".to_owned()),
        attendees: Set("[]".to_owned()),
        state: Set("done".to_owned()),
        created_at: Set(reach::ends_at(session) + Duration::hours(1)),
        imported_by: Set(viewer.person().ok_or(Fault::SignIn)?),
    };
    attendance_imports::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(id)
}

/// In the newest session: a caller whom the facilitator noted by the code, one who is corrected by hand, one who is missed; and a tablet's name
/// that is remembered.
async fn by_telephone(world: &World, viewer: &Viewer, ids: &[SessionId], people: &[PersonId]) -> Result<()> {
    let (Some(session), Some(caller), Some(corrected)) = (ids.get(2), people.get(13), people.get(16)) else { return Ok(()) };
    let tx = world.cx.begin().await?;
    spans::insert(&tx, *session, *caller, Way::Code, None, Told::default(), viewer.person()).await?;
    names::remember(&tx, viewer, world.cohort, "Rosa's iPad", Some(world.id("rosa"))).await?;
    names::remember(&tx, viewer, world.cohort, "Board room 2", None).await?;
    tx.commit().await?;
    let reason = "Lost the video after 22 minutes and stayed on the telephone to the end.";
    attendance::correct(&world.cx, viewer, &world.slug, *session, *corrected, true, reason).await
}

async fn library(world: &World, viewer: &Viewer, ids: &[SessionId]) -> Result<()> {
    let put = async |title: &str, url: &str, session: Option<SessionId>| {
        let link = NewResource { title: title.to_owned(), url: url.to_owned(), session, ..NewResource::default() };
        resources::add(&world.cx, viewer, &world.slug, world.cx.new_id(), link).await
    };
    put("Serious Illness Conversation Guide", "https://www.ariadnelabs.org/serious-illness-care/", ids.first().copied()).await?;
    put("BC Centre for Palliative Care: resources", "https://www.bc-cpc.ca/", None).await?;
    put("Canadian Virtual Hospice: grief tools", "https://www.virtualhospice.ca/", ids.get(1).copied()).await?;
    let text = "What grief can look like\n\nGrief comes in waves. It may be quiet. It may be angry. There is no right way.\n\nWhat may help: one person who stays the same, short visits, a named next date.\n";
    let file = NewResource {
        title: "Grief in plain words (one page)".to_owned(),
        file: Some(("grief.txt".to_owned(), text.as_bytes().to_vec())),
        ..NewResource::default()
    };
    resources::add(&world.cx, viewer, &world.slug, world.cx.new_id(), file).await
}
