use super::*;
use crate::surveys::answering::Sent;
use crate::surveys::{queries, tables};
use crate::{Fault, Viewer};

async fn stored(world: &World) -> Vec<tables::responses::Model> {
    tables::responses::Entity::find().all(world.cx.db()).await.unwrap()
}

crate::both! {
    async fn sending_twice_makes_one_response_and_says_so(bench) {
        let world = world(&bench).await;
        session(&world, 1, 5).await;
        plan(&world).await;
        let link = token(&world, "amara", wave(&world, "before:1").await.id()).await;
        assert_eq!(answer_before(&world, &link, "3").await.unwrap(), Sent::Kept);
        assert_eq!(answer_before(&world, &link, "5").await.unwrap(), Sent::Already);
        let rows = stored(&world).await;
        assert_eq!((rows.len(), rows[0].late, rows[0].complete), (1, false, true));
        let cell = tables::answers::Entity::find().one(world.cx.db()).await.unwrap().unwrap();
        assert_eq!((cell.link_id.as_str(), cell.value.as_str()), ("pre_conf", "3"), "the first answer stays");
        let open = queries::open_for(&world.cx, &world.viewer("amara").await.unwrap()).await.unwrap();
        assert!(open.iter().all(|o| o.timepoint != Timepoint::BeforeSession(1)));
    }

    async fn three_at_once_make_one_response(bench) {
        let world = world(&bench).await;
        session(&world, 1, 5).await;
        plan(&world).await;
        let id = wave(&world, "before:1").await.id();
        let (mine, other) = (token(&world, "amara", id).await, token(&world, "benoit", id).await);
        let (a, b, c) = tokio::join!(answer_before(&world, &mine, "3"), answer_before(&world, &mine, "3"), answer_before(&world, &other, "4"));
        let kept = [a.unwrap(), b.unwrap(), c.unwrap()].iter().filter(|s| **s == Sent::Kept).count();
        assert_eq!((kept, stored(&world).await.len()), (2, 2));
    }

    async fn faults_name_every_item_and_nothing_is_written(bench) {
        let world = world(&bench).await;
        session(&world, 1, 5).await;
        plan(&world).await;
        let link = token(&world, "amara", wave(&world, "before:1").await.id()).await;
        let bad = given(&[("pre_conf", "9"), ("pre_used", &"x".repeat(5000))]);
        let fault = answering::submit(&world.cx, &Viewer::nobody(), &link, &bad, false).await.unwrap_err();
        let Fault::Invalid(faults) = fault else { panic!("{fault:?}") };
        assert_eq!(faults.iter().map(|f| f.field.as_str()).collect::<Vec<_>>(), ["pre_conf", "pre_used"]);
        assert!(stored(&world).await.is_empty());
        assert!(!answering::look(&world.cx, &Viewer::nobody(), &link, false).await.unwrap().answered);
    }

    async fn what_branching_hides_is_not_kept(bench) {
        let world = world(&bench).await;
        session(&world, 1, -2).await;
        plan(&world).await;
        let link = token(&world, "amara", wave(&world, "after:1").await.id()).await;
        let all = given(&[("post_conf", "4"), ("post_met", "5"), ("post_bias", "5"), ("post_bias_why", "A pen"), ("post_super", "4")]);
        answering::submit(&world.cx, &Viewer::nobody(), &link, &all, false).await.unwrap();
        let cells = tables::answers::Entity::find().all(world.cx.db()).await.unwrap();
        assert!(cells.iter().all(|c| c.link_id != "post_bias_why"));
        assert_eq!((cells.len(), stored(&world).await.len()), (4, 1));
    }

    async fn r1_2_late_answers_are_kept_flagged_and_left_out(bench) {
        let world = world(&bench).await;
        session(&world, 1, 5).await;
        plan(&world).await;
        let id = wave(&world, "before:1").await.id();
        let (amara, benoit) = (token(&world, "amara", id).await, token(&world, "benoit", id).await);
        answer_before(&world, &amara, "3").await.unwrap();
        bench.clock.pass(Duration::days(6));
        assert_eq!(answer_before(&world, &benoit, "4").await.unwrap(), Sent::Kept);
        assert_eq!(stored(&world).await.iter().filter(|r| r.late).count(), 1);
        let figures = crate::surveys::measures(&world.cx, &world.viewer("leo").await.unwrap(), &world.slug).await.unwrap();
        let before = figures.waves.iter().find(|w| w.timepoint == Timepoint::BeforeSession(1)).unwrap();
        assert_eq!((before.answered, before.late, before.invited), (1, 1, 26));
        let item = figures.items.iter().find(|s| s.key == "pre_conf").unwrap();
        assert_eq!(item.points[&Timepoint::BeforeSession(1)].len(), 1);
        assert_eq!(answer_before(&world, &amara, "3").await.unwrap_err(), Fault::Gone("survey-link-used"));
        bench.clock.pass(Duration::days(40));
        let corinne = world.viewer("corinne").await.unwrap();
        let third = asking::answer_now(&world.cx, &corinne, &world.slug, id).await.unwrap_err();
        assert_eq!(third, Fault::Refused("refused-role"), "a coordinator is not asked");
        let late = token(&world, "priya", id).await;
        assert_eq!(answer_before(&world, &late, "4").await.unwrap_err(), Fault::Gone("survey-link-expired"));
    }

    async fn links_that_are_unknown_early_or_of_somebody_who_left_say_so(bench) {
        let world = world(&bench).await;
        session(&world, 1, 20).await;
        plan(&world).await;
        let id = wave(&world, "before:1").await.id();
        let link = token(&world, "amara", id).await;
        assert_eq!(answer_before(&world, &link, "3").await.unwrap_err(), Fault::Conflict("survey-not-open"));
        for hostile in ["", "x", "../../etc/passwd", "' OR 1=1 --", &"a".repeat(5000)] {
            assert_eq!(answer_before(&world, hostile, "3").await.unwrap_err(), Fault::Missing, "{hostile}");
        }
        bench.clock.pass(Duration::days(15));
        leave(&world, "amara").await;
        assert_eq!(answer_before(&world, &link, "3").await.unwrap_err(), Fault::Gone("survey-link-left"));
    }

    async fn a_draft_waits_under_the_link_and_goes_with_the_answers(bench) {
        let world = world(&bench).await;
        session(&world, 1, 5).await;
        plan(&world).await;
        let link = token(&world, "amara", wave(&world, "before:1").await.id()).await;
        let typed = given(&[("pre_used", "A letter"), ("unknown", "x")]);
        answering::save_draft(&world.cx, &link, &typed).await.unwrap();
        answering::save_draft(&world.cx, &link, &typed).await.unwrap();
        let sheet = answering::look(&world.cx, &Viewer::nobody(), &link, false).await.unwrap();
        assert!(sheet.drafted);
        assert_eq!(sheet.answers, given(&[("pre_used", "A letter")]));
        let huge = given(&[("pre_used", &"x".repeat(70_000))]);
        assert_eq!(answering::save_draft(&world.cx, &link, &huge).await.unwrap_err(), Fault::TooLarge);
        answer_before(&world, &link, "2").await.unwrap();
        assert!(tables::drafts::Entity::find().all(world.cx.db()).await.unwrap().is_empty());
        assert_eq!(answering::save_draft(&world.cx, &link, &typed).await.unwrap_err(), Fault::Gone("survey-link-used"));
    }

    async fn own_answers_are_read_and_changed_signed_in_only_and_while_it_is_open(bench) {
        let world = world(&bench).await;
        session(&world, 1, 5).await;
        plan(&world).await;
        let link = token(&world, "amara", wave(&world, "before:1").await.id()).await;
        answer_before(&world, &link, "3").await.unwrap();
        let (amara, benoit) = (world.viewer("amara").await.unwrap(), world.viewer("benoit").await.unwrap());
        for stranger in [&Viewer::nobody(), &benoit] {
            let sheet = answering::look(&world.cx, stranger, &link, true).await.unwrap();
            assert!(sheet.answered && !sheet.may_change && sheet.answers.is_empty());
            let new = given(&[("pre_conf", "5")]);
            assert_eq!(answering::submit(&world.cx, stranger, &link, &new, true).await.unwrap(), Sent::Already);
        }
        let sheet = answering::look(&world.cx, &amara, &link, true).await.unwrap();
        assert_eq!(sheet.answers, given(&[("pre_conf", "3")]));
        let new = given(&[("pre_conf", "5")]);
        assert_eq!(answering::submit(&world.cx, &amara, &link, &new, true).await.unwrap(), Sent::Changed);
        let cells = tables::answers::Entity::find().all(world.cx.db()).await.unwrap();
        assert_eq!((cells.len(), cells[0].value.as_str(), stored(&world).await.len()), (1, "5", 1));
        bench.clock.pass(Duration::days(6));
        assert_eq!(answering::look(&world.cx, &amara, &link, true).await.unwrap_err(), Fault::Gone("survey-link-used"));
    }
}
