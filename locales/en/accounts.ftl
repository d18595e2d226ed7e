home-title = Kith
home-lede = A home for people who learn together about caring for others: sessions, cases, conversation, and the evidence that it helped.
home-hello = Hello, { $name }
home-point-learn-title = All teach, all learn
home-point-learn = Short didactics, real de-identified cases, and recommendations from the whole room.
home-point-talk-title = Between sessions
home-point-talk = A forum and live chat keep the conversation going, on a weak line too.
home-point-measure-title = Proof that it helped
home-point-measure = One-minute forms before and after. Figures come with their numbers, never with names.
link-title = Welcome back, { $name }
link-lede = Press the button to sign in on this device. The link works once.
link-unknown = We do not know this link. Please ask for a new one on the sign-in page.
link-used = That link works no more: it was used, or a newer one has been sent. We can send you a new one: ask for it on the sign-in page.
link-expired = That link has run out. We can send you a new one: ask for it on the sign-in page.
sign-in-by-link = With a mailed link
sign-in-by-password = With a password
sign-in-mail-me = Mail me a link
sign-in-forgotten = Forgot the password
invitation-title = Welcome to Kith
invitation-lede = You were invited as { $email }. Check your name, choose a password if you like, and read the terms.
invitation-accept = Come in
password-title = A new password
password-change = Change the password
password-set = Set a password
password-none = You have no password: you sign in by mailed links. That is fine; a password is quicker on a weak line.
terms-new = There is a new version of the terms. Please read and accept it to go on.
terms-version = Version of { $date }
terms-accept = I have read the terms and accept them
privacy-account = Your account: name, address, profession, site, community, language and time zone, so that colleagues know who speaks and letters reach you.
privacy-answers = Your answers to forms: under a code that is made with a key kept outside the database. The page that shows results shows groups of at least five. Evaluators whom an administrator has named can also read single answers, under their code and without a name, to check the figures; each look is written down with its purpose.
privacy-cases = Cases: text without anything that could identify a person. It is checked by the system and by a second person before others read it.
privacy-attendance = Attendance: minutes in sessions, for certificates and for the program’s report, which counts people and names nobody.
privacy-groups = In small groups: action plans with the mentor’s comments, visits to your practice, payments, and what you wrote when looking back. Your peer mentor and your coordinator read of it what concerns them; finance sees payments alone.
privacy-calls = Calls of the consult line: who asked whom, when, and in what groups of reasons. Words between the two go after some weeks; figures count calls and name nobody.
privacy-papers = Certificates and what calls earned, with the number that your college gave you where you entered it: for five years, as accreditors ask.
privacy-log = A log of who changed or opened what, so that you can ask.
privacy-out = Nothing leaves this server but mail and, when you join a session by video, your name, for the video server of your program. There are no trackers, no fonts or scripts from elsewhere.
field-email = E-mail address
field-password = Password
field-new-password = New password
field-old-password = Present password
field-name = Name
field-language = Language
field-profession = Profession
field-organisation = Site or organisation
field-community = Community
field-zone = Time zone
field-phone = Telephone
field-licence = College or licence number
hint-name = As colleagues should read it.
hint-password = At least 12 characters. Four unrelated words are easy to type and hard to guess.
hint-password-optional = You may leave this empty and sign in by mailed links. At least 12 characters.
hint-zone = Session times are shown in the cohort’s zone, with yours beside it.
hint-licence = Only needed where a college asks for it on certificates.
language-en = English
language-fr = Français
profile-email = Letters go to { $email }. Your coordinator can change the address.
calendar-title = Sessions in your calendar
calendar-lede = Subscribe to this private address in your calendar. Anybody who has it can see your session times.
calendar-new = Make a new address; the old one stops
devices-title = Where you are signed in
device-this = this device
device-unnamed = A browser
device-end = Sign out there
accounts-title = Accounts
accounts-find = Name or address
accounts-go = Find
accounts-none = Nobody matches.
accounts-more = There are more than { $n }. Please look for a name or an address.
account-administrator = administrator
account-address = E-mail address
account-address-lede = Both addresses get a letter about it. Links that were mailed to the old one stop working.
account-address-new = New address
account-address-set = Change the address
refused-address = This person also belongs to another program or holds a power over one: an administrator changes their address.
fault-email-taken = Another account has this address.
done-readdressed = The address is changed. Both addresses get a letter.
account-state = State
account-invited = invited
account-active = active
account-suspended = suspended
account-deleted = deleted
account-suspend = Suspend
account-reactivate = Let in again
account-end-devices = Sign out everywhere
refused-self = You cannot do this to your own account.
refused-last-administrator = This is the last administrator. Name another one first.
conflict-account-state = The account has changed state in the meantime. Please look again.
fault-sign-in = This address and password do not fit together. You can also ask for a mailed link.
fault-terms = Please accept the terms to come in.
fault-password-short = A password has at least { $min } characters.
fault-password-guessable = This password is easy to guess. Four unrelated words are a good one.
fault-old-password = This is not your present password.
done-signed-out = You are signed out on this device.
done-link-mailed = If this address belongs to somebody here, a letter with a link is on its way. It works once, for half an hour.
done-password-changed = Your password is changed. Other devices were signed out.
done-saved = Saved.
done-calendar-new = You have a new calendar address. Subscribe to it again on your devices.
done-device-ended = That device is signed out.
done-suspended = The account is suspended. Its pages and live connections close within seconds.
done-reactivated = The account is active again.
done-devices-ended = That person is signed out everywhere.
letter-invitation-subject = An invitation to Kith
letter-invitation-body =
    Dear { $name },

    you are invited to Kith, where colleagues learn together about caring for others.

    This link is yours alone. It works once, for seven days:
    { $link }

    Should it have run out, ask for a new one on the sign-in page.
letter-invitation-cohort-subject = Your place in { $cohort }
letter-invitation-cohort-body =
    Dear { $name },

    you have a place in { $cohort }. Come in, check your name and read the terms:
    { $link }

    This link is yours alone. It works once, for seven days. Should it have run out, ask for a new one on the sign-in page.
letter-sign-in-subject = Your sign-in link
letter-sign-in-body =
    Dear { $name },

    here is your link. It works once, for half an hour:
    { $link }

    If you did not ask for it, do nothing: without the link nobody comes in.
letter-password-subject = A link to choose a new password
letter-password-body =
    Dear { $name },

    with this link you can choose a new password. It works once, for half an hour:
    { $link }

    If you did not ask for it, do nothing: your password stays as it is.
letter-password-changed-subject = Your password was changed
letter-password-changed-body =
    Dear { $name },

    the password of your account was just changed, and other devices were signed out.

    If that was not you, ask for a new password on the sign-in page at once, and tell your coordinator.
fault-name-taken = Somebody in a cohort with you has this name. Please add something that tells you apart, for example an initial.
letter-address-subject = Your e-mail address in Kith
letter-address-body =
    Dear { $name },

    whoever coordinates your program changed the address of your account from { $old } to { $new }. Letters go to the new one, and you sign in with it.

    If you did not ask for this, please tell them at once.
