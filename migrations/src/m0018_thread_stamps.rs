//! A number that is another one whenever something changes in what a thread's pages show of its posts: what a process keeps of a page is
//! good while its number is the thread's. The store itself moves it, whoever writes, so that no way of changing words can forget it. It is
//! drawn by lot and does not count: a database that was put back to an older state never shows a number of a later one again.

use sea_orm_migration::sea_orm::DbBackend;

use crate::build::*;

/// The change that this file describes.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &["ALTER TABLE threads ADD COLUMN stamp bigint NOT NULL DEFAULT 0"]).await?;
        // What a reader has flagged, and where somebody who takes another name has written, are each found at once.
        manager.create_index(index("flags_person", "flags", &["person_id", "target_kind", "target_id"], false)).await?;
        manager.create_index(index("posts_author", "posts", &["author_id"], false)).await?;
        run(manager, if manager.get_database_backend() == DbBackend::Sqlite { SQLITE } else { POSTGRES }).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, if manager.get_database_backend() == DbBackend::Sqlite { SQLITE_DOWN } else { POSTGRES_DOWN }).await?;
        run(manager, &["DROP INDEX flags_person", "DROP INDEX posts_author", "ALTER TABLE threads DROP COLUMN stamp"]).await
    }
}

async fn run(manager: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    for statement in statements {
        manager.get_connection().execute_unprepared(statement).await?;
    }
    Ok(())
}

const SQLITE: &[&str] = &[
    "CREATE TRIGGER posts_added AFTER INSERT ON posts BEGIN UPDATE threads SET stamp = random() WHERE id = new.thread_id; END",
    "CREATE TRIGGER posts_changed AFTER UPDATE ON posts BEGIN \
     UPDATE threads SET stamp = random() WHERE id IN (old.thread_id, new.thread_id); END",
    "CREATE TRIGGER posts_gone AFTER DELETE ON posts BEGIN UPDATE threads SET stamp = random() WHERE id = old.thread_id; END",
    "CREATE TRIGGER post_additions_added AFTER INSERT ON post_additions BEGIN \
     UPDATE threads SET stamp = random() WHERE id = (SELECT thread_id FROM posts WHERE id = new.post_id); END",
    "CREATE TRIGGER post_additions_changed AFTER UPDATE ON post_additions BEGIN \
     UPDATE threads SET stamp = random() WHERE id IN (SELECT thread_id FROM posts WHERE id IN (old.post_id, new.post_id)); END",
    "CREATE TRIGGER post_additions_gone AFTER DELETE ON post_additions BEGIN \
     UPDATE threads SET stamp = random() WHERE id = (SELECT thread_id FROM posts WHERE id = old.post_id); END",
    "CREATE TRIGGER people_renamed AFTER UPDATE OF name, profession ON people \
     WHEN old.name IS NOT new.name OR old.profession IS NOT new.profession BEGIN \
     UPDATE threads SET stamp = random() WHERE id IN (SELECT thread_id FROM posts WHERE author_id = new.id); END",
];

const SQLITE_DOWN: &[&str] = &[
    "DROP TRIGGER posts_added",
    "DROP TRIGGER posts_changed",
    "DROP TRIGGER posts_gone",
    "DROP TRIGGER post_additions_added",
    "DROP TRIGGER post_additions_changed",
    "DROP TRIGGER post_additions_gone",
    "DROP TRIGGER people_renamed",
];

/// Whoever writes posts holds their thread already. Whoever takes another name takes the threads in one order, so that two of them wait for
/// each other and never in a circle.
const POSTGRES: &[&str] = &[
    "CREATE FUNCTION a_lot() RETURNS bigint LANGUAGE sql VOLATILE AS 'SELECT hashtextextended(gen_random_uuid()::text, 0)'",
    "CREATE FUNCTION posts_moved() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
     UPDATE threads SET stamp = a_lot() WHERE id IN (OLD.thread_id, NEW.thread_id); RETURN NULL; END $$",
    "CREATE FUNCTION post_additions_moved() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
     UPDATE threads SET stamp = a_lot() WHERE id IN (SELECT thread_id FROM posts WHERE id IN (OLD.post_id, NEW.post_id)); \
     RETURN NULL; END $$",
    "CREATE FUNCTION people_renamed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
     PERFORM 1 FROM threads WHERE id IN (SELECT thread_id FROM posts WHERE author_id = NEW.id) ORDER BY id FOR UPDATE; \
     UPDATE threads SET stamp = a_lot() WHERE id IN (SELECT thread_id FROM posts WHERE author_id = NEW.id); RETURN NULL; END $$",
    "CREATE TRIGGER posts_moved AFTER INSERT OR UPDATE OR DELETE ON posts FOR EACH ROW EXECUTE FUNCTION posts_moved()",
    "CREATE TRIGGER post_additions_moved AFTER INSERT OR UPDATE OR DELETE ON post_additions \
     FOR EACH ROW EXECUTE FUNCTION post_additions_moved()",
    "CREATE TRIGGER people_renamed AFTER UPDATE OF name, profession ON people FOR EACH ROW \
     WHEN (OLD.name IS DISTINCT FROM NEW.name OR OLD.profession IS DISTINCT FROM NEW.profession) EXECUTE FUNCTION people_renamed()",
];

const POSTGRES_DOWN: &[&str] = &[
    "DROP TRIGGER posts_moved ON posts",
    "DROP TRIGGER post_additions_moved ON post_additions",
    "DROP TRIGGER people_renamed ON people",
    "DROP FUNCTION posts_moved, post_additions_moved, people_renamed",
    "DROP FUNCTION a_lot",
];
