use super::*;
use crate::sessions::agenda;
use crate::surveys::planning;

const DICTIONARY: &[u8] = include_bytes!("../../world/instruments_redcap.csv");

both! {
    async fn a_record_that_was_used_is_withdrawn_or_followed_and_never_edited(bench) {
        let stage = Stage::accredited(&bench).await;
        let (cx, program) = (&bench.cx, stage.world.program);
        let before = stage.record().await;
        let form = accreditations::Form { number: "204117-002".into(), ..typed(&before) };
        accreditations::change(cx, &stage.corinne, program, before.id, before.version, &form).await.unwrap();
        assert!(matches!(
            accreditations::change(cx, &stage.corinne, program, before.id, before.version, &typed(&before)).await,
            Err(Fault::Conflict("conflict-accreditation-changed"))
        ));
        stage.issue().await;
        let (paper, now) = (stage.of("amara").await[0].printed.clone(), stage.record().await);
        assert_eq!(paper.number, "204117-002");
        let again = accreditations::Form { statement: "Other words.".into(), ..typed(&now) };
        assert!(matches!(
            accreditations::change(cx, &stage.corinne, program, now.id, now.version, &again).await,
            Err(Fault::Conflict("conflict-accreditation-used"))
        ));
        let tried = crate::audit::actions(cx).await.iter().filter(|a| *a == "accreditation.write").count();
        assert_eq!(tried, 4, "entered, changed, and both that were refused");
        assert_eq!(now.issued, stage.rows().await.iter().filter(|r| r.accreditation_id == Some(now.id)).count() as u64, "the page says how many");
        accreditations::withdraw(cx, &stage.corinne, program, now.id, "2026-04-01", "The body asked").await.unwrap();
        accreditations::add(cx, &stage.corinne, program, cx.new_id(), &again).await.unwrap();
        assert_eq!(stage.of("amara").await[0].printed, paper, "what was issued says what it said");
    }

    async fn a_record_is_judged_field_by_field(bench) {
        let stage = Stage::bare(&bench).await;
        let (cx, program) = (&bench.cx, stage.world.program);
        let bad = accreditations::Form { body: " ".into(), most_minutes: "0".into(), ..accreditations::Form::default() };
        let said = fields(accreditations::add(cx, &stage.corinne, program, cx.new_id(), &bad).await.unwrap_err());
        assert_eq!(said, ["body", "statement", "kind", "most_minutes", "valid_from", "valid_to", "covers"]);
        let late = accreditations::Form {
            body: "CFPC".into(),
            kind: "mainpro".into(),
            statement: "Certified.".into(),
            decided_on: "2026-02-01".into(),
            valid_from: "2026-01-01".into(),
            valid_to: "2025-12-31".into(),
            covers: vec!["sessions".into(), "bridges".into()],
            ..accreditations::Form::default()
        };
        assert_eq!(fields(accreditations::add(cx, &stage.corinne, program, cx.new_id(), &late).await.unwrap_err()), ["valid_to", "valid_from"]);
        for short in ["amara", "fatima", "leo", "maya"] {
            assert!(matches!(rules::desk(cx, &stage.who(short).await, program).await, Err(Fault::Missing)), "{short}");
        }
        rules::desk(cx, &stage.who("ada").await, program).await.unwrap();
    }

    async fn whose_profession_no_rule_names_is_told_to_whoever_writes_them(bench) {
        let stage = Stage::accredited(&bench).await;
        let (cx, program) = (&bench.cx, stage.world.program);
        let unnamed = async || rules::desk(cx, &stage.corinne, program).await.unwrap().unnamed;
        let form = |professions: &str, statements: &str, from: &str| rules::Form {
            from: from.into(),
            certificate: "session".into(),
            kind: "mainpro".into(),
            per_hour: "1".into(),
            step: "15".into(),
            rounding: "down".into(),
            counting: "minutes".into(),
            professions: professions.into(),
            statements: statements.into(),
            ..rules::Form::default()
        };
        let today = cx.today().to_string();
        rules::add(cx, &stage.corinne, program, &form("", "", &today)).await.unwrap();
        assert!(unnamed().await.is_empty(), "rules that are for everybody leave nobody out");
        bench.clock.pass(chrono::Duration::days(1));
        let today = cx.today().to_string();
        rules::add(cx, &stage.corinne, program, &form("Social Worker\nTravailleuse sociale", "Nurse", &today)).await.unwrap();
        let all = unnamed().await;
        let named = |word: &str| all.iter().any(|(profession, n)| profession == word && *n > 0);
        assert!(named("counsellor") && named("spiritual health practitioner"), "{all:?}");
        assert!(!named("social worker") && !named("nurse"), "{all:?}");
    }

    async fn h12_rates_by_how_much_is_done_are_typed_as_rows(bench) {
        let stage = Stage::bare(&bench).await;
        let (cx, program) = (&bench.cx, stage.world.program);
        let form = |certificate: &str, partial: &str| rules::Form {
            from: cx.today().to_string(),
            certificate: certificate.into(),
            kind: "mainpro".into(),
            per_hour: "1".into(),
            step: "15".into(),
            rounding: "down".into(),
            counting: "minutes".into(),
            partial: partial.into(),
            ..rules::Form::default()
        };
        let add = async |certificate: &str, partial: &str| rules::add(cx, &stage.corinne, program, &form(certificate, partial)).await;
        let word = |done: crate::Result<()>| match done.unwrap_err() {
            Fault::Invalid(faults) => faults.into_iter().map(|f| (f.field, f.word)).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        };
        let named = |word: &str| vec![("partial".to_owned(), word.to_owned())];
        assert_eq!(word(add("session", "2 2 3").await), named("fault-rules-partial-series"));
        for line in ["2 2", "2 2 3 4", "two 2 3", "2 2 -3", "2 2 11", "99 0 1", "\u{1f642}"] {
            assert_eq!(word(add("series", line).await), named("fault-rules-partial-line"), "{line}");
        }
        assert_eq!(word(add("series", "1 0 2\n2 2 3").await), named("fault-rules-partial"), "the most comes first");
        assert_eq!(word(add("series", &"1 0 2\n".repeat(13)).await), named("fault-rules-partial-rows"));
        assert_eq!(word(add("series", "2 2 2.5").await), named("fault-rules-inexact"), "a quarter of an hour would be no whole hundredths");
        add("series", "2; 2; 3\n\n 1 | 0 | 2,4 \n").await.unwrap();
        let stored = rules::desk(cx, &stage.corinne, program).await.unwrap().versions.pop().unwrap().what.credit.partial;
        assert_eq!(stored.iter().map(|r| (r.sessions, r.tools, r.per_hour)).collect::<Vec<_>>(), [(2, 2, 300), (1, 0, 240)]);
    }

    async fn rules_are_added_and_never_reach_back(bench) {
        let stage = Stage::accredited(&bench).await;
        let (cx, program) = (&bench.cx, stage.world.program);
        let form = |from: &str, step: &str, per_hour: &str| rules::Form {
            from: from.into(),
            certificate: "session".into(),
            kind: "mainpro".into(),
            per_hour: per_hour.into(),
            step: step.into(),
            rounding: "down".into(),
            counting: "minutes".into(),
            ..rules::Form::default()
        };
        let add = async |f: rules::Form| rules::add(cx, &stage.corinne, program, &f).await;
        assert_eq!(fields(add(form("2026-03-25", "15", "1")).await.unwrap_err()), ["from"], "yesterday is judged already");
        assert_eq!(fields(add(form("2026-04-01", "7", "1")).await.unwrap_err()), ["step"]);
        assert_eq!(fields(add(form("2026-04-01", "15", "one")).await.unwrap_err()), ["per_hour"]);
        add(form("2026-04-01", "30", "1,5")).await.unwrap();
        assert_eq!(fields(add(form("2026-04-01", "15", "1")).await.unwrap_err()), ["from"]);
        let desk = rules::desk(cx, &stage.corinne, program).await.unwrap();
        assert_eq!(desk.versions.len(), 2);
        assert_eq!(desk.versions[1].what.credit.per_hour, 150);
        stage.issue().await;
        assert!(stage.of("amara").await.iter().all(|p| p.credits.0 % 25 == 0 && p.credits.0 <= 100), "by the rules of their day");
    }

    async fn a_session_is_published_when_all_disclosed_and_a_quarter_takes_part(bench) {
        let stage = Stage::accredited(&bench).await;
        let (cx, id) = (&bench.cx, stage.sessions[3]);
        let look = async || disclosures::publishing(cx, &stage.corinne, stage.slug(), id).await.unwrap();
        assert!(!look().await.gate.is_open(), "nobody named is not everybody");
        let line = |body: &str| disclosures::Form { name: "Rosa Delgado".into(), role: "speaker".into(), body: body.into(), filed_on: String::new() };
        let key = cx.new_id();
        disclosures::set(cx, &stage.corinne, stage.slug(), id, key, &line("")).await.unwrap();
        assert!(!look().await.gate.has(What::Disclosed));
        disclosures::set(cx, &stage.corinne, stage.slug(), id, key, &line("None.")).await.unwrap();
        let open = look().await;
        assert!(open.gate.has(What::Disclosed) && open.people.len() == 1);
        let item = |kind: &str, minutes: &str| agenda::Typed { kind: kind.into(), title: String::new(), minutes: minutes.into() };
        agenda::set(cx, &stage.corinne, stage.slug(), id, &[item("didactic", "40"), item("break", "10"), item("case", "10")]).await.unwrap();
        let short = look().await;
        assert_eq!((short.minutes, short.gate.has(What::Interactive)), ((10, 50), false), "a fifth is no quarter; a break is no content");
        agenda::set(cx, &stage.corinne, stage.slug(), id, &[item("didactic", "40"), item("case", "20")]).await.unwrap();
        assert!(look().await.gate.is_open());
        assert_eq!(disclosures::shown(cx, &stage.who("amara").await, stage.slug(), id).await.unwrap().len(), 1);
        disclosures::remove(cx, &stage.corinne, stage.slug(), id, key).await.unwrap();
        assert!(!look().await.gate.is_open());
        let ahead = disclosures::Form { filed_on: "2026-12-01".into(), ..line("None.") };
        assert_eq!(fields(disclosures::set(cx, &stage.corinne, stage.slug(), id, key, &ahead).await.unwrap_err()), ["filed_on"]);
    }

    async fn where_the_evaluation_is_a_condition_papers_come_for_all_together(bench) {
        let stage = Stage::bare(&bench).await;
        let (cx, program) = (&bench.cx, stage.world.program);
        crate::surveys::import_dictionary_as_operator(cx, "psp", DICTIONARY).await.unwrap();
        let evan = stage.who("evan").await;
        let forms = planning::choices(cx, &evan, stage.slug()).await.unwrap().forms;
        planning::plan(cx, &evan, stage.slug(), &forms).await.unwrap();
        demo::accredit(&stage.world).await.unwrap();
        let strict = rules::Form {
            from: "2026-03-26".into(),
            certificate: "session".into(),
            evaluation: true,
            kind: "mainpro".into(),
            per_hour: "1".into(),
            step: "15".into(),
            rounding: "down".into(),
            counting: "minutes".into(),
            ..rules::Form::default()
        };
        rules::add(cx, &stage.corinne, program, &strict).await.unwrap();
        let (_, lines) = crate::sessions::queries::list(cx, &evan, stage.slug()).await.unwrap();
        let now = lines.iter().find(|l| l.starts_at == cx.now()).unwrap().id;
        crate::sessions::attendance::check_in(cx, &stage.who("amara").await, stage.slug(), now).await.unwrap();
        bench.clock.pass(Duration::hours(2));
        stage.issue().await;
        let before = stage.rows().await.len();
        let line = async || left::mine(cx, &stage.who("amara").await).await.unwrap()[0].lines.iter().find(|l| l.session == Some(now)).cloned().unwrap();
        assert_eq!(line().await.gate.left().map(|r| r.what).collect::<Vec<_>>(), [What::Evaluation]);
        answered(cx, now, stage.world.id("amara")).await;
        let open = line().await;
        assert!(open.gate.is_open() && open.waits.is_some(), "all is met, and the paper comes with the others");
        assert_eq!((stage.issue().await, stage.rows().await.len()), (0, before));
        bench.clock.set(open.waits.unwrap().until);
        assert_eq!(stage.issue().await, 1);
    }
}

/// A person has answered the form after a session.
async fn answered(cx: &crate::Cx, session: SessionId, person: domain::id::PersonId) {
    use crate::surveys::tables::{administrations, links};
    use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, QueryFilter};
    let all = administrations::Entity::find().filter(administrations::Column::SessionId.eq(session)).all(cx.db()).await.unwrap();
    let after = all.iter().find(|a| a.timepoint.starts_with("after:")).unwrap();
    let link = links::Entity::find().filter(links::Column::AdministrationId.eq(after.id)).filter(links::Column::PersonId.eq(person));
    let link = link.one(cx.db()).await.unwrap().unwrap();
    links::ActiveModel { id: Set(link.id), answered: Set(true), ..Default::default() }.update(cx.db()).await.unwrap();
}
