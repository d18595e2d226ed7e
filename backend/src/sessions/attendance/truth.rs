//! One truth of many sources: `domain::presence` weighs, this reads what there is to weigh. Nothing here is stored.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use domain::id::{PersonId, SessionId};
use domain::presence::{self, Frame, Hand, Presence, Span, Way, Window};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::super::tables::{attendance_imports, attendances, sessions};
use super::super::{hour, reach};
use super::{rule, spans};
use crate::Result;
use crate::programs::tables::programs;

/// A correction by hand, and who made it.
#[derive(Debug, Clone)]
pub struct Adjusted {
    /// By whom.
    pub by: Option<PersonId>,
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    pub reason: String,
}

/// All that is known of one person in one session.
#[derive(Debug, Clone)]
pub struct Known {
    /// What it comes to.
    pub presence: Presence,
    /// The correction that holds, when there is one.
    pub adjusted: Option<Adjusted>,
    /// They answered that they were there.
    pub claimed: bool,
    /// They came by themselves, and did not say goodbye yet.
    pub here: bool,
    /// Present or not; `None` while it cannot be said.
    pub verdict: Option<bool>,
}

type Key = (SessionId, PersonId);

/// The truth about some sessions of one program.
pub(crate) struct Truth {
    frames: HashMap<SessionId, Frame>,
    spans: HashMap<Key, Vec<Span>>,
    hands: HashMap<Key, attendances::Model>,
    claims: HashSet<Key>,
}

impl Truth {
    /// Reads everything that is known of these sessions.
    pub async fn of(db: &impl ConnectionTrait, now: DateTime<Utc>, program: &programs::Model, of: &[sessions::Model]) -> Result<Self> {
        let ids: Vec<SessionId> = of.iter().map(|s| s.id).collect();
        let mut truth = Self { frames: HashMap::new(), spans: HashMap::new(), hands: HashMap::new(), claims: HashSet::new() };
        for row in spans::of(db, &ids).await? {
            let Some(way) = Way::parse(&row.source) else { continue };
            let span = Span { way, from: row.from_at, to: row.to_at, seen: row.seen_at, stated: row.minutes };
            truth.spans.entry((row.session_id, row.person_id)).or_default().push(span);
        }
        truth.marks(db, &ids).await?;
        let rules = rule::of(db, program.id).await?;
        let files = files(db, &ids).await?;
        let closed = hour::closed(db, ids.iter().copied()).await?;
        for session in of {
            let named = truth.spans.iter().any(|((id, _), all)| *id == session.id && all.iter().any(|s| s.way == Way::File));
            let frame = Frame {
                window: Window { start: session.starts_at, end: reach::ends_at(session) },
                now,
                closed: closed.get(&session.id).copied(),
                file_read: named || files.contains(&session.id),
                threshold: rule::in_force(&rules, program.present_minutes, session.starts_at),
            };
            truth.frames.insert(session.id, frame);
        }
        Ok(truth)
    }

    /// Corrections and answers; and the marks of before there were stretches, which stay readable: the newest one of a file as a statement
    /// of minutes, a check-in as "I'm here".
    async fn marks(&mut self, db: &impl ConnectionTrait, of: &[SessionId]) -> Result<()> {
        let rows = attendances::Entity::find()
            .filter(attendances::Column::SessionId.is_in(of.iter().copied()))
            .order_by_asc(attendances::Column::CreatedAt)
            .order_by_asc(attendances::Column::Id)
            .all(db)
            .await?;
        let mut files: HashMap<Key, f64> = HashMap::new();
        for row in rows {
            let key = (row.session_id, row.person_id);
            match row.source.as_str() {
                "hand" | "lifted" => {
                    self.hands.insert(key, row);
                }
                "claim" => {
                    self.claims.insert(key);
                }
                "check_in" => {
                    let span = Span { way: Way::Here, from: Some(row.created_at), to: None, seen: None, stated: None };
                    self.spans.entry(key).or_default().push(span);
                }
                _ => {
                    files.insert(key, row.minutes);
                }
            }
        }
        for (key, minutes) in files {
            let span = Span { way: Way::File, from: None, to: None, seen: None, stated: Some(minutes) };
            self.spans.entry(key).or_default().push(span);
        }
        Ok(())
    }

    /// How a session's minutes are judged.
    pub fn frame(&self, session: SessionId) -> Option<&Frame> {
        self.frames.get(&session)
    }

    /// What is known of a person in a session.
    pub fn about(&self, session: SessionId, person: PersonId) -> Known {
        let key = (session, person);
        let mark = self.hands.get(&key).filter(|m| m.source == "hand");
        let hand = mark.map(|m| Hand { present: m.present, minutes: Some(m.minutes).filter(|n| *n > 0.0) });
        let spans = self.spans.get(&key).map_or(&[][..], Vec::as_slice);
        let presence = self.frames.get(&session).map(|frame| presence::weigh(frame, spans, hand)).unwrap_or_default();
        Known {
            verdict: self.verdict(session, &presence),
            adjusted: mark.map(|m| Adjusted { by: m.marked_by, at: m.created_at, reason: m.reason.clone() }),
            claimed: self.claims.contains(&key),
            here: spans.iter().any(|s| matches!(s.way, Way::Join | Way::Here) && s.to.is_none()),
            presence,
        }
    }

    /// Whole minutes of content that a person was in a session: its time without these breaks (I4).
    pub fn content(&self, session: SessionId, person: PersonId, breaks: &[Window]) -> u32 {
        let key = (session, person);
        let mark = self.hands.get(&key).filter(|m| m.source == "hand");
        let hand = mark.map(|m| Hand { present: m.present, minutes: Some(m.minutes).filter(|n| *n > 0.0) });
        let spans = self.spans.get(&key).map_or(&[][..], Vec::as_slice);
        self.frames.get(&session).map_or(0, |frame| domain::credits::agenda::attended(frame, breaks, spans, hand))
    }

    /// Whether somebody counts as present; before that is certain there is no answer. A person without any sign was not there once a file
    /// has been read in.
    fn verdict(&self, session: SessionId, presence: &Presence) -> Option<bool> {
        let frame = self.frames.get(&session)?;
        let over = frame.now >= frame.window.end || frame.closed.is_some_and(|at| at > frame.window.start);
        match presence.hand {
            Some(hand) => Some(hand.present),
            None if presence.reached => Some(true),
            None if over && (frame.file_read || !presence.ways.is_empty()) => Some(false),
            None => None,
        }
    }

    /// Whether anything is known of who was in a session: a file, a sign of anybody, a correction.
    pub fn knows(&self, session: SessionId) -> bool {
        let of = |key: &Key| key.0 == session;
        self.frames.get(&session).is_some_and(|f| f.file_read) || self.spans.keys().any(of) || self.hands.keys().any(of)
    }

    /// Whether anything is known of a person in any of these sessions.
    pub fn has_sign(&self, person: PersonId) -> bool {
        let of = |key: &Key| key.1 == person;
        self.spans.keys().any(of) || self.hands.keys().any(of) || self.claims.iter().any(of)
    }

    /// Whether a person counts as present.
    pub fn there(&self, session: SessionId, person: PersonId) -> bool {
        self.about(session, person).verdict == Some(true)
    }
}

/// The sessions for which a file was read in, whomever it named.
async fn files(db: &impl ConnectionTrait, of: &[SessionId]) -> Result<HashSet<SessionId>> {
    let rows = attendance_imports::Entity::find()
        .select_only()
        .column(attendance_imports::Column::SessionId)
        .filter(attendance_imports::Column::SessionId.is_in(of.iter().copied()));
    Ok(rows.into_tuple().all(db).await?.into_iter().collect())
}
