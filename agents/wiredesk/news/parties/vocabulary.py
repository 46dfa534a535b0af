"""Word lists of the grammar of parties: what may stand before, in and after the name of one who meets.

All lower case unless said. They are words of the language, not names: names are in `wiredesk.news.lexicon`.
"""

# Plural nouns that stand for the government of the state named before or after them.
OFFICIALS = frozenset(
    """
    leaders officials diplomats negotiators ministers presidents premiers delegations delegation envoys authorities
    representatives government governments administration team teams mediators regime leadership military commanders
    politicians chiefs premiers ambassadors experts officers generals side sides delegates lawmakers counterparts
    allies politburo cabinet ministry mission embassy aides diplomat official opposition rebels army
    guerrillas guerillas separatists insurgents militia militias junta""".split()
)

# Those who talk with the government of their own state.
OTHER_SIDES = frozenset(
    """opposition rebels separatists insurgents militants guerrillas guerillas militias militia
    secessionists""".split()
)
# Whose heads of phrases are armed parties, with or without a name: "Tuareg rebels", "rebel forces".
ARMED = frozenset("rebels separatists insurgents guerrillas guerillas militia militias militants secessionists".split())

# Plural nouns for people who are no state: with no nationality before them the meeting is no state's affair.
PEOPLE = frozenset(
    """
    leaders officials diplomats negotiators ministers delegations envoys representatives mediators lawmakers
    senators congressmen members delegates executives activists governors mayors advocates advisers aides chiefs
    experts students workers families victims voters supporters donors investors troops soldiers survivors
    republicans democrats counterparts presidents premiers organizers bishops veterans residents relatives
    businessmen economists generals commanders groups factions parties rebels militants dissidents entrepreneurs
    ceos owners reporters journalists agents employees regulators prosecutors investigators lawyers unions creditors
    companies countries nations powers states envoys monarchs royals scientists doctors farmers clerics rabbis imams
    delegation team guerrillas guerillas separatists insurgents secessionists militias
    parents teachers tribes elders politicians policymakers policy-makers finance-ministers foreign-ministers""".split()
)

# What every state has, between an office and the states: "the speakers of the parliaments of Poland and Latvia".
INSTITUTIONS = frozenset(
    """
    bank banks parliament parliaments forces army armies navy navies agency agencies service services ministry
    ministries court courts police government governments council councils assembly assemblies""".split()
)

# Adjectives that may stand inside a party's noun phrase before its head noun.
QUALIFIERS = frozenset(
    """
    senior top high-level key other newly elected new former visiting incoming outgoing interim acting chief ex ex-
    several fellow foreign world european asian african arab western eastern latin american congressional top-level
    high-ranking regional local national international religious business political military opposition rival
    transitional caretaker exiled exile civil rebel pro-russian pro-western pro-european regional g-20 g20 muslim
    christian jewish sunni shiite kurdish then then- current longtime long-time embattled deputy vice special first
    second third lead main civic tech technology industry corporate union labor labour community faith rights
    human-rights lawmaking legislative parliamentary house senate democratic republican tribal ruling right-wing
    left-wing conservative liberal finance defense defence trade energy environment health interior economy justice
    intelligence security nuclear peace central bank oil technical state many some all most various close allied
    major emerging industrialized neighboring neighbouring gulf baltic nordic caribbean pacific middle east
    southeast northeast south north central west two three four five six seven eight nine ten both dozen dozens
    working-level lower-level mid-level unnamed powerful populist socialist centrist reformist hard-line hardline
    moderate beleaguered orthodox catholic anglican coptic ecumenical sitting
    serving member founding asia africa europe america islamist""".split()
)

# The heads of names that are organisations, places or events, not people (as written, capitalised).
ORGANISATION_HEADS = frozenset(
    """
    Union Association Council Committee Commission Party League Group Organization Organisation Agency Department
    Ministry Bank Corp Corporation Inc Ltd Company Institute University College School Coalition Authority Army
    Force Forces Front Movement Foundation Fund Court Senate House Congress Parliament Assembly Alliance Federation
    Society Center Centre Chamber Caucus Brotherhood Guard Guards Bureau Office Board Network Service Services Team
    Corps Airlines Motors Bundestag Duma Knesset Reserve Treasury Administration Initiative Conference Partnership
    Community Embassy Mission Secretariat Tribunal Police Command Staff Cabinet Politburo Quartet Elders Club
    Associates Media Holdings Technologies Energy Oil Gas Industries Systems Legislature Democrats Republicans
    Tories Labour Press Times Post News Journal Guardian Telegraph Tribune Herald Reuters Monitor Magazine Gazette
    Review Online Radio TV Television Channel Broadcasting Daily Globe Observer Standard Mail Sun
    Mirror Independent Navy""".split()
)
PLACE_HEADS = frozenset(
    """
    Street Avenue Island Islands River Lake Palace Airport Hotel Square Tower Towers Hall Church Cathedral Base
    County Province Region Valley Mountain Mountains Sea Ocean Gulf Bay Beach Coast Peninsula Strait Hill Hills Park
    Garden Gardens Room Building Mosque Temple Stadium Road Bridge Border Zone Strip Heights Bank Desert City
    Village Town Port Fort Camp Resort Museum Memorial Cemetery Canyon Gate Crossing Plaza Ranch Estate
    Castle Villa""".split()
)
EVENT_HEADS = frozenset(
    "Summit Forum Games Olympics Conference Dialogue Convention Assembly Festival Congress Cup Talks Meeting".split()
)

# Capitalised words that are no part of a person's name.
NOT_NAMES = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december may-month the a an and but or nor so yet for of in on at by to from with
    without into onto over under about after before during while when where who whom whose which what why how if
    unless until since as than that this these those there here it its he she they we you i me him her them us my
    your his our their mine not no yes also then now later earlier meanwhile however moreover instead still even
    just only both either neither each every all any some many most more much few several one two three four five
    six seven eight nine ten first second third last next new old another other others such same is are was were be
    been being am do does did done has have had having will would shall should can could may might must let said
    says saying according asked speaking despite because although though whether against between among amid amidst
    across along around behind beyond near through throughout toward towards upon within per via ahead late early
    today tomorrow yesterday tonight week month year day days weeks months years spring summer autumn fall winter
    north south east west northern southern eastern western central american british russian chinese french german
    israeli iranian muslim christian jewish islamic democratic republican democrat democrats republican republicans
    gop god internet earth olympic olympics christmas easter ramadan updated breaking video photo photos image
    advertisement exclusive opinion analysis report reports watch read more related story highlights live update
    updates news click sign subscribe copyright press conference up sign previous continue watched discussions
    department congress electric speaking following meanwhile additionally separately besides officials sources both
    president's whatever whoever everyone someone nobody everybody anything something nothing further indeed perhaps
    maybe thus hence asked told added senior top former key white house capitol wall street main state government
    leaders talks summit meeting negotiations trade war peace nuclear breaking analysts critics experts supporters
    opponents like unlike given amid once instead rather next again back down off out part place right left good
    great best big national united meet meets visit visits host hosts hold holds tell tells urge urges seek seeks vow
    vows warn warns want wants face faces attend attends join joins skip skips cancel cancels delay delays postpone
    postpones arrive arrives plan plans pres africa asia europe antarctica oceania balkans caribbean mideast caucasus
    scandinavia brexit similar bilateral separate""".split()
)

HONORIFICS = frozenset(
    """mr mr. mrs mrs. ms ms. miss dr dr. sir dame lord lady prof. madam madame sheik sheikh king queen prince princess
    pope emperor sultan emir ayatollah cardinal archbishop patriarch rev. comrade""".split()
)
# Small words inside names: "bin Salman", "von der Leyen".
PARTICLES = frozenset(
    "al bin ibn bint de da do dos del della der den di du el la le van von ter ten af abu y e".split()
)
SUFFIXES = frozenset("jr. jr sr. sr ii iii iv vi".split())

PRONOUNS = {
    "he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "they": "they", "them": "they", "their": "they",
    "it": "it", "its": "it", "who": "who", "whom": "who", "we": "we", "us": "we", "i": "i", "whose": "who",
}  # fmt: skip
POSSESSIVES = frozenset("his her their its my our whose".split())

# Two parties named before, by what they are together.
BOTH = frozenset(
    """leaders men presidents sides countries nations governments ministers women pair teams delegations allies foes
    rivals neighbors neighbours parties premiers diplomats heads statesmen militaries armies navies ministries states
    capitals powers""".split()
)
