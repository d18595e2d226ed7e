//! The plan of a cohort's measures.

use axum::extract::Path;
use backend::Fault;
use backend::surveys::planning::{self, Choices, Forms};
use domain::id::InstrumentId;
use leptos::prelude::*;

use crate::answer::{Answer, again, go};
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// Which form is asked when.
pub async fn page(visit: Visit, Path(slug): Path<String>) -> Answer {
    let choices = planning::choices(&visit.cx, &visit.viewer, &slug).await?;
    let mut typed = Typed::empty();
    for (name, chosen) in choices.forms.fields() {
        typed.set(name, chosen.map(|id| id.to_string()).unwrap_or_default());
    }
    show(&visit, &choices, &typed)
}

/// Plans, and plans again when sessions were added.
pub async fn change(visit: Visit, Path(slug): Path<String>, typed: Typed) -> Answer {
    let done = match forms(&typed) {
        Ok(forms) => planning::plan(&visit.cx, &visit.viewer, &slug, &forms).await,
        Err(fault) => Err(fault),
    };
    match done {
        Ok(done) => {
            let word = match (done.kept, done.made + done.moved + done.removed) {
                (0, 0) => "surveys-plan-same",
                (0, _) => "surveys-planned",
                _ => "surveys-plan-kept",
            };
            Ok(go(format!("/cohorts/{slug}/surveys?done={word}")))
        }
        Err(Fault::Invalid(faults)) => {
            let choices = planning::choices(&visit.cx, &visit.viewer, &slug).await?;
            Ok(again(show(&visit, &choices, &typed.with_faults(faults))?))
        }
        Err(other) => Err(other.into()),
    }
}

fn forms(typed: &Typed) -> Result<Forms, Fault> {
    let one = |name: &str| -> Result<Option<InstrumentId>, Fault> {
        let text = typed.get(name);
        if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| Fault::field(name, "fault-choice")) }
    };
    typed.whole("baseline")?;
    Ok(Forms { baseline: one("baseline")?, before: one("before")?, after: one("after")?, completion: one("completion")? })
}

fn show(visit: &Visit, choices: &Choices, typed: &Typed) -> Answer {
    let reached = &choices.reached;
    let title = visit.t("surveys-plan-title");
    let page = Page::new(title.clone()).crumb(visit.t("surveys-title"), format!("/cohorts/{}/surveys", reached.slug)).cohort(reached);
    Ok(visit.show(page, || {
        let form = if choices.instruments.is_empty() {
            parts::empty(visit.t("surveys-none-planned")).into_any()
        } else {
            plan_form(visit, choices, typed).into_any()
        };
        view! {
            <h1>{title}</h1>
            <p class="lede">{visit.t("surveys-plan-lede")}</p>
            <p>{visit.tw("surveys-plan-sessions", &[("n", choices.sessions.into())])}</p>
            {parts::fault_summary(visit, typed)}
            {form}
        }
    }))
}

fn plan_form(visit: &Visit, choices: &Choices, typed: &Typed) -> impl IntoView + use<> {
    let options = || {
        let none = std::iter::once((String::new(), visit.t("surveys-plan-no-form")));
        none.chain(choices.instruments.iter().map(|(id, title)| (id.to_string(), title.clone()))).collect::<Vec<_>>()
    };
    let fields = ["baseline", "before", "after", "completion"].map(|name| {
        let fault = typed.fault(name).map(|f| view! { <p class="fault">{visit.words.fault(f)}</p> });
        view! { {field(visit, typed, name, &format!("surveys-plan-{name}")).choose(options())}{fault} }
    });
    view! {
        <form class="form" method="post">
            {fields.collect_view()}
            <p class="hint">{visit.t("surveys-plan-windows")}</p>
            <p><button class="button" type="submit">{visit.t("surveys-plan-go")}</button></p>
        </form>
    }
}
