# Ce que demandent organismes d’agrément, collèges et vérificateurs; liens de divulgation; départ définitif.

pack-page-title = Pour l’organisme d’agrément et le collège
pack-title-take = Dossier d’audit
pack-lede = Une seule archive avec tout ce que l’organisme demande sur une cohorte sous cet agrément. Le même contenu donne le même fichier, octet pour octet. Qui l’a pris est consigné.
pack-lists-sessions = les séances avec leur ordre du jour et la part où les personnes présentes participent
pack-lists-attendance = qui était là, et combien de temps
pack-lists-evaluation = les chiffres des questionnaires et des présences, pour les personnes qui ont une place aujourd’hui; aucun chiffre de moins de cinq personnes
pack-lists-disclosures = qui a planifié et présenté, et ce qui a été divulgué
pack-lists-statements = les énoncés exacts
pack-lists-papers = chaque document délivré avec son état
pack-lists-planning = les documents de planification ci-dessous
pack-cohort = Cohorte
pack-no-cohort = Ce programme n’a pas encore de cohorte.
pack-people = Personnes
pack-with-names = par leur nom
pack-with-codes = par un code qui ne dit rien
pack-take = Télécharger le dossier
pack-file = dossier-audit
pack-title = Dossier d’audit : { $body } { $number }
pack-about = { $program }, { $cohort }
pack-hub = Organisé par { $hub }
pack-sessions = { $n ->
    [one] Une séance est couverte par cet agrément.
   *[other] { $n } séances sont couvertes par cet agrément.
 }
pack-papers = { $n ->
    [one] Un document a été délivré sous cet agrément.
   *[other] { $n } documents ont été délivrés sous cet agrément.
 }
pack-until = La dernière de ces séances terminées a eu lieu le { $day }.
pack-names = Les personnes sont désignées par leur nom.
pack-codes = Les personnes sont désignées par un code, et les documents par un autre. Chacun est le même dans chaque dossier de cet agrément et ne dit rien des personnes.
pack-size = { $n } octets
pack-no-planning = Aucun document de planification n’a été déposé.
pack-statement-record = Énoncé de l’agrément :
pack-statement-printed = { $n ->
    [one] Imprimé sur un document :
   *[other] Imprimé sur { $n } documents :
 }
pack-holds-record = Ce que l’organisme a accordé, et pour quels jours.
pack-holds-statements = Les mots exacts de l’organisme, et ceux de chaque document délivré sous eux.
pack-holds-rules = Selon quelles règles les crédits sont comptés; chaque version vaut à partir de son jour.
pack-holds-sessions = Chaque séance : ses minutes sans les pauses, et la part où les personnes présentes participent.
pack-holds-agenda = L’ordre du jour de chaque séance, ligne par ligne.
pack-holds-disclosures = Qui a planifié et présenté à chaque séance, ce qui a été divulgué, et quand.
pack-holds-attendance = Chaque personne à chaque séance terminée : présente ou non, et les minutes.
pack-holds-evaluation = Les chiffres des questionnaires et des présences comme le tableau de bord les montre : ils comptent les personnes qui ont une place aujourd’hui. Un chiffre de moins de cinq personnes est retenu.
pack-holds-papers = Chaque document délivré : son numéro, ce qu’il vaut, et s’il est valide.
pack-holds-needs = Planification : analyse des besoins.
pack-holds-committee = Planification : comité de planification.
pack-holds-objectives = Planification : objectifs.
pack-holds-budget = Planification : budget.
pack-holds-other = Planification : autre document.
pack-title-calls = Appels
pack-calls-lede = Ce que des appels de la ligne de consultation ont donné sous cet agrément. D’un appel, seuls le jour et les minutes sont montrés; qui a pris le dossier est consigné.
pack-no-call = Aucun appel n’a encore rien donné sous cet agrément.
pack-call-person = Personne
pack-call-state = État
pack-call-revoke = Révoquer ce que l’appel du { $day } a donné à { $name }
pack-call-why-hint = La personne le lit sur la page de l’appel.
conflict-call-credit-revoked = C’est déjà révoqué.
pack-file-calls = appels
pack-about-calls = { $program } : appels de la ligne de consultation
pack-calls = { $n ->
    [0] Aucun appel n’a encore rien donné.
    [one] Une entrée : ce qu’un appel a donné à l’une de ses deux personnes.
   *[other] { $n } entrées : ce que chaque appel a donné à l’une de ses deux personnes.
 }
pack-holds-calls = Chaque appel qui a donné des crédits : son jour, à qui, combien de minutes, et s’il est valide. Les minutes d’une période sont additionnées, puis arrondies vers le bas.
pack-holds-statements-calls = Les mots exacts de l’organisme.

planning-title = Documents de planification
planning-lede = Déposez-les une seule fois; ils sont dans chaque dossier des agréments de ce programme.
planning-none = Aucun document encore. Déposez l’analyse des besoins, le comité de planification, les objectifs et le budget.
planning-add = Déposer un document
planning-kind = De quoi il s’agit
planning-needs = Analyse des besoins
planning-committee = Comité de planification
planning-objectives = Objectifs
planning-budget = Budget
planning-other = Autre document
planning-file-hint = PDF, image, texte, tableau ou diapositives, au plus 10 Mo.
planning-put = Déposer
conflict-planning-many = Ce programme a quarante documents de planification, le maximum. Retirez-en un d’abord.
conflict-planning-stands = Un certificat ou une attestation a été délivré depuis le dépôt de ce document; il est donc gardé avec.

direct-entry-title = Liste pour saisie directe
direct-entry-lede = Le Collège des médecins de famille du Canada inscrit les crédits à partir de cette liste : son numéro pour chaque personne, le numéro de la séance, les crédits des documents valides et ceux des appels, minutes additionnées sur la durée de l’agrément, puis arrondies vers le bas.
direct-entry-listed = { $n ->
    [0] Personne n’y figure encore : aucune personne ayant des crédits n’a donné de numéro du CMFC.
    [one] Une personne y figure.
   *[other] { $n } personnes y figurent.
 }
direct-entry-without = { $n ->
    [one] Une autre personne a des crédits et n’a pas donné de numéro du CMFC.
   *[other] { $n } autres personnes ont des crédits et n’ont pas donné de numéro du CMFC.
 }
direct-entry-take = Télécharger la liste
conflict-direct-entry-kind = Les crédits de ce type ne sont pas inscrits par le CMFC.

cfpc-title = Votre numéro du CMFC
cfpc-lede = Avec lui, l’équipe de vos programmes peut faire inscrire vos crédits Mainpro+ pour vous. Il ne sert à rien d’autre; videz le champ pour le reprendre.
cfpc-number = Numéro du CMFC
cfpc-hint = De cinq à sept chiffres, comme sur votre carte de membre.
fault-cfpc-number = Un numéro du CMFC a de cinq à sept chiffres.

paper-badge = Badge ouvert
paper-badge-hint = Le badge dit la même chose dans un fichier signé (Open Badges 3.0) pour un portefeuille numérique. Chacun peut le vérifier sans rien demander ici. Votre nom y figure.

check-ended = Le dossier est clos.
check-ended-why = Un document portant ce numéro a été délivré ici le { $issued }. Son titulaire est parti, et le dossier a été clos le { $ended }, au moins cinq ans après la séance. On n’en sait plus rien ici, pas même s’il avait été révoqué.

disclose-title = Votre divulgation
disclose-lede = { $name }, votre nom figure pour « { $title } », le { $day } ({ $program }, { $cohort }), à titre de : { $role }.
disclose-why = Les séances agréées disent aux personnes qui apprennent quels liens ont eus, ces deux dernières années, celles qui planifient ou présentent : honoraires, subventions, actions, brevets, adhésions. N’en avoir aucun est aussi une divulgation.
disclose-body = Ce que vous divulguez
disclose-body-hint = Écrivez « Aucun. » s’il n’y a rien. Les personnes qui participent à la séance le liront.
disclose-send = Envoyer
disclose-done-title = Merci
disclose-done = Votre divulgation a été reçue. Le lien ne fonctionne plus; pour changer quelque chose, écrivez à la personne qui vous l’a demandée.
disclose-ask = Demander par un lien envoyé
disclose-ask-hint = La personne reçoit un lien qui sert une fois, pendant 30 jours, sans compte. Un lien envoyé auparavant cesse de fonctionner.
disclose-ask-go = Envoyer le lien
done-disclosure-asked = Le lien est en route.
disclosure-link-used = Ce lien a déjà servi. Pour changer votre divulgation, écrivez à la personne qui vous l’a demandée.
disclosure-link-expired = Ce lien ne fonctionne plus. La personne qui vous l’a demandé peut en envoyer un autre.
letter-disclosure-subject = Votre divulgation pour { $program }
letter-disclosure-body =
    Bonjour { $name },

    Votre nom figure pour « { $title } », le { $day } ({ $program }), à titre de : { $role }.

    Les séances agréées disent aux personnes qui apprennent quels liens ont eus, ces deux dernières années, celles qui planifient ou présentent. Veuillez dire les vôtres, ou qu’il n’y en a aucun, ici; cela prend deux minutes et ne demande pas de compte :

    { $link }

    Le lien sert une fois, pendant 30 jours.

erase-title = Supprimer mon compte
erase-way = Ce qui est supprimé, et ce qui est gardé jusqu’à quand
erase-lede = Votre compte est supprimé deux semaines après votre demande. Jusque-là tout reste en place, et un seul bouton le garde; ensuite, c’est définitif.
erase-gone = Ce qui est alors supprimé
erase-gone-who = votre nom, adresse, profession, téléphone, numéros, mot de passe et appareils
erase-gone-places = vos places, rôles et droits, et votre présence aux séances sur lesquelles aucun document délivré ne repose
erase-gone-letters = les lettres qui vous ont été envoyées
erase-gone-drafts = les cas et les plans que vous avez commencés et jamais remis
erase-kept = Ce qui est gardé
erase-kept-papers = { $n ->
    [one] Un document à votre nom, et la présence sur laquelle il repose, jusqu’au { $day } au plus tard : les organismes d’agrément demandent de garder les dossiers de crédits cinq ans. Il reste valide et peut être vérifié par son numéro; votre nom n’y est pas montré. Téléchargez avant ce dont vous avez besoin.
   *[other] { $n } documents à votre nom, et la présence sur laquelle ils reposent, jusqu’au { $day } au plus tard, chacun jusqu’à cinq ans après sa séance : les organismes d’agrément demandent de garder les dossiers de crédits aussi longtemps. Ils restent valides et peuvent être vérifiés par leurs numéros; votre nom n’y est pas montré. Téléchargez avant ce dont vous avez besoin.
 }
erase-kept-calls = { $n ->
    [one] Ce qu’un appel vous a donné, jusqu’au { $day } : les organismes d’agrément demandent de garder les dossiers de crédits cinq ans. Téléchargez votre relevé avant.
   *[other] Ce que { $n } appels vous ont donné, jusqu’au { $day } au plus tard, chacun jusqu’à cinq ans après son jour : les organismes d’agrément demandent de garder les dossiers de crédits aussi longtemps. Téléchargez votre relevé avant.
 }
erase-kept-words = Ce que vous avez écrit pour d’autres (billets, messages, cas, plans et réflexions) reste à sa place, sous « Ancien membre ».
erase-kept-payments = Les paiements restent dans les livres, sans votre nom.
erase-kept-answers = Les réponses aux questionnaires d’une cohorte ne peuvent pas être retrouvées : elles sont sous des codes que personne ne peut relier à vous. Vos regards en arrière dans un petit groupe restent au groupe, sous « Ancien membre ».
erase-kept-log = Le journal de qui a fait quoi reste, sans votre nom, et les copies de la base faites avant ce jour finissent avec leur propre durée.
erase-email = Votre adresse
erase-email-hint = Tapez { $email } pour confirmer.
erase-go = Supprimer mon compte
fault-erase-email = Ce n’est pas l’adresse de ce compte.
erased-name = Ancien membre
conflict-erase-administrator = Vous êtes la dernière personne à administrer ce site. Nommez-en une autre d’abord.
conflict-erase-shifts = Vous êtes de garde plus tard. Cédez d’abord vos gardes.
conflict-erase-calls = Un de vos appels n’est pas terminé. Terminez-le d’abord.
conflict-erase-kept = Ce compte a été gardé.
erase-goes = Votre compte sera supprimé le { $day }.
erase-keep = Garder mon compte
done-erase-asked = Vous avez demandé la suppression de votre compte. Nous vous avons écrit.
done-erase-kept = Votre compte reste.
home-leaving = Votre compte sera supprimé le { $day }
letter-leaving-subject = Votre compte sera supprimé le { $day }
letter-leaving-body =
    Bonjour { $name },

    vous avez demandé la suppression de votre compte. Elle aura lieu le { $day }; jusque-là tout reste en place.

    Si vous avez changé d’avis, ou si la demande ne vient pas de vous, connectez-vous et gardez-le ici :
    { $link }
