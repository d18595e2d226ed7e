//! The whole loop of a case in a browser without scripts.

use backend::testing::Engine;
use domain::id::SessionId;

use crate::actors::{Actor, App, Reply};

const QUESTION: &str = "How do we honour the family's way, and the person's wish?";

fn clean<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut form = vec![
        ("title", "When a family asks us not to tell"),
        ("background", "A person in their seventies, at home with an adult child."),
        ("situation", "The family asks us not to say *dying*."),
        ("tried", "A family meeting."),
        ("strengths", ""),
        ("question", QUESTION),
        ("consent", "yes"),
    ];
    form.extend_from_slice(more);
    form
}

async fn cases(app: &App) -> String {
    format!("/cohorts/{}/cases", app.world.slug)
}

/// Amara hands a case in; its address.
async fn handed_in(app: &App, amara: &Actor) -> String {
    let new = format!("{}/new", cases(app).await);
    let once = amara.get(&new).await.expect(200).attr("input[name=once]", "value");
    let reply = amara.post(&new, &clean(&[("once", once.as_str()), ("do", "submit")])).await.expect(303);
    reply.location.split('?').next().unwrap().to_owned()
}

async fn session(app: &App) -> SessionId {
    backend::cases::demo::one_session(&app.world).await.unwrap()
}

fn version(page: &Reply) -> String {
    page.attr("input[name=version]", "value")
}

async fn the_whole_loop(engine: Engine) {
    let app = App::start(engine).await;
    let (amara, benoit, fatima) = (app.actor("amara").await, app.actor("benoit").await, app.actor("fatima").await);
    let list = cases(&app).await;
    assert!(amara.get(&list).await.expect(200).text(".empty").contains("no case here yet"));
    let case = handed_in(&app, &amara).await;
    assert!(amara.get(&case).await.expect(200).text("main").contains("PSP-0001"));
    benoit.get(&case).await.expect(404);
    let review = fatima.get(&format!("{case}/review")).await.expect(200);
    let at = version(&review);
    amara.get(&format!("{case}/review")).await.expect(403);
    fatima.post(&format!("{case}/review"), &[("do", "approve"), ("version", &at)]).await.expect(422);
    fatima.post(&format!("{case}/review"), &[("do", "approve"), ("version", &at), ("read", "yes")]).await.expect(422);
    fatima
        .post(&format!("{case}/review"), &[("do", "approve"), ("version", &at), ("read", "yes"), ("recognizable", "no")])
        .await
        .expect(303);
    let session = session(&app).await.to_string();
    assert_eq!(fatima.get(&format!("{case}/schedule")).await.expect(200).count("input[name=session]"), 1);
    fatima.post(&format!("{case}/schedule"), &[("session", "x")]).await.expect(422);
    fatima.post(&format!("{case}/schedule"), &[("session", &session)]).await.expect(303);
    let page = benoit.get(&case).await.expect(200);
    assert_eq!(page.text("h1"), "When a family asks us not to tell");
    assert_eq!(page.text(".prose em"), "dying");
    assert_eq!((page.count("script"), page.count("script[src$='/pkg/keep.js']")), (1, 1), "nothing but what keeps a question");
    let once = page.attr("#questions input[name=once]", "value");
    benoit.post(&format!("{case}/questions"), &[("once", once.as_str()), ("ask", "Qui traduit?")]).await.expect(303);
    let answer_to = amara.get(&case).await.expect(200).attr("#questions li form", "action");
    let name = format!("answer-{}", answer_to.rsplit('/').next().unwrap());
    amara.post(&answer_to, &[(name.as_str(), "A trained interpreter.")]).await.expect(303);
    fatima.post(&format!("{case}/present"), &[]).await.expect(303);
    let once = benoit.get(&case).await.expect(200).attr("#recommendations input[name=once]", "value");
    for _ in 0..2 {
        benoit
            .post(
                &format!("{case}/recommendations"),
                &[("once", &once), ("recommendation", "Ask how *much* they want to know."), ("from_room", "")],
            )
            .await
            .expect(303);
    }
    assert_eq!(amara.get(&case).await.expect(200).count("#recommendations li"), 1);
    benoit.get(&format!("{case}/letter/write")).await.expect(403);
    let writing = fatima.get(&format!("{case}/letter/write")).await.expect(200);
    let (seen, body) = (writing.attr("input[name=seen]", "value"), writing.text("textarea[name=letter]"));
    assert!(body.contains("Dear Amara Okafor") && body.contains("Ask how *much*"), "{body}");
    fatima.post(&format!("{case}/letter/write"), &[("do", "sign"), ("seen", &seen), ("letter", &body)]).await.expect(303);
    let letter = amara.get(&format!("{case}/letter")).await.expect(200);
    assert!(letter.text(".letter").contains("Signed by Fatima Rahman"), "{}", letter.text("main"));
    let asked = amara.get(&format!("{case}/follow-up")).await.expect(200);
    let used = asked.attr("input[type=radio]", "name");
    let why = used.replace("used-", "why-");
    let again = amara.post(&format!("{case}/follow-up"), &[(&used, "partly"), ("happened", "They talked.")]).await.expect(422);
    assert_eq!(again.text("textarea[name=happened]"), "They talked.");
    let told = [(used.as_str(), "partly"), (why.as_str(), "Only with the daughter."), ("happened", "They talked.")];
    amara.post(&format!("{case}/follow-up"), &told).await.expect(303);
    assert!(fatima.get(&format!("{list}/outcomes")).await.expect(200).text("main").contains("1 of 1 recommendations used"));
    assert!(!app.actor("leo").await.get(&format!("{list}/outcomes")).await.expect(200).text("main").contains("1 of 1"));
    let once = amara.get(&case).await.expect(200).attr("form[action$='/again'] input[name=once]", "value");
    let draft = amara.post(&format!("{case}/again"), &[("once", once.as_str())]).await.expect(303).location;
    assert!(amara.get(&draft).await.expect(200).attr("input[name=title]", "value").contains("not to tell"));
    assert!(benoit.get(&case).await.expect(200).text("main").contains("They talked."));
    fatima.get(&format!("{case}/history")).await.expect(200);
    amara.post(&format!("{case}/withdraw"), &[]).await.expect(303);
    benoit.get(&case).await.expect(404);
    amara.post(&format!("{case}/purge"), &[]).await.expect(303);
    amara.get(&case).await.expect(404);
}

#[tokio::test]
async fn the_whole_loop_works_without_scripts_on_sqlite() {
    the_whole_loop(Engine::Sqlite).await;
}

#[tokio::test]
async fn the_whole_loop_works_without_scripts_on_postgresql() {
    the_whole_loop(Engine::Postgres).await;
}

#[tokio::test]
async fn what_is_held_back_stays_in_the_form_and_each_passage_is_named_beside_its_section() {
    let app = App::start(Engine::Sqlite).await;
    let amara = app.actor("amara").await;
    let new = format!("{}/new", cases(&app).await);
    let once = amara.get(&new).await.expect(200).attr("input[name=once]", "value");
    let mut form = clean(&[("once", once.as_str()), ("do", "submit")]);
    form[2].1 = "Call 604-555-0199. </textarea><script>x</script>";
    form[3].1 = "On May 14 we met.";
    let page = amara.post(&new, &form).await.expect(422);
    assert!(page.text("textarea[name=situation]").contains("604-555-0199. </textarea><script>"), "the text is still there, as text");
    assert_eq!(page.attr("input[name=title]", "value"), "When a family asks us not to tell");
    // The form is live: its scripts are the loader of the hints and the one that keeps what is typed.
    assert_eq!((page.count("script"), page.count("script[src$='/pkg/keep.js']")), (2, 1));
    let told: String = page.text(".fault-summary");
    assert!(told.contains("604-555-0199") && told.contains("May 14"), "{told}");
    assert_eq!((page.count(".finding.is-bad"), page.count(".finding.is-warn")), (1, 1));
    // Nothing was lost, and nothing was handed in; the same form, mended and judged, goes through and makes one case.
    let ok = page.attr(".finding input[type=checkbox]", "name");
    let why = ok.replace("ok-", "why-");
    form[2].1 = "Call us back.";
    form.extend([(ok.as_str(), "yes"), (why.as_str(), "A day invented for this text.")]);
    let done = amara.post(&new, &form).await.expect(303);
    assert!(done.location.contains("case-submitted"), "{}", done.location);
    assert_eq!(amara.get(&cases(&app).await).await.expect(200).count(".case-card"), 1);
    let review = app.actor("gilles").await.get(&format!("{}/review", done.location.split('?').next().unwrap())).await.expect(200);
    assert!(review.text("table").contains("A day invented"), "{}", review.text("main"));
}

#[tokio::test]
async fn checking_and_keeping_change_nothing_for_others() {
    let app = App::start(Engine::Sqlite).await;
    let (amara, fatima) = (app.actor("amara").await, app.actor("fatima").await);
    let new = format!("{}/new", cases(&app).await);
    let page = amara.post(&new, &[("title", "Mrs. Wong"), ("do", "check")]).await.expect(200);
    assert_eq!(page.attr("input[name=title]", "value"), "Mrs. Wong");
    assert_eq!(page.count(".finding"), 1);
    assert_eq!(amara.get(&cases(&app).await).await.expect(200).count(".case-card"), 0, "checking keeps nothing");
    let edit = amara.post(&new, &[("title", "Mrs. Wong"), ("do", "save")]).await.expect(303).location;
    let edit = edit.split('?').next().unwrap().to_owned();
    let page = amara.get(&edit).await.expect(200);
    assert_eq!(page.attr("input[name=title]", "value"), "Mrs. Wong");
    let case = edit.trim_end_matches("/edit").to_owned();
    fatima.get(&case).await.expect(404);
    // Two windows: the older one is told, and keeps its words.
    let at = version(&page);
    amara.post(&edit, &[("title", "One"), ("version", &at), ("do", "save")]).await.expect(303);
    let late = amara.post(&edit, &[("title", "Two"), ("version", &at), ("do", "save")]).await.expect(422);
    assert_eq!(late.attr("input[name=title]", "value"), "Two");
    amara.post(&edit, &[("title", "Two"), ("version", &version(&late)), ("do", "save")]).await.expect(303);
}

#[tokio::test]
async fn wrong_doors_answer_as_they_should() {
    let app = App::start(Engine::Sqlite).await;
    let (amara, list) = (app.actor("amara").await, cases(&app).await);
    let case = handed_in(&app, &amara).await;
    let next = app.world.neighbour(false).await.unwrap();
    let carla = app.signed_in(next.id("carla")).await;
    carla.get(&case).await.expect(404);
    carla.get(&case.replace(&app.world.slug, &next.slug)).await.expect(404);
    for tail in ["", "/edit", "/review", "/schedule", "/letter", "/letter/write", "/follow-up", "/history"] {
        assert!(app.nobody().get(&format!("{case}{tail}")).await.expect(303).location.starts_with("/sign-in"), "{tail}");
        app.actor("benoit").await.get(&format!("{case}{tail}")).await.expect(404);
        app.actor("ada").await.get(&format!("{case}{tail}")).await.expect(403);
        amara.get(&format!("{list}/00000000-0000-0000-0000-000000000000{tail}")).await.expect(404);
        amara.get(&format!("{list}/x{tail}")).await.expect(404);
    }
    amara.post(&format!("{case}/present"), &[]).await.expect(403);
    app.actor("fatima").await.post(&format!("{case}/present"), &[]).await.expect(409);
    app.actor("fatima").await.get(&format!("{list}/new")).await.expect(403);
    app.actor("leo").await.get(&list).await.expect(403);
    app.actor("corinne").await.get(&format!("{case}/history")).await.expect(403);
}
