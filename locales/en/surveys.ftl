# Surveys.

surveys-title = Surveys
surveys-lede = Short forms before and after the sessions. They show whether learning together helps.
surveys-privacy = Your answers are kept under a code. Nobody here sees your name beside them; only the key of the evaluator, kept outside this system’s database, pairs your answers over time.
surveys-open = Open now
surveys-coming = Coming
surveys-closed = Closed
surveys-none = No form waits for you. When one opens, it is here and in your mail.
surveys-none-planned = Nothing is planned yet. Import the forms first, then plan them for this cohort.
surveys-all = All forms of this cohort
surveys-answer = Answer now
surveys-answer-late = Answer, late
surveys-opens = opens { $at }
surveys-closes = closes { $at }
surveys-closed-at = closed { $at }
surveys-off = its session is called off
surveys-answered = Answered
surveys-not-answered = Not answered
surveys-state-open = Open
surveys-state-coming = Coming
surveys-state-late = Closed
surveys-state-closed = Closed
surveys-at-baseline = Before the first session
surveys-at-before = Before session { $k }
surveys-at-after = After session { $k }
surveys-at-completion = At completion
surveys-col-when = When
surveys-col-form = Form
surveys-col-window = Open
surveys-col-state = State
surveys-col-answered = Answered
surveys-col-name = Name
surveys-col-mailed = Newest letter
surveys-imported = and { $n } from a file
surveys-of = { $answered } of { $invited }
surveys-manage = For the coordinator
surveys-go-instruments = Forms and versions
surveys-go-plan = Plan
surveys-go-responses = Import responses
surveys-go-raw = Raw rows
surveys-participation = Who has answered
surveys-participation-lede = Yes or no, and nothing more: neither when, nor what.
surveys-send = Mail the link to those who have not answered
surveys-send-hint = At most one letter a day goes to each person. Nobody who has answered or left is written to.
surveys-send-coming = Letters can be sent once it is open.
surveys-nobody = Nobody is enrolled yet.
surveys-not-asked = You are not asked to fill in this form: it is for the participants.

## Answering
survey-late-notice = This form closed { $at }. You can still answer; late answers are kept apart from the main figures.
survey-coming-lede = This form opens { $at }. Please come back then; the link stays the same.
survey-thanks-title = Thank you
survey-thanks = Your answers are kept.
survey-thanks-again = You have answered this form already, and your answers are kept. Nothing was done a second time.
survey-thanks-private = Nobody here sees your name beside them.
survey-thanks-change-sign-in = Until { $at } you can read and change them after signing in, on the page Surveys of your cohort.
survey-thanks-change = Read or change my answers
survey-time = It takes about a minute.
survey-send = Send my answers
survey-later = Save for later
survey-drafted = This is what you had saved. It is not sent yet.
survey-only-if = Only if { $when }.
survey-quote = “{ $value }”
survey-is = “{ $item }” is { $value }
survey-is-not = “{ $item }” is not { $value }
survey-is-less = “{ $item }” is less than { $value }
survey-is-at-most = “{ $item }” is { $value } or less
survey-is-more = “{ $item }” is more than { $value }
survey-is-at-least = “{ $item }” is { $value } or more
survey-is-answered = “{ $item }” is answered
survey-is-empty = “{ $item }” is not answered
survey-and = { " " }and{ " " }
survey-or = { " " }or{ " " }
survey-not = not: { $what }
survey-yes = Yes
survey-no = No
survey-true = True
survey-false = False
survey-no-answer = No answer
survey-needed = needed
survey-date-hint = Year-month-day, for example 2026-03-31.
survey-slider-hint = A whole number from { $min } to { $max }.
survey-not-open = This form is not open yet.
survey-closed = This form is closed.
survey-link-left = This link belonged to somebody who is no longer in this cohort, so it is closed.
survey-link-used = This form was answered with this link, and it is closed now. Thank you.
survey-link-expired = This form closed a while ago and takes no more answers.
refused-evaluator = Raw rows are for the coordinator who also holds the evaluator’s grant.

## Forms and versions
instruments-title = Forms and versions
instruments-lede = A form is imported from a REDCap data dictionary. What is published is never edited: a changed form becomes its next version.
instruments-none = No form is here yet.
instruments-file = Data dictionary (CSV)
instruments-file-hint = As REDCap saves it, with 18 columns; at most 5 MB.
instruments-check = Check the file
instruments-import = Import
instruments-report = What the file holds
instruments-nothing-new = Every form is as its newest version here; importing adds nothing.
instruments-news-new = new
instruments-news-same = unchanged
instruments-news-changed = changed
instruments-version = Version { $n }
instruments-newest = newest
instruments-published = published { $at }
instruments-items = { $n ->
    [one] { $n } item
   *[other] { $n } items
}
instruments-scales = { $n ->
    [one] { $n } scale
   *[other] { $n } scales
}
instruments-totals = Forms: { $forms }. Items: { $items }. Scales: { $scales }.
instruments-scale = { $name }: mean of { $items } items, { $min } to { $max }; at least { $needed } answered
instruments-reversed = reversed
instruments-preview = Preview
instruments-preview-lede = As people see it. Nothing can be sent from here.
instruments-left-out = Left out
survey-faults-file = This must be put right first
survey-fault-line = Line
survey-fault-column = Column
survey-fault-what = What is wrong
survey-whole-file = the file

## Plan
surveys-plan-title = Plan
surveys-plan-lede = One form before the first session, one before and one after each session, one at completion.
surveys-plan-sessions = { $n ->
    [0] No session is planned yet. Those that come get their forms when you plan again.
    [one] { $n } session is planned.
   *[other] { $n } sessions are planned.
}
surveys-plan-baseline = Before the first session
surveys-plan-before = Before each session
surveys-plan-after = After each session
surveys-plan-completion = At completion
surveys-plan-no-form = No form
surveys-plan-go = Plan
surveys-plan-windows = A form before a session opens a week before and closes when the session starts. A form after a session opens at its end and closes a week later. The form at completion stays open for two weeks. Later answers are kept, flagged, and left out of the main figures. A form can be exchanged or taken out (“No form”) as long as no letter went out for it and nobody has begun to answer.
fault-survey-nothing-chosen = Please choose at least one form.
fault-survey-no-instruments = Import the forms first: the file is read against them.
fault-survey-file-missing = Please choose a file.

## Responses from a file
responses-title = Import responses
responses-lede = Answers collected in REDCap, with the forms that are here. Their study codes are kept as they are; they never mix with the codes made here.
responses-file = Export (CSV)
responses-file-hint = A REDCap export in raw values; at most 5 MB.
responses-total = Responses: { $responses }. Study codes: { $codes }.
responses-fresh = New
responses-known = Here already
responses-nothing-new = Everything in it is here already; importing changes nothing.
responses-import-good = Import only the good rows
responses-rows-bad = { $n ->
    [one] One thing is wrong.
   *[other] { $n } things are wrong.
} Nothing is imported until they are put right, unless you choose to import only the good rows.
responses-take-back = Was this file read in by mistake?
responses-take-back-hint = { $n ->
    [one] One response stands here word for word as in this file. It is taken out; whatever differs, and whatever was answered here, stays. The file can be read in again.
   *[other] { $n } responses stand here word for word as in this file. They are taken out; whatever differs, and whatever was answered here, stays. The file can be read in again.
}
responses-take-back-do = Take them out again
fault-row-timepoint = “{ $value }” does not say when this was answered.
fault-row-code = This study code is longer than 120 characters.

## Raw rows
raw-title = Raw rows
raw-lede = Answers under their code, free text included, of forms that are closed. Each look is written to the audit log.
raw-looks = Who has looked at raw rows
raw-look-who = Name
raw-look-when = When
raw-look-what = What
raw-look-rows = Rows
raw-look-read = looked
raw-look-exported = exported: { $purpose }
raw-none = No form that is closed has answers yet.
raw-form = Form
raw-show = Show
raw-code = Code
raw-when = When
raw-late = Late
raw-complete = Complete
raw-purpose = What are the rows for?
raw-purpose-hint = It is written to the audit log beside your name.
raw-export = Export as CSV

done-surveys-planned = The plan is in place.
done-surveys-plan-kept = The plan is kept. Forms for which letters went out, or which somebody has begun to answer, stay as they are; the others follow the plan.
done-surveys-plan-same = The plan was in place already; nothing changed.
done-survey-letters = The letters are on their way.
done-survey-letters-none = Nobody was left to write to today.
done-instruments-imported = The forms are imported.
done-instruments-same = Every form was here already; nothing changed.
done-responses-imported = The responses are imported.
done-responses-same = Every response was here already; nothing changed.
done-responses-taken-back = The responses of this file are taken out again.
done-responses-none-taken = Nothing stood here as in this file; nothing was taken out.
done-survey-draft = Saved. Your answers are not sent yet; come back with the same link.
done-survey-changed = Your answers were changed.

## Letters
letter-survey-subject = { $form }: one minute for { $cohort }
letter-survey-body = Hello { $name },

    the form “{ $form }” of { $cohort } is open. It takes about a minute, on a phone too, and needs no sign-in:

    { $link }

    It closes { $closes }. Your answers are kept under a code; nobody here sees your name beside them.
letter-survey-again-subject = Still open: { $form }
letter-survey-again-body = Hello { $name },

    a reminder: the form “{ $form }” of { $cohort } is still open. It takes about a minute and needs no sign-in:

    { $link }

    It closes { $closes }. If you have just answered, please excuse this letter.
survey-kept = Kept. You can close the page and go on later with the same link.
survey-not-kept = Not kept yet: the line is down. What you chose is still on this page.
fault-answer-twice = This question was answered twice. Please choose one answer.
