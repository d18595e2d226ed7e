# Ce qui ne va pas dans un fichier importé. Chaque phrase figure à côté de sa ligne et de sa colonne; $value est le contenu de la cellule, $column son titre.

## Le fichier entier
fault-row-file-size = Le fichier est trop volumineux.
fault-row-file-workbook = C’est un classeur de tableur. Enregistrez-y la feuille en CSV, puis choisissez ce fichier.
fault-row-file-lines = Le fichier compte trop de lignes.
fault-row-file-empty = Le fichier est vide.
fault-row-file-layout = Nous ne pouvons pas lire ce rapport. Veuillez choisir le fichier tel que Zoom, Teams, Google Meet ou REDCap l’a enregistré.
fault-row-unreadable = Cette ligne est illisible.

## Colonnes et lignes
fault-row-column-missing = La colonne « { $column } » manque.
fault-row-column-twice = Cette colonne figure deux fois.
fault-row-column-unknown = Nous ne connaissons pas cette colonne.
fault-row-too-many-cells = Cette ligne compte plus de cellules que l’en-tête. Il manque peut-être des guillemets autour d’un texte qui contient une virgule.
fault-row-empty = Cette cellule ne doit pas être vide.
fault-row-too-long = Ce texte est trop long : il peut compter au plus 200 caractères.

## Personnes
fault-row-email = « { $value } » n’est pas une adresse de courriel.
fault-row-repeated = Cette adresse figure déjà sur une ligne précédente.
fault-row-yes-no = « { $value } » : écrivez oui ou non.
fault-row-language = « { $value } » : écrivez en ou fr.

## Scores avant et après
fault-row-paired-header = La première ligne doit nommer les colonnes : participant, avant, après; ou participant, moment, score.
fault-row-paired-timepoint = « { $value } » n’est pas un moment connu : écrivez pre ou post.
fault-row-participant-twice = Cette personne figure déjà sur une ligne précédente.
fault-row-moment-twice = Cette personne a déjà un score pour ce moment sur une ligne précédente.
fault-row-score = « { $value } » n’est pas un nombre. Laissez la cellule vide lorsqu’un score manque.
fault-row-decimal-comma = « { $value } » contient une virgule décimale. Écrivez un point, ou séparez les colonnes par des points-virgules ou des tabulations.

## Présences
fault-row-time = « { $value } » n’est pas une heure que nous pouvons lire.
fault-row-duration = « { $value } » n’est pas une durée que nous pouvons lire.

## Dictionnaire de données
fault-row-field-name = « { $value } » ne peut pas nommer une variable : utilisez des minuscules sans accent, des chiffres et _, en commençant par une lettre.
fault-row-field-twice = La variable « { $value } » figure deux fois.
fault-row-type = Nous ne connaissons pas le type de champ « { $value } ».
fault-row-left-out = « { $value } » est un calcul ou un fichier; ce champ est laissé de côté.
fault-row-choices = Les choix s’écrivent 1, Étiquette | 2, Étiquette, chaque code une seule fois.
fault-row-number = Cette limite doit être un nombre, la plus petite en premier.
fault-row-branching = Nous ne pouvons pas lire cette condition d’affichage.
fault-row-branching-field = La condition d’affichage porte sur « { $value } », qui n’est pas dans ce formulaire.
fault-row-matrix-kind = Seules des questions à choix peuvent former les rangées de la matrice « { $value } ».
fault-row-matrix-choices = Les rangées de la matrice « { $value } » doivent toutes offrir les mêmes choix.

## Réponses
fault-row-form-unknown = Nous ne connaissons pas le formulaire « { $value } ».
fault-row-other-form = Cette ligne concerne un autre formulaire; cette cellule devrait être vide.
fault-row-instance = Le numéro de répétition doit être un nombre entier à partir de 1.
fault-row-complete = L’état du formulaire doit être 0, 1 ou 2.
fault-row-response-twice = Ce dossier a déjà une réponse à ce formulaire pour ce moment.
fault-row-answer-unknown = « { $value } » n’est pas l’une des réponses offertes.
fault-row-answer-number = « { $value } » n’est pas un nombre.
fault-row-answer-whole = « { $value } » n’est pas un nombre entier.
fault-row-answer-at-least = « { $value } » est inférieur à la plus petite valeur permise.
fault-row-answer-at-most = « { $value } » est supérieur à la plus grande valeur permise.
fault-row-answer-too-long = Cette réponse est trop longue.
fault-row-answer-date = « { $value } » n’est pas une date de la forme 2026-03-31.
