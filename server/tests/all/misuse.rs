//! Forms as no page of ours sends them, and forms sent again after a word was changed: nothing is lost, and nothing is done that nobody asked for.

use backend::cases::demo::one_session;
use backend::programs::{queries, reach::Ask};
use backend::sessions::agenda;
use backend::testing::Engine;

use crate::actors::App;

/// The page was slow, so it was stopped, a word was mended, and it was sent again: both wordings are there, and each of them once.
#[tokio::test]
async fn a_form_that_is_sent_again_with_other_words_says_them_too() {
    let app = App::start(Engine::Sqlite).await;
    let amara = app.actor("amara").await;
    let chat = format!("/cohorts/{}/chat", app.world.slug);
    let once = "01a21e57-a320-704e-839e-4dd05f6b72b4";
    for text in ["The first wording", "The first wording", "The second wording"] {
        amara.post(&chat, &[("once", once), ("text", text)]).await.expect(303);
    }
    let page = amara.get(&chat).await.expect(200);
    let said = |text: &str| page.body.matches(&format!(">{text}<")).count();
    assert_eq!((said("The first wording"), said("The second wording")), (1, 1), "{}", page.body);
    // A key that is none makes no thing twice under one name.
    for _ in 0..2 {
        amara.post(&chat, &[("once", "00000000-0000-0000-0000-000000000000"), ("text", "Without a key")]).await.expect(303);
    }
    assert_eq!(amara.get(&chat).await.body.matches(">Without a key<").count(), 2);
}

/// Two who change the same thing at once: the later one is told, with both wordings, and nothing goes over the other's without a question.
#[tokio::test]
async fn words_from_an_old_page_do_not_go_over_somebody_elses() {
    let app = App::start(Engine::Sqlite).await;
    let id = one_session(&app.world).await.unwrap();
    let (corinne, ada, fatima) = (app.actor("corinne").await, app.actor("ada").await, app.actor("fatima").await);
    let line = agenda::Typed { kind: "close".into(), title: String::new(), minutes: "10".into() };
    agenda::set(app.cx(), &app.world.viewer("fatima").await.unwrap(), &app.world.slug, id, &[line]).await.unwrap();
    let forms = [
        (format!("/manage/programs/{}/edit", app.world.program), "summary", &corinne),
        (format!("/manage/hubs/{}/edit", app.world.hub), "name", &corinne),
        (format!("/cohorts/{}/sessions/{id}/agenda", app.world.slug), "title-0", &fatima),
    ];
    for (path, field, first) in forms {
        let page = if path.ends_with("/agenda") { path.replace("/agenda", "/edit") } else { path.clone() };
        let shown = ada.get(&page).await.expect(200);
        let form: Vec<(String, String)> = shown.fields(&format!("form:has([name='{field}'])"));
        assert!(form.iter().any(|(name, _)| name == "version"), "{form:?}");
        let with = |text: &str, form: &[(String, String)]| -> Vec<(String, String)> {
            form.iter().map(|(name, value)| (name.clone(), if name == field { text.to_owned() } else { value.clone() })).collect()
        };
        let send = async |who: &crate::actors::Actor, form: &[(String, String)]| {
            who.post(&path, &form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect::<Vec<_>>()).await
        };
        send(first, &with("The first writer", &form)).await.expect(303);
        let told = send(&ada, &with("The second writer", &form)).await.expect(409);
        assert!(told.body.contains("The second writer") && told.body.contains("The first writer"), "{path}");
        let again = told.fields(&format!("form:has([name='{field}'])"));
        send(&ada, &with("The second writer", &again)).await.expect(303);
        assert!(ada.get(&page).await.body.contains("The second writer"));
    }
}

/// What is neither yes nor no is not taken for the one or the other.
#[tokio::test]
async fn a_switch_with_an_unknown_word_or_none_changes_nothing() {
    let app = App::start(Engine::Sqlite).await;
    let (slug, corinne) = (app.world.slug.as_str(), app.actor("corinne").await);
    let id = one_session(&app.world).await.unwrap();
    let state = async || {
        let view = queries::cohort(app.cx(), &app.world.viewer("corinne").await.unwrap(), slug, Ask::Manage).await.unwrap();
        (view.archived, view.facilitators.clone())
    };
    let before = state().await;
    let fatima = app.world.id("fatima").to_string();
    let session = format!("/cohorts/{slug}/sessions/{id}");
    for word in ["", "nonsense"] {
        corinne.post(&format!("/cohorts/{slug}/archive"), &[("archived", word)]).await.expect(422);
        corinne.post(&format!("{session}/call-off"), &[("off", word), ("reason", "Snow")]).await.expect(422);
        let role = [("person", fatima.as_str()), ("role", "facilitator"), ("given", word)];
        app.actor("ada").await.post(&format!("/cohorts/{slug}/roles"), &role).await.expect(422);
        corinne.post("/chat/visible", &[("invisible", word)]).await.expect(422);
    }
    assert_eq!(state().await, before);
    app.actor("fatima").await.get(&format!("{session}/edit")).await.expect(200);
    assert_eq!(corinne.get(&session).await.expect(200).count("form[action$='/call-off']"), 0, "it is planned as it was");
    let made = [("name", "X"), ("starts_on", "2026-09-01"), ("ends_on", "2026-10-01"), ("capacity", "5"), ("zone", "America/Vancouver")];
    let cohorts = format!("/manage/programs/{}/cohorts/new", app.world.program);
    for odd in [("kind", "nonsense"), ("language", "nonsense")] {
        let form: Vec<_> = made.iter().copied().chain([("language", "en")]).filter(|(name, _)| *name != odd.0).chain([odd]).collect();
        corinne.post(&cohorts, &form).await.expect(422);
    }
}

/// A form that stands for everything it is about and was cut off on its way empties nothing.
#[tokio::test]
async fn a_form_that_did_not_arrive_whole_changes_nothing() {
    let app = App::start(Engine::Sqlite).await;
    let slug = app.world.slug.as_str();
    let id = one_session(&app.world).await.unwrap();
    let viewer = app.world.viewer("fatima").await.unwrap();
    let line = agenda::Typed { kind: "close".into(), title: String::new(), minutes: "10".into() };
    agenda::set(app.cx(), &viewer, slug, id, &[line]).await.unwrap();
    let (fatima, corinne, ada) = (app.actor("fatima").await, app.actor("corinne").await, app.actor("ada").await);
    let session = format!("/cohorts/{slug}/sessions/{id}");
    let refused = fatima.post(&format!("{session}/agenda"), &[]).await.expect(422);
    assert!(refused.body.contains("did not arrive whole"), "{}", refused.body);
    assert!(fatima.get(&session).await.body.contains("Close"), "the agenda stands");
    corinne.post(&format!("/cohorts/{slug}/surveys/plan"), &[]).await.expect(422);
    ada.post(&format!("/manage/programs/{}/video", app.world.program), &[]).await.expect(422);
    // Bytes that are no text, and a file of none.
    let library = format!("/cohorts/{slug}/library");
    fatima.upload(&library, &[("title", "x"), ("url", ""), ("session", "")], ("file", "x.csv", b"")).await.expect(422);
    fatima.upload(&library, &[("title", "a\0b"), ("url", ""), ("session", "")], ("file", "x.csv", b"a,b\n")).await.expect(400);
    fatima.upload(&library, &[("title", "x"), ("url", ""), ("session", "nonsense")], ("file", "x.csv", b"a,b\n")).await.expect(422);
}
