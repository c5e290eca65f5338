#include "names/readings.h"

#include <algorithm>

#include "names/fold.h"

namespace penumbra::names {
namespace {

// Calls `visit` with each piece between blanks.
template <typename Visit>
void each_word(std::string_view text, Visit visit) {
  while (!text.empty()) {
    const std::size_t end = text.find(' ');
    visit(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
}

// Doubled letters fold to one, so that a longer spelling might still fit; none is this long.
constexpr std::size_t kMaxLatin = 2 * kMaxReadingBytes;

}  // namespace

std::uint32_t reading_bits(std::string_view fold, std::string_view readings) {
  std::uint32_t bits = reading_bit(fold);
  each_word(readings, [&](std::string_view form) { bits |= reading_bit(form); });
  return bits;
}

bool ReadingList::contains(std::string_view form) const {
  if (form == fold_) {
    return true;
  }
  bool found = false;
  each_word(text_, [&](std::string_view known) { found = found || known == form; });
  return found;
}

void ReadingList::add(std::string_view latin) {
  if (full() || latin.empty()) {
    return;
  }
  if (latin.size() > kMaxLatin) {
    return;
  }
  char buffer[kFoldGrowth * kMaxLatin];
  std::size_t size = 0;
  while (!latin.empty()) {
    const std::size_t end = std::min(latin.find('/'), latin.size());
    size += fold_to(latin.substr(0, end), buffer + size);
    latin.remove_prefix(std::min(end + 1, latin.size()));
  }
  add_folded({buffer, size});
}

void ReadingList::add_folded(std::string_view form) {
  if (full() || form.empty() || contains(form) || text_.size() + 1 + form.size() > most_bytes_) {
    return;
  }
  if (!text_.empty()) {
    text_.push_back(' ');
  }
  text_ += form;
  ++count_;
}

void ReadingList::add_all_folded(std::string_view forms) {
  each_word(forms, [this](std::string_view form) { add_folded(form); });
}

void ReadingList::add_all(std::string_view latin) {
  each_word(latin, [this](std::string_view form) { add(form); });
}

}  // namespace penumbra::names
