#include <gtest/gtest.h>

#include "match/anchors.h"
#include "match/relate.h"
#include "match/score.h"

namespace penumbra::match {
namespace {

names::Name person(std::string_view text) {
  return names::analyze(text, names::NameType::kPerson);
}

TEST(Readings, ACommonReadingIsAVariant) {
  const names::Name a = person("Güngör");
  const names::Name b = person("Guengoer");
  const PartRelation relation = relate(a, a.parts[0], b, b.parts[0]);
  EXPECT_EQ(relation.relation, Relation::kVariant);
  EXPECT_EQ(relation.cost, reading_cost(1, 0));
  EXPECT_TRUE(relation.anchored);
  EXPECT_TRUE(share_anchor(a, b));
  EXPECT_FALSE(cannot_meet(a.parts[0], b.parts[0]));
}

TEST(Readings, LaterReadingsCostMore) {
  EXPECT_EQ(reading_cost(0, 0), 0);
  EXPECT_LT(reading_cost(1, 0), reading_cost(2, 0));
  EXPECT_LT(reading_cost(2, 0), reading_cost(1, 1));
}

struct Pair {
  const char* a;
  const char* b;
};

void expect_hits(std::initializer_list<Pair> pairs) {
  for (const Pair& pair : pairs) {
    EXPECT_TRUE(compare("Person", pair.a, pair.b).hit)
        << pair.a << " | " << pair.b << " " << compare("Person", pair.a, pair.b).score;
    EXPECT_TRUE(share_anchor(person(pair.a), person(pair.b))) << pair.a << " | " << pair.b;
  }
}

TEST(Readings, LatinDiacritics) {
  expect_hits({{"Jürgen Müller", "Juergen Mueller"},
               {"Jürgen Müller", "Jurgen Muller"},
               {"Søren Ågård", "Soeren Aagaard"},
               {"Tarık Şahin", "Tarik Shahin"}});
}

TEST(Readings, ChineseFormsAreOneCharacter) {
  expect_hits({{"張國榮", "张国荣"}, {"陳水扁", "陈水扁"}, {"渡邊太郎", "渡辺太郎"}});
}

TEST(Readings, ChineseInItsRomanisations) {
  expect_hits({{"張國榮", "Zhang Guorong"},
               {"張國榮", "Cheung Kwok-wing"},
               {"張國榮", "Chang Kuo-jung"},
               {"毛澤東", "Mao Tse-tung"},
               {"Mao Zedong", "Mao Tse-tung"},
               {"蔣介石", "Jiang Jieshi"},
               {"陳大文", "Chan Tai Man"},
               {"陈大文", "CHEN, Dawen"},
               {"李小明", "Lee Siu Ming"},
               {"黃志強", "Wong Chi Keung"},
               {"吳明", "Ng Ming"},
               {"李乐", "Li Yue"},
               {"曾志偉", "Tsang Chi Wai"}});
}

TEST(Readings, PilgrimsOfGreekFamilyNames) {
  expect_hits({{"Theodoros Hatzigeorgiou", "Theodore Hadjigeorgiou"},
               {"Andreas Hadjikyriacos", "Andreas Chatzikyriakos"},
               {"Ανδρέας Χατζηκυριάκος", "Andreas Hadjikyriakos"}});
}

TEST(Readings, WadeGilesMeetsPinyinInLatinLetters) {
  expect_hits({{"Tsai Ming-hsien", "Cai Mingxian"},
               {"Hsu Chih-yung", "Xu Zhiyong"},
               {"Wen Chia-pao", "Wen Jiabao"},
               {"Wu Hsiang-hsi", "Wu Xiangxi"},
               {"Lu Hsiu-lien", "Lü Xiulian"}});
  EXPECT_FALSE(compare("Person", "Tsai Ming-hsien", "Cai Mingshan").hit);
}

// Wade-Giles writes jian and jin alike once folded (chien, chin), and xian and xin, lian and lin.
TEST(Readings, OtherSyllablesOfPinyinAreOtherNames) {
  for (const Pair& pair : {Pair{"劉建宏", "Liu Jinhong"}, Pair{"张近明", "Zhang Jianming"}, Pair{"李先民", "Li Xinmin"},
                           Pair{"李心民", "Li Xianmin"}}) {
    EXPECT_FALSE(compare("Person", pair.a, pair.b).hit) << pair.a << " | " << pair.b;
  }
  expect_hits({{"劉建宏", "Liu Jianhong"},
               {"劉建宏", "Liu Chien-hung"},
               {"劉建宏", "Lau Kin Wang"},
               {"张近明", "Chang Chin-ming"},
               {"李先民", "Li Hsien-min"}});
}

TEST(Readings, KoreanInBothRomanisations) {
  expect_hits({{"김정은", "Kim Jong Un"},
               {"김정은", "Gim Jeong-eun"},
               {"박지성", "Park Ji-sung"},
               {"이민호", "Lee Min-ho"},
               {"리영호", "Ri Yong Ho"},
               {"최룡해", "Choe Ryong Hae"},
               {"정경희", "Chung Kyung-hee"},
               {"金正恩", "Kim Jong Un"},
               {"Pak Ji-song", "Park Ji-song"},
               {"Yi Min-ho", "Lee Min-ho"}});
}

TEST(Readings, JapaneseNamesInCharacters) {
  expect_hits({{"山田太郎", "Yamada Taro"},
               {"山田 太郎", "Taro Yamada"},
               {"田中花子", "Tanaka Hanako"},
               {"佐藤健一", "Sato Kenichi"},
               {"斎藤 博", "Saito Hiroshi"},
               {"長谷川浩二", "Hasegawa Koji"}});
}

TEST(Readings, CompoundsTogetherAndApart) {
  expect_hits({{"Rahmat Ullah Sampleton", "Rahmatullah Sampleton"},
               {"رحمت الله", "Rahmatullah"},
               {"Rahmatollah Mithali", "Rahmatullah Mithali"},
               {"شمس الدين حسن", "Shamsuddin Hassan"},
               {"Shams al-Din Hassan", "Shamseddine Hassan"},
               {"Nour Eddine Mithali", "Nuruddin Mithali"},
               {"نور الدين ترابي", "Nooruddin Turabi"},
               {"حبيب الله حسن", "Habibullah Hassan"},
               {"عبد الحق حسن", "Abdul Haq Hassan"},
               {"サイフ・アル・ディーン・ハッサン", "Saif al-Din Hassan"}});
}

TEST(Readings, ArabicNamesInHebrewLetters) {
  expect_hits({{"אח'תר בן סאלם", "Akhtar bin Salim"},
               {"אח'תר מחמד", "Akhtar Mohammad"},
               {"נור אלדין אחמד", "Nuruddin Ahmad"},
               {"עבד אלע'פאר סלימאן", "Abdul Ghaffar Sulaiman"},
               {"סאלם בן ג'מאל", "Salim bin Jamal"},
               {"רצ'ואן אלקרמזי", "Ridwan al-Qarmazi;Redouane El Qarmazi"},
               {"תמים אלזמורי אלקרמזי", "Tamim al-Zamouri al-Qarmazi"},
               {"עמר באתיכ", "Umar Patek"}});
}

TEST(Readings, CyrillicByLanguage) {
  expect_hits({{"Евгений Примеров", "Yevgeny Primerov"},
               {"Григорій Зразковий", "Hryhorii Zrazkovyi"},
               {"Игорь Гордиенко", "Ihor Hordiyenko"},
               {"Милош Обрадовић", "Milos Obradovich"},
               {"Милош Обрадовић", "Miloš Obradović"},
               {"Сергей Романов", "Sergei Romanoff"},
               {"Қасым Өмірбеков", "Kasym Omirbekov"},
               {"Ўладзімір Прыкладаў", "Uladzimir Prykladau"}});
}

TEST(Readings, GreekArmenianGeorgian) {
  expect_hits({{"Μπάμπης Παπαδόπουλος", "Babis Papadopoulos"},
               {"Γιώργος Αντωνίου", "Yiorgos Antoniou"},
               {"Վարդան Գրիգորյան", "Vartan Krikorian"},
               {"Վարդան Գրիգորյան", "Vardan Grigoryan"},
               {"გიორგი კვირიკაძე", "Giorgi Kvirikadze"}});
}

TEST(Readings, SouthAndSouthEastAsia) {
  expect_hits({{"राजकुमार शर्मा", "Rajkumar Sharma"},
               {"सलमान मिश्र", "Salman Mishra"},
               {"মুহাম্মদ রহমান", "Muhammad Rahman"},
               {"সঞ্জয় মন্ডল", "Sanjoy Mondol"},
               {"မင်းအောင်လှိုင်", "Min Aung Hlaing"},
               {"သိန်းစိန်", "Thein Sein"},
               {"สมชาย จันทร์", "Somchai Chan"}});
}

TEST(Readings, KanaWithLongVowels) {
  expect_hits({{"さとう ゆうじ", "Sato Yuji"},
               {"さとう ゆうじ", "Satō Yūji"},
               {"サトウ ケンイチ", "Sato Kenichi"},
               {"アブドゥル・ラフマン・ハッサン", "Abdul Rahman Hassan"},
               {"アブデルラフマン・ハッサン", "Abderrahman Hassan"}});
}

// Another person stays another person.
TEST(Readings, OtherPeopleStayApart) {
  for (const Pair& pair :
       {Pair{"張國榮", "Zhang Wei"}, Pair{"張國榮", "Chan Kwok Wing"}, Pair{"김정은", "Park Jong Un"},
        Pair{"山田太郎", "Yamada Hanako"}, Pair{"شمس الدين حسن", "Nuruddin Hassan"}, Pair{"Mao Zedong", "Mao Anying"},
        Pair{"Հակոբ Գրիգորյան", "Vartan Krikorian"}}) {
    EXPECT_FALSE(compare("Person", pair.a, pair.b).hit) << pair.a << " | " << pair.b;
  }
}

}  // namespace
}  // namespace penumbra::match
