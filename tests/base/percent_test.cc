#include "base/percent.h"

#include <gtest/gtest.h>

namespace penumbra::base {
namespace {

Percent percent(const char* text) {
  return Percent::parse(text).value();
}

TEST(Percent, IsExact) {
  EXPECT_EQ(percent("49.9999999999999999") + percent("0.0000000000000001"), Percent::whole(50));
  EXPECT_LT(percent("49.9999999999999999"), Percent::whole(50));
  EXPECT_EQ(percent("33.3333") + percent("33.3333") + percent("33.3334"), Percent::hundred());
  EXPECT_EQ(percent("50"), percent("50.00000000000000000000"));
  EXPECT_EQ(percent(".5"), percent("0.5"));
}

TEST(Percent, CutsWhatHasMoreDigits) {
  const auto cut = Percent::parse_cut("33.33333333333333339999");
  ASSERT_TRUE(cut.ok());
  EXPECT_FALSE(cut->exact);
  EXPECT_EQ(cut->value, percent("33.3333333333333333"));
  EXPECT_TRUE(Percent::parse_cut("33.3333333333333333000")->exact);
  EXPECT_FALSE(Percent::parse_cut("100.00000000000000000001").ok());
  EXPECT_FALSE(Percent::parse_cut("1.00000000000000000x").ok());
}

TEST(Percent, WritesTheShortestForm) {
  EXPECT_EQ(percent("50.00").to_string(), "50");
  EXPECT_EQ(percent("033.330").to_string(), "33.33");
  EXPECT_EQ(percent("0").to_string(), "0");
  EXPECT_EQ((percent("1.5") - percent("2")).to_string(), "-0.5");
  EXPECT_EQ((Percent::hundred() + Percent::hundred()).to_string(), "200");
}

TEST(Percent, RefusesEverythingElse) {
  for (const char* text : {"", ".", "-1", "+1", "1e2", "50%", "100.1", "101", "1,5", "1.2.3", " 50",
                           "0.00000000000000001", "99999999999999999999999999999999999999999999"}) {
    EXPECT_FALSE(Percent::parse(text).ok()) << text;
  }
}

}  // namespace
}  // namespace penumbra::base
