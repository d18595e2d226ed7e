flag = Flag
flag-title = Flag this
flag-lede = The facilitators and the coordinator see your flag and your name. What holds patient information is hidden at once, until they have looked.
flag-kind-case = Case
flag-kind-question = Question to a case
flag-kind-recommendation = Recommendation
flag-kind-post = Post
flag-kind-message = Chat message
flag-kind-notes = Shared notes of a session
flag-kind-used = What somebody used
flag-kind-poll = Poll
flag-hidden = Hidden
flag-hidden-mine = This is hidden from the others, because somebody flagged it. Please take out what could tell who a patient is; then a facilitator can show it again. Only you and the facilitators see this.
flag-hidden-staff = This is hidden from the cohort until somebody has looked.
flag-mend = Mend it
flag-mend-text = Your words
flag-mend-hint = Say the same without what could tell who somebody is.
done-mended = Kept. It stays hidden until a facilitator has looked.
done-flagged = Thank you. The facilitators and the coordinator see your flag.
flags-title = Flags
flags-lede = What members flagged and nobody has settled, the oldest first. After 48 hours everybody here is reminded.
flag-age-hours =
    { $n ->
        [0] less than an hour
        [one] { $n } hour
       *[other] { $n } hours
    }
flag-age-days =
    { $n ->
        [one] { $n } day
       *[other] { $n } days
    }
flag-restore = Show it again
done-flag-restored = It is shown again.
redact-link = Blot words out
redact-title = Blot out patient information
redact-lede = The words are replaced by [redacted] here, in every earlier version, in search and in queued mail; passages of six characters or more also wherever they stand in the cohort's cases, forum, chat and notes. They cannot be brought back, and the breach book says who could have read them.
redact-now = What it says now
redact-before = What it said before
redact-passages = Words to blot out, one passage on each line
redact-passages-hint = As they stand above; capital letters, line breaks and the kind of apostrophe do not matter. A line that stands nowhere is named, and nothing is done.
redact-whole = All of it
redact-show = Then show what is left
done-redacted = The words are blotted out, and the breach book has an entry.
breaches-title = Breach book
breaches-lede = Each time words were blotted out: since when they stood there, and who could have read them meanwhile.
breaches-none = Nothing was ever blotted out here.
breach-by = Blotted out by { $name }, in { $n ->
    [one] one place
   *[other] { $n } places
}; written by { $author }.
breach-could =
    { $n ->
        [one] One person could have read it; { $opened } opened it
       *[other] { $n } people could have read it; { $opened } opened it
    }
breach-opened = opened
breach-from = It could be read:
home-mend = Look at something of yours that was hidden: { $kind }
refused-flag-own = This is your own. You can change it or take it back.
conflict-flag-hidden = This is hidden already.
conflict-flag-nobody = You two are no longer of a cohort together, so nobody could be asked to look. Please write to your coordinator, without the words themselves.
conflict-mend-shown = This is shown again, so there is nothing to mend.
fault-redact-short = Please give at least two characters for each passage, and not the mark itself.
fault-redact-many = Please give at most { $max } passages at once.
fault-redact-none = “{ $line }” does not stand here, nor anywhere else in the cohort. Nothing was blotted out yet: please correct this line or take it out.
fault-redact-nothing = There is nothing left to blot out.
fault-redact-marks = These words are broken up by marks such as * in the source. Please copy them from above, in parts if need be.
letter-flag-author-subject = Something you wrote needs another look
letter-flag-author-body =
    Dear { $name },

    somebody flagged something that you wrote in { $cohort }: it may hold patient information. It is hidden from the others. Please look at it and take out what could tell who somebody is:
    { $link }
letter-flag-hidden-subject = Something was hidden in { $cohort }
letter-flag-hidden-body =
    Dear { $name },

    a member of { $cohort } flagged patient information. What was flagged is hidden until one of you has looked:
    { $link }
letter-flag-waits-subject = A flag in { $cohort } has waited for two days
letter-flag-waits-body =
    Dear { $name },

    a flag in { $cohort } has waited for 48 hours. One of you looks at it; the others need do nothing:
    { $link }
home-flags = Look at flags that wait: { $n }
