//! The demo's conversations: its cohort's room, two people's, and a small group's that is closed.

use chrono::Duration;
use domain::id::{MessageId, PersonId, RoomId};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::reach::{self, ReachedRoom};
use super::tables::{message_reactions, messages, rooms as room_table};
use super::{commands, marks, mentions, people, rooms};
use crate::world::World;
use crate::{Result, Tx, markup};

/// Who says what in the cohort's room, how many minutes before now.
const TALK: &str = include_str!("../world/chat.tsv");

/// The newest of it: it calls Amara, and she has not seen it.
const CALL: &str =
    "40\tfatima\t@Amara Okafor, would you bring the **carer** case on Thursday? Two minutes on what you have tried is plenty.
31\tmaya\tI can sit beside you for it, if that helps.";

/// Amara and the peer mentor.
const TWO: &str = "3050\tamara\tMay I ask you something before I write it into the room?
3041\tmaya\tOf course. I have ten minutes now, and more tonight.
3033\tamara\tWhen a carer says “I am fine” three times in one call, do you name it, or wait?
3020\tmaya\tI wait for the third, then I say: *I hear fine. I also hear tired.* And I stop talking.
55\tmaya\tHow did the call go?";

/// A breakout of an earlier session.
const GROUP: &str = "14400\tgilles\tBienvenue au groupe B. Dix minutes, une question : que dit-on en premier ?
14396\tbenoit\tJe commence par le silence. Puis par le prénom.
14393\trosa\tI ask what they already know, and whether now is a good time.
14389\tgilles\tDeux bonnes premières phrases. Je les rapporte à tout le monde.";

/// Which message of the cohort's room is answered with which word, and by whom.
const ANSWERS: [(i64, &str, &[&str]); 5] = [
    (6, "thanks", &["hana", "amara", "rosa", "noor"]),
    (6, "useful", &["benoit", "hana"]),
    (10, "agree", &["amara", "corinne", "maya"]),
    (15, "useful", &["fatima", "amara"]),
    (20, "question", &["benoit"]),
];

/// Writes the conversations, dated back from now.
pub async fn furnish(world: &World) -> Result<()> {
    let cx = &world.cx;
    let fatima = world.viewer("fatima").await?;
    let room = reach::room_of(cx, &fatima, &world.slug, None).await?;
    let amara = world.viewer("amara").await?;
    let two = rooms::direct(cx, &amara, world.id("maya")).await?;
    let tx = cx.begin().await?;
    talk(world, &tx, &room, &format!("{}\n{CALL}", TALK.trim_end())).await?;
    answers(world, &tx, room.id).await?;
    talk(world, &tx, &two, TWO).await?;
    let members: Vec<PersonId> = ["benoit", "rosa", "hana", "gilles"].map(|short| world.id(short)).to_vec();
    let group = rooms::make_breakout(&tx, world.cohort, None, "Groupe B · Group B", &members).await?;
    tx.commit().await?;
    let group = reach::room(cx.db(), &fatima, group).await?;
    let mut tx = cx.begin().await?;
    talk(world, &tx, &group, GROUP).await?;
    rooms::archive(&mut tx, group.id).await?;
    let everybody = people::of_cohort(tx.db(), world.cohort).await?;
    for (room, seq, people) in [(room.id, 23, everybody), (two.id, 4, vec![world.id("amara"), world.id("maya")]), (group.id, 4, members)] {
        // What is old was seen by all; what is newest by nobody but those who said it.
        for person in people {
            marks::put(&tx, person, room, seq).await?;
        }
    }
    tx.commit().await
}

async fn talk(world: &World, tx: &Tx, room: &ReachedRoom, lines: &str) -> Result<()> {
    let (cx, mut seq) = (&world.cx, 0);
    let place = room_table::Entity::find_by_id(room.id).one(tx.db()).await?.ok_or(crate::Fault::Missing)?;
    for line in lines.lines() {
        let mut cells = line.splitn(3, '\t');
        let (Some(before), Some(short), Some(body)) = (cells.next(), cells.next(), cells.next()) else { continue };
        seq += 1;
        let rendered = mentions::render(tx, room, world.id(short), body).await?;
        let row = messages::Model {
            id: MessageId(cx.new_id()),
            room_id: room.id,
            seq,
            rev: seq,
            person_id: world.id(short),
            nonce: cx.random_id(),
            body: body.to_owned(),
            html: rendered.html,
            markup_version: markup::VERSION,
            created_at: cx.now() - Duration::minutes(before.parse().unwrap_or(0)),
            edited_at: None,
            deleted_at: None,
            deleted_by: None,
            hidden_at: None,
            hidden_by: None,
            thread_id: None,
        };
        commands::write(tx, &place, &row, &rendered.called).await?;
    }
    let change = room_table::ActiveModel { id: Set(room.id), last_seq: Set(seq), last_rev: Set(seq), ..Default::default() };
    change.update(tx.db()).await?;
    Ok(())
}

async fn answers(world: &World, tx: &Tx, room: RoomId) -> Result<()> {
    for (seq, word, people) in ANSWERS {
        let found = messages::Entity::find().filter(messages::Column::RoomId.eq(room)).filter(messages::Column::Seq.eq(seq));
        let Some(message) = found.one(tx.db()).await? else { continue };
        for short in people.iter().filter(|short| world.people.contains_key(**short)) {
            let row = message_reactions::ActiveModel {
                message_id: Set(message.id),
                person_id: Set(world.id(short)),
                word: Set(word.to_owned()),
                created_at: Set(message.created_at + Duration::minutes(5)),
            };
            message_reactions::Entity::insert(row).exec_without_returning(tx.db()).await?;
        }
    }
    Ok(())
}
