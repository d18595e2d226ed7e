# The money of small groups.

payments-title = Payments
payments-mine = My payments
payments-mine-empty = What you are paid for sessions of this group will stand here.
payments-sum = Paid in all
payments-count = Payments
payments-eligible = May be paid now
payments-eligible-none = Nobody waits for a payment. Whoever attended and handed in a plan with an activity will stand here.
payments-no-pay = It is not set yet what a session pays.
payments-batch = Put all of them into a batch
payments-reason = Reason
payments-reason-hint = Needed only when the budget line would go below zero.
batches-title = Batches
batches-empty = No batch was made yet.
batch-n = Batch { $n }
batch-state-open = Open
batch-state-exported = With finance
batch-state-paid = Paid
batch-state-dropped = Given up
batch-export = Hand to finance
batch-file = List (CSV)
batch-pay = The money went
batch-drop = Give up this batch
payment-own = Your own: somebody else batches it
payment-amount = Amount
payment-state = State
payment-state-batched = In a batch
payment-state-paid = Paid
payment-state-reversed = Turned back
payment-state-dropped = Let go
payment-flagged = The plan was withdrawn after this was paid. Nothing is taken back.
payment-reverse = Turn back
payment-reverse-reason = Why it is turned back
conflict-batch-state = This batch has moved on: somebody else was faster. Open the page again to see where it stands.
conflict-batch-nobody = Nobody is left to be batched: whoever is eligible stands in a batch already, or nobody is.
conflict-batch-no-pay = It is not set yet what a session pays. The group settings have a field for it.
conflict-batch-not-exported = This batch was not handed to finance yet.
conflict-batch-dropped = This batch was given up: nobody is paid by it.
batch-reversed = { $amount } of it was turned back
conflict-payment-state = This payment was turned back already, or it was not made.
conflict-entry-payment = This is somebody’s pay. It is turned back on the page of payments.
refused-own-payment = Your own pay is in this batch. Another coordinator hands it on.
done-batch-made = The batch is made.
done-batch-exported = The batch is with finance. The list can be downloaded.
done-batch-exported-fewer = The batch is with finance. Some were let go, because they are no longer eligible.
done-batch-paid = The payments are booked.
done-batch-dropped = The batch is given up. Its people are free for another.
done-payment-reversed = The payment is turned back by a counter-entry.

budget-title = Budget
budget-lines = Lines of the budget
budget-line = Line
budget-line-space = Space
budget-line-catering = Catering
budget-line-sessional = Sessional pay
budget-line-mentor = Peer mentor’s pay
budget-planned = Planned
budget-committed = Committed
budget-spent = Spent
budget-free = Left
budget-sum = All lines
budget-book = Book an amount
budget-act = What
budget-act-plan = Plan
budget-act-commit = Commit
budget-act-release = Release
budget-act-spend = Spend what was committed
budget-amount = Amount
budget-amount-hint = In dollars: 350 or 350.50
budget-reason = Reason
budget-reason-hint = Needed when the line would go below zero.
fault-amount = Please write an amount in dollars, like 350 or 350.50.
ledger-title = Ledger
ledger-hint = No entry is ever changed. What was wrong is turned back by a counter-entry.
ledger-empty = Nothing is booked yet.
ledger-entry = Entry
ledger-when = When and by whom
ledger-counter = Counter-entry
ledger-reversed = Turned back
ledger-reverse = Turn back
account-funds = funds
account-free = left
account-committed = committed
account-spent = spent
done-booked = The amount is booked.
done-entry-reversed = The entry is turned back.
division-lede = All groups of this division that you keep or lead, together.
division-groups = Groups
division-group = planned { $planned } · committed { $committed } · spent { $spent }
home-batch = Pay batch { $number }
letter-batch-subject = Batch { $number } of { $group } waits to be paid
letter-batch-body =
    Dear { $name },

    batch { $number } of { $group } was handed over to you. Its file and the button that says that the money went are here:
    { $link }

letter-batch-off-subject = Batch { $number } of { $group } was given up
letter-batch-off-body =
    Dear { $name },

    batch { $number } of { $group }, which was handed over to you, was given up. Please pay nobody by its list: its people may stand in another batch.
    { $link }

letter-paid-subject = You were paid: { $group }
letter-paid-body =
    Dear { $name },

    { $amount } for the session of { $group } on { $day } was sent to you. Your bank may need some days. All your payments of the group:
    { $link }

letter-pay-reversed-subject = A payment was turned back: { $group }
letter-pay-reversed-body =
    Dear { $name },

    the payment of { $amount } for the session of { $group } on { $day } was turned back. Whoever coordinates the group can tell you why. All your payments of the group:
    { $link }

