#![allow(clippy::unwrap_used, clippy::panic)]
use sea_orm::EntityTrait;

use super::{Choices, List, choose, leave, look, notice_choices, own, way_out};
use crate::world::World;
use crate::{Fault, Viewer, both};

async fn address(w: &World, short: &str, list: List) -> (String, String) {
    let tx = w.cx.begin().await.unwrap();
    let out = way_out(&tx, w.id(short), list).await.unwrap();
    tx.commit().await.unwrap();
    let mut parts = out.rsplit('/');
    let list = parts.next().unwrap().to_owned();
    (parts.next().unwrap().to_owned(), list)
}

both! {
    async fn both_lists_come_until_somebody_says_otherwise(bench) {
        let w = World::found(&bench.cx).await.unwrap();
        let amara = w.viewer("amara").await.unwrap();
        assert_eq!(own(&w.cx, &amara).await.unwrap(), Choices { reminders: true, calendar: true });
        choose(&w.cx, &amara, Choices { reminders: false, calendar: true }).await.unwrap();
        assert_eq!(own(&w.cx, &amara).await.unwrap(), Choices { reminders: false, calendar: true });
        assert_eq!(own(&w.cx, &w.viewer("benoit").await.unwrap()).await.unwrap(), Choices::default());
        assert_eq!(own(&w.cx, &Viewer::nobody()).await, Err(Fault::SignIn));
    }

    async fn a_way_out_is_used_by_an_act_and_not_by_a_look(bench) {
        let w = World::found(&bench.cx).await.unwrap();
        let (token, list) = address(&w, "benoit", List::Reminders).await;
        for _ in 0..3 {
            assert!(look(&w.cx, &token, &list).await.unwrap().on);
        }
        assert_eq!(look(&w.cx, &token, &list).await.unwrap().lang, domain::lang::Lang::Fr);
        for _ in 0..2 {
            assert!(!leave(&w.cx, &token, &list).await.unwrap().on, "twice is as good as once");
        }
        let benoit = w.viewer("benoit").await.unwrap();
        assert_eq!(own(&w.cx, &benoit).await.unwrap(), Choices { reminders: false, calendar: true }, "the other list goes on");
        choose(&w.cx, &benoit, Choices::default()).await.unwrap();
        assert_eq!(address(&w, "benoit", List::Reminders).await.0, token, "letters that are out keep a way out that works");
    }

    async fn a_token_opens_its_own_persons_lists_and_nothing_else(bench) {
        let w = World::found(&bench.cx).await.unwrap();
        let (token, _) = address(&w, "amara", List::Calendar).await;
        assert_eq!(token.len(), 43, "256 bits");
        for (token, list) in [(token.as_str(), "cases"), (&token[..42], "calendar"), ("", "calendar"), ("x", "reminders")] {
            assert!(matches!(leave(&w.cx, token, list).await, Err(Fault::Missing)), "{token} {list}");
        }
        let rows = notice_choices::Entity::find().all(w.cx.db()).await.unwrap();
        assert!(rows.iter().all(|r| r.calendar && r.reminders));
    }
}
