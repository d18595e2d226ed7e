//! What a process keeps of a thread is shown only while it is what the store says, and to nobody more than they may see.

use std::sync::Arc;

use sea_orm::{ConnectionTrait, Statement};

use super::*;
use crate::accounts::profile;
use crate::flags::redaction::{self, Wish};
use crate::flags::{Kind, desk, raising};
use crate::forum::{moderation, reading};
use crate::kept::Kept;
use crate::ports::Ports;
use crate::testing::reopen;

impl Forum {
    /// The same store seen by another process: it keeps its own pages.
    async fn other_node(&self, bench: &Bench) -> crate::Cx {
        let cx = reopen(bench).await;
        crate::Cx { ports: Ports { kept: Arc::new(Kept::default()), ..cx.ports.clone() }, ..cx }
    }

    async fn seen_by(&self, cx: &crate::Cx, who: &str) -> queries::ThreadPage {
        queries::thread(cx, &self.who(who).await, &self.world.slug, self.thread, 1).await.unwrap()
    }
}

async fn stamp(cx: &crate::Cx, thread: ThreadId) -> i64 {
    let text = Statement::from_sql_and_values(cx.store.backend(), "SELECT stamp FROM threads WHERE id = $1", [thread.0.into()]);
    cx.db().query_one_raw(text).await.unwrap().unwrap().try_get("", "stamp").unwrap()
}

crate::both! {
    async fn what_changes_on_one_node_is_seen_at_once_on_all(bench) {
        let f = Forum::new(&bench).await;
        let (here, there) = (f.world.cx.clone(), f.other_node(&bench).await);
        let (slug, amara) = (f.world.slug.clone(), f.who("amara").await);
        let post = f.say("amara", None, "How it began").await;
        let reply = f.say("benoit", Some(post), "A reply").await;
        let both = async |what: &str, judge: &dyn Fn(&queries::ThreadPage) -> bool| {
            for cx in [&here, &there, &here, &there] {
                assert!(judge(&f.seen_by(cx, "ivy").await), "{what}");
            }
        };
        both("as written", &|p| p.posts.len() == 3 && p.posts[1].html.contains("began") && &*p.posts[2].author == "Benoît Lefebvre").await;

        commands::edit(&here, &amara, &slug, post, 1, "How it went on").await.unwrap();
        both("edited", &|p| p.posts[1].html.contains("went on") && p.posts[1].edited_at.is_some()).await;

        commands::add(&there, &amara, &slug, post, f.id(), "And then *this*").await.unwrap();
        both("added to", &|p| p.posts[1].additions.len() == 1 && p.posts[1].additions[0].html.contains("<em>this</em>")).await;

        let ben = f.who("benoit").await;
        let mut new = profile::own(&there, &ben).await.unwrap();
        new.name = "Benoît Roy".into();
        profile::change(&there, &ben, &new).await.unwrap();
        both("renamed", &|p| &*p.posts[2].author == "Benoît Roy").await;
        let before = stamp(&here, f.thread).await;
        new.phone = "555".into();
        profile::change(&here, &ben, &new).await.unwrap();
        assert_eq!(stamp(&here, f.thread).await, before, "what no page of a thread shows moves nothing");

        let fatima = f.who("fatima").await;
        moderation::hide(&there, &fatima, &slug, reply, "Not here").await.unwrap();
        both("hidden", &|p| !p.posts[2].readable && p.posts[2].html.is_empty() && p.posts[2].hidden_reason.is_empty()).await;
        for (who, reads) in [("benoit", true), ("fatima", true), ("ivy", false), ("benoit", true), ("ivy", false)] {
            let row = f.seen_by(&here, who).await.posts[2].clone();
            assert_eq!((row.readable, row.html.contains("reply"), &*row.hidden_reason == "Not here"), (reads, reads, reads), "{who}");
        }
        desk::restore(&here, &fatima, &slug, Kind::Post, reply.0).await.unwrap();
        both("restored", &|p| p.posts[2].readable && p.posts[2].html.contains("reply")).await;

        let wish = Wish { passages: "went on".into(), whole: false, show: false };
        redaction::redact(&there, &fatima, &slug, Kind::Post, post.0, &wish).await.unwrap();
        both("blotted", &|p| !p.posts[1].html.contains("went on")).await;

        commands::delete(&here, &amara, &slug, post).await.unwrap();
        both("taken back", &|p| p.posts[1].standing == queries::Standing::Deleted && p.posts[1].html.is_empty() && p.posts[1].additions.is_empty()).await;
    }

    async fn what_is_a_readers_own_is_never_anothers(bench) {
        let f = Forum::new(&bench).await;
        let cx = f.world.cx.clone();
        let post = f.say("amara", None, "Mine").await;
        let row = async |who: &str| f.seen_by(&cx, who).await.posts[1].clone();
        for who in ["amara", "ivy", "amara", "benoit", "fatima", "ivy"] {
            let seen = row(who).await;
            assert_eq!((seen.mine, seen.editable, seen.unread), (who == "amara", who == "amara", who != "amara"), "{who}");
        }
        raising::raise(&cx, &f.who("ivy").await, &f.world.slug, Kind::Post, post.0, "unkind", "Harsh").await.unwrap();
        for (who, flagged, flags) in [("ivy", true, 0), ("benoit", false, 0), ("fatima", false, 1), ("amara", false, 0)] {
            let seen = row(who).await;
            assert_eq!((seen.flagged, seen.flags), (flagged, flags), "{who}");
        }
        let shown = f.seen_by(&cx, "ivy").await;
        reading::shown(&cx, &f.who("ivy").await, &shown).await.unwrap();
        assert_eq!((row("ivy").await.unread, row("benoit").await.unread), (false, true));
        bench.clock.pass(chrono::Duration::hours(25));
        assert!(!row("amara").await.editable, "the day is over, and nothing was written");
    }

    async fn a_drawing_stays_while_its_post_says_the_same(bench) {
        let f = Forum::new(&bench).await;
        let cx = f.world.cx.clone();
        let post = f.say("amara", None, "One").await;
        let reader: Arc<str> = "en".into();
        let drawn = async |draw: &'static str| {
            let page = f.seen_by(&cx, "ivy").await;
            page.posts[1].drawn.text(&reader, 0, || draw.to_owned())
        };
        assert_eq!(&*drawn("first").await, "first");
        f.say("benoit", None, "Another").await;
        assert_eq!(&*drawn("second").await, "first", "a reply to the thread changes no other post");
        commands::edit(&cx, &f.who("amara").await, &f.world.slug, post, 1, "Two").await.unwrap();
        assert_eq!(&*drawn("third").await, "third");
        let page = f.seen_by(&cx, "ivy").await;
        let french: Arc<str> = "fr".into();
        assert_eq!(&*page.posts[1].drawn.text(&french, 0, || "quatrième".to_owned()), "quatrième");
        assert_eq!(&*page.posts[1].drawn.text(&reader, 1, || "mine".to_owned()), "mine");
        for n in 0..20 {
            page.posts[1].drawn.text(&format!("zone {n}").into(), 0, || format!("in zone {n}"));
        }
        assert_eq!(&*page.posts[1].drawn.text(&"zone 19".into(), 0, String::new), "in zone 19");
        assert_eq!(&*page.posts[1].drawn.text(&reader, 0, || "anew".to_owned()), "anew", "only so many are kept");
    }

    async fn whatever_writes_a_post_moves_the_stamp(bench) {
        let f = Forum::new(&bench).await;
        let cx = f.world.cx.clone();
        let post = f.say("amara", None, "One").await;
        commands::add(&cx, &f.who("amara").await, &f.world.slug, post, f.id(), "More").await.unwrap();
        let mut seen = vec![stamp(&cx, f.thread).await];
        for text in [
            "UPDATE posts SET hidden_reason = 'x' WHERE id = $1",
            "UPDATE post_additions SET html = 'x' WHERE post_id = $1",
            "UPDATE people SET profession = 'Nurse' WHERE id = (SELECT author_id FROM posts WHERE id = $1)",
            "DELETE FROM post_additions WHERE post_id = $1",
            "DELETE FROM posts WHERE id = $1",
        ] {
            let tx = cx.begin().await.unwrap();
            tx.db().execute_raw(Statement::from_sql_and_values(cx.store.backend(), text, [post.0.into()])).await.unwrap();
            tx.commit().await.unwrap();
            let now = stamp(&cx, f.thread).await;
            assert!(!seen.contains(&now), "{text}");
            seen.push(now);
        }
    }
}
