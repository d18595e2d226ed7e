//! The case of the hour: its steps, and what was recommended.

use domain::hour::{Advice, CaseNow};

use super::{Html, Scene, turning};

/// The five steps, each with its hint and clock.
pub fn steps(s: &Scene<'_>, h: &mut Html) {
    if s.view.steps.is_empty() || s.view.case.is_none() {
        h.raw("<p class=\"empty\">").text(s.words.t("hour-steps-none")).raw("</p>");
        return;
    }
    h.raw("<ol class=\"hour-steps\">");
    for step in &s.view.steps {
        let done = step.began_at.is_some() && !step.current;
        h.raw("<li")
            .raw(if step.current { " aria-current=\"step\"" } else { "" })
            .raw(if done { " class=\"is-done\"" } else { "" })
            .raw("><strong>");
        h.text(s.words.t(&format!("step-{}", step.kind))).raw("</strong> ");
        if step.current {
            s.clock(h, step);
            h.raw("<p class=\"hint\">").text(s.words.t(&format!("step-{}-hint", step.kind))).raw("</p>");
        } else if done {
            h.raw("<span class=\"meta num\">").text(&domain::hour::clock(step.spent)).raw("</span>");
        }
        h.raw("</li>");
    }
    h.raw("</ol>");
    if !s.me.runs || !s.view.phase.is_on() {
        return;
    }
    match s.view.steps.iter().find(|l| l.current) {
        Some(step) => {
            let last = step.position as usize == s.view.steps.len();
            turning(s, h, "steps", step.position, Some(s.words.t(if last { "hour-step-last" } else { "hour-step-next" })));
        }
        None if s.view.steps.iter().all(|l| l.began_at.is_some()) => {
            h.raw("<p class=\"meta\">").text(s.words.t("hour-steps-done")).raw("</p>");
        }
        None => {
            let fields = [("act", "next"), ("track", "steps"), ("seen", "0")];
            s.press(h, ("/run", &fields), ("h-steps-next", "button"), s.words.t("hour-step-next"), "");
        }
    }
}

/// The recommendations so far.
pub fn advice(s: &Scene<'_>, h: &mut Html) {
    let Some(case) = &s.view.case else {
        h.raw("<p class=\"empty\">").text(s.words.t("hour-case-none")).raw("</p>");
        return;
    };
    if case.hidden && !s.me.runs {
        h.raw("<p class=\"empty\">").text(s.words.t("hour-case-hidden")).raw("</p>");
        return;
    }
    scribe(s, h);
    if case.advice.is_empty() {
        h.raw("<p class=\"empty\">").text(s.words.t("hour-advice-none")).raw("</p>");
    } else {
        h.raw("<ol class=\"list hour-advice\">");
        for (n, one) in case.advice.iter().enumerate() {
            point(s, h, case, n, one);
        }
        h.raw("</ol>");
    }
    if s.me.facilitates && !case.advice.is_empty() {
        h.raw("<p><a class=\"button quiet\" href=\"").text(s.base()).raw("/cases/").text(&case.id.to_string()).raw("\">");
        h.text(s.words.t("hour-letter")).raw("</a></p>");
    }
}

fn scribe(s: &Scene<'_>, h: &mut Html) {
    let Some(scribe) = &s.view.scribe else { return };
    h.raw("<p class=\"meta\">");
    if s.me.is_scribe(s.view) {
        h.text(s.words.t("hour-scribe-you"));
    } else {
        h.text(&s.words.with("hour-scribe-is", &scribe.name));
    }
    h.raw("</p>");
}

fn point(s: &Scene<'_>, h: &mut Html, case: &CaseNow, n: usize, one: &Advice) {
    h.raw("<li><div class=\"prose\">").cleaned(&one.html).raw("</div><p class=\"row-meta\">");
    if let Some(hub) = one.hub {
        h.raw(if hub { "<span class=\"badge\">" } else { "<span class=\"badge is-soft\">" });
        h.text(s.words.t(if hub { "hour-from-hub" } else { "hour-from-room" })).raw("</span> ");
    }
    if !one.from.is_empty() {
        h.raw("<span>").text(&one.from).raw("</span> ");
    }
    h.raw("<span>").text(&s.words.with("hour-advice-by", &one.by)).raw("</span></p>");
    // For those who may still say it differently: whoever writes down, and whoever signs the letter.
    if !one.doubts.is_empty() && (s.me.runs || s.me.is_scribe(s.view)) {
        let words: Vec<String> = one.doubts.iter().map(|d| format!("“{d}”")).collect();
        h.raw("<p class=\"finding is-warn\">").text(&s.words.with("hour-doubts", &words.join(", "))).raw("</p>");
    }
    s.flagging(h, ("recommendation", &one.id.to_string()), (false, false), &(n + 1).to_string());
    if s.me.runs && s.view.phase.is_on() && case.advice.len() > 1 {
        let (tail, number) = (format!("/advice/{}", one.id), (n + 1).to_string());
        h.raw("<div class=\"cluster\">");
        for (way, word) in [("up", "hour-move-up"), ("down", "hour-move-down")] {
            if (way == "up" && n > 0) || (way == "down" && n + 1 < case.advice.len()) {
                let id = format!("h-{way}-{}", one.id);
                s.press(h, (&tail, &[("way", way)]), (&id, "link-button"), s.words.t(word), &format!("{} {number}", s.words.t(word)));
            }
        }
        h.raw("</div>");
    }
    h.raw("</li>");
}
