//! A case that comes back.

use super::*;
use crate::cases::again;

crate::both! {
    async fn a_case_that_comes_back_keeps_its_number_and_points_at_the_one_before(bench) {
        let house = house(&bench).await;
        let (cx, slug) = (house.world.cx.clone(), house.slug.clone());
        let (amara, benoit, fatima) = (house.who("amara").await, house.who("benoit").await, house.who("fatima").await);
        let first = house.at(State::Closed).await;
        assert_eq!(again::present_again(&cx, &benoit, &slug, first, cx.new_id()).await.unwrap_err(), Fault::Refused("refused-role"));
        let once = cx.new_id();
        for _ in 0..2 {
            again::present_again(&cx, &amara, &slug, first, once).await.unwrap();
        }
        let second = CaseId(once);
        let draft = queries::draft(&cx, &amara, &slug, second).await.unwrap();
        assert_eq!(draft.written.get("title"), "When a family asks us not to tell");
        assert!(!draft.written.consent, "it is read once more");
        assert!(queries::open(&cx, &benoit, &slug, first).await.unwrap().chain.is_empty(), "a draft is nobody else's");
        house.submit(second, &clean()).await.unwrap();
        assert_eq!(house.row(second).await.number.as_deref(), Some("PSP-0001-2"));
        house.approve("fatima", second).await.unwrap();
        let session = house.session().await.to_string();
        review::schedule(&cx, &fatima, &slug, second, &session).await.unwrap();
        let chain = queries::open(&cx, &benoit, &slug, second).await.unwrap().chain;
        assert_eq!(chain.iter().map(|l| l.number.as_deref().unwrap()).collect::<Vec<_>>(), ["PSP-0001"]);
        let chain = queries::open(&cx, &benoit, &slug, first).await.unwrap().chain;
        assert_eq!(chain.iter().map(|l| l.number.as_deref().unwrap()).collect::<Vec<_>>(), ["PSP-0001-2"]);
        review::present(&cx, &fatima, &slug, second).await.unwrap();
        let third = again::present_again(&cx, &amara, &slug, second, cx.new_id()).await.unwrap();
        house.submit(third, &clean()).await.unwrap();
        assert_eq!(house.row(third).await.number.as_deref(), Some("PSP-0001-3"));
        let fresh = house.draft().await;
        house.submit(fresh, &clean()).await.unwrap();
        assert_eq!(house.row(fresh).await.number.as_deref(), Some("PSP-0002"), "the counter is not used up by it");
    }
}
