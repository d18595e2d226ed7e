//! Small groups: divisions, action plans with their versions and comments, practice visits, the questionnaires that look back; budgets, the
//! ledger, payments and their batches.

use crate::build::*;

/// The change that this file describes.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// At most one payment stands for one person and one session (R2.4), and an entry is turned back at most once: whatever runs beside what.
const ONCE: [&str; 2] = [
    "CREATE UNIQUE INDEX payments_stands ON payments (session_id, person_id) WHERE state IN ('batched', 'paid')",
    "CREATE UNIQUE INDEX ledger_entries_turned_back ON ledger_entries (reverses) WHERE reverses IS NOT NULL",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let rooms = [divisions(), small_groups(), action_plans(), plan_versions(), plan_comments(), practice_visits()];
        let after = [reflections(), reflection_answers(), reflection_letters()];
        let money = [budget_lines(), payment_batches(), payments(), ledger_entries()];
        for table in rooms.into_iter().chain(after).chain(money) {
            manager.create_table(table).await?;
        }
        for index in indexes() {
            manager.create_index(index).await?;
        }
        for statement in ONCE {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let money = ["ledger_entries", "payments", "payment_batches", "budget_lines"];
        let after = ["reflection_letters", "reflection_answers", "reflections"];
        drop_all(manager, &money).await?;
        drop_all(manager, &after).await?;
        drop_all(manager, &["practice_visits", "plan_comments", "plan_versions", "action_plans", "small_groups", "divisions"]).await
    }
}

/// A division of family practice: whom a series is offered to, and whose budget it uses.
fn divisions() -> TableCreateStatement {
    let mut t = table("divisions");
    t.col(pk_uuid("id"));
    owned(&mut t, "hub_id", "hubs");
    t.col(string_len("name", 200)).col(at("created_at"));
    t
}

/// What a cohort is beyond a cohort when it is a small group. `pay_cents` is the sessional pay of one person for one session.
fn small_groups() -> TableCreateStatement {
    let mut t = table("small_groups");
    t.col(pk_uuid("cohort_id")).foreign_key(
        ForeignKey::create()
            .from_col(Alias::new("cohort_id"))
            .to(Alias::new("cohorts"), Alias::new("id"))
            .on_delete(ForeignKeyAction::Cascade),
    );
    points_null(&mut t, "division_id", "divisions");
    t.col(big_integer("pay_cents")).col(boolean("plan_approval")).col(at("updated_at"));
    t
}

/// The sheet of a plan as it is, and as each version of it was.
fn sheet(t: &mut TableCreateStatement) {
    for part in ["aim", "change_idea", "prediction", "measure", "test", "commitments", "own_activity"] {
        t.col(text(part));
    }
    t.col(json("activities"));
}

/// One person's action plan for one session of the group.
fn action_plans() -> TableCreateStatement {
    let mut t = table("action_plans");
    t.col(pk_uuid("id"));
    owned(&mut t, "cohort_id", "cohorts");
    owned(&mut t, "session_id", "sessions");
    points(&mut t, "person_id", "people");
    sheet(&mut t);
    t.col(string_len("state", 16)).col(integer("version"));
    for moment in ["submitted_at", "approved_at", "linked_at", "withdrawn_at"] {
        t.col(at_null(moment));
    }
    t.col(at("created_at")).col(at("updated_at"));
    t
}

/// A plan as it was handed in, and as it was after each change of one that is.
fn plan_versions() -> TableCreateStatement {
    let mut t = table("plan_versions");
    t.col(pk_uuid("id"));
    owned(&mut t, "plan_id", "action_plans");
    t.col(integer("version")).col(string_len("state", 16));
    sheet(&mut t);
    t.col(at("created_at"));
    t
}

/// What a mentor or a coordinator says to a plan.
fn plan_comments() -> TableCreateStatement {
    let mut t = table("plan_comments");
    t.col(pk_uuid("id"));
    owned(&mut t, "plan_id", "action_plans");
    points(&mut t, "author_id", "people");
    t.col(text("body")).col(text("html")).col(at("created_at"));
    t
}

/// A visit in a practice. `tried` and `next_step` are for the one visited too; `own_note` is the mentor's alone.
fn practice_visits() -> TableCreateStatement {
    let mut t = table("practice_visits");
    t.col(pk_uuid("id"));
    owned(&mut t, "cohort_id", "cohorts");
    points(&mut t, "person_id", "people");
    points_null(&mut t, "plan_id", "action_plans");
    points(&mut t, "booked_by", "people");
    points_null(&mut t, "reported_by", "people");
    t.col(date("local_date")).col(time("local_time")).col(string_len("zone", 64)).col(at("starts_at"));
    t.col(string_len("way", 12)).col(string_len("place", 300)).col(string_len("state", 12));
    t.col(text("tried")).col(text("next_step")).col(text("own_note"));
    t.col(at_null("reported_at")).col(at("created_at")).col(at("updated_at"));
    t
}

/// A questionnaire that was received. It is a person's own look back, read by themselves and their mentor, and it opens their certificate:
/// so it names them, and is no survey answer.
fn reflections() -> TableCreateStatement {
    let mut t = table("reflections");
    t.col(pk_uuid("id"));
    owned(&mut t, "cohort_id", "cohorts");
    owned(&mut t, "session_id", "sessions");
    points(&mut t, "person_id", "people");
    t.col(text("changed")).col(text("learned")).col(at("received_at"));
    t
}

/// What became of one commitment, with its words as they were then.
fn reflection_answers() -> TableCreateStatement {
    let mut t = table("reflection_answers");
    t.col(pk_uuid("id"));
    owned(&mut t, "reflection_id", "reflections");
    t.col(integer("position")).col(text("commitment")).col(string_len("kept", 8)).col(text("hindered"));
    t
}

/// Letters that asked for a questionnaire, by the day on which it opened: after a session has moved it is asked for anew.
fn reflection_letters() -> TableCreateStatement {
    let mut t = table("reflection_letters");
    t.col(pk_uuid("id"));
    owned(&mut t, "session_id", "sessions");
    owned(&mut t, "person_id", "people");
    t.col(date("opens_on")).col(integer("number")).col(at("created_at"));
    t
}

/// One line of a group's budget: space, catering, sessional pay, peer mentor's pay.
fn budget_lines() -> TableCreateStatement {
    let mut t = table("budget_lines");
    t.col(pk_uuid("id"));
    owned(&mut t, "cohort_id", "cohorts");
    t.col(string_len("kind", 16)).col(at("created_at"));
    t
}

/// Payments that go to finance together.
fn payment_batches() -> TableCreateStatement {
    let mut t = table("payment_batches");
    t.col(pk_uuid("id"));
    owned(&mut t, "cohort_id", "cohorts");
    t.col(integer("number")).col(string_len("state", 12)).col(at("created_at"));
    points(&mut t, "created_by", "people");
    t.col(at_null("exported_at"));
    points_null(&mut t, "exported_by", "people");
    t.col(at_null("paid_at"));
    points_null(&mut t, "paid_by", "people");
    t
}

/// The sessional pay of one person for one session: batched, paid, turned back, or let go.
fn payments() -> TableCreateStatement {
    let mut t = table("payments");
    t.col(pk_uuid("id"));
    owned(&mut t, "cohort_id", "cohorts");
    points(&mut t, "session_id", "sessions");
    points(&mut t, "person_id", "people");
    points(&mut t, "batch_id", "payment_batches");
    t.col(big_integer("cents")).col(string_len("state", 12)).col(at("created_at")).col(at("updated_at"));
    t
}

/// The ledger. Accounts are `funds`, and of a line `free`, `committed`, `spent`.
fn ledger_entries() -> TableCreateStatement {
    let mut t = table("ledger_entries");
    t.col(pk_uuid("id"));
    owned(&mut t, "cohort_id", "cohorts");
    t.col(integer("number"));
    t.col(string_len("from_account", 12));
    points_null(&mut t, "from_line", "budget_lines");
    t.col(string_len("to_account", 12));
    points_null(&mut t, "to_line", "budget_lines");
    t.col(big_integer("cents"));
    points_null(&mut t, "payee_id", "people");
    points_null(&mut t, "session_id", "sessions");
    points_null(&mut t, "payment_id", "payments");
    t.col(uuid_null("reverses")).col(text("reason")).col(at("created_at"));
    points(&mut t, "booked_by", "people");
    t
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("divisions_name", "divisions", &["hub_id", "name"], true),
        index("small_groups_division", "small_groups", &["division_id"], false),
        index("action_plans_once", "action_plans", &["session_id", "person_id"], true),
        index("action_plans_cohort", "action_plans", &["cohort_id"], false),
        index("plan_versions_once", "plan_versions", &["plan_id", "version"], true),
        index("plan_comments_plan", "plan_comments", &["plan_id", "created_at"], false),
        index("practice_visits_cohort", "practice_visits", &["cohort_id", "starts_at"], false),
        index("reflections_once", "reflections", &["session_id", "person_id"], true),
        index("reflections_cohort", "reflections", &["cohort_id"], false),
        index("reflection_answers_place", "reflection_answers", &["reflection_id", "position"], true),
        index("reflection_letters_once", "reflection_letters", &["session_id", "person_id", "opens_on", "number"], true),
        index("budget_lines_kind", "budget_lines", &["cohort_id", "kind"], true),
        index("payment_batches_number", "payment_batches", &["cohort_id", "number"], true),
        index("payments_batch", "payments", &["batch_id"], false),
        index("payments_cohort", "payments", &["cohort_id"], false),
        index("ledger_entries_number", "ledger_entries", &["cohort_id", "number"], true),
    ]
}
