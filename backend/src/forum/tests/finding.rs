//! Search: the same door as reading, and nothing that was taken away.

use super::*;
use crate::flags::redaction::Wish;
use crate::flags::{Kind, desk, raising, redaction};
use crate::forum::moderation;
use crate::search::{self, Found};

impl Forum {
    async fn find(&self, who: &str, question: &str) -> Found {
        search::find(&self.world.cx, &self.who(who).await, question, 1).await.unwrap()
    }

    async fn hits(&self, who: &str, question: &str) -> u64 {
        self.find(who, question).await.total
    }
}

fn text(pieces: &[search::Piece]) -> String {
    pieces.iter().map(|p| if p.hit { format!("[{}]", p.text) } else { p.text.clone() }).collect()
}

crate::both! {
    async fn words_are_found_whatever_their_accents_and_marks(bench) {
        let f = Forum::new(&bench).await;
        f.say("benoit", None, "Le **deuil anticipé** des proches, à Québec comme chez les Tŝilhqot'in").await;
        for question in ["deuil", "DEUIL anticipe", "québec", "quebec", "tsilhqot'in", "Tŝilhqot in", "anticipé, deuil!", "proch"] {
            assert_eq!(f.hits("amara", question).await, 1, "{question}");
        }
        assert_eq!(f.hits("amara", "deui proches").await, 0, "only the last word may be a beginning");
        assert_eq!(f.hits("amara", "silence").await, 1, "a title is found");
        let found = f.find("amara", "anticipe").await;
        assert_eq!(text(&found.hits[0].snippet), "Le deuil [anticipé] des proches, à Québec comme chez les Tŝilhqot'in");
        assert_eq!((text(&found.hits[0].title), found.hits[0].author.as_deref()), ("Silence in the room".to_owned(), Some("Benoît Lefebvre")));
        assert_eq!(text(&f.find("amara", "room silence").await.hits[0].title), "[Silence] in the [room]");
    }

    async fn no_question_breaks_the_engine(bench) {
        let f = Forum::new(&bench).await;
        for question in ["\"", "wait\"", "wait AND", "NEAR(wait", "wait*", "a:wait", "-wait", "wait OR 1=1", "'wait", "wait & !x", "(wait)", "wait\\",
            "{wait}", "^wait", "<->wait", "wait:*", "🙂🙂 wait", "wait\u{0}", "SELECT * FROM posts; wait", "%%wait", "日本語 wait", "waıt ½"] {
            let answer = search::find(&f.world.cx, &f.who("amara").await, question, 1).await;
            assert!(matches!(answer, Ok(_) | Err(Fault::Invalid(_))), "{question}: {answer:?}");
        }
        for (question, word) in [("", "short"), (" . ", "short"), ("a", "short"), ("\"", "short")] {
            let answer = search::find(&f.world.cx, &f.who("amara").await, question, 1).await;
            assert_eq!(fields(answer), [format!("q fault-search-{word}")], "{question}");
        }
        let viewer = f.who("amara").await;
        assert_eq!(fields(search::find(&f.world.cx, &viewer, &"é".repeat(201), 1).await), ["q fault-search-long"]);
        assert_eq!(fields(search::find(&f.world.cx, &viewer, &"ab ".repeat(30), 1).await), ["q fault-search-words"]);
        assert_eq!(search::find(&f.world.cx, &Viewer::nobody(), "wait", 1).await.unwrap_err(), Fault::SignIn);
    }

    async fn each_viewer_finds_what_they_may_read(bench) {
        let f = Forum::new(&bench).await;
        let (near, far) = (f.world.neighbour(true).await.unwrap(), f.world.neighbour(false).await.unwrap());
        for (who, n) in [("amara", 1), ("benoit", 1), ("fatima", 1), ("corinne", 1), ("maya", 1), ("leo", 0), ("ada", 0), ("camille", 0)] {
            assert_eq!(f.hits(who, "wait").await, n, "{who}");
        }
        for (other, who) in [(&near, "petra"), (&near, "felix"), (&far, "petra"), (&far, "felix"), (&far, "carla")] {
            let viewer = other.viewer(who).await.unwrap();
            assert_eq!(search::find(&f.world.cx, &viewer, "wait", 1).await.unwrap().total, 0, "{who}");
        }
    }

    async fn search_follows_edits_hiding_and_deletion(bench) {
        let f = Forum::new(&bench).await;
        let (cx, slug) = (&f.world.cx, f.world.slug.as_str());
        let (ben, fatima) = (f.who("benoit").await, f.who("fatima").await);
        let post = f.say("benoit", None, "A lantern").await;
        commands::edit(cx, &ben, slug, post, 1, "A candle").await.unwrap();
        assert_eq!((f.hits("amara", "lantern").await, f.hits("amara", "candle").await), (0, 1));
        commands::add(cx, &ben, slug, post, f.id(), "and a harbour").await.unwrap();
        assert_eq!(f.hits("amara", "candle harbour").await, 1);
        moderation::hide(cx, &fatima, slug, post, "Why").await.unwrap();
        assert_eq!((f.hits("amara", "candle").await, f.hits("benoit", "candle").await, f.hits("corinne", "candle").await), (0, 0, 1));
        desk::restore(cx, &fatima, slug, Kind::Post, post.0).await.unwrap();
        assert_eq!(f.hits("amara", "candle").await, 1);
        commands::delete(cx, &ben, slug, post).await.unwrap();
        assert_eq!((f.hits("amara", "candle").await, f.hits("fatima", "candle").await), (0, 0));
        let opening = f.first().await;
        moderation::hide(cx, &fatima, slug, opening, "Why").await.unwrap();
        assert_eq!((f.hits("benoit", "silence").await, f.hits("fatima", "silence").await), (0, 1));
        f.say("benoit", None, "a later anchor").await;
        assert_eq!(text(&f.find("benoit", "anchor").await.hits[0].title), "", "a hidden title is not told by its replies");
    }

    async fn a_redacted_span_is_gone_everywhere(bench) {
        let f = Forum::new(&bench).await;
        let (cx, slug) = (&f.world.cx, f.world.slug.as_str());
        let (ben, fatima) = (f.who("benoit").await, f.who("fatima").await);
        let thread = commands::open_thread(cx, &ben, slug, f.board, f.id(), "About Zebulon Quirk", "Met Zebulon\nQuirk today").await.unwrap();
        let post = queries::thread(cx, &ben, slug, thread, 1).await.unwrap().posts[0].id;
        commands::edit(cx, &ben, slug, post, 1, "Met **Zebulon Quirk** twice: ZEBULON QUIRK").await.unwrap();
        commands::add(cx, &ben, slug, post, f.id(), "zebulon quirk again").await.unwrap();
        raising::raise(cx, &f.who("maya").await, slug, Kind::Post, post.0, "patient", "Says Zebulon Quirk").await.unwrap();
        assert_eq!(f.hits("fatima", "zebulon").await, 2);
        assert_eq!(fields(redaction::redact(cx, &fatima, slug, Kind::Post, post.0, &wish("Someone Else")).await), ["passages fault-redact-none"]);
        assert_eq!(fields(redaction::redact(cx, &fatima, slug, Kind::Post, post.0, &wish("Q")).await), ["passages fault-redact-short"]);
        assert_eq!(fields(redaction::redact(cx, &fatima, slug, Kind::Post, post.0, &wish("Met Zebulon Quirk twice")).await), ["passages fault-redact-marks"]);
        assert_eq!(redaction::redact(cx, &fatima, slug, Kind::Post, post.0, &wish("zebulon  quirk")).await.unwrap(), 6);
        assert_eq!(f.hits("fatima", "zebulon").await, 0);
        let history = queries::history(cx, &fatima, slug, post).await.unwrap();
        let everything = format!("{history:?}{:?}{:?}", desk::waiting(cx, &fatima, slug).await.unwrap(), queries::index(cx, &fatima, slug).await.unwrap());
        assert!(!everything.to_lowercase().contains("zebulon"), "{everything}");
        assert_eq!(history.versions.len(), 2);
        let stale = commands::edit(cx, &ben, slug, post, 2, "Met Zebulon Quirk").await;
        assert_eq!(stale.unwrap_err(), Fault::Conflict("conflict-post-changed"), "a form that still holds the words cannot bring them back");
        let dump = all_words(&bench).await;
        assert!(!dump.to_lowercase().contains("zebulon"), "{dump}");
    }

    async fn results_come_in_pages_titles_first_then_the_newest(bench) {
        let f = Forum::new(&bench).await;
        for n in 0..25 {
            bench.clock.pass(chrono::Duration::minutes(1));
            f.say("amara", None, &format!("silence number {n}")).await;
        }
        let first = f.find("benoit", "silence").await;
        assert_eq!((first.total, first.pages(), first.hits.len()), (26, 2, 20));
        assert_eq!((first.hits[0].kind.as_str(), text(&first.hits[1].snippet)), ("thread", "[silence] number 24".to_owned()));
        let second = search::find(&f.world.cx, &f.who("benoit").await, "silence", 2).await.unwrap();
        assert_eq!(second.hits.len(), 6);
    }
}

fn wish(passages: &str) -> Wish {
    Wish { passages: passages.to_owned(), ..Wish::default() }
}

/// Every text of the tables that could hold a post's words.
async fn all_words(bench: &Bench) -> String {
    use sea_orm::{ConnectionTrait, Statement};
    let mut out = String::new();
    for column in [
        "posts.source",
        "posts.html",
        "post_versions.source",
        "post_additions.html",
        "flags.reason",
        "threads.title",
        "search_documents.title",
        "search_documents.body",
        "search_documents.folded",
        "letters.body",
    ] {
        let (table, name) = column.split_once('.').unwrap();
        let sql = format!("SELECT {name} AS words FROM {table}");
        for row in bench.cx.db().query_all_raw(Statement::from_string(bench.cx.store.backend(), sql)).await.unwrap() {
            out.push_str(&row.try_get::<String>("", "words").unwrap());
            out.push('\n');
        }
    }
    out
}
