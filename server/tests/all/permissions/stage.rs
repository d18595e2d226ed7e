//! The stage: three cohorts with everything in them, and the people who knock. Laid once for each engine.

use std::cell::Cell;
use std::collections::HashMap;

use backend::accounts::terms;
use backend::sessions::{commands, queries, schedule};
use backend::surveys::{self, State, answering, asking, instruments, planning};
use backend::testing::Engine;
use backend::world::World;
use backend::{Cx, Viewer};
use domain::id::{AdministrationId, PersonId, SessionId};

use super::groups::{self, Small};
use super::probe::{Where, Whose};
use super::table::Role;
use crate::actors::{Actor, App};

const DICTIONARY: &[u8] = include_bytes!("../../../../backend/src/world/instruments_redcap.csv");
/// What was typed into a form of questions.
pub const TYPED: &str = "Sat down before speaking";

/// A cohort with a session that is on now, and forms to answer.
pub struct Place {
    pub world: World,
    /// A participant, whose things are "theirs".
    pub member: &'static str,
    /// A facilitator who is nobody of the cast of roles.
    pub host: &'static str,
    /// Who coordinates it.
    pub runs: &'static str,
    pub session: SessionId,
    pub join_url: String,
    /// A form that is open, and the member has answered it.
    pub wave: AdministrationId,
    /// A small group of the same program, with people of the same roles in it.
    pub small: Small,
}

/// The whole stage.
pub struct Stage {
    pub app: App,
    pub here: Place,
    pub next: Place,
    pub far: Place,
    actors: HashMap<&'static str, Actor>,
    count: Cell<u32>,
}

/// One try: where, whose, and by whom.
pub struct Scene<'a> {
    pub stage: &'a Stage,
    pub place: &'a Place,
    pub whose: Whose,
    /// The short name of who knocks; empty for a visitor.
    pub actor: &'static str,
}

/// Who plays a role.
pub fn cast(role: Role) -> &'static str {
    match role {
        Role::Visitor => "",
        Role::OnCall => "odile",
        Role::Participant => "benoit",
        Role::Presenter => "amara",
        Role::Facilitator => "fatima",
        Role::Coordinator => "corinne",
        Role::Mentor => "maya",
        Role::Lead => "leo",
        Role::Administrator => "ada",
    }
}

impl Stage {
    /// Lays the stage on this engine.
    pub async fn lay(engine: Engine) -> Self {
        let app = App::start(engine).await;
        terms::ensure_first(app.cx()).await.unwrap();
        let here = app.world.clone();
        let next = with_staff_of(here.neighbour(true).await.unwrap(), &here);
        let far = with_staff_of(here.neighbour(false).await.unwrap(), &here);
        for program in ["psp", "pain"] {
            instruments::import_dictionary_as_operator(app.cx(), program, DICTIONARY).await.unwrap();
        }
        let small = groups::found(&here, "corinne", &["benoit", "amara", "hana"], &["maya", "fatima"]).await;
        let here = furnish(here, ["hana", "gilles", "corinne"], small).await;
        let small = groups::found(&next, "corinne", &["petra"], &[]).await;
        let next = furnish(next, ["petra", "felix", "corinne"], small).await;
        let small = groups::found(&far, "carla", &["petra"], &[]).await;
        let far = furnish(far, ["petra", "felix", "carla"], small).await;
        for answers in ["amara", "benoit", "hana"] {
            answer(&here, answers).await;
        }
        answer(&next, "petra").await;
        answer(&far, "petra").await;
        let mut actors = HashMap::from([("", app.nobody())]);
        for short in ["benoit", "amara", "fatima", "corinne", "evan", "maya", "leo", "odile", "ada"] {
            let actor = app.actor(short).await;
            actor.post("/terms", &[]).await.expect(303);
            actors.insert(short, actor);
        }
        Self { app, here, next, far, actors, count: Cell::new(0) }
    }

    /// A cohort by its distance.
    pub fn place(&self, at: Where) -> &Place {
        match at {
            Where::Here => &self.here,
            Where::Next => &self.next,
            Where::Far => &self.far,
        }
    }

    /// The browser of one of the cast.
    pub fn actor(&self, short: &str) -> &Actor {
        &self.actors[short]
    }

    /// A number that was not used yet.
    pub fn fresh(&self) -> u32 {
        self.count.set(self.count.get() + 1);
        self.count.get()
    }
}

impl Scene<'_> {
    /// Where commands run that lay things out: the same store, and no limit on how fast.
    pub fn cx(&self) -> Cx {
        let mut cx = self.stage.app.cx().clone();
        cx.ports.throttle = Default::default();
        cx
    }

    /// The cohort's slug.
    pub fn slug(&self) -> &str {
        &self.place.world.slug
    }

    /// The short name of whose the thing is.
    pub fn owner(&self) -> &'static str {
        match self.whose {
            Whose::Mine if !self.actor.is_empty() => self.actor,
            _ => self.place.member,
        }
    }

    /// Its owner, as viewer.
    pub async fn mine_or_theirs(&self) -> Viewer {
        self.viewer(self.owner()).await
    }

    /// Anybody of the place, as viewer.
    pub async fn viewer(&self, short: &str) -> Viewer {
        self.place.world.viewer(short).await.unwrap()
    }

    /// The facilitator who lays things out.
    pub async fn host(&self) -> Viewer {
        self.viewer(self.place.host).await
    }

    /// The administrator, who may everywhere.
    pub async fn ada(&self) -> Viewer {
        self.viewer("ada").await
    }

    /// The participant whose things are theirs.
    pub fn member(&self) -> PersonId {
        self.place.world.id(self.place.member)
    }
}

/// The same cohort, in which the people of our own are known by name.
fn with_staff_of(mut place: World, here: &World) -> World {
    for (short, id) in &here.people {
        place.people.entry(short.clone()).or_insert(*id);
    }
    place
}

async fn furnish(world: World, [member, host, runs]: [&'static str; 3], small: Small) -> Place {
    let session = sessions(&world, host).await;
    let join_url = set_link(&world, host, session).await;
    let viewer = world.viewer(runs).await.unwrap();
    let forms = planning::choices(&world.cx, &viewer, &world.slug).await.unwrap().forms;
    planning::plan(&world.cx, &viewer, &world.slug, &forms).await.unwrap();
    let waves = surveys::queries::board(&world.cx, &viewer, &world.slug).await.unwrap().waves.unwrap();
    let wave = waves.iter().find(|w| w.state == State::Open).expect("a form is open").id;
    Place { world, member, host, runs, session, join_url, wave, small }
}

/// Six sessions, the third of them on now, and one more next week.
async fn sessions(world: &World, host: &str) -> SessionId {
    let viewer = world.viewer(host).await.unwrap();
    let text = |t: &str| t.to_owned();
    let monthly = schedule::Plan {
        repeat: text("monthly"),
        every: text("1"),
        nth: text("last"),
        weekday: text("thu"),
        from: text("2026-01-01"),
        time: text("08:00"),
        count: text("6"),
        minutes: text("60"),
        skip: Vec::new(),
        outside: true,
        ..schedule::Plan::default()
    };
    let soon =
        schedule::Plan { repeat: text("weekly"), weekday: text("tue"), from: text("2026-03-31"), count: text("1"), ..monthly.clone() };
    for plan in [monthly, soon] {
        schedule::lay(&world.cx, &viewer, &world.slug, &plan).await.unwrap();
    }
    let (_, all) = queries::list(&world.cx, &viewer, &world.slug).await.unwrap();
    all.iter().find(|s| s.starts_at == world.cx.now()).expect("a session begins now").id
}

async fn set_link(world: &World, host: &str, id: SessionId) -> String {
    let viewer = world.viewer(host).await.unwrap();
    let view = queries::session(&world.cx, &viewer, &world.slug, id).await.unwrap();
    let form = commands::Form {
        title: "Hope and honesty".to_owned(),
        date: view.date.to_string(),
        time: view.time.format("%H:%M").to_string(),
        minutes: "60".to_owned(),
        join_url: format!("https://meet.example.org/{}", world.slug),
        didactic_title: "What to say first".to_owned(),
        didactic_by: "Fatima Rahman".to_owned(),
        ..Default::default()
    };
    commands::change(&world.cx, &viewer, &world.slug, id, view.version, &form).await.unwrap();
    form.join_url
}

/// Answers the open form.
async fn answer(place: &Place, short: &str) {
    let (cx, slug) = (&place.world.cx, &place.world.slug);
    let viewer = place.world.viewer(short).await.unwrap();
    let path = asking::answer_now(cx, &viewer, slug, place.wave).await.unwrap();
    let given = [("pre_conf", "4"), ("pre_used", TYPED)].map(|(k, v)| (k.to_owned(), v.to_owned()));
    let token = path.trim_start_matches("/s/");
    answering::submit(cx, &Viewer::nobody(), token, &given.into(), false).await.unwrap();
}
