//! Threads, replies, edits, additions, and taking words back.

use chrono::Duration;

use super::*;
use crate::forum::{moderation, queries::Standing};

crate::both! {
    async fn three_boards_stand_in_every_forum_and_are_made_once(bench) {
        let world = World::found(&bench.cx).await.unwrap();
        let fatima = world.viewer("fatima").await.unwrap();
        let at_once = futures_of_two(queries::index(&world.cx, &fatima, &world.slug), queries::index(&world.cx, &fatima, &world.slug)).await;
        assert_eq!(at_once.0.unwrap().boards.len(), 3);
        assert_eq!(at_once.1.unwrap().boards.len(), 3);
        let once = world.cx.new_id();
        let own = boards::add(&world.cx, &fatima, &world.slug, once, "Book club", "").await.unwrap();
        assert_eq!(boards::add(&world.cx, &fatima, &world.slug, once, "Book club", "").await.unwrap(), own);
        boards::rename(&world.cx, &fatima, &world.slug, own, 1, "Livres et articles", "À lire").await.unwrap();
        assert_eq!(fields(boards::rename(&world.cx, &fatima, &world.slug, own, 1, "Late", "").await), ["name fault-forum-board-changed"]);
        let names: Vec<String> = queries::index(&world.cx, &fatima, &world.slug).await.unwrap().boards.into_iter().map(|b| b.name).collect();
        assert_eq!(names, ["", "", "", "Livres et articles"]);
        let amara = world.viewer("amara").await.unwrap();
        assert_eq!(boards::add(&world.cx, &amara, &world.slug, once, "Mine", "").await.unwrap_err(), Fault::Refused("refused-role"));
    }

    async fn sending_a_form_twice_makes_one_post(bench) {
        let f = Forum::new(&bench).await;
        let (cx, slug, ben) = (&f.world.cx, f.world.slug.as_str(), f.who("benoit").await);
        let once = f.id();
        let first = commands::reply(cx, &ben, slug, f.thread, once, None, "Moi aussi.").await.unwrap();
        assert_eq!(commands::reply(cx, &ben, slug, f.thread, once, None, "Moi aussi.").await.unwrap(), first);
        assert_eq!(f.page("amara", 1).await.posts.len(), 2);
        let changed = commands::reply(cx, &ben, slug, f.thread, once, None, "Autre chose").await;
        assert_eq!(fields(changed), ["body fault-forum-sent"], "other words under the same key are not swallowed");
        let once = f.id();
        for _ in 0..2 {
            commands::open_thread(cx, &ben, slug, f.board, once, "Un titre", "Un texte").await.unwrap();
        }
        assert_eq!(queries::board(cx, &ben, slug, f.board, 1).await.unwrap().threads.len(), 2);
    }

    async fn posts_at_the_same_moment_get_numbers_without_gap_or_twin(bench) {
        let f = Forum::new(&bench).await;
        let cx = f.world.cx.clone();
        let mut tasks = Vec::new();
        for i in 0..12 {
            let viewer = f.who(if i % 2 == 0 { "benoit" } else { "fatima" }).await;
            let (cx, slug, thread, once) = (cx.clone(), f.world.slug.clone(), f.thread, f.id());
            tasks.push(tokio::spawn(async move { commands::reply(&cx, &viewer, &slug, thread, once, None, &format!("Post {i}")).await }));
        }
        for task in tasks {
            task.await.unwrap().unwrap();
        }
        let seqs: Vec<i64> = f.page("amara", 1).await.posts.iter().map(|p| p.seq).collect();
        assert_eq!(seqs, (1..=13).collect::<Vec<i64>>());
    }

    async fn the_same_form_sent_twice_at_once_makes_one_post(bench) {
        let f = Forum::new(&bench).await;
        let (cx, ben) = (f.world.cx.clone(), f.who("benoit").await);
        let (slug, once, opened) = (f.world.slug.as_str(), f.id(), f.id());
        let send = || commands::reply(&cx, &ben, slug, f.thread, once, None, "Moi aussi.");
        let (a, b) = futures_of_two(send(), send()).await;
        assert_eq!(a.unwrap(), b.unwrap());
        let open = || commands::open_thread(&cx, &ben, slug, f.board, opened, "Un titre", "Un texte");
        let (a, b) = futures_of_two(open(), open()).await;
        assert_eq!(a.unwrap(), b.unwrap());
        let threads = queries::board(&cx, &ben, slug, f.board, 1).await.unwrap().threads;
        assert_eq!((threads.len(), threads.iter().map(|t| t.replies).sum::<u64>()), (2, 1));
    }

    async fn many_acts_at_once_neither_stall_nor_break(bench) {
        let f = Forum::new(&bench).await;
        let mut tasks = tokio::task::JoinSet::new();
        for i in 0..6 {
            let post = f.say("benoit", None, &format!("Post {i}")).await;
            let (ben, fatima) = (f.who("benoit").await, f.who("fatima").await);
            let (cx, slug, thread, once) = (f.world.cx.clone(), f.world.slug.clone(), f.thread, f.id());
            let (cx2, slug2, ben2) = (cx.clone(), slug.clone(), ben.clone());
            let (cx3, slug3) = (cx.clone(), slug.clone());
            tasks.spawn(async move { commands::edit(&cx, &ben, &slug, post, 1, &format!("Edited {i}")).await.map(|_| ()) });
            tasks.spawn(async move { commands::reply(&cx2, &ben2, &slug2, thread, once, Some(post), "Reply").await.map(|_| ()) });
            tasks.spawn(async move { moderation::hide(&cx3, &fatima, &slug3, post, "Why").await.map(|_| ()) });
        }
        while let Some(done) = tasks.join_next().await {
            done.unwrap().unwrap();
        }
        let page = f.page("fatima", 1).await;
        assert_eq!(page.posts.len(), 13);
        assert_eq!(page.posts.iter().filter(|p| p.standing == Standing::Hidden).count(), 6);
    }

    async fn replies_stand_under_what_they_answer_and_deep_ones_side_by_side(bench) {
        let f = Forum::new(&bench).await;
        let a = f.say("benoit", None, "a").await;
        let b = f.say("fatima", None, "b").await;
        let mut last = f.say("amara", Some(a), "a1").await;
        for text in ["a11", "a111", "a1111", "a11111", "a111111"] {
            last = f.say("benoit", Some(last), text).await;
        }
        f.say("amara", Some(a), "a2").await;
        f.say("maya", Some(b), "b1").await;
        f.say("maya", Some(f.first().await), "to the opening").await;
        let shown: Vec<String> = f.page("amara", 1).await.posts.iter().map(|p| format!("{}{}", p.depth, p.html.trim())).collect();
        let flat = ["0<p>a</p>", "1<p>a1</p>", "2<p>a11</p>", "3<p>a111</p>", "4<p>a1111</p>", "4<p>a11111</p>", "4<p>a111111</p>", "1<p>a2</p>",
            "0<p>b</p>", "1<p>b1</p>", "0<p>to the opening</p>"];
        assert_eq!(shown[1..], flat);
    }

    async fn empty_long_and_hostile_texts_are_judged(bench) {
        let f = Forum::new(&bench).await;
        let (cx, slug, ben) = (&f.world.cx, f.world.slug.as_str(), f.who("benoit").await);
        assert_eq!(fields(commands::reply(cx, &ben, slug, f.thread, f.id(), None, " \n\u{0} ").await), ["body fault-empty"]);
        assert_eq!(fields(commands::reply(cx, &ben, slug, f.thread, f.id(), None, &"x".repeat(65 * 1024)).await), ["body fault-too-long"]);
        let both = commands::open_thread(cx, &ben, slug, f.board, f.id(), &"é".repeat(201), "").await;
        assert_eq!(fields(both), ["title fault-too-long", "body fault-empty"]);
        f.say("benoit", None, "💬 xʷməθkʷəy̓əm Be\u{301} <script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>").await;
        let html = f.page("amara", 1).await.posts[1].html.clone();
        assert!(!html.contains("<script") && !html.contains("javascript:") && !html.contains("<img"), "{html}");
        assert!(html.contains("💬 xʷməθkʷəy̓əm Bé"), "{html}");
    }

    async fn an_edit_needs_the_version_it_was_made_from(bench) {
        let f = Forum::new(&bench).await;
        let (cx, slug, amara) = (&f.world.cx, f.world.slug.as_str(), f.who("amara").await);
        let post = f.first().await;
        let own = queries::own(cx, &amara, slug, post).await.unwrap();
        assert_eq!((own.version, own.late), (1, false));
        commands::edit(cx, &amara, slug, post, 1, "How long do you stay silent?").await.unwrap();
        commands::edit(cx, &amara, slug, post, 1, "How long do you stay silent?").await.unwrap();
        assert_eq!(commands::edit(cx, &amara, slug, post, 1, "Third").await.unwrap_err(), Fault::Conflict("conflict-post-changed"));
        commands::edit(cx, &amara, slug, post, 2, "Third").await.unwrap();
        let history = queries::history(cx, &amara, slug, post).await.unwrap();
        let said: Vec<(i32, &str)> = history.versions.iter().map(|v| (v.0, v.1.as_str())).collect();
        assert_eq!(said, [(3, "Third"), (2, "How long do you stay silent?"), (1, "How long do you *wait*?")]);
        assert!(f.page("benoit", 1).await.posts[0].edited_at.is_some());
    }

    async fn after_a_day_a_post_is_added_to_not_changed(bench) {
        let f = Forum::new(&bench).await;
        let (cx, slug, amara) = (&f.world.cx, f.world.slug.as_str(), f.who("amara").await);
        let post = f.first().await;
        bench.clock.pass(Duration::hours(24));
        commands::edit(cx, &amara, slug, post, 1, "At the last moment").await.unwrap();
        bench.clock.pass(Duration::microseconds(1));
        assert_eq!(commands::edit(cx, &amara, slug, post, 2, "Too late").await.unwrap_err(), Fault::Conflict("conflict-edit-late"));
        assert!(queries::own(cx, &amara, slug, post).await.unwrap().late);
        let once = f.id();
        for _ in 0..2 {
            commands::add(cx, &amara, slug, post, once, "What I learned *since*").await.unwrap();
        }
        let shown = f.page("benoit", 1).await.posts.remove(0);
        assert_eq!(shown.additions.len(), 1);
        assert_eq!(shown.additions[0].html, "<p>What I learned <em>since</em></p>\n");
        assert!(!shown.editable && shown.html.contains("At the last moment"));
    }

    async fn a_post_taken_back_leaves_a_line_where_others_replied(bench) {
        let f = Forum::new(&bench).await;
        let (cx, slug) = (&f.world.cx, f.world.slug.as_str());
        let a = f.say("benoit", None, "a").await;
        let b = f.say("fatima", Some(a), "b").await;
        let c = f.say("benoit", Some(b), "c").await;
        let (ben, fatima) = (f.who("benoit").await, f.who("fatima").await);
        commands::delete(cx, &ben, slug, a).await.unwrap();
        commands::delete(cx, &fatima, slug, b).await.unwrap();
        let shown = f.page("amara", 1).await;
        assert_eq!(shown.posts.iter().map(|p| p.standing).collect::<Vec<_>>(), [Standing::Shown, Standing::Deleted, Standing::Deleted, Standing::Shown]);
        assert!(shown.posts[1].html.is_empty(), "the words are gone for all");
        assert!(f.page("fatima", 1).await.posts[1].html.is_empty());
        commands::delete(cx, &ben, slug, c).await.unwrap();
        commands::delete(cx, &ben, slug, c).await.unwrap();
        assert_eq!(f.page("amara", 1).await.posts.len(), 1, "nothing is left below, so no line is needed");
        assert_eq!(commands::delete(cx, &ben, slug, f.first().await).await.unwrap_err(), Fault::Refused("refused-forum-own"));
        let amara = f.who("amara").await;
        assert!(commands::delete(cx, &amara, slug, f.first().await).await.unwrap().empty);
        assert_eq!(queries::thread(cx, &amara, slug, f.thread, 1).await.unwrap_err(), Fault::Missing);
        assert_eq!(queries::board(cx, &amara, slug, f.board, 1).await.unwrap().threads.len(), 0);
    }

    async fn the_same_words_from_a_stale_form_make_no_second_post(bench) {
        let f = Forum::new(&bench).await;
        let (cx, slug, ben) = (&f.world.cx, f.world.slug.as_str(), f.who("benoit").await);
        f.say("benoit", None, "I agree").await;
        assert_eq!(fields(commands::reply(cx, &ben, slug, f.thread, f.id(), None, "I agree").await), ["body fault-forum-twice"]);
        f.say("fatima", None, "I agree").await;
        f.say("benoit", None, "I agree, too").await;
        let open = |once| commands::open_thread(cx, &ben, slug, f.board, once, "A thing", "Its words");
        let first = open(f.id()).await.unwrap();
        assert_eq!(fields(open(f.id()).await), ["body fault-forum-twice"]);
        commands::open_thread(cx, &ben, slug, f.board, f.id(), "Another thing", "Its words").await.unwrap();
        commands::reply(cx, &ben, slug, first, f.id(), None, "I agree").await.unwrap();
        bench.clock.pass(Duration::minutes(11));
        f.say("benoit", None, "I agree").await;
    }

    async fn a_locked_thread_takes_no_replies(bench) {
        let f = Forum::new(&bench).await;
        let (cx, slug, fatima, ben) = (&f.world.cx, f.world.slug.as_str(), f.who("fatima").await, f.who("benoit").await);
        for turn in [moderation::Turn::Lock, moderation::Turn::Pin] {
            moderation::turn(cx, &fatima, slug, f.thread, turn).await.unwrap();
        }
        let late = commands::reply(cx, &ben, slug, f.thread, f.id(), None, "But").await;
        assert_eq!(late.unwrap_err(), Fault::Conflict("conflict-thread-locked"));
        let row = queries::board(cx, &ben, slug, f.board, 1).await.unwrap().threads.remove(0);
        assert!(row.locked && row.pinned);
        let to = boards::id_of(f.world.cohort, "resources");
        moderation::move_thread(cx, &fatima, slug, f.thread, to).await.unwrap();
        assert_eq!(queries::board(cx, &ben, slug, to, 1).await.unwrap().threads[0].id, f.thread);
        let other = f.world.neighbour(true).await.unwrap();
        let theirs = boards::id_of(other.cohort, "practice");
        assert_eq!(fields(moderation::move_thread(cx, &fatima, slug, f.thread, theirs).await), ["board fault-choice"]);
        for turn in [moderation::Turn::Unlock, moderation::Turn::Unpin] {
            moderation::turn(cx, &fatima, slug, f.thread, turn).await.unwrap();
        }
        f.say("benoit", None, "Now").await;
    }
}

async fn futures_of_two<A, B>(a: impl Future<Output = A>, b: impl Future<Output = B>) -> (A, B) {
    tokio::join!(a, b)
}
