# The figures of a cohort.

dash-title = Dashboard
dash-dates = { $from } to { $to }
dash-both = people answered both times: before the first session and again { $at }.
dash-both-few = Fewer than five people have answered both times. Their figures appear here from five pairs on.
dash-both-none = Nobody could answer a second time yet. Once a second form has closed, this page shows how many people answered both times, and what changed.
dash-no-names = There is no name on this page, no code, no free text and no score of one person. Small numbers are withheld.
dash-file = Take the numbers as a file (CSV)
dash-numbers = See the numbers
dash-few = fewer than 5
dash-at-least = { $n } or more
dash-so-far = { $n } or more so far
dash-so-far-few = fewer than 5 so far
dash-withheld = withheld
dash-not-yet = not yet
dash-share-at-least = { $share } or more
dash-share-under = under { $share }
dash-when = When
dash-form = Form
dash-invited = Asked
dash-answered = Answered
dash-share = Share
dash-paired = Answered here and at the start
dash-waves = Who answered
dash-waves-caption = Each form: how many were asked, and how many answered in time and to the end
dash-waves-none = No form is planned yet. The coordinator plans them on the page Surveys.

## Attendance
dash-attendance = Attendance
dash-attendance-chart = People in each session held
dash-places = People with a place
dash-left = People who left
dash-mean-sessions = Sessions attended per person
dash-sessions-none = When a session has been held, this shows how many people were there.
dash-sessions-unread = { $n ->
    [one] Of one session held, nothing is known yet of who was there: it is left out of the mean and the distribution.
   *[other] Of { $n } sessions held, nothing is known yet of who was there: they are left out of the mean and the distribution.
}
dash-not-read = not known yet
dash-session = Session { $k }
dash-session-head = Session
dash-present = Present
dash-of = { $n } of { $all }
dash-spread = How often people came
dash-spread-none = How often each person came is withheld: beside the sessions’ counts, it would tell of fewer than five people.
dash-sessions-attended = Sessions attended
dash-people = People
dash-times = { $n ->
    [0] none
    [one] 1 session
   *[other] { $n } sessions
 }
dash-times-range = { $low }–{ $high } sessions

## Change
dash-change = Paired change
dash-change-lede = The same people before and after. A difference above zero means a higher score after; the line is its 95% interval.
dash-change-chart = { $scale }: mean change with its 95% interval
dash-change-few = Fewer than five people answered both times, so nothing is shown.
dash-change-not-yet = The second form has not closed, so there is nothing to compare yet.
dash-change-alike = { $n } people answered both times, and so much alike that the figures would tell what each of them answered. They are withheld.
dash-scales-none = The figures appear here when a form with a scale has been answered.
dash-scale-about = Mean of { $items } questions, from { $min } to { $max }.
dash-question-about = One question, from { $min } to { $max }.
dash-from-to = From before the first session to: { $to }.
dash-sessions-change = Before and after each session
dash-sessions-change-none = When the same question has been answered before and after a session, its change appears here.
dash-said-change = { $n } people answered both times. Mean before { $before } (SD { $sdbefore }), after { $after } (SD { $sdafter }); difference { $difference }, 95% interval { $low } to { $high }.
dash-said-t = Student’s paired t test: t({ $df }) = { $t }, { $p }.
dash-said-wilcoxon-exact = Wilcoxon’s signed-rank test, exact: { $sums ->
    [shown] W+ = { $plus }, W− = { $minus }, { $p }.
   *[withheld] { $p }.
}
dash-said-wilcoxon-normal = Wilcoxon’s signed-rank test, normal approximation: { $sums ->
    [shown] W+ = { $plus }, W− = { $minus }, { $p }.
   *[withheld] { $p }.
}
dash-said-effect = Effect sizes: Cohen’s d_z = { $dz } (in standard deviations of the differences), d_av = { $dav } (in the average standard deviation), Hedges’ g_av = { $gav } (d_av, corrected for small samples).
dash-interval = { $difference } ({ $low } to { $high })
dash-figure = Figure
dash-value = Value
dash-fig-n = Pairs (n)
dash-fig-mean-before = Mean before
dash-fig-sd-before = Standard deviation before
dash-fig-mean-after = Mean after
dash-fig-sd-after = Standard deviation after
dash-fig-difference = Mean difference
dash-fig-low = 95% interval, low end
dash-fig-high = 95% interval, high end
dash-fig-t = t (Student, paired)
dash-fig-df = Degrees of freedom
dash-fig-p = p of t
dash-fig-w-plus = W+ (Wilcoxon, ranks of the rises)
dash-fig-w-minus = W− (Wilcoxon, ranks of the falls)
dash-fig-p-exact = p of Wilcoxon, exact
dash-fig-p-normal = p of Wilcoxon, normal approximation
dash-fig-d-z = d_z (Cohen)
dash-fig-d-av = d_av
dash-fig-g-av = g_av (Hedges)
dash-n = n
dash-before = Before
dash-after = After
dash-difference-interval = Difference (95% interval)
dash-t-p = Student’s paired t
dash-wilcoxon-p = Wilcoxon p
dash-g-av = Hedges’ g_av
dash-note-no-pairs = Nobody has both a score before and a score after, so there is nothing to compare.
dash-note-one-pair = Only one person has both scores: one pair has no spread, so there is no test, interval or effect size.
dash-note-two-pairs = With two pairs the small-sample correction does not exist, so g_av is not given.
dash-note-no-variance = Everybody changed by the same amount, so t, its p, the interval and d_z do not exist.
dash-note-all-zero = Nobody’s score changed, so there is nothing to rank and the Wilcoxon test does not exist.
dash-note-no-spread = Everybody had the same score before and everybody the same after, so d_av and g_av do not exist.
dash-note-too-large = Some figures are too large to be written as numbers and are not given.

## Ladder
dash-ladder = From Novice to Expert
dash-ladder-none = When the ladder has been answered a second time, this shows how many people stood on each level before and after.
dash-ladder-chart = Where people stood, before and after
dash-ladder-desc = For each domain two bars, before and after, made of the people on each level from lowest to highest. What is withheld is one piece at the end. The numbers are in the table below.
dash-ladder-note = Levels, moves and transitions are shown as far as they do not tell a number of fewer than five people. The ladder has no mean: it would tell the counts that are withheld.
dash-moves = Who moved up, stayed, moved down
dash-domain = Domain
dash-up = Up
dash-same = Same level
dash-down = Down
dash-from-level = From (rows) to (columns)
dash-all = All
dash-transitions = { $domain }: from level to level
dash-rung-novice = Novice
dash-rung-advanced-beginner = Advanced beginner
dash-rung-competent = Competent
dash-rung-proficient = Proficient
dash-rung-expert = Expert

## Methods
dash-methods = How these figures are made
dash-method-pairs = Only people who answered both times are in a paired figure, and its n stands beside it. Late and unfinished answers are kept apart.
dash-method-t = Paired t test: Student, The probable error of a mean, Biometrika 6 (1908). The interval is mean ± t × SD / √n.
dash-method-wilcoxon = Signed-rank test: Wilcoxon, Individual comparisons by ranking methods, Biometrics Bulletin 1 (1945). People without a change are left out; up to 50 pairs p is counted exactly, ties and all; above, by the normal approximation.
dash-method-d = Effect sizes d_z and d_av: Cohen, Statistical Power Analysis (1988); names as in Lakens, Frontiers in Psychology 4 (2013).
dash-method-g = g_av: d_av with Hedges’ exact gamma correction for small samples, Journal of Educational Statistics 6 (1981).
dash-method-ladder = The ladder’s levels: Dreyfus and Dreyfus (1980); Benner, From Novice to Expert (1984).
dash-method-small = Figures of fewer than five pairs and counts of one to four people are withheld, and others with them from which they could be worked out. A count that leaves one to four people out is told as “or more”. The sums of ranks (W+, W−) are withheld where one to four people rose, fell or stayed as they were.
dash-method-frozen = Answers enter these figures when their form has closed. While it is open, answers are counted in fives.
