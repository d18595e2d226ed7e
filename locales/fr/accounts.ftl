home-title = Kith
home-lede = Un lieu pour apprendre ensemble à prendre soin des autres : séances, cas, conversations, et la preuve que cela aide.
home-hello = Bonjour, { $name }
home-point-learn-title = Tous enseignent, tous apprennent
home-point-learn = De courts exposés, de vrais cas dépersonnalisés et les recommandations de tout le groupe.
home-point-talk-title = Entre les séances
home-point-talk = Un forum et un clavardage en direct poursuivent la conversation, même sur une connexion faible.
home-point-measure-title = La preuve que cela aide
home-point-measure = Des questionnaires d’une minute, avant et après. Les chiffres viennent avec leurs effectifs, jamais avec des noms.
link-title = Bon retour, { $name }
link-lede = Appuyez sur le bouton pour vous connecter sur cet appareil. Le lien ne sert qu’une fois.
link-unknown = Nous ne connaissons pas ce lien. Veuillez en demander un nouveau sur la page de connexion.
link-used = Ce lien ne fonctionne plus : il a servi, ou un lien plus récent a été envoyé. Nous pouvons vous en envoyer un nouveau : demandez-le sur la page de connexion.
link-expired = Ce lien a expiré. Nous pouvons vous en envoyer un nouveau : demandez-le sur la page de connexion.
sign-in-by-link = Avec un lien par courriel
sign-in-by-password = Avec un mot de passe
sign-in-mail-me = Envoyez-moi un lien
sign-in-forgotten = Mot de passe oublié
invitation-title = Bienvenue dans Kith
invitation-lede = Vous êtes invité à l’adresse { $email }. Vérifiez votre nom, choisissez un mot de passe si vous le souhaitez et lisez les conditions.
invitation-accept = Entrer
password-title = Un nouveau mot de passe
password-change = Changer le mot de passe
password-set = Choisir un mot de passe
password-none = Vous n’avez pas de mot de passe : vous vous connectez par des liens envoyés par courriel. C’est très bien; un mot de passe est plus rapide sur une connexion faible.
terms-new = Les conditions ont une nouvelle version. Veuillez la lire et l’accepter pour continuer.
terms-version = Version du { $date }
terms-accept = J’ai lu les conditions et je les accepte
privacy-account = Votre compte : nom, adresse, profession, lieu de travail, communauté, langue et fuseau horaire, pour que vos collègues sachent qui parle et que le courrier vous parvienne.
privacy-answers = Vos réponses aux questionnaires : sous un code fait avec une clé gardée hors de la base de données. Les résultats ne montrent que des groupes d’au moins cinq personnes. Les évaluateurs nommés par un administrateur peuvent aussi lire des réponses isolées, sous leur code et sans nom, pour vérifier les chiffres; chaque consultation est notée avec son but.
privacy-cases = Les cas : un texte sans rien qui puisse identifier quelqu’un. Le système et une deuxième personne le vérifient avant que d’autres le lisent.
privacy-attendance = Les présences : les minutes passées en séance, pour les attestations et le rapport du programme, qui compte les personnes sans les nommer.
privacy-groups = Dans les petits groupes : les plans d’action avec les commentaires de la personne mentore, les visites dans votre pratique, les paiements et vos regards en arrière. La personne mentore et la personne qui coordonne en lisent ce qui les concerne; les finances ne voient que les paiements.
privacy-calls = Les appels de la ligne de consultation : qui a demandé qui, quand, et pour quels groupes de motifs. Les mots entre les deux s’effacent après quelques semaines; les chiffres comptent des appels et ne nomment personne.
privacy-papers = Les certificats et ce que des appels ont valu, avec le numéro de votre collège si vous l’avez inscrit : pendant cinq ans, comme le demandent les organismes d’agrément.
privacy-log = Un registre de qui a modifié ou ouvert quoi, pour que vous puissiez le demander.
privacy-out = Rien ne quitte ce serveur, sauf le courrier et, quand vous participez par vidéo, votre nom, pour le serveur vidéo de votre programme. Aucun traceur, aucune police ni aucun script venus d’ailleurs.
field-email = Adresse courriel
field-password = Mot de passe
field-new-password = Nouveau mot de passe
field-old-password = Mot de passe actuel
field-name = Nom
field-language = Langue
field-profession = Profession
field-organisation = Lieu de travail ou organisme
field-community = Communauté
field-zone = Fuseau horaire
field-phone = Téléphone
field-licence = Numéro d’ordre ou de permis
hint-name = Tel que vos collègues devraient le lire.
hint-password = Au moins 12 caractères. Quatre mots sans lien sont faciles à taper et difficiles à deviner.
hint-password-optional = Vous pouvez laisser ce champ vide et vous connecter par des liens envoyés par courriel. Au moins 12 caractères.
hint-zone = Les heures des séances sont données dans le fuseau de la cohorte, avec la vôtre à côté.
hint-licence = Nécessaire seulement si un ordre professionnel le demande sur les attestations.
language-en = English
language-fr = Français
profile-email = Le courrier est envoyé à { $email }. La coordination peut changer l’adresse.
calendar-title = Les séances dans votre calendrier
calendar-lede = Abonnez votre calendrier à cette adresse privée. Toute personne qui l’a peut voir les heures de vos séances.
calendar-new = Créer une nouvelle adresse; l’ancienne cesse de fonctionner
devices-title = Où vous êtes connecté
device-this = cet appareil
device-unnamed = Un navigateur
device-end = Y mettre fin
accounts-title = Comptes
accounts-find = Nom ou adresse
accounts-go = Chercher
accounts-none = Personne ne correspond.
accounts-more = Il y en a plus de { $n }. Cherchez un nom ou une adresse.
account-administrator = administration
account-address = Adresse courriel
account-address-lede = Les deux adresses reçoivent une lettre à ce sujet. Les liens envoyés à l’ancienne ne fonctionnent plus.
account-address-new = Nouvelle adresse
account-address-set = Changer l’adresse
refused-address = Cette personne est aussi d’un autre programme ou y tient une fonction : c’est l’administration qui change son adresse.
fault-email-taken = Un autre compte a cette adresse.
done-readdressed = L’adresse est changée. Les deux adresses reçoivent une lettre.
account-state = État
account-invited = invité
account-active = actif
account-suspended = suspendu
account-deleted = supprimé
account-suspend = Suspendre
account-reactivate = Rouvrir l’accès
account-end-devices = Déconnecter partout
refused-self = Vous ne pouvez pas faire cela à votre propre compte.
refused-last-administrator = C’est le dernier compte d’administration. Nommez-en d’abord un autre.
conflict-account-state = L’état du compte a changé entre-temps. Veuillez regarder de nouveau.
fault-sign-in = Cette adresse et ce mot de passe ne vont pas ensemble. Vous pouvez aussi demander un lien par courriel.
fault-terms = Veuillez accepter les conditions pour entrer.
fault-password-short = Un mot de passe compte au moins { $min } caractères.
fault-password-guessable = Ce mot de passe est facile à deviner. Quatre mots sans lien en font un bon.
fault-old-password = Ce n’est pas votre mot de passe actuel.
done-signed-out = Vous êtes déconnecté de cet appareil.
done-link-mailed = Si cette adresse appartient à quelqu’un d’ici, une lettre avec un lien est en route. Il sert une fois, pendant une demi-heure.
done-password-changed = Votre mot de passe est changé. Les autres appareils ont été déconnectés.
done-saved = Enregistré.
done-calendar-new = Vous avez une nouvelle adresse de calendrier. Abonnez-y de nouveau vos appareils.
done-device-ended = Cet appareil est déconnecté.
done-suspended = Le compte est suspendu. Ses pages et ses connexions se ferment en quelques secondes.
done-reactivated = Le compte est de nouveau actif.
done-devices-ended = Cette personne est déconnectée partout.
letter-invitation-subject = Une invitation à Kith
letter-invitation-body =
    Bonjour { $name },

    vous êtes invité dans Kith, où des collègues apprennent ensemble à prendre soin des autres.

    Ce lien n’est que pour vous. Il sert une fois, pendant sept jours :
    { $link }

    S’il a expiré, demandez-en un nouveau sur la page de connexion.
letter-invitation-cohort-subject = Votre place dans { $cohort }
letter-invitation-cohort-body =
    Bonjour { $name },

    vous avez une place dans { $cohort }. Entrez, vérifiez votre nom et lisez les conditions :
    { $link }

    Ce lien n’est que pour vous. Il sert une fois, pendant sept jours. S’il a expiré, demandez-en un nouveau sur la page de connexion.
letter-sign-in-subject = Votre lien de connexion
letter-sign-in-body =
    Bonjour { $name },

    voici votre lien. Il sert une fois, pendant une demi-heure :
    { $link }

    Si vous ne l’avez pas demandé, ne faites rien : sans le lien, personne n’entre.
letter-password-subject = Un lien pour choisir un nouveau mot de passe
letter-password-body =
    Bonjour { $name },

    ce lien permet de choisir un nouveau mot de passe. Il sert une fois, pendant une demi-heure :
    { $link }

    Si vous ne l’avez pas demandé, ne faites rien : votre mot de passe reste le même.
letter-password-changed-subject = Votre mot de passe a été changé
letter-password-changed-body =
    Bonjour { $name },

    le mot de passe de votre compte vient d’être changé, et les autres appareils ont été déconnectés.

    Si ce n’était pas vous, demandez aussitôt un nouveau mot de passe sur la page de connexion et prévenez la coordination.
fault-name-taken = Quelqu’un d’une de vos cohortes porte ce nom. Veuillez ajouter de quoi vous distinguer, par exemple une initiale.
letter-address-subject = Votre adresse courriel dans Kith
letter-address-body =
    Bonjour { $name },

    la coordination de votre programme a changé l’adresse de votre compte de { $old } à { $new }. Les lettres vont à la nouvelle, avec laquelle vous vous connectez aussi.

    Si vous ne l’avez pas demandé, dites-le-lui sans tarder.
