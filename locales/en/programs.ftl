choose = Choose …
cohorts-title = Cohorts
cohorts-empty = You have no cohort yet. A coordinator invites you by e-mail.
cohorts-archived = Archived cohorts
program-dates = { $from } to { $to }
program-no-cohorts = No cohort is open now.
programs-empty = You coordinate no program yet. Open a hub first, then a program, then a cohort.
cohort-next = Next session
cohort-no-next = No session is planned. The facilitator or coordinator sets the schedule.
cohort-facts = About this cohort
cohort-dates = Dates
cohort-people = Participants
cohort-places = { $n } of { $capacity } places taken
cohort-sessions = Sessions
cohort-held = { $n } of { $all } held
cohort-facilitators = Facilitators
people-empty = Nobody is enrolled yet. The coordinator adds people one by one or from a list.
people-staff = Facilitators and mentors
people-participants = Participants ({ $n })
people-participants-plain = Participants
people-manage = Add or change people
people-add = Add one person
people-enrol = Enrol
people-remove = Remove
people-back = Put back
people-back-name = Put back: { $name }
people-invite = Invite again
people-invite-name = Invite { $name } again
people-out-title = Take { $name } out of the cohort?
people-out-enrolled = They lose the cohort’s pages, chat and coming letters at once, and the check-in codes of coming sessions change.
people-out-next = Their place goes to { $next }, who is first on the waiting list, and who is told at once.
people-out-waiting = They lose their turn on the waiting list.
people-out-undo = A letter tells them ten minutes later. Put back before, they hear of nothing; put back after their place was given away, they are first on the waiting list.
state-suspended = account suspended
people-remove-name = Remove { $name } from the cohort
role-participant = Participant
role-facilitator = Facilitator
role-peer_mentor = Peer mentor
role-give = Give a role
role-of-program = { $name } (of this program)
hint-role-name = Only for somebody who has no account yet: they are invited under it.
fault-role-nobody = Please choose somebody, or give an address.
fault-role-new = Nobody has an account under this address yet. Give their name, and they are invited.
refused-last-coordinator = A program keeps one coordinator. Name another one first.
cohort-archived = archived
cohort-is-archived = This cohort is archived: it has left the lists and stays readable.
role-hint = A coordinator names peer mentors. Facilitators are named by an administrator.
grant-coordinator = Coordinator
grant-lead = Lead
grant-evaluator = Evaluator
grant-finance = Finance
grants-title = Who runs this program
grant-give = Give
grant-take = Take back
grant-take-from = Take back: { $role } of { $name }
field-title = Name
field-hub = Hub
field-short-code = Short code
field-summary = What it is about
field-starts-on = First day
field-ends-on = Last day
field-capacity = Places
field-role = Role
field-person = Person
field-file = File
hint-short-code = Two to six capital letters; case numbers begin with it, for example PSP-0007.
hint-summary = Two or three sentences, also shown on the public page.
hint-cohort-name = For example “Autumn 2026”.
hint-capacity = When all places are taken, people go to the waiting list.
hint-cohort-zone = Sessions keep their local time in this zone, whatever the clocks do.
hint-grant-email = The address they sign in with.
hint-role-email = Instead of choosing from the list: anybody’s address. A role takes no place.
fault-ends-before = The last day lies before the first.
fault-cohort-first = A session is planned on { $day }, before this day. Move it, or tick the box below.
fault-cohort-last = A session is planned on { $day }, after this day. Move it, or tick the box below.
field-outside-sessions = Yes, sessions may lie outside these dates
fault-cohort-long = A cohort lasts three years at most.
fault-capacity-small = { $n } people are enrolled. There cannot be fewer places than that.
fault-zone = Please choose a time zone from the list.
fault-short-code = Two to six letters from A to Z, please.
fault-code-taken = This code is taken by the program “{ $program }”. Case numbers begin with it, so each program has its own.
fault-code-taken-now = This code was taken a moment ago. Please choose another one.
fault-file-empty = This file is empty.
column-email = e-mail
column-name = name
fault-file-none = Please choose a file.
fault-changed = Somebody else changed this while you were writing. What you typed stands below, and beside it what is stored now. Send it again to go over that.
fault-changed-field = Stored now: { $value }
conflict-changed = Somebody else changed this while you were writing. Go back to copy what you typed, then open the page again.
refused-privileged = Only an administrator gives this role.
hub-new = New hub
hubs-bare = Hubs without a program
hub-lede = A hub is the regional centre whose team runs programs.
hub-open = Open the hub
program-new = New program
program-needs-hub = A program belongs to a hub, and there is none yet.
program-change = Change the program
program-code-stays = Its short code stays { $code }: case numbers begin with it.
hub-change = Change the hub
program-open = Open the program
cohort-new = New cohort
cohort-open = Open the cohort
cohort-archive = Archive this cohort
cohort-unarchive = Bring this cohort back
cohort-archive-hint = An archived cohort leaves the lists and stays readable.
manage-title = Manage { $cohort }
manage-settings = Settings
manage-surveys = Surveys
manage-state = State
manage-change = Change
manage-counts = { $n } of { $capacity } places taken, { $waiting } waiting
state-enrolled = has a place
state-invited = invited, not in yet
state-waiting = waiting, place { $n }
state-left = left
import-people = Import people
import-people-hint = A spreadsheet saved as CSV, with a heading for each column: email, name, and if you have them profession, organisation, community, health authority, rural, language. You first see what would happen.
import-paste = Or paste the rows here
import-paste-hint = With the headings in the first line.
import-look = Look at it first
import-would = Nothing is written yet. Would get a place: { $enrolled }. Would wait: { $waiting }. There already: { $already }. Cells at fault: { $bad }.
import-written = Written. Got a place: { $enrolled }. Wait: { $waiting }. Were there already: { $already }. Cells at fault, left out with their rows: { $bad }.
import-write = { $n ->
    [one] Import this one
   *[other] Import all { $n }
}
import-skip-bad = { $n ->
    [one] Import the one good row only
   *[other] Import the { $n } good rows only
}
import-ignored = Columns that mean nothing here and were not read: { $columns }
import-rows = All good rows
import-line = Line
import-column = Column
import-value = What stands there
import-why = Why not
import-what = What happens
import-enrolled = gets a place
import-already = is there already
row-faults-title = What needs another look
done-hub-open = The hub is open. Now its first program.
done-program-open = The program is open, and you coordinate it. Now its first cohort.
done-cohort-open = The cohort is open. Import people and set the schedule.
done-archived = The cohort is archived. You can bring it back at any time.
done-enrolled = Enrolled. A letter is on its way: an invitation to those who are new, the news to those who have an account.
done-waiting = All places are taken: they wait, and get the next free place.
done-already = They are on the list already. Nothing was changed.
done-removed = Removed. A letter tells them in ten minutes; put back before, they hear of nothing. The check-in codes of coming sessions were changed; change the video link too if it should be safe from them.
done-back = They have their place again.
done-back-waiting = Their place was given away: they are first on the waiting list.
done-invited = The invitation is on its way. The link of the one before does not work any more.
done-imported = The list is imported. Letters to those who are new are on their way.
letter-place-subject = Your place in { $cohort }
letter-place-body =
    Dear { $name },

    you have a place in { $cohort } ({ $program }). It is on your start page:

    { $link }
letter-place-free-subject = A place in { $cohort } is yours now
letter-place-free-body =
    Dear { $name },

    a place in { $cohort } ({ $program }) has become free, and it is yours. You waited for it; nothing else is to be done.

    { $link }

    If you cannot take it any more, please answer this letter: it reaches whoever coordinates the program.
letter-place-waiting-subject = You are on the waiting list of { $cohort }
letter-place-waiting-body =
    Dear { $name },

    all places in { $cohort } ({ $program }) are taken. You are on the waiting list, at place { $n }, and get a letter as soon as one is yours.
letter-place-out-subject = You are no longer in { $cohort }
letter-place-out-body =
    Dear { $name },

    you no longer have a place in { $cohort } ({ $program }). What you wrote there stays with the cohort.

    If this is a mistake, please answer this letter: it reaches whoever coordinates the program.
