# What is wrong in an imported file. Each stands beside its line and column; $value is what the cell holds, $column its heading.

## The file as a whole
fault-row-file-size = The file is too large.
fault-row-file-workbook = This is a workbook of a spreadsheet program. Save the sheet as CSV there, and choose that file.
fault-row-file-lines = The file has too many lines.
fault-row-file-empty = The file is empty.
fault-row-file-layout = This is not a report we can read. Please choose the file as Zoom, Teams, Google Meet or REDCap saved it.
fault-row-unreadable = This line cannot be read.

## Columns and rows
fault-row-column-missing = The column “{ $column }” is missing.
fault-row-column-twice = This column is there twice.
fault-row-column-unknown = We do not know this column.
fault-row-too-many-cells = This row has more cells than the heading. Perhaps a text with a comma lacks its quotation marks.
fault-row-empty = This must not be empty.
fault-row-too-long = This is too long: at most 200 characters fit.

## People
fault-row-email = “{ $value }” is not an e-mail address.
fault-row-repeated = This address is already on an earlier row.
fault-row-yes-no = “{ $value }” should be yes or no.
fault-row-language = “{ $value }” should be en or fr.

## Scores before and after
fault-row-paired-header = The first line should name the columns: participant, pre, post; or participant, timepoint, score.
fault-row-paired-timepoint = “{ $value }” is not a moment we know: write pre or post.
fault-row-participant-twice = This participant is already on an earlier row.
fault-row-moment-twice = This participant already has a score at this moment on an earlier row.
fault-row-score = “{ $value }” is not a number. Leave the cell empty where a score is missing.
fault-row-decimal-comma = “{ $value }” has a decimal comma. Write a point, or separate the columns with semicolons or tabs.

## Attendance
fault-row-time = “{ $value }” is not a time we can read.
fault-row-duration = “{ $value }” is not a duration we can read.

## Data dictionary
fault-row-field-name = “{ $value }” cannot be a variable name: use lower-case letters, digits and _, starting with a letter.
fault-row-field-twice = The variable “{ $value }” is there twice.
fault-row-type = We do not know the field type “{ $value }”.
fault-row-left-out = “{ $value }” is calculated or holds a file; it is left out.
fault-row-choices = The choices should look like 1, Label | 2, Label, each code once.
fault-row-number = This limit should be a number, the smaller one first.
fault-row-branching = We cannot read this branching logic.
fault-row-branching-field = The branching logic asks about “{ $value }”, which is not in this form.
fault-row-matrix-kind = Only questions with choices can be rows of the matrix “{ $value }”.
fault-row-matrix-choices = The rows of the matrix “{ $value }” should all offer the same choices.

## Responses
fault-row-form-unknown = We do not know the form “{ $value }”.
fault-row-other-form = This row is about another form, so this cell should be empty.
fault-row-instance = The repeat instance should be a whole number from 1.
fault-row-complete = The form’s state should be 0, 1 or 2.
fault-row-response-twice = This record already has a response to this form at this moment.
fault-row-answer-unknown = “{ $value }” is not one of the answers offered.
fault-row-answer-number = “{ $value }” is not a number.
fault-row-answer-whole = “{ $value }” is not a whole number.
fault-row-answer-at-least = “{ $value }” is below the smallest value allowed.
fault-row-answer-at-most = “{ $value }” is above the largest value allowed.
fault-row-answer-too-long = This answer is too long.
fault-row-answer-date = “{ $value }” is not a date of the form 2026-03-31.
