#include <gtest/gtest.h>

#include "ingest/registry.h"
#include "ingest/support.h"

namespace penumbra::ingest {
namespace {

using testing::count_findings;
using testing::expect_sound;
using testing::Files;
using testing::find_designation;
using testing::find_entity;
using testing::joined;

// Invented parties in the form of 2025 and, for the firm of Burma, in that of 2020.
const std::string kHead = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<data-set>\n";
const std::string kPerson =
    R"x(<record><Country>Belarus / Bélarus</Country><LastName>Mustermann</LastName><GivenName>Max Otto</GivenName>
<DateOfBirthOrShipBuildDate>1963 or 1964</DateOfBirthOrShipBuildDate><Aliases>Maxim Mustermann, Russian: Макс Мустерман</Aliases>
<Schedule>1, Part 1</Schedule><Item>7</Item><DateOfListing>2020-09-28</DateOfListing></record>
)x";
const std::string kShip =
    R"x(<record><Country>Russia / Russie</Country><EntityOrShip>TEST STAR</EntityOrShip><TitleOrShip>Oil Tanker</TitleOrShip>
<DateOfBirthOrShipBuildDate>2004</DateOfBirthOrShipBuildDate><ShipIMONumber>9074729</ShipIMONumber><Schedule>1.1</Schedule><Item>3</Item><DateOfListing>2025-02-21</DateOfListing></record>
)x";
const std::string kFirm =
    R"x(<record><Country>Atlantis / Atlantide</Country><Entity>Orbitwerk Co., Ltd.</Entity><Schedule>N/A</Schedule><Item>9</Item></record>
)x";

std::string document(const std::string& body) {
  return kHead + body + "</data-set>\n";
}

TEST(CaSema, MapsAPersonAShipAndAFirm) {
  const auto outcome = Files{{"ca.xml", document(kPerson + kShip + kFirm)}}.read("ca");
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  expect_sound(*outcome);
  EXPECT_EQ(outcome->format, "ca-sema-xml");
  const model::Entity* person = find_entity(*outcome, "ca-sema-belarus-1-part-1-7");
  ASSERT_NE(person, nullptr);
  EXPECT_EQ(joined(person->get("name")), "Max Otto Mustermann");
  EXPECT_EQ(joined(person->get("alias")), "Maxim Mustermann | Макс Мустерман");
  EXPECT_EQ(joined(person->get("birthDate")), "1963 | 1964");
  const model::Designation* act = find_designation(*outcome, person->id + "-ca");
  ASSERT_NE(act, nullptr);
  EXPECT_EQ(act->act, "Special Economic Measures (Belarus) Regulations, schedule 1, Part 1, item 7");
  EXPECT_EQ(act->valid.from.to_string(), "2020-09-28");
  EXPECT_EQ(joined(act->measures), "asset-freeze");
  const model::Entity* ship = find_entity(*outcome, "ca-sema-russia-1-1-3");
  ASSERT_NE(ship, nullptr);
  EXPECT_EQ(ship->schema, "Vessel");
  EXPECT_EQ(joined(ship->get("imoNumber")), "9074729");
  EXPECT_EQ(joined(ship->get("buildDate")), "2004");
  EXPECT_EQ(joined(find_designation(*outcome, ship->id + "-ca")->measures), "transaction-ban");
  const model::Entity* firm = find_entity(*outcome, "ca-sema-atlantis-9");
  ASSERT_NE(firm, nullptr);
  EXPECT_EQ(joined(find_designation(*outcome, firm->id + "-ca")->measures), "unknown");
  EXPECT_EQ(count_findings(*outcome, "unmapped-programme"), 1U);
}

TEST(CaSema, ReportsWhatItCannotMap) {
  std::string renamed = kPerson;
  renamed.replace(renamed.find("<Aliases>"), 9, "<OtherNames>");
  renamed.replace(renamed.find("</Aliases>"), 10, "</OtherNames>");
  const std::string nobody = "<record><Country>Iran</Country><Schedule>1</Schedule><Item>1</Item></record>";
  const auto outcome = Files{{"ca.xml", document(renamed + nobody + kShip + kShip)}}.read();
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  EXPECT_TRUE(outcome->counts.consistent());
  EXPECT_EQ(outcome->counts.reported, 2U);
  EXPECT_EQ(count_findings(*outcome, "party-without-name"), 1U);
  EXPECT_EQ(count_findings(*outcome, "duplicate-entry"), 1U);
  EXPECT_EQ(count_findings(*outcome, "unknown-element"), 1U);
  EXPECT_NE(joined(find_entity(*outcome, "ca-sema-belarus-1-part-1-7")->get("notes")).find("Maxim"), std::string::npos);
}

TEST(CaSema, HoldsTheFrenchHalfOfACountryAgainstTheOthersAndWhatIsKnown) {
  std::string second = kPerson;
  second.replace(second.find("<Item>7"), 7, "<Item>8");
  const auto sound = Files{{"ca.xml", document(kPerson + second + kShip)}}.read();
  ASSERT_TRUE(sound.ok()) << to_string(sound.error());
  EXPECT_EQ(count_findings(*sound, "country-conflict") + count_findings(*sound, "country-name"), 0U);
  std::string other = second;
  other.replace(other.find("Bélarus"), 8, "Bélarud");
  const auto one = Files{{"ca.xml", document(kPerson + other + kShip)}}.read();
  ASSERT_TRUE(one.ok()) << to_string(one.error());
  EXPECT_EQ(count_findings(*one, "country-conflict"), 1U);
  const auto all = Files{{"ca.xml", document(other + kShip)}}.read();
  ASSERT_TRUE(all.ok()) << to_string(all.error());
  EXPECT_EQ(count_findings(*all, "country-name"), 1U);
}

TEST(CaSema, RefusesBadStructure) {
  const std::string whole = document(kPerson + kShip);
  std::string renamed = whole;
  for (std::size_t at = 0; (at = renamed.find("Country>", at)) != std::string::npos;) renamed.replace(at, 8, "Regime>");
  const std::pair<std::string, ErrorCode> cases[] = {
      {whole.substr(0, whole.find("TEST")), ErrorCode::kSyntax},
      {whole.substr(0, whole.find("</data-set>")), ErrorCode::kSyntax},
      {document("<record></record>").substr(0, 0), ErrorCode::kEmpty},
      {renamed, ErrorCode::kUnexpectedStructure},
      {"<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + whole.substr(whole.find("<data-set>")),
       ErrorCode::kUnsupported},
      {document(kPerson + "<rekord/>"), ErrorCode::kUnexpectedStructure},
  };
  for (const auto& [bytes, code] : cases) {
    const auto outcome = Files{{"ca.xml", bytes}}.read();
    ASSERT_FALSE(outcome.ok()) << bytes;
    EXPECT_EQ(outcome.error().code, code) << to_string(outcome.error());
    EXPECT_EQ(outcome.error().position.file, "ca.xml");
    EXPECT_FALSE(outcome.error().fix.empty());
  }
}

TEST(CaSema, KnowsAListWithoutAnEntry) {
  for (const std::string& bytes : {kHead + "</data-set>\n", std::string("<data-set xmlns:xsi=\"x\"/>")}) {
    const InputFile file{"ca.xml", bytes};
    const auto reader = detect({&file, 1});
    ASSERT_TRUE(reader.ok()) << to_string(reader.error());
    EXPECT_EQ((*reader)->name(), "ca-sema-xml");
    EXPECT_EQ((Files{{"ca.xml", bytes}}.read().error().code), ErrorCode::kEmpty);
  }
  const std::string other = "<data-set><row/></data-set>";
  const InputFile file{"x.xml", other};
  EXPECT_FALSE(detect({&file, 1}).ok());
}

TEST(CaSemaSnapshot, EveryRecordIsAccountedFor) {
  for (const char* path : {"lists/ca/sema-lmes-2020-03.xml", "lists/ca/sema-lmes-2025-05.xml.xz"}) {
    const std::string bytes = testing::shared_data(path);
    PENUMBRA_SKIP_WITHOUT(bytes, path);
    std::uint64_t records = 0;
    std::uint64_t people = 0;
    for (std::size_t at = 0; (at = bytes.find("<record>", at)) != std::string::npos; ++at) ++records;
    for (std::size_t at = 0; (at = bytes.find("<LastName>", at)) != std::string::npos; ++at) ++people;
    const auto outcome = Files{{path, bytes}}.read();
    ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
    expect_sound(*outcome);
    EXPECT_EQ(outcome->counts.records_in, records);
    EXPECT_EQ(outcome->counts.mapped, records);
    EXPECT_EQ(outcome->dataset.designations.size(), records);
    std::uint64_t mapped_people = 0;
    for (const model::Entity& entity : outcome->dataset.entities) mapped_people += entity.schema == "Person" ? 1U : 0U;
    EXPECT_EQ(mapped_people, people);
    EXPECT_EQ(count_findings(*outcome, "unmapped-programme"), 0U);
  }
}

}  // namespace
}  // namespace penumbra::ingest
