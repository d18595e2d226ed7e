//! The routes of the product, read from its source: a list typed again would forget the next one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A route and the methods it answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    pub path: String,
    /// `GET`, `POST`, or `ANY` for the socket.
    pub methods: Vec<&'static str>,
}

impl Route {
    /// The address with something in the place of each parameter.
    pub fn filled(&self, slug: &str) -> String {
        let id = "00000000-0000-7000-8000-000000000001";
        let part = |part: &str| match part {
            "{slug}" => slug.to_owned(),
            part if part.starts_with('{') => id.to_owned(),
            part => part.to_owned(),
        };
        self.path.split('/').map(part).collect::<Vec<_>>().join("/")
    }

    /// Whether it takes posts.
    pub fn posts(&self) -> bool {
        self.methods.contains(&"POST")
    }

    /// Whether it has a page.
    pub fn gets(&self) -> bool {
        self.methods.contains(&"GET")
    }
}

/// Every route of the product, by path.
pub fn of_the_product() -> Vec<Route> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["../app/src", "src"] {
        sources(&root.join(folder), &mut files);
    }
    let mut all: BTreeMap<String, Vec<&'static str>> = BTreeMap::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a source file");
        for route in of_text(&text) {
            all.entry(route.path).or_default().extend(route.methods);
        }
    }
    all.into_iter().map(|(path, methods)| Route { path, methods }).collect()
}

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources").flatten() {
        let path = entry.path();
        match path.extension() {
            _ if path.is_dir() => sources(&path, into),
            Some(ending) if ending == "rs" => into.push(path),
            _ => {}
        }
    }
}

/// The routes that a source file lays: `.route("/path", get(a).post(b))`, under the prefix of a `.nest("/prefix", …)` for those of its own.
fn of_text(text: &str) -> Vec<Route> {
    let nested = text.split_once(".nest(");
    let prefix = nested.map(|(_, rest)| literal(rest)).unwrap_or_default();
    let inside = nested.map_or(0, |(before, _)| before.len());
    let mut routes = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find(".route(") {
        let start = at + found + ".route(".len();
        let call = &text[start..start + closing(&text[start..])];
        let own = literal(call);
        // What stands before `.nest` in the same function is laid under its prefix; a lone `/` is the prefix itself.
        let path = if start < inside { format!("{prefix}{}", own.trim_end_matches('/')) } else { own.clone() };
        routes.push(Route { path, methods: methods(&call[own.len()..]) });
        at = start;
    }
    routes
}

/// The first string literal.
fn literal(text: &str) -> String {
    text.split('"').nth(1).unwrap_or_default().to_owned()
}

/// How far it is to the parenthesis that closes the call.
fn closing(text: &str) -> usize {
    let mut depth = 1;
    for (at, c) in text.char_indices() {
        depth += match c {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        if depth == 0 {
            return at;
        }
    }
    panic!("a route that does not end: {}", &text[..text.len().min(80)])
}

/// The methods of a call. `sent` is what the forum calls `post`, as it has posts of another kind.
fn methods(call: &str) -> Vec<&'static str> {
    let names = [("GET", &["get("][..]), ("POST", &["post(", "sent("]), ("ANY", &["any("])];
    let has = |word: &str| {
        call.match_indices(word).any(|(at, _)| call[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != ':'))
    };
    let found: Vec<&'static str> = names.into_iter().filter(|(_, words)| words.iter().any(|w| has(w))).map(|(name, _)| name).collect();
    assert!(!found.is_empty(), "no method in {call}");
    found
}

#[test]
fn routes_are_read_from_the_source() {
    let text = r#"let inner = Router::new().route("/", get(a)).route("/x/{id}", sent(b)); Router::new().nest("/p/{slug}", inner).route("/s", get(c).post(d).layer(limit()))"#;
    let told: Vec<String> = of_text(text).iter().map(|r| format!("{} {}", r.methods.join("+"), r.path)).collect();
    assert_eq!(told, ["GET /p/{slug}", "POST /p/{slug}/x/{id}", "GET+POST /s"]);
    let all = of_the_product();
    assert!(all.len() > 80, "{} routes", all.len());
    assert!(all.iter().any(|r| r.path == "/cohorts/{slug}/forum/threads/{id}" && r.gets() && r.posts()));
    assert!(all.iter().any(|r| r.path == "/live" && r.methods == ["ANY"]));
}
