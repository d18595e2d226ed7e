//! One person in the sessions of a cohort (B12, I1–I5, I14, H12, R2.9): credit by attended minutes without the breaks, and the certificate of
//! the series.

use super::{Paper, Verdict, covered, covering};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Threshold {
    Minutes(i64),
    Percent(i64),
}

#[derive(Debug, Clone)]
pub struct Rule {
    pub from: i64,
    pub evaluation: bool,
    /// Hundredths of a credit for an hour.
    pub per_hour: i64,
    pub step: i64,
    pub nearest: bool,
    /// Who was there gets the whole content.
    pub whole: bool,
    pub cap: Option<i64>,
    pub for_profession: bool,
    /// At least so many attended, so many tools filed: hundredths for an hour. The first row that holds.
    pub partial: Vec<(i64, i64, i64)>,
    /// How many sessions make a series; none: all.
    pub least: Option<i64>,
}

#[derive(Debug, Clone)]
pub struct Meeting {
    pub day: i64,
    /// Minutes of the day on which it begins, and how long it takes.
    pub begins: i64,
    pub length: i64,
    /// Breaks as minutes from its beginning.
    pub breaks: Vec<(i64, i64)>,
    pub cancelled: bool,
    /// When the person was there, as minutes from its beginning.
    pub spans: Vec<(i64, i64)>,
    pub hand: Option<(i64, bool)>,
    pub evaluated: Option<i64>,
}

#[derive(Debug, Clone)]
pub struct Story {
    pub threshold: Threshold,
    pub papers: Vec<Paper>,
    pub rules: Vec<Rule>,
    pub meetings: Vec<Meeting>,
}

const DAY: i64 = 1440;

impl Meeting {
    /// Minute for minute: was the person there, and was it a break?
    fn count(&self, content: bool, there: bool) -> i64 {
        let within = |list: &[(i64, i64)], m: i64| list.iter().any(|(a, b)| *a <= m && m < *b);
        let pause = |m: i64| content && within(&self.breaks, m);
        let away = |m: i64| there && !within(&self.spans, m);
        let counts = |m: &i64| !pause(*m) && !away(*m);
        i64::try_from((0..self.length).filter(counts).count()).unwrap()
    }

    pub fn over(&self) -> i64 {
        self.day * DAY + self.begins + self.length
    }
}

impl Story {
    fn rule(&self, m: &Meeting) -> &Rule {
        let mut best = &self.rules[0];
        for rule in &self.rules {
            if rule.from <= m.day && rule.from >= best.from {
                best = rule;
            }
        }
        best
    }

    fn attended(&self, m: &Meeting, now: i64) -> Option<i64> {
        if m.cancelled || now < m.over() {
            return None;
        }
        if let Some((at, there)) = m.hand.filter(|h| h.0 <= now) {
            return there.then_some(at.max(m.over()));
        }
        let minutes = m.count(false, true);
        let enough = match self.threshold {
            Threshold::Minutes(n) => minutes >= n.min(m.length),
            Threshold::Percent(n) => minutes * 100 >= m.length * n,
        };
        (enough && minutes > 0).then_some(m.over())
    }

    /// Credited minutes: without breaks, rounded, capped.
    fn minutes(&self, m: &Meeting) -> i64 {
        let rule = self.rule(m);
        let raw = if rule.whole { m.count(true, false) } else { m.count(true, true) };
        let down = |x: i64| x - x % rule.step;
        // Of the two nearest steps the upper, when both are as near.
        let nearest = || (0..=raw + rule.step).filter(|k| k % rule.step == 0).min_by_key(|k| ((k - raw).abs(), -k)).unwrap();
        let rounded = if rule.nearest { nearest() } else { down(raw) };
        rule.cap.map_or(rounded, |cap| rounded.min(down(cap)))
    }

    pub fn credit(&self, index: usize, now: i64) -> Verdict {
        let m = &self.meetings[index];
        let rule = self.rule(m);
        let at_end = |yes: bool| Some(m.over()).filter(|over| yes && *over <= now);
        let always = |yes: bool| yes.then_some(i64::MIN);
        let mut lines = vec![
            ("attended", self.attended(m, now)),
            ("accredited", always(covered(&self.papers, "sessions", m.day))),
            ("profession", always(rule.for_profession)),
            ("minutes", at_end(self.minutes(m) > 0)),
        ];
        if rule.evaluation {
            lines.push(("evaluation", m.evaluated.filter(|at| *at <= now)));
        }
        Verdict::of(&lines)
    }

    /// Hundredths of a credit of each session: H12's table for the whole series, and no accreditation gives more than its maximum.
    pub fn credits(&self, now: i64) -> Vec<i64> {
        let attended = self.meetings.iter().filter(|m| self.attended(m, now).is_some()).count() as i64;
        let filed = self.meetings.iter().filter(|m| m.evaluated.is_some_and(|at| at <= now)).count() as i64;
        let mut used = vec![0; self.papers.len()];
        let mut all = Vec::new();
        for (i, m) in self.meetings.iter().enumerate() {
            let mut minutes = 0;
            if self.credit(i, now).open() {
                let paper = covering(&self.papers, "sessions", m.day).unwrap();
                minutes = self.minutes(m);
                while self.papers[paper].most.is_some_and(|most| used[paper] + minutes > most) {
                    minutes -= self.rule(m).step;
                }
                minutes = minutes.max(0);
                used[paper] += minutes;
            }
            all.push(minutes * self.rate(m, attended, filed) / 60);
        }
        all
    }

    fn rate(&self, m: &Meeting, attended: i64, filed: i64) -> i64 {
        let rule = self.rule(m);
        if rule.partial.is_empty() {
            return rule.per_hour;
        }
        rule.partial.iter().find(|row| attended >= row.0 && filed >= row.1).map_or(0, |row| row.2)
    }

    /// R2.9: the series is over, and enough of its sessions earned their credit.
    pub fn series(&self, now: i64) -> Verdict {
        let held: Vec<usize> = (0..self.meetings.len()).filter(|i| !self.meetings[*i].cancelled).collect();
        let last = held.iter().map(|i| self.meetings[*i].over()).max();
        let over = last.filter(|at| *at <= now);
        let newest = held.iter().map(|i| &self.meetings[*i]).max_by_key(|m| m.day);
        let all = i64::try_from(held.len()).unwrap();
        let need = newest.and_then(|m| self.rule(m).least).map_or(all, |n| n.min(all)).max(1);
        let mut done: Vec<i64> = held.iter().filter_map(|i| self.credit(*i, now).since).collect();
        done.sort_unstable();
        let enough = done.get(usize::try_from(need - 1).unwrap()).copied();
        Verdict::of(&[("series", over), ("sessions", enough)])
    }
}
