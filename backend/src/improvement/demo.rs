//! The demo of this room: one series for one division, half-way. Its first session lies more than two months back, so that its questionnaires
//! are open; its second was held a few weeks ago; the third is ahead. It is a program of its own, with people of its own.

use chrono::{Days, NaiveTime};
use domain::funding::batch::BatchAct;
use domain::id::{CohortId, PersonId, PlanId, ProgramId, SessionId};
use domain::viewer::{CohortRole, Grant};
use domain::when::{Occurrence, Zone, local_to_utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::offering::{self, Offer};
use super::visiting::{self, Booking, Report};
use super::{Written, comments, reflecting, writing};
use crate::credits::{accreditations, rules};
use crate::funding::{budget, paying};
use crate::programs::commands::{self, CohortForm, NewProgram};
use crate::programs::enrolling::{self, NewMember};
use crate::programs::roles;
use crate::programs::tables::enrolments;
use crate::sessions::demo as series;
use crate::sessions::schedule;
use crate::sessions::tables::sessions;
use crate::world::{World, add_person};
use crate::{Cx, Fault, Result, Tx, Viewer, outbox};

/// Who takes part: short name, name, profession, language. An office assistant takes part with her practice (H14).
const MEMBERS: [(&str, &str, &str, &str); 9] = [
    ("nadia", "Nadia Fortin", "Family physician", "fr"),
    ("owen", "Owen Achebe", "Family physician", "en"),
    ("sunita", "Sunita Rao", "Family physician", "en"),
    ("tomas", "Tomáš Novák", "Family physician", "en"),
    ("ruth", "Ruth Sampson", "Family physician", "en"),
    ("ming", "Ming Zhao", "Nurse practitioner", "en"),
    ("claire", "Claire Beaulieu", "Family physician", "fr"),
    ("david", "David Peters", "Family physician", "en"),
    ("joy", "Joy Santos", "Medical office assistant", "en"),
];

/// How long ago the sessions were, in days; the last is ahead.
const DAYS_AGO: [i64; 3] = [70, 21, -28];

/// What the sessions are about.
const TOPICS: [&str; 3] = ["Talking about what matters", "When pain is more than pain", "Grief in the practice team"];

/// Furnishes the room.
pub async fn furnish(world: &World) -> Result<()> {
    let world = &cast(world).await?;
    let corinne = world.viewer("corinne").await?;
    let slug = open(world, &corinne).await?;
    let corinne = world.viewer("corinne").await?;
    let held = sessions(world, &corinne, &slug).await?;
    people(world, &corinne, &slug).await?;
    attend(world, &corinne, &slug).await?;
    money(world, &corinne, &slug).await?;
    let plans = first_plans(world, &slug, &held).await?;
    pay(world, &corinne, &slug).await?;
    second_plans(world, &slug, &held).await?;
    accompany(world, &slug, &plans).await?;
    look_back(world, &slug, &held).await?;
    hush(world).await
}

/// The world with the people of this demo in it.
async fn cast(world: &World) -> Result<World> {
    let mut with = world.clone();
    let tx = world.cx.begin().await?;
    let finance = ("paula", "Paula Nguyen", "Finance officer", "en");
    for (short, name, profession, lang) in MEMBERS.into_iter().chain([finance]) {
        let email = format!("{}@example.org", domain::text::slug(name).replace('-', "."));
        with.people.insert(short.to_owned(), add_person(&tx, &email, name, profession, lang, false).await?);
    }
    tx.commit().await?;
    Ok(with)
}

/// The program, whom it belongs to, and its group.
async fn open(world: &World, corinne: &Viewer) -> Result<String> {
    let program = NewProgram {
        hub: Some(world.hub),
        name: "Small Group Learning Sessions".to_owned(),
        short_code: "SGL".to_owned(),
        summary: "Themed evenings for a practice and its neighbours: learn, plan one change, try it, and look back two months later."
            .to_owned(),
    };
    let program = commands::open_program(&world.cx, corinne, world.cx.new_id(), &program).await?;
    let ada = world.viewer("ada").await?;
    roles::grant(&world.cx, &ada, program, world.id("leo"), Grant::Lead, true).await?;
    roles::grant(&world.cx, &ada, program, world.id("paula"), Grant::Finance, true).await?;
    let corinne = &world.viewer("corinne").await?;
    let today = world.cx.today();
    let day = |days: u64, back: bool| if back { today - Days::new(days) } else { today + Days::new(days) };
    let form = CohortForm {
        name: "Palliative approach in family practice".to_owned(),
        starts_on: day(75, true).to_string(),
        ends_on: day(110, false).to_string(),
        capacity: "12".to_owned(),
        zone: "America/Vancouver".to_owned(),
        language: "en".to_owned(),
        kind: "small_group".to_owned(),
        ..CohortForm::default()
    };
    let slug = commands::open_cohort(&world.cx, corinne, program, world.cx.new_id(), &form).await?;
    let offer = Offer { division: "Sea to Sky Division".to_owned(), pay: "450".to_owned(), approval: false, self_join: true };
    offering::change(&world.cx, corinne, &slug, &offer).await?;
    accredit(world, corinne, program).await?;
    Ok(slug)
}

/// The words that the body asks for.
const STATEMENT: &str = "This one-credit-per-hour Group Learning program meets the certification criteria of the College of Family Physicians of \
     Canada and has been certified by the Pacific Palliative Hub for up to 4.5 Mainpro+® credits.";

/// The same in French.
const STATEMENT_FR: &str = "Ce programme d’apprentissage en groupe d’un crédit par heure répond aux critères de certification du Collège des médecins de famille \
     du Canada et a été certifié par le Pacific Palliative Hub pour un maximum de 4,5 crédits Mainpro+®.";

/// Its accreditation, for physicians and nurse practitioners; whoever else works in the practice gets a record of their own (H14).
async fn accredit(world: &World, corinne: &Viewer, program: ProgramId) -> Result<()> {
    let day = |back: i64| (world.cx.today() - chrono::Duration::days(back)).to_string();
    let text = |t: &str| t.to_owned();
    let record = accreditations::Form {
        body: text("CFPC"),
        kind: text("mainpro"),
        statement: text(STATEMENT),
        statement_fr: text(STATEMENT_FR),
        number: text("301552-001"),
        most_minutes: text("270"),
        decided_on: day(100),
        valid_from: day(90),
        valid_to: day(-270),
        covers: vec![text("groups")],
    };
    accreditations::add(&world.cx, corinne, program, world.cx.new_id(), &record).await?;
    let form = rules::Form {
        from: day(90),
        certificate: text("session"),
        kind: text("mainpro"),
        per_hour: text("1"),
        step: text("15"),
        rounding: text("down"),
        counting: text("minutes"),
        professions: text("Family physician\nNurse practitioner"),
        ..rules::Form::default()
    };
    rules::add(&world.cx, corinne, program, &form).await
}

async fn sessions(world: &World, corinne: &Viewer, slug: &str) -> Result<Vec<SessionId>> {
    let tx = world.cx.begin().await?;
    let reached = super::door::group(tx.db(), corinne, slug).await?.reached;
    let mut all = Vec::new();
    for (days, topic) in DAYS_AGO.into_iter().zip(TOPICS) {
        all.push(session(&tx, reached.id, days, topic).await?);
    }
    tx.commit().await?;
    Ok(all)
}

async fn session(tx: &Tx, cohort: CohortId, days_ago: i64, topic: &str) -> Result<SessionId> {
    let zone = Zone::parse("America/Vancouver").map_err(|_| Fault::Broken("the demo's zone".to_owned()))?;
    let date = tx.cx().today() - chrono::Duration::days(days_ago);
    let time = NaiveTime::from_hms_opt(18, 0, 0).unwrap_or_default();
    let at = local_to_utc(date, time, &zone).map_err(|_| Fault::Broken("the demo's dates".to_owned()))?;
    let id = schedule::insert(tx, cohort, "America/Vancouver", Occurrence { date, time, at }, 90).await?;
    sessions::ActiveModel { id: Set(id), title: Set(topic.to_owned()), ..Default::default() }.update(tx.db()).await?;
    Ok(id)
}

async fn people(world: &World, corinne: &Viewer, slug: &str) -> Result<()> {
    for (short, name, profession, _) in MEMBERS {
        let (email, name) = (world.email(short).await?, name.to_owned());
        let member = NewMember { email, name, profession: profession.to_owned(), ..NewMember::default() };
        enrolling::enrol(&world.cx, corinne, slug, &member).await?;
    }
    since_the_beginning(world, corinne, slug).await?;
    roles::assign(&world.cx, corinne, slug, world.id("odile"), CohortRole::PeerMentor, true).await?;
    let ada = world.viewer("ada").await?;
    roles::assign(&world.cx, &ada, slug, world.id("gilles"), CohortRole::Facilitator, true).await
}

/// Everybody had their place before the first session.
async fn since_the_beginning(world: &World, corinne: &Viewer, slug: &str) -> Result<()> {
    let cohort = super::door::group(world.cx.db(), corinne, slug).await?.reached.row;
    let began = cohort.starts_on.and_time(NaiveTime::MIN).and_utc();
    let tx = world.cx.begin().await?;
    enrolments::Entity::update_many()
        .col_expr(enrolments::Column::CreatedAt, Expr::value(began))
        .filter(enrolments::Column::CohortId.eq(cohort.id))
        .exec(tx.db())
        .await?;
    tx.commit().await
}

/// Who came to the sessions that lie behind, as the demo's other series has it.
async fn attend(world: &World, corinne: &Viewer, slug: &str) -> Result<()> {
    let members: Vec<PersonId> = series::enrolled(&world.cx, corinne, slug).await?;
    series::attend(&world.cx, corinne, slug, &members).await
}

async fn money(world: &World, corinne: &Viewer, slug: &str) -> Result<()> {
    let book = async |line: &str, act: &str, amount: &str, reason: &str| {
        let typed = budget::Typed { line: line.to_owned(), act: act.to_owned(), amount: amount.to_owned(), reason: reason.to_owned() };
        budget::book(&world.cx, corinne, slug, world.cx.new_id(), &typed).await
    };
    for (line, amount) in [("space", "900"), ("catering", "1200"), ("sessional", "14000"), ("mentor", "3600")] {
        book(line, "plan", amount, "As agreed with the division").await?;
    }
    book("space", "commit", "600", "Community hall, two evenings").await?;
    book("space", "spend", "600", "").await?;
    book("catering", "commit", "410.50", "Soup and bread").await?;
    book("mentor", "commit", "1200", "Three visits").await
}

/// What the sheet of a demo's plan says.
fn sheet(n: usize) -> Written {
    let aims = [
        "By the end of June, nine of ten patients with a serious illness have a written note of what matters to them.",
        "Within eight weeks, every family of a patient who died hears from us within ten days.",
        "By summer, pain is asked about in its four parts at each home visit.",
    ];
    let promises = [
        "Ask “what matters most to you?” at the next ten visits\nWrite the answer at the top of the chart",
        "Call the family within ten days\nKeep one quiet slot a week for it",
        "Use the one-page pain sheet at home visits",
    ];
    let pick = |all: [&str; 3]| all[n % 3].to_owned();
    Written {
        aim: pick(aims),
        change_idea: "One question more, at a fixed place in the visit.".to_owned(),
        prediction: "It takes three minutes longer, and two visits fewer later.".to_owned(),
        measure: "Charts with the note, of ten looked at each month.".to_owned(),
        test: "Two of us, for two weeks, on Tuesdays; the medical office assistant counts.".to_owned(),
        commitments: pick(promises),
        activities: vec![["chart_audit", "pdsa_test", "team_huddle"][n % 3].to_owned()],
        own_activity: String::new(),
    }
}

/// Plans for the first session: six handed in, one a draft.
async fn first_plans(world: &World, slug: &str, held: &[SessionId]) -> Result<Vec<PlanId>> {
    let Some(first) = held.first() else { return Ok(Vec::new()) };
    let mut all = Vec::new();
    for (n, (short, ..)) in MEMBERS.iter().take(6).enumerate() {
        let kept = writing::write(&world.cx, &world.viewer(short).await?, slug, *first, 0, &sheet(n), true).await?;
        all.push(kept.id);
    }
    let draft = Written { aim: sheet(6).aim, ..Written::default() };
    writing::write(&world.cx, &world.viewer("claire").await?, slug, *first, 0, &draft, false).await?;
    Ok(all)
}

/// For the second session two are handed in and may be paid.
async fn second_plans(world: &World, slug: &str, held: &[SessionId]) -> Result<()> {
    let Some(second) = held.get(1) else { return Ok(()) };
    for short in ["ruth", "david"] {
        writing::write(&world.cx, &world.viewer(short).await?, slug, *second, 0, &sheet(1), true).await?;
    }
    Ok(())
}

/// A batch that was paid, for whoever was eligible after the first session.
async fn pay(world: &World, corinne: &Viewer, slug: &str) -> Result<()> {
    let batch = match paying::batch(&world.cx, corinne, slug, world.cx.new_id(), "").await {
        Ok(batch) => batch,
        Err(Fault::Conflict(_)) => return Ok(()),
        Err(other) => return Err(other),
    };
    for act in [BatchAct::Export, BatchAct::Pay] {
        paying::step(&world.cx, corinne, slug, batch, act, None).await?;
    }
    Ok(())
}

async fn accompany(world: &World, slug: &str, plans: &[PlanId]) -> Result<()> {
    let odile = world.viewer("odile").await?;
    let (cx, today) = (&world.cx, world.cx.today());
    if let Some(plan) = plans.first() {
        let said = "A clear aim. Could the office assistant count the charts, so that it goes on when you are away?";
        comments::comment(cx, &odile, slug, *plan, cx.new_id(), said).await?;
        let visit = book(cx, &odile, slug, world.id("nadia"), Some(*plan), (today - Days::new(30)).to_string()).await?;
        let report = Report {
            tried: "Asked the question at six visits; the note stands in five charts.".to_owned(),
            next_step: "Ask the nurse to join from the second week on.".to_owned(),
            own_note: "Give her the one-page sheet next time.".to_owned(),
        };
        visiting::report(cx, &odile, slug, visit, &report).await?;
    }
    book(cx, &odile, slug, world.id("owen"), plans.get(1).copied(), (today + Days::new(9)).to_string()).await?;
    // Withdrawn after it was paid: the ledger shows a flag (R2.8).
    if let Some(plan) = plans.get(2) {
        writing::withdraw(cx, &world.viewer("sunita").await?, slug, *plan).await?;
    }
    Ok(())
}

async fn book(cx: &Cx, by: &Viewer, slug: &str, whom: PersonId, plan: Option<PlanId>, day: String) -> Result<domain::id::VisitId> {
    let booking = Booking {
        person: whom.to_string(),
        plan: plan.map(|p| p.to_string()).unwrap_or_default(),
        date: day,
        time: "12:30".to_owned(),
        way: "practice".to_owned(),
        place: "In the practice, over lunch".to_owned(),
    };
    visiting::book(cx, by, slug, Uuid::from_bytes(cx.bytes()), &booking).await
}

/// Three questionnaires of the first session have come, and with each its paper; the others are open.
async fn look_back(world: &World, slug: &str, held: &[SessionId]) -> Result<()> {
    let Some(first) = held.first() else { return Ok(()) };
    for short in ["tomas", "ming", "joy"] {
        let viewer = world.viewer(short).await?;
        let form = reflecting::form(&world.cx, &viewer, slug, *first).await?;
        let mut typed = reflecting::Typed {
            changed: "The question has its place now; the team asks it too.".to_owned(),
            learned: "Start with one day a week, and count from the first day.".to_owned(),
            ..reflecting::Typed::default()
        };
        for i in 0..form.commitments.len() {
            typed.kept.insert(i, if i == 0 { "done" } else { "partly" }.to_owned());
            typed.hindered.insert(i, if i == 0 { "" } else { "The winter was short of staff." }.to_owned());
        }
        match reflecting::send(&world.cx, &viewer, slug, *first, &typed).await {
            // Whoever was not there has nothing to look back on.
            Ok(_) | Err(Fault::Conflict(_)) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(())
}

/// Cancels the letters that the demo's past would send: nobody in it waits for them.
async fn hush(world: &World) -> Result<()> {
    super::asking::sweep(&world.cx).await?;
    let tx = world.cx.begin().await?;
    let people = MEMBERS.iter().map(|(short, ..)| *short).chain(["odile", "paula"]);
    for id in people.map(|short| world.id(short)) {
        for kind in ["plan_handed_in", "plan_comment", "visit", "questionnaire", "place", "invitation", "paper", "batch", "payment"] {
            outbox::cancel_kind(&tx, id, kind).await?;
        }
    }
    tx.commit().await
}
