# Pourquoi une condition est remplie ou non (domain::gate). Les jours et les crédits arrivent en mots de cette langue.

gate-attended = Vous étiez là le { $day }, pendant { $minutes } minutes.
gate-marked-present = Votre présence du { $day } a été inscrite à la main.
gate-session-ahead = La séance a lieu le { $day }.
gate-session-cancelled = La séance du { $day } a été annulée.
gate-too-short = Vous étiez là pendant { $minutes } minutes; il en faut { $needed }.
gate-absent = Vous n’avez pas été vu à la séance du { $day }.
gate-marked-absent = Votre absence du { $day } a été inscrite à la main.
gate-accredited = Agréée par { $body } le { $day }.
gate-accreditation-awaited = L’agrément était encore attendu le { $day } et ne peut pas être donné après coup.
gate-before-accreditation = Le { $day } précède le début de l’agrément, le { $from }. Il n’est jamais rétroactif.
gate-after-accreditation = Le { $day } suit la fin de l’agrément, le { $to }.
gate-not-accredited = Cette activité n’est pas agréée.
gate-profession-fits = Le crédit ({ $kind }) est destiné à votre profession.
gate-profession-other = Le crédit ({ $kind }) est destiné à d’autres professions; vous recevez une lettre de présence.
gate-minutes-count = { $minutes } minutes comptent.
gate-no-minutes = { $minutes } minutes ne suffisent pas pour un crédit.
gate-evaluation-filed = Votre évaluation est arrivée le { $day }.
gate-evaluation-missing = Veuillez évaluer la séance.
gate-plan-submitted = Vous avez remis votre plan d’action le { $day }.
gate-plan-missing = Veuillez écrire un plan d’action.
gate-plan-draft = Votre plan d’action est un brouillon. Remettez-le quand il est prêt.
gate-plan-sent-back = Votre plan d’action est revenu avec une question.
gate-plan-withdrawn = Vous avez retiré votre plan d’action.
gate-activity-named = { $count ->
    [one] Votre plan nomme une activité d’amélioration de la qualité.
   *[other] Votre plan nomme { $count } activités d’amélioration de la qualité.
}
gate-activity-missing = Liez votre plan à au moins une activité d’amélioration de la qualité.
gate-plan-approved = Votre plan a été approuvé le { $day }.
gate-plan-not-approved = Votre plan attend l’approbation.
gate-questionnaire-received = Votre questionnaire est arrivé le { $day }.
gate-questionnaire-opens = Le questionnaire s’ouvre le { $day }.
gate-questionnaire-open = Le questionnaire est ouvert depuis le { $day }.
gate-series-held = La dernière séance a eu lieu le { $day }.
gate-series-runs = { $left ->
    [one] Une séance est encore à venir.
   *[other] { $left } séances sont encore à venir.
}
gate-sessions-done = { $have } séances sur { $need } sont faites.
gate-sessions-missing = { $have } séances sur { $need } sont faites pour l’instant.
gate-call-held = L’appel du { $day } a duré { $minutes } minutes.
gate-call-not-held = Il n’y a pas eu d’appel, ou il est en cours.
gate-call-empty = L’appel a duré moins d’une minute.
gate-call-closed = Le médecin de garde a clos l’appel.
gate-call-not-closed = Le médecin de garde n’a pas encore clos l’appel.
gate-close-out-filed = Vous avez clos l’appel de votre côté.
gate-close-out-missing = Veuillez clore l’appel de votre côté : cinq touches.
gate-reflected = Vous avez écrit ce que vous avez appris et ce que vous ferez.
gate-reflection-missing = { $have } réflexions sur { $need } sont écrites.
gate-feedback-given = Vous avez donné une rétroaction.
gate-feedback-missing = Veuillez donner une rétroaction à l’autre personne.
gate-follow-up-given = Vous avez dit le { $day } ce qui s’est passé.
gate-follow-up-opens = Le { $day }, on vous demandera ce qui s’est passé.
gate-follow-up-open = Que s’est-il passé? La question est posée depuis le { $day }.
gate-teaching-earns = Répondre aux appels donne des crédits sur ce parcours.
gate-teaching-earns-none = Répondre aux appels ne donne pas de crédit sur ce parcours.
gate-all-disclosed = { $count ->
    [one] La personne qui planifie et parle a déclaré ses intérêts.
   *[other] Les { $count } personnes qui planifient ou parlent ont déclaré leurs intérêts.
}
gate-disclosure-missing = { $count ->
    [one] Une déclaration d’intérêts manque ou date de plus de deux ans.
   *[other] { $count } déclarations d’intérêts manquent ou datent de plus de deux ans.
}
gate-interactive-enough = { $share } % du contenu est interactif (il en faut { $need } %).
gate-interactive-short = Seulement { $share } % du contenu est interactif; il en faut { $need } %.
gate-agreed = Accord donné le { $day }.
gate-not-agreed = L’accord manque.

# Ce qui ne va pas dans les règles et les agréments.

fault-rules-none = Un programme a besoin d’au moins une version de ses règles.
fault-rules-order = Chaque version doit commencer après la précédente.
fault-rules-months = Veuillez choisir entre 1 et { $max } mois.
fault-rules-sessions = Il faut au moins une séance, ou laissez vide pour toutes.
fault-rules-step = Les minutes se comptent par pas qui divisent une heure : 1, 5, 10, 15, 20, 30 ou 60.
fault-rules-inexact = { $rate } centièmes par heure, par pas de { $step } minutes, ne feraient pas des centièmes entiers de crédit.
fault-rules-cap = Le maximum doit valoir au moins un pas de { $step } minutes.
fault-rules-partial = Chaque ligne doit demander moins et donner moins que la ligne au-dessus.
fault-accreditation-ends-first = Le dernier jour précède le premier.
fault-accreditation-retroactive = L’agrément ne peut pas commencer avant d’être décidé.
fault-accreditation-no-minutes = Au moins une minute, ou laissez vide s’il n’y a pas de maximum.

# Ce qui ne peut pas se faire.

refused-certificate-closed = Il manque encore quelque chose pour ce certificat; la page dit quoi.
refused-certificate-not-now = C’est déjà fait, ou il n’y a pas de certificat auquel le faire.
refused-certificate-reason = Veuillez écrire une raison.
refused-ledger-amount = Veuillez écrire un montant supérieur à zéro.
refused-ledger-paid = Cette personne a déjà été payée pour cette séance.
refused-ledger-unknown = Cette écriture n’est pas dans le registre.
refused-ledger-counter = Une contre-écriture ne s’annule pas. Inscrivez le montant de nouveau.
refused-ledger-reversed = Cette écriture a déjà été annulée.
refused-ledger-reason = Veuillez écrire une raison.
refused-ledger-committed = C’est plus que ce qui était engagé sur cette ligne.
refused-ledger-budget = La ligne descendrait sous zéro. Écrivez une raison s’il le faut.
