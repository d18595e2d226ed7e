//! Letters leave here: to `.eml` files by default, to SMTP when configured.

use std::path::PathBuf;

use backend::outbox::{Claimed, Outcome};
use lettre::message::Mailbox;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::transport::smtp::authentication::Credentials;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use crate::config::Config;

mod calendar;

/// A mail server that is silent for this long is tried again later.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(30);

/// Where letters go.
#[derive(Clone)]
pub enum Post {
    /// A folder of `.eml` files, for trying out and for tests.
    Folder(PathBuf),
    /// A mail server.
    Smtp(Box<AsyncSmtpTransport<Tokio1Executor>>),
}

/// Sends letters.
#[derive(Clone)]
pub struct Mailer {
    post: Post,
    from: Mailbox,
    domain: String,
}

impl Mailer {
    /// The mailer that the settings ask for.
    pub fn of(config: &Config) -> anyhow::Result<Self> {
        let from: Mailbox = config.mail_from.parse().map_err(|e| anyhow::anyhow!("KITH_MAIL_FROM is no address: {e}"))?;
        let post = if config.smtp_url.is_empty() {
            let folder = config.data.join("mail");
            crate::keys::private_folder(&folder)?;
            Post::Folder(folder)
        } else {
            let address = with_tls(&config.smtp_url);
            let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(&address);
            // The address may hold a password, so it is not repeated.
            let mut builder = builder.map_err(|_| anyhow::anyhow!("KITH_SMTP_URL is no address of a mail server: smtp://USER@HOST:587"))?;
            builder = builder.timeout(Some(PATIENCE));
            if let Some(user) = user_of(&config.smtp_url).filter(|_| !config.smtp_password.is_empty()) {
                builder = builder.credentials(Credentials::new(user, config.smtp_password.clone()));
            }
            Post::Smtp(Box::new(builder.build()))
        };
        let domain = from.email.domain().to_owned();
        Ok(Self { post, from, domain })
    }

    /// Sends one letter. Its Message-ID is its key, so that a second copy can be known as one.
    pub async fn send(&self, letter: &Claimed) -> Outcome {
        let message = match self.compose(letter) {
            Ok(message) => message,
            Err(why) => return Outcome::Failed(why.to_string()),
        };
        match &self.post {
            Post::Folder(folder) => {
                let path = folder.join(format!("{}-{}.eml", letter.created_at.format("%Y%m%dT%H%M%S"), letter.id));
                match tokio::fs::write(path, message.formatted()).await {
                    Ok(()) => Outcome::Sent,
                    Err(why) => Outcome::Retry(why.to_string()),
                }
            }
            Post::Smtp(server) => match server.send(message).await {
                Ok(_) => Outcome::Sent,
                Err(why) if why.is_permanent() && !is_ours(&why) => Outcome::Failed(why.to_string()),
                Err(why) => Outcome::Retry(why.to_string()),
            },
        }
    }

    fn compose(&self, letter: &Claimed) -> anyhow::Result<Message> {
        // A control character in a name would end the process inside lettre.
        let name = domain::text::tidy_line(&letter.name);
        let to = Mailbox::new(Some(name).filter(|n| !n.is_empty()), letter.email.parse()?);
        let builder = Message::builder()
            .header(lettre::message::header::MIME_VERSION_1_0)
            .from(self.from.clone())
            .to(to)
            .subject(&letter.subject)
            .date(std::time::UNIX_EPOCH + std::time::Duration::from_secs(u64::try_from(letter.created_at.timestamp()).unwrap_or_default()))
            .message_id(Some(format!("<{}@{}>", letter.id, self.domain)));
        // An address that is none costs no letter: it then has no answer.
        let builder = match letter.reply_to.as_deref().map(str::parse) {
            Some(Ok(address)) => builder.reply_to(address),
            _ => builder,
        };
        let mut message = match &letter.calendar {
            Some(entry) => builder.multipart(calendar::parts(&letter.body, entry, &self.from)?)?,
            None => builder.header(lettre::message::header::ContentType::TEXT_PLAIN).body(letter.body.clone())?,
        };
        let mut headers = vec![("Auto-Submitted", "auto-generated".to_owned()), ("X-Auto-Response-Suppress", "All".to_owned())];
        if let Some(out) = letter.unsubscribe.as_ref().filter(|out| out.bytes().all(|b| b.is_ascii_graphic() && b != b'<' && b != b'>')) {
            headers.push(("List-Unsubscribe", format!("<{out}>")));
            headers.push(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
        }
        for (name, value) in headers {
            let name = HeaderName::new_from_ascii(name.to_owned())?;
            message.headers_mut().insert_raw(HeaderValue::new(name, value));
        }
        Ok(message)
    }
}

/// Permanent refusals that are about us and not about the letter: a wrong password must not cost a single letter.
/// RFC 4954 §6: 530, 534, 535, 538.
fn is_ours(why: &lettre::transport::smtp::Error) -> bool {
    why.status().is_some_and(|code| ["530", "534", "535", "538"].contains(&code.to_string().as_str()))
}

/// `smtp://` means STARTTLS, always, except to this machine itself; `?tls=none` says that it is known to be in the clear.
fn with_tls(url: &str) -> String {
    let Some(rest) = url.strip_prefix("smtp://") else { return url.to_owned() };
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let host = rest.split('/').next().unwrap_or_default().rsplit('@').next().unwrap_or_default();
    let name = if host.starts_with('[') { host.split_inclusive(']').next() } else { host.split(':').next() }.unwrap_or_default();
    let here = name == "localhost" || name == "[::1]" || name.parse::<std::net::Ipv4Addr>().is_ok_and(|ip| ip.is_loopback());
    match query {
        "tls=none" => format!("smtp://{rest}"),
        "" if here => url.to_owned(),
        "" => format!("smtp://{rest}?tls=required"),
        _ => url.to_owned(),
    }
}

fn user_of(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let (user, _) = rest.split_once('@')?;
    Some(user.split(':').next()?.replace("%40", "@"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_never_leave_the_machine_in_the_clear_unless_told_so() {
        assert_eq!(with_tls("smtp://kith@mail.example.org:587"), "smtp://kith@mail.example.org:587?tls=required");
        assert_eq!(with_tls("smtp://mail.example.org?tls=none"), "smtp://mail.example.org");
        assert_eq!(with_tls("smtp://mail.example.org?tls=opportunistic"), "smtp://mail.example.org?tls=opportunistic");
        assert_eq!(with_tls("smtp://localhost:1025"), "smtp://localhost:1025");
        assert_eq!(with_tls("smtp://localhost.evil.example"), "smtp://localhost.evil.example?tls=required");
        assert_eq!(with_tls("smtps://mail.example.org"), "smtps://mail.example.org");
        assert_eq!(user_of("smtp://kith%40example.org:x@mail:587").as_deref(), Some("kith@example.org"));
    }
}
