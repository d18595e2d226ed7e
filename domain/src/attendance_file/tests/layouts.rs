//! One small report in each layout beyond the two real ones.

use super::*;

const OLD_ZOOM: &str = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,Recording Consent,In Waiting Room\n\
    Sam Lee (they/them),sam@b.ca,\"Jan 30, 2020 08:00:00\",\"Jan 30, 2020 08:30:00\",30,No,,No\n\
    Late,,\"Jan 30, 2020 08:00:00\",\"Jan 30, 2020 08:05:00\",5,Yes,,Yes\n";

#[test]
fn zoom_as_it_was_before_2024() {
    for text in [
        OLD_ZOOM.to_owned(),
        format!(
            "Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants,\n123,ECHO,\"Jan 30, 2020 07:50:00\",\"Jan 30, 2020 09:00:00\",h@b.ca,70,2,\n\n{OLD_ZOOM}"
        ),
    ] {
        let file = read(&text);
        assert_eq!((file.source, file.joins.len(), file.left_out(Why::WaitingRoom)), (Source::Zoom, 1, 1));
        let join = &file.joins[0];
        assert_eq!((join.name.as_str(), &join.original_name, join.leave), ("Sam Lee", &None, Some(when("2020-01-30T08:30:00"))));
        assert_eq!(file.meeting.map(|m| m.topic), text.starts_with("Meeting").then(|| "ECHO".to_owned()));
    }
}

#[test]
fn zoom_with_one_row_per_person_has_minutes_only() {
    for header in
        ["Name (Original Name),User Email,Total Duration (Minutes),Guest", "Name (original name),Email,Total duration (minutes),Guest"]
    {
        let file = read(&format!("{header}\nAmara Okafor,A@B.ca,64,No\n+1 604-555-0123,,12,Yes\n"));
        let people = merge(&file.joins);
        assert_eq!((file.source, people[0].minutes, people[0].email.as_deref()), (Source::Zoom, 64.0, Some("a@b.ca")));
        assert!(people[1].phone && people[1].intervals.is_empty() && !file.ambiguous_order);
    }
}

#[test]
fn a_new_zoom_report_without_its_meeting_block_in_day_first_order() {
    let text = "Name (original name);Email;Join time;Leave time;Duration (minutes);Guest;Recording disclaimer response;In waiting room\n\
        A;a@b.ca;13/02/2020 18:00;13/02/2020 18:45;45;No;;No\n";
    let file = read(text);
    assert_eq!((file.date_order_guess, file.ambiguous_order), (DateOrder::Dmy, false));
    assert_eq!(file.joins[0].leave, Some(when("2020-02-13T18:45:00")));
    let doubtful = parse(text.replace("13/", "03/").as_bytes(), &Hint::default()).unwrap();
    assert!(doubtful.ambiguous_order, "nothing in the file decides: a person is asked");
    let days: Vec<String> = doubtful.readings.iter().map(|(order, day)| format!("{order:?} {day}")).collect();
    assert_eq!(days, ["Mdy 2020-03-02", "Dmy 2020-02-03"]);
    let told = parse(text.replace("13/", "03/").as_bytes(), &hint(DateOrder::Dmy)).unwrap();
    assert_eq!((told.date_order_guess, told.ambiguous_order), (DateOrder::Dmy, false));
    assert_eq!(told.joins[0].join, Some(when("2020-02-03T18:00:00")));
}

#[test]
fn a_zoom_webinar_counts_hosts_panelists_and_those_who_came() {
    let file = read(
        "Attendee Report,\nReport Generated:,\"02/13/2020 10:00:00 AM\"\nTopic,Webinar ID,Actual Start Time,Actual Duration (minutes),# Registered\n\
         Grief,123 456,02/13/2020 08:00:00 AM,60,3\n\nHost Details,\n\
         Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name\n\
         Yes,Kith Hub,hub@b.ca,02/13/2020 07:55:00 AM,02/13/2020 09:00:00 AM,65,No,Canada\n\nPanelist Details,\n\
         Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name\n\
         Yes,Dr. P,p@b.ca,02/13/2020 08:00:00 AM,02/13/2020 08:50:00 AM,50,No,Canada\n\nAttendee Details,\n\
         Attended,User Name (Original Name),First Name,Last Name,Email,Phone,Registration Time,Approval Status,Join Time,Leave Time,Time in Session (minutes),Is Guest,Your role,Country/Region Name\n\
         Yes,Amara (Amara Okafor),Amara,Okafor,a@b.ca,604,02/01/2020 08:00:00 AM,approved,02/13/2020 08:10:00 AM,02/13/2020 08:40:00 AM,30,Yes,SW,Canada\n\
         No,Ivy,Ivy,Wilson,i@b.ca,604,02/01/2020 08:00:00 AM,approved,--,--,--,--,SW,--\n",
    );
    assert_eq!((file.source, file.left_out(Why::Absent), file.faults.len()), (Source::ZoomWebinar, 1, 0));
    assert_eq!(file.joins.iter().map(|j| j.email.as_deref().unwrap()).collect::<Vec<_>>(), ["hub@b.ca", "p@b.ca", "a@b.ca"]);
    let meeting = file.meeting.unwrap();
    assert_eq!((meeting.topic.as_str(), meeting.end), ("Grief", Some(when("2020-02-13T09:00:00"))));
    assert_eq!(file.joins[2].original_name.as_deref(), Some("Amara Okafor"));
}

#[test]
fn teams_in_french_is_read_by_section_number_and_values() {
    let text = "1. Résumé\nTitre de la réunion\tDeuil et perte\nParticipants présents\t2\nHeure de début\t2020-02-27 07 h 55 min 01 s\n\
        Heure de fin\t2020-02-27 09 h 02 min 44 s\nDurée\t1 h 7 min 43 s\n\n2. Personnes participantes\n\
        Qui\tArrivée initiale\tSortie finale\tPrésence\tAdresse\tIdentifiant (ID)\tFonction\n\
        Éloïse Tremblay\t2020-02-27 08 h 00 min 12 s\t2020-02-27 09 h 00 min 53 s\t48 min 21 s\teloise@b.ca\teloise@b.ca\tParticipant\n\
        Invitée\t2020-02-27 08 h 10 min 00 s\t2020-02-27 08 h 20 min 00 s\t9 min\t\t\tParticipant\n\n\
        3. Activités\nQui\tEntrée\nÉloïse Tremblay\t2020-02-27 08 h 00 min 12 s\n";
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let file = parse(&wide, &hint(DateOrder::Mdy)).unwrap();
    assert_eq!((file.source, file.date_order_guess, file.joins.len()), (Source::Teams, DateOrder::Ymd, 2));
    let meeting = file.meeting.unwrap();
    assert_eq!((meeting.topic.as_str(), meeting.start), ("Deuil et perte", Some(when("2020-02-27T07:55:01"))));
    let people = merge(&file.joins);
    assert_eq!((people[0].minutes, people[0].email.as_deref()), (48.35, Some("eloise@b.ca")));
    assert_eq!((people[1].minutes, &people[1].email), (9.0, &None));
}

#[test]
fn teams_that_keeps_only_who_attended_has_no_times() {
    let file = read("2. Participants\nName\tEmail\tParticipant ID (UPN)\tRole\nAmara Okafor\ta@b.ca\ta@b.ca\tAttendee\n");
    assert_eq!((file.source, file.joins.len()), (Source::Teams, 1));
    assert_eq!((file.joins[0].join, file.joins[0].minutes), (None, None));
}

#[test]
fn older_teams_reports_with_full_names() {
    let file = read(
        "Meeting Summary\nTotal Number of Participants\t1\nMeeting Title\tECHO\nMeeting Start Time\t2/27/2020, 7:55:01 AM\n\n\
         Full Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole\tParticipant ID (UPN)\n\
         Amara Okafor\t2/27/2020, 8:00:00 AM\t2/27/2020, 8:30:00 AM\t30m\ta@b.ca\tPresenter\ta@b.ca\n",
    );
    assert_eq!((file.source, file.joins.len(), merge(&file.joins)[0].minutes), (Source::Teams, 1, 30.0));
    assert_eq!(file.meeting.unwrap().topic, "ECHO");
    let utc = read("Full Name\tFirst Join (UTC)\tLast Leave (UTC)\tIn-Meeting Duration\nA\t2/27/20, 4:00 PM\t2/27/20, 5:00 PM\t50m\n");
    assert!(utc.in_utc && utc.joins[0].envelope);
}

#[test]
fn the_oldest_teams_list_pairs_comings_with_goings() {
    let file = read(
        "Full Name\tUser Action\tTimestamp\nA\tJoined\t2/27/2020, 8:00:00 AM\nB\tJoined before\t2/27/2020, 8:01:00 AM\n\
         A\tLeft\t2/27/2020, 8:10:00 AM\nA\tJoined\t2/27/2020, 8:20:00 AM\nA\tLeft\t2/27/2020, 8:25:00 AM\n",
    );
    assert_eq!((file.source, file.joins.len()), (Source::Teams, 3));
    let people = merge(&file.joins);
    assert_eq!((people[0].minutes, people[1].minutes, people[1].intervals.len()), (15.0, 0.0, 0));
}

#[test]
fn google_meet_gives_times_without_a_date() {
    let text = "First name,Last name,Email,Duration,Time joined,Time exited\nAmara,Okafor,a@b.ca,45 min,11:50 PM,12:40 AM\n";
    let date = chrono::NaiveDate::from_ymd_opt(2020, 1, 30);
    let file = parse(text.as_bytes(), &Hint { order: None, date }).unwrap();
    assert_eq!((file.source, file.joins[0].name.as_str()), (Source::GoogleMeet, "Amara Okafor"));
    assert_eq!(file.joins[0].leave, Some(when("2020-01-31T00:40:00")));
    assert_eq!(merge(&file.joins)[0].minutes, 45.0);
    let undated = read("Name,Email,Duration,Time joined,Time exited\nA,a@b.ca,1 hr 5 min,8:00 AM,9:05 AM\n");
    assert_eq!((undated.joins[0].join, undated.joins[0].minutes, undated.faults.len()), (None, Some(65.0), 0));
}

#[test]
fn what_cannot_be_read_is_said() {
    assert_eq!(parse(b"a,b,c\n1,2,3\n", &hint(DateOrder::Mdy)).unwrap_err().word, "fault-row-file-layout");
    assert_eq!(parse(include_bytes!("../../../golden/data/people.csv"), &hint(DateOrder::Mdy)).unwrap_err().word, "fault-row-file-layout");
    let file =
        read("Name (original name),Email,Join time,Leave time,Duration (minutes),Guest\nA,,soon,01/30/2020 08:00:00 AM,a while,No\n");
    let faults: Vec<_> = file.faults.iter().map(|f| (f.line, f.column.as_str(), f.word.as_str())).collect();
    assert_eq!(faults, [(2, "Join time", "fault-row-time"), (2, "Duration (minutes)", "fault-row-duration")]);
}
