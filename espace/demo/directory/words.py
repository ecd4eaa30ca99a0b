"""The words that the demonstration's fictitious people, shops and streets are named with."""

from typing import Final

FIRST_NAMES: Final = (
    "Adèle", "Alban", "Alix", "Amandine", "Ambre", "Anatole", "Anouk", "Antonin", "Apolline", "Armand", "Axelle",
    "Basile", "Bérénice", "Blaise", "Capucine", "Cécile", "Célestin", "Clémence", "Colombe", "Constant", "Damien",
    "Daphné", "Delphine", "Edmond", "Éléonore", "Élie", "Émeline", "Étienne", "Eudes", "Fantine", "Faustine", "Félix",
    "Flavie", "Florian", "Gaspard", "Gisèle", "Grégoire", "Guilhem", "Honorine", "Hugo", "Ilan", "Inès", "Isaure",
    "Ismaël", "Jean-Baptiste", "Jeanne", "Joris", "Judith", "Karim", "Laure", "Léopold", "Lison", "Loïc", "Lucille",
    "Malika", "Marie-Ange", "Marin", "Maxence", "Mélina", "Nadège", "Naël", "Octave", "Odile", "Ophélie", "Pauline",
    "Perrine", "Quitterie", "Rachid", "Rémi", "Romane", "Sacha", "Salomé", "Séverin", "Soraya", "Tancrède", "Théa",
    "Ugo", "Valentine", "Violette", "Yacine", "Yseult", "Zélie",
)  # fmt: skip
# A beginning and an end make a family that exists nowhere; in a few cases somewhere, as chance has it.
BEGINNINGS: Final = (
    "Abri", "Alvé", "Barba", "Brégo", "Calva", "Cassa", "Dauré", "Dorma", "Escla", "Estéra", "Farga", "Fontra",
    "Galva", "Grima", "Hauté", "Jauba", "Lauri", "Lombra", "Marga", "Mistra", "Nauba", "Olivé", "Orga", "Pastré",
    "Ponta", "Quéra", "Rabassi", "Roqué", "Salva", "Sauré", "Tarra", "Trévi", "Valdé", "Verdi",
)  # fmt: skip
ENDINGS: Final = (
    "bois", "card", "daz", "der", "fon", "gnac", "let", "lin", "lou", "mar", "mond", "nel", "nier", "quet", "ric",
    "roux", "sson", "tier", "val", "zan",
)  # fmt: skip
STREET_KINDS: Final = ("rue", "rue", "rue", "rue", "avenue", "boulevard", "place", "chemin", "allée", "impasse")
STREETS: Final = (
    "des Amandiers Blancs", "de l’Ancre d’Or", "des Arbousiers", "de l’Astrolabe", "des Bateliers",
    "de la Bergeronnette", "du Bois Flotté", "de la Boussole", "de la Brise", "des Cabanons", "du Cabestan",
    "des Câpriers", "du Cap Vert", "des Cigaliers", "de la Coquille", "des Cordiers", "de la Criée", "du Cormoran",
    "des Cyprès Bleus", "de la Dérive", "des Dorades", "de l’Écume", "de l’Embellie", "des Escales", "de l’Estran",
    "des Farandoles", "du Fenouil", "des Figuiers", "de la Garance", "des Gabians", "du Goéland", "du Grand Foc",
    "de la Grande Ourse", "du Gréement", "de la Houle", "des Îlots", "de l’Indigo", "des Jujubiers", "du Labech",
    "des Lauriers Roses", "de la Lavandière", "du Levant", "de la Lune Rousse", "des Mareyeurs", "de la Marjolaine",
    "du Mât de Misaine", "des Mouettes", "du 8 Mai 1945", "de la Nacelle", "des Nacres", "du Noroît", "de l’Oursin",
    "de l’Olivette", "des Palmes", "du Petit Foc", "de la Pinède", "du Ponant", "des Ramendeuses", "de la Rascasse",
    "du Récif", "des Restanques", "du Romarin", "de la Rose des Vents", "de la Sarriette", "du Sémaphore",
    "du Sextant", "de la Tramontane", "du Thym", "des Tamaris", "du Tuilier", "des Vagues", "de la Vigie",
    "du Vieux Moulin", "de la Voile Latine", "du Roi Henri IV", "du Zéphyr",
)  # fmt: skip
SHOPS: Final = {
    "21": ("Pharmacie {}", True),
    "28": ("Optique {}", False),
    "26": ("Audition {}", False),
}
GROUPS: Final = ("Maison de santé {}", "Cabinet médical {}", "Centre de santé {}", "Cabinet paramédical {}")
HOSPITALS: Final = ("Centre hospitalier {}", "Clinique {}", "Polyclinique {}")
