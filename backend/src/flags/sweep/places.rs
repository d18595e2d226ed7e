//! Where words of members stand: one list, in which a new table finds its place.

use crate::flags::Kind;

/// A table that holds words of members.
pub(super) struct Place {
    pub table: &'static str,
    pub key: &'static str,
    /// Columns of text, and where their rendered text lies.
    pub texts: &'static [(&'static str, &'static str)],
    /// Columns of sections by key, and where their rendered text lies.
    pub json: &'static [(&'static str, &'static str)],
    /// The rows of a cohort, `$1`.
    pub cohort: &'static str,
    /// The rows of a thing, `$1`, by its kind.
    pub own: &'static [(Kind, &'static str)],
}

const BY_CASE: &str = "case_id IN (SELECT id FROM cases WHERE cohort_id = $1)";
const BY_POST: &str = "post_id IN (SELECT id FROM posts WHERE cohort_id = $1)";
const BY_SESSION: &str = "session_id IN (SELECT id FROM sessions WHERE cohort_id = $1)";
const MEMBERS: &str = "person_id IN (SELECT person_id FROM enrolments WHERE cohort_id = $1) \
     OR person_id IN (SELECT person_id FROM cohort_roles WHERE cohort_id = $1) \
     OR person_id IN (SELECT g.person_id FROM grants g JOIN cohorts c ON c.program_id = g.program_id WHERE c.id = $1)";

const BY_PLAN: &str = "plan_id IN (SELECT id FROM action_plans WHERE cohort_id = $1)";
/// The sheet of an action plan.
const SHEET: &[(&str, &str)] =
    &[("aim", ""), ("change_idea", ""), ("prediction", ""), ("measure", ""), ("test", ""), ("commitments", ""), ("own_activity", "")];
// A pathway stands under a program: what was written on it belongs to each of the program's cohorts.
const BY_PATHWAY: &str = "pathway_id IN (SELECT p.id FROM pathways p JOIN cohorts h ON h.program_id = p.program_id WHERE h.id = $1)";
const BY_CONSULT: &str = "consult_id IN (SELECT c.id FROM consults c JOIN pathways p ON p.id = c.pathway_id \
     JOIN cohorts h ON h.program_id = p.program_id WHERE h.id = $1)";

const fn place(table: &'static str, texts: &'static [(&'static str, &'static str)], cohort: &'static str) -> Place {
    Place { table, key: "id", texts, json: &[], cohort, own: &[] }
}

/// Every place. Tables that this build does not have yet are passed over.
pub(super) const PLACES: &[Place] = &[
    Place {
        json: &[("sections", "html")],
        own: &[(Kind::Case, "id = $1")],
        ..place("cases", &[("title", ""), ("review_note", ""), ("follow_up", "follow_up_html")], "cohort_id = $1")
    },
    Place { json: &[("sections", "html")], own: &[(Kind::Case, "case_id = $1")], ..place("case_revisions", &[("reason", "")], BY_CASE) },
    Place { own: &[(Kind::Case, "case_id = $1")], ..place("case_warnings", &[("reason", "")], BY_CASE) },
    Place { own: &[(Kind::Question, "id = $1")], ..place("case_questions", &[("body", "html"), ("answer", "answer_html")], BY_CASE) },
    Place { own: &[(Kind::Recommendation, "id = $1")], ..place("recommendations", &[("body", "html"), ("from_room", "")], BY_CASE) },
    Place { key: "recommendation_id", ..place("recommendation_uses", &[("why", "")], BY_CASE) },
    Place {
        own: &[(Kind::Case, "case_id = $1"), (Kind::Recommendation, "case_id IN (SELECT case_id FROM recommendations WHERE id = $1)")],
        ..place("case_letters", &[("body", "html")], BY_CASE)
    },
    Place {
        own: &[(Kind::Post, "id IN (SELECT thread_id FROM posts WHERE id = $1 AND seq = 1)")],
        ..place("threads", &[("title", "")], "cohort_id = $1")
    },
    Place { own: &[(Kind::Post, "id = $1")], ..place("posts", &[("source", "html"), ("hidden_reason", "")], "cohort_id = $1") },
    Place { own: &[(Kind::Post, "post_id = $1")], ..place("post_versions", &[("source", "")], BY_POST) },
    Place { own: &[(Kind::Post, "post_id = $1")], ..place("post_additions", &[("source", "html")], BY_POST) },
    Place {
        own: &[(Kind::Message, "id = $1")],
        ..place("messages", &[("body", "html")], "room_id IN (SELECT id FROM rooms WHERE cohort_id = $1)")
    },
    Place {
        own: &[(Kind::Message, "message_id = $1")],
        ..place(
            "message_versions",
            &[("body", "")],
            "message_id IN (SELECT m.id FROM messages m JOIN rooms r ON r.id = m.room_id WHERE r.cohort_id = $1)",
        )
    },
    place("rooms", &[("title", "")], "cohort_id = $1"),
    Place {
        own: &[
            (Kind::Case, "target_id = $1"),
            (Kind::Question, "target_id = $1"),
            (Kind::Recommendation, "target_id = $1"),
            (Kind::Post, "target_id = $1"),
            (Kind::Message, "target_id = $1"),
            (Kind::Notes, "target_id = $1"),
            (Kind::Used, "target_id = $1"),
            (Kind::Poll, "target_id = $1"),
        ],
        ..place("flags", &[("reason", "")], "cohort_id = $1")
    },
    place("session_disclosures", &[("name", ""), ("body", "")], BY_SESSION),
    place("certificates", &[("revoked_why", "")], "cohort_id = $1"),
    Place { key: "session_id", ..place("session_offs", &[("reason", "")], BY_SESSION) },
    Place { own: &[(Kind::Notes, "session_id = $1")], ..place("hour_notes", &[("body", "")], BY_SESSION) },
    Place { own: &[(Kind::Used, "id = $1")], ..place("hour_used", &[("body", "")], BY_SESSION) },
    Place { own: &[(Kind::Poll, "id = $1")], ..place("hour_polls", &[("question", "")], BY_SESSION) },
    Place {
        own: &[(Kind::Poll, "poll_id = $1")],
        ..place(
            "hour_choices",
            &[("text", "")],
            "poll_id IN (SELECT p.id FROM hour_polls p JOIN sessions s ON s.id = p.session_id WHERE s.cohort_id = $1)",
        )
    },
    Place { key: "session_id", ..place("hours", &[("told", "")], BY_SESSION) },
    place("hour_lines", &[("title", "")], BY_SESSION),
    place("breakouts", &[("title", "")], BY_SESSION),
    place("action_plans", SHEET, "cohort_id = $1"),
    place("plan_versions", SHEET, BY_PLAN),
    place("plan_comments", &[("body", "html")], BY_PLAN),
    place("practice_visits", &[("place", ""), ("tried", ""), ("next_step", ""), ("own_note", "")], "cohort_id = $1"),
    place("reflections", &[("changed", ""), ("learned", "")], "cohort_id = $1"),
    place(
        "reflection_answers",
        &[("commitment", ""), ("hindered", "")],
        "reflection_id IN (SELECT id FROM reflections WHERE cohort_id = $1)",
    ),
    place("ledger_entries", &[("reason", "")], "cohort_id = $1"),
    place("consults", &[("community", "")], BY_PATHWAY),
    place("handovers", &[("body", "")], BY_PATHWAY),
    place("consult_messages", &[("body", "")], BY_CONSULT),
    place("consult_reflections", &[("body", "")], BY_CONSULT),
    place("consult_feedback", &[("words", "")], BY_CONSULT),
    place("consult_pearls", &[("title", ""), ("body", "")], BY_CONSULT),
    place("letters", &[("subject", ""), ("body", ""), ("last_error", "")], MEMBERS),
];

/// Where the two of a direct room may have quoted each other: the room of the message `$1`, which belongs to no cohort.
pub(super) const TWO: &[Place] = &[
    place(
        "messages",
        &[("body", "html")],
        "room_id IN (SELECT m.room_id FROM messages m JOIN rooms r ON r.id = m.room_id WHERE m.id = $1 AND r.kind = 'direct')",
    ),
    place(
        "message_versions",
        &[("body", "")],
        "message_id IN (SELECT o.id FROM messages o JOIN rooms r ON r.id = o.room_id \
         WHERE r.kind = 'direct' AND o.room_id = (SELECT m.room_id FROM messages m WHERE m.id = $1))",
    ),
];
