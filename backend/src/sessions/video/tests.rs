#![allow(clippy::unwrap_used, clippy::panic)]
use std::sync::{Arc, Mutex};

use chrono::Duration;
use domain::id::SessionId;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use sea_orm::EntityTrait;

use super::settings::{self, Form, Scope};
use super::{WayIn, bigbluebutton, enter};
use crate::ports::{Heard, Outside};
use crate::programs::enrolling;
use crate::sessions::commands::{Form as SessionForm, change};
use crate::sessions::queries;
use crate::sessions::tables::video::video_servers;
use crate::sessions::tests::{form, scheduled};
use crate::testing::Bench;
use crate::world::World;
use crate::{Cx, Fault, both};

const SECRET: &str = "8cd8ef52e8e101574e400365b55e11a6";

/// A BigBlueButton server that believes only what is signed with its secret.
#[derive(Clone, Default)]
struct Bbb {
    asked: Arc<Mutex<Vec<String>>>,
    silent: Arc<Mutex<bool>>,
}

impl Outside for Bbb {
    fn get(&self, address: String) -> Heard {
        self.asked.lock().unwrap().push(address.clone());
        let answer = match (*self.silent.lock().unwrap(), signed(&address)) {
            (true, _) => Err("it took too long".to_owned()),
            (_, true) => Ok("<response><returncode>SUCCESS</returncode></response>".to_owned()),
            (_, false) => Ok("<response><returncode>FAILED</returncode><messageKey>checksumError</messageKey></response>".to_owned()),
        };
        Box::pin(std::future::ready(answer))
    }
}

/// Whether the checksum of a call is right.
fn signed(address: &str) -> bool {
    let (path, query) = address.split_once('?').unwrap();
    let (query, sum) = query.rsplit_once("&checksum=").unwrap();
    bigbluebutton::checksum(path.rsplit('/').next().unwrap(), query, SECRET) == sum
}

fn param<'a>(address: &'a str, name: &str) -> &'a str {
    let query = address.split_once('?').unwrap().1;
    query.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}="))).unwrap_or("")
}

/// The session that begins now, and a context that reaches the server.
async fn begun(bench: &Bench) -> (World, SessionId, Bbb) {
    let (mut w, ids) = scheduled(bench).await;
    let bbb = Bbb::default();
    w.cx.ports.outside = Arc::new(bbb.clone());
    (w, ids[2], bbb)
}

async fn set(w: &World, form: Form) {
    settings::set(&w.cx, &w.viewer("ada").await.unwrap(), Scope::Program(w.program), &form).await.unwrap();
}

async fn set_session(w: &World, id: SessionId, wanted: impl FnOnce(&mut SessionForm)) {
    let fatima = w.viewer("fatima").await.unwrap();
    let view = queries::session(&w.cx, &fatima, &w.slug, id).await.unwrap();
    let mut typed = SessionForm { join_url: String::new(), ..form(&view) };
    wanted(&mut typed);
    change(&w.cx, &fatima, &w.slug, id, view.version, &typed).await.unwrap();
}

async fn address(w: &World, short: &str, id: SessionId) -> String {
    match enter(&w.cx, &w.viewer(short).await.unwrap(), &w.slug, id).await.unwrap() {
        WayIn::Video(address) => address,
        other => panic!("{other:?}"),
    }
}

fn jitsi() -> Form {
    Form {
        kind: "jitsi".into(),
        jitsi: "https://meet.example.org/".into(),
        jitsi_app: "kith".into(),
        jitsi_secret: SECRET.into(),
        ..Form::default()
    }
}

fn bbb() -> Form {
    Form {
        kind: "bigbluebutton".into(),
        bbb: "https://bbb.example.org/bigbluebutton/".into(),
        bbb_secret: SECRET.into(),
        ..Form::default()
    }
}

/// Everything that the database holds of servers, as text.
async fn stored(cx: &Cx) -> String {
    let rows = video_servers::Entity::find().all(cx.db()).await.unwrap();
    rows.iter().map(|r| format!("{r:?} {} {} {}", r.address, r.app_id, r.secret)).collect()
}

both! {
    async fn the_way_in_is_open_to_members_from_fifteen_minutes_before_until_the_end(bench) {
        let (w, id, _) = begun(&bench).await;
        set(&w, Form { link: "https://zoom.example.org/j/1".into(), ..Form::default() }).await;
        let start = w.cx.now();
        for (at, open) in [(-901, false), (-900, true), (3600, true), (3601, false)] {
            bench.clock.set(start + Duration::seconds(at));
            for short in ["amara", "fatima", "maya", "corinne"] {
                let way = enter(&w.cx, &w.viewer(short).await.unwrap(), &w.slug, id).await;
                let expected = if open { Ok(WayIn::Video("https://zoom.example.org/j/1".into())) } else { Err(Fault::Conflict("conflict-way-closed")) };
                assert_eq!(way, expected, "{short} at {at}");
            }
            for short in ["leo", "ada"] {
                assert!(matches!(enter(&w.cx, &w.viewer(short).await.unwrap(), &w.slug, id).await, Err(Fault::Refused(_))), "{short}");
            }
            assert!(matches!(enter(&w.cx, &w.viewer("odile").await.unwrap(), &w.slug, id).await, Err(Fault::Missing)));
        }
    }

    async fn the_nearer_setting_wins_and_a_session_may_be_by_telephone_alone(bench) {
        let (w, id, _) = begun(&bench).await;
        let ada = w.viewer("ada").await.unwrap();
        assert_eq!(enter(&w.cx, &w.viewer("amara").await.unwrap(), &w.slug, id).await, Ok(WayIn::Unset));
        let hub = Form { link: "https://hub.example.org/x".into(), dial_in: "+1 604 555 0100".into(), dial_code: "99".into(), ..Form::default() };
        settings::set(&w.cx, &ada, Scope::Hub(w.hub), &hub).await.unwrap();
        assert_eq!(address(&w, "amara", id).await, "https://hub.example.org/x");
        set(&w, Form { link: "https://program.example.org/x".into(), ..Form::default() }).await;
        assert_eq!(address(&w, "amara", id).await, "https://program.example.org/x");
        set_session(&w, id, |f| f.dial_code = "12".into()).await;
        let reached = crate::sessions::reach::session(w.cx.db(), &ada, &w.slug, id, crate::programs::reach::Ask::Outline).await.unwrap();
        let shared = crate::sessions::video::ways(w.cx.db(), &reached).await.unwrap().phone.unwrap();
        assert_eq!((shared.number.as_str(), shared.code.as_str()), ("+1 604 555 0100", "12"), "its own code for the number that all share");
        set_session(&w, id, |f| f.join_url = "https://session.example.org/x".into()).await;
        assert_eq!(address(&w, "amara", id).await, "https://session.example.org/x");
        set_session(&w, id, |f| (f.video, f.dial_in, f.dial_code) = ("phone".into(), "+1 604 555 0199".into(), "4471".into())).await;
        let amara = w.viewer("amara").await.unwrap();
        let phone = crate::sessions::video::Phone { number: "+1 604 555 0199".into(), code: "4471".into() };
        assert_eq!(enter(&w.cx, &amara, &w.slug, id).await, Ok(WayIn::Phone(phone.clone())));
        let view = queries::session(&w.cx, &amara, &w.slug, id).await.unwrap();
        assert_eq!((view.has_link, view.join_url, view.dial_in), (false, None, Some(phone)), "no video is missed");
        bench.clock.pass(Duration::minutes(61));
        let later = queries::session(&w.cx, &amara, &w.slug, id).await.unwrap();
        assert_eq!((later.dial_in, later.has_phone), (None, true), "afterwards the number is not shown");
    }

    async fn jitsi_gets_a_token_for_one_person_for_five_minutes(bench) {
        let (w, id, _) = begun(&bench).await;
        set(&w, jitsi()).await;
        let (amara, fatima, again) = (address(&w, "amara", id).await, address(&w, "fatima", id).await, address(&w, "amara", id).await);
        let mut rules = Validation::new(Algorithm::HS256);
        rules.set_audience(&["jitsi"]);
        rules.set_issuer(&["kith"]);
        rules.validate_exp = false;
        let read = |address: &str| {
            let key = DecodingKey::from_secret(SECRET.as_bytes());
            jsonwebtoken::decode::<serde_json::Value>(param(address, "jwt"), &key, &rules).unwrap().claims
        };
        let (one, host) = (read(&amara), read(&fatima));
        assert_eq!((one["context"]["user"]["moderator"].as_str(), host["context"]["user"]["moderator"].as_str()), (Some("false"), Some("true")));
        assert_eq!(one["context"]["user"]["name"].as_str(), Some("Amara Okafor"));
        assert_eq!(one["sub"].as_str(), Some("meet.example.org"));
        assert_eq!(one["exp"].as_i64().unwrap() - w.cx.now().timestamp(), 300);
        let room = one["room"].as_str().unwrap();
        assert!(amara.starts_with(&format!("https://meet.example.org/{room}?jwt=")) && room.len() > 30, "{amara}");
        assert_eq!((host["room"].as_str(), read(&again)["room"].as_str()), (Some(room), Some(room)), "one room for all");
        let told = one.to_string();
        assert!(!told.contains("@example.org") && !told.contains(&w.id("amara").to_string()), "{told}");
        bench.clock.pass(Duration::minutes(58));
        let late = read(&address(&w, "amara", id).await);
        assert_eq!(late["exp"].as_i64().unwrap() - w.cx.now().timestamp(), 120, "not beyond the end");
        set(&w, Form { jitsi_app: String::new(), jitsi_secret: String::new(), ..jitsi() }).await;
        assert_eq!(address(&w, "amara", id).await, format!("https://meet.example.org/{room}"), "without an app there is no token");
    }

    async fn bigbluebutton_is_opened_and_joined_with_the_right_checksums(bench) {
        let (w, id, server) = begun(&bench).await;
        set(&w, bbb()).await;
        let (amara, fatima) = (address(&w, "amara", id).await, address(&w, "fatima", id).await);
        assert!(amara.starts_with("https://bbb.example.org/bigbluebutton/api/join?fullName=Amara%20Okafor&"), "{amara}");
        assert!(signed(&amara) && signed(&fatima));
        assert_eq!((param(&amara, "role"), param(&fatima, "role")), ("VIEWER", "MODERATOR"));
        assert_eq!(param(&amara, "meetingID"), param(&fatima, "meetingID"));
        let asked = server.asked.lock().unwrap().clone();
        assert_eq!((asked.len(), asked[0] == asked[1]), (2, true), "asking twice asks the same");
        assert_eq!((param(&asked[0], "record"), param(&asked[0], "meetingID")), ("false", param(&amara, "meetingID")));
        assert!(!format!("{asked:?}{amara}{fatima}").contains(SECRET));
        *server.silent.lock().unwrap() = true;
        let way = enter(&w.cx, &w.viewer("amara").await.unwrap(), &w.slug, id).await;
        assert_eq!(way, Err(Fault::Conflict("conflict-video-silent")));
        *server.silent.lock().unwrap() = false;
        set(&w, Form { bbb_secret: "another secret".into(), ..bbb() }).await;
        let way = enter(&w.cx, &w.viewer("amara").await.unwrap(), &w.slug, id).await;
        assert_eq!(way, Err(Fault::Conflict("conflict-video-silent")), "a server that refuses is not joined");
    }

    async fn after_somebody_left_a_coming_session_meets_in_another_room(bench) {
        let (w, id, _) = begun(&bench).await;
        set(&w, bbb()).await;
        bench.clock.pass(-Duration::minutes(10));
        let before = address(&w, "amara", id).await;
        let corinne = w.viewer("corinne").await.unwrap();
        enrolling::remove(&w.cx, &corinne, &w.slug, w.id("benoit")).await.unwrap();
        let after = address(&w, "amara", id).await;
        assert_ne!(param(&before, "meetingID"), param(&after, "meetingID"));
    }

    async fn secrets_go_in_and_never_come_out(bench) {
        let (w, id, _) = begun(&bench).await;
        set(&w, Form { bbb: bbb().bbb, bbb_secret: SECRET.into(), ..jitsi() }).await;
        assert!(!stored(&w.cx).await.contains(SECRET), "sealed in the database");
        let ada = w.viewer("ada").await.unwrap();
        let view = settings::view(&w.cx, &ada, Scope::Program(w.program)).await.unwrap();
        assert_eq!((view.jitsi_secret, view.bbb_secret), (true, true));
        assert!(view.form.jitsi_secret.is_empty() && view.form.bbb_secret.is_empty() && !format!("{view:?}").contains(SECRET));
        set(&w, view.form.clone()).await;
        assert!(address(&w, "amara", id).await.contains("?jwt="), "an empty field keeps what is set");
        let key = w.cx.ports.survey_keys.join("video.key");
        let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&key).unwrap().permissions());
        assert_eq!((mode & 0o777, std::fs::read(&key).unwrap().len()), (0o600, 32));
        std::fs::write(&key, [7_u8; 32]).unwrap();
        let way = enter(&w.cx, &w.viewer("amara").await.unwrap(), &w.slug, id).await;
        assert!(matches!(&way, Err(Fault::Broken(why)) if !why.contains(SECRET)), "with another key nothing opens: {way:?}");
        let gone = Form { kind: String::new(), jitsi: String::new(), jitsi_app: String::new(), bbb: String::new(), ..view.form };
        set(&w, gone).await;
        assert_eq!(stored(&w.cx).await, "", "an emptied address takes the secret with it");
    }

    async fn only_an_administrator_names_servers_and_only_good_ones(bench) {
        let (w, _, _) = begun(&bench).await;
        for (short, expected) in [("corinne", "Refused"), ("fatima", "Missing"), ("amara", "Missing"), ("leo", "Missing")] {
            let viewer = w.viewer(short).await.unwrap();
            for scope in [Scope::Program(w.program), Scope::Hub(w.hub)] {
                let seen = settings::view(&w.cx, &viewer, scope).await.map(|_| ());
                let done = settings::set(&w.cx, &viewer, scope, &jitsi()).await;
                assert!(format!("{seen:?}").contains(expected) && seen == done, "{short}: {seen:?} {done:?}");
            }
        }
        let ada = w.viewer("ada").await.unwrap();
        let bad = Form {
            kind: "teams".into(),
            link: "javascript:alert(1)".into(),
            jitsi: "http://meet.example.org".into(),
            jitsi_app: "kith".into(),
            bbb: "https://u:p@bbb.example.org/?x=1".into(),
            ..Form::default()
        };
        let Err(Fault::Invalid(faults)) = settings::set(&w.cx, &ada, Scope::Program(w.program), &bad).await else { panic!("taken") };
        let fields: Vec<&str> = faults.iter().map(|f| f.field.as_str()).collect();
        assert_eq!(fields, ["kind", "link", "jitsi", "bbb", "bbb_secret", "jitsi_secret"]);
    }
}

#[test]
fn a_checksum_is_over_the_name_the_query_and_the_secret() {
    // The rule of the API: SHA-256 over the call's name, its query and the secret. This value was computed with `sha256sum`.
    let sum = bigbluebutton::checksum("create", "name=Test&meetingID=abc123", "639259d4-9dd8-4b25-bf01-95f9567eaf4b");
    assert_eq!(sum, "b483ac19b926150ed225883a75699b4697e08623407efebf0d7d4c97e30987ce");
}
