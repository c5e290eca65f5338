#include "model/facts.h"

#include <gtest/gtest.h>

namespace penumbra::model {
namespace {

TEST(ShareInterval, ReadsEveryForm) {
  struct Case {
    const char* text;
    const char* low;
    const char* high;
    bool low_open;
    bool high_open;
  };
  for (const Case& c : {Case{"51", "51", "51", false, false}, Case{">50", "50", "100", true, false},
                        Case{"<25", "0", "25", false, true}, Case{"25..50", "25", "50", false, false},
                        Case{">25..50", "25", "50", true, false}, Case{"25..<50.5", "25", "50.5", false, true}}) {
    const auto share = ShareInterval::parse(c.text);
    ASSERT_TRUE(share.ok()) << c.text;
    EXPECT_TRUE(share->stated);
    EXPECT_EQ(share->low.to_string(), c.low) << c.text;
    EXPECT_EQ(share->high.to_string(), c.high) << c.text;
    EXPECT_EQ(share->low_open, c.low_open) << c.text;
    EXPECT_EQ(share->high_open, c.high_open) << c.text;
    EXPECT_EQ(share->to_string(), c.text);
  }
}

TEST(ShareInterval, UnstatedIsNotZero) {
  const ShareInterval share = ShareInterval::parse("").value();
  EXPECT_FALSE(share.stated);
  EXPECT_EQ(share.high.to_string(), "100");
  EXPECT_FALSE(ShareInterval::parse("", "").value().stated);
  EXPECT_EQ(ShareInterval::parse(">25", "50").value().to_string(), ">25..50");
  EXPECT_EQ(ShareInterval::parse("", "<50").value().to_string(), "<50");
  EXPECT_EQ(ShareInterval::parse("75", "").value().to_string(), "75..100");
}

TEST(ShareInterval, RefusesEmptyAndOddIntervals) {
  for (const char* text : {"50..25", ">50..50", "50..<50", ">100", "<0", "abc", "..", "25-50", "50%", "-1"}) {
    EXPECT_FALSE(ShareInterval::parse(text).ok()) << text;
  }
  EXPECT_FALSE(ShareInterval::parse("<25", "50").ok());
  EXPECT_FALSE(ShareInterval::parse("25", ">50").ok());
}

TEST(AssertionStatus, RoundTrips) {
  for (int i = 0; i <= 8; ++i) {
    const auto status = static_cast<AssertionStatus>(i);
    EXPECT_EQ(parse_assertion_status(to_string(status)), status);
  }
  EXPECT_EQ(parse_assertion_status("certain"), std::nullopt);
  EXPECT_EQ(parse_need("essential"), Need::kEssential);
  EXPECT_EQ(parse_need("vital"), std::nullopt);
}

}  // namespace
}  // namespace penumbra::model
