// Ukraine, China, Japan: excerpts written for the tests, and the real snapshots.
#include <gtest/gtest.h>

#include "ingest/support.h"
#include "ingest/workbooks.h"

namespace penumbra::ingest {
namespace {

using testing::count_findings;
using testing::expect_sound;
using testing::Files;
using testing::find_designation;
using testing::find_entity;
using testing::joined;

const std::string kUaHead =
    "№ указу,Дата указу,Дія щодо об'єкту санкцій,Зміни,п/н,Тип обмеження,Термін обмеження,Дата закінчення "
    "обмеження,Назва укр.,Назва ориг.,Назва альт.,"
    "ОКПО/ЄДРПОУ,ІПН,Місце діяльності,Місце діяльності додатково,Додатково,Відповідальний орган\n";
const std::string kUaRow =
    "12-2021,2021-03-11,застосування,Ні,4,\"1) блокування активів;\n2) обмеження торговельних операцій; 3) щось зовсім "
    "нове та незнайоме\",Три роки,2024-03-11,"
    "\"Товариство \"\"Проба\"\"\",\"ООО \"\"Проба\"\"\",\"стара назва – "
    "\"\"Зразок\"\"\",ОДРН1047796349864,ІПН7729507377;,Київ,,Скасовано Указом від 23 березня 2021 року; КПП "
    "772901001\n";

TEST(UaNsdc, MapsEntitiesWithTheirDecrees) {
  const auto outcome = Files{{"ua.csv", kUaHead + kUaRow}}.read("ua");
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->format, "ua-nsdc");
  const model::Entity* firm = find_entity(*outcome, "ua-nsdc-e-12-2021-4");
  ASSERT_NE(firm, nullptr);
  EXPECT_EQ(firm->schema, "Company");
  EXPECT_EQ(joined(firm->get("ogrnCode")), "1047796349864");
  EXPECT_EQ(joined(firm->get("innCode")), "7729507377");
  EXPECT_EQ(joined(firm->get("kppCode")), "772901001");
  EXPECT_EQ(joined(firm->get("alias")), "ООО \"Проба\"");
  EXPECT_EQ(joined(firm->get("previousName")), "\"Зразок\"");
  const model::Designation* act = find_designation(*outcome, firm->id + "-ua");
  EXPECT_EQ(joined(act->measures), "asset-freeze | trade-ban");
  EXPECT_EQ(act->valid.from.to_string(), "2021-03-11");
  EXPECT_EQ(act->valid.to.to_string(), "2021-03-23");  // lifted before its term
  EXPECT_EQ(count_findings(*outcome, "unmapped-measure"), 1U);
}

TEST(UaNsdc, EndsWithItsTermWhereNoDayOfTheEndIsStated) {
  for (const auto& [term, end] : {std::pair<std::string, std::string>{"Три роки", "2024-03-12"},
                                  {"Один рік", "2022-03-12"},
                                  {"п’ять років", "2026-03-12"},
                                  {"П'ять років", "2026-03-12"},
                                  {"10 років", "2031-03-12"},
                                  {"шість місяців", "2021-09-12"},
                                  {"Безстроково", ""},
                                  {"До закінчення терміну окупації", ""}}) {
    std::string row = kUaRow;
    const std::string stated = "Три роки,2024-03-11,";
    row.replace(row.find(stated), stated.size(), term + ",,");
    const std::string lifted = "Скасовано Указом від 23 березня 2021 року; ";
    row.erase(row.find(lifted), lifted.size());
    const auto outcome = Files{{"ua.csv", kUaHead + row}}.read("ua");
    ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
    const model::Designation* act = find_designation(*outcome, "ua-nsdc-e-12-2021-4-ua");
    ASSERT_NE(act, nullptr);
    EXPECT_EQ(act->valid.to.known() ? act->valid.to.to_string() : "", end) << term;
  }
}

const std::string kSubject =
    R"({"sid":"501","subjectType":"individual","name":"Пробний Зразок","translit":"Probnyi Zrazok",)"
    R"("aliases":["Пробный Образец"],"citizenships":["RU"],"bd":"21 березня 1945 р.","status":"active",)"
    R"("identifiers":[{"id":"tax:inn","code":"770700000012"},{"id":"doc:passport_ru","code":"C01X","iso2":"RU"}],)"
    R"("attributes":[{"key":"Посада","value":"директор"},{"key":"Колір","value":"синій"}],"actions":[{"aid":"9",)"
    R"("decree":{"number":"12/2023","date":"2023-02-01","link":"https://decree.example/12"},"endDate":"2033-02-01",)"
    R"("restrictions":[{"restriction":"1) блокування активів"},{"restriction":"дзвонити у дзвін щонеділі"}]}]})";

TEST(UaNsdcJson, EndsWithItsTermWhereNoDayOfTheEndIsStated) {
  std::string subject = kSubject;
  const std::string stated = R"("endDate":"2033-02-01")";
  subject.replace(subject.find(stated), stated.size(), R"("endDate":null,"term":"1 рік")");
  const auto outcome = Files{{"people.json", "[" + subject + "]"}}.read("ua");
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  EXPECT_EQ(find_designation(*outcome, "ua-nsdc-501-ua-9")->valid.to.to_string(), "2024-02-02");
}

TEST(UaNsdcJson, MapsSubjectsWithTheirActions) {
  const auto outcome =
      Files{{"people.json", "[" + kSubject + R"(,{"sid":"502","subjectType":"legal","name":"Зразок","bd":"1999"}])"}}
          .read("ua");
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->format, "ua-nsdc-json");
  EXPECT_EQ(outcome->counts.mapped, 2U);
  const model::Entity* person = find_entity(*outcome, "ua-nsdc-501");
  ASSERT_NE(person, nullptr);
  EXPECT_EQ(person->schema, "Person");
  EXPECT_EQ(joined(person->get("alias")), "Probnyi Zrazok | Пробный Образец");
  EXPECT_EQ(joined(person->get("birthDate")), "1945-03-21");
  EXPECT_EQ(joined(person->get("citizenship")), "ru");
  EXPECT_EQ(joined(person->get("passportNumber")), "C01X");
  EXPECT_EQ(joined(person->get("position")), "директор");
  const model::Designation* act = find_designation(*outcome, "ua-nsdc-501-ua-9");
  ASSERT_NE(act, nullptr);
  EXPECT_EQ(act->list, "ua-nsdc");
  EXPECT_EQ(act->programmes, std::vector<std::string>{"12/2023"});
  EXPECT_EQ(act->measures, std::vector<std::string>{"asset-freeze"});
  EXPECT_EQ(act->date_act.to_string(), "2023-02-01");
  EXPECT_EQ(act->valid.to.to_string(), "2033-02-02");
  EXPECT_EQ(count_findings(*outcome, "unmapped-measure"), 1U);
  // The second subject has no actions: it is listed, and nobody pretends to know how.
  EXPECT_EQ(count_findings(*outcome, "no-programme"), 1U);
  const model::Designation* bare = find_designation(*outcome, "ua-nsdc-502-ua");
  ASSERT_NE(bare, nullptr);
  EXPECT_EQ(bare->measures, std::vector<std::string>{"unknown"});
}

TEST(UaNsdcJson, ReportsWhatItDoesNotKnow) {
  std::string odd = kSubject;
  odd.replace(odd.find("individual"), 10, "asteroid");
  std::string renamed = kSubject;
  renamed.replace(renamed.find("\"bd\""), 4, "\"born\"");
  const auto outcome = Files{{"people.json", "[" + odd + "," + renamed + "," + renamed + "]"}}.read("ua");
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  EXPECT_EQ(outcome->counts.reported, 2U);
  EXPECT_EQ(count_findings(*outcome, "unknown-party-type"), 1U);
  EXPECT_EQ(count_findings(*outcome, "duplicate-entry"), 1U);
  EXPECT_EQ(count_findings(*outcome, "unknown-member"), 1U);
  EXPECT_FALSE(Files({{"people.json", "[" + kSubject.substr(0, 200)}}).read("ua").ok());
}

TEST(UaNsdc, ReadsPeopleAndRefusesARenamedColumn) {
  const std::string people =
      "№ указу,Дата указу,Дія щодо об'єкту санкцій,п/н,Тип обмеження,Дата закінчення обмеження,ПІБ укр.,Дата "
      "народження,Громадянство,Нова графа\n"
      "12-2021,2021-03-11,застосування,1,блокування активів,,Мустерман Макс,12.03.1961,Україна,щось\n";
  const auto outcome = Files{{"p.csv", people}, {"e.csv", kUaHead + kUaRow}}.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  const model::Entity* person = find_entity(*outcome, "ua-nsdc-p-12-2021-1");
  ASSERT_NE(person, nullptr);
  EXPECT_EQ(person->schema, "Person");
  EXPECT_EQ(joined(person->get("birthDate")), "1961-03-12");
  EXPECT_EQ(joined(person->get("citizenship")), "ua");
  EXPECT_EQ(joined(person->get("notes")), "Нова графа: щось");
  EXPECT_EQ(count_findings(*outcome, "unknown-column"), 1U);
  std::string renamed = kUaHead + kUaRow;
  renamed.replace(renamed.find("Тип обмеження"), std::string("Тип обмеження").size(), "Вид");
  const auto refused = Files{{"e.csv", renamed}}.read();
  ASSERT_FALSE(refused.ok());
  EXPECT_NE(refused.error().message.find("Тип обмеження"), std::string::npos) << to_string(refused.error());
}

TEST(CnLists, JoinsRowsOfAParty) {
  const std::string csv =
      "Type,QID,Name,Alias,Chinese name,Country,Topics,Summary,Chinese summary,Body,List,Date,End date,Source "
      "URL,Address\n"
      "Company,,Orbitwerk Inc,Orbital Works of Nowhere;OW,轨道,US,sanction,,,Ministry of "
      "Commerce,UEL,02.01.2025,,https://x.example/1,\n"
      "Company,,Orbitwerk Inc,Orbital Works of Nowhere;OW,轨道,US,sanction,,,Ministry of Commerce,List of Export "
      "Controls,04.03.25,13.07.2025,https://x.example/2,\n"
      "Hovercraft,,Luft,,,US,,,,Ministry of Commerce,UEL,02.01.2025,,https://x.example/1,\n";
  const auto outcome = Files{{"cn.csv", csv}}.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->format, "cn-lists");
  EXPECT_EQ(outcome->counts.mapped, 2U);
  EXPECT_EQ(outcome->counts.reported, 1U);
  ASSERT_EQ(outcome->dataset.entities.size(), 1U);
  EXPECT_EQ(joined(outcome->dataset.entities[0].get("alias")), "轨道 | Orbital Works of Nowhere | OW");
  EXPECT_EQ(joined(outcome->lists), "cn-ecl | cn-uel");
  EXPECT_EQ(outcome->dataset.designations[1].valid.from.to_string(), "2025-03-04");
  EXPECT_EQ(outcome->dataset.designations[1].valid.to.to_string(), "2025-07-14");
}

TEST(ExportRegistry, MapsAndRefuses) {
  const std::string entry =
      R"({"addresses":["Islamic Republic of Iran","Ring 5"],"aliases":["OW"],"country":"jp","date_added":null,"entity_name":"Orbitwerk","entity_type":"organization","id":"jp-eul-9","last_verified":"2026-07-20","list_id":"jp-end-user-list","reason":"M","source_list_name":"x","source_url":"https://x.example"})";
  const auto outcome = Files{{"jp.json", "[\n" + entry + "\n]\n"}}.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  const model::Entity* firm = find_entity(*outcome, "jp-eul-9");
  ASSERT_NE(firm, nullptr);
  EXPECT_EQ(joined(firm->get("country")), "ir");
  EXPECT_EQ(joined(firm->get("address")), "Ring 5");
  std::string renamed = entry;
  renamed.replace(renamed.find("entity_name"), 11, "party_name_");
  EXPECT_EQ((Files{{"jp.json", "[" + renamed + "]"}}.read().error().code), ErrorCode::kUnexpectedStructure);
  EXPECT_EQ((Files{{"jp.json", "[\n" + entry}}.read().error().code), ErrorCode::kSyntax);
}

const std::string kMof =
    "sheet,row,c1,c2,c3,c4,c5,c6,c7\n"
    "一覧,2,説明\n"
    "1.ロシア連邦(個人),1,資産凍結等の措置の対象となるロシア連邦の団体及び個人（個人）\n"
    "1.ロシア連邦(個人),2,告示日付,\"告示\n番号\",日 本 語 表 記,英 語 表 記,別　　名,生年月日,出生地\n"
    "1.ロシア連邦(個人),3,\"2022.3.1\n2022.4.5改訂\",１,マックス,Max "
    "Muster,(a)マク（Mak）(b)不明,1955年-1956年頃,不明\n"
    "1.ロシア連邦(個人),4,2022.9.9削除,2\n"
    "2.テスト (団体),1,テスト（団体）\n"
    "2.テスト (団体),2,告示日付,告示番号,日本語表記,英語表記,所在地\n"
    "2.テスト (団体),3,2016.1.22,1,軌道,ORBITWERK,Ring 5\n";

TEST(JpMof, ReadsEachSheetByItsOwnHeader) {
  const auto outcome = Files{{"mof.csv", kMof}}.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->format, "jp-mof");
  EXPECT_EQ(outcome->counts.mapped, 2U);
  EXPECT_EQ(outcome->counts.ignored, 1U);
  const model::Entity* person = find_entity(*outcome, "jp-mof-1-1");
  ASSERT_NE(person, nullptr);
  EXPECT_EQ(person->schema, "Person");
  EXPECT_EQ(joined(person->get("alias")), "マックス | マク | Mak");
  EXPECT_EQ(joined(person->get("birthDate")), "1955 | 1956");
  EXPECT_EQ(joined(person->get("birthPlace")), "");
  EXPECT_EQ(find_designation(*outcome, "jp-mof-1-1-jp")->list, "jp-ru");
  EXPECT_EQ(find_designation(*outcome, "jp-mof-1-1-jp")->valid.from.to_string(), "2022-03-01");
  EXPECT_EQ(find_entity(*outcome, "jp-mof-2-1")->schema, "Organization");
  EXPECT_EQ(find_designation(*outcome, "jp-mof-2-1-jp")->list, "jp-mof");
  std::string renamed = kMof;
  renamed.replace(renamed.find("告示番号"), std::string("告示番号").size(), "番号");
  EXPECT_FALSE((Files{{"mof.csv", renamed}}.read().ok()));
}

const std::string kMeti =
    "○ 輸出等に係る禁止措置の対象となるロシア連邦の団体\n指定日：2022 年03月01 日\n最終更新日：2025 年09 月12 日\n"
    "１ 軌道株式会社（別称、オービット及びオウ）\nOrbitwerk JSC, a.k.a. the following two aliases:\n-Orbit; and\n-OW "
    "Co., Ltd.\n"
    "所在地：Ring 5, Teststadt, Russia; and Ring 6,\nTeststadt, Russia.２ 星工房\nStern-\nwerk\n所在地：Ring 7, "
    "Russia\n";

TEST(JpMeti, ReadsNumberedEntriesOfLayoutText) {
  const auto outcome = Files{{"meti.txt", kMeti}}.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->published.to_string(), "2025-09-12");
  ASSERT_EQ(outcome->dataset.entities.size(), 2U);
  const model::Entity& first = outcome->dataset.entities[0];
  EXPECT_EQ(joined(first.get("name")), "Orbitwerk JSC");
  EXPECT_EQ(joined(first.get("alias")), "Orbit | OW Co., Ltd. | 軌道株式会社 | オービット | オウ");
  EXPECT_EQ(joined(first.get("address")), "Ring 5, Teststadt, Russia | Ring 6, Teststadt, Russia.");
  EXPECT_EQ(joined(outcome->dataset.designations[0].measures), "export-ban");
  const auto cut = Files{{"meti.txt", kMeti.substr(0, kMeti.find("Stern-"))}}.read();
  ASSERT_FALSE(cut.ok());
  EXPECT_EQ(cut.error().code, ErrorCode::kSyntax);
}

struct Snapshot {
  const char* path;
  const char* format;
  std::uint64_t records;
  std::uint64_t reported;
};

class EastSnapshot : public ::testing::TestWithParam<Snapshot> {};

// Counts made with a CSV or JSON library of another language, or by counting numbered lines.
TEST_P(EastSnapshot, EveryRecordIsAccountedFor) {
  const Snapshot& snapshot = GetParam();
  const std::string bytes = testing::shared_data(snapshot.path);
  PENUMBRA_SKIP_WITHOUT(bytes, snapshot.path);
  const auto outcome = Files{{snapshot.path, bytes}}.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->format, snapshot.format);
  EXPECT_EQ(outcome->counts.records_in, snapshot.records);
  EXPECT_EQ(outcome->counts.reported, snapshot.reported);
}

INSTANTIATE_TEST_SUITE_P(
    Lists, EastSnapshot,
    ::testing::Values(Snapshot{"lists/ua/nsdc-entities-2022-04.csv.xz", "ua-nsdc", 1762, 1},
                      Snapshot{"lists/cn/counter-sanctions-2026-06-30.csv", "cn-lists", 562, 0},
                      Snapshot{"lists/cn/mofcom-lists-2026-07.json", "export-registry-json", 240, 0},
                      Snapshot{"lists/jp/meti-foreign-end-user-list-2026-07.json.xz", "export-registry-json", 835, 0},
                      Snapshot{"lists/jp/mof-2022-05-12.csv.xz", "jp-mof", 2659, 2},
                      Snapshot{"lists/jp/meti_ru_250912_list_daisangoku_tokutei.pdf.txt", "jp-meti-text", 56, 0},
                      Snapshot{"lists/jp/meti_ru_250912_list_russia_tokutei.pdf.txt", "jp-meti-text", 561, 0}));

}  // namespace
}  // namespace penumbra::ingest
