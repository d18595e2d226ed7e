//! Fresh things for one try each: so that no cell depends on another.

use backend::Viewer;
use backend::accounts::profile;
use backend::cases::files::{self, Sent};
use backend::cases::form::Written;
use backend::cases::{queries as cases, review, talk, writing};
use backend::chat::{commands as chat, queries as rooms, reach};
use backend::flags::{Kind, raising};
use backend::forum::{commands as forum, queries as boards};
use backend::programs::enrolling::{self, NewMember};
use backend::programs::{queries as programs, roles};
use backend::sessions::resources::{self, NewResource};
use backend::surveys::asking;
use domain::id::{BoardId, CaseId, FileId, MessageId, PersonId, PostId, ResourceId, RoomId, ThreadId};
use domain::lang::Lang;
use domain::viewer::CohortRole;
use uuid::Uuid;

use super::stage::Scene;

/// How far a case has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Life {
    Draft,
    Submitted,
    Approved,
    Scheduled,
    Presented,
    Withdrawn,
}

/// The text of a case without anything that identifies.
pub const CASE: [(&str, &str); 4] = [
    ("title", "When a family asks us not to tell"),
    ("background", "A person in their seventies, at home with an adult child."),
    ("question", "How do we honour the family's way, and the person's wish?"),
    ("consent", "yes"),
];

/// A day could tell who it is: its writer says why it does not.
pub const DOUBTFUL: &str = "On May 14 we met.";

fn clean() -> Written {
    let mut written = Written { consent: true, ..Written::default() };
    for (name, text) in &CASE[..3] {
        written.set(name, *text);
    }
    written
}

impl Scene<'_> {
    /// A key for a form that makes something.
    pub fn once(&self) -> Uuid {
        self.stage.app.cx().new_id()
    }

    /// Somebody who was invited into the cohort and has not come in yet.
    pub async fn guest(&self) -> PersonId {
        let email = format!("guest{}@example.org", self.stage.fresh());
        let typed = NewMember { email: email.clone(), name: "A Guest".to_owned(), ..Default::default() };
        enrolling::enrol(&self.cx(), &self.ada().await, self.slug(), &typed).await.unwrap();
        programs::person_by_email(&self.cx(), &email).await.unwrap().expect("the guest")
    }

    /// A guest who was made a peer mentor or a facilitator.
    pub async fn guest_as(&self, role: CohortRole) -> PersonId {
        let guest = self.guest().await;
        roles::assign(&self.cx(), &self.ada().await, self.slug(), guest, role, true).await.unwrap();
        guest
    }

    /// The member, active or suspended, whatever an earlier try left.
    pub async fn member_who_is(&self, state: &str) -> PersonId {
        let (cx, ada, member) = (self.cx(), self.ada().await, self.member());
        let _ = match state {
            "active" => profile::reactivate(&cx, &ada, member).await,
            _ => profile::suspend(&cx, &ada, member).await,
        };
        assert_eq!(profile::account(&cx, &ada, member).await.unwrap().state, state);
        member
    }

    /// The cohort's chat room.
    pub async fn room(&self) -> RoomId {
        reach::room_of(&self.cx(), &self.host().await, self.slug(), None).await.unwrap().id
    }

    /// A message in it.
    pub async fn message(&self) -> MessageId {
        self.message_saying("Good morning").await
    }

    /// A message in it with these words.
    pub async fn message_saying(&self, words: &str) -> MessageId {
        self.said(self.room().await, &self.mine_or_theirs().await, words).await
    }

    async fn said(&self, room: RoomId, author: &Viewer, words: &str) -> MessageId {
        let cx = self.cx();
        let seq = chat::send(&cx, author, room, self.once(), words).await.unwrap();
        let reached = reach::room(cx.db(), author, room).await.unwrap();
        rooms::page(&cx, author, reached, rooms::At::Around(seq)).await.unwrap().lines.last().expect("the message").id
    }

    /// A small group in which its owner is, and nobody of the cast but them.
    pub async fn group(&self) -> RoomId {
        let owner = self.place.world.id(self.owner());
        let tx = self.cx().begin().await.unwrap();
        let id = backend::chat::rooms::make_breakout(&tx, self.place.world.cohort, None, "Group A", &[owner]).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// The room of its owner and somebody who is nobody of the cast.
    pub async fn direct(&self) -> RoomId {
        let other = self.place.world.id(self.place.host);
        backend::chat::rooms::direct(&self.cx(), &self.mine_or_theirs().await, other).await.unwrap().id
    }

    /// A message in it.
    pub async fn whisper(&self) -> MessageId {
        self.said(self.direct().await, &self.mine_or_theirs().await, "Between us").await
    }

    /// A board of the forum.
    pub async fn board(&self) -> BoardId {
        boards::index(&self.cx(), &self.host().await, self.slug()).await.unwrap().boards[0].id
    }

    /// A thread that the host opened, with this title.
    pub async fn thread_called(&self, title: &str) -> ThreadId {
        let (cx, host) = (self.cx(), self.host().await);
        // The very same words twice within minutes are refused: each thread has its own.
        let words = format!("How long do *you* wait, {}?", self.stage.fresh());
        forum::open_thread(&cx, &host, self.slug(), self.board().await, self.once(), title, &words).await.unwrap()
    }

    /// A thread.
    pub async fn thread(&self) -> ThreadId {
        self.thread_called("Silence in the room").await
    }

    /// A post in a thread.
    pub async fn post(&self) -> PostId {
        let (thread, author) = (self.thread().await, self.mine_or_theirs().await);
        forum::reply(&self.cx(), &author, self.slug(), thread, self.once(), None, "Until Norbert speaks").await.unwrap()
    }

    /// A file in the library: the facilitator's who asks, or another's.
    pub async fn resource(&self) -> ResourceId {
        let owner = if self.owner() == self.place.member { self.host().await } else { self.mine_or_theirs().await };
        let file = Some(("guide.txt".to_owned(), b"Sit down first.".to_vec()));
        let id = self.once();
        let typed = NewResource { title: "A guide".to_owned(), file, ..Default::default() };
        resources::add(&self.cx(), &owner, self.slug(), id, typed).await.unwrap();
        ResourceId(id)
    }

    /// A draft that says more than it should, perhaps: a day.
    pub async fn doubtful_draft(&self) -> CaseId {
        let mut written = clean();
        written.set("situation", DOUBTFUL);
        writing::begin(&self.cx(), &self.mine_or_theirs().await, self.slug(), self.once(), &written).await.unwrap()
    }

    /// The key of what the check finds in it.
    pub async fn doubt(&self) -> String {
        let mut written = clean();
        written.set("situation", DOUBTFUL);
        cases::check(&self.cx(), self.place.world.cohort, &written, Lang::En).await.unwrap()[0].key.clone()
    }

    /// A case that has come so far.
    pub async fn case(&self, life: Life) -> CaseId {
        let (cx, slug) = (self.cx(), self.slug());
        let (presenter, host) = (self.mine_or_theirs().await, self.host().await);
        let id = writing::begin(&cx, &presenter, slug, self.once(), &clean()).await.unwrap();
        if life >= Life::Submitted {
            writing::submit(&cx, &presenter, slug, id, 1, &clean(), Lang::En).await.unwrap();
        }
        if life >= Life::Approved {
            review::approve(&cx, &host, slug, id, self.version_of(id).await, true).await.unwrap();
        }
        if life >= Life::Scheduled {
            review::schedule(&cx, &host, slug, id, &self.place.session.to_string()).await.unwrap();
        }
        if life == Life::Presented {
            review::present(&cx, &host, slug, id).await.unwrap();
        }
        if life == Life::Withdrawn {
            review::withdraw(&cx, &presenter, slug, id).await.unwrap();
        }
        id
    }

    /// The version of a case that the host sees.
    pub async fn version_of(&self, id: CaseId) -> i32 {
        cases::open(&self.cx(), &self.host().await, self.slug(), id).await.unwrap().version
    }

    /// A presented case whose letter is signed.
    pub async fn signed(&self) -> CaseId {
        let id = self.case(Life::Presented).await;
        talk::sign_letter(&self.cx(), &self.host().await, self.slug(), id, "0", "Sit down first.").await.unwrap();
        id
    }

    /// A question to a case of somebody's.
    pub async fn question(&self, case: CaseId) -> Uuid {
        let once = self.once();
        talk::ask(&self.cx(), &self.host().await, self.slug(), case, once, "Who interprets?").await.unwrap();
        once
    }

    /// The path of the owner's link to the open form.
    pub async fn link(&self) -> String {
        let owner = self.mine_or_theirs().await;
        let path = asking::answer_now(&self.cx(), &owner, self.slug(), self.place.wave).await.unwrap();
        path.trim_start_matches("/s/").to_owned()
    }

    /// A name of the cohort that only those who may read names see.
    pub async fn member_name(&self) -> String {
        let names = programs::names(self.cx().db(), [self.member()].into_iter()).await.unwrap();
        names[&self.member()].clone()
    }

    /// A recommendation to a case that was presented.
    pub async fn advice(&self) -> Uuid {
        let (case, once) = (self.case(Life::Presented).await, self.once());
        talk::recommend(&self.cx(), &self.host().await, self.slug(), case, once, "Sit down first.", "").await.unwrap();
        once
    }

    /// A post that is hidden because of what it says.
    pub async fn hidden_post(&self) -> PostId {
        let post = self.post().await;
        raising::raise(&self.cx(), &self.host().await, self.slug(), Kind::Post, post.0, "patient", "A name").await.unwrap();
        post
    }

    /// A message that is hidden because of what it says.
    pub async fn hidden_message(&self) -> MessageId {
        let message = self.message().await;
        raising::raise(&self.cx(), &self.host().await, self.slug(), Kind::Message, message.0, "patient", "A name").await.unwrap();
        message
    }

    /// A message of a room of two, which the other of them flagged and asked this cohort's staff about.
    pub async fn hidden_whisper(&self) -> MessageId {
        let message = self.whisper().await;
        raising::raise(&self.cx(), &self.host().await, self.slug(), Kind::Message, message.0, "patient", "A name").await.unwrap();
        message
    }

    /// A case that has come so far, with a picture in it.
    pub async fn case_with_picture(&self, life: Life) -> (CaseId, FileId) {
        let (cx, slug, file) = (self.cx(), self.slug(), FileId(self.once()));
        let presenter = self.mine_or_theirs().await;
        let id = writing::begin(&cx, &presenter, slug, self.once(), &clean()).await.unwrap();
        let sent = Sent { name: "scan.png".to_owned(), bytes: PIXEL.to_vec(), attested: true, ..Sent::default() };
        files::add(&cx, &presenter, slug, id, file, sent).await.unwrap();
        if life >= Life::Submitted {
            writing::submit(&cx, &presenter, slug, id, 1, &clean(), Lang::En).await.unwrap();
        }
        if life >= Life::Scheduled {
            let host = self.host().await;
            files::open(&cx, &host, slug, id, file).await.unwrap();
            review::approve(&cx, &host, slug, id, self.version_of(id).await, true).await.unwrap();
            review::schedule(&cx, &host, slug, id, &self.place.session.to_string()).await.unwrap();
        }
        (id, file)
    }
}

/// A picture of one pixel.
pub const PIXEL: &[u8] = b"\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU\x00\x00\x00\x0aIDATx\x9cch\x00\x00\x00\x82\x00\x81w\xcdr\xb6\x00\x00\x00\x00IEND\xaeB`\x82";
