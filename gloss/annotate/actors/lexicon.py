"""Word lists of the English of news: titles, roles, bodies, documents. General, and in lower case."""

from __future__ import annotations

from typing import Literal


def words(text: str) -> frozenset[str]:
    """The words of a list written as running text."""
    return frozenset(text.split())


HONORIFICS: dict[str, Literal["m", "f"] | None] = {
    "mr": "m", "mr.": "m", "sir": "m", "lord": "m", "mister": "m",
    "mrs": "f", "mrs.": "f", "ms": "f", "ms.": "f", "miss": "f", "madam": "f", "dame": "f", "lady": "f",
    "dr": None, "dr.": None, "prof": None, "prof.": None, "hon.": None, "mx": None, "mx.": None,
}  # fmt: skip

GENDERED_ROLES: dict[str, Literal["m", "f"]] = {
    **dict.fromkeys(
        sorted(
            words(
                """king prince sheikh emir sultan pope cardinal father brother son husband uncle nephew
                grandfather spokesman chairman congressman businessman councilman assemblyman alderman
                statesman salesman cameraman fisherman policeman fireman actor waiter widower boyfriend
                imam monk"""
            )
        ),
        "m",
    ),
    **dict.fromkeys(
        sorted(
            words(
                """queen princess mother sister daughter wife aunt niece grandmother spokeswoman chairwoman
                congresswoman businesswoman councilwoman assemblywoman policewoman actress waitress
                widow girlfriend nun heiress"""
            )
        ),
        "f",
    ),
}

ABBREVIATED_TITLES = words(
    """sen. rep. gov. gen. col. lt. maj. sgt. capt. cpl. adm. rev. pres. sec. supt. cmdr.
    brig. insp. det. atty. amb. sens. reps. govs. st. msgr. fr."""
)

# Roles that a name may be introduced with, and that may stand for it later.
ROLES = words(
    """president premier minister secretary undersecretary senator representative governor mayor
    general colonel lieutenant major sergeant captain corporal admiral commander brigadier marshal
    judge justice chancellor king queen prince princess sheikh emir sultan ayatollah pope cardinal
    archbishop bishop reverend pastor priest rabbi imam envoy ambassador consul diplomat spokesman
    spokeswoman spokesperson chairman chairwoman chairperson chair director chief head leader
    dictator ruler strongman candidate nominee lawyer attorney prosecutor solicitor analyst
    economist professor lecturer scholar author writer novelist poet journalist reporter columnist
    commentator correspondent editor anchor host moderator broadcaster strategist adviser advisor
    aide counsel counselor consultant manager officer commissioner sheriff detective inspector
    constable superintendent coach actor actress singer musician artist filmmaker billionaire
    businessman businesswoman tycoon mogul entrepreneur investor developer banker financier heiress
    activist campaigner lawmaker congressman congresswoman legislator deputy parliamentarian mp
    councilman councilwoman councillor councilor assemblyman assemblywoman speaker whip coordinator
    co-founder cofounder founder ceo cfo coo executive partner researcher scientist historian
    physicist chemist biologist epidemiologist virologist psychologist psychiatrist sociologist
    pollster expert specialist veteran doctor physician surgeon nurse teacher principal student
    resident farmer survivor witness victim suspect defendant plaintiff widow widower negotiator
    mediator rapporteur treasurer comptroller auditor ombudsman clerk registrar dean rector provost
    curator conductor composer astronaut pilot engineer architect surrogate operative organizer
    organiser volunteer owner publisher vice-president undersecretary-general secretary-general
    attorney-general general-secretary monk nun cleric preacher evangelist guru astronomer geologist
    climatologist meteorologist seismologist footballer striker goalkeeper quarterback boxer
    sprinter swimmer cyclist midfielder defender mother father brother sister son daughter husband
    wife uncle aunt nephew niece cousin grandfather grandmother whistleblower contractor agent
    investigator coroner pathologist magistrate juror incumbent challenger rival predecessor
    successor opponent ally supporter donor advocate critic foreign-minister policeman policewoman
    firefighter soldier guard warden trader broker fisherman shopkeeper driver worker employee
    neighbour neighbor"""
)

# Offices whose holder a bare family name or "the president" may be taken for before a relative.
OFFICES = words(
    """president premier minister secretary senator governor mayor general judge justice chancellor
    king queen prince emir sultan ayatollah pope dictator ruler strongman leader nominee candidate
    speaker chairman director congressman congresswoman ambassador commissioner spokesman
    spokeswoman"""
)

TITLE_MODIFIERS = words(
    """acting former senior top assistant deputy vice chief first late incumbent ex ex-
    interim outgoing incoming prime foreign interior defense defence finance health
    justice education trade energy state executive managing national federal regional
    local special general junior then-president campaign presidential vice-presidential
    democratic republican conservative liberal independent communist socialist labour
    police military army navy air force security human rights opposition rebel crown
    attorney secretary company press communications policy political legal medical public
    affairs party minority majority house senate longtime veteran retired celebrity
    self-made real estate tv television radio talk show news co- staff personal private
    principal founding honorary emeritus associate adjunct supreme grand high religious
    spiritual"""
)

# Heads of the names of bodies; a capitalised run that ends in one is a body, whatever the tagger said.
BODY_HEADS = words(
    """international energy coal motors airlines airways pharmaceuticals technologies systems
    industries holdings administration agency alliance army assembly association authority bank
    board brigade bureau cabinet centre center chamber club coalition college command commission
    committee company conference congress consortium corporation corps council court department
    directorate embassy federation force forces foundation front fund government group guard inc
    institute institution intelligence junta league legislature ltd militia ministry mission
    movement navy network observatory organisation organization parliament party patrol police press
    regime senate service society syndicate times tribunal trust union university secretariat
    campaign cooperative ombudsman post herald tribune gazette journal guardian news corp."""
)

# Lower-case heads that make a body together with a country, a people or a leader before them.
RULE_HEADS = words("government regime administration authorities leadership junta")
LEADER_HEADS = words("government regime administration campaign cabinet")
FORCE_HEADS = words(
    """military army navy police parliament senate congress embassy intelligence cabinet
    legislature judiciary"""
)
FORCE_MODIFIERS = words(
    """military riot secret federal national state armed air security border coast special"""
)
FORCE_TAILS = words("police forces force guard services service")
PORTFOLIOS = words(
    """foreign defense defence interior health finance justice education energy trade labour labor
    information culture agriculture transport transportation treasury state commerce
    environment tourism oil home war"""
)
PORTFOLIO_HEADS = words("ministry department office agency bureau")
OF_HEADS = words(
    """ministry department office bureau university bank house board court council college institute
    organisation organization association centre center chamber league church commission academy
    directorate federation union embassy society committee agency conference coalition alliance
    fund"""
)

# What a capitalised run may end in without being anybody who can speak.
PLACE_HEADS = words(
    """prison building airport base street road avenue square bridge hall tower stadium hotel
    hospital camp park river lake sea ocean mountain mountains valley island islands peninsula
    desert coast region province district county city town village border strait gulf bay cape
    station port harbour harbor plaza airbase school theater theatre museum palace castle
    cathedral mosque cemetery highway show programme program pass crossing checkpoint war act
    amendment treaty accord
    agreement award prize medal day festival olympics cup championship election"""
)

# Nouns for documents: their issuer speaks.
DOCUMENTS = words(
    """report statement letter study poll survey memo memorandum email e-mail tweet article story
    document filing complaint indictment book memoir paper release communique communiqué
    dispatch declaration resolution ruling verdict analysis review audit transcript post op-ed
    editorial column essay brief assessment bulletin newsletter speech affidavit lawsuit suit
    petition website account page blog video ad advertisement broadcast interview note notice
    message text texts emails tweets reports documents statements records data figures
    statistics numbers census testimony remarks comment comments warrant manifesto motion"""
)

# Participles that say who made a document, and those that only say who carried it.
ISSUED = words(
    """issued released written signed sent made prepared commissioned conducted compiled authored
    drafted"""
)
CARRIED = words(
    """published carried broadcast quoted posted cited distributed run printed reported aired
    obtained"""
)

# Plural or indefinite people: nobody is named.
UNNAMED = words(
    """official officials source sources people person analysts analyst expert experts critics critic
    witnesses witness residents resident activists activist prisoners prisoner voters voter
    supporters supporter opponents opponent observers observer insiders insider aides aide
    lawmakers lawmaker diplomats diplomat investigators investigator prosecutors prosecutor
    lawyers lawyer attorneys police doctors scientists researchers economists historians advisers
    advisors adviser advisor leaders leader women men woman man others other some many most
    several few all one ones someone somebody anyone anybody everyone everybody nobody none
    majority percent respondents americans republicans democrats conservatives liberals students
    teachers parents families relatives relative friends friend neighbours neighbors colleagues
    colleague members member staff staffers operatives strategist strategists pollsters
    authorities reporters reporter journalists journalist commentators pundits media press
    spokesman spokeswoman spokesperson representative representatives allies ally rivals fans
    crowd audience protesters demonstrators refugees migrants survivors victims soldiers troops
    officers officer villagers locals governments groups companies campaigns senators congressmen
    governors mayors those they detainees inmates informants minority half third two three four
    five six dozens hundreds thousands scores lot number"""
)

# Verbs of saying, wanting and deciding: what has a will is their subject.
VOLITION = words(
    """say deny accuse insist reject call warn back support want urge vow agree announce claim
    allege blame condemn demand refuse threaten promise pledge propose declare respond reply tell
    ask order seek hope believe think argue acknowledge admit confirm dismiss describe report add
    note state stress decide plan intend try impose lift suspend expel recall summon welcome
    criticise criticize denounce retaliate negotiate sign veto pressure press push help send
    deploy launch view regard consider see fear expect worry hit strike invade annex withdraw
    oppose approve ban block offer halt begin start continue make take give use need have get
    fail come"""
)
STRONG_VOLITION = VOLITION - words(
    "make take give use need have get fail come begin start continue see hit help"
)

# Nouns that hold between powers: "relations with Moscow", "pressure on Tehran".
RELATION_NOUNS = words(
    """relation relations tie ties talk talks deal negotiation negotiations tension tensions
    dialogue agreement pact alliance pressure sanctions sanction war conflict rift dispute
    contact contacts cooperation treaty support criticism influence standoff confrontation
    engagement accord trust friendship understanding partnership"""
)

PARTICLES = words(
    """de da di do du dos das del della van von der den ter ten la le al el bin ibn bint abu ben
    st. mac san y e zu af"""
)
SUFFIXES = words("jr jr. sr sr. ii iii iv esq esq. phd ph.d. md m.d.")

# Bodies known by their seat or by a fixed name; the country they belong to, if one.
SEATS: dict[str, tuple[str, str | None]] = {
    "white house": ("White House", "US"),
    "pentagon": ("Pentagon", "US"),
    "capitol hill": ("Capitol Hill", "US"),
    "kremlin": ("Kremlin", "RU"),
    "downing street": ("Downing Street", "GB"),
    "10 downing street": ("Downing Street", "GB"),
    "whitehall": ("Whitehall", "GB"),
    "elysee": ("Élysée", "FR"),
    "elysee palace": ("Élysée", "FR"),
    "blue house": ("Blue House", "KR"),
    "vatican": ("Vatican", None),
    "holy see": ("Vatican", None),
}

# International bodies that stand under their letters as often as under their names.
LETTERS: dict[str, str] = {
    "un": "United Nations", "u.n.": "United Nations", "united nations": "United Nations",
    "eu": "European Union", "e.u.": "European Union", "european union": "European Union",
    "nato": "NATO", "north atlantic treaty organization": "NATO", "opec": "OPEC", "unesco": "UNESCO",
    "unicef": "UNICEF", "imf": "International Monetary Fund",
    "international monetary fund": "International Monetary Fund",
    "who": "", "world health organization": "World Health Organization", "iaea": "IAEA",
    "icrc": "International Committee of the Red Cross", "opcw": "OPCW", "osce": "OSCE", "asean": "ASEAN",
    "african union": "African Union", "arab league": "Arab League", "wto": "World Trade Organization",
    "world trade organization": "World Trade Organization",
    "fbi": "FBI", "federal bureau of investigation": "FBI",
    "cia": "CIA", "central intelligence agency": "CIA",
}  # fmt: skip

# Short forms of given names with the long ones.
NICKNAMES: dict[str, str] = dict(
    pair.split("=")
    for pair in words(
        """bill=william will=william bob=robert rob=robert bobby=robert dick=richard rick=richard
        jim=james jimmy=james joe=joseph mike=michael mick=michael chris=christopher tom=thomas
        tim=timothy dan=daniel danny=daniel dave=david ted=edward ed=edward eddie=edward tony=anthony
        ben=benjamin sam=samuel steve=steven stephen=steven jeff=jeffrey greg=gregory matt=matthew
        nick=nicholas pete=peter andy=andrew drew=andrew alex=alexander ron=ronald don=donald
        ken=kenneth larry=lawrence jerry=gerald charlie=charles chuck=charles hank=henry harry=henry
        jack=john johnny=john jon=jonathan fred=frederick frank=francis ray=raymond vince=vincent
        walt=walter liz=elizabeth beth=elizabeth betsy=elizabeth kate=katherine kathy=katherine
        cathy=catherine sue=susan meg=margaret maggie=margaret peggy=margaret jen=jennifer
        jenny=jennifer pat=patricia patty=patricia debbie=deborah barb=barbara becky=rebecca
        vicky=victoria gabby=gabrielle terry=terence abby=abigail sandy=sandra val=valerie
        chip=charles bernie=bernard"""
    )
)

# Before a name: it is a ship's or the like, and nobody's.
VESSELS = words(
    """ship vessel boat trawler ferry tanker freighter submarine destroyer frigate cutter corvette
    yacht schooner steamer liner tug barge carrier locomotive spacecraft hurricane typhoon cyclone storm"""
)
