// The log of a store: what is written, what verify finds with and without a checkpoint, and how older stores go on.
#include "store/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <functional>

#include "base/file.h"
#include "small_world.h"
#include "store/checkpoint.h"
#include "store/line_text.h"
#include "store/verify.h"
#include "temporary_folder.h"

namespace penumbra::store {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

constexpr std::uint64_t kMost = 1 << 24;

LogEntry refusal(int i) {
  LogEntry entry;
  entry.kind = LogKind::kRefused;
  entry.source = "s";
  entry.message = "refused " + std::to_string(i);
  return entry;
}

// A version, a check, and refusals up to `entries` entries.
void fill(const std::string& path, int entries, const std::string& by = "A") {
  StoreWriter writer = StoreWriter::open(path).value();
  writer.act_as(by);
  ASSERT_TRUE(publish(writer, "s", "2022-03-01", "2022-03-01", list_of({{"a", "Alpha"}})).ok());
  ASSERT_TRUE(writer.record_event({"s", EventKind::kUnchanged, {}, {}, 1, "c", ""}, noon("2022-03-02")).ok());
  for (int i = 2; i < entries; ++i) ASSERT_TRUE(writer.log(refusal(i), noon("2022-03-03")).ok());
}

std::vector<LogEntry> entries_of(const std::string& path) {
  std::vector<LogEntry> out;
  const auto log = Log::open(path);
  EXPECT_TRUE(log.ok());
  const Status read = log->read(0, [&](const LogEntry& entry) -> Status {
    out.push_back(entry);
    return {};
  });
  EXPECT_TRUE(read.ok()) << to_string(read.error());
  return out;
}

std::vector<std::string> messages(const std::string& path, const std::vector<NamedCheckpoint>& checkpoints = {}) {
  const auto report = verify(path, checkpoints);
  EXPECT_TRUE(report.ok());
  std::vector<std::string> out;
  if (!report.ok()) return out;
  for (const Error& error : report->errors) {
    EXPECT_EQ(error.code, ErrorCode::kIntegrity);
    out.push_back(error.message);
  }
  return out;
}

Checkpoint checkpoint_of(const std::string& path) {
  const VerifyReport report = verify(path, {}).value();
  EXPECT_TRUE(report.errors.empty());
  return {report.origin, report.log, {}};
}

TEST(Merkle, RootsOfRfc6962) {
  // The leaves and roots of the reference implementation of Certificate Transparency.
  const std::vector<std::string> leaves = {
      "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"};
  const std::vector<std::string> roots = {"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                                          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                                          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                                          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                                          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                                          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                                          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                                          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
  MerkleTree tree;
  EXPECT_EQ(base::to_hex(tree.root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    std::string bytes;
    for (std::size_t k = 0; k < leaves[i].size(); k += 2) {
      std::uint64_t byte = 0;
      ASSERT_TRUE(parse_hex(leaves[i].substr(k, 2), byte));
      bytes.push_back(static_cast<char>(byte));
    }
    tree.add(leaf_sum(bytes));
    EXPECT_EQ(base::to_hex(tree.root()), roots[i]) << i;
    EXPECT_EQ(MerkleTree(tree.size(), tree.subtrees()).root(), tree.root());
  }
}

TEST(Log, EntriesAreReadAsTheyWereWritten) {
  LogEntry entry;
  entry.index = 7;
  entry.previous = leaf_sum("x");
  entry.recorded = noon("2022-03-01");
  entry.clock_skew_micros = 12;
  entry.kind = LogKind::kHeld;
  entry.program = "1.2";
  entry.by = "A. B\nC";
  entry.source = "s";
  entry.version = 3;
  entry.content = "ff";
  entry.needs = 2;
  entry.manifest = 9;
  entry.manifest_sha256 = base::sha256_hex("m");
  entry.files = {{"a b.csv", 12, base::sha256_hex("a")}, {"c", 0, base::sha256_hex("")}};
  entry.message = "Why \\ not.";
  const std::string bytes = encode_entry(entry).value();
  EXPECT_EQ(parse_entry(bytes, 7, "f").value(), entry);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto cut = parse_entry(std::string_view(bytes).substr(0, i), 7, "f");
    EXPECT_FALSE(cut.ok() && *cut == entry) << i;
  }
  EXPECT_FALSE(parse_entry(bytes + "more x\n", 7, "f").ok());
  entry.message = std::string(kMaxEntryBytes, 'x');
  EXPECT_EQ(encode_entry(entry).error().code, ErrorCode::kLimit);
}

TEST(Log, EveryChangeIsAnEntry) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  fill(path, 4);
  const std::vector<LogEntry> entries = entries_of(path);
  ASSERT_EQ(entries.size(), 4U);
  EXPECT_EQ(entries[0].kind, LogKind::kPublished);
  EXPECT_EQ(entries[0].source, "s");
  EXPECT_EQ(entries[0].version, 1U);
  EXPECT_EQ(entries[0].by, "A");
  EXPECT_EQ(entries[0].recorded, noon("2022-03-01"));
  ASSERT_EQ(entries[0].files.size(), 2U);
  EXPECT_EQ(entries[1].kind, LogKind::kUnchanged);
  EXPECT_EQ(entries[1].manifest, 2U);
  EXPECT_EQ(entries[3].message, "refused 3");
  EXPECT_EQ(entries[3].manifest, 2U) << "a refusal changes no manifest";
  EXPECT_LT(entries[2].recorded, entries[3].recorded) << "though the clock stood";
  EXPECT_TRUE(messages(path).empty());
}

TEST(Log, GoesOnOverChunks) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  const int many = 2 * static_cast<int>(kEntriesAChunk) + 3;
  fill(path, many);
  EXPECT_EQ(entries_of(path).size(), static_cast<std::size_t>(many));
  EXPECT_TRUE(messages(path).empty());
  {
    StoreWriter writer = StoreWriter::open(path).value();
    ASSERT_TRUE(writer.log(refusal(0)).ok());
  }
  EXPECT_TRUE(messages(path).empty());
  static_cast<void>(StoreWriter::open(path).ok());
  // What CURRENT does not reach was removed.
  EXPECT_EQ(std::distance(fs::directory_iterator(path + "/log"), {}), 3);
}

TEST(Log, AnEditedEntryIsNamedByItsIndex) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  fill(path, 6);
  const std::string file = path + "/" + chunk_path(6);
  const std::string good = base::read_file(file, kMost).value();
  // Of the same length, longer, and in the last entry, behind which nothing stands that could tell.
  for (const auto& [from, to, index] :
       std::vector<std::tuple<std::string, std::string, std::string>>{{"refused 3", "refused 9", "entry 3 "},
                                                                      {"refused 2", "refused 22", "entry 2 "},
                                                                      {"refused 5", "refused x", "entry 5 "}}) {
    std::string bad = good;
    bad.replace(bad.find(from), from.size(), to);
    ASSERT_TRUE(base::replace_file(file, bad).ok());
    const auto found = messages(path);
    ASSERT_EQ(found.size(), 1U) << from;
    EXPECT_THAT(found[0], HasSubstr(index));
    // No writer goes on behind it.
    EXPECT_EQ(StoreWriter::open(path).error().code, ErrorCode::kIntegrity);
    EXPECT_TRUE(Store::open(path).ok()) << "answers do not need the log";
  }
}

// With its own sum made right again; then with the chain too, up to the root.
TEST(Log, AnEditWithItsSumIsFoundByTheChainAndTheRoot) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  fill(path, 5);
  const std::string file = path + "/" + chunk_path(5);
  const std::string good = base::read_file(file, kMost).value();
  const LogChunk chunk = read_chunk(good, 5, file);
  for (const std::size_t edited : {std::size_t{2}, std::size_t{4}}) {
    std::string body(chunk.items[edited].body);
    body.replace(body.find("refused "), 8, "granted ");
    std::string bad = good;
    bad.replace(bad.find(chunk.items[edited].body), body.size(), body);
    const std::string stated = base::to_hex(chunk.items[edited].stated);
    bad.replace(bad.find(stated), stated.size(), base::to_hex(leaf_sum(body)));
    ASSERT_TRUE(base::replace_file(file, bad).ok());
    const auto found = messages(path);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_THAT(found[0], HasSubstr("entry " + std::to_string(edited) + " "));
    // And nobody goes on behind it.
    const auto writer = StoreWriter::open(path);
    ASSERT_FALSE(writer.ok());
    EXPECT_EQ(writer.error().code, ErrorCode::kIntegrity);
  }
}

TEST(Log, EveryBitOfIt) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  fill(path, 4);
  const std::string file = path + "/" + chunk_path(4);
  const std::string good = base::read_file(file, kMost).value();
  const auto log_is_whole = [&] {
    const auto log = Log::open(path);
    const auto report = log.ok() ? LogTail::load(path, log->head()) : Result<LogTail>(log.error());
    return report.ok();
  };
  ASSERT_TRUE(log_is_whole());
  for (std::size_t at = 0; at < good.size(); ++at) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ (1 << (at % 8)));
    ASSERT_TRUE(base::replace_file(file, bad).ok());
    ASSERT_FALSE(log_is_whole()) << at;
  }
  const std::string pointer = base::read_file(path + "/CURRENT", kMost).value();
  ASSERT_TRUE(base::replace_file(file, good).ok());
  for (std::size_t at = 0; at < pointer.size(); ++at) {
    std::string bad = pointer;
    bad[at] = static_cast<char>(bad[at] ^ (1 << (at % 8)));
    ASSERT_TRUE(base::replace_file(path + "/CURRENT", bad).ok());
    ASSERT_FALSE(log_is_whole()) << at;
  }
}

TEST(Log, ACutTailIsFoundByACheckpoint) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  fill(path, 6);
  fs::copy(path, folder.path("copy"), fs::copy_options::recursive);
  {
    StoreWriter writer = StoreWriter::open(path).value();
    ASSERT_TRUE(writer.log(refusal(7)).ok());
  }
  const Checkpoint later = checkpoint_of(path);
  // The copy from before the last entry is whole in itself.
  EXPECT_TRUE(messages(folder.path("copy")).empty());
  const auto found = messages(folder.path("copy"), {{later, "noted"}});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0], HasSubstr("the log was cut: the checkpoint saw 7 entries, and there are 6"));
  EXPECT_TRUE(messages(path, {{later, "noted"}}).empty());
}

TEST(Log, TwoHistoriesAreFoundByTheCheckpointOfTheOther) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  fill(path, 6);
  const Checkpoint common = checkpoint_of(path);
  fs::copy(path, folder.path("other"), fs::copy_options::recursive);
  for (const auto& [where, what] : {std::pair(path, 7), std::pair(folder.path("other"), 8)}) {
    StoreWriter writer = StoreWriter::open(where).value();
    ASSERT_TRUE(writer.log(refusal(what)).ok());
    ASSERT_TRUE(writer.log(refusal(9)).ok());
  }
  const Checkpoint one = checkpoint_of(path);
  const Checkpoint two = checkpoint_of(folder.path("other"));
  EXPECT_EQ(one.head.entries, two.head.entries);
  EXPECT_TRUE(messages(path, {{common, "c"}, {one, "1"}}).empty());
  EXPECT_TRUE(messages(folder.path("other"), {{common, "c"}, {two, "2"}}).empty());
  const auto found = messages(folder.path("other"), {{common, "c"}, {one, "1"}, {two, "2"}});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0], HasSubstr("another history"));
  // And one that began apart.
  fill(folder.path("third"), 8, "B");
  EXPECT_THAT(messages(folder.path("third"), {{one, "1"}}).at(0), HasSubstr("of another log"));
}

TEST(Log, FilesThatWereReplacedWithAllTheirChecksumsAreFound) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  const std::string other = folder.path("other");
  fill(path, 3);
  // A store that tells another list under the same names; its version, manifest and pointer are put over the first's.
  {
    StoreWriter writer = StoreWriter::open(other).value();
    ASSERT_TRUE(publish(writer, "s", "2022-03-01", "2022-03-01", list_of({{"a", "Other"}})).ok());
    ASSERT_TRUE(writer.record_event({"s", EventKind::kUnchanged, {}, {}, 1, "c", ""}, noon("2022-03-02")).ok());
  }
  const auto over = fs::copy_options::recursive | fs::copy_options::overwrite_existing;
  fs::copy(other + "/versions", path + "/versions", over);
  fs::copy(other + "/manifests", path + "/manifests", over);
  const CurrentPointer theirs = parse_current(base::read_file(other + "/CURRENT", kMost).value(), "").value();
  CurrentPointer ours = parse_current(base::read_file(path + "/CURRENT", kMost).value(), "").value();
  ours.checksum = theirs.checksum;
  ASSERT_TRUE(base::replace_file(path + "/CURRENT", encode_current(ours)).ok());
  ASSERT_TRUE(Store::open(path).value()->verify().empty()) << "by its own checksums it is whole";
  const auto found = messages(path);
  EXPECT_THAT(found, ::testing::Contains(HasSubstr("is not the one that entry 0 of the log published")));
  EXPECT_THAT(found, ::testing::Contains(HasSubstr("the manifest is not the one that entry 1")));
}

TEST(Log, AnOlderStoreBeginsOne) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  fill(path, 2);
  // As an earlier program left it.
  CurrentPointer pointer = parse_current(base::read_file(path + "/CURRENT", kMost).value(), "").value();
  pointer.log.reset();
  ASSERT_TRUE(base::replace_file(path + "/CURRENT", encode_current(pointer)).ok());
  fs::remove_all(path + "/log");
  ASSERT_TRUE(Store::open(path).ok());
  EXPECT_TRUE(messages(path).empty());
  EXPECT_TRUE(entries_of(path).empty());
  EXPECT_THAT(messages(path, {{{"penumbra/x", {3, {}}, {}}, "noted"}}).at(0), HasSubstr("another log"));
  {
    StoreWriter writer = StoreWriter::open(path).value();
    ASSERT_TRUE(publish(writer, "s", "2022-03-04", "2022-03-04", list_of({{"b", "Beta"}})).ok());
  }
  const std::vector<LogEntry> entries = entries_of(path);
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0].kind, LogKind::kBegan);
  EXPECT_EQ(entries[1].kind, LogKind::kPublished);
  EXPECT_TRUE(messages(path).empty());
  EXPECT_THAT(verify(path, {}).value().notes.at(0), HasSubstr("entry 0"));
}

TEST(Log, ALogThatWasMovedAwayIsBegunAnewAndSaidSo) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  fill(path, 5);
  const Checkpoint before = checkpoint_of(path);
  fs::remove_all(path + "/log");
  EXPECT_THAT(messages(path).at(0), HasSubstr("entries 0 to 4 of the log are missing"));
  {
    StoreWriter writer = StoreWriter::open(path).value();
    ASSERT_TRUE(writer.log(refusal(1)).ok());
  }
  EXPECT_TRUE(messages(path).empty());
  EXPECT_THAT(verify(path, {}).value().notes.at(0),
              HasSubstr("A log of 5 entries with the root " + base::to_hex(before.head.root)));
  EXPECT_THAT(messages(path, {{before, "noted"}}).at(0), HasSubstr("another log"));
}

TEST(Log, AVersionWithoutItsEntryIsFound) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  fill(path, 3);
  const std::string log = base::read_file(path + "/" + chunk_path(3), kMost).value();
  const LogHead head = Log::open(path).value().head();
  {
    StoreWriter writer = StoreWriter::open(path).value();
    ASSERT_TRUE(publish(writer, "s", "2022-03-04", "2022-03-04", list_of({{"b", "Beta"}})).ok());
  }
  // The log as it was before, whole in itself.
  CurrentPointer pointer = parse_current(base::read_file(path + "/CURRENT", kMost).value(), "").value();
  pointer.log = head;
  ASSERT_TRUE(base::replace_file(path + "/CURRENT", encode_current(pointer)).ok());
  ASSERT_TRUE(base::replace_file(path + "/" + chunk_path(3), log).ok());
  EXPECT_THAT(messages(path), ::testing::Contains(HasSubstr("version s@2 is in the manifest, and no entry")));
}

TEST(Log, ALostPointerIsAnEntry) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  fill(path, 4);
  fs::remove(path + "/CURRENT");
  ASSERT_TRUE(StoreWriter::open(path).ok());
  const std::vector<LogEntry> entries = entries_of(path);
  ASSERT_EQ(entries.size(), 5U);
  EXPECT_EQ(entries.back().kind, LogKind::kRecovered);
  EXPECT_TRUE(messages(path).empty());
}

TEST(Checkpoint, IsReadAsItWasWritten) {
  for (const std::string& bytes : {std::string(), std::string("a"), std::string("ab"), std::string("abc\0\xff", 5)}) {
    std::string back;
    ASSERT_TRUE(decode_base64(encode_base64(bytes), back));
    EXPECT_EQ(back, bytes);
  }
  EXPECT_EQ(encode_base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(encode_base64("fooba"), "Zm9vYmE=");
  std::string ignored;
  for (const char* bad : {"Zm9vYmE", "Zm9vYmF=", "Zm9v mE=", "====", "Zg=v"})
    EXPECT_FALSE(decode_base64(bad, ignored)) << bad;

  Checkpoint checkpoint{log_origin(leaf_sum("x")), {12, leaf_sum("y")}, {{"office", std::string(68, 'k')}}};
  const std::string bytes = encode_checkpoint(checkpoint);
  EXPECT_EQ(parse_checkpoint(bytes, "f").value(), checkpoint);
  EXPECT_TRUE(bytes.starts_with(checkpoint_text(checkpoint) + "\n\xe2\x80\x94 office "));
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto cut = parse_checkpoint(std::string_view(bytes).substr(0, i), "f");
    EXPECT_FALSE(cut.ok() && *cut == checkpoint) << i;
  }
  for (const char* bad : {"", "\n\n\n\n", "o\n1\nAAAA\n\n", "o\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n",
                          "o\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nextra\n\n"}) {
    EXPECT_FALSE(parse_checkpoint(bad, "f").ok()) << bad;
  }
  EXPECT_TRUE(parse_checkpoint("o\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n", "f").ok());
}

}  // namespace
}  // namespace penumbra::store
