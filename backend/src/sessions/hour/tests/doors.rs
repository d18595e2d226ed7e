//! Who may do what in an hour, and when.
use super::super::case;
use super::*;
use crate::cases::{queries as cases, talk};
use crate::flags;

both! {
    async fn lead_administrator_and_strangers_have_no_content_here(bench) {
        let r = room(&bench).await;
        r.start().await;
        let look = async |viewer: &Viewer| queries::page(r.cx(), viewer, r.slug(), r.id).await.map(|p| p.view.version);
        for short in ["leo", "ada"] {
            assert_eq!(look(&r.who(short).await).await, Err(Fault::Refused("refused-role")), "{short}");
        }
        assert_eq!(look(&Viewer::nobody()).await, Err(Fault::SignIn));
        let far = r.w.neighbour(false).await.unwrap();
        assert_eq!(look(&far.viewer("petra").await.unwrap()).await, Err(Fault::Missing));
        for short in ["hana", "maya", "gilles", "corinne"] {
            look(&r.who(short).await).await.unwrap();
        }
    }

    async fn only_facilitator_and_coordinator_run_it(bench) {
        let r = room(&bench).await;
        for short in ["hana", "maya", "leo", "ada"] {
            let who = r.who(short).await;
            assert_eq!(run::start(r.cx(), &who, r.slug(), r.id).await, Err(Fault::Refused("refused-role")), "{short}");
            assert_eq!(groups::open(r.cx(), &who, r.slug(), r.id).await, Err(Fault::Refused("refused-role")), "{short}");
            assert_eq!(run::close(r.cx(), &who, r.slug(), r.id).await, Err(Fault::Refused("refused-role")), "{short}");
        }
        run::start(r.cx(), &r.who("corinne").await, r.slug(), r.id).await.unwrap();
        assert_eq!(hands::raise(r.cx(), &r.who("corinne").await, r.slug(), r.id).await, Err(Fault::Refused("refused-role")), "she is no member");
        assert_eq!(hands::raise(r.cx(), &r.who("leo").await, r.slug(), r.id).await, Err(Fault::Refused("refused-role")));
    }

    async fn it_is_open_around_its_session_and_until_it_is_closed(bench) {
        let r = room(&bench).await;
        let (fatima, hana) = (r.who("fatima").await, r.who("hana").await);
        let starts = bench.cx.now();
        bench.clock.set(starts - Duration::hours(1));
        assert_eq!(run::start(r.cx(), &fatima, r.slug(), r.id).await, Err(Fault::Conflict("conflict-hour-early")));
        assert_eq!(hands::raise(r.cx(), &hana, r.slug(), r.id).await, Err(Fault::Conflict("conflict-hour-closed")));
        let poll = polls::Typed { question: "Ready?".into(), choices: vec!["Yes".into(), "No".into()], several: false };
        polls::ask(r.cx(), &fatima, r.slug(), r.id, r.cx().new_id(), &poll).await.unwrap();
        bench.clock.set(starts - Duration::minutes(10));
        run::start(r.cx(), &fatima, r.slug(), r.id).await.unwrap();
        bench.clock.set(starts + Duration::hours(3));
        hands::raise(r.cx(), &hana, r.slug(), r.id).await.unwrap();
        run::close(r.cx(), &fatima, r.slug(), r.id).await.unwrap();
        assert_eq!(hands::raise(r.cx(), &hana, r.slug(), r.id).await, Err(Fault::Conflict("conflict-hour-closed")));
        assert_eq!(run::start(r.cx(), &fatima, r.slug(), r.id).await, Err(Fault::Conflict("conflict-hour-ended")));
    }

    async fn the_case_is_in_the_shared_state_only_from_the_start(bench) {
        let r = room(&bench).await;
        assert_eq!(r.view().await.case, None);
        r.start().await;
        assert_eq!(r.view().await.case.unwrap().id, r.case);
        let before = r.view().await.version;
        review::withdraw(r.cx(), &r.who("amara").await, r.slug(), r.case).await.unwrap();
        let after = r.view().await;
        assert_eq!(after.case, None, "taken back is gone at once");
        assert!(after.version > before, "and open screens hear of it");
    }

    async fn a_hidden_case_leaves_the_shared_state_and_staff_go_on(bench) {
        let r = room(&bench).await;
        r.start().await;
        let (fatima, hana) = (r.who("fatima").await, r.who("hana").await);
        advice::add(r.cx(), &fatima, r.slug(), r.id, r.cx().new_id(), ("Sit down first.", "room", "")).await.unwrap();
        let frame = async |after| {
            let (version, state) = queries::frame(r.cx(), r.id, after).await.unwrap().unwrap();
            (version, serde_json::from_value::<HourView>(state).unwrap().case.unwrap())
        };
        let (before, shown) = frame(0).await;
        flags::raising::raise(r.cx(), &hana, r.slug(), flags::Kind::Case, r.case.0, "patient", "A name stands there.").await.unwrap();
        let (version, hidden) = frame(before).await;
        assert_ne!(hidden.mark(), shown.mark(), "every screen draws its panel anew");
        assert!(hidden.hidden && hidden.title.is_empty() && hidden.advice.is_empty(), "{hidden:?}");
        let own = queries::page(r.cx(), &hana, r.slug(), r.id).await.unwrap().view.case.unwrap();
        assert!(own.title.is_empty() && own.advice.is_empty(), "{own:?}");
        assert_eq!(case::beside(r.cx(), &hana, &r.view().await).await.unwrap(), Some(r.case), "no other case slips into its place");
        advice::add(r.cx(), &fatima, r.slug(), r.id, r.cx().new_id(), ("Then ask.", "hub", "")).await.unwrap();
        assert_eq!(r.view().await.case.unwrap().advice.len(), 2, "staff read and write on");
        flags::desk::restore(r.cx(), &fatima, r.slug(), flags::Kind::Case, r.case.0).await.unwrap();
        let (after, again) = frame(version).await;
        assert!(after > version && again.mark() == shown.mark() && again.advice.len() == 2, "{again:?}");
    }

    async fn what_could_tell_somebody_is_shown_beside_the_point(bench) {
        let r = room(&bench).await;
        r.start().await;
        let fatima = r.who("fatima").await;
        let add = async |text| advice::add(r.cx(), &fatima, r.slug(), r.id, r.cx().new_id(), (text, "room", "")).await.unwrap();
        add("Mr. Albert Wong was seen on March 3rd, 2019.").await;
        add("Sit down first.").await;
        let given = r.view().await.case.unwrap().advice;
        assert!(given[0].doubts.iter().any(|d| d.contains("Wong")), "{:?}", given[0].doubts);
        assert!(given[0].doubts.iter().any(|d| d.contains("2019")), "{:?}", given[0].doubts);
        assert_eq!(given[1].doubts, Vec::<String>::new());
    }

    async fn groups_by_name_are_filled_one_by_one(bench) {
        let r = room(&bench).await;
        r.start().await;
        let fatima = r.who("fatima").await;
        assert_eq!(words(groups::name(r.cx(), &fatima, r.slug(), r.id, " \n").await.unwrap_err()), ["fault-empty"]);
        groups::name(r.cx(), &fatima, r.slug(), r.id, "Talk\nMedicine").await.unwrap();
        let made = r.view().await.groups;
        assert_eq!(made.iter().map(|g| (g.title.as_str(), g.members.len())).collect::<Vec<_>>(), [("Talk", 0), ("Medicine", 0)]);
        groups::place(r.cx(), &fatima, r.slug(), r.id, &r.w.id("hana").to_string(), &made[1].id.to_string()).await.unwrap();
        assert_eq!(r.view().await.groups[1].members[0].id, r.w.id("hana"));
    }

    async fn a_closed_session_takes_no_case(bench) {
        let r = room(&bench).await;
        r.start().await;
        let fatima = r.who("fatima").await;
        run::close(r.cx(), &fatima, r.slug(), r.id).await.unwrap();
        let (cx, slug, amara) = (r.cx(), r.slug(), r.who("amara").await);
        let mut written = Written { consent: true, ..Written::default() };
        for section in ["title", "background", "question"] {
            written.set(section, "A second question of the same kind.");
        }
        let second = writing::begin(cx, &amara, slug, cx.new_id(), &written).await.unwrap();
        writing::submit(cx, &amara, slug, second, 1, &written, Lang::En).await.unwrap();
        review::approve(cx, &fatima, slug, second, 2, true).await.unwrap();
        assert_eq!(words(review::schedule(cx, &fatima, slug, second, &r.id.to_string()).await.unwrap_err()), ["fault-session-over"]);
        let (_, offered) = cases::to_schedule(cx, &fatima, slug, second).await.unwrap();
        assert!(offered.iter().all(|m| m.id != r.id) && offered.is_sorted_by_key(|m| m.starts_at), "{offered:?}");
    }

    async fn the_scribe_writes_and_nobody_else(bench) {
        let r = room(&bench).await;
        r.start().await;
        let point = ("Ask what they know already.", "room", "Hana");
        let add = async |short: &str| advice::add(r.cx(), &r.who(short).await, r.slug(), r.id, r.cx().new_id(), point).await;
        assert_eq!(add("hana").await, Err(Fault::Refused("refused-scribe")));
        let fatima = r.who("fatima").await;
        run::name_scribe(r.cx(), &fatima, r.slug(), r.id, &r.w.id("hana").to_string()).await.unwrap();
        add("hana").await.unwrap();
        assert_eq!(add("benoit").await, Err(Fault::Refused("refused-scribe")));
        add("gilles").await.unwrap();
        let stranger = r.w.neighbour(false).await.unwrap().id("petra").to_string();
        assert_eq!(words(run::name_scribe(r.cx(), &fatima, r.slug(), r.id, &stranger).await.unwrap_err()), ["fault-choice"]);
        run::name_scribe(r.cx(), &fatima, r.slug(), r.id, "").await.unwrap();
        assert_eq!(add("hana").await, Err(Fault::Refused("refused-scribe")), "no longer named, no longer scribe");
        let case = r.view().await.case.unwrap();
        assert_eq!(case.advice.iter().map(|a| (a.from.as_str(), a.hub)).collect::<Vec<_>>(), [("Hana", Some(false)), ("Hana", Some(false))]);
    }

    /// Feature B8: the hub reads ahead, the others from the start.
    async fn a_scheduled_case_waits_for_its_session_for_all_but_the_hub(bench) {
        let r = room(&bench).await;
        let starts = bench.cx.now();
        bench.clock.set(starts - Duration::minutes(10));
        let open = async |short: &str| cases::open(r.cx(), &r.who(short).await, r.slug(), r.case).await.map(|_| ());
        let listed = async |short: &str| cases::list(r.cx(), &r.who(short).await, r.slug()).await.unwrap().cards.len();
        for (short, sees) in [("hana", false), ("maya", false), ("amara", true), ("gilles", true), ("corinne", true)] {
            assert_eq!((open(short).await.is_ok(), listed(short).await), (sees, usize::from(sees)), "{short} ahead");
        }
        assert_eq!(open("hana").await, Err(Fault::Missing));
        let asked = talk::ask(r.cx(), &r.who("hana").await, r.slug(), r.case, r.cx().new_id(), "Who interprets?").await;
        assert_eq!(asked, Err(Fault::Missing), "and cannot be spoken to");
        r.start().await;
        assert_eq!((open("hana").await, listed("hana").await), (Ok(()), 1), "started early, it is there early");
        bench.clock.set(starts);
        assert_eq!((open("maya").await, listed("maya").await), (Ok(()), 1));
    }
}
