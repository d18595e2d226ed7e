//! The figures of a run: as a table for people, as JSON for machines, each held against its goal.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::process::{Machine, Memory};
use crate::{fan, pages, replies};

/// A page, and the bare server beside it.
pub struct Beside {
    /// Its key in the file of results.
    pub key: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// Kith's figures.
    pub ours: pages::Figures,
    /// The bare server's.
    pub theirs: pages::Figures,
}

/// Bytes of a first visit, packed.
pub struct Weight {
    /// The page.
    pub document: usize,
    /// Its styles.
    pub style: usize,
    /// Icon, and scripts where there are any.
    pub rest: usize,
}

/// Everything that was measured.
pub struct Report {
    machine: Machine,
    load_before: f64,
    /// Load of the machine at the end.
    pub load_after: f64,
    /// Seconds that the run took.
    pub took: f64,
    /// Seconds to the first answer, the median of five.
    pub start: f64,
    /// Memory before the first request.
    pub at_rest: Option<Memory>,
    /// Memory after all pages.
    pub loaded: Option<Memory>,
    /// Posts on the measured page.
    pub posts: usize,
    /// Pages.
    pub pages: Vec<Beside>,
    /// The thread, asked for by one alone.
    pub alone: Option<pages::Figures>,
    /// The thread's bytes.
    pub weight: Option<Weight>,
    /// Replies.
    pub replies: Option<replies::Figures>,
    /// Durable appends of this disk in a second.
    pub appends: f64,
    /// The room, and the bare one.
    pub room: Option<(fan::Figures, fan::Figures)>,
}

/// One goal: what it is about, what it asks, and whether it is met.
struct Goal {
    name: &'static str,
    asked: String,
    found: String,
    met: bool,
}

impl Report {
    /// An empty one.
    pub fn new(machine: Machine, load_before: f64) -> Self {
        Self {
            machine,
            load_before,
            load_after: 0.0,
            took: 0.0,
            start: 0.0,
            at_rest: None,
            loaded: None,
            posts: 0,
            pages: Vec::new(),
            alone: None,
            weight: None,
            replies: None,
            appends: 0.0,
            room: None,
        }
    }

    /// Whether nothing was lost on the way.
    pub fn whole(&self) -> bool {
        self.room.as_ref().is_none_or(|(ours, _)| ours.whole())
    }

    fn goals(&self) -> Vec<Goal> {
        let most = |name, unit: &str, bar: f64, value: f64| Goal {
            name,
            asked: format!("at most {bar} {unit}"),
            found: format!("{value:.2} {unit}"),
            met: value <= bar,
        };
        let mut goals = vec![most("start on an existing database", "s", 0.5, self.start)];
        if let Some(memory) = self.at_rest {
            goals.push(most("memory at rest", "MB", 60.0, mb(memory.resident)));
        }
        if let Some(thread) = self.pages.iter().find(|p| p.key == "thread") {
            goals.push(most("thread of 50 posts, CPU of a request", "ms", 0.6, thread.ours.cpu));
            goals.push(most("the same, times the bare server's", "x", 25.0, ratio(thread.ours.cpu, thread.theirs.cpu)));
        }
        if let Some(w) = &self.weight {
            goals.push(most("thread, everything on the wire", "kB", 185.0, kb(w.document + w.style + w.rest)));
            goals.push(most("thread, page and styles", "kB", 58.0, kb(w.document + w.style)));
        }
        if let Some(r) = &self.replies {
            let share = r.per_second / self.appends.max(1.0);
            let met = share >= 0.5;
            goals.push(Goal {
                name: "durable replies, of the disk's durable appends",
                asked: "at least 0.5 x".into(),
                found: format!("{share:.2} x"),
                met,
            });
        }
        if let Some((ours, _)) = &self.room {
            let found = format!("{} of {}, {} sockets out of order", ours.delivered, ours.due, ours.disordered);
            goals.push(Goal { name: "room: everything delivered, in order", asked: "all".into(), found, met: ours.whole() });
        }
        goals
    }

    /// As a table.
    pub fn table(&self) -> String {
        let mut out = String::new();
        let _ = writeln!(
            out,
            "\n{}, {} cores, {} MiB; load {} before, {} after; {:.0} s",
            self.machine.model, self.machine.cores, self.machine.memory, self.load_before, self.load_after, self.took
        );
        let _ = writeln!(out, "\nStart on an existing database   {:.3} s (median of 5)", self.start);
        for (name, memory) in [("Memory at rest", self.at_rest), ("Memory after the pages", self.loaded)] {
            if let Some(m) = memory {
                let _ = writeln!(out, "{name:<31} {:.1} MB resident, {:.1} MB proportional", mb(m.resident), mb(m.share));
            }
        }
        let _ = writeln!(
            out,
            "\n{:<32} {:>9} {:>8} {:>8} {:>9} {:>8} {:>9} {:>9}",
            format!("Pages, {} connections", pages::CONNECTIONS),
            "req/s",
            "p50 ms",
            "p99 ms",
            "CPU ms",
            "bytes",
            "bare CPU",
            "times"
        );
        for p in &self.pages {
            let (o, t) = (&p.ours, &p.theirs);
            let _ = writeln!(
                out,
                "{:<32} {:>9.0} {:>8.2} {:>8.2} {:>9.3} {:>8} {:>9.3} {:>9.1}",
                p.name,
                o.per_second,
                o.p50,
                o.p99,
                o.cpu,
                o.bytes,
                t.cpu,
                ratio(o.cpu, t.cpu)
            );
            let _ = writeln!(out, "{:<32} {:>9.0} {:>8.2} {:>8.2}", "   a bare server, as many bytes", t.per_second, t.p50, t.p99);
        }
        if let Some(a) = &self.alone {
            let _ = writeln!(out, "{:<32} {:>9.0} {:>8.2} {:>8.2} {:>9.3}", "Thread, one connection", a.per_second, a.p50, a.p99, a.cpu);
        }
        if let Some(w) = &self.weight {
            let _ = writeln!(
                out,
                "Thread on the wire, brotli: page {:.1} kB, styles {:.1} kB, other {:.1} kB",
                kb(w.document),
                kb(w.style),
                kb(w.rest)
            );
        }
        if let Some(r) = &self.replies {
            let _ = writeln!(
                out,
                "\nReplies, durable, 8 people: {:.0}/s, p50 {:.1} ms, p99 {:.1} ms, CPU {:.2} ms; the disk alone: {:.0} appends/s ({:.2} x)",
                r.per_second,
                r.p50,
                r.p99,
                r.cpu,
                self.appends,
                r.per_second / self.appends.max(1.0)
            );
        }
        if let Some((ours, theirs)) = &self.room {
            let _ = writeln!(
                out,
                "\n{:<40} {:>10} {:>10} {:>8}",
                format!("Room of {} sockets, {} bytes", ours.sockets, ours.frame),
                "Kith",
                "bare",
                "times"
            );
            for (name, o, t) in [
                ("delivered, %", share(ours), share(theirs)),
                ("p50, ms", ours.p50, theirs.p50),
                ("p99, ms", ours.p99, theirs.p99),
                ("slowest, ms", ours.max, theirs.max),
                ("CPU, s for a million deliveries", ours.per_million(), theirs.per_million()),
                ("CPU without messages, ms a second", ours.idle, theirs.idle),
                ("memory of a socket, kB", ours.per_socket(), theirs.per_socket()),
                ("memory with all sockets, MB", mb(ours.memory.1.resident), mb(theirs.memory.1.resident)),
                ("sockets opened in a second", ours.connects, theirs.connects),
            ] {
                let _ = writeln!(out, "{name:<40} {o:>10.2} {t:>10.2} {:>8.2}", ratio(o, t));
            }
        }
        let _ = writeln!(out);
        for g in self.goals() {
            let _ = writeln!(out, "{:<7} {}: {} (asked: {})", if g.met { "met" } else { "MISSED" }, g.name, g.found, g.asked);
        }
        out
    }

    /// As JSON.
    pub fn json(&self) -> Value {
        let pages: serde_json::Map<String, Value> = self
            .pages
            .iter()
            .map(|p| {
                (p.key.to_owned(), json!({ "kith": p.ours.json(), "bare": p.theirs.json(), "cpu_ratio": ratio(p.ours.cpu, p.theirs.cpu) }))
            })
            .collect();
        let goals: Vec<Value> =
            self.goals().iter().map(|g| json!({ "goal": g.name, "asked": g.asked, "found": g.found, "met": g.met })).collect();
        json!({
            "machine": { "cpu": self.machine.model, "cores": self.machine.cores, "memory_mib": self.machine.memory,
                         "load_before": self.load_before, "load_after": self.load_after },
            "seconds": self.took,
            "start_seconds": self.start,
            "memory": { "at_rest": self.at_rest.map(Memory::json), "after_pages": self.loaded.map(Memory::json) },
            "posts_on_the_thread": self.posts,
            "pages": pages,
            "thread_one_connection": self.alone.as_ref().map(pages::Figures::json),
            "thread_wire_bytes": self.weight.as_ref().map(|w| json!({ "page": w.document, "styles": w.style, "other": w.rest })),
            "replies": self.replies.as_ref().map(replies::Figures::json),
            "disk_durable_appends_per_second": self.appends,
            "room": self.room.as_ref().map(|(ours, theirs)| json!({ "kith": ours.json(), "bare": theirs.json(),
                "cpu_ratio": ratio(ours.per_million(), theirs.per_million()) })),
            "goals": goals,
        })
    }
}

fn ratio(ours: f64, theirs: f64) -> f64 {
    if theirs > 0.0 { ours / theirs } else { 0.0 }
}

#[expect(clippy::cast_precision_loss, reason = "sizes of pages")]
fn kb(bytes: usize) -> f64 {
    bytes as f64 / 1000.0
}

#[expect(clippy::cast_precision_loss, reason = "kilobytes of a process")]
fn mb(kilobytes: u64) -> f64 {
    kilobytes as f64 / 1024.0
}

#[expect(clippy::cast_precision_loss, reason = "a count of deliveries")]
fn share(f: &fan::Figures) -> f64 {
    f.delivered as f64 * 100.0 / f.due.max(1) as f64
}
