use app::dashboards::numbers::{number, p, p_is, percent, signed};
use domain::lang::Lang;

#[test]
fn each_language_writes_numbers_its_way() {
    assert_eq!((number(Lang::En, Some(-0.625), 2), number(Lang::Fr, Some(-0.626), 2)), ("−0.63".into(), "−0,63".into()));
    assert_eq!((number(Lang::En, Some(12345.6), 1), number(Lang::Fr, Some(1234.0), 0)), ("12,345.6".into(), "1\u{a0}234".into()));
    assert_eq!((number(Lang::En, Some(-0.001), 2), number(Lang::Fr, None, 2)), ("0.00".into(), "–".into()));
    assert_eq!(
        (signed(Lang::En, 0.8, 2), signed(Lang::Fr, -0.8, 2), signed(Lang::En, 0.001, 2)),
        ("+0.80".into(), "−0,80".into(), "0.00".into())
    );
    assert_eq!(
        (percent(Lang::En, 22, 26), percent(Lang::Fr, 22, 26), percent(Lang::En, 0, 0)),
        ("85%".into(), "85\u{a0}%".into(), "0%".into())
    );
}

#[test]
fn a_small_p_is_not_zero_and_a_large_one_not_one() {
    assert_eq!((p(Lang::En, Some(0.0004)), p(Lang::Fr, Some(1e-9))), ("<\u{a0}0.001".into(), "<\u{a0}0,001".into()));
    assert_eq!((p_is(Lang::En, Some(0.0405)), p_is(Lang::Fr, Some(1e-9))), ("p\u{a0}=\u{a0}0.041".into(), "p\u{a0}<\u{a0}0,001".into()));
    assert_eq!((p(Lang::En, Some(0.9996)), p(Lang::En, Some(1.0))), (">\u{a0}0.999".into(), "1.000".into()));
}
