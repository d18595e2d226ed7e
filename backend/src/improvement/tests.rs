#![allow(clippy::unwrap_used, clippy::panic)]
use chrono::{NaiveTime, TimeZone, Utc};
use domain::gate::What;
use domain::gate::group::Form;
use domain::id::SessionId;
use domain::improvement::PlanState;
use domain::viewer::{CohortRole, Grant};
use domain::when::{Occurrence, Zone, local_to_utc};
use uuid::Uuid;

use super::offering::{self, Offer};
use super::{Written, asking, comments, queries, reflecting, visiting, waiting, writing};
use crate::credits::accreditations;
use crate::programs::commands::{self, CohortForm};
use crate::programs::enrolling::{self, NewMember, Place};
use crate::programs::roles;
use crate::sessions::{attendance, commands as sessions, queries as session_queries, schedule};
use crate::testing::Bench;
use crate::world::World;
use crate::{Fault, both};

mod joining;
pub(crate) mod looking_back;
mod rights;

/// A small group of the world's program: Amara, Benoît and Hana, accompanied by Maya; Gilles leads it; two sessions lie behind.
pub(crate) struct Group {
    pub w: World,
    pub slug: String,
    /// On 31 December 2025, so that its questionnaire opens on the last of February.
    pub first: SessionId,
    /// On 19 March 2026.
    pub second: SessionId,
}

pub(crate) fn form(capacity: &str) -> CohortForm {
    CohortForm {
        name: "Evenings".into(),
        starts_on: "2025-12-01".into(),
        ends_on: "2026-10-01".into(),
        capacity: capacity.into(),
        zone: "America/Vancouver".into(),
        language: "en".into(),
        kind: "small_group".into(),
        outside: false,
    }
}

/// A whole sheet.
pub(crate) fn sheet() -> Written {
    Written {
        aim: "Nine of ten charts say what matters".into(),
        measure: "Ten charts a month".into(),
        test: "Two of us, two weeks".into(),
        commitments: "Ask at each visit\nCall back within a day".into(),
        activities: vec!["chart_audit".into()],
        ..Written::default()
    }
}

impl Group {
    pub(crate) async fn new(bench: &Bench) -> Self {
        let w = World::found(&bench.cx).await.unwrap();
        let (cx, corinne) = (w.cx.clone(), w.viewer("corinne").await.unwrap());
        let slug = commands::open_cohort(&cx, &corinne, w.program, Uuid::from_u128(4004), &form("12")).await.unwrap();
        for short in ["amara", "benoit", "hana"] {
            let member = NewMember { email: w.email(short).await.unwrap(), name: short.into(), ..NewMember::default() };
            enrolling::enrol(&cx, &corinne, &slug, &member).await.unwrap();
        }
        roles::assign(&cx, &corinne, &slug, w.id("maya"), CohortRole::PeerMentor, true).await.unwrap();
        roles::assign(&cx, &w.viewer("ada").await.unwrap(), &slug, w.id("gilles"), CohortRole::Facilitator, true).await.unwrap();
        let offer = Offer { division: "Sea to Sky".into(), pay: "450".into(), approval: false, self_join: false };
        offering::change(&cx, &corinne, &slug, &offer).await.unwrap();
        let tx = cx.begin().await.unwrap();
        let cohort = super::door::group(tx.db(), &corinne, &slug).await.unwrap().reached.id;
        let mut days = Vec::new();
        for day in ["2025-12-31", "2026-03-19"] {
            let (date, time) = (day.parse().unwrap(), NaiveTime::from_hms_opt(18, 0, 0).unwrap());
            let at = local_to_utc(date, time, &Zone::parse("America/Vancouver").unwrap()).unwrap();
            days.push(schedule::insert(&tx, cohort, "America/Vancouver", Occurrence { date, time, at }, 60).await.unwrap());
        }
        tx.commit().await.unwrap();
        let group = Self { w, slug, first: days[0], second: days[1] };
        for short in ["amara", "benoit", "hana"] {
            group.came(short, group.first).await;
        }
        group
    }

    pub(crate) async fn who(&self, short: &str) -> crate::Viewer {
        self.w.viewer(short).await.unwrap()
    }

    pub(crate) async fn came(&self, short: &str, session: SessionId) {
        let corinne = self.who("corinne").await;
        attendance::correct(&self.w.cx, &corinne, &self.slug, session, self.w.id(short), true, "Was there").await.unwrap();
    }

    pub(crate) async fn hand_in(&self, short: &str, session: SessionId) -> writing::Kept {
        writing::write(&self.w.cx, &self.who(short).await, &self.slug, session, 0, &sheet(), true).await.unwrap()
    }

    /// A record of the program for these, decided and valid from a day on.
    pub(crate) async fn accredit(&self, covers: &[&str], from: &str) {
        self.record(covers, from, from).await;
    }

    /// The same with the day of its decision; empty while it is awaited.
    pub(crate) async fn record(&self, covers: &[&str], from: &str, decided: &str) {
        let record = accreditations::Form {
            body: "CFPC".into(),
            kind: "mainpro".into(),
            statement: "This program has been certified for up to 3 Mainpro+ credits.".into(),
            number: "301".into(),
            decided_on: decided.into(),
            valid_from: from.into(),
            valid_to: "2026-12-01".into(),
            covers: covers.iter().map(|c| (*c).to_owned()).collect(),
            ..accreditations::Form::default()
        };
        accreditations::add(&self.w.cx, &self.who("corinne").await, self.w.program, self.w.cx.new_id(), &record).await.unwrap();
    }

    pub(crate) async fn logged(&self, action: &str) -> usize {
        crate::audit::actions(&self.w.cx).await.iter().filter(|a| *a == action).count()
    }
}

both! {
    async fn a_small_group_holds_at_most_twelve(bench) {
        let w = World::found(&bench.cx).await.unwrap();
        let corinne = w.viewer("corinne").await.unwrap();
        let Err(Fault::Invalid(faults)) = commands::open_cohort(&w.cx, &corinne, w.program, Uuid::from_u128(1), &form("13")).await else { panic!() };
        assert_eq!((faults[0].field.as_str(), faults[0].word.as_str()), ("capacity", "fault-group-capacity"));
        let slug = commands::open_cohort(&w.cx, &corinne, w.program, Uuid::from_u128(1), &form("12")).await.unwrap();
        let grown = commands::change_cohort(&w.cx, &corinne, &slug, 1, &form("13")).await;
        assert!(matches!(grown, Err(Fault::Invalid(f)) if f[0].word == "fault-group-capacity"));
    }

    async fn twenty_who_take_the_last_seat_are_one_inside_and_nineteen_in_line(bench) {
        let group = Group::new(&bench).await;
        let (cx, corinne, slug) = (group.w.cx.clone(), group.who("corinne").await, group.slug.clone());
        commands::change_cohort(&cx, &corinne, &slug, 1, &form("4")).await.unwrap();
        let before = group.logged("cohort.members_write").await;
        let tries = (0..20).map(|n| {
            let (cx, corinne, slug) = (cx.clone(), corinne.clone(), slug.clone());
            tokio::spawn(async move {
                let member = NewMember { email: format!("guest{n}@example.org"), name: format!("Guest {n}"), ..NewMember::default() };
                enrolling::enrol(&cx, &corinne, &slug, &member).await.unwrap()
            })
        });
        let mut places = Vec::new();
        for one in tries.collect::<Vec<_>>() {
            places.push(one.await.unwrap());
        }
        let mut waiting: Vec<i64> = places.iter().filter_map(|p| if let Place::Waiting(n) = p { Some(*n) } else { None }).collect();
        waiting.sort_unstable();
        assert_eq!(places.iter().filter(|p| **p == Place::Enrolled).count(), 1);
        assert_eq!(waiting, (1..=19).collect::<Vec<i64>>(), "each is told another place");
        assert_eq!(group.logged("cohort.members_write").await - before, 20, "each is in the log");
    }

    async fn a_plan_is_kept_as_a_draft_and_whole_before_it_is_handed_in(bench) {
        let group = Group::new(&bench).await;
        let (cx, slug, amara) = (&group.w.cx, group.slug.as_str(), group.who("amara").await);
        let thin = Written { aim: "Listen".into(), ..Written::default() };
        let kept = writing::write(cx, &amara, slug, group.first, 0, &thin, false).await.unwrap();
        assert_eq!((kept.version, kept.state), (1, PlanState::Draft));
        let Err(Fault::Invalid(faults)) = writing::write(cx, &amara, slug, group.first, 1, &thin, true).await else { panic!() };
        let fields: Vec<&str> = faults.iter().map(|f| f.field.as_str()).collect();
        assert_eq!(fields, ["measure", "test", "commitments", "activities"]);
        let many = Written { commitments: "a\nb\nc\nd\ne\nf".into(), ..sheet() };
        assert!(matches!(writing::write(cx, &amara, slug, group.first, 1, &many, false).await, Err(Fault::Invalid(f)) if f[0].word == "fault-plan-commitments"));
        // The mentor reads it from the first word on: what must go is refused in a draft, too.
        let telling = Written { aim: "Mme Roy, née le 3 mars 1944, 604-555-0188".into(), own_activity: "PHN 9698 658 215".into(), ..sheet() };
        let Err(Fault::Invalid(faults)) = writing::write(cx, &amara, slug, group.first, 1, &telling, false).await else { panic!() };
        assert_eq!(faults.iter().map(|f| (f.field.as_str(), f.word.as_str())).collect::<Vec<_>>(), [("aim", "fault-case-blocks"), ("own_activity", "fault-case-blocks")]);
        let kept = writing::write(cx, &amara, slug, group.first, 1, &sheet(), true).await.unwrap();
        assert_eq!((kept.version, kept.state), (2, PlanState::Submitted));
        // Sent twice it is one; from a window that was overtaken it is nothing.
        assert_eq!(writing::write(cx, &amara, slug, group.first, 1, &sheet(), true).await.unwrap(), kept);
        let stale = writing::write(cx, &amara, slug, group.first, 1, &thin, false).await;
        assert!(matches!(stale, Err(Fault::Invalid(_) | Fault::Conflict("conflict-plan-changed"))), "{stale:?}");
        // It lives on, keeps its past, and cannot be made thin.
        let more = Written { measure: "Ten charts a week".into(), ..sheet() };
        writing::write(cx, &amara, slug, group.first, 2, &more, false).await.unwrap();
        let view = queries::plan(cx, &amara, slug, kept.id).await.unwrap();
        assert_eq!((view.sheet.measure.as_str(), view.past.len(), view.past[0].1.measure.as_str()), ("Ten charts a week", 1, "Ten charts a month"));
        assert!(matches!(writing::write(cx, &amara, slug, group.first, 3, &thin, false).await, Err(Fault::Invalid(_))));
        assert_eq!(group.logged("plan.write").await, 3);
    }

    async fn a_plan_that_is_withdrawn_closes_the_payment_and_opens_again_as_a_draft(bench) {
        let group = Group::new(&bench).await;
        let (cx, slug, amara) = (&group.w.cx, group.slug.as_str(), group.who("amara").await);
        let plan = group.hand_in("amara", group.first).await.id;
        let mine = async || queries::board(cx, &amara, slug).await.unwrap().mine.remove(0);
        assert!(mine().await.payment.is_open(), "{:?}", mine().await.payment);
        assert!(!writing::withdraw(cx, &amara, slug, plan).await.unwrap(), "it was not paid");
        assert!(!mine().await.payment.has(What::Plan));
        assert_eq!(writing::withdraw(cx, &amara, slug, plan).await.unwrap_err(), Fault::Conflict("conflict-plan-state"));
        let version = queries::plan(cx, &amara, slug, plan).await.unwrap().version;
        assert_eq!(writing::write(cx, &amara, slug, group.first, version, &sheet(), true).await.unwrap_err(), Fault::Conflict("conflict-plan-state"));
        writing::reopen(cx, &amara, slug, plan).await.unwrap();
        let form = queries::plan_form(cx, &amara, slug, group.first).await.unwrap();
        assert_eq!((form.state, form.sheet.aim.as_str()), (PlanState::Draft, sheet().aim.as_str()), "with its words");
        writing::write(cx, &amara, slug, group.first, form.version, &sheet(), true).await.unwrap();
        assert!(mine().await.payment.is_open());
    }

    async fn where_plans_are_approved_they_wait_for_it(bench) {
        let group = Group::new(&bench).await;
        let (cx, slug, maya) = (&group.w.cx, group.slug.as_str(), group.who("maya").await);
        let plan = group.hand_in("benoit", group.first).await;
        let review = async |version, yes, note| comments::review(cx, &maya, slug, plan.id, version, yes, note).await;
        assert_eq!(review(1, true, "").await.unwrap_err(), Fault::Conflict("conflict-plan-state"), "not where nobody asks for it (R2.3)");
        let offer = Offer { division: "Sea to Sky".into(), pay: "450".into(), approval: true, self_join: false };
        offering::change(cx, &group.who("corinne").await, slug, &offer).await.unwrap();
        let benoit = group.who("benoit").await;
        let open = async || queries::board(cx, &benoit, slug).await.unwrap().mine[0].payment.is_open();
        assert!(!open().await);
        assert!(matches!(review(1, false, " ").await, Err(Fault::Invalid(_))), "sent back with a question, or not at all");
        review(1, false, "Who counts?").await.unwrap();
        writing::write(cx, &benoit, slug, group.first, 2, &sheet(), true).await.unwrap();
        assert_eq!(review(2, true, "").await.unwrap_err(), Fault::Conflict("conflict-plan-changed"), "of a version that was not read");
        review(3, true, "").await.unwrap();
        assert!(open().await);
        assert_eq!(group.logged("plan.review").await, 2);
    }

    async fn a_comment_is_said_once_and_its_letter_has_no_word_of_it(bench) {
        let group = Group::new(&bench).await;
        let (cx, slug, maya) = (&group.w.cx, group.slug.as_str(), group.who("maya").await);
        let plan = group.hand_in("amara", group.first).await.id;
        for _ in 0..2 {
            comments::comment(cx, &maya, slug, plan, Uuid::from_u128(9), "Who **counts**?").await.unwrap();
        }
        let view = queries::plan(cx, &group.who("amara").await, slug, plan).await.unwrap();
        assert_eq!(view.comments.len(), 1);
        assert!(view.comments[0].html.contains("<strong>counts</strong>"));
        let letters = crate::outbox::claim_letters(cx, 100).await.unwrap();
        let about: Vec<_> = letters.iter().filter(|l| l.kind == "plan_comment").collect();
        assert!(about.len() == 1 && !about[0].body.contains("counts"), "{about:?}");
        assert!(letters.iter().any(|l| l.kind == "plan_handed_in" && l.email.starts_with("maya")));
    }

    async fn the_owner_of_a_plan_answers_and_who_spoke_to_it_is_told(bench) {
        let group = Group::new(&bench).await;
        let (cx, slug, amara) = (&group.w.cx, group.slug.as_str(), group.who("amara").await);
        let plan = group.hand_in("amara", group.first).await.id;
        assert!(!comments::comment(cx, &group.who("corinne").await, slug, plan, Uuid::from_u128(8), "Who counts?").await.unwrap());
        for _ in 0..2 {
            assert!(comments::comment(cx, &amara, slug, plan, Uuid::from_u128(9), "The **nurse** does.").await.unwrap());
        }
        let view = queries::plan(cx, &group.who("maya").await, slug, plan).await.unwrap();
        assert!(view.comments.len() == 2 && view.comments[1].html.contains("nurse"), "said once");
        let letters = crate::outbox::claim_letters(cx, 100).await.unwrap();
        let mut told: Vec<&str> = letters.iter().filter(|l| l.kind == "plan_answer").filter_map(|l| l.email.split(['@', '.']).next()).collect();
        told.sort_unstable();
        assert_eq!(told, ["corinne", "maya"], "the mentor, and who asked; not its owner");
        assert!(letters.iter().all(|l| !l.body.contains("nurse")));
        let blocked = comments::comment(cx, &amara, slug, plan, Uuid::from_u128(10), "PHN 9698 658 215").await;
        assert!(matches!(blocked, Err(Fault::Invalid(f)) if f[0].field == "comment"));
        assert_eq!(comments::comment(cx, &group.who("benoit").await, slug, plan, Uuid::from_u128(11), "Me too").await.unwrap_err(), Fault::Missing);
    }

    async fn a_visit_is_booked_reported_and_told(bench) {
        let group = Group::new(&bench).await;
        let (cx, slug, maya) = (&group.w.cx, group.slug.as_str(), group.who("maya").await);
        let plan = group.hand_in("amara", group.first).await.id;
        let booking = visiting::Booking {
            person: group.w.id("amara").to_string(),
            plan: plan.to_string(),
            date: "2026-03-27".into(),
            time: "12:30".into(),
            way: "practice".into(),
            place: "Over lunch".into(),
        };
        let other = visiting::Booking { person: group.w.id("hana").to_string(), ..booking.clone() };
        assert!(matches!(visiting::book(cx, &maya, slug, Uuid::from_u128(5), &other).await, Err(Fault::Invalid(f)) if f[0].field == "plan"));
        let visit = visiting::book(cx, &maya, slug, Uuid::from_u128(6), &booking).await.unwrap();
        assert_eq!(visiting::book(cx, &maya, slug, Uuid::from_u128(6), &booking).await.unwrap(), visit, "sent twice, booked once");
        let past = visiting::Booking { date: "2020-01-01".into(), ..booking.clone() };
        visiting::book(cx, &maya, slug, Uuid::from_u128(7), &past).await.unwrap();
        let told = crate::outbox::claim_letters(cx, 100).await.unwrap().iter().filter(|l| l.kind == "visit").count();
        assert_eq!(told, 1, "a visit that lies behind is written down, and announced to nobody");
        let report = visiting::Report { tried: "Six visits".into(), next_step: "The nurse joins".into(), own_note: "Bring the sheet".into() };
        assert_eq!(visiting::report(cx, &maya, slug, visit, &report).await.unwrap_err(), Fault::Conflict("conflict-visit-ahead"));
        bench.clock.pass(chrono::Duration::days(2));
        visiting::report(cx, &maya, slug, visit, &report).await.unwrap();
        let hers = visiting::one(cx, &group.who("amara").await, slug, visit).await.unwrap();
        assert_eq!((hers.tried.as_deref(), hers.own_note, hers.plan), (Some("Six visits"), None, Some(plan)));
        let outline = visiting::one(cx, &group.who("corinne").await, slug, visit).await.unwrap();
        assert_eq!((outline.tried, outline.line.state.as_str()), (None, "reported"));
        assert_eq!(visiting::one(cx, &group.who("hana").await, slug, visit).await.unwrap_err(), Fault::Missing);
        assert_eq!(visiting::cancel(cx, &maya, slug, visit).await.unwrap_err(), Fault::Conflict("conflict-visit-reported"));
    }
}
