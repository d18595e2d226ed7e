session-n = Séance { $n }
minutes-n = { $n } min
size-kb = { $n } ko
session-off = annulée
session-attended = vous y étiez
session-missed = absence
session-now = en cours
session-now-here = maintenant, votre présence est notée
session-held = tenue
session-coming = à venir
session-is-off = Cette séance est annulée.
session-here = Je suis là
session-objectives = Objectifs
session-disclosures = Divulgation
session-no-disclosures = La personne n’a encore rien déclaré.
session-agenda = Ordre du jour
session-resources = Ressources
session-cases = Cas de cette séance
session-chat = Ouvrir le clavardage de cette séance
session-hosting = Pour l’équipe
session-edit = Modifier cette séance
session-call-off = L’annuler
session-put-back = La rétablir
session-off-title = Annuler cette séance?
session-off-what = { $n ->
    [0] Personne de cette cohorte n’est encore entré : aucune lettre ne part.
    [one] Une personne reçoit une lettre { $minutes } minutes après l’annulation. D’ici là, vous pouvez la rétablir sans lettre.
   *[other] { $n } personnes reçoivent une lettre { $minutes } minutes après l’annulation. D’ici là, vous pouvez la rétablir sans lettre.
} Sur sa page et dans les agendas, elle figure aussitôt comme annulée. Ses formulaires ne sont pas demandés.
session-off-past = Elle est passée : personne ne reçoit de lettre. Ses formulaires ne sont pas demandés et elle ne compte dans aucun chiffre. Une séance où quelqu’un était présent ne peut pas être annulée.
conflict-session-held = Des personnes étaient présentes à cette séance : elle n’est pas annulée. Corrigez d’abord les présences si elles sont fausses.
session-off-reason = Figure dans la lettre et sur la page de la séance. Peut rester vide.
session-off-waits = Personne n’a encore été prévenu. Les lettres partent :
sessions-empty = Aucune séance n’est encore prévue. La personne qui anime ou coordonne fixe le calendrier.
sessions-empty-host = Aucune séance n’est encore prévue. Fixez le calendrier, et toutes paraissent d’un coup.
sessions-past = Tenues
sessions-coming = À venir
sessions-calendar = Avoir les dates dans votre propre agenda
calendar-where = Le lien est sur la page de la séance, 15 minutes avant le début.
agenda-introductions = Présentations
agenda-didactic = Exposé
agenda-case = Cas
agenda-questions = Questions
agenda-recommendations = Recommandations
agenda-break = Pause
agenda-close = Clôture
agenda-other = Autre
agenda-none = (aucune ligne)
agenda-line = Ligne { $n }
agenda-save = Enregistrer l’ordre du jour
schedule-title = Fixer le calendrier
schedule-lede = Toutes les heures sont locales : { $zone }.
schedule-look = Montrer les dates
schedule-dates = Ces séances seront ajoutées
schedule-lay = Les ajouter
schedule-same = séance { $number } : déjà là, n’est pas ajoutée de nouveau
schedule-beside = la séance { $number } a lieu ce jour-là
schedule-past = déjà passée : elle compterait comme tenue
field-double = Oui, une deuxième séance ce jour-là est voulue
fault-dates-changed = Le calendrier a été changé après l’affichage des dates. Regardez les dates ci-dessous, puis ajoutez-les.
fault-days-double = { $n ->
    [one] Un de ces jours a déjà une séance. Une deuxième est-elle voulue?
   *[other] { $n } de ces jours ont déjà une séance. Des deuxièmes sont-elles voulues?
}
repeat-monthly = Chaque mois, un jour de la semaine
repeat-weekly = Chaque semaine
nth-1 = premier
nth-2 = deuxième
nth-3 = troisième
nth-4 = quatrième
nth-last = dernier
day-mon = lundi
day-tue = mardi
day-wed = mercredi
day-thu = jeudi
day-fri = vendredi
day-sat = samedi
day-sun = dimanche
field-repeat = Comment cela se répète
field-nth = Lequel du mois
field-weekday = Jour
field-every = Tous les combien
field-count = Nombre de séances
field-from = À partir du
field-time = Heure locale
field-minutes = Minutes
field-skip = Mois à sauter
field-topic = Sujet
field-date = Date
field-join-url = Lien vidéo
field-dial-in = Numéro de téléphone
field-didactic-title = Titre de l’exposé
field-didactic-by = Donné par
field-objectives = Objectifs d’apprentissage
field-disclosures = Divulgation de la personne
field-kind = Quoi
field-reason = Raison
field-url = Adresse web
field-session = Séance
hint-nth = Sert quand cela se répète chaque mois.
hint-every = 1 : chaque semaine ou mois; 2 : un sur deux.
hint-skip = Leurs numéros, par exemple 7, 12. Peut rester vide.
hint-join-url = S’ouvre pour les membres seulement, de 15 minutes avant le début jusqu’à la fin; jamais dans les lettres ni les listes.
hint-dial-in = Pour qui n’a pas la vidéo. Une séance peut se tenir par téléphone seulement.
hint-objectives = Un par ligne.
hint-disclosures = Liens avec l’industrie, ou « aucun ».
hint-reason = Elle est gardée avec votre nom.
hint-resource-title = Peut rester vide pour un fichier.
hint-resource-url = Pour un lien.
hint-resource-file = Ou un fichier d’au plus 10 Mo.
fault-time = Veuillez écrire une heure et des minutes, par exemple 08:00.
fault-time-skipped = Le { $date }, cette heure n’existe pas : les horloges la sautent.
fault-time-twice = Le { $date }, cette heure a lieu deux fois : les horloges reculent.
fault-day-outside = Ce jour est hors des dates de la cohorte, du { $from } au { $to }. Est-ce voulu? Alors cochez la case ci-dessous et enregistrez de nouveau.
fault-day-over = Ce jour est déjà passé. Est-ce voulu? Alors cochez la case ci-dessous et enregistrez de nouveau.
fault-days-outside = { $n ->
    [one] Un de ces jours est hors des dates de la cohorte, du { $from } au { $to }. Est-ce voulu? Alors cochez la case ci-dessous.
   *[other] { $n } de ces jours sont hors des dates de la cohorte, du { $from } au { $to }. Est-ce voulu? Alors cochez la case ci-dessous.
}
fault-skip = « { $word } » n’est pas le numéro d’un mois. Écrivez des numéros de 1 à 12, par exemple 7, 12.
fault-skip-all = Si les douze mois sont sautés, il ne reste aucune séance.
field-outside = Oui, ce jour est voulu
fault-time-taken = Il y a déjà une séance à ce moment.
fault-minutes-absent = Une absence n’a pas de minutes. Retirez-les, ou indiquez une présence.
fault-agenda-long = L’ordre du jour prend { $n } minutes, et la séance en a { $minutes }.
fault-file-kind = Ce genre de fichier n’est pas accepté, ou son contenu n’est pas ce que dit sa terminaison.
fault-attendance-day = Ce fichier est daté du { $file }, et la séance est le { $session }.
conflict-check-in-closed = On peut signaler sa présence de 15 minutes avant la séance à 15 minutes après.
attendance-title = Présences
attendance-count = { $n } présences sur { $all }
attendance-present = présence
attendance-absent = absence
attendance-unknown = inconnu
attendance-was = Était là
attendance-from = Su par
attendance-correct = Corriger une personne
attendance-import = Du logiciel de vidéo
attendance-import-hint = Le rapport de participation de Zoom, Teams ou Google Meet, tel que téléchargé.
attendance-other-day = Le prendre malgré tout
attendance-take = Le lire
attendance-read = { $source } : { $people } personnes, { $sure } reconnues, { $doubtful } douteuses; { $waiting ->
    [one] { $waiting } ligne de la salle d’attente laissée de côté.
   *[other] { $waiting } lignes de la salle d’attente laissées de côté.
}
attendance-doubtful = Qui est-ce?
attendance-doubtful-hint = Décidez une fois; le prochain fichier le saura.
attendance-who-is = { $name } est
attendance-nobody = Personne de cette cohorte
attendance-settle = C’est cela
attendance-export = Toutes les présences de la cohorte en CSV
library-empty = Aucune ressource encore. L’animation et la coordination ajoutent des articles, des formulaires et des liens.
library-add = Ajouter une ressource
library-put = L’ajouter
library-whole = Toute la cohorte
library-remove = Retirer
library-remove-name = Retirer { $name }
done-here = C’est noté : vous êtes là.
done-scheduled = Les séances sont au calendrier.
done-called-off = Séance annulée. Elle peut être rétablie; jusqu’au départ des lettres, sans lettre.
done-put-back = La séance a lieu. Les membres qui la savaient annulée reçoivent une lettre.
done-settled = C’est noté, et retenu pour le prochain fichier.
done-removed-resource = La ressource est retirée.
letter-session-moved-subject = { $cohort } : « { $title } » change de moment
letter-session-moved-body =
    Bonjour { $name },

    « { $title } », de { $cohort }, change de moment.

    Avant : { $old }
    Maintenant : { $when }

    { $link }
letter-session-off-subject = { $cohort } : « { $title } » est annulée
letter-session-off-body =
    Bonjour { $name },

    la séance « { $title } » de { $cohort }, le { $when }, n’a pas lieu.{ $why }

    { $link }
letter-session-on-subject = { $cohort } : « { $title } » a bien lieu
letter-session-on-body =
    Bonjour { $name },

    la séance « { $title } » de { $cohort } a lieu le { $when }.

    { $link }
