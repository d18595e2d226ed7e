choose = Choisir …
cohorts-title = Cohortes
cohorts-empty = Vous n’avez pas encore de cohorte. Une coordonnatrice ou un coordonnateur vous invite par courriel.
cohorts-archived = Cohortes archivées
program-dates = du { $from } au { $to }
program-no-cohorts = Aucune cohorte n’est ouverte pour l’instant.
programs-empty = Vous ne coordonnez pas encore de programme. Ouvrez d’abord un centre, puis un programme, puis une cohorte.
cohort-next = Prochaine séance
cohort-no-next = Aucune séance n’est prévue. La personne qui anime ou coordonne fixe le calendrier.
cohort-facts = À propos de cette cohorte
cohort-dates = Dates
cohort-people = Participants
cohort-places = { $n } places prises sur { $capacity }
cohort-sessions = Séances
cohort-held = { $n } tenues sur { $all }
cohort-facilitators = Animation
people-empty = Personne n’est encore inscrit. La coordination ajoute les gens un à un ou à partir d’une liste.
people-staff = Animation et mentorat
people-participants = Participants ({ $n })
people-participants-plain = Participants
people-manage = Ajouter ou modifier
people-add = Ajouter une personne
people-enrol = Inscrire
people-remove = Retirer
people-back = Rétablir
people-back-name = Rétablir { $name }
people-invite = Inviter de nouveau
people-invite-name = Inviter { $name } de nouveau
people-out-title = Retirer { $name } de la cohorte?
people-out-enrolled = La personne perd aussitôt les pages, le clavardage et les prochaines lettres de la cohorte, et les codes d’arrivée des prochaines séances changent.
people-out-next = Sa place va à { $next }, qui est au premier rang de la liste d’attente et en est avisé aussitôt.
people-out-waiting = La personne perd son rang sur la liste d’attente.
people-out-undo = Une lettre l’en avise dix minutes plus tard. Rétablie avant, elle n’apprend rien; rétablie une fois sa place donnée, elle est au premier rang de la liste d’attente.
state-suspended = compte suspendu
people-remove-name = Retirer { $name } de la cohorte
role-participant = Participant
role-facilitator = Animation
role-peer_mentor = Mentorat par les pairs
role-give = Donner un rôle
role-of-program = { $name } (de ce programme)
hint-role-name = Seulement pour qui n’a pas encore de compte : l’invitation part à ce nom.
fault-role-nobody = Choisissez quelqu’un, ou donnez une adresse.
fault-role-new = Personne n’a encore de compte à cette adresse. Donnez le nom de la personne, et elle est invitée.
refused-last-coordinator = Un programme garde une personne à sa coordination. Nommez-en d’abord une autre.
cohort-archived = archivée
cohort-is-archived = Cette cohorte est archivée : elle a quitté les listes et reste lisible.
role-hint = La coordination nomme les mentors. Les personnes qui animent sont nommées par l’administration.
grant-coordinator = Coordination
grant-lead = Direction
grant-evaluator = Évaluation
grant-finance = Finances
grants-title = Qui dirige ce programme
grant-give = Donner
grant-take = Reprendre
grant-take-from = Reprendre le rôle { $role } à { $name }
field-title = Nom
field-hub = Centre
field-short-code = Code court
field-summary = De quoi il s’agit
field-starts-on = Premier jour
field-ends-on = Dernier jour
field-capacity = Places
field-role = Rôle
field-person = Personne
field-file = Fichier
hint-short-code = De deux à six lettres majuscules; les numéros de cas commencent ainsi, par exemple PSP-0007.
hint-summary = Deux ou trois phrases, affichées aussi sur la page publique.
hint-cohort-name = Par exemple « Automne 2026 ».
hint-capacity = Quand toutes les places sont prises, on passe à la liste d’attente.
hint-cohort-zone = Les séances gardent leur heure locale dans ce fuseau, quoi que fassent les horloges.
hint-grant-email = L’adresse avec laquelle la personne se connecte.
hint-role-email = Plutôt que de choisir dans la liste : l’adresse de n’importe qui. Un rôle ne prend pas de place.
fault-ends-before = Le dernier jour précède le premier.
fault-cohort-first = Une séance est prévue le { $day }, avant ce jour. Déplacez-la, ou cochez la case ci-dessous.
fault-cohort-last = Une séance est prévue le { $day }, après ce jour. Déplacez-la, ou cochez la case ci-dessous.
field-outside-sessions = Oui, des séances peuvent être hors de ces dates
fault-cohort-long = Une cohorte dure trois ans au plus.
fault-capacity-small = { $n } personnes sont inscrites. Il ne peut pas y avoir moins de places.
fault-zone = Veuillez choisir un fuseau horaire dans la liste.
fault-short-code = De deux à six lettres de A à Z, s’il vous plaît.
fault-code-taken = Ce code est pris par le programme « { $program } ». Les numéros de cas commencent ainsi : chaque programme a le sien.
fault-code-taken-now = Ce code vient d’être pris. Choisissez-en un autre.
fault-file-empty = Ce fichier est vide.
column-email = courriel
column-name = nom
fault-file-none = Veuillez choisir un fichier.
fault-changed = Quelqu’un d’autre a changé ceci pendant que vous écriviez. Ce que vous avez tapé est ci-dessous, avec à côté ce qui est enregistré. Envoyez de nouveau pour le remplacer.
fault-changed-field = Enregistré en ce moment : { $value }
conflict-changed = Quelqu’un d’autre a modifié ceci pendant que vous écriviez. Revenez en arrière pour copier votre texte, puis rouvrez la page.
refused-privileged = Seule l’administration donne ce rôle.
hub-new = Nouveau centre
hubs-bare = Centres sans programme
hub-lede = Un centre est l’équipe régionale qui offre des programmes.
hub-open = Ouvrir le centre
program-new = Nouveau programme
program-needs-hub = Un programme appartient à un centre, et il n’y en a pas encore.
program-change = Modifier le programme
program-code-stays = Son code court reste { $code } : les numéros de cas commencent ainsi.
hub-change = Modifier le centre
program-open = Ouvrir le programme
cohort-new = Nouvelle cohorte
cohort-open = Ouvrir la cohorte
cohort-archive = Archiver cette cohorte
cohort-unarchive = Rétablir cette cohorte
cohort-archive-hint = Une cohorte archivée quitte les listes et reste lisible.
manage-title = Gérer { $cohort }
manage-settings = Réglages
manage-surveys = Questionnaires
manage-state = État
manage-change = Modifier
manage-counts = { $n } places prises sur { $capacity }, { $waiting } en attente
state-enrolled = a une place
state-invited = invitation envoyée, pas encore venue
state-waiting = en attente, rang { $n }
state-left = partie
import-people = Importer une liste
import-people-hint = Un tableur enregistré en CSV, avec un titre par colonne : courriel, nom et, si vous les avez, profession, organisme, communauté, autorité sanitaire, rural, langue. Vous voyez d’abord ce qui se passerait.
import-paste = Ou collez les lignes ici
import-paste-hint = Avec les titres sur la première ligne.
import-look = Regarder d’abord
import-would = Rien n’est encore écrit. Auraient une place : { $enrolled }. Attendraient : { $waiting }. Déjà là : { $already }. Cellules fautives : { $bad }.
import-written = Écrit. Ont une place : { $enrolled }. Attendent : { $waiting }. Étaient déjà là : { $already }. Cellules fautives, laissées de côté avec leurs lignes : { $bad }.
import-write = { $n ->
    [one] Importer cette ligne
   *[other] Importer les { $n } lignes
}
import-skip-bad = { $n ->
    [one] Importer seulement la bonne ligne
   *[other] Importer seulement les { $n } bonnes lignes
}
import-ignored = Colonnes sans signification ici, non lues : { $columns }
import-rows = Toutes les bonnes lignes
import-line = Ligne
import-column = Colonne
import-value = Ce qui s’y trouve
import-why = Pourquoi pas
import-what = Ce qui se passe
import-enrolled = a une place
import-already = y est déjà
row-faults-title = À revoir
done-hub-open = Le centre est ouvert. Maintenant, son premier programme.
done-program-open = Le programme est ouvert, et vous le coordonnez. Maintenant, sa première cohorte.
done-cohort-open = La cohorte est ouverte. Importez les gens et fixez le calendrier.
done-archived = La cohorte est archivée. Vous pouvez la rétablir à tout moment.
done-enrolled = Inscription faite. Une lettre part : une invitation pour les nouvelles personnes, la nouvelle pour qui a déjà un compte.
done-waiting = Toutes les places sont prises : la personne attend et aura la prochaine place libre.
done-already = La personne est déjà sur la liste. Rien n’a changé.
done-removed = Personne retirée. Une lettre l’en avise dans dix minutes; rétablie avant, elle n’apprend rien. Les codes d’arrivée des prochaines séances ont changé; changez aussi le lien vidéo s’il doit lui rester inconnu.
done-back = La personne a de nouveau sa place.
done-back-waiting = Sa place a été donnée : la personne est au premier rang de la liste d’attente.
done-invited = L’invitation est en route. Le lien de la précédente ne fonctionne plus.
done-imported = La liste est importée. Les lettres aux nouvelles personnes sont en route.
letter-place-subject = Votre place dans { $cohort }
letter-place-body =
    Bonjour { $name },

    vous avez une place dans { $cohort } ({ $program }). Elle figure sur votre page d’accueil :

    { $link }
letter-place-free-subject = Une place dans { $cohort } est à vous
letter-place-free-body =
    Bonjour { $name },

    une place s’est libérée dans { $cohort } ({ $program }), et elle est à vous. Vous l’attendiez; il n’y a rien d’autre à faire.

    { $link }

    Si vous ne pouvez plus la prendre, répondez à cette lettre : elle parvient à la coordination du programme.
letter-place-waiting-subject = Vous êtes sur la liste d’attente de { $cohort }
letter-place-waiting-body =
    Bonjour { $name },

    toutes les places de { $cohort } ({ $program }) sont prises. Vous êtes sur la liste d’attente, au rang { $n }, et recevrez une lettre dès qu’une place sera à vous.
letter-place-out-subject = Vous n’êtes plus dans { $cohort }
letter-place-out-body =
    Bonjour { $name },

    vous n’avez plus de place dans { $cohort } ({ $program }). Ce que vous y avez écrit reste à la cohorte.

    Si c’est une erreur, répondez à cette lettre : elle parvient à la coordination du programme.
