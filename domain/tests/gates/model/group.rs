//! One person in one session of a small group (R2.2–R2.10, H4, H5, H9, H10).

use super::{Paper, Verdict, covered, days, plan};

#[derive(Debug, Clone, PartialEq)]
pub enum Deed {
    /// The session is on this day (said again when it moves).
    Day(i64),
    Cancelled,
    /// Minutes of those scheduled.
    Came(i64, i64),
    Marked(bool),
    Unmarked,
    /// The plan, by one of the deeds of its table; an edit says how many activities it names now.
    Plan(&'static str, u32),
    /// The questionnaire is handed in.
    Received,
    Paper(Paper2),
    /// From this day on: per cent to be there, plans are approved, the plan counts for the certificate, months to the questionnaire.
    Rule(i64, i64, bool, bool, i64),
    Pay,
    TurnBack,
    Issue,
    /// By hand, with a reason or without.
    ByHand(bool),
    Revoke(bool),
    Reissue,
}

/// As `Paper`, comparable.
pub type Paper2 = (&'static str, Option<i64>, i64, i64, Option<i64>);

#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    pub at: i64,
    pub deed: Deed,
}

const DAY: i64 = 1440;
/// Sessions of these histories end at eight in the evening.
pub const END: i64 = 20 * 60;

/// Everything that the rules say at a moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    pub payment: Verdict,
    pub certificate: Verdict,
    pub form: &'static str,
    pub plan: &'static str,
    pub payment_step: &'static str,
    pub certificate_step: &'static str,
    pub flagged: bool,
    pub due: i64,
}

/// A history, and what of it was let in.
#[derive(Debug, Default)]
pub struct Story {
    past: Vec<Event>,
}

impl Story {
    /// Whether the rules let it happen.
    pub fn tell(&mut self, event: Event) -> bool {
        let said = self.said(event.at);
        let cert = self.document();
        let approves = self.rule(event.at).1;
        let let_in = match &event.deed {
            Deed::Plan(deed, _) => plan::next(said.plan, deed, approves).is_some(),
            Deed::Received => said.form == "open",
            Deed::Pay => said.payment.open() && !self.paid(),
            Deed::TurnBack => self.paid(),
            Deed::Issue => cert == "none" && said.certificate.open(),
            Deed::ByHand(reason) => {
                cert == "none"
                    && *reason
                    && !said.certificate.missing.contains("accredited")
                    && !said.certificate.missing.contains("attended")
            }
            Deed::Revoke(reason) => *reason && matches!(cert, "issued" | "reissued"),
            Deed::Reissue => cert == "revoked" && said.certificate.open(),
            _ => true,
        };
        if let_in {
            self.past.push(event);
        }
        let_in
    }

    fn day(&self) -> i64 {
        self.past.iter().rev().find_map(|e| if let Deed::Day(d) = e.deed { Some(d) } else { None }).unwrap_or(0)
    }

    /// The newest rule that was in force on the day of the session (I14).
    fn rule(&self, _at: i64) -> (i64, bool, bool, i64) {
        let day = self.day();
        let mut found: Option<(i64, (i64, bool, bool, i64))> = None;
        for e in &self.past {
            if let Deed::Rule(from, percent, approves, counts, months) = e.deed
                && from <= day
                && found.is_none_or(|(f, _)| from >= f)
            {
                found = Some((from, (percent, approves, counts, months)));
            }
        }
        found.map_or((80, false, false, 2), |f| f.1)
    }

    fn attended(&self, now: i64) -> Option<i64> {
        let over = self.day() * DAY + END;
        if now < over || self.past.iter().any(|e| e.deed == Deed::Cancelled) {
            return None;
        }
        let hand = self.past.iter().rev().find(|e| matches!(e.deed, Deed::Marked(_) | Deed::Unmarked));
        if let Some(Event { at, deed: Deed::Marked(there) }) = hand {
            return there.then_some(over.max(*at));
        }
        let (minutes, of) = self.past.iter().rev().find_map(|e| if let Deed::Came(m, o) = e.deed { Some((m, o)) } else { None })?;
        (minutes > 0 && minutes * 100 >= of * self.rule(now).0).then_some(over)
    }

    fn plan(&self) -> &'static str {
        let approves = self.rule(0).1;
        let deeds = self.past.iter().filter_map(|e| if let Deed::Plan(d, _) = e.deed { Some(d) } else { None });
        // What was let in stays: a rule that changes later does not undo a step.
        deeds.fold("none", |state, deed| plan::next(state, deed, approves).or_else(|| plan::next(state, deed, true)).unwrap_or(state))
    }

    fn last_plan(&self, deed: &str) -> Option<i64> {
        self.past.iter().rev().find(|e| matches!(e.deed, Deed::Plan(d, _) if d == deed)).map(|e| e.at)
    }

    /// When the activities that it names now began to be at least one.
    fn linked(&self) -> Option<i64> {
        let mut since = None;
        for e in &self.past {
            if let Deed::Plan("edit", n) = e.deed {
                since = if n == 0 { None } else { since.or(Some(e.at)) };
            }
        }
        since
    }

    fn due(&self) -> i64 {
        days::months_later(self.day(), self.rule(0).3)
    }

    /// The first receipt that is not before the day (R2.5).
    fn received(&self) -> Option<i64> {
        self.past.iter().find(|e| e.deed == Deed::Received && e.at.div_euclid(DAY) >= self.due()).map(|e| e.at)
    }

    fn paid(&self) -> bool {
        self.past.iter().rev().find(|e| matches!(e.deed, Deed::Pay | Deed::TurnBack)).is_some_and(|e| e.deed == Deed::Pay)
    }

    fn document(&self) -> &'static str {
        let last = self.past.iter().rev().find(|e| matches!(e.deed, Deed::Issue | Deed::ByHand(_) | Deed::Revoke(_) | Deed::Reissue));
        match last.map(|e| &e.deed) {
            Some(Deed::Revoke(_)) => "revoked",
            Some(Deed::Reissue) => "reissued",
            Some(_) => "issued",
            None => "none",
        }
    }

    pub fn said(&self, now: i64) -> Said {
        let (_, approves, counts, _) = self.rule(now);
        let (there, plan) = (self.attended(now), self.plan());
        let handed_in = matches!(plan, "submitted" | "approved").then(|| self.last_plan("submit")).flatten();
        let mut pay = vec![("attended", there), ("plan", handed_in), ("activity", self.linked())];
        if approves {
            pay.push(("approved", (plan == "approved").then(|| self.last_plan("approve")).flatten()));
        }
        let papers: Vec<Paper> = self
            .past
            .iter()
            .filter_map(|e| {
                if let Deed::Paper((of, decided, from, to, ended)) = e.deed {
                    Some(Paper { of, decided, from, to, ended, most: None })
                } else {
                    None
                }
            })
            .collect();
        let over = self.day() * DAY + END;
        let accredited = covered(&papers, "groups", self.day()).then_some(over);
        let mut cert = vec![("attended", there), ("questionnaire", self.received()), ("accredited", accredited)];
        if counts {
            cert.push(("plan", handed_in));
        }
        let (payment, certificate) = (Verdict::of(&pay), Verdict::of(&cert));
        let form = match (there, self.received()) {
            (None, _) => "none",
            (_, Some(_)) => "received",
            _ if now.div_euclid(DAY) >= self.due() => "open",
            _ => "scheduled",
        };
        let payment_step = if self.paid() {
            "paid"
        } else if payment.open() {
            "payment_eligible"
        } else if there.is_none() {
            "registered"
        } else if handed_in.is_some() {
            "plan_submitted"
        } else if matches!(plan, "draft" | "sent_back") {
            "plan_draft"
        } else {
            "attended"
        };
        let certificate_step = match (self.document(), form) {
            ("issued", _) => "certificate_issued",
            ("revoked", _) => "revoked",
            ("reissued", _) => "reissued",
            (_, "none") => "registered",
            (_, "scheduled") => "questionnaire_scheduled",
            (_, form) => form,
        };
        let flagged = self.paid() && handed_in.is_none();
        Said { payment, certificate, form, plan, payment_step, certificate_step, flagged, due: self.due() }
    }
}
