// Retrieval loses nothing: whatever the full scan finds, the index finds, with the same score.

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <map>

#include "index/build.h"
#include "index/name_index.h"
#include "index/search.h"
#include "match/score.h"
#include "reference/full_scan.h"
#include "reference/invented.h"

namespace penumbra::index {
namespace {

using reference::alter;
using reference::Alteration;
using reference::FullScan;
using reference::Random;

struct World {
  std::vector<model::Entity> list;
  std::string bytes;
  std::optional<NameIndex> index;
  std::optional<FullScan> scan;
  std::optional<reference::GivenOrder> given;

  explicit World(std::vector<model::Entity> entities) : list(std::move(entities)) {
    auto built = build(list, 7);
    EXPECT_TRUE(built.ok());
    bytes = std::move(built).value();
    auto opened = NameIndex::open(bytes, "test.idx", 7);
    EXPECT_TRUE(opened.ok()) << (opened.ok() ? "" : to_string(opened.error()));
    index.emplace(std::move(opened).value());
    scan.emplace(list);
    given.emplace(*index);
  }
};

// Adds a party of each name.
void add_names(std::span<const char* const> names, const char* schema, std::vector<model::Entity>& list) {
  for (const char* name : names) {
    model::Entity& entity = list.emplace_back();
    entity.id = std::string(schema) + "-" + std::to_string(list.size());
    entity.schema = schema;
    entity.add("name", name);
  }
}

const World& world() {
  static const World kWorld(reference::invented_list(400, 11));
  return kWorld;
}

// Compares both ways for one query; returns how many names the scan found at the lowest threshold.
std::size_t expect_same(const World& w, Searcher& searcher, std::string_view name, names::NameType type) {
  const PreparedQuery query = prepare(name, type);
  const std::vector<NameMatch> all = w.scan->search(query.name, 6000);
  constexpr std::pair<int, bool> kWays[] = {{6000, true}, {7000, true}, {7000, false}, {8500, true}, {8500, false}};
  for (const auto& [threshold, counted] : kWays) {
    std::vector<NameMatch> found;
    const SearchStats stats = searcher.search(*w.index, query, threshold, {.counted = counted}, found);
    EXPECT_FALSE(stats.bound_reached);
    w.given->renumber(found);
    std::vector<NameMatch> wanted;
    std::copy_if(all.begin(), all.end(), std::back_inserter(wanted),
                 [least = threshold](const NameMatch& m) { return m.points >= least; });
    const bool same = std::equal(wanted.begin(), wanted.end(), found.begin(), found.end(),
                                 [](auto& a, auto& b) { return a.name == b.name && a.points == b.points; });
    EXPECT_TRUE(same) << "query '" << name << "' at " << threshold << (counted ? "" : " by lists")
                      << ": the scan finds " << wanted.size() << " names, the index " << found.size();
  }
  return all.size();
}

names::NameType type_of(const model::Entity& entity) {
  return match::name_type_of_schema(entity.schema);
}

TEST(Retrieval, FindsWhatAFullScanFinds) {
  const World& w = world();
  Searcher searcher;
  Random random(5);
  std::size_t found = 0;
  for (int i = 0; i < 2000; ++i) {
    const model::Entity& entity = w.list[random.below(w.list.size())];
    const auto names = model::names_of(entity);
    std::string name(names[random.below(names.size())].text);
    const std::size_t alterations = random.below(4);
    for (std::size_t a = 0; a < alterations; ++a) {
      name = alter(name, static_cast<Alteration>(random.below(reference::kAlterationCount)), random);
    }
    found += expect_same(w, searcher, name, random.below(3) == 0 ? names::NameType::kAny : type_of(entity));
    if (HasFailure()) break;
  }
  EXPECT_GT(found, 2000U) << "queries that find nothing prove nothing";
}

TEST(Retrieval, FindsEveryListedNameItself) {
  const World& w = world();
  Searcher searcher;
  std::vector<NameMatch> found;
  std::uint32_t number = 0;
  for (const reference::ScanName& listed : w.scan->names()) {
    const auto names = model::names_of(w.list[listed.entity]);
    found.clear();
    searcher.search(*w.index, prepare(names[listed.ordinal].text, type_of(w.list[listed.entity])), 9000, {}, found);
    w.given->renumber(found);
    EXPECT_TRUE(std::any_of(found.begin(), found.end(), [&](const NameMatch& m) { return m.name == number; }))
        << names[listed.ordinal].text;
    ++number;
  }
}

TEST(Retrieval, SameForNamesOfPartiesOnNoList) {
  const World& w = world();
  Searcher searcher;
  Random random(6);
  for (int i = 0; i < 400 && !HasFailure(); ++i) {
    expect_same(w, searcher, i % 2 == 0 ? reference::invented_person(random) : reference::invented_firm(random),
                names::NameType::kAny);
  }
}

// Names of organisations beside an invented list, each asked of all others; how many were found.
std::size_t found_among_themselves(std::span<const char* const> names, std::uint64_t seed) {
  std::vector<model::Entity> list = reference::invented_list(40, seed);
  for (std::size_t i = 0; i < names.size(); ++i) {
    model::Entity entity;
    entity.id = "named-" + std::to_string(i);
    entity.schema = "Organization";
    entity.add("name", names[i]);
    list.push_back(entity);
  }
  const World w(std::move(list));
  Searcher searcher;
  std::size_t found = 0;
  for (const char* name : names) {
    for (const auto type : {names::NameType::kOrganisation, names::NameType::kAny}) {
      found += expect_same(w, searcher, name, type);
    }
  }
  return found;
}

// Words of organisations in other scripts are read by what they mean: invented ones, each with an English name and
// another one of the same words.
TEST(Retrieval, SameForOrganisationsReadByMeaning) {
  static constexpr const char* kNames[] = {"شركة زمردا للنفط",
                                           "Zamorda Oil Company",
                                           "بنك الزمردا الوطني",
                                           "National Bank Zamorda",
                                           "甲乙科技集团有限公司",
                                           "Jiayi Technology Group",
                                           "日本甲乙銀行",
                                           "Kouotsu Bank of Japan",
                                           "뫄돠무역은행",
                                           "Mwadwa Trade Bank",
                                           "האוניברסיטה של זמורדה",
                                           "Zamorda University",
                                           "Державний завод Кварц",
                                           "Kvarts State Plant",
                                           "ธนาคารซามอรา",
                                           "Zamora Bank",
                                           "アンサ・ゾモラ・バンク",
                                           "Ansa Zomora Bank",
                                           "中国国际贸易公司",
                                           "China International Trading",
                                           "وزارة الدفاع والصناعة",
                                           "Ministry of Defence Industry",
                                           "大学研究所",
                                           "Research Institute"};
  const std::size_t found = found_among_themselves(kNames, 12);
  EXPECT_GT(found, 2 * std::size(kNames)) << "each finds itself, many find another";
}

// Acronyms of some words of a firm's name beside another word of it, either of the two being listed.
TEST(Retrieval, SameForAcronymsOfRuns) {
  static constexpr const char* kNames[] = {"QSS Kormorantov",
                                           "Quantum Satellite Systems Kormorantov",
                                           "Academician M.F. Kormorantov Quantum Satellite Systems JSC",
                                           "Kormorantov SRC",
                                           "Kormorantov State Rocket Center LLC",
                                           "RSC Energia",
                                           "Rocket and Space Corporation Energia",
                                           "РКК Энергия",
                                           "Ракетно-космическая корпорация Энергия",
                                           "Kormorantov Quantum",
                                           "Kormorantow QSS OOO",
                                           "Quantum Satellite Systems Kormorandow",
                                           "Quantum Satellite Systems Kormarantaf",
                                           "Zamorin Quantum Satellite Systems Kormorantov"};
  const std::size_t found = found_among_themselves(kNames, 13);
  EXPECT_GT(found, 3 * std::size(kNames)) << "each finds itself, most find another";
}

// Names of people in many scripts, each asked of all others: two scripts meet without a Latin name between them.
TEST(Retrieval, SameAmongOtherScripts) {
  static constexpr const char* kNames[] = {"Сергей Квастров",
                                           "セルゲイ・クヴァストロフ",
                                           "سيرغي كفاستروف",
                                           "סרגיי קבסטרוב",
                                           "谢尔盖·克瓦斯特罗夫",
                                           "세르게이 크바스트로프",
                                           "Σεργκέι Κβαστρόφ",
                                           "სერგეი კვასტროვი",
                                           "सर्गेई क्वास्त्रोव",
                                           "Sergey Quastrov",
                                           "كريم الزمردي",
                                           "Карим аз-Зумурруди",
                                           "カリーム・アッズムルディー",
                                           "כרים אלזמרדי",
                                           "Karim al-Zumurrudi",
                                           "محمد حمدي",
                                           "Мохаммед Хамди",
                                           "モハメド・ハムディ",
                                           "מחמד חמדי",
                                           "Хамди",
                                           "ハムディ",
                                           "حمدي",
                                           "Марина",
                                           "マリナ",
                                           "مارينا",
                                           "马琳娜",
                                           "마리나",
                                           "Μαρίνα",
                                           "מרינה",
                                           "მარინა"};
  std::vector<model::Entity> list = reference::invented_list(40, 13);
  for (std::size_t i = 0; i < std::size(kNames); ++i) {
    model::Entity entity;
    entity.id = "in-script-" + std::to_string(i);
    entity.schema = "Person";
    entity.add("name", kNames[i]);
    list.push_back(entity);
  }
  const World w(std::move(list));
  Searcher searcher;
  std::size_t found = 0;
  for (const char* name : kNames) {
    found += expect_same(w, searcher, name, names::NameType::kPerson);
    found += expect_same(w, searcher, name, names::NameType::kAny);
  }
  EXPECT_GT(found, 8 * std::size(kNames));
}

TEST(Retrieval, SameForOddInput) {
  const World& w = world();
  Searcher searcher;
  const std::string listed(model::names_of(w.list[0])[0].text);
  std::vector<std::string> odd{
      "",  " ",     "-",    "x",   "3",  "\xff\xfe", "Al",   "Li", "M.", "\u202e" + listed, listed + "\xc3",
      "0", "No. 7", "Bank", "LLC", "中", "이",       "ивано"};
  std::string marks = "I";
  for (int i = 0; i < 10000; ++i) marks += "\u0301";
  odd.push_back(marks + "van Petrovsky");
  odd.push_back(std::string(1 << 20, 'a'));
  odd.push_back(listed + " " + std::string(1 << 20, 'z'));
  std::string padded = listed;
  while (padded.size() < (1 << 20)) padded += " lorem ipsum";
  odd.push_back(padded);
  for (const std::string& name : odd) expect_same(w, searcher, name, names::NameType::kAny);
}

TEST(Retrieval, ScansBelowTheFloor) {
  const World& w = world();
  Searcher searcher;
  const PreparedQuery query = prepare("Ivan Petrovsky", names::NameType::kPerson);
  std::vector<NameMatch> found;
  const SearchStats stats = searcher.search(*w.index, query, 3000, {}, found);
  EXPECT_TRUE(stats.scanned);
  EXPECT_EQ(stats.candidates, w.index->name_count());
  const std::vector<NameMatch> wanted = w.scan->search(query.name, 3000);
  ASSERT_EQ(found.size(), wanted.size());
  for (std::size_t i = 0; i < found.size(); ++i) EXPECT_EQ(found[i].points, wanted[i].points);
}

TEST(Retrieval, SaysWhenItsBoundStoppedIt) {
  const World& w = world();
  Searcher searcher;
  const PreparedQuery query = prepare("Ivan Petrovsky", names::NameType::kPerson);
  std::vector<NameMatch> found;
  const SearchStats stats = searcher.search(*w.index, query, 7000, {.max_candidates = 3}, found);
  EXPECT_TRUE(stats.bound_reached);
  EXPECT_EQ(stats.candidates, 3U);
}

TEST(Retrieval, PassesOverWhatALaterIndexReplaces) {
  const World& w = world();
  Searcher searcher;
  const std::string listed(model::names_of(w.list[5])[0].text);
  const PreparedQuery query = prepare(listed, type_of(w.list[5]));
  const std::vector<std::uint32_t> superseded{2, 5, 9};
  for (const int threshold : {3000, 6000, 7000}) {
    std::vector<NameMatch> all;
    searcher.search(*w.index, query, threshold, {}, all);
    std::erase_if(all, [&](const NameMatch& m) {
      return std::binary_search(superseded.begin(), superseded.end(), w.index->entity_of(m.name));
    });
    std::vector<NameMatch> found;
    searcher.search(*w.index, query, threshold, {.superseded = superseded}, found);
    EXPECT_TRUE(std::equal(all.begin(), all.end(), found.begin(), found.end(),
                           [](auto& a, auto& b) { return a.name == b.name && a.points == b.points; }));
  }
}

TEST(Retrieval, MatchesAreReportedOnceAndInOrder) {
  const World& w = world();
  Searcher searcher;
  std::size_t most = 0;
  for (std::size_t i = 0; i < 60; ++i) {
    const model::EntityName name = model::names_of(w.list[i]).front();
    std::vector<NameMatch> found;
    searcher.search(*w.index, prepare(name.text, match::name_type_of_schema(w.list[i].schema)), 6000, {}, found);
    ASSERT_FALSE(found.empty()) << name.text;
    w.given->renumber(found);
    for (std::size_t k = 1; k < found.size(); ++k) EXPECT_LT(found[k - 1].name, found[k].name);
    most = std::max(most, found.size());
  }
  EXPECT_GT(most, 1U);
}

// Words written in one or in two on either side, beside words that meet, that are far, or that meet nothing.
TEST(Retrieval, SameWhereWordsAreDivided) {
  constexpr const char* kPairs[][2] = {{"Wolf", "Gang"}, {"Star", "Light"}, {"Fengy", "Uan"}, {"Rosen", "Berger"}};
  constexpr const char* kBeside[] = {"Meyer", "Meier", "Maynard", "Sampleton", "Samplton", "Shipping", "Al", "Ltd"};
  Random random(9);
  const auto make = [&] {
    const auto& pair = kPairs[random.below(std::size(kPairs))];
    std::string name = std::string(pair[0]) + (random.below(2) == 0 ? " " : "") + pair[1];
    for (std::size_t more = random.below(3); more > 0; --more) {
      const std::string word = kBeside[random.below(std::size(kBeside))];
      name = random.below(2) == 0 ? name + " " + word : word + " " + name;
    }
    return name;
  };
  std::vector<model::Entity> list(160);
  for (std::size_t i = 0; i < list.size(); ++i) {
    list[i].id = std::to_string(i);
    list[i].schema = i % 3 == 0 ? "Company" : "Person";
    list[i].add("name", make());
  }
  const World w(std::move(list));
  Searcher searcher;
  std::size_t found = 0;
  for (int i = 0; i < 40; ++i) {
    std::string query = make();
    for (std::size_t slips = random.below(3); slips > 0; --slips) query = alter(query, Alteration::kSubstitute, random);
    found += expect_same(w, searcher, query, i % 2 == 0 ? names::NameType::kPerson : names::NameType::kAny);
  }
  EXPECT_GT(found, 100U);
}

// Titles and words of papers of firms, which one name sets aside and the other bears; letters doubled in names of four.
TEST(Retrieval, SameForWordsThatOneNameSetsAside) {
  static constexpr const char* kNames[] = {"ZAMORIN AIR FREEZER S.A.",
                                           "CONTRACTOR ZAMORIN FREEZER S.A.",
                                           "CONTRACTOR AIR FREEZER S.A.",
                                           "URGENT ZAMORIN TRADING LTD",
                                           "URGENT TRADING ZAMORIN",
                                           "INVOICE ZAMORIN FREEZER",
                                           "CAPTAIN ZAMORIN",
                                           "CAPTAIN FREEZER ZAMORIN",
                                           "ZAMORIN FREEZER",
                                           "VBRR",
                                           "V. BRR",
                                           "VB.RR",
                                           "OOZZ",
                                           "O. OZZ"};
  std::vector<model::Entity> list = reference::invented_list(40, 14);
  for (std::size_t i = 0; i < 3 * std::size(kNames); ++i) {
    model::Entity entity;
    entity.id = "aside-" + std::to_string(i);
    entity.schema = i % 3 == 0 ? "Organization" : i % 3 == 1 ? "Vessel" : "LegalEntity";
    entity.add("name", kNames[i / 3]);
    list.push_back(entity);
  }
  const World w(std::move(list));
  Searcher searcher;
  std::size_t found = 0;
  for (const char* name : kNames) {
    for (const auto type :
         {names::NameType::kPerson, names::NameType::kOrganisation, names::NameType::kVessel, names::NameType::kAny}) {
      found += expect_same(w, searcher, name, type);
    }
  }
  EXPECT_GT(found, 4 * std::size(kNames));
}

// A word that stands twice may be two words of another name.
TEST(Retrieval, SameWhereAWordStandsTwice) {
  constexpr const char* kWords[] = {"Ahmad", "Ahmed", "Ahmpd", "Muhammad", "Muhmaad", "Zamorin", "Zamoryn", "Atoun",
                                    "Li",    "Said",  "S",     "Siyam",    "Seyam",   "3",       "e"};
  Random random(15);
  const auto make = [&] {
    std::string name = kWords[random.below(std::size(kWords))];
    for (std::size_t more = 1 + random.below(3); more > 0; --more) {
      const std::size_t end = name.find(' ');
      name +=
          random.below(3) == 0 ? " " + name.substr(0, end) : std::string(" ") + kWords[random.below(std::size(kWords))];
    }
    return name;
  };
  std::vector<model::Entity> list(160);
  for (std::size_t i = 0; i < list.size(); ++i) {
    list[i].id = std::to_string(i);
    list[i].schema = i % 3 == 0 ? "Company" : "Person";
    list[i].add("name", make());
  }
  // Among so many others, few names of the index are met, and gone through one by one.
  for (model::Entity& other : reference::invented_list(500, 16)) list.push_back(std::move(other));
  const World w(std::move(list));
  Searcher searcher;
  std::size_t found = 0;
  for (int i = 0; i < 60; ++i) {
    std::string query = make();
    for (std::size_t slips = random.below(3); slips > 0; --slips) query = alter(query, Alteration::kSubstitute, random);
    found += expect_same(w, searcher, query, i % 2 == 0 ? names::NameType::kPerson : names::NameType::kAny);
  }
  EXPECT_GT(found, 200U);
}

// Beside a name in Chinese characters a western given name is no surplus, and which words are given names is not always
// known.
TEST(Retrieval, SameForChineseNamesWithAWesternOne) {
  constexpr const char* kChinese[] = {"李建国", "余茂春", "陈家强", "王伟", "李·安德森", "克里斯托弗·安德森",
                                      "Li",     "Jianguo"};
  constexpr const char* kWestern[] = {"Miles", "Petrov", "Miles Petrov", "John", "Zamorin", "Мохаммед", "Smith", ""};
  Random random(16);
  const auto make = [&] {
    const std::string western = kWestern[random.below(std::size(kWestern))];
    const std::string chinese = kChinese[random.below(std::size(kChinese))];
    return random.below(3) == 0 ? chinese + " " + western : western + " " + chinese;
  };
  std::vector<model::Entity> list(160);
  for (std::size_t i = 0; i < list.size(); ++i) {
    list[i].id = std::to_string(i);
    list[i].schema = i % 4 == 0 ? "Organization" : "Person";
    list[i].add("name", i % 10 == 1 ? "Miles Yu Maochun" : make());
  }
  const World w(std::move(list));
  Searcher searcher;
  std::size_t found = 0;
  for (int i = 0; i < 60; ++i) {
    found += expect_same(w, searcher, make(), i % 2 == 0 ? names::NameType::kPerson : names::NameType::kAny);
  }
  for (const char* query : {"余茂春", "Miles Yu Maochun", "Yu Maochun"}) {
    found += expect_same(w, searcher, query, names::NameType::kPerson);
  }
  EXPECT_GT(found, 200U);
}

// A number that one name has alone beside a word that is far, and a word that looks like an initial repeated.
TEST(Retrieval, SameForNumbersBesideFarWords) {
  constexpr const char* kListed[] = {"نذیر الله حنفى ولى الله", "ظفر الله حنفى كريم الله",
                                     "James William Ickes II",  "Zafarullah Hanafi Karimullah",
                                     "Zafarullah 3 Hanafi",     "John William Irving"};
  std::vector<model::Entity> list = reference::invented_list(40, 17);
  add_names(kListed, "Person", list);
  const World w(std::move(list));
  Searcher searcher;
  std::size_t found = 0;
  for (const char* name :
       {"NAZfRULLAH HANAFI 3 WALIULLAH", "3 Nazrfullah Hanafi Waliullah", "Zafrrullah 3 Hanafi 7 Karimullah",
        "J. William I. II", "William I. II", "J. William II. I", "Zafxrrullah Hanafi 3", "J. I. William"}) {
    for (const auto type : {names::NameType::kPerson, names::NameType::kAny}) {
      found += expect_same(w, searcher, name, type);
    }
  }
  EXPECT_GT(found, 10U);
}

// Queries of initials, and listed names of them, against bodies and people of words.
TEST(Retrieval, SameForInitialsAlone) {
  constexpr const char* kListed[] = {"Quastrov Sample Trading",
                                     "Q. S. T.",
                                     "Quastrov S. T.",
                                     "Quastrov Sample 3",
                                     "Q S Trading",
                                     "Quist Thwelm",
                                     "Q. Thwelm",
                                     "Quastrov Trading",
                                     "QST",
                                     "Q. S. Quastrov",
                                     "QST Thwelm",
                                     "Q. 3 S."};
  std::vector<model::Entity> list = reference::invented_list(40, 23);
  for (const char* schema : {"Company", "Person", "LegalEntity"}) add_names(kListed, schema, list);
  const World w(std::move(list));
  Searcher searcher;
  std::size_t found = 0;
  for (const char* name :
       {"Q. S. T.", "Q S T", "S. Q. T.", "Q. S.", "Q. S. 3", "Q. 3", "Q. S. Quastrov", "Quastrov S. T.", "Quastrov S.",
        "Q. Sample T.", "Q. S. Trading", "Q.", "T.", "Q. S. T. Thwelm", "QST", "Q. Thwelm Ltd", "Q. S. T. Ltd"}) {
    for (const auto type : {names::NameType::kPerson, names::NameType::kOrganisation, names::NameType::kAny}) {
      found += expect_same(w, searcher, name, type);
    }
  }
  EXPECT_GT(found, 50U);
}

// A title of a listed name of one word, misspelt in a query that has more.
TEST(Retrieval, SameForMisspeltTitles) {
  std::vector<model::Entity> list = reference::invented_list(40, 29);
  constexpr const char* kListed[] = {"CAPTAIN SAMPLYAZGI", "COLONEL SAMPLYAZGI", "SAMPLYAZGI",
                                     "General Samplyazgi Thwelm"};
  for (const char* schema : {"Company", "Person", "LegalEntity"}) add_names(kListed, schema, list);
  const World w(std::move(list));
  Searcher searcher;
  std::size_t found = 0;
  for (const char* name : {"trading CAPTTAIN SAMPLYAZGI", "S.A. SAMPLYAZGI COLLONEL", "Captain Samplyazgi trading",
                           "Collonel Samplyazgi International Trading", "trading Genneral Samplyazgi Thwelm"}) {
    for (const auto type : {names::NameType::kPerson, names::NameType::kOrganisation, names::NameType::kAny}) {
      found += expect_same(w, searcher, name, type);
    }
  }
  EXPECT_GT(found, 15U);
}

// Few words in many names: long lists, which are met in a bit field and searched instead of walked.
TEST(Retrieval, SameWhereEveryWordIsCommon) {
  constexpr const char* kGiven[] = {"Ali", "Hassan", "Mohammad", "Ahmad", "Hussein", "Omar", "Khalid", "Yusuf"};
  constexpr const char* kFamily[] = {"Karimi",  "Hashemi", "Rahmani", "Sultani", "Barakzai", "Popalzai",
                                     "Noorzai", "Ahmadi",  "Mansour", "Qasemi",  "Darwish",  "Shirazi"};
  Random random(5);
  std::vector<model::Entity> list(6000);
  for (std::size_t i = 0; i < list.size(); ++i) {
    list[i].id = std::to_string(i);
    list[i].schema = i % 7 == 0 ? "Company" : "Person";
    std::string name = kGiven[random.below(2) == 0 ? 0 : random.below(std::size(kGiven))];
    for (std::size_t more = random.below(3); more > 0; --more) name += " " + std::string(kGiven[random.below(4)]);
    name += " " + std::string(kFamily[random.below(random.below(3) == 0 ? std::size(kFamily) : 3)]);
    list[i].add("name", name);
  }
  const World w(std::move(list));
  Searcher searcher;
  std::size_t found = 0;
  for (const char* query : {"Ali Hassan", "Ali Hasan Karimi", "Mohamad Ali", "Ali Karimi", "Karimi Ali Ahmad Hassan",
                            "Hashimi Ali", "Ali Khalid Rahmani", "A. Karimi", "Ali"}) {
    found += expect_same(w, searcher, query, names::NameType::kPerson);
  }
  EXPECT_GT(found, 3'000U);
}

TEST(Retrieval, FindsOfAKindWhatItFindsOfAll) {
  const World& w = world();
  Searcher searcher;
  for (std::size_t i = 0; i < 80; ++i) {
    const PreparedQuery query = prepare(model::names_of(w.list[i]).front().text, names::NameType::kAny);
    std::vector<NameMatch> all;
    searcher.search(*w.index, query, 6000 + static_cast<int>(i % 2) * 1000, {}, all);
    for (const auto kind : {names::NameType::kPerson, names::NameType::kOrganisation, names::NameType::kVessel,
                            names::NameType::kAircraft}) {
      std::vector<NameMatch> of_kind;
      searcher.search(*w.index, query, 6000 + static_cast<int>(i % 2) * 1000, {.kinds = index::of_type(kind)}, of_kind);
      std::vector<NameMatch> wanted;
      std::copy_if(all.begin(), all.end(), std::back_inserter(wanted),
                   [&](const NameMatch& m) { return w.index->type_of(m.name) == kind; });
      EXPECT_TRUE(std::equal(of_kind.begin(), of_kind.end(), wanted.begin(), wanted.end(),
                             [](auto& a, auto& b) { return a.name == b.name && a.points == b.points; }));
    }
  }
}

// What format.h and name_lists.h promise of the order in which names stand.
TEST(BuildIndex, NamesStandUnderWhatLeadsThem) {
  const World& w = world();
  std::size_t led = 0;
  for (std::uint32_t term = 0; term < w.index->term_count(); ++term) {
    const NameLists lists = w.index->lists(term);
    EXPECT_TRUE(std::is_sorted(lists.led.begin(), lists.led.end()));
    for (std::size_t i = 0; i < lists.led.size(); ++i) {
      const auto of = w.index->occurrences(lists.first + static_cast<std::uint32_t>(i));
      const auto holds = [&](std::uint32_t wanted) {
        return std::any_of(of.begin(), of.end(), [&](std::uint32_t o) { return (o & kTermMask) == wanted; });
      };
      EXPECT_TRUE(holds(term));
      EXPECT_TRUE(stands_alone(lists.led[i]) || holds(lists.led[i] & kBesideTerm));
    }
    for (std::size_t i = 1; i < lists.leaders.size(); ++i) {
      EXPECT_LE(shape_of(lists.leaders[i - 1]), shape_of(lists.leaders[i]));
    }
    led += lists.led.size();
  }
  EXPECT_EQ(led, w.index->name_count());
}

}  // namespace
}  // namespace penumbra::index
