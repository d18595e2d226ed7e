use app::dashboards::charts::{Bar, Dot, LEFT, Pile, RIGHT, Stack, WIDTH, Words, bars, dots, place, reach, rung, stacks};

fn words() -> Words {
    Words { id: "c".into(), title: "Change & <more>".into(), desc: "Up".into() }
}

#[test]
fn a_drawing_says_what_it_is_and_escapes() {
    let svg = bars(&words(), &[Bar { label: "<1>".into(), share: Some(0.5), least: false, text: "13".into() }]);
    assert!(svg.contains(
        "role=\"img\" aria-labelledby=\"c-t c-d\"><title id=\"c-t\">Change &amp; &lt;more&gt;</title><desc id=\"c-d\">Up</desc>"
    ));
    assert!(svg.contains("&lt;1&gt;") && svg.contains("width=\"132.0\""));
}

#[test]
fn a_withheld_bar_has_no_length() {
    let rows = [Bar { label: "1".into(), share: None, least: false, text: "withheld".into() }];
    assert!(!bars(&words(), &rows).contains("<rect"));
    let rows = [Bar { label: "1".into(), share: Some(7.0), least: true, text: "22 or more".into() }];
    assert!(bars(&words(), &rows).contains("class=\"mark-soft\" x=\"112.0\" y=\"9.0\" width=\"264.0\""));
}

#[test]
fn an_axis_holds_every_interval_and_zero_is_its_middle() {
    let row = |low, high| Dot { label: String::new(), at: Some((low, (low + high) / 2.0, high)), text: String::new() };
    assert_eq!((reach(&[row(0.1, 0.4)]), reach(&[row(-1.2, 0.4)]), reach(&[row(0.0, 120.0)]), reach(&[])), (0.5, 2.0, 200.0, 0.5));
    assert_eq!((place(0.0, 2.0), place(-2.0, 2.0), place(2.0, 2.0)), (244.0, LEFT, RIGHT));
    let svg = dots(&words(), &[row(0.5, 1.0), Dot { label: "2".into(), at: None, text: "n < 5".into() }], |x| format!("{x}"));
    assert_eq!((svg.matches("<circle").count(), svg.matches("class=\"interval\"").count()), (1, 3));
    assert!(svg.contains("cx=\"343.0\""), "0.75 of 1: {svg}");
}

#[test]
fn a_stack_adds_up_and_what_is_withheld_is_one_piece() {
    let bar = Stack { label: "Before".into(), levels: vec![None, Some(7), Some(6), None, Some(0)], total: 20 };
    let pile = Pile { title: "Communication".into(), bars: Ok([bar.clone(), bar]) };
    let svg = stacks(&words(), &["a", "b", "c", "d", "e"].map(str::to_owned), "withheld", &[pile]);
    let width = |class: &str| {
        let found = svg.rsplit(&format!("class=\"{class}\"")).next().and_then(|s| s.split("width=\"").nth(1));
        found.and_then(|s| s.split('"').next()).and_then(|s| s.parse::<f64>().ok()).unwrap_or(0.0)
    };
    assert!((width("rung-2") + width("rung-3") + width("mark-soft") - (WIDTH - LEFT)).abs() < 0.2);
    assert_eq!(svg.matches("mark-soft").count(), 3, "once in the key, once in each bar");
}

#[test]
fn five_shades_serve_any_ladder() {
    assert_eq!([0, 1, 2, 3, 4].map(|at| rung(at, 5)), ["rung-1", "rung-2", "rung-3", "rung-4", "rung-5"]);
    assert_eq!((rung(0, 2), rung(1, 2), rung(0, 1), rung(6, 7)), ("rung-1", "rung-5", "rung-1", "rung-5"));
}
