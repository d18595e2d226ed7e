# L’argent des petits groupes.

payments-title = Paiements
payments-mine = Mes paiements
payments-mine-empty = Ce qui vous est versé pour les séances de ce groupe apparaîtra ici.
payments-sum = Versé en tout
payments-count = Paiements
payments-eligible = À payer maintenant
payments-eligible-none = Personne n’attend de paiement. Qui était présent et a remis un plan lié à une activité apparaîtra ici.
payments-no-pay = Le paiement d’une séance n’est pas encore fixé.
payments-batch = Tout mettre dans un lot
payments-reason = Motif
payments-reason-hint = Nécessaire seulement si la ligne passerait sous zéro.
batches-title = Lots
batches-empty = Aucun lot n’a encore été fait.
batch-n = Lot { $n }
batch-state-open = Ouvert
batch-state-exported = Aux finances
batch-state-paid = Payé
batch-state-dropped = Abandonné
batch-export = Remettre aux finances
batch-file = Liste (CSV)
batch-pay = L’argent est parti
batch-drop = Abandonner ce lot
payment-own = Le vôtre : quelqu’un d’autre le met dans un lot
payment-amount = Montant
payment-state = État
payment-state-batched = Dans un lot
payment-state-paid = Payé
payment-state-reversed = Contre-passé
payment-state-dropped = Laissé
payment-flagged = Le plan a été retiré après le paiement. Rien n’est repris.
payment-reverse = Contre-passer
payment-reverse-reason = Pourquoi
conflict-batch-state = Ce lot a avancé : quelqu’un a été plus rapide. Rouvrez la page pour voir où il en est.
conflict-batch-nobody = Il ne reste personne à mettre dans un lot : les personnes admissibles y sont déjà, ou il n’y en a pas.
conflict-batch-no-pay = Le paiement d’une séance n’est pas encore fixé. Les réglages du groupe ont un champ pour cela.
conflict-batch-not-exported = Ce lot n’a pas encore été remis aux finances.
conflict-batch-dropped = Ce lot a été abandonné : personne n’est payé par lui.
batch-reversed = dont { $amount } contre-passés
conflict-payment-state = Ce paiement est déjà contre-passé, ou n’a pas été fait.
conflict-entry-payment = C’est le paiement de quelqu’un. Il se contre-passe sur la page des paiements.
refused-own-payment = Votre propre paiement est dans ce lot. Une autre personne de la coordination le remet.
done-batch-made = Le lot est fait.
done-batch-exported = Le lot est aux finances. La liste peut être téléchargée.
done-batch-exported-fewer = Le lot est aux finances. Certains paiements ont été laissés, car ils ne sont plus admissibles.
done-batch-paid = Les paiements sont inscrits.
done-batch-dropped = Le lot est abandonné. Ses personnes sont libres pour un autre.
done-payment-reversed = Le paiement est contre-passé.

budget-title = Budget
budget-lines = Lignes du budget
budget-line = Ligne
budget-line-space = Locaux
budget-line-catering = Repas
budget-line-sessional = Paiement des séances
budget-line-mentor = Paiement du mentor
budget-planned = Prévu
budget-committed = Engagé
budget-spent = Dépensé
budget-free = Reste
budget-sum = Toutes les lignes
budget-book = Inscrire un montant
budget-act = Quoi
budget-act-plan = Prévoir
budget-act-commit = Engager
budget-act-release = Libérer
budget-act-spend = Dépenser ce qui est engagé
budget-amount = Montant
budget-amount-hint = En dollars : 350 ou 350,50
budget-reason = Motif
budget-reason-hint = Nécessaire si la ligne passerait sous zéro.
fault-amount = Veuillez écrire un montant en dollars, comme 350 ou 350,50.
ledger-title = Grand livre
ledger-hint = Aucune écriture n’est jamais modifiée. Ce qui était faux est contre-passé.
ledger-empty = Rien n’est encore inscrit.
ledger-entry = Écriture
ledger-when = Quand et par qui
ledger-counter = Contre-écriture
ledger-reversed = Contre-passée
ledger-reverse = Contre-passer
account-funds = fonds
account-free = reste
account-committed = engagé
account-spent = dépensé
done-booked = Le montant est inscrit.
done-entry-reversed = L’écriture est contre-passée.
division-lede = Tous les groupes de cette division dont vous avez la charge, ensemble.
division-groups = Groupes
division-group = prévu { $planned } · engagé { $committed } · dépensé { $spent }
home-batch = Payer le lot { $number }
letter-batch-subject = Le lot { $number } de { $group } attend d’être payé
letter-batch-body =
    Bonjour { $name },

    le lot { $number } de { $group } vous a été remis. Son fichier et le bouton qui dit que l’argent est parti se trouvent ici :
    { $link }

letter-batch-off-subject = Le lot { $number } de { $group } a été abandonné
letter-batch-off-body =
    Bonjour { $name },

    le lot { $number } de { $group }, qui vous avait été remis, a été abandonné. Ne payez personne d’après sa liste : ses personnes peuvent figurer dans un autre lot.
    { $link }

letter-paid-subject = Un paiement vous a été envoyé : { $group }
letter-paid-body =
    Bonjour { $name },

    { $amount } vous ont été envoyés pour la séance de { $group } du { $day }. Votre banque peut prendre quelques jours. Tous vos paiements du groupe :
    { $link }

letter-pay-reversed-subject = Un paiement a été contre-passé : { $group }
letter-pay-reversed-body =
    Bonjour { $name },

    le paiement de { $amount } pour la séance de { $group } du { $day } a été contre-passé. La coordination du groupe peut vous dire pourquoi. Tous vos paiements du groupe :
    { $link }

