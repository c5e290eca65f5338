#include "penumbra/error.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace penumbra {
namespace {

TEST(Error, EveryCodeHasAKeyOfItsOwn) {
  std::set<std::string> keys;
  for (int code = 1; code <= kErrorCodeCount; ++code) {
    keys.insert(std::string(error_key(static_cast<ErrorCode>(code))));
    EXPECT_FALSE(error_meaning(static_cast<ErrorCode>(code)).empty());
  }
  EXPECT_EQ(keys.size(), static_cast<std::size_t>(kErrorCodeCount));
}

TEST(Error, NamesPlaceAndFix) {
  Error error{ErrorCode::kUnexpectedStructure, "the row has 9 fields instead of 12", {}, "Download the file again"};
  error.position.file = "sdn.csv";
  error.position.line = 12;
  EXPECT_EQ(to_string(error),
            "sdn.csv:12: the row has 9 fields instead of 12 [unexpected-structure]. Download the file again.");
  error.position.column = 3;
  error.position.path = "column SDN_Type";
  EXPECT_EQ(to_string(error.position), "sdn.csv:12:3 (column SDN_Type)");
  EXPECT_EQ(to_string(SourcePosition{}), "");
}

}  // namespace
}  // namespace penumbra
