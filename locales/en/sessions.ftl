session-n = Session { $n }
minutes-n = { $n } min
size-kb = { $n } kB
session-off = called off
session-attended = you were there
session-missed = not there
session-now = now
session-now-here = now, you are noted as present
session-held = held
session-coming = coming
session-is-off = This session is called off.
session-here = I’m here
session-objectives = Objectives
session-disclosures = Disclosures
session-no-disclosures = The speaker has not stated any yet.
session-agenda = Agenda
session-resources = Resources
session-cases = Cases of this session
session-chat = Open the chat of this session
session-hosting = For those who run it
session-edit = Change this session
session-call-off = Call it off
session-put-back = Put it back
session-off-title = Call this session off?
session-off-what = { $n ->
    [0] Nobody in this cohort has come in yet, so no letter leaves.
    [one] One person gets a letter, { $minutes } minutes after you call it off. Until then you can put it back without a letter.
   *[other] { $n } people get a letter, { $minutes } minutes after you call it off. Until then you can put it back without a letter.
} On its page and in calendars it stands as called off at once. Forms about it are not asked.
session-off-past = It lies behind: nobody gets a letter. Forms about it are not asked, and it counts in no figure. A session at which somebody was present cannot be called off.
conflict-session-held = People were present at this session, so it is not called off. Put its attendance right first, if that is wrong.
session-off-reason = Stands in the letter and on the session’s page. May stay empty.
session-off-waits = Nobody was told yet. The letters leave
sessions-empty = No session is planned yet. Your facilitator or coordinator sets the schedule.
sessions-empty-host = No session is planned yet. Set the schedule, and all of them appear at once.
sessions-past = Held
sessions-coming = Coming
sessions-calendar = Have the dates in your own calendar
calendar-where = The join link is on the session’s page, from 15 minutes before the start.
agenda-introductions = Introductions
agenda-didactic = Didactic
agenda-case = Case
agenda-questions = Questions
agenda-recommendations = Recommendations
agenda-break = Break
agenda-close = Close
agenda-other = Other
agenda-none = (no line)
agenda-line = Line { $n }
agenda-save = Save the agenda
schedule-title = Set the schedule
schedule-lede = All times are local times in { $zone }.
schedule-look = Show the dates
schedule-dates = These sessions will be added
schedule-lay = Add them
schedule-same = session { $number }: there already, not added again
schedule-beside = session { $number } is on that day
schedule-past = over already: it would count as held
field-double = Yes, a second session on that day is meant
fault-dates-changed = The plan was changed after its dates were shown. Look at the dates below, then add them.
fault-days-double = { $n ->
    [one] One of these days has a session already. Is a second one meant?
   *[other] { $n } of these days have a session already. Are second ones meant?
}
repeat-monthly = Every month on a weekday
repeat-weekly = Every week
nth-1 = first
nth-2 = second
nth-3 = third
nth-4 = fourth
nth-last = last
day-mon = Monday
day-tue = Tuesday
day-wed = Wednesday
day-thu = Thursday
day-fri = Friday
day-sat = Saturday
day-sun = Sunday
field-repeat = How it repeats
field-nth = Which one of the month
field-weekday = Day
field-every = Every so many
field-count = How many sessions
field-from = From
field-time = Local time
field-minutes = Minutes
field-skip = Months to skip
field-topic = Topic
field-date = Date
field-join-url = Join link
field-dial-in = Telephone number
field-didactic-title = Title of the didactic
field-didactic-by = Given by
field-objectives = Learning objectives
field-disclosures = Disclosures of the speaker
field-kind = What
field-reason = Reason
field-url = Web address
field-session = Session
hint-nth = Used when it repeats monthly.
hint-every = 1 is every week or month, 2 every other.
hint-skip = Their numbers, for example 7, 12. May stay empty.
hint-join-url = Opens for members only, from 15 minutes before the start until the end; never in letters or lists.
hint-dial-in = For those without video. A session may be held by telephone alone.
hint-objectives = One on each line.
hint-disclosures = Relationships with industry, or “none”.
hint-reason = It is kept with your name.
hint-resource-title = May stay empty for a file.
hint-resource-url = For a link.
hint-resource-file = Or a file of up to 10 MB.
fault-time = Please write a time as hours and minutes, for example 08:00.
fault-time-skipped = On { $date } this time does not exist: the clocks skip it.
fault-time-twice = On { $date } this time happens twice: the clocks go back.
fault-day-outside = This day lies outside the cohort’s dates, { $from } to { $to }. Is it meant? Then tick the box below and save again.
fault-day-over = This day is over already. Is it meant? Then tick the box below and save again.
fault-days-outside = { $n ->
    [one] One of these days lies outside the cohort’s dates, { $from } to { $to }. Is it meant? Then tick the box below.
   *[other] { $n } of these days lie outside the cohort’s dates, { $from } to { $to }. Is it meant? Then tick the box below.
}
fault-skip = “{ $word }” is no month’s number. Please write numbers from 1 to 12, for example 7, 12.
fault-skip-all = When all twelve months are skipped, no session is left.
field-outside = Yes, this day is meant
fault-time-taken = There is a session at this moment already.
fault-minutes-absent = Somebody who was not there has no minutes. Please take them out, or say that they were there.
fault-agenda-long = The agenda takes { $n } minutes, and the session has { $minutes }.
fault-file-kind = This kind of file is not taken, or its content is not what its ending says.
fault-attendance-day = This file is dated { $file }, and the session is on { $session }.
conflict-check-in-closed = Check-in is open from 15 minutes before the session until 15 minutes after it.
attendance-title = Attendance
attendance-count = { $n } of { $all } present
attendance-present = present
attendance-absent = not present
attendance-unknown = not known
attendance-was = Was there
attendance-from = Known from
attendance-correct = Correct one person
attendance-import = From the video program
attendance-import-hint = The participant report of Zoom, Teams or Google Meet, just as it was downloaded.
attendance-other-day = Take it all the same
attendance-take = Read it in
attendance-read = { $source }: { $people } people, { $sure } recognized, { $doubtful } doubtful; { $waiting ->
    [one] one row of the waiting room was left out.
   *[other] { $waiting } rows of the waiting room were left out.
}
attendance-doubtful = Who is this?
attendance-doubtful-hint = Decide once; the next file knows.
attendance-who-is = { $name } is
attendance-nobody = Nobody of this cohort
attendance-settle = That is it
attendance-export = All attendance of the cohort as CSV
library-empty = No resource yet. Facilitators and coordinators add papers, forms and links.
library-add = Add a resource
library-put = Put it in
library-whole = The whole cohort
library-remove = Remove
library-remove-name = Remove { $name }
done-here = Noted: you are here.
done-scheduled = The sessions are in the calendar.
done-called-off = Called off. It can be put back; until letters leave, without one.
done-put-back = The session takes place. Members who were told that it was off get a letter.
done-settled = Noted, and remembered for the next file.
done-removed-resource = The resource is removed.
letter-session-moved-subject = { $cohort }: “{ $title }” has a new time
letter-session-moved-body =
    Dear { $name },

    “{ $title }” of { $cohort } has a new time.

    Before: { $old }
    Now: { $when }

    { $link }
letter-session-off-subject = { $cohort }: “{ $title }” is called off
letter-session-off-body =
    Dear { $name },

    “{ $title }” of { $cohort } on { $when } does not take place.{ $why }

    { $link }
letter-session-on-subject = { $cohort }: “{ $title }” takes place after all
letter-session-on-body =
    Dear { $name },

    “{ $title }” of { $cohort } takes place on { $when }.

    { $link }
