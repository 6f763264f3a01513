//! The vocabulary of kinds: head nouns, what a modifier makes of them, and the endings of German compounds. Only words; how
//! a name is taken apart is in `kinds`.

use super::Kind;

/// Words for kinds that a column of kinds is known by, beside those of the menu; all in small letters.
pub(super) const KINDS: [(Kind, &[&str]); 13] = [
    (Kind::Company, &["organisation", "organization", "unternehmen", "firma", "firmen", "entreprise"]),
    (
        Kind::Team,
        &[
            "employee",
            "staff",
            "department",
            "abteilung",
            "mitarbeiter",
            "mitarbeitende",
            "équipe",
            "employé",
            "salarié",
        ],
    ),
    (Kind::Role, &["person", "job", "people", "rolle", "personen", "funktion", "personne", "rôle"]),
    (Kind::Customer, &["client", "kunde", "kunden", "kundin", "gast", "gäste", "zielgruppe", "clientèle"]),
    (Kind::Partner, &["partnerin", "partenaire"]),
    (Kind::Supplier, &["vendor", "lieferant", "lieferanten", "zulieferer", "fournisseur", "prestataire"]),
    (
        Kind::Channel,
        &["retailer", "händler", "handel", "kanal", "kanäle", "vertrieb", "distributeur", "revendeur", "canal"],
    ),
    (Kind::Community, &["gemeinschaft", "verein", "vereine", "nachbarn", "communauté"]),
    (
        Kind::Society,
        &[
            "public",
            "government",
            "authority",
            "gesellschaft",
            "behörde",
            "behörden",
            "öffentlichkeit",
            "autorité",
            "administration",
        ],
    ),
    (Kind::Touchpoint, &["kontaktpunkt", "kontaktpunkte", "point de contact"]),
    (Kind::Investor, &["owner", "shareholder", "investoren", "eigentümer", "bank", "investisseur", "actionnaire"]),
    (Kind::Media, &["press", "presse", "medien", "medium", "média"]),
    (Kind::Product, &["service", "produkt", "produkte", "dienst", "dienstleistung", "produit"]),
];

/// Words behind which stands what the head noun is about.
pub(super) const JOINS: &[&str] = &[
    "of", "for", "in", "at", "with", "from", "who", "on", "by", "near", "under", "without", "to", "that", "der", "des",
    "von", "vom", "für", "im", "am", "an", "auf", "aus", "bei", "mit", "ohne", "zu", "zur", "zum", "de", "du", "pour",
    "à",
];

/// Words between two of the same rank.
pub(super) const ANDS: &[&str] = &["&", "+", "and", "or", "und", "oder", "sowie", "et", "ou", "plus"];

/// What stands behind a head noun without being one.
pub(super) const TAILS: &[&str] = &[
    "north",
    "south",
    "east",
    "west",
    "nord",
    "süd",
    "ost",
    "central",
    "abroad",
    "worldwide",
    "international",
    "online",
    "local",
    "emea",
    "dach",
    "apac",
    "b2b",
    "b2c",
    "ii",
    "iii",
    "iv",
    "etc",
];

/// Nouns that leave it to the word before them who is meant.
pub(super) const CLEAR: &[&str] =
    &["group", "segment", "base", "type", "side", "network", "cooperative", "coop", "chain", "representative"];

/// Head nouns in the singular, or in the plural where that is another matter.
pub(super) const TABLE: [(Kind, &str); 13] = [
    (
        Kind::Customer,
        "customer client consumer buyer shopper guest patient outpatient inpatient student pupil user subscriber member \
         passenger visitor resident tenant renter lodger reader viewer listener spectator audience attendee participant \
         learner undergraduate graduate postgraduate applicant family parent mother father relative carer caregiver \
         household fan traveller traveler holidaymaker tourist rider drinker eater diner regular cafe restaurant bar pub \
         bakery canteen salon saver borrower depositor pensioner retiree policyholder homeowner motorist commuter \
         citizen taxpayer ratepayer newcomer child children schoolchildren kid teenager beneficiary refugee claimant \
         couple woman women men sme startup businesses persona prospect lead audiences",
    ),
    (
        Kind::Supplier,
        "supplier subcontractor vendor manufacturer maker farmer grower breeder fisherman fishermen miller maltster \
         factory producer processor importer wholesaler roaster caterer provider host hoster studio utility haulier dairy mill abattoir foundry",
    ),
    (
        Kind::Channel,
        "channel retailer shop store reseller dealer distributor agent broker franchise franchisee marketplace \
         supermarket pharmacy kiosk outlet chain",
    ),
    (
        Kind::Investor,
        "investor shareholder bondholder creditor bank owner fund funder donor sponsor lender foundation patron \
         benefactor philanthropist angel",
    ),
    (
        Kind::Media,
        "media press journalist newspaper magazine blogger vlogger youtuber influencer radio tv broadcaster podcast \
         analyst writer critic reviewer columnist ranking",
    ),
    (
        Kind::Community,
        "community club neighbour neighbor neighbourhood neighborhood village alumni volunteer forum meetup \
         association charity activist campaigner advocate supporter protester friend elder congregation church parish league groups",
    ),
    (
        Kind::Society,
        "society regulator government ministry city town council municipality state district county union ngo authority \
         environment public police court parliament nation legislator lawmaker politician commission chamber embassy \
         ombudsman body tax certifier",
    ),
    (
        Kind::Touchpoint,
        "touchpoint website webpage site app hotline helpline phone newsletter email letter mail counter reception \
         invoice bill receipt statement chat chatbot packaging brochure leaflet flyer catalogue catalog prospectus portal \
         event fair festival tour booth call showroom lounge taproom room switchboard",
    ),
    (
        Kind::Product,
        "product service brand model machine software platform device tariff plan menu account loan mortgage \
         subscription bundle programme application course permit api ale beer wine milk guide",
    ),
    (
        Kind::Role,
        "manager director head ceo cfo cto coo cmo chief president chair chairman chairwoman founder founders executive \
         officer principal rector chancellor provost headmaster assistant nurse midwife doctor physician surgeon \
         therapist physiotherapist pharmacist teacher tutor professor lecturer researcher librarian curator conservator \
         driver pilot steward barista brewer cook chef waiter bartender baker teller cashier technician engineer \
         mechanic electrician agronomist developer programmer architect designer accountant bookkeeper controller leader \
         foreman boss consultant adviser advisor counsellor coach coordinator supervisor receptionist cleaner porter \
         janitor guard operator secretary dean apprentice trainee intern spokesperson salesman salesperson rep",
    ),
    (
        Kind::Team,
        "team department staff employee worker crew board trustee office division unit desk support sales marketing \
         finance hr it operations logistics legal production research billing procurement purchasing committee colleague \
         people personnel management workforce kitchen accounts communications engineering admissions",
    ),
    (
        Kind::Partner,
        "partner alliance ally agency university college school academy hospital clinic airport institute contractor \
         freelancer competitor competition rival installer carrier insurer integrator employer practitioner auditor \
         veterinarian vet artist author playwright garage reinsurer firms companies organisations organizations consultancy publisher",
    ),
    (Kind::Company, "company firm corporation holding inc ltd gmbh ag plc llc we us"),
];

/// What a head noun is behind one of these modifiers ("*": any), where that differs from what it is alone; the first that
/// fits. Without a kind nobody can tell.
pub(super) const MODIFIED: &[(Option<Kind>, &str, &str)] = &[
    // A place among others.
    (Some(Kind::Team), "head", "office"),
    (Some(Kind::Role), "head chief lead deputy", "*"),
    // Whoever belongs to another house, or did to ours.
    (Some(Kind::Partner), "rival competing", "*"),
    (Some(Kind::Community), "former ex retired", "staff employee worker colleague team member"),
    (
        Some(Kind::Partner),
        "outsourced external freelance contract referring partner",
        "team staff office department centre center agency school university hospital designer developer nurse doctor \
         technician driver consultant trainer",
    ),
    // Buyers by what they own, run or are.
    (
        Some(Kind::Customer),
        "small medium sized local family independent corporate business industrial commercial enterprise",
        "business businesses company companies firm firms enterprise employer organisation organization client account \
         accounts",
    ),
    (Some(Kind::Customer), "key office national large major global", "account accounts"),
    (Some(Kind::Customer), "shop store home house car pet dog cat boat land property restaurant", "owner"),
    (Some(Kind::Customer), "frequent leisure business", "flyer flier"),
    (Some(Kind::Customer), "tour target focus age school", "group groups"),
    (Some(Kind::Customer), "school", "class classes"),
    (Some(Kind::Customer), "ticket card account season licence", "holder"),
    // Members and owners of something.
    (Some(Kind::Team), "board staff team crew faculty research", "member group groups"),
    (Some(Kind::Partner), "franchise", "owner"),
    // Those who watch over a trade.
    (
        Some(Kind::Society),
        "financial banking bank market insurance data safety building health",
        "supervisor inspector",
    ),
    (
        Some(Kind::Society),
        "accreditation environment environmental federal tax government regulatory protection food medicines energy \
         security",
        "agency office service",
    ),
    (Some(Kind::Society), "tax foreign patent customs land health registry", "office"),
    (Some(Kind::Society), "central reserve", "bank"),
    (Some(Kind::Society), "tourist tourism standards", "board"),
    (Some(Kind::Society), "social emergency fire secret civil public", "service"),
    (Some(Kind::Media), "rating", "agency"),
    (Some(Kind::Media), "league", "table"),
    (Some(Kind::Media), "review comparison news", "site website portal page"),
    (Some(Kind::Media), "video content", "creator"),
    // Money.
    (Some(Kind::Investor), "venture private equity", "capital equity"),
    (Some(Kind::Investor), "capital financial", "market"),
    (Some(Kind::Investor), "research arts", "council"),
    (Some(Kind::Investor), "parent mother", "company"),
    // Bodies of people.
    (Some(Kind::Community), "student students", "union"),
    (Some(Kind::Community), "user", "group"),
    (Some(Kind::Team), "works", "council"),
    (Some(Kind::Partner), "trade industry professional employers business", "association"),
    // Trades that one word does not tell.
    (Some(Kind::Partner), "general", "practitioner"),
    (Some(Kind::Partner), "transport network mobile port airport grid rail", "operator"),
    (Some(Kind::Channel), "tour", "operator"),
    (Some(Kind::Channel), "travel estate sales", "agency agent"),
    (Some(Kind::Channel), "app web online farm gift museum book", "store shop"),
    (Some(Kind::Channel), "weekly farmers", "market"),
    (Some(Kind::Channel), "booking delivery trading", "platform"),
    (Some(Kind::Partner), "property land real", "developer"),
    (Some(Kind::Partner), "ambulance delivery cleaning catering courier postal security taxi shuttle", "service"),
    (Some(Kind::Product), "subscription streaming cloud web", "service"),
    (None, "*", "service plan model platform room tour guide market"),
    (Some(Kind::Partner), "*", "company firm"),
    // Where people meet us.
    (Some(Kind::Touchpoint), "in ticket front information reception enquiry", "desk"),
    (Some(Kind::Touchpoint), "call help contact visitor", "centre center"),
    (Some(Kind::Touchpoint), "cash vending ticket", "machine"),
    (Some(Kind::Touchpoint), "landing home product order", "page screen form"),
    (Some(Kind::Touchpoint), "open", "day"),
    (Some(Kind::Touchpoint), "box ticket", "office"),
    (Some(Kind::Touchpoint), "town", "hall"),
    (Some(Kind::Touchpoint), "social", "media"),
    (Some(Kind::Touchpoint), "customer flight", "magazine"),
];

/// What German words for offices of the state begin with.
pub(super) const STATE: [&str; 3] = ["bundes", "landes", "staats"];

/// Endings of German words, with the plurals that differ; the longest decides.
pub(super) const ENDINGS: [(Kind, &str); 12] = [
    (
        Kind::Customer,
        "kunde kunden kundin kundinnen käufer käuferinnen besucher besucherinnen gast gäste nutzer nutzerinnen anwender \
         leser leserinnen hörer zuschauer abonnent abonnenten patient patienten patientinnen schüler schülerinnen \
         schülern studierende studierenden studenten bewerber bewerberinnen kreditnehmer teilnehmer teilnehmende \
         versicherte versicherungsnehmer sparer mieter mieterinnen bürger bürgerinnen einwohner bewohner anwohner pendler \
         reisende flieger urlauber touristen familie familien eltern angehörige haushalte klassen geflüchtete rentner \
         verbraucher konsumenten klienten mandanten auftraggeber wirt wirte handwerker selbstständige",
    ),
    (
        Kind::Team,
        "team teams abteilung abteilungen personal mitarbeiter mitarbeiterinnen mitarbeitende belegschaft leitung \
         vorstand aufsichtsrat betriebsrat kräfte verwaltung buchhaltung einkauf kundendienst kundenservice außendienst küche \
         werkstatt ärzte entwickler",
    ),
    (
        Kind::Role,
        "leiter leiterin chef chefin arzt ärztin meister meisterin direktor direktorin rektor rektorin dekan dekanin intendant intendantin \
         geschäftsführer geschäftsführerin präsident präsidentin beauftragte beauftragter berater beraterin referent \
         referentin sprecher sprecherin assistent assistentin verkäufer verkäuferin pfleger pflegerin lehrer lehrerin \
         sekretärin",
    ),
    (
        Kind::Partner,
        "partner partnerinnen organisation organisationen agentur agenturen hochschule hochschulen universität \
         universitäten schule schulen klinik kliniken krankenhaus krankenhäuser institut institute hausarzt hausärzte \
         krankenkasse krankenkassen versicherer wettbewerber mitbewerber konkurrenz konkurrenten stadtwerke \
         studentenwerk studierendenwerk leihgeber flughafen flughäfen fluglotsen arbeitgeber betreiber",
    ),
    (
        Kind::Supplier,
        "lieferant lieferanten zulieferer hersteller erzeuger produzent produzenten bauern landwirt landwirte großhändler \
         großhandel importeur importeure dienstleister spedition speditionen rösterei röstereien molkerei molkereien \
         mälzerei",
    ),
    (
        Kind::Channel,
        "händler handel laden läden reisebüro reisebüros vertriebspartner wiederverkäufer makler filiale filialen \
         apotheke apotheken supermarkt supermärkte",
    ),
    (
        Kind::Investor,
        "investor investoren gesellschafter aktionär aktionäre eigentümer kapitalgeber geldgeber mittelgeber förderer \
         spender spenderinnen stifter stiftung stiftungen sponsoren bank banken sparkasse sparkassen fonds",
    ),
    (Kind::Media, "zeitung zeitungen presse medien journalisten journalistinnen rundfunk redaktionen blogger"),
    (
        Kind::Community,
        "verein vereine verband verbände initiative initiativen nachbarn nachbarschaft ehrenamt ehrenamtliche freiwillige \
         freunde freundeskreis ehemalige mitglieder gewerkschaft gewerkschaften schützer aktivisten genossenschaft",
    ),
    (
        Kind::Society,
        "behörde behörden amt ämter ministerium ministerien regierung aufsicht gericht gerichte parlament kommune kommunen \
         gemeinde gemeinden kammer kammern polizei politik politiker gesetzgeber zoll stadtrat gemeinderat öffentlichkeit",
    ),
    (
        Kind::Touchpoint,
        "webseite rechnung rechnungen schalter messe broschüre katalog empfang zelt automat automaten portal verpackung \
         kasse",
    ),
    (Kind::Product, "produkt produkte dienstleistung dienstleistungen tarif tarife konto konten gerät geräte"),
];
