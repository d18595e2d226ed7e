//! The numbers of the page as CSV: the same, and no more.

use domain::stats::describe::half_up;
use domain::stats::suppress::Cell;
use serde_json::json;

use super::view::{Board, Change, Count, Rungs, lines};
use crate::audit::{self, Line};
use crate::sessions::attendance::cell;
use crate::{Cx, Fault, Result, Viewer};

/// The file of a cohort's figures; who took it is written down.
pub async fn csv(cx: &Cx, viewer: &Viewer, slug: &str) -> Result<Vec<u8>> {
    let board = super::board(cx, viewer, slug).await?;
    let file = written(&board)?;
    let tx = cx.begin().await?;
    let line = Line::new("dash.export", "cohort", board.reached.id.0).detail(json!({ "bytes": file.len() }));
    audit::write(&tx, viewer, line).await?;
    tx.commit().await?;
    Ok(file)
}

/// The same file for a pack that is written down as a whole.
pub(crate) async fn sheet(cx: &Cx, viewer: &Viewer, slug: &str) -> Result<Vec<u8>> {
    written(&super::board(cx, viewer, slug).await?)
}

fn written(board: &Board) -> Result<Vec<u8>> {
    let broken = |e: &dyn std::fmt::Display| Fault::Broken(e.to_string());
    let mut out = ::csv::Writer::from_writer(Vec::new());
    out.write_record(["part", "of", "when", "figure", "value"]).map_err(|e| broken(&e))?;
    for row in rows(board) {
        // Only the value may be a number below zero; whatever people wrote is text.
        let [part, of, when, figure, value] = row;
        out.write_record([cell(&part), cell(&of), cell(&when), cell(&figure), value]).map_err(|e| broken(&e))?;
    }
    out.into_inner().map_err(|e| broken(&e))
}

type Row = [String; 5];

fn row(part: &str, of: &str, when: &str, figure: &str, value: String) -> Row {
    [part.to_owned(), of.to_owned(), when.to_owned(), figure.to_owned(), value]
}

fn rows(board: &Board) -> Vec<Row> {
    let mut all = vec![
        row("cohort", &board.reached.name, "", "starts", board.starts_on.to_string()),
        row("cohort", &board.reached.name, "", "ends", board.ends_on.to_string()),
        row("cohort", &board.reached.name, &when(board.both.at), "answered-both-times", count(board.both.n)),
    ];
    attendance(board, &mut all);
    for wave in &board.waves {
        let mut line = |figure: &str, n| all.push(row("wave", &wave.title, &wave.timepoint.to_string(), figure, count(n)));
        line("invited", wave.invited);
        line("answered", wave.answered);
        if let Some(n) = wave.paired {
            line("answered-also-at-baseline", n);
        }
    }
    for scale in &board.scales {
        change(&mut all, "scale", &scale.title, &when(scale.after), &scale.change);
    }
    for question in &board.questions {
        for (k, one) in &question.sessions {
            change(&mut all, "session", &question.title, &format!("after:{k}"), one);
        }
    }
    for domain in &board.ladder {
        let mut line = |figure: &str, value| all.push(row("ladder", &domain.title, &when(domain.after), figure, value));
        line("n", count(domain.n));
        for (figure, value) in domain.shown.iter().flat_map(|rungs| ladder(rungs, &domain.levels)) {
            line(&figure, value);
        }
    }
    all
}

fn attendance(board: &Board, all: &mut Vec<Row>) {
    let mut line = |when: &str, figure: &str, value| all.push(row("attendance", "", when, figure, value));
    line("", "places", count(board.attendance.places));
    line("", "left", count(board.attendance.left));
    for (number, n) in &board.attendance.sessions {
        line(&format!("session:{number}"), "present", count(*n));
    }
    for band in board.attendance.spread.iter().flatten() {
        line("", &format!("came-to:{}..{}", band.low, band.high), held(band.people));
    }
    if let Some(mean) = board.attendance.mean {
        line("", "sessions-per-person", format!("{mean:.1}"));
    }
}

fn change(all: &mut Vec<Row>, part: &str, of: &str, when: &str, change: &Change) {
    match change {
        Change::Shown(found) => {
            let none = |line: &super::view::Line| if is_sum(line) && !found.sums { "withheld".to_owned() } else { String::new() };
            let value = |line: super::view::Line| line.value.map_or_else(|| none(&line), |x| plain(x, &line));
            all.extend(lines(found).into_iter().map(|line| row(part, of, when, line.key, value(line))));
        }
        Change::Few => all.push(row(part, of, when, "n", "<5".to_owned())),
        Change::Alike(n, _) => {
            all.push(row(part, of, when, "n", n.to_string()));
            all.push(row(part, of, when, "difference", "withheld".to_owned()));
        }
        Change::NotYet => all.push(row(part, of, when, "n", String::new())),
    }
}

fn is_sum(line: &super::view::Line) -> bool {
    line.key.starts_with("w-")
}

/// As many decimals, rounded as on the page, and no negative zero. A p too small for its decimals says so.
fn plain(x: f64, line: &super::view::Line) -> String {
    if line.is_p() && x < 0.001 {
        return "<0.001".to_owned();
    }
    let text = format!("{:.*}", line.decimals, half_up(x, line.decimals));
    let positive = text.trim_start_matches('-');
    if positive.chars().all(|c| matches!(c, '0' | '.')) { positive.to_owned() } else { text }
}

fn ladder(rungs: &Rungs, levels: &[String]) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for (side, cells) in ["before", "after"].iter().zip(rungs.levels.iter().flatten()) {
        all.extend(levels.iter().zip(cells).map(|(level, n)| (format!("{side}: {level}"), held(*n))));
    }
    for (from, cells) in levels.iter().zip(rungs.table.iter().flat_map(|t| &t.cells)) {
        all.extend(levels.iter().zip(cells).map(|(to, n)| (format!("{from} -> {to}"), held(*n))));
    }
    all.extend(["up", "same", "down"].iter().zip(rungs.moves.iter().flatten()).map(|(way, n)| ((*way).to_owned(), held(*n))));
    all
}

fn when(at: Option<domain::timepoint::Timepoint>) -> String {
    at.map_or_else(String::new, |at| at.to_string())
}

fn held(cell: Cell) -> String {
    match cell {
        Cell::Shown(n) => n.to_string(),
        Cell::Few => "<5".to_owned(),
        Cell::Held => "withheld".to_owned(),
    }
}

fn count(n: Count) -> String {
    match n {
        Count::Exact(n) => n.to_string(),
        Count::Few => "<5".to_owned(),
        Count::AtLeast(n) | Count::SoFar(n) => format!(">={n}"),
        Count::Withheld => "withheld".to_owned(),
        Count::NotYet => String::new(),
    }
}
