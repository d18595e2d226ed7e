#![allow(clippy::unwrap_used)]
use super::*;
use proptest::prelude::*;

fn holds(source: &str, answers: &[(&str, &str)]) -> bool {
    let answers = answers.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    Branching::parse(source).unwrap().holds(&answers)
}

#[test]
fn logic_holds_as_redcap_means_it() {
    let answers = [("used", "1"), ("bias", "2"), ("age", "9"), ("why___3", "1"), ("why___4", "0"), ("word", "Yes")];
    for source in [
        "[used] = \"1\"",
        "[used] = '1'",
        "[used]=1",
        "[used] = 1.0",
        "[bias] <= 2",
        "[age] < 18",
        "[word] = 'Yes'",
        "[word] <> 'yes'",
        "[gone] = \"\"",
        "[used] != ''",
        "[why(3)] = \"1\" and [why(4)] = \"0\" AND [why(5)] = 0",
        "[used] = 0 or [bias] = 2",
        "[used] = 1 || [bias] = 9 && [age] = 0",
        "not [used] = 0",
        "!([used] = 0 or [bias] > 2)",
        "([used] = “1” and\n [bias] >= 2)",
        "[age] > -1",
    ] {
        assert!(holds(source, &answers), "{source}");
        assert!(!holds(&format!("not ({source})"), &answers), "{source}");
    }
}

#[test]
fn an_unanswered_item_has_no_order() {
    for source in ["[bias] <= 2", "[bias] >= 0", "[bias] > 0", "[bias] < 9", "[bias] = 0", "[bias] <> ''"] {
        assert!(!holds(source, &[]), "{source}");
    }
    assert!(holds("[bias] = '' and [bias] <> 2", &[]));
}

#[test]
fn what_is_not_understood_is_refused() {
    let deep = format!("{}[a] = 1{}", "(".repeat(500), ")".repeat(500));
    for source in [
        "",
        "[a]",
        "[a] =",
        "= 1",
        "[a] = 1 and",
        "[a] = 1 [b] = 2",
        "([a] = 1",
        "[a] = 1)",
        "[a = 1",
        "[a] = \"1",
        "[e][a] = 1",
        "[a] + 1 = 2",
        "sum([a],[b]) > 3",
        "datediff([a], 'today', 'd') > 1",
        "[a()] = 1",
        "[event-name] = 'x'",
        "[a] = 1; drop",
        "[a] = yes",
        &deep,
    ] {
        assert!(Branching::parse(source).is_err(), "{source}");
    }
}

#[test]
fn logic_names_its_items_and_is_stored_as_it_was_written() {
    let branching = Branching::parse("[Used] = 1 and not [why(-9)] = '1'").unwrap();
    assert_eq!(branching.fields(), [("used", None), ("why", Some("-9"))]);
    let stored = serde_json::to_string(&branching).unwrap();
    assert_eq!(stored, "\"[Used] = 1 and not [why(-9)] = '1'\"");
    assert_eq!(serde_json::from_str::<Branching>(&stored).unwrap(), branching);
    assert!(serde_json::from_str::<Branching>("\"[a\"").is_err());
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_fall_over(source in "[\\[\\]()a-c=<>!&|\"'0-9 .-]{0,60}") {
        if let Ok(branching) = Branching::parse(&source) {
            branching.holds(&BTreeMap::new());
        }
    }

    #[test]
    fn and_binds_tighter_than_or(a: bool, b: bool, c: bool) {
        let bit = |x: bool| if x { "1" } else { "0" };
        let answers = [("a", bit(a)), ("b", bit(b)), ("c", bit(c))];
        prop_assert_eq!(holds("[a]=1 or [b]=1 and [c]=1", &answers), a || b && c);
        prop_assert_eq!(holds("([a]=1 or [b]=1) and not [c]=1", &answers), (a || b) && !c);
    }
}
