//! A crowd: people enrolled by a file, invited by letter and signed in by its link, as real ones are.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use uuid::Uuid;

use crate::http::{Line, form, get};
use crate::process::Process;
use crate::site::{House, links};

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct Person {
    /// Their cookies.
    pub cookie: String,
    /// Who they are.
    pub id: Uuid,
}

/// A room.
#[derive(Debug, Clone)]
pub struct Place {
    /// Its page.
    pub path: String,
    /// Its id on the socket.
    pub id: String,
}

/// A cohort with a crowd in it.
pub struct Cohort {
    /// Its name in addresses.
    pub slug: String,
    /// Its rooms: its own, and those of its sessions.
    pub rooms: Vec<Place>,
    /// The crowd.
    pub people: Vec<Person>,
    /// Who may enrol and remove.
    pub coordinator: Person,
    /// Who may suspend.
    pub administrator: String,
    /// Somebody of the house who has no right to its rooms.
    pub stranger: String,
    /// The paths of sign-in of the demo's people that were not used yet.
    pub known: BTreeMap<String, String>,
}

/// Loads the demo into an empty house and brings the crowd in. The first process is left running.
pub async fn gather(house: &House, people: usize, rooms: usize) -> anyhow::Result<(Process, Cohort)> {
    let known = house.first().await?;
    let link = |who: &str| known.get(who).with_context(|| format!("no link for {who}"));
    let mut file = String::from("name,email\n");
    for n in 0..people {
        file.push_str(&format!("Person {n:03},crowd-{n:03}@example.org\n"));
    }
    let path = house.data.join("crowd.csv");
    std::fs::write(&path, file)?;
    let (kith, _) = house.start().await?;
    let coordinator = house.sign_in(link("corinne")?).await?;
    let (administrator, stranger) = (house.sign_in(link("ada")?).await?, house.sign_in(link("leo")?).await?);
    let home = house.page("/", &coordinator).await?;
    let cohort = links(&home, "/cohorts/").into_iter().next().context("the coordinator's home names no cohort")?;
    let slug = cohort.split('/').nth(2).unwrap_or_default().to_owned();
    widen(house, &coordinator, &slug).await?;
    let mut import = house.act("import");
    import.arg("people").arg(&path).args(["--cohort", &slug]).stdout(std::process::Stdio::null());
    ensure!(import.status().await?.success(), "the crowd was not let in");

    let crowd = accept_all(house.at, &house.data.join("mail"), people).await?;
    let sessions = links(&house.page(&format!("/cohorts/{slug}/sessions"), &coordinator).await?, &format!("/cohorts/{slug}/sessions/"));
    let sessions =
        sessions.iter().filter(|l| l.rsplit('/').next().is_some_and(|id| Uuid::parse_str(id).is_ok())).map(|l| format!("{l}/chat"));
    let mut places = Vec::new();
    for path in std::iter::once(format!("/cohorts/{slug}/chat")).chain(sessions).take(rooms) {
        let id = prop(&house.page(&path, &coordinator).await?, "room")?;
        places.push(Place { path, id });
    }
    ensure!(places.len() == rooms, "the cohort has {} rooms", places.len());
    let mut signed = Vec::new();
    for cookie in crowd {
        signed.push(known_as(house, cookie, &slug).await?);
    }
    let coordinator = known_as(house, coordinator, &slug).await?;
    Ok((kith, Cohort { slug, rooms: places, people: signed, coordinator, administrator, stranger, known }))
}

async fn known_as(house: &House, cookie: String, slug: &str) -> anyhow::Result<Person> {
    let id = prop(&house.page(&format!("/cohorts/{slug}/chat"), &cookie).await?, "me")?.parse()?;
    Ok(Person { cookie, id })
}

/// Gives the cohort as many places as a cohort may have.
async fn widen(house: &House, coordinator: &str, slug: &str) -> anyhow::Result<()> {
    let path = format!("/cohorts/{slug}/manage");
    let page = house.page(&path, coordinator).await?;
    let value = |name: &str| -> Option<&str> {
        let rest = page.split_once(&format!("name=\"{name}\""))?.1;
        let rest = rest.split_once("value=\"")?.1;
        rest.split('"').next()
    };
    let mut body = String::from("capacity=500&zone=America%2FVancouver&language=en&name=Autumn+cohort");
    for name in ["version", "starts_on", "ends_on"] {
        body.push_str(&format!("&{name}={}", value(name).with_context(|| format!("the cohort's form has no {name}"))?));
    }
    let reply = Line::open(house.at).await?.ask(form(house.at, &path, coordinator, body)?).await?;
    ensure!(reply.status == 303, "widening the cohort answered {}", reply.status);
    Ok(())
}

/// Reads the letters as they come, and accepts each invitation from an address of its own.
async fn accept_all(at: SocketAddr, mail: &Path, people: usize) -> anyhow::Result<Vec<String>> {
    let (began, mut seen, mut cookies) = (Instant::now(), BTreeSet::new(), Vec::new());
    while cookies.len() < people {
        ensure!(began.elapsed() < Duration::from_secs(180), "only {} of {people} invitations came", cookies.len());
        for token in invitations(mail)? {
            if !seen.insert(token.clone()) {
                continue;
            }
            let n = cookies.len();
            let from = IpAddr::V4(Ipv4Addr::new(127, 0, 1 + u8::try_from(n / 250)?, 1 + u8::try_from(n % 250)?));
            let mut line = Line::open_from(from, at).await?;
            let path = format!("/invitation/{token}");
            let shown = line.ask(get(at, &path, "", "identity")?).await?;
            ensure!(shown.status == 200, "an invitation answered {}", shown.status);
            // A name of their own: nobody takes the name of another member.
            let reply = line.ask(form(at, &path, "", format!("name=Comer+{n:03}&language=en&terms=yes"))?).await?;
            ensure!(reply.status == 303 && reply.cookies().contains("kith_at="), "accepting an invitation answered {}", reply.status);
            cookies.push(reply.cookies());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Ok(cookies)
}

fn invitations(mail: &Path) -> anyhow::Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(mail).into_iter().flatten() {
        let path = entry?.path();
        if path.extension().is_none_or(|e| e != "eml") {
            continue;
        }
        // Quoted-printable: a line that goes on ends with an equals sign.
        let letter = std::fs::read_to_string(path)?.replace("=\r\n", "").replace("=\n", "");
        let token =
            letter.split_once("/invitation/").map(|(_, rest)| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)));
        found.extend(token.map(String::from_iter).filter(|_| letter.contains("crowd-")));
    }
    found.sort();
    Ok(found)
}

/// What a chat page gives to its island under this name.
pub fn prop(page: &str, name: &str) -> anyhow::Result<String> {
    let at = page.find("data-props").context("the chat page has no island")?;
    let props = page.get(at..).unwrap_or_default().replace("&quot;", "\"");
    let rest = props.split_once(&format!("\"{name}\":\"")).with_context(|| format!("the island is not given its {name}"))?.1;
    Ok(rest.split('"').next().unwrap_or_default().to_owned())
}
