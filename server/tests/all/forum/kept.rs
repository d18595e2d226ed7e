//! Posts that were drawn before: whoever comes next sees their own language, hours, buttons and forms, and never another's.

use super::*;

fn article(page: &Reply, post: &str) -> String {
    let html = scraper::Html::parse_document(&page.body);
    let one = scraper::Selector::parse(&format!("[id='p-{post}']")).unwrap();
    html.select(&one).next().map(|a| a.html()).unwrap_or_default()
}

#[tokio::test]
async fn each_reader_sees_a_kept_post_in_their_own_way() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let f = Forum::start(engine).await;
        let (amara, ben, ivy) = (f.app.actor("amara").await, f.app.actor("benoit").await, f.app.actor("ivy").await);
        let fatima = f.app.actor("fatima").await;
        let post = f.post_of(&amara, 0).await;
        let here = |what: &str| format!("[id='p-{post}'] {what}");
        for round in 0..2 {
            let fresh = usize::from(round == 0);
            let mine = amara.get(&f.thread).await.expect(200);
            assert_eq!((mine.count(&here("form")), mine.count(&here("a[href*='/flags/']")), mine.count(&here(".unread"))), (1, 0, 0));
            assert_eq!(mine.count(&here("a[href$='/edit']")), 1);
            for (who, word) in [(&ben, "Répondre"), (&ivy, "Reply")] {
                let page = who.get(&f.thread).await.expect(200);
                assert_eq!(
                    (page.count(&here("form")), page.count(&here("a[href*='/flags/']")), page.count(&here(".unread"))),
                    (0, 1, fresh)
                );
                assert_eq!(page.text(&here("footer a")), word);
            }
            let staff = fatima.get(&f.thread).await.expect(200);
            assert_eq!((staff.count(&here("form[action$='/hide']")), staff.count(&here("form[action$='/delete']"))), (1, 0));
        }
        // Another zone, asked for by the reader.
        let before = ivy.get(&f.thread).await.expect(200).text(&here("time"));
        let form = ivy.get("/me").await.expect(200);
        let value = |name: &str| form.attr(&format!("[name={name}]"), "value");
        let (name, profession) = (value("name"), value("profession"));
        let change = [
            ("name", name.as_str()),
            ("profession", &profession),
            ("organisation", ""),
            ("community", ""),
            ("phone", ""),
            ("licence", ""),
            ("language", "en"),
            ("zone", "Asia/Kathmandu"),
        ];
        ivy.post("/me", &change).await.expect(303);
        assert_ne!(ivy.get(&f.thread).await.expect(200).text(&here("time")), before);
        assert_eq!(amara.get(&f.thread).await.expect(200).text(&here("time")), before, "and nobody else's clock turns");
        // A form under a post holds what one person types, and goes with them.
        let open = ivy.get(&format!("{}?page=1&reply={post}", f.thread)).await.expect(200);
        assert_eq!(open.count(&here("form.composer")), 1);
        assert_eq!((ivy.get(&f.thread).await.count(&here("form")), ben.get(&f.thread).await.count(&here("form"))), (0, 0));
        // A flag is seen by whoever raised it, and counted for those who moderate.
        let flag = format!("{}/flags/post/{post}", f.base.trim_end_matches("/forum"));
        ivy.post(&flag, &[("kind", "unkind"), ("reason", "Harsh")]).await.expect(303);
        let said = |page: &Reply| page.text(&here("a[href*='/flags/post/']"));
        let (by_ivy, by_ben) = (said(&ivy.get(&f.thread).await), said(&ben.get(&f.thread).await));
        assert!(by_ivy.starts_with("Flagged") && by_ben == "Signaler", "{by_ivy}, {by_ben}");
        assert_eq!(fatima.get(&f.thread).await.count(&here(".badge.is-wait")), 1);
        assert_eq!(ivy.get(&f.thread).await.count(&here(".badge.is-wait")), 0);
    }
}

#[tokio::test]
async fn what_is_hidden_locked_or_renamed_is_drawn_anew_at_once() {
    let f = Forum::start(Engine::Sqlite).await;
    let (amara, ivy, fatima) = (f.app.actor("amara").await, f.app.actor("ivy").await, f.app.actor("fatima").await);
    let post = f.post_of(&amara, 0).await;
    let seen = async |who: &Actor| article(&who.get(&f.thread).await.expect(200), &post);
    assert!(seen(&ivy).await.contains("wait?") && seen(&ivy).await.contains("reply="));
    fatima.post(&format!("{}/lock", f.thread), &[]).await.expect(303);
    assert!(!seen(&ivy).await.contains("reply="), "a locked thread offers no reply");
    fatima.post(&format!("{}/posts/{post}/hide", f.base), &[("reason", "A name in it")]).await.expect(303);
    assert!(!seen(&ivy).await.contains("wait?") && !seen(&ivy).await.contains("A name in it"));
    assert!(seen(&fatima).await.contains("wait?") && seen(&amara).await.contains("A name in it"));
    assert!(!seen(&ivy).await.contains("wait?"), "nor after others were shown it");
    fatima.post(&format!("{}/posts/{post}/restore", f.base), &[]).await.expect(303);
    assert!(seen(&ivy).await.contains("wait?"));
}
