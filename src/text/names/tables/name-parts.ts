// Parts of names that travelled far: one Arabic, Persian or Turkic part in the shapes that Uyghur,
// Kazakh, Kyrgyz, Uzbek, Tatar, Azerbaijani, Turkish, Caucasian, Russian, Arabic and English give it.
// Each line is one part; the shapes on it count as nearly the same word. Common parts identify nobody.

export const nameParts: readonly string[] = `
muhammad mohammed mohamed muhammed muhemmed muhemmet mehmet mehmed memet mämät mamat mambet mukhamed muhamet magomed magomet mokhammad mohammad muhammet muqammet mukhammed makhmed maimaiti maimaitiming mamed mammad məmməd mamadou mahomet mat mamet
abdul abd abdu abdi abdel abdal abdol abdou gabdul ghabdul äbdu abudu abdol abdil äbdi
abdullah abdulla abdullo abdollah abdallah abdylda abdilda ghabdulla gabdulla äbdullah abdoullah abudula
abdurahman abdurrahman abdulrahman abdurehman abduraxman abdirahman abdrakhman abdorrahman abdelrahman abuduereheman abdyrakhman
ahmad ahmed ahmet exmet axmet ahmat akhmed akhmad akhmet emet əhməd achmed achmet ähmäd aihemaiti
yusuf yusup yüsüp yusif yousef youssef yousuf yusupu yusufu yussuf jusup jüsip zhusip zhusup jusip dzhusup iosif joseph yosef usup
ibrahim ibrayim ibragim ebrahim ipraim iprahim ibrohim ibraim yibulayin ibrahem ebrayem abraham
ismail ismayil ismoil ismael ismaïl esmail ismagil smail ysmayyl ismagul esmaeil yisimayi simayi
umar omar omer ömer ömär umer oumar gumar ghumar umor wumaier
ali eli ghali əli äli aly gali alee aili
husayn hussein husein hüseyin hüsen hüsäyin hoseyn hossein houssein husain khusain kusain qusayin xusen husan hüseyn gusein guseyn hosein
hasan hassan hesen hasen khasan qasan asan gasan xasan aishan
usman osman othman uthman ospan asman ghusman othmane wusiman husman
fatima fatma patime fatime batima patma fatemeh fatimah fatimat faatima patiman
khadija xediche hatice khadijah hadija hediche qadisha kadisha khadicha xadija hadije khadidja
aisha ayshe ayşe aysha aishe ayisha aisha aixia gaisha eyshe ayesha
maryam meryem maria mariam meryemgül mariyam məryəm märyäm miryam mairiyamu
zaynab zeynep zeynab zainab zeyneb zeynəb zaynap zeynep zenep
mahmud mehmud mexmut mahmut mahmoud makhmud maxmut mäxmut mehmut magmud mahmod maimaiti maheimuti
mustafa mustapa moustafa mostafa mustafo mystafa mustapha musitapa
sulayman suleyman süleyman sulaiman solayman suleiman suleimen sulaymon soleiman sulayiman solomon
yaqub yaqup yakub yakup jakup zhakyp yakob yaghub yacoub jaqyp jacob yagub yakoub
ayyub ayup eyüp ayub eyyub ayoub ayyup
dawud dawut davud davut david daud daoud dauit däwit davood dovud dawuti
ishaq isaq ishak iskhak isak yskak isxaq eshaq issaq isaac
zakariya zikriya zekeriya zakaria zakarya zekeriye zakariyya zikirya
ilyas ilias elias iliyas ilyos
salih salih saleh salikh sali saligh salih
karim kerim kerem karem karym kerym karimu kelimu
rahman rehman raxman rakhman rohman rähman rahmon reheman
rahim rehim raxim rakhim rohim rähim rehimu reyimu reyim
rashid reshid raşit rashit raşid rasheed rachid rishat reshit
qadir qader kadir kader kadeer qadeer gadir kadyr qadyr kadder kadier
aziz eziz gaziz ghaziz əziz azez asis aizezi
amin emin imin əmin ämin ameen yiming
habib hebib xebib khabib kabib həbib habibu
hakim hekim xakim khakim hakeem hokim aikemu
jamal cemal jemal camal zhamal jamol jamol gamal djamal
jalil jelil celil jelel calil zhalil djalil galil jalel
latif letip lätif latip lətif lotif
majid mejit mecit majit məcid madzhid mezhit maijiti
mansur mensur mansour mənsur mansor
nasir nesir nasser naser nosir nassir nasyr
said seyid sayid sayyid seyit sayed saïd seit sait səid seid sayyed
tahir tayir taher tokhir tahyr daher
tursun tursın tursyn tursin dursun tursunjan tuersun tuerxun
turghun turgun turgan turghan tuergong
jan jon can zhan dzhan djan jiang
beg bek bäk bey bay bai bek bik
khan xan han khon qan kan
haji hajim hadji hacı haci khodzhi hajji hadj aji haje haji
khoja xoja hoja hoca khodja qoja kozha khodzha hodja
shah şah sha shakh shoh chah
nur noor nour nor nura nuer
gul gül gyul gül gull guli
din ddin eddin uddin adin
alim elim ghalim galim olim
murat murad morad murod mourad muradi
ihsan ixsan ehsan eksan
ilham ilgam elham ilxam ilhom yilihamu
dilshat dilshad dilshod dilşad dilxat dilixiati
shawkat shohret shevket şevket shavkat shaukat xuekelaiti
islam islam eslam yisilamu
imam imam emam
molla mulla mullah mollah
batur batyr batır bahadur bahadir bator baatar botir baatyr bahadır bogatyr
timur tömür temur temür tamerlan teymur tiemuer tomur
erkin arkin erken arken erkyn aierken ergin
polat pulat bolat bulat polad po'lat pulod
`
  .trim()
  .split('\n')
