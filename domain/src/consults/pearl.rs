//! The life of a pearl (R0.8): offered by the on-call, agreed by the caller, published an hour later. Until then either may take it back.

/// Where a pearl stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The one who answered has written it.
    Offered,
    /// The one who asked agrees; it goes to the forum soon.
    Agreed,
    /// It stands in the forum.
    Published,
    /// The one who asked does not want it.
    Declined,
    /// The one who answered has taken it back.
    Withdrawn,
}

/// What is done with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// The on-call writes it, or writes it anew.
    Offer,
    /// The caller agrees.
    Agree,
    /// The caller does not.
    Decline,
    /// The caller takes consent back.
    TakeBack,
    /// The on-call takes it back.
    Withdraw,
    /// It goes to the forum.
    Publish,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 5] = [Self::Offered, Self::Agreed, Self::Published, Self::Declined, Self::Withdrawn];

    /// The stable word.
    pub fn code(self) -> &'static str {
        match self {
            Self::Offered => "offered",
            Self::Agreed => "agreed",
            Self::Published => "published",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Reads it.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == word)
    }

    /// The next state; nothing where the act has no place. Whoever declined is not asked again, and what is out cannot be called back.
    pub fn after(self, act: Act) -> Option<Self> {
        match (act, self) {
            (Act::Offer, Self::Offered | Self::Withdrawn) => Some(Self::Offered),
            (Act::Agree, Self::Offered) => Some(Self::Agreed),
            (Act::Decline, Self::Offered) | (Act::TakeBack, Self::Agreed) => Some(Self::Declined),
            (Act::Withdraw, Self::Offered | Self::Agreed) => Some(Self::Withdrawn),
            (Act::Publish, Self::Agreed) => Some(Self::Published),
            _ => None,
        }
    }

    /// Whether the one who asked sees it.
    pub fn is_told(self) -> bool {
        self != Self::Withdrawn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACTS: [Act; 6] = [Act::Offer, Act::Agree, Act::Decline, Act::TakeBack, Act::Withdraw, Act::Publish];

    #[test]
    fn r0_8_no_way_leads_to_the_forum_but_through_both() {
        for state in State::ALL {
            assert_eq!(state.after(Act::Publish).is_some(), state == State::Agreed, "{state:?}");
            assert_eq!(state.after(Act::Agree).is_some(), state == State::Offered, "{state:?}");
        }
    }

    #[test]
    fn either_may_take_it_back_until_it_is_out_and_nothing_calls_it_back_then() {
        assert_eq!(State::Agreed.after(Act::TakeBack), Some(State::Declined));
        assert_eq!(State::Agreed.after(Act::Withdraw), Some(State::Withdrawn));
        assert!(ACTS.into_iter().all(|act| State::Published.after(act).is_none()));
        assert!(ACTS.into_iter().all(|act| State::Declined.after(act).is_none()), "nobody is asked twice");
    }

    #[test]
    fn every_state_is_read_from_its_own_word() {
        assert!(State::ALL.into_iter().all(|s| State::parse(s.code()) == Some(s)));
        assert_eq!(State::parse("gone"), None);
    }
}
