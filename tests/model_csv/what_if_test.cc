#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ingest/model_csv/model_csv.h"

namespace penumbra::ingest::model_csv {
namespace {

using ::testing::HasSubstr;

TEST(WhatIf, ReadsAdditionsAndRemovals) {
  const InputFile file{"join.csv",
                       "change,from,kind,to,valid_from,role\n"
                       "add,measure-x,restricts,country-cn,2026-01-01,export-ban\n"
                       "remove,agency-a,partner-in,,,\n"};
  const auto overlay = read_what_if(file);
  ASSERT_TRUE(overlay.ok()) << to_string(overlay.error());
  ASSERT_EQ(overlay->added.relationships.size(), 1U);
  EXPECT_EQ(overlay->added.relationships[0].evidence, (model::Evidence{"what-if", "join.csv:2"}));
  ASSERT_EQ(overlay->removed.size(), 1U);
  EXPECT_EQ(overlay->removed[0].table, model::FactTable::kRelationships);
  ASSERT_EQ(overlay->removed[0].cells.size(), 2U);
  EXPECT_EQ(overlay->removed[0].cells[0], (std::pair<std::string, std::string>{"from", "agency-a"}));
  EXPECT_EQ(overlay->removed[0].position.line, 3U);
}

TEST(WhatIf, OneFileHoldsSeveralTables) {
  const std::string tables =
      "change,id,schema,name\nadd,measure-x,Measure,An invented measure\n\n"
      "change,from,kind,to\nadd,measure-x,restricts,prog-a\n\nentity,change,state,from\nprog-a,add,suspended,2026-01-"
      "01\n";
  const auto overlay = read_what_if({"all.csv", tables});
  ASSERT_TRUE(overlay.ok()) << to_string(overlay.error());
  EXPECT_EQ(overlay->added.entities.size(), 1U);
  ASSERT_EQ(overlay->added.relationships.size(), 1U);
  EXPECT_EQ(overlay->added.relationships[0].evidence.record, "all.csv:5");
  ASSERT_EQ(overlay->added.states.size(), 1U);
  EXPECT_EQ(overlay->added.states[0].evidence.record, "all.csv:8");
  const auto bad = read_what_if({"all.csv", tables + "prog-b,add,suspendet,2026-01-01\n"});
  ASSERT_FALSE(bad.ok());
  EXPECT_EQ(bad.error().position.line, 9U);
}

TEST(WhatIf, RefusesWhatItCannotMean) {
  struct Case {
    const char* text;
    ErrorCode code;
    const char* message;
  };
  for (const Case& c : {
           Case{"from,kind,to\na,needs,b\n", ErrorCode::kUnexpectedStructure, "needs the column \"change\""},
           Case{"change,from,kind,to\nsubtract,a,needs,b\n", ErrorCode::kInvalidValue, "neither add nor remove"},
           Case{"change,from,kind,to\nadd,a,needs,\n", ErrorCode::kInvalidValue, "\"to\" is needed"},
           Case{"change,from,kind,to\nremove,,,\n", ErrorCode::kInvalidValue, "states nothing"},
           Case{"change,from,kind,to\n", ErrorCode::kEmpty, "changes nothing"},
           Case{"change,portfolio,entity,order\nadd,p,e,1\n", ErrorCode::kUnsupported, "not sources or portfolios"},
           Case{"change,id,entity,list,measure,from\nadd,d,e,us-sdx,asset-freeze,2026-01-01\n",
                ErrorCode::kInvalidValue, "us-sdx"},
       }) {
    const InputFile file{"scenario.csv", c.text};
    const auto overlay = read_what_if(file);
    ASSERT_FALSE(overlay.ok()) << c.text;
    EXPECT_EQ(overlay.error().code, c.code) << c.text;
    EXPECT_THAT(to_string(overlay.error()), HasSubstr(c.message));
    EXPECT_THAT(to_string(overlay.error()), HasSubstr("scenario.csv"));
  }
}

}  // namespace
}  // namespace penumbra::ingest::model_csv
