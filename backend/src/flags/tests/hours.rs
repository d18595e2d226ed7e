//! What was written in an hour: hidden on every screen at once, mended, blotted out, and not brought back by a form that still holds it.
use domain::hour::HourView;

use super::*;
use crate::ports::Hint;
use crate::sessions::hour::notes::Saved;

async fn view(place: &Place, who: &str) -> HourView {
    hour::queries::page(&place.world.cx, &place.who(who).await, &place.slug, place.session).await.unwrap().view
}

crate::both! {
    async fn what_is_hidden_in_an_hour_leaves_every_screen_at_once(bench) {
        let place = Place::new(&bench).await;
        let (cx, slug, maya, fatima) = (&bench.cx, place.slug.as_str(), place.who("maya").await, place.who("fatima").await);
        for (kind, id) in place.things().into_iter().skip(5) {
            let before = view(&place, "amara").await.version;
            bench.ear.take();
            raising::raise(cx, &maya, slug, kind, id, "patient", "A name").await.unwrap();
            let told = bench.ear.take();
            let moved = told.iter().filter(|h| matches!(h, Hint::Hour(session, version) if *session == place.session && *version > before)).count();
            assert_eq!(moved, 1, "{kind:?}: the screens of the hour are told");
        }
        for who in ["amara", "benoit", "fatima"] {
            let seen = serde_json::to_string(&view(&place, who).await).unwrap();
            assert!(!seen.to_lowercase().contains("sat with") && !seen.contains("Who calls") && !seen.contains("again."), "{who}: {seen}");
        }
        let seen = view(&place, "amara").await;
        assert!(seen.notes.hidden && seen.used[0].hidden && seen.polls[0].hidden && seen.polls[0].choices.is_empty());
        let benoit = place.who("benoit").await;
        let notes = hour::notes::save(cx, &place.who("amara").await, slug, place.session, 2, "Mine").await;
        assert_eq!(notes.unwrap_err(), Fault::Conflict("conflict-notes-hidden"));
        for body in ["", "Something else"] {
            assert_eq!(hour::used::say(cx, &benoit, slug, place.session, body).await.unwrap_err(), Fault::Conflict("conflict-used-hidden"));
        }
        for (kind, id) in place.things().into_iter().skip(5) {
            desk::restore(cx, &fatima, slug, kind, id).await.unwrap();
        }
        let seen = view(&place, "amara").await;
        assert!(seen.notes.body.contains(NAME) && seen.used[0].body.contains(NAME) && seen.polls[0].question.contains(NAME));
    }

    async fn authors_mend_what_they_wrote_in_an_hour(bench) {
        let place = Place::new(&bench).await;
        let (cx, slug, maya) = (&bench.cx, place.slug.as_str(), place.who("maya").await);
        for (kind, id) in place.things().into_iter().skip(5) {
            raising::raise(cx, &maya, slug, kind, id, "patient", "A name").await.unwrap();
            let author = place.who(if kind == Kind::Poll { "fatima" } else { "benoit" }).await;
            assert_eq!(mending::mend(cx, &place.who("gurpreet").await, slug, kind, id, "Mine").await.unwrap_err(), Fault::Refused("refused-not-yours"));
            let lines = if kind == Kind::Poll { "Who calls?\nI\nSomebody" } else { "Better words" };
            mending::mend(cx, &author, slug, kind, id, lines).await.unwrap();
            let seen = target::see(cx.db(), cx.now(), &author, slug, kind, id).await.unwrap();
            assert!(seen.texts[0] == lines && seen.hidden_at.is_some(), "{kind:?}: {:?}", seen.texts);
        }
        let few = mending::mend(cx, &place.who("fatima").await, slug, Kind::Poll, place.poll, "Who calls?\nI").await.unwrap_err();
        let Fault::Invalid(faults) = few else { panic!("{few:?}") };
        assert_eq!(faults[0].word, "fault-poll-lines");
    }

    async fn blotted_notes_are_drawn_anew_and_an_open_form_cannot_bring_the_words_back(bench) {
        let place = Place::new(&bench).await;
        let (cx, slug, fatima, benoit) = (&bench.cx, place.slug.as_str(), place.who("fatima").await, place.who("benoit").await);
        let before = view(&place, "amara").await;
        bench.ear.take();
        redact(cx, &fatima, slug, Kind::Notes, place.session.0, &wish(NAME)).await.unwrap();
        let after = view(&place, "amara").await;
        assert!(after.version > before.version && after.notes.body.contains("[redacted]") && !after.used[0].body.contains(NAME));
        assert!(bench.ear.take().contains(&Hint::Hour(place.session, after.version)), "every open screen hears of the newest state");
        for base in 0..=2 {
            let held = hour::notes::save(cx, &benoit, slug, place.session, base, &format!("{NAME} again.\nSecond line and a third")).await.unwrap();
            let Saved::Clash { theirs, .. } = held else { panic!("from {base}: {held:?}") };
            assert!(theirs.contains("[redacted]"));
        }
        let fresh = view(&place, "amara").await.notes;
        let kept = hour::notes::save(cx, &benoit, slug, place.session, fresh.version, &format!("{}\nMore", fresh.body)).await.unwrap();
        assert_eq!(kept, Saved::Kept, "and whoever sees what stands now writes on");
        assert_eq!(found_in(&bench, "zebulon").await, Vec::<String>::new());
    }

    async fn a_hidden_poll_takes_no_vote_and_tells_no_figure(bench) {
        let place = Place::new(&bench).await;
        let (cx, slug) = (&bench.cx, place.slug.as_str());
        let poll = view(&place, "amara").await.polls.remove(0);
        let choice = poll.choices[0].id.to_string();
        hour::polls::vote(cx, &place.who("amara").await, slug, place.session, poll.id, &choice, true).await.unwrap();
        assert_eq!(view(&place, "amara").await.polls[0].voters, 1);
        raising::raise(cx, &place.who("maya").await, slug, Kind::Poll, poll.id, "patient", "A name").await.unwrap();
        let late = hour::polls::vote(cx, &place.who("hana").await, slug, place.session, poll.id, &choice, true).await;
        assert_eq!(late.unwrap_err(), Fault::Conflict("conflict-poll-closed"));
        let hidden = view(&place, "amara").await.polls.remove(0);
        assert_eq!((hidden.voters, hidden.choices.len(), hidden.question.as_str()), (0, 0, ""));
    }
}
