//! Those who were missed, and their letters.

use domain::lang::Lang;

use super::*;
use crate::outbox;
use crate::sessions::attendance::absent::{self, Post, Text};
use crate::sessions::attendance::{check_in, claim, correct};

fn texts() -> Vec<Text> {
    let text = |lang, subject: &str| Text { lang, subject: subject.into(), body: "we missed you.\nhttp://localhost:3000/there".into() };
    vec![text(Lang::En, "We missed you"), text(Lang::Fr, "Vous nous avez manqué")]
}

/// Everybody corrected as there, but these.
async fn all_but(w: &World, id: SessionId, missed: &[&str]) {
    let fatima = w.viewer("fatima").await.unwrap();
    let seen = crate::sessions::attendance::table(&w.cx, &fatima, &w.slug, id).await.unwrap();
    for row in seen.rows.iter().filter(|r| !missed.iter().any(|m| w.id(m) == r.person)) {
        correct(&w.cx, &fatima, &w.slug, id, row.person, true, "Seen").await.unwrap();
    }
}

both! {
    async fn one_letter_each_in_their_language_and_never_twice(bench) {
        let (w, ids) = scheduled(&bench).await;
        let (fatima, corinne) = (w.viewer("fatima").await.unwrap(), w.viewer("corinne").await.unwrap());
        let list = async || absent::list(&w.cx, &fatima, &w.slug, ids[2]).await.unwrap();
        let to: Vec<_> = ["amara", "benoit", "uma"].map(|s| w.id(s)).to_vec();
        assert!(!list().await.over && list().await.missed.is_empty());
        assert!(matches!(absent::write(&w.cx, &fatima, &w.slug, ids[2], &to, &texts()).await, Err(Fault::Conflict(_))));
        check_in(&w.cx, &w.viewer("rosa").await.unwrap(), &w.slug, ids[2]).await.unwrap();
        bench.clock.pass(Duration::minutes(10));
        crate::sessions::attendance::leave(&w.cx, &w.viewer("rosa").await.unwrap(), &w.slug, ids[2]).await.unwrap();
        bench.clock.pass(Duration::hours(2));
        all_but(&w, ids[2], &["amara", "benoit", "uma", "rosa", "ivy"]).await;
        claim(&w.cx, &w.viewer("ivy").await.unwrap(), &w.slug, ids[2]).await.unwrap();
        correct(&w.cx, &fatima, &w.slug, ids[0], w.id("uma"), true, "Seen").await.unwrap();
        let found = list().await;
        let names: Vec<&str> = found.missed.iter().map(|m| m.name.as_str()).collect();
        assert_eq!(names, ["Amara Okafor", "Benoît Lefebvre", "Uma Venkatesan"]);
        assert_eq!((found.answered.join(" "), found.short.len()), ("Ivy Wilson".to_owned(), 1), "these get no letter");
        assert_eq!(found.missed.iter().map(|m| m.last.map(|l| l.0)).collect::<Vec<_>>(), [None, None, Some(1)]);
        let english = found.texts.iter().find(|t| t.lang == Lang::En).unwrap();
        assert!(english.body.contains(&format!("/cohorts/{}/sessions/{}", w.slug, ids[2])), "the link to the material: {}", english.body);

        let Err(Fault::Invalid(faults)) = absent::write(&w.cx, &fatima, &w.slug, ids[2], &to, &[]).await else { panic!("taken") };
        assert!(faults.iter().any(|f| f.field == "body_en"));
        let strangers = [w.id("ivy"), w.id("rosa"), w.id("odile"), w.id("fatima")];
        assert!(matches!(absent::write(&w.cx, &fatima, &w.slug, ids[2], &strangers, &texts()).await, Err(Fault::Invalid(_))), "they were not missed");

        let words = texts();
        let (one, two) = tokio::join!(
            absent::write(&w.cx, &fatima, &w.slug, ids[2], &to, &words),
            absent::write(&w.cx, &corinne, &w.slug, ids[2], &to, &words),
        );
        assert!(one.is_ok() != two.is_ok(), "two of the team at once write once");
        assert!(outbox::claim_letters(&w.cx, 100).await.unwrap().iter().all(|l| l.kind != "missed"), "not before ten minutes");
        bench.clock.pass(Duration::minutes(10));
        let letters: Vec<_> = outbox::claim_letters(&w.cx, 100).await.unwrap().into_iter().filter(|l| l.kind == "missed").collect();
        assert_eq!(letters.len(), 3);
        let benoit = letters.iter().find(|l| l.name == "Benoît Lefebvre").unwrap();
        let french = found.missed.iter().find(|m| m.person == w.id("benoit")).unwrap().lang == Lang::Fr;
        assert_eq!(benoit.subject, if french { "Vous nous avez manqué" } else { "We missed you" });
        let amara = letters.iter().find(|l| l.name == "Amara Okafor").unwrap();
        assert!(amara.body.starts_with("Dear Amara Okafor,\n\nwe missed you."), "{}", amara.body);
        for letter in &letters {
            outbox::settle(&w.cx, letter.id, outbox::Outcome::Sent).await.unwrap();
        }
        assert!(list().await.missed.iter().all(|m| matches!(m.post, Post::Sent(_))) && list().await.texts.is_empty());
        assert!(matches!(absent::write(&w.cx, &fatima, &w.slug, ids[2], &to, &texts()).await, Err(Fault::Invalid(_))), "never twice");
        for short in ["amara", "leo", "ada", "maya"] {
            let viewer = w.viewer(short).await.unwrap();
            assert!(matches!(absent::list(&w.cx, &viewer, &w.slug, ids[2]).await, Err(Fault::Refused(_))), "{short}");
            assert!(matches!(absent::write(&w.cx, &viewer, &w.slug, ids[2], &to, &texts()).await, Err(Fault::Refused(_))), "{short}");
            assert!(matches!(absent::stop(&w.cx, &viewer, &w.slug, ids[2]).await, Err(Fault::Refused(_))), "{short}");
        }
    }

    async fn a_letter_can_be_stopped_and_written_again(bench) {
        let (w, ids) = scheduled(&bench).await;
        let fatima = w.viewer("fatima").await.unwrap();
        bench.clock.pass(Duration::hours(2));
        let to = [w.id("amara"), w.id("uma")];
        let posts = async || {
            let found = absent::list(&w.cx, &fatima, &w.slug, ids[2]).await.unwrap();
            found.missed.into_iter().filter(|m| to.contains(&m.person)).map(|m| m.post).collect::<Vec<_>>()
        };
        assert_eq!(absent::write(&w.cx, &fatima, &w.slug, ids[2], &to, &texts()).await.unwrap(), 2);
        let leaves = Post::Waits(w.cx.now() + absent::PAUSE);
        assert_eq!(posts().await, [leaves, leaves]);
        assert_eq!(absent::stop(&w.cx, &fatima, &w.slug, ids[2]).await.unwrap(), 2);
        assert_eq!(posts().await, [Post::None, Post::None]);
        assert_eq!(absent::write(&w.cx, &fatima, &w.slug, ids[2], &to[..1], &texts()).await.unwrap(), 1);
        assert_eq!(posts().await, [leaves, Post::None]);
        bench.clock.pass(Duration::minutes(11));
        let letters: Vec<_> = outbox::claim_letters(&w.cx, 100).await.unwrap().into_iter().filter(|l| l.kind == "missed").collect();
        assert_eq!(letters.len(), 1, "the stopped ones stay stopped");
        outbox::settle(&w.cx, letters[0].id, outbox::Outcome::Failed("no such mailbox".into())).await.unwrap();
        assert_eq!(posts().await, [Post::Failed, Post::None]);
        crate::programs::enrolling::remove(&w.cx, &w.viewer("corinne").await.unwrap(), &w.slug, w.id("uma")).await.unwrap();
        assert_eq!(posts().await.len(), 1, "who left is not written to");
    }
}
