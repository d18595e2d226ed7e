cases-title = Cas
cases-lede = Des situations réelles, sans rien qui permette de savoir de qui il s’agit. Tout le monde ici peut en apprendre.
cases-new = Rédiger un cas
cases-mine = Mes cas
cases-to-review = En attente d’une deuxième personne
cases-to-schedule = En attente d’une séance
cases-coming = À venir
cases-past = Présentés
cases-withdrawn = Retirés
cases-empty = Il n’y a encore aucun cas ici. Une participante ou un participant rédige le premier; une deuxième personne le lit avant tout le monde.
cases-empty-mine = Vous n’avez pas rédigé de cas ici. Comptez une vingtaine de minutes; vous pouvez vous arrêter à tout moment.
case-untitled = Cas sans titre
case-by = présenté par { $name }
case-number-none = pas encore de numéro
case-in-session = Séance { $number } : { $title }
case-state-draft = Brouillon, visible par vous seulement
case-state-submitted = En attente d’une deuxième personne
case-state-sent_back = Renvoyé à la personne qui le présente
case-state-approved = Approuvé, en attente d’une séance
case-state-scheduled = Prévu à une séance
case-state-presented = Présenté
case-state-closed = Clos
case-state-withdrawn = Retiré
case-section-title = Titre
case-hint-title = Quelques mots qui disent de quoi il s’agit, par exemple « Quand une famille nous demande de ne rien dire ».
case-consent = Je l’ai relu : rien ne permet de savoir de qui il s’agit, pas même plusieurs faits réunis.
case-new-title = Un nouveau cas
case-new-lede = Kith vérifie si vos mots pourraient identifier quelqu’un. Une deuxième personne lit le cas avant tout le monde. Vous pouvez garder un brouillon à tout moment.
case-edit-title = Modifier le cas
case-edit-again = Ce cas a été approuvé. Ce que vous changez retourne en révision, et la cohorte ne le voit plus tant qu’il n’est pas approuvé de nouveau.
case-edit-submitted = Ce cas attend sa révision. Le remettre de nouveau remplace le texte en attente.
case-save = Garder comme brouillon
case-check = Vérifier les mots
case-submit = Remettre le cas
case-checked-clean = La vérification n’a rien trouvé dans ces mots. Une personne les lira quand même.
case-checked-found = La vérification a trouvé des passages qui pourraient identifier quelqu’un. Ils figurent à côté de leur section. Rien n’a été enregistré ni envoyé.
case-finding-block = à retirer
case-finding-warn = à juger
case-finding-ok = Cela n’identifie personne
case-finding-why = Pourquoi cela n’identifie personne
case-sent-back-note = La deuxième personne a écrit :
identifier-health-number = « { $words } » ressemble à un numéro d’assurance maladie.
identifier-social-insurance = « { $words } » ressemble à un numéro d’assurance sociale.
identifier-record-number = « { $words } » ressemble à un numéro de dossier, de réclamation, de compte ou de carte.
identifier-phone = « { $words } » ressemble à un numéro de téléphone.
identifier-email = « { $words } » ressemble à une adresse courriel.
identifier-postal-code = « { $words } » ressemble à un code postal.
identifier-birth-date = « { $words } » ressemble à une date de naissance.
identifier-date = « { $words } » ressemble à un jour du calendrier.
identifier-age = « { $words } » est un âge de quatre-vingt-dix ans ou plus.
identifier-name = « { $words } » ressemble au nom d’une personne.
identifier-address = « { $words } » ressemble à une adresse.
identifier-room = « { $words } » ressemble à une chambre, à un lit ou à une unité.
identifier-place = « { $words } » est un lieu où peu de gens vivent.
identifier-facility = « { $words } » ressemble au nom d’un établissement.
identifier-coordinates = « { $words } » ressemble à une position sur la carte.
identifier-vehicle = « { $words } » ressemble à une plaque ou à un permis de conduire.
identifier-device = « { $words } » ressemble au numéro d’un appareil ou d’un implant.
identifier-url = « { $words } » est une adresse Web.
identifier-ip = « { $words } » ressemble à l’adresse d’un ordinateur.
identifier-handle = « { $words } » ressemble à un compte sur un réseau.
identifier-long-number = « { $words } » est un long numéro.
identifier-health-number-help = Retirez-le. Personne ici n’en a besoin.
identifier-social-insurance-help = Retirez-le. Personne ici n’en a besoin.
identifier-record-number-help = Retirez-le. Le cas reçoit son propre numéro.
identifier-phone-help = Retirez-le. Vos collègues vous joignent par Kith.
identifier-email-help = Retirez-la. Vos collègues vous joignent par Kith.
identifier-postal-code-help = Dites « une petite communauté côtière » ou « une ville du Nord ».
identifier-birth-date-help = Dites « dans la soixantaine ».
identifier-date-help = Dites « jour 0 », « trois semaines plus tard », « l’hiver dernier ».
identifier-age-help = Dites « 90+ ».
identifier-name-help = Dites « la fille », « la personne », « une collègue ».
identifier-address-help = Dites « à la maison » ou « près de la clinique ».
identifier-room-help = Dites « à l’unité ».
identifier-place-help = Dites « une petite communauté insulaire ».
identifier-facility-help = Dites « l’hôpital local » ou « une résidence ».
identifier-coordinates-help = Retirez-la. Les photos portent aussi de tels chiffres.
identifier-vehicle-help = Retirez-le.
identifier-device-help = Retirez-le. Le genre d’appareil suffit.
identifier-url-help = Un lien vers des lignes directrices est permis. Un lien vers la page d’une personne ne l’est pas.
identifier-ip-help = Retirez-la.
identifier-handle-help = Retirez-le.
identifier-long-number-help = Si ce n’est le numéro de personne, dites ce que c’est.
identifier-kind-health-number = numéro d’assurance maladie
identifier-kind-social-insurance = numéro d’assurance sociale
identifier-kind-record-number = numéro de dossier, de réclamation ou de carte
identifier-kind-phone = numéro de téléphone
identifier-kind-email = adresse courriel
identifier-kind-postal-code = code postal
identifier-kind-birth-date = date de naissance
identifier-kind-date = jour du calendrier
identifier-kind-age = âge de quatre-vingt-dix ans ou plus
identifier-kind-name = nom
identifier-kind-address = adresse
identifier-kind-room = chambre ou unité
identifier-kind-place = petit lieu
identifier-kind-facility = établissement
identifier-kind-coordinates = position sur la carte
identifier-kind-vehicle = plaque ou permis de conduire
identifier-kind-device = numéro d’appareil
identifier-kind-url = adresse Web
identifier-kind-ip = adresse d’ordinateur
identifier-kind-handle = compte sur un réseau
identifier-kind-long-number = long numéro
fault-case-blocks = Veuillez retirer ce qui pourrait identifier quelqu’un : { $words }
fault-case-warnings = Veuillez changer ces mots, ou dire pourquoi ils n’identifient personne : { $words }
fault-case-consent = Veuillez relire le texte et cocher que rien n’y identifie qui que ce soit.
fault-case-version = Ce texte a été changé ailleurs pendant que vous écriviez. Vos mots sont encore ici; regardez ce qui est enregistré, puis envoyez les vôtres de nouveau pour le remplacer.
fault-case-read = Veuillez cocher que vous avez tout lu.
conflict-case-state = Le cas a avancé entre-temps. Veuillez le regarder de nouveau.
conflict-case-under-review = Le cas a déjà été remis; on n’en garde donc plus de brouillon. Ouvrez-le de nouveau pour voir où il en est.
refused-own-case = C’est votre propre cas. Une deuxième personne le révise.
case-history = Versions antérieures
case-edit = Modifier
case-review = Réviser
case-schedule = Lui donner une séance
case-reschedule = Lui donner une autre séance
case-present = Il a été présenté
case-letter = La lettre
case-letter-write = Rédiger la lettre
case-letter-edit = Rédiger une autre version
case-follow-up-do = Dire ce qui s’est passé
case-more = Plus
case-withdraw = Retirer le cas
case-withdraw-lede = Seules la personne qui le présente et la coordination le verront. Les lettres à son sujet qui attendent encore sont annulées.
case-purge = Supprimer pour de bon
case-purge-lede = Le texte, les versions, les questions, les recommandations et les lettres sont supprimés et ne reviennent pas. Le journal garde la trace qu’il y a eu un cas.
case-delete-draft = Supprimer le brouillon
case-review-title = Révision de { $number }
case-review-lede = Vous êtes la deuxième personne. La vérification est passée; elle ne peut savoir ce qu’un voisin reconnaîtrait. Vous, oui.
case-review-findings = Avertissements jugés par la personne qui présente
case-review-findings-none = La vérification n’avait aucun avertissement pour ce texte.
case-review-section = Section
case-review-kind = Ressemble à
case-review-place = Les mots
case-review-reason = Pourquoi cela n’identifie personne
case-review-ask-2 = Y a-t-il une citation, un métier ou une histoire dont on a parlé aux nouvelles?
case-review-ask-3 = La question est-elle assez claire pour que la salle y réponde?
case-review-read = J’ai tout lu. Aucun ensemble de faits ne dit de qui il s’agit.
case-approve = Approuver
case-send-back = Renvoyer
case-send-back-reason = Ce qui devrait changer
case-send-back-hint = La personne qui présente lit ceci. Indiquez la section; ne répétez pas les mots qui identifient.
case-schedule-title = Une séance pour { $number }
case-schedule-lede = À partir de maintenant, l’animation et la coordination lisent le cas; les autres membres de la cohorte le voient dès que sa séance commence.
case-schedule-none = Cette cohorte n’a aucune séance à venir. La coordination en ajoute une sous Séances.
case-session = Séance
case-questions = Questions de clarification
case-questions-empty = Personne n’a encore posé de question. Les questions viennent avant les conseils.
case-ask = Votre question
case-ask-do = Poser la question
case-answer = Réponse
case-answer-do = Répondre à la question
case-answered = Réponse de la personne qui présente
case-recommendations = Recommandations
case-recommendations-empty = Aucune recommandation n’est encore notée. Les membres de la cohorte les ajoutent ici, pendant la séance ou après.
case-recommend = Votre recommandation
case-recommend-hint = Une idée à la fois. Markdown fonctionne. Aucun nom.
case-from-room = De qui vient ce conseil
case-from-room-hint = Quand vous notez ce que quelqu’un a dit dans la salle, par exemple « l’équipe du centre ». Laissez vide pour le vôtre.
case-recommend-do = Noter
case-from = de { $from }
case-recorded-by = noté par { $name }
case-letter-title = Recommandations pour { $number }
case-letter-none = La lettre n’est pas encore signée. Une facilitatrice ou un facilitateur la rédige à partir des recommandations.
case-letter-signed = Signée par { $name }
case-letter-text = La lettre
case-letter-hint = Adressée à la personne qui présente, dans sa langue. Le courriel n’en porte que le lien.
case-letter-keep = La garder
case-letter-sign = Signer la lettre
case-letter-sign-lede = La signature clôt le cas et avertit la personne qui présente. Une lettre signée ne change plus; une autre version peut suivre.
case-letter-pdf = Télécharger en PDF
case-letter-print = Pour l’imprimer, utilisez la commande d’impression de votre navigateur : seule la lettre est imprimée.
case-letter-responsibility = Ce sont les réflexions de collègues sur une situation racontée sans noms. Ce n’est ni une ordonnance ni une consultation; la responsabilité des soins demeure à ceux qui les donnent.
case-letter-opening =
    Bonjour { $name },

    merci d’avoir apporté le cas { $number } au groupe. Voici les recommandations de la salle :
case-letter-closing = Nous aimerions savoir ce qui s’est passé ensuite. Dans un mois environ, nous vous le demanderons.
case-follow-up = Ce qui s’est passé
case-follow-up-title = Ce qui s’est passé après { $number }
case-follow-up-lede = Quelques phrases suffisent. La cohorte les lit. Comme dans le cas, omettez les noms, les dates et les lieux.
case-follow-up-used = Les recommandations ont-elles servi?
case-follow-up-text = Ce qui s’est passé, et pourquoi
case-used-fully = Entièrement
case-used-partly = En partie
case-used-not_used = Pas du tout
case-history-title = Versions de { $number }
case-history-empty = Il n’a pas encore été remis; il n’y a donc pas de version antérieure.
case-history-version = Version { $version }
case-history-approved = approuvée par { $name }
case-history-sent_back = renvoyée par { $name }
case-waiting-draft = Terminer votre brouillon
case-waiting-sent-back = Modifier votre cas et le remettre
case-waiting-follow-up = Dire ce qui s’est passé après votre cas
case-waiting-review = Réviser un cas
case-waiting-schedule = Donner une séance à un cas
case-waiting-letter = Rédiger la lettre
done-case-saved = Le brouillon est gardé. Vous seul le voyez.
done-case-submitted = Remis. Une deuxième personne le lit maintenant; vous aurez de nos nouvelles.
done-case-approved = Approuvé. La personne qui présente est avertie.
done-case-sent-back = Renvoyé. La personne qui présente est avertie.
done-case-scheduled = Il a une séance. La personne qui présente est avertie, et la cohorte pourra le lire dès que cette séance commence.
done-case-presented = C’est noté. On peut maintenant compléter les recommandations et rédiger la lettre.
done-case-asked = Votre question est là.
done-case-answered = Votre réponse est là.
done-case-recommended = C’est noté.
done-case-letter-kept = La lettre est gardée. Personne d’autre ne l’a encore.
done-case-letter-signed = Signée. La personne qui présente est avertie.
done-case-followed-up = Merci. La cohorte peut le lire.
done-case-withdrawn = Retiré. La cohorte ne le voit plus.
done-case-purged = Supprimé pour de bon.
letter-case-submitted-subject = { $number } attend une deuxième personne
letter-case-submitted-body =
    Bonjour { $name },

    le cas { $number } de { $cohort } a été remis et attend une deuxième personne :
    { $link }

    L’un de vous le révise; les autres n’ont rien à faire.
letter-case-approved-subject = { $number } est approuvé
letter-case-approved-body =
    Bonjour { $name },

    votre cas { $number } dans { $cohort } est approuvé. Nous vous dirons quand il aura une séance :
    { $link }
letter-case-sent-back-subject = { $number } demande un autre regard
letter-case-sent-back-body =
    Bonjour { $name },

    une deuxième personne a lu votre cas { $number } dans { $cohort } et demande un changement. La raison figure à côté de votre texte :
    { $link }
letter-case-scheduled-subject = { $number } a une séance
letter-case-scheduled-body =
    Bonjour { $name },

    votre cas { $number } sera présenté dans { $cohort } : { $when }.
    { $link }

    Aucune diapositive n’est nécessaire. Relisez-le une fois; la salle fait le reste.
letter-case-letter-subject = La lettre au sujet de { $number }
letter-case-letter-body =
    Bonjour { $name },

    les recommandations pour votre cas { $number } dans { $cohort } sont signées. La lettre vous attend ici :
    { $link }
letter-case-follow-up-subject = Que s’est-il passé après { $number }?
letter-case-follow-up-body =
    Bonjour { $name },

    il y a environ un mois, vous avez présenté le cas { $number } dans { $cohort }. Les recommandations ont-elles servi? Quelques phrases aident tout le monde :
    { $link }

letter-pdf-name = lettre
letter-pdf-lost = Le signe □ remplace un caractère que la police de ce fichier n’a pas. La page de la lettre le montre.
letter-pdf-foot = { $title } · page { $page } de { $pages }

hint-write = Écrire plutôt « { $offer } »
hint-show = Montrer dans le texte
hint-told = { $field } : { $blocks } à retirer, { $warns } à juger.
hint-clear = { $field } : plus rien à signaler.

case-form = Formulaire de cas
case-form-title = Formulaire de cas de { $program }
case-form-lede = Ce que remplissent les personnes qui présentent, en plus du titre. Un cas garde le formulaire avec lequel il a été rédigé : ce que vous changez ici vaut pour les nouveaux. Laissez vides les deux étiquettes d’une ligne pour l’omettre; les numéros donnent l’ordre.
case-form-section = Section { $n }
case-form-free = libre
case-form-label-en = Étiquette, en anglais
case-form-label-fr = Étiquette, en français
case-form-hint-en = Indication, en anglais
case-form-hint-fr = Indication, en français
case-form-long = Plusieurs paragraphes
case-form-required = À remplir obligatoirement
case-form-place = Place dans l’ordre
case-form-save = Utiliser ce formulaire pour les nouveaux cas
done-case-form-saved = Le formulaire est conservé. Les nouveaux cas sont rédigés avec lui; les autres gardent le leur.
fault-case-form-label = Veuillez donner l’étiquette dans les deux langues.
fault-case-form-empty = Un formulaire compte au moins une section en plus du titre.
fault-case-form-place = Tapez un nombre entier, 0 ou plus : les sections se suivent dans l’ordre de ces nombres.
fault-case-form-many = Un formulaire compte au plus { $max } sections.
fault-case-form-version = Quelqu’un d’autre a modifié ce formulaire entre-temps. Vos lignes sont toujours là; envoyez-les de nouveau pour les imposer.
case-attachments = Images et documents
case-attachments-hint =
    { $n ->
        [0] Aucun pour l’instant; six au plus.
        [one] Un fichier.
       *[other] { $n } fichiers.
    }
case-attachments-title = Images et documents de { $number }
case-attachments-lede = Jusqu’à six, de 20 Mo chacun : PNG, JPEG, WebP ou PDF. Kith ne garde que ce qui se voit. Le lieu et l’appareil de la prise de vue, le nom du fichier, les notes en marge et les formulaires sont retirés. Kith ne peut pas lire ce qui figure dans une image : regardez-la d’abord vous-même.
case-attachments-empty = Il n’y a encore ni image ni document. Un cas peut s’en passer.
case-attachments-back = Retour au texte
case-attachments-review = Ouvrez-les un à un. L’approbation attend que ce soit fait.
case-attachment-file = Fichier
case-attachment-file-hint = Ni enregistrement ni fichier DICOM. Veuillez couvrir les noms, les dates et les numéros avant de choisir le fichier.
case-attachment-attest = On n’y voit ni visage, ni tatouage, ni bracelet, ni rien d’autre qui révèle de qui il s’agit.
case-attachment-attested = regardé par la personne qui présente
case-attachment-put = Ajouter
case-attachment-remove = Retirer
case-attachment-remove-name = Retirer { $name }
case-attachment-opened = ouvert par vous
case-attachment-unopened = pas encore ouvert
case-words-clear = ses mots ont été lus par la vérification, qui n’a rien trouvé
case-words-doubtful = quelque chose dans ses mots peut révéler de qui il s’agit : regardez de près
case-words-unread = la vérification n’a pas pu tout lire : une personne doit regarder
done-case-attached = Le fichier est là, sous un nom neutre et sans données cachées.
done-case-attached-doubtful = Le fichier est là. Quelque chose dans ses mots peut révéler de qui il s’agit : regardez-le encore une fois, et retirez-le si c’est le cas. La personne qui relit en est avertie aussi.
done-case-attached-renamed = Le fichier est là. Son nom aurait pu révéler de qui il s’agit; il a été remplacé. Nommez de tels fichiers autrement sur votre propre ordinateur.
done-case-attested = C’est noté.
done-case-attachment-removed = Le fichier est supprimé.
fault-attachment-large = Le fichier dépasse 20 Mo.
fault-attachment-sound = Le son et la vidéo ne sont pas acceptés : une voix et un visage révèlent de qui il s’agit. Dites en mots ce qui compte.
fault-attachment-dicom = Les fichiers DICOM ne sont pas acceptés : ils portent le nom et le numéro de la personne. Exportez une seule image, sans inscription.
fault-attachment-svg = Les dessins SVG ne sont pas acceptés, car ils peuvent contenir des programmes. Enregistrez-le en PNG.
fault-attachment-kind = Veuillez choisir une image PNG, JPEG ou WebP, ou un PDF.
fault-attachment-mismatch = Le fichier n’est pas ce que dit son nom. Enregistrez-le de nouveau en PNG, JPEG, WebP ou PDF.
fault-attachment-pixels = Une fois décompressé, le fichier est trop grand. Une image compte au plus 40 millions de pixels, et 12 000 de côté.
fault-attachment-broken = Le fichier est illisible. Enregistrez-le avec un autre logiciel, ou choisissez-en un autre.
fault-attachment-locked = Ce PDF est protégé par un mot de passe : personne ne pourrait l’examiner. Enregistrez-le sans mot de passe.
fault-attachment-tells = Les mots de ce PDF pourraient révéler de qui il s’agit : { $words }. Retirez-les dans le programme qui l’a produit, puis enregistrez-le de nouveau.
fault-attachment-many = Un cas compte au plus { $max } images et documents.
fault-case-attest = Veuillez regarder chaque image et document, et cocher que personne ne peut y être reconnu.
fault-case-unopened =
    { $n ->
        [one] Veuillez ouvrir l’image ou le document que vous n’avez pas encore ouvert.
       *[other] Veuillez ouvrir les { $n } images et documents que vous n’avez pas encore ouverts.
    }
case-recognizable = Ces faits réunis permettraient-ils à quelqu’un de savoir de qui il s’agit?
case-recognizable-hint = Une maladie rare, un petit lieu et un âge réunis; un métier; une histoire parue dans les médias.
case-recognizable-no = Non, à personne
case-recognizable-perhaps = Peut-être, à quelqu’un
case-recognizable-yes = Oui, à quelqu’un
fault-case-recognizable = Veuillez répondre : quelqu’un pourrait-il savoir de qui il s’agit?
fault-case-recognized = Il ne peut donc pas être approuvé. Renvoyez-le en indiquant quels faits devraient être plus généraux.
case-history-changes = Ce qui a changé
case-chain = Présenté avant ou de nouveau :
case-again = Présenter de nouveau
done-case-again = Un nouveau brouillon, avec les mots de la dernière fois. Il garde le numéro du cas et renvoie à la présentation précédente.
case-side-hub = centre
case-side-room = cohorte
case-letter-side-hub = De l’équipe du centre :
case-letter-side-room = De la salle :
case-used = Utilisée :
case-follow-up-n = Recommandation { $n }
case-follow-up-used-one = A-t-elle été utilisée?
case-follow-up-why = Pourquoi, ou pourquoi pas
case-follow-up-why-hint = Une phrase suffit. Nécessaire si elle n’a pas été utilisée en entier.
fault-case-why = Veuillez dire en une phrase pourquoi elle n’a pas été utilisée, ou seulement en partie.
case-outcomes = Ce que sont devenus les conseils
case-outcomes-link = En savoir plus
case-outcomes-lede = Un mois après la présentation d’un cas, la personne qui l’a présenté dit de chaque recommandation si elle a été utilisée.
case-outcomes-used = { $used } recommandations utilisées sur { $all }
case-outcomes-none = Aucune recommandation n’est encore consignée pour un cas présenté.
case-outcomes-few = Il y a trop peu de réponses pour montrer des nombres sans révéler de qui elles viennent.
case-outcomes-open = Pas encore de réponse
case-outcomes-count = Recommandations
case-outcomes-told = { $told } personnes sur { $cases } ont dit ce qui s’est passé.
case-outcomes-each = Une à une
letter-case-follow-up-again-subject = Encore une fois : que s’est-il passé après { $number }?
letter-case-follow-up-again-body =
    Bonjour { $name },

    il y a une semaine, nous vous avons demandé ce que sont devenues les recommandations pour le cas { $number } de { $cohort }. Si vous avez cinq minutes, voici la page. Nous ne le redemanderons pas :
    { $link }
case-letter-doubts = Veuillez relire ces mots
case-letter-judged = Je les ai relus : ils n’identifient personne.
fault-letter-doubts = Ces mots pourraient dire qui est quelqu’un. Veuillez les modifier, ou dire ci-dessous qu’ils n’identifient personne : { $words }
fault-session-over = Cette séance est close. Veuillez en choisir une à venir.
