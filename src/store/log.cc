#include "store/log.h"

#include <algorithm>
#include <bit>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/file.h"
#include "store/container.h"
#include "store/line_text.h"
#include "store/manifest.h"
#include "store/store.h"

namespace penumbra::store {
namespace {

constexpr std::string_view kFirstLine = "penumbra-log 1";
constexpr std::size_t kChunkDigits = 8;
// Entries and what stands between them.
constexpr std::uint64_t kMaxChunkBytes = kEntriesAChunk * (kMaxEntryBytes + 256);
// A reader can be overtaken between CURRENT and the last chunk.
constexpr int kAttempts = 3;

std::uint64_t chunk_begin(std::uint64_t entries) {
  return (entries - 1) / kEntriesAChunk * kEntriesAChunk;
}

std::string name_of(std::uint64_t index) {
  return "entry " + std::to_string(index) + " of the log";
}

// Cuts a line off the front; without its end there is none.
std::optional<std::string_view> next_line(std::string_view& bytes) {
  const std::size_t end = bytes.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = bytes.substr(0, end);
  bytes.remove_prefix(end + 1);
  return line;
}

std::string entry_line(std::uint64_t index, std::uint64_t size, const Sha256Sum& sum) {
  return "entry " + std::to_string(index) + " " + std::to_string(size) + " " + base::to_hex(sum);
}

std::string chunk_header(const MerkleTree& before) {
  std::string out(kFirstLine);
  out += "\n";
  add_line(out, "first", std::to_string(before.size()));
  for (const Sha256Sum& sum : before.subtrees()) add_line(out, "subtree", base::to_hex(sum));
  return out;
}

// The line before an entry: its length and its sum; nothing when it is not the one of this index.
bool read_entry_line(std::string_view line, std::uint64_t index, std::uint64_t& size, Sha256Sum& sum) {
  LineReader in(line);
  const std::size_t sum_at = line.rfind(' ');
  const std::size_t size_at = sum_at == std::string_view::npos ? sum_at : line.rfind(' ', sum_at - 1);
  if (size_at == std::string_view::npos || sum_at == 0) return false;
  size = in.to_number<std::uint64_t>(line.substr(size_at + 1, sum_at - size_at - 1));
  return parse_sum(line.substr(sum_at + 1), sum) && entry_line(index, size, sum) == line;
}

}  // namespace

std::string chunk_path(std::uint64_t entries) {
  const std::uint64_t begin = chunk_begin(entries);
  return std::string(kLogFolder) + "/" + padded(begin / kEntriesAChunk, kChunkDigits) + "-" +
         std::to_string(entries - begin);
}

LogChunk read_chunk(std::string_view bytes, std::uint64_t entries, const std::string& file) {
  LogChunk chunk;
  chunk.first = chunk_begin(entries);
  const auto broken = [&](std::uint64_t index, const std::string& what) {
    chunk.damage = damaged(file, name_of(index) + " " + what);
    chunk.damage->fix = "Restore the file from a copy of the store";
  };
  if (next_line(bytes) != kFirstLine || next_line(bytes) != "first " + std::to_string(chunk.first)) {
    broken(chunk.first, "is behind a head that cannot be read");
    return chunk;
  }
  for (int i = std::popcount(chunk.first); i > 0; --i) {
    const std::string_view line = next_line(bytes).value_or("");
    if (!line.starts_with("subtree ") || !parse_sum(line.substr(8), chunk.subtrees.emplace_back())) {
      broken(chunk.first, "is behind a head that cannot be read");
      return chunk;
    }
  }
  for (std::uint64_t index = chunk.first; index < entries; ++index) {
    const auto line = next_line(bytes);
    LogChunk::Item item;
    std::uint64_t size = 0;
    if (!line || !read_entry_line(*line, index, size, item.stated)) {
      // A body whose length was changed moves the line of its successor; its sum then tells which of the two it was.
      const bool moved = !chunk.items.empty() && leaf_sum(chunk.items.back().body) != chunk.items.back().stated;
      broken(moved ? index - 1 : index, moved ? "was changed" : "is not where it should be");
      if (moved) chunk.items.pop_back();
      return chunk;
    }
    if (size > bytes.size()) {
      broken(index, "is cut off");
      return chunk;
    }
    item.body = bytes.substr(0, size);
    bytes.remove_prefix(size);
    chunk.items.push_back(item);
  }
  if (!bytes.empty()) broken(entries - 1, "is followed by bytes that are none of the log");
  return chunk;
}

Status check_chunk(const LogChunk& chunk, const std::string& file) {
  if (chunk.damage) return *chunk.damage;
  const auto changed = [&](std::uint64_t index, const std::string& what) {
    Error error = damaged(file, name_of(index) + " " + what);
    error.fix = "Restore the file from a copy of the store";
    return error;
  };
  for (std::size_t i = 0; i < chunk.items.size(); ++i) {
    const std::uint64_t index = chunk.first + i;
    if (leaf_sum(chunk.items[i].body) != chunk.items[i].stated) return changed(index, "was changed");
    PENUMBRA_ASSIGN_OR_RETURN(const LogEntry entry, parse_entry(chunk.items[i].body, index, file));
    if (i > 0 && entry.previous != chunk.items[i - 1].stated) {
      return changed(index - 1, "is not the one that its successor follows: one of the two was changed");
    }
  }
  return {};
}

Result<Log> Log::open(const std::string& folder) {
  Log log;
  log.folder_ = folder;
  Error last_error;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    PENUMBRA_ASSIGN_OR_RETURN(const LoadedManifest loaded, load_manifest(folder));
    if (loaded.number == 0) {
      // The store's own words for a folder that is none.
      const auto missing = Store::open(folder);
      if (!missing.ok()) return missing.error();
    }
    log.head_ = loaded.log.value_or(LogHead{});
    if (log.head_.entries == 0) return log;
    const Result<std::string> tail = base::read_file(folder + "/" + chunk_path(log.head_.entries), kMaxChunkBytes);
    if (tail.ok()) {
      log.tail_ = *tail;
      return log;
    }
    last_error = tail.error();
    if (last_error.code != ErrorCode::kNotFound) break;
  }
  // chunks() says so.
  if (last_error.code == ErrorCode::kIo) return last_error;
  return log;
}

Status Log::chunks(const std::function<Status(const LogChunk&, const std::string& file)>& use,
                   std::uint64_t from) const {
  for (std::uint64_t begin = from / kEntriesAChunk * kEntriesAChunk; begin < head_.entries; begin += kEntriesAChunk) {
    const std::uint64_t end = std::min(begin + kEntriesAChunk, head_.entries);
    const std::string file = folder_ + "/" + chunk_path(end);
    if (end == head_.entries && !tail_.empty()) {
      PENUMBRA_RETURN_IF_ERROR(use(read_chunk(tail_, end, file), file));
      continue;
    }
    const Result<std::string> bytes = base::read_file(file, kMaxChunkBytes);
    if (bytes.ok()) {
      PENUMBRA_RETURN_IF_ERROR(use(read_chunk(*bytes, end, file), file));
      continue;
    }
    LogChunk missing;
    missing.first = begin;
    missing.damage = damaged(file, "entries " + std::to_string(begin) + " to " + std::to_string(end - 1) +
                                       " of the log are missing: " + bytes.error().message);
    missing.damage->fix = "Restore the file from a copy of the store";
    PENUMBRA_RETURN_IF_ERROR(use(missing, file));
  }
  return {};
}

Status Log::read(std::uint64_t from, const std::function<Status(const LogEntry&)>& use) const {
  return chunks(
      [&](const LogChunk& chunk, const std::string& file) -> Status {
        PENUMBRA_RETURN_IF_ERROR(check_chunk(chunk, file));
        for (std::size_t i = 0; i < chunk.items.size(); ++i) {
          if (chunk.first + i < from) continue;
          PENUMBRA_ASSIGN_OR_RETURN(const LogEntry entry, parse_entry(chunk.items[i].body, chunk.first + i, file));
          PENUMBRA_RETURN_IF_ERROR(use(entry));
        }
        return {};
      },
      from);
}

LogCheck Log::check() const {
  LogCheck out;
  if (head_.entries == 0) return out;
  MerkleTree tree;
  Sha256Sum last{};
  const Status whole = chunks([&](const LogChunk& chunk, const std::string& file) -> Status {
    const auto broken = [&](const std::string& what) { return damaged(file, name_of(tree.size()) + " " + what); };
    for (const LogChunk::Item& item : chunk.items) {
      if (leaf_sum(item.body) != item.stated) return broken("was changed");
      PENUMBRA_ASSIGN_OR_RETURN(const LogEntry entry, parse_entry(item.body, tree.size(), file));
      if (entry.previous != last) return broken("does not follow from the one before it");
      tree.add(item.stated);
      last = item.stated;
    }
    if (chunk.damage) return *chunk.damage;
    // What stands before the chunk, worked out from the entries themselves.
    MerkleTree before(chunk.first, chunk.subtrees);
    for (const LogChunk::Item& item : chunk.items) before.add(item.stated);
    if (before.head() != tree.head()) return broken("ends a chunk that does not follow from the entries before it");
    return {};
  });
  out.sound = tree.size();
  if (!whole.ok()) {
    out.damage = whole.error();
  } else if (tree.head() != head_) {
    out.damage =
        damaged(folder_ + "/" + chunk_path(head_.entries), "the log does not have the root that CURRENT states");
  }
  return out;
}

Status LogTail::take(std::string bytes, std::uint64_t entries, const std::string& file) {
  bytes_ = std::move(bytes);
  const LogChunk chunk = read_chunk(bytes_, entries, file);
  PENUMBRA_RETURN_IF_ERROR(check_chunk(chunk, file));
  tree_ = MerkleTree(chunk.first, chunk.subtrees);
  for (const LogChunk::Item& item : chunk.items) tree_.add(item.stated);
  last_ = chunk.items.back().stated;
  PENUMBRA_ASSIGN_OR_RETURN(const LogEntry last, parse_entry(chunk.items.back().body, entries - 1, file));
  last_recorded_ = last.recorded;
  last_manifest_ = last.manifest;
  return {};
}

Result<LogTail> LogTail::load(const std::string& folder, const LogHead& head) {
  LogTail tail;
  if (head.entries == 0) return tail;
  const std::string file = folder + "/" + chunk_path(head.entries);
  PENUMBRA_ASSIGN_OR_RETURN(std::string bytes, base::read_file(file, kMaxChunkBytes));
  PENUMBRA_RETURN_IF_ERROR(tail.take(std::move(bytes), head.entries, file));
  if (tail.head() != head) {
    Error error = damaged(file, "the log up to entry " + std::to_string(head.entries - 1) +
                                    " does not have the root that CURRENT states");
    error.fix = "penumbra verify says what was changed; restore it from a copy of the store";
    return error;
  }
  return tail;
}

LogTail LogTail::salvage(const std::string& folder, std::uint64_t manifest) {
  std::vector<std::uint64_t> lengths;
  std::error_code ignored;
  const std::string path = folder + "/" + std::string(kLogFolder);
  for (std::filesystem::directory_iterator it(path, ignored), end; !ignored && it != end; it.increment(ignored)) {
    const std::string name = it->path().filename().string();
    const std::size_t dash = name.find('-');
    if (dash == std::string::npos) continue;
    std::uint64_t chunk = 0;
    std::uint64_t count = 0;
    std::from_chars(name.data(), name.data() + dash, chunk);
    std::from_chars(name.data() + dash + 1, name.data() + name.size(), count);
    const std::uint64_t entries = chunk * kEntriesAChunk + count;
    if (count > 0 && chunk_path(entries) == std::string(kLogFolder) + "/" + name) lengths.push_back(entries);
  }
  std::sort(lengths.rbegin(), lengths.rend());
  for (const std::uint64_t entries : lengths) {
    const std::string file = folder + "/" + chunk_path(entries);
    Result<std::string> bytes = base::read_file(file, kMaxChunkBytes);
    LogTail tail;
    if (bytes.ok() && tail.take(*std::move(bytes), entries, file).ok() && tail.last_manifest_ <= manifest) return tail;
  }
  return {};
}

Status LogTail::append(LogEntry entry) {
  entry.index = tree_.size();
  entry.previous = last_;
  PENUMBRA_ASSIGN_OR_RETURN(const std::string body, encode_entry(entry));
  const Sha256Sum sum = leaf_sum(body);
  if (tree_.size() % kEntriesAChunk == 0) bytes_ = chunk_header(tree_);
  bytes_ += entry_line(entry.index, body.size(), sum) + "\n" + body;
  tree_.add(sum);
  last_ = sum;
  last_recorded_ = entry.recorded;
  last_manifest_ = entry.manifest;
  return {};
}

}  // namespace penumbra::store
