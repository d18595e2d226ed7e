//! What an accreditor, a college and a verifier ask for: planning documents, CFPC numbers, links for disclosures, places in the list of
//! revoked badges; and what is left of people who went and of papers whose time is over.

use crate::build::*;
use crate::migration;

migration!(
    tables: tables,
    indexes: indexes,
    drop: ["papers_ended", "erasures", "badge_places", "disclosure_links", "cfpc_numbers", "planning_documents"]
);

fn tables() -> Vec<TableCreateStatement> {
    vec![planning(), numbers(), links(), places(), erasures(), ended()]
}

/// A needs assessment, a list of the planning committee, objectives, a budget (I8).
fn planning() -> TableCreateStatement {
    let mut t = table("planning_documents");
    t.col(pk_uuid("id"));
    points(&mut t, "program_id", "programs");
    t.col(string_len("kind", 16));
    points(&mut t, "file_id", "files");
    t.col(at("added_at"));
    points(&mut t, "added_by", "people");
    t
}

/// The number that the College of Family Physicians of Canada knows somebody by (I12).
fn numbers() -> TableCreateStatement {
    let mut t = table("cfpc_numbers");
    whose(&mut t, "person_id", "people");
    t.col(string_len("number", 16)).col(at("changed_at"));
    t
}

/// A link by which whoever speaks or plans discloses (I7); only its hash is kept.
fn links() -> TableCreateStatement {
    let mut t = table("disclosure_links");
    t.col(pk_uuid("id"));
    owned(&mut t, "line_id", "session_disclosures");
    t.col(string_len("token_hash", 64)).col(at("created_at")).col(at("expires_at")).col(at_null("used_at"));
    points(&mut t, "made_by", "people");
    t
}

/// Which bit of the list of revoked badges is a paper's. It points at nothing: a place is never given twice, not even when its paper has ended,
/// and `revoked` is what was true of it then.
fn places() -> TableCreateStatement {
    let mut t = table("badge_places");
    t.col(uuid("certificate_id").primary_key()).col(integer("place")).col(boolean("revoked"));
    t
}

/// Who went, by a key that names nobody any more.
fn erasures() -> TableCreateStatement {
    let mut t = table("erasures");
    t.col(uuid("person_id").primary_key()).foreign_key(
        ForeignKey::create()
            .from_col(Alias::new("person_id"))
            .to(Alias::new("people"), Alias::new("id"))
            .on_delete(ForeignKeyAction::Restrict),
    );
    t.col(at("erased_at")).col(date_null("kept_until"));
    t
}

/// What is left of a paper whose time is over: enough to say so to whoever has its number, and nothing of anybody.
fn ended() -> TableCreateStatement {
    let mut t = table("papers_ended");
    t.col(string_len("serial_hash", 64).primary_key()).col(date("issued_on")).col(date("ended_on"));
    t
}

/// A key that is somebody's or something's, and dies with it.
fn whose(t: &mut TableCreateStatement, col: &'static str, to: &'static str) {
    t.col(uuid(col).primary_key()).foreign_key(
        ForeignKey::create().from_col(Alias::new(col)).to(Alias::new(to), Alias::new("id")).on_delete(ForeignKeyAction::Cascade),
    );
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("planning_documents_program", "planning_documents", &["program_id", "added_at"], false),
        index("disclosure_links_token", "disclosure_links", &["token_hash"], true),
        index("disclosure_links_line", "disclosure_links", &["line_id"], false),
        index("badge_places_place", "badge_places", &["place"], true),
        index("erasures_kept", "erasures", &["kept_until"], false),
    ]
}
