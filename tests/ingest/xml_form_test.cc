#include "ingest/xml_form.h"

#include <gtest/gtest.h>

#include <set>

#include "base/embedded_table.h"
#include "embedded/forms.h"
#include "ingest/reader.h"
#include "ingest/support.h"

namespace penumbra::ingest {
namespace {

// Reads without looking at anything, so that only the form speaks.
class Blind final : public XmlHandler {
 public:
  Status root(const XmlNode& /*element*/, std::string_view /*xml_namespace*/) override { return {}; }
  bool is_record(std::span<const std::string> path) override { return path.size() == 2; }
  Status record(std::span<const std::string> /*path*/, const XmlNode& /*node*/) override { return {}; }
  Status outside(std::span<const std::string> /*path*/, const XmlNode& /*element*/) override { return {}; }
};

std::vector<model::Finding> findings_of(std::string_view format, const std::string& xml) {
  model::FindingLog log;
  Blind handler;
  const InputFile file{"list.xml", xml};
  FormCheck check(format, file, log, handler);
  EXPECT_TRUE(read_xml(file, check).ok());
  check.finish();
  return log.sorted();
}

constexpr std::string_view kRecord =
    "<data-set><record><Country>Testland</Country><LastName>Mustera</LastName><Schedule>1</Schedule><Item>7</Item>"
    "</record></data-set>";

TEST(XmlForm, SaysNothingOfASoundRecord) {
  EXPECT_TRUE(findings_of("ca-sema-xml", std::string(kRecord)).empty());
}

TEST(XmlForm, ReportsASecondValueWithItsPlace) {
  std::string xml(kRecord);
  xml.insert(xml.find("<Item>"), "\n<Item>8</Item>");
  const auto findings = findings_of("ca-sema-xml", xml);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].key, "second-value");
  EXPECT_NE(findings[0].message.find("\"7\""), std::string::npos) << findings[0].message;
  EXPECT_EQ(findings[0].position.line, 2U);
}

TEST(XmlForm, ReportsWhatIsMissingOrMeansNothing) {
  const std::string entity =
      "<export generationDate=\"2024-05-03T00:00:00\" globalFileId=\"1\"><sanctionEntity logicalId=\"x\">stray"
      "<regulation regulationType=\"a\" organisationType=\"b\" publicationDate=\"2024-05-03\" programme=\"UKR\" "
      "entryIntoForceDate=\"soon\" numberTitle=\"1\" logicalId=\"2\"/><subjectType code=\"person\" "
      "classificationCode=\"Q\"/></sanctionEntity></export>";
  std::set<std::string> seen;
  for (const model::Finding& finding : findings_of("eu-fsf-xml", entity)) {
    EXPECT_EQ(finding.level, model::FindingLevel::kWarning);
    seen.insert(finding.key + " " + finding.position.path);
  }
  EXPECT_EQ(seen, (std::set<std::string>{"missing-field sanctionEntity", "unread-value sanctionEntity",
                                         "unread-value regulation", "unread-value subjectType"}));
}

TEST(XmlForm, ReportsAnAttributeThatTheFormatDoesNotHave) {
  std::string xml(kRecord);
  xml.insert(xml.find("<LastName") + 9, " quality=\"low\"");
  const auto findings = findings_of("ca-sema-xml", xml);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].key, "unknown-attribute");
  EXPECT_NE(findings[0].message.find("LastName/@quality"), std::string::npos) << findings[0].message;
  // What XML Schema puts on elements of any format says nothing of the party.
  std::string marked(kRecord);
  marked.insert(9, " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:noNamespaceSchemaLocation=\"a.xsd\"");
  EXPECT_TRUE(findings_of("ca-sema-xml", marked).empty());
}

TEST(XmlForm, KnowsForms) {
  for (const auto& [text, form, good] : {std::tuple{"", "number", true},
                                         {"-12", "number", true},
                                         {"1x", "number", false},
                                         {"2015-10-01Z", "day", true},
                                         {"2015-10", "day", false},
                                         {"2015-10-01 or later", "day", false},
                                         {"2015-10-01T00:00:00 or later", "time", false},
                                         {"2015-10-01T00:00:00", "day", false},
                                         {"2015-10-01T00:00:00", "time", true},
                                         {"yes", "flag", false},
                                         {"de-AT", "language", true},
                                         {"Zz1", "language", false},
                                         {"RU", "country", true},
                                         {"00", "country", true},
                                         {"Q7", "country", false},
                                         {"https://eur-lex.example/1", "url", true},
                                         {"x", "url", false},
                                         {"P", "P|E", true},
                                         {"PE", "P|E", false},
                                         {"", "!number", false},
                                         {"12", "!number", true},
                                         {"1x", "!number", false},
                                         {"", "!", false},
                                         {"anything", "!", true},
                                         {"", "!P|E", false},
                                         {"P", "!P|E", true},
                                         {"x", "none", false},
                                         {"anything", "", true}}) {
    EXPECT_EQ(TextForm(form).holds(text), good) << text << " as " << form;
  }
}

// Every row has its parent before it, a known number of times and a known form, and belongs to a reader.
TEST(XmlForm, TablesAreSound) {
  std::set<std::string> paths;
  std::size_t rows = 0;
  base::for_each_table_row(embedded::forms(), 5, [&](const std::vector<std::string_view>& fields) {
    if (fields[0] == "format") return;
    ++rows;
    const std::string path = std::string(fields[0]) + std::string(fields[1]);
    EXPECT_NE(find_reader(fields[0]), nullptr) << path;
    EXPECT_TRUE(paths.insert(path).second) << path << " stands twice";
    const std::string parent = path.substr(0, path.rfind('/'));
    EXPECT_TRUE(parent == fields[0] || paths.contains(parent)) << path;
    EXPECT_TRUE(fields[2] == "1" || fields[2] == "?" || fields[2] == "+" || fields[2] == "*") << path;
    static const std::set<std::string_view> kForms = {"",     "none",     "number",  "day", "time",
                                                      "flag", "language", "country", "url"};
    EXPECT_TRUE(kForms.contains(fields[3].substr(fields[3].starts_with('!') ? 1 : 0)) ||
                fields[3].find('|') != std::string_view::npos)
        << path;
    EXPECT_FALSE(fields[4].empty()) << path;
  });
  EXPECT_GT(rows, 1000U);
  for (const std::string_view format : {"eu-fsf-xml", "un-xml", "ofac-advanced-xml", "ch-seco-xml", "gleif-xml"})
    EXPECT_NE(xml_form(format), nullptr) << format;
  EXPECT_EQ(xml_form("no-such-format"), nullptr);
}

}  // namespace
}  // namespace penumbra::ingest
