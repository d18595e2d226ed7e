use app::visit::came_from;
use axum::http::header::REFERER;
use axum::http::{HeaderMap, HeaderValue};

#[test]
fn a_fault_leads_back_to_a_page_of_ours_and_to_no_other() {
    let from = |page: &'static str| {
        let mut headers = HeaderMap::new();
        headers.insert(REFERER, HeaderValue::from_static(page));
        came_from(&headers, "https://kith.example.org")
    };
    assert_eq!(from("https://kith.example.org/cohorts/a?b=c#d").as_deref(), Some("/cohorts/a?b=c"));
    for other in [
        "https://kith.example.org",
        "https://kith.example.org.evil.example.org/x",
        "https://kith.example.org@evil.example.org/x",
        "https://kith.example.org//evil.example.org/x",
        "https://evil.example.org/https://kith.example.org/",
        "http://kith.example.org/x",
        "nonsense",
    ] {
        assert_eq!(from(other), None, "{other}");
    }
    assert_eq!(came_from(&HeaderMap::new(), "https://kith.example.org"), None);
}
