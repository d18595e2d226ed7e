ways-title = How to join
ways-video = Join by video
ways-video-link = It opens in this browser.
ways-video-named = It opens in this browser. Your name is passed on, your e-mail address is not.
ways-phone = Join by phone
ways-phone-number = Call
ways-phone-code = Access code
ways-phone-check = While the session is on, a four-digit check-in code is read out. Enter it on this page, then or afterwards, and the call counts as being there.
ways-later-both = From 15 minutes before the start until the end, the video link and the telephone number show here.
ways-later-video = From 15 minutes before the start until the end, the video link shows here.
ways-later-phone = This session is held by telephone. The number shows here from 15 minutes before the start until the end.
ways-none = No way in is set yet. The facilitator adds a link or a telephone number.
reply-title = Will you be there?
reply-coming = I’m coming
reply-away = I can’t come
reply-reason = Why you can’t, if you like to say
reply-reason-hint = The facilitators and the coordinator see it. Please name no patient.
reply-is-coming = You said that you are coming.
reply-is-away = You said that you can’t come, so no reminder of this session is sent to you.
reply-undo = Take it back
replies-title = Who comes
replies-count = { $coming } said that they are coming, { $away } that they can’t. The others said nothing yet.
replies-coming = coming
replies-away = can’t come
field-dial-code = Access code
field-video = Video
video-as-program = As the program has it
video-as-hub = As the hub has it
video-kind-unset = Not set
video-kind-link = A link
video-kind-jitsi = Jitsi
video-kind-bigbluebutton = BigBlueButton
video-kind-phone = No video: by telephone only
video-title = Video and telephone of { $name }
video-lede-program = This holds for every session of the program that has nothing of its own. What stays empty here is as the hub has it.
video-lede-hub = This holds for every session of the hub whose program has nothing of its own.
video-hub = The hub’s settings
video-settings = Video and telephone
video-how = How people join
video-jitsi = Jitsi server
video-bbb = BigBlueButton server
video-secret-set = A secret is set. It is not shown again; type another one to replace it.
video-secret-none = No secret is set.
field-video-link = Link for every session
field-jitsi-address = Address
field-jitsi-app = App id
field-jitsi-secret = App secret
field-bbb-address = Address
field-bbb-secret = Shared secret
hint-video-link = Sessions with a link of their own use that one.
hint-jitsi-address = For example https://meet.example.org. Emptied, the server and its secret are forgotten.
hint-jitsi-app = With app id and secret, everybody gets a token of their own that opens the room for five minutes; facilitators and the coordinator moderate.
hint-bbb-address = As “bbb-conf --secret” prints it. Emptied, the server and its secret are forgotten.
hint-bbb-secret = Kith asks this server itself to open a meeting. Nothing is recorded.
hint-video = A link of this session’s own wins over the program’s setting, unless another way is chosen here.
hint-dial-code = What the telephone line asks for.
fault-video-server = Please write an https address without a question mark, for example https://meet.example.org.
fault-video-link = This choice needs a link.
fault-video-no-server = This choice needs the address of a server, here or in the wider settings.
fault-video-number = This choice needs a telephone number.
fault-video-secret = A secret belongs here, of at most 400 characters.
conflict-way-closed = The way in is open from 15 minutes before the session until its end.
conflict-way-unset = No way in is set for this session yet. The facilitator adds a link or a telephone number.
conflict-video-silent = The video server did not answer. Please try again in a minute, or call the telephone number on the session’s page.
conflict-reply-closed = This session is over or called off.
done-coming = Noted: you are coming.
done-away = Noted: you can’t come. Those who run the session see it.
done-reply-undone = Taken back.
done-by-phone = This session is joined by telephone: the number is below.
letter-reminder-week-subject = { $cohort }: session { $n } { $near }
letter-reminder-week-body =
    Dear { $name },

    session { $n } of { $cohort }, “{ $title }”, is on { $when }.

    Agenda, and a button in case you cannot come:
    { $link }

    No reminders any more, in one step:
    { $out }
letter-reminder-day-subject = { $cohort }: session { $n } { $near }
letter-reminder-day-body =
    Dear { $name },

    session { $n } of { $cohort }, “{ $title }”, is on { $when }.

    Agenda, and a button in case you cannot come:
    { $link }

    No reminders any more, in one step:
    { $out }
letter-reminder-hour-subject = { $cohort }: session { $n } begins within the hour
letter-reminder-hour-body =
    Dear { $name },

    session { $n } of { $cohort }, “{ $title }”, begins within the hour: { $when }.

    The way in, by video or by phone, opens here 15 minutes before the start:
    { $link }

    No reminders any more, in one step:
    { $out }
letter-calendar-subject = { $cohort }: session { $n }, { $when }
letter-calendar-body =
    Dear { $name },

    session { $n } of { $cohort }, “{ $title }”, is on { $when }. It comes with this letter for your calendar.

    { $link }
letter-calendar-again-subject = { $cohort }: session { $n } changed in your calendar
letter-calendar-again-body =
    Dear { $name },

    session { $n } of { $cohort } is now “{ $title }”, on { $when }. The entry in your calendar changes with this letter.

    { $link }
letter-calendar-out-subject = { $cohort }: session { $n } leaves your calendar
letter-calendar-out-body =
    Dear { $name },

    session { $n } of { $cohort } on { $when } is taken out of your calendar with this letter.
letter-calendar-foot =
    An answer given in your calendar does not reach us; the session’s page has a button for it.
    No calendar letters any more, in one step:
    { $out }
letter-near-today = today at { $time }
letter-near-tomorrow = tomorrow at { $time }
letter-near-day = on { $day } at { $time }
