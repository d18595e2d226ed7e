//! Every role, at every state, at every door.

use super::*;

/// Name, and whether the person is the presenter, participant, facilitator, mentor or coordinator.
const CAST: [&str; 8] = ["amara", "benoit", "fatima", "maya", "corinne", "leo", "ada", "petra"];

fn expected(who: &str, state: State, act: Act) -> Option<Door> {
    let none = domain::cases::Stand::default();
    let stand = match who {
        "amara" => domain::cases::Stand { presenter: true, participant: true, ..none },
        "benoit" => domain::cases::Stand { participant: true, ..none },
        "fatima" => domain::cases::Stand { facilitator: true, ..none },
        "maya" => domain::cases::Stand { mentor: true, ..none },
        "corinne" => domain::cases::Stand { coordinator: true, ..none },
        _ => return None,
    };
    Some(may(stand, state, act))
}

crate::both! {
    async fn r1_4_every_role_meets_its_door_at_every_state(bench) {
        let house = house(&bench).await;
        let other = house.world.neighbour(true).await.unwrap();
        for state in State::ALL {
            let id = house.at(state).await;
            for who in CAST {
                let viewer = if who == "petra" { other.viewer(who).await.unwrap() } else { house.who(who).await };
                for act in Act::ALL {
                    let got = reach::case(house.world.cx.db(), house.world.cx.now(), &viewer, &house.slug, id, act).await.map(|_| ());
                    match (who, expected(who, state, act)) {
                        ("petra", _) => assert_eq!(got, Err(Fault::Missing), "{who} {state:?} {act:?}"),
                        (_, None) => assert_eq!(got, Err(Fault::Refused("refused-role")), "{who} {state:?} {act:?}"),
                        (_, Some(Door::Open)) => assert_eq!(got, Ok(()), "{who} {state:?} {act:?}"),
                        (_, Some(Door::Missing)) => assert_eq!(got, Err(Fault::Missing), "{who} {state:?} {act:?}"),
                        (_, Some(Door::NotNow)) => assert_eq!(got, Err(Fault::Conflict("conflict-case-state")), "{who} {state:?} {act:?}"),
                        (_, Some(Door::Refused)) => assert!(matches!(got, Err(Fault::Refused(_))), "{who} {state:?} {act:?}"),
                    }
                }
            }
            let nobody = reach::case(house.world.cx.db(), house.world.cx.now(), &Viewer::nobody(), &house.slug, id, Act::Read).await.map(|_| ());
            assert_eq!(nobody, Err(Fault::SignIn));
        }
    }

    async fn a_case_is_reached_only_through_its_own_cohort(bench) {
        let house = house(&bench).await;
        let id = house.at(State::Scheduled).await;
        let other = house.world.neighbour(false).await.unwrap();
        let corinne = house.who("corinne").await;
        let felix = other.viewer("felix").await.unwrap();
        assert_eq!(queries::open(&house.world.cx, &felix, &other.slug, id).await.unwrap_err(), Fault::Missing);
        assert_eq!(queries::open(&house.world.cx, &corinne, &other.slug, id).await.unwrap_err(), Fault::Missing);
        assert_eq!(review::withdraw(&house.world.cx, &felix, &other.slug, id).await.unwrap_err(), Fault::Missing);
    }

    async fn only_participants_and_mentors_begin_a_case(bench) {
        let house = house(&bench).await;
        for (who, may) in [("amara", true), ("maya", true), ("fatima", false), ("corinne", false), ("leo", false), ("ada", false)] {
            let got = writing::begin(&house.world.cx, &house.who(who).await, &house.slug, house.world.cx.new_id(), &clean()).await;
            assert_eq!(got.is_ok(), may, "{who}");
            assert!(may || got == Err(Fault::Refused("refused-role")));
        }
    }

    async fn lists_hold_what_their_reader_may_see(bench) {
        let house = house(&bench).await;
        for state in State::ALL {
            house.at(state).await;
        }
        let cx = &house.world.cx;
        for (who, count) in [("amara", 8), ("benoit", 3), ("maya", 3), ("fatima", 6), ("corinne", 7)] {
            let list = queries::list(cx, &house.who(who).await, &house.slug).await.unwrap();
            assert_eq!(list.cards.len(), count, "{who}");
        }
        let told = |list: Vec<waiting::Waiting>| list.into_iter().map(|w| w.what).collect::<Vec<_>>();
        assert_eq!(told(queries::waiting_for(cx, &house.who("amara").await).await.unwrap()), [What::SentBack, What::Draft]);
        assert_eq!(told(queries::waiting_for(cx, &house.who("fatima").await).await.unwrap()), [What::Review, What::Schedule, What::Letter]);
        assert_eq!(told(queries::waiting_for(cx, &house.who("corinne").await).await.unwrap()), [What::Review, What::Schedule]);
        assert!(queries::waiting_for(cx, &house.who("benoit").await).await.unwrap().is_empty());
        bench.clock.pass(Duration::days(31));
        assert_eq!(told(queries::waiting_for(cx, &house.who("amara").await).await.unwrap()), [What::SentBack, What::Draft, What::FollowUp, What::FollowUp]);
    }

    async fn what_is_typed_after_sending_back_is_its_owners_alone(bench) {
        let house = house(&bench).await;
        let id = house.at(State::SentBack).await;
        let cx = &house.world.cx;
        let mut written = clean();
        written.set("title", "Susan Wong, 250-555-0142");
        writing::keep(cx, &house.who("amara").await, &house.slug, id, house.row(id).await.version, &written).await.unwrap();
        let fatima = house.who("fatima").await;
        assert_eq!(queries::open(cx, &fatima, &house.slug, id).await.unwrap().title, "When a family asks us not to tell");
        assert_eq!(queries::list(cx, &fatima, &house.slug).await.unwrap().cards[0].title, "When a family asks us not to tell");
        assert_eq!(queries::open(cx, &house.who("amara").await, &house.slug, id).await.unwrap().title, "Susan Wong, 250-555-0142");
    }

    async fn cards_of_a_session_show_published_cases_to_its_cohort(bench) {
        let house = house(&bench).await;
        let id = house.at(State::Scheduled).await;
        let (cx, session) = (&house.world.cx, house.row(id).await.session_id.unwrap());
        let cards = queries::of_session(cx, &house.who("benoit").await, session).await.unwrap();
        assert_eq!(cards.iter().map(|c| (c.id, c.number.as_deref())).collect::<Vec<_>>(), [(id, Some("PSP-0001"))]);
        assert_eq!(queries::of_session(cx, &house.who("leo").await, session).await.unwrap_err(), Fault::Refused("refused-role"));
        house.submit(id, &{ let mut w = clean(); w.set("tried", "We listened."); w }).await.unwrap();
        assert!(queries::of_session(cx, &house.who("amara").await, session).await.unwrap().is_empty(), "back in review");
    }
}
