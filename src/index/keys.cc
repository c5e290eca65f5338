#include "index/keys.h"

// The header-only form of xxHash: a key is made of few bytes as a rule, and a call would cost more than the hash.
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "match/anchors.h"
#include "match/channel.h"
#include "match/sounds.h"
#include "match/terms.h"
#include "match/whole.h"
#include "names/east_asian.h"

namespace penumbra::index {
namespace {

using match::TermForm;
using names::NameView;
using names::Part;

// Kinds of keys. Stored in indexes: never renumber.
enum class KeyKind : std::uint64_t {
  kExact = 1,
  kOneEdit = 2,
  kClass = 4,
  kGroup = 5,
  kSkeleton = 6,       // of parts that are written without vowels
  kPlainSkeleton = 7,  // of all other parts
  kInitial = 8,
  kJoined = 9,
  kJoinedLeft = 10,
  kJoinedRight = 11,
  kAcronym = 12,
  kLatinSound = 13,  // of Latin parts
  kOtherSound = 14,  // of parts of other scripts
};

std::uint64_t hash_of(std::string_view text, KeyKind kind, std::uint64_t detail = 0) {
  return XXH3_64bits_withSeed(text.data(), text.size(), static_cast<std::uint64_t>(kind) | detail << 8U);
}

// The finaliser of SplitMix64 (S. Vigna, 2015) over the value and its kind.
std::uint64_t hash_of(std::uint64_t value, KeyKind kind) {
  value ^= static_cast<std::uint64_t>(kind) * 0x9e3779b97f4a7c15U;
  value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
  value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
  return value ^ (value >> 31U);
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

bool repeats(std::uint64_t value, std::size_t at) {
  return at > 0 && (value >> (8 * at) & 0xff) == (value >> (8 * (at - 1)) & 0xff);
}

// Keys of the first eight bytes with up to one byte deleted. Deleting either of two equal neighbours gives the same.
void one_edit_keys(std::string_view text, KeyKind kind, Keys& keys) {
  const std::uint64_t value = packed(text);
  keys.push_back(hash_of(value, kind));
  for (std::size_t i = 0; i < std::min(text.size(), kEditPrefixBytes); ++i) {
    if (!repeats(value, i)) keys.push_back(hash_of(without_byte(value, i), kind));
  }
}

// Keys of a form of letters, filed and looked up alike.
void letter_keys(std::string_view text, Keys& keys) {
  keys.push_back(exact_key(text));
  one_edit_keys(text, KeyKind::kOneEdit, keys);
}

void value_keys(TermForm form, std::string_view text, std::uint64_t value, Keys& keys) {
  switch (form) {
    case TermForm::kLetters:
      letter_keys(text, keys);
      break;
    case TermForm::kReading:
      keys.push_back(exact_key(text));
      break;
    case TermForm::kClass:
      keys.push_back(hash_of(value, KeyKind::kClass));
      break;
    case TermForm::kGroup:
      keys.push_back(hash_of(value, KeyKind::kGroup));
      break;
    default:
      break;
  }
}

std::uint64_t initial_key(char letter) {
  return hash_of(static_cast<unsigned char>(letter), KeyKind::kInitial);
}

// Three bits of a text of which the first eight bytes count.
std::uint64_t few_bits_of(std::string_view text) {
  return (packed(text) + text.size()) * 0x9e3779b97f4a7c15U >> 61U;
}

std::uint64_t half_key(std::string_view half, KeyKind kind, std::size_t whole) {
  return hash_of(half, kind, whole) >> kRestBits << kRestBits;
}

// The last bits of the key of a half, beside which `rest` stands; `cut` divides it.
std::uint64_t rest_of(std::string_view rest, std::size_t cut) {
  return few_bits_of(rest.substr(0, cut)) | few_bits_of(rest.substr(cut)) << 3U;
}

// Which last bits may stand for a listed rest of `size` bytes that is within one edit of `rest`. An edit within one of
// its halves leaves the other as it is, at the beginning or at the end of `rest`; only an exchange across their cut
// changes both.
std::uint64_t rests_near(std::string_view rest, std::size_t size) {
  const std::size_t cut = size / 2;
  const std::size_t behind = size - cut;
  std::uint64_t rests = 0;
  if (rest.size() >= cut) rests |= std::uint64_t{0x0101010101010101} << few_bits_of(rest.substr(0, cut));
  if (rest.size() >= behind) {
    rests |= std::uint64_t{0xFF} << 8 * few_bits_of(rest.substr(rest.size() - behind));
  }
  if (rest.size() == size && cut > 0) {
    std::string exchanged(rest);
    std::swap(exchanged[cut - 1], exchanged[cut]);
    rests |= std::uint64_t{1} << rest_of(exchanged, cut);
  }
  return rests;
}

bool is_latin(const Part& part) {
  return match::channel_of(part) == match::Channel::kLatin;
}

bool written_together(const Part& part) {
  return part.weight > 0 || part.kind == names::PartKind::kParticle;
}

}  // namespace

std::uint64_t exact_key(std::string_view text) {
  return text.size() <= 7 ? hash_of(packed(text) | std::uint64_t{text.size()} << 56U, KeyKind::kExact)
                          : hash_of(text, KeyKind::kExact);
}

void term_keys(const NameView& name, const Part& part, Keys& keys) {
  match::for_each_term_form(name, part, [&](TermForm form, std::string_view text, std::uint64_t value) {
    if (form == TermForm::kSound) {
      keys.push_back(hash_of(value, is_latin(part) ? KeyKind::kLatinSound : KeyKind::kOtherSound));
    } else if (form == TermForm::kSkeleton) {
      const bool abjad = (part.flags & names::kPartAbjad) != 0;
      keys.push_back(hash_of(text, abjad ? KeyKind::kSkeleton : KeyKind::kPlainSkeleton));
    } else if (form == TermForm::kInitial) {
      if (!text.empty()) keys.push_back(initial_key(text[0]));
    } else {
      value_keys(form, text, value, keys);
    }
  });
}

void query_keys(const NameView& name, const Part& part, Keys& keys) {
  match::for_each_term_form(name, part, [&](TermForm form, std::string_view text, std::uint64_t value) {
    if (form == TermForm::kSkeleton) {
      keys.push_back(hash_of(text, KeyKind::kSkeleton));
      if ((part.flags & names::kPartAbjad) != 0) keys.push_back(hash_of(text, KeyKind::kPlainSkeleton));
    } else if (form != TermForm::kInitial) {
      value_keys(form, text, value, keys);
    }
  });
  const std::string_view fold = name.fold(part);
  if (fold.size() >= 5) keys.push_back(exact_key(std::string(fold.rbegin(), fold.rend())));
  const std::string_view latin = name.latin(part);
  if (!fold.empty()) keys.push_back(initial_key(fold[0]));
  if (!latin.empty()) keys.push_back(initial_key(latin[0]));
}

void query_sound_keys(const NameView& name, const Part& part, Keys& keys) {
  for (const std::uint64_t code : match::sound_codes(name, part)) {
    keys.push_back(hash_of(code, KeyKind::kOtherSound));
    if (!is_latin(part)) keys.push_back(hash_of(code, KeyKind::kLatinSound));
  }
}

void query_keys_of_joined(std::string_view text, Keys& keys) {
  keys.push_back(exact_key(text));
  if (text.size() >= 6) one_edit_keys(text, KeyKind::kOneEdit, keys);
}

void joined_keys(std::string_view text, Keys& keys) {
  if (text.size() <= 5) {
    keys.push_back(hash_of(packed(text), KeyKind::kJoined));
  } else if (text.size() <= kShortJoinedBytes) {
    one_edit_keys(text, KeyKind::kJoined, keys);
  } else {
    const std::string_view left = text.substr(0, text.size() / 2);
    const std::string_view right = text.substr(text.size() / 2);
    keys.push_back(half_key(left, KeyKind::kJoinedLeft, text.size()) | rest_of(right, right.size() / 2));
    keys.push_back(half_key(right, KeyKind::kJoinedRight, text.size()) | rest_of(left, left.size() / 2));
  }
}

void joined_keys_exact(std::string_view text, Keys& keys) {
  if (text.size() <= kShortJoinedBytes) {
    keys.push_back(hash_of(packed(text), KeyKind::kJoined));
  } else {
    const std::string_view right = text.substr(text.size() / 2);
    keys.push_back(half_key(text.substr(0, text.size() / 2), KeyKind::kJoinedLeft, text.size()) |
                   rest_of(right, right.size() / 2));
  }
}

void query_joined_keys_exact(std::string_view text, JoinedKeys& keys) {
  Keys exact;
  joined_keys_exact(text, exact);
  for (const std::uint64_t key : exact) keys.push_back({key, 1});
}

void query_joined_keys(std::string_view text, JoinedKeys& keys) {
  if (text.size() <= 5) {
    query_joined_keys_exact(text, keys);
    return;
  }
  if (text.size() <= kShortJoinedBytes) {
    Keys deleted;
    one_edit_keys(text, KeyKind::kJoined, deleted);
    for (const std::uint64_t key : deleted) keys.push_back({key, 1});
  } else if (text.size() == kShortJoinedBytes + 1) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      std::uint64_t value = 0;
      for (std::size_t j = text.size(); j-- > 0;) {
        if (j != i) value = value << 8U | static_cast<unsigned char>(text[j]);
      }
      keys.push_back({hash_of(value, KeyKind::kJoined), 1});
    }
  }
  if (text.size() < kShortJoinedBytes) return;
  for (std::size_t whole = text.size() - 1; whole <= text.size() + 1; ++whole) {
    if (whole <= kShortJoinedBytes) continue;
    const std::size_t left = whole / 2;
    const std::size_t right = whole - left;
    keys.push_back({half_key(text.substr(0, left), KeyKind::kJoinedLeft, whole), rests_near(text.substr(left), right)});
    keys.push_back({half_key(text.substr(text.size() - right), KeyKind::kJoinedRight, whole),
                    rests_near(text.substr(0, text.size() - right), left)});
  }
  if (text.size() > kShortJoinedBytes) {
    // An exchange across the cut of a form of the same length damages both halves: exchanged back, they are whole.
    std::string exchanged(text);
    const std::size_t cut = text.size() / 2;
    std::swap(exchanged[cut - 1], exchanged[cut]);
    query_joined_keys_exact(exchanged, keys);
  }
}

std::uint64_t acronym_key(std::string_view text) {
  return hash_of(text, KeyKind::kAcronym);
}

void whole_keys(const NameView& name, Keys& keys) {
  if (name.parts.size() < 2) return;  // its part is filed
  const auto written = std::count_if(name.parts.begin(), name.parts.end(), written_together);
  const auto file = [&](std::string_view form) {
    if (form.empty()) return;
    // Names of four letters may have a shorter fold ("V. Brr": vbr), which is not filed as parts written together.
    if (form.size() >= kLeastJoinedBytes && written >= 2 && form == name.text(name.joined)) return;
    joined_keys(form, keys);
  };
  match::WholeForm only;
  if (match::one_whole_form(name, only)) {
    file(only.text());
    return;
  }
  for (const std::string& form : match::whole_forms(name)) file(form);
}

void JoinedForms::read(const NameView& name) {
  text_.clear();
  joined_.clear();
  acronyms_.clear();
  spelled_.clear();
  const std::size_t count = name.parts.size();
  std::size_t bytes = name.joined.size + match::kAllInitials.size() * match::kMostAcronym;
  for (const Part& part : name.parts) bytes += part.fold.size + 12 * std::size_t{part.latin.size} + 2;
  text_.reserve(bytes);  // so that views stay where they are
  const auto add = [](std::vector<JoinedForm>& out, std::string_view text, std::size_t least, std::uint64_t parts) {
    if (text.size() < least) return;
    const auto same = std::find_if(out.begin(), out.end(), [&](const JoinedForm& form) { return form.text == text; });
    if (same == out.end()) {
      out.push_back({text, parts});
    } else {
      same->parts |= parts;
    }
  };
  const auto written_since = [this](std::size_t from) { return std::string_view(text_).substr(from); };
  // Whether a part is a Korean word; each is asked once.
  std::uint64_t asked = 0;
  std::uint64_t korean = 0;
  const auto is_korean = [&](std::size_t k) {
    const std::uint64_t bit = std::uint64_t{1} << k;
    if ((asked & bit) == 0 && names::is_korean_word(name.latin(name.parts[k]))) korean |= bit;
    asked |= bit;
    return (korean & bit) != 0;
  };
  // The folds of all parts, one behind the other: neighbours written together are a piece of it.
  std::array<std::uint16_t, names::kMaxParts + 1> ends{};
  for (std::size_t i = 0; i < count; ++i) {
    text_ += name.fold(name.parts[i]);
    ends[i + 1] = static_cast<std::uint16_t>(text_.size());
  }
  for (std::size_t i = 0; i < count; ++i) {
    std::uint64_t parts = 0;
    bool scored = false;
    for (std::size_t k = i; k < std::min(i + 3, count) && written_together(name.parts[k]); ++k) {
      parts |= std::uint64_t{1} << k;
      scored = scored || name.parts[k].weight > 0;
      if (k == i || !scored) continue;
      add(joined_, std::string_view(text_).substr(ends[i], ends[k + 1] - ends[i]), kLeastJoinedBytes, parts);
      // As match/align.cc joins readings of Korean names.
      if (!is_korean(k)) continue;
      std::string spelled;
      for (std::size_t m = i; m <= k; ++m) spelled += name.latin(name.parts[m]);
      const std::size_t key = text_.size();
      text_ += names::korean_key(spelled);
      add(spelled_, written_since(key), 1, parts);
    }
  }
  std::uint64_t all = 0;
  int written = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const Part& part = name.parts[i];
    all |= part.weight > 0 ? std::uint64_t{1} << i : 0;
    written += written_together(part) ? 1 : 0;
  }
  if (written >= 2) {
    const std::size_t whole = text_.size();
    text_ += name.text(name.joined);
    add(joined_, written_since(whole), kLeastJoinedBytes, all);
  }
  const unsigned different = match::different_initials(name);
  for (std::size_t i = 0; i < match::kAllInitials.size(); ++i) {
    if ((different >> i & 1U) == 0) continue;
    const match::Acronym letters = match::acronym(name, match::kAllInitials[i]);
    if (letters.view().empty()) continue;
    const std::size_t from = text_.size();
    text_ += letters.view();
    add(acronyms_, written_since(from), kLeastAcronymBytes, all);
  }
}

}  // namespace penumbra::index
