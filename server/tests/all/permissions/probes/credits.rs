//! Accreditation, papers, their check.

use backend::credits::papers;

use super::lay;
use crate::permissions::probe::Shape::{Mine, Others, Place, Thing};
use crate::permissions::probe::{Ask, Probe, probe};
use crate::permissions::stage::Scene;

/// A record that can be entered.
pub const RECORD: [(&str, &str); 6] = [
    ("body", "CFPC"),
    ("kind", "mainpro"),
    ("statement", "Certified."),
    ("valid_from", "2025-12-01"),
    ("valid_to", "2026-11-30"),
    ("covers", "sessions"),
];

/// Who do not learn of others' papers, and not that a program has records.
const UNSEEN: &str = "PRFML";

pub fn probes() -> Vec<Probe> {
    let mut all = accreditation();
    all.extend(papers_of_people());
    all.extend(for_accreditors());
    all.extend([
        probe("cert.verify", "GET /check", lay!(Ask::plain())).of(Place),
        probe("cert.verify", "GET /check/{serial}", lay!(s => serial(s).await.lacks("Okafor"))).of(Place),
        probe("cert.verify", "GET /.well-known/jwks.json", lay!(Ask::plain())).of(Place),
        probe("cert.verify", "GET /badges/keys/{thumbprint}", lay!(s => Ask::default().with("thumbprint", thumbprint(s)))).of(Place),
        probe("cert.verify", "GET /badges/issuers/{hub}", lay!(s => Ask::default().with("hub", s.place.world.hub))).of(Place),
        probe("cert.verify", "GET /badges/status/{list}", lay!(Ask::default().with("list", 0))).of(Place),
        probe("credit.own", "GET /left", lay!(Ask::plain())).of(Mine),
        probe("credit.own", "POST /transcript/name", lay!(Ask::form(&[("shown", "no")]))).of(Mine),
        probe(
            "session.write",
            "POST /cohorts/{slug}/sessions/{id}/disclosures",
            lay!(s => {
                let line = s.once().to_string();
                Ask::id(s.place.session).and(&[("line", &line), ("name", "Rosa"), ("role", "speaker"), ("body", "None.")])
            }),
        ),
        probe(
            "session.write",
            "POST /cohorts/{slug}/sessions/{id}/disclosures/{line}/remove",
            lay!(s => Ask::id(s.place.session).with("line", s.disclosure().await)),
        ),
        probe(
            "session.write",
            "POST /cohorts/{slug}/sessions/{id}/disclosures/{line}/ask",
            lay!(s => Ask::id(s.place.session).with("line", s.disclosure().await).and(&[("email", "rosa@example.org")])),
        ),
    ]);
    all
}

fn accreditation() -> Vec<Probe> {
    let program = "GET /manage/programs/{id}/credits";
    let (enter, rules) = ("POST /manage/programs/{id}/accreditations", "POST /manage/programs/{id}/rules");
    let one = "GET /manage/programs/{id}/accreditations/{record}";
    let (change, away) =
        ("POST /manage/programs/{id}/accreditations/{record}", "POST /manage/programs/{id}/accreditations/{record}/withdraw");
    let all = vec![
        probe("accreditation.write", program, lay!(s => Ask::id(s.place.world.program))),
        probe("accreditation.write", enter, lay!(s => Ask::id(s.place.world.program).and(&RECORD))),
        probe("accreditation.write", rules, lay!(s => Ask::id(s.place.world.program))).ok(422),
        probe("accreditation.write", one, lay!(s => record(s).await)),
        probe("accreditation.write", change, lay!(s => record(s).await.and(&RECORD).and(&[("number", "2"), ("version", "1")]))),
        probe(
            "accreditation.write",
            away,
            lay!(s => record(s).await.and(&[("withdrawn_on", "2026-05-01"), ("withdrawn_why", "Taken back")])),
        ),
    ];
    all.into_iter().map(|p| p.unseen_by(UNSEEN)).collect()
}

fn for_accreditors() -> Vec<Probe> {
    let at = "GET /manage/programs/{id}/accreditations/{record}/pack";
    let (zip, list) = (
        "GET /manage/programs/{id}/accreditations/{record}/pack.zip",
        "GET /manage/programs/{id}/accreditations/{record}/direct-entry.csv",
    );
    let (bring, one) = ("POST /manage/programs/{id}/planning", "GET /manage/programs/{id}/planning/{document}");
    let away = "POST /manage/programs/{id}/planning/{document}/remove";
    let all = vec![
        probe("credit.pack", at, lay!(s => record(s).await)),
        probe("credit.pack", zip, lay!(s => record(s).await.query(format!("cohort={}&people=names", s.slug())))),
        probe("credit.pack", bring, lay!(s => document(s, &s.record().await.to_string()).file("needs.txt", b"What is needed"))),
        probe("credit.pack", one, lay!(s => document(s, "").with("document", s.planning().await))),
        probe("credit.pack", away, lay!(s => document(s, &s.record().await.to_string()).with("document", s.planning().await))),
        probe("credit.direct_entry", list, lay!(s => record(s).await)),
        probe("credit.pack", "GET /manage/programs/{id}/accreditations/{record}/calls.zip", lay!(s => record_of_calls(s).await)),
        probe(
            "cert.revoke",
            "POST /manage/programs/{id}/accreditations/{record}/calls/{call}/revoke",
            lay!(s => {
                let (record, call) = super::consults::earned(s).await;
                Ask::id(s.place.world.program).with("record", record).with("call", call).and(&[("why", "Wrong minutes")])
            }),
        )
        .of(Others),
    ];
    all.into_iter().map(|p| p.unseen_by(UNSEEN)).collect()
}

fn document(s: &Scene<'_>, record: &str) -> Ask {
    Ask::id(s.place.world.program).and(&[("kind", "needs"), ("record", record)])
}

fn thumbprint(s: &Scene<'_>) -> String {
    let keys = backend::credits::badges::set(&s.cx()).unwrap();
    keys["keys"][0]["kid"].as_str().unwrap().rsplit('/').next().unwrap().to_owned()
}

fn papers_of_people() -> Vec<Probe> {
    let (page, file) = ("GET /certificates/{serial}", "GET /certificates/{serial}/paper.pdf");
    let badge = "GET /certificates/{serial}/badge.jwt";
    let mut all = vec![
        probe("cert.issue", "GET /cohorts/{slug}/certificates", lay!(Ask::plain())),
        probe("cert.issue", "POST /cohorts/{slug}/certificates", lay!(Ask::plain())),
        probe("cert.issue", "POST /certificates/{serial}/again", lay!(s => revoked(s).await)).of(Others).unseen_by(UNSEEN),
        probe("cert.revoke", "POST /certificates/{serial}/revoke", lay!(s => serial(s).await.and(&[("why", "Wrong hours")])))
            .of(Others)
            .unseen_by(UNSEEN),
        // Everybody has a transcript of their own, a lead's is as empty as they never attended: nothing in it is another's.
        probe("cert.read", "GET /transcript", lay!(Ask::plain())).of(Mine).only("VPRFMCA"),
        probe("cert.read", "GET /transcript.csv", lay!(Ask::plain())).of(Mine).only("VPRFMCA"),
    ];
    for route in [page, file, badge] {
        // Those who are enrolled have papers of their own; the others only try those of somebody else.
        all.push(probe("cert.read", route, lay!(s => serial(s).await)).of(Thing).only("VPRCA").unseen_by(UNSEEN));
        all.push(probe("cert.read", route, lay!(s => serial(s).await)).of(Others).only("FML").unseen_by(UNSEEN));
    }
    all
}

async fn serial(s: &Scene<'_>) -> Ask {
    Ask::default().with("serial", s.paper().await)
}

async fn revoked(s: &Scene<'_>) -> Ask {
    let serial = s.paper().await;
    papers::revoke(&s.cx(), &s.ada().await, &serial, "Wrong hours").await.unwrap();
    Ask::default().with("serial", serial)
}

async fn record_of_calls(s: &Scene<'_>) -> Ask {
    Ask::id(s.place.world.program).with("record", s.record_of_calls().await)
}

async fn record(s: &Scene<'_>) -> Ask {
    Ask::id(s.place.world.program).with("record", s.record().await)
}
