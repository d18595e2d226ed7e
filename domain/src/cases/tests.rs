//! The table of permissions, cell by cell, and the order of life.

use super::*;

fn stands() -> [(&'static str, Stand); 7] {
    let none = Stand::default();
    [
        ("outsider", none),
        ("participant", Stand { participant: true, ..none }),
        ("presenter", Stand { participant: true, presenter: true, ..none }),
        ("facilitator", Stand { facilitator: true, ..none }),
        ("mentor", Stand { mentor: true, ..none }),
        ("coordinator", Stand { coordinator: true, ..none }),
        ("presenting facilitator", Stand { facilitator: true, presenter: true, ..none }),
    ]
}

fn open_to(state: State, act: Act) -> Vec<&'static str> {
    stands().into_iter().filter(|(_, s)| may(*s, state, act) == Door::Open).map(|(name, _)| name).collect()
}

#[test]
fn r1_4_a_case_is_never_open_to_participants_before_approval_and_scheduling() {
    for state in State::ALL {
        for act in Act::ALL {
            for who in ["outsider", "participant", "mentor"] {
                let stand = stands().into_iter().find(|(n, _)| *n == who).map(|(_, s)| s).unwrap_or_default();
                if !state.is_published() || who == "outsider" {
                    assert_eq!(may(stand, state, act), Door::Missing, "{who} {state:?} {act:?}");
                }
            }
        }
    }
}

#[test]
fn nobody_but_the_owner_sees_a_draft() {
    for act in Act::ALL {
        let open = open_to(State::Draft, act);
        assert!(open.iter().all(|n| n.starts_with("present")), "{act:?} {open:?}");
    }
}

#[test]
fn the_reviewer_is_never_the_presenter() {
    for state in State::ALL {
        let open = open_to(state, Act::Review);
        if state == State::Submitted {
            assert_eq!(open, ["facilitator", "coordinator"]);
        } else {
            assert!(open.is_empty(), "{state:?} {open:?}");
        }
    }
}

#[test]
fn each_act_is_open_to_its_roles_in_its_states() {
    assert_eq!(
        open_to(State::Scheduled, Act::Read),
        ["participant", "presenter", "facilitator", "mentor", "coordinator", "presenting facilitator"]
    );
    assert_eq!(open_to(State::Submitted, Act::Read), ["presenter", "facilitator", "coordinator", "presenting facilitator"]);
    assert_eq!(open_to(State::Presented, Act::Comment), ["participant", "presenter", "facilitator", "mentor", "presenting facilitator"]);
    assert_eq!(open_to(State::Closed, Act::Comment), Vec::<&str>::new());
    assert_eq!(open_to(State::Presented, Act::Letter), ["facilitator", "presenting facilitator"]);
    assert_eq!(open_to(State::Scheduled, Act::Letter), Vec::<&str>::new());
    assert_eq!(open_to(State::Approved, Act::Schedule), ["facilitator", "coordinator", "presenting facilitator"]);
    assert_eq!(open_to(State::Closed, Act::History), ["presenter", "facilitator", "presenting facilitator"]);
    assert_eq!(open_to(State::Closed, Act::Withdraw), ["presenter", "coordinator", "presenting facilitator"]);
    assert_eq!(open_to(State::Withdrawn, Act::Purge), ["presenter", "coordinator", "presenting facilitator"]);
    assert_eq!(open_to(State::Closed, Act::Purge), Vec::<&str>::new(), "withdrawn first");
    assert_eq!(open_to(State::Closed, Act::FollowUp), ["presenter", "presenting facilitator"]);
    assert_eq!(open_to(State::Presented, Act::Edit), Vec::<&str>::new(), "what was presented stands");
}

#[test]
fn words_read_back() {
    for state in State::ALL {
        assert_eq!(State::parse(state.code()), Some(state));
    }
    for answer in Recognizable::ALL {
        assert_eq!(Recognizable::parse(answer.code()), Some(answer));
    }
    for used in Used::ALL {
        assert_eq!(Used::parse(used.code()), Some(used));
    }
    assert_eq!(number("PSP", 7), "PSP-0007");
    assert_eq!(number_again("PSP-0007", 2), "PSP-0007-2");
}

#[test]
fn a_hidden_case_is_there_for_staff_and_its_presenter_who_may_mend_it() {
    let hidden: Vec<(&str, Stand)> = stands().into_iter().map(|(n, s)| (n, Stand { hidden: true, ..s })).collect();
    for state in [State::Scheduled, State::Presented, State::Closed] {
        let there: Vec<&str> = hidden.iter().filter(|(_, s)| sees(*s, state)).map(|(n, _)| *n).collect();
        assert_eq!(there, ["presenter", "facilitator", "coordinator", "presenting facilitator"], "{state:?}");
        let mends: Vec<&str> = hidden.iter().filter(|(_, s)| may(*s, state, Act::Edit) == Door::Open).map(|(n, _)| *n).collect();
        assert_eq!(mends, ["presenter", "presenting facilitator"], "{state:?}");
        let others = hidden.iter().filter(|(_, s)| !s.staff());
        assert!(others.into_iter().all(|(_, s)| may(*s, state, Act::Comment) != Door::Open), "nobody else talks about it meanwhile");
    }
}

#[test]
fn the_answer_for_a_case_follows_from_its_recommendations() {
    use Used::{Fully, NotUsed, Partly};
    for (each, all) in [
        (&[][..], None),
        (&[Fully, Fully], Some(Fully)),
        (&[NotUsed], Some(NotUsed)),
        (&[Fully, NotUsed], Some(Partly)),
        (&[Partly, Partly], Some(Partly)),
    ] {
        assert_eq!(Used::over_all(each), all, "{each:?}");
    }
}
