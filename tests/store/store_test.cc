#include "store/store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "small_world.h"
#include "temporary_folder.h"

namespace penumbra::store {
namespace {

namespace fs = std::filesystem;

void flip_bit(const std::string& path, std::size_t byte) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekg(static_cast<std::streamoff>(byte));
  const char old = static_cast<char>(file.get());
  file.seekp(static_cast<std::streamoff>(byte));
  file.put(static_cast<char>(old ^ 1));
}

TEST(Store, PublishesAndReadsBack) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  EXPECT_EQ(Store::open(path).error().code, ErrorCode::kNotFound);
  const model::Dataset first = list_of({{"a", "Alpha"}});
  const model::Dataset second = list_of({{"a", "Alpha"}, {"b", "Beta"}});
  std::shared_ptr<const Store> pinned;
  {
    StoreWriter writer = StoreWriter::open(path).value();
    const VersionInfo info = publish(writer, "us-sdn", "2022-02-01", "2022-02-01", first).value();
    EXPECT_EQ(info.id(), "us-sdn@1");
    EXPECT_EQ(info.clock_skew_micros, 0);
    pinned = Store::open(path).value();
    EXPECT_EQ(publish(writer, "us-sdn", "2022-03-01", "2022-03-01", second).value().id(), "us-sdn@2");
  }
  EXPECT_EQ(pinned->manifest().versions.size(), 1U) << "an open store is not changed by a publish";
  const auto store = Store::open(path).value();
  ASSERT_EQ(store->manifest().versions.size(), 2U);
  EXPECT_EQ(store->facts(*store->version("us-sdn@1").value()).value()->decode().value(), first);
  EXPECT_EQ(store->facts(*store->version("us-sdn").value()).value()->decode().value(), second);
  EXPECT_TRUE(store->verify().empty());
  EXPECT_EQ(store->version("us-sdn@3").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(store->version("eu").error().fix, "It has: us-sdn");
}

TEST(Store, RecordedTimesRiseThoughTheClockJumps) {
  const TemporaryFolder folder;
  StoreWriter writer = StoreWriter::open(folder.path("store")).value();
  const model::Dataset list = list_of({{"a", "Alpha"}});
  const VersionInfo first = publish(writer, "s", "", "2022-03-10", list).value();
  const VersionInfo back = publish(writer, "s", "", "2022-03-09", list).value();
  EXPECT_EQ(back.recorded.micros(), first.recorded.micros() + 1);
  EXPECT_EQ(back.clock_skew_micros, 86'400'000'000);
  ASSERT_EQ(back.notes.size(), 1U);
  EXPECT_THAT(back.notes.front(), ::testing::HasSubstr("86400 seconds behind"));
  const VersionInfo ahead = publish(writer, "s", "", "2032-03-10", list).value();
  EXPECT_TRUE(ahead.notes.empty());
  const VersionInfo again = publish(writer, "s", "", "2022-03-11", list).value();
  EXPECT_GT(again.recorded, ahead.recorded);
  EXPECT_GT(again.clock_skew_micros, 0);
}

TEST(Store, SecondWriterIsToldWhoHoldsIt) {
  const TemporaryFolder folder;
  const StoreWriter writer = StoreWriter::open(folder.path("store")).value();
  const pid_t child = ::fork();
  if (child == 0) {
    const auto second = StoreWriter::open(folder.path("store"));
    const bool told = !second.ok() && second.error().code == ErrorCode::kBusy &&
                      second.error().message.find(std::to_string(::getppid())) != std::string::npos;
    ::_exit(told ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST(Store, LeavesOtherPeoplesFoldersAlone) {
  const TemporaryFolder folder;
  fs::create_directories(folder.path("thesis"));
  ASSERT_TRUE(base::write_new_file(folder.path("thesis/chapter.txt"), "x").ok());
  EXPECT_EQ(StoreWriter::open(folder.path("thesis")).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(StoreWriter::open(folder.path("thesis/chapter.txt")).error().code, ErrorCode::kInvalidArgument);
  EXPECT_FALSE(fs::exists(folder.path("thesis/LOCK")));
}

TEST(Store, RemovesLeftoversAndKeepsWhatIsPublished) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  const model::Dataset list = list_of({{"a", "Alpha"}});
  {
    StoreWriter writer = StoreWriter::open(path).value();
    ASSERT_TRUE(publish(writer, "s", "", "2022-03-10", list).ok());
  }
  fs::create_directories(path + "/staging/s.2");
  ASSERT_TRUE(base::write_new_file(path + "/staging/s.2/dataset.seg", "half").ok());
  fs::create_directories(path + "/versions/s/00000002");
  ASSERT_TRUE(base::write_new_file(path + "/manifests/0000000002", "half").ok());
  ASSERT_TRUE(base::write_new_file(path + "/CURRENT.new", "half").ok());
  EXPECT_TRUE(Store::open(path).value()->verify().empty()) << "a reader does not look at leftovers";
  {
    StoreWriter writer = StoreWriter::open(path).value();
    EXPECT_FALSE(fs::exists(path + "/staging/s.2"));
    EXPECT_FALSE(fs::exists(path + "/versions/s/00000002"));
    EXPECT_FALSE(fs::exists(path + "/manifests/0000000002"));
    EXPECT_FALSE(fs::exists(path + "/CURRENT.new"));
    EXPECT_EQ(publish(writer, "s", "", "2022-03-11", list).value().number, 2U);
  }
  EXPECT_TRUE(Store::open(path).value()->verify().empty());
}

TEST(Store, FindsItsWayBackWhenCurrentIsLost) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  {
    StoreWriter writer = StoreWriter::open(path).value();
    ASSERT_TRUE(publish(writer, "s", "", "2022-03-10", list_of({{"a", "Alpha"}})).ok());
    ASSERT_TRUE(publish(writer, "s", "", "2022-03-11", list_of({{"b", "Beta"}})).ok());
  }
  fs::remove(path + "/CURRENT");
  EXPECT_EQ(Store::open(path).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(StoreWriter::open(path).value().manifest().versions.size(), 2U);
  EXPECT_TRUE(Store::open(path).value()->verify().empty());
}

TEST(Store, NamesTheDamagedFile) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  {
    StoreWriter writer = StoreWriter::open(path).value();
    auto files = files_of(list_of({{"a", "Alpha"}}));
    files.push_back({"names.idx", "an index"});
    ASSERT_TRUE(writer.publish(draft_of("s", ""), files).ok());
  }
  const std::string version = path + "/versions/s/00000001/";
  for (const char* name : {"dataset.seg", "findings.seg", "names.idx"}) {
    flip_bit(version + name, 7);
    const std::vector<Error> errors = Store::open(path).value()->verify();
    ASSERT_EQ(errors.size(), 1U) << name;
    EXPECT_EQ(errors.front().code, ErrorCode::kIntegrity);
    EXPECT_EQ(errors.front().position.file, version + name);
    flip_bit(version + name, 7);
  }
  fs::rename(version + "names.idx", version + "gone");
  EXPECT_EQ(Store::open(path).value()->verify().front().code, ErrorCode::kIntegrity);
  fs::rename(version + "gone", version + "names.idx");
  EXPECT_TRUE(Store::open(path).value()->verify().empty());
  flip_bit(path + "/manifests/0000000001", 50);
  EXPECT_EQ(Store::open(path).error().code, ErrorCode::kIntegrity);
  fs::remove(path + "/manifests/0000000001");
  EXPECT_EQ(Store::open(path).error().code, ErrorCode::kIntegrity);
}

// Random bit flips anywhere in what CURRENT reaches are found, and the file is named. (That no single bit of any kind
// of file escapes is shown exhaustively, in memory, in segment_test.cc and manifest_test.cc.)
TEST(Store, DetectsFlippedBitsOnDisk) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  {
    StoreWriter writer = StoreWriter::open(path).value();
    auto files = files_of(list_of({{"a", "Alpha"}, {"b", "Beta"}}));
    files.push_back({"names.idx", std::string(500, 'n')});
    ASSERT_TRUE(writer.publish(draft_of("s", "2022-03-01"), files).ok());
    ASSERT_TRUE(writer.publish(draft_of("s", "2022-03-02"), files).ok());
  }
  std::vector<std::string> names = {"/CURRENT", "/manifests/0000000002"};
  for (const char* version : {"/versions/s/00000001/", "/versions/s/00000002/"}) {
    for (const char* name : {"dataset.seg", "findings.seg", "names.idx"}) names.push_back(std::string(version) + name);
  }
  std::uint32_t random = 7;
  const auto below = [&](std::size_t bound) {
    random = random * 1664525 + 1013904223;
    return (random >> 8) % bound;
  };
  for (int run = 0; run < 1000; ++run) {
    const std::string name = path + names[below(names.size())];
    const std::string good = base::read_file(name, 1 << 20).value();
    std::string bad = good;
    const std::size_t byte = below(bad.size());
    bad[byte] = static_cast<char>(bad[byte] ^ (1 << below(8)));
    std::ofstream(name, std::ios::binary) << bad;
    const auto store = Store::open(path);
    std::vector<Error> errors;
    if (store.ok()) {
      errors = (*store)->verify();
    } else {
      errors.push_back(store.error());
    }
    ASSERT_EQ(errors.size(), 1U) << name << " byte " << byte;
    // A flipped digit of CURRENT names another manifest, which is then the file that is missing or does not fit.
    ASSERT_TRUE(name.ends_with("CURRENT") || errors.front().position.file == name) << to_string(errors.front());
    std::ofstream(name, std::ios::binary) << good;
  }
}

// A segment that is sound in itself but not the one that was published.
TEST(Store, NoticesASwappedSegment) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  {
    StoreWriter writer = StoreWriter::open(path).value();
    ASSERT_TRUE(publish(writer, "s", "", "2022-03-10", list_of({{"a", "Alpha"}})).ok());
    ASSERT_TRUE(publish(writer, "s", "", "2022-03-11", list_of({{"b", "Betas"}})).ok());
  }
  fs::copy_file(path + "/versions/s/00000001/dataset.seg", path + "/versions/s/00000002/dataset.seg",
                fs::copy_options::overwrite_existing);
  const auto store = Store::open(path).value();
  EXPECT_EQ(store->facts(*store->version("s@2").value()).error().code, ErrorCode::kIntegrity);
}

TEST(Store, RefusesWhatItCouldNotReadBack) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  {
    StoreWriter writer = StoreWriter::open(path).value();
    ASSERT_TRUE(publish(writer, "s", "", "2022-03-10", list_of({{"a", "Alpha"}})).ok());
    VersionInfo odd = draft_of("s", "");
    odd.published = PartialDate::parse("<2022").value();
    odd.published_from = PublishedFrom::kStated;
    EXPECT_EQ(writer.publish(odd, files_of({})).error().code, ErrorCode::kInvalidArgument);
    EXPECT_FALSE(writer.publish(draft_of("s", ""), files_of({})).ok()) << "a failed writer refuses further work";
  }
  EXPECT_EQ(StoreWriter::open(path).value().publish(draft_of("../s", ""), {}).error().code,
            ErrorCode::kInvalidArgument);
  EXPECT_EQ(Store::open(path).value()->manifest().versions.size(), 1U);
}

TEST(Store, EqualEventsBecomeOne) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  StoreWriter writer = StoreWriter::open(path).value();
  const model::Dataset list = list_of({{"a", "Alpha"}});
  ASSERT_TRUE(publish(writer, "s", "", "2022-03-10", list).ok());
  SourceEvent same{"s", EventKind::kUnchanged, {}, {}, 1, "hash", ""};
  for (int hour = 0; hour < 5; ++hour) {
    ASSERT_TRUE(writer.record_event(same, Timestamp(noon("2022-03-11").micros() + hour * 3'600'000'000)).ok());
  }
  SourceEvent held{"s", EventKind::kHeld, {}, {}, 1, "other", "It is empty."};
  ASSERT_TRUE(writer.record_event(held, noon("2022-03-12")).ok());
  ASSERT_TRUE(writer.record_event(same, noon("2022-03-13")).ok());
  ASSERT_TRUE(publish(writer, "s", "", "2022-03-14", list).ok());
  ASSERT_TRUE(writer.record_event(same, noon("2022-03-15")).ok());
  const auto store = Store::open(path).value();
  const auto& events = store->manifest().events;
  ASSERT_EQ(events.size(), 4U);
  EXPECT_EQ(events[0].count, 5U);
  EXPECT_EQ(events[0].first, noon("2022-03-11"));
  EXPECT_EQ(events[1].kind, EventKind::kHeld);
}

TEST(Store, KeepsAFewOldManifests) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  for (int i = 0; i < 40; ++i) {
    StoreWriter writer = StoreWriter::open(path).value();
    ASSERT_TRUE(writer.record_event({"s", EventKind::kUnchanged, {}, {}, 1, "hash", ""}).ok());
  }
  EXPECT_LE(std::distance(fs::directory_iterator(path + "/manifests"), {}), 18);
  EXPECT_EQ(Store::open(path).value()->manifest().events.front().count, 40U);
}

TEST(Store, FindingsCanBeReadLater) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  std::vector<model::Finding> findings = {
      {model::FindingLevel::kError, "unknown-type", "type \"ship\"", {"sdn.csv", 4, 5, 77, "column 3"}, 12},
      {model::FindingLevel::kNote, "ignored", "", {}, 1}};
  {
    StoreWriter writer = StoreWriter::open(path).value();
    ASSERT_TRUE(writer
                    .publish(draft_of("s", ""), {{std::string(kSegmentFile), encode_segment({}).value()},
                                                 {std::string(kFindingsFile), encode_findings(findings)}})
                    .ok());
  }
  const auto store = Store::open(path).value();
  EXPECT_EQ(store->findings(*store->version("s").value()).value(), findings);
  const std::string bytes = encode_findings(findings);
  for (std::size_t byte = 0; byte < bytes.size(); ++byte) {
    std::string bad = bytes;
    bad[byte] = static_cast<char>(bad[byte] ^ 2);
    EXPECT_FALSE(decode_findings(bad, "f").ok()) << byte;
  }
}

TEST(Store, ADamagedPointerIsDamageAndALaterOneIsNot) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  {
    StoreWriter writer = StoreWriter::open(path).value();
    ASSERT_TRUE(publish(writer, "s", "", "2022-03-10", list_of({{"a", "0"}})).ok());
  }
  const std::string good = base::read_file(path + "/CURRENT", 1000).value();
  for (std::size_t size = 0; size < good.size(); ++size) {
    ASSERT_TRUE(base::replace_file(path + "/CURRENT", good.substr(0, size)).ok());
    EXPECT_EQ(Store::open(path).error().code, ErrorCode::kIntegrity) << size;
  }
  ASSERT_TRUE(base::replace_file(path + "/CURRENT", "<html></html>\n").ok());
  EXPECT_EQ(Store::open(path).error().code, ErrorCode::kIntegrity);
  ASSERT_TRUE(base::replace_file(path + "/CURRENT", "penumbra-store 3 something else\n").ok());
  EXPECT_EQ(Store::open(path).error().code, ErrorCode::kUnsupported);
}

// Readers go on while a writer publishes: each sees one whole state.
TEST(Store, ReadersSeeWholeStatesWhileAWriterPublishes) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  StoreWriter writer = StoreWriter::open(path).value();
  ASSERT_TRUE(publish(writer, "s", "", "2022-03-10", list_of({{"a", "0"}})).ok());
  std::atomic<bool> done{false};
  std::atomic<int> failures{0};
  std::atomic<int> reads{0};
  std::vector<std::thread> readers;
  for (int i = 0; i < 2; ++i) {
    readers.emplace_back([&] {
      while (!done) {
        const auto store = Store::open(path);
        if (!store.ok()) {
          ++failures;
          continue;
        }
        const VersionInfo& last = (*store)->manifest().versions.back();
        const auto segment = (*store)->facts(last);
        if (!segment.ok() || (*segment)->entity(0)->caption() != std::to_string(last.number - 1)) ++failures;
        ++reads;
      }
    });
  }
  // On a busy machine the readers may come late: publishing begins when one of them is at work.
  while (reads == 0 && failures == 0) std::this_thread::yield();
  bool published = true;
  for (int i = 1; i <= 40 && published; ++i) {
    published = publish(writer, "s", "", "2022-03-10", list_of({{"a", std::to_string(i)}})).ok();
  }
  done = true;  // before any assertion, or a failure would leave the threads running
  for (std::thread& reader : readers) reader.join();
  EXPECT_TRUE(published);
  EXPECT_EQ(failures, 0);
  EXPECT_GT(reads, 0);
}

}  // namespace
}  // namespace penumbra::store
