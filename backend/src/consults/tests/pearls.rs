//! Three lines out of a call, and who must agree before they leave it (R0.8).
use domain::consults::pearl::State as Pearl;
use sea_orm::{ActiveModelTrait as _, EntityTrait, IntoActiveModel as _, PaginatorTrait, QueryOrder};

use super::*;
use crate::consults::closing::{self, Closing};
use crate::consults::pearls::{self, Draft, Say};
use crate::consults::queries;
use crate::consults::tables::consult_pearls;
use crate::forum::tables::{boards, posts, threads};
use crate::{Fault, Viewer, both};

fn draft() -> Draft {
    Draft {
        title: "Ask about fear first".to_owned(),
        body: "Name what is feared before a dose.\nSit down before you speak.\nSay when you come back.".to_owned(),
        ..Draft::default()
    }
}

/// A call between Amara and Odile that Odile has closed.
async fn closed(bench: &crate::testing::Bench, w: &World) -> (ConsultId, Viewer, Viewer) {
    let line = usual(w).await;
    let call = ask(w, &w.cx, "amara", line).await.unwrap();
    let (amara, odile) = (w.viewer("amara").await.unwrap(), w.viewer("odile").await.unwrap());
    calling::answer(&w.cx, &odile, call).await.unwrap();
    assert_eq!(pearls::offer(&w.cx, &odile, call, 0, &draft()).await, Err(Fault::Conflict("conflict-pearl-not-closed")));
    bench.clock.pass(Duration::minutes(10));
    let form = Closing { kind: "support".into(), reason: "pain".into(), outcome: "managed_here".into(), ..Closing::default() };
    closing::close(&w.cx, &odile, call, &form).await.unwrap();
    (call, amara, odile)
}

async fn threads_of(cx: &Cx) -> u64 {
    threads::Entity::find().count(cx.db()).await.unwrap()
}

async fn letters(cx: &Cx, to: &str) -> Vec<String> {
    use crate::outbox::letters;
    let rows = letters::Entity::find().order_by_asc(letters::Column::Id).all(cx.db()).await.unwrap();
    rows.into_iter().filter(|l| l.to_name == to && l.kind == "consult").map(|l| l.subject).collect()
}

fn word(done: Result<()>) -> String {
    match done {
        Err(Fault::Invalid(faults)) => faults.iter().map(|f| f.word.as_str()).collect::<Vec<_>>().join(" "),
        other => format!("{other:?}"),
    }
}

both! {
    async fn r0_8_nothing_leaves_a_call_before_both_have_agreed_and_an_hour_has_passed(bench) {
        let w = world(&bench).await;
        let (call, amara, odile) = closed(&bench, &w).await;
        let page = async |who: &Viewer| queries::call(&w.cx, who, call, Default::default()).await.unwrap().pearl;
        assert!(page(&odile).await.may_offer && !page(&amara).await.may_settle);
        pearls::offer(&w.cx, &odile, call, 0, &draft()).await.unwrap();
        pearls::offer(&w.cx, &odile, call, 0, &draft()).await.unwrap();
        let read = page(&amara).await;
        assert_eq!((read.view.as_ref().unwrap().body.lines().count(), read.may_settle, read.may_take_back), (3, true, false));
        assert_eq!(letters(&w.cx, "Amara Okafor").await.iter().filter(|s| s.starts_with("Would you share this")).count(), 1, "asked once");
        // It stands on the start page, however many calls came since.
        let waits = async || queries::left(&w.cx, &amara).await.unwrap().into_iter().any(|l| (l.0, l.2) == (call, "pearl"));
        let like = row(&w.cx, call).await;
        for n in 1..=25 {
            let id = ConsultId(w.cx.new_id());
            let later = consults::Model { id, requested_at: like.requested_at + Duration::minutes(n), ..like.clone() };
            consults::Entity::insert(later.into_active_model().reset_all()).exec_without_returning(w.cx.db()).await.unwrap();
        }
        assert!(waits().await);
        bench.clock.pass(Duration::days(2));
        pearls::sweep(&w.cx).await.unwrap();
        assert_eq!(threads_of(&w.cx).await, 0, "silence is no consent");
        assert_eq!(pearls::settle(&w.cx, &amara, call, 1, Say::Agree { named: false }).await, Ok(Pearl::Agreed));
        assert!(!waits().await, "settled");
        bench.clock.pass(Duration::minutes(59));
        pearls::sweep(&w.cx).await.unwrap();
        assert_eq!(threads_of(&w.cx).await, 0);
        bench.clock.pass(Duration::minutes(1));
        pearls::sweep(&w.cx).await.unwrap();
        pearls::sweep(&w.cx).await.unwrap();
        let thread = threads::Entity::find().one(w.cx.db()).await.unwrap().unwrap();
        assert_eq!((threads_of(&w.cx).await, thread.title.as_str(), thread.cohort_id), (1, "Ask about fear first", w.cohort));
        let board = boards::Entity::find_by_id(thread.board_id).one(w.cx.db()).await.unwrap().unwrap();
        assert_eq!(board.kind, "practice", "the rule of the place");
        let post = posts::Entity::find().one(w.cx.db()).await.unwrap().unwrap();
        for name in ["Amara", "Odile", "Marchand", "Okafor"] {
            assert!(!post.source.contains(name) && !post.html.contains(name), "{name} is not named");
        }
        assert!([w.id("amara"), w.id("odile")].into_iter().all(|p| post.author_id != p && thread.created_by != p));
        assert_eq!(post.source.lines().filter(|l| l.starts_with("- ")).count(), 3);
        assert_eq!(page(&amara).await.view.unwrap().thread, Some((w.slug.clone(), thread.id)), "a member reads it there");
        assert_eq!(pearls::settle(&w.cx, &amara, call, 3, Say::TakeBack).await, Err(Fault::Conflict("conflict-pearl-out")));
        assert_eq!(letters(&w.cx, "Odile Marchand").await.len(), 2, "agreed, and out");
        let seen = crate::forum::queries::thread(&w.cx, &amara, &w.slug, thread.id, 1).await;
        assert!(seen.is_ok(), "it is read like any thread");
    }

    async fn either_takes_consent_back_until_it_is_out_and_the_words_are_gone(bench) {
        let w = world(&bench).await;
        let (call, amara, odile) = closed(&bench, &w).await;
        let kept = async || consult_pearls::Entity::find().one(w.cx.db()).await.unwrap().unwrap();
        pearls::offer(&w.cx, &odile, call, 0, &draft()).await.unwrap();
        pearls::settle(&w.cx, &amara, call, 1, Say::Agree { named: true }).await.unwrap();
        assert_eq!(pearls::settle(&w.cx, &odile, call, 2, Say::TakeBack).await, Ok(Pearl::Withdrawn));
        assert_eq!((kept().await.body, kept().await.title), (String::new(), String::new()));
        assert!(queries::call(&w.cx, &amara, call, Default::default()).await.unwrap().pearl.view.is_none());
        // The one who took it back may write another; the caller's yes of before is none to it.
        pearls::offer(&w.cx, &odile, call, 3, &draft()).await.unwrap();
        bench.clock.pass(Duration::hours(2));
        pearls::sweep(&w.cx).await.unwrap();
        assert_eq!(kept().await.state, "offered");
        pearls::settle(&w.cx, &amara, call, 4, Say::Agree { named: false }).await.unwrap();
        assert_eq!(pearls::settle(&w.cx, &amara, call, 5, Say::TakeBack).await, Ok(Pearl::Declined));
        assert_eq!((kept().await.body, kept().await.due_at), (String::new(), None));
        bench.clock.pass(Duration::hours(2));
        pearls::sweep(&w.cx).await.unwrap();
        assert_eq!(threads_of(&w.cx).await, 0);
        assert_eq!(pearls::offer(&w.cx, &odile, call, 6, &draft()).await, Err(Fault::Conflict("conflict-pearl-settled")), "nobody is asked twice");
    }

    async fn who_agrees_agrees_to_the_text_that_they_read(bench) {
        let w = world(&bench).await;
        let (call, amara, odile) = closed(&bench, &w).await;
        pearls::offer(&w.cx, &odile, call, 0, &draft()).await.unwrap();
        let other = Draft { body: "Something quite different.".to_owned(), ..draft() };
        pearls::offer(&w.cx, &odile, call, 1, &other).await.unwrap();
        let changed = Err(Fault::Conflict("conflict-pearl-changed"));
        assert_eq!(pearls::settle(&w.cx, &amara, call, 1, Say::Agree { named: false }).await, changed);
        assert_eq!(pearls::offer(&w.cx, &odile, call, 1, &draft()).await, changed.map(|_| ()), "from an old form");
        assert_eq!(pearls::settle(&w.cx, &amara, call, 2, Say::Decline).await, Ok(Pearl::Declined));
        assert_eq!(pearls::settle(&w.cx, &amara, call, 3, Say::Agree { named: false }).await, Err(Fault::Conflict("conflict-pearl-settled")));
    }

    async fn whoever_wants_to_be_named_is_and_the_other_is_not(bench) {
        let w = world(&bench).await;
        let (call, amara, odile) = closed(&bench, &w).await;
        pearls::offer(&w.cx, &odile, call, 0, &Draft { named: true, ..draft() }).await.unwrap();
        pearls::settle(&w.cx, &amara, call, 1, Say::Agree { named: false }).await.unwrap();
        bench.clock.pass(Duration::hours(1));
        pearls::sweep(&w.cx).await.unwrap();
        let post = posts::Entity::find().one(w.cx.db()).await.unwrap().unwrap();
        assert!(post.source.contains("Odile Marchand") && !post.source.contains("Amara"), "{}", post.source);
    }

    async fn what_identifies_is_refused_and_four_lines_are_one_too_many(bench) {
        let w = world(&bench).await;
        let (call, amara, odile) = closed(&bench, &w).await;
        let offer = async |title: &str, body: &str, looked: bool| {
            word(pearls::offer(&w.cx, &odile, call, 0, &Draft { title: title.into(), body: body.into(), named: false, looked }).await)
        };
        assert_eq!(offer("Fear first", "PHN 9698 658 215", true).await, "fault-case-blocks");
        assert_eq!(offer("PHN 9698 658 215", "Ask first", true).await, "fault-case-blocks");
        assert_eq!(offer("Fear first", "Since May 14 the pain was worse", false).await, "fault-consult-warns");
        assert_eq!(offer("Fear first", "One\nTwo\nThree\nFour", true).await, "fault-pearl-lines");
        assert_eq!(offer("", "", false).await, "fault-empty fault-empty");
        assert_eq!(offer("Fear first", &"x".repeat(601), false).await, "fault-too-long");
        assert_eq!(consult_pearls::Entity::find().count(w.cx.db()).await.unwrap(), 0);
        // Nobody but the two: the one writes, the other settles.
        assert!(matches!(pearls::offer(&w.cx, &amara, call, 0, &draft()).await, Err(Fault::Refused(_))));
        pearls::offer(&w.cx, &odile, call, 0, &draft()).await.unwrap();
        assert!(matches!(pearls::settle(&w.cx, &odile, call, 1, Say::Agree { named: false }).await, Err(Fault::Refused(_))), "not for the other");
        for who in ["corinne", "gilles", "ada", "benoit"] {
            let viewer = w.viewer(who).await.unwrap();
            let said = pearls::settle(&w.cx, &viewer, call, 1, Say::Agree { named: false }).await;
            assert!(matches!(said, Err(Fault::Refused(_) | Fault::Missing)), "{who}: {said:?}");
        }
    }
}
