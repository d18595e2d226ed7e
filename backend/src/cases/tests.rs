//! The life of a case on both databases: every role at every state, two at once, twice the same, letters once.

use chrono::Duration;
use domain::cases::{Act, Door, State, may};
use domain::fault::Fault;
use domain::id::{CaseId, SessionId};
use domain::lang::Lang;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::form::Written;
use super::queries::{self, What};
use super::{reach, review, tables, talk, waiting, writing};
use crate::outbox::letters;
use crate::sessions::tables::sessions;
use crate::testing::Bench;
use crate::world::World;
use crate::{Result, Viewer};

mod again;
mod asking;
mod doors;
mod files;
mod finding;
mod forms;
mod life;
mod moving;
mod words;

pub(super) struct House {
    pub world: World,
    pub slug: String,
}

pub(super) async fn house(bench: &Bench) -> House {
    let world = World::found(&bench.cx).await.unwrap();
    House { slug: world.slug.clone(), world }
}

/// A text that passes.
pub(super) fn clean() -> Written {
    let mut written = Written { consent: true, ..Written::default() };
    written.set("title", "When a family asks us not to tell");
    written.set("background", "A person in their seventies with advanced lung disease, at home with an adult child.");
    written.set("question", "How do we honour the family's way of protecting, and the person's wish to know?");
    written
}

impl House {
    pub async fn who(&self, short: &str) -> Viewer {
        self.world.viewer(short).await.unwrap()
    }

    /// A draft of Amara's.
    pub async fn draft(&self) -> CaseId {
        let amara = self.who("amara").await;
        writing::begin(&self.world.cx, &amara, &self.slug, self.world.cx.new_id(), &clean()).await.unwrap()
    }

    pub async fn row(&self, id: CaseId) -> tables::cases::Model {
        tables::cases::Entity::find_by_id(id).one(self.world.cx.db()).await.unwrap().unwrap()
    }

    pub async fn submit(&self, id: CaseId, written: &Written) -> Result<()> {
        let version = self.row(id).await.version;
        writing::submit(&self.world.cx, &self.who("amara").await, &self.slug, id, version, written, Lang::En).await
    }

    pub async fn approve(&self, who: &str, id: CaseId) -> Result<()> {
        let version = self.row(id).await.version;
        review::approve(&self.world.cx, &self.who(who).await, &self.slug, id, version, true).await
    }

    pub async fn session(&self) -> SessionId {
        super::demo::one_session(&self.world).await.unwrap()
    }

    /// A case of Amara's brought to this state.
    pub async fn at(&self, state: State) -> CaseId {
        let (cx, slug, id) = (&self.world.cx, self.slug.as_str(), self.draft().await);
        if state == State::Draft {
            return id;
        }
        self.submit(id, &clean()).await.unwrap();
        let fatima = self.who("fatima").await;
        match state {
            State::SentBack => {
                let version = self.row(id).await.version;
                review::send_back(cx, &fatima, slug, id, version, "Please say more about the family.").await.unwrap();
            }
            State::Withdrawn => review::withdraw(cx, &self.who("amara").await, slug, id).await.unwrap(),
            _ => {}
        }
        if matches!(state, State::Approved | State::Scheduled | State::Presented | State::Closed) {
            self.approve("fatima", id).await.unwrap();
        }
        if matches!(state, State::Scheduled | State::Presented | State::Closed) {
            review::schedule(cx, &fatima, slug, id, &self.session().await.to_string()).await.unwrap();
        }
        if matches!(state, State::Presented | State::Closed) {
            review::present(cx, &fatima, slug, id).await.unwrap();
        }
        if state == State::Closed {
            talk::recommend(cx, &self.who("gilles").await, slug, id, cx.new_id(), "Ask what they already know.", "").await.unwrap();
            talk::sign_letter(cx, &fatima, slug, id, "0", "Dear colleague, thank you.").await.unwrap();
        }
        id
    }

    /// How many letters of a kind were queued for a case and still wait.
    pub async fn letters(&self, kind: &str) -> u64 {
        letters::Entity::find()
            .filter(letters::Column::Kind.eq(kind))
            .filter(letters::Column::State.eq("waiting"))
            .count(self.world.cx.db())
            .await
            .unwrap()
    }
}

pub(super) fn words_of(fault: Fault) -> Vec<(String, String)> {
    let Fault::Invalid(faults) = fault else { panic!("{fault:?}") };
    faults.into_iter().map(|f| (f.field, f.word)).collect()
}
