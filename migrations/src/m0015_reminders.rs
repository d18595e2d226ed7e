//! Ways into a session, answers to it, reminders and calendar letters of it; what each person wants to be written about.

use crate::build::*;

/// The change that this file describes.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in letters() {
            manager.alter_table(Table::alter().table(Alias::new("letters")).add_column(column).to_owned()).await?;
        }
        for table in [notice_choices(), reminder_runs(), session_replies(), session_invitations(), video_servers(), video_choices()] {
            manager.create_table(table).await?;
        }
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = ["video_choices", "video_servers", "session_invitations", "session_replies", "reminder_runs", "notice_choices"];
        drop_all(manager, &tables).await?;
        for column in ["calendar", "unsubscribe", "good_until"] {
            manager.alter_table(Table::alter().table(Alias::new("letters")).drop_column(Alias::new(column)).to_owned()).await?;
        }
        Ok(())
    }
}

/// What a letter carries beside its text: an entry for the reader's calendar, the address that stops such letters,
/// and the moment after which it is better not sent at all.
fn letters() -> [ColumnDef; 3] {
    [text_null("calendar"), string_len_null("unsubscribe", 400), at_null("good_until")]
}

/// What a person chose to be written about. No row: the usual. The token opens the one-click way out of a letter, and nothing else.
fn notice_choices() -> TableCreateStatement {
    let mut t = table("notice_choices");
    t.col(pk_uuid("person_id")).foreign_key(
        ForeignKey::create()
            .from_col(Alias::new("person_id"))
            .to(Alias::new("people"), Alias::new("id"))
            .on_delete(ForeignKeyAction::Cascade),
    );
    t.col(boolean("reminders")).col(boolean("calendar")).col(string_len_uniq("token", 64)).col(at("updated_at"));
    t
}

/// A round of reminders that went out for a session at this time of its: each stage has one.
fn reminder_runs() -> TableCreateStatement {
    let mut t = table("reminder_runs");
    t.col(pk_uuid("id"));
    owned(&mut t, "session_id", "sessions");
    t.col(string_len("stage", 8)).col(at("starts_at")).col(integer("letters")).col(at("created_at"));
    t
}

/// Whether somebody comes. It was said of one time: when the session moves, it is asked again.
fn session_replies() -> TableCreateStatement {
    let mut t = table("session_replies");
    t.col(pk_uuid("id"));
    owned(&mut t, "session_id", "sessions");
    owned(&mut t, "person_id", "people");
    t.col(string_len("answer", 8)).col(string_len("reason", 300)).col(at("starts_at")).col(at("updated_at"));
    t
}

/// What a person's calendar was last sent of a session: the sequence number grows with each letter.
fn session_invitations() -> TableCreateStatement {
    let mut t = table("session_invitations");
    t.col(pk_uuid("id"));
    owned(&mut t, "session_id", "sessions");
    owned(&mut t, "person_id", "people");
    t.col(integer("sequence")).col(boolean("stands")).col(string_len("shown", 300)).col(at("updated_at"));
    t
}

/// A video server that an administrator set for a hub or a program. Its secret is sealed with a key outside the database.
fn video_servers() -> TableCreateStatement {
    let mut t = table("video_servers");
    t.col(pk_uuid("id"))
        .col(string_len("scope", 8))
        .col(uuid("scope_id"))
        .col(string_len("kind", 16))
        .col(string_len("address", 600))
        .col(string_len("app_id", 200))
        .col(text("secret"))
        .col(at("updated_at"));
    points_null(&mut t, "updated_by", "people");
    t
}

/// How one joins: of a hub, a program or one session; what is empty is as the wider one has it.
fn video_choices() -> TableCreateStatement {
    let mut t = table("video_choices");
    t.col(pk_uuid("id"))
        .col(string_len("scope", 8))
        .col(uuid("scope_id"))
        .col(string_len("kind", 16))
        .col(string_len("link", 600))
        .col(string_len("dial_in", 300))
        .col(string_len("dial_code", 60))
        .col(string_len("room", 64))
        .col(at("updated_at"));
    t
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("reminder_runs_once", "reminder_runs", &["session_id", "stage", "starts_at"], true),
        index("session_replies_once", "session_replies", &["session_id", "person_id"], true),
        index("session_invitations_once", "session_invitations", &["session_id", "person_id"], true),
        index("session_invitations_stand", "session_invitations", &["stands"], false),
        index("video_servers_once", "video_servers", &["scope", "scope_id", "kind"], true),
        index("video_choices_once", "video_choices", &["scope", "scope_id"], true),
    ]
}
