forum-title = Forum
forum-lede = Between sessions: who we are, what we meet in practice, what helped. Leave out whatever could identify a patient or a family.
forum-recent = Last written in
forum-empty = Nothing is written here yet. Anyone in the cohort can open the first thread.
forum-board-introductions = Introductions
forum-board-practice = Cases and practice
forum-board-resources = Resources
forum-about-introductions = Where you work, what you bring, what you hope to learn.
forum-about-practice = Questions from the work, without anything that could identify a patient.
forum-about-resources = Papers, tools and places that others can use.
forum-board-add = Add a board
forum-board-rename = Rename this board
forum-board-name = Name of the board
forum-board-about = What it is for
forum-threads =
    { $n ->
        [one] { $n } thread
       *[other] { $n } threads
    }
forum-replies =
    { $n ->
        [one] { $n } reply
       *[other] { $n } replies
    }
forum-unread = { $n } new
forum-new = new
forum-read-all = Mark all as read
forum-by = by { $name }
forum-last-by = last: { $name }
forum-pinned = pinned
forum-locked = locked
forum-hidden = hidden
forum-title-hidden = Hidden title
forum-new-thread = New thread
forum-open-thread = Open the thread
forum-field-title = Title
forum-hint-title = What you want to know or share, in one line.
forum-field-body = Your text
forum-hint-body = Markdown works: *emphasis*, lists, links. No names, dates of birth or record numbers.
forum-pages = Pages
forum-page-before = Page before
forum-page-after = Next page
forum-page-of = Page { $page } of { $pages }
forum-first-unread = To the first new post
forum-reply = Reply
forum-reply-thread = Reply to the thread instead
forum-reply-to-post = Your reply to this post
forum-field-reply = Your reply
forum-send-reply = Send the reply
forum-in-reply-to = in reply to { $name }
forum-is-locked = This thread is locked: it can be read, and takes no more replies.
forum-edited = edited
forum-edit = Edit
forum-edit-title = Edit your post
forum-edit-hint = What it said before is kept, for you and for those who moderate.
forum-add = Add to it
forum-add-title = Add to your post
forum-add-hint = A post can be changed for 24 hours. After that, an addition stands below it with its own date.
forum-field-addition = Your addition
forum-added = Added later
forum-says-now = What it says now
forum-history = History
forum-history-lede = Everything this post by { $name } has said. Only its author and those who moderate can read this.
forum-version = Version { $n }
forum-delete = Delete
forum-delete-hint = Your words are taken away for everybody. Where others have replied, a line remains.
forum-delete-yes = Delete my post
forum-was-deleted = This post was taken back by its author.
forum-was-hidden = This post is hidden.
forum-hidden-mine = Your post is hidden from the others. Please take out what should not be here; then a facilitator can show it again.
forum-hidden-staff = Hidden from the others.
forum-hidden-why = Reason: { $reason }
forum-staff = For those who moderate
forum-moderate = Moderate
forum-do-lock = Lock
forum-do-unlock = Unlock
forum-do-pin = Pin
forum-do-unpin = Unpin
forum-do-move = Move the thread
forum-move-to = Board
forum-do-hide = Hide the post
forum-do-restore = Show it again
forum-hide-reason = Why; the author reads this
forum-flag = Flag
forum-flagged = Flagged by you
forum-flag-kind = What is it about?
forum-flag-patient = Patient information
forum-flag-unkind = Unkind or unsafe
forum-flag-other = Something else
forum-flag-reason = In a sentence
forum-flag-reason-hint = Say where, without repeating what should not be there.
forum-do-flag = Send the flag
forum-flags-none = No flag waits.
forum-flags-open =
    { $n ->
        [0] No flag waits
        [one] { $n } flag waits
       *[other] { $n } flags wait
    }
forum-flag-by = flagged by { $name }
forum-do-settle = Seen, nothing to do
forum-do-redact = Blot out for good
forum-was-redacted = Something was blotted out of this post:
done-forum-thread-opened = The thread is open.
done-forum-posted = Your reply stands in the thread.
done-forum-edited = Your post is changed.
done-forum-added = Your addition stands below your post.
done-forum-deleted = Your post is taken back.
done-forum-all-read = Everything on the list is marked as read.
done-forum-board-added = The board is there.
done-forum-board-renamed = The board is renamed.
done-forum-locked = The thread is locked.
done-forum-unlocked = The thread takes replies again.
done-forum-pinned = The thread stands first on its board.
done-forum-unpinned = The thread stands in the order of time again.
done-forum-moved = The thread stands on its new board.
done-forum-hidden = The post is hidden.
done-forum-restored = The post is shown again.
done-forum-settled = The flag is settled.
fault-forum-sent = This form was sent already, with other words. Press the button again if both shall stand.
fault-forum-board-changed = Somebody else renamed this board in the meantime. Press the button again to go over it.
fault-forum-boards = There are 40 boards already. Rename one instead.
fault-forum-additions = This post has 20 additions already. A reply is the better place.
refused-forum-own = Only the author can change or take back a post. Facilitators can hide it.
conflict-forum-archived = This cohort is archived: its forum can be read, and takes no more posts.
conflict-thread-locked = The thread was locked in the meantime. Your text is still here, so that you can copy it.
conflict-post-changed = Your post has changed since you opened this form. Your text is kept here; what the post says now stands beside it. Saving goes over it.
conflict-edit-late = The 24 hours for editing are over. Your text is kept here: what you save now is added below your post, with its own date.
search-question = What are you looking for?
search-hint = All words must be there; accents make no difference, and the last word may be the beginning of one.
search-none = Nothing that you may read holds all of these words. Fewer words, or the beginning of one, find more.
search-found =
    { $n ->
        [one] { $n } result
       *[other] { $n } results
    }
search-kind-thread = Thread
search-kind-post = Post
search-kind-case = Case
fault-search-short = Please give at least one word of two letters.
fault-search-long = This is longer than { $max } characters. A few words are enough.
fault-search-words = Please give at most { $max } words.
fault-forum-twice = You posted these very words here a moment ago, so they were not posted again.
fault-forum-fast = Many posts in a short while. Please wait { $seconds } seconds and send it again; your text is kept here.
