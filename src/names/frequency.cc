#include "names/frequency.h"

#include <bitset>
#include <string_view>
#include <vector>

#include "embedded/names_chosen.h"
#include "embedded/names_frequency.h"
#include "names/fold.h"

namespace penumbra::names {
namespace {

// Open addressing by the upper bits of the hash; the lower 56 bits stand in the slot beside the class.
class Table {
 public:
  Table() : slots_(std::size_t{1} << kBits, 0) {
    std::string_view text = embedded::names_frequency();
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      read_line(text.substr(0, end));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    read_chosen(embedded::names_chosen());
  }

  std::uint8_t find(std::uint64_t hash) const {
    const std::size_t at = place_of(hash);
    return static_cast<std::uint8_t>(slots_[at] & 0xFFU);
  }

  bool begins(std::string_view fold) const { return fold.size() >= 3 && heads_[three(fold)]; }
  bool ends(std::string_view fold) const { return fold.size() >= 3 && tails_[three(fold.substr(fold.size() - 3))]; }

 private:
  static constexpr unsigned kBits = 17;  // room for twice the words that the table may hold
  static constexpr std::uint64_t kKept = (std::uint64_t{1} << 56U) - 1;
  static constexpr std::uint8_t kChosen = 19;

  // The slot of a word, or the free one where it belongs.
  std::size_t place_of(std::uint64_t hash) const {
    std::size_t at = hash >> (64 - kBits);
    while (slots_[at] != 0 && slots_[at] >> 8U != (hash & kKept)) {
      at = (at + 1) & (slots_.size() - 1);
    }
    return at;
  }

  void put(std::string_view folded, std::uint64_t frequency) {
    std::uint64_t hash = 0xCBF29CE484222325ULL;  // as Part::hash
    for (const char c : folded) {
      hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    }
    std::uint64_t& slot = slots_[place_of(hash)];
    if ((slot & 0xFFU) < frequency) {
      slot = (hash & kKept) << 8U | (frequency & 0xFFU);
    }
  }

  // Words that firms and ships choose (data/names/chosen.txt): lines of Latin words and comments.
  void read_chosen(std::string_view text) {
    char folded[kFoldGrowth * 64];
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      std::string_view line = text.substr(0, end);
      text.remove_prefix(std::min(end + 1, text.size()));
      while (!line.empty() && line.front() != '#') {
        const std::size_t to = std::min(line.find(' '), line.size());
        put({folded, fold_to(line.substr(0, std::min<std::size_t>(to, 64)), folded)}, kChosen);
        line.remove_prefix(std::min(to + 1, line.size()));
      }
    }
  }

  void read_line(std::string_view line) {
    if (line.empty() || line.front() == '#') {
      return;
    }
    std::uint64_t frequency = 0;
    while (!line.empty() && line.front() >= '0' && line.front() <= '9') {
      frequency = frequency * 10 + static_cast<std::uint64_t>(line.front() - '0');
      line.remove_prefix(1);
    }
    line.remove_prefix(line.empty() ? 0 : 1);  // the colon
    while (!line.empty()) {
      const std::size_t from = line.find_first_not_of(' ');
      if (from == std::string_view::npos) {
        return;
      }
      const std::size_t to = std::min(line.find(' ', from), line.size());
      put(line.substr(from, to - from), frequency);
      if (to - from >= kLeastNoted) {
        heads_.set(three(line.substr(from, 3)));
        tails_.set(three(line.substr(to - 3, 3)));
      }
      line.remove_prefix(to);
    }
  }

  static constexpr std::size_t kLeastNoted = 4;
  static std::size_t three(std::string_view letters) {
    return static_cast<std::size_t>(letters[0] & 31) << 10U | static_cast<std::size_t>(letters[1] & 31) << 5U |
           static_cast<std::size_t>(letters[2] & 31);
  }

  std::vector<std::uint64_t> slots_;
  std::bitset<std::size_t{1} << 15U> heads_;  // first three letters of words
  std::bitset<std::size_t{1} << 15U> tails_;  // last three
};

const Table& table() {
  static const Table kTable;
  return kTable;
}

}  // namespace

std::uint8_t frequency_of(std::uint64_t hash) {
  return table().find(hash);
}

bool begins_known_word(std::string_view fold) {
  return table().begins(fold);
}

bool ends_known_word(std::string_view fold) {
  return table().ends(fold);
}

}  // namespace penumbra::names
