# Pourquoi une condition est remplie ou non (domain::gate). Les jours et les crédits arrivent en mots de cette langue.

gate-attended = Vous étiez là le { $day }, pendant { $minutes } minutes.
gate-marked-present = Votre présence du { $day } a été inscrite à la main.
gate-session-ahead = La séance a lieu le { $day }.
gate-session-cancelled = La séance du { $day } a été annulée.
gate-too-short = Vous étiez là pendant { $minutes } minutes; il en faut { $needed }.
gate-absent = Vous n’avez pas été vu à la séance du { $day }.
gate-marked-absent = Votre absence du { $day } a été inscrite à la main.
gate-accredited = L’agrément par { $body } couvre le { $day }.
gate-accreditation-awaited = L’agrément était encore attendu le { $day } et ne peut pas être donné après coup.
gate-before-accreditation = Le { $day } précède le début de l’agrément, le { $from }. Il n’est jamais rétroactif.
gate-after-accreditation = Le { $day } suit la fin de l’agrément, le { $to }.
gate-accredited-other = Agréée par { $body }, mais pour d’autres crédits ({ $kind }).
gate-not-accredited = Cette activité n’est pas agréée.
gate-profession-fits = Le crédit ({ $kind }) est destiné à votre profession.
gate-profession-other = Le crédit ({ $kind }) est destiné à d’autres professions; vous recevez une lettre de présence.
gate-minutes-count = { $minutes } minutes comptent.
gate-no-minutes = { $minutes } minutes ne suffisent pas pour un crédit.
gate-evaluation-filed = Votre évaluation de la séance est arrivée.
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
fault-accreditation-covers = Veuillez cocher au moins une chose qu’il couvre.
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

# Pages : crédits, documents, agrément.

gate-met = rempli
gate-open = reste à faire
gate-never = plus possible
credits-of-kind = { $credits } { $kind }
credit-kind-mainpro = { $n ->
    [one] crédit Mainpro+
   *[other] crédits Mainpro+
}
credit-kind-moc-1 = { $n ->
    [one] heure du MDC, section 1
   *[other] heures du MDC, section 1
}
credit-kind-moc-3 = { $n ->
    [one] heure du MDC, section 3
   *[other] heures du MDC, section 3
}
credit-kind-hours = { $n ->
    [one] heure de formation continue
   *[other] heures de formation continue
}

paper-certificate = Certificat de participation
paper-statement = Attestation de présence
paper-letter = Lettre de présence
paper-file-certificate = certificat
paper-file-statement = attestation-de-presence
paper-file-letter = lettre-de-presence
paper-whom = La présente confirme que { $whom },
paper-session = a participé à la séance « { $title } » de { $program } ({ $cohort }) le { $day }, dont { $minutes } minutes comptent.
paper-series = a participé à la série { $program } ({ $cohort }) du { $from } au { $day } : { $n } séances, { $minutes } minutes qui comptent.
paper-part = { $day } : { $title }, { $minutes } minutes qui comptent.
paper-looked-back = { $n ->
    [one] Le questionnaire de retour sur cette séance a été reçu le { $day }.
   *[other] Les questionnaires de retour sur ces séances ont été reçus, le dernier le { $day }.
}
paper-credits = { $credits } ({ $body }).
paper-credits-number = { $credits } ({ $body }, nᵒ { $number }).
paper-issued = Délivré par { $hub } le { $day }.
paper-serial = Nᵒ { $serial }
paper-replaces = Délivré de nouveau : remplace le nᵒ { $serial }, qui n’est plus valide.
paper-check = La validité de ce document se vérifie à { $address }

paper-pdf = Télécharger en PDF
paper-reissued = Ce document a été délivré de nouveau et en remplace un autre.
paper-revoked = révoqué
paper-revoked-on = Révoqué
paper-replaced = Il est remplacé par le
paper-revoke = Révoquer ce document
paper-revoke-go = Révoquer
paper-why = Motif
paper-why-hint = La personne titulaire le lit. La vérification publique dit seulement que le document est révoqué.
paper-again = Délivrer de nouveau
paper-again-lede = Un nouveau document avec un nouveau numéro, selon ce qui vaut maintenant. Il dit lequel il remplace.
paper-name-title = Votre nom à la vérification publique
paper-name-lede = Toute personne qui a le numéro d’un de vos documents peut vérifier s’il est valide. Votre nom n’y paraît que si vous l’acceptez; vous pouvez changer d’avis en tout temps.
paper-name-shown = Votre nom paraît.
paper-name-hidden = Votre nom ne paraît pas.
paper-name-show = Montrer mon nom
paper-name-hide = Cacher mon nom

papers-title = Certificats
papers-lede = Le système délivre les documents lorsque toutes les conditions sont remplies.
papers-not-set = Ce programme ne délivre encore aucun document. Tout commence par son agrément et ses règles :
papers-due = { $n ->
    [one] Un document est prêt à être délivré.
   *[other] { $n } documents sont prêts à être délivrés.
}
papers-waiting = { $n ->
    [one] Un autre est prêt. Il sera délivré deux heures après sa séance ou, si le questionnaire est une condition, à la fermeture de celui-ci, pour qu’il ne révèle la réponse de personne.
   *[other] { $n } autres sont prêts. Ils seront délivrés deux heures après leur séance ou, si le questionnaire est une condition, à la fermeture de celui-ci, pour qu’ils ne révèlent la réponse de personne.
}
papers-issue = Délivrer ce qui est prêt
papers-changed = { $n ->
    [one] Un document indique d’autres minutes que les présences actuelles. Ouvrez-le, révoquez-le avec le motif et délivrez-le de nouveau sur sa page.
   *[other] { $n } documents indiquent d’autres minutes que les présences actuelles. Ouvrez chacun d’eux, révoquez-le avec le motif et délivrez-le de nouveau sur sa page.
}
paper-changed = Présences modifiées depuis
papers-issued = Délivrés
papers-none = Les documents paraîtront ici lorsqu’une séance sera terminée et ses conditions remplies.
papers-name = Nom
papers-document = Document
done-papers-made = Les documents ont été délivrés.
done-papers-nothing = Rien n’est prêt à être délivré.

left-title = Ce qu’il me reste à faire
left-lede = Pour chaque séance de vos cohortes et groupes, et chaque appel : ce qu’il faut pour obtenir des crédits ou une preuve de vos heures, et ce qui est rempli.
left-none = Vous verrez ici, séance par séance, ce qu’il reste à faire pour vos certificats : dans les cohortes et les groupes où vous avez une place, dès que leur programme sera agréé.
left-no-sessions = Les séances de cette cohorte paraîtront ici lorsqu’elles seront à l’horaire.
left-series = La série entière
left-conditions = Conditions
left-issued = Délivré
left-revoked = Révoqué
left-used-up = L’agrément n’a plus de minutes pour vous
left-too-short = Vous avez été là moins longtemps que ce qui compte pour un crédit
left-all-met = Tout est rempli
left-coming = Tout est rempli; le document est en préparation
left-lost = Pas de document pour celle-ci
left-calls = Appels de la ligne de consultation
left-calls-lede = Un appel n’a pas de document à lui : ce que rapportent les appels est additionné par année dans votre relevé.
left-call-lost = Pas de crédit pour celui-ci
left-call-earned = { $n ->
    [0] Compté; l’agrément n’avait plus de minutes pour vous
    [one] Compté, avec une minute
   *[other] Compté, avec { $n } minutes
}
left-open = { $n ->
    [one] Reste une chose à faire
   *[other] Reste { $n } choses à faire
}
left-settles = Il est établi deux heures après la séance, pour que les présences puissent encore être corrigées :
left-waits = Il est délivré en même temps que ceux des autres, pour qu’il ne révèle la réponse de personne :

transcript-title = Mon relevé
transcript-span = du { $from } au { $to }
transcript-from = Premier jour
transcript-years = Années
transcript-show = Afficher
transcript-sums = Totaux
transcript-by-year = Par année
transcript-year = Année du { $day } : { $credits } en tout
transcript-no-credit = Aucun crédit pendant cette période.
transcript-papers = Documents
transcript-none = Vos certificats et vos lettres de cette période paraîtront ici. Ils sont délivrés lorsque toutes les conditions d’une séance sont remplies.
transcript-outside = { $n ->
    [one] Un autre document est hors de cette période.
   *[other] { $n } autres documents sont hors de cette période.
}
transcript-day = Jour
transcript-what = Quoi
transcript-minutes = Minutes
transcript-credits = Crédits
transcript-serial = Numéro
transcript-days = Jours
transcript-calls = Appels de la ligne de consultation
transcript-calls-lede = Les minutes d’une année sont additionnées, puis arrondies vers le bas; cette ligne en fait foi.
transcript-calls-n = { $n ->
    [one] un appel
   *[other] { $n } appels
}
transcript-calls-outside = { $n ->
    [one] Un autre appel se situe hors de cette période.
   *[other] { $n } autres appels se situent hors de cette période.
}
left-call-revoked = Révoqué
consult-earned-revoked = Ce que cet appel vous a donné a été révoqué :
transcript-csv = Télécharger en tableau (CSV)

check-title = Vérifier un document
check-lede = Tapez le numéro d’un certificat, d’une attestation ou d’une lettre délivrés ici. Vous saurez si le document est valide, pour quel programme et quand.
check-serial = Numéro
check-serial-hint = Comme il est imprimé : 7Q4M-0B2Z-K9TX-5WHC-3E. Les minuscules et les tirets manquants ne gênent pas.
check-go = Vérifier
check-valid = Valide.
check-valid-why = Ce document a été délivré ici et il tient.
check-revoked = Révoqué.
check-replaced = Un autre document, qui est valide, l’a remplacé. La personne à qui il a été délivré peut vous en donner le numéro.
check-revoked-why = Ce document a été délivré ici et n’est plus valide.
check-unknown = Inconnu.
check-unknown-why = Aucun document portant le numéro { $serial } n’a été délivré ici.
check-number = Numéro
check-document = Document
check-program = Programme
check-day = Jour de la séance, ou de la dernière
check-issued = Délivré le
check-name = Titulaire
check-no-name = Le nom ne paraît que si la personne titulaire l’accepte.
check-again = Il a été délivré de nouveau et remplace un document antérieur.
check-another = Vérifier un autre numéro

accreditation-title = Agrément et règles
accreditation-records = Agrément
accreditation-lede = Une séance, une soirée de petit groupe ou un appel donne des crédits un jour que couvre un agrément accordé pour cela : entre ses dates, et jamais avant la décision de l’organisme. Ce qui est en attente compte pour rien.
accreditation-none = Aucun agrément encore. Inscrivez ce que l’organisme a accordé, mot pour mot; d’ici là, rien n’est délivré avec crédits.
accreditation-new = Inscrire un agrément
accreditation-add = Inscrire l’agrément
accreditation-open = Ouvrir
accreditation-dates = Du { $from } au { $to }
accreditation-decided = accordé le { $day }
accreditation-awaited = en attente
accreditation-withdrawn = retiré à partir du { $day }
accreditation-number = nᵒ { $number }
accreditation-most = au plus { $minutes } minutes par personne
accreditation-revoked = { $n ->
    [one] l’un d’eux a été révoqué
   *[other] { $n } d’entre eux ont été révoqués
}
accreditation-issued = { $n ->
    [0] rien de délivré encore
    [one] un document délivré
   *[other] { $n } documents délivrés
}
accreditation-stands = { $n ->
    [one] Un document repose sur cet agrément.
   *[other] { $n } documents reposent sur cet agrément.
}
accreditation-stands-calls = { $n ->
    [one] Un appel a donné des crédits sous celui-ci.
   *[other] { $n } appels ont donné des crédits sous celui-ci.
}
accreditation-stands-so = Il reste donc tel quel : retirez-le, ou inscrivez-en un autre.
accreditation-calls = { $n ->
    [one] un appel crédité
   *[other] { $n } appels crédités
}
accreditation-covers = Ce qu’il couvre
accreditation-covers-hint = Ce pour quoi l’organisme l’a accordé. Rien d’autre ne donne de crédits sous lui.
accreditation-covers-told = Pour : { $what }
activity-of-sessions = séances de cohortes
activity-of-groups = petits groupes
activity-of-calls = appels de la ligne de consultation
accreditation-body = Organisme
accreditation-body-hint = Par exemple CMFC ou Collège royal.
accreditation-kind = Genre de crédit
accreditation-statement = Énoncé
accreditation-statement-fr = Énoncé en français
accreditation-statement-fr-hint = Les mots mêmes de l’organisme en français. Les documents en français les portent; sans eux, ils portent ceux ci-dessus.
accreditation-statement-hint = Les mots exacts que demande l’organisme. Ils sont imprimés tels quels.
accreditation-number-field = Numéro de l’organisme
accreditation-most-field = Nombre maximal de minutes par personne
accreditation-most-hint = Laissez vide s’il n’y a pas de maximum.
accreditation-decided-field = Décidé le
accreditation-decided-hint = Laissez vide tant que la décision est attendue.
accreditation-from = Premier jour
accreditation-to = Dernier jour
accreditation-withdraw = Retirer
accreditation-withdraw-lede = À partir de ce jour, il ne couvre plus rien. Les documents délivrés restent tels quels.
accreditation-withdrawn-field = Retiré à partir du
accreditation-why = Motif
accreditation-withdraw-go = Retirer l’agrément

rules-title = Règles
rules-lede = Les règles valent à partir d’un jour. Une version n’est jamais modifiée : la suivante commence plus tard, et les séances d’avant gardent la leur.
rules-none = Aucune règle encore : d’ici là, une heure vaut un crédit par tranches de 15 minutes, pour toutes les professions, et chaque séance a son document.
rules-partial = Crédits selon la part de la série qui est faite
rules-partial-hint = Pour un document par série. Une rangée par ligne, la plus exigeante d’abord : séances suivies, questionnaires ou formulaires remis, crédits par heure. « 2 2 3 » au-dessus de « 1 0 2 » donne trois crédits par heure pour deux séances et deux questionnaires, et sinon deux. Avec des rangées ici, le champ ci-dessus ne compte pas.
rules-partial-told = à partir de { $sessions ->
    [one] une séance
   *[other] { $sessions } séances
} et de { $tools ->
    [0] zéro questionnaire
    [one] un questionnaire
   *[other] { $tools } questionnaires
}, une heure vaut { $credits }
rules-partial-else = qui en fait moins n’obtient rien
fault-rules-partial-line = Chaque ligne contient trois nombres : séances, questionnaires, crédits par heure. Cette ligne n’en est pas une : « { $line } ».
fault-rules-partial-rows = Veuillez écrire au plus { $max } rangées.
fault-rules-partial-series = Des crédits selon la part faite demandent un seul document pour la série : celui d’une séance est délivré avant qu’on sache combien suivront.
rules-unnamed = Personnes qui ont une place et dont ces règles ne nomment pas la profession : { $professions }. Les professions sont comparées telles qu’elles sont écrites. Si l’une d’elles est une profession que vous avez nommée, dans une autre langue ou avec une autre graphie, nommez-la aussi ainsi dans une nouvelle version.
rules-new = Écrire la version suivante
rules-add = Ajouter cette version
rules-now = en vigueur
rules-from = À partir du { $day }
rules-from-field = À partir du
rules-from-hint = Pas avant aujourd’hui, sauf pour les premières règles.
rules-per = Un document pour
rules-per-session = chaque séance a son document
rules-per-series = un seul document pour toute la série
rules-least = Séances qui font une série
rules-least-hint = Seulement s’il y a un document pour la série. Laissez vide pour toutes.
rules-least-told = { $n ->
    [one] une séance fait une série
   *[other] { $n } séances font une série
}
rules-hour = Crédits par heure
rules-hour-hint = Par exemple 1 ou 1,5.
rules-hour-told = une heure vaut { $credits }
rules-step = Les minutes se comptent par tranches de
rules-minutes = { $n ->
    [one] une minute
   *[other] { $n } minutes
}
rules-rounding = Une tranche entamée
rules-rounding-down = ne compte pas
rules-rounding-nearest = compte à partir de sa moitié
rules-step-down = tranches de { $step } minutes; le reste ne compte pas
rules-step-nearest = tranches de { $step } minutes; une tranche compte à partir de sa moitié
rules-counting = Ce qui compte
rules-counting-minutes = les minutes de présence, sans les pauses
rules-counting-whole = tout le contenu, pour chaque personne considérée comme présente
rules-most = Nombre maximal de minutes qui comptent pour une séance ou un appel
rules-most-told = au plus { $minutes } minutes comptent pour une séance ou un appel
rules-evaluation = L’évaluation de la séance est une condition
rules-evaluation-hint = Les documents sont alors délivrés tous ensemble à la fermeture du questionnaire : délivré aussitôt, un document dirait qui a répondu quand.
rules-plan = Dans les petits groupes, le plan d’action est aussi une condition
rules-plan-hint = Sinon, le certificat n’attend que le questionnaire, et le plan n’ouvre que le paiement.
rules-plan-told = dans les petits groupes, le plan d’action est une condition du certificat
rules-evaluation-told = l’évaluation de la séance est une condition
rules-evaluation-not = l’évaluation d’une séance n’est pas une condition (dans un petit groupe, le regard en arrière deux mois plus tard en est toujours une)
rules-professions = Professions auxquelles le crédit est destiné
rules-professions-hint = Une par ligne, comme les gens l’écrivent dans leur profil. Vide pour toutes. Les autres reçoivent une lettre de présence.
rules-professions-told = le crédit est destiné à : { $professions }; les autres reçoivent une lettre de présence
rules-everybody = le crédit est destiné à toutes les professions
rules-statements = Professions qui reçoivent une attestation de présence
rules-statements-hint = Pharmaciens et pharmaciennes : leur document ne peut pas s’appeler un certificat.
rules-statements-told = une attestation de présence pour : { $professions }

publish-title = Avant de l’annoncer comme agréée
publish-lede = Toutes les personnes qui planifient ou qui parlent ont déclaré leurs intérêts depuis moins de deux ans, et au moins un quart du contenu est interactif.
publish-open = Les deux sont remplis : la séance peut être annoncée comme agréée.
publish-closed = Il manque encore quelque chose.
publish-minutes = { $interactive } des { $content } minutes de contenu sont cas, questions ou recommandations. Les pauses ne sont pas du contenu.
publish-people = Qui planifie et qui parle
publish-nobody = Personne n’est encore nommé. Inscrivez ici toutes les personnes qui planifient ou qui parlent.
publish-add = Ajouter quelqu’un
publish-change = Modifier
publish-remove = Retirer { $name } de cette liste
publish-role = Ce que la personne fait
publish-role-speaker = parle
publish-role-planner = planifie
publish-body = Déclaration d’intérêts
publish-body-hint = Telle qu’elle l’a écrite; « Aucun » est aussi une déclaration. Laissez vide tant qu’elle est attendue. Les membres de la cohorte la lisent.
publish-filed = Reçue le
publish-filed-hint = Laissez vide pour aujourd’hui.
publish-filed-on = déclaré le { $day }
publish-awaited = attendue

fault-serial = Ce n’est pas un de nos numéros : un caractère a été mal tapé. Veuillez le comparer avec le document.
fault-filed-ahead = Ce jour est à venir.
fault-rules-past = Les règles ne peuvent pas remonter dans le temps : choisissez aujourd’hui ou un jour plus tard.
fault-credits-hour = Veuillez écrire des crédits comme 1 ou 0,75, jusqu’à 10.
fault-professions = Au plus 60 lignes de 200 caractères.
conflict-accreditation-changed = Quelqu’un a modifié cet agrément entre-temps. Veuillez le regarder de nouveau.
conflict-accreditation-used = Un document ou un appel repose sur cet agrément; il reste donc tel quel. Retirez-le, ou inscrivez-en un autre.
conflict-accreditation-withdrawn = Cet agrément est déjà retiré.
conflict-disclosures-many = Une séance compte au plus 40 personnes qui planifient ou qui parlent.
gone-certificate-revoked = Ce document a été révoqué; il ne s’imprime plus.

# Lettres sur les documents. Aucune ne dit ce que dit le document.

letter-call-revoked-subject = Ce qu’un appel vous a donné est révoqué : { $program }
letter-call-revoked-body =
    Bonjour { $name },

    ce qu’un appel de « { $program } » vous a donné ne compte plus. La page de l’appel dit pourquoi :
    { $link }

    Si vous pensez qu’il s’agit d’une erreur, veuillez écrire à la coordination de votre programme.
letter-paper-subject = Votre document est délivré : { $program }
letter-paper-body =
    Bonjour { $name },

    votre document pour « { $program } » est délivré, sous le numéro { $serial }. Vous pouvez le lire et le télécharger ici :
    { $link }

    Il figure aussi dans votre relevé.
letter-paper-again-subject = Votre document est délivré de nouveau : { $program }
letter-paper-again-body =
    Bonjour { $name },

    votre document pour « { $program } » est délivré de nouveau, sous le numéro { $serial }. Il indique celui qu’il remplace :
    { $link }
letter-paper-revoked-subject = Un de vos documents est révoqué : { $program }
letter-paper-revoked-body =
    Bonjour { $name },

    votre document nᵒ { $serial } pour « { $program } » n’est plus valide. Sa page dit pourquoi :
    { $link }

    Si vous pensez qu’il s’agit d’une erreur, veuillez écrire à la coordination de votre programme.
