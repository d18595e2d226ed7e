//! PostgreSQL's own programs: `pg_dump` and `pg_restore`. The password goes by the environment, never by the command line, which others can see.

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::Path;

/// Dumps the schema `public` into a file, as one moment saw it.
pub async fn dump(url: &str, to: &Path) -> anyhow::Result<()> {
    // What is unlogged lives for moments: signals of calls belong into no copy.
    let fixed =
        ["--format=custom", "--schema=public", "--no-owner", "--no-privileges", "--no-unlogged-table-data", "--no-password", "--file"];
    run("pg_dump", url, fixed.map(OsStr::new).into_iter().chain([to.as_os_str()])).await
}

/// Whether a dump can be read through.
pub async fn examine(dump: &Path) -> anyhow::Result<()> {
    run("pg_restore", "", ["--list".as_ref(), dump.as_os_str()].into_iter()).await
}

/// Puts a dump into the empty schema `public`: all of it, or nothing.
pub async fn restore(url: &str, dump: &Path) -> anyhow::Result<()> {
    let fixed = ["--exit-on-error", "--single-transaction", "--schema=public", "--no-owner", "--no-privileges", "--no-password"];
    run("pg_restore", url, fixed.map(OsStr::new).into_iter().chain([dump.as_os_str()])).await
}

async fn run<'a>(program: &str, url: &str, arguments: impl Iterator<Item = &'a OsStr>) -> anyhow::Result<()> {
    let mut command = tokio::process::Command::new(program);
    command.args(arguments).stdin(std::process::Stdio::null()).stdout(std::process::Stdio::null()).kill_on_drop(true);
    if !url.is_empty() {
        let (url, password) = without_password(url);
        command.arg("--dbname").arg(url);
        if let Some(password) = password {
            command.env("PGPASSWORD", password);
        }
    }
    let done = command.output().await.map_err(|why| match why.kind() {
        ErrorKind::NotFound => anyhow::anyhow!(
            "{program} is not on PATH. Backups of PostgreSQL are made with PostgreSQL's own programs: install its client package \
             (postgresql-client), of the server's version or newer."
        ),
        _ => anyhow::anyhow!("{program} does not start: {why}"),
    })?;
    let said = String::from_utf8_lossy(&done.stderr);
    anyhow::ensure!(done.status.success(), "{program} failed: {}", said.trim());
    Ok(())
}

/// `postgres://user:password@host/db` as `postgres://user@host/db`, and the password in plain.
fn without_password(url: &str) -> (String, Option<String>) {
    let parts = url.split_once("://").and_then(|(scheme, rest)| {
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let at = rest.get(..end)?.rfind('@')?;
        let (user, password) = rest.get(..at)?.split_once(':')?;
        Some((format!("{scheme}://{user}{}", rest.get(at..)?), decoded(password)))
    });
    parts.map_or_else(|| (url.to_owned(), None), |(url, password)| (url, Some(password)))
}

/// `%40` as `@`.
fn decoded(text: &str) -> String {
    let mut parts = text.split('%');
    let mut out = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        match part.get(..2).and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                out.extend(part.bytes().skip(2));
            }
            None => out.extend([b"%", part.as_bytes()].concat()),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_never_stands_on_a_command_line() {
        let split = |url: &str| without_password(url);
        assert_eq!(
            split("postgres://kith:p%40ss%2F1@db:5432/kith?sslmode=require"),
            ("postgres://kith@db:5432/kith?sslmode=require".into(), Some("p@ss/1".into()))
        );
        assert_eq!(split("postgres://kith@db/kith"), ("postgres://kith@db/kith".into(), None));
        assert_eq!(split("postgres:///kith?host=/run/a:b@c"), ("postgres:///kith?host=/run/a:b@c".into(), None));
        assert_eq!(split("postgres://u:100%@h/d").1.as_deref(), Some("100%"));
    }
}
