//! Zones by their IANA name, shown by a name that people use and never by an abbreviation.

use jiff::tz::TimeZone;

use crate::lang::Lang;

/// The name is not that of a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not a time zone")]
pub struct UnknownZone;

/// A zone with its rules.
#[derive(Debug, Clone)]
pub struct Zone {
    name: String,
    rules: TimeZone,
}

/// IANA name, English, French. Canadian zones first, west to east; then the neighbours'.
const OFFERED: [(&str, &str, &str); 18] = [
    ("America/Vancouver", "Pacific Time (BC)", "heure du Pacifique (C.-B.)"),
    ("America/Dawson_Creek", "Peace River (BC)", "Peace River (C.-B.)"),
    ("America/Fort_Nelson", "Fort Nelson (BC)", "Fort Nelson (C.-B.)"),
    ("America/Creston", "Creston (BC)", "Creston (C.-B.)"),
    ("America/Whitehorse", "Yukon Time", "heure du Yukon"),
    ("America/Edmonton", "Mountain Time (Alberta)", "heure des Rocheuses (Alberta)"),
    ("America/Yellowknife", "Mountain Time (NWT)", "heure des Rocheuses (T.N.-O.)"),
    ("America/Regina", "Saskatchewan", "Saskatchewan"),
    ("America/Winnipeg", "Central Time (Manitoba)", "heure du Centre (Manitoba)"),
    ("America/Iqaluit", "Eastern Time (Nunavut)", "heure de l’Est (Nunavut)"),
    ("America/Toronto", "Eastern Time (Ontario, Québec)", "heure de l’Est (Ontario, Québec)"),
    ("America/Halifax", "Atlantic Time", "heure de l’Atlantique"),
    ("America/St_Johns", "Newfoundland Time", "heure de Terre-Neuve"),
    ("America/Los_Angeles", "Pacific Time (US)", "heure du Pacifique (É.-U.)"),
    ("America/Denver", "Mountain Time (US)", "heure des Rocheuses (É.-U.)"),
    ("America/Chicago", "Central Time (US)", "heure du Centre (É.-U.)"),
    ("America/New_York", "Eastern Time (US)", "heure de l’Est (É.-U.)"),
    ("UTC", "UTC", "UTC"),
];

impl Zone {
    /// Reads an IANA name. Any zone of the bundled data is taken, not only those offered.
    pub fn parse(name: &str) -> Result<Self, UnknownZone> {
        let rules = super::rules_of(name.trim()).ok_or(UnknownZone)?;
        Ok(Self { name: name.trim().to_owned(), rules })
    }

    /// A zone by the name that was kept with something; UTC, should the data no longer know it.
    pub fn or_utc(name: &str) -> Self {
        Self::parse(name).unwrap_or_else(|_| Self::utc())
    }

    /// UTC itself.
    pub fn utc() -> Self {
        Self { name: "UTC".to_owned(), rules: TimeZone::UTC }
    }

    /// The IANA name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What people call it; a zone that is not offered is called by its city.
    pub fn label(&self, lang: Lang) -> String {
        let known = OFFERED.iter().find(|(name, ..)| *name == self.name);
        let city = || self.name.rsplit('/').next().unwrap_or(&self.name).replace('_', " ");
        known.map_or_else(city, |(_, en, fr)| if lang == Lang::En { (*en).to_owned() } else { (*fr).to_owned() })
    }

    /// The zones of a drop-down.
    pub fn offered() -> Vec<Self> {
        OFFERED.iter().filter_map(|(name, ..)| Self::parse(name).ok()).collect()
    }

    pub(super) fn rules(&self) -> &TimeZone {
        &self.rules
    }
}
