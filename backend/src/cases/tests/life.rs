//! From draft to follow-up, twice over, and two at once.

use super::*;

crate::both! {
    async fn the_whole_life_of_a_case(bench) {
        let house = house(&bench).await;
        let (cx, slug) = (house.world.cx.clone(), house.slug.clone());
        let (amara, fatima, gilles) = (house.who("amara").await, house.who("fatima").await, house.who("gilles").await);
        let id = house.draft().await;
        assert!(house.row(id).await.number.is_none(), "a draft has no number");
        house.submit(id, &clean()).await.unwrap();
        assert_eq!(house.row(id).await.number.as_deref(), Some("PSP-0001"));
        assert_eq!(house.letters("case_submitted").await, 4, "two facilitators, two coordinators");
        house.approve("fatima", id).await.unwrap();
        assert_eq!(house.letters("case_submitted").await, 0, "nobody is asked any more");
        assert_eq!(house.letters("case_approved").await, 1);
        let session = house.session().await;
        review::schedule(&cx, &fatima, &slug, id, &session.to_string()).await.unwrap();
        assert_eq!(house.letters("case_scheduled").await, 1);
        let benoit = house.who("benoit").await;
        talk::ask(&cx, &benoit, &slug, id, cx.new_id(), "Who interprets?").await.unwrap();
        let question = queries::open(&cx, &amara, &slug, id).await.unwrap().questions[0].id;
        talk::answer(&cx, &amara, &slug, id, question, "A *trained* interpreter, by phone.").await.unwrap();
        review::present(&cx, &gilles, &slug, id).await.unwrap();
        talk::recommend(&cx, &benoit, &slug, id, cx.new_id(), "Ask the person **how much** they want to know.", "").await.unwrap();
        talk::recommend(&cx, &gilles, &slug, id, cx.new_id(), "Meet the family first.", "the hub team").await.unwrap();
        let draft = queries::letter_draft(&cx, &fatima, &slug, id).await.unwrap();
        for part in ["Dear Amara Okafor", "PSP-0001", "how much", "(the hub team)", "(Benoît Lefebvre)", "From the hub team:", "From the cohort:"] {
            assert!(draft.body.contains(part), "{}", draft.body);
        }
        assert!(queries::open(&cx, &benoit, &slug, id).await.unwrap().letter.is_none());
        talk::sign_letter(&cx, &fatima, &slug, id, &draft.seen, &draft.body).await.unwrap();
        let view = queries::open(&cx, &amara, &slug, id).await.unwrap();
        assert_eq!(view.letter.map(|l| l.signed_by).as_deref(), Some("Fatima Rahman"));
        assert_eq!(house.letters("case_letter").await, 1);
        let advice: Vec<_> = queries::open(&cx, &amara, &slug, id).await.unwrap().advice;
        let mut said = talk::Happened { body: "They talked. It was enough.".into(), ..Default::default() };
        said.each.insert(advice[0].id, ("fully".into(), String::new()));
        said.each.insert(advice[1].id, ("not_used".into(), String::new()));
        let faults = words_of(talk::follow_up(&cx, &amara, &slug, id, &said).await.unwrap_err());
        assert_eq!(faults, [(format!("why-{}", advice[1].id), "fault-case-why".to_owned())]);
        said.each.insert(advice[1].id, ("not_used".into(), "They wanted to talk alone.".into()));
        talk::follow_up(&cx, &amara, &slug, id, &said).await.unwrap();
        let view = queries::open(&cx, &benoit, &slug, id).await.unwrap();
        assert_eq!(view.follow_up.map(|f| f.used).as_deref(), Some("partly"));
        assert!(view.questions[0].answer_html.contains("<em>trained</em>") && view.advice[0].html.contains("<strong>how much</strong>"));
    }

    async fn the_second_person_is_another_one(bench) {
        let house = house(&bench).await;
        let id = house.at(State::Submitted).await;
        assert_eq!(house.approve("amara", id).await.unwrap_err(), Fault::Refused("refused-own-case"));
        assert_eq!(house.approve("benoit", id).await.unwrap_err(), Fault::Missing);
        // A mentor who facilitates too, and presents: still not her own reviewer.
        let maya = house.who("maya").await;
        let own = writing::begin(&house.world.cx, &maya, &house.slug, house.world.cx.new_id(), &clean()).await.unwrap();
        writing::submit(&house.world.cx, &maya, &house.slug, own, 1, &clean(), Lang::En).await.unwrap();
        let role = crate::programs::tables::cohort_roles::ActiveModel {
            id: Set(house.world.cx.new_id()),
            cohort_id: Set(house.world.cohort),
            person_id: Set(house.world.id("maya")),
            role: Set("facilitator".into()),
            granted_at: Set(house.world.cx.now()),
            granted_by: Set(None),
        };
        role.insert(house.world.cx.db()).await.unwrap();
        assert_eq!(house.approve("maya", own).await.unwrap_err(), Fault::Refused("refused-own-case"));
        let version = house.row(id).await.version;
        let said = review::Judgement { read: true, recognizable: Some(domain::cases::Recognizable::Perhaps) };
        let doubts = review::approve_after(&house.world.cx, &house.who("fatima").await, &house.slug, id, version, said).await.unwrap_err();
        assert_eq!(words_of(doubts), [("recognizable".to_owned(), "fault-case-recognized".to_owned())]);
        let said = review::Judgement { recognizable: None, ..said };
        let silent = review::approve_after(&house.world.cx, &house.who("fatima").await, &house.slug, id, version, said).await.unwrap_err();
        assert_eq!(words_of(silent), [("recognizable".to_owned(), "fault-case-recognizable".to_owned())], "the question must be answered");
        let unread = review::approve(&house.world.cx, &house.who("fatima").await, &house.slug, id, version, false).await.unwrap_err();
        assert_eq!(words_of(unread), [("read".to_owned(), "fault-case-read".to_owned())]);
        house.approve("corinne", id).await.unwrap();
    }

    async fn two_reviewers_at_once_make_one_decision(bench) {
        let house = house(&bench).await;
        let id = house.at(State::Submitted).await;
        let (cx, version) = (house.world.cx.clone(), house.row(id).await.version);
        let (fatima, gilles) = (house.who("fatima").await, house.who("gilles").await);
        let (a, b) = tokio::join!(
            review::approve(&cx, &fatima, &house.slug, id, version, true),
            review::send_back(&cx, &gilles, &house.slug, id, version, "Say more."),
        );
        assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
        let lost = a.and(b).unwrap_err();
        assert_eq!(lost, Fault::Conflict("conflict-case-state"));
        assert_eq!(house.letters("case_approved").await + house.letters("case_sent_back").await, 1);
    }

    async fn the_same_form_twice_does_one_thing(bench) {
        let house = house(&bench).await;
        let (cx, slug, once) = (house.world.cx.clone(), house.slug.clone(), house.world.cx.new_id());
        let amara = house.who("amara").await;
        let id = writing::begin(&cx, &amara, &slug, once, &clean()).await.unwrap();
        assert_eq!(writing::begin(&cx, &amara, &slug, once, &clean()).await.unwrap(), id);
        assert_eq!(writing::begin(&cx, &house.who("benoit").await, &slug, once, &clean()).await.unwrap_err(), Fault::Conflict("conflict-twice"));
        for _ in 0..2 {
            writing::submit(&cx, &amara, &slug, id, 1, &clean(), Lang::En).await.unwrap();
        }
        assert_eq!(house.letters("case_submitted").await, 4);
        let version = house.row(id).await.version;
        for _ in 0..2 {
            review::approve(&cx, &house.who("fatima").await, &slug, id, version, true).await.unwrap();
        }
        assert_eq!(house.letters("case_approved").await, 1);
        let session = house.session().await.to_string();
        let (fatima, advice) = (house.who("fatima").await, cx.new_id());
        for _ in 0..2 {
            review::schedule(&cx, &fatima, &slug, id, &session).await.unwrap();
        }
        for _ in 0..2 {
            review::present(&cx, &fatima, &slug, id).await.unwrap();
            talk::recommend(&cx, &amara, &slug, id, advice, "Rest.", "").await.unwrap();
        }
        for _ in 0..2 {
            talk::sign_letter(&cx, &fatima, &slug, id, "0", "Dear colleague.").await.unwrap();
        }
        assert_eq!((house.letters("case_scheduled").await, house.letters("case_letter").await), (1, 1));
        assert_eq!(queries::open(&cx, &amara, &slug, id).await.unwrap().advice.len(), 1);
    }

    async fn a_change_after_approval_goes_back_to_review_and_keeps_number_and_session(bench) {
        let house = house(&bench).await;
        let id = house.at(State::Scheduled).await;
        let (before, benoit) = (house.row(id).await, house.who("benoit").await);
        let mut written = clean();
        written.set("tried", "A meeting with an interpreter by phone.");
        let kept = writing::keep(&house.world.cx, &house.who("amara").await, &house.slug, id, before.version, &written).await;
        assert_eq!(kept.unwrap_err(), Fault::Conflict("conflict-case-under-review"));
        house.submit(id, &written).await.unwrap();
        let now = house.row(id).await;
        assert_eq!((now.state.as_str(), &now.number, now.session_id), ("submitted", &before.number, before.session_id));
        assert_eq!(queries::open(&house.world.cx, &benoit, &house.slug, id).await.unwrap_err(), Fault::Missing);
        house.approve("gilles", id).await.unwrap();
        assert_eq!(house.row(id).await.state, "scheduled");
        assert!(queries::open(&house.world.cx, &benoit, &house.slug, id).await.is_ok());
        let (_, versions) = queries::history(&house.world.cx, &house.who("fatima").await, &house.slug, id).await.unwrap();
        assert_eq!(versions.iter().map(|v| v.decision.as_str()).collect::<Vec<_>>(), ["approved", "approved"]);
        assert!(versions.iter().all(|v| v.recognizable == "no" && !v.decided_by.is_empty()));
        let changed: Vec<&str> = versions[0].changes.iter().map(|(s, _)| s.as_ref().map_or("title", |s| s.key.as_str())).collect();
        assert_eq!((changed.as_slice(), versions[1].changes.len()), (&["tried"][..], 0), "what changed is told by section");
    }

    async fn an_older_page_overwrites_nothing(bench) {
        let house = house(&bench).await;
        let (id, amara, cx) = (house.draft().await, house.who("amara").await, house.world.cx.clone());
        let mut other = clean();
        other.set("title", "Another title");
        writing::keep(&cx, &amara, &house.slug, id, 1, &other).await.unwrap();
        let late = writing::keep(&cx, &amara, &house.slug, id, 1, &clean()).await.unwrap_err();
        assert_eq!(words_of(late), [("version".to_owned(), "fault-case-version".to_owned())]);
        let late = writing::submit(&cx, &amara, &house.slug, id, 1, &clean(), Lang::En).await.unwrap_err();
        assert_eq!(words_of(late), [("version".to_owned(), "fault-case-version".to_owned())]);
        assert_eq!(house.row(id).await.title, "Another title");
        let id = house.at(State::Presented).await;
        let fatima = house.who("fatima").await;
        talk::keep_letter(&cx, &fatima, &house.slug, id, "0", "First words.").await.unwrap();
        let late = talk::sign_letter(&cx, &house.who("gilles").await, &house.slug, id, "0", "Other words.").await.unwrap_err();
        assert_eq!(words_of(late), [("letter".to_owned(), "fault-case-version".to_owned())]);
    }

    async fn withdrawn_and_purged_leave_nothing_but_the_log(bench) {
        let house = house(&bench).await;
        let (cx, slug) = (house.world.cx.clone(), house.slug.clone());
        let id = house.at(State::Closed).await;
        let corinne = house.who("corinne").await;
        assert_eq!(review::purge(&cx, &corinne, &slug, id).await.unwrap_err(), Fault::Conflict("conflict-case-state"));
        review::withdraw(&cx, &corinne, &slug, id).await.unwrap();
        review::withdraw(&cx, &corinne, &slug, id).await.unwrap();
        assert_eq!(house.letters("case_follow_up").await + house.letters("case_letter").await, 0);
        assert_eq!(queries::open(&cx, &house.who("fatima").await, &slug, id).await.unwrap_err(), Fault::Missing);
        review::purge(&cx, &corinne, &slug, id).await.unwrap();
        assert_eq!(queries::open(&cx, &corinne, &slug, id).await.unwrap_err(), Fault::Missing);
        for left in [
            tables::case_revisions::Entity::find().count(cx.db()).await.unwrap(),
            tables::recommendations::Entity::find().count(cx.db()).await.unwrap(),
            tables::case_letters::Entity::find().count(cx.db()).await.unwrap(),
        ] {
            assert_eq!(left, 0);
        }
        let draft = house.draft().await;
        assert_eq!(review::purge(&cx, &corinne, &slug, draft).await.unwrap_err(), Fault::Missing);
        review::purge(&cx, &house.who("amara").await, &slug, draft).await.unwrap();
    }

    async fn a_case_gets_only_a_session_of_its_cohort_that_is_held(bench) {
        let house = house(&bench).await;
        let (id, fatima, cx) = (house.at(State::Approved).await, house.who("fatima").await, house.world.cx.clone());
        let elsewhere = house.session().await;
        let other = house.world.neighbour(true).await.unwrap();
        sessions::ActiveModel { id: Set(elsewhere), cohort_id: Set(other.cohort), ..Default::default() }.update(cx.db()).await.unwrap();
        for bad in [elsewhere.to_string(), Uuid::nil().to_string(), "x".to_owned(), String::new()] {
            let fault = review::schedule(&cx, &fatima, &house.slug, id, &bad).await.unwrap_err();
            assert_eq!(words_of(fault), [("session".to_owned(), "fault-choice".to_owned())]);
        }
    }

    async fn numbers_are_given_once_each_when_many_hand_in_at_once(bench) {
        let house = house(&bench).await;
        let (cx, amara) = (house.world.cx.clone(), house.who("amara").await);
        let (a, b, c) = (house.draft().await, house.draft().await, house.draft().await);
        let text = clean();
        let hand_in = |id| writing::submit(&cx, &amara, &house.slug, id, 1, &text, Lang::En);
        let (x, y, z) = tokio::join!(hand_in(a), hand_in(b), hand_in(c));
        x.and(y).and(z).unwrap();
        let mut numbers: Vec<_> = [house.row(a).await.number, house.row(b).await.number, house.row(c).await.number].into_iter().flatten().collect();
        numbers.sort();
        assert_eq!(numbers, ["PSP-0001", "PSP-0002", "PSP-0003"]);
    }

    async fn a_letter_that_could_tell_somebody_wants_a_word_for_each(bench) {
        let house = house(&bench).await;
        let (cx, fatima, id) = (house.world.cx.clone(), house.who("fatima").await, house.at(State::Presented).await);
        let body = "Dear Amara Okafor,\n\n1. See Mr. Albert Wong again. (Fatima Rahman)\n\nHe came on March 3rd, 2019.";
        let sign = async |body: &str, judged: Vec<String>| talk::sign_judged(&cx, &fatima, &house.slug, id, "0", (body, &judged)).await;
        let Err(Fault::Invalid(faults)) = sign(body, Vec::new()).await else { panic!("signed unread") };
        assert_eq!((faults[0].field.as_str(), faults[0].word.as_str()), ("judged", "fault-letter-doubts"));
        let view = queries::open(&cx, &fatima, &house.slug, id).await.unwrap();
        assert!(view.letter.is_none(), "nothing is written");
        let doubts = queries::letter_doubts(&cx, &view.reached, body).await.unwrap();
        assert!(doubts.iter().any(|p| p.words.contains("Wong")) && doubts.iter().any(|p| p.words.contains("2019")), "{doubts:?}");
        assert!(doubts.iter().all(|p| !p.words.contains("Okafor") && !p.words.contains("Rahman")), "those of the cohort are named on purpose");
        let keys: Vec<String> = doubts.iter().map(|p| p.key.clone()).collect();
        let more = format!("{body} Ask Mrs. Susan Miller too.");
        assert!(sign(&more, keys.clone()).await.is_err(), "a word that was not read is asked for anew");
        sign(body, keys).await.unwrap();
        assert!(queries::open(&cx, &fatima, &house.slug, id).await.unwrap().letter.is_some());
    }

    async fn the_demo_shows_a_case_at_each_stage(bench) {
        let house = house(&bench).await;
        let held = house.session().await;
        bench.clock.pass(Duration::days(35));
        let late = house.session().await;
        let next = house.session().await;
        sessions::ActiveModel { id: Set(next), starts_at: Set(bench.cx.now() + Duration::days(7)), ..Default::default() }.update(bench.cx.db()).await.unwrap();
        crate::cases::demo::furnish(&house.world, &[held, late, next]).await.unwrap();
        let rows = tables::cases::Entity::find().all(bench.cx.db()).await.unwrap();
        let mut states: Vec<_> = rows.iter().map(|r| r.state.as_str()).collect();
        states.sort_unstable();
        assert_eq!(states, ["closed", "draft", "presented", "scheduled", "sent_back", "submitted", "submitted"]);
        assert!(rows.iter().any(|r| r.followed_up_at.is_some() && r.session_id == Some(held)));
        assert!(rows.iter().any(|r| r.number.as_deref().is_some_and(|n| n.ends_with("-2")) && r.earlier_case_id.is_some()));
        assert_eq!(tables::case_files::Entity::find().count(bench.cx.db()).await.unwrap(), 1);
        assert!(tables::case_warnings::Entity::find().all(bench.cx.db()).await.unwrap().is_empty(), "no demo text is doubtful");
        assert_eq!(crate::outbox::claim_letters(&bench.cx, 50).await.unwrap().len(), 0, "nobody is written to");
    }
}
