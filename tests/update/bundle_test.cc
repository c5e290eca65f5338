// Every attack on a signed bundle that its design names.
#include "update/bundle.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "base/digest.h"
#include "publish/lists.h"
#include "update/bundle_files.h"

namespace penumbra::update {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

const Date kDay = *Date::parse("2026-11-22");

// One bundle in memory, with every part open to forgery.
struct Draft {
  std::vector<std::pair<Root, std::vector<KeyPair>>> roots;
  Contents contents;
  std::vector<KeyPair> signers;
  std::vector<std::string> files = {"first list", "second list"};

  std::string bytes() const {
    std::string out(kBundleHead);
    const auto record = [&out](std::string_view kind, const std::string& text) {
      out += record_head(kind, text.size()) + text + "\n";
    };
    for (const auto& [root, keys] : roots) {
      record("root", root_text(root));
      record("signatures", *signatures_text(root_text(root), keys));
    }
    record("contents", contents_text(contents));
    record("signatures", *signatures_text(contents_text(contents), signers));
    for (const std::string& file : files) record("file", file);
    return out + std::string(kBundleEnd);
  }
};

class BundleTest : public ::testing::Test {
 protected:
  void SetUp() override {
    for (int i = 0; i < 4; ++i) keys_.push_back(*make_key());
    trust_.root = {0, {}, 2, {keys_[0].open, keys_[1].open, keys_[2].open}};
    trust_.latest = kDay;
    draft_.roots = {{Root{1, {}, 2, trust_.root.keys}, {keys_[0], keys_[1]}}};
    draft_.contents = {1, 10, kDay, kDay.plus_days(14), {{"us-test", 3, {}}}};
    for (const std::string& file : draft_.files) {
      draft_.contents.sources[0].files.push_back(
          {"f" + std::to_string(file.size()), file.size(), base::sha256_hex(file)});
    }
    draft_.signers = {keys_[0], keys_[2]};
  }
  // "" when the bundle is believed.
  std::string fault(const Draft& draft, Date day = kDay) { return fault(draft.bytes(), day); }
  std::string fault(const std::string& bytes, Date day = kDay) {
    const auto bundle = parse_bundle(bytes, "b");
    if (!bundle.ok()) return to_string(bundle.error());
    const auto contents = believe(*bundle, day, trust_);
    return contents.ok() ? std::string() : to_string(contents.error());
  }

  std::vector<KeyPair> keys_;
  Trust trust_;
  Draft draft_;
};

TEST_F(BundleTest, AGoodOneIsBelievedAgainAndAgain) {
  EXPECT_EQ(fault(draft_), "");
  EXPECT_EQ(fault(draft_), "");
}

TEST_F(BundleTest, TooFewOrRepeatedSignaturesAreRefused) {
  draft_.signers = {keys_[0]};
  EXPECT_THAT(fault(draft_), HasSubstr("not signed by 2"));
  draft_.signers = {keys_[0], keys_[0]};
  EXPECT_THAT(fault(draft_), HasSubstr("not signed by 2"));
  draft_.signers = {keys_[0], keys_[3]};  // one of them a stranger
  EXPECT_THAT(fault(draft_), HasSubstr("not signed by 2"));
}

TEST_F(BundleTest, ARootOfStrangersIsRefused) {
  draft_.roots[0] = {Root{1, {}, 1, {keys_[3].open}}, {keys_[3]}};
  draft_.signers = {keys_[3]};
  EXPECT_THAT(fault(draft_), HasSubstr("trusted keys"));
}

TEST_F(BundleTest, RollbackIsRefused) {
  EXPECT_EQ(fault(draft_), "");
  draft_.contents.version = 9;
  EXPECT_THAT(fault(draft_), HasSubstr("number 10 was imported before"));
}

TEST_F(BundleTest, TwoBundlesOfOneNumberAreRefused) {
  EXPECT_EQ(fault(draft_), "");
  draft_.contents.expires = kDay.plus_days(15);
  EXPECT_THAT(fault(draft_), HasSubstr("another bundle with the number 10"));
}

TEST_F(BundleTest, FreezeIsRefusedEvenWhenTheClockIsTurnedBack) {
  EXPECT_THAT(fault(draft_, kDay.plus_days(15)), HasSubstr("expired"));
  draft_.contents.version = 11;
  draft_.contents.expires = kDay.plus_days(40);
  EXPECT_EQ(fault(draft_, kDay.plus_days(30)), "");
  draft_.contents.version = 12;
  draft_.contents.expires = kDay.plus_days(20);
  EXPECT_THAT(fault(draft_, kDay), HasSubstr("expired"));
}

TEST_F(BundleTest, MixedAndChangedFilesAreRefused) {
  Draft other = draft_;
  std::swap(other.files[0], other.files[1]);
  EXPECT_THAT(fault(other), HasSubstr("not the file that was signed"));
  other = draft_;
  other.files[0] += "!";
  EXPECT_THAT(fault(other), HasSubstr("not the file that was signed"));
  other.files = {draft_.files[0]};
  EXPECT_THAT(fault(other), HasSubstr("missing"));
  other.files = {draft_.files[0], draft_.files[1], "third"};
  EXPECT_THAT(fault(other), HasSubstr("nobody signed"));
}

TEST_F(BundleTest, KeysAreReplacedOnlyByTheirHolders) {
  EXPECT_EQ(fault(draft_), "");
  const Root next{2, {}, 1, {keys_[3].open}};
  Draft rotated = draft_;
  rotated.contents.root = 2;
  rotated.contents.version = 11;
  rotated.signers = {keys_[3]};
  rotated.roots.push_back({next, {keys_[3], keys_[0]}});  // one old key of two
  EXPECT_THAT(fault(rotated), HasSubstr("trusted keys"));
  rotated.roots[1].second = {keys_[0], keys_[1]};  // the new key did not sign
  EXPECT_THAT(fault(rotated), HasSubstr("keys of its own"));
  rotated.roots[1].second = {keys_[0], keys_[1], keys_[3]};
  EXPECT_EQ(fault(rotated), "");
  draft_.contents.version = 12;  // the old keys are worth nothing now
  EXPECT_THAT(fault(draft_), HasSubstr("not signed by 1"));
  Draft skipped = rotated;
  skipped.roots = {{Root{4, {}, 1, {keys_[3].open}}, {keys_[3]}}};
  EXPECT_THAT(fault(skipped), HasSubstr("jumps"));
  Draft forked = rotated;
  forked.roots[1].first.keys.push_back(keys_[0].open);
  EXPECT_THAT(fault(forked), HasSubstr("two different roots"));
}

TEST_F(BundleTest, AnExpiredRootIsRefused) {
  draft_.roots[0].first.expires = kDay.plus_days(-1);
  EXPECT_THAT(fault(draft_), HasSubstr("root 1 expired"));
}

TEST_F(BundleTest, HostileNamesNeverComeThrough) {
  for (const char* name : {"../x", "/etc/x", "..", "a/b", ".hidden", "a\\b", "trust"}) {
    Draft bad = draft_;
    bad.contents.sources[0].name = name;
    EXPECT_THAT(fault(bad), HasSubstr("cannot be read")) << name;
  }
  Draft bad = draft_;
  bad.contents.sources[0].files[1].name = "../x";
  EXPECT_THAT(fault(bad), HasSubstr("cannot be read"));
  bad.contents.sources[0].files[1].name = bad.contents.sources[0].files[0].name;
  EXPECT_THAT(fault(bad), HasSubstr("cannot be read"));
}

TEST_F(BundleTest, EveryChangedOrMissingByteIsNoticed) {
  const std::string good = draft_.bytes();
  for (std::size_t i = 0; i < good.size(); i += 3) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 1);
    const Trust before = trust_;
    // A changed signature of one key too many would be no attack: here exactly two sign, of two.
    EXPECT_NE(fault(bad), "") << i;
    trust_ = before;
    EXPECT_NE(fault(good.substr(0, i)), "") << i;
    trust_ = before;
  }
  EXPECT_THAT(fault(good + "x"), HasSubstr("follow the end"));
}

TEST_F(BundleTest, TrustIsRemembered) {
  EXPECT_EQ(fault(draft_), "");
  const std::string folder =
      (fs::path(::testing::TempDir()) / ("penumbra-trust-" + std::to_string(::getpid()))).string();
  ASSERT_TRUE(write_trust(folder, trust_).ok());
  const auto back = read_trust(folder);
  ASSERT_TRUE(back.ok()) << to_string(back.error());
  EXPECT_EQ(back->root, trust_.root);
  EXPECT_EQ(back->root_hash, trust_.root_hash);
  EXPECT_EQ(back->contents, 10U);
  EXPECT_EQ(back->contents_hash, trust_.contents_hash);
  EXPECT_EQ(back->latest, kDay);
  publish::write(folder + "/trust.txt", "penumbra-trust 1 x\n");
  EXPECT_FALSE(read_trust(folder).ok());
  fs::remove_all(folder);
}

TEST(BundleFilesTest, MadeImportedAndRefusedWhenOlder) {
  const fs::path folder = fs::path(::testing::TempDir()) / ("penumbra-bundle-" + std::to_string(::getpid()));
  fs::remove_all(folder);
  publish::list_files((folder / "us-test").string(), 1, 60);
  const KeyPair key = *make_key();
  BundleRequest request;
  request.keys = {key};
  request.today = kDay;
  request.folders = {{"us-test", (folder / "us-test").string()}};
  for (const std::uint64_t number : {std::uint64_t{8}, std::uint64_t{7}}) {
    request.number = number;
    request.out = (folder / std::to_string(number)).string();
    const auto made = make_bundle(request);
    ASSERT_TRUE(made.ok()) << to_string(made.error());
  }
  UpdateOptions options;
  options.store = (folder / "store").string();
  EXPECT_FALSE(import_bundle((folder / "8").string(), std::nullopt, kDay, options).ok());
  const auto done = import_bundle((folder / "8").string(), Root{0, {}, 1, {key.open}}, kDay, options);
  ASSERT_TRUE(done.ok()) << to_string(done.error());
  EXPECT_EQ(done->updates[0].version, "us-test@1");
  const auto older = import_bundle((folder / "7").string(), std::nullopt, kDay, options);
  ASSERT_FALSE(older.ok());
  EXPECT_THAT(older.error().message, HasSubstr("number 8 was imported before"));
  fs::remove_all(folder);
}

}  // namespace
}  // namespace penumbra::update
