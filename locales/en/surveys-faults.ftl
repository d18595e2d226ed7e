# What is wrong with an answer of a questionnaire. The field is the item.

fault-answer-needed = Please answer this question.
fault-answer-unknown = Please choose one of the answers offered.
fault-answer-number = Please write a number, for example 12 or 3.5.
fault-answer-whole = Please write a whole number.
fault-answer-at-least = Please write a number of at least { $min }.
fault-answer-at-most = Please write a number of at most { $max }.
fault-answer-too-long = This is too long: at most { $max } characters fit.
fault-answer-date = Please write the date as year-month-day, for example 2026-03-31.
