// Power cuts: everything that was not synced may or may not have reached the disk, in any combination. The operations
// of two publishes are recorded; for a cut after each of them, disk states are drawn at random, laid out as real
// folders, and opened. After Pillai et al., "All File Systems Are Not Created Equal" (OSDI 2014): the model is that of
// the weakest file system allowed: a file keeps what was synced and any prefix of the rest, or garbage of that length;
// a change of a folder is durable only once that folder was synced, and unsynced changes are kept or lost one by one. A
// rename is one change.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <random>

#include "small_world.h"
#include "store/file_system.h"
#include "store/snapshot.h"
#include "store/store.h"
#include "store/verify.h"
#include "store/writer.h"
#include "temporary_folder.h"

namespace penumbra::store {
namespace {

namespace fs = std::filesystem;

struct Operation {
  enum class Kind { kCreate, kAppend, kSyncFile, kMakeFolder, kRename, kRemove, kSyncFolder };
  Kind kind;
  std::string path;   // relative to the store's parent
  std::string other;  // target of a rename, bytes of an append
};

// Does everything for real and writes it down.
class RecordingFileSystem : public FileSystem {
 public:
  explicit RecordingFileSystem(std::string root) : root_(std::move(root)) {}
  const std::vector<Operation>& operations() const { return operations_; }

  Result<std::unique_ptr<WritableFile>> create(const std::string& path) override {
    PENUMBRA_ASSIGN_OR_RETURN(std::unique_ptr<WritableFile> file, real().create(path));
    note(Operation::Kind::kCreate, path);
    return std::unique_ptr<WritableFile>(std::make_unique<File>(*this, std::move(file), path));
  }
  Status rename(const std::string& from, const std::string& to) override {
    PENUMBRA_RETURN_IF_ERROR(real().rename(from, to));
    operations_.push_back({Operation::Kind::kRename, relative(from), relative(to)});
    return {};
  }
  Status create_directories(const std::string& path) override {
    const std::string wanted = relative(path);
    for (std::size_t slash = 0; slash != std::string::npos;) {
      slash = wanted.find('/', slash + 1);
      const std::string part = root_ + "/" + wanted.substr(0, slash);
      if (!fs::exists(part)) {
        PENUMBRA_RETURN_IF_ERROR(real().create_directories(part));
        note(Operation::Kind::kMakeFolder, part);
      }
    }
    return {};
  }
  Status sync_directory(const std::string& path) override {
    note(Operation::Kind::kSyncFolder, path);
    return real().sync_directory(path);
  }
  Status remove_all(const std::string& path) override {
    if (fs::exists(path)) note(Operation::Kind::kRemove, path);
    return real().remove_all(path);
  }

 private:
  class File : public WritableFile {
   public:
    File(RecordingFileSystem& owner, std::unique_ptr<WritableFile> file, std::string path)
        : owner_(owner), file_(std::move(file)), path_(std::move(path)) {}
    Status append(std::string_view bytes) override {
      owner_.operations_.push_back({Operation::Kind::kAppend, owner_.relative(path_), std::string(bytes)});
      return file_->append(bytes);
    }
    Status sync() override {
      owner_.note(Operation::Kind::kSyncFile, path_);
      return file_->sync();
    }

   private:
    RecordingFileSystem& owner_;
    std::unique_ptr<WritableFile> file_;
    std::string path_;
  };

  std::string relative(const std::string& path) const {
    return path.size() <= root_.size() ? std::string() : path.substr(root_.size() + 1);
  }
  void note(Operation::Kind kind, const std::string& path) { operations_.push_back({kind, relative(path), ""}); }

  std::string root_;
  std::vector<Operation> operations_;
};

// What a disk may hold. Inodes are numbered; 0 is the root folder.
class Disk {
 public:
  Disk() { inodes_.emplace_back(); }

  // Carries out an operation. Changes of folders stay pending until the folder is synced.
  void apply(const Operation& op) {
    const auto [folder, name] = split(op.path);
    switch (op.kind) {
      case Operation::Kind::kCreate:
      case Operation::Kind::kMakeFolder: {
        const int inode = static_cast<int>(inodes_.size());
        inodes_.emplace_back();
        inodes_.back().is_file = op.kind == Operation::Kind::kCreate;
        change({{lookup(folder), name, inode}});
        break;
      }
      case Operation::Kind::kAppend:
        inodes_[at(lookup(op.path))].data += op.other;
        break;
      case Operation::Kind::kSyncFile:
        inodes_[at(lookup(op.path))].synced = inodes_[at(lookup(op.path))].data.size();
        break;
      case Operation::Kind::kRename: {
        const auto [to_folder, to_name] = split(op.other);
        const int inode = lookup(op.path);
        change({{lookup(folder), name, -1}, {lookup(to_folder), to_name, inode}});
        break;
      }
      case Operation::Kind::kRemove:
        change({{lookup(folder), name, -1}});
        break;
      case Operation::Kind::kSyncFolder: {
        const int synced = lookup(op.path);
        std::vector<Change> rest;
        for (Change& pending : pending_) {
          const bool touches =
              std::any_of(pending.begin(), pending.end(), [&](const Entry& e) { return e.folder == synced; });
          if (touches) {
            make(durable_, pending);
          } else {
            rest.push_back(std::move(pending));
          }
        }
        pending_ = std::move(rest);
        break;
      }
    }
  }

  // Lays out one possible state after a cut.
  void lay_out(const std::string& root, std::mt19937& random) const {
    Tree tree = durable_;
    for (const Change& pending : pending_) {
      if (random() % 2 == 0) make(tree, pending);
    }
    lay_out(tree, 0, root, random);
  }

 private:
  struct Inode {
    bool is_file = false;
    std::string data;
    std::size_t synced = 0;
  };
  struct Entry {
    int folder;
    std::string name;
    int inode;  // -1: no longer there
  };
  using Change = std::vector<Entry>;
  using Tree = std::map<int, std::map<std::string, int>>;

  static std::size_t at(int inode) { return static_cast<std::size_t>(inode); }
  static std::pair<std::string, std::string> split(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string::npos) return {"", path};
    return {path.substr(0, slash), path.substr(slash + 1)};
  }
  static void make(Tree& tree, const Change& entries) {
    for (const Entry& entry : entries) {
      if (entry.inode < 0) {
        tree[entry.folder].erase(entry.name);
      } else {
        tree[entry.folder][entry.name] = entry.inode;
      }
    }
  }
  void change(Change entries) {
    make(now_, entries);
    pending_.push_back(std::move(entries));
  }
  int lookup(const std::string& path) const {
    int inode = 0;
    std::size_t begin = 0;
    while (begin < path.size()) {
      const std::size_t slash = std::min(path.find('/', begin), path.size());
      inode = now_.at(inode).at(path.substr(begin, slash - begin));
      begin = slash + 1;
    }
    return inode;
  }
  void lay_out(const Tree& tree, int folder, const std::string& path, std::mt19937& random) const {
    fs::create_directories(path);
    const auto entries = tree.find(folder);
    if (entries == tree.end()) return;
    for (const auto& [name, inode] : entries->second) {
      const Inode& what = inodes_[at(inode)];
      if (!what.is_file) {
        lay_out(tree, inode, path + "/" + name, random);
        continue;
      }
      std::string bytes = what.data.substr(0, what.synced);
      const std::size_t unsynced = what.data.size() - what.synced;
      if (unsynced > 0) {
        const std::size_t kept = random() % (unsynced + 1);
        bytes += random() % 2 == 0 ? what.data.substr(what.synced, kept) : std::string(kept, '\0');
      }
      EXPECT_TRUE(base::write_new_file(path + "/" + name, bytes).ok());
    }
  }

  std::vector<Inode> inodes_;
  Tree now_;
  Tree durable_;
  std::vector<Change> pending_;
};

TEST(PowerCut, EveryStateOfTheDiskIsOldOrNew) {
  const TemporaryFolder folder;
  const model::Dataset lists[] = {list_of({{"a", "Alpha"}}), list_of({{"a", "Alpha"}, {"b", "Beta"}})};
  const std::string root = folder.path("");
  RecordingFileSystem recording(root.substr(0, root.size() - 1));
  std::size_t first_done = 0;
  {
    StoreWriter writer = StoreWriter::open(folder.path("store"), recording).value();
    ASSERT_TRUE(publish(writer, "s", "2022-03-01", "2022-03-01", lists[0]).ok());
    first_done = recording.operations().size();
    ASSERT_TRUE(publish(writer, "s", "2022-03-02", "2022-03-02", lists[1]).ok());
  }
  const std::vector<Operation>& operations = recording.operations();
  std::mt19937 random(20220301);
  constexpr int kStatesPerCut = 12;
  Disk disk;
  for (std::size_t done = 0; done <= operations.size(); ++done) {
    for (int state = 0; state < kStatesPerCut; ++state) {
      const TemporaryFolder cut;
      disk.lay_out(cut.path("disk"), random);
      const std::string path = cut.path("disk/store");
      const auto store = Store::open(path);
      std::size_t versions = 0;
      if (store.ok()) {
        versions = (*store)->manifest().versions.size();
        const auto report = verify(path, {});
        ASSERT_TRUE(report.ok());
        EXPECT_TRUE(report->errors.empty()) << done << " " << to_string(report->errors.at(0));
        // A version is there with its entry, or neither is.
        EXPECT_EQ(report->log.entries, versions) << "cut after operation " << done;
        const auto snapshot = Snapshot::open(*store);
        ASSERT_TRUE(snapshot.ok()) << "cut after operation " << done << ": " << to_string(snapshot.error());
        ASSERT_GE(versions, 1U);
        ASSERT_EQ((*snapshot)->decode(0).value(), lists[versions - 1]);
      } else {
        ASSERT_EQ(store.error().code, ErrorCode::kNotFound) << done << " " << to_string(store.error());
      }
      // What was reported as published is never lost.
      EXPECT_GE(versions, done >= first_done ? 1U : 0U) << "cut after operation " << done;
      EXPECT_GE(versions, done >= operations.size() ? 2U : 0U);
      // And the next import goes on from there.
      auto writer = StoreWriter::open(path);
      ASSERT_TRUE(writer.ok()) << "cut after operation " << done << ": " << to_string(writer.error());
      ASSERT_GE(writer->manifest().versions.size(), versions);
      if (state == 0) {
        ASSERT_TRUE(publish(*writer, "s", "2022-03-03", "2022-03-03", lists[1]).ok());
        EXPECT_TRUE(verify(path, {}).value().errors.empty());
      }
    }
    if (done < operations.size()) disk.apply(operations[done]);
  }
}

}  // namespace
}  // namespace penumbra::store
