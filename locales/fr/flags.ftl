flag = Signaler
flag-title = Signaler ceci
flag-lede = Les personnes qui animent et qui coordonnent voient votre signalement et votre nom. Ce qui contient des renseignements sur une patiente ou un patient est masqué aussitôt, jusqu’à ce qu’elles l’aient regardé.
flag-kind-case = Cas
flag-kind-question = Question sur un cas
flag-kind-recommendation = Recommandation
flag-kind-post = Message du forum
flag-kind-message = Message du clavardage
flag-kind-notes = Notes communes d’une séance
flag-kind-used = Ce que quelqu’un a utilisé
flag-kind-poll = Sondage
flag-hidden = Masqué
flag-hidden-mine = Ceci est masqué pour les autres, parce que quelqu’un l’a signalé. Veuillez retirer ce qui pourrait révéler l’identité d’une personne soignée; l’équipe d’animation pourra ensuite le montrer de nouveau. Vous seul et l’équipe voyez ceci.
flag-hidden-staff = Ceci est masqué pour la cohorte jusqu’à ce que quelqu’un l’ait regardé.
flag-mend = Corriger
flag-mend-text = Vos mots
flag-mend-hint = Dites la même chose sans ce qui pourrait révéler de qui il s’agit.
done-mended = C’est conservé. Le texte reste masqué jusqu’à ce que l’équipe d’animation l’ait regardé.
done-flagged = Merci. Les personnes qui animent et qui coordonnent voient votre signalement.
flags-title = Signalements
flags-lede = Ce que les membres ont signalé et que personne n’a encore réglé, du plus ancien au plus récent. Après 48 heures, toute l’équipe reçoit un rappel.
flag-age-hours =
    { $n ->
        [0] moins d’une heure
        [one] { $n } heure
       *[other] { $n } heures
    }
flag-age-days =
    { $n ->
        [one] { $n } jour
       *[other] { $n } jours
    }
flag-restore = Montrer de nouveau
done-flag-restored = C’est montré de nouveau.
redact-link = Caviarder des mots
redact-title = Caviarder des renseignements sur une personne soignée
redact-lede = Les mots sont remplacés par [redacted] ici, dans chaque version antérieure, dans la recherche et dans les courriels en attente; les passages de six caractères ou plus, aussi partout dans les cas, le forum, le clavardage et les notes de la cohorte. Ils ne peuvent pas être rétablis, et le registre des atteintes indique qui aurait pu les lire.
redact-now = Ce que le texte dit maintenant
redact-before = Ce que le texte disait avant
redact-passages = Mots à caviarder, un passage par ligne
redact-passages-hint = Comme ci-dessus; les majuscules, les sauts de ligne et le genre d’apostrophe ne comptent pas. Une ligne qui ne figure nulle part est nommée, et rien n’est fait.
redact-whole = Tout le texte
redact-show = Puis montrer ce qui reste
done-redacted = Les mots sont caviardés, et le registre des atteintes a une nouvelle entrée.
breaches-title = Registre des atteintes
breaches-lede = Chaque fois que des mots ont été caviardés : depuis quand ils étaient là, et qui aurait pu les lire entre-temps.
breaches-none = Rien n’a jamais été caviardé ici.
breach-by = Caviardé par { $name }, à { $n ->
    [one] un endroit
   *[other] { $n } endroits
}; écrit par { $author }.
breach-could =
    { $n ->
        [one] Une personne aurait pu le lire; { $opened } l’a ouvert
       *[other] { $n } personnes auraient pu le lire; { $opened } l’ont ouvert
    }
breach-opened = ouvert
breach-from = Lisible :
home-mend = Revoyez un texte de vous qui a été masqué : { $kind }
refused-flag-own = C’est le vôtre. Vous pouvez le modifier ou le retirer.
conflict-flag-hidden = C’est déjà masqué.
conflict-flag-nobody = Vous n’êtes plus dans une même cohorte; personne ne pourrait donc regarder. Écrivez à votre coordonnatrice ou coordonnateur, sans les mots eux-mêmes.
conflict-mend-shown = C’est montré de nouveau; il n’y a rien à corriger.
fault-redact-short = Donnez au moins deux caractères par passage, et pas la marque elle-même.
fault-redact-many = Donnez au plus { $max } passages à la fois.
fault-redact-none = « { $line } » ne figure ni ici ni ailleurs dans la cohorte. Rien n’a encore été caviardé : corrigez cette ligne ou retirez-la.
fault-redact-nothing = Il ne reste rien à caviarder.
fault-redact-marks = Ces mots sont séparés par des marques comme * dans la source. Copiez-les ci-dessus, au besoin par morceaux.
letter-flag-author-subject = Un texte de vous est à revoir
letter-flag-author-body =
    Bonjour { $name },

    quelqu’un a signalé un texte que vous avez écrit dans { $cohort } : il contient peut-être des renseignements sur une personne soignée. Il est masqué pour les autres. Veuillez le regarder et retirer ce qui pourrait révéler de qui il s’agit :
    { $link }
letter-flag-hidden-subject = Un texte a été masqué dans { $cohort }
letter-flag-hidden-body =
    Bonjour { $name },

    un membre de { $cohort } a signalé des renseignements sur une personne soignée. Le texte est masqué jusqu’à ce que l’un de vous l’ait regardé :
    { $link }
letter-flag-waits-subject = Un signalement attend depuis deux jours dans { $cohort }
letter-flag-waits-body =
    Bonjour { $name },

    un signalement attend depuis 48 heures dans { $cohort }. L’un de vous le regarde; les autres n’ont rien à faire :
    { $link }
home-flags = Regarder les signalements en attente : { $n }
