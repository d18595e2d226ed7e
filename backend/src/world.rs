//! The cast: one named world for tests, for the demo and for the browser journeys.
//!
//! `found` lays the hub, the program, the cohort and its people; each room then furnishes itself.

use std::collections::BTreeMap;

use chrono::{Datelike, Duration, NaiveDate};
use domain::id::{CohortId, EnrolmentId, HubId, PersonId, ProgramId, SignInId};
use domain::people_file::{self, PersonRow};
use domain::viewer::{CohortRole, Grant};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::accounts::tables::{people, terms, terms_acceptances};
use crate::accounts::viewer;
use crate::programs::tables::{cohort_roles, cohorts, enrolments, grants, hubs, programs};
use crate::{Cx, Fault, Result, Tx, Viewer, secret};

mod alumni;

/// The registrations that the demo cohort was opened from.
const REGISTRATIONS: &[u8] = include_bytes!("world/people.csv");

/// Staff of the demo: name, e-mail, profession, language.
const STAFF: [(&str, &str, &str, &str, &str); 8] = [
    ("fatima", "Fatima Rahman", "fatima.rahman@example.org", "Palliative physician", "en"),
    ("gilles", "Gilles Bouchard", "gilles.bouchard@example.org", "Social worker", "fr"),
    ("corinne", "Corinne Baptiste", "corinne.baptiste@example.org", "Program coordinator", "en"),
    ("evan", "Evan Chu", "evan.chu@example.org", "Evaluator", "en"),
    ("maya", "Maya Thompson", "maya.thompson@example.org", "Counsellor", "en"),
    ("leo", "Leo Lindqvist", "leo.lindqvist@example.org", "Director, health authority", "en"),
    ("ada", "Ada Fournier", "ada.fournier@example.org", "Systems administrator", "en"),
    ("odile", "Odile Marchand", "odile.marchand@example.org", "Emergency physician", "fr"),
];

/// The named world.
#[derive(Clone)]
pub struct World {
    /// The context it lives in.
    pub cx: Cx,
    /// The hub.
    pub hub: HubId,
    /// The program.
    pub program: ProgramId,
    /// The cohort of 26.
    pub cohort: CohortId,
    /// The cohort's slug.
    pub slug: String,
    /// Everybody, by the first name in lower case without accents (`amara`, `benoit`, `fatima`).
    pub people: BTreeMap<String, PersonId>,
}

impl World {
    /// Lays the world into an empty, migrated store.
    pub async fn found(cx: &Cx) -> Result<Self> {
        let mut tx = cx.begin().await?;
        let mut world = lay_program(&mut tx, "psp", "Psychosocial Palliative ECHO", "PSP").await?;
        for (key, name, email, profession, lang) in STAFF {
            let id = add_person(&tx, email, name, profession, lang, key == "ada").await?;
            world.people.insert(key.to_owned(), id);
        }
        world.staff(&tx).await?;
        world.enrol(&tx).await?;
        tx.commit().await?;
        Ok(world)
    }

    /// The person of this short name.
    pub fn id(&self, short: &str) -> PersonId {
        self.people.get(short).copied().unwrap_or(PersonId(Uuid::nil()))
    }

    /// A person as viewer, with rights read afresh.
    pub async fn viewer(&self, short: &str) -> Result<Viewer> {
        let row = people::Entity::find_by_id(self.id(short)).one(self.cx.db()).await?.ok_or(Fault::Missing)?;
        Ok(Viewer::of(viewer::who(&self.cx, row, SignInId(Uuid::nil())).await?))
    }

    /// A person's e-mail address.
    pub async fn email(&self, short: &str) -> Result<String> {
        Ok(people::Entity::find_by_id(self.id(short)).one(self.cx.db()).await?.ok_or(Fault::Missing)?.email)
    }

    /// A neighbour: another cohort of the same program (`same_program`) or of another one, with its own participant,
    /// facilitator and coordinator (`petra`, `felix`, `carla`), so that tests can try the wrong door.
    pub async fn neighbour(&self, same_program: bool) -> Result<Self> {
        let mut tx = self.cx.begin().await?;
        let mut other = if same_program {
            let cohort = lay_cohort(&tx, self.program, "psp-next", "Next door").await?;
            Self { cohort, slug: "psp-next".to_owned(), people: BTreeMap::new(), ..self.clone() }
        } else {
            lay_program(&mut tx, "pain", "Chronic Pain ECHO", "CPE").await?
        };
        for key in ["petra", "felix", "carla"] {
            let id = add_person(&tx, &format!("{key}.{}@example.org", other.slug), key, "Nurse", "en", false).await?;
            other.people.insert(key.to_owned(), id);
        }
        add_enrolment(&tx, other.cohort, other.id("petra"), "enrolled", 1).await?;
        add_role(&tx, other.cohort, other.id("felix"), CohortRole::Facilitator).await?;
        if !same_program {
            add_grant(&tx, other.program, other.id("carla"), Grant::Coordinator).await?;
        }
        tx.commit().await?;
        Ok(other)
    }

    async fn staff(&self, tx: &Tx) -> Result<()> {
        add_role(tx, self.cohort, self.id("fatima"), CohortRole::Facilitator).await?;
        add_role(tx, self.cohort, self.id("gilles"), CohortRole::Facilitator).await?;
        add_role(tx, self.cohort, self.id("maya"), CohortRole::PeerMentor).await?;
        add_grant(tx, self.program, self.id("corinne"), Grant::Coordinator).await?;
        add_grant(tx, self.program, self.id("evan"), Grant::Coordinator).await?;
        add_grant(tx, self.program, self.id("evan"), Grant::Evaluator).await?;
        add_grant(tx, self.program, self.id("leo"), Grant::Lead).await
    }

    async fn enrol(&mut self, tx: &Tx) -> Result<()> {
        let file = people_file::parse(REGISTRATIONS);
        for (place, row) in (1..).zip(&file.good) {
            let id = add_registered(tx, row).await?;
            let state = if place <= 26 { "enrolled" } else { "waiting" };
            add_enrolment(tx, self.cohort, id, state, place).await?;
            let short = domain::text::slug(row.name.split(' ').next().unwrap_or_default());
            self.people.insert(short, id);
        }
        Ok(())
    }
}

/// The Thursday-of-the-month cohort began so that three of its six sessions are behind it.
pub fn cohort_start(today: NaiveDate) -> NaiveDate {
    let three_months_ago = today - Duration::days(92);
    three_months_ago.with_day(1).unwrap_or(three_months_ago)
}

async fn lay_program(tx: &mut Tx, slug: &str, name: &str, code: &str) -> Result<World> {
    let (cx, now) = (tx.cx().clone(), tx.cx().now());
    let (hub, program) = (HubId(cx.new_id()), ProgramId(cx.new_id()));
    hubs::ActiveModel {
        id: Set(hub),
        slug: Set(format!("{slug}-hub")),
        name: Set("Pacific Palliative Hub".to_owned()),
        zone: Set("America/Vancouver".to_owned()),
        created_at: Set(now),
    }
    .insert(tx.db())
    .await?;
    programs::ActiveModel {
        id: Set(program),
        hub_id: Set(hub),
        slug: Set(slug.to_owned()),
        name: Set(name.to_owned()),
        short_code: Set(code.to_owned()),
        summary: Set(
            "Monthly case-based learning for those who care for the psychosocial and spiritual side of serious illness.".to_owned()
        ),
        present_minutes: Set(40),
        case_counter: Set(0),
        created_at: Set(now),
    }
    .insert(tx.db())
    .await?;
    let cohort_slug = format!("{slug}-{}", cohort_start(cx.today()).format("%Y-%m"));
    let cohort = lay_cohort(tx, program, &cohort_slug, "Autumn cohort").await?;
    Ok(World { cx, hub, program, cohort, slug: cohort_slug, people: BTreeMap::new() })
}

async fn lay_cohort(tx: &Tx, program: ProgramId, slug: &str, name: &str) -> Result<CohortId> {
    let cx = tx.cx();
    let id = CohortId(cx.new_id());
    let start = cohort_start(cx.today());
    cohorts::ActiveModel {
        id: Set(id),
        program_id: Set(program),
        slug: Set(slug.to_owned()),
        name: Set(name.to_owned()),
        kind: Set("echo".to_owned()),
        starts_on: Set(start),
        ends_on: Set(start + Duration::days(183)),
        capacity: Set(26),
        zone: Set("America/Vancouver".to_owned()),
        language: Set("en".to_owned()),
        state: Set("open".to_owned()),
        version: Set(1),
        created_at: Set(cx.now()),
        updated_at: Set(cx.now()),
    }
    .insert(tx.db())
    .await?;
    Ok(id)
}

async fn add_registered(tx: &Tx, row: &PersonRow) -> Result<PersonId> {
    let id = add_person(tx, &row.email, &row.name, &row.profession, row.language.unwrap_or_default().code(), false).await?;
    let change = people::ActiveModel {
        id: Set(id),
        organisation: Set(row.organisation.clone()),
        community: Set(row.community.clone()),
        health_authority: Set(row.health_authority.clone()),
        rural: Set(row.rural),
        ..Default::default()
    };
    change.update(tx.db()).await?;
    Ok(id)
}

/// One active person who has accepted the newest terms.
pub(crate) async fn add_person(tx: &Tx, email: &str, name: &str, profession: &str, lang: &str, administrator: bool) -> Result<PersonId> {
    let (cx, now) = (tx.cx(), tx.cx().now());
    let id = PersonId(cx.new_id());
    people::ActiveModel {
        id: Set(id),
        email: Set(email.to_owned()),
        name: Set(name.to_owned()),
        password_hash: Set(None),
        state: Set("active".to_owned()),
        administrator: Set(administrator),
        profession: Set(profession.to_owned()),
        organisation: Set(String::new()),
        community: Set(String::new()),
        health_authority: Set(String::new()),
        rural: Set(None),
        language: Set(lang.to_owned()),
        zone: Set("America/Vancouver".to_owned()),
        phone: Set(String::new()),
        licence: Set(String::new()),
        calendar_token: Set(secret::token(cx)),
        created_at: Set(now),
        updated_at: Set(now),
    }
    .insert(tx.db())
    .await?;
    accept_terms(tx, id, lang).await?;
    Ok(id)
}

async fn accept_terms(tx: &Tx, person: PersonId, lang: &str) -> Result<()> {
    let cx = tx.cx();
    for version in terms::Entity::find().all(tx.db()).await? {
        terms_acceptances::ActiveModel {
            id: Set(cx.new_id()),
            person_id: Set(person),
            terms_id: Set(version.id),
            language: Set(lang.to_owned()),
            accepted_at: Set(cx.now()),
        }
        .insert(tx.db())
        .await?;
    }
    Ok(())
}

async fn add_enrolment(tx: &Tx, cohort: CohortId, person: PersonId, state: &str, position: i32) -> Result<()> {
    let cx = tx.cx();
    enrolments::ActiveModel {
        id: Set(EnrolmentId(cx.new_id())),
        cohort_id: Set(cohort),
        person_id: Set(person),
        state: Set(state.to_owned()),
        position: Set(position),
        created_at: Set(cx.now()),
        updated_at: Set(cx.now()),
        left_at: Set(None),
        gave_back: Set(false),
    }
    .insert(tx.db())
    .await?;
    Ok(())
}

async fn add_role(tx: &Tx, cohort: CohortId, person: PersonId, role: CohortRole) -> Result<()> {
    let cx = tx.cx();
    cohort_roles::ActiveModel {
        id: Set(cx.new_id()),
        cohort_id: Set(cohort),
        person_id: Set(person),
        role: Set(role.code().to_owned()),
        granted_at: Set(cx.now()),
        granted_by: Set(None),
    }
    .insert(tx.db())
    .await?;
    Ok(())
}

async fn add_grant(tx: &Tx, program: ProgramId, person: PersonId, kind: Grant) -> Result<()> {
    let cx = tx.cx();
    grants::ActiveModel {
        id: Set(cx.new_id()),
        person_id: Set(person),
        program_id: Set(program),
        kind: Set(kind.code().to_owned()),
        granted_at: Set(cx.now()),
        granted_by: Set(None),
    }
    .insert(tx.db())
    .await?;
    Ok(())
}

/// Whether nobody is in the store yet.
pub async fn is_empty(cx: &Cx) -> Result<bool> {
    Ok(people::Entity::find().one(cx.db()).await?.is_none())
}

/// Lays the world and furnishes every room: the demo.
pub async fn furnish(cx: &Cx) -> Result<World> {
    let world = World::found(cx).await?;
    let sessions = crate::sessions::demo::furnish(&world).await?;
    crate::cases::demo::furnish(&world, &sessions).await?;
    crate::forum::demo::furnish(&world).await?;
    crate::chat::demo::furnish(&world).await?;
    crate::flags::demo::furnish(&world).await?;
    crate::surveys::demo::furnish(&world).await?;
    crate::sessions::hour::demo::furnish(&world).await?;
    crate::consults::demo::furnish(&world).await?;
    crate::credits::demo::furnish(&world, &sessions).await?;
    crate::credits::pack::furnish(&world).await?;
    alumni::furnish(&world).await?;
    crate::improvement::demo::furnish(&world).await?;
    Ok(world)
}

/// One line of the demo's table of people.
pub struct DemoLink {
    /// Name.
    pub name: String,
    /// What they are here.
    pub role: &'static str,
    /// Opens a browser signed in as them, once.
    pub link: String,
}

/// The people of the demo's table: one per role.
const SHOWN: [(&str, &str); 11] = [
    ("amara.okafor@example.org", "participant, presents a case"),
    ("benoit.lefebvre@example.org", "participant, in French"),
    ("fatima.rahman@example.org", "facilitator"),
    ("corinne.baptiste@example.org", "coordinator"),
    ("evan.chu@example.org", "coordinator and evaluator"),
    ("maya.thompson@example.org", "peer mentor"),
    ("leo.lindqvist@example.org", "lead: figures, no names"),
    ("ada.fournier@example.org", "administrator"),
    ("nadia.fortin@example.org", "family physician in a small group"),
    ("odile.marchand@example.org", "on-call physician in French, and peer mentor of a small group"),
    ("paula.nguyen@example.org", "finance: amounts, no reflections"),
];

/// Fresh sign-in links for the demo's people; none when they are not here.
pub async fn demo_links(cx: &Cx) -> Result<Vec<DemoLink>> {
    let mut rows = Vec::new();
    let tx = cx.begin().await?;
    for (email, role) in SHOWN {
        let Some(person) = people::Entity::find().filter(people::Column::Email.eq(email)).one(tx.db()).await? else { continue };
        let token = crate::accounts::links::make(&tx, person.id, crate::accounts::links::Purpose::SignIn, "/", None).await?;
        rows.push(DemoLink { name: person.name, role, link: format!("{}/in/{token}", cx.ports.origin) });
    }
    tx.commit().await?;
    Ok(rows)
}
