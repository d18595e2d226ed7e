nav-consult = Consult
consult-title = Consult line
consult-lede = A colleague's voice, by telephone or video. Choose who you need; if you are not sure, start where it says so.
consult-none = There is no pathway here yet. A coordinator can make one.
consult-start-here = Not sure? Start here.
consult-call = Call
consult-call-on = Call { $pathway }
consult-mine = My calls
consult-mode = By
consult-mode-hint = Voice alone is enough. On a weak line the telephone is the better choice.
consult-mode-video = Video
consult-mode-phone = Telephone
consult-urgency = How soon
consult-urgency-now = Now
consult-urgency-today = Today
consult-community = Where you are calling from
consult-community-hint = Your community, for the yearly figures. Never the patient's address.
consult-region = Region
consult-region-unknown = Region not known
consult-no-patient = Say nothing here about a patient. You tell the rest by voice.
consult-ask = Ring for me
consult-not-the-chart = The treating provider records in the chart; this log is not the chart.
consult-looked = I have looked: nobody can be recognized by this
consult-looked-hint = Change the words if they could tell who somebody is. Tick this only when they cannot.
fault-consult-warns = This could tell who somebody is: { $words }. Change it, or tick the box below when it cannot.

consult-state-requested = Asked for
consult-state-ringing = Rings
consult-state-missed = Nobody yet
consult-state-escalated = Rings the next
consult-state-connected = On
consult-state-ended = To be closed
consult-state-closed = Closed
consult-state-reflected = Reflected
consult-state-credited = Credited
consult-state-no-gave-up = Given up
consult-state-no-unanswered = Not answered
consult-state-no-no-call = No call
consult-state-no-not-accredited = Closed, without credit
consult-state-no-profession = Closed, without credit
consult-state-no-teaching = Closed, without credit

call-title = Call · { $pathway }
call-rings = { $hop ->
    [1] We ring the one on shift. If nobody comes, the next are rung by themselves.
   *[other] Nobody came yet; the next are being rung.
}
call-rings-all = Nobody is on shift at this hour: we ring everybody who answers this pathway. If nobody comes, dial the number below.
call-waits = Nobody could come at once. Somebody has promised to; you can wait, or give up and dial the number.
call-with = You talk with { $name }.
call-rung-over = This call rings no longer.
call-promised = { $name } comes soon, about:
call-somebody = Somebody
call-you = You
call-asked = Asked for
call-answered = Answered
call-over = Over
call-minutes = Minutes
call-ways = How to talk
call-join-video = Join by video
call-other-phone = Their telephone
call-voice-is-enough = Voice alone is enough: whoever has no picture dials the number.
call-give-up = Give up
call-hang-up = The call is over
call-answer = Answer the call
call-answer-on = Answer the call on { $pathway }
call-now = Call now
call-soon-title = Soon, not now:
call-soon = { $n } min
call-pass = Pass it on
call-cannot = I cannot come after all
call-thread = Words between the two of you
call-write = Write a line
call-write-hint = For a dose, a link, a name of a guideline. Nothing that tells who the patient is.
call-send = Send
call-look-again = Look again
call-thread-kept = Only you two read this, the one on call until the call is closed. It goes { $days } days after the call.
call-thread-kept-oncall = Only you two read this: you until you close the call, the caller for { $days } days after it.
call-thread-gone = Whatever the two of you wrote is the caller’s to read now: for you it ended when you closed the call.
call-community = Where they call from
call-hops = Who was rung
hop-n = Ring { $n }
hop-waits = waits
hop-rings = rings
hop-answered = answered
hop-missed = did not answer
hop-passed = passed it on
hop-soon = said “soon”
hop-away = could not be reached
hop-over = no longer needed

talk-title = Talk in this browser
talk-hint = Voice first; a picture is one button further. It goes between the two of you alone, and nobody records it.
talk-start = Start the voice
talk-alone = You are there. { $name } has not started the voice yet.
talk-waits = { $name } waits here for you.
talk-finding = The two browsers look for each other …
talk-on = You hear each other: { $name } and you.
talk-weak = The line is weak just now …
talk-phone = The browsers do not find each other.
talk-dial = No connection from browser to browser. Go on by telephone; the other sees this, too:
talk-moved = You talk in another window of yours.
talk-over = The call is over.
talk-deaf = This page may not use the microphone. Allow it in the browser, or dial the number.
talk-blind = This page may not use the camera. The voice goes on.
talk-unsent = The line was not sent. It stands there still; try again.
talk-mute = Mute
talk-unmute = Unmute
talk-camera = Picture on
talk-no-camera = Picture off
talk-hang = Hang up
talk-picture = Picture of { $name }
talk-my-picture = Your own picture

conflict-pathway-closed = This pathway takes no calls now.
conflict-call-answered = Somebody else has answered this call.
conflict-call-over = This call is over.
conflict-call-not-rung = This call does not ring for you now.
conflict-call-not-on = This call is not on.
conflict-call-not-over = Something can be said of a call when it is over.
conflict-call-closed = This call is closed.
conflict-call-full = This call has enough words. Go on by voice.
conflict-close-out-filed = You have closed this call on your side already.
conflict-feedback-given = You have said something about this call already.
conflict-follow-up-early = This is asked a week after the call.
refused-consult = A call belongs to its two people.
refused-not-on-call = You answer no pathway. A coordinator can put you on one.
fault-pathway-no-video = This pathway has no place for video. Please choose the telephone.
fault-call-minutes = Please write whole minutes from 0 to { $max }.

consult-kind-support = Clinical support together
consult-kind-review = Review of a case
consult-kind-transport = Referral or transport
consult-reason-heart = Heart and circulation
consult-reason-breathing = Breathing
consult-reason-injury = Injury
consult-reason-infection = Infection
consult-reason-children = Children
consult-reason-birth = Pregnancy and birth
consult-reason-mind = Mind and substances
consult-reason-pain = Pain
consult-reason-end-of-life = End of life
consult-reason-other = Something else
consult-outcome-managed-here = Managed where they are
consult-outcome-watched = Watched, with a plan
consult-outcome-referred = Referred
consult-outcome-moved = Moved
consult-outcome-reassured = Confirmed as it was
consult-outcome-cut-off = Cut off
consult-plan-new = A new plan
consult-plan-confirmed = The plan was confirmed
consult-plan-same = No change
consult-avoided-avoided = Avoided
consult-avoided-perhaps = Perhaps avoided
consult-avoided-needed = Still needed
consult-avoided-not-thought-of = Not a question
consult-value-1 = 1 – none
consult-value-2 = 2 – little
consult-value-3 = 3 – some
consult-value-4 = 4 – much
consult-value-5 = 5 – very much
consult-happened-better = Better
consult-happened-stable = The same
consult-happened-moved = Was moved
consult-happened-died = Died
consult-happened-unknown = I do not know

closing-title = Close the call
closing-hint = Three choices, twenty seconds. No words, no names.
closing-kind = What it was
closing-reason = What it was about
closing-outcome = What came of it
closing-minutes = Minutes
closing-minutes-hint = Left empty: as the clock has it.
closing-patient = The patient was there, too
closing-do = Close the call
closing-noted = What was noted
close-out-title = Close the call on your side
close-out-hint = Four choices and one button.
close-out-plan = Did it change your plan?
close-out-referral = A referral
close-out-travel = A journey for the patient
close-out-value = What was it worth to you?
close-out-do = Done
reflection-title = Two sentences
reflection-hint = They make the call count for credit. Nothing about who the patient is.
reflection-hint-own = For yourself: this call earns no credit. Nothing about who the patient is.
reflection-learned = What I learned
reflection-will-do = What I will do
feedback-title = To the other side
feedback-heard = They said of the call:
feedback-rating = How good was it to work together?
feedback-words = A word of thanks, or of coaching
feedback-words-hint = The other reads it with your name.
feedback-do = Say it
feedback-given = You have said something to the other side.
follow-up-title = What happened?
follow-up-question = A week later: how is it?
follow-up-told = A week later:
consult-left-title = What is left for your credit
left-all = Everything is there.
left-some = This is still missing:
left-never = This call earns no credit; it is counted all the same.
consult-earned = { $n ->
    [0] It is credited. The accreditation had no minutes left for you.
    [one] It is credited with one minute. Minutes are summed by year and rounded then:
   *[other] It is credited with { $n } minutes. Minutes are summed by year and rounded then:
}
left-met = There
consult-left-open = Missing
left-not-here = Not here

oncall-title = On call
oncall-rings = What rings now
oncall-quiet = Nothing rings. This page looks by itself.
oncall-promised = You said you would come at
oncall-sound-on = Turn the sound on
oncall-sound-off = Turn the sound off
oncall-away = I cannot be reached
oncall-away-hint = Calls go on to the next at once. For:
oncall-away-hours = { $n ->
    [one] 1 hour
   *[other] { $n } hours
}
oncall-away-until = You cannot be reached until
oncall-back = I can be reached again
oncall-open = Calls that are on, or not closed yet
oncall-shifts = My shifts
oncall-no-shifts = No shift in the coming two weeks.
oncall-offers = Shifts that others offer
oncall-heard = What callers say
oncall-heard-n = { $n } callers; on average { $mean } of 5. Only you see this.
watch-lost = This page cannot look for calls any more. Is the line down, or are you signed out? Load it again.
notes-title = From shift to shift
note-leave = Leave a note for the next shift
note-hint = What is open, without a word that tells of whom. Whoever is done with it takes it down.
note-do = Leave it
note-done = Done with
note-done-by = Done with the note of { $name }
queue-title = What waits
queue-empty = Nothing waits.

roster-title = Roster
roster-now = On shift now
roster-nobody-now = nobody – all are rung
roster-days = { $from } to { $to }
roster-zone = All times are { $zone }; where yours differ they stand beside.
roster-your-time = ({ $time } your time)
roster-no-gap = Somebody is on shift all the time.
roster-gaps = { $n ->
    [one] Nobody is on shift in this time:
   *[other] Nobody is on shift in these { $n } times:
}
roster-length = { $m ->
    [0] { $h } h
   *[other] { $h } h { $m } min
}
roster-length-word = Length
roster-empty = Nobody is on the roster in these days.
roster-from = From
roster-to = To
roster-who = Who
roster-act = Change
roster-nobody = Nobody
roster-pager = Other days
roster-earlier = Two weeks earlier
roster-later = Two weeks later
shift-backup = backup
shift-doubled = two at once
shift-offered = offered to others
shift-change = Change
shift-change-of = Change the shift of { $name }
shift-add = Put a shift on the roster
shift-add-do = Put it there
shift-from-date = First day
shift-from-time = Begins at
shift-to-date = Last day
shift-to-time = Ends at
shift-is-backup = As backup
shift-is-backup-hint = Rung when the first does not answer. A backup alone is no cover.
shift-beside = It is meant: two at the same time
shift-remove = Take it off
shift-remove-what = The shift leaves the roster at once, and an offer of it ends. Nobody has it then: who runs the line hears of the gap.
offer-title = Give it away
offer-to = To
offer-all = Anybody who answers this pathway
offer-hint = It stays yours until somebody takes it.
offer-do = Offer it
offer-take = I take it
offer-decline = I cannot
offer-withdraw = I keep it
fault-shift-ends-first = A shift ends after it begins.
fault-shift-long = A shift takes at most { $max } hours.
fault-shift-twice = This person answers at this time already.
fault-shift-beside = Somebody is there at this time already. Tick this when two are meant.
fault-shift-past = This lies more than three months back.
fault-shift-skipped = The clocks skip this time. The first after it is { $time }.
conflict-shift-over = This shift is over.
conflict-shift-offered = This shift is offered already.
conflict-shift-settled = This offer is settled already.
conflict-shift-twice = You answer at this time already.

pathways-title = Pathways
pathway-new = A new pathway
pathway-add = Make it
pathway-edit = Pathway
pathway-what = What it is
pathway-closed = takes no calls
pathway-closed-field = It takes no calls
pathway-name-en = Name in English
pathway-name-fr = Name in French
pathway-scope-en = What it is for
pathway-scope-fr = What it is for, in French
pathway-scope-hint = One sentence that helps to choose at three in the morning.
pathway-always = Day and night, every day
pathway-always-field = Day and night, every day
pathway-always-hint = Its roster may have no gap: coordinators are told 72 hours ahead.
pathway-hours = Answered
pathway-hours-en = When it is answered, in words
pathway-hours-fr = The same in French
pathway-opens = Who may call
pathway-opens-program = Members of this program
pathway-opens-everyone = Every member of this site
pathway-ring-seconds = Seconds of one ring
pathway-ring-hint = Then the next are rung. 45 is usual.
pathway-dial-in = Telephone
pathway-dial-hint = A conference number that works without this site. Both dial it.
pathway-dial-code = Code behind it
pathway-video = Address of video calls
pathway-video-hint = {"{call}"} in it becomes a name of its own for each call: https://meet.example.org/{"{call}"}. Empty: telephone only.
pathway-credit = What counts for credit
pathway-on-call-earns = Answering earns, too
pathway-on-call-earns-hint = Off unless your accreditation says so. It holds from today, never for earlier calls.
pathway-feedback = Feedback to the other side is a condition
pathway-follow-up = The answer a week later is a condition
pathway-people = Who answers
pathway-person-hint = The address they sign in with. They need an account.
pathway-person-add = Put them on
pathway-person-take = Take off
pathway-person-take-what = Their shifts to come leave the roster at once, and nobody has them then. They get a letter.
pathway-person-out = Take off { $name }
fault-ring-seconds = Please choose from { $least } to { $most } seconds.
fault-pathway-no-phone = Each call must work by voice alone: please give a number.
fault-pathway-nobody = Nobody with an account has this address.
fault-dial = Please write digits, and + - ( ) . , # * only.

report-title = Figures of calls
report-quarter = Quarter { $n } of { $year }
report-own = Of the calls that you answered.
report-running = This quarter is not over: its figures move five calls at a time.
report-total = Calls
report-median = Half were answered within
report-ninety = Nine in ten were answered within
report-seconds = { $n } s
report-few = fewer than 5
report-held = withheld
report-what = What
report-calls = Calls
report-too-few = Fewer than five calls: nothing more is shown.
report-by-answers = How soon somebody came
report-by-hours = By the hour of the day
report-by-modes = By telephone and video
report-by-outcomes = What came of it
report-by-communities = Where from
report-answer-first-hop = The first ring
report-answer-second-hop = The second ring
report-answer-three-minutes = Within three minutes
report-answer-longer = Later
report-answer-nobody = Nobody came
report-answer-gave-up = Given up
report-not-closed = Not closed yet
report-not-answered = Not answered
report-elsewhere = Elsewhere, or not told
report-left-out = Left out, because it would tell what another table withholds: { $tables }.
report-beside = Other pathways of this program
report-method = Counts under 5 are withheld, of communities under 10, and others with them until none can be worked out. Calls that are still on are not counted.
report-pager = Other quarters
report-now = The running quarter

pearl-title = A pearl for others
pearl-write = Write three lines that others can learn from
pearl-change = Change the lines
pearl-hint = Nothing leaves this call before both of you have agreed. It goes to the forum of the program's newest cohort an hour after that, without your names unless you want them there.
pearl-about = What it is about
pearl-lines = At most three lines
pearl-lines-hint = What you would tell a colleague. Nothing that tells who, where or when.
pearl-name-me = Name me
pearl-name-me-hint = Left empty, you are not named.
pearl-offer = Ask the other
pearl-waits = The other is asked; nothing leaves before they agree.
pearl-asked = The one who answered would share these lines with others. Do you agree to this text?
pearl-agree = I agree
pearl-decline = Rather not
pearl-agreed = Both of you agree. Until it goes to the forum either may take it back. It goes at
pearl-published = It stands in the forum.
pearl-there = Read it there
pearl-declined = It stays between the two of you; the lines are gone.
pearl-withdrawn = It was taken back; the lines are gone.
pearl-take-back = Take it back
pearl-named = Named: { $names }.
pearl-nobody-named = Nobody is named.
pearl-signed-nobody = *From a call on the consult line; both who talked agreed to share it.*
pearl-signed = *From a call on the consult line; both who talked agreed to share it. Named as they wished: { $names }.*
fault-pearl-lines = Please write at most { $most } lines.
conflict-pearl-not-closed = A pearl is written when the call is closed.
conflict-pearl-no-forum = This program has no open cohort whose forum could take it.
conflict-pearl-changed = This has changed meanwhile. Please read what stands there now.
conflict-pearl-settled = This is settled already.
conflict-pearl-out = It stands in the forum already. Whoever moderates there can hide it: flag it.
done-pearl-offered = The other is asked.
done-pearl-agreed = You agree. It goes to the forum in an hour.
done-pearl-back = It stays between the two of you.

travel-title = Journeys that may have been saved
travel-too-few = Fewer than five answers of callers: nothing is said.
travel-journeys = Journeys of patients
travel-km = Kilometres there and back
travel-range = { $low } to { $high }
travel-range-km = { $low } to { $high } km
travel-known-some = The distance of some of these journeys is not known; the kilometres are of the others alone.
travel-known-none = The distances are not known, or of too few of these journeys. Whoever runs the pathway can enter them.
travel-method = How it is come by: the lower end counts the journeys that callers called “avoided” in their close-out, the upper end adds “perhaps avoided”. Kilometres are twice the way from the community of the call to the referral centre, as entered for this pathway. Journeys are rounded to 5 and kilometres to 100, the lower end down and the upper end up. Nobody has checked what would have happened without the call.
weeks-title = Answered in time
weeks-this = This week
weeks-last = Last week
weeks-too-few = fewer than 5 calls: not judged
weeks-fine = in time
weeks-late = late, or missed
weeks-method = In time: nine in ten calls of the week answered within three minutes, and none missed. When it is not so, those who lead and coordinate the program get one letter for the week. Of fewer than five calls nothing is said.
pathway-distances = How far it is to the referral centre
pathway-distances-hint = One community a line, one way: Vanderhoof, 97. For the estimate of journeys alone.
fault-distance = This line is no community with whole kilometres from 1 to { $most }: { $line }
fault-distance-twice = This community stands there twice: { $community }
fault-distance-many = Please write at most { $max } communities.

letter-pearl-offered-subject = Would you share this? { $pathway }
letter-pearl-offered-body =
    Dear { $name },

    the one who answered your call on { $pathway } has written three lines that others could learn from.
    Nothing leaves the call unless you agree. Read them, and say yes or no:
    { $link }
letter-pearl-agreed-subject = Agreed: { $pathway }
letter-pearl-agreed-body =
    Dear { $name },

    the one who called on { $pathway } agrees to your three lines. They go to the forum in an hour.
    Until then either of you may take them back:
    { $link }
letter-pearl-back-subject = It stays between the two of you: { $pathway }
letter-pearl-back-body =
    Dear { $name },

    the three lines from your call on { $pathway } will not go to the forum. They are gone.

    The call:
    { $link }
letter-pearl-out-subject = Your pearl stands in the forum: { $pathway }
letter-pearl-out-body =
    Dear { $name },

    the three lines from your call on { $pathway } stand in the forum now.

    { $link }
letter-late-subject = Late answers this week: { $pathway }
letter-late-body =
    Dear { $name },

    in the week from { $week } calls on { $pathway } were answered late, or not at all.

    Calls judged: { $calls }
    Nine in ten were answered within: { $ninety }
    Not answered: { $missed }

    The aim is three minutes, and none missed. These are the figures of this moment; there is one letter for each week. The roster may have a gap, or one ring may take too long:
    { $link }
letter-late-none = none
letter-late-no-time = no time, for too many were not answered
letter-late-minutes = { $n } min { $s } s

home-call-close = Close a call
home-call-close-out = Close a call on your side
home-call-reflect = Two sentences about a call

done-call-answered = The call is yours.
done-call-soon = The caller is told; the next are being rung.
done-call-passed = The next are being rung.
done-call-ended = The call is over.
done-call-closed = The call is closed. Thank you.
done-close-out = Closed on your side. Thank you.
done-reflected = Your two sentences are kept.
done-feedback = It was said.
done-follow-up = Thank you. The one who answered learns it.
done-off-call = Calls go on to the next.
done-back-on-call = You can be reached again.
done-note = The note is left.
done-shift-added = The shift is on the roster.
done-shift-changed = The shift was changed.
done-shift-removed = The shift was taken off.
done-shift-offered = The shift is offered.
done-offer-taken = The shift is yours.
done-pathway-added = The pathway was made. Now say who answers it.

letter-ring-subject = A call rings: { $pathway }
letter-ring-body =
    Dear { $name },

    a call rings for you on { $pathway } ({ $region }).

    Answer, say “soon, not now”, or pass it on:
    { $link }

    If you do nothing, the next are rung.
letter-unanswered-subject = Nobody could answer your call: { $pathway }
letter-unanswered-body =
    Dear { $name },

    nobody could answer your call on { $pathway }. We are sorry.

    Ring again, or dial the number of the pathway:
    { $link }
letter-call-closed-subject = Your call is closed: { $pathway }
letter-call-closed-body =
    Dear { $name },

    your call on { $pathway } was closed by the one who answered.

    Five taps and two sentences are left on your side. They make it count:
    { $link }
letter-gap-subject = Nobody is on shift: { $pathway }
letter-gap-body =
    Dear { $name },

    nobody is on shift on { $pathway }
    from { $from }
    to { $to }.

    Fill it here:
    { $link }
letter-shift-offered-subject = A shift is offered: { $pathway }
letter-shift-offered-body =
    Dear { $name },

    { $backup ->
        [yes] a backup shift
       *[no] a shift
    } on { $pathway } is offered:
    { $from }
    to { $to }.

    Take it here, if you can:
    { $link }
letter-pathway-off-subject = You no longer answer { $pathway }
letter-pathway-off-body =
    Dear { $name },

    you were taken off { $pathway }. { $n ->
        [0] No shift of yours was on its roster.
        [one] Your one shift to come is no longer on its roster.
       *[other] Your { $n } shifts to come are no longer on its roster.
    } If that is a mistake, please write to whoever runs it.
    { $link }

letter-shift-declined-subject = Your shift is still yours: { $pathway }
letter-shift-declined-body =
    Dear { $name },

    whoever you asked cannot take your { $backup ->
        [yes] backup shift
       *[no] shift
    } on { $pathway }:
    { $from }
    to { $to }.

    You can offer it to somebody else:
    { $link }
letter-shift-given-subject = Your shift was taken: { $pathway }
letter-shift-given-body =
    Dear { $name },

    somebody took your { $backup ->
        [yes] backup shift
       *[no] shift
    } on { $pathway }:
    { $from }
    to { $to }.

    { $link }
home-call-pearl = Agree to a pearl of your call, or not
home-call-live = Your call is on
home-call-rings = A call rings for you
done-consult-already = You have asked already: this call is not over, so nobody was rung a second time.
