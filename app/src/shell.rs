//! The frame around every page: head, rail, bar, main and foot. Head, rail and bar are written as text, the rest by Leptos.

use std::fmt::Write as _;
use std::sync::Arc;

use axum::response::Response;
use leptos::config::LeptosOptions;
use leptos::prelude::*;

use crate::answer::html;
use crate::html::Html;
use crate::parts;
use crate::visit::Visit;

/// What a page tells of itself to its frame.
#[derive(Debug, Clone)]
pub struct Page {
    title: String,
    live: bool,
    reads: bool,
    keeps: bool,
    watches: Option<(u32, String)>,
    stays: bool,
    calls: bool,
    crumbs: Vec<(String, String)>,
    cohort: Option<CohortPlace>,
}

/// The cohort whose rooms the rail shows, and which of them is current.
#[derive(Debug, Clone)]
pub struct CohortPlace {
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// May open forum, chat and cases.
    pub content: bool,
    /// May open the dashboard.
    pub figures: bool,
    /// May open the management page.
    pub manage: bool,
    /// Where the plans and the pay of a small group stand for this reader; nothing elsewhere.
    pub group: Option<&'static str>,
}

impl From<&backend::programs::reach::Reached> for CohortPlace {
    fn from(reached: &backend::programs::reach::Reached) -> Self {
        Self {
            slug: reached.slug.clone(),
            name: reached.name.clone(),
            content: reached.member() || reached.coordinator,
            figures: reached.staff() || reached.lead,
            manage: reached.coordinator || reached.administrator,
            group: group_of(reached),
        }
    }
}

/// Plans for those who have or accompany them, figures for the lead, payments for finance; to leader and administrator nothing (R2.12).
fn group_of(reached: &backend::programs::reach::Reached) -> Option<&'static str> {
    let plans = reached.participant || reached.mentor || reached.coordinator || reached.lead;
    match (reached.is_small_group(), plans, reached.finance) {
        (true, true, _) => Some("/group"),
        (true, false, true) => Some("/payments"),
        _ => None,
    }
}

impl Page {
    /// A Paper page: it sends no wasm.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            live: false,
            reads: false,
            keeps: false,
            watches: None,
            stays: false,
            calls: false,
            crumbs: Vec::new(),
            cohort: None,
        }
    }
    /// The same place in the frame under another title.
    #[must_use]
    pub fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }
    /// A Live page: it sends the islands.
    #[must_use]
    pub fn live(mut self) -> Self {
        self.live = true;
        self
    }
    /// A page with a form that is read along with (`data-check`): it sends the check and no island.
    #[must_use]
    pub fn reads_along(mut self) -> Self {
        self.reads = true;
        self
    }
    /// A page with a form that is kept (`parts::keep`), or to which such a form leads: it sends that small script and no wasm.
    #[must_use]
    pub fn keeps(mut self) -> Self {
        self.keeps = true;
        self
    }
    /// A page whose parts marked `data-live` are looked at again every so many seconds: by a small script, or without scripts by the browser.
    /// `at`: its own address, for it may be shown as the answer of a form that was sent to another.
    #[must_use]
    pub fn watches(mut self, seconds: u32, at: impl Into<String>) -> Self {
        self.watches = Some((seconds, at.into()));
        self
    }
    /// Without scripts it is not loaded again by itself: what is being typed there would be lost.
    #[must_use]
    pub fn stays(mut self) -> Self {
        self.stays = true;
        self
    }
    /// The page of a call that is on: it sends the script that talks from browser to browser.
    #[must_use]
    pub fn calls(mut self) -> Self {
        self.calls = true;
        self
    }
    /// One step of the breadcrumb.
    #[must_use]
    pub fn crumb(mut self, name: impl Into<String>, href: impl Into<String>) -> Self {
        self.crumbs.push((name.into(), href.into()));
        self
    }
    /// Shows the rooms of a cohort in the rail.
    #[must_use]
    pub fn rooms(mut self, reached: &backend::programs::reach::Reached) -> Self {
        self.cohort = Some(reached.into());
        self
    }
    /// Shows the rooms of a cohort in the rail, and puts it into the breadcrumb.
    #[must_use]
    pub fn cohort(mut self, reached: &backend::programs::reach::Reached) -> Self {
        // Whoever had a place reaches what is theirs, and no other room.
        if reached.former {
            self.crumbs.insert(0, (reached.name.clone(), format!("/cohorts/{}/group", reached.slug)));
            return self;
        }
        self.crumbs.insert(0, (reached.name.clone(), format!("/cohorts/{}", reached.slug)));
        self.cohort = Some(reached.into());
        self
    }
}

impl Visit {
    /// Renders a page. The body is built inside a reactive owner, which is gone when this returns.
    pub fn show<V: IntoView>(&self, page: Page, body: impl FnOnce() -> V) -> Response {
        html(self.document(&page, body))
    }

    /// The text of a whole page.
    pub fn document<V: IntoView>(&self, page: &Page, body: impl FnOnce() -> V) -> String {
        let owner = Owner::new_root(Some(Arc::new(hydration_context::SsrSharedContext::new_islands())));
        let (scripts, content) = owner.with(|| {
            let scripts = if page.live { scripts(self) } else { String::new() };
            let check = if page.reads { script(self, "check.js") } else { String::new() };
            let keep = if page.keeps { script(self, "keep.js") } else { String::new() };
            let watch = page.watches.as_ref().map(|(seconds, at)| watching(self, (*seconds, at), page.stays)).unwrap_or_default();
            let call = if page.calls { script(self, "call.js") } else { String::new() };
            (scripts + &check + &keep + &watch + &call, frame(self, page, body().into_any()).to_html())
        });
        owner.unset();
        let content = parts::named::put_in(self, content);
        let mut out = String::with_capacity(content.len() + 1024);
        let of = if page.title == "Kith" { "" } else { " · Kith" };
        let title = parts::escape(&page.title);
        let _ = write!(
            out,
            "<!DOCTYPE html><html lang=\"{lang}\"><head><meta charset=\"utf-8\"><title>{title}{of}</title>\
             <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\">\
             <link rel=\"stylesheet\" href=\"{style}\"><link rel=\"icon\" href=\"{root}/icon.svg\" type=\"image/svg+xml\">{scripts}</head>\
             <body>{content}</body></html>",
            lang = self.lang().code(),
            style = self.assets.style,
            root = self.assets.root,
        );
        out
    }
}

/// The scripts of a Live page: they load the islands when the browser is idle. Paper pages have none.
fn scripts(visit: &Visit) -> String {
    provide_context(leptos::nonce::Nonce::from_value(visit.nonce.clone()));
    let options = LeptosOptions::builder().output_name("kith").site_pkg_dir("pkg").build();
    view! { <HydrationScripts options=options islands=true root=visit.assets.root.clone()/> }.to_html()
}

/// A script of its own: the one of a page that reads along brings its wasm, the one that keeps brings none.
fn script(visit: &Visit, name: &str) -> String {
    view! { <script type="module" nonce=visit.nonce.clone() src=format!("{}/pkg/{name}", visit.assets.root)></script> }.to_html()
}

/// Without scripts a page is loaded again more seldom than its parts are drawn in place, and one that `stays` never.
fn watching(visit: &Visit, (seconds, at): (u32, &str), stays: bool) -> String {
    // What somebody typed and was refused is on the page: the browser does not load it away.
    let stays = stays || visit.path.split('?').next() != Some(at);
    let at = parts::escape(at);
    let script = script(visit, "ring.js");
    let again = format!("<noscript><meta http-equiv=\"refresh\" content=\"{}\"></noscript>", seconds * 5);
    format!("<meta name=\"kith-every\" content=\"{seconds}\" data-at=\"{at}\">{script}{}", if stays { "" } else { &again })
}

fn frame(visit: &Visit, page: &Page, body: AnyView) -> impl IntoView + use<> {
    let groups = places(visit, page);
    view! {
        <a class="skip" href="#main">{visit.t("skip-to-content")}</a>
        {top(visit)}
        <div class="frame">
            {rail(visit, &groups)}
            <main id="main" tabindex="-1">
                {crumbs(visit, page)}
                {body}
            </main>
        </div>
        {bar(visit, &groups)}
        {foot(visit)}
    }
}

fn top(visit: &Visit) -> impl IntoView + use<> {
    let other = if visit.lang() == domain::lang::Lang::En { ("fr", "Français") } else { ("en", "English") };
    let back = visit.path.clone();
    let (search, me) = (visit.t("search"), visit.t("my-profile"));
    let person = visit.viewer.who().map(|who| who.name.clone());
    let (sign_in, sign_out) = (visit.t("sign-in"), visit.t("sign-out"));
    view! {
        <header class="top">
            <a class="brand" href="/">"Kith"</a>
            {person.is_some().then(|| view! {
                <form class="search" action="/search" method="get" role="search">
                    <label class="visually-hidden" for="q">{search.clone()}</label>
                    <input id="q" name="q" type="search" maxlength="200" placeholder=search.clone()/>
                    <button class="button quiet" type="submit">{search.clone()}</button>
                </form>
            })}
            <div class="cluster">
                <form method="post" action="/language">
                    <input type="hidden" name="next" value=back/>
                    <button class="link-button" type="submit" name="language" value=other.0 lang=other.0>{other.1}</button>
                </form>
                {match person {
                    Some(name) => view! {
                        <a class="person" href="/me" title=me>{name}</a>
                        <form method="post" action="/sign-out"><button class="link-button" type="submit">{sign_out}</button></form>
                    }.into_any(),
                    None => view! { <a class="button quiet" href="/sign-in">{sign_in}</a> }.into_any(),
                }}
            </div>
        </header>
    }
}

/// A place of the rail: address, key of its word, icon.
struct Place {
    href: String,
    word: String,
    icon: &'static str,
    /// How many things there are new; 0 shows nothing.
    news: u64,
}

/// The places that this page's reader may go to, in the rail's order: their own, the cohort's, the staff's.
fn places(visit: &Visit, page: &Page) -> Places {
    if visit.viewer.who().is_none() {
        return Vec::new();
    }
    let place = |href: String, key: &str, icon| Place { href, word: visit.t(key), icon, news: 0 };
    let mut groups = vec![(None, vec![place("/".into(), "nav-home", "home")])];
    if visit.viewer.who().is_some_and(|w| !w.memberships.is_empty()) || visit.viewer.coordinates_any() {
        groups[0].1.push(Place { news: visit.news, ..place("/chat".into(), "nav-inbox", "inbox") });
    }
    groups[0].1.push(place("/consult".into(), "nav-consult", "phone"));
    if let Some(cohort) = &page.cohort {
        let at = |tail: &str| format!("/cohorts/{}{tail}", cohort.slug);
        let mut rooms = vec![place(at("/sessions"), "nav-sessions", "calendar")];
        if let Some(tail) = cohort.group {
            rooms.push(place(at(tail), if tail == "/group" { "nav-group" } else { "nav-payments" }, "plan"));
        }
        if cohort.content {
            rooms.push(place(at("/cases"), "nav-cases", "case"));
            rooms.push(place(at("/forum"), "nav-forum", "forum"));
            rooms.push(place(at("/chat"), "nav-chat", "chat"));
            rooms.push(place(at("/surveys"), "nav-surveys", "survey"));
            rooms.push(place(at("/library"), "nav-library", "library"));
            rooms.push(place(at("/people"), "nav-people", "people"));
        }
        if cohort.figures {
            rooms.push(place(at("/dashboard"), "nav-dashboard", "chart"));
        }
        if cohort.manage {
            rooms.push(place(at("/manage"), "nav-manage", "manage"));
        }
        groups.push((Some(cohort.name.clone()), rooms));
    }
    // Everybody's: calls earn without a cohort, and what was earned stays when a place is given back.
    groups.push((None, vec![place("/left".into(), "nav-credits", "credit")]));
    if visit.viewer.coordinates_any() || visit.viewer.is_administrator() {
        groups.push((None, vec![place("/manage".into(), "nav-programs", "manage")]));
    }
    groups
}

/// The places of a page, group by group; none for visitors.
type Places = Vec<(Option<String>, Vec<Place>)>;

/// Rail and bar are on every page, and as elements they cost more than what most pages are about: they are written as text.
fn rail(visit: &Visit, groups: &Places) -> impl IntoView + use<> {
    if groups.is_empty() {
        return ().into_any();
    }
    let mut html = Html::default();
    for (name, places) in groups {
        html.raw("<div class=\"rail-group\">");
        if let Some(name) = name {
            html.raw("<p class=\"rail-name\">").text(name).raw("</p>");
        }
        html.raw("<ul>");
        places.iter().for_each(|place| link(visit, place, &mut html));
        html.raw("</ul></div>");
    }
    view! { <nav class="rail" aria-label=visit.t("nav-main") inner_html=html.done()></nav> }.into_any()
}

fn link(visit: &Visit, place: &Place, html: &mut Html) {
    let here = visit.place();
    let current = place.href == here || (place.href != "/" && here.strip_prefix(&place.href).is_some_and(|rest| rest.starts_with('/')));
    html.raw("<li><a href=\"").text(&place.href).raw(if current { "\" aria-current=\"page\">" } else { "\">" });
    html.raw(parts::icon_text(place.icon)).raw("<span>").text(&place.word).raw("</span>");
    if place.news > 0 {
        let words = visit.tw("nav-inbox-news", &[("n", place.news.into())]);
        html.raw(" <span class=\"count\" aria-hidden=\"true\">").number(place.news);
        html.raw("</span><span class=\"visually-hidden\">").text(&words).raw("</span>");
    }
    html.raw("</a></li>");
}

/// On narrow screens: five places, and the rest under "More".
fn bar(visit: &Visit, groups: &Places) -> impl IntoView + use<> {
    if groups.is_empty() {
        return ().into_any();
    }
    let all: Vec<&Place> = groups.iter().flat_map(|(_, places)| places).collect();
    let (first, rest) = all.split_at(all.len().min(4));
    let mut html = Html::default();
    html.raw("<ul>");
    first.iter().for_each(|place| link(visit, place, &mut html));
    if !rest.is_empty() {
        html.raw("<li><details class=\"more\"><summary>").raw(parts::icon_text("more")).raw("<span>");
        html.text(&visit.t("nav-more")).raw("</span></summary><ul>");
        rest.iter().for_each(|place| link(visit, place, &mut html));
        html.raw("</ul></details></li>");
    }
    html.raw("</ul>");
    view! { <nav class="bar" aria-label=visit.t("nav-short") inner_html=html.done()></nav> }.into_any()
}

fn crumbs(visit: &Visit, page: &Page) -> impl IntoView + use<> {
    if page.crumbs.is_empty() {
        return ().into_any();
    }
    let steps = page.crumbs.iter().map(|(name, href)| view! { <li><a href=href.clone()>{name.clone()}</a></li> }).collect_view();
    view! { <nav class="crumbs" aria-label=visit.t("nav-crumbs")><ol>{steps}</ol></nav> }.into_any()
}

fn foot(visit: &Visit) -> impl IntoView + use<> {
    view! {
        <footer class="foot">
            <p>{visit.t("foot-no-patients")}</p>
            <p><a href="/terms">{visit.t("terms")}</a>" · "<a href="/privacy">{visit.t("privacy")}</a></p>
        </footer>
    }
}
