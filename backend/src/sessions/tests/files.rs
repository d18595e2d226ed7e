//! Files of the video programs.

use domain::attendance_file::DateOrder;
use sea_orm::{ColumnTrait, QueryFilter};

use super::presence::{known, minutes};
use super::*;
use crate::sessions::attendance::{check_in, correct, names, table};
use crate::sessions::importing::{Choice, Report, import, pending, settle, take_back, taken};
use crate::sessions::tables::{attendance_imports, attendance_spans};

const ZOOM: &[u8] = include_bytes!("../../../../domain/golden/data/zoom_participants.csv");
const TEAMS: &[u8] = include_bytes!("../../../../domain/golden/data/teams_attendance.csv");
/// Of 26 March 2026, 08:00 to 09:00 in Vancouver: the third session.
const OF_THE_DAY: &[u8] = include_bytes!("../../../../domain/golden/data/attendance/zoom_new_block_mdy.csv");
const IN_FRENCH: &[u8] = include_bytes!("../../../../domain/golden/data/attendance/zoom_new_fr_dmy.csv");
const UNIQUE: &[u8] = include_bytes!("../../../../domain/golden/data/attendance/zoom_unique_old.csv");
const TEAMS_FRENCH: &[u8] = include_bytes!("../../../../domain/golden/data/attendance/teams_fr_ca_ymd.csv");
const EITHER: &[u8] = include_bytes!("../../../../domain/golden/data/attendance/zoom_either_order.csv");

fn all_the_same() -> Choice {
    Choice { other_day: true, ..Choice::default() }
}

fn told(report: &Report) -> Vec<String> {
    report.sure.iter().map(|s| format!("{} {:.0}", s.name, s.minutes)).collect()
}

async fn rows(w: &World) -> u64 {
    attendance_spans::Entity::find().count(w.cx.db()).await.unwrap()
}

fn word(fault: crate::Result<Report>) -> String {
    match fault {
        Err(Fault::Invalid(faults)) => faults[0].word.clone(),
        other => panic!("{other:?}"),
    }
}

both! {
    async fn a_zoom_file_is_read_and_its_doubtful_names_settled_once(bench) {
        let (w, ids) = scheduled(&bench).await;
        let corinne = w.viewer("corinne").await.unwrap();
        let read = async |id: SessionId, choice: Choice| import(&w.cx, &corinne, &w.slug, id, ZOOM, &choice).await;
        assert_eq!(word(read(ids[0], Choice::default()).await), "fault-attendance-day", "the file is of 2020, the session of 2026");
        let look = read(ids[0], Choice { dry_run: true, ..all_the_same() }).await.unwrap();
        assert_eq!((look.people, look.sure.len(), look.doubtful.len(), look.waiting_room), (24, 21, 3, 1));
        assert_eq!((rows(&w).await, attendance_imports::Entity::find().count(w.cx.db()).await.unwrap()), (0, 0), "looking writes nothing");
        assert_eq!(read(ids[0], all_the_same()).await.unwrap().written, 21);
        let before = rows(&w).await;
        assert_eq!((read(ids[0], all_the_same()).await.unwrap().written, rows(&w).await), (0, before), "twice changes nothing");
        let waiting = pending(&w.cx, &corinne, &w.slug, ids[0]).await.unwrap();
        assert_eq!(waiting.len(), 3);
        let ipad = waiting.iter().find(|p| p.name.contains("iPad")).unwrap();
        assert_eq!(ipad.suggestions.first(), Some(&w.id("rosa")));
        settle(&w.cx, &corinne, &w.slug, ids[0], &ipad.name, Some(w.id("rosa"))).await.unwrap();
        assert!((minutes(&w, ids[0], "rosa").await.0 - 3147.0 / 60.0).abs() < 0.01, "her minutes are written");
        let phone = waiting.iter().find(|p| p.name.starts_with("1604")).unwrap();
        settle(&w.cx, &corinne, &w.slug, ids[0], &phone.name, None).await.unwrap();
        assert_eq!(pending(&w.cx, &corinne, &w.slug, ids[0]).await.unwrap().len(), 1);
        let next = read(ids[1], all_the_same()).await.unwrap();
        assert_eq!((next.sure.len(), next.doubtful.len()), (22, 1), "the tablet and the telephone are remembered");
        assert!(next.dropped.iter().any(|d| d.why == "nobody" && d.name == phone.name));
        let outsider = settle(&w.cx, &corinne, &w.slug, ids[1], &next.doubtful[0].name, Some(w.id("odile"))).await;
        assert!(matches!(outsider, Err(Fault::Invalid(_))), "not a person of this cohort");
        let known = names::list(&w.cx, &corinne, &w.slug).await.unwrap();
        assert_eq!(known.iter().map(|n| n.person.as_deref().unwrap_or("-")).collect::<Vec<_>>(), ["-", "Rosa Delgado"]);
        let neighbour = w.neighbour(true).await.unwrap();
        names::forget(&w.cx, &neighbour.viewer("felix").await.unwrap(), &neighbour.slug, known[1].id).await.unwrap();
        assert_eq!(names::list(&w.cx, &corinne, &w.slug).await.unwrap().len(), 2, "a neighbour forgets nothing here");
        names::forget(&w.cx, &corinne, &w.slug, known[1].id).await.unwrap();
        assert_eq!(read(ids[1], all_the_same()).await.unwrap().doubtful.len(), 2, "forgotten, it is asked again");
    }

    async fn a_preview_says_who_how_long_and_what_was_left_out(bench) {
        let (w, ids) = scheduled(&bench).await;
        let fatima = w.viewer("fatima").await.unwrap();
        let look = import(&w.cx, &fatima, &w.slug, ids[2], OF_THE_DAY, &Choice { dry_run: true, ..Choice::default() }).await.unwrap();
        assert_eq!(told(&look), ["Amara Okafor 55", "Benoît Lefebvre 45", "Chen Li-Hua 60"]);
        assert_eq!(look.doubtful.iter().map(|p| format!("{} {:.0}", p.name, p.minutes)).collect::<Vec<_>>(), ["MC 50", "16045550123 30"]);
        let out: Vec<String> = look.dropped.iter().map(|d| format!("{} {}", d.name, d.why)).collect();
        assert_eq!(out, ["Priya Raghunathan waiting-room", "Otter.ai bot", "Kith Hub host"]);
        let amara = &look.sure[0];
        assert_eq!((amara.first, amara.last), (Some(w.cx.now() - Duration::minutes(2)), Some(w.cx.now() + Duration::minutes(55))));
        assert_eq!((look.missing.len(), look.order), (23, Some(DateOrder::Mdy)));
    }

    async fn every_layout_of_the_same_hour_gives_the_same_minutes(bench) {
        let (w, ids) = scheduled(&bench).await;
        bench.clock.pass(Duration::hours(2));
        let fatima = w.viewer("fatima").await.unwrap();
        for (file, amara) in [(OF_THE_DAY, 55), (IN_FRENCH, 55), (TEAMS_FRENCH, 55), (UNIQUE, 57)] {
            let look = import(&w.cx, &fatima, &w.slug, ids[2], file, &Choice { dry_run: true, ..Choice::default() }).await.unwrap();
            assert_eq!(told(&look), [format!("Amara Okafor {amara}"), "Benoît Lefebvre 45".into(), "Chen Li-Hua 60".into()]);
        }
        // Read in one after the other they are united, not added: what was known to the second wins over what was only stated.
        for file in [OF_THE_DAY, IN_FRENCH, TEAMS_FRENCH] {
            import(&w.cx, &fatima, &w.slug, ids[2], file, &Choice::default()).await.unwrap();
        }
        assert_eq!((minutes(&w, ids[2], "amara").await.0, minutes(&w, ids[2], "benoit").await.0), (55.0, 45.0));
        assert_eq!(known(&w, ids[2], "uma").await.verdict, Some(false), "a file was read, and she is not in it");
    }

    async fn sources_are_united_and_a_correction_outlives_every_file(bench) {
        let (w, ids) = scheduled(&bench).await;
        let (fatima, start) = (w.viewer("fatima").await.unwrap(), w.cx.now());
        bench.clock.set(start - Duration::minutes(1));
        for who in ["benoit", "uma"] {
            check_in(&w.cx, &w.viewer(who).await.unwrap(), &w.slug, ids[2]).await.unwrap();
        }
        bench.clock.set(start + Duration::hours(2));
        correct(&w.cx, &fatima, &w.slug, ids[2], w.id("chen"), false, "Somebody else at his desk").await.unwrap();
        import(&w.cx, &fatima, &w.slug, ids[2], OF_THE_DAY, &Choice::default()).await.unwrap();
        assert_eq!(minutes(&w, ids[2], "benoit").await, (45.0, 0.0), "the file has him: nothing is assumed");
        assert_eq!(minutes(&w, ids[2], "uma").await, (60.0, 60.0), "the file cannot know her");
        let chen = known(&w, ids[2], "chen").await;
        assert_eq!((chen.verdict, chen.presence.minutes, chen.adjusted.unwrap().by), (Some(false), 60.0, Some(w.id("fatima"))));
        let again = import(&w.cx, &fatima, &w.slug, ids[2], IN_FRENCH, &Choice::default()).await.unwrap();
        assert!(again.sure.iter().any(|s| s.corrected && s.person == w.id("chen")), "the preview says that it stands");
        let files = taken(&w.cx, &fatima, &w.slug, ids[2]).await.unwrap();
        assert_eq!(files.iter().map(|f| (f.people, f.by.as_str())).collect::<Vec<_>>(), [(3, "Fatima Rahman"), (3, "Fatima Rahman")]);
        for file in files {
            take_back(&w.cx, &fatima, &w.slug, ids[2], file.id).await.unwrap();
        }
        assert_eq!(rows(&w).await, 2, "the two who came by themselves");
        assert_eq!((known(&w, ids[2], "chen").await.verdict, minutes(&w, ids[2], "benoit").await), (Some(false), (60.0, 60.0)));
    }

    async fn a_file_of_another_session_hour_or_order_is_asked_about(bench) {
        let (w, ids) = scheduled(&bench).await;
        let fatima = w.viewer("fatima").await.unwrap();
        let put = async |id: SessionId, file: &[u8], choice: Choice| import(&w.cx, &fatima, &w.slug, id, file, &choice).await;
        let Err(Fault::Invalid(faults)) = put(ids[1], OF_THE_DAY, Choice::default()).await else { panic!("taken") };
        assert_eq!(faults[0].word, "fault-attendance-other");
        assert!(faults[0].with.iter().any(|(name, value)| name == "n" && value == "3"), "{faults:?}");
        let east = Choice { zone: "America/Toronto".into(), ..Choice::default() };
        assert_eq!(word(put(ids[2], OF_THE_DAY, east).await), "fault-attendance-hour");
        assert_eq!(word(put(ids[2], OF_THE_DAY, Choice { zone: "Mars".into(), ..Choice::default() }).await), "fault-zone");
        assert_eq!(word(put(ids[2], EITHER, Choice::default()).await), "fault-attendance-order", "5 March or 3 May: nobody guesses");
        let look = put(ids[2], EITHER, Choice { dry_run: true, ..Choice::default() }).await.unwrap();
        assert!(look.ambiguous() && look.sure.is_empty());
        assert_eq!(look.readings.iter().map(|(o, d)| format!("{o:?} {d}")).collect::<Vec<_>>(), ["Mdy 2026-05-03", "Dmy 2026-03-05"]);
        let said = Choice { order: Some(DateOrder::Dmy), ..Choice::default() };
        assert_eq!(word(put(ids[2], EITHER, said).await), "fault-attendance-day", "answered, it is another day");
        assert_eq!(rows(&w).await, 0);
        for junk in [&b"not a report"[..], b"", b"\xff\xfe\x00", b"a,b\n1,2\n"] {
            assert!(matches!(put(ids[2], junk, Choice::default()).await, Err(Fault::Invalid(_))));
        }
    }

    async fn the_sessions_own_day_settles_the_order_unless_another_session_fits_too(bench) {
        let (w, _) = scheduled(&bench).await;
        let corinne = w.viewer("corinne").await.unwrap();
        let day = |from: &str| Plan { repeat: "weekly".into(), weekday: "".into(), from: from.into(), count: "1".into(), ..plan() };
        let (march, may) = (Plan { weekday: "thu".into(), ..day("2026-03-05") }, Plan { weekday: "sun".into(), ..day("2026-05-03") });
        lay(&w.cx, &corinne, &w.slug, &march).await.unwrap();
        let on = async |date: &str| {
            let (_, lines) = queries::list(&w.cx, &corinne, &w.slug).await.unwrap();
            lines.iter().find(|l| l.starts_at.date_naive().to_string() == date).unwrap().id
        };
        let id = on("2026-03-05").await;
        let dry = Choice { dry_run: true, ..Choice::default() };
        let look = import(&w.cx, &corinne, &w.slug, id, EITHER, &dry).await.unwrap();
        assert_eq!((look.ambiguous(), look.order), (false, Some(DateOrder::Dmy)));
        assert_eq!(told(&look), ["Amara Okafor 55", "Chen Li-Hua 60"]);
        lay(&w.cx, &corinne, &w.slug, &may).await.unwrap();
        assert!(import(&w.cx, &corinne, &w.slug, id, EITHER, &dry).await.unwrap().ambiguous(), "3 May has a session as well");
    }

    async fn a_teams_file_finds_everybody(bench) {
        let (w, ids) = scheduled(&bench).await;
        let fatima = w.viewer("fatima").await.unwrap();
        let read = import(&w.cx, &fatima, &w.slug, ids[1], TEAMS, &all_the_same()).await.unwrap();
        assert_eq!((read.sure.len(), read.doubtful.len()), (22, 0));
        for short in ["amara", "leo", "ada"] {
            let viewer = w.viewer(short).await.unwrap();
            assert!(matches!(import(&w.cx, &viewer, &w.slug, ids[1], TEAMS, &all_the_same()).await, Err(Fault::Refused(_))), "{short}");
            assert!(matches!(taken(&w.cx, &viewer, &w.slug, ids[1]).await, Err(Fault::Refused(_))), "{short}");
        }
    }

    async fn two_of_the_team_reading_one_file_at_once_read_it_once(bench) {
        let (w, ids) = scheduled(&bench).await;
        let (fatima, corinne, plain) = (w.viewer("fatima").await.unwrap(), w.viewer("corinne").await.unwrap(), Choice::default());
        let (one, two) = tokio::join!(
            import(&w.cx, &fatima, &w.slug, ids[2], OF_THE_DAY, &plain),
            import(&w.cx, &corinne, &w.slug, ids[2], OF_THE_DAY, &plain),
        );
        assert_eq!(one.unwrap().written + two.unwrap().written, 3);
        let files = attendance_imports::Entity::find().filter(attendance_imports::Column::SessionId.eq(ids[2])).count(w.cx.db()).await.unwrap();
        assert_eq!((files, rows(&w).await), (1, 4), "Amara's devices are one stretch, Benoît came twice, Chen once");
        let seen = table(&w.cx, &fatima, &w.slug, ids[2]).await.unwrap();
        assert_eq!(seen.rows.iter().filter(|r| !r.known.presence.ways.is_empty()).count(), 3);
    }

    async fn a_facilitator_in_the_file_is_known_and_left_out(bench) {
        let (w, ids) = scheduled(&bench).await;
        let file = b"Name (original name),Email,Join time,Leave time,Duration (minutes),Guest\n\
            Fatima Rahman,,03/26/2026 08:00:00 AM,03/26/2026 09:00:00 AM,60,No\n\
            C. Baptiste,corinne.baptiste@example.org,03/26/2026 08:00:00 AM,03/26/2026 09:00:00 AM,60,No\n\
            Uma Venkatesan,,03/26/2026 08:00:00 AM,03/26/2026 09:00:00 AM,60,No\n";
        let look = import(&w.cx, &w.viewer("corinne").await.unwrap(), &w.slug, ids[2], file, &Choice { dry_run: true, ..Choice::default() }).await.unwrap();
        assert_eq!(look.dropped.iter().map(|d| d.why).collect::<Vec<_>>(), ["staff", "staff"]);
        assert_eq!((told(&look), look.doubtful.len()), (vec!["Uma Venkatesan 60".to_owned()], 0));
    }
}
