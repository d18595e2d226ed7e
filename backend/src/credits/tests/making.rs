use std::collections::HashSet;

use super::*;

#[test]
fn credits_are_counted_as_each_language_counts() {
    use domain::credits::Credits;
    use domain::lang::Lang::{En, Fr};
    let said = |hundredths, lang| printed::of_kind(Credits(hundredths), "mainpro", lang).replace('\u{a0}', " ");
    let of = |lang| [75, 100, 150, 200].map(|hundredths| said(hundredths, lang)).join("; ");
    assert_eq!(of(En), "0.75 Mainpro+ credits; 1 Mainpro+ credit; 1.5 Mainpro+ credits; 2 Mainpro+ credits");
    assert_eq!(of(Fr), "0,75 crédit Mainpro+; 1 crédit Mainpro+; 1,5 crédit Mainpro+; 2 crédits Mainpro+");
}

both! {
    async fn a_certificate_is_made_once_and_says_what_held(bench) {
        let stage = Stage::accredited(&bench).await;
        let made = stage.issue().await;
        assert!(made > 40, "{made}");
        assert_eq!(stage.issue().await, 0, "a second time there is nothing to make");
        let amara = stage.of("amara").await;
        assert!(!amara.is_empty());
        let first = &amara[0];
        assert!(first.printed.statement.contains("Mainpro+"), "the body's exact words");
        assert_eq!((first.printed.title.as_str(), first.printed.kind.as_str()), ("Certificate of participation", "mainpro"));
        assert!(first.credits.0 > 0 && first.credits.0 <= 100);
    }

    async fn whoever_waits_for_a_place_again_gets_the_papers_of_before(bench) {
        use crate::programs::enrolling::{self, NewMember, Place};
        let stage = Stage::accredited(&bench).await;
        let (cx, amara) = (&stage.world.cx, stage.world.id("amara"));
        enrolling::remove(cx, &stage.corinne, stage.slug(), amara).await.unwrap();
        let member = NewMember { email: stage.world.email("amara").await.unwrap(), name: "Amara".into(), ..NewMember::default() };
        let place = enrolling::enrol(cx, &stage.corinne, stage.slug(), &member).await.unwrap();
        assert!(matches!(place, Place::Waiting(_)), "{place:?}");
        stage.issue().await;
        assert!(!stage.of("amara").await.is_empty(), "she was there, and had a place then");
    }

    async fn minutes_settle_before_they_stand_on_a_paper(bench) {
        use crate::sessions::hour::run;
        let stage = Stage::accredited(&bench).await;
        let (cx, fatima, amara) = (&stage.world.cx, stage.who("fatima").await, stage.who("amara").await);
        let (_, lines) = crate::sessions::queries::list(cx, &stage.corinne, stage.slug()).await.unwrap();
        let now = lines.iter().find(|l| l.starts_at == cx.now()).unwrap().id;
        crate::sessions::attendance::check_in(cx, &amara, stage.slug(), now).await.unwrap();
        run::start(cx, &fatima, stage.slug(), now).await.unwrap();
        bench.clock.pass(Duration::minutes(40));
        run::close(cx, &fatima, stage.slug(), now).await.unwrap();
        let about = |rows: &[certificates::Model]| rows.iter().filter(|r| r.subject == now.0 && r.person_id == stage.world.id("amara")).count();
        stage.issue().await;
        assert_eq!(about(&stage.rows().await), 0, "closed by a slip, it can be opened again before anything stands on it");
        let left = left::mine(cx, &amara).await.unwrap();
        let waits = left[0].lines.iter().find(|l| l.session == Some(now)).unwrap().waits.unwrap();
        assert!(!waits.together, "and the page says until when");
        run::reopen(cx, &fatima, stage.slug(), now).await.unwrap();
        bench.clock.pass(Duration::minutes(20));
        run::close(cx, &fatima, stage.slug(), now).await.unwrap();
        bench.clock.set(waits.until);
        stage.issue().await;
        assert_eq!(about(&stage.rows().await), 1);
        let paper = stage.of("amara").await.into_iter().max_by_key(|p| p.on).unwrap();
        assert!(paper.printed.held.iter().map(|h| h.minutes).sum::<u32>() > 45, "{:?}", paper.printed.held);
        // Attendance that is put right later is told to whoever keeps the papers, until the paper is revoked and issued again.
        let changed = async || papers::board(cx, &stage.corinne, stage.slug()).await.unwrap().changed;
        assert!(changed().await.is_empty());
        crate::sessions::attendance::correct(cx, &fatima, stage.slug(), now, stage.world.id("amara"), false, "It was her sister").await.unwrap();
        assert_eq!(changed().await.into_iter().collect::<Vec<_>>(), std::slice::from_ref(&paper.serial));
        papers::revoke(cx, &stage.corinne, &paper.serial, "She was not there").await.unwrap();
        assert!(changed().await.is_empty());
    }

    async fn twice_at_once_makes_one(bench) {
        let stage = Stage::accredited(&bench).await;
        let (a, b) = tokio::join!(stage.issue(), stage.issue());
        let rows = stage.rows().await;
        assert_eq!(a + b, rows.len());
        let once: HashSet<_> = rows.iter().map(|r| (r.person_id, r.subject)).collect();
        assert_eq!(once.len(), rows.len());
    }

    async fn nothing_is_made_before_its_day_or_without_accreditation(bench) {
        let stage = Stage::bare(&bench).await;
        assert_eq!(stage.issue().await, 0, "a program that entered nothing gives nothing");
        demo::accredit(&stage.world).await.unwrap();
        let record = stage.record().await;
        accreditations::withdraw(&bench.cx, &stage.corinne, stage.world.program, record.id, "2026-01-01", "Taken back").await.unwrap();
        stage.issue().await;
        let amara = stage.of("amara").await;
        assert!(amara.iter().all(|p| p.on < "2026-01-01".parse().unwrap()), "only December was accredited");
        let left = left::mine(&bench.cx, &stage.who("amara").await).await.unwrap();
        let january = &left[0].lines[1];
        assert!(january.gate.is_lost() && !january.gate.has(What::Accredited));
        assert!(!left[0].lines[5].gate.has(What::Attended), "May lies ahead");
    }

    async fn the_maximum_of_the_accreditation_ends_the_papers(bench) {
        let stage = Stage::accredited(&bench).await;
        let record = stage.record().await;
        let form = accreditations::Form { most_minutes: "75".into(), ..typed(&record) };
        accreditations::change(&bench.cx, &stage.corinne, stage.world.program, record.id, record.version, &form).await.unwrap();
        stage.issue().await;
        for short in ["amara", "dara", "rosa"] {
            let minutes: u32 = stage.of(short).await.iter().flat_map(|p| &p.printed.held).map(|h| h.minutes).sum();
            assert!(minutes <= 75, "{short}: {minutes}");
        }
        let full = left::mine(&bench.cx, &stage.who("amara").await).await.unwrap();
        assert!(full[0].lines.iter().all(|l| l.credits.0 <= 75));
    }

    async fn another_profession_gets_a_letter_and_a_pharmacist_a_statement(bench) {
        let stage = Stage::accredited(&bench).await;
        stage.turns("dara", "Pharmacist").await;
        stage.issue().await;
        let letter = &stage.of("benoit").await[0].printed;
        assert_eq!(printed::code(letter.document), "letter");
        assert!(letter.statement.is_empty() && letter.kind.is_empty() && letter.held[0].credits.0 == 0, "no word of credit");
        assert!(letter.title.starts_with("Lettre"), "in the language that he reads: {}", letter.title);
        let paper = &stage.of("dara").await[0];
        let said = format!("{:?}", paper.printed.paper(&paper.serial, "http://localhost/check")).to_lowercase();
        assert_eq!(printed::code(paper.printed.document), "statement");
        assert!(paper.credits.0 > 0 && !said.replace("certification criteria", "").replace("been certified", "").contains("certif"), "{said}");
    }

    async fn what_was_revoked_is_issued_again_and_marked(bench) {
        let stage = Stage::accredited(&bench).await;
        stage.issue().await;
        let (cx, old) = (&bench.cx, stage.of("amara").await[0].serial.clone());
        assert_eq!(fields(papers::revoke(cx, &stage.corinne, &old, " ").await.unwrap_err()), ["why"]);
        papers::revoke(cx, &stage.corinne, &old, "The name was misspelled").await.unwrap();
        assert!(matches!(papers::revoke(cx, &stage.corinne, &old, "again").await, Err(Fault::Conflict(_))));
        let stands = accreditations::list(cx.db(), stage.world.program).await.unwrap();
        assert!(stands.iter().any(|view| view.issued > 1 && view.revoked == 1), "the record tells that one of its papers was revoked");
        let told = checking::check(cx, &old).await.unwrap();
        assert!(!told.valid && !told.replaced);
        let told = left::mine(cx, &stage.who("amara").await).await.unwrap();
        let line = told[0].lines.iter().find(|line| line.revoked.is_some()).unwrap();
        assert_eq!((line.revoked.as_deref(), line.serial.as_deref()), (Some(old.as_str()), None), "nothing is on its way");
        assert!(matches!(papers::file(cx, &stage.corinne, &old).await, Err(Fault::Gone(_))));
        assert_eq!(stage.issue().await, 0, "what was revoked does not come back by itself");
        let fresh = issuing::issue_again(cx, &stage.corinne, &old).await.unwrap();
        let view = papers::one(cx, &stage.who("amara").await, fresh.serial()).await.unwrap();
        assert_eq!(view.state, State::Reissued);
        assert!(view.printed.foot.iter().any(|line| line.contains(&old)), "it says which one it replaces");
        assert_eq!(papers::one(cx, &stage.corinne, &old).await.unwrap().replaced_by.as_deref(), Some(fresh.serial()));
        assert!(matches!(issuing::issue_again(cx, &stage.corinne, &old).await, Err(Fault::Conflict(_))), "once");
        assert!(checking::check(cx, &old).await.unwrap().replaced, "whoever checks the old one hears of a new one");
    }

    async fn a_whole_series_waits_for_its_last_session(bench) {
        let stage = Stage::bare(&bench).await;
        let form = rules::Form {
            from: "2025-12-01".into(),
            certificate: "series".into(),
            least_sessions: "2".into(),
            kind: "mainpro".into(),
            per_hour: "1".into(),
            step: "15".into(),
            rounding: "down".into(),
            counting: "minutes".into(),
            ..rules::Form::default()
        };
        rules::add(&bench.cx, &stage.corinne, stage.world.program, &form).await.unwrap();
        let record = accreditations::Form {
            body: "CFPC".into(),
            kind: "mainpro".into(),
            statement: "Certified.".into(),
            statement_fr: "Certifié.".into(),
            decided_on: "2025-11-01".into(),
            valid_from: "2025-12-01".into(),
            valid_to: "2026-11-30".into(),
            covers: vec!["sessions".into()],
            ..accreditations::Form::default()
        };
        accreditations::add(&bench.cx, &stage.corinne, stage.world.program, bench.cx.new_id(), &record).await.unwrap();
        assert_eq!(stage.issue().await, 0);
        bench.clock.pass(Duration::days(90));
        assert!(stage.issue().await > 15);
        let amara = &stage.of("amara").await[0];
        assert!(amara.printed.held.len() >= 2, "{:?}", amara.printed.held);
        assert_eq!(amara.printed.lines.iter().filter(|l| l.contains("min")).count(), amara.printed.held.len() + 1);
        let benoit = &stage.of("benoit").await[0].printed;
        assert_eq!((amara.printed.statement.as_str(), benoit.statement.as_str()), ("Certified.", "Certifié."), "in the language of the paper");
        assert!(benoit.lines.iter().any(|line| line == "Certifié."));
    }

    async fn an_hour_counts_when_it_was_closed(bench) {
        let stage = Stage::accredited(&bench).await;
        let (cx, fatima) = (&bench.cx, stage.who("fatima").await);
        let (_, lines) = crate::sessions::queries::list(cx, &fatima, stage.slug()).await.unwrap();
        let now = lines.iter().find(|l| l.starts_at == cx.now()).unwrap().id;
        crate::sessions::hour::run::start(cx, &fatima, stage.slug(), now).await.unwrap();
        let amara = stage.who("amara").await;
        crate::sessions::attendance::check_in(cx, &amara, stage.slug(), now).await.unwrap();
        bench.clock.pass(Duration::minutes(50));
        let line = async || left::mine(cx, &stage.who("amara").await).await.unwrap()[0].lines.iter().find(|l| l.session == Some(now)).cloned().unwrap();
        assert!(!line().await.gate.has(What::Attended));
        bench.clock.pass(Duration::hours(1));
        assert!(!line().await.gate.has(What::Attended), "its host has not closed it");
        crate::sessions::hour::run::close(cx, &fatima, stage.slug(), now).await.unwrap();
        assert!(line().await.gate.is_open(), "{:?}", line().await.gate);
    }
}
