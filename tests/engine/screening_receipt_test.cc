#include "penumbra/screening_receipt.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "base/file.h"
#include "store/small_world.h"
#include "store/temporary_folder.h"

namespace penumbra {
namespace {

using store::noon;

ScreeningReceipt small_receipt() {
  ScreeningReceipt::Head head;
  head.moment = {Date::parse("2022-02-02").value(), noon("2022-02-01")};
  head.program = "0123456789abcdef";
  head.sources = {"test"};
  head.versions = {{"test", "test@1", "content of test 2022-01-01"}};
  ScreeningReceipt out(head);
  out.add(digest_of({.name = "Orbita"}), 7);
  out.add(digest_of({.name = "Kronos"}), 0);
  out.add(digest_of({.name = "Orbita"}), 7);
  return out;
}

TEST(ScreeningReceipt, IsReadAsItWasWritten) {
  const store::TemporaryFolder folder;
  const std::string path = folder.path("receipt");
  ASSERT_TRUE(small_receipt().write(path).ok());
  const ScreeningReceipt read = ScreeningReceipt::read(path).value();
  EXPECT_EQ(read.head().moment.as_of, Date::parse("2022-02-02").value());
  EXPECT_EQ(read.head().moment.known_at, noon("2022-02-01"));
  EXPECT_EQ(read.head().program, "0123456789abcdef");
  EXPECT_EQ(read.head().sources, std::vector<std::string>{"test"});
  EXPECT_EQ(read.head().versions.at(0).id, "test@1");
  EXPECT_EQ(read.size(), 2U);
  EXPECT_EQ(read.answer(digest_of({.name = "Orbita"})), 7U);
  EXPECT_EQ(read.answer(digest_of({.name = "Kronos"})), 0U);
  EXPECT_EQ(read.answer(digest_of({.name = "Meridian"})), std::nullopt);
  ScreeningReceipt other;
  other.add(digest_of({.name = "Kronos"}), 0);
  EXPECT_EQ(read.not_in(other), 1U);
  EXPECT_EQ(other.not_in(read), 0U);
}

TEST(ScreeningReceipt, AnyChangedByteIsFound) {
  const store::TemporaryFolder folder;
  const std::string path = folder.path("receipt");
  ASSERT_TRUE(small_receipt().write(path).ok());
  const std::string good = base::read_file(path, 1U << 20U).value();
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 4);
    ASSERT_TRUE(base::replace_file(path, bad).ok());
    EXPECT_FALSE(ScreeningReceipt::read(path).ok()) << "byte " << i;
  }
  for (std::size_t size = 0; size < good.size(); size += 7) {
    ASSERT_TRUE(base::replace_file(path, std::string_view(good).substr(0, size)).ok());
    EXPECT_FALSE(ScreeningReceipt::read(path).ok()) << size << " bytes";
  }
  EXPECT_EQ(ScreeningReceipt::read(folder.path("none")).error().code, ErrorCode::kNotFound);
}

TEST(ScreeningReceipt, EveryStatementMakesAnotherQuestion) {
  const std::vector<ScreenQuery> questions = {{.name = "Orbita"},
                                              {.name = "Orbit", .schema = "a"},
                                              {.name = "Orbita", .schema = "Company"},
                                              {.name = "Orbita", .born = "1971"},
                                              {.name = "Orbita", .country = "ru"},
                                              {.name = "Orbita", .facts = {{"innCode", "7707083893"}}},
                                              {.name = "Orbita", .facts = {{"innCode7", "707083893"}}},
                                              {.name = "Orbita", .threshold = 0.71}};
  std::set<QuestionDigest> digests;
  for (const ScreenQuery& question : questions) digests.insert(digest_of(question));
  EXPECT_EQ(digests.size(), questions.size());
  // When it is asked, and how much of the answer is shown, is no part of the question.
  EXPECT_EQ(digest_of({.name = "Orbita", .limit = 3, .as_of = Date(1)}), digest_of({.name = "Orbita"}));
}

TEST(ScreeningReceipt, TellsItsStoreFromAnother) {
  const store::TemporaryFolder folder;
  for (const std::string day : {"2022-01-01", "2022-01-02"}) {
    auto writer = store::StoreWriter::open(folder.path(day)).value();
    ASSERT_TRUE(store::publish(writer, "test", day, day, store::list_of({{"a", "Orbita"}})).ok());
  }
  EXPECT_TRUE(small_receipt().check(folder.path("2022-01-01")).ok());
  const Status other = small_receipt().check(folder.path("2022-01-02"));
  ASSERT_FALSE(other.ok());
  EXPECT_EQ(other.error().message, "the receipt rests on test@1, which has another content in this store");
}

}  // namespace
}  // namespace penumbra
