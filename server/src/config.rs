//! Settings: defaults, then `kith.toml`, then `KITH_*` variables; secrets also from files named by `KITH_*_FILE`.

use std::path::{Path, PathBuf};

use figment::Figment;
use figment::providers::{Env, Format as _, Serialized, Toml};
use serde::{Deserialize, Serialize};

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
    /// SMTP server, `smtp://user@host:587` or `smtps://…`; mail goes to `.eml` files in `data/mail` when empty (`KITH_SMTP_URL`).
    pub smtp_url: String,
    /// Password for the SMTP server (`KITH_SMTP_PASSWORD` or `KITH_SMTP_PASSWORD_FILE`).
    pub smtp_password: String,
    /// From whom letters come (`KITH_MAIL_FROM`).
    pub mail_from: String,
    /// Proxies in front whose `X-Forwarded-For` is believed, as IP addresses (`KITH_TRUSTED_PROXIES`).
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// Folder of survey keys, outside the database and its backups; `data/survey-keys` when empty (`KITH_SURVEY_KEYS`).
    pub survey_keys: PathBuf,
    /// Folder of built assets, instead of those compiled in (`KITH_SITE`).
    pub site: Option<PathBuf>,
    /// Run the worker inside `kith serve` (`KITH_WORKER`).
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
            worker: true,
        }
    }
}

impl Config {
    /// Reads all layers. The file may be missing unless it was named.
    pub fn load(file: Option<&Path>) -> anyhow::Result<Self> {
        if let Some(named) = file.filter(|f| !f.exists()) {
            anyhow::bail!("the settings file {} does not exist", named.display());
        }
        let layers = Figment::from(Serialized::defaults(Self::default()))
            .merge(Toml::file(file.unwrap_or_else(|| Path::new("kith.toml"))))
            .merge(Env::prefixed("KITH_").filter(|key| is_setting(key.as_str())))
            .merge(Env::raw().only(&["DATABASE_URL"]))
            .merge(from_files()?);
        layers.extract::<Self>().map_err(|e| anyhow::anyhow!("settings: {e}"))?.completed()
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
        let local = ["http://localhost", "http://127.0.0.1", "http://[::1]"].iter().any(|h| self.origin.starts_with(h));
        anyhow::ensure!(
            self.origin.starts_with("https://") || local,
            "KITH_ORIGIN is {}: over plain http, sign-in cookies could be read on the way. Put a TLS proxy in front and give its https address.",
            self.origin
        );
        Ok(self)
    }

    /// Whether cookies carry `Secure` and the `__Host-` prefix.
    pub fn secure(&self) -> bool {
        self.origin.starts_with("https://")
    }
}

const SETTINGS: [&str; 10] =
    ["data", "listen", "origin", "smtp_url", "smtp_password", "mail_from", "trusted_proxies", "survey_keys", "site", "worker"];

fn is_setting(key: &str) -> bool {
    SETTINGS.iter().any(|s| s.eq_ignore_ascii_case(key))
}

/// `DATABASE_URL_FILE`, `KITH_SMTP_URL_FILE`, `KITH_SMTP_PASSWORD_FILE`: the value lies in that file.
fn from_files() -> anyhow::Result<Serialized<std::collections::BTreeMap<String, String>>> {
    let mut found = std::collections::BTreeMap::new();
    for (variable, key) in
        [("DATABASE_URL_FILE", "database_url"), ("KITH_SMTP_URL_FILE", "smtp_url"), ("KITH_SMTP_PASSWORD_FILE", "smtp_password")]
    {
        if let Ok(path) = std::env::var(variable) {
            let text = std::fs::read_to_string(&path).map_err(|e| anyhow::anyhow!("{variable} names {path}, which cannot be read: {e}"))?;
            found.insert(key.to_owned(), text.trim().to_owned());
        }
    }
    Ok(Serialized::defaults(found))
}
