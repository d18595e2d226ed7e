# Why a line of a gate is met or not (domain::gate). Days and credits arrive as words of this language.

gate-attended = You were there on { $day }, for { $minutes } minutes.
gate-marked-present = You were marked present on { $day }.
gate-session-ahead = The session is on { $day }.
gate-session-cancelled = The session of { $day } was called off.
gate-too-short = You were there for { $minutes } minutes; { $needed } are needed.
gate-absent = You were not seen in the session of { $day }.
gate-marked-absent = You were marked absent on { $day }.
gate-accredited = The accreditation by { $body } covers { $day }.
gate-accreditation-awaited = Accreditation was still awaited on { $day }, and cannot be given afterwards.
gate-before-accreditation = { $day } is before the accreditation began on { $from }. It is never retroactive.
gate-after-accreditation = { $day } is after the accreditation ended on { $to }.
gate-accredited-other = Accredited by { $body }, but for other credits ({ $kind }).
gate-not-accredited = This activity is not accredited.
gate-profession-fits = The credit ({ $kind }) is for your profession.
gate-profession-other = The credit ({ $kind }) is for other professions; you get a letter of attendance.
gate-minutes-count = { $minutes } minutes count.
gate-no-minutes = { $minutes } minutes are too few for a credit.
gate-evaluation-filed = Your evaluation of the session has come.
gate-evaluation-missing = Please evaluate the session.
gate-plan-submitted = You handed in your action plan on { $day }.
gate-plan-missing = Please write an action plan.
gate-plan-draft = Your action plan is a draft. Hand it in when it is ready.
gate-plan-sent-back = Your action plan came back with a question.
gate-plan-withdrawn = You withdrew your action plan.
gate-activity-named = { $count ->
    [one] Your plan names one quality-improvement activity.
   *[other] Your plan names { $count } quality-improvement activities.
}
gate-activity-missing = Tie your plan to at least one quality-improvement activity.
gate-plan-approved = Your plan was approved on { $day }.
gate-plan-not-approved = Your plan waits for approval.
gate-questionnaire-received = Your questionnaire came on { $day }.
gate-questionnaire-opens = The questionnaire opens on { $day }.
gate-questionnaire-open = The questionnaire has been open since { $day }.
gate-series-held = The last session was on { $day }.
gate-series-runs = { $left ->
    [one] One session is still ahead.
   *[other] { $left } sessions are still ahead.
}
gate-sessions-done = { $have } of { $need } sessions are done.
gate-sessions-missing = { $have } of { $need } sessions are done so far.
gate-call-held = The call of { $day } took { $minutes } minutes.
gate-call-not-held = There was no call, or it is still on.
gate-call-empty = The call took less than a minute.
gate-call-closed = The on-call physician closed the call.
gate-call-not-closed = The on-call physician has not closed the call yet.
gate-close-out-filed = You closed the call on your side.
gate-close-out-missing = Please close the call on your side: five taps.
gate-reflected = You wrote what you learned and what you will do.
gate-reflection-missing = { $have } of { $need } reflections are written.
gate-feedback-given = You gave feedback.
gate-feedback-missing = Please give feedback to the other side.
gate-follow-up-given = You told on { $day } what happened.
gate-follow-up-opens = On { $day } you are asked what happened.
gate-follow-up-open = What happened? The question has stood since { $day }.
gate-teaching-earns = Answering calls earns credit on this pathway.
gate-teaching-earns-none = Answering calls earns no credit on this pathway.
gate-all-disclosed = { $count ->
    [one] The one who plans and speaks has disclosed their interests.
   *[other] All { $count } who plan or speak have disclosed their interests.
}
gate-disclosure-missing = { $count ->
    [one] One disclosure of interests is missing or older than two years.
   *[other] { $count } disclosures of interests are missing or older than two years.
}
gate-interactive-enough = { $share } % of the content is interactive ({ $need } % are needed).
gate-interactive-short = Only { $share } % of the content is interactive; { $need } % are needed.
gate-agreed = Agreed on { $day }.
gate-not-agreed = Agreement is missing.

# What is wrong with rules and accreditations.

fault-rules-none = A program needs at least one version of its rules.
fault-rules-order = Each version must begin later than the one before.
fault-rules-months = Please choose between 1 and { $max } months.
fault-rules-sessions = At least one session must be needed, or leave this empty for all of them.
fault-rules-step = Minutes are counted in steps that divide an hour: 1, 5, 10, 15, 20, 30 or 60.
fault-rules-inexact = { $rate } hundredths an hour in steps of { $step } minutes would not be whole hundredths of a credit.
fault-rules-cap = The most that counts must be at least one step of { $step } minutes.
fault-rules-partial = Each row must ask for less and give less than the row above it.
fault-accreditation-ends-first = The last day lies before the first.
fault-accreditation-retroactive = Accreditation cannot begin before it was decided.
fault-accreditation-covers = Please tick at least one thing that it covers.
fault-accreditation-no-minutes = At least one minute, or leave this empty for no maximum.

# What cannot be done.

refused-certificate-closed = Something is still missing for this certificate; the page says what.
refused-certificate-not-now = This has been done already, or there is no certificate to do it to.
refused-certificate-reason = Please write a reason.
refused-ledger-amount = Please write an amount above zero.
refused-ledger-paid = This person was already paid for this session.
refused-ledger-unknown = This entry is not in the ledger.
refused-ledger-counter = A counter-entry cannot be turned back. Book the amount anew.
refused-ledger-reversed = This entry was turned back already.
refused-ledger-reason = Please write a reason.
refused-ledger-committed = This is more than was committed on this line.
refused-ledger-budget = The line would go below zero. Write a reason if it must.

# Pages: credits, papers, accreditation.

gate-met = met
gate-open = still open
gate-never = not any more
credits-of-kind = { $credits } { $kind }
credit-kind-mainpro = { $n ->
    [one] Mainpro+ credit
   *[other] Mainpro+ credits
}
credit-kind-moc-1 = { $n ->
    [one] MOC Section 1 hour
   *[other] MOC Section 1 hours
}
credit-kind-moc-3 = { $n ->
    [one] MOC Section 3 hour
   *[other] MOC Section 3 hours
}
credit-kind-hours = { $n ->
    [one] hour of continuing education
   *[other] hours of continuing education
}

paper-certificate = Certificate of participation
paper-statement = Statement of attendance
paper-letter = Letter of attendance
paper-file-certificate = certificate
paper-file-statement = statement-of-attendance
paper-file-letter = letter-of-attendance
paper-whom = This confirms that { $whom },
paper-session = took part in the session “{ $title }” of { $program } ({ $cohort }) on { $day }; { $minutes } minutes of it count.
paper-series = took part in the series { $program } ({ $cohort }) from { $from } to { $day }: { $n } sessions, { $minutes } minutes that count.
paper-part = { $day }: { $title }, { $minutes } minutes that count.
paper-looked-back = { $n ->
    [one] The questionnaire that looks back on it was received on { $day }.
   *[other] The questionnaires that look back on them were received, the last on { $day }.
}
paper-credits = { $credits } ({ $body }).
paper-credits-number = { $credits } ({ $body }, no. { $number }).
paper-issued = Issued by { $hub } on { $day }.
paper-serial = No. { $serial }
paper-replaces = Issued again: it replaces no. { $serial }, which is no longer valid.
paper-check = Whether this paper is valid is told at { $address }

paper-pdf = Download as PDF
paper-reissued = This paper was issued again and replaces an earlier one.
paper-revoked = revoked
paper-revoked-on = Revoked
paper-replaced = It was replaced by
paper-revoke = Revoke this paper
paper-revoke-go = Revoke
paper-why = Reason
paper-why-hint = The holder reads it. The public check says only that the paper was revoked.
paper-again = Issue again
paper-again-lede = A new paper with a new number, by what holds now. It says which one it replaces.
paper-name-title = Your name at the public check
paper-name-lede = Whoever has the number of one of your papers can look up whether it is valid. Your name is shown there only if you agree; you can change this at any time.
paper-name-shown = Your name is shown.
paper-name-hidden = Your name is not shown.
paper-name-show = Show my name
paper-name-hide = Hide my name

papers-title = Certificates
papers-lede = Papers are issued by the system when every condition is met.
papers-not-set = This program gives no papers yet. They begin with its accreditation and rules:
papers-due = { $n ->
    [one] One paper is due.
   *[other] { $n } papers are due.
}
papers-waiting = { $n ->
    [one] One more is ready. It is issued two hours after its session or, where the form after it is a condition, when that form has closed, so that nobody’s answer can be told from it.
   *[other] { $n } more are ready. They are issued two hours after their session or, where the form after it is a condition, when that form has closed, so that nobody’s answer can be told from them.
}
papers-issue = Issue what is due
papers-changed = { $n ->
    [one] One paper states other minutes than attendance does now. Open it, revoke it with the reason, and issue it again there.
   *[other] { $n } papers state other minutes than attendance does now. Open each, revoke it with the reason, and issue it again there.
}
paper-changed = Attendance changed since
papers-issued = Issued
papers-none = Papers will stand here once a session is over and its conditions are met.
papers-name = Name
papers-document = Paper
done-papers-made = The papers were issued.
done-papers-nothing = Nothing is due.

left-title = What is left for me
left-lede = For each session of your cohorts and groups, and each call: what you need for credit or a record of your hours, and what is met.
left-none = Here you will see, session by session, what is left for your certificates: for the cohorts and groups in which you have a place, once their program is accredited.
left-no-sessions = The sessions of this cohort will stand here once they are scheduled.
left-series = The whole series
left-conditions = Conditions
left-issued = Issued
left-revoked = Revoked
left-used-up = The accreditation has no minutes left for you
left-too-short = You were there for less time than counts for a credit
left-all-met = All is met
left-coming = All is met; the paper is being made
left-lost = No paper for this one
left-calls = Calls of the consult line
left-calls-lede = A call has no paper of its own: what calls earn is summed by year in your transcript.
left-call-lost = No credit for this one
left-call-earned = { $n ->
    [0] Counted; the accreditation had no minutes left for you
    [one] Counted, with one minute
   *[other] Counted, with { $n } minutes
}
left-open = { $n ->
    [one] One thing left
   *[other] { $n } things left
}
left-settles = It is made two hours after the session, so that attendance can be put right first:
left-waits = It is issued together with everybody’s, so that nobody’s answers can be told from it:

transcript-title = My transcript
transcript-span = from { $from } to { $to }
transcript-from = First day
transcript-years = Years
transcript-show = Show
transcript-sums = Sums
transcript-by-year = By year
transcript-year = Year from { $day }: { $credits } in all
transcript-no-credit = No credits in this time.
transcript-papers = Papers
transcript-none = Your certificates and letters of this time will stand here. They are issued when every condition of a session is met.
transcript-outside = { $n ->
    [one] One more paper lies outside this time.
   *[other] { $n } more papers lie outside this time.
}
transcript-day = Day
transcript-what = What
transcript-minutes = Minutes
transcript-credits = Credits
transcript-serial = Number
transcript-days = Days
transcript-calls = Calls of the consult line
transcript-calls-lede = The minutes of a year are summed and then rounded down; this line is the record of them.
transcript-calls-n = { $n ->
    [one] one call
   *[other] { $n } calls
}
transcript-calls-outside = { $n ->
    [one] One more call lies outside this time.
   *[other] { $n } more calls lie outside this time.
}
left-call-revoked = Revoked
consult-earned-revoked = What this call earned you was revoked:
transcript-csv = Download as a table (CSV)

check-title = Check a paper
check-lede = Type the number of a certificate, statement or letter issued here. You learn whether it is valid, for which program and when.
check-serial = Number
check-serial-hint = As it is printed: 7Q4M-0B2Z-K9TX-5WHC-3E. Small letters and missing dashes do not matter.
check-go = Check
check-valid = Valid.
check-valid-why = This paper was issued here and stands.
check-revoked = Revoked.
check-replaced = Another paper, which is valid, took its place. Its holder can tell you its number.
check-revoked-why = This paper was issued here and is no longer valid.
check-unknown = Unknown.
check-unknown-why = No paper with the number { $serial } was issued here.
check-number = Number
check-document = Paper
check-program = Program
check-day = Day of the session, or of the last one
check-issued = Issued on
check-name = Holder
check-no-name = The name is shown only when the holder agrees.
check-again = It was issued again and replaces an earlier paper.
check-another = Check another number

accreditation-title = Accreditation and rules
accreditation-records = Accreditation
accreditation-lede = A session, an evening of a small group or a call earns credit on a day that a record for it covers: inside its dates, and never before the body decided. What is awaited counts as none.
accreditation-none = No record yet. Enter what the body granted, word by word; until then nothing is issued with credit.
accreditation-new = Enter a record
accreditation-add = Enter the record
accreditation-open = Open
accreditation-dates = From { $from } to { $to }
accreditation-decided = granted on { $day }
accreditation-awaited = awaited
accreditation-withdrawn = withdrawn from { $day } on
accreditation-number = no. { $number }
accreditation-most = at most { $minutes } minutes a person
accreditation-revoked = { $n ->
    [one] one of them was revoked
   *[other] { $n } of them were revoked
}
accreditation-issued = { $n ->
    [0] nothing issued yet
    [one] one paper issued
   *[other] { $n } papers issued
}
accreditation-stands = { $n ->
    [one] One paper stands on this record.
   *[other] { $n } papers stand on this record.
}
accreditation-stands-calls = { $n ->
    [one] One call earned credit under it.
   *[other] { $n } calls earned credit under it.
}
accreditation-stands-so = So it stays as it is: withdraw it, or enter another one.
accreditation-calls = { $n ->
    [one] one call credited
   *[other] { $n } calls credited
}
accreditation-covers = What it covers
accreditation-covers-hint = What the body granted it for. Nothing else earns under it.
accreditation-covers-told = For: { $what }
activity-of-sessions = sessions of cohorts
activity-of-groups = small groups
activity-of-calls = calls of the consult line
accreditation-body = Accrediting body
accreditation-body-hint = For example CFPC or Royal College.
accreditation-kind = Kind of credit
accreditation-statement = Statement
accreditation-statement-fr = Statement in French
accreditation-statement-fr-hint = The body’s own words in French. Papers in French carry them; without them they carry the ones above.
accreditation-statement-hint = The exact words that the body asks for. They are printed as they stand here.
accreditation-number-field = The body’s number
accreditation-most-field = Most minutes that one person may claim
accreditation-most-hint = Leave it empty when there is no maximum.
accreditation-decided-field = Decided on
accreditation-decided-hint = Leave it empty while the decision is awaited.
accreditation-from = First day
accreditation-to = Last day
accreditation-withdraw = Withdraw
accreditation-withdraw-lede = From that day on it covers nothing. Papers that were issued stay as they are.
accreditation-withdrawn-field = Withdrawn from
accreditation-why = Reason
accreditation-withdraw-go = Withdraw the record

rules-title = Rules
rules-lede = Rules hold from a day on. A version is never changed: the next one begins later, and sessions before it keep theirs.
rules-none = No rules yet: until there are some, an hour is worth one credit in steps of 15 minutes, for every profession, and each session has its own paper.
rules-partial = Credits by how much of the series is done
rules-partial-hint = For one paper a series. One row a line, the most first: sessions attended, questionnaires or forms sent in, credits for an hour. “2 2 3” above “1 0 2” gives three credits an hour for two sessions and two questionnaires, and else two. With rows here the field above does not count.
rules-partial-told = { $sessions ->
    [one] from one session
   *[other] from { $sessions } sessions
} and { $tools ->
    [0] no questionnaire
    [one] one questionnaire
   *[other] { $tools } questionnaires
} on, an hour is worth { $credits }
rules-partial-else = whoever does less earns none
fault-rules-partial-line = Three numbers belong on each line: sessions, questionnaires, credits for an hour. This line is none: “{ $line }”.
fault-rules-partial-rows = Please write at most { $max } rows.
fault-rules-partial-series = Rates by how much is done need one paper for the series: the paper of one session is issued before it is known how many follow.
rules-unnamed = People with a place whose profession these rules name nowhere: { $professions }. Professions are compared as they are written. If one of these is a profession that you named, in another language or spelling, name it this way, too, in a new version.
rules-new = Write the next version
rules-add = Add this version
rules-now = now
rules-from = From { $day }
rules-from-field = From
rules-from-hint = Not before today, unless these are the first rules.
rules-per = A paper for
rules-per-session = each session has its own paper
rules-per-series = one paper for the whole series
rules-least = Sessions that make a series
rules-least-hint = Only for one paper for the series. Leave it empty for all of them.
rules-least-told = { $n ->
    [one] one session makes a series
   *[other] { $n } sessions make a series
}
rules-hour = Credits for an hour
rules-hour-hint = For example 1 or 1.5.
rules-hour-told = an hour is worth { $credits }
rules-step = Minutes are counted in steps of
rules-minutes = { $n ->
    [one] one minute
   *[other] { $n } minutes
}
rules-rounding = A step that was begun
rules-rounding-down = is dropped
rules-rounding-nearest = counts from its half on
rules-step-down = steps of { $step } minutes; what is left over is dropped
rules-step-nearest = steps of { $step } minutes; from its half on a step counts
rules-counting = What counts
rules-counting-minutes = the minutes that somebody was there, without breaks
rules-counting-whole = the whole content, for everybody who counts as present
rules-most = Most minutes that count of one session or call
rules-most-told = at most { $minutes } minutes of one session or call count
rules-evaluation = The evaluation of the session is a condition
rules-evaluation-hint = Papers are then issued for all together when the form has closed: a paper made at once would tell who answered when.
rules-plan = In small groups the action plan is a condition, too
rules-plan-hint = Otherwise the certificate waits for the questionnaire alone, and the plan only for the payment.
rules-plan-told = in small groups the action plan is a condition of the certificate
rules-evaluation-told = the evaluation of the session is a condition
rules-evaluation-not = the evaluation of a session is no condition (in a small group, looking back two months later always is)
rules-professions = Professions that the credit is for
rules-professions-hint = One a line, as people write it in their profile. Empty for everybody. All others get a letter of attendance.
rules-professions-told = the credit is for: { $professions }; others get a letter of attendance
rules-everybody = the credit is for every profession
rules-statements = Professions that get a statement of attendance
rules-statements-hint = Pharmacists: their paper must not be called a certificate.
rules-statements-told = a statement of attendance for: { $professions }

publish-title = Before it is published as accredited
publish-lede = Everybody who plans or speaks has disclosed their interests in the last two years, and a quarter of the content or more is interactive.
publish-open = Both are met: the session can be published as accredited.
publish-closed = Something is still missing.
publish-minutes = { $interactive } of { $content } minutes of content are case, questions or recommendations. Breaks are no content.
publish-people = Who plans and speaks
publish-nobody = Nobody is named yet. Enter everybody who plans or speaks here.
publish-add = Add somebody
publish-change = Change
publish-remove = Take { $name } off this list
publish-role = What they do
publish-role-speaker = speaker
publish-role-planner = planner
publish-body = Disclosure of interests
publish-body-hint = As they wrote it; “None” is a disclosure too. Leave it empty while it is awaited. Members of the cohort read it.
publish-filed = Filed on
publish-filed-hint = Leave it empty for today.
publish-filed-on = disclosed on { $day }
publish-awaited = awaited

fault-serial = This is no number of ours: a character was mistyped. Please compare it with the paper.
fault-filed-ahead = This day lies ahead.
fault-rules-past = Rules cannot reach back: choose today or a later day.
fault-credits-hour = Please write credits such as 1 or 0.75, up to 10.
fault-professions = At most 60 lines of at most 200 characters.
conflict-accreditation-changed = Somebody else changed this record in the meantime. Please look at it again.
conflict-accreditation-used = A paper or a call stands on this record, so it stays as it is. Withdraw it, or enter another one.
conflict-accreditation-withdrawn = This record was withdrawn already.
conflict-disclosures-many = A session has at most 40 people who plan or speak.
gone-certificate-revoked = This paper was revoked, so it is not printed any more.

# Letters about papers. None says what the paper says.

letter-call-revoked-subject = What a call earned you is revoked: { $program }
letter-call-revoked-body =
    Hello { $name },

    what a call of “{ $program }” earned you no longer counts. The page of the call says why:
    { $link }

    If you think that this is a mistake, please write to the coordinator of your program.
letter-paper-subject = Your paper is issued: { $program }
letter-paper-body =
    Hello { $name },

    your paper for “{ $program }” is issued, with the number { $serial }. You can read it and download it here:
    { $link }

    It stands in your transcript, too.
letter-paper-again-subject = Your paper is issued again: { $program }
letter-paper-again-body =
    Hello { $name },

    your paper for “{ $program }” is issued again, with the new number { $serial }. It says which one it replaces:
    { $link }
letter-paper-revoked-subject = A paper of yours is revoked: { $program }
letter-paper-revoked-body =
    Hello { $name },

    your paper no. { $serial } for “{ $program }” is no longer valid. Its page says why:
    { $link }

    If you think that this is a mistake, please write to the coordinator of your program.
