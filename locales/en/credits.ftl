# Why a line of a gate is met or not (domain::gate). Days and credits arrive as words of this language.

gate-attended = You were there on { $day }, for { $minutes } minutes.
gate-marked-present = You were marked present on { $day }.
gate-session-ahead = The session is on { $day }.
gate-session-cancelled = The session of { $day } was called off.
gate-too-short = You were there for { $minutes } minutes; { $needed } are needed.
gate-absent = You were not seen in the session of { $day }.
gate-marked-absent = You were marked absent on { $day }.
gate-accredited = Accredited by { $body } on { $day }.
gate-accreditation-awaited = Accreditation was still awaited on { $day }, and cannot be given afterwards.
gate-before-accreditation = { $day } is before the accreditation began on { $from }. It is never retroactive.
gate-after-accreditation = { $day } is after the accreditation ended on { $to }.
gate-not-accredited = This activity is not accredited.
gate-profession-fits = The credit ({ $kind }) is for your profession.
gate-profession-other = The credit ({ $kind }) is for other professions; you get a letter of attendance.
gate-minutes-count = { $minutes } minutes count.
gate-no-minutes = { $minutes } minutes are too few for a credit.
gate-evaluation-filed = Your evaluation came on { $day }.
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
