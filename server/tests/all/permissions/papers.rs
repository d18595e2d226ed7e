//! Fresh papers and what they stand on: accreditation, an hour that somebody attended, disclosures.

use backend::credits::accreditations::{self, Form};
use backend::credits::calls::entries::Entry;
use backend::credits::{disclosures, issuing, pack, papers, planning, rules};
use backend::sessions::attendance::{self, Correction};
use backend::sessions::queries;
use domain::credits::accreditation::Activity;
use domain::id::AccreditationId;
use uuid::Uuid;

use super::stage::Scene;

impl Scene<'_> {
    /// A record of the place's program that covers no day: it is awaited.
    pub async fn record(&self) -> AccreditationId {
        self.enter("", &["sessions", "groups"]).await
    }

    /// One under which calls earn.
    pub async fn record_of_calls(&self) -> AccreditationId {
        let desk = rules::desk(&self.cx(), &self.ada().await, self.place.world.program).await.unwrap();
        match desk.records.iter().find(|r| r.record.is_for(Activity::Calls)) {
            Some(there) => there.id,
            None => self.enter("2025-11-01", &["calls"]).await,
        }
    }

    /// What calls earned under a record.
    pub async fn call_credits(&self, record: AccreditationId) -> Vec<Entry> {
        let runs = self.viewer(self.place.runs).await;
        pack::desk(&self.cx(), &runs, self.place.world.program, record).await.unwrap().calls.unwrap()
    }

    async fn enter(&self, decided_on: &str, covers: &[&str]) -> AccreditationId {
        let text = |t: &str| t.to_owned();
        let form = Form {
            body: text("CFPC"),
            kind: text("mainpro"),
            statement: text("Certified."),
            decided_on: text(decided_on),
            valid_from: text("2025-12-01"),
            valid_to: text("2026-11-30"),
            covers: covers.iter().map(|word| text(word)).collect(),
            ..Form::default()
        };
        let id = self.once();
        accreditations::add(&self.cx(), &self.ada().await, self.place.world.program, id, &form).await.unwrap();
        AccreditationId(id)
    }

    /// The number of a valid paper of the owner.
    pub async fn paper(&self) -> String {
        let (cx, slug) = (self.cx(), self.slug());
        let desk = rules::desk(&cx, &self.ada().await, self.place.world.program).await.unwrap();
        if !desk
            .records
            .iter()
            .any(|r| r.record.decided_on.is_some() && r.record.withdrawn_on.is_none() && r.record.is_for(Activity::Sessions))
        {
            self.enter("2025-11-01", &["sessions", "groups"]).await;
        }
        let (coordinator, own) = (self.viewer(self.place.runs).await, self.place.world.id(self.owner()));
        // Who only runs the place has no paper: a paper is then the member's.
        let enrolled = backend::programs::roles::is_enrolled(cx.db(), self.place.world.cohort, own).await.unwrap();
        let owner = if enrolled { own } else { self.member() };
        let (_, all) = queries::list(&cx, &coordinator, slug).await.unwrap();
        let first = all.first().expect("a session behind");
        let there = Correction { present: "yes".to_owned(), minutes: "60".to_owned(), reason: "Seen".to_owned() };
        attendance::adjust(&cx, &coordinator, slug, first.id, owner, &there).await.unwrap();
        issuing::issue_due(&cx, &coordinator, slug).await.unwrap();
        let board = papers::board(&cx, &coordinator, slug).await.unwrap();
        let own = || board.papers.iter().filter(|p| p.person == owner);
        if let Some(valid) = own().find(|p| p.state.is_valid()) {
            return valid.serial.clone();
        }
        let revoked = own().next().expect("a paper");
        issuing::issue_again(&cx, &coordinator, &revoked.serial).await.unwrap().serial().to_owned()
    }

    /// A planning document of the place's program that may be taken away.
    pub async fn planning(&self) -> Uuid {
        let (cx, runs, program) = (self.cx(), self.viewer(self.place.runs).await, self.place.world.program);
        let desk = pack::desk(&cx, &runs, program, self.record().await).await.unwrap();
        if let Some(there) = desk.documents.iter().find(|d| d.removable) {
            return there.id;
        }
        let id = self.once();
        planning::add(&cx, &runs, program, id, "needs", Some(("needs.txt".to_owned(), b"What is needed".to_vec()))).await.unwrap();
        id
    }

    /// Somebody who speaks in the place's session.
    pub async fn disclosure(&self) -> Uuid {
        let line = self.once();
        let form =
            disclosures::Form { name: "Rosa".to_owned(), role: "speaker".to_owned(), body: "None.".to_owned(), ..Default::default() };
        disclosures::set(&self.cx(), &self.host().await, self.slug(), self.place.session, line, &form).await.unwrap();
        line
    }
}
