//! Flags, mending and blotting out, for each kind of thing, on both databases; and a look through the whole store.

use chrono::Duration;
use domain::id::{CaseId, MessageId, PostId, RecommendationId, SessionId};
use domain::lang::Lang;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use uuid::Uuid;

use super::redaction::{Wish, redact};
use super::{Kind, breach, desk, mending, raising, target};
use crate::cases::form::Written;
use crate::cases::{queries as cases, review, talk, writing};
use crate::chat::{commands as chat, queries as rooms, reach as chat_door};
use crate::forum::{boards, commands as forum, queries as posts};
use crate::sessions::hour;
use crate::testing::Bench;
use crate::world::World;
use crate::{Fault, Viewer, search};

mod ahead;
mod between_two;
mod hours;

/// Somebody's name, written in every way.
const NAME: &str = "Zebulon Quirk";

struct Place {
    world: World,
    slug: String,
    case: CaseId,
    question: Uuid,
    advice: Uuid,
    post: PostId,
    message: MessageId,
    session: SessionId,
    used: Uuid,
    poll: Uuid,
}

/// What is written in a session's hour, and names somebody: Benoît's line and notes, Fatima's poll.
async fn an_hour(world: &World, session: SessionId) -> (Uuid, Uuid) {
    let (cx, slug) = (&world.cx, world.slug.as_str());
    let (benoit, fatima) = (world.viewer("benoit").await.unwrap(), world.viewer("fatima").await.unwrap());
    hour::run::start(cx, &fatima, slug, session).await.unwrap();
    hour::notes::save(cx, &benoit, slug, session, 0, &format!("{NAME} again")).await.unwrap();
    hour::notes::save(cx, &benoit, slug, session, 1, &format!("{NAME} again.\nSecond line")).await.unwrap();
    hour::used::say(cx, &benoit, slug, session, &format!("Sat with {NAME}")).await.unwrap();
    let poll = cx.new_id();
    let typed =
        hour::polls::Typed { question: format!("Who calls {NAME}?"), choices: vec!["I".into(), format!("{NAME} calls")], several: false };
    hour::polls::ask(cx, &fatima, slug, session, poll, &typed).await.unwrap();
    let page = hour::queries::page(cx, &benoit, slug, session).await.unwrap();
    (page.view.used[0].id, poll)
}

impl Place {
    /// A cohort in which a name stands in everything: case, revisions, question, answer, recommendation, letter, follow-up, thread, post, chat.
    async fn new(bench: &Bench) -> Self {
        let world = World::found(&bench.cx).await.unwrap();
        let (cx, slug) = (world.cx.clone(), world.slug.clone());
        let (amara, benoit, fatima) =
            (world.viewer("amara").await.unwrap(), world.viewer("benoit").await.unwrap(), world.viewer("fatima").await.unwrap());
        let mut written = Written { consent: true, ..Written::default() };
        written.set("title", format!("The story of {NAME}"));
        written.set("background", format!("A person in their seventies. *{}* lives at home.", NAME));
        written.set("question", "How do we listen?");
        let found = cases::check(&cx, world.cohort, &written, Lang::En).await.unwrap();
        for passage in found {
            written.judged.insert(passage.key, format!("{NAME} is invented"));
        }
        let case = writing::begin(&cx, &amara, &slug, cx.new_id(), &written).await.unwrap();
        writing::submit(&cx, &amara, &slug, case, 1, &written, Lang::En).await.unwrap();
        review::approve(&cx, &fatima, &slug, case, 2, true).await.unwrap();
        let session = crate::cases::demo::one_session(&world).await.unwrap();
        review::schedule(&cx, &fatima, &slug, case, &session.to_string()).await.unwrap();
        let (question, advice) = (cx.new_id(), cx.new_id());
        talk::ask(&cx, &benoit, &slug, case, question, &format!("Does {NAME} sleep?")).await.unwrap();
        talk::answer(&cx, &amara, &slug, case, question, "ZEBULON\nquirk sleeps.").await.unwrap();
        review::present(&cx, &fatima, &slug, case).await.unwrap();
        talk::recommend(&cx, &benoit, &slug, case, advice, &format!("Ask {NAME} first."), "").await.unwrap();
        let draft = cases::letter_draft(&cx, &fatima, &slug, case).await.unwrap();
        // Whoever signs took the name for nobody's.
        let doubts = cases::letter_doubts(&cx, &draft.view.reached, &draft.body).await.unwrap();
        let judged: Vec<String> = doubts.into_iter().map(|p| p.key).collect();
        talk::sign_judged(&cx, &fatima, &slug, case, &draft.seen, (&draft.body, &judged)).await.unwrap();
        let mut told = talk::Happened { body: format!("{NAME} slept."), ..Default::default() };
        told.each.insert(RecommendationId(advice), ("partly".into(), format!("{NAME} did not want it.")));
        talk::follow_up(&cx, &amara, &slug, case, &told).await.unwrap();
        let tx = cx.begin().await.unwrap();
        boards::ensure_boards(&tx, world.cohort).await.unwrap();
        tx.commit().await.unwrap();
        let board = boards::id_of(world.cohort, "practice");
        let thread = forum::open_thread(&cx, &benoit, &slug, board, cx.new_id(), &format!("About {NAME}"), &format!("Met {NAME} today"))
            .await
            .unwrap();
        let post = posts::thread(&cx, &benoit, &slug, thread, 1).await.unwrap().posts[0].id;
        forum::edit(&cx, &benoit, &slug, post, 1, &format!("Met **{NAME}** twice")).await.unwrap();
        let room = chat_door::room_of(&cx, &benoit, &slug, None).await.unwrap().id;
        chat::send(&cx, &benoit, room, cx.new_id(), &format!("{NAME} called")).await.unwrap();
        let message = rooms::room(&cx, &benoit, &slug, None, None).await.unwrap().lines[0].id;
        chat::edit(&cx, &benoit, message, &format!("{NAME} called again")).await.unwrap();
        let (used, poll) = an_hour(&world, session).await;
        Self { world, slug, case, question, advice, post, message, session, used, poll }
    }

    async fn who(&self, short: &str) -> Viewer {
        self.world.viewer(short).await.unwrap()
    }

    fn things(&self) -> [(Kind, Uuid); 8] {
        [
            (Kind::Case, self.case.0),
            (Kind::Question, self.question),
            (Kind::Recommendation, self.advice),
            (Kind::Post, self.post.0),
            (Kind::Message, self.message.0),
            (Kind::Notes, self.session.0),
            (Kind::Used, self.used),
            (Kind::Poll, self.poll),
        ]
    }
}

fn wish(passages: &str) -> Wish {
    Wish { passages: passages.to_owned(), ..Wish::default() }
}

/// Every column of every table that holds these words, in any case: told by the store itself, so that no table can be forgotten.
async fn found_in(bench: &Bench, words: &str) -> Vec<String> {
    let db = bench.cx.db();
    let sqlite = db.get_database_backend() == DbBackend::Sqlite;
    let ask = |sql: String| Statement::from_string(db.get_database_backend(), sql);
    let list = if sqlite {
        "SELECT m.name AS t, p.name AS c FROM sqlite_master m, pragma_table_info(m.name) p WHERE m.type = 'table'"
    } else {
        "SELECT table_name AS t, column_name AS c FROM information_schema.columns WHERE table_schema = 'public'"
    };
    let mut out = Vec::new();
    for row in db.query_all_raw(ask(list.to_owned())).await.unwrap() {
        let (table, column): (String, String) = (row.try_get("", "t").unwrap(), row.try_get("", "c").unwrap());
        // The index of search is a virtual table that cannot be read by column: SQLite's file is looked through instead.
        if table.starts_with("search_words") {
            continue;
        }
        let text = format!("LOWER(CAST(\"{column}\" AS TEXT))");
        // PostgreSQL tells bytes in hexadecimal digits.
        let (plain, hex) = (words.to_lowercase(), data_encoding::HEXLOWER.encode(words.as_bytes()));
        let hit = format!("SELECT 1 AS x FROM \"{table}\" WHERE {text} LIKE '%{plain}%' OR {text} LIKE '%{hex}%' LIMIT 1");
        if db.query_one_raw(ask(hit)).await.unwrap().is_some() {
            out.push(format!("{table}.{column}"));
        }
    }
    out
}

/// Files of a store of SQLite that hold the name: the file itself, its log, and whatever else begins with its name.
fn files_that_hold(path: &str) -> Vec<String> {
    let path = std::path::Path::new(path.split('?').next().unwrap());
    let (folder, name) = (path.parent().unwrap(), path.file_name().unwrap().to_string_lossy().into_owned());
    let all = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path());
    let ours = all.filter(|f| f.file_name().unwrap().to_string_lossy().starts_with(&name));
    let holds = |f: &std::path::PathBuf| std::fs::read(f).unwrap_or_default().to_ascii_lowercase().windows(7).any(|w| w == b"zebulon");
    ours.filter(holds).map(|f| f.display().to_string()).collect()
}

crate::both! {
    async fn a_flag_for_patient_information_hides_each_kind_of_thing_at_once(bench) {
        let place = Place::new(&bench).await;
        let (cx, slug) = (&bench.cx, place.slug.as_str());
        let (maya, gurpreet, fatima) = (place.who("maya").await, place.who("gurpreet").await, place.who("fatima").await);
        for (kind, id) in place.things() {
            raising::raise(cx, &maya, slug, kind, id, "unkind", "Harsh").await.unwrap();
            assert!(target::see(cx.db(), cx.now(), &gurpreet, slug, kind, id).await.unwrap().hidden_at.is_none(), "{kind:?}");
        }
        // The parts of a case first: hidden with their case they could not be reached.
        for (kind, id) in place.things().into_iter().rev() {
            raising::raise(cx, &maya, slug, kind, id, "patient", "A name").await.unwrap();
            let author = match kind {
                Kind::Case => "amara",
                Kind::Poll => "fatima",
                _ => "benoit",
            };
            let own = mending::of(cx, &place.who(author).await).await.unwrap();
            assert!(own.iter().any(|h| h.kind == kind), "{kind:?}: {own:?}");
        }
        assert_eq!(cases::open(cx, &gurpreet, slug, place.case).await.unwrap_err(), Fault::Missing);
        assert!(cases::open(cx, &place.who("amara").await, slug, place.case).await.unwrap().hidden);
        let seen = cases::open(cx, &fatima, slug, place.case).await.unwrap();
        assert!(seen.questions[0].html.contains("Zebulon") && seen.advice[0].hidden_at.is_some(), "staff see it, and that it is hidden");
        let log = rooms::room(cx, &gurpreet, slug, None, None).await.unwrap();
        assert!(log.lines[0].hidden && !log.lines[0].html.contains("Zebulon"));
        assert_eq!(search::find(cx, &gurpreet, "zebulon", 1).await.unwrap().total, 0);
        let (_, waiting) = desk::waiting(cx, &fatima, slug).await.unwrap();
        assert_eq!(waiting.len(), 8);
        for (kind, id) in place.things() {
            desk::restore(cx, &fatima, slug, kind, id).await.unwrap();
        }
        assert!(cases::open(cx, &gurpreet, slug, place.case).await.unwrap().advice[0].html.contains("Zebulon"));
        assert!(desk::waiting(cx, &fatima, slug).await.unwrap().1.is_empty());
        assert!(crate::audit::actions(cx).await.iter().filter(|a| *a == "forum.flag").count() == 16);
    }

    async fn staff_hear_of_it_at_once_and_again_after_48_hours_unless_somebody_has_looked(bench) {
        use crate::outbox::letters;
        use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
        let place = Place::new(&bench).await;
        let (cx, slug, maya) = (&bench.cx, place.slug.as_str(), place.who("maya").await);
        let waits = async |kind: &str| {
            letters::Entity::find().filter(letters::Column::Kind.eq(kind)).filter(letters::Column::State.eq("waiting")).count(cx.db()).await.unwrap()
        };
        raising::raise(cx, &maya, slug, Kind::Post, place.post.0, "patient", "A name").await.unwrap();
        assert_eq!((waits("flag_hidden").await, waits("flag_author").await, waits("flag_waits").await), (4, 1, 4));
        let all = letters::Entity::find().filter(letters::Column::Kind.starts_with("flag_")).all(cx.db()).await.unwrap();
        assert!(all.iter().all(|l| !l.body.contains("Zebulon") && !l.body.contains("letter-flag") && !l.subject.contains("letter-")), "no word of the thing");
        assert!(all.iter().filter(|l| l.kind == "flag_waits").all(|l| l.due_at == cx.now() + Duration::hours(48)));
        desk::seen(cx, &place.who("fatima").await, slug, Kind::Post, place.post.0).await.unwrap();
        assert_eq!((waits("flag_hidden").await, waits("flag_waits").await), (0, 0));
    }

    async fn an_author_mends_what_is_hidden_and_it_stays_hidden(bench) {
        let place = Place::new(&bench).await;
        let (cx, slug, maya, benoit) = (&bench.cx, place.slug.as_str(), place.who("maya").await, place.who("benoit").await);
        for (kind, id) in [(Kind::Question, place.question), (Kind::Recommendation, place.advice), (Kind::Message, place.message.0)] {
            assert_eq!(mending::mend(cx, &benoit, slug, kind, id, "Better").await.unwrap_err(), Fault::Conflict("conflict-mend-shown"));
            raising::raise(cx, &maya, slug, kind, id, "patient", "A name").await.unwrap();
            assert_eq!(mending::mend(cx, &place.who("gurpreet").await, slug, kind, id, "Mine").await.unwrap_err(), Fault::Refused("refused-not-yours"));
            mending::mend(cx, &benoit, slug, kind, id, "Better words").await.unwrap();
            let seen = target::see(cx.db(), cx.now(), &benoit, slug, kind, id).await.unwrap();
            assert!(seen.texts[0].starts_with("Better words") && seen.hidden_at.is_some(), "{kind:?}");
        }
        // A post of long ago may be mended too, by its own form; a case goes through check and review again.
        bench.clock.pass(Duration::days(40));
        raising::raise(cx, &maya, slug, Kind::Post, place.post.0, "patient", "A name").await.unwrap();
        forum::edit(cx, &benoit, slug, place.post, 2, "Met somebody").await.unwrap();
        raising::raise(cx, &maya, slug, Kind::Case, place.case.0, "patient", "A name").await.unwrap();
        let amara = place.who("amara").await;
        let draft = cases::draft(cx, &amara, slug, place.case).await.unwrap();
        let mut better = draft.written.clone();
        better.set("title", "The story of somebody");
        better.set("background", "A person in their seventies.");
        better.consent = true;
        writing::submit(cx, &amara, slug, place.case, draft.version, &better, Lang::En).await.unwrap();
        let version = cases::open(cx, &place.who("fatima").await, slug, place.case).await.unwrap().version;
        review::approve(cx, &place.who("fatima").await, slug, place.case, version, true).await.unwrap();
        let seen = cases::open(cx, &benoit, slug, place.case).await.unwrap();
        assert_eq!((seen.title.as_str(), seen.hidden, seen.reached.state), ("The story of somebody", false, domain::cases::State::Closed));
    }

    async fn what_is_blotted_out_is_nowhere_in_the_store(bench) {
        let place = Place::new(&bench).await;
        let (cx, slug, fatima) = (&bench.cx, place.slug.as_str(), place.who("fatima").await);
        let before = found_in(&bench, "zebulon").await;
        for column in ["cases.sections", "case_revisions.html", "case_letters.body", "recommendation_uses.why", "post_versions.source", "message_versions.body", "search_documents.folded"] {
            assert!(before.iter().any(|c| c == column), "the name stands in {column} before: {before:?}");
        }
        let places = redact(cx, &fatima, slug, Kind::Recommendation, place.advice, &wish("zebulon  quirk")).await.unwrap();
        assert!(places > 15, "{places}");
        assert_eq!(found_in(&bench, "zebulon").await, Vec::<String>::new());
        if let Some(path) = bench.url.strip_prefix("sqlite://") {
            // Not only unlinked: overwritten, in the file, its log, and the index of search.
            let secure = cx.db().query_one_raw(Statement::from_string(DbBackend::Sqlite, "PRAGMA secure_delete")).await.unwrap().unwrap();
            assert_eq!(secure.try_get_by_index::<i64>(0).unwrap(), 1);
            assert_eq!(files_that_hold(path), Vec::<String>::new());
        }
        let view = cases::open(cx, &place.who("benoit").await, slug, place.case).await.unwrap();
        assert!(view.title.contains("[redacted]") && view.advice[0].html.contains("[redacted]") && view.letter.unwrap().html.contains("[redacted]"));
        assert_eq!(search::find(cx, &fatima, "redacted called", 1).await.unwrap().total, 1, "the rest is still found");
        assert!(crate::audit::actions(cx).await.contains(&"forum.redact_phi".to_owned()));
        // A form that still holds the words cannot bring them back unseen.
        let stale = forum::edit(cx, &place.who("benoit").await, slug, place.post, 2, NAME).await;
        assert_eq!(stale.unwrap_err(), Fault::Conflict("conflict-post-changed"));
    }

    async fn a_log_that_is_still_read_is_emptied_by_the_worker(bench) {
        use sea_orm::TransactionTrait;
        let Some(path) = bench.url.strip_prefix("sqlite://") else { return };
        let place = Place::new(&bench).await;
        let (cx, slug, fatima) = (&bench.cx, place.slug.as_str(), place.who("fatima").await);
        // A second process that reads the older pages, as a backup does.
        let other = crate::db::Store::connect(&bench.url).await.unwrap();
        #[expect(clippy::disallowed_methods, reason = "a reader that takes no lock of writers, as another program's")]
        let slow = other.connection().begin().await.unwrap();
        slow.query_all_raw(Statement::from_string(DbBackend::Sqlite, "SELECT body FROM messages")).await.unwrap();
        redact(cx, &fatima, slug, Kind::Message, place.message.0, &wish(NAME)).await.unwrap();
        assert!(!files_that_hold(path).is_empty(), "a reader holds the older pages");
        slow.rollback().await.unwrap();
        crate::jobs::tick(cx).await.unwrap();
        assert_eq!(files_that_hold(path), Vec::<String>::new());
    }

    async fn short_passages_go_from_the_thing_alone_and_the_whole_goes_with_its_past(bench) {
        let place = Place::new(&bench).await;
        let (cx, slug, fatima) = (&bench.cx, place.slug.as_str(), place.who("fatima").await);
        redact(cx, &fatima, slug, Kind::Post, place.post.0, &wish("Met")).await.unwrap();
        let post = target::see(cx.db(), cx.now(), &fatima, slug, Kind::Post, place.post.0).await.unwrap();
        assert!(post.texts.iter().all(|t| !t.contains("Met") && t.contains("Zebulon")), "{:?}", post.texts);
        for (kind, id) in place.things() {
            redact(cx, &fatima, slug, kind, id, &Wish { whole: true, ..Wish::default() }).await.unwrap();
            let left = target::see(cx.db(), cx.now(), &fatima, slug, kind, id).await.unwrap();
            assert!(left.texts.iter().all(|t| !t.to_lowercase().contains("zebulon") && t.contains("[redacted]")), "{kind:?} {:?}", left.texts);
        }
        for (bad, word) in [("", "fault-empty"), ("Q", "fault-redact-short"), ("redact", "fault-redact-short"), ("Not here at all", "fault-redact-none")] {
            let Err(Fault::Invalid(faults)) = redact(cx, &fatima, slug, Kind::Post, place.post.0, &wish(bad)).await else { panic!("{bad}") };
            assert_eq!((faults[0].field.as_str(), faults[0].word.as_str()), ("passages", word), "{bad}");
        }
    }

    async fn a_line_that_stands_nowhere_is_named_and_nothing_is_done_or_shown(bench) {
        let place = Place::new(&bench).await;
        let (cx, slug, fatima) = (&bench.cx, place.slug.as_str(), place.who("fatima").await);
        raising::raise(cx, &place.who("maya").await, slug, Kind::Post, place.post.0, "patient", "Zebulon Kwirk is named").await.unwrap();
        let show = |text: &str| Wish { show: true, ..wish(text) };
        let Err(Fault::Invalid(faults)) = redact(cx, &fatima, slug, Kind::Post, place.post.0, &show("Zebulon\nZebulon Kwirk\nDr Nobody")).await else {
            panic!("done")
        };
        let mut lines: Vec<&str> = faults.iter().map(|f| f.with[0].1.as_str()).collect();
        lines.sort_unstable();
        assert_eq!(lines, ["Dr Nobody", "Zebulon Kwirk"], "a flag that quotes it wrongly is no finding");
        let post = target::see(cx.db(), cx.now(), &fatima, slug, Kind::Post, place.post.0).await.unwrap();
        assert!(post.hidden_at.is_some() && post.texts.iter().any(|t| t.contains("Zebulon")), "{:?}", post.texts);
        assert!(breach::book(cx, &fatima, slug).await.unwrap().1.is_empty());
        redact(cx, &fatima, slug, Kind::Post, place.post.0, &show("Zebulon Quirk\nQuirk")).await.unwrap();
        assert!(target::see(cx.db(), cx.now(), &fatima, slug, Kind::Post, place.post.0).await.unwrap().hidden_at.is_none());
    }

    async fn the_breach_book_says_who_could_have_read_it_and_who_did(bench) {
        let place = Place::new(&bench).await;
        let (cx, slug, fatima) = (&bench.cx, place.slug.as_str(), place.who("fatima").await);
        bench.clock.pass(Duration::hours(1));
        cases::open(cx, &place.who("hana").await, slug, place.case).await.unwrap();
        raising::raise(cx, &place.who("maya").await, slug, Kind::Case, place.case.0, "patient", "A name").await.unwrap();
        bench.clock.pass(Duration::hours(1));
        redact(cx, &fatima, slug, Kind::Case, place.case.0, &Wish { show: true, ..wish(NAME) }).await.unwrap();
        let (_, book) = breach::book(cx, &fatima, slug).await.unwrap();
        let names: Vec<&str> = book[0].people.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!((book.len(), book[0].by.as_str(), book[0].authors.join(", ")), (1, "Fatima Rahman", "Amara Okafor, Benoît Lefebvre, Fatima Rahman".to_owned()));
        assert!(names.contains(&"Maya Thompson") && names.contains(&"Corinne Baptiste") && !names.contains(&"Amara Okafor") && !names.contains(&"Leo Lindqvist"));
        let opened: Vec<&str> = book[0].people.iter().filter(|(_, at)| at.is_some()).map(|(name, _)| name.as_str()).collect();
        assert!(opened.iter().any(|n| n.starts_with("Hana")), "{opened:?}");
        assert_eq!(book[0].times.1 - book[0].times.0, Duration::hours(2), "from the first place that could be read to the last that was hidden");
        assert!(!cases::open(cx, &place.who("benoit").await, slug, place.case).await.unwrap().hidden, "and shown again");
        for (who, fault) in [("maya", Fault::Refused("refused-role")), ("leo", Fault::Refused("refused-role"))] {
            assert_eq!(breach::book(cx, &place.who(who).await, slug).await.unwrap_err(), fault);
        }
    }
}
