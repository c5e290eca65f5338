// Texts and lists of one record, as views: of the file, or of a block of memory that is given back with the record.
#ifndef PENUMBRA_INGEST_RECORD_MEMORY_H_
#define PENUMBRA_INGEST_RECORD_MEMORY_H_

#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace penumbra::ingest {

// A text of a record: a view that becomes a string where one is asked for.
class RecordText : public std::string_view {
 public:
  constexpr RecordText() = default;
  constexpr explicit RecordText(std::string_view text) : std::string_view(text) {}
  // NOLINTNEXTLINE(google-explicit-constructor)
  operator std::string() const { return std::string(data(), size()); }

  friend std::string operator+(std::string&& before, const RecordText& text) { return std::move(before.append(text)); }
  friend std::string operator+(const std::string& before, const RecordText& text) { return std::string(before) + text; }
  friend std::string operator+(const char* before, const RecordText& text) { return std::string(before) + text; }
  friend std::string operator+(const RecordText& text, std::string_view after) {
    return std::string(static_cast<std::string_view>(text)).append(after);
  }
};

// Room for what a record is made of, given back all at once. Not thread-safe.
class RecordArena {
 public:
  RecordArena() = default;
  RecordArena(const RecordArena&) = delete;
  RecordArena& operator=(const RecordArena&) = delete;
  RecordArena(RecordArena&&) = default;
  RecordArena& operator=(RecordArena&&) = default;

  // A copy of the text that lives as long as the arena.
  RecordText keep(std::string_view text) {
    if (text.empty()) return RecordText();
    char* const made = static_cast<char*>(room(text.size(), 1));
    std::memcpy(made, text.data(), text.size());
    return RecordText({made, text.size()});
  }
  // Copies of the items, likewise. Items need no destructor.
  template <class Item>
  std::span<const Item> keep(std::span<const Item> items) {
    return copy(items);
  }
  // The same, to be changed.
  template <class Item>
  std::span<Item> copy(std::span<const Item> items) {
    static_assert(std::is_trivially_destructible_v<Item>);
    if (items.empty()) return {};
    Item* const made = static_cast<Item*>(room(items.size_bytes(), alignof(Item)));
    if (items.size() == 1) {  // as most lists are: without a call
      std::construct_at(made, items.front());
    } else {
      std::uninitialized_copy(items.begin(), items.end(), made);
    }
    return {made, items.size()};
  }
  // How much was kept since the last clear(), about.
  std::size_t bytes() const { return block_ * kBlockBytes + used_; }
  // Forgets everything that was kept; keeps the memory, but for what a very large record took.
  void clear();
  // Takes what another arena keeps, which is empty then. What either of them kept stays where it is.
  void join(RecordArena&& other);

 private:
  static constexpr std::size_t kBlockBytes = std::size_t{64} << 10;
  struct Block {
    std::unique_ptr<std::byte[]> bytes;
    std::size_t size = 0;
  };
  void* room(std::size_t bytes, std::size_t alignment) {
    if (block_ < blocks_.size()) {
      const std::size_t at = (used_ + alignment - 1) & ~(alignment - 1);
      if (at + bytes <= blocks_[block_].size) {
        used_ = at + bytes;
        return blocks_[block_].bytes.get() + at;
      }
    }
    return more_room(bytes);
  }
  void* more_room(std::size_t bytes);

  std::vector<Block> blocks_;
  std::size_t block_ = 0;  // the one that is filled
  std::size_t used_ = 0;   // of it
};

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_RECORD_MEMORY_H_
