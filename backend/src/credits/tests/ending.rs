use chrono::{Datelike as _, NaiveDate, TimeZone as _, Utc};
use sea_orm::{ActiveModelTrait as _, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, PaginatorTrait, QueryFilter, Statement};

use super::*;
use crate::cases::form::Written;
use crate::cases::writing;
use crate::credits::tables::proof::{erasures, papers_ended};
use crate::erasing::{self, leaving};
use crate::sessions::tables::attendance_spans;
use crate::sessions::tables::attendances;

fn noon(day: NaiveDate) -> chrono::DateTime<Utc> {
    Utc.from_utc_datetime(&day.and_hms_opt(12, 0, 0).unwrap())
}

/// Every column of every table in which these words stand: told by the store itself, so that no table can be forgotten.
async fn found_in(bench: &Bench, words: &str) -> Vec<String> {
    let db = bench.cx.db();
    let ask = |sql: String| Statement::from_string(db.get_database_backend(), sql);
    let list = match db.get_database_backend() {
        DbBackend::Sqlite => "SELECT m.name AS t, p.name AS c FROM sqlite_master m, pragma_table_info(m.name) p WHERE m.type = 'table'",
        _ => "SELECT table_name AS t, column_name AS c FROM information_schema.columns WHERE table_schema = 'public'",
    };
    let mut out = Vec::new();
    for row in db.query_all_raw(ask(list.to_owned())).await.unwrap() {
        let (table, column): (String, String) = (row.try_get("", "t").unwrap(), row.try_get("", "c").unwrap());
        if table.starts_with("search_words") {
            continue;
        }
        let hit =
            format!("SELECT 1 AS x FROM \"{table}\" WHERE LOWER(CAST(\"{column}\" AS TEXT)) LIKE '%{}%' LIMIT 1", words.to_lowercase());
        if db.query_one_raw(ask(hit)).await.unwrap().is_some() {
            out.push(format!("{table}.{column}"));
        }
    }
    out.sort();
    out
}

async fn attended(stage: &Stage, short: &str) -> u64 {
    let (db, person) = (stage.world.cx.db(), stage.world.id(short));
    let spans = attendance_spans::Entity::find().filter(attendance_spans::Column::PersonId.eq(person)).count(db).await.unwrap();
    let marks = attendances::Entity::find().filter(attendances::Column::PersonId.eq(person)).count(db).await.unwrap();
    spans + marks
}

async fn papers_of(stage: &Stage, short: &str) -> Vec<certificates::Model> {
    let mine = certificates::Entity::find().filter(certificates::Column::PersonId.eq(stage.world.id(short)));
    mine.all(stage.world.cx.db()).await.unwrap()
}

both! {
    async fn papers_outlive_whoever_goes_by_five_years_and_then_they_end(bench) {
        let stage = Stage::accredited(&bench).await;
        stage.issue().await;
        let (cx, amara) = (&bench.cx, stage.who("amara").await);
        checking::choose(cx, &amara, true).await.unwrap();
        direct_entry::give(cx, &amara, "123456").await.unwrap();
        let email = stage.world.email("amara").await.unwrap();
        let mut papers = papers_of(&stage, "amara").await;
        papers.sort_by_key(|p| p.on_day);
        let (first, last) = (papers.first().unwrap().clone(), papers.last().unwrap().clone());
        assert!(first.on_day < last.on_day);
        papers::revoke(cx, &stage.corinne, &first.serial, "Wrong hours").await.unwrap();
        issuing::issue_again(cx, &stage.corinne, &first.serial).await.unwrap();
        let told = erasing::outlook(cx, &amara).await.unwrap();
        assert_eq!((told.kept.papers, told.waits), (papers.len() + 1, None));
        assert_eq!(told.kept.until, Some(domain::credits::kept_until(last.on_day, 5)), "until when is told before");
        assert_eq!(erasing::erase(cx, &amara).await.unwrap(), told.kept);
        assert!(stage.who("amara").await.who().unwrap().memberships.is_empty(), "she is nowhere any more");
        // What others rely on stands, and names nobody in public.
        let said = checking::check(cx, &last.serial).await.unwrap();
        assert!(said.valid && said.name.is_none(), "{said:?}");
        assert!(attended(&stage, "amara").await > 0, "what the papers rest on is kept with them");
        let left = found_in(&bench, "Amara Okafor").await;
        assert_eq!(left, ["certificates.printed"], "her name stands on her papers, and nowhere else");
        assert!(found_in(&bench, &email).await.is_empty());
        assert!(found_in(&bench, "123456").await.is_empty(), "the college's number is gone");
        // Four years and 364 days later nothing has ended; on the fifth anniversary not either: five whole years were promised.
        let five = NaiveDate::from_ymd_opt(first.on_day.year() + 5, first.on_day.month(), first.on_day.day()).unwrap();
        for day in [five.pred_opt().unwrap(), five] {
            bench.clock.set(noon(day));
            keeping::sweep(cx).await.unwrap();
            assert_eq!(papers_of(&stage, "amara").await.len(), papers.len() + 1, "{day}");
        }
        bench.clock.set(noon(five.succ_opt().unwrap()));
        let (a, b) = tokio::join!(keeping::sweep(cx), keeping::sweep(cx));
        a.and(b).unwrap();
        let still = papers_of(&stage, "amara").await;
        assert_eq!(still.len(), papers.len() - 1, "both editions of the first have ended, the others have not");
        assert!(matches!(checking::check(cx, &first.serial).await, Err(Fault::Missing)));
        let ended = keeping::ended(cx, &first.serial.to_lowercase()).await.unwrap().unwrap();
        assert_eq!((ended.issued_on, ended.ended_on), (noon_day(&first), five.succ_opt().unwrap()));
        assert!(keeping::ended(cx, &last.serial).await.unwrap().is_none());
        // And when the last one ends, nothing names her.
        bench.clock.set(noon(told.kept.until.unwrap()));
        keeping::sweep(cx).await.unwrap();
        assert!(papers_of(&stage, "amara").await.is_empty());
        assert_eq!(attended(&stage, "amara").await, 0);
        assert!(found_in(&bench, "Amara Okafor").await.is_empty());
        let gone = erasures::Entity::find_by_id(stage.world.id("amara")).one(cx.db()).await.unwrap().unwrap();
        assert_eq!(gone.kept_until, None);
        assert_eq!(papers_ended::Entity::find().count(cx.db()).await.unwrap(), papers.len() as u64 + 1);
        keeping::sweep(cx).await.unwrap();
        assert!(!papers_of(&stage, "dara").await.is_empty(), "who stays keeps their papers");
    }

    async fn whom_others_rely_on_hands_over_first(bench) {
        let stage = Stage::accredited(&bench).await;
        let (cx, ada) = (&bench.cx, stage.who("ada").await);
        let email = stage.world.email("ada").await.unwrap();
        assert_eq!(erasing::outlook(cx, &ada).await.unwrap().waits, Some("conflict-erase-administrator"));
        assert!(matches!(leaving::ask(cx, &ada, &email, "").await, Err(Fault::Conflict("conflict-erase-administrator"))));
        assert!(matches!(erasing::erase(cx, &ada).await, Err(Fault::Conflict("conflict-erase-administrator"))));
        assert!(matches!(leaving::ask(cx, &Viewer::nobody(), &email, "").await, Err(Fault::SignIn)));
    }

    async fn two_weeks_lie_between_the_asking_and_the_going_and_one_press_keeps_the_account(bench) {
        let stage = Stage::accredited(&bench).await;
        stage.issue().await;
        let (cx, amara) = (&bench.cx, stage.who("amara").await);
        let email = stage.world.email("amara").await.unwrap();
        let letters = async || {
            let all = crate::outbox::claim_letters(cx, 200).await.unwrap();
            all.into_iter().filter(|l| l.kind == "leaving").collect::<Vec<_>>()
        };
        let names = async || found_in(&bench, "Amara Okafor").await;
        assert_eq!(fields(leaving::ask(cx, &amara, "other@example.org", "").await.unwrap_err()), ["email"]);
        leaving::ask(cx, &amara, &email.to_uppercase(), "").await.unwrap();
        let day = leaving::mine(cx, &amara).await.unwrap().unwrap();
        assert_eq!(day, cx.now() + leaving::PAUSE);
        let told = letters().await;
        assert!(told.len() == 1 && told[0].body.contains("/me/erase") && told[0].email == email, "{told:?}");
        bench.clock.pass(Duration::days(1));
        leaving::ask(cx, &amara, &email, "").await.unwrap();
        assert_eq!(leaving::mine(cx, &amara).await.unwrap(), Some(day), "asked twice, the first day holds");
        assert_eq!(letters().await.len(), 1, "and nothing more is written");
        leaving::keep(cx, &amara).await.unwrap();
        leaving::keep(cx, &amara).await.unwrap();
        bench.clock.pass(Duration::days(30));
        leaving::sweep(cx).await.unwrap();
        assert!(!names().await.is_empty() && leaving::mine(cx, &amara).await.unwrap().is_none(), "kept after all");
        // The day had come and the sweep had begun when they pressed: the press holds.
        let late = erasing::go(cx, &amara, true).await;
        assert!(matches!(late, Err(Fault::Conflict("conflict-erase-kept"))) && !names().await.is_empty(), "{late:?}");
        leaving::ask(cx, &amara, &email, "").await.unwrap();
        bench.clock.pass(leaving::PAUSE - Duration::seconds(1));
        leaving::sweep(cx).await.unwrap();
        assert!(stage.who("amara").await.person().is_some() && erasing::outlook(cx, &amara).await.unwrap().goes_at.is_some(), "not a second early");
        bench.clock.pass(Duration::seconds(1));
        leaving::sweep(cx).await.unwrap();
        leaving::sweep(cx).await.unwrap();
        let row = people::Entity::find_by_id(stage.world.id("amara")).one(cx.db()).await.unwrap().unwrap();
        assert_eq!(row.state, "deleted");
        assert_eq!(leaving::mine(cx, &amara).await.unwrap(), None);
        let did = crate::audit::actions(cx).await.iter().filter(|a| *a == "acct.delete_self").count();
        assert_eq!(did, 4, "asked, kept, asked again, gone");
    }

    async fn whom_others_came_to_rely_on_meanwhile_stays_until_that_is_handed_over(bench) {
        let stage = Stage::accredited(&bench).await;
        let (cx, dara) = (&bench.cx, stage.who("dara").await);
        let email = stage.world.email("dara").await.unwrap();
        leaving::ask(cx, &dara, &email, "").await.unwrap();
        let administrator = |short: &str, is| people::ActiveModel { id: Set(stage.world.id(short)), administrator: Set(is), ..Default::default() };
        administrator("dara", true).update(cx.db()).await.unwrap();
        administrator("ada", false).update(cx.db()).await.unwrap();
        bench.clock.pass(leaving::PAUSE);
        leaving::sweep(cx).await.unwrap();
        assert_eq!(erasing::outlook(cx, &dara).await.unwrap().waits, Some("conflict-erase-administrator"), "and the page says why");
        administrator("ada", true).update(cx.db()).await.unwrap();
        leaving::sweep(cx).await.unwrap();
        let row = people::Entity::find_by_id(stage.world.id("dara")).one(cx.db()).await.unwrap().unwrap();
        assert_eq!(row.state, "deleted");
    }

    async fn of_two_administrators_who_go_at_once_one_stays(bench) {
        let stage = Stage::accredited(&bench).await;
        let cx = &bench.cx;
        let second = people::ActiveModel { id: Set(stage.world.id("dara")), administrator: Set(true), ..Default::default() };
        second.update(cx.db()).await.unwrap();
        let (ada, dara) = (stage.who("ada").await, stage.who("dara").await);
        assert_eq!(erasing::outlook(cx, &ada).await.unwrap().waits, None, "each could go alone");
        let (a, b) = tokio::join!(erasing::erase(cx, &ada), erasing::erase(cx, &dara));
        let refused = [&a, &b].iter().filter(|r| matches!(r, Err(Fault::Conflict("conflict-erase-administrator")))).count();
        assert_eq!((usize::from(a.is_ok()) + usize::from(b.is_ok()), refused), (1, 1), "{a:?} {b:?}");
        let left = people::Entity::find().filter(people::Column::Administrator.eq(true)).filter(people::Column::State.eq("active"));
        assert_eq!(left.count(cx.db()).await.unwrap(), 1);
    }

    async fn who_goes_gives_up_their_place_and_gets_no_paper_any_more(bench) {
        let stage = Stage::accredited(&bench).await;
        let (cx, amara) = (&bench.cx, stage.who("amara").await);
        let mut begun = Written::default();
        begun.set("title", "What was never handed in");
        writing::begin(cx, &amara, stage.slug(), cx.new_id(), &begun).await.unwrap();
        assert!(!found_in(&bench, "What was never handed in").await.is_empty());
        let kept = erasing::erase(cx, &amara).await.unwrap();
        assert!(found_in(&bench, "What was never handed in").await.is_empty(), "nobody was ever shown it");
        assert_eq!(kept, keeping::Kept::default(), "without a paper nothing is kept");
        assert_eq!(attended(&stage, "amara").await, 0);
        stage.issue().await;
        assert!(papers_of(&stage, "amara").await.is_empty());
        assert!(!crate::programs::roles::is_enrolled(cx.db(), stage.world.cohort, stage.world.id("amara")).await.unwrap());
        assert!(matches!(erasing::erase(cx, &amara).await, Err(Fault::SignIn)), "once");
    }
}

fn noon_day(paper: &certificates::Model) -> NaiveDate {
    issuing::read(paper).unwrap().issued_on
}
