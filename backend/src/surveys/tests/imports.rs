use super::*;
use crate::surveys::importing::Take;
use crate::surveys::instruments::News;
use crate::surveys::{demo, measures, queries, raw, tables};

crate::both! {
    async fn the_real_dictionary_gives_three_forms_and_four_scales_once(bench) {
        let world = world(&bench).await;
        let (cx, corinne) = (&world.cx, world.viewer("corinne").await.unwrap());
        let again = instruments::import_dictionary(cx, &corinne, &world.slug, INSTRUMENTS).await.unwrap();
        assert_eq!(again.published, 0);
        assert!(again.forms.iter().all(|form| form.news == News::Same));
        assert_eq!(tables::versions::Entity::find().all(cx.db()).await.unwrap().len(), 3);
        let changed = String::from_utf8(INSTRUMENTS.to_vec()).unwrap().replace("One thing I will try", "One thing I will try next");
        let dry = instruments::check_dictionary(cx, &corinne, &world.slug, changed.as_bytes()).await.unwrap();
        assert_eq!(dry.forms.iter().filter(|form| form.news == News::Changed).map(|f| f.version).collect::<Vec<_>>(), [2]);
        assert_eq!(instruments::import_dictionary(cx, &corinne, &world.slug, changed.as_bytes()).await.unwrap().published, 1);
        let (_, views) = instruments::list(cx, &corinne, &world.slug).await.unwrap();
        assert_eq!((views.len(), views.iter().filter(|v| v.newest).count()), (4, 3));
    }

    async fn a_dictionary_with_a_fault_is_not_imported_and_names_line_and_column(bench) {
        let world = world(&bench).await;
        let corinne = world.viewer("corinne").await.unwrap();
        let bad = String::from_utf8(INSTRUMENTS.to_vec()).unwrap().replace("[used] = \"\"1\"\"", "[nothing] = 1");
        let report = instruments::import_dictionary(&world.cx, &corinne, &world.slug, bad.as_bytes()).await.unwrap();
        assert_eq!((report.published, report.faults.len()), (0, 1));
        assert_eq!(report.faults[0].word, "fault-row-branching-field");
        assert!(report.faults[0].line > 1 && report.faults[0].column.starts_with("Branching"));
        assert_eq!(tables::versions::Entity::find().all(world.cx.db()).await.unwrap().len(), 3);
    }

    async fn the_real_export_gives_257_responses_of_26_codes_once(bench) {
        let world = world(&bench).await;
        let (cx, corinne) = (&world.cx, world.viewer("corinne").await.unwrap());
        let dry = importing::check_responses(cx, &corinne, &world.slug, RESPONSES).await.unwrap();
        assert_eq!((dry.responses, dry.codes, dry.faults.len(), dry.waves.len()), (257, 26, 0, 14));
        let report = importing::import_responses(cx, &corinne, &world.slug, RESPONSES, Take::All).await.unwrap();
        assert_eq!(report.written, 257);
        let again = importing::import_responses_as_operator(cx, &world.slug, RESPONSES).await.unwrap();
        assert_eq!((again.written, again.waves.iter().map(|w| w.known).sum::<usize>()), (0, 257));
        assert_eq!(tables::responses::Entity::find().all(cx.db()).await.unwrap().len(), 257);
        assert_eq!(tables::administrations::Entity::find().all(cx.db()).await.unwrap().len(), 14);
    }

    async fn a_file_read_in_by_mistake_is_taken_out_again_and_nothing_else(bench) {
        let world = world(&bench).await;
        let (cx, corinne) = (&world.cx, world.viewer("corinne").await.unwrap());
        let text = String::from_utf8(RESPONSES.to_vec()).unwrap();
        importing::import_responses(cx, &corinne, &world.slug, RESPONSES, Take::All).await.unwrap();
        let other = text.replace("2FCR3YZW", "ZZZZ3YZW");
        let report = importing::import_responses(cx, &corinne, &world.slug, other.as_bytes(), Take::All).await.unwrap();
        let brought = report.written;
        assert!(brought > 0 && brought < 257);
        // A file that says something else of the same code takes nothing of it.
        let changed = text.replacen("2FCR3YZW,baseline_arm_1,,,1,", "2FCR3YZW,baseline_arm_1,,,2,", 1);
        let dry = importing::check_responses(cx, &corinne, &world.slug, changed.as_bytes()).await.unwrap();
        assert_eq!((dry.waves.iter().map(|w| w.known).sum::<usize>(), dry.waves.iter().map(|w| w.same).sum::<usize>()), (257, 256));
        assert_eq!(importing::take_back(cx, &corinne, &world.slug, changed.as_bytes()).await.unwrap(), 256);
        assert_eq!(tables::responses::Entity::find().all(cx.db()).await.unwrap().len(), brought + 1);
        assert_eq!(importing::take_back(cx, &corinne, &world.slug, other.as_bytes()).await.unwrap(), brought);
        assert_eq!(importing::take_back(cx, &corinne, &world.slug, other.as_bytes()).await.unwrap(), 0);
        assert_eq!(importing::take_back(cx, &corinne, &world.slug, RESPONSES).await.unwrap(), 1);
        assert!(tables::responses::Entity::find().all(cx.db()).await.unwrap().is_empty());
        assert!(tables::answers::Entity::find().all(cx.db()).await.unwrap().is_empty());
        assert!(tables::administrations::Entity::find().all(cx.db()).await.unwrap().is_empty(), "only the file knew them");
        assert_eq!(importing::import_responses(cx, &corinne, &world.slug, RESPONSES, Take::All).await.unwrap().written, 257);
    }

    async fn a_file_is_all_or_nothing_and_its_good_rows_a_second_choice(bench) {
        let world = world(&bench).await;
        let (cx, corinne) = (&world.cx, world.viewer("corinne").await.unwrap());
        let bad = String::from_utf8(RESPONSES.to_vec()).unwrap().replacen("2FCR3YZW,baseline_arm_1,,,1,", "2FCR3YZW,baseline_arm_1,,,9,", 1);
        let report = importing::import_responses(cx, &corinne, &world.slug, bad.as_bytes(), Take::All).await.unwrap();
        assert_eq!((report.written, report.faults.len()), (0, 1));
        assert_eq!((report.faults[0].line, report.faults[0].column.as_str()), (2, "lad_1"));
        assert!(tables::responses::Entity::find().all(cx.db()).await.unwrap().is_empty());
        let report = importing::import_responses(cx, &corinne, &world.slug, bad.as_bytes(), Take::Good).await.unwrap();
        assert_eq!(report.written, 256);
    }

    async fn figures_hold_scales_ladder_and_counts_and_never_a_person(bench) {
        let world = world(&bench).await;
        let cx = &world.cx;
        importing::import_responses_as_operator(cx, &world.slug, RESPONSES).await.unwrap();
        let figures = measures(cx, &world.viewer("leo").await.unwrap(), &world.slug).await.unwrap();
        let keys: Vec<&str> = figures.scales.iter().map(|s| s.key.as_str()).collect();
        assert_eq!(keys, ["ladder", "self_efficacy", "connection", "collaboration"]);
        assert_eq!(figures.scales[1].title, "Confidence");
        let baseline = &figures.scales[1].points[&Timepoint::Baseline];
        assert!(baseline.len() <= 25 && baseline.len() > 20 && baseline.values().all(|v| (1.0..=5.0).contains(v)));
        assert!(baseline.keys().all(|code| code.starts_with("import:")));
        assert_eq!(figures.ladder.len(), 8);
        assert_eq!(figures.ladder[0].levels.last().unwrap().label, "Expert");
        assert!(figures.ladder[0].series.points.contains_key(&Timepoint::Completion));
        assert!(figures.items.iter().any(|s| s.key == "pre_conf") && figures.items.iter().any(|s| s.key == "used"));
        let counts: Vec<usize> = figures.waves.iter().map(|w| w.answered + w.late + w.partial).collect();
        assert_eq!((counts.len(), counts.iter().sum::<usize>()), (14, 257));
    }

    async fn raw_rows_are_of_closed_forms_by_code_and_each_look_is_audited(bench) {
        let world = world(&bench).await;
        let (cx, evan) = (&world.cx, world.viewer("evan").await.unwrap());
        importing::import_responses_as_operator(cx, &world.slug, RESPONSES).await.unwrap();
        let rows = raw::raw(cx, &evan, &world.slug, "competency").await.unwrap();
        assert_eq!(rows.rows.len(), 25, "the completion is still to come, so only the baseline is shown");
        assert!(rows.rows.is_sorted_by_key(|row| row.code.clone()));
        assert!(rows.columns.contains(&"used_what".to_owned()) && !rows.columns.contains(&"study_code".to_owned()));
        let looks = crate::audit::actions(cx).await;
        assert_eq!(looks.iter().filter(|a| *a == "survey.raw_read").count(), 1);
        assert!(raw::export(cx, &evan, &world.slug, "competency", " ").await.is_err(), "a purpose is needed");
        let csv = String::from_utf8(raw::export(cx, &evan, &world.slug, "competency", "Report to the funder").await.unwrap()).unwrap();
        assert_eq!(csv.lines().next().unwrap().split(',').take(4).collect::<Vec<_>>(), ["code", "timepoint", "late", "complete"]);
        assert!(!csv.contains("Okafor"));
    }

    async fn the_demo_has_a_past_to_show_and_one_form_open_for_amara(bench) {
        crate::accounts::terms::ensure_first(&bench.cx).await.unwrap();
        let world = World::found(&bench.cx).await.unwrap();
        demo::furnish(&world).await.unwrap();
        let open = queries::open_for(&world.cx, &world.viewer("amara").await.unwrap()).await.unwrap();
        assert_eq!(open.len(), 1);
        assert_eq!(open[0].timepoint, Timepoint::BeforeSession(4));
        let figures = measures(&world.cx, &world.viewer("fatima").await.unwrap(), &world.slug).await.unwrap();
        assert_eq!(figures.waves.iter().filter(|w| w.answered > 0).count(), 7);
        assert!(figures.waves.iter().all(|w| w.invited >= w.answered));
    }

    async fn the_demo_follows_a_schedule_that_is_there_already(bench) {
        crate::accounts::terms::ensure_first(&bench.cx).await.unwrap();
        let world = World::found(&bench.cx).await.unwrap();
        for (number, days) in [(1, -80), (2, -50), (3, -20), (4, 10), (5, 40), (6, 70)] {
            session(&world, number, days).await;
        }
        demo::furnish(&world).await.unwrap();
        let open = queries::open_for(&world.cx, &world.viewer("amara").await.unwrap()).await.unwrap();
        assert_eq!(open.iter().map(|o| o.timepoint).collect::<Vec<_>>(), [Timepoint::BeforeSession(4)]);
        assert_eq!(tables::administrations::Entity::find().all(world.cx.db()).await.unwrap().len(), 14);
    }
}

#[test]
fn no_cell_is_a_formula() {
    for cell in ["=1+1", "+1", "-1", "@x", "\tx"] {
        assert!(raw::inert(cell).starts_with('\''), "{cell}");
    }
    assert_eq!(raw::inert("plain"), "plain");
}
