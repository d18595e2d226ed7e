# What accreditors, colleges and verifiers ask for; links for disclosures; going for good.

pack-page-title = For accreditor and college
pack-title-take = Audit pack
pack-lede = One archive with everything that the accreditor asks for about one cohort under this record. The same content gives the same file, byte for byte. Who took it is written down.
pack-lists-sessions = the sessions with their agenda and the share in which those who came take part
pack-lists-attendance = who was there, and for how long
pack-lists-evaluation = the figures of the questionnaires and of attendance, for those who have a place today; no figure of fewer than five people
pack-lists-disclosures = who planned and spoke, and what they disclosed
pack-lists-statements = the exact statements
pack-lists-papers = every paper with its state
pack-lists-planning = the planning documents below
pack-cohort = Cohort
pack-no-cohort = This program has no cohort yet.
pack-people = People
pack-with-names = by name
pack-with-codes = by a code that tells nothing
pack-take = Download the pack
pack-file = audit-pack
pack-title = Audit pack: { $body } { $number }
pack-about = { $program }, { $cohort }
pack-hub = Run by { $hub }
pack-sessions = { $n ->
    [one] One session is covered by this record.
   *[other] { $n } sessions are covered by this record.
 }
pack-papers = { $n ->
    [one] One paper was issued under it.
   *[other] { $n } papers were issued under it.
 }
pack-until = The last of these sessions that is over was on { $day }.
pack-names = People are called by their names.
pack-codes = People are called by a code, and papers by another. Each is the same in every pack of this record, and tells nothing of who they are.
pack-size = { $n } bytes
pack-no-planning = No planning document was brought.
pack-statement-record = Statement of the record:
pack-statement-printed = { $n ->
    [one] Printed on one paper:
   *[other] Printed on { $n } papers:
 }
pack-holds-record = What the body granted, and for which days.
pack-holds-statements = The body’s exact words, and those of each paper issued under them.
pack-holds-rules = By which rules credits are counted; each version holds from its day on.
pack-holds-sessions = Each session: its minutes without breaks, and the share in which those who came take part.
pack-holds-agenda = Each session’s agenda, line by line.
pack-holds-disclosures = Who planned and spoke in each session, what they disclosed, and when.
pack-holds-attendance = Each person in each session that is over: present or not, and the minutes.
pack-holds-evaluation = The figures of the questionnaires and of attendance as the dashboard shows them: they count those who have a place today. A figure of fewer than five people is withheld.
pack-holds-papers = Every paper: its number, what it is worth, and whether it is valid.
pack-holds-needs = Planning: needs assessment.
pack-holds-committee = Planning: planning committee.
pack-holds-objectives = Planning: objectives.
pack-holds-budget = Planning: budget.
pack-holds-other = Planning: another document.
pack-title-calls = Calls
pack-calls-lede = What calls of the consult line earned under this record. Of a call its day and its minutes are told, and nothing else; who took the pack is written down.
pack-no-call = No call has earned anything under this record yet.
pack-call-person = Person
pack-call-state = State
pack-call-revoke = Revoke what the call of { $day } earned { $name }
pack-call-why-hint = They read it on the page of the call.
conflict-call-credit-revoked = This was revoked already.
pack-file-calls = calls
pack-about-calls = { $program }: calls of the consult line
pack-calls = { $n ->
    [0] No call has earned anything yet.
    [one] One entry: what one call earned one of its two people.
   *[other] { $n } entries: what each call earned one of its two people.
 }
pack-holds-calls = Each call that earned: its day, whom, how many minutes, and whether it is valid. Minutes are summed over a period and rounded down then.
pack-holds-statements-calls = The body’s exact words.

planning-title = Planning documents
planning-lede = Bring them once; they are in every pack of this program’s records.
planning-none = No document yet. Bring the needs assessment, the planning committee, the objectives and the budget.
planning-add = Bring a document
planning-kind = What it is
planning-needs = Needs assessment
planning-committee = Planning committee
planning-objectives = Objectives
planning-budget = Budget
planning-other = Another document
planning-file-hint = PDF, picture, text, table or slides, at most 10 MB.
planning-put = Bring it
conflict-planning-many = This program has forty planning documents, which is the most. Take one away first.
conflict-planning-stands = A paper was issued since this document was brought, so it is kept with it.

direct-entry-title = List for direct entry
direct-entry-lede = The College of Family Physicians of Canada enters credits from this list: its number of each person, the session’s number, the credits of papers that are valid, and those of calls, their minutes summed over the time of the record and rounded down.
direct-entry-listed = { $n ->
    [0] Nobody is in it yet: no person with credits gave a CFPC number.
    [one] One person is in it.
   *[other] { $n } people are in it.
 }
direct-entry-without = { $n ->
    [one] One more person has credits and gave no CFPC number.
   *[other] { $n } more people have credits and gave no CFPC number.
 }
direct-entry-take = Download the list
conflict-direct-entry-kind = Credits of this kind are not entered by the CFPC.

cfpc-title = Your CFPC number
cfpc-lede = With it, those who run your programs can have your Mainpro+ credits entered for you. Nothing else is done with it; leave it empty to take it back.
cfpc-number = CFPC number
cfpc-hint = Five to seven digits, as on your membership card.
fault-cfpc-number = A CFPC number has five to seven digits.

paper-badge = Open Badge
paper-badge-hint = The badge is the same as a signed file (Open Badges 3.0) for a digital wallet. Anybody can verify it without asking here. Your name stands in it.

check-ended = The record has ended.
check-ended-why = A paper with this number was issued here on { $issued }. Its holder has left, and its record ended on { $ended }, at least five years after the session. Nothing more is known of it here, not even whether it was revoked.

disclose-title = Your disclosure
disclose-lede = { $name }, you are named as { $role } for “{ $title }” on { $day } ({ $program }, { $cohort }).
disclose-why = Accredited sessions tell those who learn which ties everybody who plans or speaks has had in the last two years: fees, grants, shares, patents, memberships. Having none is a disclosure too.
disclose-body = What you disclose
disclose-body-hint = Write “None.” if there is nothing. Those who take part in the session will read it.
disclose-send = Send
disclose-done-title = Thank you
disclose-done = Your disclosure was received. The link does not work any more; to change something, write to those who asked you.
disclose-ask = Ask by a mailed link
disclose-ask-hint = They get a link that works once, for 30 days, without an account. A link sent before stops working.
disclose-ask-go = Send the link
done-disclosure-asked = The link is on its way.
disclosure-link-used = This link was used already. To change what you disclosed, write to those who asked you.
disclosure-link-expired = This link does not work any more. Those who asked you can send another one.
letter-disclosure-subject = Your disclosure for { $program }
letter-disclosure-body =
    Hello { $name },

    You are named as { $role } for “{ $title }” on { $day } ({ $program }).

    Accredited sessions tell those who learn which ties everybody who plans or speaks has had in the last two years. Please say yours, or that there are none, here; it takes two minutes and needs no account:

    { $link }

    The link works once, for 30 days.

erase-title = Delete my account
erase-way = What is deleted, and what is kept until when
erase-lede = Your account is deleted two weeks after you ask. Until then everything stays as it is, and one press keeps it; after that it cannot be undone.
erase-gone = What is deleted then
erase-gone-who = your name, address, profession, telephone, numbers, password and devices
erase-gone-places = your places, roles and powers, and your attendance of sessions on which no paper rests
erase-gone-letters = the letters that were mailed to you
erase-gone-drafts = cases and plans that you began and never handed in
erase-kept = What is kept
erase-kept-papers = { $n ->
    [one] One paper with your name on it, and the attendance on which it rests, until { $day } at the latest: accreditors ask that records of credit are kept for five years. It stays valid and can be checked by its number; your name is not shown there. Download what you need before.
   *[other] { $n } papers with your name on them, and the attendance on which they rest, until { $day } at the latest, each until five years after its session: accreditors ask that records of credit are kept so long. They stay valid and can be checked by their numbers; your name is not shown there. Download what you need before.
 }
erase-kept-calls = { $n ->
    [one] What one call earned you, until { $day }: accreditors ask that records of credit are kept for five years. Download your transcript before.
   *[other] What { $n } calls earned you, until { $day } at the latest, each until five years after its day: accreditors ask that records of credit are kept so long. Download your transcript before.
 }
erase-kept-words = What you wrote for others (posts, messages, cases, plans and reflections) stays where it is, under “Former member”.
erase-kept-payments = Payments stay in the books, without your name.
erase-kept-answers = Answers to a cohort’s questionnaires cannot be found again: they stand under codes that nobody can join with you. What you wrote when looking back at a small group stays with the group, under “Former member”.
erase-kept-log = The log of who did what stays, without your name, and copies of the store made before that day end with their own time.
erase-email = Your address
erase-email-hint = Type { $email } to say that you mean it.
erase-go = Delete my account
fault-erase-email = This is not the address of this account.
erased-name = Former member
conflict-erase-administrator = You are the last administrator. Name another one first.
conflict-erase-shifts = You are on call in the future. Give your shifts away first.
conflict-erase-calls = A call of yours is not over. End it first.
conflict-erase-kept = This account was kept.
erase-goes = Your account is deleted on { $day }.
erase-keep = Keep my account
done-erase-asked = You asked for your account to be deleted. We have written to you.
done-erase-kept = Your account stays.
home-leaving = Your account is deleted on { $day }
letter-leaving-subject = Your account is deleted on { $day }
letter-leaving-body =
    Dear { $name },

    you asked for your account to be deleted. That happens on { $day }; until then everything stays as it is.

    If you changed your mind, or if it was not you who asked, sign in and keep it here:
    { $link }
