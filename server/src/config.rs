//! Settings: defaults, then `kith.toml`, then `KITH_*` variables; secrets also from files named by `KITH_*_FILE`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use figment::Figment;
use figment::error::Kind;
use figment::providers::{Format as _, Serialized, Toml};
use serde::{Deserialize, Deserializer, Serialize};

/// Everything an operator may set.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Folder of the database file, the keys and the mail that is not sent (`KITH_DATA`).
    pub data: PathBuf,
    /// Address to listen on (`KITH_LISTEN`).
    pub listen: String,
    /// How people reach this install, for links and for the origin check (`KITH_ORIGIN`).
    pub origin: String,
    /// `sqlite://…` or `postgres://…`; a file in `data` when empty (`DATABASE_URL`).
    pub database_url: String,
    /// SMTP server, `smtp://user@host:587` (with STARTTLS) or `smtps://…`; mail goes to `.eml` files in `data/mail` when empty (`KITH_SMTP_URL`).
    pub smtp_url: String,
    /// Password for the SMTP server (`KITH_SMTP_PASSWORD` or `KITH_SMTP_PASSWORD_FILE`).
    pub smtp_password: String,
    /// From whom letters come (`KITH_MAIL_FROM`).
    pub mail_from: String,
    /// Proxies in front whose `X-Forwarded-For` is believed, as IP addresses (`KITH_TRUSTED_PROXIES`).
    #[serde(deserialize_with = "addresses")]
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// Folder of survey keys, outside the database and its backups; `data/survey-keys` when empty (`KITH_SURVEY_KEYS`).
    pub survey_keys: PathBuf,
    /// Folder of built assets, instead of those compiled in (`KITH_SITE`).
    pub site: Option<PathBuf>,
    /// NATS server that carries hints between machines, `nats://host:4222` or `tls://…`; none when empty (`KITH_NATS_URL`).
    pub nats_url: String,
    /// Servers through which two browsers of a call reach each other: `turn:`, `turns:` or `stun:` addresses; none when empty (`KITH_TURN_URLS`).
    #[serde(deserialize_with = "list")]
    pub turn_urls: Vec<String>,
    /// The secret that is shared with the TURN server (coturn's `static-auth-secret`; `KITH_TURN_SECRET` or `KITH_TURN_SECRET_FILE`).
    pub turn_secret: String,
    /// Run the worker inside `kith serve` (`KITH_WORKER`).
    #[serde(deserialize_with = "yes_or_no")]
    pub worker: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data: "data".into(),
            listen: "127.0.0.1:3000".into(),
            origin: String::new(),
            database_url: String::new(),
            smtp_url: String::new(),
            smtp_password: String::new(),
            mail_from: "Kith <kith@localhost.localdomain>".into(),
            trusted_proxies: Vec::new(),
            survey_keys: PathBuf::new(),
            site: None,
            nats_url: String::new(),
            turn_urls: Vec::new(),
            turn_secret: String::new(),
            worker: true,
        }
    }
}

impl Config {
    /// Reads all layers. The file may be missing unless it was named.
    pub fn load(file: Option<&Path>) -> anyhow::Result<Self> {
        if let Some(named) = file.filter(|f| !f.is_file()) {
            anyhow::bail!("the settings file {} does not exist", named.display());
        }
        Self::of(file.unwrap_or_else(|| Path::new("kith.toml")), std::env::vars_os().filter_map(text).collect())
    }

    /// The settings of a file (it may be missing) and of these variables.
    pub fn of(file: &Path, variables: BTreeMap<String, String>) -> anyhow::Result<Self> {
        let mut layers = Figment::from(Serialized::defaults(Self::default()));
        if file.is_file() {
            layers = layers.merge(Toml::file_exact(file));
        }
        let layers = layers.merge(Serialized::defaults(from_variables(&variables)?));
        layers.extract::<Self>().map_err(|why| explain(&why, file))?.completed()
    }

    fn completed(mut self) -> anyhow::Result<Self> {
        if self.database_url.is_empty() {
            self.database_url = format!("sqlite://{}", self.data.join("kith.db").display());
        }
        if self.survey_keys.as_os_str().is_empty() {
            self.survey_keys = self.data.join("survey-keys");
        }
        if self.origin.is_empty() {
            self.origin = format!("http://{}", self.listen.replace("127.0.0.1", "localhost").replace("0.0.0.0", "localhost"));
        }
        self.origin = self.origin.trim_end_matches('/').to_owned();
        self.judge()?;
        let local = ["http://localhost", "http://127.0.0.1", "http://[::1]"].iter().any(|h| self.origin.starts_with(h));
        anyhow::ensure!(
            self.origin.starts_with("https://") || local,
            "KITH_ORIGIN is {}: over plain http, sign-in cookies could be read on the way. Put a TLS proxy in front and give its https address.",
            self.origin
        );
        Ok(self)
    }

    /// Each value that only looks right. Addresses with a password in them are not repeated.
    fn judge(&self) -> anyhow::Result<()> {
        let begins = |value: &str, schemes: &[&str]| schemes.iter().any(|scheme| value.starts_with(scheme));
        let port = self.listen.rsplit_once(':').filter(|(host, _)| !host.is_empty()).and_then(|(_, port)| port.parse::<u16>().ok());
        accept(port.is_some(), "listen", Some(&self.listen))?;
        accept(
            self.origin.split_once("://").is_some_and(|(_, host)| !host.is_empty() && !host.contains(['/', '?', '#', '@', ' '])),
            "origin",
            Some(&self.origin),
        )?;
        accept(begins(&self.origin, &["http://", "https://"]), "origin", Some(&self.origin))?;
        accept(begins(&self.database_url, &["sqlite:", "postgres://", "postgresql://"]), "database_url", None)?;
        accept(self.smtp_url.is_empty() || begins(&self.smtp_url, &["smtp://", "smtps://"]), "smtp_url", None)?;
        accept(self.nats_url.is_empty() || begins(&self.nats_url, &["nats://", "tls://"]), "nats_url", None)?;
        let turn = |url: &String| begins(url, &["turn:", "turns:", "stun:"]) && !url.contains(['"', '<', ' ', '/', '@']);
        let secret = !self.turn_secret.is_empty() || !self.turn_urls.iter().any(|url| url.starts_with("turn"));
        accept(self.turn_urls.iter().all(turn) && secret, "turn_urls", Some(&self.turn_urls.join(", ")))?;
        accept(self.mail_from.parse::<lettre::message::Mailbox>().is_ok(), "mail_from", Some(&self.mail_from))
    }

    /// Whether cookies carry `Secure` and the `__Host-` prefix.
    pub fn secure(&self) -> bool {
        self.origin.starts_with("https://")
    }
}

/// Every setting: its key in the file, its variable, and what it accepts.
const SETTINGS: [(&str, &str, &str); 14] = [
    ("data", "KITH_DATA", "a folder"),
    ("listen", "KITH_LISTEN", "an address and a port, such as 127.0.0.1:3000"),
    ("origin", "KITH_ORIGIN", "an address without a path, such as https://kith.example.org"),
    ("database_url", "DATABASE_URL", "sqlite://FILE or postgres://USER:PASSWORD@HOST/DATABASE"),
    ("smtp_url", "KITH_SMTP_URL", "smtp://USER@HOST:587, smtps://USER@HOST:465, or nothing"),
    ("smtp_password", "KITH_SMTP_PASSWORD", "a text"),
    ("mail_from", "KITH_MAIL_FROM", "an address such as Kith <kith@example.org>"),
    ("trusted_proxies", "KITH_TRUSTED_PROXIES", "IP addresses, such as 10.0.0.1, 10.0.0.2"),
    ("survey_keys", "KITH_SURVEY_KEYS", "a folder"),
    ("site", "KITH_SITE", "a folder"),
    ("nats_url", "KITH_NATS_URL", "nats://HOST:4222, tls://HOST:4222, or nothing"),
    ("turn_urls", "KITH_TURN_URLS", "addresses such as turn:turn.example.org:3478, turns:turn.example.org:5349, with KITH_TURN_SECRET"),
    ("turn_secret", "KITH_TURN_SECRET", "the secret that the TURN server knows, too"),
    ("worker", "KITH_WORKER", "true or false"),
];

/// Settings whose value may lie in a file that `…_FILE` names.
const IN_FILES: [&str; 5] = ["database_url", "smtp_url", "smtp_password", "nats_url", "turn_secret"];

/// Variables of ours that are no settings.
const OTHERS: [&str; 1] = ["KITH_LOG"];

fn text((name, value): (std::ffi::OsString, std::ffi::OsString)) -> Option<(String, String)> {
    Some((name.into_string().ok()?, value.into_string().ok()?))
}

/// What the variables set. An empty one sets nothing; every value is a text, so that a password of digits stays one.
fn from_variables(variables: &BTreeMap<String, String>) -> anyhow::Result<BTreeMap<&'static str, String>> {
    let given = |name: &str| variables.get(name).filter(|value| !value.is_empty());
    let mut found = BTreeMap::new();
    for (key, variable, _) in SETTINGS {
        if let Some(value) = given(variable) {
            found.insert(key, value.clone());
        }
        let file = format!("{variable}_FILE");
        if let Some(path) = given(&file).filter(|_| IN_FILES.contains(&key)) {
            anyhow::ensure!(!found.contains_key(key), "{variable} and {file} are both set; give one of them");
            let text = std::fs::read_to_string(path).map_err(|e| anyhow::anyhow!("{file} names {path}, which cannot be read: {e}"))?;
            found.insert(key, text.trim().to_owned());
        }
    }
    let known = |name: &str| OTHERS.contains(&name) || SETTINGS.iter().any(|(_, variable, _)| name.trim_end_matches("_FILE") == *variable);
    for stray in variables
        .keys()
        .filter(|name| name.starts_with("KITH_") && !["KITH_TEST", "KITH_PG"].iter().any(|own| name.starts_with(own)) && !known(name))
    {
        tracing::warn!("{stray} is no setting of Kith and is not read");
    }
    Ok(found)
}

fn accept(good: bool, key: &str, value: Option<&str>) -> anyhow::Result<()> {
    let Some((_, variable, accepted)) = SETTINGS.iter().find(|(known, _, _)| *known == key).filter(|_| !good) else { return Ok(()) };
    let told = value.map(|value| format!(" is “{value}”, but")).unwrap_or_default();
    anyhow::bail!("the setting {variable} ({key} in kith.toml){told} must be {accepted}")
}

/// Names the setting and what it accepts. A secret is not repeated.
fn explain(why: &figment::Error, file: &Path) -> anyhow::Error {
    if let Kind::UnknownField(name, _) = &why.kind {
        let known: Vec<&str> = SETTINGS.iter().map(|(key, _, _)| *key).collect();
        return anyhow::anyhow!("{} has the setting “{name}”, which Kith does not know; it knows {}", file.display(), known.join(", "));
    }
    let key = why.path.first().map(String::as_str).unwrap_or_default();
    let found = match &why.kind {
        Kind::InvalidType(actual, _) | Kind::InvalidValue(actual, _) if !IN_FILES.contains(&key) => Some(actual.to_string()),
        Kind::Message(said) => Some(said.clone()),
        _ => None,
    };
    match accept(false, key, found.as_deref()) {
        Err(said) => said,
        Ok(()) => anyhow::anyhow!("the settings file {} cannot be read: {why}", file.display()),
    }
}

/// `true`, or a word for it.
fn yes_or_no<'de, D: Deserializer<'de>>(from: D) -> Result<bool, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Given {
        Plain(bool),
        Word(String),
    }
    match Given::deserialize(from)? {
        Given::Plain(value) => Ok(value),
        Given::Word(word) => match word.trim().to_lowercase().as_str() {
            "true" | "yes" | "on" | "1" => Ok(true),
            "false" | "no" | "off" | "0" => Ok(false),
            _ => Err(serde::de::Error::custom(word)),
        },
    }
}

fn addresses<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<std::net::IpAddr>, D::Error> {
    list(from)?.into_iter().map(|word| word.parse().map_err(|_| serde::de::Error::custom(word))).collect()
}

/// A list, or a text with commas or blanks.
fn list<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Given {
        List(Vec<String>),
        Line(String),
    }
    let words = match Given::deserialize(from)? {
        Given::List(words) => words,
        Given::Line(line) => line.split([',', ' ']).filter(|word| !word.is_empty()).map(str::to_owned).collect(),
    };
    Ok(words.into_iter().map(|word| word.trim().to_owned()).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn load(toml: &str, variables: &[(&str, &str)]) -> Result<Config, String> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("kith.toml");
        std::fs::write(&file, toml).unwrap();
        let variables = variables.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        Config::of(&file, variables).map_err(|why| why.to_string())
    }

    #[test]
    fn variables_win_over_the_file_and_the_file_over_the_defaults() {
        let file = "listen = \"127.0.0.1:4000\"\nworker = false\ntrusted_proxies = [\"10.0.0.1\"]";
        let config = load(file, &[("KITH_LISTEN", "127.0.0.1:5000"), ("KITH_SMTP_PASSWORD", "0123"), ("KITH_SMTP_URL", "")]).unwrap();
        assert_eq!((config.listen.as_str(), config.origin.as_str()), ("127.0.0.1:5000", "http://localhost:5000"));
        assert_eq!((config.worker, config.smtp_password.as_str(), config.trusted_proxies.len()), (false, "0123", 1));
        assert_eq!(config.database_url, "sqlite://data/kith.db");
        let lists = load("", &[("KITH_TRUSTED_PROXIES", "10.0.0.1, ::1"), ("KITH_WORKER", "off")]).unwrap();
        assert_eq!((lists.trusted_proxies.len(), lists.worker), (2, false));
    }

    #[test]
    fn a_wrong_value_names_the_setting_and_what_it_accepts() {
        /// A file, variables, and what the sentence must name.
        type Case = (&'static str, &'static [(&'static str, &'static str)], &'static [&'static str]);
        let cases: [Case; 16] = [
            ("", &[("KITH_WORKER", "maybe")], &["KITH_WORKER", "maybe", "true or false"]),
            ("worker = 7", &[], &["KITH_WORKER", "true or false"]),
            ("", &[("KITH_TRUSTED_PROXIES", "10.0.0.1, gate")], &["KITH_TRUSTED_PROXIES", "gate", "IP addresses"]),
            ("", &[("KITH_LISTEN", "3000")], &["KITH_LISTEN", "3000", "127.0.0.1:3000"]),
            ("listen = 3000", &[], &["KITH_LISTEN", "127.0.0.1:3000"]),
            ("", &[("KITH_ORIGIN", "kith.example.org")], &["KITH_ORIGIN", "https://kith.example.org"]),
            ("", &[("KITH_ORIGIN", "https://example.org/kith")], &["KITH_ORIGIN", "without a path"]),
            ("", &[("KITH_ORIGIN", "http://kith.example.org")], &["KITH_ORIGIN", "TLS"]),
            ("", &[("DATABASE_URL", "mysql://u:s3cret@h/d")], &["DATABASE_URL", "sqlite://", "postgres://"]),
            ("", &[("KITH_SMTP_URL", "mail.example.org")], &["KITH_SMTP_URL", "smtp://"]),
            ("", &[("KITH_NATS_URL", "http://u:s3cret@h")], &["KITH_NATS_URL", "nats://"]),
            ("", &[("KITH_TURN_URLS", "turn:t.example.org:3478")], &["KITH_TURN_URLS", "KITH_TURN_SECRET"]),
            ("", &[("KITH_TURN_URLS", "https://t.example.org"), ("KITH_TURN_SECRET", "s3cret")], &["KITH_TURN_URLS", "turn:"]),
            ("turn_urls = 7", &[("KITH_TURN_SECRET", "s3cret")], &["KITH_TURN_URLS", "turn:"]),
            ("", &[("KITH_MAIL_FROM", "nobody")], &["KITH_MAIL_FROM", "nobody", "kith@example.org"]),
            ("colour = \"red\"", &[], &["colour", "trusted_proxies"]),
        ];
        for (file, variables, words) in cases {
            let said = load(file, variables).unwrap_err();
            assert!(words.iter().all(|word| said.contains(word)), "{said}");
            assert!(!said.contains("s3cret"), "{said}");
        }
    }

    #[test]
    fn a_secret_may_lie_in_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let secret = folder.path().join("password");
        std::fs::write(&secret, "from a file\n").unwrap();
        let path = secret.to_str().unwrap();
        assert_eq!(load("", &[("KITH_SMTP_PASSWORD_FILE", path)]).unwrap().smtp_password, "from a file");
        let turn = load("", &[("KITH_TURN_SECRET_FILE", path), ("KITH_TURN_URLS", "turn:t.example.org, stun:s.example.org:3478")]).unwrap();
        assert_eq!((turn.turn_secret.as_str(), turn.turn_urls.len()), ("from a file", 2));
        let both = load("", &[("KITH_SMTP_PASSWORD_FILE", path), ("KITH_SMTP_PASSWORD", "x")]).unwrap_err();
        assert!(both.contains("both"), "{both}");
        let nowhere = load("", &[("DATABASE_URL_FILE", "/nowhere/at/all")]).unwrap_err();
        assert!(nowhere.contains("DATABASE_URL_FILE"), "{nowhere}");
    }
}
