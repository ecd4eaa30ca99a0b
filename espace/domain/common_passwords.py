"""Words that French people choose as passwords, the most common first; folded: no capital, accent or space.

zxcvbn knows English words and leaked passwords of the world; these are the ones it lacks or ranks too low. Chosen by
hand from what is common knowledge: keyboard rows, tender words, first names, clubs, towns, seasons, animals.
"""

FRENCH: tuple[str, ...] = tuple(
    """
azerty motdepasse azertyuiop soleil doudou loulou marseille bonjour chouchou jetaime coucou nicolas camille thomas
chocolat julien amour caramel princesse alexandre maxime alexis vanille sandrine motdepass mdp motpasse monmotdepasse
motdepasses passe code secret sesame bienvenue salut bonsoir merci toto titi tata tonton maman papa mamie papi papy
famille bebe cherie cheri monamour moncoeur mamour jtm jetaimes jetadore toujours toi moi nous boubou bibou bibi bisou
bisous bichon bichette biquette louloute poupette poussin poupee puce pupuce minou minette minouche mimi kiki titine
titou fifi fanfan choupette choupinette choupinou nounours nono nini lili lulu lolo zaza zouzou bouboule chaton chat
chien chienne cheval chevaux poney lapin lapinou tigre lion panthere dauphin papillon coccinelle cigale grenouille
oiseau hirondelle colombe aigle loup loups renard ours souris tortue poisson requin serpent dragon licorne mouton
vache cochon canard poulet poule coq abeille fourmi araignee elephant girafe zebre singe marmotte hamster azertyu
azertyui azertyuio azert azer azerty1 aqwzsx aqwzsxedc azeqsd azeqsdwxc azsqdf azqswx aze qsd wxc qsdfgh qsdf qsdfg
qsdfghj qsdfghjk qsdfghjkl qsdfghjklm wxcvbn wxcvb wxcv nbvcxw mlkjhgfdsq poiuytreza poiuytre ytreza ytrezaq
azertyqsdfgh azertyuiopqsdfghjklm aqw zsx edc rfv tgb yhn ujn qwertz wqaxsz azeazeaze azertyazerty qsdfghjklmwxcvbn
abcdef abcdefg abcdefgh alphabet unedeuxtrois undeuxtrois soleils lune etoile etoiles ciel nuage arcenciel pluie neige
vent orage tempete printemps ete automne hiver janvier fevrier mars avril mai juin juillet aout septembre octobre
novembre decembre lundi mardi mercredi jeudi vendredi samedi dimanche vacances plage ocean mer montagne campagne
riviere foret jardin fleur fleurs rose roses marguerite violette tulipe lavande muguet jasmin coquelicot tournesol
orchidee lilas mimosa cerise fraise framboise pomme poire banane orange citron abricot peche ananas mangue raisin
melon pasteque noisette amande olive chocolats bonbon bonbons gateau crepe crepes croissant baguette fromage camembert
roquefort reblochon raclette tartiflette fondue saucisson jambon choucroute couscous ratatouille pastis ricard
champagne bordeaux vin biere cafe sucre confiture nutella miel nougat reglisse vanilles cannelle pistache france
francais francaise republique liberte egalite fraternite liberteegalitefraternite marianne marseillaise paris lyon
toulouse nice nantes strasbourg montpellier lille rennes reims toulon grenoble dijon angers nimes aixenprovence aix
brest limoges tours amiens perpignan metz besancon orleans mulhouse rouen caen nancy avignon poitiers cannes antibes
ajaccio bastia bayonne biarritz annecy chambery valence cassis aubagne martigues istres arles gap provence bretagne
normandie alsace lorraine corse savoie auvergne bourgogne picardie vendee gascogne languedoc camargue calanques
canebiere vieuxport bonnemere notredame massilia phoceen phoceens allezlom droitaubut om omom psg parissg olympique
olympiquedemarseille stade football foot rugby petanque cyclisme velo natation tennis judo zidane zinedine ronaldo
messi mbappe platini cantona benzema griezmann ribery henry sophie marie martine isabelle nathalie valerie sylvie
catherine christine veronique brigitte francoise monique nicole jacqueline chantal dominique pascale corinne laurence
stephanie sandra celine virginie aurelie emilie elodie julie laetitia laura pauline manon lea chloe emma ines jade
louise alice lina mila juliette charlotte clara sarah oceane melanie marine mathilde amandine audrey caroline delphine
fabienne florence severine karine patricia michel pierre philippe alain bernard jacques daniel christian patrick
gerard francois laurent eric pascal olivier stephane frederic christophe david sebastien vincent guillaume antoine
mathieu matthieu romain kevin jeremy anthony florian clement quentin valentin lucas hugo theo louis gabriel raphael
arthur jules adam leo nathan enzo noah ethan mohamed mehdi karim samir rachid fatima nadia samira yasmine amina leila
sabrina jeanpierre jeanpaul jeanclaude jeanluc jeanmarc jeanmichel mariefrance annemarie marieclaude marielouise
dupont durand martin petit moreau lefebvre leroy roux fournier girard bonnet lambert fontaine rousseau mutuelle sante
assurance securitesociale secu ameli carte cartevitale vitale adherent numero medecin docteur pharmacie hopital
infirmiere remboursement monespace moncompte espaceadherent connexion identifiant utilisateur administrateur
ordinateur internet informatique telephone portable facebook wanadoo laposte free bouygues sfr google hotmail voiture
moto camion bateau avion train renault peugeot citroen clio megane twingo deuxchevaux ferrari porsche mercedes ecole
college lycee maitresse professeur etudiant travail bureau maison appartement retraite retraites argent fortune
bonheur joie sourire reve reves espoir paix courage confiance passion plaisir destin chance magie mystere paradis
enfer ange anges angel diable demon jesus jesuschrist dieu seigneur allah inchallah bismillah hamdoulah musique
guitare piano violon danse danseuse chanson johnny hallyday mylene farmer mylenefarmer jenifer goldman asterix obelix
tintin milou schtroumpf gaston spirou naruto pikachu pokemon sonic mario zelda starwars harrypotter hermione minecraft
fortnite playstation noir blanc rouge bleu vert jaune violet gris marron turquoise bleue rouges couleur lumiere
diamant emeraude saphir perle cristal platine roi reine prince princesses chevalier pirate corsaire matelot capitaine
marin marins bateaux
""".split()  # noqa: SIM905 - one word a line would take ten screens
)
