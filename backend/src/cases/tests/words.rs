//! The identifier check at the door of submission, and what letters and the log never carry.

use super::*;

/// A case text of the shared examples, as a presenter would type it.
fn example(text: &str) -> Written {
    let mut written = Written { consent: true, ..Written::default() };
    for line in text.lines() {
        let Some((label, rest)) = line.split_once(": ") else { continue };
        let section = match label {
            "Title" => "title",
            "Context" => "background",
            "What is hard" => "situation",
            "What we tried" => "tried",
            _ => "question",
        };
        written.set(section, rest);
    }
    written
}

const CLEAN: [&str; 2] =
    [include_str!("../../../../domain/golden/data/cases/clean_1.md"), include_str!("../../../../domain/golden/data/cases/clean_2.md")];
const IDENTIFYING: [&str; 2] = [
    include_str!("../../../../domain/golden/data/cases/identifying_1.md"),
    include_str!("../../../../domain/golden/data/cases/identifying_2.md"),
];

crate::both! {
    async fn clean_texts_are_handed_in_and_identifying_ones_are_not(bench) {
        let house = house(&bench).await;
        for text in CLEAN {
            let id = house.draft().await;
            house.submit(id, &example(text)).await.unwrap();
        }
        for text in IDENTIFYING {
            let id = house.draft().await;
            let mut written = example(text);
            // Even when every warning is judged, what must go must go.
            for passage in queries::check(&house.world.cx, house.world.cohort, &written, Lang::En).await.unwrap() {
                written.judged.insert(passage.key, "It identifies nobody.".into());
            }
            let faults = words_of(house.submit(id, &written).await.unwrap_err());
            assert!(!faults.is_empty() && faults.iter().all(|(_, word)| word == "fault-case-blocks"), "{faults:?}");
            assert_eq!(house.row(id).await.state, "draft");
        }
    }

    async fn warnings_are_judged_one_by_one_with_a_reason(bench) {
        let house = house(&bench).await;
        let (cx, id) = (house.world.cx.clone(), house.draft().await);
        let mut written = clean();
        written.set("situation", "On May 14 her daughter Susan came. Susan wept. We met on 3 June.");
        let faults = words_of(house.submit(id, &written).await.unwrap_err());
        assert_eq!(faults, [("situation".to_owned(), "fault-case-warnings".to_owned())]);
        let found = queries::check(&cx, house.world.cohort, &written, Lang::En).await.unwrap();
        assert_eq!(found.len(), 4, "{found:?}");
        for passage in &found {
            written.judged.insert(passage.key.clone(), "  ".into());
        }
        assert!(house.submit(id, &written).await.is_err(), "a reason is more than a space");
        for passage in &found {
            written.judged.insert(passage.key.clone(), "Invented for teaching.".into());
        }
        house.submit(id, &written).await.unwrap();
        let judged = queries::findings(&cx, &house.who("fatima").await, &house.slug, id).await.unwrap();
        assert_eq!(judged.len(), 4);
        assert!(judged.iter().all(|j| j.reason == "Invented for teaching." && j.section == "situation"));
        let stored = tables::case_warnings::Entity::find().all(cx.db()).await.unwrap();
        assert!(!format!("{stored:?}").contains("Susan"), "the words are not stored");
        // When it comes back, what was judged stays judged, wherever the words have moved.
        let version = house.row(id).await.version;
        review::send_back(&cx, &house.who("fatima").await, &house.slug, id, version, "Say more.").await.unwrap();
        let mut again = queries::draft(&cx, &house.who("amara").await, &house.slug, id).await.unwrap().written;
        again.set("situation", format!("A new beginning. {}", again.get("situation")));
        house.submit(id, &again).await.unwrap();
    }

    async fn a_members_name_is_a_warning_even_when_no_list_knows_it(bench) {
        let house = house(&bench).await;
        let mut written = clean();
        written.set("tried", "I asked amara okafor for advice.");
        assert_eq!(words_of(house.submit(house.draft().await, &written).await.unwrap_err())[0].1, "fault-case-warnings");
    }

    async fn what_is_missing_is_told_all_at_once(bench) {
        let house = house(&bench).await;
        let id = house.draft().await;
        let mut written = Written::default();
        written.set("background", "PHN 9698 658 215");
        let faults = words_of(house.submit(id, &written).await.unwrap_err());
        let told: Vec<(&str, &str)> = faults.iter().map(|(f, w)| (f.as_str(), w.as_str())).collect();
        assert_eq!(told, [("title", "fault-empty"), ("background", "fault-case-blocks"), ("question", "fault-empty"), ("consent", "fault-case-consent")]);
        let mut long = clean();
        long.set("tried", "a".repeat(domain::cases::LONGEST + 1));
        assert_eq!(words_of(house.submit(id, &long).await.unwrap_err())[0].1, "fault-too-long");
    }

    async fn nothing_that_must_go_is_said_about_a_case_either(bench) {
        let house = house(&bench).await;
        let (cx, slug, id) = (house.world.cx.clone(), house.slug.clone(), house.at(State::Presented).await);
        let (amara, fatima) = (house.who("amara").await, house.who("fatima").await);
        let bad = "Call 604-555-0199.";
        for fault in [
            talk::ask(&cx, &amara, &slug, id, cx.new_id(), bad).await.err(),
            talk::recommend(&cx, &amara, &slug, id, cx.new_id(), bad, "").await.err(),
            talk::recommend(&cx, &amara, &slug, id, cx.new_id(), "Rest.", bad).await.err(),
            talk::keep_letter(&cx, &fatima, &slug, id, "0", bad).await.err(),
            talk::follow_up(&cx, &amara, &slug, id, &talk::Happened { used: "fully".into(), body: bad.into(), ..Default::default() }).await.err(),
        ] {
            if fault == Some(Fault::Conflict("conflict-case-state")) { continue; }
            assert_eq!(words_of(fault.unwrap())[0].1, "fault-case-blocks");
        }
    }

    async fn letters_and_the_log_carry_no_word_of_a_case(bench) {
        let house = house(&bench).await;
        house.at(State::Closed).await;
        house.at(State::SentBack).await;
        let cx = &house.world.cx;
        let all = letters::Entity::find().all(cx.db()).await.unwrap();
        assert!(all.len() > 8);
        for letter in &all {
            let said = format!("{} {}", letter.subject, letter.body);
            for word in ["family", "lung", "seventies", "already know"] {
                assert!(!said.contains(word), "{said}");
            }
            assert!(said.contains("PSP-000") && said.contains(&format!("/cohorts/{}/cases/", house.slug)), "{said}");
            assert!(!said.contains("letter-case"), "a word is missing: {said}");
        }
        let gilles = all.iter().find(|l| l.to_name.starts_with("Gilles")).unwrap();
        assert!(gilles.body.starts_with("Bonjour"), "in the reader's language");
    }
}
