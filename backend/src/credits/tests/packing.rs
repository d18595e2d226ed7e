use std::collections::BTreeMap;
use std::io::Read as _;

use super::*;
use crate::credits::pack::{Called, Pack};
use domain::lang::Lang;

/// What an archive holds.
pub(crate) fn unpacked(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut all = BTreeMap::new();
    for n in 0..archive.len() {
        let mut file = archive.by_index(n).unwrap();
        let mut plain = Vec::new();
        file.read_to_end(&mut plain).unwrap();
        assert!(all.insert(file.name().unwrap().to_string(), plain).is_none());
    }
    all
}

fn text<'a>(all: &'a BTreeMap<String, Vec<u8>>, name: &str) -> &'a str {
    std::str::from_utf8(all.get(name).unwrap_or_else(|| panic!("{name} is missing: {:?}", all.keys()))).unwrap()
}

fn rows(text: &str) -> Vec<csv::StringRecord> {
    csv::Reader::from_reader(text.as_bytes()).records().map(|row| row.unwrap()).collect()
}

async fn packed(stage: &Stage, called: Called) -> Pack {
    let which = (stage.world.program, stage.record().await.id);
    pack::pack(&stage.world.cx, &stage.corinne, which, stage.slug(), called, Lang::En).await.unwrap()
}

both! {
    async fn the_pack_holds_what_an_accreditor_asks_for(bench) {
        let stage = Stage::accredited(&bench).await;
        stage.issue().await;
        let (cx, program) = (&bench.cx, stage.world.program);
        for (kind, name) in [("budget", "../Budget 2026.csv"), ("needs", "Évaluation des besoins.md")] {
            planning::add(cx, &stage.corinne, program, cx.new_id(), kind, Some((name.to_owned(), b"rooms, pay".to_vec()))).await.unwrap();
        }
        papers::revoke(cx, &stage.corinne, &stage.of("amara").await[0].serial, "=cmd|' /C calc'!A0").await.unwrap();
        let pack = packed(&stage, Called::Names).await;
        let all = unpacked(&pack.bytes);
        let named: Vec<&str> = all.keys().map(String::as_str).collect();
        assert_eq!(named, [
            "README.txt", "agenda.csv", "attendance.csv", "disclosures.csv", "evaluation.csv", "papers.csv",
            "planning/01-needs-Évaluation des besoins.md", "planning/02-budget-Budget 2026.csv",
            "record.csv", "rules.json", "sessions.csv", "statements.txt",
        ]);
        let readme = text(&all, "README.txt");
        assert!(named.iter().filter(|n| **n != "README.txt").all(|n| readme.contains(n)), "{readme}");
        assert!(!readme.contains("pack-"), "every word is known: {readme}");
        let record = stage.record().await.record;
        assert!(text(&all, "statements.txt").contains(&record.statement), "the exact words");
        let papers = rows(text(&all, "papers.csv"));
        let earned = stage.rows().await.iter().filter(|row| row.accreditation_id.is_some()).count();
        assert_eq!(papers.len(), earned);
        let revoked: Vec<_> = papers.iter().filter(|row| &row[9] == "revoked").collect();
        assert_eq!((revoked.len(), &revoked[0][11]), (1, "'=cmd|' /C calc'!A0"), "no spreadsheet runs it");
        let attendance = rows(text(&all, "attendance.csv"));
        assert!(attendance.iter().any(|row| &row[0] == "Amara Okafor" && &row[4] == "yes"));
        let sessions = rows(text(&all, "sessions.csv"));
        let percent: u32 = sessions[0][9].parse().unwrap();
        assert!((25..=100).contains(&percent) && &sessions[0][10] == "yes", "{:?}", sessions[0]);
        let people = issuing::holders(cx.db(), stage.world.cohort).await.unwrap().len();
        assert_eq!(attendance.len() % people, 0, "everybody, in each session that is over");
        assert_eq!(rows(text(&all, "disclosures.csv")).len(), 0, "nobody was named yet");
        assert_eq!(all["evaluation.csv"], crate::dashboards::csv(cx, &stage.corinne, stage.slug()).await.unwrap(), "as the dashboard shows them");
        assert!(crate::audit::actions(cx).await.contains(&"credit.pack".to_owned()));
    }

    async fn the_same_content_gives_the_same_bytes(bench) {
        let stage = Stage::accredited(&bench).await;
        stage.issue().await;
        let first = packed(&stage, Called::Codes).await;
        bench.clock.pass(Duration::seconds(50));
        assert_eq!(packed(&stage, Called::Codes).await.bytes, first.bytes);
        papers::revoke(&bench.cx, &stage.corinne, &stage.of("amara").await[0].serial, "Wrong hours").await.unwrap();
        assert_ne!(packed(&stage, Called::Codes).await.bytes, first.bytes);
    }

    async fn by_code_no_file_of_the_pack_names_a_participant(bench) {
        let stage = Stage::accredited(&bench).await;
        stage.issue().await;
        let all = unpacked(&packed(&stage, Called::Codes).await.bytes);
        let people = issuing::holders(bench.cx.db(), stage.world.cohort).await.unwrap();
        for (file, bytes) in all.iter().filter(|(file, _)| *file != "disclosures.csv") {
            let said = String::from_utf8_lossy(bytes);
            for person in &people {
                assert!(!said.contains(&person.name) && !said.contains(&person.email) && !said.contains(&person.id.to_string()), "{file}: {}", person.name);
            }
        }
        let codes: std::collections::HashSet<String> = rows(text(&all, "attendance.csv")).iter().map(|row| row[0].to_owned()).collect();
        assert_eq!(codes.len(), people.len(), "a code is one person's");
        let papers = rows(text(&all, "papers.csv"));
        assert!(!papers.is_empty() && papers.iter().all(|row| codes.contains(&row[1])), "the same code in both files");
        for row in stage.rows().await {
            let tells = all.iter().find(|(_, bytes)| String::from_utf8_lossy(bytes).contains(&row.serial));
            assert!(tells.is_none(), "a number leads to the public check: {:?}", tells.map(|(file, _)| file));
        }
    }

    async fn whoever_has_gone_stands_in_the_pack_as_long_as_their_paper_does(bench) {
        let stage = Stage::accredited(&bench).await;
        stage.issue().await;
        let before = packed(&stage, Called::Names).await.bytes;
        crate::erasing::erase(&bench.cx, &stage.who("amara").await).await.unwrap();
        let (was, is) = (unpacked(&before), unpacked(&packed(&stage, Called::Names).await.bytes));
        assert_eq!(text(&was, "papers.csv"), text(&is, "papers.csv"));
        let hers = |all: &BTreeMap<String, Vec<u8>>| -> Vec<String> {
            let rows = rows(text(all, "attendance.csv"));
            rows.iter().filter(|row| &row[0] == "Amara Okafor" && &row[4] == "yes").map(|row| row.iter().collect::<Vec<_>>().join("|")).collect()
        };
        assert!(!hers(&is).is_empty());
        assert_eq!(hers(&was), hers(&is), "and so does what the papers rest on");
    }

    async fn a_pack_is_for_the_coordinators_of_the_program(bench) {
        let stage = Stage::accredited(&bench).await;
        let (cx, record) = (&bench.cx, stage.record().await.id);
        let which = (stage.world.program, record);
        for short in ["amara", "fatima", "leo", "maya"] {
            let got = pack::pack(cx, &stage.who(short).await, which, stage.slug(), Called::Codes, Lang::En).await;
            assert!(matches!(got, Err(Fault::Missing)), "{short}");
        }
        let ada = stage.who("ada").await;
        assert!(matches!(pack::pack(cx, &ada, which, stage.slug(), Called::Codes, Lang::En).await, Err(Fault::Refused(_))));
        assert!(matches!(direct_entry::list(cx, &ada, which.0, which.1).await, Err(Fault::Refused(_))));
        let nowhere = pack::pack(cx, &stage.corinne, which, "nowhere", Called::Codes, Lang::En).await;
        assert!(matches!(nowhere, Err(Fault::Missing)));
    }

    async fn a_planning_document_is_brought_once_and_stays_when_a_paper_rests_on_it(bench) {
        let stage = Stage::accredited(&bench).await;
        let (cx, program, once) = (&bench.cx, stage.world.program, bench.cx.new_id());
        let bring = async |kind: &str, name: &str, bytes: &[u8]| {
            planning::add(cx, &stage.corinne, program, once, kind, Some((name.to_owned(), bytes.to_vec()))).await
        };
        assert_eq!(fields(planning::add(cx, &stage.corinne, program, once, "pay", None).await.unwrap_err()), ["kind", "file"]);
        assert_eq!(fields(bring("needs", "needs.exe", b"MZ").await.unwrap_err()), ["file"]);
        assert_eq!(fields(bring("needs", "needs.pdf", b"<html>").await.unwrap_err()), ["file"], "what it is called is not what it is");
        bring("needs", "needs.txt", b"Asked of forty").await.unwrap();
        bring("needs", "needs.txt", b"Asked of forty").await.unwrap();
        let listed = async || pack::desk(cx, &stage.corinne, program, stage.record().await.id).await.unwrap().documents;
        assert_eq!(listed().await.len(), 1);
        assert!(listed().await[0].removable);
        bench.clock.pass(Duration::minutes(1));
        stage.issue().await;
        assert!(!listed().await[0].removable);
        assert!(matches!(planning::remove(cx, &stage.corinne, program, once).await, Err(Fault::Conflict("conflict-planning-stands"))));
        assert_eq!(planning::open(cx, &stage.corinne, program, once).await.unwrap().bytes, b"Asked of forty");
        let (later, other) = (cx.new_id(), cx.new_id());
        planning::add(cx, &stage.corinne, program, later, "other", Some(("x.txt".to_owned(), b"x".to_vec()))).await.unwrap();
        planning::remove(cx, &stage.corinne, program, later).await.unwrap();
        assert!(matches!(planning::remove(cx, &stage.corinne, program, other).await, Err(Fault::Missing)));
    }

    async fn the_direct_entry_list_has_numbers_and_credits_and_no_name(bench) {
        let stage = Stage::accredited(&bench).await;
        stage.issue().await;
        let (cx, record) = (&bench.cx, stage.record().await);
        let amara = stage.who("amara").await;
        assert_eq!(fields(direct_entry::give(cx, &amara, "=1+1").await.unwrap_err()), ["cfpc"]);
        let all = async || direct_entry::list(cx, &stage.corinne, stage.world.program, record.id).await.unwrap();
        let before = all().await;
        assert_eq!((before.counts.listed, std::str::from_utf8(&before.bytes).unwrap()), (0, "cfpc_number,session_id,credits\n"));
        direct_entry::give(cx, &amara, "98 7654").await.unwrap();
        direct_entry::give(cx, &stage.who("dara").await, "123456").await.unwrap();
        let list = all().await;
        let sum = async |short: &str| stage.of(short).await.iter().filter(|p| p.state.is_valid()).map(|p| p.credits).sum::<domain::credits::Credits>();
        let expected = format!(
            "cfpc_number,session_id,credits\n123456,{n},{}\n987654,{n},{}\n",
            sum("dara").await,
            sum("amara").await,
            n = record.record.session_id
        );
        assert_eq!(String::from_utf8(list.bytes).unwrap(), expected);
        assert_eq!((list.counts.listed, list.counts.unnumbered), (2, before.counts.unnumbered - 2));
        papers::revoke(cx, &stage.corinne, &stage.of("amara").await[0].serial, "Wrong hours").await.unwrap();
        assert!(String::from_utf8(all().await.bytes).unwrap().contains(&format!("987654,{},{}\n", record.record.session_id, sum("amara").await)));
        direct_entry::give(cx, &amara, "").await.unwrap();
        assert_eq!((all().await.counts.listed, direct_entry::own(cx, &amara).await.unwrap().as_str()), (1, ""));
        let other = accreditations::Form { kind: "moc-1".into(), ..typed(&record) };
        let id = cx.new_id();
        accreditations::add(cx, &stage.corinne, stage.world.program, id, &other).await.unwrap();
        let refused = direct_entry::list(cx, &stage.corinne, stage.world.program, domain::id::AccreditationId(id)).await;
        assert!(matches!(refused, Err(Fault::Conflict("conflict-direct-entry-kind"))));
    }
}
