//! What a paper says, frozen when it is issued: its figures for sums and exports, and its words, so that neither a change of the program nor of
//! this product's word lists changes what was handed out.

use chrono::NaiveDate;
use domain::credits::Credits;
use domain::credits::rules::Document;
use domain::credits::serial::Serial;
use domain::id::{AccreditationId, SessionId};
use domain::lang::Lang;
use domain::when::show_date;
use serde::{Deserialize, Serialize};

use super::facts::Known;
use super::offers::{Offer, Part};
use super::tables::accreditations::Model as Record;
use crate::paper::{Block, Paper, Run, Square};
use crate::words::{FluentValue, Words};

/// One session of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The session.
    pub session: SessionId,
    /// Its day.
    pub on: NaiveDate,
    /// Its topic.
    pub title: String,
    /// Minutes that count.
    pub minutes: u32,
    /// Their credits.
    pub credits: Credits,
    /// The accreditation that they are taken from.
    pub record: Option<AccreditationId>,
}

/// Everything that a paper says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Printed {
    /// In which language.
    pub lang: Lang,
    /// What it is called.
    pub document: Document,
    /// The holder's name, as it was.
    pub name: String,
    /// Their profession.
    pub profession: String,
    /// The program.
    pub program: String,
    /// The hub that issued it.
    pub hub: String,
    /// The cohort.
    pub cohort: String,
    /// The sessions.
    pub held: Vec<Held>,
    /// The kind of credit; empty without credit.
    pub kind: String,
    /// Who accredited; empty without credit.
    pub body: String,
    /// The body's number.
    pub number: String,
    /// The body's exact words (I2).
    pub statement: String,
    /// The day it was issued.
    pub issued_on: NaiveDate,
    /// The title, in words.
    pub title: String,
    /// The lines under the title.
    pub head: Vec<String>,
    /// Its paragraphs.
    pub lines: Vec<String>,
    /// The lines under it: who issued it, when, its number, what it replaces.
    pub foot: Vec<String>,
    /// How it can be checked.
    pub check: String,
}

/// Who gets it, and what it comes after.
pub(super) struct For<'a> {
    pub name: &'a str,
    pub profession: &'a str,
    pub lang: Lang,
    pub serial: Serial,
    /// The number of the one that it replaces.
    pub replaces: Option<&'a str>,
    pub address: &'a str,
}

/// Freezes a paper.
pub(super) fn freeze(known: &Known, offer: &Offer, to: &For<'_>) -> Printed {
    let record = offer.parts.iter().rev().find_map(|p| p.record).filter(|_| offer.earns);
    let record = record.and_then(|id| known.records.iter().find(|r| r.id == id));
    let (words, issued_on) = (Words::of(to.lang), known.stamp(known.now).on);
    let of = |text: fn(&Record) -> &String| record.map(|r| text(r).clone()).unwrap_or_default();
    Printed {
        lang: to.lang,
        document: offer.document,
        name: to.name.to_owned(),
        profession: to.profession.to_owned(),
        program: known.program.name.clone(),
        hub: known.hub.clone(),
        cohort: known.cohort.name.clone(),
        held: offer.parts.iter().map(|p| held(p, offer.earns)).collect(),
        kind: offer.kind.clone(),
        body: of(|r| &r.body),
        number: of(|r| &r.number),
        statement: record.map(|r| statement(r, to.lang).to_owned()).unwrap_or_default(),
        issued_on,
        title: words.t(&format!("paper-{}", code(offer.document))),
        head: vec![known.program.name.clone(), known.hub.clone()],
        lines: lines(known, offer, record, to, words),
        foot: foot(known, to, words, issued_on),
        check: words.with("paper-check", &[("address", to.address.into())]),
    }
}

/// The body's exact words in the language of the paper, as far as the body has them in it.
fn statement(record: &Record, lang: Lang) -> &str {
    if lang == Lang::Fr && !record.statement_fr.is_empty() { &record.statement_fr } else { &record.statement }
}

fn held(part: &Part, earns: bool) -> Held {
    let credits = if earns { part.earned.credits() } else { Credits::NONE };
    Held { session: part.session, on: part.on, title: part.title.clone(), minutes: part.earned.minutes, credits, record: part.record }
}

/// The stable word of what a paper is called.
pub fn code(document: Document) -> &'static str {
    match document {
        Document::Certificate => "certificate",
        Document::StatementOfAttendance => "statement",
        Document::AttendanceLetter => "letter",
    }
}

/// Credits as a language writes them.
pub fn spoken(credits: Credits, lang: Lang) -> String {
    let plain = credits.to_string();
    if lang == Lang::Fr { plain.replace('.', ",") } else { plain }
}

/// A kind of credit, as so many of it are called.
pub fn kind(code: &str, credits: Credits, lang: Lang) -> String {
    let key = format!("credit-kind-{code}");
    let said = Words::of(lang).with(&key, &[("n", (f64::from(credits.0) / 100.0).into())]);
    if said == key { code.to_owned() } else { said }
}

/// Credits of a kind: "0.75 Mainpro+ credits", « 0,75 crédit Mainpro+ ».
pub fn of_kind(credits: Credits, code: &str, lang: Lang) -> String {
    let (number, kind) = (spoken(credits, lang), kind(code, credits, lang));
    Words::of(lang).with("credits-of-kind", &[("credits", number.as_str().into()), ("kind", kind.as_str().into())])
}

fn lines(known: &Known, offer: &Offer, record: Option<&Record>, to: &For<'_>, words: Words) -> Vec<String> {
    let whom = if to.profession.is_empty() { to.name.to_owned() } else { format!("{}, {}", to.name, to.profession) };
    let mut out = vec![words.with("paper-whom", &[("whom", whom.as_str().into())])];
    out.push(took_part(known, offer, to.lang, words));
    if offer.session.is_none() {
        out.extend(offer.parts.iter().map(|part| in_series(part, to.lang, words)));
    }
    out.extend(offer.parts.iter().filter_map(|p| p.looked_back).max().map(|day| {
        let (day, n) = (show_date(day, to.lang), offer.parts.len());
        words.with("paper-looked-back", &[("day", day.as_str().into()), ("n", n.into())])
    }));
    if let Some(record) = record {
        out.push(statement(record, to.lang).to_owned());
        let credits = of_kind(offer.credits(), &offer.kind, to.lang);
        let values: [(&str, FluentValue<'_>); 3] =
            [("credits", credits.as_str().into()), ("body", record.body.as_str().into()), ("number", record.number.as_str().into())];
        out.push(words.with(if record.number.is_empty() { "paper-credits" } else { "paper-credits-number" }, &values));
    }
    out
}

fn took_part(known: &Known, offer: &Offer, lang: Lang, words: Words) -> String {
    let minutes = offer.minutes();
    let program = known.program.name.as_str();
    let first = offer.parts.first().map_or(offer.on, |p| p.on);
    let title = offer.parts.first().map(|p| topic(p, words)).unwrap_or_default();
    let (from, to) = (show_date(first, lang), show_date(offer.on, lang));
    let values: [(&str, FluentValue<'_>); 7] = [
        ("title", title.as_str().into()),
        ("program", program.into()),
        ("cohort", known.cohort.name.as_str().into()),
        ("from", from.as_str().into()),
        ("day", to.as_str().into()),
        ("minutes", minutes.into()),
        ("n", offer.parts.len().into()),
    ];
    words.with(if offer.session.is_some() { "paper-session" } else { "paper-series" }, &values)
}

fn topic(part: &Part, words: Words) -> String {
    if part.title.is_empty() { words.with("session-n", &[("n", part.number.into())]) } else { part.title.clone() }
}

fn in_series(part: &Part, lang: Lang, words: Words) -> String {
    let (day, title) = (show_date(part.on, lang), topic(part, words));
    words.with("paper-part", &[("day", day.as_str().into()), ("title", title.as_str().into()), ("minutes", part.earned.minutes.into())])
}

fn foot(known: &Known, to: &For<'_>, words: Words, issued_on: NaiveDate) -> Vec<String> {
    let (day, serial) = (show_date(issued_on, to.lang), to.serial.to_string());
    let mut out = vec![
        words.with("paper-issued", &[("hub", known.hub.as_str().into()), ("day", day.as_str().into())]),
        words.with("paper-serial", &[("serial", serial.as_str().into())]),
    ];
    out.extend(to.replaces.map(|old| words.with("paper-replaces", &[("serial", old.into())])));
    out
}

impl Printed {
    /// As the press takes it. `address` is where it is checked.
    pub fn paper(&self, serial: &str, address: &str) -> Paper {
        let words = Words::of(self.lang);
        let line = |text: &String, strong: bool| Block::Paragraph(vec![Run { text: text.clone(), strong }]);
        let blocks = self.lines.iter().enumerate().map(|(i, text)| line(text, i == 0)).collect();
        let title = format!("{} {serial}", self.title);
        Paper {
            foot: words
                .with("letter-pdf-foot", &[("title", title.as_str().into()), ("page", "{page}".into()), ("pages", "{pages}".into())]),
            title: self.title.clone(),
            lang: self.lang,
            head: self.head.clone(),
            blocks,
            signature: self.foot.clone(),
            note: self.check.clone(),
            lost: words.t("letter-pdf-lost"),
            square: Some(Square { text: address.to_owned(), says: self.check.clone() }),
            id: serial.to_owned(),
            on: self.issued_on,
        }
    }
}
