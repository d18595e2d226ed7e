//! The judge: eight rules that a run's history keeps or breaks. Pure; it knows nothing of sockets, and nothing of Kith's code.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::record::{Change, End, Event, History, Mark, Op, Shown, Stream, Words};

/// The rules, in the order of their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// What was acknowledged is there, at its number.
    Lost,
    /// What is there was sent, in these words, and not refused.
    Phantom,
    /// Nothing is there twice.
    Double,
    /// Numbers go from one to the next, beginning with 1.
    Gap,
    /// Each client's stream is the room's history: nothing left out, repeated or turned round.
    Stream,
    /// What was acknowledged before something else was asked comes before it.
    Order,
    /// Who lost the right hears and says nothing any more.
    Rights,
    /// Edits and deletions lead to the same words everywhere.
    Fold,
}

impl Rule {
    /// All of them.
    pub const ALL: [Self; 8] = [Self::Lost, Self::Phantom, Self::Double, Self::Gap, Self::Stream, Self::Order, Self::Rights, Self::Fold];

    /// What it counts.
    pub fn name(self) -> &'static str {
        match self {
            Self::Lost => "lost",
            Self::Phantom => "phantom",
            Self::Double => "double",
            Self::Gap => "gaps in the numbers",
            Self::Stream => "breaks in what clients heard",
            Self::Order => "inversions of time",
            Self::Rights => "breaches of rights",
            Self::Fold => "different words in different places",
        }
    }
}

/// What the judge found.
#[derive(Debug, Clone, Default)]
pub struct Verdict {
    /// How often each rule was broken.
    pub broken: BTreeMap<Rule, usize>,
    /// The first few of each.
    pub examples: Vec<(Rule, String)>,
    /// Frames that somebody heard within the patience after losing the right, of messages that were begun after it.
    pub late: usize,
    /// How long after losing a right something was heard at most, in microseconds.
    pub latest: u64,
    /// What each rule looked at, so that "none" can be told from "nothing to see".
    pub looked: BTreeMap<Rule, usize>,
}

impl Verdict {
    /// Whether no rule was broken.
    pub fn clean(&self) -> bool {
        self.broken.is_empty()
    }

    fn find(&mut self, rule: Rule, what: impl FnOnce() -> String) {
        let count = self.broken.entry(rule).or_default();
        *count += 1;
        if *count <= 5 {
            self.examples.push((rule, what()));
        }
    }

    fn look(&mut self, rule: Rule, times: usize) {
        *self.looked.entry(rule).or_default() += times;
    }
}

/// A history, indexed.
struct Known<'a> {
    run: &'a History,
    ops: HashMap<Mark, &'a Op>,
    changes: HashMap<Mark, Vec<&'a Change>>,
    /// Where each mark of this run stands in the end.
    places: HashMap<Mark, (usize, Vec<i64>)>,
}

/// Judges a run.
pub fn judge(run: &History) -> Verdict {
    let mut changes: HashMap<Mark, Vec<&Change>> = HashMap::new();
    for change in &run.changes {
        changes.entry(change.mark).or_default().push(change);
    }
    let mut places: HashMap<Mark, (usize, Vec<i64>)> = HashMap::new();
    for (room, lines) in &run.after {
        for line in lines {
            if let Some(mark) = line.mark() {
                places.entry(mark).or_insert((*room, Vec::new())).1.push(line.seq);
            }
        }
    }
    let known = Known { run, ops: run.ops.iter().map(|op| (op.mark, op)).collect(), changes, places };
    let mut verdict = Verdict::default();
    lost(&known, &mut verdict);
    phantom(&known, &mut verdict);
    double(&known, &mut verdict);
    gap(run, &mut verdict);
    stream(run, &mut verdict);
    order(&known, &mut verdict);
    rights(&known, &mut verdict);
    fold(&known, &mut verdict);
    verdict
}

impl Known<'_> {
    fn line(&self, room: usize, seq: i64) -> Option<&Shown> {
        self.run.after.get(&room)?.iter().find(|line| line.seq == seq)
    }

    fn taken_back(&self, mark: Mark) -> bool {
        self.changes.get(&mark).is_some_and(|all| all.iter().any(|c| c.text.is_none()))
    }

    /// The room's numbers by place, for a quick look.
    fn by_seq(&self, room: usize) -> HashMap<i64, &Shown> {
        self.run.after.get(&room).into_iter().flatten().map(|line| (line.seq, line)).collect()
    }
}

fn lost(known: &Known, verdict: &mut Verdict) {
    let rooms: HashMap<usize, HashMap<i64, &Shown>> = known.run.after.keys().map(|room| (*room, known.by_seq(*room))).collect();
    for op in &known.run.ops {
        let End::Acked(seq) = op.end else { continue };
        verdict.look(Rule::Lost, 1);
        let there = match rooms.get(&op.room).and_then(|lines| lines.get(&seq)) {
            Some(line) if line.text.is_none() => known.taken_back(op.mark),
            Some(line) => line.mark() == Some(op.mark),
            None => false,
        };
        if !there {
            let elsewhere = known.places.get(&op.mark).map(|(_, at)| at.clone()).unwrap_or_default();
            verdict.find(Rule::Lost, || format!("{:x} was acknowledged as {seq} of room {} and is at {elsewhere:?}", op.mark, op.room));
        }
    }
}

fn phantom(known: &Known, verdict: &mut Verdict) {
    let mut acked: HashSet<(usize, i64)> = HashSet::new();
    let mut open: HashMap<usize, usize> = HashMap::new();
    for op in &known.run.ops {
        match op.end {
            End::Acked(seq) if known.taken_back(op.mark) => _ = acked.insert((op.room, seq)),
            // It may be there and be taken back, and nobody was told its number.
            End::Unknown if known.taken_back(op.mark) => *open.entry(op.room).or_default() += 1,
            _ => {}
        }
    }
    for (room, lines) in &known.run.after {
        let before = known.run.before.get(room).map(Vec::as_slice).unwrap_or_default();
        for line in lines {
            verdict.look(Rule::Phantom, 1);
            if before.iter().any(|b| b.seq == line.seq) {
                continue;
            }
            let told = match (line.mark(), line.text.as_deref()) {
                (Some(mark), Some(text)) => known.ops.get(&mark).is_some_and(|op| {
                    let said = &*op.text == text || known.changes.get(&mark).into_iter().flatten().any(|c| c.text.as_deref() == Some(text));
                    op.room == *room && op.end != End::Refused && said
                }),
                (_, None) => acked.contains(&(*room, line.seq)) || take_one(&mut open, *room),
                (None, Some(_)) => false,
            };
            if !told {
                verdict.find(Rule::Phantom, || format!("room {room} holds {:?} at {}, which nobody sent", line.text, line.seq));
            }
        }
    }
}

fn take_one(open: &mut HashMap<usize, usize>, room: usize) -> bool {
    let Some(left) = open.get_mut(&room).filter(|left| **left > 0) else { return false };
    *left -= 1;
    true
}

fn double(known: &Known, verdict: &mut Verdict) {
    verdict.look(Rule::Double, known.places.len());
    for (mark, (room, at)) in &known.places {
        if at.len() > 1 {
            verdict.find(Rule::Double, || format!("{mark:x} is in room {room} {} times, at {at:?}", at.len()));
        }
    }
}

fn gap(run: &History, verdict: &mut Verdict) {
    for (room, lines) in &run.after {
        verdict.look(Rule::Gap, lines.len());
        for (line, want) in lines.iter().zip(1..) {
            if line.seq != want {
                verdict.find(Rule::Gap, || format!("room {room} has {} where {want} should be", line.seq));
                break;
            }
        }
    }
}

fn stream(run: &History, verdict: &mut Verdict) {
    for (room, lines) in &run.after {
        let mut last: Vec<(i64, i64)> = lines.iter().map(|line| (line.rev, line.seq)).collect();
        last.sort_unstable();
        for heard in run.streams.iter().filter(|s| s.room == *room) {
            one_stream(heard, &last, verdict);
        }
    }
}

/// What a message's last revision is, every stream that goes beyond it has been told: `last` are these with their numbers, sorted.
fn one_stream(heard: &Stream, last: &[(i64, i64)], verdict: &mut Verdict) {
    let those = |low: i64, high: i64| {
        let (from, to) = (last.partition_point(|(rev, _)| *rev <= low), last.partition_point(|(rev, _)| *rev < high));
        last.get(from..to.max(from)).unwrap_or_default()
    };
    let between = |low: i64, high: i64| those(low, high).len();
    let who = format!("client {} in room {}", heard.client, heard.room);
    let mut at = heard.from;
    for event in &heard.events {
        match event {
            Event::Told { shown, .. } => {
                verdict.look(Rule::Stream, 1);
                if shown.rev <= at {
                    verdict.find(Rule::Stream, || format!("{who} was told revision {} after {at}", shown.rev));
                    continue;
                }
                let missing = between(at, shown.rev);
                if missing > 0 {
                    verdict.find(Rule::Stream, || format!("{who} went from revision {at} to {} without {missing} between", shown.rev));
                }
                at = shown.rev;
            }
            Event::Read { rev, shown } => {
                let read: HashSet<i64> = shown.iter().map(|line| line.seq).collect();
                let missing = those(at, rev + 1).iter().filter(|(_, seq)| !read.contains(seq)).count();
                if missing > 0 {
                    verdict.find(Rule::Stream, || format!("{who} read the page and did not find {missing}"));
                }
                at = at.max(*rev);
            }
            Event::Joined { .. } => {}
        }
    }
    let missing = between(at, i64::MAX);
    if heard.drained && missing > 0 {
        verdict.find(Rule::Stream, || format!("{who} ended at revision {at}, {missing} short"));
    }
}

fn order(known: &Known, verdict: &mut Verdict) {
    let mut rooms: BTreeMap<usize, Vec<(&Op, i64)>> = BTreeMap::new();
    for op in &known.run.ops {
        let seq = match (op.end, known.places.get(&op.mark)) {
            (End::Acked(seq), _) => Some(seq),
            (End::Unknown, Some((_, at))) => at.first().copied(),
            _ => None,
        };
        rooms.entry(op.room).or_default().extend(seq.map(|seq| (op, seq)));
    }
    for (room, ops) in &mut rooms {
        verdict.look(Rule::Order, ops.len());
        let mut answered: Vec<(u64, i64)> =
            ops.iter().filter(|(op, _)| matches!(op.end, End::Acked(_))).map(|(op, seq)| (op.ended, *seq)).collect();
        answered.sort_unstable();
        ops.sort_by_key(|(op, _)| op.began);
        let (mut next, mut highest) = (0, i64::MIN);
        for (op, seq) in ops.iter() {
            while let Some((_, done)) = answered.get(next).filter(|(ended, _)| *ended < op.began) {
                highest = highest.max(*done);
                next += 1;
            }
            if highest >= *seq {
                verdict.find(Rule::Order, || format!("in room {room} {seq} was begun after {highest} was acknowledged"));
            }
        }
    }
}

fn rights(known: &Known, verdict: &mut Verdict) {
    for removal in &known.run.removals {
        let limit = removal.ended + known.run.patience;
        for op in known.run.ops.iter().filter(|op| op.client == removal.client && op.began > limit) {
            verdict.look(Rule::Rights, 1);
            if op.end != End::Refused && (matches!(op.end, End::Acked(_)) || known.places.contains_key(&op.mark)) {
                verdict.find(Rule::Rights, || format!("client {} wrote {:x} after its removal", removal.client, op.mark));
            }
        }
        for heard in known.run.streams.iter().filter(|s| s.client == removal.client) {
            for event in &heard.events {
                verdict.look(Rule::Rights, 1);
                match event {
                    Event::Joined { asked } if *asked > limit => {
                        verdict
                            .find(Rule::Rights, || format!("client {} was let into room {} after its removal", heard.client, heard.room));
                    }
                    Event::Told { at, shown } => {
                        if *at > removal.ended {
                            verdict.latest = verdict.latest.max(at - removal.ended);
                        }
                        let begun = shown.mark().and_then(|mark| known.ops.get(&mark)).map_or(0, |op| op.began);
                        if *at > limit && (begun > removal.ended || *at > removal.ended + SECOND * 5) {
                            verdict.find(Rule::Rights, || {
                                let after = (at - removal.ended) / 1000;
                                format!("client {} heard {} of room {} {after} ms after its removal", heard.client, shown.seq, heard.room)
                            });
                        } else if begun > removal.ended {
                            verdict.late += 1;
                        }
                    }
                    _ => {}
                }
            }
        }
    }
}

const SECOND: u64 = 1_000_000;

fn fold(known: &Known, verdict: &mut Verdict) {
    for (room, lines) in &known.run.after {
        let mut said: HashMap<i64, &Option<Words>> = lines.iter().map(|line| (line.rev, &line.text)).collect();
        for heard in known.run.streams.iter().filter(|s| s.room == *room) {
            let mut view: BTreeMap<i64, &Shown> = BTreeMap::new();
            let before = known.run.before.get(room).into_iter().flatten();
            view.extend(before.filter(|b| b.rev <= heard.from).map(|b| (b.seq, b)));
            for event in &heard.events {
                match event {
                    Event::Told { shown, .. } => {
                        verdict.look(Rule::Fold, 1);
                        if **said.entry(shown.rev).or_insert(&shown.text) != shown.text {
                            verdict.find(Rule::Fold, || {
                                format!("revision {} of room {room} has other words for client {}", shown.rev, heard.client)
                            });
                        }
                        view.insert(shown.seq, shown);
                    }
                    Event::Read { shown, .. } => view = shown.iter().map(|s| (s.seq, s)).collect(),
                    Event::Joined { .. } => {}
                }
            }
            if heard.drained {
                let differ = lines.iter().filter(|l| view.get(&l.seq).is_some_and(|v| v.text != l.text)).count();
                if differ > 0 {
                    verdict.find(Rule::Fold, || format!("client {} sees {differ} other words in room {room} than the page", heard.client));
                }
            }
        }
    }
    for (mark, changes) in &known.changes {
        let Some(op) = known.ops.get(mark) else { continue };
        // The last acknowledged change holds, or one that was asked after it.
        let from = changes.iter().rposition(|c| c.done);
        let mut may: Vec<Option<&str>> = changes.iter().skip(from.unwrap_or(0)).map(|c| c.text.as_deref()).collect();
        if from.is_none() {
            may.push(Some(&op.text));
        }
        let End::Acked(seq) = op.end else { continue };
        let Some(line) = known.line(op.room, seq).filter(|line| line.text.is_none() || line.mark() == Some(*mark)) else { continue };
        verdict.look(Rule::Fold, 1);
        if !may.contains(&line.text.as_deref()) {
            verdict.find(Rule::Fold, || format!("{mark:x} was changed, and the page shows {:?}", line.text));
        }
    }
}
