//! The room: who is here, who wants to speak, polls, the round, groups.

use domain::hour::{Choice, Group, GroupState, Hand, Poll};

use super::{Html, Scene};

/// The speaking queue.
pub fn queue(s: &Scene<'_>, h: &mut Html) {
    if s.me.member && s.view.phase != domain::hour::Phase::Ended {
        let up = s.view.hands.iter().any(|hand| Some(hand.who.id) == s.me.person);
        let (act, word) = if up { ("lower", "hour-lower") } else { ("raise", "hour-raise") };
        // Who runs the hour gives the word; others ask for it.
        let class = if up || s.me.runs { "button quiet" } else { "button" };
        s.press(h, ("/hand", &[("act", act)]), ("h-hand", class), s.words.t(word), "");
    }
    if s.view.hands.is_empty() {
        h.raw("<p class=\"empty\">").text(s.words.t("hour-queue-none")).raw("</p>");
        return;
    }
    h.raw("<ol class=\"list hour-hands\">");
    for (n, hand) in s.view.hands.iter().enumerate() {
        h.raw("<li class=\"row\"><span class=\"row-main\">").text(&hand.who.name);
        if hand.called {
            h.raw(" <span class=\"badge is-good\">").text(s.words.t("hour-has-word")).raw("</span>");
        }
        h.raw("</span>");
        if s.me.runs && s.view.phase != domain::hour::Phase::Ended {
            hosting(s, h, n, hand);
        }
        h.raw("</li>");
    }
    h.raw("</ol>");
}

fn hosting(s: &Scene<'_>, h: &mut Html, n: usize, hand: &Hand) {
    let id = hand.id.to_string();
    let above = n.checked_sub(1).and_then(|n| s.view.hands.get(n)).is_some_and(|h| !h.called);
    let mut acts: Vec<(&str, &str)> = Vec::new();
    if hand.called {
        acts.push(("spoken", "hour-spoken"));
    } else {
        acts.push(("call", "hour-call"));
        if above {
            acts.push(("up", "hour-up"));
        }
        acts.push(("remove", "hour-remove"));
    }
    h.raw("<span class=\"cluster\">");
    for (act, word) in acts {
        let word = s.words.t(word);
        s.press(
            h,
            ("/queue", &[("hand", &id), ("act", act)]),
            (&format!("h-{act}-{id}"), "link-button"),
            word,
            &format!("{word}: {}", hand.who.name),
        );
    }
    h.raw("</span>");
}

/// While groups are open: that they are, and the way into one's own.
pub fn apart(s: &Scene<'_>, h: &mut Html) {
    let mut open = s.view.groups.iter().filter(|g| g.state == GroupState::Open).peekable();
    if open.peek().is_none() {
        return;
    }
    h.raw("<div class=\"notice\" role=\"status\"><p>");
    match open.find(|g| g.members.iter().any(|m| Some(m.id) == s.me.person)) {
        Some(own) => {
            h.text(&s.words.with("hour-apart-yours", &own.title)).raw("</p>");
            s.press(h, ("/groups/enter", &[]), ("h-enter-top", "button"), s.words.t("hour-group-go"), "");
        }
        None => {
            h.text(s.words.t("hour-apart")).raw("</p>");
        }
    }
    h.raw("</div>");
}

/// Who checked in; and for who has not, the button.
pub fn here(s: &Scene<'_>, h: &mut Html) {
    let now = s.view.now.timestamp_millis();
    let may = s.me.member && s.view.phase != domain::hour::Phase::Ended && (s.me.opens..=s.me.shuts).contains(&now);
    if may && !s.view.here.iter().any(|p| Some(p.id) == s.me.person) {
        let session = s.me.at.trim_end_matches("/hour");
        h.raw("<form class=\"inline-form\" method=\"post\" action=\"").text(session).raw("/check-in\">");
        h.raw("<input type=\"hidden\" name=\"back\" value=\"hour\"><button type=\"submit\" class=\"button quiet\" id=\"h-here\">");
        h.text(s.words.t("session-here")).raw("</button></form>");
    }
    if s.view.here.is_empty() {
        h.raw("<p class=\"empty\">").text(s.words.t("hour-here-none")).raw("</p>");
        return;
    }
    let names: Vec<&str> = s.view.here.iter().map(|p| p.name.as_str()).collect();
    h.raw("<p class=\"meta\">")
        .text(&s.words.with("hour-here-n", &names.len().to_string()))
        .raw("</p><p>")
        .text(&names.join(", "))
        .raw("</p>");
}

/// Polls with their counts, newest first.
pub fn polls(s: &Scene<'_>, h: &mut Html) {
    if s.view.polls.is_empty() {
        h.raw("<p class=\"empty\">").text(s.words.t("hour-polls-none")).raw("</p>");
    }
    for poll in &s.view.polls {
        if poll.hidden {
            s.flagging(h, ("poll", &poll.id.to_string()), (false, true), s.words.t("hour-polls-title"));
            continue;
        }
        h.raw("<section class=\"hour-poll\"><h3>").text(&poll.question).raw("</h3><p class=\"meta\">");
        let how = match (poll.open, poll.several) {
            (false, _) => "hour-poll-closed",
            (true, true) => "hour-poll-several",
            (true, false) => "hour-poll-one",
        };
        h.text(s.words.t(how)).raw(" · ").text(&s.words.with("hour-poll-voters", &poll.voters.to_string())).raw("</p><ul class=\"list\">");
        for choice in &poll.choices {
            row(s, h, poll, choice);
        }
        h.raw("</ul>");
        if s.me.runs && s.view.phase != domain::hour::Phase::Ended {
            let (act, word) = if poll.open { ("close", "hour-poll-close") } else { ("open", "hour-poll-open") };
            let word = s.words.t(word);
            s.press(
                h,
                (&format!("/polls/{}", poll.id), &[("act", act)]),
                (&format!("h-poll-{}", poll.id), "link-button"),
                word,
                &format!("{word}: {}", poll.question),
            );
        }
        // Who asks is of those who run the hour, and nobody flags their own: they blot it out.
        s.flagging(h, ("poll", &poll.id.to_string()), (s.me.runs, false), &poll.question);
        h.raw("</section>");
    }
}

fn row(s: &Scene<'_>, h: &mut Html, poll: &Poll, choice: &Choice) {
    let mine = s.me.votes.contains(&choice.id);
    h.raw("<li class=\"hour-choice\">");
    if poll.open && s.me.member && s.view.phase != domain::hour::Phase::Ended {
        let id = choice.id.to_string();
        let on = if mine && poll.several { "no" } else { "yes" };
        s.form(h, &format!("/polls/{}/vote", poll.id), &[("choice", &id), ("on", on)]);
        h.raw("<button type=\"submit\" class=\"button quiet\" aria-pressed=\"")
            .raw(if mine { "true" } else { "false" })
            .raw("\" id=\"h-vote-")
            .text(&id)
            .raw("\">");
        h.text(&choice.text).raw("</button></form>");
    } else {
        h.raw("<span>").text(&choice.text).raw("</span>");
    }
    if mine {
        h.raw(" <span class=\"badge is-good\">").text(s.words.t("hour-poll-yours")).raw("</span>");
    }
    h.raw("<meter min=\"0\" max=\"").number(poll.voters.max(1)).raw("\" value=\"").number(choice.votes).raw("\" aria-label=\"");
    h.text(&choice.text)
        .raw("\"></meter><span class=\"num\">")
        .text(&s.words.with("hour-poll-votes", &choice.votes.to_string()))
        .raw("</span></li>");
}

/// What people used since last time.
pub fn used(s: &Scene<'_>, h: &mut Html) {
    if s.view.used.is_empty() {
        h.raw("<p class=\"empty\">").text(s.words.t("hour-used-none")).raw("</p>");
        return;
    }
    h.raw("<ul class=\"list\">");
    for one in &s.view.used {
        let mine = Some(one.who.id) == s.me.person;
        h.raw("<li><span class=\"meta\">").text(&one.who.name).raw("</span><br>").text(&one.body);
        s.flagging(h, ("used", &one.id.to_string()), (mine, one.hidden), &one.who.name);
        h.raw("</li>");
    }
    h.raw("</ul>");
}

/// The breakout groups of the newest round.
pub fn groups(s: &Scene<'_>, h: &mut Html) {
    let Some(first) = s.view.groups.first() else {
        h.raw("<p class=\"empty\">").text(s.words.t("hour-groups-none")).raw("</p>");
        return;
    };
    let (class, word) = match first.state {
        GroupState::Draft => ("badge is-soft", "hour-groups-draft"),
        GroupState::Open => ("badge is-good", "hour-groups-open"),
        GroupState::Closed => ("badge is-soft", "hour-groups-closed"),
    };
    // What is only being put together is not yet anybody's business.
    if first.state == GroupState::Draft && !s.me.runs {
        h.raw("<p class=\"empty\">").text(s.words.t("hour-groups-none")).raw("</p>");
        return;
    }
    h.raw("<p><span class=\"").raw(class).raw("\">").text(s.words.t(word)).raw("</span></p><ul class=\"list\">");
    for group in &s.view.groups {
        one_group(s, h, group);
    }
    h.raw("</ul>");
}

fn one_group(s: &Scene<'_>, h: &mut Html, group: &Group) {
    let mine = group.members.iter().any(|m| Some(m.id) == s.me.person);
    h.raw("<li><strong>").text(&group.title).raw("</strong>");
    if mine {
        h.raw(" <span class=\"badge\">").text(s.words.t("hour-group-yours")).raw("</span>");
    }
    let names: Vec<&str> = group.members.iter().map(|m| m.name.as_str()).collect();
    h.raw("<p class=\"meta\">").text(&names.join(", ")).raw("</p>");
    match group.room {
        Some(_) if mine && group.state == GroupState::Open => {
            s.form(h, "/groups/enter", &[]);
            h.raw("<button type=\"submit\" class=\"button\" id=\"h-enter\">").text(s.words.t("hour-group-go")).raw("</button></form>");
        }
        Some(room) if mine || s.me.runs => {
            h.raw("<p><a href=\"/chat/rooms/").text(&room.to_string()).raw("\">").text(s.words.t("hour-group-chat")).raw("</a></p>");
        }
        _ => {}
    }
    h.raw("</li>");
}

/// Who saved the notes last, or that they are hidden.
pub fn notes_by(s: &Scene<'_>, h: &mut Html) {
    if s.view.notes.version == 0 {
        h.text(s.words.t("hour-notes-none"));
        return;
    }
    h.raw("<p>").text(&s.words.with("hour-notes-by", &s.view.notes.by)).raw("</p>");
    let id = s.view.session.to_string();
    s.flagging(h, ("notes", &id), (false, s.view.notes.hidden), s.words.t("hour-notes-title"));
}
