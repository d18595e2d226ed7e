//! The form of an action plan: a draft at any time, handed in when it is whole. What is typed stays in this browser until it was taken.

use axum::extract::Path;
use axum::response::Response;
use backend::Fault;
use backend::improvement::queries::{self, PlanForm};
use backend::improvement::{Written, writing};
use domain::improvement::activity::CATALOGUE;
use leptos::prelude::*;

use super::{gates, id};
use crate::answer::{Answer, again, go};
use crate::parts;
use crate::parts::fields::field;
use crate::shell::Page;
use crate::typed::Typed;
use crate::visit::Visit;

/// The parts of a sheet that are written as text, by their field.
const PARTS: [&str; 6] = ["aim", "change_idea", "prediction", "measure", "test", "commitments"];

/// The form as it is stored, or begun from the plan of the session before.
pub async fn page(visit: Visit, Path((slug, session)): Path<(String, String)>) -> Answer {
    let form = queries::plan_form(&visit.cx, &visit.viewer, &slug, id(&session)?).await?;
    let mut typed = stored(form.earlier.as_ref().unwrap_or(&form.sheet));
    typed.set("version", form.version.to_string());
    Ok(draw(&visit, &form, &typed))
}

fn stored(sheet: &Written) -> Typed {
    let mut typed = Typed::of([
        ("aim", sheet.aim.clone()),
        ("change_idea", sheet.change_idea.clone()),
        ("prediction", sheet.prediction.clone()),
        ("measure", sheet.measure.clone()),
        ("test", sheet.test.clone()),
        ("commitments", sheet.commitments.clone()),
        ("own_activity", sheet.own_activity.clone()),
    ]);
    sheet.activities.iter().for_each(|code| typed.push("activities", code));
    typed
}

fn written(typed: &Typed) -> Written {
    let get = |name: &str| typed.get(name).to_owned();
    Written {
        aim: get("aim"),
        change_idea: get("change_idea"),
        prediction: get("prediction"),
        measure: get("measure"),
        test: get("test"),
        commitments: get("commitments"),
        activities: typed.all("activities").to_vec(),
        own_activity: get("own_activity"),
    }
}

/// Keeps the draft, or hands the plan in.
pub async fn send(visit: Visit, Path((slug, session)): Path<(String, String)>, typed: Typed) -> Answer {
    let session_id = id(&session)?;
    let version = typed.get("version").parse().unwrap_or(0);
    let submit = typed.get("do") == "submit";
    match writing::write(&visit.cx, &visit.viewer, &slug, session_id, version, &written(&typed), submit).await {
        Ok(kept) if submit => Ok(go(format!("/cohorts/{slug}/plans/{}?done=plan-handed-in", kept.id))),
        Ok(kept) if kept.state.is_handed_in() => Ok(go(format!("/cohorts/{slug}/plans/{}?done=plan-changed", kept.id))),
        Ok(_) => Ok(go(format!("/cohorts/{slug}/group/{session}/plan?done=plan-saved"))),
        Err(Fault::Invalid(faults)) => {
            let form = queries::plan_form(&visit.cx, &visit.viewer, &slug, session_id).await?;
            Ok(again(draw(&visit, &form, &typed.with_faults(faults))))
        }
        Err(other) => Err(other.into()),
    }
}

fn draw(visit: &Visit, form: &PlanForm, typed: &Typed) -> Response {
    let title = visit.t("plan-mine");
    let slug = &form.reached.slug;
    let page = Page::new(title.clone()).keeps().cohort(&form.reached).crumb(visit.t("group-title"), format!("/cohorts/{slug}/group"));
    visit.show(page, || {
        let earlier = form.earlier.is_some().then(|| view! { <p class="notice">{visit.t("plan-from-earlier")}</p> });
        let texts = PARTS.map(|part| {
            let rows = if ["aim", "change_idea", "commitments"].contains(&part) { 3 } else { 2 };
            field(visit, typed, part, &format!("plan-{part}")).hint(&format!("plan-{part}-hint")).required_plain().area(rows)
        });
        view! {
            {parts::done(visit)}
            <h1>{title}</h1>
            <p class="meta">{gates::session(visit, &form.session)}</p>
            <p class="lede">{visit.t("plan-lede")}</p>
            {earlier}
            {parts::fault_summary(visit, typed)}
            <form class="form" method="post" action=format!("/cohorts/{slug}/group/{}/plan", form.session.id)>
                {parts::keep(visit)}
                <input type="hidden" name="version" value=typed.get("version").to_owned()/>
                {texts.collect_view()}
                {activities(visit, typed)}
                {field(visit, typed, "own_activity", "plan-own_activity").input("text", "off")}
                {buttons(visit, form)}
            </form>
        }
    })
}

/// A draft is saved or handed in; a plan that is handed in is changed.
fn buttons(visit: &Visit, form: &PlanForm) -> AnyView {
    if form.state.is_handed_in() {
        return view! { <p><button class="button" type="submit" name="do" value="save">{visit.t("save")}</button></p> }.into_any();
    }
    view! {
        <p class="hint">{visit.t("plan-submit-hint")}</p>
        <p class="cluster">
            <button class="button" type="submit" name="do" value="submit">{visit.t("plan-submit")}</button>
            <button class="button quiet" type="submit" name="do" value="save">{visit.t("plan-save")}</button>
        </p>
    }
    .into_any()
}

fn activities(visit: &Visit, typed: &Typed) -> AnyView {
    let options = CATALOGUE.iter().map(|code| ((*code).to_owned(), visit.t(&format!("activity-{code}")))).collect();
    field(visit, typed, "activities", "plan-activities").hint("plan-activities-hint").boxes(options)
}
