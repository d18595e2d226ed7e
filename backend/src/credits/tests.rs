//! Papers on both databases: made once, by what holds, and never changed.
#![allow(clippy::unwrap_used, clippy::panic)]

use chrono::Duration;
use domain::credits::certificate::State;
use domain::gate::What;
use domain::id::SessionId;
use sea_orm::EntityTrait;

use super::tables::certificates;
use super::*;
use crate::accounts::tables::people;
use crate::sessions::demo as meetings;
use crate::testing::Bench;
use crate::world::World;
use crate::{Fault, Viewer, both};

mod badging;
mod disclosing;
mod ending;
mod groups;
mod making;
pub(crate) mod packing;
mod rights;
mod ruling;

/// The cohort with three sessions behind it, accredited.
struct Stage {
    world: World,
    sessions: Vec<SessionId>,
    corinne: Viewer,
}

impl Stage {
    async fn bare(bench: &Bench) -> Self {
        let world = World::found(&bench.cx).await.unwrap();
        let sessions = meetings::furnish(&world).await.unwrap();
        let corinne = world.viewer("corinne").await.unwrap();
        Self { world, sessions, corinne }
    }

    async fn accredited(bench: &Bench) -> Self {
        let stage = Self::bare(bench).await;
        demo::accredit(&stage.world).await.unwrap();
        stage
    }

    async fn who(&self, short: &str) -> Viewer {
        self.world.viewer(short).await.unwrap()
    }

    fn slug(&self) -> &str {
        &self.world.slug
    }

    async fn issue(&self) -> usize {
        issuing::issue_due(&self.world.cx, &self.corinne, self.slug()).await.unwrap()
    }

    async fn rows(&self) -> Vec<certificates::Model> {
        certificates::Entity::find().all(self.world.cx.db()).await.unwrap()
    }

    /// The papers of a person.
    async fn of(&self, short: &str) -> Vec<papers::PaperLine> {
        transcript::mine(&self.world.cx, &self.who(short).await, "2025-07-01", "1").await.unwrap().papers
    }

    /// A person of another profession.
    async fn turns(&self, short: &str, profession: &str) {
        use sea_orm::{ActiveModelTrait, ActiveValue::Set};
        let change = people::ActiveModel { id: Set(self.world.id(short)), profession: Set(profession.to_owned()), ..Default::default() };
        change.update(self.world.cx.db()).await.unwrap();
    }

    /// The program's only record.
    async fn record(&self) -> accreditations::View {
        rules::desk(&self.world.cx, &self.corinne, self.world.program).await.unwrap().records.remove(0)
    }
}

fn typed(view: &accreditations::View) -> accreditations::Form {
    let r = &view.record;
    accreditations::Form {
        body: r.body.clone(),
        kind: r.kind.clone(),
        statement: r.statement.clone(),
        statement_fr: r.statement_fr.clone(),
        number: r.session_id.clone(),
        most_minutes: r.most_minutes.map(|n| n.to_string()).unwrap_or_default(),
        decided_on: r.decided_on.map(|d| d.to_string()).unwrap_or_default(),
        valid_from: r.valid_from.to_string(),
        valid_to: r.valid_to.to_string(),
        covers: r.covers.iter().map(|a| a.code().to_owned()).collect(),
    }
}

fn fields(fault: Fault) -> Vec<String> {
    let Fault::Invalid(all) = fault else { panic!("{fault:?}") };
    all.into_iter().map(|f| f.field).collect()
}
