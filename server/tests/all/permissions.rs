//! Every cell of `permissions.csv`, asked of the running product, on both databases.
//!
//! The table says what each role may do. `probes` says which requests do it. For each act, role and thing (mine, somebody
//! else's, next door, far away) one request is sent, and one of four answers must come: open, sign-in, refused, missing.
//! Wrong cells are told all at once.

use std::collections::BTreeSet;

use backend::testing::Engine;

#[path = "permissions/ask.rs"]
mod ask;
#[path = "permissions/groups.rs"]
mod groups;
#[path = "permissions/ledger.rs"]
pub mod ledger;
#[path = "permissions/makers.rs"]
mod makers;
#[path = "permissions/page.rs"]
mod page;
#[path = "permissions/papers.rs"]
mod papers;
#[path = "permissions/probe.rs"]
mod probe;
#[path = "permissions/probes.rs"]
pub mod probes;
#[path = "permissions/stage.rs"]
mod stage;
#[path = "permissions/table.rs"]
mod table;

use ask::Answer;
use ledger::{ALSO, DIFFERS, NEVER, NOT_YET};
use probe::{Expected, Probe, Where, Whose};
use stage::{Scene, Stage};
use table::{Act, Role, Word};

/// Every act: of the table, and those that it does not name.
fn acts() -> Vec<Act> {
    let also = ALSO.iter().map(|(id, what, words, note)| Act::of(id, what, words, note));
    table::acts().into_iter().chain(also).collect()
}

/// What holds for a role: the table's word, or the one that stands in its place on purpose.
fn word(act: &Act, role: Role) -> Word {
    let differs = DIFFERS.iter().find(|(id, roles, ..)| *id == act.id && role.is_in(roles));
    differs.map_or(act.cell(role), |(_, _, instead, _)| Word::parse(instead))
}

fn is_not_yet(act: &str, role: Role) -> bool {
    NOT_YET.iter().any(|(id, roles, _)| *id == act && (roles.is_empty() || role.is_in(roles)))
}

/// A cell that did not answer as the table says.
struct Wrong {
    act: String,
    route: &'static str,
    role: Role,
    spot: (Where, Whose),
    expected: Expected,
    got: Answer,
}

/// Asks everything of one act.
async fn try_act(stage: &Stage, act: &Act, probes: &[Probe], wrong: &mut Vec<Wrong>) -> usize {
    let mut tries = 0;
    for probe in probes.iter().filter(|p| p.act == act.id) {
        for role in Role::ALL.into_iter().filter(|r| r.is_asked(&act.id) && (probe.only.is_empty() || r.is_in(probe.only))) {
            let word = word(act, role);
            for spot in probe.spots(role, word) {
                let (at, whose) = spot;
                let actor = probe.cast.iter().find(|(r, _)| *r == role).map_or(stage::cast(role), |(_, short)| short);
                let scene = Scene { stage, place: stage.place(at), whose, actor };
                let got = ask::ask(&scene, probe, matches!(word, Word::Outline | Word::Figures)).await;
                let expected = probe.expected(role, word, at, whose);
                tries += 1;
                if !got.is(expected, probe) {
                    wrong.push(Wrong { act: act.id.clone(), route: probe.route, role, spot, expected, got });
                }
            }
        }
    }
    tries
}

async fn every_cell(engine: Engine) {
    let (stage, probes, acts) = (Stage::lay(engine).await, probes::all(), acts());
    let (mut wrong, mut tries) = (Vec::new(), 0);
    for act in &acts {
        tries += try_act(&stage, act, &probes, &mut wrong).await;
    }
    let cells: BTreeSet<(&str, Role)> = acts.iter().flat_map(|a| covered(a, &probes)).collect();
    let acts: BTreeSet<&str> = cells.iter().map(|(act, _)| *act).collect();
    println!("{engine:?}: {tries} requests for {} cells of {} acts; {} wrong", cells.len(), acts.len(), wrong.len());
    assert!(wrong.is_empty(), "{}", told(&wrong));
}

/// The cells of an act that some probe asks for.
fn covered<'a>(act: &'a Act, probes: &[Probe]) -> Vec<(&'a str, Role)> {
    let asks = |role: &Role| probes.iter().any(|p| p.act == act.id && (p.only.is_empty() || role.is_in(p.only)));
    Role::ALL.into_iter().filter(|r| r.is_asked(&act.id) && asks(r)).map(|r| (act.id.as_str(), r)).collect()
}

/// Wrong cells as a table to read.
fn told(wrong: &[Wrong]) -> String {
    let mut out = format!("{} wrong cells\n{:<24}{:<5}{:<16}{:<10}{:<28}route\n", wrong.len(), "act", "role", "thing", "expected", "got");
    for w in wrong {
        let spot = format!("{:?} {:?}", w.spot.1, w.spot.0).to_lowercase();
        let expected = format!("{:?}", w.expected).to_lowercase();
        out += &format!("{:<24}{:<5}{spot:<16}{expected:<10}{:<28}{}\n", w.act, w.role.letter(), w.got.told(), w.route);
    }
    out
}

#[tokio::test]
async fn every_cell_of_the_table_holds_on_sqlite() {
    every_cell(Engine::Sqlite).await;
}

#[tokio::test]
async fn every_cell_of_the_table_holds_on_postgresql() {
    every_cell(Engine::Postgres).await;
}

#[test]
fn every_act_is_probed_or_is_named_as_not_yet_or_never() {
    let (acts, probes) = (acts(), probes::all());
    let mut faults = Vec::new();
    for act in &acts {
        let never = NEVER.iter().any(|(id, _)| *id == act.id);
        for role in Role::ALL.into_iter().filter(|r| r.is_asked(&act.id)) {
            let asked = covered(act, &probes).iter().any(|(_, r)| *r == role);
            let named = usize::from(asked) + usize::from(is_not_yet(&act.id, role)) + usize::from(never);
            if named != 1 {
                faults.push(format!("{} {}: stands in {named} lists, not in one", act.id, role.letter()));
            }
        }
    }
    let known = |id: &str| acts.iter().any(|a| a.id == id);
    let ids = NOT_YET.iter().map(|n| n.0).chain(DIFFERS.iter().map(|d| d.0)).chain(NEVER.iter().map(|n| n.0));
    faults.extend(ids.chain(probes.iter().map(|p| p.act)).filter(|id| !known(id)).map(|id| format!("{id}: no such act")));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    println!("not yet:");
    NOT_YET.iter().for_each(|(act, roles, why)| println!("  {act} {roles}: {why}"));
    let glass = acts.iter().filter(|a| a.cells.contains(&Word::BreakGlass) && !is_not_yet(&a.id, Role::Administrator));
    println!("break-glass, not built, counts as refused: {}", glass.map(|a| a.id.as_str()).collect::<Vec<_>>().join(", "));
}

#[test]
fn what_must_never_be_has_no_route() {
    for (act, words) in NEVER {
        for route in crate::routes::of_the_product() {
            assert!(!words.iter().any(|word| route.path.contains(word)), "{act}: {} {}", route.path, route.methods.join(" "));
        }
    }
}
