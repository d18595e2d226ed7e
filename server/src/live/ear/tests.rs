#![allow(clippy::unwrap_used)]
use super::*;
use domain::id::RoomId;
use std::sync::Arc;
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpListener;
use uuid::Uuid;

/// An ear, and what its client reads.
async fn pair() -> (Arc<Ear>, TcpStream) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (client, server) = tokio::join!(TcpStream::connect(listener.local_addr().unwrap()), listener.accept());
    let id = Uuid::from_u128(1);
    let ear = Arc::new(Ear::new(0, PersonId(id), SignInId(id), server.unwrap().0, 0));
    ear.stream.writable().await.unwrap();
    (ear, client.unwrap())
}

fn room(n: u128) -> Topic {
    Topic::Room(RoomId(Uuid::from_u128(n)))
}

/// What the ear's own task would do, until it is called to something.
fn work(ear: &Arc<Ear>) -> tokio::task::JoinHandle<Call> {
    let ear = ear.clone();
    tokio::spawn(async move { std::future::poll_fn(|cx| ear.poll_call(cx)).await })
}

#[tokio::test]
async fn who_does_not_read_is_ended_and_hears_why_between_whole_frames() {
    let (ear, mut client) = pair().await;
    let working = work(&ear);
    let frame = crate::live::frame::text(&domain::live::Tell::Throttled { retry: 1 });
    let many = Bytes::from(frame.repeat(2000));
    for _ in 0..2000 {
        ear.tell(room(1), 1, &many);
        tokio::task::yield_now().await;
    }
    assert_eq!(working.await.unwrap(), Call::End(End(close::SLOW, "too slow")));
    assert!(ear.out().bytes <= crate::live::out::MOST_BYTES + 2 * many.len(), "no more than that waits");
    ear.last_words(End(close::SLOW, "too slow"));
    let (lingering, mut heard) = (tokio::spawn(async move { ear.linger().await }), Vec::new());
    client.read_to_end(&mut heard).await.unwrap();
    lingering.await.unwrap();
    let end = crate::live::frame::close(close::SLOW, "too slow");
    let frames = heard.strip_suffix(end.as_ref()).expect("the last frame says why");
    assert_eq!(frames.len() % many.len(), 0, "what was begun is written to its end");
    assert!(frames.chunks(frame.len()).all(|one| one == frame), "and nothing is torn");
}

#[tokio::test]
async fn what_is_told_while_rights_are_looked_at_waits_and_is_dropped_when_they_are_lost() {
    let (ear, mut client) = pair().await;
    ear.tell(room(1), 1, &Bytes::from_static(b"before "));
    ear.suspect();
    assert_eq!(work(&ear).await.unwrap(), Call::Look);
    ear.tell(room(1), 1, &Bytes::from_static(b"secret "));
    ear.tell(room(2), 1, &Bytes::from_static(b"other "));
    assert_eq!(ear.flush(), Flow::Still, "held back");
    ear.release(&[room(1)]);
    assert_eq!(ear.flush(), Flow::Still);
    ear.tell(room(2), 1, &Bytes::from_static(b"after"));
    ear.last_words(End(0, ""));
    drop(ear);
    let mut heard = String::new();
    client.read_to_string(&mut heard).await.unwrap();
    assert_eq!(heard, "before other after");
}

#[tokio::test]
async fn suspected_again_while_it_looks_it_looks_again_first() {
    let (ear, _client) = pair().await;
    ear.suspect();
    assert_eq!(work(&ear).await.unwrap(), Call::Look);
    ear.suspect();
    ear.release(&[]);
    ear.tell(room(1), 1, &Bytes::from_static(b"x"));
    assert_eq!(ear.flush(), Flow::Still);
    assert_eq!(ear.out().len(), 1, "still held back");
    assert_eq!(work(&ear).await.unwrap(), Call::Look);
    ear.release(&[]);
    ear.flush();
    assert!(ear.out().is_empty());
}
