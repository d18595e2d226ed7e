//! Figures without names, and the start page.

use super::lay;
use crate::permissions::probe::Shape::Place;
use crate::permissions::probe::{Ask, Probe, probe};

pub fn probes() -> Vec<Probe> {
    let (page, file) = ("GET /cohorts/{slug}/dashboard", "GET /cohorts/{slug}/dashboard.csv");
    let mut all = vec![
        probe("dash.personal", "GET /", lay!(Ask::plain().shows("href=\"/me\""))).of(Place),
        // The figures of attendance stand on the dashboard; the table of names is for those who run the session.
        probe("attendance.read", page, lay!(s => Ask::plain().hides(s.member_name().await))).only("L"),
    ];
    for act in ["dash.cohort", "dash.lead", "survey.aggregate"] {
        all.push(probe(act, page, lay!(s => Ask::plain().hides(s.member_name().await))));
        all.push(probe(act, file, lay!(s => Ask::plain().hides(s.member_name().await))));
    }
    all
}
