//! What the table promises and the product does not have yet, where it differs on purpose, and what must never be.

/// Acts, or some roles' cells of acts, that do not exist yet, and why. `""` for all roles.
pub const NOT_YET: &[(&str, &str, &str)] = &[
    ("acct.apply", "", "people come by invitation"),
    ("acct.application_read", "", "people come by invitation"),
    ("acct.application_decide", "", "people come by invitation"),
    ("profile.update_other", "", "people change their own profile"),
    ("acct.export_self", "", "the operator answers such requests from the store"),
    ("acct.delete_self", "", "the operator answers such requests in the store"),
    ("acct.mfa_reset_other", "", "there is no second factor yet"),
    ("case.export", "", "the letter's page is printed by the browser; a PDF is not built"),
    ("survey.threshold", "", "five, fixed in the code"),
    ("plan.write", "", "the room improvement is not built"),
    ("plan.read", "", "the room improvement is not built"),
    ("plan.review", "", "the room improvement is not built"),
    ("reflect.write", "", "the room improvement is not built"),
    ("reflect.read", "", "the room improvement is not built"),
    ("reflect.status", "", "the room improvement is not built"),
    ("cert.issue", "", "the room credits is not built"),
    ("cert.read", "", "the room credits is not built"),
    ("cert.verify", "", "the room credits is not built"),
    ("cert.revoke", "", "the room credits is not built"),
    ("claim.create", "", "the room funding is not built"),
    ("claim.read", "", "the room funding is not built"),
    ("claim.approve", "", "the room funding is not built"),
    ("consult.request", "", "the room consults is not built"),
    ("consult.queue", "", "the room consults is not built"),
    ("consult.accept", "", "the room consults is not built"),
    ("consult.thread_read", "", "the room consults is not built"),
    ("consult.thread_write", "", "the room consults is not built"),
    ("consult.metrics", "", "the room consults is not built"),
    ("roster.read", "", "the room consults is not built"),
    ("roster.write", "", "the room consults is not built"),
    ("mentor.assign", "", "the room improvement is not built"),
    ("mentor.note_write", "", "the room improvement is not built"),
    ("mentor.note_read", "", "the room improvement is not built"),
    ("notif.prefs", "", "the room notices is not built"),
    ("email.status", "", "the operator reads it on the command line"),
    ("email.resend", "", "an invitation is sent again by enrolling again"),
    ("audit.read_about_me", "", "the log is written; its pages are not built"),
    ("audit.read", "", "the log is written; its pages are not built"),
    ("audit.export", "", "the log is written; its pages are not built"),
    ("config.write", "", "settings are the operator's file"),
];

/// Where the product differs from the table on purpose: act, roles, the word that holds instead, and why.
pub const DIFFERS: &[(&str, &str, &str, &str)] = &[
    ("profile.read_licence", "CA", "-", "no page needs another's college number, so none shows it"),
    ("material.read", "L", "-", "titles of material name people and cases; a lead needs neither"),
    ("survey.answer", "FM", "-", "only those enrolled are asked"),
    ("survey.read_own", "FM", "-", "only those enrolled are asked"),
    ("survey.aggregate", "PRM", "-", "the figures are for those who run the cohort and for leads"),
    ("dash.cohort", "L", "agg", "one page for both, without a name on it"),
    ("dash.lead", "F", "coh", "one page for both, without a name on it"),
    ("forum.flags_read", "A", "-", "who flagged whom stays with those who moderate; break-glass is not built"),
];

/// Acts of the product that the table does not name, in its own words: act, what it is, cells, note.
pub const ALSO: &[(&str, &str, [&str; 9], &str)] = &[
    ("calendar.renew", "a new private calendar address", ["-", "own", "own", "own", "own", "own", "own", "own", "own"], "the old one dies"),
    (
        "attendance.claim",
        "answer afterwards that one was there",
        ["-", "own", "own", "-", "-", "-", "-", "-", "-"],
        "counts for nothing by itself",
    ),
    ("attendance.rule", "set from how much on somebody is present", ["-", "-", "-", "-", "prg", "-", "-", "-", "-"], "dated and logged"),
    (
        "attendance.message",
        "see who was missed, and write to them",
        ["-", "-", "-", "coh", "prg", "-", "-", "-", "-"],
        "one letter each, never twice",
    ),
    ("case.answer", "answer a clarifying question", ["-", "-", "own", "-", "-", "-", "-", "-", "-"], ""),
    ("chat.dm_write", "write to somebody", ["-", "coh", "coh", "coh", "prg", "coh", "-", "-", "-"], "who shares a cohort"),
    ("chat.group_read", "a small group's room", ["-", "own", "own", "coh", "prg", "own", "-", "-", "-"], "its people, and the staff"),
    ("chat.history_read", "earlier words of a message", ["-", "own", "own", "coh", "prg", "own", "-", "-", "-"], ""),
    ("chat.react", "answer a message with a word", ["-", "coh", "coh", "coh", "prg", "coh", "-", "-", "-"], ""),
    ("chat.to_thread", "make a thread of a message", ["-", "own", "own", "coh", "prg", "own", "-", "-", "-"], "once"),
    ("chat.visible", "be seen in chat or not", ["-", "own", "own", "own", "own", "own", "own", "own", "own"], ""),
    ("case.follow_up", "say what happened afterwards", ["-", "-", "own", "-", "-", "-", "-", "-", "-"], "30 days after the session"),
    (
        "hour.read",
        "read the session room",
        ["-", "coh", "coh", "coh", "prg", "coh", "-", "-", "-"],
        "the case in it from the start of the session",
    ),
    ("hour.run", "run the session room", ["-", "-", "-", "coh", "prg", "-", "-", "-", "-"], "any of them may take over"),
    ("hour.take", "raise a hand, vote, tell what one used, go to one's group", ["-", "coh", "coh", "coh", "-", "coh", "-", "-", "-"], ""),
    ("hour.notes", "write into the shared notes", ["-", "coh", "coh", "coh", "prg", "coh", "-", "-", "-"], ""),
    (
        "hour.scribe",
        "write recommendations down in the session room",
        ["-", "-", "-", "coh", "-", "-", "-", "-", "-"],
        "and the member who is named scribe",
    ),
];

/// Acts that must not exist, and words that no route may have. (`forum.edit_other` has a probe: it is tried and refused.)
pub const NEVER: &[(&str, &[&str])] = &[
    ("acct.impersonate", &["impersonate", "sign-in-as", "act-as", "become"]),
    ("case.block_override", &["override", "force"]),
    ("survey.identity_link", &["identity", "codes", "unmask"]),
    ("audit.modify", &["audit"]),
    ("backup.restore", &["backup"]),
    ("ops.metrics", &["metrics", "openapi", "debug", "swagger", "trace"]),
];
