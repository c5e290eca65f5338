#include "store/manifest.h"

#include <gtest/gtest.h>

#include "base/digest.h"
#include "small_world.h"

namespace penumbra::store {
namespace {

Manifest example() {
  Manifest manifest;
  manifest.last_recorded = Timestamp(2'000'000);
  VersionInfo version = draft_of("us-sdn", "2022-03");
  version.number = 1;
  version.recorded = Timestamp(1'000'000);
  version.clock_skew_micros = 17;
  version.max_age_days = 7;
  version.whole_history = true;
  version.registers = true;
  version.authority = "us-ofac";
  version.counts = {10, 9, 8, 7, 6, 5, 4, 1};
  version.findings = {1, 2, 3};
  version.lists = {"us-sdn"};
  version.notes = {"Imported without alt.csv.\nTwo lines \\ and a tab\t.", "", "Заметка"};
  version.parts = {{"alt file", false, 0}, {"sdn", true, 12}};
  version.inputs = {{"sdn file.csv", 123, std::string(64, 'a')}, {"odd\nname", 0, std::string(64, 'b')}};
  version.files = {{"dataset.seg", 99, 0x0123456789abcdef}};
  manifest.versions.push_back(version);
  manifest.events.push_back(
      {"us-sdn", EventKind::kHeld, Timestamp(1'500'000), Timestamp(2'000'000), 3, "hash", "Half of the list is gone."});
  return manifest;
}

TEST(Manifest, GivesBackWhatWasWritten) {
  EXPECT_EQ(parse_manifest(encode_manifest(example()), "m").value(), example());
  EXPECT_EQ(parse_manifest(encode_manifest({}), "m").value(), Manifest{});
}

TEST(Manifest, DetectsEveryFlippedBitAndTruncation) {
  const std::string good = encode_manifest(example());
  for (std::size_t byte = 0; byte < good.size(); ++byte) {
    EXPECT_FALSE(parse_manifest(good.substr(0, byte), "m").ok()) << byte;
    for (int bit = 0; bit < 8; ++bit) {
      std::string bad = good;
      bad[byte] = static_cast<char>(bad[byte] ^ (1 << bit));
      EXPECT_FALSE(parse_manifest(bad, "m").ok()) << "byte " << byte << " bit " << bit;
    }
  }
}

// Text that is not what the writer writes, under a correct checksum.
TEST(Manifest, RefusesForgedTextAndNamesTheLine) {
  struct Case {
    std::string from, to;
  };
  const Case cases[] = {{"number 1", "number 2"},
                        {"source us-sdn", "source ../etc"},
                        {" dataset.seg", " ../../x"},
                        {" dataset.seg", " .hidden"},
                        {"published 2022-03", "published <2022-03"},
                        {"published-from stated", "published-from unknown"},
                        {"recorded 1000000", "recorded 3000000"},
                        {"counts 10 9", "counts 10 x"},
                        {"findings 1 2 3", "findings 1 2 3 4"},
                        {"kind held", "kind eaten"},
                        {"kind held", "kind rejected"},  // needs a later format
                        {"count 3", "count 0"},
                        {"[event]", "[invent]"},
                        {"clock-skew-micros", "clock"},
                        {"\\x0a", "\\xzz"}};
  const std::string good = encode_manifest(example());
  const std::string text = good.substr(0, good.rfind("checksum "));
  for (const Case& c : cases) {
    std::string forged = text;
    const std::size_t at = forged.find(c.from);
    ASSERT_NE(at, std::string::npos) << c.from;
    forged.replace(at, c.from.size(), c.to);
    forged += "checksum " + to_hex(base::checksum64(forged)) + "\n";
    const auto result = parse_manifest(forged, "m");
    ASSERT_FALSE(result.ok()) << c.from << " -> " << c.to;
    EXPECT_EQ(result.error().code, ErrorCode::kIntegrity);
    EXPECT_GT(result.error().position.line, 0U) << c.from;
  }
  EXPECT_EQ(parse_manifest("penumbra-manifest 4\n", "m").error().code, ErrorCode::kUnsupported);
  EXPECT_EQ(parse_manifest("<html>", "m").error().code, ErrorCode::kSyntax);
}

TEST(Manifest, CurrentPointerIsStrict) {
  const CurrentPointer pointer{12, 0xfedcba9876543210};
  const std::string good = encode_current(pointer);
  EXPECT_EQ(good, "penumbra-store 1 0000000012 fedcba9876543210\n");
  EXPECT_EQ(parse_current(good, "CURRENT").value(), pointer);
  for (const std::string& bad :
       {good + "x", good.substr(1), good.substr(0, good.size() - 1), std::string(),
        std::string("penumbra-store 2 1 a\n"), std::string("penumbra-store 1 12 fedcba9876543210\n")}) {
    EXPECT_FALSE(parse_current(bad, "CURRENT").ok()) << bad;
  }
  const CurrentPointer logged{12, 0xfedcba9876543210, LogHead{7, leaf_sum("x")}};
  const std::string text = encode_current(logged);
  EXPECT_EQ(parse_current(text, "CURRENT").value(), logged);
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string bad = text;
    bad[i] = bad[i] == '1' ? '0' : '1';
    EXPECT_FALSE(parse_current(bad, "CURRENT").ok()) << bad;
    EXPECT_FALSE(parse_current(text.substr(0, i), "CURRENT").ok()) << i;
  }
}

TEST(Version, NamesOfSourcesAndVersions) {
  EXPECT_TRUE(check_source_name("us-ofac.SDN_1").ok());
  for (const std::string& bad : {std::string(), std::string("."), std::string(".."), std::string("a/b"),
                                 std::string("a b"), std::string("-x"), std::string(101, 'a'), std::string("é")}) {
    EXPECT_FALSE(check_source_name(bad).ok()) << bad;
  }
  EXPECT_EQ(parse_version_id("us-sdn@12").value(), std::pair(std::string("us-sdn"), 12U));
  for (const char* bad : {"us-sdn", "us-sdn@", "us-sdn@0", "us-sdn@-1", "us-sdn@1x", "@1", "us-sdn@4294967296"}) {
    EXPECT_FALSE(parse_version_id(bad).ok()) << bad;
  }
}

TEST(Version, ContentHashIgnoresOrderButNotNames) {
  const InputRecord a{"sdn.csv", 3, "aa"};
  const InputRecord b{"alt.csv", 4, "bb"};
  EXPECT_EQ(content_hash({a, b}), content_hash({b, a}));
  EXPECT_NE(content_hash({a, b}), content_hash({a}));
  EXPECT_NE(content_hash({{"sdn.csv", 3, "aa"}}), content_hash({{"alt.csv", 3, "aa"}}));
}

}  // namespace
}  // namespace penumbra::store
