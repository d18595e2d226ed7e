# Les chiffres d’une cohorte.

dash-title = Tableau de bord
dash-dates = du { $from } au { $to }
dash-both = personnes ont répondu les deux fois : avant la première séance, puis de nouveau. Second moment : { $at }.
dash-both-few = Moins de cinq personnes ont répondu les deux fois. Leurs chiffres paraissent ici à partir de cinq paires.
dash-both-none = Personne n’a encore pu répondre une seconde fois. Dès qu’un second formulaire sera clos, cette page montrera combien de personnes ont répondu les deux fois, et ce qui a changé.
dash-no-names = Cette page ne porte aucun nom, aucun code, aucun texte libre et aucun score d’une seule personne. Les petits nombres sont masqués.
dash-file = Obtenir les chiffres en fichier (CSV)
dash-numbers = Voir les chiffres
dash-few = moins de 5
dash-at-least = { $n } ou plus
dash-so-far = { $n } ou plus jusqu’ici
dash-so-far-few = moins de 5 jusqu’ici
dash-withheld = masqué
dash-not-yet = pas encore
dash-share-at-least = { $share } ou plus
dash-share-under = moins de { $share }
dash-when = Moment
dash-form = Formulaire
dash-invited = Sollicitées
dash-answered = Réponses
dash-share = Part
dash-paired = Ont répondu ici et au départ
dash-waves = Qui a répondu
dash-waves-caption = Chaque formulaire : combien de personnes ont été sollicitées, et combien ont répondu à temps et jusqu’au bout
dash-waves-none = Aucun formulaire n’est encore prévu. La coordination les prévoit à la page Questionnaires.

## Présences
dash-attendance = Présences
dash-attendance-chart = Personnes à chaque séance tenue
dash-places = Personnes inscrites
dash-left = Personnes parties
dash-mean-sessions = Séances suivies par personne
dash-sessions-none = Quand une séance aura eu lieu, on verra ici combien de personnes y étaient.
dash-sessions-unread = { $n ->
    [one] D’une séance tenue, on ne sait pas encore qui était là : elle n’entre ni dans la moyenne ni dans la répartition.
   *[other] De { $n } séances tenues, on ne sait pas encore qui était là : elles n’entrent ni dans la moyenne ni dans la répartition.
}
dash-not-read = pas encore connu
dash-session = Séance { $k }
dash-session-head = Séance
dash-present = Présentes
dash-of = { $n } sur { $all }
dash-spread = Combien de fois les gens sont venus
dash-spread-none = Le nombre de séances suivies par personne est masqué : à côté des présences de chaque séance, il parlerait de moins de cinq personnes.
dash-sessions-attended = Séances suivies
dash-people = Personnes
dash-times = { $n ->
    [0] aucune
    [one] 1 séance
   *[other] { $n } séances
 }
dash-times-range = { $low }–{ $high } séances

## Changement
dash-change = Changement apparié
dash-change-lede = Les mêmes personnes avant et après. Une différence au-dessus de zéro veut dire un score plus élevé après; le trait est son intervalle à 95 %.
dash-change-chart = { $scale } : changement moyen et son intervalle à 95 %
dash-change-few = Moins de cinq personnes ont répondu les deux fois; rien n’est donc montré.
dash-change-not-yet = Le second formulaire n’est pas clos; il n’y a encore rien à comparer.
dash-change-alike = { $n } personnes ont répondu les deux fois, et de façon si semblable que les chiffres diraient ce que chacune a répondu. Ils sont masqués.
dash-scales-none = Les chiffres paraîtront ici quand un formulaire comportant une échelle aura reçu des réponses.
dash-scale-about = Moyenne de { $items } questions, de { $min } à { $max }.
dash-question-about = Une question, de { $min } à { $max }.
dash-from-to = D’avant la première séance à ce moment : { $to }.
dash-sessions-change = Avant et après chaque séance
dash-sessions-change-none = Quand la même question aura reçu des réponses avant et après une séance, son changement paraîtra ici.
dash-said-change = { $n } personnes ont répondu les deux fois. Moyenne avant { $before } (écart type { $sdbefore }), après { $after } (écart type { $sdafter }); différence { $difference }, intervalle à 95 % de { $low } à { $high }.
dash-said-t = Test t de Student pour données appariées : t({ $df }) = { $t }, { $p }.
dash-said-wilcoxon-exact = Test des rangs signés de Wilcoxon, exact : { $sums ->
    [shown] W+ = { $plus }, W− = { $minus }, { $p }.
   *[withheld] { $p }.
}
dash-said-wilcoxon-normal = Test des rangs signés de Wilcoxon, approximation normale : { $sums ->
    [shown] W+ = { $plus }, W− = { $minus }, { $p }.
   *[withheld] { $p }.
}
dash-said-effect = Tailles d’effet : d_z de Cohen = { $dz } (en écarts types des différences), d_av = { $dav } (en écart type moyen), g_av de Hedges = { $gav } (d_av corrigé pour les petits échantillons).
dash-interval = { $difference } (de { $low } à { $high })
dash-figure = Chiffre
dash-value = Valeur
dash-fig-n = Paires (n)
dash-fig-mean-before = Moyenne avant
dash-fig-sd-before = Écart type avant
dash-fig-mean-after = Moyenne après
dash-fig-sd-after = Écart type après
dash-fig-difference = Différence moyenne
dash-fig-low = Intervalle à 95 %, borne inférieure
dash-fig-high = Intervalle à 95 %, borne supérieure
dash-fig-t = t (Student, données appariées)
dash-fig-df = Degrés de liberté
dash-fig-p = p du t
dash-fig-w-plus = W+ (Wilcoxon, rangs des hausses)
dash-fig-w-minus = W− (Wilcoxon, rangs des baisses)
dash-fig-p-exact = p de Wilcoxon, exact
dash-fig-p-normal = p de Wilcoxon, approximation normale
dash-fig-d-z = d_z (Cohen)
dash-fig-d-av = d_av
dash-fig-g-av = g_av (Hedges)
dash-n = n
dash-before = Avant
dash-after = Après
dash-difference-interval = Différence (intervalle à 95 %)
dash-t-p = t de Student apparié
dash-wilcoxon-p = p de Wilcoxon
dash-g-av = g_av de Hedges
dash-note-no-pairs = Personne n’a à la fois un score avant et un score après; il n’y a rien à comparer.
dash-note-one-pair = Une seule personne a les deux scores : une paire n’a pas de dispersion, donc ni test, ni intervalle, ni taille d’effet.
dash-note-two-pairs = Avec deux paires, la correction pour petits échantillons n’existe pas; g_av n’est pas donné.
dash-note-no-variance = Tout le monde a changé d’autant; t, son p, l’intervalle et d_z n’existent donc pas.
dash-note-all-zero = Aucun score n’a changé; il n’y a rien à classer, et le test de Wilcoxon n’existe pas.
dash-note-no-spread = Tout le monde avait le même score avant, et tout le monde le même après; d_av et g_av n’existent donc pas.
dash-note-too-large = Certains chiffres sont trop grands pour être écrits et ne sont pas donnés.

## Échelle
dash-ladder = De novice à expert
dash-ladder-none = Quand l’échelle aura reçu des réponses une seconde fois, on verra ici combien de personnes se trouvaient à chaque niveau avant et après.
dash-ladder-chart = Où se situaient les gens, avant et après
dash-ladder-desc = Pour chaque domaine, deux barres, avant et après, faites des personnes à chaque niveau, du plus bas au plus haut. Ce qui est masqué forme un seul morceau à la fin. Les chiffres sont dans le tableau ci-dessous.
dash-ladder-note = Les niveaux, les mouvements et les passages sont montrés dans la mesure où ils ne révèlent pas un nombre de moins de cinq personnes. L’échelle n’a pas de moyenne : elle dirait les nombres masqués.
dash-moves = Qui est monté, resté, descendu
dash-domain = Domaine
dash-up = Plus haut
dash-same = Même niveau
dash-down = Plus bas
dash-from-level = De (lignes) à (colonnes)
dash-all = Ensemble
dash-transitions = { $domain } : d’un niveau à l’autre
dash-rung-novice = Novice
dash-rung-advanced-beginner = Débutant avancé
dash-rung-competent = Compétent
dash-rung-proficient = Performant
dash-rung-expert = Expert

## Méthodes
dash-methods = Comment ces chiffres sont établis
dash-method-pairs = Seules les personnes qui ont répondu les deux fois entrent dans un chiffre apparié, et son n figure à côté. Les réponses tardives ou inachevées sont gardées à part.
dash-method-t = Test t apparié : Student, The probable error of a mean, Biometrika 6 (1908). L’intervalle est moyenne ± t × écart type / √n.
dash-method-wilcoxon = Test des rangs signés : Wilcoxon, Individual comparisons by ranking methods, Biometrics Bulletin 1 (1945). Les personnes sans changement sont laissées de côté; jusqu’à 50 paires, p est compté exactement, ex æquo compris; au-delà, par l’approximation normale.
dash-method-d = Tailles d’effet d_z et d_av : Cohen, Statistical Power Analysis (1988); noms d’après Lakens, Frontiers in Psychology 4 (2013).
dash-method-g = g_av : d_av avec la correction gamma exacte de Hedges pour les petits échantillons, Journal of Educational Statistics 6 (1981).
dash-method-ladder = Les niveaux de l’échelle : Dreyfus et Dreyfus (1980); Benner, From Novice to Expert (1984).
dash-method-small = Les chiffres de moins de cinq paires et les nombres de une à quatre personnes sont masqués, et avec eux ceux qui permettraient de les calculer. Un nombre qui laisse de côté une à quatre personnes s’écrit « ou plus ». Les sommes des rangs (W+, W−) sont masquées quand une à quatre personnes ont monté, baissé ou n’ont pas changé.
dash-method-frozen = Les réponses entrent dans ces chiffres quand leur formulaire est clos. Tant qu’il est ouvert, elles sont comptées par cinq.
