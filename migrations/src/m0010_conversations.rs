//! Chat as people expect it: kinds of rooms, their people, marks of what was seen, mentions, reactions, earlier versions.

use sea_orm_migration::sea_orm::DbBackend;

use crate::build::*;

/// The change that this file describes.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// All or nothing on SQLite too: rooms and messages are written anew there.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() == DbBackend::Sqlite {
            manager.create_table(rooms()).await?;
            manager.create_table(messages()).await?;
            run(manager, SQLITE_MOVES).await?;
        } else {
            run(manager, POSTGRES_CHANGES).await?;
        }
        for table in tables() {
            manager.create_table(table).await?;
        }
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    /// A conversation between two people has no cohort, and the older tables demand one: there is no way back but a backup.
    async fn down(&self, _: &SchemaManager) -> Result<(), DbErr> {
        Err(DbErr::Custom("rooms without a cohort do not fit into the older tables; restore a backup instead".to_owned()))
    }
}

async fn run(manager: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    for statement in statements {
        manager.get_connection().execute_unprepared(statement).await?;
    }
    Ok(())
}

/// SQLite cannot let a column be empty that was not. Messages go first, so that no row points at a room that goes away;
/// a renamed table takes along what points at it.
const SQLITE_MOVES: &[&str] = &[
    "INSERT INTO rooms_next (id, cohort_id, session_id, kind, title, last_seq, last_rev, created_at) \
     SELECT id, cohort_id, session_id, CASE WHEN session_id IS NULL THEN 'cohort' ELSE 'session' END, '', last_seq, last_rev, created_at FROM rooms",
    "INSERT INTO messages_next (id, room_id, seq, rev, person_id, nonce, body, html, markup_version, created_at, edited_at, deleted_at, deleted_by) \
     SELECT id, room_id, seq, rev, person_id, nonce, body, html, markup_version, created_at, edited_at, deleted_at, deleted_by FROM messages",
    "DROP TABLE messages",
    "DROP TABLE rooms",
    "ALTER TABLE rooms_next RENAME TO rooms",
    "ALTER TABLE messages_next RENAME TO messages",
    "CREATE INDEX rooms_cohort ON rooms (cohort_id, session_id)",
    "CREATE UNIQUE INDEX messages_seq ON messages (room_id, seq)",
    "CREATE INDEX messages_rev ON messages (room_id, rev)",
    "CREATE UNIQUE INDEX messages_once ON messages (room_id, person_id, nonce)",
];

const POSTGRES_CHANGES: &[&str] = &[
    "ALTER TABLE rooms ALTER COLUMN cohort_id DROP NOT NULL",
    "ALTER TABLE rooms ADD COLUMN kind varchar(16) NOT NULL DEFAULT 'cohort', ADD COLUMN title varchar(200) NOT NULL DEFAULT '', \
     ADD COLUMN pair varchar(80), ADD COLUMN archived_at timestamptz",
    "UPDATE rooms SET kind = 'session' WHERE session_id IS NOT NULL",
    "ALTER TABLE messages ADD COLUMN hidden_at timestamptz, ADD COLUMN hidden_by uuid REFERENCES people (id) ON DELETE RESTRICT, \
     ADD COLUMN thread_id uuid REFERENCES threads (id) ON DELETE SET NULL",
];

/// `kind`: cohort, session, breakout, direct. `pair` holds both people of a direct room in order, so that there is one for each two.
fn rooms() -> TableCreateStatement {
    let mut t = table("rooms_next");
    t.col(pk_uuid("id"));
    maybe_owned(&mut t, "cohort_id", "cohorts");
    maybe_owned(&mut t, "session_id", "sessions");
    t.col(string_len("kind", 16))
        .col(string_len("title", 200))
        .col(string_len_null("pair", 80))
        .col(big_integer("last_seq"))
        .col(big_integer("last_rev"))
        .col(at_null("archived_at"))
        .col(at("created_at"));
    t
}

fn maybe_owned(t: &mut TableCreateStatement, col: &'static str, to: &'static str) {
    let mut key = ForeignKey::create();
    key.from_col(Alias::new(col)).to(Alias::new(to), Alias::new("id")).on_delete(ForeignKeyAction::Cascade);
    t.col(uuid_null(col)).foreign_key(&mut key);
}

/// Hidden: its words are for those who moderate. `thread_id`: the forum thread that it was made into.
fn messages() -> TableCreateStatement {
    let mut t = table("messages_next");
    t.col(pk_uuid("id"));
    owned(&mut t, "room_id", "rooms_next");
    t.col(big_integer("seq")).col(big_integer("rev"));
    points(&mut t, "person_id", "people");
    t.col(uuid("nonce"))
        .col(text("body"))
        .col(text("html"))
        .col(integer("markup_version"))
        .col(at("created_at"))
        .col(at_null("edited_at"))
        .col(at_null("deleted_at"));
    points_null(&mut t, "deleted_by", "people");
    t.col(at_null("hidden_at"));
    points_null(&mut t, "hidden_by", "people");
    let mut thread = ForeignKey::create();
    thread.from_col(Alias::new("thread_id")).to(Alias::new("threads"), Alias::new("id")).on_delete(ForeignKeyAction::SetNull);
    t.col(uuid_null("thread_id")).foreign_key(&mut thread);
    t
}

fn tables() -> Vec<TableCreateStatement> {
    vec![room_members(), room_marks(), message_mentions(), message_reactions(), message_versions(), chat_settings()]
}

/// The people of a breakout or a direct room.
fn room_members() -> TableCreateStatement {
    let mut t = table("room_members");
    owned(&mut t, "room_id", "rooms");
    owned(&mut t, "person_id", "people");
    t.col(at("created_at"));
    t.primary_key(Index::create().col(Alias::new("room_id")).col(Alias::new("person_id")));
    t
}

/// Up to where a person has seen a room. Never moves back.
fn room_marks() -> TableCreateStatement {
    let mut t = table("room_marks");
    owned(&mut t, "person_id", "people");
    owned(&mut t, "room_id", "rooms");
    t.col(big_integer("seen_seq")).col(at("updated_at"));
    t.primary_key(Index::create().col(Alias::new("person_id")).col(Alias::new("room_id")));
    t
}

/// Who is called by name in a message. Room and number stand here too, so that unread mentions are one look.
fn message_mentions() -> TableCreateStatement {
    let mut t = table("message_mentions");
    owned(&mut t, "message_id", "messages");
    owned(&mut t, "person_id", "people");
    owned(&mut t, "room_id", "rooms");
    t.col(big_integer("seq"));
    t.primary_key(Index::create().col(Alias::new("message_id")).col(Alias::new("person_id")));
    t
}

/// One word of a small set, from one person, on one message.
fn message_reactions() -> TableCreateStatement {
    let mut t = table("message_reactions");
    owned(&mut t, "message_id", "messages");
    owned(&mut t, "person_id", "people");
    t.col(string_len("word", 16)).col(at("created_at"));
    t.primary_key(Index::create().col(Alias::new("message_id")).col(Alias::new("person_id")).col(Alias::new("word")));
    t
}

/// What a message said before it was changed or taken back.
fn message_versions() -> TableCreateStatement {
    let mut t = table("message_versions");
    t.col(pk_uuid("id"));
    owned(&mut t, "message_id", "messages");
    t.col(text("body")).col(at("written_at"));
    t
}

/// How a person wants to be seen in chat. No row: as everybody.
fn chat_settings() -> TableCreateStatement {
    let mut t = table("chat_settings");
    t.col(pk_uuid("person_id")).col(boolean("invisible")).col(at("updated_at"));
    t.foreign_key(
        ForeignKey::create()
            .from_col(Alias::new("person_id"))
            .to(Alias::new("people"), Alias::new("id"))
            .on_delete(ForeignKeyAction::Cascade),
    );
    t
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("rooms_pair", "rooms", &["pair"], true),
        index("rooms_session", "rooms", &["session_id"], false),
        index("room_members_person", "room_members", &["person_id"], false),
        index("message_mentions_person", "message_mentions", &["person_id", "room_id", "seq"], false),
        index("message_versions_message", "message_versions", &["message_id", "written_at"], false),
        index("messages_thread", "messages", &["thread_id"], true),
    ]
}
