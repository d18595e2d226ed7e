//! A form of questions, as people fill it in: large targets, one column on a phone, no script needed.
//! Items that depend on others are all shown, each with a sentence that says when it is asked; the server judges.

use domain::instruments::{Definition, Item, Kind};
use leptos::prelude::*;

use super::conditions::only_if;
use crate::parts::text_area::text_area;
use crate::typed::Typed;
use crate::visit::Visit;

/// Every item of a form, in order, with what is typed and the faults beside it.
pub fn items(visit: &Visit, definition: &Definition, typed: &Typed) -> AnyView {
    let shown: Vec<&Item> = definition.items.iter().filter(|item| !item.hidden).collect();
    let groups = shown.chunk_by(|a, b| a.matrix.is_some() && a.matrix == b.matrix && b.section.is_empty());
    groups.map(|group| block(visit, definition, typed, group)).collect_view().into_any()
}

fn block(visit: &Visit, definition: &Definition, typed: &Typed, group: &[&Item]) -> AnyView {
    let section = group.first().map(|item| item.section.clone()).filter(|section| !section.is_empty());
    let drawn = group.iter().map(|item| question(visit, definition, typed, item)).collect_view();
    let matrix = group.first().is_some_and(|item| item.matrix.is_some() && matches!(item.kind, Kind::Choice { .. }));
    let heading = section.map(|text| view! { <h2>{text}</h2> });
    if matrix { view! { {heading}<div class="scale">{drawn}</div> }.into_any() } else { view! { {heading}{drawn} }.into_any() }
}

/// What stands around an answer: the question, when it is asked, its remark, its fault.
struct Around {
    class: &'static str,
    label: String,
    needed: Option<String>,
    hints: AnyView,
    fault: AnyView,
    described_by: Option<String>,
}

fn around(visit: &Visit, definition: &Definition, typed: &Typed, item: &Item) -> Around {
    let name = item.link_id.as_str();
    let mut lines: Vec<String> = item.branching.iter().map(|b| only_if(visit.words, definition, b)).collect();
    lines.extend(Some(item.note.clone()).filter(|note| !note.is_empty()));
    lines.extend(kind_hint(visit, item));
    let fault = typed.fault(name).map(|f| visit.words.fault(f));
    let described = [(!lines.is_empty()).then(|| format!("h-{name}")), fault.as_ref().map(|_| format!("e-{name}"))];
    let described: Vec<String> = described.into_iter().flatten().collect();
    let hints = (!lines.is_empty()).then(|| view! { <p class="hint" id=format!("h-{name}")>{lines.join(" ")}</p> });
    let class = if fault.is_some() { "field has-fault" } else { "field" };
    let fault = fault.map(|text| view! { <p class="fault" id=format!("e-{name}")>{text}</p> });
    Around {
        class,
        label: item.label.clone(),
        needed: item.required.then(|| format!(" ({})", visit.t("survey-needed"))),
        hints: hints.into_any(),
        fault: fault.into_any(),
        described_by: (!described.is_empty()).then(|| described.join(" ")),
    }
}

fn kind_hint(visit: &Visit, item: &Item) -> Option<String> {
    match &item.kind {
        Kind::Date => Some(visit.t("survey-date-hint")),
        Kind::Slider { min, max, labels } => {
            let range = visit.tw("survey-slider-hint", &[("min", min.to_string().into()), ("max", max.to_string().into())]);
            let ends = labels.join(" – ");
            Some(if ends.is_empty() { range } else { format!("{range} {ends}") })
        }
        _ => None,
    }
}

fn question(visit: &Visit, definition: &Definition, typed: &Typed, item: &Item) -> AnyView {
    match &item.kind {
        Kind::Descriptive => view! { <p>{item.label.clone()}</p> }.into_any(),
        Kind::Choice { choices } => {
            let options = choices.iter().map(|c| (c.code.clone(), c.label.clone())).collect();
            radios(visit, definition, typed, item, options)
        }
        Kind::YesNo => radios(visit, definition, typed, item, pair(visit, "survey-yes", "survey-no")),
        Kind::TrueFalse => radios(visit, definition, typed, item, pair(visit, "survey-true", "survey-false")),
        Kind::Checkbox { .. } => boxes(visit, definition, typed, item),
        Kind::Notes => {
            let around = around(visit, definition, typed, item);
            let (name, required) = (item.link_id.as_str(), always(item));
            let area = text_area(
                &format!("f-{name}"),
                name,
                typed.get(name),
                3,
                required,
                around.described_by.clone(),
                typed.fault(name).is_some(),
            );
            labelled(item, around, area.into_any())
        }
        Kind::Text => line(visit, definition, typed, item, "text", None),
        Kind::Date => line(visit, definition, typed, item, "date", None),
        Kind::Number { integer, .. } => line(visit, definition, typed, item, "text", Some(if *integer { "numeric" } else { "decimal" })),
        Kind::Slider { .. } => line(visit, definition, typed, item, "text", Some("numeric")),
    }
}

/// The browser insists only on what is asked in any case.
fn always(item: &Item) -> bool {
    item.required && item.branching.is_none()
}

fn pair(visit: &Visit, yes: &str, no: &str) -> Vec<(String, String)> {
    vec![("1".to_owned(), visit.t(yes)), ("0".to_owned(), visit.t(no))]
}

fn radios(visit: &Visit, definition: &Definition, typed: &Typed, item: &Item, mut options: Vec<(String, String)>) -> AnyView {
    let around = around(visit, definition, typed, item);
    let (name, chosen, required) = (item.link_id.clone(), typed.get(&item.link_id).to_owned(), always(item));
    if !required {
        options.push((String::new(), visit.t("survey-no-answer")));
    }
    let rows = options.into_iter().enumerate().map(|(i, (value, text))| {
        let id = if i == 0 { format!("f-{name}") } else { format!("f-{name}-{i}") };
        let checked = value == chosen && (required || !value.is_empty());
        view! {
            <label class="choice" for=id.clone()>
                <input id=id.clone() type="radio" name=name.clone() value=value checked=checked required=required/>
                <span>{text}</span>
            </label>
        }
    });
    let rows = rows.collect_view();
    grouped(around, rows.into_any())
}

fn boxes(visit: &Visit, definition: &Definition, typed: &Typed, item: &Item) -> AnyView {
    let around = around(visit, definition, typed, item);
    let row = |(i, choice): (usize, &domain::instruments::Choice)| {
        let key = item.box_key(&choice.code);
        let id = if i == 0 { format!("f-{}", item.link_id) } else { format!("f-{key}") };
        let checked = typed.get(&key) == "1";
        view! {
            <label class="choice" for=id.clone()>
                <input id=id.clone() type="checkbox" name=key value="1" checked=checked/>
                <span>{choice.label.clone()}</span>
            </label>
        }
    };
    let rows = item.choices().iter().enumerate().map(row).collect_view();
    grouped(around, rows.into_any())
}

fn grouped(around: Around, rows: AnyView) -> AnyView {
    view! {
        <fieldset class=around.class aria-describedby=around.described_by>
            <legend>{around.label}<span class="optional">{around.needed}</span></legend>
            {around.hints}<div class="choices">{rows}</div>{around.fault}
        </fieldset>
    }
    .into_any()
}

fn line(visit: &Visit, definition: &Definition, typed: &Typed, item: &Item, kind: &'static str, mode: Option<&'static str>) -> AnyView {
    let around = around(visit, definition, typed, item);
    let name = item.link_id.clone();
    let invalid = typed.fault(&name).map(|_| "true");
    let control = view! {
        <input id=format!("f-{name}") type=kind inputmode=mode name=name.clone() value=typed.get(&name).to_owned() required=always(item)
            autocomplete="off" aria-describedby=around.described_by.clone() aria-invalid=invalid/>
    };
    labelled(item, around, control.into_any())
}

fn labelled(item: &Item, around: Around, control: AnyView) -> AnyView {
    view! {
        <div class=around.class>
            <label for=format!("f-{}", item.link_id)>{around.label}<span class="optional">{around.needed}</span></label>
            {around.hints}{control}{around.fault}
        </div>
    }
    .into_any()
}
