//! The moving parts of the hour, drawn from the shared state for one viewer.

use domain::hour::{HourView, Line, Phase, clock};

use super::people::Me;
use super::words::Words;
use crate::html::Html;

mod case;
mod talk;

/// What draws a part.
pub type Draw = fn(&Scene<'_>, &mut Html);

/// Every moving part: the id of its element, and what draws it.
pub const PARTS: [(&str, Draw); 10] = [
    ("hour-bar", bar),
    ("hour-agenda", agenda),
    ("hour-steps", case::steps),
    ("hour-advice", case::advice),
    ("hour-queue", talk::queue),
    ("hour-here", talk::here),
    ("hour-polls", talk::polls),
    ("hour-used", talk::used),
    ("hour-groups", talk::groups),
    ("hour-notes-by", talk::notes_by),
];

/// What a part is drawn from.
pub struct Scene<'a> {
    /// The state that all share.
    pub view: &'a HourView,
    /// Who looks.
    pub me: &'a Me,
    /// In which language.
    pub words: &'a Words,
}

impl Scene<'_> {
    /// One part, by its id.
    pub fn part(&self, id: &str) -> String {
        let mut html = Html::default();
        if let Some((_, draw)) = PARTS.iter().find(|(known, _)| *known == id) {
            draw(self, &mut html);
        }
        html.done()
    }

    pub(super) fn t(&self, key: &str) -> String {
        self.words.t(key).to_owned()
    }

    /// Opens a form to one of the hour's addresses. Its hidden fields follow.
    fn form(&self, h: &mut Html, tail: &str, hidden: &[(&str, &str)]) {
        h.raw("<form class=\"inline-form\" method=\"post\" action=\"").text(&self.me.at).text(tail).raw("\">");
        for (name, value) in hidden {
            h.raw("<input type=\"hidden\" name=\"").text(name).raw("\" value=\"").text(value).raw("\">");
        }
    }

    /// A form of one button. `id` keeps the focus when the part is drawn again.
    fn press(&self, h: &mut Html, (tail, hidden): (&str, &[(&str, &str)]), (id, class): (&str, &'static str), word: &str, label: &str) {
        self.form(h, tail, hidden);
        h.raw("<button type=\"submit\" class=\"").raw(class).raw("\" id=\"").text(id).raw("\"");
        if !label.is_empty() {
            h.raw(" aria-label=\"").text(label).raw("\"");
        }
        h.raw(">").text(word).raw("</button></form>");
    }

    /// An act of the host.
    fn act(&self, h: &mut Html, act: &str, class: &'static str, word: &str) {
        self.press(h, ("/run", &[("act", act)]), (&format!("h-{act}"), class), self.words.t(word), "");
    }

    /// `/cohorts/{slug}`.
    fn base(&self) -> &str {
        self.me.at.split("/sessions/").next().unwrap_or_default()
    }

    /// Below something that a member wrote: flag it, or blot words out of it; and where it is hidden, what its reader may do about that.
    fn flagging(&self, h: &mut Html, (kind, id): (&str, &str), (mine, hidden): (bool, bool), label: &str) {
        let mut links: Vec<(String, &str)> = Vec::new();
        if hidden && mine {
            links.push((format!("/flags/{kind}/{id}/mend"), "flag-mend"));
        }
        if hidden && self.me.runs {
            links.push(("/flags".to_owned(), "flags-title"));
        }
        if !hidden && !mine {
            links.push((format!("/flags/{kind}/{id}"), "flag"));
        }
        if !hidden && self.me.runs {
            links.push((format!("/redact/{kind}/{id}"), "redact-link"));
        }
        h.raw("<p class=\"meta no-print flag-acts\">");
        if hidden {
            h.text(self.words.t("hour-hidden")).raw(" ");
        }
        for (tail, word) in links {
            let word = self.words.t(word);
            h.raw("<a href=\"").text(self.base()).text(&tail).raw("\" aria-label=\"").text(&format!("{word}: {label}"));
            h.raw("\">").text(word).raw("</a> ");
        }
        h.raw("</p>");
    }

    /// The clock of a line. The browser lets it run from the numbers it carries.
    fn clock(&self, h: &mut Html, line: &Line) {
        let (had, planned) = (line.seconds(self.view.now), i64::from(line.minutes) * 60);
        let over = had > planned;
        h.raw("<span class=\"clock").raw(if over { " is-over" } else { "" }).raw("\" data-spent=\"").number(line.spent);
        h.raw("\" data-since=\"").text(&line.since.map(|s| s.timestamp_millis().to_string()).unwrap_or_default());
        h.raw("\" data-planned=\"").number(planned).raw("\"><span class=\"clock-now\">").text(&clock(had)).raw("</span> ");
        h.raw("<span class=\"meta\">").text(&self.words.with("hour-of", &line.minutes.to_string())).raw("</span>");
        h.raw(" <span class=\"badge is-bad clock-over\"").raw(if over { "" } else { " hidden" }).raw(">");
        h.text(self.words.t("hour-over")).raw("</span></span>");
    }

    /// What a line is called.
    fn name(&self, line: &Line) -> String {
        let kind = self.t(&format!("agenda-{}", line.kind));
        match line.title.as_str() {
            "" => kind,
            title if line.kind == "other" => title.to_owned(),
            title => format!("{kind} · {title}"),
        }
    }
}

/// Where the hour stands, who runs it, what is on; and for the host, the acts on the whole of it.
fn bar(s: &Scene<'_>, h: &mut Html) {
    let class = match s.view.phase {
        Phase::Running => "badge is-good",
        Phase::Paused => "badge is-warn",
        _ => "badge is-soft",
    };
    h.raw("<p class=\"cluster\"><span class=\"")
        .raw(class)
        .raw("\">")
        .text(s.words.t(&format!("hour-{}", s.view.phase.code())))
        .raw("</span>");
    if let Some(host) = s.view.host.as_ref().filter(|_| s.view.phase.is_on()) {
        h.raw("<span class=\"meta\">").text(&s.words.with("hour-host", &host.name)).raw("</span>");
    }
    h.raw("</p>");
    if let Some(line) = s.view.agenda.iter().find(|l| l.current) {
        h.raw("<p class=\"hour-now\"><strong>").text(&s.name(line)).raw("</strong> ");
        s.clock(h, line);
        h.raw("</p>");
    }
    talk::apart(s, h);
    // What was said to all is over with the hour.
    if !s.view.told.is_empty() && s.view.phase != Phase::Ended {
        h.raw("<p class=\"notice is-warn\" role=\"status\">").text(&s.words.with("hour-told", &s.view.told)).raw("</p>");
    }
    if s.me.runs {
        host_acts(s, h);
    }
}

fn host_acts(s: &Scene<'_>, h: &mut Html) {
    h.raw("<div class=\"cluster hour-acts\">");
    match s.view.phase {
        Phase::Waiting => {
            start(s, h);
        }
        Phase::Ended => s.act(h, "reopen", "link-button", "hour-reopen"),
        phase => {
            if phase == Phase::Paused {
                s.act(h, "resume", "button", "hour-resume");
            } else {
                s.act(h, "pause", "button quiet", "hour-pause");
            }
            if s.view.host.as_ref().is_none_or(|host| Some(host.id) != s.me.person) {
                s.act(h, "take-over", "button quiet", "hour-take-over");
            }
            close(s, h);
        }
    }
    h.raw("</div>");
}

/// The start, while it can be pressed; before, when that will be. The browser shows one for the other when the time has come.
fn start(s: &Scene<'_>, h: &mut Html) {
    let now = s.view.now.timestamp_millis();
    let open = (s.me.opens..=s.me.shuts).contains(&now);
    h.raw("<div data-from=\"").number(s.me.opens).raw("\" data-until=\"").number(s.me.shuts);
    h.raw(if open { "\">" } else { "\" hidden>" });
    s.act(h, "start", "button", "hour-start");
    h.raw("<p class=\"hint\">").text(s.words.t("hour-start-hint")).raw("</p></div><p class=\"hint\" data-until=\"").number(s.me.opens);
    h.raw(if now < s.me.opens { "\">" } else { "\" hidden>" }).text(s.words.t("hour-start-from")).raw("</p>");
}

/// The close asks once more: what it does, and a second button. Folded, it stands apart from what is pressed often.
fn close(s: &Scene<'_>, h: &mut Html) {
    h.raw("<details class=\"hour-close\" id=\"hour-close\"><summary>").text(s.words.t("hour-close")).raw("</summary><p>");
    h.text(s.words.t("hour-close-hint")).raw("</p>");
    s.act(h, "close", "button danger", "hour-close-sure");
    h.raw("</details>");
}

/// The agenda as it runs.
fn agenda(s: &Scene<'_>, h: &mut Html) {
    if s.view.agenda.is_empty() {
        h.raw("<p class=\"empty\">").text(s.words.t("hour-agenda-none")).raw("</p>");
        return;
    }
    h.raw("<ol class=\"agenda hour-lines\">");
    for line in &s.view.agenda {
        let done = line.began_at.is_some() && !line.current;
        h.raw("<li")
            .raw(if line.current { " aria-current=\"step\"" } else { "" })
            .raw(if done { " class=\"is-done\"" } else { "" })
            .raw("><span class=\"row-main\">");
        h.text(&s.name(line)).raw("</span>");
        if line.current {
            s.clock(h, line);
        } else if done {
            let took = format!("{} {}", clock(line.spent), s.words.with("hour-of", &line.minutes.to_string()));
            h.raw("<span class=\"meta num\">").text(&took).raw("</span>");
        } else {
            h.raw("<span class=\"meta num\">").text(&format!("{} min", line.minutes)).raw("</span>");
        }
        h.raw("</li>");
    }
    h.raw("</ol>");
    if s.me.runs && s.view.phase.is_on() {
        let at = s.view.agenda.iter().find(|l| l.current).map_or(0, |l| l.position);
        // After the last there is no next: the close ends it.
        let last = s.view.agenda.last().is_some_and(|l| l.current);
        turning(s, h, "agenda", at, (!last).then(|| s.words.t("hour-next")));
    }
}

/// Next, back, five minutes more: of the agenda or of the steps.
fn turning(s: &Scene<'_>, h: &mut Html, track: &str, at: i32, next: Option<&str>) {
    let (seen, id) = (at.to_string(), |act: &str| format!("h-{track}-{act}"));
    let fields = |act: &'static str| [("act", act), ("track", track), ("seen", seen.as_str())];
    h.raw("<div class=\"cluster\">");
    if let Some(next) = next {
        s.press(h, ("/run", &fields("next")), (&id("next"), "button"), next, "");
    }
    s.press(h, ("/run", &fields("back")), (&id("back"), "button quiet"), s.words.t("hour-back"), "");
    s.press(h, ("/run", &[("act", "add"), ("track", track), ("minutes", "5")]), (&id("add"), "button quiet"), s.words.t("hour-more"), "");
    h.raw("</div>");
}
