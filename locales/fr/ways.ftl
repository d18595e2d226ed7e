ways-title = Comment participer
ways-video = Participer par vidéo
ways-video-link = La vidéo s’ouvre dans ce navigateur.
ways-video-named = La vidéo s’ouvre dans ce navigateur. Votre nom est transmis, pas votre adresse courriel.
ways-phone = Participer par téléphone
ways-phone-number = Composez le
ways-phone-code = Code d’accès
ways-phone-check = Pendant la séance, un code de présence de quatre chiffres est lu à voix haute. Entrez-le sur cette page, sur le moment ou après, et l’appel compte comme une présence.
ways-later-both = De 15 minutes avant le début jusqu’à la fin, le lien vidéo et le numéro de téléphone s’affichent ici.
ways-later-video = De 15 minutes avant le début jusqu’à la fin, le lien vidéo s’affiche ici.
ways-later-phone = Cette séance se tient par téléphone. Le numéro s’affiche ici de 15 minutes avant le début jusqu’à la fin.
ways-none = Rien n’est encore fixé pour participer. La personne qui anime ajoute un lien ou un numéro de téléphone.
reply-title = Serez-vous là?
reply-coming = Je viens
reply-away = Je ne peux pas venir
reply-reason = Pourquoi vous ne pouvez pas, si vous voulez le dire
reply-reason-hint = L’animation et la coordination le voient. Ne nommez aucun patient, aucune patiente.
reply-is-coming = Vous avez dit que vous venez.
reply-is-away = Vous avez dit que vous ne pouvez pas venir; vous ne recevrez aucun rappel de cette séance.
reply-undo = Retirer ma réponse
replies-title = Qui vient
replies-count = Viennent : { $coming }; ne peuvent pas venir : { $away }. Les autres n’ont encore rien dit.
replies-coming = vient
replies-away = ne peut pas venir
field-dial-code = Code d’accès
field-video = Vidéo
video-as-program = Comme pour le programme
video-as-hub = Comme pour le centre
video-kind-unset = Non fixé
video-kind-link = Un lien
video-kind-jitsi = Jitsi
video-kind-bigbluebutton = BigBlueButton
video-kind-phone = Pas de vidéo : par téléphone seulement
video-title = Vidéo et téléphone de { $name }
video-lede-program = Ceci vaut pour chaque séance du programme qui n’a rien en propre. Ce qui reste vide ici suit les réglages du centre.
video-lede-hub = Ceci vaut pour chaque séance du centre dont le programme n’a rien en propre.
video-hub = Les réglages du centre
video-settings = Vidéo et téléphone
video-how = Comment on participe
video-jitsi = Serveur Jitsi
video-bbb = Serveur BigBlueButton
video-secret-set = Un secret est enregistré. Il n’est plus montré; écrivez-en un autre pour le remplacer.
video-secret-none = Aucun secret n’est enregistré.
field-video-link = Lien pour toutes les séances
field-jitsi-address = Adresse
field-jitsi-app = Identifiant de l’application
field-jitsi-secret = Secret de l’application
field-bbb-address = Adresse
field-bbb-secret = Secret partagé
hint-video-link = Les séances qui ont leur propre lien gardent le leur.
hint-jitsi-address = Par exemple https://meet.example.org. Si le champ est vidé, le serveur et son secret sont oubliés.
hint-jitsi-app = Avec l’identifiant et le secret, chaque personne reçoit son propre jeton, qui ouvre la salle pendant cinq minutes; l’animation et la coordination modèrent.
hint-bbb-address = Comme l’affiche « bbb-conf --secret ». Si le champ est vidé, le serveur et son secret sont oubliés.
hint-bbb-secret = Kith demande lui-même à ce serveur d’ouvrir une rencontre. Rien n’est enregistré.
hint-video = Un lien propre à cette séance l’emporte sur le réglage du programme, sauf si un autre moyen est choisi ici.
hint-dial-code = Ce que la ligne téléphonique demande.
fault-video-server = Veuillez écrire une adresse https sans point d’interrogation, par exemple https://meet.example.org.
fault-video-link = Ce choix demande un lien.
fault-video-no-server = Ce choix demande l’adresse d’un serveur, ici ou dans les réglages plus larges.
fault-video-number = Ce choix demande un numéro de téléphone.
fault-video-secret = Il faut un secret ici, d’au plus 400 caractères.
conflict-way-closed = On peut entrer de 15 minutes avant la séance jusqu’à sa fin.
conflict-way-unset = Rien n’est encore fixé pour participer à cette séance. La personne qui anime ajoute un lien ou un numéro de téléphone.
conflict-video-silent = Le serveur vidéo n’a pas répondu. Réessayez dans une minute, ou composez le numéro de téléphone qui se trouve sur la page de la séance.
conflict-reply-closed = Cette séance est terminée ou annulée.
done-coming = C’est noté : vous venez.
done-away = C’est noté : vous ne pouvez pas venir. L’équipe de la séance le voit.
done-reply-undone = Réponse retirée.
done-by-phone = On participe à cette séance par téléphone : le numéro est ci-dessous.
letter-reminder-week-subject = { $cohort } : séance { $n } { $near }
letter-reminder-week-body =
    Bonjour { $name },

    la séance { $n } de { $cohort }, « { $title } », a lieu le { $when }.

    L’ordre du jour, et un bouton si vous ne pouvez pas venir :
    { $link }

    Ne plus recevoir de rappels, en un seul geste :
    { $out }
letter-reminder-day-subject = { $cohort } : séance { $n } { $near }
letter-reminder-day-body =
    Bonjour { $name },

    la séance { $n } de { $cohort }, « { $title } », a lieu le { $when }.

    L’ordre du jour, et un bouton si vous ne pouvez pas venir :
    { $link }

    Ne plus recevoir de rappels, en un seul geste :
    { $out }
letter-reminder-hour-subject = { $cohort } : la séance { $n } commence dans moins d’une heure
letter-reminder-hour-body =
    Bonjour { $name },

    la séance { $n } de { $cohort }, « { $title } », commence dans moins d’une heure : { $when }.

    L’entrée, par vidéo ou par téléphone, s’ouvre ici 15 minutes avant le début :
    { $link }

    Ne plus recevoir de rappels, en un seul geste :
    { $out }
letter-calendar-subject = { $cohort } : séance { $n }, { $when }
letter-calendar-body =
    Bonjour { $name },

    la séance { $n } de { $cohort }, « { $title } », a lieu le { $when }. Elle est jointe à cette lettre pour votre agenda.

    { $link }
letter-calendar-again-subject = { $cohort } : la séance { $n } change dans votre agenda
letter-calendar-again-body =
    Bonjour { $name },

    la séance { $n } de { $cohort } est maintenant « { $title } », le { $when }. Cette lettre met votre agenda à jour.

    { $link }
letter-calendar-out-subject = { $cohort } : la séance { $n } sort de votre agenda
letter-calendar-out-body =
    Bonjour { $name },

    la séance { $n } de { $cohort } du { $when } est retirée de votre agenda par cette lettre.
letter-calendar-foot =
    Une réponse donnée dans votre agenda ne nous parvient pas; la page de la séance a un bouton pour cela.
    Ne plus recevoir de lettres d’agenda, en un seul geste :
    { $out }
letter-near-today = aujourd’hui à { $time }
letter-near-tomorrow = demain à { $time }
letter-near-day = le { $day } à { $time }
