//! Forms of questions: planned, answered, read.

use backend::surveys::{instruments, raw};

use super::lay;
use crate::permissions::probe::Shape::{Others, Thing};
use crate::permissions::probe::{Ask, Probe, probe};
use crate::permissions::stage::{Scene, TYPED};
use crate::permissions::table::Role;

const DICTIONARY: &[u8] = include_bytes!("../../../../../backend/src/world/instruments_redcap.csv");
const RESPONSES: &[u8] = include_bytes!("../../../../../backend/src/world/responses_redcap.csv");
/// Raw rows are for the coordinator who also holds the evaluator's grant.
const EVALUATOR: &[(Role, &str)] = &[(Role::Coordinator, "evan")];

pub fn probes() -> Vec<Probe> {
    [defining(), answering(), reading()].concat()
}

fn defining() -> Vec<Probe> {
    let base = "survey.define";
    vec![
        probe(base, "GET /cohorts/{slug}/surveys/plan", lay!(Ask::plain())),
        probe(base, "POST /cohorts/{slug}/surveys/plan", lay!(s => plan(s).await)),
        probe(base, "GET /cohorts/{slug}/surveys/instruments", lay!(Ask::plain())),
        probe(base, "POST /cohorts/{slug}/surveys/instruments", lay!(Ask::form(&[("act", "check")]).file("d.csv", DICTIONARY))).ok(200),
        probe(base, "GET /cohorts/{slug}/surveys/instruments/{version}", lay!(s => version(s).await)),
        probe(base, "GET /cohorts/{slug}/surveys/responses", lay!(Ask::plain())),
        probe(base, "POST /cohorts/{slug}/surveys/responses", lay!(Ask::form(&[("act", "check")]).file("r.csv", RESPONSES))).ok(200),
        probe(base, "POST /cohorts/{slug}/surveys/{id}/letters", lay!(s => Ask::id(s.place.wave))),
    ]
}

fn answering() -> Vec<Probe> {
    let link = "GET /s/{token}";
    vec![
        probe("survey.answer", "POST /cohorts/{slug}/surveys/{id}/answer", lay!(s => Ask::id(s.place.wave))),
        // A link opens the form for whoever holds it; what was typed, it shows to its owner alone.
        probe("survey.read_own", link, lay!(s => Ask::plain().with("token", s.link().await).query("change=yes").shows(TYPED))).of(Thing),
        probe("survey.participation", "GET /cohorts/{slug}/surveys", lay!(Ask::plain())),
        probe("survey.participation", "GET /cohorts/{slug}/surveys/{id}", lay!(s => Ask::id(s.place.wave))),
        probe("survey.participation", "GET /cohorts/{slug}/surveys/{id}", lay!(s => Ask::id(s.place.wave).shows(s.member_name().await)))
            .of(Others),
    ]
}

fn reading() -> Vec<Probe> {
    let page = "GET /cohorts/{slug}/surveys/raw";
    vec![
        probe("survey.raw_read", page, lay!(Ask::plain())).cast(EVALUATOR),
        probe("survey.freetext_read", page, lay!(Ask::plain())).cast(EVALUATOR),
        probe("survey.raw_export", "POST /cohorts/{slug}/surveys/raw", lay!(s => export(s).await)).cast(EVALUATOR).ok(200),
    ]
}

/// The plan as it is.
async fn plan(s: &Scene<'_>) -> Ask {
    let runs = s.viewer(s.place.runs).await;
    let choices = backend::surveys::planning::choices(&s.cx(), &runs, s.slug()).await.unwrap();
    choices.forms.fields().iter().fold(Ask::plain(), |ask, (name, form)| {
        let chosen = form.map(|id| id.to_string()).unwrap_or_default();
        ask.and(&[(name, &chosen)])
    })
}

async fn version(s: &Scene<'_>) -> Ask {
    let runs = s.viewer(s.place.runs).await;
    let (_, all) = instruments::list(&s.cx(), &runs, s.slug()).await.unwrap();
    Ask::plain().with("version", all[0].id)
}

async fn export(s: &Scene<'_>) -> Ask {
    let reader = if s.place.runs == "corinne" { "evan" } else { s.place.runs };
    let form = match raw::raw(&s.cx(), &s.viewer(reader).await, s.slug(), "").await {
        Ok(raw) => raw.form,
        Err(_) => "session_pre".to_owned(),
    };
    Ask::form(&[("form", &form), ("purpose", "The yearly report")])
}
