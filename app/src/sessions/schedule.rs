//! The form that lays a whole series in one act, with a look at the dates first.

use axum::extract::Path;
use backend::Fault;
use backend::programs::queries as programs;
use backend::programs::reach::Ask;
use backend::sessions::schedule::{self, Ahead, Plan, shown_as};
use domain::when::{Zone, show_date};
use leptos::prelude::*;

use crate::answer::{Answer, again, go};
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

fn plan(typed: &Typed) -> Plan {
    let get = |name: &str| typed.get(name).to_owned();
    Plan {
        repeat: get("repeat"),
        every: get("every"),
        nth: get("nth"),
        weekday: get("weekday"),
        from: get("from"),
        time: get("time"),
        count: get("count"),
        minutes: get("minutes"),
        skip: typed.get("skip").split([',', ' ']).filter(|m| !m.is_empty()).map(ToOwned::to_owned).collect(),
        outside: typed.get("outside") == "yes",
        double: typed.get("double") == "yes",
        shown: typed.has("shown").then(|| get("shown")),
    }
}

/// The form.
pub async fn page(visit: Visit, Path(slug): Path<String>) -> Answer {
    let view = programs::cohort(&visit.cx, &visit.viewer, &slug, Ask::Host).await?;
    let typed = Typed::of([
        ("repeat", "monthly".to_owned()),
        ("every", "1".to_owned()),
        ("nth", "last".to_owned()),
        ("weekday", "thu".to_owned()),
        ("from", view.starts_on.to_string()),
        ("time", "08:00".to_owned()),
        ("count", "6".to_owned()),
        ("minutes", "60".to_owned()),
    ]);
    show(&visit, &slug, typed, Vec::new()).await
}

/// Shows the dates, or writes them.
pub async fn lay(visit: Visit, Path(slug): Path<String>, typed: Typed) -> Answer {
    let wish = plan(&typed);
    let outcome = match typed.get("act") {
        "lay" => schedule::lay(&visit.cx, &visit.viewer, &slug, &wish).await.map(|_| None),
        _ => schedule::preview(&visit.cx, &visit.viewer, &slug, &wish).await.map(Some),
    };
    match outcome {
        Ok(None) => Ok(go(format!("/cohorts/{slug}/sessions?done=scheduled"))),
        Ok(Some(dates)) => show(&visit, &slug, typed, dates).await,
        Err(Fault::Invalid(faults)) => {
            // The dates stay in sight where only they are the question.
            let dates = schedule::preview(&visit.cx, &visit.viewer, &slug, &wish).await.unwrap_or_default();
            Ok(again(show(&visit, &slug, typed.with_faults(faults), dates).await?))
        }
        Err(other) => Err(other.into()),
    }
}

async fn show(visit: &Visit, slug: &str, typed: Typed, dates: Vec<Ahead>) -> Answer {
    let view = programs::cohort(&visit.cx, &visit.viewer, slug, Ask::Host).await?;
    let zone = view.reached.zone.clone();
    let label = Zone::parse(&zone).map(|z| z.label(visit.lang())).unwrap_or_default();
    let page =
        Page::new(visit.t("schedule-title")).cohort(&view.reached).crumb(visit.t("nav-sessions"), format!("/cohorts/{slug}/sessions"));
    Ok(visit.show(page, || {
        let choose =
            |keys: &[&str], prefix: &str| keys.iter().map(|k| ((*k).to_owned(), visit.t(&format!("{prefix}-{k}")))).collect::<Vec<_>>();
        let rows = dates.iter().map(|d| view! { <li>{parts::time(visit, d.at.at, &zone)}{standing(visit, d)}</li> }).collect_view();
        let away = dates.iter().filter(|d| !d.same && !(view.starts_on..=view.ends_on).contains(&d.at.date)).count();
        let twice = dates.iter().filter(|d| d.beside.is_some() && !d.same).count();
        let double = (twice > 0).then(|| {
            let said = visit.tw("fault-days-double", &[("n", twice.into())]);
            view! { <p class="notice is-warn">{said}</p>{field(visit, &typed, "double", "field-double").tick()} }
        });
        let nothing = !dates.is_empty() && dates.iter().all(|d| d.same);
        let outside = (away > 0).then(|| {
            let values = [
                ("n", away.into()),
                ("from", show_date(view.starts_on, visit.lang()).into()),
                ("to", show_date(view.ends_on, visit.lang()).into()),
            ];
            let said = visit.tw("fault-days-outside", &values);
            view! { <p class="notice is-warn">{said}</p>{field(visit, &typed, "outside", "field-outside").tick()} }
        });
        let ready = (!dates.is_empty()).then(|| {
            view! {
                <section class="card" role="status">
                    <h2>{visit.t("schedule-dates")}</h2>
                    <ol>{rows}</ol>
                    <input type="hidden" name="shown" value=shown_as(&dates)/>
                    {outside}
                    {double}
                    {(!nothing).then(|| {
                        view! { <p><button class="button" type="submit" name="act" value="lay">{visit.t("schedule-lay")}</button></p> }
                    })}
                </section>
            }
        });
        view! {
            <h1>{visit.t("schedule-title")}</h1>
            <p class="lede">{visit.tw("schedule-lede", &[("zone", label.into())])}</p>
            {parts::fault_summary(visit, &typed)}
            <form class="form" method="post" action=format!("/cohorts/{slug}/sessions/schedule")>
                {field(visit, &typed, "repeat", "field-repeat").required().radios(choose(&["monthly", "weekly"], "repeat"))}
                <div class="split">
                    {field(visit, &typed, "nth", "field-nth").hint("hint-nth").choose(choose(&["1", "2", "3", "4", "last"], "nth"))}
                    {field(visit, &typed, "weekday", "field-weekday").required().choose(choose(&DAYS, "day"))}
                </div>
                <div class="split">
                    {field(visit, &typed, "every", "field-every").hint("hint-every").input("number", "off")}
                    {field(visit, &typed, "count", "field-count").required().input("number", "off")}
                </div>
                <div class="split">
                    {field(visit, &typed, "from", "field-from").required().input("date", "off")}
                    {field(visit, &typed, "time", "field-time").required().input("time", "off")}
                </div>
                {field(visit, &typed, "minutes", "field-minutes").required().input("number", "off")}
                {field(visit, &typed, "skip", "field-skip").hint("hint-skip").input("text", "off")}
                <p><button class="button quiet" type="submit" name="act" value="look">{visit.t("schedule-look")}</button></p>
                {ready}
            </form>
        }
    }))
}

/// How a date stands to what is there, behind it.
fn standing(visit: &Visit, date: &Ahead) -> impl IntoView + use<> {
    let beside = date.beside.map(|number| {
        let key = if date.same { "schedule-same" } else { "schedule-beside" };
        view! { " "<span class="badge is-soft">{visit.tw(key, &[("number", number.into())])}</span> }
    });
    let past = (date.past && !date.same).then(|| view! { " "<span class="badge is-wait">{visit.t("schedule-past")}</span> });
    view! { {beside}{past} }
}
