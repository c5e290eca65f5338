#include "index/keys.h"

// The header-only form of xxHash: a key is made of 8 bytes as a rule, and a call would cost more than the hash.
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <cstring>

namespace penumbra::index {
namespace {

// Seeds of the key kinds. Stored in indexes: never renumber.
enum class KeyKind : std::uint64_t { kExact = 1, kOneEdit = 2, kLeftHalf = 3, kRightHalf = 4, kTwoEdits = 5 };

constexpr std::uint64_t seed_of(KeyKind kind, std::uint64_t detail) {
  return static_cast<std::uint64_t>(kind) | detail << 8U;
}

std::uint64_t hash_of(std::string_view text, KeyKind kind, std::uint64_t detail) {
  return XXH3_64bits_withSeed(text.data(), text.size(), seed_of(kind, detail));
}

std::uint64_t exact_key(match::AnchorSpace space, std::string_view text) {
  return hash_of(text, KeyKind::kExact, static_cast<std::uint64_t>(space));
}

// Up to 8 bytes as one little-endian number, zero-padded, so that deleting a byte is two masks and a shift.
std::uint64_t packed(std::string_view text) {
  std::uint64_t value = 0;
  for (std::size_t i = std::min<std::size_t>(text.size(), 8); i-- > 0;) {
    value = value << 8U | static_cast<unsigned char>(text[i]);
  }
  return value;
}

std::uint64_t without_byte(std::uint64_t value, std::size_t at) {
  const std::uint64_t below = (std::uint64_t{1} << (8 * at)) - 1;
  return (value & below) | (value >> 8U & ~below);
}

std::uint64_t packed_key(std::uint64_t value, KeyKind kind) {
  char bytes[8];
  for (char& byte : bytes) {
    byte = static_cast<char>(value & 0xff);
    value >>= 8U;
  }
  return hash_of({bytes, sizeof bytes}, kind, 0);
}

// Keys of `size` packed bytes with exactly one deleted. Deleting either of two equal neighbours gives the same.
void keys_without_one(std::uint64_t value, std::size_t size, KeyKind kind, std::vector<std::uint64_t>& keys) {
  for (std::size_t i = 0; i < size; ++i) {
    if (i > 0 && (value >> (8 * i) & 0xff) == (value >> (8 * (i - 1)) & 0xff)) continue;
    keys.push_back(packed_key(without_byte(value, i), kind));
  }
}

// Keys of the form and of each of its deletions: filed for entries up to kShortFormBytes, looked up for queries up to
// one byte more (where only the deletions can equal anything filed).
void one_edit_keys(std::string_view form, std::vector<std::uint64_t>& keys) {
  if (form.size() <= kShortFormBytes) {
    const std::uint64_t value = packed(form);
    keys.push_back(packed_key(value, KeyKind::kOneEdit));
    keys_without_one(value, form.size(), KeyKind::kOneEdit, keys);
    return;
  }
  for (std::size_t i = 0; i < form.size(); ++i) {
    if (i > 0 && form[i] == form[i - 1]) continue;
    std::uint64_t value = 0;
    for (std::size_t j = form.size(); j-- > 0;) {
      if (j != i) value = value << 8U | static_cast<unsigned char>(form[j]);
    }
    keys.push_back(packed_key(value, KeyKind::kOneEdit));
  }
}

void two_edit_keys(std::string_view form, std::vector<std::uint64_t>& keys) {
  const std::size_t size = std::min(form.size(), kTwoEditPrefixBytes);
  const std::uint64_t value = packed(form);
  keys.push_back(packed_key(value, KeyKind::kTwoEdits));
  keys_without_one(value, size, KeyKind::kTwoEdits, keys);
  for (std::size_t i = 1; i < size; ++i) {
    // The later byte is deleted first, so that no pair is deleted twice.
    const std::uint64_t shorter = without_byte(value, i);
    for (std::size_t j = 0; j < i; ++j) keys.push_back(packed_key(without_byte(shorter, j), KeyKind::kTwoEdits));
  }
}

std::uint64_t left_key(std::string_view half, std::size_t whole) {
  return hash_of(half, KeyKind::kLeftHalf, whole);
}
std::uint64_t right_key(std::string_view half, std::size_t whole) {
  return hash_of(half, KeyKind::kRightHalf, whole);
}

bool tolerates(const Form& form, unsigned edits) {
  return form.space == match::AnchorSpace::kLetters && form.edits >= edits;
}

static_assert(kTwoEditPrefixBytes <= 8 && kShortFormBytes <= 8, "a prefix is packed into one number");

}  // namespace

void entry_keys(const Form& entry, std::vector<std::uint64_t>& keys) {
  const std::string_view form = entry.text;
  keys.push_back(exact_key(entry.space, form));
  if (tolerates(entry, 1)) {
    if (form.size() <= kShortFormBytes) {
      one_edit_keys(form, keys);
    } else {
      keys.push_back(left_key(form.substr(0, form.size() / 2), form.size()));
      keys.push_back(right_key(form.substr(form.size() / 2), form.size()));
    }
  }
  if (tolerates(entry, 2)) two_edit_keys(form, keys);
}

void query_keys(const Form& query, std::vector<std::uint64_t>& keys) {
  const std::string_view form = query.text;
  keys.push_back(exact_key(query.space, form));
  if (tolerates(query, 1)) {
    if (form.size() <= kShortFormBytes + 1) one_edit_keys(form, keys);
    if (form.size() >= kShortFormBytes) {
      for (std::size_t whole = form.size() - 1; whole <= form.size() + 1; ++whole) {
        if (whole <= kShortFormBytes) continue;
        const std::size_t left = whole / 2;
        const std::size_t right = whole - left;
        keys.push_back(left_key(form.substr(0, left), whole));
        keys.push_back(right_key(form.substr(form.size() - right), whole));
      }
      // An exchange across the cut of an entry of the same length damages both halves.
      std::string exchanged(form);
      const std::size_t cut = form.size() / 2;
      if (exchanged[cut - 1] != exchanged[cut]) {
        std::swap(exchanged[cut - 1], exchanged[cut]);
        keys.push_back(exact_key(query.space, exchanged));
      }
    }
  }
  if (tolerates(query, 2)) two_edit_keys(form, keys);
}

std::uint32_t letter_mask(std::string_view form) {
  std::uint32_t mask = 0;
  for (const char c : form) {
    const auto letter = static_cast<unsigned>(static_cast<unsigned char>(c)) - 'a';
    mask |= std::uint32_t{1} << (letter < 26 ? letter : 26 + static_cast<unsigned char>(c) % 6);
  }
  return mask;
}

bool within_edits(std::string_view a, std::string_view b, unsigned edits) {
  // Equal ends never need an edit, in this distance as in Levenshtein's: where the last bytes are equal, every entry of
  // the table equals its upper left neighbour. What remains begins with an edit, and there are four to try.
  while (!a.empty() && !b.empty() && a.front() == b.front()) {
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    a.remove_suffix(1);
    b.remove_suffix(1);
  }
  if (a.size() < b.size()) std::swap(a, b);
  if (a.size() - b.size() > edits) return false;
  if (b.empty()) return true;  // the rest of `a` is deleted, and fits
  if (edits == 0) return false;
  if (a.size() == 1) return true;  // one byte against another
  const unsigned left = edits - 1;
  if (b.size() >= 2 && a[0] == b[1] && a[1] == b[0] && within_edits(a.substr(2), b.substr(2), left)) return true;
  return within_edits(a.substr(1), b.substr(1), left) || within_edits(a.substr(1), b, left) ||
         within_edits(a, b.substr(1), left);
}

bool forms_meet(const Form& a, const Form& b) {
  if (a.space != b.space) return false;
  if (a.space == match::AnchorSpace::kSkeleton && !a.abjad && !b.abjad) return false;
  const unsigned edits = a.space == match::AnchorSpace::kLetters ? std::min(a.edits, b.edits) : 0U;
  return edits == 0 ? a.text == b.text : within_edits(a.text, b.text, edits);
}

}  // namespace penumbra::index
