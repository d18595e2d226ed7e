//! Forum: boards, threads, posts with their earlier versions and additions, flags, read marks. And the index that search reads.

use sea_orm_migration::sea_orm::DbBackend;

use crate::build::*;

/// The change that this file describes.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in tables() {
            manager.create_table(table).await?;
        }
        for index in indexes() {
            manager.create_index(index).await?;
        }
        let words = if manager.get_database_backend() == DbBackend::Sqlite { SQLITE_WORDS } else { POSTGRES_WORDS };
        for statement in words {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() == DbBackend::Sqlite {
            manager.get_connection().execute_unprepared("DROP TABLE IF EXISTS search_words").await?;
        }
        drop_all(
            manager,
            &[
                "search_documents",
                "read_ahead",
                "read_marks",
                "post_flags",
                "post_additions",
                "post_versions",
                "posts",
                "threads",
                "boards",
            ],
        )
        .await
    }
}

/// FTS5 holds only the words; triggers keep it in step with the documents, inside the same transaction, cascades included.
const SQLITE_WORDS: &[&str] = &[
    "CREATE VIRTUAL TABLE search_words USING fts5(folded, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2')",
    "CREATE TRIGGER search_documents_added AFTER INSERT ON search_documents BEGIN \
     INSERT INTO search_words(rowid, folded) VALUES (new.id, new.folded); END",
    "CREATE TRIGGER search_documents_changed AFTER UPDATE OF folded ON search_documents BEGIN \
     DELETE FROM search_words WHERE rowid = old.id; INSERT INTO search_words(rowid, folded) VALUES (new.id, new.folded); END",
    "CREATE TRIGGER search_documents_gone AFTER DELETE ON search_documents BEGIN DELETE FROM search_words WHERE rowid = old.id; END",
];

/// The words are folded and parted before they are stored, so that both engines know the same ones: no parser of the server's looks at them again.
const POSTGRES_WORDS: &[&str] =
    &["CREATE INDEX search_documents_words ON search_documents USING gin (array_to_tsvector(string_to_array(folded, ' ')))"];

fn tables() -> Vec<TableCreateStatement> {
    vec![boards(), threads(), posts(), post_versions(), post_additions(), post_flags(), read_marks(), read_ahead(), search_documents()]
}

/// An empty name means the word of its kind, in the reader's language.
fn boards() -> TableCreateStatement {
    let mut t = table("boards");
    t.col(pk_uuid("id"));
    owned(&mut t, "cohort_id", "cohorts");
    t.col(string_len("kind", 24))
        .col(string_len("name", 200))
        .col(string_len("about", 400))
        .col(integer("position"))
        .col(integer("version"))
        .col(at("created_at"));
    t
}

/// `last_seq` is the counter of its posts; `posts` counts those that nobody has deleted.
fn threads() -> TableCreateStatement {
    let mut t = table("threads");
    t.col(pk_uuid("id"));
    owned(&mut t, "cohort_id", "cohorts");
    owned(&mut t, "board_id", "boards");
    t.col(string_len("title", 200));
    points(&mut t, "created_by", "people");
    t.col(big_integer("last_seq"))
        .col(integer("posts"))
        .col(at("last_post_at"))
        .col(boolean("title_hidden"))
        .col(at_null("pinned_at"))
        .col(at_null("locked_at"))
        .col(at("created_at"));
    t
}

/// `path` is the place in the tree: eight digits of `seq` for each level, so that its order is the order of reading.
fn posts() -> TableCreateStatement {
    let mut t = table("posts");
    t.col(pk_uuid("id"));
    owned(&mut t, "cohort_id", "cohorts");
    owned(&mut t, "thread_id", "threads");
    t.col(uuid_null("parent_id"));
    points(&mut t, "author_id", "people");
    t.col(big_integer("seq"))
        .col(integer("depth"))
        .col(string_len("path", 48))
        .col(text("source"))
        .col(text("html"))
        .col(integer("html_version"))
        .col(integer("version"))
        .col(integer("additions"))
        .col(at("created_at"))
        .col(at_null("edited_at"))
        .col(at_null("redacted_at"))
        .col(at_null("hidden_at"));
    points_null(&mut t, "hidden_by", "people");
    t.col(string_len("hidden_reason", 400)).col(at_null("deleted_at"));
    t
}

/// What a post said before it was edited.
fn post_versions() -> TableCreateStatement {
    let mut t = table("post_versions");
    t.col(pk_uuid("id"));
    owned(&mut t, "post_id", "posts");
    t.col(integer("version")).col(text("source")).col(at("written_at"));
    t
}

/// What its author added after the time for editing was over.
fn post_additions() -> TableCreateStatement {
    let mut t = table("post_additions");
    t.col(pk_uuid("id"));
    owned(&mut t, "post_id", "posts");
    t.col(text("source")).col(text("html")).col(integer("html_version")).col(at("created_at"));
    t
}

fn post_flags() -> TableCreateStatement {
    let mut t = table("post_flags");
    t.col(pk_uuid("id"));
    owned(&mut t, "post_id", "posts");
    owned(&mut t, "person_id", "people");
    t.col(string_len("kind", 16)).col(string_len("reason", 400)).col(at("created_at")).col(at_null("settled_at"));
    points_null(&mut t, "settled_by", "people");
    t
}

/// Up to where a person has seen every post of a thread.
fn read_marks() -> TableCreateStatement {
    let mut t = table("read_marks");
    owned(&mut t, "person_id", "people");
    owned(&mut t, "thread_id", "threads");
    t.col(big_integer("last_seq")).col(at("read_at"));
    t.primary_key(Index::create().col(Alias::new("person_id")).col(Alias::new("thread_id")));
    t
}

/// Posts seen beyond the mark: a page in tree order may show a late reply before an early one.
fn read_ahead() -> TableCreateStatement {
    let mut t = table("read_ahead");
    owned(&mut t, "person_id", "people");
    owned(&mut t, "thread_id", "threads");
    t.col(big_integer("seq"));
    t.primary_key(Index::create().col(Alias::new("person_id")).col(Alias::new("thread_id")).col(Alias::new("seq")));
    t
}

/// What can be found. `folded` holds the words searched in; title and body are for showing.
fn search_documents() -> TableCreateStatement {
    let mut t = table("search_documents");
    t.col(pk_auto("id")).col(string_len("kind", 24)).col(uuid("object_id")).col(uuid_null("group_id"));
    owned(&mut t, "cohort_id", "cohorts");
    t.col(uuid_null("author_id"))
        .col(string_len("audience", 16))
        .col(string_len("title", 300))
        .col(text("body"))
        .col(text("folded"))
        .col(at("happened_at"));
    t
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("boards_cohort", "boards", &["cohort_id", "position"], false),
        index("threads_board", "threads", &["board_id", "last_post_at"], false),
        index("threads_cohort", "threads", &["cohort_id", "last_post_at"], false),
        index("posts_seq", "posts", &["thread_id", "seq"], true),
        index("posts_path", "posts", &["thread_id", "path"], true),
        index("post_versions_once", "post_versions", &["post_id", "version"], true),
        index("post_additions_post", "post_additions", &["post_id", "created_at"], false),
        index("post_flags_once", "post_flags", &["post_id", "person_id"], true),
        index("read_marks_thread", "read_marks", &["thread_id"], false),
        index("search_documents_object", "search_documents", &["kind", "object_id"], true),
        index("search_documents_group", "search_documents", &["group_id"], false),
        index("search_documents_cohort", "search_documents", &["cohort_id"], false),
    ]
}
