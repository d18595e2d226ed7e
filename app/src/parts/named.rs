//! The summary of faults stands above the form and names each field as the form does below it (WCAG 3.3.1). A page is written from its top: the
//! summary leaves a mark where a name goes, each field with a fault says what it is called, and the page puts the names in when it is whole.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::escape;
use crate::visit::Visit;

/// A longer question is not said twice.
const LONGEST: usize = 80;

/// What the fields of a page with faults are called, by their id; and the ids whose names the summary waits for.
#[derive(Debug, Default)]
pub struct Labels(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    awaited: Vec<String>,
    called: Vec<(String, String)>,
}

impl Labels {
    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A field with a fault says what it is called.
    pub fn called(&self, id: String, label: &str) {
        if label.chars().count() <= LONGEST {
            self.known().called.push((id, label.to_owned()));
        }
    }
}

/// The mark of a field whose name comes later. Nobody can type one: the nonce is this answer's own.
pub fn mark(visit: &Visit, id: &str) -> String {
    visit.labels.known().awaited.push(id.to_owned());
    format!("[{} {id}]", visit.nonce)
}

/// The page with names in the place of marks.
pub fn put_in(visit: &Visit, page: String) -> String {
    let known = visit.labels.known();
    known.awaited.iter().fold(page, |page, id| {
        let label = known.called.iter().find(|(of, _)| of == id);
        let name = label.map(|(_, label)| escape(&visit.tw("faults-field", &[("field", label.as_str().into())]))).unwrap_or_default();
        page.replace(&format!("[{} {}]", visit.nonce, escape(id)), &name)
    })
}
