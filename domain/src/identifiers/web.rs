//! Addresses of the network: e-mail, Web, accounts, long computer addresses.

use super::scan::{Plain, Scan};
use super::{Finding, Kind, Severity};

/// Looks for every kind.
pub(super) fn find(scan: &Scan, out: &mut Vec<Finding>) {
    let plain = scan.plain.as_slice();
    for (i, p) in plain.iter().enumerate() {
        match p.c {
            '@' => out.extend(at_sign(plain, i)),
            'h' | 'H' | 'w' | 'W' => out.extend(web_address(plain, i)),
            ':' => out.extend(long_computer_address(plain, i)),
            _ => {}
        }
    }
    for i in 0..scan.tokens.len() {
        out.extend(spelled_email(scan, i));
        out.extend(account(scan, i));
        out.extend(bare_host(scan, i));
    }
}

fn span(plain: &[Plain], from: usize, to: usize, kind: Kind, severity: Severity) -> Option<Finding> {
    let (start, end) = (plain.get(from)?.start, plain.get(to.checked_sub(1)?)?.end);
    (start < end).then_some(Finding { start, end, severity, kind })
}

fn of(plain: &[Plain], i: usize) -> char {
    plain.get(i).map_or(' ', |p| p.c)
}

/// "susan.wong@example.com" must go; "@susanw" is for the writer to judge.
fn at_sign(plain: &[Plain], at: usize) -> Option<Finding> {
    let local = |c: char| c.is_alphanumeric() || "._%+-'!#$&*/=?^{|}~".contains(c);
    let host = |c: char| c.is_alphanumeric() || c == '.' || c == '-';
    let from = (at.saturating_sub(64)..at).rev().take_while(|i| local(of(plain, *i))).last().unwrap_or(at);
    let mut to = (at + 1..plain.len().min(at + 256)).take_while(|i| host(of(plain, *i))).last().map_or(at + 1, |i| i + 1);
    while to > at + 1 && matches!(of(plain, to - 1), '.' | '-') {
        to -= 1;
    }
    let dotted = (at + 2..to).any(|i| of(plain, i) == '.');
    let named = (from..at).any(|i| of(plain, i).is_alphanumeric());
    if named && dotted {
        return span(plain, from, to, Kind::Email, Severity::Block);
    }
    let alone = at == 0 || !local(of(plain, at - 1));
    if alone && to >= at + 4 && of(plain, at + 1).is_alphabetic() { span(plain, at, to, Kind::Handle, Severity::Warn) } else { None }
}

/// "susan dot wong at example dot com", "susan [at] example.com", « arobase ».
fn spelled_email(scan: &Scan, i: usize) -> Option<Finding> {
    let word = scan.word(i);
    if !matches!(word, "at" | "arobase" | "arobas") || i == 0 {
        return None;
    }
    let bracketed = scan.marked(i - 1, "[({<") && scan.marked(i + 1, "])}>");
    let from = if bracketed { i.checked_sub(2)? } else { i - 1 };
    let host = if bracketed { i + 2 } else { i + 1 };
    let mut end = host;
    while end < host + 6
        && (!scan.word(end).is_empty() || !scan.num(end).is_empty())
        && !matches!(scan.word(end), "dot" | "point")
        && scan.joined(end + 1)
    {
        end += 1;
    }
    let dot = (host + 1..host + 4).find(|at| {
        matches!(scan.word(*at), "dot" | "point") || (bracketed || word != "at") && scan.mark(*at, '.') && scan.joined(*at + 1)
    })?;
    let ending = (dot + 1..dot + 3).find(|at| is_ending(scan.word(*at)))?;
    if scan.word(from).is_empty() && scan.num(from).is_empty() { None } else { scan.finding(Kind::Email, Severity::Block, from, ending) }
}

fn is_ending(word: &str) -> bool {
    matches!(word, "com" | "ca" | "org" | "net" | "info" | "edu" | "gov" | "io" | "me" | "co" | "uk" | "fr" | "qc" | "bc")
}

/// "https://…", "www.…": for the writer to judge; with a number of somebody's in it, it must go.
fn web_address(plain: &[Plain], at: usize) -> Option<Finding> {
    if at > 0 && of(plain, at - 1).is_alphanumeric() {
        return None;
    }
    let begins = |what: &str| what.chars().enumerate().all(|(n, c)| of(plain, at + n).eq_ignore_ascii_case(&c));
    if !(begins("http://") || begins("https://") || begins("www.")) {
        return None;
    }
    let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`' | '»' | '«');
    let mut to = (at..plain.len().min(at + 600)).find(|i| ends(of(plain, *i))).unwrap_or_else(|| plain.len().min(at + 600));
    while to > at && matches!(of(plain, to - 1), '.' | ',' | ')' | ']' | ';' | ':' | '*' | '\'') {
        to -= 1;
    }
    let mut run = 0;
    let numbered = (at..to).any(|i| {
        run = if of(plain, i).is_ascii_digit() { run + 1 } else { 0 };
        run >= 6
    });
    let held: String = (at..to).map(|i| of(plain, i).to_ascii_lowercase()).collect();
    let names_one = ["id=", "patient", "mrn=", "phn=", "profile", "user=", "facebook.com/", "instagram.com/", "linkedin.com/in"]
        .iter()
        .any(|w| held.contains(w));
    let severity = if numbered || names_one || held.contains('@') { Severity::Block } else { Severity::Warn };
    span(plain, at, to, Kind::Url, severity)
}

/// "example.com/page" without its beginning.
fn bare_host(scan: &Scan, i: usize) -> Option<Finding> {
    let dotted = !scan.word(i).is_empty() && scan.len(i) >= 3 && scan.mark(i + 1, '.') && scan.joined(i + 1) && scan.joined(i + 2);
    let ending = matches!(scan.word(i + 2), "com" | "org" | "net" | "ca" | "info") && !scan.cap(i + 2);
    if dotted && ending { scan.finding(Kind::Url, Severity::Warn, i, i + 2) } else { None }
}

/// "Facebook: susan.wong.5", "Instagram name susanw".
fn account(scan: &Scan, i: usize) -> Option<Finding> {
    let network = matches!(
        scan.word(i),
        "facebook" | "instagram" | "tiktok" | "snapchat" | "twitter" | "whatsapp" | "skype" | "username" | "reddit" | "linkedin"
    );
    if !network {
        return None;
    }
    let mut at = i + 1;
    while at < i + 5
        && (matches!(scan.word(at), "is" | "name" | "account" | "handle" | "user" | "id" | "est" | "compte") || scan.marked(at, ":@\"«("))
    {
        at += 1;
    }
    let told = at > i + 1 && (scan.marked(at - 1, ":@\"«(") || scan.word(at - 1) == "is" || scan.word(at - 1) == "est");
    let mut last = at;
    while last < at + 6
        && scan.joined(last + 1)
        && (!scan.word(last + 1).is_empty() || !scan.num(last + 1).is_empty() || scan.marked(last + 1, ".-"))
    {
        last += 1;
    }
    let made = last > at || scan.marked(at - 1, "@");
    if told && made && !scan.word(at).is_empty() { scan.finding(Kind::Handle, Severity::Block, at, last) } else { None }
}

/// Hexadecimal groups with four colons or more: an IPv6 or hardware address.
fn long_computer_address(plain: &[Plain], at: usize) -> Option<Finding> {
    let part = |c: char| c.is_ascii_hexdigit() || c == ':';
    let mut from = at;
    while from > 0 && at - from < 4 && of(plain, from - 1).is_ascii_hexdigit() {
        from -= 1;
    }
    // Only from the first colon of the run, so that each address is looked at once.
    if from == at || (from > 0 && (part(of(plain, from - 1)) || of(plain, from - 1).is_alphanumeric())) {
        return None;
    }
    let to = (from..plain.len().min(from + 45)).take_while(|i| part(of(plain, *i))).last()? + 1;
    let colons = (from..to).filter(|i| of(plain, *i) == ':').count();
    if colons >= 4 { span(plain, from, to, Kind::Ip, Severity::Warn) } else { None }
}
