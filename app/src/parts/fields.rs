//! Form fields: label, hint, the value as typed, and its fault beside it. The id of a field is `f-<name>`.

use leptos::prelude::*;

use super::text_area::text_area;
use crate::typed::Typed;
use crate::visit::Visit;

/// A field being described; `.input()`, `.area()` or `.choose()` draws it.
pub struct Field<'a> {
    visit: &'a Visit,
    typed: &'a Typed,
    name: &'a str,
    label: String,
    hint: Option<String>,
    required: bool,
    plain: bool,
}

/// A field called `name`, labelled by the word `label`.
pub fn field<'a>(visit: &'a Visit, typed: &'a Typed, name: &'a str, label: &str) -> Field<'a> {
    Field { visit, typed, name, label: visit.t(label), hint: None, required: false, plain: false }
}

impl Field<'_> {
    /// A sentence under the label.
    #[must_use]
    pub fn hint(mut self, word: &str) -> Self {
        self.hint = Some(self.visit.t(word));
        self
    }
    /// A sentence of people's own under the label.
    #[must_use]
    pub fn hint_text(mut self, text: String) -> Self {
        self.hint = Some(text);
        self
    }
    /// Uses this text as the label instead of a word of the lists (names that people gave).
    #[must_use]
    pub fn label_text(mut self, text: String) -> Self {
        self.label = text;
        self
    }
    /// May not be empty.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Always has a value, so that a browser need not demand one and its label need not say "optional".
    #[must_use]
    pub fn required_plain(mut self) -> Self {
        self.plain = true;
        self
    }

    fn id(&self, kind: char) -> String {
        format!("{kind}-{}{}", self.name, self.typed.suffix())
    }

    fn fault(&self) -> Option<String> {
        self.typed.fault(self.name).map(|f| self.visit.words.fault(f))
    }

    fn described_by(&self) -> Option<String> {
        let hint = self.hint.is_some().then(|| self.id('h'));
        let fault = self.typed.fault(self.name).map(|_| self.id('e'));
        let all: Vec<String> = hint.into_iter().chain(fault).collect();
        (!all.is_empty()).then(|| all.join(" "))
    }

    /// The fault, after telling the summary above what the field is called.
    fn named_fault(&self) -> Option<String> {
        let said = self.fault()?;
        self.visit.labels.called(self.id('f'), &self.label);
        Some(said)
    }

    fn wrap(&self, control: AnyView) -> AnyView {
        let class = if self.typed.fault(self.name).is_some() { "field has-fault" } else { "field" };
        let optional = (!self.required && !self.plain).then(|| format!(" ({})", self.visit.t("optional")));
        let hint = self.hint.clone().map(|h| view! { <p class="hint" id=self.id('h')>{h}</p> });
        let fault = self.named_fault().map(|f| view! { <p class="fault" id=self.id('e')>{f}</p> });
        view! {
            <div class=class>
                <label for=self.id('f')>{self.label.clone()}<span class="optional">{optional}</span></label>
                {hint}{control}{fault}
            </div>
        }
        .into_any()
    }

    /// A single line. `kind` is an input type: `text`, `email`, `password`, `date`, `time`, `number`, `url`, `tel`.
    pub fn input(self, kind: &'static str, autocomplete: &'static str) -> AnyView {
        let value = if kind == "password" { String::new() } else { self.typed.get(self.name).to_owned() };
        let control = view! {
            <input id=self.id('f') name=self.name.to_owned() type=kind value=value required=self.required autocomplete=autocomplete
                aria-describedby=self.described_by() aria-invalid=self.typed.fault(self.name).map(|_| "true")/>
        };
        self.wrap(control.into_any())
    }

    /// A file to choose; `accept` names endings.
    pub fn file(self, accept: &'static str) -> AnyView {
        let control = view! {
            <input id=self.id('f') name=self.name.to_owned() type="file" accept=accept required=self.required
                aria-describedby=self.described_by() aria-invalid=self.typed.fault(self.name).map(|_| "true")/>
        };
        self.wrap(control.into_any())
    }

    /// Several lines.
    pub fn area(self, rows: u32) -> AnyView {
        let faulty = self.typed.fault(self.name).is_some();
        let control = text_area(&self.id('f'), self.name, self.typed.get(self.name), rows, self.required, self.described_by(), faulty);
        self.wrap(control.into_any())
    }

    /// One of several, as a drop-down of (value, text).
    pub fn choose(self, options: Vec<(String, String)>) -> AnyView {
        let chosen = self.typed.get(self.name).to_owned();
        let options = options
            .into_iter()
            .map(|(value, text)| {
                let selected = value == chosen;
                view! { <option value=value selected=selected>{text}</option> }
            })
            .collect_view();
        let control = view! {
            <select id=self.id('f') name=self.name.to_owned() required=self.required aria-describedby=self.described_by()>{options}</select>
        };
        self.wrap(control.into_any())
    }

    /// One of a few, all in sight, as radio rows of (value, text).
    pub fn radios(self, options: Vec<(String, String)>) -> AnyView {
        let chosen = vec![self.typed.get(self.name).to_owned()];
        self.rows("radio", options, &chosen)
    }

    /// Any of a few, all in sight, as boxes of (value, text); each that is ticked sends its value under the same name.
    pub fn boxes(self, options: Vec<(String, String)>) -> AnyView {
        let chosen = self.typed.all(self.name).to_vec();
        self.rows("checkbox", options, &chosen)
    }

    fn rows(self, kind: &'static str, options: Vec<(String, String)>, chosen: &[String]) -> AnyView {
        let (name, first) = (self.name.to_owned(), self.id('f'));
        let required = self.required && kind == "radio";
        let rows = options
            .into_iter()
            .enumerate()
            .map(|(i, (value, text))| {
                let id = if i == 0 { first.clone() } else { format!("{first}-{i}") };
                let checked = chosen.contains(&value);
                view! {
                    <label class="choice" for=id.clone()>
                        <input id=id.clone() type=kind name=name.clone() value=value checked=checked required=required/>
                        <span>{text}</span>
                    </label>
                }
            })
            .collect_view();
        let class = if self.typed.fault(self.name).is_some() { "field has-fault" } else { "field" };
        let hint = self.hint.clone().map(|h| view! { <p class="hint" id=self.id('h')>{h}</p> });
        let fault = self.named_fault().map(|f| view! { <p class="fault" id=self.id('e')>{f}</p> });
        view! {
            <fieldset class=class aria-describedby=self.described_by()>
                <legend>{self.label.clone()}</legend>
                {hint}<div class="choices">{rows}</div>{fault}
            </fieldset>
        }
        .into_any()
    }

    /// One box to tick; its value is `yes`.
    pub fn tick(self) -> AnyView {
        let checked = self.typed.get(self.name) == "yes";
        let class = if self.typed.fault(self.name).is_some() { "field has-fault" } else { "field" };
        let fault = self.fault().map(|f| view! { <p class="fault" id=self.id('e')>{f}</p> });
        view! {
            <div class=class>
                <label class="choice" for=self.id('f')>
                    <input id=self.id('f') type="checkbox" name=self.name.to_owned() value="yes" checked=checked
                        aria-describedby=self.described_by()/>
                    <span>{self.label.clone()}</span>
                </label>
                {self.hint.clone().map(|h| view! { <p class="hint" id=self.id('h')>{h}</p> })}
                {fault}
            </div>
        }
        .into_any()
    }
}
