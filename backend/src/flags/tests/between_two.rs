//! A message between two: nobody looks at it until one of them asks, and then at this one message only.
use domain::id::RoomId;

use super::*;
use crate::chat::{history, rooms as few};

struct Two {
    place: Place,
    room: RoomId,
    /// Benoît's: it names somebody.
    flagged: MessageId,
    /// Maya's answer, which names them too, and Benoît's last.
    others: [MessageId; 2],
}

async fn two(bench: &Bench) -> Two {
    let place = Place::new(bench).await;
    let (cx, benoit, maya) = (&bench.cx, place.who("benoit").await, place.who("maya").await);
    let room = few::direct(cx, &benoit, place.world.id("maya")).await.unwrap().id;
    for (who, text) in [(&benoit, format!("{NAME} was here")), (&maya, format!("You mean {NAME}?")), (&benoit, "Our secret".to_owned())] {
        chat::send(cx, who, room, cx.new_id(), &text).await.unwrap();
    }
    let reached = chat_door::room(cx.db(), &benoit, room).await.unwrap();
    let lines = rooms::page(cx, &benoit, reached, rooms::At::Newest).await.unwrap().lines;
    Two { place, room, flagged: lines[0].id, others: [lines[1].id, lines[2].id] }
}

async fn lines(two: &Two, who: &Viewer) -> Vec<domain::live::Line> {
    let cx = &two.place.world.cx;
    let reached = chat_door::room(cx.db(), who, two.room).await.unwrap();
    rooms::page(cx, who, reached, rooms::At::Newest).await.unwrap().lines
}

crate::both! {
    async fn a_message_between_two_is_looked_at_by_those_who_were_asked_and_alone(bench) {
        let two = two(&bench).await;
        let (cx, place) = (&bench.cx, &two.place);
        let (slug, id) = (place.slug.as_str(), two.flagged.0);
        let (fatima, maya, benoit) = (place.who("fatima").await, place.who("maya").await, place.who("benoit").await);
        let sees = async |who: &Viewer, id: Uuid| target::see(cx.db(), cx.now(), who, slug, Kind::Message, id).await.map(|i| i.moderates);
        for who in [&fatima, &place.who("corinne").await, &place.who("gurpreet").await] {
            assert_eq!(sees(who, id).await.unwrap_err(), Fault::Missing, "nobody was asked");
        }
        assert_eq!(redact(cx, &fatima, slug, Kind::Message, id, &wish(NAME)).await.unwrap_err(), Fault::Missing);
        let target::Way::Choose(_, cohorts) = target::reviewers(cx, &maya, two.flagged).await.unwrap() else { panic!("a choice") };
        assert!(cohorts.iter().any(|(href, _, staff)| href.contains(slug) && staff.contains(&"Fatima Rahman".to_owned())), "{cohorts:?}");
        assert_eq!(target::reviewers(cx, &benoit, two.flagged).await.unwrap_err(), Fault::Refused("refused-flag-own"));
        assert_eq!(target::reviewers(cx, &fatima, two.flagged).await.unwrap_err(), Fault::Missing);

        raising::raise(cx, &maya, slug, Kind::Message, id, "patient", "A name").await.unwrap();
        for who in [&maya, &benoit] {
            assert!(lines(&two, who).await[0].hidden, "hidden at once, for both");
        }
        assert_eq!(search::find(cx, &maya, "zebulon was", 1).await.unwrap().total, 0);
        assert_eq!(sees(&fatima, id).await, Ok(true));
        assert_eq!(sees(&place.who("gurpreet").await, id).await.unwrap_err(), Fault::Missing);
        for other in two.others {
            assert_eq!(sees(&fatima, other.0).await.unwrap_err(), Fault::Missing, "nothing else of the room");
            assert_eq!(history::past(cx, &fatima, other).await.unwrap_err(), Fault::Missing);
        }
        assert_eq!(chat_door::room(cx.db(), &fatima, two.room).await.unwrap_err(), Fault::Missing);
        let (_, waiting) = desk::waiting(cx, &fatima, slug).await.unwrap();
        assert_eq!((waiting.len(), waiting[0].item.texts.len()), (1, 1), "one message, and not the rest");

        let own = mending::of(cx, &benoit).await.unwrap();
        assert_eq!(own[0].href, format!("/cohorts/{slug}/flags/message/{id}/mend"));
        mending::mend(cx, &benoit, slug, Kind::Message, id, "Somebody was here").await.unwrap();
        desk::restore(cx, &fatima, slug, Kind::Message, id).await.unwrap();
        assert!(lines(&two, &maya).await[0].html.contains("Somebody was here"));
        assert_eq!(sees(&fatima, id).await.unwrap_err(), Fault::Missing, "closed again when it was settled");
    }

    async fn words_between_two_are_blotted_out_of_their_room_too(bench) {
        let two = two(&bench).await;
        let (cx, place) = (&bench.cx, &two.place);
        let (slug, fatima, maya) = (place.slug.as_str(), place.who("fatima").await, place.who("maya").await);
        raising::raise(cx, &maya, slug, Kind::Message, two.flagged.0, "patient", "A name").await.unwrap();
        redact(cx, &fatima, slug, Kind::Message, two.flagged.0, &Wish { show: true, ..wish(NAME) }).await.unwrap();
        assert_eq!(found_in(&bench, "zebulon").await, Vec::<String>::new());
        let said = lines(&two, &maya).await;
        assert!(said[0].html.contains("[redacted] was here") && said[1].html.contains("You mean [redacted]?"), "{said:?}");
        assert!(said[2].html.contains("Our secret"));
        let (_, book) = breach::book(cx, &fatima, slug).await.unwrap();
        // The name stood in places of the cohort, too, which its members could read; the two are named as those who wrote it.
        let wrote = &book[0].authors;
        assert!(["Benoît Lefebvre", "Maya Thompson"].iter().all(|name| wrote.iter().any(|w| w == name)), "{wrote:?}");
        let names: Vec<&str> = book[0].people.iter().map(|(name, _)| name.as_str()).collect();
        assert!(names.len() > 20 && !names.iter().any(|name| wrote.iter().any(|w| w == name)), "{names:?}");
    }

    async fn who_is_of_the_two_and_of_the_staff_does_not_look_after_their_own(bench) {
        let place = Place::new(&bench).await;
        let (cx, slug) = (&bench.cx, place.slug.as_str());
        let (fatima, hana) = (place.who("fatima").await, place.who("hana").await);
        let room = few::direct(cx, &fatima, place.world.id("hana")).await.unwrap().id;
        chat::send(cx, &fatima, room, cx.new_id(), &format!("{NAME} called")).await.unwrap();
        let reached = chat_door::room(cx.db(), &hana, room).await.unwrap();
        let id = rooms::page(cx, &hana, reached, rooms::At::Newest).await.unwrap().lines[0].id;
        raising::raise(cx, &hana, slug, Kind::Message, id.0, "patient", "A name").await.unwrap();
        assert_eq!(desk::restore(cx, &fatima, slug, Kind::Message, id.0).await.unwrap_err(), Fault::Refused("refused-role"));
        desk::restore(cx, &place.who("corinne").await, slug, Kind::Message, id.0).await.unwrap();
    }
}
