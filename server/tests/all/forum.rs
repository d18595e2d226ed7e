//! The forum in a browser without scripts.

use backend::testing::Engine;
use uuid::Uuid;

use crate::actors::{Actor, App, Reply};

#[path = "forum/kept.rs"]
mod kept;

struct Forum {
    app: App,
    base: String,
    board: String,
    thread: String,
}

impl Forum {
    async fn start(engine: Engine) -> Self {
        let app = App::start(engine).await;
        let base = format!("/cohorts/{}/forum", app.world.slug);
        let amara = app.actor("amara").await;
        let page = amara.get(&base).await.expect(200);
        assert_eq!((page.text("h1").as_str(), page.count("ul.cards > li")), ("Forum", 3));
        let board = page.attr("ul.cards > li:nth-child(2) a", "href");
        let form = amara.get(&format!("{board}/new")).await.expect(200);
        let once = form.attr("input[name=once]", "value");
        let sent = [("once", once.as_str()), ("title", "Silence in the room"), ("body", "How long do *you* wait?")];
        let opened = amara.post(&format!("{board}/new"), &sent).await.expect(303);
        let again = amara.post(&format!("{board}/new"), &sent).await.expect(303);
        assert_eq!(opened.location, again.location, "sent twice, opened once");
        let thread = opened.location.split('?').next().unwrap().to_owned();
        Self { app, base, board, thread }
    }

    async fn post_of(&self, who: &Actor, n: usize) -> String {
        let page = who.get(&self.thread).await.expect(200);
        ids(&page)[n].clone()
    }
}

fn ids(page: &Reply) -> Vec<String> {
    let html = scraper::Html::parse_document(&page.body);
    let posts = scraper::Selector::parse("article.post").unwrap();
    html.select(&posts).map(|p| p.value().attr("id").unwrap().trim_start_matches("p-").to_owned()).collect()
}

fn field<'a>(once: &'a str, body: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![("once", once), ("body", body), ("page", "1")]
}

#[tokio::test]
async fn a_conversation_without_javascript() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let f = Forum::start(engine).await;
        let ben = f.app.actor("benoit").await;
        let index = ben.get(&f.base).await.expect(200);
        assert_eq!(index.text(".cards .unread"), "1 nouveau", "Benoît reads French");
        let to = ben.get(&index.attr(".thread-list a", "href")).await.expect(303).location;
        let page = ben.get(&to).await.expect(200);
        assert_eq!(page.text(".post.is-unread .prose"), "How long do you wait?");
        assert_eq!((page.count("script"), page.count("script[src$='/pkg/keep.js']")), (1, 1), "nothing but what keeps the reply");
        assert_eq!(ben.get(&f.thread).await.expect(200).count(".post.is-unread"), 0, "seen once, read");
        let first = ids(&page)[0].clone();
        let open = ben.get(&format!("{}?page=1&reply={first}", f.thread)).await.expect(200);
        assert_eq!(open.count(&format!("[id='p-{first}'] form.composer textarea")), 1, "the form opens under the post");
        let once = open.attr("form.composer input[name=once]", "value");
        let mut reply = field(&once, "Jusqu’à ce que *l’autre* parle.");
        reply.push(("parent", first.as_str()));
        let sent = ben.post(&f.thread, &reply).await.expect(303);
        assert!(sent.location.contains("done=forum-posted#p-"), "{}", sent.location);
        let amara = f.app.actor("amara").await;
        let page = amara.get(&f.thread).await.expect(200);
        assert_eq!((page.count("article.post"), page.count(".post.is-unread"), page.count(".post em")), (2, 1, 2));
    }
}

#[tokio::test]
async fn what_somebody_signed_out_sends_stays_on_the_page_and_can_be_sent_again() {
    let f = Forum::start(Engine::Sqlite).await;
    let (new, once) = (format!("{}/new?from=here", f.board), Uuid::from_u128(7).to_string());
    let sent =
        [("once", once.as_str()), ("title", "A title of mine"), ("body", "Two lines\r\n</textarea><b>x</b>"), ("password", "never shown")];
    let page = f.app.nobody().post(&new, &sent).await.expect(401);
    assert_eq!((page.location.as_str(), page.text("h1").as_str()), ("", "This was not sent: your sign-in has ended"));
    assert_eq!(page.attr("main a[href='/sign-in']", "target"), "_blank");
    assert_eq!(page.attr("main form", "action"), new);
    let typed: Vec<(&str, String)> = vec![
        ("once", page.attr("main form input[name=once][type=hidden]", "value")),
        ("title", page.attr("main form input[name=title][type=text]", "value")),
        ("body", page.text("main form textarea[name=body]")),
    ];
    assert_eq!((typed[1].1.as_str(), typed[2].1.as_str()), ("A title of mine", "Two lines\n</textarea><b>x</b>"));
    assert!(!page.body.contains("never shown"));
    let again: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let amara = f.app.actor("amara").await;
    assert!(amara.post(&new, &again).await.expect(303).location.contains(&once), "the same thing is made by the same form");
    assert_eq!(f.app.nobody().post(&new, &[]).await.expect(401).count("main form textarea"), 0);
}

#[tokio::test]
async fn an_address_alone_claims_nothing() {
    let f = Forum::start(Engine::Sqlite).await;
    let amara = f.app.actor("amara").await;
    let form = amara.get(&f.thread).await.expect(200);
    let sent = amara.post(&f.thread, &field(&form.attr("input[name=once]", "value"), "A word")).await.expect(303);
    assert_eq!(amara.follow(&sent).await.expect(200).text(".notice.is-good"), "Your reply stands in the thread.");
    for page in [&sent.location, "/?done=password-changed", "/me?done=profile-saved", "/sign-in?done=signed-out"] {
        assert_eq!(amara.get(page).await.expect(200).count(".notice.is-good"), 0, "{page}");
    }
    let lied = Reply { location: "/?done=password-changed".to_owned(), ..sent };
    assert_eq!(amara.follow(&lied).await.expect(200).count(".notice.is-good"), 0, "another act");
}

#[tokio::test]
async fn many_posts_in_a_short_while_must_wait_and_keep_their_words() {
    let f = Forum::start(Engine::Sqlite).await;
    let ben = f.app.actor("benoit").await;
    let (mut taken, mut page) = (0, ben.post(&f.thread, &[("body", "Word 0")]).await);
    while page.status == 303 && taken < 60 {
        taken += 1;
        page = ben.post(&f.thread, &[("body", format!("Word {taken}").as_str())]).await;
    }
    let page = page.expect(429);
    assert!(taken >= 30 && page.headers.contains_key("retry-after") && page.count("#e-body") == 1, "after {taken}");
    assert_eq!(page.text("form.composer textarea"), format!("Word {taken}"));
    let mut page = ben.post(&format!("{}/new", f.board), &[("title", "Mine"), ("body", "Its words")]).await;
    if page.status == 303 {
        page = ben.post(&format!("{}/new", f.board), &[("title", "Mine"), ("body", "Its words")]).await;
    }
    assert_eq!((page.attr("#f-title", "value"), page.text("#f-body")), ("Mine".to_owned(), "Its words".to_owned()));
    f.app.actor("amara").await.post(&f.thread, &[("body", "Not me")]).await.expect(303);
}

#[tokio::test]
async fn a_refused_form_keeps_every_word() {
    let f = Forum::start(Engine::Sqlite).await;
    let amara = f.app.actor("amara").await;
    let page = amara.post(&format!("{}/new", f.board), &[("title", ""), ("body", "A long thought </textarea><b>x</b>")]).await.expect(422);
    assert_eq!(page.text("#e-title"), "Please fill this in.");
    assert_eq!(page.text("textarea"), "A long thought </textarea><b>x</b>");
    let page = amara.post(&f.thread, &field("", "  ")).await.expect(422);
    assert_eq!((page.text("#e-body").as_str(), page.count("article.post")), ("Please fill this in.", 1));
    let long = "é".repeat(70_000);
    let page = amara.post(&f.thread, &field("", &long)).await.expect(422);
    assert_eq!(page.text("textarea").chars().count(), 70_000);
    let once = Uuid::from_u128(7).to_string();
    amara.post(&f.thread, &field(&once, "First")).await.expect(303);
    amara.post(&f.thread, &field(&once, "First")).await.expect(303);
    let page = amara.post(&f.thread, &field(&once, "Second, after going back")).await.expect(422);
    assert_eq!(page.text("textarea"), "Second, after going back");
    let fresh = page.attr("form.composer input[name=once]", "value");
    assert_ne!(fresh, once);
    amara.post(&f.thread, &field(&fresh, "Second, after going back")).await.expect(303);
    assert_eq!(amara.get(&f.thread).await.expect(200).count("article.post"), 3);
    f.app.actor("fatima").await.post(&format!("{}/lock", f.thread), &[]).await.expect(303);
    let page = amara.post(&f.thread, &field("", "Too late")).await.expect(409);
    assert_eq!(page.text("textarea"), "Too late", "what was typed is not lost to a lock");
    assert_eq!(amara.get(&f.thread).await.expect(200).count("textarea"), 0);
}

#[tokio::test]
async fn an_edit_from_an_old_form_shows_both_texts() {
    let f = Forum::start(Engine::Sqlite).await;
    let amara = f.app.actor("amara").await;
    let edit = format!("{}/posts/{}/edit", f.base, f.post_of(&amara, 0).await);
    let version = amara.get(&edit).await.expect(200).attr("input[name=version]", "value");
    amara.post(&edit, &[("version", &version), ("body", "On her phone")]).await.expect(303);
    let page = amara.post(&edit, &[("version", &version), ("body", "At her desk")]).await.expect(409);
    assert_eq!((page.text("textarea").as_str(), page.text(".card .prose").as_str()), ("At her desk", "On her phone"));
    let newer = page.attr("input[name=version]", "value");
    amara.post(&edit, &[("version", &newer), ("body", "At her desk")]).await.expect(303);
    f.app.bench.clock.pass(chrono::Duration::hours(25));
    let amara = f.app.actor("amara").await;
    let page = amara.post(&edit, &[("version", "3"), ("body", "A day later")]).await.expect(409);
    assert_eq!(page.text("textarea"), "A day later");
    let once = page.attr("form.composer input[name=once]", "value");
    let addition = page.attr("form.composer", "action");
    assert!(addition.ends_with("/addition"), "{addition}");
    amara.post(&addition, &[("once", &once), ("body", "A day later")]).await.expect(303);
    let page = amara.get(&f.thread).await.expect(200);
    assert_eq!((page.text(".post > .prose").as_str(), page.text(".addition .prose").as_str()), ("At her desk", "A day later"));
}

#[tokio::test]
async fn hostile_text_is_inert_everywhere() {
    let f = Forum::start(Engine::Sqlite).await;
    let (amara, fatima) = (f.app.actor("amara").await, f.app.actor("fatima").await);
    let bad = "</textarea></title><script>alert(1)</script><img src=x onerror=alert(2)> \"><svg onload=alert(3)> [x](javascript:alert(4)) lantern";
    let board = format!("{}/new", f.board);
    let opened = amara.post(&board, &[("title", bad), ("body", bad)]).await.expect(303);
    let thread = opened.location.split('?').next().unwrap().to_owned();
    amara.post(&thread, &field("", &format!("text before {bad}"))).await.expect(303);
    let post = ids(&amara.get(&thread).await)[1].clone();
    fatima
        .post(&format!("{}/flags/post/{post}", f.base.trim_end_matches("/forum")), &[("kind", "other"), ("reason", bad)])
        .await
        .expect(303);
    fatima.post(&format!("{}/boards", f.base), &[("name", &bad[..70]), ("about", bad)]).await.expect(303);
    let edit = format!("{}/posts/{post}/edit", f.base);
    let seen_by = |who: &Actor, path: String| {
        let (client, address) = (who.client.clone(), who.address.clone());
        async move { Actor { client, address, cookie: String::new() }.get(&path).await }
    };
    for (who, path) in [
        (&amara, thread.clone()),
        (&amara, edit),
        (&amara, f.base.clone()),
        (&amara, f.board.clone()),
        (&amara, format!("{}/posts/{post}/history", f.base)),
        (&fatima, f.base.replace("/forum", "/flags")),
        (&fatima, format!("{}/post/{post}", f.base.replace("/forum", "/flags"))),
        (&fatima, thread.clone()),
        (&amara, "/search?q=lantern".to_owned()),
        (&amara, "/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E%20lantern".to_owned()),
    ] {
        let page = seen_by(who, path.clone()).await.expect(200);
        let risky = "main script, main img, main svg[onload], main [onerror], main [onload], main a[href^='javascript:']";
        assert_eq!(page.count(risky), 0, "{path}: {}", page.body);
        assert_eq!(page.count("title"), 1, "{path}");
    }
    let found = amara.get("/search?q=lantern").await.expect(200);
    assert_eq!(found.text("mark"), "lantern");
}

#[tokio::test]
async fn somebody_elses_thread_is_not_there() {
    let f = Forum::start(Engine::Sqlite).await;
    let near = f.app.world.neighbour(true).await.unwrap();
    let petra = f.app.signed_in(near.id("petra")).await;
    let amara = f.app.actor("amara").await;
    let post = f.post_of(&amara, 0).await;
    let theirs = format!("/cohorts/{}/forum", near.slug);
    petra.get(&theirs).await.expect(200);
    for path in [
        f.base.clone(),
        f.thread.clone(),
        format!("{}/posts/{post}", f.base),
        format!("{theirs}/posts/{post}"),
        f.thread.replace(&f.base, &theirs),
    ] {
        petra.get(&path).await.expect(404);
    }
    petra.post(&f.thread, &field("", "Hello")).await.expect(404);
    petra.post(&f.thread.replace(&f.base, &theirs), &field("", "Hello")).await.expect(404);
    assert!(petra.get("/search?q=silence").await.expect(200).text("p.empty").starts_with("Nothing that you may read"));
    assert_eq!(amara.get("/search?q=silence").await.expect(200).text("main h2"), "1 result");
    assert_eq!(amara.get("/search?q=a").await.expect(422).text("#e-q"), "Please give at least one word of two letters.");
    amara.get("/search").await.expect(200);
    f.app.nobody().get("/search?q=silence").await.expect(303);
    f.app.nobody().get(&f.thread).await.expect(303);
    f.app.actor("leo").await.get(&f.thread).await.expect(403);
    f.app.actor("ada").await.get(&f.thread).await.expect(403);
    amara.get(&format!("{}/threads/not-an-id", f.base)).await.expect(404);
    amara.get(&format!("{}?page=9", f.thread)).await.expect(404);
    amara.get(&format!("{}?page=x", f.thread)).await.expect(400);
}

#[tokio::test]
async fn a_facilitator_moderates_and_the_author_is_told() {
    let f = Forum::start(Engine::Sqlite).await;
    let (amara, ben, fatima) = (f.app.actor("amara").await, f.app.actor("ivy").await, f.app.actor("fatima").await);
    let post = f.post_of(&amara, 0).await;
    let at = format!("{}/posts/{post}", f.base);
    let (desk, redact) = (f.base.replace("/forum", "/flags"), f.base.replace("/forum", "/redact"));
    let flag = format!("{desk}/post/{post}");
    ben.get(&flag).await.expect(200);
    ben.post(&flag, &[("kind", "patient"), ("reason", "")]).await.expect(422);
    ben.post(&flag, &[("kind", "patient"), ("reason", "Names a village")]).await.expect(303);
    assert!(ben.get(&f.thread).await.expect(200).text("article.post").contains("This post is hidden."));
    assert!(amara.get(&f.thread).await.expect(200).text(".post .notice").starts_with("Your post is hidden from the others."));
    ben.get(&desk).await.expect(403);
    assert_eq!(fatima.get(&desk).await.expect(200).count("main ul.list > li > article"), 1);
    fatima.post(&format!("{redact}/post/{post}"), &[("passages", "nowhere in it")]).await.expect(422);
    fatima.post(&format!("{redact}/post/{post}"), &[("passages", "wait")]).await.expect(303);
    fatima.post(&format!("{at}/restore"), &[]).await.expect(303);
    assert_eq!(ben.get(&f.thread).await.expect(200).text(".post .prose"), "How long do you [redacted]?");
    assert_eq!(fatima.get(&desk).await.expect(200).count("main ul.list > li > article"), 0);
    fatima.post(&format!("{at}/hide"), &[("reason", "")]).await.expect(422);
    ben.post(&format!("{at}/hide"), &[("reason", "x")]).await.expect(403);
    ben.post(&format!("{at}/delete"), &[]).await.expect(403);
    for act in ["pin", "lock", "unlock", "unpin"] {
        fatima.post(&format!("{}/{act}", f.thread), &[]).await.expect(303);
    }
    let page = fatima.get(&f.thread).await.expect(200);
    let boards = page.count("select[name=board] option");
    assert_eq!(boards, 3);
    let to = page.attr("select[name=board] option:nth-child(3)", "value");
    fatima.post(&format!("{}/move", f.thread), &[("board", &to)]).await.expect(303);
    amara.post(&format!("{at}/delete"), &[]).await.expect(303);
    amara.get(&f.thread).await.expect(404);
}

#[tokio::test]
async fn fetching_ahead_reads_nothing() {
    let f = Forum::start(Engine::Sqlite).await;
    let ivy = f.app.actor("ivy").await;
    let address = format!("{}{}", f.app.address, f.thread);
    ivy.client.head(&address).send().await.unwrap();
    ivy.client.get(&address).header("sec-purpose", "prefetch;prerender").send().await.unwrap();
    ivy.client.get(&address).header("sec-fetch-dest", "image").send().await.unwrap();
    assert_eq!(ivy.get(&f.base).await.expect(200).text(".cards .unread"), "1 new");
    let page = ivy.get(&f.base).await.expect(200);
    let until = page.attr("input[name=until]", "value");
    ivy.post(&format!("{}/read", f.base), &[("until", &until)]).await.expect(303);
    assert_eq!(ivy.get(&f.base).await.expect(200).count(".unread"), 0);
}
