/*
 * topic_words.c - the table: English, then German, French, Spanish.
 */
#include "rank/topic_words.h"

#include <stddef.h>

/* clang-format off */
const char *const topic_words[] = {
"bad-news death: dies, died, dead at, death of, deaths, killed, killing, obituary, passes away, "
	"passed away, fatal*, suicide, murder*, mourn*",
"bad-news death: stirbt, gestorben, verstorben, tot, todesfall, getotet, nachruf, trauer",
"bad-news death: meurt, est mort, est morte, deces, decede*, tues, assassin*, obseques",
"bad-news death: muere, murio, fallece, fallecio, fallecimiento, muerte de, asesin*",
"bad-news layoffs: layoff*, laid off, lays off, lay off, laying off, job cuts, cuts jobs, cut jobs, "
	"cutting jobs, cut * jobs, cuts * jobs, to cut staff, redundanc*, furlough*, downsizing, "
	"plant closure, closes plant, closing stores",
"bad-news layoffs: entlass*, stellenabbau, baut stellen ab, streicht stellen, kurzarbeit, "
	"werksschliessung",
"bad-news layoffs: licenci*, suppression de postes, suppressions de postes, supprime * postes, "
	"plan social, chomage partiel, fermeture d usine",
"bad-news layoffs: despid*, despido*, recorte de empleo, recortes de empleo, recorta empleos, "
	"cierre de planta",
"bad-news lawsuit: lawsuit*, sues, sued, suing, class action, indict*, convicted, pleads guilty, "
	"pleaded guilty, on trial, sentenced, arrested, charged with, antitrust probe, under investigation, "
	"investigated for, fined, subpoena*, settles charges",
"bad-news lawsuit: klage gegen, verklagt, sammelklage, angeklagt, anklage, verurteilt, festgenommen, "
	"verhaftet, ermittlungen gegen, geldbusse, bussgeld",
"bad-news lawsuit: proces, poursuivi*, mis en examen, mise en examen, condamne*, arrete par, "
	"enquete sur, plainte contre, amende de",
"bad-news lawsuit: demanda contra, demandado, demandada, acusad*, condenad*, detenid*, imputad*, "
	"multa de, investigad*",
"bad-news scandal: scandal*, fraud*, brib*, corrupt*, cover up, harass*, misconduct, money laundering, "
	"embezzl*, whistleblow*, data breach, hacked, hack of, recalls vehicles, recalls cars, product recall, recall of, resigns, resigned, ousted, fired as, "
	"steps down amid, accused of, apologi*, boycott*",
"bad-news scandal: skandal*, betrug*, bestech*, korrupt*, belastigung, geldwasche, datenleck, ruckruf*, "
	"tritt zuruck, zuruckgetreten, gefeuert",
"bad-news scandal: scandale*, fraude*, pots de vin, corrompu*, harcelement, blanchiment, demissionne, "
	"limoge*, fuite de donnees, rappel de produits",
"bad-news scandal: escandalo*, soborno*, corrupcion, acoso, blanqueo, lavado de dinero, dimite, "
	"destituid*, filtracion de datos",
"bad-news downgrade: downgrad*, profit warning, warns on profit, misses estimates, misses expectations, "
	"cuts forecast, cuts outlook, cuts guidance, bankrupt*, chapter 11, insolven*, insolvency, defaults on, "
	"shares plunge, stock plunges, shares tumble, shares slump, posts loss, reports loss, wider loss, "
	"liquidation, delisted",
"bad-news downgrade: herabgestuft, herabstufung, gewinnwarnung, insolvenz, pleite, konkurs, "
	"kurssturz, aktie bricht ein, senkt prognose",
"bad-news downgrade: degrade*, avertissement sur resultats, faillite, redressement judiciaire, "
	"liquidation judiciaire, depot de bilan, chute en bourse",
"bad-news downgrade: rebaja la calificacion, aviso de beneficios, quiebra, bancarrota, concurso de "
	"acreedores, se desploma, suspension de pagos",
"bad-news disaster: crash kills, plane crash, explosion at, explosion in, explosion kills, fire at, massacre, terror attack, "
	"terrorist attack, mass shooting, gunman",
"bad-news disaster: absturz, terroranschlag, anschlag auf, grossbrand, amoklauf",
"bad-news disaster: attentat, incendie a, fusillade",
"bad-news disaster: atentado, incendio en, tiroteo, masacre",
"touchy politics: election*, republican*, democrats, partisan, impeach*, abortion, gun control, "
	"immigration ban, travel ban, culture war*, protesters, white supremac*, racis*, far right, far left, "
	"brexit, military coup, coup attempt, genocide, war crime*",
"touchy politics: wahlkampf, bundestagswahl, landtagswahl, afd, abtreibung, rassis*, rechtsextrem*, "
	"linksextrem*, putsch, volkermord",
"touchy politics: elections, election presidentielle, avortement, racis*, extreme droite, "
	"extreme gauche, manifestants, coup d etat",
"touchy politics: elecciones, aborto, racis*, extrema derecha, ultraderecha, extrema izquierda, "
	"manifestantes, golpe de estado",
"touchy religion: religio*, church, churches, catholic*, evangelical*, islam, islamic, islamist*, muslim*, jewish, antisemit*, "
	"anti semit*, priest*, bishop*, pope, mosque*, synagogue*",
"touchy religion: kirche*, katholi*, muslime, judisch*, priester, bischof*, papst, moschee*",
"touchy religion: eglise*, catholique*, musulman*, juif*, juive*, pretre*, eveque*, mosquee*",
"touchy religion: iglesia*, catolic*, musulman*, judio*, judia*, sacerdote*, obispo*, mezquita*",
"touchy health: cancer, tumor*, dementia, alzheimer*, stroke, heart attack, miscarriage, overdose*, "
	"addiction, opioid*, hiv, mental illness, obesity, hospitali*",
"touchy health: krebs, demenz, schlaganfall, herzinfarkt, fehlgeburt, suchtkrank*",
"touchy health: demence, avc, crise cardiaque, fausse couche, addiction, maladie mentale, depressi*",
"touchy health: demencia, derrame cerebral, infarto, aborto espontaneo, adiccion, depresion",
"congratulations promotion: promoted, promotes, named ceo, named chief, named president, named head, "
	"named chair*, named director, named partner, named cfo, named cto, named coo, named as, "
	"names * ceo, names * * ceo, names * chief, names * * chief, names * president, names * * president, "
	"names * head, names * * head, names * chair*, names * * chair*, names * * cfo, names * * cto, "
	"names * * as, names * * to lead, names new chief, names new ceo, names new president, "
	"taps * * as, taps * * to lead, picks * * as, picks * * to lead, elevates * * to, elevated to, "
	"appointed, appoints, appointment of, new ceo, new chief executive, joins as, hires, "
	"elected to the board, joins board, joins the board, takes over as, steps up as, becomes ceo, "
	"becomes chief, becomes president, to become ceo, to become chief, succeeds * as, succeeds * * as",
"congratulations promotion: befordert, ernannt, ernennt, wird neuer chef, neue chefin, neuer chef, "
	"neuer vorstand, neue vorstandin, neuer geschaftsfuhrer, neue geschaftsfuhrerin, ubernimmt die leitung, "
	"wird vorstand*, wird geschaftsfuhrer*, beruft, berufen",
"congratulations promotion: promu*, nomme, nommee, nomination de, nouveau patron, nouvelle patronne, "
	"prend la tete, nouveau directeur, nouvelle directrice",
"congratulations promotion: ascendid*, nombrad*, nombra a, nombramiento, nuevo director, nueva directora, "
	"nuevo presidente, asume como",
"congratulations award: award, awards, awarded, wins prize, wins the prize, nobel, honored, honoured, "
	"named to the list, person of the year, hall of fame, best places to work, 40 under 40, "
	"forbes 30 under 30, medal, laureate, pulitzer",
"congratulations award: preis fur, ausgezeichnet, auszeichnung, nobelpreis, geehrt, preistrager*",
"congratulations award: prix nobel, recompense*, laureat*, remporte le prix, decore*, prix de l",
"congratulations award: premio*, galardon*, premiad*, gana el premio, nobel de",
"congratulations funding: raises * million, raises * billion, raises * * million, raises * * billion, raised * million, "
	"raised * billion, series a, series b, series c, series d, seed round, "
	"funding round, secures funding, venture round, goes public, ipo, valued at, valuation of, grant from, "
	"acquires, acquired by, merger",
"congratulations funding: finanzierungsrunde, sammelt * ein, borsengang, ubernimmt, ubernahme von",
"congratulations funding: leve * millions, levee de fonds, introduction en bourse, rachete, acquiert",
"congratulations funding: recauda, ronda de financiacion, sale a bolsa, salida a bolsa, adquiere, compra a",
"congratulations launch: launches, launched, unveils, unveiled, introduces, opens new, opens its, debuts, "
	"rolls out, breaks ground, milestone, record profit, record sales, record revenue, beats estimates, "
	"wins contract, wins deal, anniversary, partnership with",
"congratulations launch: stellt vor, prasentiert, eroffnet, bringt * auf den markt, rekordgewinn, "
	"rekordumsatz, gewinnt auftrag, jubilaum",
"congratulations launch: devoile, inaugure, benefice record, remporte le contrat, "
	"anniversaire",
"congratulations launch: lanza, presenta, inaugura, estrena, beneficio record, gana el contrato, "
	"aniversario",
NULL};
/* clang-format on */
