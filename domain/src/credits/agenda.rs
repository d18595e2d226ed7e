//! What of a session is content (I4), and how much of that is interactive (I9).

use chrono::{DateTime, Utc};

use crate::presence::{self, Frame, Hand, Span, Window};

/// The least interactive share of an accredited session, in per cent.
pub const INTERACTIVE: u32 = 25;

/// The scheduled time without its breaks, in order. Breaks may touch, overlap, or reach over the ends.
pub fn content(window: Window, breaks: &[Window]) -> Vec<Window> {
    let mut breaks: Vec<Window> = breaks.iter().copied().filter(|b| b.start < b.end).collect();
    breaks.sort_unstable_by_key(|b| b.start);
    let mut pieces = Vec::new();
    let mut from = window.start;
    for pause in breaks {
        pieces.extend(piece(from, pause.start.min(window.end)));
        from = from.max(pause.end);
    }
    pieces.extend(piece(from, window.end));
    pieces
}

fn piece(start: DateTime<Utc>, end: DateTime<Utc>) -> Option<Window> {
    (start < end).then_some(Window { start, end })
}

/// Minutes of content.
pub fn length(pieces: &[Window]) -> u32 {
    whole(pieces.iter().map(Window::minutes).sum())
}

/// Whole minutes of content that the person was there. Minutes by hand are taken as they were given, and no more than there is content; sources
/// that only say how long never make more than they said.
pub fn attended(frame: &Frame, breaks: &[Window], spans: &[Span], hand: Option<Hand>) -> u32 {
    let pieces = content(frame.window, breaks);
    let all = length(&pieces);
    if let Some(minutes) = hand.and_then(|h| h.minutes) {
        return whole(minutes).min(all);
    }
    let inside: f64 = pieces.iter().map(|window| presence::weigh(&Frame { window: *window, ..*frame }, spans, None).minutes).sum();
    whole(inside.min(presence::weigh(frame, spans, None).minutes)).min(all)
}

/// The share of the content that is interactive, in whole per cent, from minutes of both (I9).
pub fn interactive_share(interactive: u32, content: u32) -> u32 {
    if content == 0 { 0 } else { u32::try_from(u64::from(interactive) * 100 / u64::from(content)).unwrap_or(100).min(100) }
}

/// Down to whole minutes; a thousandth is forgiven, as in `presence`.
fn whole(minutes: f64) -> u32 {
    (minutes + 0.001).clamp(0.0, f64::from(u32::MAX)) as u32
}
