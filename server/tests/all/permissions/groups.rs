//! A small group at each distance, and fresh things of it for one try each.

use backend::funding::budget::{self, Typed};
use backend::funding::{paying, payments};
use backend::improvement::offering::{self, Offer};
use backend::improvement::visiting::{self, Booking, Report};
use backend::improvement::{Written, queries, reflecting, writing};
use backend::programs::commands::{self, CohortForm};
use backend::programs::enrolling::{self, NewMember};
use backend::programs::roles;
use backend::sessions::{attendance, queries as sessions, schedule};
use backend::world::World;
use domain::funding::batch::{BatchAct, BatchState};
use domain::id::{BatchId, DivisionId, EntryId, PaymentId, PlanId, ReflectionId, SessionId, VisitId};
use domain::improvement::PlanState;
use domain::viewer::CohortRole;

use super::stage::Scene;

/// What a visit's report says, for those who may read it.
pub const TRIED: &str = "Asked at six visits";

/// A small group with one session more than two months back, in which everybody was.
pub struct Small {
    pub slug: String,
    pub session: SessionId,
    pub division: DivisionId,
}

/// A whole sheet.
pub const SHEET: [(&str, &str); 5] = [
    ("aim", "Nine of ten charts"),
    ("measure", "Ten charts"),
    ("test", "Two weeks"),
    ("commitments", "Ask at each visit"),
    ("activities", "chart_audit"),
];

fn sheet() -> Written {
    Written {
        aim: "Nine of ten charts".to_owned(),
        measure: "Ten charts".to_owned(),
        test: "Two weeks".to_owned(),
        commitments: "Ask at each visit".to_owned(),
        activities: vec!["chart_audit".to_owned()],
        ..Written::default()
    }
}

/// Opens a small group of this world's program. Of `staff`, the first mentors it and the second leads it.
pub async fn found(world: &World, runs: &str, members: &[&str], staff: &[&str]) -> Small {
    let (cx, viewer) = (&world.cx, world.viewer(runs).await.unwrap());
    let text = |t: &str| t.to_owned();
    let form = CohortForm {
        name: format!("Evenings of {}", world.slug),
        starts_on: text("2025-12-01"),
        ends_on: text("2026-10-01"),
        capacity: text("12"),
        zone: text("America/Vancouver"),
        language: text("en"),
        kind: text("small_group"),
        outside: false,
    };
    let slug = commands::open_cohort(cx, &viewer, world.program, cx.new_id(), &form).await.unwrap();
    for short in members {
        let member = NewMember { email: world.email(short).await.unwrap(), name: text(short), ..NewMember::default() };
        enrolling::enrol(cx, &viewer, &slug, &member).await.unwrap();
    }
    let ada = world.viewer("ada").await.unwrap();
    for (short, role) in staff.iter().zip([CohortRole::PeerMentor, CohortRole::Facilitator]) {
        roles::assign(cx, &ada, &slug, world.id(short), role, true).await.unwrap();
    }
    let offer = Offer { division: format!("Division of {}", world.slug), pay: text("450"), approval: false, self_join: true };
    offering::change(cx, &viewer, &slug, &offer).await.unwrap();
    let plan = schedule::Plan {
        repeat: text("weekly"),
        weekday: text("thu"),
        from: text("2026-01-15"),
        time: text("18:00"),
        count: text("1"),
        minutes: text("60"),
        ..schedule::Plan::default()
    };
    schedule::lay(cx, &viewer, &slug, &plan).await.unwrap();
    let session = sessions::list(cx, &viewer, &slug).await.unwrap().1[0].id;
    for short in members {
        attendance::correct(cx, &viewer, &slug, session, world.id(short), true, "Was there").await.unwrap();
    }
    let division = budget::budget(cx, &viewer, &slug).await.unwrap().division.unwrap().0;
    Small { slug, session, division }
}

impl Scene<'_> {
    /// The small group of this place.
    pub fn small(&self) -> &Small {
        &self.place.small
    }

    async fn runs(&self) -> backend::Viewer {
        self.viewer(self.place.runs).await
    }

    /// Whether plans of the group need approval.
    pub async fn approval(&self, approval: bool) {
        let division = format!("Division of {}", self.place.world.slug);
        let offer = Offer { division, pay: "450".to_owned(), approval, self_join: true };
        offering::change(&self.cx(), &self.runs().await, &self.small().slug, &offer).await.unwrap();
    }

    /// The version of the plan of whoever knocks; 0 where they have none.
    pub async fn own_version(&self) -> i32 {
        if self.actor.is_empty() {
            return 0;
        }
        let form = queries::plan_form(&self.cx(), &self.viewer(self.actor).await, &self.small().slug, self.small().session).await;
        form.map_or(0, |form| form.version)
    }

    /// The owner's plan, handed in; or withdrawn.
    pub async fn plan(&self, withdrawn: bool) -> PlanId {
        let (cx, owner) = (self.cx(), self.mine_or_theirs().await);
        let Small { slug, session, .. } = self.small();
        let form = queries::plan_form(&cx, &owner, slug, *session).await.unwrap();
        if let (PlanState::Withdrawn, Some(id)) = (form.state, form.id) {
            writing::reopen(&cx, &owner, slug, id).await.unwrap();
        }
        let form = queries::plan_form(&cx, &owner, slug, *session).await.unwrap();
        let id = match form.id.filter(|_| form.state.is_handed_in()) {
            Some(id) => id,
            None => writing::write(&cx, &owner, slug, *session, form.version, &sheet(), true).await.unwrap().id,
        };
        if withdrawn {
            writing::withdraw(&cx, &owner, slug, id).await.unwrap();
        }
        id
    }

    /// The version of a plan, as its owner sees it.
    pub async fn plan_version(&self, id: PlanId) -> String {
        queries::plan(&self.cx(), &self.mine_or_theirs().await, &self.small().slug, id).await.unwrap().version.to_string()
    }

    /// The owner's questionnaire, received.
    pub async fn reflection(&self) -> ReflectionId {
        let mut typed = reflecting::Typed { changed: "We ask.".to_owned(), ..reflecting::Typed::default() };
        typed.kept.insert(0, "done".to_owned());
        reflecting::send(&self.cx(), &self.mine_or_theirs().await, &self.small().slug, self.small().session, &typed).await.unwrap()
    }

    /// A visit to the owner that lies behind; reported where the group has a mentor.
    pub async fn practice_visit(&self, reported: bool) -> VisitId {
        let (cx, slug) = (self.cx(), &self.small().slug);
        let booking = Booking {
            person: self.place.world.id(self.owner()).to_string(),
            date: "2026-03-20".to_owned(),
            time: "12:30".to_owned(),
            way: "practice".to_owned(),
            ..Booking::default()
        };
        let id = visiting::book(&cx, &self.runs().await, slug, self.once(), &booking).await.unwrap();
        let report = Report { tried: TRIED.to_owned(), ..Report::default() };
        if reported {
            // Only the group here has a mentor.
            let _ = visiting::report(&cx, &self.viewer("maya").await, slug, id, &report).await;
        }
        id
    }

    /// An amount that was booked.
    pub async fn entry(&self) -> EntryId {
        let typed = Typed { line: "sessional".to_owned(), act: "plan".to_owned(), amount: "1000".to_owned(), reason: String::new() };
        let (cx, runs) = (self.cx(), self.runs().await);
        budget::book(&cx, &runs, &self.small().slug, cx.new_id(), &typed).await.unwrap();
        budget::budget(&cx, &runs, &self.small().slug).await.unwrap().entries.unwrap()[0].id
    }

    /// Somebody may be paid, and stands in no batch.
    pub async fn eligible(&self) {
        self.approval(false).await;
        self.entry().await;
        let (cx, runs, slug) = (self.cx(), self.runs().await, &self.small().slug);
        for batch in payments::overview(&cx, &runs, slug).await.unwrap().batches {
            if batch.may(BatchAct::Drop) {
                paying::step(&cx, &runs, slug, batch.id, BatchAct::Drop, None).await.unwrap();
            }
            for payment in batch.lines.iter().filter(|l| l.state == "paid").filter_map(|l| l.id) {
                paying::reverse(&cx, &runs, slug, payment, "Once more").await.unwrap();
            }
        }
        self.plan(false).await;
    }

    /// A batch that has come so far.
    pub async fn payment_batch(&self, state: BatchState) -> BatchId {
        self.eligible().await;
        let (cx, runs, slug) = (self.cx(), self.runs().await, &self.small().slug);
        let id = paying::batch(&cx, &runs, slug, self.once(), "").await.unwrap();
        let acts: &[BatchAct] = match state {
            BatchState::Paid => &[BatchAct::Export, BatchAct::Pay],
            BatchState::Exported => &[BatchAct::Export],
            _ => &[],
        };
        for act in acts {
            paying::step(&cx, &runs, slug, id, *act, None).await.unwrap();
        }
        id
    }

    /// A payment that was made.
    pub async fn payment(&self) -> PaymentId {
        let id = self.payment_batch(BatchState::Paid).await;
        let all = payments::overview(&self.cx(), &self.runs().await, &self.small().slug).await.unwrap();
        all.batches.iter().find(|b| b.id == id).unwrap().lines[0].id.unwrap()
    }
}
