//! Writes `docs/PERMISSIONS.md` from the table and the ledger: `cargo test -p server -- --ignored the_page_of_permissions`.

use std::fmt::Write as _;
use std::path::Path;

use super::ledger::{DIFFERS, NEVER, NOT_YET};
use super::{acts, probes};

const HEAD: &str = "# Who may do what

This page is generated from `server/tests/permissions.csv` by `make permissions`; do not write into it. Every cell is asked of the running
product on SQLite and on PostgreSQL (`server/tests/all/permissions.rs`).

Roles: **V** visitor, **P** participant, **R** presenter (a participant with a case), **F** facilitator, **C** coordinator, **M** peer mentor,
**L** lead, **O** on-call physician (who is nothing else: asked for in the room of calls only), **A** administrator.

Words: `-` not at all · `own` one's own · `coh` of one's own cohort · `prg` of one's own program · `asg` those assigned to one (calls and pathways
to an on-call) · `all` everybody's · `meta` that it exists and when, no names, no words · `agg` counts · `bg` break-glass (not built: refused) ·
`pub` public. What is not for a role answers 404 when its cohort is not theirs, 403 when it is; a visitor is sent to sign in.
";

/// The whole page.
fn page() -> String {
    let mut out = HEAD.to_owned();
    out += "\n## What exists\n\n| act | what | V | P | R | F | C | M | L | O | A | note |\n|---|---|---|---|---|---|---|---|---|---|---|---|\n";
    let probes = probes::all();
    for act in acts().iter().filter(|a| probes.iter().any(|p| p.act == a.id)) {
        let _ = writeln!(out, "| `{}` | {} | {} | {} |", act.id, act.what, act.written.join(" | "), act.note);
    }
    out += "\n## Where the product differs, on purpose\n\n| act | roles | instead | why |\n|---|---|---|---|\n";
    for (act, roles, instead, why) in DIFFERS {
        let _ = writeln!(out, "| `{act}` | {roles} | {instead} | {why} |");
    }
    out += "\n## What must never be\n\n";
    for (act, _) in NEVER {
        let what = acts().into_iter().find(|a| a.id == *act).map(|a| a.what).unwrap_or_default();
        let _ = writeln!(out, "- `{act}`: {what}");
    }
    out += "\n## What does not exist yet\n\n| act | roles | why |\n|---|---|---|\n";
    for (act, roles, why) in NOT_YET {
        let roles = if roles.is_empty() { "all" } else { roles };
        let _ = writeln!(out, "| `{act}` | {roles} | {why} |");
    }
    out
}

fn file() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/PERMISSIONS.md")
}

#[test]
#[ignore = "writes into docs/"]
fn the_page_of_permissions_is_written() {
    std::fs::write(file(), page()).expect("docs/PERMISSIONS.md");
}

#[test]
fn the_page_of_permissions_is_the_one_of_today() {
    let stored = std::fs::read_to_string(file()).unwrap_or_default();
    assert!(stored == page(), "docs/PERMISSIONS.md is old: run `make permissions`");
}
