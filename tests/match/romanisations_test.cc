// Invented names in the scripts that lists and customers use, in the systems and habits by which they are romanised.
#include <gtest/gtest.h>

#include "match/anchors.h"
#include "match/score.h"

namespace penumbra::match {
namespace {

struct Pair {
  const char* a;
  const char* b;
};

void expect_hits(std::initializer_list<Pair> pairs) {
  for (const Pair& pair : pairs) {
    const auto result = compare("Person", pair.a, pair.b);
    EXPECT_TRUE(result.hit) << pair.a << " | " << pair.b << " " << result.score;
    EXPECT_EQ(result.score, compare("Person", pair.b, pair.a).score) << pair.a << " | " << pair.b;
    EXPECT_TRUE(share_anchor(names::analyze(pair.a, names::NameType::kPerson),
                             names::analyze(pair.b, names::NameType::kPerson)))
        << pair.a << " | " << pair.b;
  }
}

TEST(Romanisations, PersianAndUrdu) {
  expect_hits({{"علیرضا نوروزی", "Alireza Norouzi"},
               {"فاطمه کریم‌پور", "Fatemeh Karimpour"},
               {"بهروز موسوی", "Behrouz Mousavi"},
               {"غلامرضا جوادی", "Gholamreza Javadi"},
               {"محمد اکرم چوہدری", "Muhammad Akram Chaudhry"},
               {"غلام مصطفیٰ کھوکھر", "Ghulam Mustafa Khokhar"},
               {"زاہد حسین بھٹی", "Zahid Hussain Bhatti"},
               {"شاہد محمود راجپوت", "Shahid Mehmood Rajput"},
               {"فیض الرحمان قریشی", "Faiz ur Rehman Qureshi"}});
}

TEST(Romanisations, CyrillicOfSixLanguages) {
  expect_hits({{"Олександр Григоренко", "Oleksandr Hryhorenko"},
               {"Юрій Щербаченко", "Yurii Shcherbachenko"},
               {"Володимир Їжаченко", "Volodymyr Yizhachenko"},
               {"Ганна Цибуленко", "Hanna Tsybulenko"},
               {"Євген Гайовий", "Yevhen Haiovyi"},
               {"Аляксандр Рыгоравіч", "Aliaksandr Ryhoravich"},
               {"Дзмітрый Шчарбовіч", "Dzmitry Shcharbovich"},
               {"Уладзімір Гаўрыленка", "Uladzimir Haurylenka"},
               {"Христо Щерев", "Hristo Shterev"},
               {"Цветан Ъглов", "Tsvetan Aglov"},
               {"Георги Търнов", "Georgi Tarnov"},
               {"Йордан Жеков", "Yordan Zhekov"},
               {"Ђорђе Џаковић", "Djordje Dzakovic"},
               {"Ђорђе Џаковић", "Đorđe Džaković"},
               {"Жељко Чолаковић", "Zeljko Colakovic"},
               {"Љубиша Његован", "Ljubisa Njegovan"},
               {"Ғани Әбдіқалықов", "Gani Abdikalykov"},
               {"Ғани Әбдіқалықов", "Ğani Äbdıqalyqov"},
               {"Ерлан Жүнісов", "Yerlan Zhunissov"},
               {"Ерлан Жүнісов", "Erlan Jünısov"},
               {"Нұржан Өтеғали", "Nurzhan Utegali"},
               {"Нұржан Өтеғали", "Nūrjan Öteğali"},
               {"Ұлан Шөкеев", "Ulan Shukeyev"},
               {"Щукин Пётр Ильич", "Shchukin Petr Ilyich"},
               {"Йозеф Хюнтер", "Josef Hünter"},
               {"Джамшид Эргашев", "Jamshid Ergashev"},
               {"Ксения Жданова", "Xenia Zhdanova"}});
}

TEST(Romanisations, GreekInManyHands) {
  expect_hits({{"Νικόλαος Παπαγεωργίου", "Nikolaos Papageorgiou"},
               {"Ευάγγελος Χατζηδάκης", "Evangelos Chatzidakis"},
               {"Ευάγγελος Χατζηδάκης", "Evaggelos Hatzidakis"},
               {"Ιωάννης Μπαλτατζής", "Ioannis Baltatzis"},
               {"Γεώργιος Ντουμάνης", "Georgios Doumanis"},
               {"Κυριάκος Τζαννετάκης", "Kyriakos Tzannetakis"}});
}

TEST(Romanisations, CaucasusOnceMore) {
  expect_hits({{"ნიკოლოზ ჩხეიძიშვილი", "Nikoloz Chkheidzishvili"},
               {"თამარ ღვინიაშვილი", "Tamar Gviniashvili"},
               {"ზურაბ წერეთლიანი", "Zurab Tseretliani"},
               {"Գևորգ Պետրոսյան", "Gevorg Petrosyan"},
               {"Գևորգ Պետրոսյան", "Kevork Bedrossian"},
               {"Կարապետ Ղազարյան", "Karapet Ghazaryan"},
               {"Աշոտ Ծատուրյան", "Ashot Tsaturyan"}});
}

TEST(Romanisations, IndiaAndBengal) {
  expect_hits({{"संजय वर्मा", "Sanjay Verma"},
               {"अरविंद चतुर्वेदी", "Arvind Chaturvedi"},
               {"ज्योति मिश्रा", "Jyoti Mishra"},
               {"फ़ैज़ल क़ुरैशी", "Faisal Qureshi"},
               {"विक्रम सिंह ठाकुर", "Vikram Singh Thakur"},
               {"আব্দুল করিম চৌধুরী", "Abdul Karim Chowdhury"},
               {"সুব্রত মুখোপাধ্যায়", "Subrata Mukhopadhyay"},
               {"মোহাম্মদ রফিকুল ইসলাম", "Mohammad Rafiqul Islam"},
               {"শফিকুর রহমান", "Shafiqur Rahman"}});
}

TEST(Romanisations, ThailandAndBurma) {
  expect_hits({{"ประยุทธ์ ศรีสุข", "Prayuth Srisuk"},
               {"วิชัย จันทร์แก้ว", "Wichai Chankaew"},
               {"อนุชา ทองดี", "Anucha Thongdee"},
               {"သန်းထွန်းဦး", "Than Tun Oo"},
               {"ခင်မောင်ဝင်း", "Khin Maung Win"},
               {"ဇော်မင်းထွဋ်", "Zaw Min Htut"}});
}

TEST(Romanisations, ChineseOfAllShores) {
  expect_hits({{"張偉明", "Zhang Weiming"}, {"張偉明", "Chang Wei-ming"},      {"張偉明", "Cheung Wai Ming"},
               {"陳志豪", "Chan Chi Ho"},   {"陳志豪", "Chen Chih-hao"},       {"陳志豪", "Tan Chee Hoe"},
               {"林國強", "Lim Kok Keong"}, {"林國強", "Lam Kwok Keung"},      {"林國強", "Lin Kuo-chiang"},
               {"黃美玲", "Ng Mei Ling"},   {"黃美玲", "Ooi Bee Leng"},        {"黃美玲", "Wong Mei Ling"},
               {"李光明", "Lee Kong Beng"}, {"王建國", "Ong Kian Kok"},        {"吳文德", "Goh Boon Teck"},
               {"鄭成功", "Tay Seng Kong"}, {"劉德明", "Lau Tak Ming"},        {"劉德明", "Liu Te-ming"},
               {"許文龍", "Hsu Wen-lung"},  {"歐陽志遠", "Au Yeung Chi Yuen"}, {"司徒華", "Szeto Wah"}});
}

TEST(Romanisations, CantoneseInOtherHands) {
  expect_hits({{"羅冠明", "Law Kwun-ming"},
               {"盧偉明", "Lo Wai-ming"},
               {"盧偉明", "Stephen Lo Wai-ming"},
               {"吳宇森", "Ng Yu-sum"},
               {"陳月娥", "Chan Yuet-ngor"}});
}

TEST(Romanisations, JapaneseInTheOfficialSystem) {
  expect_hits({{"岸本晋三", "Sinzo Kisimoto"}, {"渡辺恒雄", "Watanabe Tuneo"}, {"三島由紀夫", "Misima Yukio"}});
}

TEST(Romanisations, JapaneseSurnamesThatNoTableHas) {
  expect_hits({{"二階俊博", "Toshihiro Nikai"}, {"枝野幸男", "Yukio Edano"}});
}

TEST(Romanisations, JapaneseWithRareSurnames) {
  expect_hits({{"山本健太", "Kenta Yamamoto"},
               {"小野寺誠", "Makoto Onodera"},
               {"中村恵子", "Nakamura Keiko"},
               {"渡邊一郎", "Watanabe Ichiro"},
               {"高橋 美咲", "Takahashi Misaki"},
               {"清水 翔太", "Shota Shimizu"},
               {"黒川正志", "Kurokawa Masashi"},
               {"工藤 静香", "Kudo Shizuka"}});
}

TEST(Romanisations, KoreanAsPassportsSpell) {
  expect_hits({{"김성호", "Kim Sung-ho"},
               {"김성호", "Kim Seong-ho"},
               {"박영수", "Pak Yong-su"},
               {"박영수", "Park Young-soo"},
               {"이정훈", "Lee Jung-hoon"},
               {"이정훈", "Yi Chong-hun"},
               {"이정훈", "Rhee Jeong Hun"},
               {"최은경", "Choi Eun-kyung"},
               {"최은경", "Ch'oe Ŭn-gyŏng"},
               {"정승우", "Chung Seung-woo"},
               {"조희연", "Cho Hee-yeon"},
               {"류현철", "Ryu Hyun-cheol"},
               {"림동철", "Rim Tong Chol"},
               {"강혜진", "Kang Hye-jin"},
               {"오세훈", "Oh Se-hoon"},
               {"남궁민", "Namkoong Min"}});
}

TEST(Romanisations, ForeignNamesInKanaHanAndHangul) {
  expect_hits({{"マリア・ゴンザレス", "Maria Gonzalez"},
               {"ジェームズ・ウィルソン", "James Wilson"},
               {"イブラヒム・ハッサン", "Ibrahim Hassan"},
               {"穆罕默德·阿里·哈桑", "Mohammed Ali Hassan"},
               {"亚历山大·彼得罗夫", "Aleksandr Petrov"},
               {"谢尔盖·伊万诺夫", "Sergei Ivanov"},
               {"约翰·威廉姆斯", "John Williams"},
               {"玛丽亚·加西亚", "Maria Garcia"},
               {"세르게이 이바노프", "Sergei Ivanov"},
               {"무함마드 알리", "Muhammad Ali"},
               {"알렉산드르 쿠즈네초프", "Aleksandr Kuznetsov"}});
}

TEST(Romanisations, HebrewAndArabic) {
  expect_hits({{"משה בן־דוד", "Moshe Ben-David"},
               {"אלכסנדר קוזלוב", "Alexander Kozlov"},
               {"רחל שפירא", "Rachel Shapira"},
               {"שמעון גרינברג", "Shimon Greenberg"},
               {"عبد الرحمن السامرائي", "Abdulrahman al-Samarrai"},
               {"خالد بن الوليد الشمري", "Khalid bin al-Walid ash-Shammari"},
               {"أبو بكر النعيمي", "Abu Bakr an-Nuaimi"},
               {"جمال الدين الأفغاني", "Jamal ad-Din al-Afghani"},
               {"زين العابدين الحسيني", "Zain al-Abidin al-Husseini"},
               {"فؤاد الهاشمي", "Fouad El Hachemi"}});
}

TEST(Romanisations, KoreanInKana) {
  expect_hits({{"キム・ソンホ", "Kim Song Ho"},
               {"パク・ムンイル", "Pak Mun Il"},
               {"チャン・チョルマン", "Jang Chol Man"},
               {"カン・ジョンシク", "Kang Jong Sik"}});
}

// Another person stays another person.
TEST(Romanisations, OtherPeopleStayApart) {
  for (const Pair& pair :
       {Pair{"김성호", "Kim Min-ho"}, Pair{"김영철", "Kim Yang-chol"}, Pair{"김영철", "Kim Yong-chun"},
        Pair{"박영수", "Park Young-ho"}, Pair{"張偉明", "Zhang Weihong"}, Pair{"林國強", "Lim Kok Beng"},
        Pair{"حسن خليل", "Hussein Khalil"}, Pair{"أحمد علي حسن", "Hussein Ali Ahmed"},
        Pair{"山本健太", "Kenji Yamamoto"}, Pair{"マリア・ゴンザレス", "Maria Fernandez"},
        Pair{"Юрій Щербаченко", "Yurii Shevchenko"}, Pair{"謝志強", "Tse Chi Wai"}}) {
    EXPECT_FALSE(compare("Person", pair.a, pair.b).hit)
        << pair.a << " | " << pair.b << " " << compare("Person", pair.a, pair.b).score;
  }
}

}  // namespace
}  // namespace penumbra::match
