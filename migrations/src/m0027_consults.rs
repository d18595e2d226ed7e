//! The consult line: pathways, who answers them when, and calls with everything that is known of each. No column of it is for a patient.

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
        manager.get_connection().execute_unprepared(ONE_CALL).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(
            manager,
            &[
                "consult_feedback",
                "consult_reflections",
                "consult_close_outs",
                "consult_messages",
                "consult_hops",
                "consults",
                "roster_alarms",
                "handovers",
                "shift_swaps",
                "shifts",
                "pathway_people",
                "pathway_rules",
                "pathways",
            ],
        )
        .await
    }
}

/// Whoever presses twice has one call: a person has at most one on a pathway that is not over.
const ONE_CALL: &str = "CREATE UNIQUE INDEX consults_one_live ON consults (caller_id, pathway_id) \
     WHERE state IN ('requested', 'ringing', 'missed', 'escalated', 'connected')";

fn tables() -> Vec<TableCreateStatement> {
    vec![
        pathways(),
        rules(),
        people(),
        shifts(),
        swaps(),
        handovers(),
        alarms(),
        consults(),
        hops(),
        messages(),
        close_outs(),
        reflections(),
        feedback(),
    ]
}

/// `opens_to`: program, everyone. `state`: open, closed. `always`: 24 hours, every day; then its roster may have no gap.
fn pathways() -> TableCreateStatement {
    let mut t = table("pathways");
    t.col(pk_uuid("id"));
    owned(&mut t, "program_id", "programs");
    t.col(string_len("name_en", 120))
        .col(string_len("name_fr", 120))
        .col(string_len("scope_en", 600))
        .col(string_len("scope_fr", 600))
        .col(string_len("hours_en", 120))
        .col(string_len("hours_fr", 120))
        .col(boolean("always"))
        .col(boolean("start_here"))
        .col(string_len("opens_to", 16))
        .col(string_len("zone", 64))
        .col(integer("ring_seconds"))
        .col(string_len("video_url", 600))
        .col(string_len("dial_in", 64))
        .col(string_len("dial_code", 64))
        .col(string_len("state", 16))
        .col(integer("version"))
        .col(at("created_at"))
        .col(at("updated_at"));
    t
}

/// What a call must bring for its credit, from which day on. Rows are only ever added: an earlier call keeps what held on its day.
fn rules() -> TableCreateStatement {
    let mut t = table("pathway_rules");
    t.col(pk_uuid("id"));
    owned(&mut t, "pathway_id", "pathways");
    t.col(date("from_on")).col(boolean("on_call_earns")).col(boolean("feedback")).col(boolean("follow_up")).col(at("created_at"));
    points_null(&mut t, "set_by", "people");
    t
}

/// Who answers a pathway. `away_until`: cannot be reached until then.
fn people() -> TableCreateStatement {
    let mut t = table("pathway_people");
    t.col(pk_uuid("id"));
    owned(&mut t, "pathway_id", "pathways");
    points(&mut t, "person_id", "people");
    t.col(at_null("away_until")).col(at("joined_at")).col(at_null("left_at"));
    t
}

fn shifts() -> TableCreateStatement {
    let mut t = table("shifts");
    t.col(pk_uuid("id"));
    owned(&mut t, "pathway_id", "pathways");
    points(&mut t, "person_id", "people");
    t.col(at("from_at")).col(at("to_at")).col(boolean("backup")).col(integer("version")).col(at("created_at"));
    points_null(&mut t, "set_by", "people");
    t
}

/// `to_id` is empty while anybody of the pathway may take it. `state`: asked, taken, declined, withdrawn.
fn swaps() -> TableCreateStatement {
    let mut t = table("shift_swaps");
    t.col(pk_uuid("id"));
    owned(&mut t, "shift_id", "shifts");
    points(&mut t, "asked_by", "people");
    points_null(&mut t, "to_id", "people");
    t.col(string_len("state", 16)).col(at("created_at")).col(at_null("settled_at"));
    points_null(&mut t, "settled_by", "people");
    t
}

fn handovers() -> TableCreateStatement {
    let mut t = table("handovers");
    t.col(pk_uuid("id"));
    owned(&mut t, "pathway_id", "pathways");
    points(&mut t, "person_id", "people");
    t.col(string_len("body", 600)).col(at("created_at"));
    t
}

/// A gap that was told of, by its beginning.
fn alarms() -> TableCreateStatement {
    let mut t = table("roster_alarms");
    t.col(pk_uuid("id"));
    owned(&mut t, "pathway_id", "pathways");
    t.col(at("from_at")).col(at("to_at")).col(at("told_at"));
    t
}

/// One call. `due_at` is when something is to be done next: the timer is this column, so that no restart forgets it. `hop` counts from 0.
/// The caller's community is copied: a report speaks of where it was asked from. `room` names the call to a video server and tells nothing.
fn consults() -> TableCreateStatement {
    let mut t = table("consults");
    t.col(pk_uuid("id"));
    points(&mut t, "pathway_id", "pathways");
    points(&mut t, "caller_id", "people");
    points_null(&mut t, "acceptor_id", "people");
    t.col(string_len("mode", 16))
        .col(string_len("urgency", 16))
        .col(string_len("community", 120))
        .col(string_len("region", 120))
        .col(string_len("room", 64))
        .col(string_len("state", 16))
        .col(string_len("no_credit", 16))
        .col(integer("hop"))
        .col(at_null("hop_since"))
        .col(at_null("due_at"));
    points_null(&mut t, "promised_by", "people");
    t.col(at_null("promised_for"))
        .col(at("requested_at"))
        .col(at_null("connected_at"))
        .col(at_null("ended_at"))
        .col(at_null("closed_at"))
        .col(string_len("kind", 16))
        .col(string_len("reason_group", 24))
        .col(string_len("outcome", 24))
        .col(integer_null("minutes"))
        .col(boolean("patient_present"))
        .col(string_len("follow_up", 24))
        .col(at_null("followed_up_at"))
        .col(integer("version"));
    t
}

/// Who is rung in which hop. `rung_at` is empty until it is their turn. `state`: waits, rings, answered, missed, passed, soon, away, over.
fn hops() -> TableCreateStatement {
    let mut t = table("consult_hops");
    t.col(pk_uuid("id"));
    owned(&mut t, "consult_id", "consults");
    points(&mut t, "person_id", "people");
    t.col(integer("hop")).col(integer("seconds")).col(string_len("state", 16)).col(at_null("rung_at")).col(at_null("ended_at"));
    t
}

fn messages() -> TableCreateStatement {
    let mut t = table("consult_messages");
    t.col(pk_uuid("id"));
    owned(&mut t, "consult_id", "consults");
    points(&mut t, "person_id", "people");
    t.col(text("body")).col(at("created_at"));
    t
}

/// The caller's five taps.
fn close_outs() -> TableCreateStatement {
    let mut t = table("consult_close_outs");
    owned_key(&mut t, "consult_id", "consults");
    t.col(string_len("plan", 16)).col(string_len("referral", 16)).col(string_len("travel", 16)).col(integer("value")).col(at("created_at"));
    t
}

/// `prompt`: learned, will_do.
fn reflections() -> TableCreateStatement {
    let mut t = table("consult_reflections");
    t.col(pk_uuid("id"));
    owned(&mut t, "consult_id", "consults");
    points(&mut t, "person_id", "people");
    t.col(string_len("prompt", 16)).col(text("body")).col(at("created_at"));
    t
}

fn feedback() -> TableCreateStatement {
    let mut t = table("consult_feedback");
    t.col(pk_uuid("id"));
    owned(&mut t, "consult_id", "consults");
    points(&mut t, "from_id", "people");
    points(&mut t, "about_id", "people");
    t.col(integer("rating")).col(string_len("words", 400)).col(at("created_at"));
    t
}

/// A key that is the other table's key, too.
fn owned_key(statement: &mut TableCreateStatement, col: &'static str, to: &'static str) {
    statement.col(uuid(col).primary_key()).foreign_key(
        ForeignKey::create().from_col(Alias::new(col)).to(Alias::new(to), Alias::new("id")).on_delete(ForeignKeyAction::Cascade),
    );
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("pathways_program", "pathways", &["program_id"], false),
        index("pathway_rules_from", "pathway_rules", &["pathway_id", "from_on"], true),
        index("pathway_people_once", "pathway_people", &["pathway_id", "person_id"], true),
        index("pathway_people_person", "pathway_people", &["person_id"], false),
        index("shifts_pathway", "shifts", &["pathway_id", "to_at"], false),
        index("shifts_person", "shifts", &["person_id", "to_at"], false),
        index("shift_swaps_shift", "shift_swaps", &["shift_id"], false),
        index("handovers_pathway", "handovers", &["pathway_id", "created_at"], false),
        index("roster_alarms_once", "roster_alarms", &["pathway_id", "from_at"], true),
        index("consults_due", "consults", &["due_at"], false),
        index("consults_pathway", "consults", &["pathway_id", "requested_at"], false),
        index("consults_caller", "consults", &["caller_id", "requested_at"], false),
        index("consults_acceptor", "consults", &["acceptor_id", "requested_at"], false),
        index("consult_hops_once", "consult_hops", &["consult_id", "hop", "person_id"], true),
        index("consult_hops_person", "consult_hops", &["person_id", "state"], false),
        index("consult_messages_consult", "consult_messages", &["consult_id", "created_at"], false),
        index("consult_reflections_once", "consult_reflections", &["consult_id", "person_id", "prompt"], true),
        index("consult_feedback_once", "consult_feedback", &["consult_id", "from_id"], true),
    ]
}
