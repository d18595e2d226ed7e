//! The first visit: what everyone gets, and what nobody gets.

use crate::actors::App;
use backend::testing::Engine;

#[tokio::test]
async fn a_visitor_sees_the_start_page_with_a_strict_policy() {
    let app = App::start(Engine::Sqlite).await;
    let page = app.nobody().get("/").await.expect(200);
    assert_eq!(page.text("h1"), "Kith");
    let policy = page.headers["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe-inline"), "{policy}");
    assert_eq!(page.count("script"), 0, "a Paper page has no script");
}

#[tokio::test]
async fn a_signed_in_person_is_greeted_and_can_sign_out() {
    let app = App::start(Engine::Sqlite).await;
    let amara = app.actor("amara").await;
    assert_eq!(amara.get("/").await.expect(200).text("h1"), "Hello, Amara");
    amara.post("/sign-out", &[]).await.expect(303);
    assert_eq!(amara.get("/").await.expect(200).text("h1"), "Kith", "the token is refused once the device is signed out");
}

#[tokio::test]
async fn a_missing_page_is_a_page_and_a_cross_site_post_is_refused() {
    let app = App::start(Engine::Sqlite).await;
    assert_eq!(app.nobody().get("/nowhere").await.expect(404).text("h1"), "Nothing here");
    let from = async |page: String| {
        let asked = app.nobody().client.get(format!("{}/nowhere", app.address)).header("referer", page);
        asked.send().await.unwrap().text().await.unwrap().contains("Back to the page before")
    };
    assert!(from(format!("{}/check", app.address)).await, "there is a way back to where one was");
    assert!(!from("https://evil.example/check".to_owned()).await && !from(format!("{}/nowhere", app.address)).await);
    let forged =
        app.nobody().client.post(format!("{}/sign-out", app.address)).header("origin", "https://evil.example").send().await.unwrap();
    assert_eq!(forged.status(), 403);
}
