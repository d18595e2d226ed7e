//! The figures of the rooms: medians, ratios, and the goals that they are held against.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::peers::Peer;
use super::play::Heard;
use super::{Row, Rows, STALLED, STORM, Storm};
use crate::pages::percentile;
use crate::process::{Machine, load_average};

/// Everything that was measured.
pub struct Report {
    machine: Machine,
    load_before: f64,
    rounds: usize,
    rows: Rows,
    /// Others' times without and with members that do not read.
    pub stalled: Option<(Heard, Heard)>,
    /// A thousand that come back at once.
    pub storm: Option<Storm>,
    /// Seconds that it took.
    pub took: f64,
}

/// Medians of a row's rounds.
struct Middle {
    connects: f64,
    share: f64,
    open: Option<Heard>,
    closed: Heard,
    rounds: usize,
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    percentile(&mut values.collect::<Vec<_>>(), 50.0)
}

/// The median of each figure.
pub fn heard(all: &[Heard]) -> Heard {
    Heard {
        p50: median(all.iter().map(|h| h.p50)),
        p99: median(all.iter().map(|h| h.p99)),
        rate: median(all.iter().map(|h| h.rate)),
        cpu: median(all.iter().map(|h| h.cpu)),
        own: median(all.iter().map(|h| h.own)),
        due: all.iter().map(|h| h.due).sum(),
        delivered: all.iter().map(|h| h.delivered).sum(),
        disordered: all.iter().map(|h| h.disordered).sum(),
    }
}

fn middle(rows: &[Row]) -> Middle {
    let open: Vec<Heard> = rows.iter().filter_map(|r| r.open.clone()).collect();
    Middle {
        connects: median(rows.iter().map(|r| r.connects)),
        share: median(rows.iter().map(|r| r.share)),
        open: (!open.is_empty()).then(|| heard(&open)),
        closed: heard(&rows.iter().map(|r| r.closed.clone()).collect::<Vec<_>>()),
        rounds: rows.len(),
    }
}

/// One goal and what came of it.
struct Goal {
    name: String,
    asked: String,
    found: String,
    met: bool,
}

impl Report {
    /// Of these rows.
    pub fn new(rows: Rows, rounds: usize) -> Self {
        Self { machine: Machine::here(), load_before: load_average(), rounds, rows, stalled: None, storm: None, took: 0.0 }
    }

    fn of(&self, size: usize, peer: Peer) -> Option<Middle> {
        self.rows.get(&(size, peer)).map(|rows| middle(rows))
    }

    fn sizes(&self) -> Vec<usize> {
        let mut sizes: Vec<usize> = self.rows.keys().map(|(size, _)| *size).collect();
        sizes.dedup();
        sizes
    }

    /// Whether Kith delivered everything, once and in order.
    pub fn whole(&self) -> bool {
        let rows = self.rows.iter().filter(|((_, peer), _)| *peer == Peer::Kith).flat_map(|(_, rows)| rows);
        let kept = |h: &Heard| h.due == h.delivered && h.disordered == 0;
        let rooms = rows.clone().all(|r| kept(&r.closed) && r.open.as_ref().is_none_or(kept));
        rooms && self.storm.as_ref().is_none_or(|s| s.complete == STORM)
    }

    fn goals(&self) -> Vec<Goal> {
        let mut goals = Vec::new();
        let mut most = |name: &str, value: f64, bar: f64, unit: &str| {
            goals.push(Goal {
                name: name.to_owned(),
                asked: format!("at most {bar} {unit}"),
                found: format!("{value:.2} {unit}"),
                met: value <= bar,
            });
        };
        if let (Some(ours), Some(nchan)) = (self.of(5000, Peer::Kith), self.of(5000, Peer::Nchan)) {
            if let Some((o, n)) = ours.open.as_ref().zip(nchan.open.as_ref()) {
                most("W1 CPU of a delivery at 5,000, open loop, beside nchan", ratio(o.cpu, n.cpu), 1.15, "x");
            }
            most("W4 memory of a socket at 5,000", ours.share, nchan.share.max(10.0), "KiB");
        }
        for size in self.sizes() {
            let peers = [Peer::Nchan, Peer::Ws];
            let open = |peer| self.of(size, peer).and_then(|m| m.open);
            if let Some(o) = open(Peer::Kith)
                && let Some(best) = peers.iter().filter_map(|p| open(*p)).map(|h| h.p99).min_by(f64::total_cmp)
            {
                most(&format!("W2 p99 at {size}, open loop, beside the best peer"), ratio(o.p99, best), 1.1, "x");
            }
        }
        if let Some((without, with)) = &self.stalled {
            most(&format!("W5 p99 of the others with {STALLED} of {STORM} that do not read"), ratio(with.p99, without.p99), 1.2, "x");
        }
        if let Some(s) = &self.storm {
            most(&format!("F10 {STORM} back and complete after a restart"), s.all, 30.0, "s");
            most("F10 pages meanwhile, p99", s.pages.1, 1000.0, "ms");
        }
        let mut least = |name: &str, value: f64, bar: f64, unit: &str| {
            goals.push(Goal {
                name: name.to_owned(),
                asked: format!("at least {bar} {unit}"),
                found: format!("{value:.2} {unit}"),
                met: value >= bar,
            });
        };
        for size in self.sizes() {
            let best = [Peer::Nchan, Peer::Ws].iter().filter_map(|p| self.of(size, *p)).map(|m| m.closed.rate).max_by(f64::total_cmp);
            if let (Some(ours), Some(best)) = (self.of(size, Peer::Kith), best) {
                least(&format!("W3 deliveries at {size}, closed loop, beside the best peer"), ratio(ours.closed.rate, best), 1.2, "x");
            }
        }
        if let (Some(ours), Some(ws)) = (self.of(1000, Peer::Kith), self.of(1000, Peer::Ws)) {
            least("W7 sockets opened in a second, with session check, beside ws", ratio(ours.connects, ws.connects), 1.0, "x");
        }
        goals
    }

    /// As a table.
    pub fn table(&self) -> String {
        let mut out = String::new();
        let m = &self.machine;
        let _ = writeln!(
            out,
            "\n{}, {} cores, {} MiB; load {} before and {} after; {} rounds, medians; {:.0} s",
            m.model,
            m.cores,
            m.memory,
            self.load_before,
            load_average(),
            self.rounds,
            self.took
        );
        let _ = writeln!(
            out,
            "\n{:<20} {:>8} {:>8} {:>9} {:>12} {:>10} {:>9} {:>8} {:>8}",
            "room", "p50 ms", "p99 ms", "CPU s/M", "closed del/s", "CPU s/M", "conn/s", "KiB", "whole %"
        );
        for size in self.sizes() {
            for ((_, peer), rows) in self.rows.iter().filter(|((s, _), _)| *s == size) {
                let m = middle(rows);
                let open = m.open.clone().unwrap_or_default();
                #[expect(clippy::cast_precision_loss, reason = "a share")]
                let whole = (open.delivered + m.closed.delivered) as f64 * 100.0 / (open.due + m.closed.due).max(1) as f64;
                let _ = writeln!(
                    out,
                    "{:<20} {:>8.1} {:>8.1} {:>9.2} {:>12.0} {:>10.2} {:>9.0} {:>8.1} {:>8.2}",
                    format!("{size} {} ({})", peer.name(), m.rounds),
                    open.p50,
                    open.p99,
                    open.cpu,
                    m.closed.rate,
                    m.closed.cpu,
                    m.connects,
                    m.share,
                    whole
                );
            }
        }
        if let Some(s) = &self.storm {
            let _ = writeln!(
                out,
                "\nStorm: killed and started again in {:.2} s; half of {STORM} back after {:.1} s, all after {:.1} s; {} of {STORM} have all {} messages that they missed; {} pages meanwhile, p99 {:.0} ms",
                s.server, s.half, s.all, s.complete, s.missed, s.pages.0, s.pages.1
            );
        }
        let _ = writeln!(out);
        for g in self.goals() {
            let _ = writeln!(out, "{:<7} {}: {} (asked: {})", if g.met { "met" } else { "MISSED" }, g.name, g.found, g.asked);
        }
        out
    }

    /// As JSON.
    pub fn json(&self) -> Value {
        let rows: Vec<Value> = self
            .rows
            .iter()
            .map(|((size, peer), rows)| {
                let m = middle(rows);
                json!({ "sockets": size, "server": peer.name(), "rounds": m.rounds, "connects_per_second": m.connects, "pss_kib_per_socket": m.share,
                        "open_loop": m.open.as_ref().map(Heard::json), "closed_loop": m.closed.json() })
            })
            .collect();
        json!({
            "machine": { "cpu": self.machine.model, "cores": self.machine.cores, "memory_mib": self.machine.memory,
                         "load_before": self.load_before, "load_after": load_average() },
            "rounds": self.rounds, "seconds": self.took, "rows": rows,
            "stalled": self.stalled.as_ref().map(|(a, b)| json!({ "without": a.json(), "with": b.json() })),
            "storm": self.storm.as_ref().map(|s| json!({ "server_seconds": s.server, "half_seconds": s.half, "all_seconds": s.all,
                "missed_messages": s.missed, "complete": s.complete, "pages": s.pages.0, "pages_p99_ms": s.pages.1 })),
            "goals": self.goals().iter().map(|g| json!({ "goal": g.name, "asked": g.asked, "found": g.found, "met": g.met })).collect::<Vec<_>>(),
        })
    }
}

fn ratio(ours: f64, theirs: f64) -> f64 {
    if theirs > 0.0 { ours / theirs } else { 0.0 }
}
