//! Forms of a program, and cases written with older ones.

use domain::cases::CaseForm;
use domain::cases::form::Row;

use super::*;
use crate::cases::forms;

fn rows(form: &CaseForm) -> Vec<Row> {
    let row = |s: &domain::cases::Section| Row {
        key: s.key.clone(),
        label: s.label.clone(),
        hint: s.hint.clone(),
        long: s.long,
        required: s.required,
        place: String::new(),
    };
    form.sections.iter().map(row).collect()
}

crate::both! {
    async fn editing_a_form_breaks_no_case_that_was_written_with_an_older_one(bench) {
        let house = house(&bench).await;
        let (cx, slug, program) = (house.world.cx.clone(), house.slug.clone(), house.world.program);
        let (amara, fatima, corinne) = (house.who("amara").await, house.who("fatima").await, house.who("corinne").await);
        let old = house.at(State::SentBack).await;
        let mut next: Vec<Row> = rows(&CaseForm::first()).into_iter().filter(|r| r.key != "background").collect();
        next.push(Row { label: ["Family".into(), "Famille".into()], required: true, place: "0".into(), ..Row::default() });
        assert_eq!(forms::save(&cx, &fatima, program, 0, &next).await.unwrap_err(), Fault::Refused("refused-role"));
        forms::save(&cx, &corinne, program, 0, &next).await.unwrap();
        let late = forms::save(&cx, &corinne, program, 0, &rows(&CaseForm::first())).await.unwrap_err();
        assert_eq!(words_of(late)[0].1, "fault-case-form-version", "two editors do not overwrite each other unseen");
        let form = forms::newest(cx.db(), program).await.unwrap();
        assert_eq!((form.version, form.sections[0].key.as_str(), form.sections[0].label(Lang::Fr)), (1, "family", "Famille"));
        // The old case is edited, handed in, searched and read with the form it has.
        let draft = queries::draft(&cx, &amara, &slug, old).await.unwrap();
        assert_eq!(draft.form.version, 0);
        let mut again = clean();
        again.set("tried", "We listened.");
        house.submit(old, &again).await.unwrap();
        house.approve("fatima", old).await.unwrap();
        let view = queries::open(&cx, &amara, &slug, old).await.unwrap();
        assert_eq!(view.sections.iter().map(|(s, _)| s.key.as_str()).collect::<Vec<_>>(), ["background", "tried", "question"]);
        // A new one asks for what the new form asks for, checks it, and shows it.
        let fresh = house.draft().await;
        let told: Vec<_> = words_of(house.submit(fresh, &clean()).await.unwrap_err());
        assert_eq!(told, [("family".to_owned(), "fault-empty".to_owned())]);
        let mut written = clean();
        written.set("family", "Call 604-555-0199.");
        assert_eq!(words_of(house.submit(fresh, &written).await.unwrap_err()), [("family".to_owned(), "fault-case-blocks".to_owned())]);
        written.set("family", "Three generations under one zzyzx roof.");
        house.submit(fresh, &written).await.unwrap();
        house.approve("fatima", fresh).await.unwrap();
        let session = house.session().await.to_string();
        review::schedule(&cx, &fatima, &slug, fresh, &session).await.unwrap();
        assert_eq!(queries::open(&cx, &amara, &slug, fresh).await.unwrap().sections[0].0.label(Lang::En), "Family");
        // A scheduled case waits for its session (feature B8); from its start on the search finds every section.
        assert_eq!(crate::search::find(&cx, &amara, "zzyzx", 1).await.unwrap().total, 0);
        review::present(&cx, &fatima, &slug, fresh).await.unwrap();
        assert_eq!(crate::search::find(&cx, &amara, "zzyzx", 1).await.unwrap().total, 1);
        // Typed into the old form while the new one was being made: nothing of it is lost.
        let typed = Written { form: Some(0), ..clean() };
        let id = writing::begin(&cx, &amara, &slug, cx.new_id(), &typed).await.unwrap();
        assert!(queries::draft(&cx, &amara, &slug, id).await.unwrap().written.get("background").contains("seventies"));
    }
}
