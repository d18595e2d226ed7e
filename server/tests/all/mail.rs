//! Letters over SMTP, to a small mail server inside the test.

use std::sync::{Arc, Mutex};

use backend::outbox::{self, Letter, letters_by_state};
use backend::testing::{Bench, Engine, bench};
use chrono::Duration;
use domain::lang::Lang;
use server::config::Config;
use server::mail::Mailer;
use server::worker;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

#[path = "mail/calendar.rs"]
mod calendar;

/// A letter as the mail server took it.
#[derive(Debug, Clone, Default)]
struct Taken {
    from: String,
    to: Vec<String>,
    lines: Vec<String>,
}

/// A mail server on this machine. It refuses `never@…` for good, and everybody else as often as it was told to, for now.
#[derive(Clone)]
struct Sink {
    port: u16,
    taken: Arc<Mutex<Vec<Taken>>>,
    busy: Arc<Mutex<u32>>,
}

impl Sink {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let sink = Self { port: listener.local_addr().unwrap().port(), taken: Arc::default(), busy: Arc::default() };
        let own = sink.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let own = own.clone();
                tokio::spawn(async move { own.serve(stream).await });
            }
        });
        sink
    }

    async fn serve(&self, stream: TcpStream) -> std::io::Result<()> {
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        let mut letter = Taken::default();
        write.write_all(b"220 sink\r\n").await?;
        while let Some(line) = lines.next_line().await? {
            let word = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
            let reply = match word.as_str() {
                "EHLO" => "250-sink\r\n250 8BITMIME",
                "MAIL" => {
                    letter = Taken { from: line.clone(), ..Taken::default() };
                    "250 ok"
                }
                "RCPT" if line.contains("never@") => "550 5.1.1 no such mailbox",
                "RCPT" if self.is_busy() => "451 4.7.1 try again later",
                "RCPT" => {
                    letter.to.push(line.clone());
                    "250 ok"
                }
                "DATA" => {
                    write.write_all(b"354 go on\r\n").await?;
                    while let Some(line) = lines.next_line().await?.filter(|line| line != ".") {
                        letter.lines.push(line);
                    }
                    self.taken.lock().unwrap().push(std::mem::take(&mut letter));
                    "250 taken"
                }
                "RSET" | "NOOP" => "250 ok",
                "QUIT" => return write.write_all(b"221 bye\r\n").await,
                _ => "502 what",
            };
            write.write_all(format!("{reply}\r\n").as_bytes()).await?;
        }
        Ok(())
    }

    fn is_busy(&self) -> bool {
        let mut left = self.busy.lock().unwrap();
        let busy = *left > 0;
        *left = left.saturating_sub(1);
        busy
    }

    fn taken(&self) -> Vec<Taken> {
        self.taken.lock().unwrap().clone()
    }

    fn mailer(&self) -> Mailer {
        let config = Config {
            smtp_url: format!("smtp://127.0.0.1:{}", self.port),
            mail_from: "Kith <kith@example.org>".to_owned(),
            ..Config::default()
        };
        Mailer::of(&config).unwrap()
    }
}

impl Taken {
    /// The headers, unfolded.
    fn headers(&self) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for line in self.lines.iter().take_while(|line| !line.is_empty()) {
            match found.last_mut().filter(|_| line.starts_with([' ', '\t'])) {
                Some(last) => *last += line,
                None => found.push(line.clone()),
            }
        }
        found
    }

    /// A header in plain, its encoded words read (RFC 2047).
    fn header(&self, name: &str) -> String {
        let start = format!("{}:", name.to_lowercase());
        let mine: Vec<String> = self.headers().into_iter().filter(|line| line.to_lowercase().starts_with(&start)).collect();
        assert_eq!(mine.len(), 1, "one {name} in {:?}", self.lines);
        let (mut out, mut after) = (String::new(), false);
        for word in mine[0][start.len()..].split_whitespace() {
            let inner = word.strip_prefix("=?utf-8?b?").and_then(|word| word.strip_suffix("?="));
            out += if out.is_empty() || after && inner.is_some() { "" } else { " " };
            match inner {
                Some(code) => out += std::str::from_utf8(&data_encoding::BASE64.decode(code.as_bytes()).unwrap()).unwrap(),
                None => out += word,
            }
            after = inner.is_some();
        }
        out
    }
}

async fn post(bench: &Bench, email: &str, name: &str, subject: &str) -> Result<(), backend::Fault> {
    let letter = Letter {
        person: None,
        email: email.to_owned(),
        name: name.to_owned(),
        kind: "invitation",
        group: String::new(),
        lang: Lang::Fr,
        subject: subject.to_owned(),
        body: "Bonjour,\n.\nvoilà.\n".to_owned(),
        due: None,
    };
    let mut tx = bench.cx.begin().await?;
    outbox::post(&mut tx, letter).await?;
    tx.commit().await
}

async fn states(bench: &Bench) -> Vec<(String, i64)> {
    let mut found = letters_by_state(&bench.cx).await.unwrap();
    found.sort();
    found
}

fn all(state: &str, n: i64) -> Vec<(String, i64)> {
    vec![(state.to_owned(), n)]
}

#[tokio::test]
async fn a_letter_goes_out_once_and_its_french_survives() {
    let (bench, sink) = (bench(Engine::Sqlite).await, Sink::start().await);
    let mailer = sink.mailer();
    let subject = "Votre invitation à la cohorte « Soins palliatifs », où l’écoute compte — dès jeudi";
    post(&bench, "benoit@example.org", "Benoît Lefebvre", subject).await.unwrap();
    for _ in 0..3 {
        worker::drain(&bench.cx, &mailer).await.unwrap();
        bench.clock.pass(Duration::hours(1));
    }
    let taken = sink.taken();
    assert_eq!((taken.len(), states(&bench).await), (1, all("sent", 1)));
    assert_eq!(taken[0].header("Subject"), subject);
    assert!(taken[0].from.contains("<kith@example.org>") && taken[0].to.len() == 1 && taken[0].to[0].contains("<benoit@example.org>"));
    assert!(taken[0].header("To").contains("Benoît"), "{}", taken[0].header("To"));
    assert!(taken[0].header("Message-ID").ends_with("@example.org>"));
    assert_eq!(taken[0].header("Auto-Submitted"), "auto-generated");
    assert!(taken[0].lines.iter().all(|line| line.is_ascii() && line.len() < 998), "{:?}", taken[0].lines);
}

#[tokio::test]
async fn a_busy_mail_server_is_asked_again_with_the_same_message_id() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let (bench, sink) = (bench(engine).await, Sink::start().await);
        let mailer = sink.mailer();
        *sink.busy.lock().unwrap() = 2;
        post(&bench, "amara@example.org", "Amara", "Hello").await.unwrap();
        worker::drain(&bench.cx, &mailer).await.unwrap();
        worker::drain(&bench.cx, &mailer).await.unwrap();
        assert_eq!((sink.taken().len(), states(&bench).await), (0, all("waiting", 1)), "not asked again at once");
        assert_eq!(*sink.busy.lock().unwrap(), 1, "asked once only");
        for _ in 0..4 {
            bench.clock.pass(Duration::minutes(16));
            worker::drain(&bench.cx, &mailer).await.unwrap();
        }
        assert_eq!((sink.taken().len(), states(&bench).await), (1, all("sent", 1)));
    }
}

#[tokio::test]
async fn a_refused_letter_fails_visibly_and_does_not_hold_up_the_next() {
    let (bench, sink) = (bench(Engine::Sqlite).await, Sink::start().await);
    let mailer = sink.mailer();
    post(&bench, "never@example.org", "Nobody", "Hello").await.unwrap();
    post(&bench, "amara@example.org", "Amara", "Hello").await.unwrap();
    for _ in 0..3 {
        worker::drain(&bench.cx, &mailer).await.unwrap();
        bench.clock.pass(Duration::hours(2));
    }
    assert_eq!(states(&bench).await, [("failed".to_owned(), 1), ("sent".to_owned(), 1)]);
    assert_eq!(sink.taken().len(), 1);
    assert_eq!(outbox::last_errors(&bench.cx).await.unwrap().len(), 1);
    assert!(outbox::last_errors(&bench.cx).await.unwrap()[0].contains("no such mailbox"));
}

#[tokio::test]
async fn a_mail_server_that_is_down_costs_no_letter() {
    let (bench, sink) = (bench(Engine::Sqlite).await, Sink::start().await);
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let nowhere = Sink { port: closed.local_addr().unwrap().port(), ..sink.clone() };
    drop(closed);
    post(&bench, "amara@example.org", "Amara", "Hello").await.unwrap();
    worker::drain(&bench.cx, &nowhere.mailer()).await.unwrap();
    assert_eq!(states(&bench).await, all("waiting", 1));
    bench.clock.pass(Duration::minutes(20));
    worker::drain(&bench.cx, &sink.mailer()).await.unwrap();
    assert_eq!((sink.taken().len(), states(&bench).await), (1, all("sent", 1)));
}

#[tokio::test]
async fn no_name_subject_or_address_can_add_a_header() {
    let (bench, sink) = (bench(Engine::Sqlite).await, Sink::start().await);
    let mailer = sink.mailer();
    let hostile = "Eve\r\nBcc: everybody@example.org\r\nX-Evil: yes\r\n\r\nBody";
    post(&bench, "eve@example.org", hostile, hostile).await.unwrap();
    post(&bench, "eve@example.org", "\" <all@example.org>, \"", "=?utf-8?q?=0D=0ABcc:_all@example.org?=").await.unwrap();
    post(&bench, "eve@example.org>\r\nRCPT TO:<all@example.org", "Eve", "Hello").await.unwrap();
    post(&bench, "eve@example.org, all@example.org", "Eve", "Hello").await.unwrap();
    worker::drain(&bench.cx, &mailer).await.unwrap();
    let taken = sink.taken();
    let known = [
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "MIME-Version",
        "Content-Type",
        "Content-Transfer-Encoding",
        "Auto-Submitted",
        "X-Auto-Response-Suppress",
    ];
    for letter in &taken {
        assert_eq!(letter.to, ["RCPT TO:<eve@example.org>"]);
        for header in letter.headers() {
            let name = header.split(':').next().unwrap().to_owned();
            assert!(known.iter().any(|k| k.eq_ignore_ascii_case(&name)), "{header}");
        }
    }
    assert_eq!(states(&bench).await, [("failed".to_owned(), 2), ("sent".to_owned(), 2)], "two addresses are none");
}
