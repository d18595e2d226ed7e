//! The pack of the calls under a record: what each earned whom. Of a call it tells the day and the minutes; its words stay with its two people.

use domain::credits::accreditation::Accreditation;
use domain::id::AccreditationId;
use domain::lang::Lang;

use super::files::{Filed, archived, exact_words, listed, planned, record, rules};
use super::{Called, call};
use crate::credits::calls::entries::{self, Entry};
use crate::credits::rules::versions;
use crate::programs::tables::programs;
use crate::words::Words;
use crate::{Cx, Result, sheet};

/// Packs everything.
pub(super) async fn written(
    cx: &Cx,
    program: &programs::Model,
    (id, accreditation): (AccreditationId, &Accreditation),
    called: Called,
    lang: Lang,
) -> Result<Vec<u8>> {
    let words = Words::of(lang);
    let mut entries = entries::of_record(cx.db(), id).await?;
    for entry in &mut entries {
        entry.name = call(called, id, entry.person, &entry.name);
    }
    // A list in the order of people's ids would say more than it has to.
    entries.sort_by(|a, b| (a.on, &a.name, a.id).cmp(&(b.on, &b.name, b.id)));
    let statement = exact_words(words, accreditation);
    let mut files: Vec<Filed> = vec![
        ("record", "record.csv".to_owned(), record(accreditation)?),
        ("statements-calls", "statements.txt".to_owned(), statement.into_bytes()),
        ("rules", "rules.json".to_owned(), rules(&versions(cx.db(), program.id).await?)?),
        ("calls", "calls.csv".to_owned(), lines(&entries)?),
    ];
    files.extend(planned(cx.db(), program.id).await?);
    let number = accreditation.session_id.as_str();
    let mut readme = vec![
        words.with("pack-title", &[("body", accreditation.body.as_str().into()), ("number", number.into())]),
        words.with("pack-about-calls", &[("program", program.name.as_str().into())]),
        words.with("pack-calls", &[("n", entries.len().into())]),
    ];
    readme.extend(listed(words, called, &files));
    archived(readme.join("\n"), &files)
}

fn lines(entries: &[Entry]) -> Result<Vec<u8>> {
    let row = |entry: &Entry| {
        let (on, why) = entry.revoked.clone().map(|(on, why)| (on.to_string(), why)).unwrap_or_default();
        [
            entry.on.to_string(),
            entry.name.clone(),
            entry.profession.clone(),
            entry.kind.clone(),
            entry.minutes.to_string(),
            if entry.revoked.is_some() { "revoked" } else { "valid" }.to_owned(),
            on,
            why,
        ]
    };
    sheet::csv(["date", "person", "profession", "kind", "minutes", "state", "revoked_on", "revoked_why"], entries.iter().map(row))
}
