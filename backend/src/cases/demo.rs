//! The demo of this room: six cases, one at each stage of life, and one that came back, written in `world/cases.md`.

use domain::cases::CaseForm;
use domain::id::{CaseId, FileId, SessionId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::form::Written;
use super::{again, files, letters, queries, review, talk, writing};
use crate::sessions::tables::sessions;
use crate::world::World;
use crate::{Fault, Result, Viewer};

/// The texts.
const SCENES: &str = include_str!("../world/cases.md");

/// Who speaks in the room, in turn; the staff of the demo review and sign.
const VOICES: [&str; 4] = ["benoit", "hana", "gurpreet", "johanna"];

/// One case and all that is said to it.
#[derive(Debug, Default)]
struct Scene {
    presenter: String,
    stage: String,
    written: Written,
    /// What else stands there, in order: the word of the part, and its text.
    said: Vec<(String, String)>,
}

/// Furnishes the room. Sessions already held take the cases already presented; the next one takes the one that is coming.
/// Letters of the demo's past are cancelled: nobody in it waits for them.
pub async fn furnish(world: &World, sessions: &[SessionId]) -> Result<()> {
    let (mut held, mut coming) = (Vec::new(), Vec::new());
    let rows = sessions::Entity::find()
        .filter(sessions::Column::Id.is_in(sessions.iter().copied()))
        .filter(sessions::Column::CohortId.eq(world.cohort))
        .filter(sessions::Column::State.ne("cancelled"))
        .order_by_asc(sessions::Column::StartsAt)
        .all(world.cx.db())
        .await?;
    for row in rows {
        if row.starts_at <= world.cx.now() { held.push(row.id) } else { coming.push(row.id) }
    }
    for scene in scenes() {
        let session = match scene.stage.as_str() {
            "closed" => held.first(),
            "presented" => held.last(),
            _ => coming.first().or(held.last()),
        };
        let id = play(world, &scene, session.copied()).await?;
        let tx = world.cx.begin().await?;
        letters::cancel_all(&tx, id).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Brings one case to its stage, act by act, as people would.
async fn play(world: &World, scene: &Scene, session: Option<SessionId>) -> Result<CaseId> {
    let (cx, slug) = (&world.cx, world.slug.as_str());
    let presenter = world.viewer(&scene.presenter).await?;
    let lang = presenter.who().map(|w| w.lang).unwrap_or_default();
    let id = writing::begin(cx, &presenter, slug, cx.new_id(), &scene.written).await?;
    if scene.stage == "draft" {
        return Ok(id);
    }
    if scene.stage == "scheduled" {
        let sent = files::Sent { name: "nights.png".to_owned(), bytes: nights()?, attested: true, ..files::Sent::default() };
        files::add(cx, &presenter, slug, id, FileId(cx.new_id()), sent).await?;
    }
    writing::submit(cx, &presenter, slug, id, 1, &scene.written, lang).await?;
    let facilitator = world.viewer("fatima").await?;
    match (scene.stage.as_str(), session) {
        ("submitted", _) => return Ok(id),
        ("sent_back", _) => {
            let reason = scene.said.iter().find(|(word, _)| word == "note").map_or("", |(_, text)| text);
            review::send_back(cx, &facilitator, slug, id, 2, reason).await?;
            return Ok(id);
        }
        _ => {
            let corinne = world.viewer("corinne").await?;
            for file in files::to_open(cx, &corinne, slug, id).await? {
                files::open(cx, &corinne, slug, id, file.id).await?;
            }
            review::approve(cx, &corinne, slug, id, 2, true).await?;
        }
    }
    let Some(session) = session else { return Ok(id) };
    review::schedule(cx, &facilitator, slug, id, &session.to_string()).await?;
    if scene.stage == "scheduled" {
        return Ok(id);
    }
    talk_through(world, scene, &presenter, id).await?;
    review::present(cx, &facilitator, slug, id).await?;
    if scene.stage == "closed" {
        close(world, scene, &presenter, &facilitator, id).await?;
        come_back(world, &presenter, id).await?;
    }
    Ok(id)
}

/// Questions, answers and recommendations, in their order.
async fn talk_through(world: &World, scene: &Scene, presenter: &Viewer, id: CaseId) -> Result<()> {
    let (cx, slug) = (&world.cx, world.slug.as_str());
    let mut voices = VOICES.iter().filter(|v| **v != scene.presenter).cycle();
    for (word, text) in &scene.said {
        let voice = world.viewer(voices.next().copied().unwrap_or("benoit")).await?;
        match word.as_str() {
            "ask" => talk::ask(cx, &voice, slug, id, cx.new_id(), text).await?,
            "answer" => {
                let open = queries::open_for(cx, presenter, slug, id, domain::cases::Act::Read).await?;
                let question = open.questions.last().map(|q| q.id).ok_or(Fault::Missing)?;
                talk::answer(cx, presenter, slug, id, question, text).await?;
            }
            "advice" => talk::recommend(cx, &voice, slug, id, cx.new_id(), text, "").await?,
            "advice hub" => talk::recommend(cx, &world.viewer("gilles").await?, slug, id, cx.new_id(), text, "").await?,
            _ => {}
        }
    }
    Ok(())
}

/// The letter, composed and signed; and what happened.
async fn close(world: &World, scene: &Scene, presenter: &Viewer, facilitator: &Viewer, id: CaseId) -> Result<()> {
    let (cx, slug) = (&world.cx, world.slug.as_str());
    let draft = queries::letter_draft(cx, facilitator, slug, id).await?;
    talk::sign_letter(cx, facilitator, slug, id, &draft.seen, &draft.body).await?;
    match scene.said.iter().find(|(word, _)| word == "follow") {
        Some((_, text)) => {
            let open = queries::open_for(cx, presenter, slug, id, domain::cases::Act::Read).await?;
            // Of the room's advice one was taken in part; the rest was of use as it stood.
            let each = open.advice.iter().enumerate().map(|(i, a)| {
                let said = if i == 1 { ("partly", "The family asked to wait with it.") } else { ("fully", "") };
                (a.id, (said.0.to_owned(), said.1.to_owned()))
            });
            let said = talk::Happened { each: each.collect(), used: String::new(), body: text.clone() };
            talk::follow_up(cx, presenter, slug, id, &said).await
        }
        None => Ok(()),
    }
}

/// The same situation once more, months later; it waits for a second person.
async fn come_back(world: &World, presenter: &Viewer, earlier: CaseId) -> Result<()> {
    let (cx, slug) = (&world.cx, world.slug.as_str());
    let id = again::present_again(cx, presenter, slug, earlier, cx.new_id()).await?;
    let draft = queries::draft(cx, presenter, slug, id).await?;
    let written = Written { consent: true, ..draft.written };
    writing::submit(cx, presenter, slug, id, draft.version, &written, presenter.who().map(|w| w.lang).unwrap_or_default()).await?;
    let tx = cx.begin().await?;
    letters::cancel_all(&tx, id).await?;
    tx.commit().await
}

/// A picture to show that a case may have one: hours of sleep, night by night, as bars without a word.
fn nights() -> Result<Vec<u8>> {
    const HOURS: [u32; 14] = [6, 5, 6, 4, 3, 5, 4, 3, 2, 4, 5, 6, 6, 7];
    let picture = image::RgbImage::from_fn(14 * 30 + 20, 200, |x, y| {
        let night = usize::try_from(x.saturating_sub(10) / 30).unwrap_or(0);
        let bar = x >= 10 && (x - 10) % 30 < 20 && HOURS.get(night).is_some_and(|h| 190_u32.saturating_sub(y) < h * 22) && y < 190;
        image::Rgb(if bar { [31, 92, 86] } else { [251, 249, 244] })
    });
    let mut out = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut out, image::ImageFormat::Png).map_err(|why| Fault::Broken(why.to_string()))?;
    Ok(out.into_inner())
}

/// Reads the texts: `=== presenter stage`, then parts that begin with `[word]`.
fn scenes() -> Vec<Scene> {
    let mut all: Vec<Scene> = Vec::new();
    let mut part = String::new();
    for line in SCENES.lines() {
        if let Some((presenter, stage)) = line.strip_prefix("=== ").and_then(|head| head.split_once(' ')) {
            let written = Written { consent: true, ..Written::default() };
            all.push(Scene { presenter: presenter.to_owned(), stage: stage.to_owned(), written, said: Vec::new() });
            part.clear();
        } else if let Some(word) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            part = word.to_owned();
            if let Some(scene) = all.last_mut().filter(|_| !is_section(word)) {
                scene.said.push((part.clone(), String::new()));
            }
        } else if let Some(scene) = all.last_mut().filter(|_| !line.trim().is_empty()) {
            add(scene, &part, line);
        }
    }
    all
}

fn add(scene: &mut Scene, part: &str, line: &str) {
    if is_section(part) {
        let text = format!("{}\n\n{line}", scene.written.get(part));
        scene.written.set(part, text.trim());
    } else if let Some((_, text)) = scene.said.last_mut() {
        text.push_str(if text.is_empty() { "" } else { "\n\n" });
        text.push_str(line);
    }
}

fn is_section(word: &str) -> bool {
    CaseForm::first().keys().any(|key| key == word)
}

/// A session of the world's cohort that begins now, for tests that need one and nothing else of that room.
#[cfg(feature = "testing")]
pub async fn one_session(world: &World) -> Result<SessionId> {
    use sea_orm::{ActiveModelTrait, ActiveValue::Set, PaginatorTrait};
    let (cx, id, now) = (&world.cx, SessionId(world.cx.new_id()), world.cx.now());
    let count = sessions::Entity::find().filter(sessions::Column::CohortId.eq(world.cohort)).count(cx.db()).await?;
    let row = sessions::ActiveModel {
        id: Set(id),
        cohort_id: Set(world.cohort),
        number: Set(i32::try_from(count).unwrap_or_default() + 1),
        title: Set("Hope and honesty".to_owned()),
        local_date: Set(cx.today()),
        local_time: Set(now.time()),
        zone: Set("America/Vancouver".to_owned()),
        starts_at: Set(now),
        minutes: Set(60),
        state: Set("scheduled".to_owned()),
        join_url: Set(String::new()),
        dial_in: Set(String::new()),
        check_in_code: Set(String::new()),
        didactic_title: Set(String::new()),
        didactic_by: Set(String::new()),
        objectives: Set(String::new()),
        disclosures: Set(String::new()),
        sequence: Set(0),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    };
    row.insert(cx.db()).await?;
    Ok(id)
}
