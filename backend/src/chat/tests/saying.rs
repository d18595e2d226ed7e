//! What messages carry: names called, words in answer, earlier versions, a thread; and what is left when they are gone.
use domain::id::{MessageId, RoomId};
use domain::live::Line;
use uuid::Uuid;

use super::world;
use crate::chat::queries::At;
use crate::chat::{commands, history, queries, reach, reactions, rooms, threading};
use crate::world::World;
use crate::{Fault, Viewer, both, forum, search};

async fn said(w: &World, who: &str, n: u128, text: &str) -> (RoomId, MessageId) {
    let viewer = w.viewer(who).await.unwrap();
    let room = reach::room_of(&w.cx, &viewer, &w.slug, None).await.unwrap().id;
    let seq = commands::send(&w.cx, &viewer, room, Uuid::from_u128(n), text).await.unwrap();
    let lines = queries::after(&w.cx, room, 0).await.unwrap().unwrap();
    (room, lines.iter().find(|l| l.seq == seq).unwrap().id)
}

async fn line(w: &World, id: MessageId) -> Line {
    let (room, seq) = queries::place(&w.cx, &w.viewer("fatima").await.unwrap(), id).await.unwrap();
    let view = queries::page(&w.cx, &w.viewer("fatima").await.unwrap(), room, At::Around(seq)).await.unwrap();
    view.lines.into_iter().find(|l| l.id == id).unwrap()
}

async fn found(w: &World, who: &Viewer, words: &str) -> u64 {
    search::find_in(&w.cx, who, words, 1, crate::chat::FOUND_AS, None).await.unwrap().total
}

both! {
    async fn a_name_that_is_called_is_marked_and_follows_a_change(bench) {
        let w = world(&bench).await;
        let (_, id) = said(&w, "amara", 1, "@benoit lefebvre and @leo and @amara: look").await;
        let told = line(&w, id).await;
        assert_eq!(told.mentions, [w.id("benoit")], "the lead is not of the room, and nobody calls themselves");
        assert!(told.html.contains("<b class=\"mention\">@Benoît Lefebvre</b> and @leo"), "{}", told.html);
        commands::edit(&w.cx, &w.viewer("amara").await.unwrap(), id, "@Maya, look").await.unwrap();
        assert_eq!(line(&w, id).await.mentions, [w.id("maya")]);
    }

    async fn a_direct_room_calls_only_its_two(bench) {
        let w = world(&bench).await;
        let amara = w.viewer("amara").await.unwrap();
        let room = rooms::direct(&w.cx, &amara, w.id("benoit")).await.unwrap();
        commands::send(&w.cx, &amara, room.id, Uuid::from_u128(1), "@Benoît, ask @Fatima").await.unwrap();
        assert_eq!(queries::after(&w.cx, room.id, 0).await.unwrap().unwrap()[0].mentions, [w.id("benoit")]);
    }

    async fn the_same_word_twice_is_taken_back(bench) {
        let w = world(&bench).await;
        let (room, id) = said(&w, "amara", 1, "Hello").await;
        let (amara, benoit) = (w.viewer("amara").await.unwrap(), w.viewer("benoit").await.unwrap());
        for (viewer, word) in [(&benoit, "agree"), (&amara, "agree"), (&benoit, "thanks")] {
            reactions::toggle(&w.cx, viewer, id, word).await.unwrap();
        }
        let told = line(&w, id).await.reactions;
        assert_eq!(told.iter().map(|r| (r.word.as_str(), r.people.len())).collect::<Vec<_>>(), [("thanks", 1), ("agree", 2)], "in the order of the set");
        reactions::toggle(&w.cx, &benoit, id, "thanks").await.unwrap();
        let told = queries::after(&w.cx, room, 4).await.unwrap().unwrap();
        assert_eq!((told[0].rev, told[0].reactions.len()), (5, 1), "each choice moves the revision");
        assert!(matches!(reactions::toggle(&w.cx, &benoit, id, "heart").await, Err(Fault::Missing)));
        assert!(matches!(reactions::toggle(&w.cx, &w.viewer("ada").await.unwrap(), id, "agree").await, Err(Fault::Refused(_))));
        commands::delete(&w.cx, &amara, id).await.unwrap();
        assert!(matches!(reactions::toggle(&w.cx, &benoit, id, "agree").await, Err(Fault::Conflict(_))));
        assert!(line(&w, id).await.reactions.is_empty());
    }

    async fn two_words_at_once_are_both_there(bench) {
        let w = world(&bench).await;
        let (_, id) = said(&w, "amara", 1, "Hello").await;
        let (amara, benoit) = (w.viewer("amara").await.unwrap(), w.viewer("benoit").await.unwrap());
        let (a, b) = tokio::join!(reactions::toggle(&w.cx, &amara, id, "agree"), reactions::toggle(&w.cx, &benoit, id, "agree"));
        assert!(a.is_ok() && b.is_ok());
        assert_eq!(line(&w, id).await.reactions[0].people.len(), 2);
    }

    async fn earlier_words_are_for_those_who_moderate(bench) {
        let w = world(&bench).await;
        let (_, id) = said(&w, "amara", 1, "Frist").await;
        let amara = w.viewer("amara").await.unwrap();
        for text in ["First", "First."] {
            bench.clock.pass(chrono::Duration::minutes(1));
            commands::edit(&w.cx, &amara, id, text).await.unwrap();
        }
        let texts = |past: &history::Past| past.versions.iter().map(|v| v.html.trim().to_owned()).collect::<Vec<_>>();
        let own = history::past(&w.cx, &amara, id).await.unwrap();
        assert_eq!(texts(&own), ["<p>First.</p>", "<p>First</p>", "<p>Frist</p>"], "one's own");
        for short in ["benoit", "maya", "ada", "leo"] {
            assert!(matches!(history::past(&w.cx, &w.viewer(short).await.unwrap(), id).await, Err(Fault::Refused(_))), "{short}");
        }
        commands::delete(&w.cx, &amara, id).await.unwrap();
        assert!(matches!(history::past(&w.cx, &amara, id).await, Err(Fault::Refused(_))), "taken back is taken back");
        let past = history::past(&w.cx, &w.viewer("fatima").await.unwrap(), id).await.unwrap();
        assert_eq!((texts(&past).len(), past.deleted.unwrap().1.as_str()), (3, "Amara Okafor"));
        assert_eq!(line(&w, id).await.html, "");
    }

    async fn between_two_people_what_is_taken_back_is_gone(bench) {
        let w = world(&bench).await;
        let amara = w.viewer("amara").await.unwrap();
        let room = rooms::direct(&w.cx, &amara, w.id("benoit")).await.unwrap();
        commands::send(&w.cx, &amara, room.id, Uuid::from_u128(1), "Secret").await.unwrap();
        let id = queries::after(&w.cx, room.id, 0).await.unwrap().unwrap()[0].id;
        commands::edit(&w.cx, &amara, id, "Secrets").await.unwrap();
        for short in ["fatima", "corinne", "ada"] {
            let viewer = w.viewer(short).await.unwrap();
            assert!(matches!(history::past(&w.cx, &viewer, id).await, Err(Fault::Missing)), "{short}");
            assert!(matches!(commands::delete(&w.cx, &viewer, id).await, Err(Fault::Missing)), "{short}");
        }
        assert!(matches!(commands::delete(&w.cx, &w.viewer("benoit").await.unwrap(), id).await, Err(Fault::Refused(_))));
        commands::delete(&w.cx, &amara, id).await.unwrap();
        assert!(!everything(&w).await.contains("Secret"));
    }

    async fn what_is_redacted_is_nowhere_any_more(bench) {
        let w = world(&bench).await;
        let (room, id) = said(&w, "amara", 1, "Norbert, born in May, @Benoît").await;
        let amara = w.viewer("amara").await.unwrap();
        commands::edit(&w.cx, &amara, id, "Norbert, @Benoît").await.unwrap();
        let rev = queries::last(&w.cx, room).await.unwrap().1;
        for _ in 0..2 {
            let mut tx = w.cx.begin().await.unwrap();
            crate::chat::redact(&mut tx, id).await.unwrap();
            tx.commit().await.unwrap();
        }
        assert!(!everything(&w).await.to_lowercase().contains("norbert"));
        let told = &queries::after(&w.cx, room, rev).await.unwrap().unwrap()[0];
        assert!(told.deleted && told.html.is_empty() && told.mentions.is_empty());
        let past = history::past(&w.cx, &w.viewer("fatima").await.unwrap(), id).await.unwrap();
        assert!(past.versions.is_empty());
        assert_eq!(found(&w, &amara, "Norbert").await, 0);
    }

    async fn what_is_hidden_is_read_by_those_who_moderate_and_comes_back(bench) {
        let w = world(&bench).await;
        let (_, id) = said(&w, "benoit", 1, "Bourrasque").await;
        let (fatima, amara, benoit) = (w.viewer("fatima").await.unwrap(), w.viewer("amara").await.unwrap(), w.viewer("benoit").await.unwrap());
        assert!(matches!(history::moderate(&w.cx, &amara, id, true).await, Err(Fault::Refused(_))));
        history::moderate(&w.cx, &fatima, id, true).await.unwrap();
        let told = line(&w, id).await;
        assert!(told.hidden && told.html.is_empty());
        assert_eq!((found(&w, &amara, "bourrasque").await, found(&w, &fatima, "bourrasque").await), (0, 0));
        assert_eq!(history::past(&w.cx, &fatima, id).await.unwrap().versions.len(), 1);
        assert!(matches!(commands::edit(&w.cx, &benoit, id, "x").await, Err(Fault::Conflict(_))));
        history::moderate(&w.cx, &fatima, id, false).await.unwrap();
        assert!(!line(&w, id).await.hidden);
        assert_eq!(found(&w, &amara, "bourrasque").await, 1);
    }

    async fn search_finds_what_its_door_would_open(bench) {
        let w = world(&bench).await;
        let other = w.neighbour(true).await.unwrap();
        let (amara, benoit) = (w.viewer("amara").await.unwrap(), w.viewer("benoit").await.unwrap());
        said(&w, "amara", 1, "L’Été à Québec").await;
        let direct = rooms::direct(&w.cx, &amara, w.id("benoit")).await.unwrap();
        commands::send(&w.cx, &amara, direct.id, Uuid::from_u128(2), "Québec entre nous").await.unwrap();
        let tx = w.cx.begin().await.unwrap();
        let group = rooms::make_breakout(&tx, w.cohort, None, "A", &[w.id("amara")]).await.unwrap();
        tx.commit().await.unwrap();
        commands::send(&w.cx, &amara, group, Uuid::from_u128(3), "QUEBEC en petit groupe").await.unwrap();
        for (short, n) in [("amara", 3), ("benoit", 2), ("hana", 1), ("fatima", 2), ("corinne", 2), ("leo", 0), ("ada", 0)] {
            assert_eq!(found(&w, &w.viewer(short).await.unwrap(), "quebec").await, n, "{short}");
        }
        assert_eq!(found(&w, &other.viewer("petra").await.unwrap(), "quebec").await, 0);
        let within = search::find_in(&w.cx, &benoit, "québec", 1, crate::chat::FOUND_AS, Some(direct.id.0)).await.unwrap();
        assert_eq!((within.total, within.hits[0].slug.as_str()), (1, ""));
        assert_eq!(search::find(&w.cx, &benoit, "ete quebec", 1).await.unwrap().total, 1, "the general search finds messages too");
        let id = queries::after(&w.cx, direct.id, 0).await.unwrap().unwrap()[0].id;
        commands::edit(&w.cx, &amara, id, "Montréal entre nous").await.unwrap();
        assert_eq!((found(&w, &benoit, "quebec").await, found(&w, &benoit, "montreal").await), (1, 1));
        commands::delete(&w.cx, &amara, id).await.unwrap();
        assert_eq!(found(&w, &benoit, "montreal").await, 0);
    }

    async fn a_message_becomes_one_thread(bench) {
        let w = world(&bench).await;
        let tx = w.cx.begin().await.unwrap();
        forum::boards::ensure_boards(&tx, w.cohort).await.unwrap();
        tx.commit().await.unwrap();
        let (_, id) = said(&w, "amara", 1, "What do you say first?\nI never know.").await;
        let (fatima, corinne) = (w.viewer("fatima").await.unwrap(), w.viewer("corinne").await.unwrap());
        let board = forum::queries::index(&w.cx, &fatima, &w.slug).await.unwrap().boards[0].id;
        for short in ["benoit", "maya", "leo", "ada"] {
            let viewer = w.viewer(short).await.unwrap();
            assert!(matches!(threading::promote(&w.cx, &viewer, id, board, "T").await, Err(Fault::Refused(_))), "{short}");
        }
        assert_eq!(threading::promotable(&w.cx, &fatima, id).await.unwrap().0.title, "What do you say first? I never know.");
        let (a, b) = tokio::join!(threading::promote(&w.cx, &fatima, id, board, "What first?"), threading::promote(&w.cx, &corinne, id, board, "Other"));
        let thread = a.unwrap();
        assert_eq!(b.unwrap(), thread, "once only");
        assert_eq!(line(&w, id).await.thread, Some(thread));
        let seen = forum::queries::thread(&w.cx, &fatima, &w.slug, thread, 1).await.unwrap();
        let html = &seen.posts[0].html;
        assert!(html.contains(&format!("href=\"/chat/messages/{id}/at\"")) && html.contains("<blockquote>") && html.contains("Amara Okafor"), "{html}");
    }

    async fn what_few_people_say_does_not_become_a_thread(bench) {
        let w = world(&bench).await;
        let amara = w.viewer("amara").await.unwrap();
        let tx = w.cx.begin().await.unwrap();
        forum::boards::ensure_boards(&tx, w.cohort).await.unwrap();
        let group = rooms::make_breakout(&tx, w.cohort, None, "A", &[w.id("amara")]).await.unwrap();
        tx.commit().await.unwrap();
        let board = forum::queries::index(&w.cx, &amara, &w.slug).await.unwrap().boards[0].id;
        let direct = rooms::direct(&w.cx, &amara, w.id("benoit")).await.unwrap().id;
        for room in [group, direct] {
            commands::send(&w.cx, &amara, room, Uuid::nil(), "Between us").await.unwrap();
            let id = queries::after(&w.cx, room, 0).await.unwrap().unwrap()[0].id;
            assert!(matches!(threading::promote(&w.cx, &amara, id, board, "T").await, Err(Fault::Refused(_))));
        }
    }

    async fn pages_go_back_and_forth_without_a_hole(bench) {
        let w = world(&bench).await;
        let amara = w.viewer("amara").await.unwrap();
        let room = reach::room_of(&w.cx, &amara, &w.slug, None).await.unwrap().id;
        let mut cx = w.cx.clone();
        for n in 0..120_u128 {
            cx.ports.throttle = Default::default();
            commands::send(&cx, &amara, room, Uuid::from_u128(n), "word").await.unwrap();
        }
        let page = async |at| {
            let reached = reach::room(w.cx.db(), &amara, room).await.unwrap();
            let view = queries::page(&w.cx, &amara, reached, at).await.unwrap();
            (view.lines.first().unwrap().seq, view.lines.last().unwrap().seq, view.older, view.newer)
        };
        assert_eq!(page(At::Newest).await, (71, 120, Some(71), None));
        assert_eq!(page(At::Before(71)).await, (21, 70, Some(21), Some(70)));
        assert_eq!(page(At::Before(21)).await, (1, 20, None, Some(20)));
        assert_eq!(page(At::After(20)).await, (21, 70, Some(21), Some(70)));
        assert_eq!(page(At::Around(50)).await, (26, 75, Some(26), Some(75)));
        assert_eq!(page(At::Around(1)).await, (1, 26, None, Some(26)));
    }
}

/// Every text of the store that came out of chat.
async fn everything(w: &World) -> String {
    use crate::chat::tables::{message_versions, messages};
    use sea_orm::{ConnectionTrait, EntityTrait, Statement};
    let mut all = String::new();
    for row in messages::Entity::find().all(w.cx.db()).await.unwrap() {
        all += &format!("{}\n{}\n", row.body, row.html);
    }
    for row in message_versions::Entity::find().all(w.cx.db()).await.unwrap() {
        all += &row.body;
    }
    let docs = Statement::from_string(w.cx.store.backend(), "SELECT title, body, folded FROM search_documents");
    for row in w.cx.db().query_all_raw(docs).await.unwrap() {
        for column in ["title", "body", "folded"] {
            all += &row.try_get::<String>("", column).unwrap();
        }
    }
    all
}
