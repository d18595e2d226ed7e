//! A letter with an entry for its reader's calendar (iMIP, RFC 6047): plain text, the same as `text/calendar` for calendars, and as a
//! file for those who open it by hand. The entry's `method` stands in the part's type as well, the part is the last of the alternatives,
//! and neither is base64: some calendars read nothing else.

use lettre::message::header::{ContentDisposition, ContentTransferEncoding, ContentType};
use lettre::message::{Body, Mailbox, MultiPart, SinglePart};

/// The longest line of an entry, in bytes (RFC 5545 §3.1).
const FOLD: usize = 75;

/// The letter's parts.
pub fn parts(body: &str, entry: &str, from: &Mailbox) -> anyhow::Result<MultiPart> {
    let method = entry.lines().find_map(|line| line.strip_prefix("METHOD:")).unwrap_or("PUBLISH").trim().to_owned();
    anyhow::ensure!(["REQUEST", "CANCEL"].contains(&method.as_str()), "a calendar letter asks or cancels, and this one does neither");
    let entry = organized(entry, from);
    let kind = format!("text/calendar; charset=utf-8; method={method}");
    let as_part = SinglePart::builder().header(ContentType::parse(&kind)?).body(quoted(&entry)?);
    let file = SinglePart::builder()
        .header(ContentType::parse("application/ics; name=\"invite.ics\"")?)
        .header(ContentDisposition::attachment("invite.ics"))
        .body(quoted(&entry)?);
    let alternative = MultiPart::alternative().singlepart(SinglePart::plain(body.to_owned())).singlepart(as_part);
    Ok(MultiPart::mixed().multipart(alternative).singlepart(file))
}

fn quoted(entry: &str) -> anyhow::Result<Body> {
    let body = Body::new_with_encoding(entry.to_owned(), ContentTransferEncoding::QuotedPrintable);
    body.map_err(|_| anyhow::anyhow!("a calendar entry could not be written as quoted-printable"))
}

/// The entry with its organizer: whoever the letter comes from, as calendars compare the two.
fn organized(entry: &str, from: &Mailbox) -> String {
    let name = from.name.as_deref().unwrap_or("Kith").replace(['"', '\r', '\n'], "");
    let line = fold(&format!("ORGANIZER;CN=\"{name}\":mailto:{}", from.email));
    entry.replacen("BEGIN:VEVENT\r\n", &format!("BEGIN:VEVENT\r\n{line}\r\n"), 1)
}

/// A long line goes on in the next one, behind a blank; no character is cut in two.
fn fold(line: &str) -> String {
    let (mut out, mut length) = (String::with_capacity(line.len() + 8), 0);
    for c in line.chars() {
        if length + c.len_utf8() > FOLD {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_organizer_is_whoever_the_letter_comes_from_on_lines_of_75_bytes() {
        let from: Mailbox = "Équipe des soins palliatifs de la Colombie-Britannique <kith-of-the-hub@mail.example.org>".parse().unwrap();
        let entry = organized("BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", &from);
        assert!(entry.lines().all(|line| line.len() <= FOLD), "{entry}");
        let whole = entry.replace("\r\n ", "");
        assert!(whole.contains(
            "ORGANIZER;CN=\"Équipe des soins palliatifs de la Colombie-Britannique\":mailto:kith-of-the-hub@mail.example.org\r\nUID:1"
        ));
    }

    #[test]
    fn an_entry_that_neither_asks_nor_cancels_is_no_letter() {
        let from: Mailbox = "kith@example.org".parse().unwrap();
        assert!(parts("Hello", "BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\nEND:VCALENDAR\r\n", &from).is_err());
    }
}
