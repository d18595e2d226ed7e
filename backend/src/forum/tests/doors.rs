//! Who may do what: the rows `forum.*` of the permission table.

use super::*;
use crate::flags::redaction::Wish;
use crate::flags::{Kind, desk, raising, redaction};
use crate::forum::{moderation, reading};

const SIGN_IN: &str = "sign in";
const MISSING: &str = "missing";
const REFUSED: &str = "refused";
const DONE: &str = "done";

fn said<T>(answer: crate::Result<T>) -> &'static str {
    match answer {
        Ok(_) => DONE,
        Err(Fault::SignIn) => SIGN_IN,
        Err(Fault::Missing) => MISSING,
        Err(Fault::Refused(_)) => REFUSED,
        Err(Fault::Invalid(_)) => "invalid",
        Err(_) => "other",
    }
}

/// Each viewer, and what they get where members may, where those who moderate may.
async fn cells(f: &Forum) -> Vec<(&'static str, Viewer, &'static str, &'static str)> {
    let (near, far) = (f.world.neighbour(true).await.unwrap(), f.world.neighbour(false).await.unwrap());
    vec![
        ("participant", f.who("benoit").await, DONE, REFUSED),
        ("facilitator", f.who("fatima").await, DONE, DONE),
        ("coordinator", f.who("corinne").await, DONE, DONE),
        ("mentor", f.who("maya").await, DONE, REFUSED),
        ("lead", f.who("leo").await, REFUSED, REFUSED),
        ("administrator", f.who("ada").await, REFUSED, REFUSED),
        ("waiting", f.who("camille").await, MISSING, MISSING),
        ("neighbour's participant", near.viewer("petra").await.unwrap(), MISSING, MISSING),
        ("neighbour's facilitator", near.viewer("felix").await.unwrap(), MISSING, MISSING),
        ("far participant", far.viewer("petra").await.unwrap(), MISSING, MISSING),
        ("far facilitator", far.viewer("felix").await.unwrap(), MISSING, MISSING),
        ("far coordinator", far.viewer("carla").await.unwrap(), MISSING, MISSING),
        ("nobody", Viewer::nobody(), SIGN_IN, SIGN_IN),
    ]
}

fn wish(passages: &str) -> Wish {
    Wish { passages: passages.to_owned(), ..Wish::default() }
}

crate::both! {
    async fn members_and_the_coordinator_read_and_write(bench) {
        let f = Forum::new(&bench).await;
        let (cx, slug, post) = (&f.world.cx, f.world.slug.as_str(), f.first().await);
        for (who, v, member, _) in cells(&f).await {
            assert_eq!(said(queries::index(cx, &v, slug).await), member, "{who}: index");
            assert_eq!(said(queries::board(cx, &v, slug, f.board, 1).await), member, "{who}: board");
            assert_eq!(said(queries::thread(cx, &v, slug, f.thread, 1).await), member, "{who}: thread");
            assert_eq!(said(queries::place_of(cx, &v, slug, post).await), member, "{who}: post");
            assert_eq!(said(raising::flagging(cx, &v, slug, Kind::Post, post.0).await), member, "{who}: flag form");
            assert_eq!(said(commands::reply(cx, &v, slug, f.thread, f.id(), None, "Yes").await), member, "{who}: reply");
            assert_eq!(said(commands::open_thread(cx, &v, slug, f.board, f.id(), "T", "B").await), member, "{who}: thread");
            assert_eq!(said(reading::mark_all(cx, &v, slug, None, None).await), member, "{who}: read");
            assert_eq!(said(raising::raise(cx, &v, slug, Kind::Post, post.0, "unkind", "Please look").await), member, "{who}: flag");
        }
    }

    async fn only_facilitator_and_coordinator_moderate(bench) {
        let f = Forum::new(&bench).await;
        let (cx, slug, post) = (&f.world.cx, f.world.slug.as_str(), f.first().await);
        for (who, v, _, staff) in cells(&f).await {
            assert_eq!(said(moderation::hide(cx, &v, slug, post, "Why").await), staff, "{who}: hide");
            assert_eq!(said(desk::restore(cx, &v, slug, Kind::Post, post.0).await), staff, "{who}: restore");
            assert_eq!(said(moderation::turn(cx, &v, slug, f.thread, moderation::Turn::Pin).await), staff, "{who}: pin");
            assert_eq!(said(moderation::move_thread(cx, &v, slug, f.thread, f.board).await), staff, "{who}: move");
            assert_eq!(said(desk::seen(cx, &v, slug, Kind::Post, post.0).await), staff, "{who}: settle");
            assert_eq!(said(boards::add(cx, &v, slug, f.id(), "New", "").await), staff, "{who}: board");
            assert_eq!(said(desk::waiting(cx, &v, slug).await), staff, "{who}: flags");
            assert_eq!(said(queries::history(cx, &v, slug, post).await), staff, "{who}: history");
            let span = redaction::redact(cx, &v, slug, Kind::Post, post.0, &wish("not in it")).await;
            assert_eq!(said(span), if staff == DONE { "invalid" } else { staff }, "{who}: redact");
        }
        assert_eq!(said(queries::history(cx, &f.who("amara").await, slug, post).await), DONE, "its author reads the history");
    }

    async fn nobody_changes_anothers_words(bench) {
        let f = Forum::new(&bench).await;
        let (cx, slug, post) = (&f.world.cx, f.world.slug.as_str(), f.first().await);
        for (who, v, member, _) in cells(&f).await {
            let wanted = if member == DONE { REFUSED } else { member };
            assert_eq!(said(queries::own(cx, &v, slug, post).await), wanted, "{who}: form");
            assert_eq!(said(commands::edit(cx, &v, slug, post, 1, "Mine").await), wanted, "{who}: edit");
            assert_eq!(said(commands::add(cx, &v, slug, post, f.id(), "Mine").await), wanted, "{who}: add");
            assert_eq!(said(commands::delete(cx, &v, slug, post).await), wanted, "{who}: delete");
        }
    }

    async fn what_belongs_to_another_cohort_is_not_there(bench) {
        let f = Forum::new(&bench).await;
        let near = f.world.neighbour(true).await.unwrap();
        let (cx, post) = (&f.world.cx, f.first().await);
        let felix = near.viewer("felix").await.unwrap();
        queries::index(cx, &felix, &near.slug).await.unwrap();
        assert_eq!(said(queries::thread(cx, &felix, &near.slug, f.thread, 1).await), MISSING);
        assert_eq!(said(queries::board(cx, &felix, &near.slug, f.board, 1).await), MISSING);
        assert_eq!(said(queries::place_of(cx, &felix, &near.slug, post).await), MISSING);
        assert_eq!(said(queries::history(cx, &felix, &near.slug, post).await), MISSING);
        assert_eq!(said(moderation::hide(cx, &felix, &near.slug, post, "Why").await), MISSING);
        assert_eq!(said(redaction::redact(cx, &felix, &near.slug, Kind::Post, post.0, &wish("wait")).await), MISSING);
        assert_eq!(said(commands::reply(cx, &felix, &near.slug, f.thread, f.id(), None, "x").await), MISSING);
        assert_eq!(said(commands::open_thread(cx, &felix, &near.slug, f.board, f.id(), "x", "x").await), MISSING);
        let theirs = boards::id_of(near.cohort, "practice");
        let thread = commands::open_thread(cx, &felix, &near.slug, theirs, f.id(), "x", "x").await.unwrap();
        assert_eq!(said(commands::reply(cx, &felix, &near.slug, thread, f.id(), Some(post), "x").await), MISSING);
    }

    async fn a_hidden_post_is_read_by_its_author_and_staff_only_and_takes_the_title_along(bench) {
        let f = Forum::new(&bench).await;
        let (cx, slug, post) = (&f.world.cx, f.world.slug.as_str(), f.first().await);
        moderation::hide(cx, &f.who("fatima").await, slug, post, "Names a village").await.unwrap();
        for (who, sees) in [("benoit", false), ("maya", false), ("amara", true), ("corinne", true), ("fatima", true)] {
            let page = f.page(who, 1).await;
            let p = &page.posts[0];
            assert_eq!((p.readable, !p.hidden_reason.is_empty(), !page.thread.title.is_empty()), (sees, sees, sees), "{who}");
            let listed = queries::index(cx, &f.who(who).await, slug).await.unwrap();
            assert_eq!(!listed.recent[0].title.is_empty(), sees, "{who}");
        }
        desk::restore(cx, &f.who("gilles").await, slug, Kind::Post, post.0).await.unwrap();
        assert!(f.page("benoit", 1).await.posts[0].readable);
        assert_eq!(f.page("benoit", 1).await.thread.title, "Silence in the room");
    }

    async fn a_flag_counts_once_and_one_for_patient_information_hides_at_once(bench) {
        let f = Forum::new(&bench).await;
        let (cx, slug, post) = (&f.world.cx, f.world.slug.as_str(), f.first().await);
        let (ben, fatima) = (f.who("benoit").await, f.who("fatima").await);
        raising::raise(cx, &ben, slug, Kind::Post, post.0, "unkind", "Harsh").await.unwrap();
        raising::raise(cx, &ben, slug, Kind::Post, post.0, "other", "Off topic").await.unwrap();
        let flags = desk::waiting(cx, &fatima, slug).await.unwrap().1;
        assert_eq!((flags.len(), flags[0].raised[0].reason.as_str(), flags[0].raised[0].by.as_str()), (1, "Off topic", "Benoît Lefebvre"));
        assert_eq!(queries::index(cx, &fatima, slug).await.unwrap().flags, 1);
        assert_eq!(queries::index(cx, &ben, slug).await.unwrap().flags, 0);
        assert_eq!((f.page("maya", 1).await.posts[0].flags, f.page("fatima", 1).await.posts[0].flags), (0, 1));
        desk::seen(cx, &fatima, slug, Kind::Post, post.0).await.unwrap();
        assert!(desk::waiting(cx, &fatima, slug).await.unwrap().1.is_empty());
        assert_eq!(fields(raising::raise(cx, &ben, slug, Kind::Post, post.0, "silly", "").await), ["kind fault-choice", "reason fault-empty"]);
        assert_eq!(said(raising::raise(cx, &f.who("amara").await, slug, Kind::Post, post.0, "other", "Mine").await), REFUSED);
        raising::raise(cx, &f.who("maya").await, slug, Kind::Post, post.0, "patient", "A name").await.unwrap();
        assert!(!f.page("benoit", 1).await.posts[0].readable);
        assert!(f.page("fatima", 1).await.posts[0].readable);
    }
}
