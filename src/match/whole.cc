#include "match/whole.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

#include "match/anchors.h"
#include "match/distance.h"
#include "names/fold.h"

namespace penumbra::match {
namespace {

using names::NameView;
using names::Part;

// More digits that may be i or l than this are not tried in all ways.
constexpr std::size_t kMostOnes = 3;
// From this class of names/frequency.h up, one in 1,450 words of names, a word is another name, no slip.
constexpr int kInUse = 20;
// In shorter words a letter makes another word, another number ("III") or initial.
constexpr std::size_t kLeastWord = 4;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// The letter that a digit stands for, or the digit itself.
char letter_of(char c) {
  constexpr std::string_view kLetters = "oi2eas6tb9";
  return is_digit(c) ? kLetters[static_cast<std::size_t>(c - '0')] : c;
}

bool is_number(const NameView& name, std::size_t i) {
  const std::string_view latin = name.latin(name.parts[i]);
  return std::all_of(latin.begin(), latin.end(), is_digit);
}

// Whether a part is digits that nothing divides from the letters before or behind.
bool stands_beside_letters(const NameView& name, std::size_t i) {
  if (!is_number(name, i)) {
    return false;
  }
  return (i > 0 && name.parts[i].gap != 0 && !is_number(name, i - 1)) ||
         (i + 1 < name.parts.size() && name.parts[i + 1].gap != 0 && !is_number(name, i + 1));
}

std::size_t size_of(const NameView& name) {
  std::size_t size = 0;
  for (const Part& part : name.parts) {
    size += part.latin.size;
  }
  return size;
}

bool may_be_whole(const NameView& name, std::size_t size) {
  constexpr std::uint8_t kSyllabic = names::kPartHan | names::kPartHangul;
  return size >= kLeastWhole && size <= kMostWhole && !name.incomplete &&
         std::none_of(name.parts.begin(), name.parts.end(),
                      [](const Part& part) { return (part.flags & kSyllabic) != 0; });
}

// A word of a name as it was written.
struct Word {
  std::size_t letters = 0;
  std::size_t parts = 0;  // that the analysis made of it
  bool digits = false;

  void add(const Word& other) {
    letters += other.letters;
    parts += other.parts;
    digits = digits || other.digits;
  }
};

// A name written out: its letters, and what stands at each.
struct Written {
  std::array<char, kMostWhole> letters;
  std::array<bool, kMostWhole> begins;     // a part begins here
  std::array<bool, kMostWhole> disguised;  // a digit beside letters
  std::array<bool, kMostWhole> known;      // of a word of the tables or in use
  std::array<bool, kMostWhole> form;       // of a legal form
  std::array<std::uint8_t, kMostWhole> part_of;
  std::array<Word, names::kMaxParts> parts;     // what each part is...
  std::array<Word, names::kMaxParts> unbroken;  // ... and the word in which it was written, with no blank inside
  std::size_t size = 0;
  bool any_disguised = false;
  bool any_digit = false;

  explicit Written(const NameView& name) {
    for (std::size_t i = 0; i < name.parts.size(); ++i) {
      const bool digits = stands_beside_letters(name, i);
      const Part& part = name.parts[i];
      const bool in_use = part.group != 0 || part.classes[0] != 0 || part.frequency >= kInUse;
      any_disguised = any_disguised || digits;
      parts[i] = {part.latin.size, 1, part.latin.size > 0 && is_digit(name.latin(part)[0])};
      unbroken[i] = parts[i];
      if (i > 0 && part.gap != 0) {
        unbroken[i].add(unbroken[i - 1]);
      }
      for (const char c : name.latin(part)) {
        any_digit = any_digit || is_digit(c);
        begins[size] = false;
        disguised[size] = digits;
        known[size] = in_use;
        form[size] = part.kind == names::PartKind::kLegalForm;
        part_of[size] = static_cast<std::uint8_t>(i);
        letters[size++] = c;
      }
      if (part.latin.size > 0) {
        begins[size - part.latin.size] = true;
      }
    }
    for (std::size_t i = name.parts.size(); i > 1; --i) {
      if (name.parts[i - 1].gap != 0) {
        unbroken[i - 2] = unbroken[i - 1];
      }
    }
  }
  std::size_t ones() const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < size; ++i) {
      count += disguised[i] && letters[i] == '1' ? 1U : 0U;
    }
    return count;
  }
  // The letters that may be meant at a place are the first of these, or the second.
  char meant(std::size_t i) const { return disguised[i] ? letter_of(letters[i]) : letters[i]; }
  char meant_too(std::size_t i) const { return disguised[i] && letters[i] == '1' ? 'l' : meant(i); }
};

// Whether two names of one size have the same letters, or have them once digits are read as letters.
bool same_letters(const Written& x, const Written& y) {
  const std::size_t size = x.size;
  if (std::equal(x.letters.begin(), x.letters.begin() + static_cast<std::ptrdiff_t>(size), y.letters.begin())) {
    // "Flight 12 3" is not "Flight 1 23".
    for (std::size_t i = 1; x.any_digit && i < size; ++i) {
      if (is_digit(x.letters[i]) && is_digit(x.letters[i - 1]) && x.begins[i] != y.begins[i]) {
        return false;
      }
    }
    return true;
  }
  if (!x.any_disguised && !y.any_disguised) {
    return false;
  }
  const auto agree = [size](const auto& first, const auto& second) {
    for (std::size_t i = 0; i < size; ++i) {
      const auto [c, c_too] = first(i);
      const auto [d, d_too] = second(i);
      if (c != d && c != d_too && c_too != d && c_too != d_too) {
        return false;
      }
    }
    return true;
  };
  const auto plain = [](const Written& of) {
    return [&of](std::size_t i) { return std::pair(of.letters[i], of.letters[i]); };
  };
  const auto meant = [](const Written& of) {
    const bool both = of.ones() <= kMostOnes;
    return [&of, both](std::size_t i) { return std::pair(of.meant(i), both ? of.meant_too(i) : of.meant(i)); };
  };
  return (x.any_disguised && agree(meant(x), plain(y))) || (y.any_disguised && agree(plain(x), meant(y))) ||
         (x.any_disguised && y.any_disguised && agree(meant(x), meant(y)));
}

// Whether what differs at `front` of the longer name and `at` of the shorter one may be a slip, by the words there.
bool is_slip(const Written& longer, std::size_t front, const Written& shorter, std::size_t at, bool exchange) {
  // A slip may have made several words of one, or one of several ("Deligt", "de light"): then what was written counts.
  const bool divided = longer.unbroken[longer.part_of[front]].parts != shorter.unbroken[shorter.part_of[at]].parts;
  const auto word = [divided](const Written& name, std::size_t i) -> const Word& {
    return divided ? name.unbroken[name.part_of[i]] : name.parts[name.part_of[i]];
  };
  const auto known = [&](const Written& name, std::size_t i) { return name.known[i] && word(name, i).parts == 1; };
  const auto may_slip = [&](const Written& name, std::size_t i) {
    return word(name, i).letters >= kLeastWord && !word(name, i).digits;
  };
  // A slip in a legal form may leave it in pieces ("S.uA. de C.V."), which are no words of their own.
  const auto piece = [&](const Written& name, std::size_t i, const Written& other, std::size_t j) {
    constexpr std::size_t kPiece = 2;
    constexpr std::size_t kLongPiece = 3;  // of a longer form
    const std::size_t letters = name.parts[name.part_of[i]].letters;
    return letters <= kPiece ||
           (letters <= kLongPiece && other.parts[other.part_of[j]].letters > kLongPiece && !known(name, i));
  };
  const bool form = (longer.form[front] && (shorter.form[at] || piece(shorter, at, longer, front))) ||
                    (shorter.form[at] && piece(longer, front, shorter, at));
  // A word of four letters may have lost one.
  const bool lost = longer.size > shorter.size && may_slip(longer, front) &&
                    word(shorter, at).letters + 1U >= kLeastWord && !is_digit(shorter.letters[at]) && !shorter.form[at];
  if (!form && !lost &&
      (!may_slip(longer, front) || !may_slip(shorter, at) ||
       (exchange && !(may_slip(longer, front + 1) && may_slip(shorter, front + 1))))) {
    return false;
  }
  // A slip makes a word that nobody knows ("Iraq" is none of "Iran").
  return form || !known(longer, front) || !known(shorter, at);
}

// Whether the letters differ by exactly one edit (an exchange of neighbours is one), inside words that may hold a slip.
bool one_slip(const Written& x, const Written& y) {
  const Written& longer = x.size >= y.size ? x : y;
  const Written& shorter = x.size >= y.size ? y : x;
  std::size_t front = 0;
  while (front < shorter.size && longer.letters[front] == shorter.letters[front]) {
    ++front;
  }
  std::size_t back = 0;
  while (back < shorter.size - front &&
         longer.letters[longer.size - 1 - back] == shorter.letters[shorter.size - 1 - back]) {
    ++back;
  }
  const std::size_t left = longer.size - front - back;
  const bool exchange = left == 2 && x.size == y.size && x.letters[front] == y.letters[front + 1] &&
                        x.letters[front + 1] == y.letters[front];
  if (left != 1 && !exchange) {
    return false;
  }
  // Where a letter is missing it may have stood at the end of the one word or before the other.
  const auto slipped_at = [&](std::size_t at) {
    return at < shorter.size && is_slip(longer, front, shorter, at, exchange);
  };
  if (!slipped_at(front) && !(front > 0 && longer.size > shorter.size && slipped_at(front - 1))) {
    return false;
  }
  const std::string s = names::fold({x.letters.data(), x.size});
  const std::string t = names::fold({y.letters.data(), y.size});
  return osa_distance(s, t) <= joined_edits(std::min(s.size(), t.size()));
}

// Whether two names may have the same letters but for a slip, digits being any letters: necessary, and cheap.
bool may_differ_by_a_slip(const NameView& a, const NameView& b) {
  const auto write = [](const NameView& name, std::array<char, kMostWhole>& out) {
    std::size_t size = 0;
    for (const Part& part : name.parts) {
      size += name.latin(part).copy(out.data() + size, part.latin.size);
    }
    return size;
  };
  std::array<char, kMostWhole> x;
  std::array<char, kMostWhole> y;
  const std::size_t n = write(a, x);
  const std::size_t m = write(b, y);
  const auto alike = [](char c, char d) { return c == d || is_digit(c) || is_digit(d); };
  const std::size_t shorter = std::min(n, m);
  std::size_t front = 0;
  while (front < shorter && alike(x[front], y[front])) {
    ++front;
  }
  std::size_t back = 0;
  while (back < shorter - front && alike(x[n - 1 - back], y[m - 1 - back])) {
    ++back;
  }
  return std::max(n, m) - front - back <= 2;
}

}  // namespace

bool one_whole_form(const NameView& name, WholeForm& out) {
  out.size = 0;
  for (const Part& part : name.parts) {
    if (part.latin.size > 0 && is_digit(name.latin(part)[0])) {
      return false;
    }
  }
  if (!may_be_whole(name, size_of(name))) {
    return true;
  }
  char letters[kMostWhole];
  std::size_t size = 0;
  for (const Part& part : name.parts) {
    size += name.latin(part).copy(letters + size, part.latin.size);
  }
  out.size = names::fold_to({letters, size}, out.letters);
  return true;
}

std::vector<std::string> whole_forms(const NameView& name) {
  std::vector<std::string> out;
  if (!may_be_whole(name, size_of(name))) {
    return out;
  }
  const Written written(name);
  out.push_back(names::fold({written.letters.data(), written.size}));
  if (!written.any_disguised) {
    return out;
  }
  const std::size_t ones = written.ones();
  const std::size_t ways = ones > kMostOnes ? 1 : std::size_t{1} << ones;
  std::string text(written.size, '\0');
  for (std::size_t way = 0; way < ways; ++way) {
    // The bits of the way are used up from the lowest; there may be more letters to choose than a word has bits.
    std::size_t choices = way;
    for (std::size_t i = 0; i < written.size; ++i) {
      const bool either = written.meant(i) != written.meant_too(i);
      text[i] = either && (choices & 1U) != 0 ? written.meant_too(i) : written.meant(i);
      choices >>= either ? 1U : 0U;
    }
    std::string form = names::fold(text);
    if (std::find(out.begin(), out.end(), form) == out.end()) {
      out.push_back(std::move(form));
    }
  }
  return out;
}

int whole_edits(const NameView& a, const NameView& b) {
  const std::size_t size = size_of(a);
  const std::size_t other = size_of(b);
  if (std::max(size, other) - std::min(size, other) > 1 || !may_be_whole(a, size) || !may_be_whole(b, other) ||
      !may_differ_by_a_slip(a, b)) {
    return -1;
  }
  const Written x(a);
  const Written y(b);
  return size == other && same_letters(x, y) ? 0 : one_slip(x, y) ? 1 : -1;
}

}  // namespace penumbra::match
