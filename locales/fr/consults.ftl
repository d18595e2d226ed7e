nav-consult = Consulter
consult-title = Ligne de consultation
consult-lede = La voix d’un ou d’une collègue, par téléphone ou par vidéo. Choisissez qui il vous faut; en cas de doute, commencez là où c’est indiqué.
consult-none = Il n’y a pas encore de parcours ici. Un coordonnateur ou une coordonnatrice peut en créer un.
consult-start-here = Un doute? Commencez ici.
consult-call = Appeler
consult-call-on = Appeler { $pathway }
consult-mine = Mes appels
consult-mode = Par
consult-mode-hint = La voix suffit. Sur une ligne faible, le téléphone est le meilleur choix.
consult-mode-video = Vidéo
consult-mode-phone = Téléphone
consult-urgency = Quand
consult-urgency-now = Maintenant
consult-urgency-today = Aujourd’hui
consult-community = D’où vous appelez
consult-community-hint = Votre communauté, pour les chiffres de l’année. Jamais l’adresse du patient ou de la patiente.
consult-region = Région
consult-region-unknown = Région inconnue
consult-no-patient = Ne dites rien ici d’un patient ou d’une patiente. Le reste se dit de vive voix.
consult-ask = Faites sonner
consult-not-the-chart = La personne qui traite consigne au dossier; ce registre n’est pas le dossier.
consult-looked = J’ai regardé : personne ne peut être reconnu ainsi
consult-looked-hint = Changez les mots s’ils pourraient révéler de qui il s’agit. Cochez seulement s’ils ne le peuvent pas.
fault-consult-warns = Ceci pourrait révéler de qui il s’agit : { $words }. Changez-le, ou cochez la case ci-dessous si ce n’est pas le cas.

consult-state-requested = Demandé
consult-state-ringing = Sonne
consult-state-missed = Personne encore
consult-state-escalated = Sonne chez les suivants
consult-state-connected = En cours
consult-state-ended = À clore
consult-state-closed = Clos
consult-state-reflected = Réflexion faite
consult-state-credited = Crédité
consult-state-no-gave-up = Abandonné
consult-state-no-unanswered = Sans réponse
consult-state-no-no-call = Pas d’appel
consult-state-no-not-accredited = Clos, sans crédit
consult-state-no-profession = Clos, sans crédit
consult-state-no-teaching = Clos, sans crédit

call-title = Appel · { $pathway }
call-rings = { $hop ->
    [1] Nous faisons sonner chez la personne de garde. Si personne ne vient, les suivants sont appelés d’eux-mêmes.
   *[other] Personne n’est encore venu; on appelle les suivants.
}
call-rings-all = Personne n’est de garde à cette heure : nous appelons toutes les personnes qui répondent à ce parcours. Si personne ne vient, composez le numéro ci-dessous.
call-waits = Personne ne pouvait venir tout de suite. Quelqu’un l’a promis; vous pouvez attendre, ou abandonner et composer le numéro.
call-with = Vous parlez avec { $name }.
call-rung-over = Cet appel ne sonne plus.
call-promised = { $name } vient bientôt, vers :
call-somebody = Quelqu’un
call-you = Vous
call-asked = Demandé
call-answered = Répondu
call-over = Terminé
call-minutes = Minutes
call-ways = Comment se parler
call-join-video = Rejoindre par vidéo
call-other-phone = Son téléphone
call-voice-is-enough = La voix suffit : qui n’a pas d’image compose le numéro.
call-give-up = Abandonner
call-hang-up = L’appel est terminé
call-answer = Répondre à l’appel
call-answer-on = Répondre à l’appel sur { $pathway }
call-now = Appeler maintenant
call-soon-title = Bientôt, pas maintenant :
call-soon = { $n } min
call-pass = Passer aux suivants
call-cannot = Je ne peux finalement pas venir
call-thread = Mots entre vous deux
call-write = Écrire une ligne
call-write-hint = Une dose, un lien, le nom d’un guide. Rien qui dise de qui il s’agit.
call-send = Envoyer
call-look-again = Regarder de nouveau
call-thread-kept = Vous seuls lisez ceci, la personne de garde jusqu’à ce qu’elle close l’appel. Tout s’efface { $days } jours après l’appel.
call-thread-kept-oncall = Vous seuls lisez ceci : vous jusqu’à ce que vous cloriez l’appel, l’autre pendant { $days } jours après l’appel.
call-thread-gone = Ce que vous avez écrit tous les deux, seule la personne qui a appelé peut encore le lire : pour vous, cela a pris fin quand vous avez clos l’appel.
call-community = D’où vient l’appel
call-hops = Chez qui on a sonné
hop-n = Sonnerie { $n }
hop-waits = attend
hop-rings = sonne
hop-answered = a répondu
hop-missed = n’a pas répondu
hop-passed = a passé l’appel
hop-soon = a dit « bientôt »
hop-away = hors d’atteinte
hop-over = plus nécessaire

talk-title = Parler dans ce navigateur
talk-hint = La voix d’abord; l’image est à un bouton de là. Tout passe entre vous deux seulement, et rien n’est enregistré.
talk-start = Lancer la voix
talk-alone = Vous êtes là. { $name } n’a pas encore lancé la voix.
talk-waits = { $name } vous attend ici.
talk-finding = Les deux navigateurs se cherchent…
talk-on = Vous vous entendez, { $name } et vous.
talk-weak = La ligne est faible en ce moment…
talk-phone = Les navigateurs ne se trouvent pas.
talk-dial = Pas de liaison entre les navigateurs. Continuez par téléphone; l’autre personne le voit aussi :
talk-moved = Vous parlez dans une autre de vos fenêtres.
talk-over = L’appel est terminé.
talk-deaf = Cette page ne peut pas utiliser le micro. Permettez-le dans le navigateur ou composez le numéro.
talk-blind = Cette page ne peut pas utiliser la caméra. La voix continue.
talk-unsent = La ligne n’est pas partie. Elle est toujours là; essayez encore.
talk-mute = Couper le micro
talk-unmute = Rouvrir le micro
talk-camera = Montrer l’image
talk-no-camera = Couper l’image
talk-hang = Raccrocher
talk-picture = Image de { $name }
talk-my-picture = Votre propre image

conflict-pathway-closed = Ce parcours ne prend pas d’appels en ce moment.
conflict-call-answered = Quelqu’un d’autre a répondu à cet appel.
conflict-call-over = Cet appel est terminé.
conflict-call-not-rung = Cet appel ne sonne pas chez vous en ce moment.
conflict-call-not-on = Cet appel n’est pas en cours.
conflict-call-not-over = On peut dire quelque chose d’un appel quand il est terminé.
conflict-call-closed = Cet appel est clos.
conflict-call-full = Cet appel a assez de mots. Continuez de vive voix.
conflict-close-out-filed = Vous avez déjà clos cet appel de votre côté.
conflict-feedback-given = Vous avez déjà dit quelque chose de cet appel.
conflict-follow-up-early = Ceci se demande une semaine après l’appel.
refused-consult = Un appel appartient à ses deux personnes.
refused-not-on-call = Vous ne répondez à aucun parcours. Un coordonnateur ou une coordonnatrice peut vous y inscrire.
fault-pathway-no-video = Ce parcours n’a pas de lieu pour la vidéo. Veuillez choisir le téléphone.
fault-call-minutes = Veuillez écrire des minutes entières, de 0 à { $max }.

consult-kind-support = Soutien clinique à deux
consult-kind-review = Revue d’un cas
consult-kind-transport = Orientation ou transport
consult-reason-heart = Cœur et circulation
consult-reason-breathing = Respiration
consult-reason-injury = Blessure
consult-reason-infection = Infection
consult-reason-children = Enfants
consult-reason-birth = Grossesse et naissance
consult-reason-mind = Santé mentale et substances
consult-reason-pain = Douleur
consult-reason-end-of-life = Fin de vie
consult-reason-other = Autre chose
consult-outcome-managed-here = Pris en charge sur place
consult-outcome-watched = Surveillé, avec un plan
consult-outcome-referred = Orienté
consult-outcome-moved = Transporté
consult-outcome-reassured = Confirmé tel quel
consult-outcome-cut-off = Coupé
consult-plan-new = Un nouveau plan
consult-plan-confirmed = Le plan a été confirmé
consult-plan-same = Aucun changement
consult-avoided-avoided = Évité
consult-avoided-perhaps = Peut-être évité
consult-avoided-needed = Toujours nécessaire
consult-avoided-not-thought-of = La question ne se posait pas
consult-value-1 = 1 – aucune
consult-value-2 = 2 – peu
consult-value-3 = 3 – moyenne
consult-value-4 = 4 – grande
consult-value-5 = 5 – très grande
consult-happened-better = Mieux
consult-happened-stable = Pareil
consult-happened-moved = A été transporté
consult-happened-died = Est décédé
consult-happened-unknown = Je ne sais pas

closing-title = Clore l’appel
closing-hint = Trois choix, vingt secondes. Ni mots ni noms.
closing-kind = Ce que c’était
closing-reason = De quoi il s’agissait
closing-outcome = Ce qui en est sorti
closing-minutes = Minutes
closing-minutes-hint = Vide : ce que dit l’horloge.
closing-patient = Le patient ou la patiente était présent aussi
closing-do = Clore l’appel
closing-noted = Ce qui a été noté
close-out-title = Clore l’appel de votre côté
close-out-hint = Quatre choix et un bouton.
close-out-plan = Votre plan a-t-il changé?
close-out-referral = Une orientation
close-out-travel = Un déplacement du patient ou de la patiente
close-out-value = Quelle valeur pour vous?
close-out-do = Terminé
reflection-title = Deux phrases
reflection-hint = Elles font compter l’appel pour les crédits. Rien qui dise de qui il s’agit.
reflection-hint-own = Pour vous-même : cet appel ne donne pas de crédit. Rien sur l’identité de la personne soignée.
reflection-learned = Ce que j’ai appris
reflection-will-do = Ce que je ferai
feedback-title = À l’autre personne
feedback-heard = Elle a dit de l’appel :
feedback-rating = Quelle valeur avait ce travail à deux?
feedback-words = Un mot de merci, ou de conseil
feedback-words-hint = L’autre le lit avec votre nom.
feedback-do = Le dire
feedback-given = Vous avez dit quelque chose à l’autre personne.
follow-up-title = Que s’est-il passé?
follow-up-question = Une semaine plus tard : comment est-ce?
follow-up-told = Une semaine plus tard :
consult-left-title = Ce qui reste pour votre crédit
left-all = Tout y est.
left-some = Il manque encore :
left-never = Cet appel ne donne pas de crédit; il est compté quand même.
consult-earned = { $n ->
    [0] Il est crédité. L’agrément n’avait plus de minutes pour vous.
    [one] Il est crédité d’une minute. Les minutes sont additionnées par année, puis arrondies :
   *[other] Il est crédité de { $n } minutes. Les minutes sont additionnées par année, puis arrondies :
}
left-met = Fait
consult-left-open = Manque
left-not-here = Pas ici

oncall-title = De garde
oncall-rings = Ce qui sonne maintenant
oncall-quiet = Rien ne sonne. Cette page regarde d’elle-même.
oncall-promised = Vous avez dit que vous viendriez vers
oncall-sound-on = Activer le son
oncall-sound-off = Couper le son
oncall-away = Je suis hors d’atteinte
oncall-away-hint = Les appels passent aussitôt aux suivants. Pendant :
oncall-away-hours = { $n ->
    [one] 1 heure
   *[other] { $n } heures
}
oncall-away-until = Vous êtes hors d’atteinte jusqu’à
oncall-back = On peut de nouveau m’atteindre
oncall-open = Appels en cours, ou pas encore clos
oncall-shifts = Mes gardes
oncall-no-shifts = Aucune garde dans les deux prochaines semaines.
oncall-offers = Gardes que d’autres offrent
oncall-heard = Ce que disent les appelants
oncall-heard-n = { $n } personnes; en moyenne { $mean } sur 5. Personne d’autre ne voit ceci.
watch-lost = Cette page ne peut plus chercher les appels. La ligne est-elle coupée, ou votre session terminée? Rechargez-la.
notes-title = D’une garde à l’autre
note-leave = Laisser une note à la prochaine garde
note-hint = Ce qui est en suspens, sans un mot qui dise de qui. Qui en a fini l’enlève.
note-do = La laisser
note-done = C’est fait
note-done-by = C’est fait : la note de { $name }
queue-title = Ce qui attend
queue-empty = Rien n’attend.

roster-title = Tableau de garde
roster-now = De garde maintenant
roster-nobody-now = personne – on appelle tout le monde
roster-days = du { $from } au { $to }
roster-zone = Toutes les heures sont : { $zone }; là où les vôtres diffèrent, elles figurent à côté.
roster-your-time = ({ $time } à votre heure)
roster-no-gap = Quelqu’un est toujours de garde.
roster-gaps = { $n ->
    [one] Personne n’est de garde pendant ce temps :
   *[other] Personne n’est de garde pendant ces { $n } périodes :
}
roster-length = { $m ->
    [0] { $h } h
   *[other] { $h } h { $m } min
}
roster-length-word = Durée
roster-empty = Personne n’est au tableau ces jours-là.
roster-from = De
roster-to = À
roster-who = Qui
roster-act = Changer
roster-nobody = Personne
roster-pager = Autres jours
roster-earlier = Deux semaines plus tôt
roster-later = Deux semaines plus tard
shift-backup = relève
shift-doubled = deux à la fois
shift-offered = offerte aux autres
shift-change = Changer
shift-change-of = Changer la garde de { $name }
shift-add = Inscrire une garde au tableau
shift-add-do = L’inscrire
shift-from-date = Premier jour
shift-from-time = Commence à
shift-to-date = Dernier jour
shift-to-time = Finit à
shift-is-backup = Comme relève
shift-is-backup-hint = Appelée quand la première personne ne répond pas. Une relève seule ne couvre pas.
shift-beside = C’est voulu : deux en même temps
shift-remove = L’enlever
shift-remove-what = La garde quitte aussitôt le tableau, et une offre prend fin. Personne ne l’a alors : la personne responsable apprend qu’il y a un trou.
offer-title = La donner
offer-to = À
offer-all = Quiconque répond à ce parcours
offer-hint = Elle reste la vôtre jusqu’à ce que quelqu’un la prenne.
offer-do = L’offrir
offer-take = Je la prends
offer-decline = Je ne peux pas
offer-withdraw = Je la garde
fault-shift-ends-first = Une garde finit après son début.
fault-shift-long = Une garde dure au plus { $max } heures.
fault-shift-twice = Cette personne répond déjà à ce moment.
fault-shift-beside = Quelqu’un y est déjà à ce moment. Cochez ceci si deux sont voulus.
fault-shift-past = Cela remonte à plus de trois mois.
fault-shift-skipped = Les horloges sautent cette heure. La première ensuite est { $time }.
conflict-shift-over = Cette garde est terminée.
conflict-shift-offered = Cette garde est déjà offerte.
conflict-shift-settled = Cette offre est déjà réglée.
conflict-shift-twice = Vous répondez déjà à ce moment.

pathways-title = Parcours
pathway-new = Un nouveau parcours
pathway-add = Le créer
pathway-edit = Parcours
pathway-what = Ce que c’est
pathway-closed = ne prend pas d’appels
pathway-closed-field = Il ne prend pas d’appels
pathway-name-en = Nom en anglais
pathway-name-fr = Nom en français
pathway-scope-en = À quoi il sert, en anglais
pathway-scope-fr = À quoi il sert, en français
pathway-scope-hint = Une phrase qui aide à choisir à trois heures du matin.
pathway-always = Jour et nuit, tous les jours
pathway-always-field = Jour et nuit, tous les jours
pathway-always-hint = Son tableau de garde ne peut avoir de trou : les coordonnateurs sont avertis 72 heures d’avance.
pathway-hours = Réponse
pathway-hours-en = Quand on y répond, en anglais
pathway-hours-fr = Quand on y répond, en français
pathway-opens = Qui peut appeler
pathway-opens-program = Les membres de ce programme
pathway-opens-everyone = Tous les membres de ce site
pathway-ring-seconds = Secondes d’une sonnerie
pathway-ring-hint = Ensuite on appelle les suivants. D’ordinaire 45.
pathway-dial-in = Téléphone
pathway-dial-hint = Un numéro de conférence qui marche sans ce site. Les deux le composent.
pathway-dial-code = Code à composer ensuite
pathway-video = Adresse des appels vidéo
pathway-video-hint = {"{call}"} y devient un nom propre à chaque appel : https://meet.example.org/{"{call}"}. Vide : téléphone seulement.
pathway-credit = Ce qui compte pour le crédit
pathway-on-call-earns = Répondre donne aussi des crédits
pathway-on-call-earns-hint = Non, à moins que votre agrément le dise. Vaut dès aujourd’hui, jamais pour des appels passés.
pathway-feedback = La rétroaction à l’autre est une condition
pathway-follow-up = La réponse une semaine plus tard est une condition
pathway-people = Qui répond
pathway-person-hint = L’adresse de sa connexion. Il lui faut un compte.
pathway-person-add = L’inscrire
pathway-person-take = Enlever
pathway-person-take-what = Ses gardes à venir quittent aussitôt le tableau, et personne ne les a. La personne reçoit une lettre.
pathway-person-out = Enlever { $name } de ce parcours
fault-ring-seconds = Veuillez choisir de { $least } à { $most } secondes.
fault-pathway-no-phone = Chaque appel doit marcher par la voix seule : veuillez donner un numéro.
fault-pathway-nobody = Personne avec un compte n’a cette adresse.
fault-dial = Veuillez n’écrire que des chiffres, et + - ( ) . , # *.

report-title = Chiffres des appels
report-quarter = Trimestre { $n } de { $year }
report-own = Des appels auxquels vous avez répondu.
report-running = Ce trimestre n’est pas fini : ses chiffres avancent de cinq appels à la fois.
report-total = Appels
report-median = La moitié a eu réponse en moins de
report-ninety = Neuf sur dix ont eu réponse en moins de
report-seconds = { $n } s
report-few = moins de 5
report-held = retenu
report-what = Quoi
report-calls = Appels
report-too-few = Moins de cinq appels : rien d’autre n’est montré.
report-by-answers = En combien de temps quelqu’un est venu
report-by-hours = Selon l’heure du jour
report-by-modes = Par téléphone et par vidéo
report-by-outcomes = Ce qui en est sorti
report-by-communities = D’où
report-answer-first-hop = À la première sonnerie
report-answer-second-hop = À la deuxième sonnerie
report-answer-three-minutes = En trois minutes
report-answer-longer = Plus tard
report-answer-nobody = Personne n’est venu
report-answer-gave-up = Abandonné
report-not-closed = Pas encore clos
report-not-answered = Sans réponse
report-elsewhere = Ailleurs, ou non précisé
report-left-out = Omis, parce que cela dirait ce qu’un autre tableau retient : { $tables }.
report-beside = Autres parcours de ce programme
report-method = Les comptes de moins de 5 sont retenus, ceux des communautés de moins de 10, et d’autres avec eux jusqu’à ce qu’aucun ne se devine. Les appels en cours ne comptent pas.
report-pager = Autres trimestres
report-now = Le trimestre en cours

pearl-title = Une perle pour les autres
pearl-write = Écrire trois lignes dont d’autres peuvent apprendre
pearl-change = Changer les lignes
pearl-hint = Rien ne sort de cet appel avant que vous soyez d’accord tous les deux. Une heure après, le texte va au forum de la plus récente cohorte du programme, sans vos noms, sauf si vous le voulez.
pearl-about = De quoi il s’agit
pearl-lines = Trois lignes au plus
pearl-lines-hint = Ce que vous diriez à un ou une collègue. Rien qui dise qui, où ou quand.
pearl-name-me = Me nommer
pearl-name-me-hint = Sans coche, vous n’êtes pas nommé.
pearl-offer = Demander à l’autre
pearl-waits = La question est posée; rien ne sort avant une réponse favorable.
pearl-asked = La personne qui a répondu aimerait partager ces lignes. Êtes-vous d’accord avec ce texte?
pearl-agree = Je suis d’accord
pearl-decline = Plutôt non
pearl-agreed = Vous êtes d’accord tous les deux. D’ici là, chacun peut encore revenir en arrière. Au forum à
pearl-published = Le texte est au forum.
pearl-there = Le lire là-bas
pearl-declined = Cela reste entre vous deux; les lignes sont effacées.
pearl-withdrawn = Le texte a été repris; les lignes sont effacées.
pearl-take-back = Reprendre mon accord
pearl-named = Nommés : { $names }.
pearl-nobody-named = Personne n’est nommé.
pearl-signed-nobody = *Tiré d’un appel à la ligne de consultation; les deux personnes ont accepté de le partager.*
pearl-signed = *Tiré d’un appel à la ligne de consultation; les deux personnes ont accepté de le partager. Nommées à leur demande : { $names }.*
fault-pearl-lines = Écrivez au plus { $most } lignes.
conflict-pearl-not-closed = Une perle s’écrit quand l’appel est clos.
conflict-pearl-no-forum = Ce programme n’a aucune cohorte ouverte dont le forum pourrait l’accueillir.
conflict-pearl-changed = Le texte a changé entre-temps. Relisez ce qui s’y trouve maintenant.
conflict-pearl-settled = C’est déjà réglé.
conflict-pearl-out = Le texte est déjà au forum. La modération peut le masquer : signalez-le.
done-pearl-offered = La question est posée.
done-pearl-agreed = Vous êtes d’accord. Le texte va au forum dans une heure.
done-pearl-back = Cela reste entre vous deux.

travel-title = Trajets peut-être évités
travel-too-few = Moins de cinq réponses : rien n’est dit.
travel-journeys = Trajets de patients
travel-km = Kilomètres aller-retour
travel-range = { $low } à { $high }
travel-range-km = { $low } à { $high } km
travel-known-some = La distance de certains de ces trajets n’est pas connue; les kilomètres sont ceux des autres seulement.
travel-known-none = Les distances ne sont pas connues, ou pour trop peu de ces trajets. Qui gère le parcours peut les inscrire.
travel-method = Comment on y arrive : le bas compte les trajets que les appelants ont dits « évités » en fermant l’appel, le haut y ajoute « peut-être évités ». Les kilomètres sont le double du chemin de la communauté de l’appel au centre de référence, comme inscrit pour ce parcours. Les trajets sont arrondis à 5 et les kilomètres à 100, le bas vers le bas et le haut vers le haut. Personne n’a vérifié ce qui serait arrivé sans l’appel.
weeks-title = Répondu à temps
weeks-this = Cette semaine
weeks-last = La semaine dernière
weeks-too-few = moins de 5 appels : pas jugée
weeks-fine = à temps
weeks-late = tard, ou sans réponse
weeks-method = À temps : neuf appels sur dix de la semaine ont eu une réponse en trois minutes, et aucun n’est resté sans réponse. Sinon, les responsables et coordonnateurs du programme reçoivent une lettre pour la semaine. De moins de cinq appels, rien n’est dit.
pathway-distances = Distance jusqu’au centre de référence
pathway-distances-hint = Une communauté par ligne, aller simple : Vanderhoof, 97. Pour l’estimation des trajets seulement.
fault-distance = Cette ligne n’est pas une communauté avec des kilomètres entiers de 1 à { $most } : { $line }
fault-distance-twice = Cette communauté y figure deux fois : { $community }
fault-distance-many = Écrivez au plus { $max } communautés.

letter-pearl-offered-subject = Voulez-vous partager ceci? { $pathway }
letter-pearl-offered-body =
    Bonjour { $name },

    la personne qui a répondu à votre appel ({ $pathway }) a écrit trois lignes dont d’autres pourraient apprendre.
    Rien ne sort de l’appel sans votre accord. Lisez-les, et dites oui ou non :
    { $link }
letter-pearl-agreed-subject = D’accord : { $pathway }
letter-pearl-agreed-body =
    Bonjour { $name },

    la personne qui a appelé ({ $pathway }) accepte vos trois lignes. Elles vont au forum dans une heure.
    D’ici là, chacun de vous peut encore les reprendre :
    { $link }
letter-pearl-back-subject = Cela reste entre vous deux : { $pathway }
letter-pearl-back-body =
    Bonjour { $name },

    les trois lignes de votre appel ({ $pathway }) n’iront pas au forum. Elles sont effacées.

    L’appel :
    { $link }
letter-pearl-out-subject = Votre perle est au forum : { $pathway }
letter-pearl-out-body =
    Bonjour { $name },

    les trois lignes de votre appel ({ $pathway }) sont maintenant au forum.

    { $link }
letter-late-subject = Réponses tardives cette semaine : { $pathway }
letter-late-body =
    Bonjour { $name },

    dans la semaine du { $week }, des appels ({ $pathway }) ont eu une réponse tardive, ou aucune.

    Appels jugés : { $calls }
    Neuf sur dix ont eu une réponse en : { $ninety }
    Sans réponse : { $missed }

    Le but est de trois minutes, et aucun appel sans réponse. Ce sont les chiffres de ce moment; il y a une lettre par semaine. L’horaire a peut-être un trou, ou une sonnerie dure trop longtemps :
    { $link }
letter-late-none = aucun
letter-late-no-time = aucun temps, car trop d’appels sont restés sans réponse
letter-late-minutes = { $n } min { $s } s

home-call-close = Clore un appel
home-call-close-out = Clore un appel de votre côté
home-call-reflect = Deux phrases sur un appel

done-call-answered = L’appel est à vous.
done-call-soon = La personne qui appelle le sait; on appelle les suivants.
done-call-passed = On appelle les suivants.
done-call-ended = L’appel est terminé.
done-call-closed = L’appel est clos. Merci.
done-close-out = Clos de votre côté. Merci.
done-reflected = Vos deux phrases sont gardées.
done-feedback = C’est dit.
done-follow-up = Merci. La personne qui a répondu l’apprend.
done-off-call = Les appels passent aux suivants.
done-back-on-call = On peut de nouveau vous atteindre.
done-note = La note est laissée.
done-shift-added = La garde est au tableau.
done-shift-changed = La garde a été changée.
done-shift-removed = La garde a été enlevée.
done-shift-offered = La garde est offerte.
done-offer-taken = La garde est à vous.
done-pathway-added = Le parcours est créé. Dites maintenant qui y répond.

letter-ring-subject = Un appel sonne : { $pathway }
letter-ring-body =
    Bonjour { $name },

    un appel sonne chez vous sur { $pathway } ({ $region }).

    Répondez, dites « bientôt, pas maintenant », ou passez-le :
    { $link }

    Si vous ne faites rien, on appelle les suivants.
letter-unanswered-subject = Personne n’a pu répondre à votre appel : { $pathway }
letter-unanswered-body =
    Bonjour { $name },

    personne n’a pu répondre à votre appel sur { $pathway }. Nous le regrettons.

    Rappelez, ou composez le numéro du parcours :
    { $link }
letter-call-closed-subject = Votre appel est clos : { $pathway }
letter-call-closed-body =
    Bonjour { $name },

    votre appel sur { $pathway } a été clos par la personne qui a répondu.

    Il reste cinq touches et deux phrases de votre côté. Elles le font compter :
    { $link }
letter-gap-subject = Personne n’est de garde : { $pathway }
letter-gap-body =
    Bonjour { $name },

    personne n’est de garde sur { $pathway }
    de { $from }
    à { $to }.

    Comblez le trou ici :
    { $link }
letter-shift-offered-subject = Une garde est offerte : { $pathway }
letter-shift-offered-body =
    Bonjour { $name },

    { $backup ->
        [yes] une relève
       *[no] une garde
    } sur { $pathway } est offerte :
    de { $from }
    à { $to }.

    Prenez-la ici, si vous pouvez :
    { $link }
letter-pathway-off-subject = Vous ne répondez plus à { $pathway }
letter-pathway-off-body =
    Bonjour { $name },

    vous ne faites plus partie de { $pathway }. { $n ->
        [0] Aucune garde à venir n’était à votre nom.
        [one] Votre garde à venir n’est plus au tableau.
       *[other] Vos { $n } gardes à venir ne sont plus au tableau.
    } Si c’est une erreur, écrivez à la personne responsable.
    { $link }

letter-shift-declined-subject = Votre garde reste la vôtre : { $pathway }
letter-shift-declined-body =
    Bonjour { $name },

    la personne à qui vous avez demandé ne peut pas prendre votre { $backup ->
        [yes] relève
       *[no] garde
    } sur { $pathway } :
    de { $from }
    à { $to }.

    Vous pouvez l’offrir à quelqu’un d’autre :
    { $link }
letter-shift-given-subject = Votre garde a été prise : { $pathway }
letter-shift-given-body =
    Bonjour { $name },

    quelqu’un a pris votre { $backup ->
        [yes] relève
       *[no] garde
    } sur { $pathway } :
    de { $from }
    à { $to }.

    { $link }
home-call-pearl = Consentir, ou non, à une perle de votre appel
home-call-live = Votre appel est en cours
home-call-rings = Un appel sonne pour vous
done-consult-already = Vous avez déjà demandé : cet appel n’est pas terminé, donc personne n’a été appelé une seconde fois.
