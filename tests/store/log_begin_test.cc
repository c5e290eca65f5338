// A log that begins in a store with a past: what it states of what lies there, and how a damaged one is put aside.
#include "store/log_begin.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "base/file.h"
#include "fault_file_system.h"
#include "small_world.h"
#include "store/verify.h"
#include "temporary_folder.h"

namespace penumbra::store {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::HasSubstr;

constexpr std::uint64_t kMost = 1 << 24;

// Two versions and a store whose log was lost; the next entry begins a new one.
void lose_log(const std::string& path) {
  {
    StoreWriter writer = StoreWriter::open(path).value();
    ASSERT_TRUE(publish(writer, "s", "2022-03-01", "2022-03-01", list_of({{"a", "Alpha"}})).ok());
    ASSERT_TRUE(publish(writer, "s", "2022-03-02", "2022-03-02", list_of({{"a", "Alpha"}, {"b", "Beta"}})).ok());
  }
  fs::remove_all(path + "/log");
}

std::vector<LogEntry> entries_of(const std::string& path) {
  std::vector<LogEntry> out;
  const Status read = Log::open(path).value().read(0, [&](const LogEntry& entry) -> Status {
    out.push_back(entry);
    return {};
  });
  EXPECT_TRUE(read.ok()) << to_string(read.error());
  return out;
}

std::vector<std::string> messages(const std::string& path) {
  std::vector<std::string> out;
  const VerifyReport report = verify(path, {}).value();
  for (const Error& error : report.errors) out.push_back(error.message);
  return out;
}

void replace(const std::string& path, const std::string& bytes) {
  fs::remove(path);
  ASSERT_TRUE(base::write_new_file(path, bytes).ok());
}

TEST(LogBegin, StatesEveryFileOfTheStore) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  lose_log(path);
  {
    StoreWriter writer = StoreWriter::open(path).value();
    ASSERT_TRUE(publish(writer, "s", "2022-03-03", "2022-03-03", list_of({{"c", "Gamma"}})).ok());
  }
  const std::vector<LogEntry> entries = entries_of(path);
  ASSERT_EQ(entries.size(), 2U);
  const auto store = Store::open(path).value();
  std::size_t files = 0;
  for (const std::uint32_t number : {1U, 2U}) {
    for (const StoredFile& file : store->manifest().find("s", number)->files) {
      const std::string name = version_folder("s", number) + "/" + file.name;
      const InputRecord expected{name, file.size, base::sha256_hex(base::read_file(path + "/" + name, kMost).value())};
      EXPECT_THAT(entries[0].files, Contains(expected));
      ++files;
    }
  }
  EXPECT_EQ(entries[0].files.size(), files);
  EXPECT_TRUE(messages(path).empty());
}

// With all checksums of the store: found, though the version is older than the log.
TEST(LogBegin, AFileThatIsReplacedLaterIsFound) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  lose_log(path);
  {
    StoreWriter writer = StoreWriter::open(path).value();
    ASSERT_TRUE(writer.log({.kind = LogKind::kRefused}).ok());
  }
  const std::string file = path + "/" + version_folder("s", 1) + "/" + std::string(kSegmentFile);
  const std::string bytes = encode_segment(list_of({{"a", "Alphabet"}})).value();
  // The manifest with the sum of the changed file, as somebody would write it who may write everything but the log.
  CurrentPointer pointer = parse_current(base::read_file(path + "/CURRENT", kMost).value(), "").value();
  const std::string manifest_file = path + "/" + manifest_path(pointer.manifest);
  Manifest manifest = parse_manifest(base::read_file(manifest_file, kMost).value(), "").value();
  for (StoredFile& stored : manifest.versions.front().files) {
    if (stored.name == kSegmentFile) stored = {stored.name, bytes.size(), base::checksum64(bytes)};
  }
  replace(file, bytes);
  replace(manifest_file, encode_manifest(manifest));
  pointer.checksum = base::checksum64(encode_manifest(manifest));
  ASSERT_TRUE(base::replace_file(path + "/CURRENT", encode_current(pointer)).ok());
  EXPECT_THAT(messages(path), Contains(HasSubstr("is not the one that entry 0 of the log found")));
}

TEST(LogBegin, ADamagedFileIsNotVouchedFor) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  lose_log(path);
  const StoredFile damaged = Store::open(path).value()->manifest().find("s", 1)->files.front();
  const std::string file = path + "/" + version_folder("s", 1) + "/" + damaged.name;
  const std::string sound = base::read_file(file, kMost).value();
  replace(file, sound.substr(1));
  {
    StoreWriter writer = StoreWriter::open(path).value();
    ASSERT_TRUE(writer.log({.kind = LogKind::kRefused}).ok());
  }
  const LogEntry began = entries_of(path).at(0);
  EXPECT_THAT(began.message, HasSubstr("1 did not have their checksum"));
  EXPECT_THAT(began.files, Contains(InputRecord{version_folder("s", 1) + "/" + damaged.name, damaged.size,
                                                std::string(kNotVouchedFor)}));
  EXPECT_EQ(messages(path).size(), 1U) << "the checksum of the manifest goes on saying it";
  replace(file, sound);
  EXPECT_TRUE(messages(path).empty());
}

TEST(LogBegin, ManyFilesTakeSeveralEntries) {
  const TemporaryFolder folder;
  Manifest manifest;
  for (std::uint32_t number = 1; number <= 6000; ++number) {
    VersionInfo version;
    version.source = "us-sdn";
    version.number = number;
    version.files = {{"dataset.seg", 1, 1}};
    manifest.versions.push_back(version);
  }
  const std::vector<LogEntry> entries = begin_log(folder.path("none"), manifest);
  EXPECT_GT(entries.size(), 1U);
  std::size_t files = 0;
  for (const LogEntry& entry : entries) {
    EXPECT_TRUE(encode_entry(entry).ok());
    files += entry.files.size();
  }
  EXPECT_EQ(files, 6000U);
}

// Whatever dies on the way, the store opens, and the repair or the next writer goes on.
TEST(LogRepair, DyingAnywhereLosesNothing) {
  const TemporaryFolder folder;
  const std::string start = folder.path("start");
  {
    StoreWriter writer = StoreWriter::open(start).value();
    ASSERT_TRUE(publish(writer, "s", "2022-03-01", "2022-03-01", list_of({{"a", "Alpha"}})).ok());
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(writer.log({.kind = LogKind::kRefused}).ok());
  }
  const std::string chunk = start + "/" + chunk_path(4);
  const std::string sound = base::read_file(chunk, kMost).value();
  const std::string damaged = sound.substr(0, sound.size() - 30);
  replace(chunk, damaged);
  bool done = false;
  for (int step = 0; !done; ++step) {
    SCOPED_TRACE(step);
    ASSERT_LT(step, 100);
    const std::string path = folder.path("store");
    fs::remove_all(path);
    fs::copy(start, path, fs::copy_options::recursive);
    FaultFileSystem faults(step, Fault::kDies);
    done = StoreWriter::repair_log(path, "A", "why", faults).ok();
    EXPECT_TRUE(Store::open(path).value()->verify().empty());
    if (!done) {
      // Again, by the same person.
      const auto again = StoreWriter::repair_log(path, "A", "why");
      ASSERT_TRUE(again.ok()) << to_string(again.error());
    }
    EXPECT_TRUE(messages(path).empty());
    EXPECT_EQ(base::read_file(path + "/log-damaged-1/" + fs::path(chunk_path(4)).filename().string(), kMost).value(),
              damaged);
    const std::vector<LogEntry> entries = entries_of(path);
    ASSERT_GE(entries.size(), 1U);
    EXPECT_EQ(entries[0].kind, LogKind::kBegan);
    EXPECT_THAT(entries[0].message, HasSubstr("A log of 4 entries"));
    StoreWriter writer = StoreWriter::open(path).value();
    EXPECT_TRUE(publish(writer, "s", "2022-03-04", "2022-03-04", list_of({{"b", "Beta"}})).ok());
  }
}

TEST(LogRepair, AWholeLogIsLeftAlone) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  {
    StoreWriter writer = StoreWriter::open(path).value();
    ASSERT_TRUE(publish(writer, "s", "2022-03-01", "2022-03-01", list_of({{"a", "Alpha"}})).ok());
    EXPECT_EQ(StoreWriter::repair_log(path, "A", "why").error().code, ErrorCode::kBusy);
  }
  const std::string current = base::read_file(path + "/CURRENT", kMost).value();
  const auto repair = StoreWriter::repair_log(path, "A", "why");
  ASSERT_TRUE(repair.ok()) << to_string(repair.error());
  EXPECT_FALSE(repair->damage.has_value());
  EXPECT_EQ(base::read_file(path + "/CURRENT", kMost).value(), current);
  EXPECT_FALSE(fs::exists(path + "/log-damaged-1"));
  EXPECT_EQ(StoreWriter::repair_log(folder.path("none"), "A", "why").error().code, ErrorCode::kNotFound);
}

// Damage in a chunk that no writer reads any more.
TEST(LogRepair, EarlierChunksCountToo) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  {
    StoreWriter writer = StoreWriter::open(path).value();
    ASSERT_TRUE(publish(writer, "s", "2022-03-01", "2022-03-01", list_of({{"a", "Alpha"}})).ok());
    for (std::uint64_t i = 0; i < kEntriesAChunk + 2; ++i) ASSERT_TRUE(writer.log({.kind = LogKind::kRefused}).ok());
  }
  std::string bytes = base::read_file(path + "/" + chunk_path(kEntriesAChunk), kMost).value();
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  replace(path + "/" + chunk_path(kEntriesAChunk), bytes);
  EXPECT_TRUE(StoreWriter::open(path).ok());
  const auto repair = StoreWriter::repair_log(path, "A", "why");
  ASSERT_TRUE(repair.ok()) << to_string(repair.error());
  ASSERT_TRUE(repair->damage.has_value());
  EXPECT_GT(repair->sound, 0U);
  EXPECT_LT(repair->sound, kEntriesAChunk);
  EXPECT_TRUE(messages(path).empty());
}

}  // namespace
}  // namespace penumbra::store
