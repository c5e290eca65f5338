#include "cultures.h"

#include <array>

namespace penumbra::bench {
namespace {

// Family names of the United States census (offset and exponent fitted by hand to its published counts) serve as the
// shape of all alphabetic families; families of East Asia have tables of characters.
constexpr Law kManyFamilies{3'000'000, 40, 9};
constexpr Law kSomeFamilies{800'000, 15, 9};
constexpr Law kGiven{200'000, 12, 11};
constexpr Law kFewGiven{60'000, 8, 11};

constexpr Culture kCultures[] = {
    {"english",
     170,
     Build::kWestern,
     Writing::kNone,
     "james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark "
     "donald steven paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey ryan jacob gary "
     "nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory frank alexander raymond "
     "patrick "
     "jack dennis jerry tyler aaron jose adam nathan henry douglas zachary peter kyle",
     "mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty sandra margaret ashley "
     "kimberly emily donna michelle carol amanda melissa deborah stephanie dorothy rebecca sharon laura cynthia amy "
     "kathleen angela shirley brenda emma anna pamela nicole samantha katherine christine helen debra rachel carolyn "
     "janet maria catherine heather diane olivia julie joyce victoria ruth virginia lauren kelly christina",
     "smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson "
     "anderson "
     "thomas taylor moore jackson martin lee perez thompson white harris sanchez clark ramirez lewis robinson walker "
     "young allen king wright scott torres nguyen hill flores green adams nelson baker hall rivera campbell mitchell "
     "carter roberts gomez phillips evans turner diaz parker cruz edwards collins reyes stewart morris morales murphy "
     "cook rogers gutierrez ortiz morgan cooper peterson bailey reed kelly howard ramos kim cox ward richardson watson "
     "brooks chavez wood james bennett gray mendoza ruiz hughes price alvarez castillo sanders patel myers long ross "
     "foster jimenez",
     {"b br c ch cl cr d dr f fl g gr h j k l m n p pr r s sh st t th tr w wh -", "a e i o u ea oo ee ou ai",
      "- l n r s t ck ll rd nd st m rt ng ch", "er son ton ley man ford well ham ings by worth ard ers ing s field"},
     "a an ie in y on el en is ia ina elle ett ey",
     kGiven,
     kManyFamilies},
    {"spanish",
     130,
     Build::kSpanish,
     Writing::kNone,
     "jose juan luis carlos manuel francisco jesus antonio miguel pedro alejandro jorge rafael fernando ramon javier "
     "roberto ricardo daniel mario eduardo sergio alberto enrique victor raul andres oscar hector pablo diego julio "
     "cesar "
     "ruben arturo gustavo guillermo hugo ernesto marco ivan felipe rodrigo salvador gerardo alfredo",
     "maria ana carmen rosa guadalupe juana margarita josefina teresa patricia martha leticia francisca elizabeth "
     "laura "
     "silvia isabel gabriela veronica alejandra adriana claudia norma luisa sandra diana monica beatriz yolanda gloria "
     "cristina lucia elena paula sofia andrea pilar mercedes dolores angela",
     "hernandez garcia martinez lopez gonzalez perez rodriguez sanchez ramirez cruz flores gomez morales vazquez reyes "
     "jimenez torres diaz gutierrez ruiz mendoza aguilar ortiz moreno castillo romero alvarez mendez chavez rivera "
     "juarez "
     "ramos dominguez herrera medina castro vargas guzman rojas munoz fernandez salazar ortega delgado contreras "
     "suarez "
     "navarro silva soto cardenas molina rios leon guerrero campos vega santos nunez acosta fuentes cabrera",
     {"b c d f g h j l m n p q r s t v z ch ll br tr gr fr -", "a e i o u ia ue", "- n r s l z m",
      "ez es a o ado ero ano illo al on ar era ales ena ozo"},
     "a o ia io ela elo ina ino ana ando ito",
     kFewGiven,
     kSomeFamilies},
    {"french",
     50,
     Build::kWestern,
     Writing::kNone,
     "jean pierre michel philippe alain nicolas christophe patrick bernard christian laurent frederic eric thierry "
     "stephane daniel pascal francois olivier david julien bruno sebastien alexandre thomas antoine maxime vincent "
     "jacques guillaume jerome gerard marc henri louis yves claude serge luc remi",
     "marie nathalie isabelle sylvie catherine francoise monique martine christine jacqueline anne valerie sandrine "
     "stephanie celine veronique julie sophie laurence brigitte camille lea manon chloe pauline claire helene lucie",
     "martin bernard thomas petit robert richard durand dubois moreau laurent simon michel lefebvre leroy roux david "
     "bertrand morel fournier girard bonnet dupont lambert fontaine rousseau vincent muller faure andre mercier blanc "
     "guerin boyer garnier chevalier francois legrand gauthier perrin robin clement morin nicolas henry roussel "
     "mathieu "
     "gautier masson marchand duval denis dumont marie lemaire noel meyer dufour meunier brun blanchard",
     {"b bl br c ch cr d f fl g gr h j l m n p pl q r s t v vr -", "a e i o u ou ai au eau oi", "- n r s l m t rd nt",
      "eau ier et ot in ard aud elle ec on ant oux eur ain ois"},
     "e ette ine ien ic el in ie",
     kGiven,
     kSomeFamilies},
    {"german",
     70,
     Build::kWestern,
     Writing::kNone,
     "peter wolfgang michael werner klaus thomas manfred helmut jurgen heinz gerhard andreas hans josef gunter dieter "
     "horst walter frank bernd karl herbert franz martin uwe georg heinrich stefan christian karl-heinz matthias "
     "sebastian alexander jan tobias daniel markus florian lukas felix",
     "ursula karin helga sabine ingrid renate monika susanne gisela petra birgit andrea anna brigitte claudia erika "
     "christa elke stefanie gertrud elisabeth maria angelika heike gabriele kathrin ilse nicole anja barbara",
     "muller schmidt schneider fischer weber meyer wagner becker schulz hoffmann schafer koch bauer richter klein wolf "
     "schroder neumann schwarz zimmermann braun kruger hofmann hartmann lange schmitt werner schmitz krause meier "
     "lehmann "
     "schmid schulze maier kohler herrmann konig walter mayer huber kaiser fuchs peters lang scholz moller weiss jung "
     "hahn "
     "schubert vogel friedrich keller gunther frank berger winkler roth beck lorenz",
     {"b br d dr f fr g gr h k kl kr l m n p r s sch schw st t tr v w z -", "a e i o u au ei ie",
      "- l n r s t ck ch rt tz nd lt ng ff", "er mann berg bach hof stein ner ke el feld meier ing sen haus wald"},
     "a e o in mar win helm fried bert ina",
     kGiven,
     kSomeFamilies},
    {"russian",
     130,
     Build::kRussian,
     Writing::kCyrillic,
     "aleksandr sergey vladimir andrey aleksey dmitriy nikolay ivan mikhail evgeniy viktor yuriy igor oleg konstantin "
     "maksim pavel roman vyacheslav anatoliy valeriy denis anton vasiliy petr vitaliy artem kirill boris gennadiy "
     "ruslan "
     "stanislav ilya leonid eduard timur rustam grigoriy fedor stepan marat arkadiy semen ilyas gleb",
     "elena tatyana natalya olga irina svetlana anna galina lyudmila marina ekaterina nadezhda valentina yuliya nina "
     "anastasiya oksana mariya larisa lyubov vera vera aleksandra yana alla kseniya viktoriya evgeniya tamara zoya",
     "ivanov smirnov kuznetsov popov vasilyev petrov sokolov mikhaylov novikov fedorov morozov volkov alekseyev "
     "lebedev "
     "semenov egorov pavlov kozlov stepanov nikolayev orlov andreyev makarov nikitin zakharov zaytsev solovyev borisov "
     "yakovlev grigoryev romanov vorobyev sergeyev kuzmin frolov aleksandrov dmitriyev korolev gusev kiselev ilyin "
     "maksimov polyakov sorokin vinogradov kovalev belov medvedev antonov tarasov zhukov baranov filippov komarov "
     "davydov "
     "belyayev gerasimov bogdanov osipov sidorov matveyev titov markov mironov krylov kulikov karpov vlasov melnikov",
     {"b br v g gr d dr zh z k kr l m n p pr r s st t tr f kh ts ch sh -", "a e i o u y ya yu",
      "- l n r s t v d k m sh", "ov ev in kin chenko enko skiy uk ovskiy yev lin nikov shin rov kov yan"},
     "a ir an iy ey iya at il slav ur id",
     kFewGiven,
     kSomeFamilies},
    {"arabic",
     150,
     Build::kArabic,
     Writing::kArabic,
     "muhammad ahmad ali mahmud hasan husayn abdullah khalid umar ibrahim yusuf salih said abdul-rahman hamid "
     "abdul-aziz "
     "mustafa walid tariq faysal sami jamal nasir adil karim samir majid bilal hamza anas zayd amir rashid sultan "
     "salman "
     "turki fahd saud mansur nabil isam kamal hisham ayman usama imad basim ghassan riyad haytham muammar abdul-karim "
     "abdul-hamid abdul-malik abdul-qadir",
     "fatima aisha maryam khadija zaynab layla nur huda amina hanan salma samira mona nadia rana dina hala iman rim "
     "sara lina asma suad najwa wafa amal noura",
     "al-masri al-tikriti al-jaziri al-shami al-iraqi al-libi al-yamani al-hasan al-ahmad al-ali al-husayn al-najjar "
     "al-haddad al-khatib al-sharif al-qahtani al-ghamdi al-shammari al-dosari al-otaibi al-harbi al-zahrani al-maliki "
     "al-mutayri al-juburi al-dulaymi al-bayati al-saadi al-rubai al-tamimi al-asadi al-hashimi al-husayni al-musawi "
     "al-kurdi al-halabi al-baghdadi al-basri al-maghribi al-tunisi al-sudani saleh mansour khalil hamdan nasser "
     "haddad "
     "awad sharif qasim jabir darwish issa shaheen ghanem barakat hijazi rahman zaidan",
     {"b d f gh h j k kh l m n q r s sh t th w y z dh -", "a i u aa ii uu ay aw", "- b d f h l m n r s t q",
      "i a ani awi iya an ah ari alla ud ir ad"},
     "a i an ir ud id ah im iya in al",
     kFewGiven,
     kSomeFamilies},
    {"persian",
     60,
     Build::kWestern,
     Writing::kArabic,
     "mohammad ali hossein reza mehdi hassan ahmad amir abbas hamid saeed mahmoud majid ebrahim javad masoud mostafa "
     "esmail morteza alireza davood karim nasser mohsen akbar behrouz farhad kamran ramin siamak bahram dariush",
     "fatemeh zahra maryam masoumeh zeinab sakineh leila narges samira akram shirin parisa mina nasrin azadeh",
     "mohammadi hosseini ahmadi rezaei moradi heydari karimi hashemi jafari rahimi mousavi ebrahimi sadeghi akbari "
     "ghasemi "
     "rostami amini kazemi shahbazi bagheri soltani rajabi norouzi yousefi azizi nazari salehi abbasi mirzaei kiani "
     "khosravi asadi farahani tehrani esfahani shirazi tabrizi yazdi kermani ansari zadeh jalali",
     {"b d f g gh h j k kh l m n p r s sh t v y z zh -", "a e i o u ou", "- r n l m d s sh z b t",
      "i pour zadeh nia far ian nejad abadi ani khah parast doust vand loo"},
     "eh in ad an ar oush id ab iyar ash",
     kFewGiven,
     kSomeFamilies},
    {"turkish",
     40,
     Build::kWestern,
     Writing::kNone,
     "mehmet mustafa ahmet ali huseyin hasan ibrahim ismail osman yusuf murat omer ramazan halil suleyman abdullah "
     "mahmut "
     "recep salih fatih kadir emre hakan adem kemal yasar bekir musa metin orhan bayram serkan cengiz",
     "fatma ayse emine hatice zeynep elif meryem serife zehra sultan hanife merve havva zeliha esra fadime ozlem hacer",
     "yilmaz kaya demir sahin celik yildiz yildirim ozturk aydin ozdemir arslan dogan kilic aslan cetin kara koc kurt "
     "ozkan simsek polat korkmaz cakir erdogan yavuz can acar sen aktas guler yalcin gunes bozkurt bulut keskin unal",
     {"b c ch d f g h k l m n o p r s sh t y z -", "a e i o u oe ue", "- l n r k m s t z y",
      "oglu er li ci man tas can kaya soy demir gil ac turk oz"},
     "an ay er et in gul nur can",
     kFewGiven,
     kSomeFamilies},
    {"indian",
     60,
     Build::kWestern,
     Writing::kDevanagari,
     "rajesh sanjay amit anil sunil vijay ashok ravi suresh ramesh manoj rakesh vinod ajay deepak rahul mukesh dinesh "
     "mahesh arun pankaj raj sandeep santosh ram mohan gopal krishna kumar prakash naveen vikram arjun imran salim",
     "sunita anita pooja priya neha kavita rekha sita geeta asha usha meena lakshmi radha shanti kiran lata nisha "
     "anjali",
     "kumar singh sharma devi patel gupta khan das roy yadav verma mishra jain shah reddy rao nair menon iyer chopra "
     "kapoor malhotra agarwal mehta joshi pandey tiwari chauhan rathore thakur bose ghosh mukherjee banerjee "
     "chatterjee "
     "sen dutta pillai naidu desai kulkarni patil shetty gandhi bhat saxena srivastava ansari sheikh",
     {"b bh ch d dh g gh h j k kh l m n p ph r s sh t th v y -", "a i u e o aa", "- n r l sh m t d",
      "a i an war kar wal ani esh ar nath das pal lal"},
     "a esh i it ika ita endra ini deep jit",
     kGiven,
     kSomeFamilies},
    {"chinese", 80, Build::kEastern, Writing::kHan, "", "", "", {"zh sh", "a i", "- n", "-"}, "", {1, 0, 8}, {1, 0, 8}},
    {"korean", 30, Build::kEastern, Writing::kHangul, "", "", "", {"k s", "a i", "- n", "-"}, "", {1, 0, 8}, {1, 0, 8}},
    {"japanese",
     30,
     Build::kJapanese,
     Writing::kKatakana,
     "hiroshi takashi kenji akira satoshi makoto minoru shigeru kazuo yoshio masao tadashi kiyoshi isamu shoichi "
     "takeshi "
     "osamu daisuke kenta shota naoki tetsuya kazuya hideki masaru",
     "yoko keiko kazuko hiroko michiko yumiko noriko sachiko kyoko akiko tomoko mayumi megumi yuki miho aya haruka "
     "misaki",
     "sato suzuki takahashi tanaka ito yamamoto watanabe nakamura kobayashi kato yoshida yamada sasaki yamaguchi "
     "matsumoto "
     "inoue kimura hayashi saito shimizu yamazaki mori ikeda hashimoto abe ishikawa yamashita nakajima ogawa maeda "
     "okada hasegawa fujita goto kondo murakami endo aoki sakamoto fujii nishimura fukuda ota miura",
     {"k s t n h m y r w g z d b -", "a i u e o", "-", "moto mura da ta yama kawa gawa no shima ki be saki hara i ya"},
     "ko o shi ki ta to mi ya suke hiko",
     kFewGiven,
     {100'000, 15, 9}},
};

constexpr Character kHanFamilies[] = {
    {"王", "wang"},  {"李", "li"},    {"张", "zhang"}, {"刘", "liu"},   {"陈", "chen"},  {"杨", "yang"},
    {"黄", "huang"}, {"赵", "zhao"},  {"吴", "wu"},    {"周", "zhou"},  {"徐", "xu"},    {"孙", "sun"},
    {"马", "ma"},    {"朱", "zhu"},   {"胡", "hu"},    {"郭", "guo"},   {"何", "he"},    {"林", "lin"},
    {"罗", "luo"},   {"高", "gao"},   {"郑", "zheng"}, {"梁", "liang"}, {"谢", "xie"},   {"宋", "song"},
    {"唐", "tang"},  {"许", "xu"},    {"韩", "han"},   {"邓", "deng"},  {"冯", "feng"},  {"曹", "cao"},
    {"彭", "peng"},  {"曾", "zeng"},  {"肖", "xiao"},  {"田", "tian"},  {"董", "dong"},  {"潘", "pan"},
    {"袁", "yuan"},  {"蔡", "cai"},   {"蒋", "jiang"}, {"余", "yu"},    {"于", "yu"},    {"杜", "du"},
    {"叶", "ye"},    {"程", "cheng"}, {"魏", "wei"},   {"苏", "su"},    {"吕", "lu"},    {"丁", "ding"},
    {"任", "ren"},   {"卢", "lu"},    {"姚", "yao"},   {"沈", "shen"},  {"钟", "zhong"}, {"姜", "jiang"},
    {"崔", "cui"},   {"谭", "tan"},   {"陆", "lu"},    {"范", "fan"},   {"汪", "wang"},  {"廖", "liao"},
    {"石", "shi"},   {"金", "jin"},   {"韦", "wei"},   {"贾", "jia"},   {"夏", "xia"},   {"付", "fu"},
    {"方", "fang"},  {"邹", "zou"},   {"熊", "xiong"}, {"白", "bai"},   {"孟", "meng"},  {"秦", "qin"},
    {"邱", "qiu"},   {"侯", "hou"},   {"江", "jiang"}, {"尹", "yin"},   {"薛", "xue"},   {"闫", "yan"},
    {"段", "duan"},  {"雷", "lei"},   {"龙", "long"},  {"黎", "li"},    {"史", "shi"},   {"陶", "tao"},
    {"贺", "he"},    {"毛", "mao"},   {"郝", "hao"},   {"顾", "gu"},    {"龚", "gong"},  {"邵", "shao"},
    {"万", "wan"},
};

constexpr Character kHanGiven[] = {
    {"伟", "wei"},   {"明", "ming"},  {"国", "guo"},   {"华", "hua"},  {"建", "jian"},  {"文", "wen"},
    {"军", "jun"},   {"平", "ping"},  {"志", "zhi"},   {"春", "chun"}, {"海", "hai"},   {"玉", "yu"},
    {"红", "hong"},  {"强", "qiang"}, {"东", "dong"},  {"永", "yong"}, {"金", "jin"},   {"生", "sheng"},
    {"林", "lin"},   {"荣", "rong"},  {"杰", "jie"},   {"丽", "li"},   {"小", "xiao"},  {"芳", "fang"},
    {"英", "ying"},  {"敏", "min"},   {"勇", "yong"},  {"峰", "feng"}, {"刚", "gang"},  {"磊", "lei"},
    {"波", "bo"},    {"斌", "bin"},   {"超", "chao"},  {"鹏", "peng"}, {"飞", "fei"},   {"俊", "jun"},
    {"浩", "hao"},   {"宇", "yu"},    {"洋", "yang"},  {"涛", "tao"},  {"辉", "hui"},   {"健", "jian"},
    {"静", "jing"},  {"燕", "yan"},   {"梅", "mei"},   {"秀", "xiu"},  {"兰", "lan"},   {"霞", "xia"},
    {"玲", "ling"},  {"桂", "gui"},   {"凤", "feng"},  {"云", "yun"},  {"雪", "xue"},   {"晓", "xiao"},
    {"佳", "jia"},   {"子", "zi"},    {"思", "si"},    {"家", "jia"},  {"德", "de"},    {"正", "zheng"},
    {"大", "da"},    {"天", "tian"},  {"光", "guang"}, {"新", "xin"},  {"庆", "qing"},  {"学", "xue"},
    {"成", "cheng"}, {"福", "fu"},    {"清", "qing"},  {"世", "shi"},  {"长", "chang"}, {"忠", "zhong"},
    {"宏", "hong"},  {"良", "liang"}, {"立", "li"},    {"远", "yuan"}, {"兴", "xing"},  {"振", "zhen"},
    {"维", "wei"},   {"凯", "kai"},   {"龙", "long"},  {"博", "bo"},   {"元", "yuan"},  {"宝", "bao"},
    {"祥", "xiang"}, {"锋", "feng"},  {"亮", "liang"}, {"毅", "yi"},   {"欣", "xin"},   {"诚", "cheng"},
    {"泽", "ze"},    {"梓", "zi"},    {"轩", "xuan"},  {"涵", "han"},  {"怡", "yi"},    {"雨", "yu"},
    {"琳", "lin"},   {"莉", "li"},    {"娜", "na"},    {"婷", "ting"}, {"倩", "qian"},  {"瑞", "rui"},
    {"鑫", "xin"},   {"旭", "xu"},    {"晨", "chen"},
};

constexpr Character kHangulFamilies[] = {
    {"김", "kim"},  {"이", "lee"},   {"박", "park"}, {"최", "choi"}, {"정", "jung"}, {"강", "kang"}, {"조", "cho"},
    {"윤", "yoon"}, {"장", "jang"},  {"임", "lim"},  {"한", "han"},  {"오", "oh"},   {"서", "seo"},  {"신", "shin"},
    {"권", "kwon"}, {"황", "hwang"}, {"안", "ahn"},  {"송", "song"}, {"류", "ryu"},  {"전", "jeon"}, {"홍", "hong"},
    {"고", "ko"},   {"문", "moon"},  {"양", "yang"}, {"손", "son"},  {"배", "bae"},  {"백", "baek"}, {"허", "heo"},
    {"유", "yoo"},  {"남", "nam"},   {"심", "shim"}, {"노", "noh"},  {"하", "ha"},   {"곽", "kwak"}, {"성", "sung"},
    {"차", "cha"},  {"주", "joo"},   {"우", "woo"},  {"구", "koo"},  {"민", "min"},  {"리", "ri"},   {"라", "ra"},
};

constexpr Character kHangulGiven[] = {
    {"영", "young"}, {"민", "min"},  {"지", "ji"},   {"수", "soo"},   {"현", "hyun"},  {"성", "sung"},  {"준", "jun"},
    {"정", "jung"},  {"은", "eun"},  {"진", "jin"},  {"호", "ho"},    {"경", "kyung"}, {"희", "hee"},   {"미", "mi"},
    {"상", "sang"},  {"재", "jae"},  {"동", "dong"}, {"철", "chol"},  {"일", "il"},    {"남", "nam"},   {"혁", "hyok"},
    {"우", "woo"},   {"서", "seo"},  {"연", "yeon"}, {"승", "seung"}, {"태", "tae"},   {"기", "ki"},    {"선", "sun"},
    {"숙", "sook"},  {"순", "soon"}, {"자", "ja"},   {"석", "seok"},  {"용", "yong"},  {"광", "kwang"}, {"명", "myong"},
    {"국", "guk"},   {"원", "won"},  {"인", "in"},   {"혜", "hye"},   {"윤", "yoon"},  {"한", "han"},   {"주", "ju"},
    {"종", "jong"},  {"해", "hae"},  {"대", "dae"},  {"규", "gyu"},   {"봉", "bong"},  {"창", "chang"}, {"강", "kang"},
    {"학", "hak"},   {"범", "bom"},  {"만", "man"},  {"훈", "hoon"},  {"덕", "dok"},   {"춘", "chun"},  {"길", "gil"},
};

}  // namespace

std::span<const Culture> cultures() {
  return kCultures;
}

std::span<const Character> family_characters(Writing writing) {
  if (writing == Writing::kHan) return kHanFamilies;
  return kHangulFamilies;
}

std::span<const Character> given_characters(Writing writing) {
  if (writing == Writing::kHan) return kHanGiven;
  return kHangulGiven;
}

}  // namespace penumbra::bench
