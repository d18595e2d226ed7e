# Ce qui ne va pas dans une réponse à un questionnaire. Le champ est la question.

fault-answer-needed = Veuillez répondre à cette question.
fault-answer-unknown = Veuillez choisir l’une des réponses offertes.
fault-answer-number = Veuillez écrire un nombre, par exemple 12 ou 3,5.
fault-answer-whole = Veuillez écrire un nombre entier.
fault-answer-at-least = Veuillez écrire un nombre d’au moins { $min }.
fault-answer-at-most = Veuillez écrire un nombre d’au plus { $max }.
fault-answer-too-long = Ce texte est trop long : il peut compter au plus { $max } caractères.
fault-answer-date = Veuillez écrire la date sous la forme année-mois-jour, par exemple 2026-03-31.
