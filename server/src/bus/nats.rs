//! NATS carries hints between machines. It is only a wake-up: while it is gone, rooms are looked at every two seconds, and nothing is lost.

use std::time::Duration;

use async_nats::{Client, ConnectOptions, Event};
use futures_util::StreamExt as _;
use tokio::sync::mpsc;
use uuid::Uuid;

use super::words::Word;
use super::{LocalBus, Said, WAITING};

/// Where hints travel.
const SUBJECT: &str = "kith.hints";
/// A connection that does not answer for so long is made anew.
const PING: Duration = Duration::from_secs(3);

/// Joins other machines over NATS. Never waits for it: a start goes on without, and it is joined when it comes.
pub async fn connect(bus: &LocalBus, url: &str, node: Uuid) -> anyhow::Result<()> {
    let (away, words) = mpsc::channel(WAITING);
    if bus.away.set(away).is_err() {
        return Ok(());
    }
    let said = bus.said.clone();
    let events = move |event| {
        let said = said.clone();
        async move {
            match event {
                Event::Connected => {
                    tracing::info!("the bus between machines is there");
                    let _ = said.send(Said::Connected);
                }
                Event::Disconnected => tracing::warn!("the bus between machines is gone; rooms are looked at every two seconds meanwhile"),
                Event::SlowConsumer(_) => drop(said.send(Said::Connected)),
                _ => {}
            }
        }
    };
    let client = ConnectOptions::new()
        .name("kith")
        .retry_on_initial_connect()
        .connection_timeout(Duration::from_secs(2))
        .ping_interval(PING)
        .reconnect_delay_callback(|tries| Duration::from_millis(200 * u64::try_from(tries.clamp(1, 10)).unwrap_or(10)))
        .event_callback(events)
        .connect(url)
        .await?;
    tokio::spawn(speak(client.clone(), words, node));
    tokio::spawn(hear(client, bus.clone(), node));
    Ok(())
}

/// Sends what this machine says, while there is a connection; what is said without one would come too late to help.
async fn speak(client: Client, mut words: mpsc::Receiver<Word>, node: Uuid) {
    while let Some(word) = words.recv().await {
        if client.connection_state() != async_nats::connection::State::Connected {
            continue;
        }
        if let Err(why) = client.publish(SUBJECT, word.line(node).into()).await {
            tracing::debug!(%why, "a hint was not sent");
        }
    }
}

/// Hears the others for as long as the process lives.
async fn hear(client: Client, bus: LocalBus, node: Uuid) {
    loop {
        match client.subscribe(SUBJECT).await {
            Ok(mut messages) => {
                while let Some(message) = messages.next().await {
                    let read = std::str::from_utf8(&message.payload).ok().and_then(Word::read);
                    if let Some((from, word)) = read.filter(|(from, _)| *from != node) {
                        bus.hears(from, word);
                    }
                }
            }
            Err(why) => tracing::debug!(%why, "the bus between machines cannot be listened to"),
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

impl LocalBus {
    /// Something that another machine said.
    fn hears(&self, node: Uuid, word: Word) {
        let said = match word {
            Word::Hint(hint) => return drop(self.hints.send(hint)),
            Word::Here(room, people) => Said::Here { node, room, people },
            Word::WhoIsHere(room) => Said::WhoIsHere(room),
            Word::Going => Said::Going(node),
        };
        let _ = self.said.send(said);
    }
}
