use app::surveys::conditions::only_if;
use backend::words::Words;
use domain::lang::Lang;

#[test]
fn logic_is_said_in_words_of_both_languages() {
    let file = include_bytes!("../../../backend/src/world/instruments_redcap.csv");
    let definitions = domain::instruments::parse_dictionary(file).definitions;
    let of = |lang, form: &str, item: &str| {
        let definition = definitions.iter().find(|d| d.name == form).unwrap();
        only_if(Words::of(lang), definition, definition.item(item).unwrap().branching.as_ref().unwrap())
    };
    let used = of(Lang::En, "competency", "used_what");
    assert_eq!(used, "Only if “In the last month, have you used something new in your practice?” is “Yes”.");
    let bias = of(Lang::En, "session_post", "post_bias_why");
    assert_eq!(bias, "Only if “The session was free of commercial bias” is “Strongly disagree” or “Disagree”.");
    assert!(of(Lang::Fr, "competency", "used_what").starts_with("Seulement si «\u{a0}In the last month"));
}
