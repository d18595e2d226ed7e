//! A case that waits for its session: the team's until then, by every door; and what the breach book says of it.
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use super::*;
use crate::sessions::tables::sessions;

struct Ahead {
    world: World,
    case: CaseId,
    question: Uuid,
}

/// Amara's case, scheduled for a session that is still to come, with a question of Fatima's.
async fn ahead(bench: &Bench) -> Ahead {
    let world = World::found(&bench.cx).await.unwrap();
    let (cx, slug) = (&world.cx, world.slug.as_str());
    let (amara, fatima) = (world.viewer("amara").await.unwrap(), world.viewer("fatima").await.unwrap());
    let session = crate::cases::demo::one_session(&world).await.unwrap();
    let later = sessions::ActiveModel { id: Set(session), starts_at: Set(cx.now() + Duration::days(3)), ..Default::default() };
    later.update(cx.db()).await.unwrap();
    let mut written = Written { consent: true, ..Written::default() };
    for (key, text) in [("title", "The quiet night"), ("background", "Somebody by the Quince Bridge."), ("question", "How do we listen?")] {
        written.set(key, text);
    }
    for passage in cases::check(cx, world.cohort, &written, Lang::En).await.unwrap() {
        written.judged.insert(passage.key, "Invented".to_owned());
    }
    let case = writing::begin(cx, &amara, slug, cx.new_id(), &written).await.unwrap();
    writing::submit(cx, &amara, slug, case, 1, &written, Lang::En).await.unwrap();
    review::approve(cx, &fatima, slug, case, 2, true).await.unwrap();
    review::schedule(cx, &fatima, slug, case, &session.to_string()).await.unwrap();
    let question = cx.new_id();
    talk::ask(cx, &fatima, slug, case, question, "Which bridge?").await.unwrap();
    Ahead { case, question, world }
}

impl Ahead {
    async fn who(&self, short: &str) -> Viewer {
        self.world.viewer(short).await.unwrap()
    }

    fn things(&self) -> [(Kind, Uuid); 2] {
        [(Kind::Case, self.case.0), (Kind::Question, self.question)]
    }
}

crate::both! {
    async fn a_case_that_waits_for_its_session_cannot_be_flagged_or_read_by_those_who_do_not_see_it(bench) {
        let place = ahead(&bench).await;
        let (cx, slug) = (&bench.cx, place.world.slug.as_str());
        for who in ["benoit", "maya", "gurpreet"] {
            let viewer = place.who(who).await;
            assert_eq!(cases::open(cx, &viewer, slug, place.case).await.unwrap_err(), Fault::Missing);
            for (kind, id) in place.things() {
                assert_eq!(raising::flagging(cx, &viewer, slug, kind, id).await.unwrap_err(), Fault::Missing, "{who} {kind:?}");
                let raised = raising::raise(cx, &viewer, slug, kind, id, "patient", "A name").await;
                assert_eq!(raised.unwrap_err(), Fault::Missing, "{who} {kind:?}");
                assert_eq!(mending::own(cx, &viewer, slug, kind, id).await.unwrap_err(), Fault::Missing, "{who} {kind:?}");
            }
        }
        for who in ["fatima", "corinne"] {
            assert!(raising::flagging(cx, &place.who(who).await, slug, Kind::Case, place.case.0).await.is_ok(), "{who} reads ahead");
        }
        bench.clock.pass(Duration::days(3));
        for (kind, id) in place.things() {
            assert!(raising::flagging(cx, &place.who("benoit").await, slug, kind, id).await.is_ok(), "{kind:?}: the session has begun");
        }
    }

    async fn the_breach_book_counts_nobody_who_got_404(bench) {
        let place = ahead(&bench).await;
        let (cx, slug, fatima) = (&bench.cx, place.world.slug.as_str(), place.who("fatima").await);
        redact(cx, &fatima, slug, Kind::Case, place.case.0, &wish("Quince Bridge")).await.unwrap();
        let (_, book) = breach::book(cx, &fatima, slug).await.unwrap();
        let names: Vec<&str> = book[0].people.iter().map(|(name, _)| name.as_str()).collect();
        assert!(names.contains(&"Corinne Baptiste") && !names.contains(&"Maya Thompson") && !names.iter().any(|n| n.starts_with("Beno")), "{names:?}");
    }

    async fn words_swept_from_a_chat_count_those_who_read_the_chat_and_name_who_wrote_there(bench) {
        let place = ahead(&bench).await;
        let (cx, slug, fatima, benoit) = (&bench.cx, place.world.slug.as_str(), place.who("fatima").await, place.who("benoit").await);
        let room = chat_door::room_of(cx, &benoit, slug, None).await.unwrap().id;
        chat::send(cx, &benoit, room, cx.new_id(), "I know somebody by the Quince Bridge").await.unwrap();
        redact(cx, &fatima, slug, Kind::Case, place.case.0, &wish("Quince Bridge")).await.unwrap();
        let (_, book) = breach::book(cx, &fatima, slug).await.unwrap();
        let names: Vec<&str> = book[0].people.iter().map(|(name, _)| name.as_str()).collect();
        assert!(names.contains(&"Maya Thompson") && names.contains(&"Gurpreet Dhaliwal"), "whoever reads the chat could read it: {names:?}");
        assert!(book[0].authors.contains(&"Amara Okafor".to_owned()) && book[0].authors.iter().any(|n| n.starts_with("Beno")), "{:?}", book[0].authors);
        assert!(!names.iter().any(|n| n.starts_with("Beno")), "who wrote it is named as that");
    }
}
