# Small groups: plans, visits, questionnaires.

cohort-kind-echo = A cohort of sessions with cases
cohort-kind-small_group = A small group of at most 12, with action plans
field-cohort-kind = What it is
hint-cohort-kind = This stays as it is chosen here.
fault-group-capacity = A small group has at most { $max } places.

nav-group = Plans and pay
nav-payments = Payments
group-title = Plans and pay
group-lede = What is left for you, session by session. Pay and certificate do not wait for each other.
group-former = You have no place in this group now. What is yours stands here: the sessions of which you have something, their plans, pay and questionnaires. Its other rooms are closed to you.
group-no-sessions = The sessions of this group will stand here once your coordinator has scheduled them.
group-session-off = This session was called off.
group-person = Name
group-session = Session
group-payment = Pay
group-certificate = Certificate
group-series-certificate = Certificate of the series
group-paid = { $amount } was paid.
group-everybody = Everybody in the group
group-figures = The group in figures
group-figures-held = Sessions held
group-figures-people = People
group-figures-plans = Action plans handed in
group-figures-received = Questionnaires received
group-figures-visits = Practice visits reported
group-settings = Group settings
group-division = Division
group-division-first = The division that this series is offered to. A new name adds it.
group-division-known = Known so far: { $names }. A new name adds another.
group-pay = Pay for one session, in dollars
group-pay-hint = For each person who attended and handed in a plan. What was batched before keeps its amount.
group-approval = Plans need approval before they are paid
group-approval-hint = Otherwise a plan that is handed in is enough.
group-self-join = People take a place themselves
group-self-join-hint = The group is shown to everybody with an account here, without a name of anybody in it; the last place is one person’s, and whoever comes later waits.
group-paper = Open the paper
group-in-series = It comes with the other sessions, as one certificate for the series.
group-before = This session was before you had a place.
groups-title = Small groups to join
groups-lede = Series that divisions offer. Take a place, or a turn on the waiting list; you get a letter when a place becomes free.
groups-none = Groups with places that you can take yourself will stand here. Whoever coordinates them offers them.
groups-left = Groups that you left
groups-left-hint = Your plans, your pay and your questionnaires of these groups stay open to you.
groups-dates = From { $from } to { $to }
groups-sessions = Still to come: { $days }
groups-free = { $n ->
    [one] One place is free.
   *[other] { $n } places are free.
}
groups-full = { $n ->
    [0] All places are taken.
    [one] All places are taken; one person waits.
   *[other] All places are taken; { $n } people wait.
}
groups-join = Take a place
groups-wait = Wait for a place
groups-in = You have a place
groups-waits = You wait, as number { $n }
groups-open = Open the group
groups-leave = Give my place back
groups-leave-line = Leave the waiting list
groups-leave-title = Give back your place in { $group }?
groups-leave-what = Whoever waits first gets it at once. Certificates stay in your transcript, and your plans, your pay and the questionnaires of the sessions you were at stay open to you, under “Small groups to join”; no letter asks for them any more. The group’s other pages close for you. You can take a place again as long as one is free.
groups-leave-line-title = Leave the waiting list of { $group }?
groups-leave-line-what = You can wait again later, at the end of the line.
groups-leave-do = Give it back
done-group-left = You gave it back.
done-group-joined = You have a place.
done-group-waits = You are on the waiting list. You get a letter when a place becomes free.
done-group-already = You have a place or a turn here already.
conflict-group-not-offered = Places in this group cannot be taken any more.
conflict-group-taken-out = You were in this group and left it. Please ask its coordinator to put you back.
group-waiting-plan = Write your action plan
group-waiting-questionnaire = Look back: answer the questionnaire
gate-line-met = Done:
gate-line-open = Still to do:
gate-line-lost = Not possible:

payment-step-registered = Registered
payment-step-attended = Attended
payment-step-plan_draft = Plan begun
payment-step-plan_submitted = Plan handed in
payment-step-payment_eligible = Eligible
payment-step-paid = Paid
certificate-step-registered = Registered
certificate-step-questionnaire_scheduled = Questionnaire to come
certificate-step-open = Questionnaire open
certificate-step-received = Questionnaire received
certificate-step-certificate_issued = Issued
certificate-step-revoked = Revoked
certificate-step-reissued = Issued again

plan-title = Action plan
plan-mine = My action plan
plan-of = Action plan of { $name }
plan-begin = Write my plan
plan-go-on = Go on with my plan
plan-open = Open my plan
plan-lede = One change, small enough to test. Your mentor can read it while you write; your coordinator once it is handed in. No patient in it, please.
plan-from-earlier = Your plan of the session before stands here as a beginning. It is kept when you save.
plan-aim = Aim
plan-aim-hint = What will be better, for whom, by when, by how much.
plan-change_idea = Change
plan-change_idea-hint = What you will do differently.
plan-prediction = Prediction
plan-prediction-hint = What you expect to happen.
plan-measure = Measure
plan-measure-hint = How you will know.
plan-test = Test
plan-test-hint = Who tries what, when and where.
plan-commitments = What I commit to
plan-commitments-hint = One a line, at most five. In two months you will be asked what became of each.
plan-activities = Quality-improvement activities
plan-activities-hint = Your plan is tied to at least one, or to one of your own.
plan-own_activity = An activity of your own
plan-submit-hint = To hand it in: aim, measure, test, one commitment and one activity. A draft may be thinner.
plan-submit = Hand in the plan
plan-save = Save the draft
plan-change = Change the plan
plan-withdraw = Withdraw the plan
plan-withdraw-hint = While it is withdrawn, the session is not paid. You can begin again with its words.
plan-withdraw-paid = The session was paid. Nothing is taken back; those who keep the ledger see a note.
plan-reopen = Begin again with this plan
plan-flagged = This session was paid, and the plan was withdrawn since.
plan-flagged-mine = This session was paid before you withdrew the plan. Nothing is taken back.
plan-comments = Comments
plan-comment = Your comment
plan-answer = Your answer
plan-comment-send = Say it
plan-no-comments-yet = Nothing was said about this plan yet.
plan-no-comments = What your mentor says to this plan will stand here. You can ask something yourself.
plan-review = Approve, or send back
plan-send-back-reason = What is missing (when you send it back)
plan-approve = Approve
plan-send-back = Send back
plan-past = As it was before
plan-state-none = Not begun
plan-state-draft = Draft
plan-state-submitted = Handed in
plan-state-sent_back = Sent back
plan-state-approved = Approved
plan-state-withdrawn = Withdrawn
fault-plan-activity = Please choose at least one activity, or name one of your own.
fault-plan-commitments = At most { $max } commitments, one a line.
fault-plan-commitment-long = Each commitment may have at most { $max } characters.
conflict-plan-changed = This plan was changed in another window. Copy what you wrote, then open the plan again.
conflict-plan-state = That is not possible with this plan any more. Open it again to see where it stands.
conflict-plan-session-off = This session was called off, so there is no plan for it.
refused-own-plan = Somebody else comments on your plan and approves it.
done-plan-saved = Your draft is saved.
done-plan-changed = Your plan is changed.
done-plan-handed-in = Your plan is handed in. Your mentor has been told.
done-plan-commented = Your comment is there. Its owner gets a letter.
done-plan-answered = Your answer is there. Your mentor, and whoever else spoke to the plan, gets a letter.
done-plan-reviewed = Done. Its owner gets a letter.
done-plan-withdrawn = Your plan is withdrawn.
done-plan-withdrawn-paid = Your plan is withdrawn. The session was paid, and stays paid.
done-plan-reopened = Your plan is a draft again, with its words.

activity-panel_cleanup = Clean up the list of patients with one condition
activity-chart_audit = Look through ten charts
activity-recall_list = A list of whom to call back
activity-pdsa_test = A small test of one change
activity-team_huddle = A short daily meeting of the team
activity-patient_survey = Ask patients and families
activity-process_map = Draw how it works today
activity-care_plan_template = A template for care plans

questionnaire-title = Looking back
questionnaire-of = { $name } looks back
questionnaire-open = Answer the questionnaire
questionnaire-read = Read what I answered
questionnaire-opens = The questionnaire opens on { $day }.
questionnaire-opens-long = This questionnaire opens on { $day }, two months after the session. We will write to you then.
questionnaire-none = There is nothing to look back on: you were not seen in this session, or it is still to come.
questionnaire-have = We have your answers. Thank you.
conflict-questionnaire-received = Your answers have come already, from another page or device. They stay as they came.
questionnaire-lede = Two months ago you planned something. A few honest sentences; there is no wrong answer. You and your mentor read them, nobody else.
questionnaire-readers = Read by its writer and the mentor of the group; others see only that it came.
questionnaire-planned = You planned: { $what }
questionnaire-kept = What became of it
questionnaire-hindered = What helped, or what stopped you
questionnaire-no-commitments = No commitments were written for this session.
questionnaire-changed = What is different in your practice now?
questionnaire-changed-hint = “Nothing yet” is an answer too.
questionnaire-learned = What would you tell somebody who begins?
questionnaire-send = Send my answers
questionnaire-state-none = –
questionnaire-state-scheduled = To come
questionnaire-state-open = Open
questionnaire-state-received = Received
kept-done = Done
kept-partly = Partly
kept-not = Not
fault-questionnaire-kept = Please say what became of this.
conflict-questionnaire-early = This questionnaire is not open yet; its page says on which day it opens. What you wrote stands here to be copied.
conflict-questionnaire-none = There is no questionnaire for you: you were not seen in this session, or it is still to come.
done-questionnaire-received = Your questionnaire has come. Thank you.

visits-title = Practice visits
visits-empty = Visits of your mentor will stand here.
visits-empty-books = No visit is booked yet. Book one below.
visit-of = Visit to { $name }
visit-book = Book a visit
visit-person = Whom
visit-plan = About the plan of
visit-no-plan = (no plan)
visit-date = Day
visit-time = Time
visit-way = How
visit-way-practice = In the practice
visit-way-video = By video
visit-way-phone = By telephone
visit-place = Where
visit-state-booked = Booked
visit-state-reported = Reported
visit-state-cancelled = Called off
visit-its-plan = The plan it is about
visit-report = Report
visit-tried = What was tried in practice
visit-next_step = Next step
visit-own_note = My own note
visit-shared-hint = The person visited reads this.
visit-own-hint = For the mentors of this group only.
visit-cancel = Call the visit off
fault-visit-plan = This plan belongs to somebody else.
conflict-visit-off = This visit was called off.
conflict-visit-ahead = This visit is still to come. Report it afterwards.
conflict-visit-reported = This visit was reported already.
done-visit-booked = The visit is booked. The person visited gets a letter.
done-visit-reported = The report is saved.
done-visit-off = The visit is called off. The person gets a letter.

letter-plan-handed-in-subject = An action plan in { $group }
letter-plan-handed-in-body =
    Dear { $name },

    somebody in { $group } handed in an action plan. A few words from you help:
    { $link }

letter-plan-comment-subject = News about your action plan in { $group }
letter-plan-comment-body =
    Dear { $name },

    there is something new about your action plan in { $group }:
    { $link }

letter-plan-answer-subject = An answer about an action plan in { $group }
letter-plan-answer-body =
    Dear { $name },

    the owner of an action plan in { $group } wrote an answer:
    { $link }

letter-visit-subject = A practice visit: { $when }
letter-visit-body =
    Dear { $name },

    a visit from { $group } is booked for { $when }. { $place }
    If the time does not suit you, please tell your mentor.
    { $link }

letter-visit-off-subject = The practice visit is called off: { $when }
letter-visit-off-body =
    Dear { $name },

    the visit of { $when } from { $group } will not take place. { $place }
    { $link }

letter-questionnaire-subject = Two months on: what became of it?
letter-questionnaire-body =
    Dear { $name },

    on { $day } you took part in { $group }. The short questionnaire that looks back is open. It shows you what you had planned:
    { $link }

    Your certificate waits for it.

letter-questionnaire-again-subject = Once more: what became of it?
letter-questionnaire-again-body =
    Dear { $name },

    the questionnaire about the session of { $day } in { $group } is still open. Five minutes are enough:
    { $link }
