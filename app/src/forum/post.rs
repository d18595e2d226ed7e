//! The posts on the page of a thread: each with the replies below it.
//!
//! A post is drawn by what it says, by a `Look` (all that the page differs by) and by what its reader sees of it (`sees`), and by nothing else.
//! So its text is drawn once for all readers who see the same, and kept with the post by the floor below.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::iter::Peekable;
use std::slice::Iter;
use std::sync::Arc;

use backend::forum::queries::{PostRow, Standing, ThreadPage};
use backend::words::Words;
use chrono::{DateTime, Datelike as _, Utc};
use domain::id::PostId;
use leptos::prelude::*;

use super::threads::{can_reply, composer};
use crate::parts;
use crate::typed::Typed;
use crate::visit::Visit;

/// What the posts of a page are drawn with.
pub struct Of<'a> {
    pub visit: &'a Visit,
    pub page: &'a ThreadPage,
    pub base: &'a str,
    pub here: &'a str,
    pub reply: Option<PostId>,
    pub typed: &'a Typed,
}

/// Everything of a page that its posts may differ by, and nothing else of it is seen by whoever draws them.
struct Look<'a> {
    words: Words,
    /// Days of another year are told with it.
    now: DateTime<Utc>,
    /// The reader's zone.
    zone: &'a str,
    /// The cohort's zone.
    home: &'a str,
    slug: &'a str,
    base: &'a str,
    here: &'a str,
    page: u64,
    open: bool,
    replies: bool,
    staff: bool,
}

impl Look<'_> {
    fn t(&self, key: &str) -> String {
        self.words.t(key)
    }

    /// The same text for the same look, and for no other.
    fn name(&self) -> Arc<str> {
        let Self { words, now, zone, home, slug, base, here, page, open, replies, staff } = self;
        format!("{}\n{}\n{zone}\n{home}\n{slug}\n{base}\n{here}\n{page}\n{open}\n{replies}\n{staff}", words.lang.code(), now.year()).into()
    }
}

/// What this reader sees of a post beside its words: another number for everything that is drawn otherwise.
fn sees(p: &PostRow, parent_here: bool) -> u64 {
    let standing = match p.standing {
        Standing::Shown => 0,
        Standing::Hidden => 1,
        Standing::Deleted => 2,
    };
    let signs = [p.readable, p.mine, p.unread, p.editable, p.flagged, parent_here];
    let signs = signs.into_iter().zip(2..).fold(standing, |all, (sign, place)| all | (u64::from(sign) << place));
    signs | (p.flags << 16)
}

/// All posts of a page, as lists in lists.
pub fn tree(of: &Of<'_>) -> String {
    let (visit, shown) = (of.visit, of.page);
    let look = Look {
        words: visit.words,
        now: visit.now(),
        zone: visit.zone(),
        home: &shown.reached.zone,
        slug: &shown.reached.slug,
        base: of.base,
        here: of.here,
        page: shown.page,
        open: shown.open,
        replies: can_reply(shown, &Typed::empty()),
        staff: shown.reached.staff(),
    };
    let here = shown.posts.iter().map(|p| p.id).collect();
    let drawer = Drawer { name: look.name(), look, of, here };
    let mut out = String::with_capacity(shown.posts.len() * 1200);
    drawer.branch(&mut shown.posts.iter().peekable(), 0, &mut out);
    out
}

struct Drawer<'a> {
    look: Look<'a>,
    name: Arc<str>,
    of: &'a Of<'a>,
    /// The posts of this page.
    here: HashSet<PostId>,
}

impl Drawer<'_> {
    /// Posts of at least this depth, each with what stands below it.
    fn branch(&self, posts: &mut Peekable<Iter<'_, PostRow>>, depth: i32, out: &mut String) {
        while let Some(post) = posts.next_if(|p| p.depth >= depth) {
            out.push_str("<li>");
            self.post(post, out);
            if posts.peek().is_some_and(|next| next.depth > post.depth) {
                out.push_str("<ol class=\"replies\">");
                self.branch(posts, post.depth + 1, out);
                out.push_str("</ol>");
            }
            out.push_str("</li>");
        }
    }

    fn post(&self, p: &PostRow, out: &mut String) {
        let of = self.of;
        let parent_here = p.parent.as_ref().is_some_and(|(parent, _)| self.here.contains(parent));
        let _ = write!(out, "<article class=\"{}\" id=\"p-{}\">", class(p), p.id);
        out.push_str(&p.drawn.text(&self.name, sees(p, parent_here), || draw(&self.look, p, parent_here)));
        // The form holds what somebody typed: it is nobody else's, and never kept.
        if of.reply == Some(p.id) && p.standing != Standing::Deleted && can_reply(of.page, of.typed) {
            out.push_str(&composer(of.visit, of.here, of.page.page, Some(p.id), of.typed).to_html());
        }
        out.push_str("</article>");
    }
}

fn class(p: &PostRow) -> &'static str {
    match (p.standing, p.unread) {
        (Standing::Hidden, _) => "post is-hidden",
        (Standing::Deleted, _) => "post is-deleted",
        (Standing::Shown, true) => "post is-unread",
        (Standing::Shown, false) => "post",
    }
}

fn draw(look: &Look<'_>, p: &PostRow, parent_here: bool) -> String {
    if p.standing == Standing::Deleted {
        return view! { <p class="meta">{look.t("forum-was-deleted")}</p> }.to_html();
    }
    let body = if p.readable {
        view! { <div class="prose" inner_html=p.html.to_string()></div> }.into_any()
    } else {
        view! { <p class="meta">{look.t("forum-was-hidden")}</p> }.into_any()
    };
    view! {
        {head(look, p, parent_here)}
        {hiding(look, p)}
        {body}
        {additions(look, p)}
        {foot(look, p)}
    }
    .to_html()
}

fn head(look: &Look<'_>, p: &PostRow, parent_here: bool) -> AnyView {
    let to = p.parent.as_ref().map(|(parent, name)| {
        let href = if parent_here { format!("#p-{parent}") } else { format!("{}/posts/{parent}", look.base) };
        view! { <a href=href>{look.words.with("forum-in-reply-to", &[("name", name.to_string().into())])}</a> }
    });
    let profession = (!p.profession.is_empty()).then(|| view! { <span>{p.profession.to_string()}</span> });
    view! {
        <header class="post-head">
            <p><strong>{p.author.to_string()}</strong>" "{p.unread.then(|| view! { <span class="unread">{look.t("forum-new")}</span> })}</p>
            <p class="meta">
                {profession}
                <a href=format!("{}/posts/{}", look.base, p.id)>{parts::moment(look.words.lang, look.now, look.zone, p.at, look.home)}</a>
                {to}
                {p.edited_at.map(|_| view! { <span>{look.t("forum-edited")}</span> })}
            </p>
        </header>
    }
    .into_any()
}

/// Its author is told what to do; those who moderate see the reason.
fn hiding(look: &Look<'_>, p: &PostRow) -> AnyView {
    if p.standing != Standing::Hidden || !p.readable {
        return ().into_any();
    }
    let said = if p.mine { look.t("forum-hidden-mine") } else { look.t("forum-hidden-staff") };
    let why = (!p.hidden_reason.is_empty()).then(|| look.words.with("forum-hidden-why", &[("reason", p.hidden_reason.to_string().into())]));
    view! { <p class="notice is-warn">{said}" "{why}</p> }.into_any()
}

fn additions(look: &Look<'_>, p: &PostRow) -> AnyView {
    let part = |a: &backend::forum::queries::Addition| {
        view! {
            <section class="addition">
                <p class="meta"><span>{look.t("forum-added")}</span>{parts::moment(look.words.lang, look.now, look.zone, a.at, look.home)}</p>
                <div class="prose" inner_html=a.html.clone()></div>
            </section>
        }
    };
    p.additions.iter().map(part).collect_view().into_any()
}

fn foot(look: &Look<'_>, p: &PostRow) -> AnyView {
    let staff = look.staff;
    let at = format!("{}/posts/{}", look.base, p.id);
    let reply = (look.replies && p.standing == Standing::Shown)
        .then(|| view! { <a href=format!("{}?page={}&reply={}#p-{}", look.here, look.page, p.id, p.id)>{look.t("forum-reply")}</a> });
    let change = (p.mine && look.open).then(|| {
        let word = if p.editable { "forum-edit" } else { "forum-add" };
        view! { <a href=format!("{at}/edit")>{look.t(word)}</a> }
    });
    let history =
        (staff || (p.mine && p.edited_at.is_some())).then(|| view! { <a href=format!("{at}/history")>{look.t("forum-history")}</a> });
    let flag = (!p.mine && p.readable).then(|| {
        let word = if p.flagged { "forum-flagged" } else { "forum-flag" };
        view! { <a href=format!("/cohorts/{}/flags/post/{}", look.slug, p.id)>{look.t(word)}</a> }
    });
    view! {
        <footer class="meta">{reply}{change}{history}{flag}</footer>
        {p.mine.then(|| delete_form(look, &at))}
        {staff.then(|| moderate(look, p, &at))}
    }
    .into_any()
}

fn delete_form(look: &Look<'_>, at: &str) -> AnyView {
    view! {
        <details>
            <summary>{look.t("forum-delete")}</summary>
            <form method="post" action=format!("{at}/delete")>
                <p class="hint">{look.t("forum-delete-hint")}</p>
                <p><button class="button danger" type="submit">{look.t("forum-delete-yes")}</button></p>
            </form>
        </details>
    }
    .into_any()
}

fn moderate(look: &Look<'_>, p: &PostRow, at: &str) -> AnyView {
    let flags = (p.flags > 0).then(|| {
        let n = look.words.with("forum-flags-open", &[("n", p.flags.into())]);
        view! { " "<a class="badge is-wait" href=format!("/cohorts/{}/flags", look.slug)>{n}</a> }
    });
    let form = if p.standing == Standing::Hidden {
        view! {
            <form method="post" action=format!("{at}/restore")>
                <p><button class="button quiet" type="submit">{look.t("forum-do-restore")}</button></p>
            </form>
        }
        .into_any()
    } else {
        let field = format!("hide-{}", p.id);
        view! {
            <form class="form" method="post" action=format!("{at}/hide")>
                <p class="field">
                    <label for=field.clone()>{look.t("forum-hide-reason")}</label>
                    <input id=field name="reason" type="text" required maxlength="300" autocomplete="off"/>
                </p>
                <p><button class="button danger" type="submit">{look.t("forum-do-hide")}</button></p>
            </form>
        }
        .into_any()
    };
    view! {
        {flags}
        <details>
            <summary>{look.t("forum-moderate")}</summary>
            {form}
            <p><a href=format!("{at}/history")>{look.t("forum-history")}</a>" "<a href=format!("/cohorts/{}/redact/post/{}", look.slug, p.id)>{look.t("redact-link")}</a></p>
        </details>
    }
    .into_any()
}
