# Questionnaires.

surveys-title = Questionnaires
surveys-lede = De courts formulaires avant et après les séances. Ils montrent si le fait d’apprendre ensemble est utile.
surveys-privacy = Vos réponses sont conservées sous un code. Personne ici ne voit votre nom à côté d’elles; seule la clé de la personne chargée de l’évaluation, gardée hors de la base de données, relie vos réponses dans le temps.
surveys-open = Ouverts maintenant
surveys-coming = À venir
surveys-closed = Fermés
surveys-none = Aucun formulaire ne vous attend. Dès qu’un formulaire ouvrira, vous le trouverez ici et dans votre courriel.
surveys-none-planned = Rien n’est encore planifié. Importez d’abord les formulaires, puis planifiez-les pour cette cohorte.
surveys-all = Tous les formulaires de cette cohorte
surveys-answer = Répondre maintenant
surveys-answer-late = Répondre en retard
surveys-opens = ouvre le { $at }
surveys-closes = ferme le { $at }
surveys-closed-at = fermé depuis le { $at }
surveys-off = sa séance est annulée
surveys-answered = Répondu
surveys-not-answered = Sans réponse
surveys-state-open = Ouvert
surveys-state-coming = À venir
surveys-state-late = Fermé
surveys-state-closed = Fermé
surveys-at-baseline = Avant la première séance
surveys-at-before = Avant la séance { $k }
surveys-at-after = Après la séance { $k }
surveys-at-completion = À la fin
surveys-col-when = Moment
surveys-col-form = Formulaire
surveys-col-window = Ouverture
surveys-col-state = État
surveys-col-answered = Réponses
surveys-col-name = Nom
surveys-col-mailed = Dernière lettre
surveys-imported = et { $n } venues d’un fichier
surveys-of = { $answered } sur { $invited }
surveys-manage = Pour la coordination
surveys-go-instruments = Formulaires et versions
surveys-go-plan = Planification
surveys-go-responses = Importer des réponses
surveys-go-raw = Données brutes
surveys-participation = Qui a répondu
surveys-participation-lede = Oui ou non, et rien de plus : ni quand, ni quoi.
surveys-send = Envoyer le lien à celles et ceux qui n’ont pas répondu
surveys-send-hint = Chaque personne reçoit au plus une lettre par jour. On n’écrit à personne qui a répondu ou quitté la cohorte.
surveys-send-coming = Les lettres pourront partir dès l’ouverture.
surveys-nobody = Personne n’est encore inscrit.
surveys-not-asked = Ce formulaire ne vous est pas adressé : il est pour les participants.

## Répondre
survey-late-notice = Ce formulaire a fermé le { $at }. Vous pouvez encore répondre; les réponses tardives sont tenues à l’écart des chiffres principaux.
survey-coming-lede = Ce formulaire ouvre le { $at }. Revenez à ce moment; le lien reste le même.
survey-thanks-title = Merci
survey-thanks = Vos réponses sont conservées.
survey-thanks-again = Vous avez déjà répondu à ce formulaire et vos réponses sont conservées. Rien n’a été fait une seconde fois.
survey-thanks-private = Personne ici ne voit votre nom à côté d’elles.
survey-thanks-change-sign-in = Jusqu’au { $at }, vous pouvez les relire et les modifier après vous être connecté, à la page Questionnaires de votre cohorte.
survey-thanks-change = Relire ou modifier mes réponses
survey-time = Cela prend environ une minute.
survey-send = Envoyer mes réponses
survey-later = Enregistrer pour plus tard
survey-drafted = Voici ce que vous aviez enregistré. Ce n’est pas encore envoyé.
survey-only-if = Seulement si { $when }.
survey-quote = « { $value } »
survey-is = « { $item } » est { $value }
survey-is-not = « { $item } » n’est pas { $value }
survey-is-less = « { $item } » est inférieur à { $value }
survey-is-at-most = « { $item } » vaut { $value } ou moins
survey-is-more = « { $item } » est supérieur à { $value }
survey-is-at-least = « { $item } » vaut { $value } ou plus
survey-is-answered = « { $item } » a une réponse
survey-is-empty = « { $item } » n’a pas de réponse
survey-and = { " " }et{ " " }
survey-or = { " " }ou{ " " }
survey-not = pas : { $what }
survey-yes = Oui
survey-no = Non
survey-true = Vrai
survey-false = Faux
survey-no-answer = Sans réponse
survey-needed = requis
survey-date-hint = Année-mois-jour, par exemple 2026-03-31.
survey-slider-hint = Un nombre entier de { $min } à { $max }.
survey-not-open = Ce formulaire n’est pas encore ouvert.
survey-closed = Ce formulaire est fermé.
survey-link-left = Ce lien appartenait à une personne qui n’est plus dans cette cohorte; il est donc fermé.
survey-link-used = On a répondu à ce formulaire avec ce lien, et il est maintenant fermé. Merci.
survey-link-expired = Ce formulaire a fermé il y a un moment et ne prend plus de réponses.
refused-evaluator = Les données brutes sont réservées à la personne de la coordination qui a aussi le rôle d’évaluation.

## Formulaires et versions
instruments-title = Formulaires et versions
instruments-lede = Un formulaire est importé d’un dictionnaire de données REDCap. Ce qui est publié n’est jamais modifié : un formulaire changé devient sa version suivante.
instruments-none = Aucun formulaire n’est encore ici.
instruments-file = Dictionnaire de données (CSV)
instruments-file-hint = Tel que REDCap l’enregistre, avec 18 colonnes; au plus 5 Mo.
instruments-check = Vérifier le fichier
instruments-import = Importer
instruments-report = Ce que contient le fichier
instruments-nothing-new = Chaque formulaire est identique à sa plus récente version ici; l’importation n’ajoute rien.
instruments-news-new = nouveau
instruments-news-same = inchangé
instruments-news-changed = modifié
instruments-version = Version { $n }
instruments-newest = la plus récente
instruments-published = publiée le { $at }
instruments-items = { $n ->
    [one] { $n } question
   *[other] { $n } questions
}
instruments-scales = { $n ->
    [one] { $n } échelle
   *[other] { $n } échelles
}
instruments-totals = Formulaires : { $forms }. Questions : { $items }. Échelles : { $scales }.
instruments-scale = { $name } : moyenne de { $items } questions, de { $min } à { $max }; au moins { $needed } réponses
instruments-reversed = inversée
instruments-preview = Aperçu
instruments-preview-lede = Tel que les gens le voient. Rien ne peut être envoyé d’ici.
instruments-left-out = Laissé de côté
survey-faults-file = Ceci doit d’abord être corrigé
survey-fault-line = Ligne
survey-fault-column = Colonne
survey-fault-what = Ce qui ne va pas
survey-whole-file = le fichier

## Planification
surveys-plan-title = Planification
surveys-plan-lede = Un formulaire avant la première séance, un avant et un après chaque séance, un à la fin.
surveys-plan-sessions = { $n ->
    [0] Aucune séance n’est encore planifiée. Celles qui viendront recevront leurs formulaires quand vous planifierez de nouveau.
    [one] { $n } séance est planifiée.
   *[other] { $n } séances sont planifiées.
}
surveys-plan-baseline = Avant la première séance
surveys-plan-before = Avant chaque séance
surveys-plan-after = Après chaque séance
surveys-plan-completion = À la fin
surveys-plan-no-form = Aucun formulaire
surveys-plan-go = Planifier
surveys-plan-windows = Un formulaire d’avant-séance ouvre une semaine avant et ferme au début de la séance. Un formulaire d’après-séance ouvre à la fin de la séance et ferme une semaine plus tard. Le formulaire de fin reste ouvert deux semaines. Les réponses plus tardives sont conservées, signalées et laissées hors des chiffres principaux. Un formulaire peut être remplacé ou retiré (« Aucun formulaire ») tant qu’aucune lettre n’est partie et que personne n’a commencé à répondre.
fault-survey-nothing-chosen = Veuillez choisir au moins un formulaire.
fault-survey-no-instruments = Importez d’abord les formulaires : le fichier est lu à partir d’eux.
fault-survey-file-missing = Veuillez choisir un fichier.

## Réponses venues d’un fichier
responses-title = Importer des réponses
responses-lede = Des réponses recueillies dans REDCap, avec les formulaires qui sont ici. Leurs codes d’étude sont gardés tels quels; ils ne se mêlent jamais aux codes faits ici.
responses-file = Exportation (CSV)
responses-file-hint = Une exportation REDCap en valeurs brutes; au plus 5 Mo.
responses-total = Réponses : { $responses }. Codes d’étude : { $codes }.
responses-fresh = Nouvelles
responses-known = Déjà ici
responses-nothing-new = Tout ce qu’il contient est déjà ici; l’importation ne change rien.
responses-import-good = N’importer que les bonnes lignes
responses-rows-bad = { $n ->
    [one] Un élément ne va pas.
   *[other] { $n } éléments ne vont pas.
} Rien n’est importé avant la correction, à moins que vous ne choisissiez de n’importer que les bonnes lignes.
responses-take-back = Ce fichier a-t-il été importé par erreur?
responses-take-back-hint = { $n ->
    [one] Une réponse est ici mot pour mot comme dans ce fichier. Elle est retirée; ce qui diffère et ce qui a été répondu ici reste. Le fichier peut être importé de nouveau.
   *[other] { $n } réponses sont ici mot pour mot comme dans ce fichier. Elles sont retirées; ce qui diffère et ce qui a été répondu ici reste. Le fichier peut être importé de nouveau.
}
responses-take-back-do = Les retirer
fault-row-timepoint = « { $value } » ne dit pas quand on a répondu.
fault-row-code = Ce code d’étude dépasse 120 caractères.

## Données brutes
raw-title = Données brutes
raw-lede = Les réponses sous leur code, texte libre compris, des formulaires fermés. Chaque consultation est inscrite au journal d’audit.
raw-looks = Qui a consulté les lignes brutes
raw-look-who = Nom
raw-look-when = Quand
raw-look-what = Quoi
raw-look-rows = Lignes
raw-look-read = consultation
raw-look-exported = exportation : { $purpose }
raw-none = Aucun formulaire fermé n’a encore de réponses.
raw-form = Formulaire
raw-show = Afficher
raw-code = Code
raw-when = Moment
raw-late = En retard
raw-complete = Complète
raw-purpose = À quoi serviront ces lignes?
raw-purpose-hint = C’est inscrit au journal d’audit à côté de votre nom.
raw-export = Exporter en CSV

done-surveys-planned = Le plan est en place.
done-surveys-plan-kept = Le plan est gardé. Les formulaires pour lesquels des lettres sont parties, ou que quelqu’un a commencé à remplir, restent tels quels; les autres suivent le plan.
done-surveys-plan-same = Le plan était déjà en place; rien n’a changé.
done-survey-letters = Les lettres sont en route.
done-survey-letters-none = Il ne restait personne à qui écrire aujourd’hui.
done-instruments-imported = Les formulaires sont importés.
done-instruments-same = Chaque formulaire était déjà ici; rien n’a changé.
done-responses-imported = Les réponses sont importées.
done-responses-same = Chaque réponse était déjà ici; rien n’a changé.
done-responses-taken-back = Les réponses de ce fichier sont retirées.
done-responses-none-taken = Rien n’était ici comme dans ce fichier; rien n’a été retiré.
done-survey-draft = Enregistré. Vos réponses ne sont pas encore envoyées; revenez avec le même lien.
done-survey-changed = Vos réponses ont été modifiées.

## Lettres
letter-survey-subject = { $form } : une minute pour { $cohort }
letter-survey-body = Bonjour { $name },

    le formulaire « { $form } » de { $cohort } est ouvert. Il prend environ une minute, sur un téléphone aussi, et ne demande pas de connexion :

    { $link }

    Il ferme le { $closes }. Vos réponses sont conservées sous un code; personne ici ne voit votre nom à côté d’elles.
letter-survey-again-subject = Toujours ouvert : { $form }
letter-survey-again-body = Bonjour { $name },

    un rappel : le formulaire « { $form } » de { $cohort } est toujours ouvert. Il prend environ une minute et ne demande pas de connexion :

    { $link }

    Il ferme le { $closes }. Si vous venez de répondre, veuillez ne pas tenir compte de cette lettre.
survey-kept = Gardé. Vous pouvez fermer la page et continuer plus tard avec le même lien.
survey-not-kept = Pas encore gardé : la ligne est coupée. Vos réponses sont toujours sur cette page.
fault-answer-twice = Il y a deux réponses à cette question. Veuillez en choisir une.
