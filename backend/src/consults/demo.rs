//! The demo's consult line: two pathways, a roster for the coming fortnight with one gap in it, and calls of the last two months.

use std::sync::Arc;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use domain::id::{ConsultId, PathwayId};
use domain::when::{Zone, local_day, utc_to_local};

use super::calling::{self, Request};
use super::closing::{self, CloseOut, Closing};
use super::pathways::{self, Form};
use super::pearls::{self, Draft, Say};
use super::{letters, ringing, roster, thread};
use crate::context::Clock;
use crate::world::World;
use crate::{Cx, Result, Viewer};

const ZONE: &str = "America/Vancouver";
/// Who answers by day, and by night; the next of them is the backup.
const CREW: [&str; 4] = ["odile", "fatima", "gilles", "johanna"];
/// The night that nobody took: days from today.
const GAP: i64 = 8;

/// A past call: days and minutes ago, who asked, who answered, seconds until then, minutes, kind, reason, outcome.
type Past = (i64, i64, &'static str, &'static str, i64, i64, &'static str, &'static str, &'static str);

const PAST: [Past; 18] = [
    (58, 130, "ivy", "odile", 22, 14, "support", "pain", "managed_here"),
    (55, 610, "viktor", "fatima", 31, 9, "review", "end_of_life", "watched"),
    (51, 75, "rosa", "odile", 18, 21, "support", "breathing", "managed_here"),
    (47, 300, "amara", "gilles", 64, 12, "review", "mind", "reassured"),
    (44, 945, "zofia", "odile", 27, 17, "transport", "breathing", "moved"),
    (40, 200, "ximena", "odile", 40, 8, "support", "pain", "managed_here"),
    (37, 480, "dara", "johanna", 95, 19, "review", "end_of_life", "watched"),
    (33, 60, "ivy", "fatima", 25, 11, "support", "pain", "managed_here"),
    (30, 715, "oskar", "odile", 33, 16, "support", "children", "referred"),
    (27, 155, "viktor", "odile", 15, 7, "review", "pain", "reassured"),
    (23, 390, "amara", "fatima", 48, 23, "support", "end_of_life", "managed_here"),
    (20, 820, "lena", "odile", 29, 13, "support", "breathing", "watched"),
    (16, 240, "rosa", "gilles", 120, 10, "review", "mind", "managed_here"),
    (13, 100, "zofia", "odile", 21, 18, "transport", "injury", "moved"),
    (9, 560, "uma", "odile", 26, 15, "support", "pain", "managed_here"),
    (6, 335, "amara", "odile", 19, 12, "review", "end_of_life", "watched"),
    (3, 170, "ximena", "fatima", 37, 9, "support", "pain", "managed_here"),
    (2, 250, "amara", "odile", 24, 20, "support", "end_of_life", ""),
];

/// Ways to the nearest referral centre; of some communities nobody has entered one.
const FAR: &str = "Dawson Creek, 404\nFort St. John, 438\nLillooet, 171\nNelson, 338\nSmithers, 371\nTerrace, 573\nTofino, 316\n\
     Vanderhoof, 97\nWilliams Lake, 238";

/// What others may learn from two of these calls, by their days: one stands in the forum, of the other Amara is asked.
const PEARLS: [(i64, &str, &str); 2] = [
    (
        20,
        "Breathless at home: what helped first",
        "A fan at the face and a window open, before the next dose.\nSay out loud what happens next, and who comes when.\n\
         Write down for the family what to do at three in the morning.",
    ),
    (
        6,
        "Before a family meeting",
        "Ask each what they fear most, one by one.\nSit down, and leave the first silence alone.\nEnd with one sentence on what happens tomorrow.",
    ),
];

struct Before(Arc<dyn Clock>, Duration);

impl Clock for Before {
    fn now(&self) -> DateTime<Utc> {
        self.0.now() - self.1
    }
}

/// The same world so long ago.
fn ago(cx: &Cx, time: Duration) -> Cx {
    let mut before = Cx { clock: Arc::new(Before(cx.clock.clone(), time)), ..cx.clone() };
    before.ports.throttle = Arc::default();
    before
}

/// Lays it all.
pub(crate) async fn furnish(world: &World) -> Result<()> {
    let line = advice_line(world).await?;
    by_day(world).await?;
    fortnight(world, line).await?;
    for past in PAST {
        call(world, line, past).await?;
    }
    for (days, short) in [(36, "lena"), (11, "oskar")] {
        missed(world, line, days, short).await?;
    }
    let odile = world.viewer("odile").await?;
    let note = "Deux situations restent ouvertes dans le Nord; les deux attendent un lit. Rien à faire avant le matin.";
    roster::leave_note(&ago(&world.cx, Duration::hours(5)), &odile, line, world.cx.new_id(), note, true).await
}

async fn advice_line(world: &World) -> Result<PathwayId> {
    let form = Form {
        once: world.cx.new_id(),
        name_en: "Palliative advice line".to_owned(),
        name_fr: "Ligne-conseil en soins palliatifs".to_owned(),
        scope_en: "A colleague beside you when symptoms, a family or a decision will not wait.".to_owned(),
        scope_fr: "Un ou une collègue à vos côtés quand les symptômes, une famille ou une décision n’attendent pas.".to_owned(),
        always: true,
        start_here: true,
        opens_to: "everyone".to_owned(),
        zone: ZONE.to_owned(),
        ring_seconds: "45".to_owned(),
        video_url: "https://meet.example.org/{call}".to_owned(),
        dial_in: "1-844-555-0142".to_owned(),
        dial_code: "4711#".to_owned(),
        distances: FAR.to_owned(),
        ..Form::default()
    };
    add(world, &form, &CREW).await
}

async fn by_day(world: &World) -> Result<PathwayId> {
    let form = Form {
        once: world.cx.new_id(),
        name_en: "Grief and children".to_owned(),
        name_fr: "Deuil et enfants".to_owned(),
        scope_en: "How to speak with children and young people about a death that is near.".to_owned(),
        scope_fr: "Comment parler avec des enfants et des jeunes d’une mort qui approche.".to_owned(),
        hours_en: "Weekdays, 08:00 to 18:00 Pacific Time (BC)".to_owned(),
        hours_fr: "En semaine, de 8 h à 18 h, heure du Pacifique (C.-B.)".to_owned(),
        opens_to: "program".to_owned(),
        zone: ZONE.to_owned(),
        ring_seconds: "60".to_owned(),
        dial_in: "1-844-555-0143".to_owned(),
        ..Form::default()
    };
    add(world, &form, &["gilles", "fatima"]).await
}

async fn add(world: &World, form: &Form, crew: &[&str]) -> Result<PathwayId> {
    let corinne = world.viewer("corinne").await?;
    let then = ago(&world.cx, Duration::days(70));
    let id = pathways::add(&then, &corinne, world.program, form).await?;
    for short in crew {
        pathways::set_person(&then, &corinne, id, &world.email(short).await?, true).await?;
    }
    Ok(id)
}

/// Two shifts a day, each with a backup; one night has nobody.
async fn fortnight(world: &World, line: PathwayId) -> Result<()> {
    let corinne = world.viewer("corinne").await?;
    let today = local_day(world.cx.now(), ZONE);
    let name = |n: i64| CREW.get(usize::try_from(n.rem_euclid(4)).unwrap_or(0)).copied().unwrap_or("odile");
    for day in -1..14_i64 {
        let by_day_too = day >= 0;
        let on: NaiveDate = today + Duration::days(day);
        let next = on + Duration::days(1);
        // By day the first two take turns, by night the others; each night's first is the next day's backup.
        let turns = [(on, "08:00", on, "20:00", day, false), (on, "20:00", next, "08:00", day + 2, day == GAP)];
        for (from_date, from_time, to_date, to_time, turn, gap) in turns.into_iter().skip(usize::from(!by_day_too)) {
            for (who, backup) in [(name(turn), false), (name(turn + 1), true)] {
                if gap && !backup {
                    continue;
                }
                let form = roster::Form {
                    once: world.cx.new_id(),
                    person: world.id(who).to_string(),
                    from_date: from_date.to_string(),
                    from_time: from_time.to_owned(),
                    to_date: to_date.to_string(),
                    to_time: to_time.to_owned(),
                    backup,
                    beside: true,
                };
                roster::add(&world.cx, &corinne, line, &form).await?;
            }
        }
    }
    Ok(())
}

async fn call(world: &World, line: PathwayId, past: Past) -> Result<()> {
    let (days, minutes, asks, answers, wait, length, kind, reason, outcome) = past;
    let begins = Duration::days(days) + Duration::minutes(minutes);
    let at = |after: Duration| ago(&world.cx, begins - after);
    let (caller, on_call) = (world.viewer(asks).await?, world.viewer(answers).await?);
    watch(world, line, begins, (answers, wait)).await?;
    let mode = if days % 3 == 0 { "video" } else { "phone" };
    let request = Request { once: world.cx.new_id(), mode: mode.to_owned(), urgency: "now".to_owned(), ..Request::default() };
    let id = calling::request(&at(Duration::zero()), &caller, line, &request).await?;
    let picked = Duration::seconds(wait);
    // Whoever was not rung at first is after a hop or two.
    for hop in [46, 92] {
        if wait > hop {
            ringing::sweep(&at(Duration::seconds(hop))).await?;
        }
    }
    calling::answer(&at(picked), &on_call, id).await?;
    if days == 2 {
        let text = "The guideline on subcutaneous doses is the provincial one, page 12.";
        thread::say(&at(picked + Duration::minutes(4)), &on_call, id, world.cx.new_id(), text, true).await?;
    }
    let ended = picked + Duration::minutes(length);
    calling::hang_up(&at(ended), &on_call, id).await?;
    if !outcome.is_empty() {
        let later = |more: i64| at(ended + Duration::minutes(more));
        after(world, id, (asks, answers), (kind, reason, outcome), &later).await?;
        if let Some((_, title, body)) = PEARLS.iter().find(|(on, ..)| *on == days) {
            pearl(world, id, (&caller, &on_call), (title, body), &later).await?;
        }
    }
    let tx = world.cx.begin().await?;
    letters::hush(&tx, id).await?;
    tx.commit().await
}

/// Who was on shift then: whoever answered at the first ring; behind it their backup, and behind both all of them.
async fn watch(world: &World, line: PathwayId, begins: Duration, (answers, wait): (&str, i64)) -> Result<()> {
    let zone = Zone::or_utc(ZONE);
    let at = |hours: i64| utc_to_local(world.cx.now() - begins + Duration::hours(hours), &zone);
    let ((from_date, from_time), (to_date, to_time)) = (at(-2), at(2));
    let other = if answers == "fatima" { "gilles" } else { "fatima" };
    let (first, backup) = match wait {
        0..=45 => (answers, other),
        46..=90 => ("odile", answers),
        _ => ("odile", "fatima"),
    };
    let corinne = world.viewer("corinne").await?;
    for (who, backup) in [(first, false), (backup, true)] {
        let form = roster::Form {
            once: world.cx.new_id(),
            person: world.id(who).to_string(),
            from_date: from_date.to_string(),
            from_time: from_time.format("%H:%M").to_string(),
            to_date: to_date.to_string(),
            to_time: to_time.format("%H:%M").to_string(),
            backup,
            beside: true,
        };
        roster::add(&world.cx, &corinne, line, &form).await?;
    }
    Ok(())
}

async fn after(
    world: &World,
    id: ConsultId,
    (asks, answers): (&str, &str),
    (kind, reason, outcome): (&str, &str, &str),
    at: &(dyn Fn(i64) -> Cx + Sync),
) -> Result<()> {
    let (caller, on_call) = (world.viewer(asks).await?, world.viewer(answers).await?);
    let closing = Closing { kind: kind.to_owned(), reason: reason.to_owned(), outcome: outcome.to_owned(), ..Closing::default() };
    closing::close(&at(1), &on_call, id, &closing).await?;
    let moved = outcome == "moved";
    let taps = CloseOut {
        plan: if outcome == "reassured" { "confirmed" } else { "new" }.to_owned(),
        referral: if outcome == "referred" { "needed" } else { "avoided" }.to_owned(),
        travel: match (outcome, kind) {
            ("moved", _) => "needed",
            (_, "review") => "perhaps",
            _ => "avoided",
        }
        .to_owned(),
        value: if moved { "4" } else { "5" }.to_owned(),
    };
    closing::close_out(&at(6), &caller, id, &taps).await?;
    closing::reflect(&at(8), &caller, id, "To ask what is feared most before naming a dose.", "Ask it at the next visit, first.", true)
        .await?;
    closing::feedback(&at(9), &caller, id, if moved { "4" } else { "5" }, "Thank you for staying on the line.", true).await?;
    closing::feedback(&at(11), &on_call, id, "5", "", true).await
}

/// Three lines of a call: the older one was agreed to, and stands in the forum.
async fn pearl(
    world: &World,
    id: ConsultId,
    (caller, on_call): (&Viewer, &Viewer),
    (title, body): (&str, &str),
    at: &(dyn Fn(i64) -> Cx + Sync),
) -> Result<()> {
    let draft = Draft { title: title.to_owned(), body: body.to_owned(), named: false, looked: true };
    pearls::offer(&at(30), on_call, id, 0, &draft).await?;
    if at(0).now() < world.cx.now() - Duration::days(10) {
        pearls::settle(&at(60), caller, id, 1, Say::Agree { named: false }).await?;
        pearls::sweep(&at(121)).await?;
    }
    Ok(())
}

/// Nobody came.
async fn missed(world: &World, line: PathwayId, days: i64, short: &str) -> Result<()> {
    let begins = Duration::days(days);
    let caller = world.viewer(short).await?;
    let request = Request { once: world.cx.new_id(), mode: "phone".to_owned(), urgency: "now".to_owned(), ..Request::default() };
    let id = calling::request(&ago(&world.cx, begins), &caller, line, &request).await?;
    for hop in [46, 92, 138] {
        ringing::sweep(&ago(&world.cx, begins - Duration::seconds(hop))).await?;
    }
    let tx = world.cx.begin().await?;
    letters::hush(&tx, id).await?;
    tx.commit().await
}
