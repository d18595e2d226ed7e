//! What a process keeps of the store between requests. Each kind says how it knows that it is still true.

/// Everything that is kept. A second process has its own.
#[derive(Default)]
pub struct Kept {
    /// Pages of threads.
    pub(crate) threads: crate::forum::kept::Shelf,
    /// How many conversations have something new.
    pub(crate) news: crate::chat::news::News,
}
