use super::*;

both! {
    async fn a_paper_is_there_for_its_holder_and_for_those_who_run_the_program(bench) {
        let stage = Stage::accredited(&bench).await;
        stage.issue().await;
        let serial = stage.of("amara").await[0].serial.clone();
        for (short, opens) in [("amara", true), ("corinne", true), ("ada", true), ("benoit", false), ("fatima", false), ("leo", false), ("maya", false)] {
            let found = papers::one(&bench.cx, &stage.who(short).await, &serial).await;
            assert_eq!(found.is_ok(), opens, "{short}");
            assert!(opens || matches!(found, Err(Fault::Missing)), "{short} does not learn that it is there");
        }
        assert!(matches!(papers::one(&bench.cx, &Viewer::nobody(), &serial).await, Err(Fault::SignIn)));
        assert!(matches!(papers::revoke(&bench.cx, &stage.who("amara").await, &serial, "mine").await, Err(Fault::Refused(_))));
        assert!(matches!(issuing::issue_again(&bench.cx, &stage.who("ada").await, &serial).await, Err(Fault::Refused(_))));
    }

    async fn the_check_shows_a_name_only_when_its_holder_agreed(bench) {
        let stage = Stage::accredited(&bench).await;
        stage.issue().await;
        let (cx, amara) = (&bench.cx, stage.who("amara").await);
        let serial = stage.of("amara").await[0].serial.clone();
        let said = checking::check(cx, &serial.to_lowercase().replace('-', " ")).await.unwrap();
        assert!(said.valid && said.name.is_none(), "{said:?}");
        checking::choose(cx, &amara, true).await.unwrap();
        assert_eq!(checking::check(cx, &serial).await.unwrap().name.as_deref(), Some("Amara Okafor"));
        checking::choose(cx, &amara, false).await.unwrap();
        assert!(checking::check(cx, &serial).await.unwrap().name.is_none());
        let other = domain::credits::serial::Serial::of([7; 10]).to_string();
        assert!(matches!(checking::check(cx, &other).await, Err(Fault::Missing)));
        let slip = serial.replace(&serial[0..1], if serial.starts_with('A') { "B" } else { "A" });
        assert_eq!(fields(checking::check(cx, &slip).await.unwrap_err()), ["serial"], "a slip of the pen is told from a forgery");
    }

    async fn a_transcript_keeps_kinds_and_years_apart(bench) {
        let stage = Stage::accredited(&bench).await;
        stage.issue().await;
        let (cx, amara) = (&bench.cx, stage.who("amara").await);
        let year = transcript::mine(cx, &amara, "", "").await.unwrap();
        assert_eq!((year.from.to_string(), year.years), ("2025-07-01".to_owned(), 1));
        assert_eq!(year.standing.kinds.keys().collect::<Vec<_>>(), ["mainpro"]);
        assert_eq!(year.standing.total, year.papers.iter().map(|p| p.credits).sum());
        let before = transcript::mine(cx, &amara, "2020-07-01", "5").await.unwrap();
        assert_eq!((before.papers.len(), before.outside, before.standing.total.0), (0, year.papers.len(), 0));
        assert_eq!(fields(transcript::mine(cx, &amara, "soon", "9").await.unwrap_err()), ["from", "years"]);
        let csv = transcript::export(cx, &amara, "", "").await.unwrap();
        assert_eq!(csv.lines().count(), year.papers.len() + 1);
        papers::revoke(cx, &stage.corinne, &year.papers[0].serial, "Wrong hours").await.unwrap();
        let after = transcript::mine(cx, &amara, "", "").await.unwrap();
        assert_eq!(after.standing.total.0 + year.papers[0].credits.0, year.standing.total.0, "what was revoked counts for nothing");
        assert_eq!(after.papers.len(), year.papers.len(), "and stays in sight");
    }
}
