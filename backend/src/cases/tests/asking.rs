//! Day 30, day 37, and never after an answer.

use super::*;
use crate::jobs;
use crate::outbox;

impl House {
    /// Does every job that is due.
    async fn work(&self) {
        while let Some(job) = outbox::claim_job(&self.world.cx).await.unwrap() {
            let done = jobs::carry_out(&self.world.cx, &job).await;
            assert_eq!(done, outbox::Outcome::Sent, "{}", job.kind);
            outbox::settle_job(&self.world.cx, job.id, done).await.unwrap();
        }
    }

    async fn asked(&self) -> (u64, u64) {
        (self.letters("case_follow_up").await, self.letters("case_follow_up_again").await)
    }
}

fn told() -> talk::Happened {
    talk::Happened { used: "fully".into(), body: "They talked.".into(), ..Default::default() }
}

crate::both! {
    async fn the_presenter_is_asked_at_day_30_and_reminded_once(bench) {
        let house = house(&bench).await;
        house.at(State::Presented).await;
        house.work().await;
        assert_eq!(house.asked().await, (0, 0));
        bench.clock.pass(Duration::days(31));
        house.work().await;
        assert_eq!(house.asked().await, (1, 0));
        bench.clock.pass(Duration::days(7));
        house.work().await;
        assert_eq!(house.asked().await, (0, 1), "the first, still waiting, gives way to the reminder");
        bench.clock.pass(Duration::days(60));
        house.work().await;
        assert_eq!(house.asked().await, (0, 1));
    }

    async fn r1_6_nobody_is_asked_who_has_answered_or_left(bench) {
        let house = house(&bench).await;
        let (cx, slug, amara) = (house.world.cx.clone(), house.slug.clone(), house.who("amara").await);
        let answered = house.at(State::Presented).await;
        talk::follow_up(&cx, &amara, &slug, answered, &told()).await.unwrap();
        let withdrawn = house.at(State::Presented).await;
        review::withdraw(&cx, &amara, &slug, withdrawn).await.unwrap();
        bench.clock.pass(Duration::days(31));
        house.work().await;
        assert_eq!(house.asked().await, (0, 0));
        let late = house.at(State::Presented).await;
        bench.clock.pass(Duration::days(40));
        house.work().await;
        talk::follow_up(&cx, &amara, &slug, late, &told()).await.unwrap();
        assert_eq!(house.asked().await, (0, 0), "what waits is taken back");
        house.at(State::Presented).await;
        let left = crate::programs::tables::enrolments::Entity::update_many()
            .col_expr(crate::programs::tables::enrolments::Column::LeftAt, sea_orm::sea_query::Expr::value(cx.now()))
            .filter(crate::programs::tables::enrolments::Column::PersonId.eq(house.world.id("amara")));
        left.exec(cx.db()).await.unwrap();
        bench.clock.pass(Duration::days(40));
        house.work().await;
        assert_eq!(house.asked().await, (0, 0));
    }
}
