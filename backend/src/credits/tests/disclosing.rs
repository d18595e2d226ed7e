use super::*;
use crate::credits::disclosing;

/// The link of the newest letter about a disclosure.
async fn token(cx: &crate::Cx) -> String {
    use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
    let all = crate::outbox::letters::Entity::find().filter(crate::outbox::letters::Column::Kind.eq("disclosure"));
    // The letter before it was cancelled; where the clock stands still, only that tells them apart.
    let all = all.filter(crate::outbox::letters::Column::State.eq("waiting"));
    let letter = all.order_by_desc(crate::outbox::letters::Column::Id).one(cx.db()).await.unwrap().unwrap();
    assert!(letter.body.contains("Rosa Delgado") && !letter.body.contains("letter-"), "{}", letter.body);
    let (_, rest) = letter.body.split_once("/disclose/").unwrap();
    rest.split_whitespace().next().unwrap().to_owned()
}

both! {
    async fn whoever_speaks_discloses_by_a_link_that_works_once(bench) {
        let stage = Stage::accredited(&bench).await;
        let (cx, slug, id, line) = (&bench.cx, stage.slug(), stage.sessions[3], bench.cx.new_id());
        let form = disclosures::Form { name: "Rosa Delgado".into(), role: "speaker".into(), ..disclosures::Form::default() };
        disclosures::set(cx, &stage.corinne, slug, id, line, &form).await.unwrap();
        let gate = async || disclosures::publishing(cx, &stage.corinne, slug, id).await.unwrap().gate.has(What::Disclosed);
        assert!(!gate().await);
        assert_eq!(fields(disclosing::ask(cx, &stage.corinne, slug, id, line, "rosa").await.unwrap_err()), ["email"]);
        disclosing::ask(cx, &stage.corinne, slug, id, line, "rosa@example.org").await.unwrap();
        let first = token(cx).await;
        disclosing::ask(cx, &stage.corinne, slug, id, line, "rosa@example.org").await.unwrap();
        let second = token(cx).await;
        assert_eq!(disclosing::look(cx, &first).await.unwrap_err(), Fault::Gone("disclosure-link-expired"), "the newest one holds");
        assert_eq!(disclosing::look(cx, &second).await.unwrap().name, "Rosa Delgado");
        assert!(matches!(disclosing::look(cx, "nobody-has-this").await, Err(Fault::Missing)));
        for bad in ["", "   ", &"x".repeat(2001)] {
            assert_eq!(fields(disclosing::file(cx, &second, bad).await.unwrap_err()), ["body"]);
        }
        let (a, b) = tokio::join!(disclosing::file(cx, &second, "None."), disclosing::file(cx, &second, "Fees of a maker."));
        assert!(a.is_ok() != b.is_ok(), "of two that press at once one is taken: {a:?} {b:?}");
        assert_eq!(a.and(b).unwrap_err(), Fault::Gone("disclosure-link-used"));
        assert!(gate().await);
        assert_eq!(disclosing::look(cx, &second).await.unwrap_err(), Fault::Gone("disclosure-link-used"));
        assert_eq!(disclosures::shown(cx, &stage.who("amara").await, slug, id).await.unwrap().len(), 1, "those who learn read it");
    }

    async fn a_link_ends_with_its_time_and_with_its_line(bench) {
        let stage = Stage::accredited(&bench).await;
        let (cx, slug, id, line) = (&bench.cx, stage.slug(), stage.sessions[3], bench.cx.new_id());
        let form = disclosures::Form { name: "Rosa Delgado".into(), role: "planner".into(), ..disclosures::Form::default() };
        disclosures::set(cx, &stage.corinne, slug, id, line, &form).await.unwrap();
        assert!(matches!(disclosing::ask(cx, &stage.corinne, slug, stage.sessions[2], line, "r@example.org").await, Err(Fault::Missing)));
        assert!(disclosing::ask(cx, &stage.who("amara").await, slug, id, line, "r@example.org").await.is_err());
        disclosing::ask(cx, &stage.corinne, slug, id, line, "r@example.org").await.unwrap();
        let link = token(cx).await;
        bench.clock.pass(Duration::days(30));
        assert_eq!(disclosing::file(cx, &link, "None.").await.unwrap_err(), Fault::Gone("disclosure-link-expired"));
        disclosing::ask(cx, &stage.corinne, slug, id, line, "r@example.org").await.unwrap();
        let link = token(cx).await;
        disclosures::remove(cx, &stage.corinne, slug, id, line).await.unwrap();
        assert!(matches!(disclosing::look(cx, &link).await, Err(Fault::Missing)));
    }
}
