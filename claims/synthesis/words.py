"""The vocabulary of made-up records: plain words and names of our own, most frequent first, in Latin and Arabic.

Names come in pairs, as the same name is written in both scripts. Nobody and nothing here is meant by them: the towns
are no towns, and people and outlets are put together from parts.
"""


def _words(text: str) -> list[str]:
    return list(dict.fromkeys(text.split()))


def _phrases(text: str) -> list[str]:
    return text.split("|")


def pairs(text: str) -> list[tuple[str, str]]:
    """The names of a list as (Latin, Arabic): the Latin words come first."""
    return [_parted(entry) for entry in text.split("|")]


def _parted(entry: str) -> tuple[str, str]:
    words = entry.split()
    latin = [word for word in words if word.isascii()]
    return " ".join(latin), " ".join(words[len(latin) :])


NOUNS = _words(
    "convoy road city army crowd bridge border airport village office group council soldier report market hospital "
    "station district family checkpoint ministry school fire vehicle prisoner statement building delegation armour "
    "square barracks ceasefire aircraft water refugee commander harbour ambulance tunnel curfew protest radio warehouse "
    "drone envoy mosque church factory officer depot hostage river camp summit agreement mayor prison tower shelter "
    "siege powerline brigade fuel grain rocket court archive museum train bakery pipeline farm witness judge document "
    "ferry customs hangar motorway reservoir committee garrison valley ridge embassy parade lorry teacher doctor pilot "
    "negotiator tribunal well orchard quarry stadium ship tanker generator library militia patrol outpost crossing"
)
ADJECTIVES = _words(
    "northern military former local armed southern main old last central eastern new western public regional empty "
    "heavy early senior coastal abandoned damaged official large secret second small burnt foreign wounded interim "
    "rural joint temporary hidden crowded narrow unarmed retired neighbouring civilian joined broken flooded silent "
    "distant guarded private historic unfinished"
)
VERBS = _words(
    "entered left reached attacked took closed opened held crossed seized surrounded shelled abandoned approached "
    "searched evacuated blocked warned met received stopped joined guarded destroyed repaired visited followed "
    "released questioned occupied bombed supplied inspected burned cleared passed retook defended divided promised "
    "refused handed moved flooded filmed fortified emptied watched crossed signed"
)
TAILS = _phrases(
    "before dawn|during the night|late on Friday|after the talks failed|without a fight|as residents fled|on orders from "
    "above|for the second time|in the early morning|while the power was out|within two hours|under heavy fire|by way of "
    "the coast|after a long delay|in several vehicles|as the army withdrew|for three days|at the request of the council|"
    "despite the ceasefire|shortly after noon|with little warning|according to the plan|from two sides|at close range|"
    "in front of witnesses|without giving reasons|as far as the river|until the next morning|along with their families|"
    "on the eve of the summit"
)
HEDGES = ("reportedly", "is said to", "allegedly", "apparently", "it is believed")

ARABIC_NOUNS = _words(
    "القافلة الطريق المدينة الجيش الحشد الجسر الحدود المطار القرية المكتب المجموعة المجلس الجندي التقرير السوق المستشفى "
    "المحطة الحي العائلة الحاجز الوزارة المدرسة الحريق المركبة السجين البيان المبنى الوفد الساحة الثكنة الهدنة الطائرة "
    "المياه اللاجئ القائد الميناء الإسعاف النفق الاحتجاج الإذاعة المستودع المبعوث المسجد الكنيسة المصنع الضابط الرهينة "
    "النهر المخيم القمة الاتفاق السجن البرج الملجأ الحصار اللواء الوقود الحبوب الصاروخ المحكمة المتحف القطار المخبز "
    "المزرعة الشاهد القاضي الوثيقة العبارة الجمارك اللجنة الحامية الوادي التلة السفارة الشاحنة المعلم الطبيب الطيار "
    "المفاوض البئر البستان الملعب السفينة المولد المكتبة الدورية المعبر"
)
ARABIC_ADJECTIVES = _words(
    "الشمالي العسكري السابق المحلي المسلح الجنوبي الرئيسي القديم الأخير المركزي الشرقي الجديد الغربي العام الإقليمي "
    "الثقيل المبكر الساحلي المهجور المتضرر الرسمي الكبير السري الثاني الصغير الأجنبي الجريح المؤقت الريفي المشترك "
    "الضيق المجاور المدني الصامت البعيد الخاص التاريخي"
)
ARABIC_VERBS = _words(
    "دخلت غادرت وصلت هاجمت سيطرت أغلقت فتحت عبرت حاصرت قصفت أخلت اقتربت فتشت منعت حذرت التقت استقبلت أوقفت انضمت دمرت "
    "أصلحت زارت تابعت أطلقت احتلت زودت أحرقت استعادت دافعت وعدت رفضت سلمت نقلت صورت راقبت وقعت أعلنت أكدت نفت ذكرت"
)
ARABIC_TAILS = _phrases(
    "قبل الفجر|خلال الليل|مساء الجمعة|بعد فشل المحادثات|دون قتال|مع فرار السكان|بأوامر عليا|للمرة الثانية|في الصباح "
    "الباكر|أثناء انقطاع الكهرباء|خلال ساعتين|تحت نيران كثيفة|عن طريق الساحل|بعد تأخر طويل|في عدة مركبات|مع انسحاب "
    "الجيش|لمدة ثلاثة أيام|بطلب من المجلس|رغم الهدنة|بعد الظهر بقليل|دون إنذار|وفق الخطة|من جهتين|أمام الشهود|دون ذكر "
    "الأسباب|حتى النهر|حتى صباح اليوم التالي|مع عائلاتهم|عشية القمة"
)

FIRST_NAMES = (
    "Karim كريم|Nadim نديم|Salma سلمى|Rami رامي|Hala هالة|Tarek طارق|Dima ديما|Fadi فادي|Lina لينا|Samir سمير|Rana رنا|"
    "Wael وائل|Mona منى|Ziad زياد|Noura نورا|Bassam بسام|Hiba هبة|Jamal جمال|Yara يارا|Marwan مروان|Suad سعاد|Anwar أنور|"
    "Layla ليلى|Issam عصام|Maha مها|Khaled خالد|Rima ريما|Adnan عدنان|Sawsan سوسن|Munir منير|Farah فرح|Hassan حسن|"
    "Nizar نزار|Amal أمل|Ghassan غسان|Ruba ربى|Walid وليد|Shadi شادي|Iman إيمان|Talal طلال|Najwa نجوى|Fouad فؤاد|"
    "Rasha رشا|Nabil نبيل|Ola علا|Sami سامي|Huda هدى|Riad رياض|Dalal دلال|Majed ماجد"
)
FAMILY_NAMES = (
    "Haddad حداد|Khayat خياط|Najjar نجار|Sabbagh صباغ|Qattan قطان|Hallaq حلاق|Bitar بيطار|Attar عطار|Dabbas دباس|"
    "Farran فران|Shammas شماس|Zayyat زيات|Kassab قصاب|Tahhan طحان|Nassar نصار|Mardini مارديني|Homsi حمصي|Halabi حلبي|"
    "Sahili ساحلي|Jabali جبلي|Wadi وادي|Nahhas نحاس|Sayegh صايغ|Lahham لحام|Sarraf صراف|Warraq وراق|Khabbaz خباز|"
    "Labban لبان|Fakhoury فاخوري|Rassam رسام|Saqqa سقا|Tabbakh طباخ|Bustani بستاني|Hakim حكيم|Katib كاتب|Mallah ملاح|"
    "Naqqash نقاش|Rifai رفاعي|Sukkar سكر|Tamimi تميمي|Ubaid عبيد|Yazji يازجي|Zahran زهران|Darwish درويش|Aswad أسود|"
    "Barakat بركات|Faris فارس|Ghanem غانم|Hamdan حمدان|Jaber جابر|Kanaan كنعان|Lutfi لطفي|Mansour منصور|Nasr نصر|"
    "Qasim قاسم|Rashid راشد|Saleh صالح|Taha طه|Wahba وهبة|Younes يونس"
)
PLACE_KINDS = "Tell تل|Kafr كفر|Deir دير|Ain عين|Bir بئر|Wadi وادي|Jabal جبل|Khirbet خربة|Umm أم|Beit بيت|Marj مرج|Ras رأس"
PLACE_ROOTS = (
    "Zahwan زهوان|Rimal رمال|Shahin شاهين|Nawar نوار|Qamra قمرة|Salwan سلوان|Dahab ذهب|Rummana رمانة|Zeitun زيتون|"
    "Mishmish مشمش|Hajar حجر|Tinat تينات|Ghadir غدير|Samra سمرا|Barqa برقا|Harir حرير|Jouri جوري|Kindi كندي|Lawza لوزة|"
    "Mazra مزرة|Nasim نسيم|Qasab قصب|Rihan ريحان|Sarw سرو|Turab تراب|Wardan وردان|Yasmin ياسمين|Zaatar زعتر|Anqa عنقا|"
    "Bahri بحري|Dilb دلب|Fustuq فستق|Ghazal غزال|Hamam حمام|Jisr جسر|Karaz كرز|Laymun ليمون|Mawj موج|Nakhla نخلة|"
    "Qutn قطن|Rukham رخام|Sanam سنام|Tuffah تفاح|Ushb عشب|Wabar وبر|Yanbu ينبوع|Zabib زبيب|Badr بدر|Durra درة|Falak فلك|"
    "Hilal هلال|Juman جمان|Kawkab كوكب|Luban لبان|Misk مسك|Najm نجم|Qandil قنديل|Rabwa ربوة|Sadaf صدف|Toz توز"
)
PLACE_SIDES = (
    " |al-Sharqi الشرقي|al-Gharbi الغربي|al-Shamali الشمالي|al-Janubi الجنوبي|al-Fawqa الفوقا|al-Tahta التحتا"
)
PAPERS = (
    "Tribune تريبيون|Herald البشير|News الأخبار|Observer المراقب|Voice صوت|Post البريد|Times الأوقات|Gazette الجريدة|"
    "Radio راديو|Channel قناة|Monitor الرصد|Agency وكالة|Courier الساعي|Mirror المرآة|Review المجلة|Press الصحافة|"
    "Echo الصدى|Journal اليوميات|Bulletin النشرة|Network الشبكة|Dispatch البرقية|Chronicle السجل|Star النجمة|Lens العدسة|"
    "Dawn الفجر|Gate البوابة|Letter الرسالة|Compass البوصلة|Bridge الجسر|Witness الشاهد|Page الصفحة|Wire السلك|"
    "Channel Two القناة الثانية|Morning الصباح"
)
BODIES = (
    "Brigade لواء|Council مجلس|Ministry وزارة|Front جبهة|Movement حركة|Committee لجنة|Directorate مديرية|Union اتحاد|"
    "Command قيادة|Assembly تجمع|Bureau مكتب|Coalition ائتلاف|Battalion كتيبة|Authority هيئة|Party حزب|Foundation مؤسسة"
)
BODY_TASKS = (
    "Border الحدود|Coastal الساحل|Relief الإغاثة|Transport النقل|Defence الدفاع|Health الصحة|Northern الشمال|"
    "Southern الجنوب|Labour العمل|Information الإعلام|Reform الإصلاح|Freedom الحرية|Justice العدالة|Border Guards حرس الحدود|"
    "Water المياه|Electricity الكهرباء|Engineers المهندسين|Trade التجارة|Culture الثقافة|Foreign الخارجية"
)

INFORMANTS = (
    "an officer in the operations room",
    "a resident of the district",
    "two security officials",
    "a source close to the talks",
    "a driver in the convoy",
    "a Western diplomat",
    "several eyewitnesses",
    "an adviser to the governor",
    "a soldier at the gate",
    "a doctor at the hospital",
    "مصدر عسكري",
    "شهود عيان",
)
ROLES = ("commander", "host", "traveller", "negotiator", "victim", "witness", "spokesman", "")
UNITS = ("people", "vehicles", "km", "airstrikes", "prisoners", "tonnes")
