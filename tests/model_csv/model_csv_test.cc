#include "ingest/model_csv/model_csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ingest/reader.h"
#include "model_csv/model_text.h"

namespace penumbra::ingest::model_csv {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(ModelCsv, MapsEveryTable) {
  const ModelReading reading = ModelText().read();
  ASSERT_EQ(reading.error_count, 0U) << (reading.errors.empty() ? "" : to_string(reading.errors.front()));
  EXPECT_EQ(reading.rows, 16U);
  const model::Dataset& data = reading.dataset;
  ASSERT_EQ(data.entities.size(), 4U);
  const model::Entity& maker = data.entities[0];
  EXPECT_EQ(maker.id, "org-maker");
  EXPECT_EQ(maker.schema, "Company");
  EXPECT_THAT(maker.get("name"), ElementsAre("Invented Maker"));
  EXPECT_THAT(maker.get("alias"), ElementsAre("IM", "Выдуманный завод"));
  EXPECT_THAT(maker.get("weakAlias"), ElementsAre("Maker"));
  EXPECT_EQ(maker.first("summary"), "Makes parts, and engines.");
  EXPECT_EQ(maker.evidence, (model::Evidence{"src-news", "entities.csv:2"}));
  EXPECT_THAT(data.entities[1].get("country"), ElementsAre("fr", "ru"));

  ASSERT_EQ(data.relationships.size(), 4U);
  const model::Relationship& supplies = data.relationships[0];
  EXPECT_EQ(supplies.id, "org-maker/supplies/prog-rover/2016-03-14");
  EXPECT_EQ(supplies.role, "lander");
  EXPECT_EQ(supplies.need, model::Need::kEssential);
  EXPECT_FALSE(supplies.valid.to.known());
  const model::Relationship& uses = data.relationships[1];
  EXPECT_EQ(uses.status, model::AssertionStatus::kLikely);
  EXPECT_EQ(uses.evidence.source, "src-news | src-act");
  ASSERT_TRUE(uses.recorded.has_value());
  EXPECT_EQ(uses.recorded->date().to_string(), "2022-03-02");
  const model::Relationship& owns = data.relationships[3];
  EXPECT_EQ(owns.share.to_string(), "25..50");
  EXPECT_EQ(owns.valid.from.to_string(), "<2020-01-01");

  ASSERT_EQ(data.states.size(), 2U);
  EXPECT_EQ(data.states[1].cause, "measure-rule");
  EXPECT_EQ(data.states[1].side, "org-maker");
  ASSERT_EQ(data.designations.size(), 1U);
  const model::Designation& designation = data.designations[0];
  EXPECT_THAT(designation.programmes, ElementsAre("EX-EO1", "EX-EO2"));
  EXPECT_THAT(designation.measures, ElementsAre("asset-freeze"));
  EXPECT_EQ(designation.authority, "US Treasury (OFAC)") << "an empty authority is that of the list";
  EXPECT_EQ(designation.scope, "entity");
  ASSERT_EQ(data.documents.size(), 2U);
  EXPECT_EQ(data.documents[0].checked, "text");
  ASSERT_EQ(data.figures.size(), 2U);
  EXPECT_EQ(data.figures[0].value.to_string(), "6..9..18");
  EXPECT_EQ(data.figures[0].unit, "months");
  EXPECT_EQ(data.figures[1].unit, "units") << "a stock is counted in units";
  EXPECT_EQ(data.figures[1].status, model::AssertionStatus::kLikely);
  ASSERT_TRUE(data.figures[1].recorded.has_value());
  EXPECT_EQ(data.figures[1].evidence.record, "figures.csv:3");
  ASSERT_EQ(data.portfolio.size(), 1U);
  EXPECT_EQ(data.portfolio[0].order, 10);
}

TEST(ModelCsv, OrderOfColumnsAndFilesIsFree) {
  ModelText text;
  text["portfolios.csv"] = "\xEF\xBB\xBForder,section,portfolio,entity\r\n10, Programmes ,space,prog-rover\r\n";
  EXPECT_EQ(text.read().error_count, 0U);
  EXPECT_EQ(text.read().dataset.portfolio[0].section, "Programmes");
}

// One slip, the error that it must give, and the help that must come with it.
struct Slip {
  const char* what;
  const char* file;
  const char* replace;
  const char* by;
  ErrorCode code;
  std::uint64_t line;
  const char* column;   // expected in position.path; "" for none
  const char* message;  // expected in the message
  const char* fix;      // expected in the fix
};

class ModelCsvSlip : public ::testing::TestWithParam<Slip> {};

TEST_P(ModelCsvSlip, IsReportedWithPlaceAndFix) {
  const Slip& slip = GetParam();
  const ModelReading reading = ModelText().replace(slip.file, slip.replace, slip.by).read();
  ASSERT_GE(reading.error_count, 1U);
  const Error& error = reading.errors.front();
  EXPECT_EQ(error.code, slip.code) << to_string(error);
  EXPECT_EQ(error.position.file, slip.file);
  EXPECT_EQ(error.position.line, slip.line) << to_string(error);
  EXPECT_THAT(error.position.path, HasSubstr(slip.column));
  EXPECT_THAT(error.message, HasSubstr(slip.message));
  EXPECT_THAT(error.fix, HasSubstr(slip.fix));
  EXPECT_EQ(reading.error_count, 1U) << "one slip gives one error, not a train of them:\n"
                                     << to_string(reading.errors.back());
}

INSTANTIATE_TEST_SUITE_P(
    All, ModelCsvSlip,
    ::testing::Values(
        Slip{"renamed column", "relationships.csv", "valid_from", "valid_fro", ErrorCode::kUnexpectedStructure, 1,
             "valid_fro", "no column", "valid_from"},
        Slip{"doubled column", "relationships.csv", "recorded,note", "recorded,recorded", ErrorCode::kDuplicate, 1,
             "recorded", "twice", "Keep one"},
        Slip{"row too short", "states.csv", ",,,src-news,\n", ",src-news,\n", ErrorCode::kUnexpectedStructure, 2, "",
             "7 fields instead of 9", "Quote"},
        Slip{"edge to nowhere", "relationships.csv", "org-maker,supplies,prog-rover", "org-maker,supplies,prog-rovr",
             ErrorCode::kDanglingReference, 2, "column to", "edge to nowhere", "prog-rover"},
        Slip{"unknown source", "states.csv", ",,,src-news,", ",,,src-nws,", ErrorCode::kDanglingReference, 2,
             "column source", "src-nws", "src-news"},
        Slip{"no evidence", "relationships.csv", ",essential,,src-news,", ",essential,,,", ErrorCode::kInvalidValue, 2,
             "column source", "without evidence is refused", "sources table"},
        Slip{"unknown kind", "relationships.csv", ",supplies,", ",suplies,", ErrorCode::kInvalidValue, 2, "column kind",
             "suplies", "Did you mean \"supplies\""},
        Slip{"unknown list", "designations.csv", "us-sdn", "us-sdm", ErrorCode::kInvalidValue, 2, "column list",
             "us-sdm", "us-sdn"},
        Slip{"unknown measure", "designations.csv", "asset-freeze", "asset-freze", ErrorCode::kInvalidValue, 2,
             "column measure", "asset-freze", "asset-freeze"},
        Slip{"unknown state", "states.csv", "suspended,", "suspendet,", ErrorCode::kInvalidValue, 3, "column state",
             "suspendet", "suspended"},
        Slip{"unknown schema", "entities.csv", "Programme", "Program", ErrorCode::kInvalidValue, 3, "column schema",
             "Program", "Programme"},
        Slip{"abstract schema", "entities.csv", ",Programme,", ",Thing,", ErrorCode::kInvalidValue, 3, "column schema",
             "Thing", ""},
        Slip{"unknown status", "relationships.csv", ",likely,", ",likly,", ErrorCode::kInvalidValue, 3, "column status",
             "likly", "likely"},
        Slip{"unknown need", "relationships.csv", ",essential,", ",vital,", ErrorCode::kInvalidValue, 2, "column need",
             "vital", "essential"},
        Slip{"need without dependence", "relationships.csv", ",export-licence,,,,", ",export-licence,,essential,,",
             ErrorCode::kInvalidValue, 4, "column need", "carries no dependence", "Empty the cell"},
        Slip{"share of no stake", "relationships.csv", ",lander,,", ",lander,51,", ErrorCode::kInvalidValue, 2,
             "column share", "share stands on", "owns"},
        Slip{"share upside down", "relationships.csv", "25..50", "50..25", ErrorCode::kInvalidValue, 5, "column share",
             "contains no value", "lower bound first"},
        Slip{"bad date", "relationships.csv", "2016-03-14", "14.03.2016", ErrorCode::kInvalidValue, 2,
             "column valid_from", "14.03.2016", ""},
        Slip{"no such day", "states.csv", "2016-03-14", "2016-02-30", ErrorCode::kInvalidValue, 2, "column from",
             "2016-02-30", ""},
        Slip{"ends before it begins", "designations.csv", "2022-02-24,,,src-act", "2022-02-24,2021-02-24,,src-act",
             ErrorCode::kInvalidValue, 2, "column to", "not after the beginning", "day after the last"},
        Slip{"ends on its first day", "designations.csv", "2022-02-24,,,src-act", "2022-02-24,2022-02-24,,src-act",
             ErrorCode::kInvalidValue, 2, "column to", "not after the beginning", "day after the last"},
        Slip{"overlapping states", "states.csv", "2022-03-17,,,,src-news", "2022-03-18,,,,src-news",
             ErrorCode::kInvalidValue, 3, "column from", "states.csv:2", "End the earlier state"},
        Slip{"open state before another", "states.csv", "2022-03-17,,,,src-news", ",,,,src-news",
             ErrorCode::kInvalidValue, 3, "column from", "further notice", "End the earlier state"},
        Slip{"duplicate entity", "entities.csv", "goods-chips,GoodsClass,Invented chips,,,,,,,src-act\n",
             "goods-chips,GoodsClass,Invented chips,,,,,,,src-act\ngoods-chips,GoodsClass,More chips,,,,,,,src-act\n",
             ErrorCode::kDuplicate, 5, "column id", "entities.csv:4", "another id"},
        Slip{"source named like an entity", "sources.csv", "src-news,report,",
             "goods-chips,act,An act,Example,,,no,,\nsrc-news,report,", ErrorCode::kDuplicate, 3, "column id",
             "entities.csv:4", "another id"},
        Slip{"the same edge twice", "relationships.csv",
             "org-maker,supplies,prog-rover,2016-03-14,,,,lander,,essential,,src-news,,\n",
             "org-maker,supplies,prog-rover,2016-03-14,,,,lander,,essential,,src-news,,\n"
             "org-maker,supplies,prog-rover,2016-03-14,,,,lander,,essential,,src-news,,again\n",
             ErrorCode::kDuplicate, 3, "", "relationships.csv:2", "Delete one"},
        Slip{"edge to itself", "relationships.csv", "org-maker,supplies,prog-rover", "org-maker,supplies,org-maker",
             ErrorCode::kInvalidValue, 2, "column to", "to itself", "two different"},
        Slip{"bad id", "entities.csv", "prog-rover,Programme,Invented Rover,,fr | ru,2016,,,,src-news\n",
             "prog-rover,Programme,Invented Rover,,fr | ru,2016,,,,src-news\nProg X,Programme,X,,,,,,,src-act\n",
             ErrorCode::kInvalidValue, 4, "column id", "Prog X", "prog-x"},
        Slip{"bad country", "entities.csv", "fr | ru", "fr | RUS", ErrorCode::kInvalidValue, 3, "column country", "RUS",
             "ISO 3166-1"},
        Slip{"unknown kind of source", "sources.csv", ",act,", ",acts,", ErrorCode::kInvalidValue, 2, "column kind",
             "acts", "act"},
        Slip{"unknown checked", "sources.csv", ",text,", ",yes,", ErrorCode::kInvalidValue, 2, "column checked", "yes",
             "text"},
        Slip{"read but not checked", "sources.csv", ",no,,", ",no,2026-01-02,", ErrorCode::kInvalidValue, 3,
             "column read", "not checked", "Empty the cell"},
        Slip{"unknown scope", "designations.csv", "2022-02-24,,,src-act", "2022-02-24,,group,src-act",
             ErrorCode::kInvalidValue, 2, "column scope", "group", "entity-and-sub-units"},
        Slip{"empty required cell", "designations.csv", ",us-sdn,", ",,", ErrorCode::kInvalidValue, 2, "column list",
             "empty but required", "Fill in"},
        Slip{"bad order", "portfolios.csv", ",10", ",ten", ErrorCode::kInvalidValue, 2, "column order", "ten", "10"},
        Slip{"open quote", "portfolios.csv", "Programmes", "\"Programmes", ErrorCode::kSyntax, 2, "", "not closed",
             "Close the quote"},
        Slip{"unknown figure", "figures.csv", ",lead-time,", ",lead_time,", ErrorCode::kInvalidValue, 2,
             "column figure", "lead_time", "Did you mean \"lead-time\""},
        Slip{"no value", "figures.csv", "6..9..18", "about 9", ErrorCode::kInvalidValue, 2, "column value", "about 9",
             "6..9..18"},
        Slip{"values out of order", "figures.csv", "6..9..18", "9..6..18", ErrorCode::kInvalidValue, 2, "column value",
             "not in order", "least first"},
        Slip{"unit of another figure", "figures.csv", ",months,", ",units,", ErrorCode::kInvalidValue, 2, "column unit",
             "no unit of a figure", "days, weeks"},
        Slip{"time without unit", "figures.csv", ",months,", ",,", ErrorCode::kInvalidValue, 2, "column unit",
             "needs a unit", "days, weeks"},
        Slip{"figure of two things", "figures.csv", "org-maker,prog-rover,lead-time,6..9..18,months",
             "org-maker,,use,6,units/year", ErrorCode::kInvalidValue, 2, "column other", "two things", "other one"},
        Slip{"figure of one thing", "figures.csv", "lead-time,6..9..18,months", "value,6,EUR", ErrorCode::kInvalidValue,
             2, "column other", "one thing only", "Empty the cell"},
        Slip{"stock without a day", "figures.csv", "2,,2022-03,", "2,,,", ErrorCode::kInvalidValue, 3, "column from",
             "day on which it was counted", "day, month or year"},
        Slip{"figure about nothing", "figures.csv", "goods-chips,,stock", "goods-chip,,stock",
             ErrorCode::kDanglingReference, 3, "column entity", "goods-chip", "goods-chips"},
        Slip{"the same figure twice", "figures.csv",
             "goods-chips,,stock,2,,2022-03,,likely,src-news,2022-03-02,two sets\n",
             "goods-chips,,stock,2,,2022-03,,likely,src-news,2022-03-02,two sets\n"
             "goods-chips,,stock,3,,2022-03,,likely,src-news,2022-03-02,three\n",
             ErrorCode::kDuplicate, 4, "", "figures.csv:3", "Delete one"},
        Slip{"group without a name", "relationships.csv", ",essential,,src-news", ",essential,2 of,src-news",
             ErrorCode::kInvalidValue, 2, "column group", "has no name", "2 of launchers"},
        Slip{"group with two minima", "relationships.csv",
             "org-maker,supplies,prog-rover,2016-03-14,,,,lander,,essential,,src-news,,\n",
             "org-maker,supplies,prog-rover,2016-03-14,,,,lander,,essential,2 of makers,src-news,,\n"
             "goods-chips,supplies,prog-rover,2016-03-14,,,,lander,,essential,makers,src-news,,\n",
             ErrorCode::kInvalidValue, 3, "column group", "is written", "same number"},
        Slip{"another table altogether", "portfolios.csv", "portfolio,entity,section,order", "a,b,c,d",
             ErrorCode::kUnknownFormat, 1, "", "no table of the model", "model-format.md"}),
    [](const ::testing::TestParamInfo<Slip>& slip) {
      std::string name;
      for (const char* c = slip.param.what; *c != '\0'; ++c) name += *c == ' ' ? '_' : *c;
      return name;
    });

TEST(ModelCsv, ReportsAllErrorsTogether) {
  ModelText text;
  text.replace("entities.csv", "Programme", "Program");
  text.replace("relationships.csv", ",supplies,", ",suplies,");
  text.replace("states.csv", "suspended", "suspendet");
  const ModelReading reading = text.read();
  EXPECT_EQ(reading.error_count, 3U);
  const Error joined = joined_error(reading);
  const std::string printed = to_string(joined);
  EXPECT_THAT(printed, HasSubstr("first of 3 errors"));
  EXPECT_THAT(printed, HasSubstr("entities.csv:3"));
  EXPECT_THAT(printed, HasSubstr("relationships.csv:2"));
  EXPECT_THAT(printed, HasSubstr("states.csv:3"));
}

TEST(ModelCsv, ImpreciseEndsThatTouchAreNoOverlap) {
  ModelText text;
  text.replace("states.csv", "2022-03-17,,,,src-news", "2022-03,,,,src-news");
  text.replace("states.csv", "suspended,2022-03-17", "suspended,2022-03");
  EXPECT_EQ(text.read().error_count, 0U);
}

TEST(ModelCsv, AHostileModelIsBoundedAndComplete) {
  ModelText text;
  for (int i = 0; i < 5000; ++i)
    text["relationships.csv"] += "a" + std::to_string(i) + ",needs,prog-rover,,,,,,,,,src-act,,\n";
  const ModelReading reading = text.read();
  EXPECT_EQ(reading.error_count, 5000U);
  EXPECT_EQ(reading.errors.size(), 1000U);
  EXPECT_THAT(to_string(joined_error(reading)), HasSubstr("more errors"));
}

TEST(ModelCsv, IsFoundByContentAndOnlyByContent) {
  const ModelText text;
  const auto reader = detect(text.inputs());
  ASSERT_TRUE(reader.ok()) << to_string(reader.error());
  EXPECT_EQ((*reader)->name(), "model-csv");
  const auto outcome = (*reader)->read(text.inputs(), "bundled");
  ASSERT_TRUE(outcome.ok());
  EXPECT_TRUE(outcome->counts.consistent());
  EXPECT_THAT(outcome->lists, ElementsAre("us-sdn"));
  // The stake files of `exposure --graph` share column names with a model and are another format.
  const InputFile graph{"entities.csv", "id,name,kind,country\na,A,company,ru\n"};
  EXPECT_FALSE(find_reader("model-csv")->recognises({&graph, 1}));
}

TEST(ModelCsv, ReaderRefusesAModelWithErrorsWhole) {
  ModelText text;
  text.replace("relationships.csv", "org-maker,supplies,prog-rover", "org-maker,supplies,prog-rovr");
  const auto outcome = read_files(text.inputs(), "bundled");
  ASSERT_FALSE(outcome.ok());
  EXPECT_EQ(outcome.error().code, ErrorCode::kDanglingReference);
  EXPECT_THAT(to_string(outcome.error()), HasSubstr("relationships.csv:2"));
}

}  // namespace
}  // namespace penumbra::ingest::model_csv
