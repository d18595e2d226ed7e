//! The wall between people and answers (security §2.5). What breaks here cannot be repaired later.

use std::collections::{BTreeMap, BTreeSet};
use std::os::unix::fs::PermissionsExt as _;

use sea_orm::{ConnectionTrait, DbBackend, QueryOrder, QueryResult, Statement};

use super::*;
use crate::surveys::keys::Key;
use crate::surveys::tables;

/// Columns with their types, as the database itself tells them.
async fn columns(world: &World, table: &str) -> BTreeMap<String, String> {
    let sql = match world.cx.store.backend() {
        DbBackend::Sqlite => format!("SELECT name, type FROM pragma_table_info('{table}')"),
        _ => format!("SELECT column_name AS name, data_type AS type FROM information_schema.columns WHERE table_name = '{table}'"),
    };
    let rows = all(world, &sql).await;
    rows.iter().map(|r| (r.try_get("", "name").unwrap(), r.try_get::<String>("", "type").unwrap().to_lowercase())).collect()
}

async fn all(world: &World, sql: &str) -> Vec<QueryResult> {
    world.cx.db().query_all_raw(Statement::from_string(world.cx.store.backend(), sql)).await.unwrap()
}

/// Everybody answers the form before the first session, one after the other, with days between them.
async fn everybody_answers(bench: &crate::testing::Bench) -> (World, AdministrationId) {
    let world = world(bench).await;
    session(&world, 1, 6).await;
    plan(&world).await;
    let id = wave(&world, "before:1").await.id();
    for person in asking::enrolled(world.cx.db(), world.cohort).await.unwrap() {
        let tx = world.cx.begin().await.unwrap();
        let key = Key::of(&world.cx, world.program).unwrap();
        let link = asking::link(&tx, &key, id, person.id).await.unwrap();
        tx.commit().await.unwrap();
        answer_before(&world, &link, "3").await.unwrap();
        bench.clock.pass(Duration::hours(4));
    }
    (world, id)
}

crate::both! {
    async fn no_row_of_answers_knows_a_person_or_a_time(bench) {
        let world = world(&bench).await;
        for table in ["survey_responses", "survey_answers", "survey_drafts"] {
            for (name, kind) in columns(&world, table).await {
                assert!(!name.contains("person") && !name.contains("link_token") && !name.contains("email"), "{table}.{name}");
                assert!(!kind.contains("time") && !name.ends_with("_at"), "{table}.{name} is finer than a day: {kind}");
            }
        }
        let links = columns(&world, "survey_links").await;
        assert!(!links.keys().any(|c| c.contains("response") || c.contains("code") || c.ends_with("_at") || c == "answered_on"));
        let days: Vec<&String> = links.iter().filter(|(_, kind)| kind.contains("date") || kind.contains("time")).map(|(c, _)| c).collect();
        assert_eq!(days, ["reminded_on"], "a mark says whether, never when");
        let day = &columns(&world, "survey_responses").await["answered_on"];
        assert!(day.starts_with("date"), "{day}");
    }

    async fn keys_of_responses_are_random_and_the_order_of_rows_tells_nothing(bench) {
        let (world, id) = everybody_answers(&bench).await;
        let rows = tables::responses::Entity::find().filter(tables::responses::Column::AdministrationId.eq(id)).all(world.cx.db()).await.unwrap();
        assert_eq!(rows.len(), 26);
        assert!(rows.iter().all(|r| r.id.0.get_version_num() == 4), "never a key that carries the time");
        // As it lies on disk, or in the file of a dump: in the order of the random keys.
        let table = "SELECT CAST(id AS TEXT) AS id FROM survey_responses";
        match world.cx.store.backend() {
            DbBackend::Sqlite => {
                assert!(world.cx.db().query_all_raw(Statement::from_string(DbBackend::Sqlite, "SELECT rowid FROM survey_responses")).await.is_err());
                assert!(world.cx.db().query_all_raw(Statement::from_string(DbBackend::Sqlite, "SELECT rowid FROM survey_answers")).await.is_err());
            }
            _ => {
                let ids: Vec<String> = all(&world, &format!("{table} ORDER BY ctid")).await.iter().map(|r| r.try_get("", "id").unwrap()).collect();
                assert!(ids.is_sorted(), "{ids:?}");
                let joined = all(&world, "SELECT DISTINCT l.xmin::text || ' ' || r.xmin::text AS id FROM survey_links l, survey_responses r WHERE l.answered").await;
                assert_eq!(joined.len(), 1, "all marks and all responses carry one and the same transaction");
            }
        }
    }

    async fn somebody_with_the_whole_database_cannot_join_but_the_key_can(bench) {
        let (world, id) = everybody_answers(&bench).await;
        let links = tables::links::Entity::find().filter(tables::links::Column::AdministrationId.eq(id)).order_by_asc(tables::links::Column::Id).all(world.cx.db()).await.unwrap();
        let rows = tables::responses::Entity::find().filter(tables::responses::Column::AdministrationId.eq(id)).order_by_asc(tables::responses::Column::Id).all(world.cx.db()).await.unwrap();
        let key = Key::of(&world.cx, world.program).unwrap();
        let matched = links.iter().zip(&rows).filter(|(l, r)| key.code(l.person_id).unwrap() == r.code).count();
        assert!(matched <= 4, "{matched} of 26 by order: chance is one");
        let codes: BTreeSet<&str> = rows.iter().map(|r| r.code.as_str()).collect();
        assert!(links.iter().all(|l| codes.contains(key.code(l.person_id).unwrap().as_str())));
        let shared: Vec<_> = links.iter().filter(|l| rows.iter().any(|r| r.id.0 == l.id)).collect();
        assert!(shared.is_empty());
    }

    async fn the_only_one_who_reads_french_is_not_named_by_a_language(bench) {
        let (world, _) = everybody_answers(&bench).await;
        let rows = tables::responses::Entity::find().all(world.cx.db()).await.unwrap();
        let languages: BTreeSet<&str> = rows.iter().map(|r| r.language.as_str()).collect();
        assert_eq!(languages, BTreeSet::from(["en"]), "the language of the questions, not of the person");
    }

    async fn the_act_of_answering_is_nowhere_in_the_audit_log(bench) {
        let (world, _) = everybody_answers(&bench).await;
        let acts = crate::audit::actions(&world.cx).await;
        assert!(acts.iter().all(|a| a != "survey.answer"), "{acts:?}");
    }

    async fn the_key_lies_in_a_file_of_its_owner_and_without_it_codes_change(bench) {
        let world = world(&bench).await;
        let (cx, amara) = (&world.cx, world.id("amara"));
        let first = Key::of(cx, world.program).unwrap().code(amara).unwrap();
        assert_eq!((first.len(), &first), (16, &Key::of(cx, world.program).unwrap().code(amara).unwrap()), "the same in every wave");
        assert_ne!(first, Key::of(cx, world.program).unwrap().code(world.id("benoit")).unwrap());
        let file = cx.ports.survey_keys.join(format!("{}.key", world.program));
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(std::fs::metadata(cx.ports.survey_keys.as_path()).unwrap().permissions().mode() & 0o777, 0o700);
        assert_eq!(std::fs::read_dir(cx.ports.survey_keys.as_path()).unwrap().count(), 1, "nothing is left beside it");
        std::fs::remove_file(&file).unwrap();
        assert_ne!(first, Key::of(cx, world.program).unwrap().code(amara).unwrap());
        std::fs::write(&file, b"short").unwrap();
        assert!(matches!(Key::of(cx, world.program), Err(crate::Fault::Broken(_))), "a damaged key is never replaced in silence");
    }

    async fn the_same_person_has_one_code_in_every_wave_and_programs_do_not_meet(bench) {
        let world = world(&bench).await;
        session(&world, 1, -1).await;
        session(&world, 2, 5).await;
        plan(&world).await;
        for at in ["after:1", "before:2"] {
            let link = token(&world, "amara", wave(&world, at).await.id()).await;
            let all = given(&[("pre_conf", "3"), ("post_conf", "4"), ("post_met", "5"), ("post_bias", "5"), ("post_super", "4")]);
            answering::submit(&world.cx, &crate::Viewer::nobody(), &link, &all, false).await.unwrap();
        }
        let rows = tables::responses::Entity::find().all(world.cx.db()).await.unwrap();
        assert_eq!((rows.len(), rows.iter().map(|r| r.code.as_str()).collect::<BTreeSet<_>>().len()), (2, 1));
        let other = world.neighbour(false).await.unwrap();
        let (here, there) = (Key::of(&world.cx, world.program).unwrap(), Key::of(&world.cx, other.program).unwrap());
        assert_ne!(here.code(world.id("amara")).unwrap(), there.code(world.id("amara")).unwrap());
        assert!(!importing::NAMESPACE.chars().all(|c| c.is_ascii_alphanumeric()), "an imported code is never one of ours");
    }
}
