forum-title = Forum
forum-lede = Entre les séances : qui nous sommes, ce que nous rencontrons dans la pratique, ce qui a aidé. Omettez tout ce qui pourrait identifier un patient ou une famille.
forum-recent = Derniers messages
forum-empty = Rien n’est encore écrit ici. Toute personne de la cohorte peut ouvrir le premier fil.
forum-board-introductions = Présentations
forum-board-practice = Cas et pratique
forum-board-resources = Ressources
forum-about-introductions = Où vous travaillez, ce que vous apportez, ce que vous espérez apprendre.
forum-about-practice = Des questions du terrain, sans rien qui puisse identifier un patient.
forum-about-resources = Des articles, des outils et des lieux utiles aux autres.
forum-board-add = Ajouter un tableau
forum-board-rename = Renommer ce tableau
forum-board-name = Nom du tableau
forum-board-about = À quoi il sert
forum-threads =
    { $n ->
        [one] { $n } fil
       *[other] { $n } fils
    }
forum-replies =
    { $n ->
        [one] { $n } réponse
       *[other] { $n } réponses
    }
forum-unread =
    { $n ->
        [one] { $n } nouveau
       *[other] { $n } nouveaux
    }
forum-new = nouveau
forum-read-all = Tout marquer comme lu
forum-by = par { $name }
forum-last-by = dernier message : { $name }
forum-pinned = épinglé
forum-locked = verrouillé
forum-hidden = masqué
forum-title-hidden = Titre masqué
forum-new-thread = Nouveau fil
forum-open-thread = Ouvrir le fil
forum-field-title = Titre
forum-hint-title = Ce que vous voulez savoir ou partager, en une ligne.
forum-field-body = Votre texte
forum-hint-body = Markdown fonctionne : *accent*, listes, liens. Ni noms, ni dates de naissance, ni numéros de dossier.
forum-pages = Pages
forum-page-before = Page précédente
forum-page-after = Page suivante
forum-page-of = Page { $page } de { $pages }
forum-first-unread = Au premier nouveau message
forum-reply = Répondre
forum-reply-thread = Répondre plutôt au fil
forum-reply-to-post = Votre réponse à ce message
forum-field-reply = Votre réponse
forum-send-reply = Envoyer la réponse
forum-in-reply-to = en réponse à { $name }
forum-is-locked = Ce fil est verrouillé : on peut le lire, mais il ne reçoit plus de réponses.
forum-edited = modifié
forum-edit = Modifier
forum-edit-title = Modifier votre message
forum-edit-hint = Le texte précédent est conservé, pour vous et pour les personnes qui modèrent.
forum-add = Compléter
forum-add-title = Compléter votre message
forum-add-hint = Un message peut être modifié pendant 24 heures. Ensuite, un complément s’ajoute dessous, avec sa propre date.
forum-field-addition = Votre complément
forum-added = Ajouté plus tard
forum-says-now = Le texte actuel
forum-history = Historique
forum-history-lede = Tout ce que ce message de { $name } a dit. Seules la personne qui l’a écrit et celles qui modèrent peuvent le lire.
forum-version = Version { $n }
forum-delete = Supprimer
forum-delete-hint = Vos mots disparaissent pour tout le monde. Là où d’autres ont répondu, une ligne demeure.
forum-delete-yes = Supprimer mon message
forum-was-deleted = Ce message a été retiré par son auteur ou son autrice.
forum-was-hidden = Ce message est masqué.
forum-hidden-mine = Votre message est masqué pour les autres. Veuillez retirer ce qui ne devrait pas y être; une personne qui anime pourra ensuite l’afficher de nouveau.
forum-hidden-staff = Masqué pour les autres.
forum-hidden-why = Raison : { $reason }
forum-staff = Pour les personnes qui modèrent
forum-moderate = Modérer
forum-do-lock = Verrouiller
forum-do-unlock = Déverrouiller
forum-do-pin = Épingler
forum-do-unpin = Désépingler
forum-do-move = Déplacer le fil
forum-move-to = Tableau
forum-do-hide = Masquer le message
forum-do-restore = L’afficher de nouveau
forum-hide-reason = Pourquoi; la personne qui l’a écrit lira ceci
forum-flag = Signaler
forum-flagged = Signalé par vous
forum-flag-kind = De quoi s’agit-il?
forum-flag-patient = Information sur un patient
forum-flag-unkind = Blessant ou non sécuritaire
forum-flag-other = Autre chose
forum-flag-reason = En une phrase
forum-flag-reason-hint = Dites où, sans répéter ce qui ne devrait pas s’y trouver.
forum-do-flag = Envoyer le signalement
forum-flags-none = Aucun signalement en attente.
forum-flags-open =
    { $n ->
        [0] Aucun signalement en attente
        [one] { $n } signalement en attente
       *[other] { $n } signalements en attente
    }
forum-flag-by = signalé par { $name }
forum-do-settle = Vu, rien à faire
forum-do-redact = Caviarder définitivement
forum-was-redacted = Quelque chose a été caviardé dans ce message :
done-forum-thread-opened = Le fil est ouvert.
done-forum-posted = Votre réponse est dans le fil.
done-forum-edited = Votre message est modifié.
done-forum-added = Votre complément est sous votre message.
done-forum-deleted = Votre message est retiré.
done-forum-all-read = Tout ce qui était sur la liste est marqué comme lu.
done-forum-board-added = Le tableau est créé.
done-forum-board-renamed = Le tableau est renommé.
done-forum-locked = Le fil est verrouillé.
done-forum-unlocked = Le fil reçoit de nouveau des réponses.
done-forum-pinned = Le fil est en tête de son tableau.
done-forum-unpinned = Le fil reprend sa place dans l’ordre du temps.
done-forum-moved = Le fil est sur son nouveau tableau.
done-forum-hidden = Le message est masqué.
done-forum-restored = Le message est de nouveau affiché.
done-forum-settled = Le signalement est réglé.
fault-forum-sent = Ce formulaire a déjà été envoyé, avec d’autres mots. Appuyez de nouveau si les deux doivent rester.
fault-forum-board-changed = Quelqu’un d’autre a renommé ce tableau entre-temps. Appuyez de nouveau pour remplacer ce nom.
fault-forum-boards = Il y a déjà 40 tableaux. Renommez-en plutôt un.
fault-forum-additions = Ce message a déjà 20 compléments. Une réponse convient mieux.
refused-forum-own = Seule la personne qui l’a écrit peut modifier ou retirer un message. Les personnes qui animent peuvent le masquer.
conflict-forum-archived = Cette cohorte est archivée : on peut lire son forum, mais il ne reçoit plus de messages.
conflict-thread-locked = Le fil a été verrouillé entre-temps. Votre texte est encore ici, pour que vous puissiez le copier.
conflict-post-changed = Votre message a changé depuis que vous avez ouvert ce formulaire. Votre texte est conservé ici; le texte actuel est à côté. Enregistrer le remplacera.
conflict-edit-late = Les 24 heures prévues pour modifier sont passées. Votre texte est conservé ici : ce que vous enregistrez maintenant s’ajoute sous votre message, avec sa propre date.
search-question = Que cherchez-vous?
search-hint = Tous les mots doivent s’y trouver; les accents ne comptent pas, et le dernier mot peut être le début d’un mot.
search-none = Rien de ce que vous pouvez lire ne contient tous ces mots. Moins de mots, ou le début d’un mot, trouvent davantage.
search-found =
    { $n ->
        [one] { $n } résultat
       *[other] { $n } résultats
    }
search-kind-thread = Fil
search-kind-post = Message
search-kind-case = Cas
fault-search-short = Veuillez donner au moins un mot de deux lettres.
fault-search-long = Ce texte dépasse { $max } caractères. Quelques mots suffisent.
fault-search-words = Veuillez donner au plus { $max } mots.
fault-forum-twice = Vous avez publié ici ces mêmes mots il y a un instant; ils n’ont pas été publiés de nouveau.
fault-forum-fast = Beaucoup de messages en peu de temps. Veuillez attendre { $seconds } secondes et envoyer de nouveau; votre texte est conservé ici.
