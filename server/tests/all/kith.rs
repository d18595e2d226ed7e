//! The real binary as an operator runs it: in an empty folder, with nothing in its environment but what a test gives.

use std::path::{Path, PathBuf};
use std::process::Output;

use tempfile::TempDir;

/// A folder to run `kith` in.
pub struct Desk {
    folder: TempDir,
    variables: Vec<(&'static str, String)>,
}

/// How a run ended.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Desk {
    /// An empty one; the database of this address.
    pub fn on(url: &str) -> Self {
        Self { variables: vec![("DATABASE_URL", url.to_owned())], ..Self::empty() }
    }

    /// An empty one without settings.
    pub fn empty() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), variables: Vec::new() }
    }

    pub fn set(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.variables.push((name, value.into()));
        self
    }

    pub fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        std::fs::write(self.at(name), bytes).unwrap();
        self.at(name)
    }

    /// Names in the folder.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> =
            std::fs::read_dir(self.folder.path()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    pub fn command(&self) -> tokio::process::Command {
        let mut command = tokio::process::Command::new(env!("CARGO_BIN_EXE_kith"));
        command.env_clear().env("PATH", std::env::var("PATH").unwrap_or_default()).current_dir(self.folder.path()).kill_on_drop(true);
        command.envs(self.variables.iter().map(|(name, value)| (*name, value.as_str())));
        command
    }

    /// Runs to the end, which comes within a minute.
    pub async fn kith(&self, arguments: &[&str]) -> Ran {
        let done = tokio::time::timeout(std::time::Duration::from_secs(60), self.command().args(arguments).output());
        Ran::of(done.await.expect("kith ends by itself").expect("kith starts"))
    }
}

impl Ran {
    fn of(done: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
        Self { code: done.status.code().unwrap_or(-1), out: text(done.stdout), err: text(done.stderr) }
    }

    #[track_caller]
    pub fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, code, "out: {}\nerr: {}", self.out, self.err);
        self
    }

    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|why| panic!("no JSON ({why}): {}", self.out))
    }

    #[track_caller]
    pub fn says(self, words: &str) -> Self {
        assert!(self.out.contains(words) || self.err.contains(words), "{words:?} in out: {}\nerr: {}", self.out, self.err);
        self
    }
}

/// A path as an argument.
pub fn arg(path: &Path) -> &str {
    path.to_str().unwrap()
}
