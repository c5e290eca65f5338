#include "ingest/tables/compound.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "ingest/mapping.h"

namespace penumbra::ingest {
namespace {

constexpr std::string_view kMark = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
constexpr std::size_t kHeader = 512;
constexpr std::size_t kEntry = 128;
constexpr std::uint32_t kEnd = 0xFFFFFFFE;
constexpr std::size_t kHeaderFat = 109;  // places of the allocation table that stand in the header
constexpr std::size_t kMaxEntries = 4096;

struct Entry {
  std::string name;
  unsigned type = 0;  // 1 folder, 2 stream, 5 root
  std::uint32_t start = 0;
  std::uint64_t size = 0;
};

// Every read is checked against the end; what lies beyond it is nothing.
class Compound {
 public:
  explicit Compound(std::string_view bytes) : bytes_(bytes) {}

  bool open() {
    if (bytes_.size() < kHeader || !bytes_.starts_with(kMark)) return false;
    const unsigned shift = u16(30);
    const unsigned mini_shift = u16(32);
    if ((shift != 9 && shift != 12) || mini_shift != 6) return false;
    sector_ = std::size_t{1} << shift;
    mini_sector_ = std::size_t{1} << mini_shift;
    sectors_ = bytes_.size() / sector_;
    mini_cutoff_ = u32(56);
    return read_fat() && read_entries();
  }

  const std::vector<Entry>& entries() const { return entries_; }

  std::optional<std::string> stream(const Entry& entry) {
    if (entry.size > bytes_.size()) return std::nullopt;
    if (entry.size >= mini_cutoff_) {
      auto out = chain(entry.start);
      if (!out || out->size() < entry.size) return std::nullopt;
      out->resize(entry.size);
      return out;
    }
    // Small streams lie in the stream of the root, under a table of their own.
    const auto table = chain(u32(60));
    const auto pool = chain(entries_.front().start);
    if (!table || !pool) return std::nullopt;
    std::string out;
    std::uint32_t at = entry.start;
    for (std::size_t steps = 0; out.size() < entry.size; ++steps) {
      const std::size_t begin = std::size_t{at} * mini_sector_;
      if (steps > pool->size() / mini_sector_ || begin + mini_sector_ > pool->size() ||
          (std::size_t{at} + 1) * 4 > table->size())
        return std::nullopt;
      out.append(*pool, begin, mini_sector_);
      at = word(*table, std::size_t{at} * 4);
    }
    out.resize(entry.size);
    return out;
  }

 private:
  static std::uint32_t byte(std::string_view text, std::size_t at) {
    return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
  }
  static std::uint32_t word(std::string_view text, std::size_t at) {
    return byte(text, at) | byte(text, at + 1) << 8 | byte(text, at + 2) << 16 | byte(text, at + 3) << 24;
  }
  unsigned u16(std::size_t at) const { return byte(bytes_, at) | byte(bytes_, at + 1) << 8; }
  std::uint32_t u32(std::size_t at) const { return word(bytes_, at); }

  std::string_view sector(std::uint32_t number) const {
    const std::size_t begin = (std::size_t{number} + 1) * sector_;
    return begin >= bytes_.size() ? std::string_view() : bytes_.substr(begin, sector_);
  }

  bool read_fat() {
    const auto take = [this](std::uint32_t number) {
      const std::string_view part = sector(number);
      for (std::size_t i = 0; i + 4 <= part.size(); i += 4) fat_.push_back(word(part, i));
      return part.size() == sector_;
    };
    const std::size_t count = u32(44);
    if (count > sectors_) return false;
    std::size_t taken = 0;
    for (; taken < count && taken < kHeaderFat; ++taken) {
      if (!take(u32(76 + taken * 4))) return false;
    }
    // Places beyond those of the header stand in sectors that name one another.
    std::uint32_t more = u32(68);
    for (std::size_t steps = 0; taken < count; ++steps) {
      const std::string_view part = sector(more);
      if (steps > sectors_ || part.size() != sector_) return false;
      for (std::size_t i = 0; i + 8 <= sector_ && taken < count; i += 4, ++taken) {
        if (!take(word(part, i))) return false;
      }
      more = word(part, sector_ - 4);
    }
    return true;
  }

  std::optional<std::string> chain(std::uint32_t first) const {
    std::string out;
    std::uint32_t at = first;
    for (std::size_t steps = 0; at != kEnd; ++steps) {
      const std::string_view part = sector(at);
      // A chain longer than the file goes in a circle; a sector that is not whole was cut.
      if (steps > sectors_ || part.size() != sector_ || at >= fat_.size()) return std::nullopt;
      out += part;
      at = fat_[at];
    }
    return out;
  }

  bool read_entries() {
    const auto folder = chain(u32(48));
    if (!folder) return false;
    for (std::size_t at = 0; at + kEntry <= folder->size() && entries_.size() < kMaxEntries; at += kEntry) {
      Entry entry;
      const std::size_t length = std::min<std::size_t>(byte(*folder, at + 64) | byte(*folder, at + 65) << 8, 64);
      for (std::size_t i = 0; i + 2 < length; i += 2) entry.name += static_cast<char>(byte(*folder, at + i));
      entry.type = byte(*folder, at + 66);
      entry.start = word(*folder, at + 116);
      entry.size = word(*folder, at + 120);  // no stream of a workbook has 4 GiB
      entries_.push_back(std::move(entry));
    }
    return !entries_.empty() && entries_.front().type == 5;
  }

  std::string_view bytes_;
  std::size_t sector_ = 512;
  std::size_t mini_sector_ = 64;
  std::size_t sectors_ = 0;
  std::uint64_t mini_cutoff_ = 4096;
  std::vector<std::uint32_t> fat_;
  std::vector<Entry> entries_;
};

}  // namespace

bool looks_like_compound(std::string_view bytes) {
  return bytes.starts_with(kMark);
}

bool has_compound_entry(std::string_view bytes, std::string_view name) {
  Compound compound(bytes);
  if (!compound.open()) return false;
  return std::any_of(compound.entries().begin(), compound.entries().end(),
                     [&](const Entry& entry) { return entry.name == name; });
}

Result<std::string> read_compound_stream(const InputFile& file, std::string_view name, std::string_view other) {
  const auto damaged = [&file] {
    return error_at(ErrorCode::kSyntax, "the workbook is damaged or was cut: its parts lead outside the file",
                    {.file = file.name}, "Fetch the file again");
  };
  Compound compound(file.bytes);
  if (!compound.open()) return damaged();
  for (const Entry& entry : compound.entries()) {
    if (entry.type != 2 || (entry.name != name && (other.empty() || entry.name != other))) continue;
    auto out = compound.stream(entry);
    if (!out) return damaged();
    return std::move(*out);
  }
  return error_at(ErrorCode::kUnknownFormat, "the Office document holds no workbook", {.file = file.name},
                  "Give the list as a workbook, or save it as CSV");
}

}  // namespace penumbra::ingest
