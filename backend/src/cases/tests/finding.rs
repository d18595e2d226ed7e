//! What the search knows of cases.

use super::*;
use crate::search;

crate::both! {
    async fn a_case_is_found_while_the_cohort_may_read_it_and_by_those_who_may(bench) {
        let house = house(&bench).await;
        let cx = house.world.cx.clone();
        let found = async |who: &str| search::find(&cx, &house.who(who).await, "protecting", 1).await.unwrap().total;
        for state in [State::Draft, State::Submitted, State::SentBack, State::Approved, State::Withdrawn] {
            house.at(state).await;
            assert_eq!(found("amara").await, 0, "{state:?}: not even by its presenter");
            assert_eq!(found("fatima").await, 0, "{state:?}");
        }
        let id = house.at(State::Presented).await;
        for (who, n) in [("amara", 1), ("benoit", 1), ("corinne", 1), ("maya", 1), ("leo", 0), ("ada", 0), ("odile", 0)] {
            assert_eq!(found(who).await, n, "{who}");
        }
        review::withdraw(&cx, &house.who("corinne").await, &house.slug, id).await.unwrap();
        assert_eq!(found("benoit").await, 0);
        house.at(State::Closed).await;
        assert_eq!(found("benoit").await, 1);
    }
}
