//! Calendar letters and reminders as they leave, byte by byte; and the one step out of them.

use backend::jobs;
use backend::sessions::schedule::{self, Plan};
use backend::world::World;

use super::*;
use crate::actors::{App, reply};

fn plan() -> Plan {
    let text = |t: &str| t.to_owned();
    Plan {
        repeat: text("monthly"),
        every: text("1"),
        nth: text("last"),
        weekday: text("thu"),
        from: text("2026-04-01"),
        time: text("08:00"),
        count: text("1"),
        minutes: text("60"),
        skip: Vec::new(),
        outside: true,
        ..Plan::default()
    }
}

/// One session, on 30 April 2026 at 15:00 UTC.
async fn scheduled(world: &World) {
    let fatima = world.viewer("fatima").await.unwrap();
    assert_eq!(schedule::lay(&world.cx, &fatima, &world.slug, &plan()).await.unwrap(), 1);
}

/// What one tick of the clock sends.
async fn tick(cx: &backend::Cx, sink: &Sink) -> Vec<Taken> {
    let before = sink.taken().len();
    jobs::tick(cx).await.unwrap();
    worker::drain(cx, &sink.mailer()).await.unwrap();
    sink.taken().split_off(before)
}

fn to<'a>(letters: &'a [Taken], address: &str) -> &'a Taken {
    letters.iter().find(|l| l.to[0].contains(address)).unwrap_or_else(|| panic!("no letter to {address}"))
}

/// A part of a letter: its headers, unfolded, and its body as it stands.
struct Part {
    headers: String,
    body: String,
}

impl Part {
    /// The body with quoted-printable read (RFC 2045 §6.7).
    fn read(&self) -> String {
        let mut out = Vec::new();
        let text = self.body.replace("=\r\n", "");
        let mut bytes = text.bytes();
        while let Some(byte) = bytes.next() {
            if byte == b'=' {
                let pair = [bytes.next().unwrap(), bytes.next().unwrap()];
                out.push(u8::from_str_radix(std::str::from_utf8(&pair).unwrap(), 16).unwrap());
            } else {
                out.push(byte);
            }
        }
        String::from_utf8(out).unwrap()
    }
}

/// The leaves of a letter, in order.
fn leaves(raw: &str) -> Vec<Part> {
    let (head, body) = raw.split_once("\r\n\r\n").unwrap();
    let headers = head.replace("\r\n\t", " ").replace("\r\n ", " ");
    let Some((_, rest)) = headers.split_once("boundary=\"") else { return vec![Part { headers, body: body.to_owned() }] };
    let boundary = format!("--{}", rest.split('"').next().unwrap());
    let inner = body.split(&boundary).skip(1).take_while(|part| !part.starts_with("--"));
    inner.flat_map(|part| leaves(part.trim_start_matches("\r\n"))).collect()
}

#[tokio::test]
async fn a_calendar_letter_is_what_calendars_read() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let (bench, sink) = (bench(engine).await, Sink::start().await);
        let world = World::found(&bench.cx).await.unwrap();
        scheduled(&world).await;
        let letters = tick(&bench.cx, &sink).await;
        assert_eq!(letters.len(), 29);
        let benoit = to(&letters, "benoit.lefebvre@example.org");
        let parts = leaves(&benoit.lines.join("\r\n"));
        let kinds: Vec<&str> =
            parts.iter().map(|p| p.headers.split("Content-Type: ").nth(1).unwrap().split("\r\n").next().unwrap()).collect();
        assert_eq!(
            kinds,
            ["text/plain; charset=utf-8", "text/calendar; charset=utf-8; method=REQUEST", "application/ics; name=\"invite.ics\""]
        );
        assert!(benoit.header("Content-Type").starts_with("multipart/mixed"));
        assert!(
            benoit.lines.iter().any(|line| line.starts_with("Content-Type: multipart/alternative")),
            "the entry is one of the alternatives"
        );
        for part in &parts[1..] {
            assert!(part.headers.contains("Content-Transfer-Encoding: quoted-printable"), "{}", part.headers);
            let entry = part.read();
            assert!(entry.starts_with("BEGIN:VCALENDAR\r\n") && entry.trim_end().ends_with("END:VCALENDAR"), "{entry}");
            assert!(entry.contains("\r\nMETHOD:REQUEST\r\n") && entry.contains("\r\nDTSTART:20260430T150000Z\r\n"), "{entry}");
            assert!(
                entry.replace("\r\n ", "").contains("\r\nORGANIZER;CN=\"Kith\":mailto:kith@example.org\r\n"),
                "as the From says: {entry}"
            );
            assert_eq!((entry.matches("ATTENDEE").count(), entry.contains("amara")), (1, false), "nobody else is named");
            assert!(entry.lines().all(|line| line.len() <= 75), "{entry}");
        }
        assert!(parts[2].headers.contains("Content-Disposition: attachment; filename=\"invite.ics\""));
        assert!(parts[0].read().contains("heure du Pacifique (C.-B.)") && benoit.header("Subject").contains("séance 1"));
        assert!(benoit.lines.iter().all(|line| line.is_ascii() && line.len() < 998));
        assert!(
            benoit.header("List-Unsubscribe").starts_with(" <http://localhost:3000/unsubscribe/")
                || benoit.header("List-Unsubscribe").starts_with("<http://localhost:3000/unsubscribe/")
        );
        assert_eq!(tick(&bench.cx, &sink).await.len(), 0);
    }
}

#[tokio::test]
async fn a_hostile_name_stays_a_name_in_an_entry() {
    use backend::accounts::profile;
    let (bench, sink) = (bench(Engine::Sqlite).await, Sink::start().await);
    let world = World::found(&bench.cx).await.unwrap();
    let amara = world.viewer("amara").await.unwrap();
    let mut mine = profile::own(&bench.cx, &amara).await.unwrap();
    mine.name = "Eve\";X=\":y\r\nATTENDEE:mailto:all@example.org".to_owned();
    let _ = profile::change(&bench.cx, &amara, &mine).await;
    mine.name = "Okafor, Amara; \"A\": b".to_owned();
    profile::change(&bench.cx, &amara, &mine).await.unwrap();
    scheduled(&world).await;
    let letters = tick(&bench.cx, &sink).await;
    let entry = leaves(&to(&letters, "amara.okafor@example.org").lines.join("\r\n"))[1].read().replace("\r\n ", "");
    let reader = entry.lines().find(|line| line.starts_with("ATTENDEE")).unwrap().to_owned();
    assert!(reader.contains("CN=\"Okafor, Amara; A: b\";"), "{reader}");
    assert_eq!(entry.matches("\r\nATTENDEE").count(), 1);
}

#[tokio::test]
async fn one_click_out_of_a_reminder_works_signed_out_and_holds() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let (app, sink) = (App::start(engine).await, Sink::start().await);
        scheduled(&app.world).await;
        tick(app.cx(), &sink).await;
        let start: chrono::DateTime<chrono::Utc> = "2026-04-30T15:00:00Z".parse().unwrap();
        app.bench.clock.set(start - Duration::days(7));
        let letters = tick(app.cx(), &sink).await;
        let amara = to(&letters, "amara.okafor@example.org");
        assert_eq!((letters.len(), amara.header("List-Unsubscribe-Post")), (29, "List-Unsubscribe=One-Click".to_owned()));
        let out = amara.header("List-Unsubscribe").trim().trim_start_matches('<').trim_end_matches('>').to_owned();
        assert!(out.starts_with(&format!("{}/unsubscribe/", app.address)) && out.ends_with("/reminders"), "{out}");
        let nobody = app.nobody();
        for _ in 0..2 {
            let page = reply(nobody.client.get(&out).send().await.unwrap()).await.expect(200);
            assert_eq!(page.count("main form[method=post] button"), 1, "a look changes nothing, and offers the step");
            assert!(!page.body.contains("amara"), "and names nobody");
        }
        // As a mail provider sends it: no cookie, no Origin, no Sec-Fetch-Site.
        let plain = reqwest::Client::new();
        let done = plain.post(&out).header("content-type", "application/x-www-form-urlencoded").body("List-Unsubscribe=One-Click");
        let done = reply(done.send().await.unwrap()).await.expect(200);
        assert!(done.text("h1").contains("stopped") && done.location.is_empty());
        let again = plain.post(&out).multipart(reqwest::multipart::Form::new().text("List-Unsubscribe", "One-Click"));
        reply(again.send().await.unwrap()).await.expect(200);
        app.bench.clock.set(start - Duration::days(1));
        let letters = tick(app.cx(), &sink).await;
        assert_eq!((letters.len(), letters.iter().any(|l| l.to[0].contains("amara"))), (28, false), "the next round goes to the others");
        let me = app.actor("amara").await;
        let page = me.get("/me/notices").await.expect(200);
        assert_eq!((page.count("#f-reminders[checked]"), page.count("#f-calendar[checked]")), (0, 1));
        me.post("/me/notices", &[("reminders", "yes"), ("calendar", "yes")]).await.expect(303);
        app.bench.clock.set(start - Duration::hours(1));
        assert_eq!(tick(app.cx(), &sink).await.len(), 29, "wanted again, they come again");
        let wrong = format!("{}x/reminders", out.trim_end_matches("/reminders"));
        reply(plain.post(wrong).header("content-type", "application/x-www-form-urlencoded").body("").send().await.unwrap())
            .await
            .expect(404);
    }
}
