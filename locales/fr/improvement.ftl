# Petits groupes : plans, visites, questionnaires.

cohort-kind-echo = Une cohorte de séances avec des cas
cohort-kind-small_group = Un petit groupe d’au plus 12 personnes, avec des plans d’action
field-cohort-kind = De quoi il s’agit
hint-cohort-kind = Ce choix ne change plus ensuite.
fault-group-capacity = Un petit groupe compte au plus { $max } places.

nav-group = Plans et paiements
nav-payments = Paiements
group-title = Plans et paiements
group-lede = Ce qu’il vous reste à faire, séance par séance. Le paiement et le certificat ne s’attendent pas l’un l’autre.
group-former = Vous n’avez plus de place dans ce groupe. Ce qui est à vous se trouve ici : les séances dont vous avez quelque chose, avec leurs plans, paiements et questionnaires. Les autres salles vous sont fermées.
group-no-sessions = Les séances de ce groupe apparaîtront ici dès qu’elles seront au calendrier.
group-session-off = Cette séance a été annulée.
group-person = Nom
group-session = Séance
group-payment = Paiement
group-certificate = Certificat
group-series-certificate = Certificat de la série
group-paid = { $amount } ont été versés.
group-everybody = Tout le groupe
group-figures = Le groupe en chiffres
group-figures-held = Séances tenues
group-figures-people = Personnes
group-figures-plans = Plans d’action remis
group-figures-received = Questionnaires reçus
group-figures-visits = Visites rapportées
group-settings = Réglages du groupe
group-division = Division
group-division-first = La division à laquelle la série est offerte. Un nouveau nom l’ajoute.
group-division-known = Connues jusqu’ici : { $names }. Un nouveau nom en ajoute une.
group-pay = Paiement d’une séance, en dollars
group-pay-hint = Pour chaque personne présente qui a remis un plan. Ce qui est déjà dans un lot garde son montant.
group-approval = Les plans sont approuvés avant le paiement
group-approval-hint = Sinon, un plan remis suffit.
group-self-join = Les gens prennent eux-mêmes une place
group-self-join-hint = Le groupe est montré à toute personne qui a un compte ici, sans le nom de ses membres; la dernière place revient à une seule personne, et qui vient après attend.
group-paper = Ouvrir le document
group-in-series = Il vient avec les autres séances, en un seul certificat pour la série.
group-before = Cette séance a eu lieu avant que vous ayez une place.
groups-title = Petits groupes à rejoindre
groups-lede = Les séries que proposent les divisions. Prenez une place, ou un rang sur la liste d’attente; vous recevez une lettre quand une place se libère.
groups-none = Les groupes dont vous pouvez prendre une place vous-même paraîtront ici. C’est leur coordination qui les propose.
groups-left = Groupes que vous avez quittés
groups-left-hint = Vos plans, vos paiements et vos questionnaires de ces groupes vous restent ouverts.
groups-dates = Du { $from } au { $to }
groups-sessions = À venir : { $days }
groups-free = { $n ->
    [one] Une place est libre.
   *[other] { $n } places sont libres.
}
groups-full = { $n ->
    [0] Toutes les places sont prises.
    [one] Toutes les places sont prises; une personne attend.
   *[other] Toutes les places sont prises; { $n } personnes attendent.
}
groups-join = Prendre une place
groups-wait = Attendre une place
groups-in = Vous avez une place
groups-waits = Vous attendez, au rang { $n }
groups-open = Ouvrir le groupe
groups-leave = Rendre ma place
groups-leave-line = Quitter la liste d’attente
groups-leave-title = Rendre votre place dans { $group }?
groups-leave-what = Qui attend en premier l’obtient aussitôt. Vos certificats restent dans votre relevé; vos plans, vos paiements et les questionnaires des séances auxquelles vous étiez vous restent ouverts sous « Petits groupes à rejoindre », mais plus aucun courriel ne vous les demande. Les autres pages du groupe se ferment pour vous. Tant qu’une place est libre, vous pouvez en reprendre une.
groups-leave-line-title = Quitter la liste d’attente de { $group }?
groups-leave-line-what = Vous pourrez attendre de nouveau plus tard, à la fin de la liste.
groups-leave-do = La rendre
done-group-left = C’est rendu.
done-group-joined = Vous avez une place.
done-group-waits = Vous êtes sur la liste d’attente. Vous recevrez une lettre quand une place se libérera.
done-group-already = Vous avez déjà une place ou un rang ici.
conflict-group-not-offered = On ne peut plus prendre de place dans ce groupe.
conflict-group-taken-out = Vous étiez de ce groupe et l’avez quitté. Veuillez demander à sa coordination de vous y remettre.
group-waiting-plan = Écrire votre plan d’action
group-waiting-questionnaire = Regard en arrière : répondre au questionnaire
gate-line-met = Fait :
gate-line-open = À faire :
gate-line-lost = Impossible :

payment-step-registered = Inscription faite
payment-step-attended = Présence
payment-step-plan_draft = Plan commencé
payment-step-plan_submitted = Plan remis
payment-step-payment_eligible = Admissible
payment-step-paid = Payé
certificate-step-registered = Inscription faite
certificate-step-questionnaire_scheduled = Questionnaire à venir
certificate-step-open = Questionnaire ouvert
certificate-step-received = Questionnaire reçu
certificate-step-certificate_issued = Délivré
certificate-step-revoked = Révoqué
certificate-step-reissued = Délivré de nouveau

plan-title = Plan d’action
plan-mine = Mon plan d’action
plan-of = Plan d’action de { $name }
plan-begin = Écrire mon plan
plan-go-on = Poursuivre mon plan
plan-open = Ouvrir mon plan
plan-lede = Un changement, assez petit pour être essayé. Votre mentor peut le lire pendant que vous l’écrivez; la coordination, une fois remis. Aucun patient ici, s’il vous plaît.
plan-from-earlier = Votre plan de la séance précédente est repris ici pour commencer. Il est gardé quand vous enregistrez.
plan-aim = But
plan-aim-hint = Ce qui ira mieux, pour qui, quand, de combien.
plan-change_idea = Changement
plan-change_idea-hint = Ce que vous ferez autrement.
plan-prediction = Prédiction
plan-prediction-hint = Ce que vous attendez.
plan-measure = Mesure
plan-measure-hint = Comment vous le saurez.
plan-test = Essai
plan-test-hint = Qui essaie quoi, quand et où.
plan-commitments = Mes engagements
plan-commitments-hint = Un par ligne, cinq au plus. Dans deux mois, on vous demandera ce qu’ils sont devenus.
plan-activities = Activités d’amélioration de la qualité
plan-activities-hint = Votre plan est lié à au moins une activité, ou à une activité à vous.
plan-own_activity = Une activité à vous
plan-submit-hint = Pour le remettre : but, mesure, essai, un engagement et une activité. Un brouillon peut être plus court.
plan-submit = Remettre le plan
plan-save = Enregistrer le brouillon
plan-change = Modifier le plan
plan-withdraw = Retirer le plan
plan-withdraw-hint = Tant qu’il est retiré, la séance n’est pas payée. Vous pourrez recommencer avec ses mots.
plan-withdraw-paid = La séance a été payée. Rien n’est repris; qui tient les comptes voit une note.
plan-reopen = Recommencer avec ce plan
plan-flagged = Cette séance a été payée, et le plan a été retiré depuis.
plan-flagged-mine = Cette séance a été payée avant le retrait de votre plan. Rien n’est repris.
plan-comments = Commentaires
plan-comment = Votre commentaire
plan-answer = Votre réponse
plan-comment-send = Le dire
plan-no-comments-yet = Rien n’a encore été dit de ce plan.
plan-no-comments = Ce que votre mentor dit de ce plan apparaîtra ici. Vous pouvez aussi poser une question.
plan-review = Approuver ou renvoyer
plan-send-back-reason = Ce qui manque (pour un renvoi)
plan-approve = Approuver
plan-send-back = Renvoyer
plan-past = Versions précédentes
plan-state-none = Pas commencé
plan-state-draft = Brouillon
plan-state-submitted = Remis
plan-state-sent_back = Renvoyé
plan-state-approved = Approuvé
plan-state-withdrawn = Retiré
fault-plan-activity = Veuillez choisir au moins une activité, ou en nommer une à vous.
fault-plan-commitments = Au plus { $max } engagements, un par ligne.
fault-plan-commitment-long = Chaque engagement compte au plus { $max } caractères.
conflict-plan-changed = Ce plan a été modifié dans une autre fenêtre. Copiez ce que vous avez écrit, puis rouvrez le plan.
conflict-plan-state = Ce n’est plus possible avec ce plan. Rouvrez-le pour voir où il en est.
conflict-plan-session-off = Cette séance a été annulée : il n’y a pas de plan pour elle.
refused-own-plan = Quelqu’un d’autre commente et approuve votre plan.
done-plan-saved = Votre brouillon est enregistré.
done-plan-changed = Votre plan est modifié.
done-plan-handed-in = Votre plan est remis. Votre mentor en est informé.
done-plan-commented = Votre commentaire est en place. La personne reçoit une lettre.
done-plan-answered = Votre réponse est là. Votre mentor et toute autre personne qui a commenté le plan reçoivent une lettre.
done-plan-reviewed = C’est fait. La personne reçoit une lettre.
done-plan-withdrawn = Votre plan est retiré.
done-plan-withdrawn-paid = Votre plan est retiré. La séance a été payée et le reste.
done-plan-reopened = Votre plan est de nouveau un brouillon, avec ses mots.

activity-panel_cleanup = Mettre à jour la liste des patients ayant une maladie
activity-chart_audit = Revoir dix dossiers
activity-recall_list = Une liste des personnes à rappeler
activity-pdsa_test = Un petit essai d’un changement
activity-team_huddle = Une brève réunion quotidienne de l’équipe
activity-patient_survey = Interroger les patients et les familles
activity-process_map = Dessiner comment cela se passe aujourd’hui
activity-care_plan_template = Un modèle de plan de soins

questionnaire-title = Regard en arrière
questionnaire-of = Regard en arrière de { $name }
questionnaire-open = Répondre au questionnaire
questionnaire-read = Relire mes réponses
questionnaire-opens = Le questionnaire ouvre le { $day }.
questionnaire-opens-long = Ce questionnaire ouvre le { $day }, deux mois après la séance. Nous vous écrirons alors.
questionnaire-none = Il n’y a rien à regarder : vous n’avez pas été vu à cette séance, ou elle est encore à venir.
questionnaire-have = Nous avons vos réponses. Merci.
conflict-questionnaire-received = Vos réponses sont déjà arrivées, d’une autre page ou d’un autre appareil. Elles restent telles quelles.
questionnaire-lede = Il y a deux mois, vous aviez un projet. Quelques phrases sincères; il n’y a pas de mauvaise réponse. Vous et votre mentor les lisez, personne d’autre.
questionnaire-readers = Lu par son auteur et le mentor du groupe; les autres voient seulement qu’il est arrivé.
questionnaire-planned = Vous aviez prévu : { $what }
questionnaire-kept = Ce qu’il en est devenu
questionnaire-hindered = Ce qui a aidé, ou ce qui a empêché
questionnaire-no-commitments = Aucun engagement n’a été écrit pour cette séance.
questionnaire-changed = Qu’est-ce qui a changé dans votre pratique?
questionnaire-changed-hint = « Rien encore » est aussi une réponse.
questionnaire-learned = Que diriez-vous à quelqu’un qui commence?
questionnaire-send = Envoyer mes réponses
questionnaire-state-none = –
questionnaire-state-scheduled = À venir
questionnaire-state-open = Ouvert
questionnaire-state-received = Reçu
kept-done = Fait
kept-partly = En partie
kept-not = Pas fait
fault-questionnaire-kept = Veuillez dire ce qu’il en est devenu.
conflict-questionnaire-early = Ce questionnaire n’est pas encore ouvert; sa page dit quel jour il ouvre. Ce que vous avez écrit reste ici pour être copié.
conflict-questionnaire-none = Il n’y a pas de questionnaire pour vous : vous n’avez pas été vu à cette séance, ou elle est encore à venir.
done-questionnaire-received = Votre questionnaire est arrivé. Merci.

visits-title = Visites en pratique
visits-empty = Les visites de votre mentor apparaîtront ici.
visits-empty-books = Aucune visite n’est prévue. Prévoyez-en une ci-dessous.
visit-of = Visite chez { $name }
visit-book = Prévoir une visite
visit-person = Chez qui
visit-plan = Au sujet du plan de
visit-no-plan = (aucun plan)
visit-date = Jour
visit-time = Heure
visit-way = Comment
visit-way-practice = Sur place
visit-way-video = Par vidéo
visit-way-phone = Par téléphone
visit-place = Où
visit-state-booked = Prévue
visit-state-reported = Rapportée
visit-state-cancelled = Annulée
visit-its-plan = Le plan dont il s’agit
visit-report = Rapport
visit-tried = Ce qui a été essayé en pratique
visit-next_step = Prochaine étape
visit-own_note = Ma propre note
visit-shared-hint = La personne visitée lit ceci.
visit-own-hint = Pour les mentors de ce groupe seulement.
visit-cancel = Annuler la visite
fault-visit-plan = Ce plan est à quelqu’un d’autre.
conflict-visit-off = Cette visite a été annulée.
conflict-visit-ahead = Cette visite est encore à venir. Rapportez-la ensuite.
conflict-visit-reported = Cette visite est déjà rapportée.
done-visit-booked = La visite est prévue. La personne reçoit une lettre.
done-visit-reported = Le rapport est enregistré.
done-visit-off = La visite est annulée. La personne reçoit une lettre.

letter-plan-handed-in-subject = Un plan d’action dans { $group }
letter-plan-handed-in-body =
    Bonjour { $name },

    quelqu’un de { $group } a remis un plan d’action. Quelques mots de vous aident :
    { $link }

letter-plan-comment-subject = Du nouveau pour votre plan d’action dans { $group }
letter-plan-comment-body =
    Bonjour { $name },

    il y a du nouveau au sujet de votre plan d’action dans { $group } :
    { $link }

letter-plan-answer-subject = Une réponse au sujet d’un plan d’action dans { $group }
letter-plan-answer-body =
    Bonjour { $name },

    la personne à qui appartient un plan d’action dans { $group } a écrit une réponse :
    { $link }

letter-visit-subject = Une visite en pratique : { $when }
letter-visit-body =
    Bonjour { $name },

    une visite de { $group } est prévue : { $when }. { $place }
    Si l’heure ne vous convient pas, dites-le à votre mentor.
    { $link }

letter-visit-off-subject = La visite est annulée : { $when }
letter-visit-off-body =
    Bonjour { $name },

    la visite de { $group } prévue { $when } n’aura pas lieu. { $place }
    { $link }

letter-questionnaire-subject = Deux mois plus tard : qu’en est-il devenu?
letter-questionnaire-body =
    Bonjour { $name },

    le { $day }, vous avez pris part à { $group }. Le court questionnaire qui regarde en arrière est ouvert. Il vous montre ce que vous aviez prévu :
    { $link }

    Votre certificat l’attend.

letter-questionnaire-again-subject = Encore une fois : qu’en est-il devenu?
letter-questionnaire-again-body =
    Bonjour { $name },

    le questionnaire sur la séance du { $day } de { $group } est toujours ouvert. Cinq minutes suffisent :
    { $link }
