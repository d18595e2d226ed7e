//! An action plan, as a table of what may follow what (R2.2, R2.3, R2.8).

/// From, deed, to, and whether only programs that approve plans know it.
pub const TABLE: [(&str, &str, &str, bool); 15] = [
    ("draft", "edit", "draft", false),
    ("submitted", "edit", "submitted", false),
    ("approved", "edit", "approved", false),
    ("sent_back", "edit", "sent_back", false),
    ("draft", "submit", "submitted", false),
    ("sent_back", "submit", "submitted", false),
    ("submitted", "approve", "approved", true),
    ("submitted", "send_back", "sent_back", true),
    ("draft", "withdraw", "withdrawn", false),
    ("submitted", "withdraw", "withdrawn", false),
    ("approved", "withdraw", "withdrawn", false),
    ("sent_back", "withdraw", "withdrawn", false),
    ("withdrawn", "reopen", "draft", false),
    ("approved", "send_back", "sent_back", true),
    ("none", "edit", "draft", false),
];

pub fn next(state: &'static str, deed: &str, approves: bool) -> Option<&'static str> {
    TABLE.iter().find(|row| row.0 == state && row.1 == deed && (approves || !row.3)).map(|row| row.2)
}
