//! What a person typed into a form, kept as typed, so that a page can be shown again with nothing lost and each fault beside its field.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use backend::Fault;
use domain::fault::FieldFault;
use uuid::Uuid;

use crate::answer::Oops;
use crate::parts::kept::Kept;
use crate::visit::Visit;

pub mod upload;

/// The largest form that is read: the longest text and room for the rest (security §3.2).
pub const LARGEST: usize = 1024 * 1024;

/// A form as typed, and what is wrong with it.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    values: BTreeMap<String, Vec<String>>,
    faults: Vec<FieldFault>,
    suffix: String,
}

impl Typed {
    /// Nothing typed yet.
    pub fn empty() -> Self {
        Self::default()
    }

    /// A form that already holds what is stored.
    pub fn of<const N: usize>(values: [(&str, String); N]) -> Self {
        let values = values.into_iter().map(|(name, value)| (name.to_owned(), vec![value])).collect();
        Self { values, ..Self::default() }
    }

    /// Where two forms of a page have fields of the same name: what makes the ids of this one's others.
    #[must_use]
    pub fn at(mut self, place: &str) -> Self {
        self.suffix = format!("-{place}");
        self
    }

    /// What ends the ids of this form's fields.
    pub fn suffix(&self) -> &str {
        &self.suffix
    }

    /// The value of a field; empty when it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.values.get(name).and_then(|all| all.first()).map_or("", String::as_str)
    }

    /// Every value of a field (check boxes).
    pub fn all(&self, name: &str) -> &[String] {
        self.values.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether the field was sent at all (a ticked box, the pressed button).
    pub fn has(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }

    /// Every field and its first value.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values.iter().filter_map(|(name, all)| Some((name.as_str(), all.first()?.as_str())))
    }

    /// Puts a value in.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.values.insert(name.to_owned(), vec![value.into()]);
    }

    /// Adds a value to a field.
    pub fn push(&mut self, name: &str, value: &str) {
        self.values.entry(name.to_owned()).or_default().push(value.to_owned());
    }

    /// The same form with faults beside its fields.
    #[must_use]
    pub fn with_faults(mut self, faults: Vec<FieldFault>) -> Self {
        self.faults = faults;
        self
    }

    /// The same form after somebody else changed what it is about: each field that differs says what is stored now, and what is sent next
    /// is meant for that version.
    #[must_use]
    pub fn beside(mut self, stored: &Self) -> Self {
        // Line ends go out as CRLF and are stored as LF.
        let differs = |name: &&str| *name != "version" && self.get(name).replace("\r\n", "\n") != stored.get(name);
        let said = |name: &str| {
            let now = if stored.get(name).is_empty() { "–" } else { stored.get(name) };
            FieldFault::new(name, "fault-changed-field").with("value", now)
        };
        let names: Vec<&str> = stored.values.keys().map(String::as_str).filter(differs).collect();
        self.faults = std::iter::once(FieldFault::new("version", "fault-changed")).chain(names.into_iter().map(said)).collect();
        self.set("version", stored.get("version"));
        self
    }

    /// The fault of one field.
    pub fn fault(&self, name: &str) -> Option<&FieldFault> {
        self.faults.iter().find(|f| f.field == name)
    }

    /// All faults, for the summary above the form.
    pub fn faults(&self) -> &[FieldFault] {
        &self.faults
    }

    /// The key that the form carries, kept across faults; a fresh one where it carries none.
    pub fn key(&self, cx: &backend::Cx) -> Uuid {
        self.get("once").parse().ok().filter(|id: &Uuid| !id.is_nil()).unwrap_or_else(|| cx.new_id())
    }

    /// The id that this form will give to what it makes, so that sending it twice makes one thing. It follows from the form's key and from every
    /// word in it: whoever stops a slow page, corrects a word and sends again means the corrected words, and they must not count as there already
    /// (security S30 refuses them; here they are kept beside the first).
    pub fn once(&self, cx: &backend::Cx) -> Uuid {
        self.once_with(cx, &())
    }

    /// The same, of a form that brings more than its fields.
    pub fn once_with(&self, cx: &backend::Cx, more: &impl Hash) -> Uuid {
        let key = self.key(cx);
        let mut said = DefaultHasher::new();
        key.hash(&mut said);
        self.values.iter().filter(|(name, _)| *name != "once").for_each(|field| field.hash(&mut said));
        more.hash(&mut said);
        // The key's moment stays, so that what is made keeps its place in time; the last half is told by the words.
        let variant = 1 << 63;
        Uuid::from_u64_pair(key.as_u64_pair().0, said.finish() >> 2 | variant)
    }

    /// A switch that is sent with a button: to take anything else for the one or the other would do what nobody asked for.
    /// Whoever is not signed in is asked to do that first.
    pub fn yes_or_no(&self, visit: &Visit, name: &str) -> Result<bool, Fault> {
        visit.viewer.person().ok_or(Fault::SignIn)?;
        match self.get(name) {
            "yes" => Ok(true),
            "no" => Ok(false),
            _ => Err(Fault::field(name, "fault-choice")),
        }
    }

    /// A form that stands for everything it is about must have come whole: a field of it that a browser always sends.
    pub fn whole(&self, always: &str) -> Result<(), Fault> {
        if self.has(always) { Ok(()) } else { Err(Fault::field(always, "fault-cut-off")) }
    }

    /// Reads `application/x-www-form-urlencoded` bytes.
    pub fn parse(bytes: &[u8]) -> Result<Self, Fault> {
        let text = std::str::from_utf8(bytes).map_err(|_| Fault::Refused("malformed"))?;
        let mut typed = Self::default();
        for pair in text.split('&').filter(|p| !p.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (name, value) = (decode(name)?, decode(value)?);
            typed.values.entry(name).or_default().push(value);
        }
        Ok(typed)
    }
}

/// Percent decoding with `+` for a space. Bytes that are no UTF-8, or a NUL, are malformed.
fn decode(text: &str) -> Result<String, Fault> {
    let malformed = || Fault::Refused("malformed");
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'+' => out.push(b' '),
            b'%' => {
                let pair = [bytes.next().ok_or_else(malformed)?, bytes.next().ok_or_else(malformed)?];
                let hex = std::str::from_utf8(&pair).map_err(|_| malformed())?;
                out.push(u8::from_str_radix(hex, 16).map_err(|_| malformed())?);
            }
            other => out.push(other),
        }
    }
    String::from_utf8(out).ok().filter(|s| !s.contains('\0')).ok_or_else(malformed)
}

impl<S: Send + Sync> FromRequest<S> for Typed {
    type Rejection = Oops;

    async fn from_request(request: Request, _: &S) -> Result<Self, Oops> {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        if !kind.starts_with("application/x-www-form-urlencoded") {
            return Err(Oops::status(axum::http::StatusCode::UNSUPPORTED_MEDIA_TYPE));
        }
        let kept = request.extensions().get::<Kept>().cloned();
        let bytes = axum::body::to_bytes(request.into_body(), LARGEST).await.map_err(|_| Oops::from(Fault::TooLarge))?;
        let typed = Self::parse(&bytes).map_err(|_| Oops::status(axum::http::StatusCode::BAD_REQUEST))?;
        if let Some(kept) = kept {
            kept.put(&typed);
        }
        Ok(typed)
    }
}
