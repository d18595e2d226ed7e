cases-title = Cases
cases-lede = Real situations, without anything that could tell who somebody is. Everybody here may learn from them.
cases-new = Write a case
cases-mine = My cases
cases-to-review = Waiting for a second person
cases-to-schedule = Waiting for a session
cases-coming = Coming up
cases-past = Presented
cases-withdrawn = Withdrawn
cases-empty = There is no case here yet. A participant writes the first one; a second person reads it before anybody else does.
cases-empty-mine = You have not written a case here. It takes about twenty minutes, and you can stop at any time.
case-untitled = Untitled case
case-by = presented by { $name }
case-number-none = no number yet
case-in-session = Session { $number }: { $title }
case-state-draft = Draft, only you see it
case-state-submitted = Waits for a second person
case-state-sent_back = Sent back to its presenter
case-state-approved = Approved, waits for a session
case-state-scheduled = Scheduled
case-state-presented = Presented
case-state-closed = Closed
case-state-withdrawn = Withdrawn
case-section-title = Title
case-hint-title = A few words that tell what it is about, for example “When a family asks us not to tell”.
case-consent = I have read it once more: nothing in it could tell who somebody is, not even several facts together.
case-new-title = A new case
case-new-lede = Kith checks your words for anything that could identify a person. A second person reads it before anybody else sees it. You can keep a draft at any time.
case-edit-title = Edit the case
case-edit-again = This case was approved. What you change goes back to review, and the cohort does not see it until it is approved again.
case-edit-submitted = This case waits for review. Handing it in again replaces the text that waits.
case-save = Keep as a draft
case-check = Check the words
case-submit = Submit case
case-checked-clean = The check found nothing in these words. A person will still read it.
case-checked-found = The check found passages that could identify somebody. They stand beside their section. Nothing was saved or sent by checking.
case-finding-block = must go
case-finding-warn = please judge
case-finding-ok = This identifies nobody
case-finding-why = Why it identifies nobody
case-sent-back-note = The second person wrote:
identifier-health-number = “{ $words }” looks like a health number.
identifier-social-insurance = “{ $words }” looks like a social insurance number.
identifier-record-number = “{ $words }” looks like the number of a chart, claim, account or card.
identifier-phone = “{ $words }” looks like a telephone number.
identifier-email = “{ $words }” looks like an e-mail address.
identifier-postal-code = “{ $words }” looks like a postal code.
identifier-birth-date = “{ $words }” looks like a date of birth.
identifier-date = “{ $words }” looks like a day of the calendar.
identifier-age = “{ $words }” is an age of ninety or more.
identifier-name = “{ $words }” looks like a person’s name.
identifier-address = “{ $words }” looks like an address.
identifier-room = “{ $words }” looks like a room, a bed or a unit.
identifier-place = “{ $words }” is a place where few people live.
identifier-facility = “{ $words }” looks like the name of a facility.
identifier-coordinates = “{ $words }” looks like a position on the map.
identifier-vehicle = “{ $words }” looks like a plate or a driver’s licence.
identifier-device = “{ $words }” looks like the number of a device or implant.
identifier-url = “{ $words }” is a Web address.
identifier-ip = “{ $words }” looks like the address of a computer.
identifier-handle = “{ $words }” looks like an account on a network.
identifier-long-number = “{ $words }” is a long number.
identifier-health-number-help = Take it out. Nobody here needs it.
identifier-social-insurance-help = Take it out. Nobody here needs it.
identifier-record-number-help = Take it out. The case gets a number of its own.
identifier-phone-help = Take it out. Colleagues reach you through Kith.
identifier-email-help = Take it out. Colleagues reach you through Kith.
identifier-postal-code-help = Say “a small coastal community” or “a northern town”.
identifier-birth-date-help = Say “in their seventies”.
identifier-date-help = Say “day 0”, “three weeks later”, “last winter”.
identifier-age-help = Say “90+”.
identifier-name-help = Say “the daughter”, “the patient”, “a colleague”.
identifier-address-help = Say “at home” or “near the clinic”.
identifier-room-help = Say “on the unit”.
identifier-place-help = Say “a small island community”.
identifier-facility-help = Say “the local hospital” or “a care home”.
identifier-coordinates-help = Take it out. Photos carry such numbers too.
identifier-vehicle-help = Take it out.
identifier-device-help = Take it out. The kind of device is enough.
identifier-url-help = Links to guidelines are fine. A link to a person’s page is not.
identifier-ip-help = Take it out.
identifier-handle-help = Take it out.
identifier-long-number-help = If it is nobody’s number, say what it is.
identifier-kind-health-number = health number
identifier-kind-social-insurance = social insurance number
identifier-kind-record-number = number of a chart, claim or card
identifier-kind-phone = telephone number
identifier-kind-email = e-mail address
identifier-kind-postal-code = postal code
identifier-kind-birth-date = date of birth
identifier-kind-date = day of the calendar
identifier-kind-age = age of ninety or more
identifier-kind-name = name
identifier-kind-address = address
identifier-kind-room = room or unit
identifier-kind-place = small place
identifier-kind-facility = facility
identifier-kind-coordinates = position on the map
identifier-kind-vehicle = plate or driver’s licence
identifier-kind-device = device number
identifier-kind-url = Web address
identifier-kind-ip = computer address
identifier-kind-handle = network account
identifier-kind-long-number = long number
fault-case-blocks = Please take out what could identify somebody: { $words }
fault-case-warnings = Please change these words, or say why they identify nobody: { $words }
fault-case-consent = Please read it once more and tick that nothing in it identifies anybody.
fault-case-version = This was changed elsewhere while you wrote. Your words are still here; look at what is stored, then send yours again to replace it.
fault-case-read = Please tick that you have read it all.
conflict-case-state = The case has moved on in the meantime. Please look at it again.
conflict-case-under-review = The case was handed in already, so a draft of it is no longer kept. Open it again to see where it stands.
refused-own-case = This is your own case. A second person reviews it.
case-history = Earlier versions
case-edit = Edit
case-review = Review
case-schedule = Give it a session
case-reschedule = Give it another session
case-present = It was presented
case-letter = The letter
case-letter-write = Write the letter
case-letter-edit = Write another version
case-follow-up-do = Say what happened
case-more = More
case-withdraw = Withdraw the case
case-withdraw-lede = Nobody but the presenter and the coordinator will see it. Letters about it that still wait are cancelled.
case-purge = Delete for good
case-purge-lede = Text, versions, questions, recommendations and letters are deleted and cannot come back. The log keeps that there was a case.
case-delete-draft = Delete the draft
case-review-title = Review of { $number }
case-review-lede = You are the second person. The check has passed; it cannot know what a neighbour would recognise. You can.
case-review-findings = Warnings the presenter judged
case-review-findings-none = The check had no warning about this text.
case-review-section = Section
case-review-kind = Looks like
case-review-place = The words
case-review-reason = Why it identifies nobody
case-review-ask-2 = Is there a quotation, a job or a story that was in the news?
case-review-ask-3 = Is the question clear enough for the others to answer?
case-review-read = I have read it all. No facts together tell who it is.
case-approve = Approve
case-send-back = Send back
case-send-back-reason = What should change
case-send-back-hint = The presenter reads this. Point to the section; do not repeat the words that identify.
case-schedule-title = A session for { $number }
case-schedule-lede = From now on facilitators and the coordinator read the case; the other members of the cohort see it when its session starts.
case-schedule-none = This cohort has no session to come. The coordinator adds one under Sessions.
case-session = Session
case-questions = Clarifying questions
case-questions-empty = Nobody has asked anything yet. Questions come before advice.
case-ask = Your question
case-ask-do = Ask
case-answer = Answer
case-answer-do = Answer the question
case-answered = Answer of the presenter
case-recommendations = Recommendations
case-recommendations-empty = No recommendation is recorded yet. Members of the cohort add them here, during the session or after.
case-recommend = Your recommendation
case-recommend-hint = One idea at a time. Markdown works. No names.
case-from-room = Whose advice it is
case-from-room-hint = When you write down what somebody in the session said, for example “the hub team”. Leave it empty for your own.
case-recommend-do = Record it
case-from = from { $from }
case-recorded-by = recorded by { $name }
case-letter-title = Recommendations for { $number }
case-letter-none = The letter is not signed yet. A facilitator writes it from the recommendations.
case-letter-signed = Signed by { $name }
case-letter-text = The letter
case-letter-hint = Written to the presenter, in the presenter’s language. The mail carries only a link to it.
case-letter-keep = Keep it
case-letter-sign = Sign the letter
case-letter-sign-lede = Signing closes the case and tells the presenter. A signed letter is not changed; another version can follow.
case-letter-pdf = Download as PDF
case-letter-print = To print it, use your browser’s print command: only the letter is printed.
case-letter-responsibility = These are thoughts of colleagues about a situation told without names. They are no order and no consultation; the responsibility for care stays with those who give it.
case-letter-opening =
    Dear { $name },

    thank you for bringing case { $number } to the group. These are the recommendations of the session:
case-letter-closing = We would like to hear what happened. In about a month we will ask you.
case-follow-up = What happened
case-follow-up-title = What happened after { $number }
case-follow-up-lede = A few sentences are enough. The cohort reads them. Please keep names, dates and places out, as in the case.
case-follow-up-used = Were the recommendations used?
case-follow-up-text = What happened, and why
case-used-fully = Fully
case-used-partly = Partly
case-used-not_used = Not used
case-history-title = Versions of { $number }
case-history-empty = It has not been handed in yet, so there is no earlier version.
case-history-version = Version { $version }
case-history-approved = approved by { $name }
case-history-sent_back = sent back by { $name }
case-waiting-draft = Finish your draft
case-waiting-sent-back = Change your case and hand it in again
case-waiting-follow-up = Say what happened after your case
case-waiting-review = Review a case
case-waiting-schedule = Give a case a session
case-waiting-letter = Write the letter
done-case-saved = The draft is kept. Only you see it.
done-case-submitted = Handed in. A second person reads it now; you will hear from us.
done-case-approved = Approved. The presenter was told.
done-case-sent-back = Sent back. The presenter was told.
done-case-scheduled = It has a session. The presenter was told, and the cohort can read it from the start of that session.
done-case-presented = Noted. Recommendations can be completed now, and the letter written.
done-case-asked = Your question is there.
done-case-answered = Your answer is there.
done-case-recommended = Recorded.
done-case-letter-kept = The letter is kept. Nobody else has it yet.
done-case-letter-signed = Signed. The presenter was told.
done-case-followed-up = Thank you. The cohort can read it.
done-case-withdrawn = Withdrawn. The cohort does not see it any more.
done-case-purged = Deleted for good.
letter-case-submitted-subject = { $number } waits for a second person
letter-case-submitted-body =
    Dear { $name },

    case { $number } of { $cohort } was handed in and waits for a second person:
    { $link }

    One of you reviews it; the others need do nothing.
letter-case-approved-subject = { $number } is approved
letter-case-approved-body =
    Dear { $name },

    your case { $number } in { $cohort } is approved. You will hear when it has a session:
    { $link }
letter-case-sent-back-subject = { $number } needs another look
letter-case-sent-back-body =
    Dear { $name },

    a second person has read your case { $number } in { $cohort } and asks for a change. The reason stands beside your text:
    { $link }
letter-case-scheduled-subject = { $number } has a session
letter-case-scheduled-body =
    Dear { $name },

    your case { $number } will be presented in { $cohort }: { $when }.
    { $link }

    You need no slides. Read it once before; the session does the rest.
letter-case-letter-subject = The letter about { $number }
letter-case-letter-body =
    Dear { $name },

    the recommendations for your case { $number } in { $cohort } are signed. The letter waits for you here:
    { $link }
letter-case-follow-up-subject = What happened after { $number }?
letter-case-follow-up-body =
    Dear { $name },

    about a month ago you presented case { $number } in { $cohort }. Were the recommendations of use? A few sentences help everybody:
    { $link }

letter-pdf-name = letter
letter-pdf-lost = The mark □ stands for a character that the typeface of this file does not have. The page of the letter shows it.
letter-pdf-foot = { $title } · page { $page } of { $pages }

hint-write = Write “{ $offer }” instead
hint-show = Show it in the text
hint-told = { $field }: { $blocks } to take out, { $warns } to judge.
hint-clear = { $field }: nothing found any more.

case-form = Case form
case-form-title = Case form of { $program }
case-form-lede = What presenters fill in, beside the title. Cases keep the form they were written with: what you change here is for new ones. Leave both labels of a row empty to leave it out; the numbers give the order.
case-form-section = Section { $n }
case-form-free = free
case-form-label-en = Label, in English
case-form-label-fr = Label, in French
case-form-hint-en = Hint, in English
case-form-hint-fr = Hint, in French
case-form-long = Several paragraphs
case-form-required = Must be filled in
case-form-place = Place in the order
case-form-save = Use this form for new cases
done-case-form-saved = The form is kept. New cases are written with it; the others keep theirs.
fault-case-form-label = Please give the label in both languages.
fault-case-form-empty = A form needs at least one section beside the title.
fault-case-form-place = Type a whole number, 0 or more: the sections stand in the order of these numbers.
fault-case-form-many = A form has at most { $max } sections.
fault-case-form-version = Somebody else changed this form in the meantime. Your rows are still here; send them again to go over it.
case-attachments = Pictures and papers
case-attachments-hint =
    { $n ->
        [0] None yet; at most six.
        [one] One file.
       *[other] { $n } files.
    }
case-attachments-title = Pictures and papers of { $number }
case-attachments-lede = Up to six, of 20 MB each: PNG, JPEG, WebP or PDF. Kith keeps only what can be seen. Where and with what it was taken, its own name, notes in the margin and forms are taken away. Kith cannot read what stands in a picture: please look at it yourself first.
case-attachments-empty = There is no picture or paper yet. A case does not need one.
case-attachments-back = Back to the text
case-attachments-review = Open each of them. Approving waits until you have.
case-attachment-file = File
case-attachment-file-hint = No recordings, no scans in DICOM. Please cover names, dates and numbers before you choose it.
case-attachment-attest = No face, no tattoo, no wristband is on it, nor anything else that tells who it is.
case-attachment-attested = looked at by its presenter
case-attachment-put = Put it in
case-attachment-remove = Take out
case-attachment-remove-name = Take out { $name }
case-attachment-opened = opened by you
case-attachment-unopened = not opened yet
case-words-clear = its words were read by the check, which found nothing
case-words-doubtful = something in its words may tell who somebody is: look closely
case-words-unread = the check could not read all of it: a person has to look
done-case-attached = The file is there, under a neutral name and without hidden data.
done-case-attached-doubtful = The file is there. Something in its words may tell who somebody is: please look at it once more, and take it out if it does. The reviewer is told as well.
done-case-attached-renamed = The file is there. Its own name could have told who somebody is, so it was replaced; please name such files otherwise on your own computer.
done-case-attested = Noted.
done-case-attachment-removed = The file is gone.
fault-attachment-large = The file is larger than 20 MB.
fault-attachment-sound = Sound and video are not taken: a voice and a face tell who somebody is. Say in words what matters in it.
fault-attachment-dicom = DICOM files are not taken: they carry the name and number of the person. Export a single picture without writing on it.
fault-attachment-svg = SVG drawings are not taken, for they can hold programs. Save it as PNG.
fault-attachment-kind = Please choose a PNG, JPEG or WebP picture, or a PDF.
fault-attachment-mismatch = The file is not what its name says. Save it again as PNG, JPEG, WebP or PDF.
fault-attachment-pixels = The file unpacks to more than we can take. A picture has at most 40 million pixels and 12,000 on a side.
fault-attachment-broken = The file cannot be read. Save it again with another program, or choose another.
fault-attachment-locked = This PDF is locked with a password, so nobody could look into it. Save it without one.
fault-attachment-tells = The words in this PDF could tell who somebody is: { $words }. Take them out in the program it was written with, and save it again.
fault-attachment-many = A case has at most { $max } pictures and papers.
fault-case-attest = Please look at each picture and paper, and tick that nobody can be recognized on it.
fault-case-unopened =
    { $n ->
        [one] Please open the picture or paper that you have not opened yet.
       *[other] Please open the { $n } pictures and papers that you have not opened yet.
    }
case-recognizable = Could somebody know who it is, from these facts together?
case-recognizable-hint = A rare illness, a small place and an age together; a job; a story that was in the news.
case-recognizable-no = No, nobody could
case-recognizable-perhaps = Perhaps, somebody might
case-recognizable-yes = Yes, somebody would
fault-case-recognizable = Please answer whether somebody could know who it is.
fault-case-recognized = Then it cannot be approved. Send it back, and say which facts should become broader.
case-history-changes = What changed
case-chain = Presented before or again:
case-again = Present it again
done-case-again = A new draft, with the words of last time. It keeps the number of the case, and points at the presentation before.
case-side-hub = hub
case-side-room = cohort
case-letter-side-hub = From the hub team:
case-letter-side-room = From the cohort:
case-used = Used:
case-follow-up-n = Recommendation { $n }
case-follow-up-used-one = Was it used?
case-follow-up-why = Why, or why not
case-follow-up-why-hint = A sentence is enough. Needed when it was not used fully.
fault-case-why = Please say in a sentence why it was not used, or only in part.
case-outcomes = What became of the advice
case-outcomes-link = More about it
case-outcomes-lede = A month after a case was presented, its presenter says of each recommendation whether it was used.
case-outcomes-used = { $used } of { $all } recommendations used
case-outcomes-none = No recommendation is recorded for a presented case yet.
case-outcomes-few = There are too few answers to show numbers without telling whose they are.
case-outcomes-open = Not answered yet
case-outcomes-count = Recommendations
case-outcomes-told = { $told } of { $cases } presenters have said what happened.
case-outcomes-each = One by one
letter-case-follow-up-again-subject = Once more: what happened after { $number }?
letter-case-follow-up-again-body =
    Dear { $name },

    a week ago we asked what became of the recommendations for case { $number } in { $cohort }. If you have five minutes, here is the page. We will not ask again:
    { $link }
case-letter-doubts = Please look at these words once more
case-letter-judged = I have read them: they identify nobody.
fault-letter-doubts = These words could tell who somebody is. Please change them, or say below that they identify nobody: { $words }
fault-session-over = This session was closed. Please choose one that is to come.
